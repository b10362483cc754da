"""The language that hart speaks to people: English, or Spanish where `--ui es`, HART_UI or the locale asks
for it. Decided once for a run. Search is never changed by it.

What hart says is written in English everywhere. `filled` gives a sentence in the language of the reader, with values
in it that nothing translates: a path, an option, an id, a text of the data. `say` gives that of a whole sentence,
`word` that of a word of the vocabulary.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from hart_cli.fields import fields_of
from hart_cli.i18n.choice import chosen_language, named_language
from hart_cli.model import Bilingual, Entry, Hit

_spoken, _asked = "en", False


def begin(arguments: list[str]) -> None:
    """Decide by the command line, HART_UI and the locale, in that order.

    Args:
        arguments: the words after `hart`.
    """
    global _spoken, _asked
    _spoken, _asked = chosen_language(arguments), bool(named_language(arguments))


class Said(str):
    """A sentence in the language that hart speaks. Nothing translates it again, nor what stands in it."""

    __slots__ = ()


def use(named: str | None) -> None:
    """Speak the language that an option named, if it named one."""
    global _spoken, _asked
    if named is not None:
        _spoken, _asked = named, True


def spanish(*, for_machines: bool = False) -> bool:
    """Whether to speak Spanish: to people as decided, to machines only where `--ui` asked for it."""
    return _spoken == "es" and (_asked or not for_machines)


@contextmanager
def speaking(code: str) -> Iterator[None]:
    """Speak a language, "en" or "es", for a while."""
    global _spoken, _asked
    before = _spoken, _asked
    _spoken, _asked = code, before[1]
    try:
        yield
    finally:
        _spoken, _asked = before


def spoken(*, for_machines: bool = False) -> str:
    """Return the language as a code, "en" or "es"; for machines as `spanish` says."""
    return "es" if spanish(for_machines=for_machines) else "en"


def say(text: str | Bilingual) -> str:
    """Return a sentence of hart, or one that stands in both languages, in the language that it speaks. Never for
    another text of the data: what has values in it comes from `filled`, and stays as `filled` gave it."""
    if isinstance(text, Bilingual):
        return text.spanish if _spoken == "es" else text.english
    if _spoken == "en" or isinstance(text, Said):
        return text
    from hart_cli.spanish import translated

    return Said(translated(text))


def word(text: str) -> str:
    """Return a label or a word of the vocabulary in the language that hart speaks; any other text as it is."""
    if _spoken == "en":
        return text
    from hart_cli import spanish as catalogue

    return catalogue.word(text)


def filled(template: str, *values: object) -> str:
    """Return a sentence in the language that hart speaks, with values in it that stay as they are.

    Args:
        template: the English sentence, with `{}` for each value.
        values: in the order of the English sentence.
    """
    if _spoken == "en":
        return Said(template.format(*values))
    from hart_cli import spanish as catalogue

    return Said(catalogue.filled(template, *values))


def in_spanish(entry: Entry) -> Entry:
    """Return the entry with its texts in Spanish, or as it is where it has none; `text_language` says
    which. The official name stays; its gloss is the translation of `name`. A single text without Spanish stays as it
    is."""
    if not entry.spanish:
        return entry
    stated: dict[str, Any] = {key: text for key, text in entry.spanish if text and key not in ("name", "ages")}
    ages = entry.translation("ages")
    if ages and entry.ages:
        stated["ages"] = entry.ages._replace(text=ages)
    translated: Entry = _rows_in_spanish(entry)
    return translated._replace(text_language="es", **stated)


def _rows_in_spanish(record: Any) -> Any:
    """Return a record with the Spanish that stands beside its texts, such as `label_es`, in their place, and in the
    records that it holds."""
    changes: dict[str, Any] = {}
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if field.name.endswith("_es") and value:
            changes[field.name.removesuffix("_es")] = value
        elif field.is_record and field.many and value and not field.keyed:
            changes[field.name] = tuple(map(_rows_in_spanish, value))
    return record._replace(**changes)


def hit_in_spanish(hit: Hit) -> Hit:
    """Return a hit with its entry in Spanish, and so what its reasons quote of the entry."""
    entry = hit.entry
    if not entry.spanish:
        return hit
    ages = entry.ages and entry.ages.text
    quoted = ((entry.beyond_area, entry.translation("beyond_area")), (ages, entry.translation("ages")))
    pairs = [(english, spanish_) for english, spanish_ in quoted if english and spanish_]
    reasons = hit.eligibility
    for english, spanish_ in pairs:
        reasons = tuple((name, r._replace(why=r.why.replace(english, spanish_))) for name, r in reasons)
    return hit._replace(entry=in_spanish(entry), eligibility=reasons)


def gloss(entry: Entry) -> str | None:
    """Return what the name of an entry means in Spanish, where its texts are shown in Spanish."""
    return entry.translation("name") if entry.text_language == "es" else None
