"""The JSON Schema of the envelope and of an entry."""

from __future__ import annotations

from typing import Any, get_args

from hart_cli.fields import Field, fields_of
from hart_cli.model import Act, Ages, Figure, Fit, Source
from hart_cli.output.envelope import ENTRY_SOURCE, PROVENANCE, SCHEMA_VERSION, WHERE_STATED, entry_fields

Table = dict[str, Any]

_TEXT: Table = {"type": "string"}
_MAYBE: Table = {"type": ["string", "null"]}
_TYPES = {str: "string", int: "integer", float: "number", bool: "boolean"}


def _object(properties: Table, optional: Table | None = None) -> Table:
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Table) -> Table:
    return {"type": "array", "items": items}


def _value(field: Field) -> Table:
    """Return the schema of the values of a field."""
    if field.is_record:
        item = _source(PROVENANCE) if field.type is Source else _record(field.type)
        one = {"anyOf": [item, {"type": "null"}]} if field.optional else item
    elif field.meta.choices:
        one = {"enum": [*field.meta.choices, *([None] if field.optional else [])]}
    else:
        name = _TYPES[field.type]
        one = {"type": [name, "null"] if field.optional else name}
    return _list(one) if field.many else one


def _record(record: type) -> Table:
    return _object({field.json: _value(field) for field in fields_of(record) if field.json})


def _source(keys: tuple[str, ...]) -> Table:
    fields = {field.name: field for field in fields_of(Source)}
    return _object({key: _value(fields[key]) for key in keys})


def _entry() -> Table:
    """Return the schema of an entry, as `envelope.entry_table` makes it."""
    short = _object(dict.fromkeys(("answers", "recorded", "reports_to", "short"), _MAYBE))
    special = {
        "ages": _record(Ages),
        "confidentiality": {"anyOf": [short, {"type": "null"}]},
        "source": _source(ENTRY_SOURCE),
        "sourced": {"type": "object", "additionalProperties": _source(PROVENANCE)},
        "spanish": _MAYBE,
        "act": _record(Act),
        "figure": _record(Figure),
    }
    reason = _object({"fit": {"enum": list(get_args(Fit))}, "why": _TEXT})
    always: Table = {}
    where_stated: Table = {}
    for field in entry_fields():
        properties = where_stated if field.name in WHERE_STATED else always
        properties[field.json] = special.get(field.name) or _value(field)
    asked = {
        "score": {"type": "number"},
        "matched": _list(_TEXT),
        "eligibility": _object({}, dict.fromkeys(("age", "town", "group", "language"), reason)),
    }
    return _object(always, where_stated | asked)


_WORD = _object({"filter": _TEXT, "code": _TEXT, "label": _TEXT, "entries": {"type": "integer"}})
_ABOUT: Table = {"type": "object", "required": ["version", "revised", "oldest_source", "checked", "sources"]}


def _results(command: Table, name: str) -> Table:
    """Return the rule that the results of some commands have the schema of a name."""
    return {
        "if": {"properties": {"command": command}},
        "then": {"properties": {"results": _list({"$ref": f"#/$defs/{name}"})}},
    }


def schema() -> Table:
    """Return the JSON Schema of the envelope that every command's `--json` prints. `topics` and
    `about` have results of their own; all others print entries."""
    envelope = _object(
        {
            "schema_version": {"const": SCHEMA_VERSION},
            "command": _TEXT,
            "query": {"type": "object"},
            "count": {"type": "integer", "minimum": 0},
            "total": {"type": "integer", "minimum": 0},
            "results": {"type": "array"},
        },
        {"left_out": _list(_object({"id": _TEXT, "why": _TEXT}))},
    )
    results = {"topics": "word", "about": "about"}
    chosen = [_results({"const": command}, name) for command, name in results.items()]
    entries = _results({"not": {"enum": list(results)}}, "entry")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What hart prints with --json",
        **envelope,
        "allOf": [*chosen, entries],
        "$defs": {"entry": _entry(), "word": _WORD, "about": _ABOUT},
    }
