"""Who answers a line, whether calls are recorded and who will be told, as far as it is stated: one composition for
rows, cards and papers."""

from __future__ import annotations

from hart_cli.fields import fields_of
from hart_cli.i18n.catalog import word
from hart_cli.i18n.messages import message
from hart_cli.localize import marked_english
from hart_cli.model import Entry
from hart_cli.safe import visible

FIELDS = ("operator", "recorded", "reports_to")
"""The fields of an entry that say it, in the order in which they are shown."""

_ALL_LABELS = {field.name: field.label for field in fields_of(Entry)}
LABELS = {name: _ALL_LABELS[name] for name in FIELDS}
"""The label of each field, in English."""

MINORS = message("Under 18: if you give your name and tell of harm, they may report it.")
UNSAID = message("If nothing is said of it here, ask first: Who answers? Do you record? Whom do you tell?")
TRACES = message("Calls and texts stay in the phone's list and may show on the bill.")


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
    return text_of(entry, "confidentiality", ui) if entry.confidentiality else " \u00b7 ".join(_stated(entry, ui))


def _stated(entry: Entry, ui: str) -> list[str]:
    return [
        f"{word(label, ui)}: {text_of(entry, field, ui)}" for field, label in LABELS.items() if getattr(entry, field)
    ]


def lines(entry: Entry, ui: str) -> tuple[str, ...]:
    """Return what is stated, each with its label, and of a line what is not stated.

    Args:
        entry: as the directory has it, or with its texts in Spanish.
        ui: "en" or "es".
    """
    stated = _stated(entry, ui)
    if entry.kind != "hotline":
        return tuple(stated)
    unstated = [word(label, ui) for field, label in LABELS.items() if not getattr(entry, field)]
    named = ", ".join([*unstated[:1], *(label[:1].lower() + label[1:] for label in unstated[1:])])
    return (*stated, *([f"{named}: {word('not stated', ui)}"] if named else []))


def text_of(entry: Entry, field: str, ui: str) -> str:
    """Return the text of a field in a language; one that is there in English only says so where Spanish is wanted."""
    text: str = getattr(entry, field)
    if ui == "en" or (not entry.spanish and entry.text_language == "es"):
        return visible(text)
    spanish = entry.translation(field)
    return visible(spanish) if spanish else marked_english(visible(text), ui)
