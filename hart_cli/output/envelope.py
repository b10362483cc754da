"""JSON: an entry with every key always, and the envelope around a list of them."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from functools import cache, partial
from operator import itemgetter
from typing import Any

from hart_cli import confidentiality
from hart_cli.fields import Field, fields_of
from hart_cli.i18n.catalog import gettext, language
from hart_cli.i18n.messages import Renderable
from hart_cli.localize import gloss
from hart_cli.model import Ages, Entry, Hit, Question, Result, Source

SCHEMA_VERSION = 1

ENTRY_SOURCE = ("id", "title", "url", "as_of")
PROVENANCE = ("id", "url", "as_of", "confidence")
"""What JSON says of the source of an entry, and of that of a fact."""

WHERE_STATED = ("act", "figure")
"""The keys that only some entries have; every other one is there always."""


Getter = Callable[[Any], Any]


def _getter(field: Field, index: int) -> Getter:
    """Return what gives the value of a field as JSON has it, of a record."""
    item = _record_getter(field.type) if field.is_record else None
    if field.many:
        return (lambda record: [item(value) for value in record[index]]) if item else lambda record: list(record[index])
    if item:
        return lambda record: None if record[index] is None else item(record[index])
    return itemgetter(index)


def _record_getter(record: type) -> Getter:
    if record is Source:
        return partial(_source, keys=PROVENANCE)
    getters = [(field.json, _getter(field, n)) for n, field in enumerate(fields_of(record)) if field.json]
    return lambda value: {key: get(value) for key, get in getters}


def _source(source: Source, keys: tuple[str, ...]) -> dict[str, Any]:
    return {key: getattr(source, key) for key in keys}


def _confidentiality(entry: Entry) -> dict[str, str | None] | None:
    if not confidentiality.is_stated(entry):
        return None
    return {
        "answers": entry.operator,
        "recorded": entry.recorded,
        "reports_to": entry.reports_to,
        "short": entry.confidentiality,
    }


_SPECIAL: dict[str, Getter] = {
    "confidentiality": _confidentiality,
    "source": lambda entry: _source(entry.source, ENTRY_SOURCE),
    "sourced": lambda entry: {key: _source(source, PROVENANCE) for key, source in entry.sourced},
    "spanish": gloss,
}
"""The fields of an entry whose JSON is not that of their value."""


@cache
def entry_fields() -> tuple[Field, ...]:
    """Return the fields of an entry in the order of their JSON keys: those of its origin come late."""
    fields = {field.name: field for field in fields_of(Entry)}
    source, directory = fields.pop("source"), fields.pop("directory")
    return tuple(
        one
        for field in fields.values()
        for one in {"sourced": (source, field), "text_language": (directory, field)}.get(field.name, (field,))
    )


@cache
def _entry_getters() -> list[tuple[str, Getter]]:
    indexes = {name: n for n, name in enumerate(Entry._fields)}
    return [(field.json, _SPECIAL.get(field.name) or _getter(field, indexes[field.name])) for field in entry_fields()]


def entry_table(entry: Entry) -> dict[str, Any]:
    """Return an entry with every key of the contract, null or [] where the source states nothing."""
    if entry.ages is None:
        entry = entry._replace(ages=Ages())
    table = {key: get(entry) for key, get in _entry_getters()}
    for key in WHERE_STATED:
        if table[key] is None:
            del table[key]
    return table


def hit_table(hit: Hit) -> dict[str, Any]:
    """Return a hit: its entry, with score, reasons and eligibility where they were asked for."""
    table = entry_table(hit.entry)
    if hit.matched:
        table["score"] = hit.score
        table["matched"] = list(map(_reason, hit.matched))
    if hit.eligibility:
        table["eligibility"] = {
            name: {"fit": reason.fit, "why": _reason(reason.why)} for name, reason in hit.eligibility
        }
    return table


def _reason(text: Renderable) -> str:
    return gettext(text, language(for_machines=True))


def query_table(question: Question) -> dict[str, Any]:
    """Return what was asked: the words and each filter that was given."""
    filters = question.filters
    stated = {
        "kind": list(filters.kinds),
        "topic": list(filters.topics),
        "group": list(filters.groups),
        "language": list(filters.languages),
        "age": filters.age,
        "town": filters.town,
        "strict": filters.strict,
    }
    given = {key: value for key, value in stated.items() if value not in (None, [], False)}
    return {"words": question.words or None, **given}


def left_out_table(result: Result) -> dict[str, Any]:
    """Return the entries that filters left out among the first answers, each with its reason."""
    return {"left_out": [{"id": entry.id, "why": _reason(why)} for entry, why in result.left_out]}


def document(
    command: str,
    query: dict[str, Any],
    results: Iterable[dict[str, Any]],
    count: int,
    total: int,
    more: dict[str, Any] | None = None,
) -> Iterator[str]:
    """Yield the envelope as one ASCII-escaped JSON document with a line end, a result at a time. `more` holds
    keys that only some commands have."""
    envelope = {
        "schema_version": SCHEMA_VERSION,
        "command": command,
        "query": query,
        "count": count,
        "total": total,
        **(more or {}),
        "results": [],
    }
    yield ascii_json(envelope, indent=2).removesuffix("]\n}")
    before = "\n    "
    for result in results:
        yield before + ascii_json(result, indent=2).replace("\n", "\n    ")
        before = ",\n    "
    yield ("\n  ]" if count else "]") + "\n}\n"


def ascii_json(table: dict[str, Any], indent: int | None = None) -> str:
    """Return a table as JSON of printable ASCII only. The one control character of ASCII that the
    standard leaves unescaped, delete, is escaped too."""
    separators = (",", ":") if indent is None else None
    return json.dumps(table, ensure_ascii=True, indent=indent, separators=separators).replace("\x7f", "\\u007f")
