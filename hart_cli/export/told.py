"""Who answers a line, whether calls are recorded and who will be told: on every sheet and card, as far as it is stated."""

from __future__ import annotations

from typing import NamedTuple

from hart_cli.export import neutral
from hart_cli.language import in_spanish
from hart_cli.model import BUNDLED, Entry
from hart_cli.safe import visible


class Words(NamedTuple):
    """The fixed texts in one language."""

    answered: str
    recorded: str
    told: str
    not_stated: str
    ask_recorded: str
    ask_told: str
    careline: str
    minors: str
    unsaid: str
    traces: str
    english_only: str


WORDS = {
    "en": Words(
        answered="Answered by",
        recorded="Recorded",
        told="Who is told",
        not_stated="not stated",
        ask_recorded="Ask whether calls are recorded.",
        ask_told="Ask who will be told before you give your name.",
        careline="State staff answer. Calls are recorded. A call here is a report to the state.",
        minors="Under 18: if you give your name and tell of harm, they may report it.",
        unsaid="If nothing is said of it here, ask first: Who answers? Do you record? Whom do you tell?",
        traces="Calls and texts stay in the phone's list and may show on the bill.",
        english_only="",
    ),
    "es": Words(
        answered="Responde",
        recorded="Grabaci\u00f3n",
        told="A qui\u00e9n informa",
        not_stated="no se indica",
        ask_recorded="Pregunte si graban las llamadas.",
        ask_told="Pregunte a qui\u00e9n informar\u00e1n antes de dar su nombre.",
        careline="Responde personal del Estado. Se graban las llamadas. Llamar aqu\u00ed es dar aviso al Estado.",
        minors="Menores de 18: si da su nombre y cuenta un da\u00f1o, pueden dar aviso a las autoridades.",
        unsaid="Si aqu\u00ed no se dice, pregunte primero: \u00bfQui\u00e9n responde? \u00bfGraban? \u00bfA qui\u00e9n informan?",
        traces="Las llamadas y los textos quedan en la lista del tel\u00e9fono y pueden aparecer en la factura.",
        english_only=" (en ingl\u00e9s)",
    ),
}


def lines(entry: Entry, ui: str, *, titled: bool) -> tuple[str, ...]:
    """Return who answers, whether calls are recorded and who is told. Where names are neutral, what would tell what the
    entry is about becomes a question to ask.

    Args:
        entry: as the directory has it.
        ui: "en" or "es".
        titled: whether names may stand there.
    """
    words = WORDS[ui]
    if titled:
        return _titled(entry, ui)
    if entry.directory == BUNDLED and entry.id == "ct-careline":
        return (words.careline,)
    asked = (("recorded", words.recorded, words.ask_recorded), ("reports_to", words.told, words.ask_told))
    return tuple(
        f"{label}: {_said(entry, field, ui)}" if neutral.is_neutral(getattr(entry, field), entry) else question
        for field, label, question in asked
        if getattr(entry, field)
    )


def _titled(entry: Entry, ui: str) -> tuple[str, ...]:
    words = WORDS[ui]
    asked = (("operator", words.answered), ("recorded", words.recorded), ("reports_to", words.told))
    stated = [f"{label}: {_said(entry, field, ui)}" for field, label in asked if getattr(entry, field)]
    unstated = [label for field, label in asked if not getattr(entry, field)] if entry.kind == "hotline" else []
    said = ", ".join([*unstated[:1], *(label[:1].lower() + label[1:] for label in unstated[1:])])
    return (*stated, *([f"{said}: {words.not_stated}"] if said else []))


def _said(entry: Entry, field: str, ui: str) -> str:
    shown = in_spanish(entry) if ui == "es" else entry
    english, text = getattr(entry, field), getattr(shown, field)
    return visible(text) + (WORDS[ui].english_only if text == english else "")
