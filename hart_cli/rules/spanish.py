"""The rules of Spanish texts: they belong to the English as it now stands."""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator
from itertools import zip_longest
from typing import Any, NamedTuple

from hart_cli.fields import fields_of
from hart_cli.model import Entry
from hart_cli.rules.context import Context, Table
from hart_cli.rules.shape import SPANISH, is_text

SPANISH_KINDS = ("hotline", "service", "program", "organization", "agency", "contact", "person", "guide")
"""The kinds whose bundled entries must have their texts in Spanish, too."""

MARK = "of"
"""The key of the Spanish table that holds the mark of the English it was made of."""

LONGEST_CONFIDENTIALITY = 70
"""The most letters of `confidentiality`, in each language: it stands on one line below a row of a table."""

_ALWAYS_TRANSLATED = ("summary", "referral", "hours", "cost", "cautions")
"""What a file of one's own must translate where it translates anything; a bundled entry translates everything."""

_FIRST = ("role", "summary", "beyond_area", "hours", "cost", "referral", "operator", "reports_to", "recorded", "ages")
_IN_MARK = frozenset((*_FIRST, "label", "title", "caution"))
"""The texts that the first version of the format had. They count in the mark of the English where they are missing,
too; every other text counts where it is stated, so that the marks of older files hold."""

_TRANSLATED = {field.name: field for field in fields_of(Entry) if field.meta.spanish}
_LISTS = tuple(name for name, field in _TRANSLATED.items() if field.many)
_TEXTS = (*_FIRST, *(name for name in _TRANSLATED if name not in (*_FIRST, *_LISTS)))
TRANSLATED_ROWS = {
    field.name: tuple(item.name for item in items if f"{item.name}_es" in {other.name for other in items})
    for field in fields_of(Entry)
    if field.meta.sourced
    for items in [fields_of(field.type)]
}
"""What is said of a number or an address: its Spanish stands beside it, as `label_es` beside `label`."""

# Text-to-911 takes English only, so no Spanish text may ask for one without saying so.
_TEXT_TO_911 = re.compile(r"\b(?:env[ií][ea]|mand[ea]|escrib[ae]|text[eo])\w*\b[^.]*\b911\b", re.IGNORECASE)
_IN_ENGLISH = re.compile(r"\binglés\b")


class Translation(NamedTuple):
    """A text of an entry in both languages; None where a language has none.

    Args:
        where: its place, such as "phones 1 label".
        field: the last word of its place: the field that holds it.
        english: the text.
        spanish: the text.
    """

    where: str
    field: str
    english: str | None
    spanish: str | None


def translations(entry: Table) -> Iterator[Translation]:
    """Yield each text of an entry that is to be in Spanish, too; the name apart, which is official."""
    table = entry.get(SPANISH, {})
    for key in _TEXTS:
        yield Translation(key, key, _english(entry, key), table.get(key))
    for key in _LISTS:
        pairs = zip_longest(entry.get(key, []), table.get(key, []))
        yield from (Translation(f"{key} {n}", key, *pair) for n, pair in enumerate(pairs, 1))
    for key, names in TRANSLATED_ROWS.items():
        for n, row in enumerate(entry.get(key, []), 1):
            yield from (Translation(f"{key} {n} {f}", f, row.get(f), row.get(f"{f}_es")) for f in names)


def _english(entry: Table, key: str) -> str | None:
    stated = entry.get(key)
    text: str | None = (stated or {}).get("text") if _TRANSLATED[key].is_record else stated
    return text


def english_of(entry: Table) -> str:
    """Return the mark of the English texts that a translation says it was made of: eight digits that
    change with them."""
    texts = [text for text in translations(entry) if text.field in _IN_MARK or text.english or text.spanish]
    return f"{zlib.crc32(repr([text.english for text in texts]).encode()):08x}"


