"""Who answers a line, whether calls are recorded and who will be told, as far as it is stated: one composition for
rows, cards and papers."""

from __future__ import annotations

from typing import NamedTuple

from hart_cli.model import Entry
from hart_cli.safe import visible

FIELDS = ("operator", "recorded", "reports_to")
"""The fields of an entry that say it, in the order in which they are shown."""


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


def is_stated(entry: Entry) -> bool:
    """Whether anything of it is stated."""
    return any(getattr(entry, field) for field in (*FIELDS, "confidentiality"))


def row(entry: Entry, ui: str) -> str:
    """Return what stands below the row of an entry: in one line, or whole where the entry has it in no shorter form;
    an empty text where nothing is stated.

    Args:
        entry: as the directory has it, or with its texts in Spanish.
        ui: "en" or "es".
    """
    return said(entry, "confidentiality", ui) if entry.confidentiality else " \u00b7 ".join(_stated(entry, ui))


def _labels(ui: str) -> dict[str, str]:
    words = WORDS[ui]
    return dict(zip(FIELDS, (words.answered, words.recorded, words.told), strict=True))


def _stated(entry: Entry, ui: str) -> list[str]:
    return [f"{label}: {said(entry, field, ui)}" for field, label in _labels(ui).items() if getattr(entry, field)]


def lines(entry: Entry, ui: str) -> tuple[str, ...]:
    """Return what is stated, each with its label, and of a line what is not stated.

    Args:
        entry: as the directory has it, or with its texts in Spanish.
        ui: "en" or "es".
    """
    words = WORDS[ui]
    stated = _stated(entry, ui)
    if entry.kind != "hotline":
        return tuple(stated)
    unstated = [label for field, label in _labels(ui).items() if not getattr(entry, field)]
    named = ", ".join([*unstated[:1], *(label[:1].lower() + label[1:] for label in unstated[1:])])
    return (*stated, *([f"{named}: {words.not_stated}"] if named else []))


def said(entry: Entry, field: str, ui: str) -> str:
    """Return the text of a field in a language; one that is there in English only says so where Spanish is wanted."""
    text: str = getattr(entry, field)
    if ui == "en" or (not entry.spanish and entry.text_language == "es"):
        return visible(text)
    spanish = entry.translation(field)
    return visible(spanish) if spanish else visible(text) + WORDS[ui].english_only
