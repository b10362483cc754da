"""Facts of an entry in words, as handouts and cards share them: hours, languages, who answers, sentences."""

from __future__ import annotations

from hart_cli.export import neutral
from hart_cli.i18n.catalog import using, word
from hart_cli.localize import in_spanish
from hart_cli.model import Entry
from hart_cli.output.facts import languages_text
from hart_cli.safe import visible


def sentence(text: str) -> str:
    """Return a text that ends as a sentence does."""
    return text if text.endswith((".", "!", "?")) else f"{text}."


def localized(entry: Entry, ui: str) -> Entry:
    """Return an entry with its texts in a language, "en" or "es"."""
    return in_spanish(entry) if ui == "es" else entry


def hours(entry: Entry, ui: str, *, titled: bool) -> str | None:
    """Return the hours of an entry in a language, or None where none are stated.

    Args:
        entry: as the directory has it.
        ui: "en" or "es".
        titled: whether the text may tell what the entry is about.
    """
    return localized(entry, ui).hours if entry.hours and (titled or neutral.is_neutral(entry.hours, entry)) else None


def languages(entry: Entry, ui: str) -> str:
    """Return the languages of an entry with their label."""
    with using(ui):
        names = visible(languages_text(entry.languages))
    return f"{word('Languages', ui)}: {names or word('not stated', ui)}"