def spanish(entry: Table, context: Context) -> Iterator[str]:
    """The Spanish texts are those of the English: none more, none missing, with the same numbers."""
    table = entry.get(SPANISH)
    if table is None:
        if context.bundled and entry.get("kind") in SPANISH_KINDS:
            yield "has no texts in Spanish (es)"
        return
    wrong_shape = list(_shape(table))
    yield from wrong_shape or _text_faults(entry, context)


def _shape(table: Any) -> Iterator[str]:
    if not isinstance(table, dict):
        yield "es must be a table"
        return
    for key, value in table.items():
        if key in _LISTS:
            if not isinstance(value, list) or not all(isinstance(text, str) for text in value):
                yield f"es: {key} must be a list of texts"
        elif key in ("name", MARK, *_TEXTS) and not is_text(value):
            yield f"es: {key} must be a text that is not empty"


def _text_faults(entry: Table, context: Context) -> Iterator[str]:
    table = entry[SPANISH]
    for key in sorted(table.keys() - {"name", MARK, *_TEXTS, *_LISTS}):
        yield f"es has the unknown key {key!r}"
    if "name" not in table:
        yield "es has no name: a gloss of the official one"
    for text in translations(entry):
        if text.spanish and not text.english:
            yield f"es: {text.where} translates nothing"
        elif text.english and not text.spanish and (context.bundled or text.where.split()[0] in _ALWAYS_TRANSLATED):
            yield f"es: {text.where} is missing"
        if text.english and text.spanish and numbers(text.english) != numbers(text.spanish):
            yield f"es: {text.where} does not print the numbers of the English"
        if text.spanish and asks_for_text_to_911(text.spanish):
            yield f"es: {text.where} names a text to 911 without saying that it takes English only"


def asks_for_text_to_911(spanish: str) -> bool:
    """Whether a Spanish text speaks of texts to 911 and does not say that they must be in English."""
    return bool(_TEXT_TO_911.search(spanish)) and not _IN_ENGLISH.search(spanish)


def numbers(text: str) -> set[str]:
    """Return the numbers that a text prints in digits, each run of digits by itself."""
    return set(re.findall(r"[0-9]+", text))


def outdated_spanish(entry: Table) -> str | None:
    """Return what is wrong where the Spanish texts are older than the English, else None. Such an entry is
    kept, without its Spanish: a correction must not wait for a translation."""
    table = entry.get(SPANISH)
    if not isinstance(table, dict) or table.get(MARK) == english_of(entry):
        return None
    return f"es is older than the English; read it again and then write of = {english_of(entry)!r}"


def without_spanish(entry: Table) -> Table:
    """Return an entry without any of its Spanish."""
    english = {key: value for key, value in entry.items() if key != SPANISH}
    for key in TRANSLATED_ROWS.keys() & english.keys():
        english[key] = [
            {name: value for name, value in row.items() if not name.endswith("_es")} for row in english[key]
        ]
    return english


def confidentiality(entry: Table, context: Context) -> Iterator[str]:
    """The short form of who answers and who is told is one line without a number."""
    states = [key for key in ("operator", "recorded", "reports_to") if key in entry]
    if context.bundled and states and "confidentiality" not in entry:
        yield f"states {', '.join(states)} and has no confidentiality: the same in one line"
    if "confidentiality" in entry and not states:
        yield "confidentiality has nothing to say in short: no operator, recorded or reports_to is stated"
    table = entry.get(SPANISH)
    in_spanish = table.get("confidentiality") if isinstance(table, dict) else None
    for name, text in (("confidentiality", entry.get("confidentiality")), ("es: confidentiality", in_spanish)):
        if not isinstance(text, str):
            continue
        if len(text) > LONGEST_CONFIDENTIALITY or "\n" in text:
            yield f"{name} must be one line of {LONGEST_CONFIDENTIALITY} letters at most; it has {len(text)}"
        if numbers(text):
            yield f"{name} prints a number"
