"""The JSON Schema of the envelope and of an entry."""

from __future__ import annotations

from typing import Any

from hart_cli.output.envelope import SCHEMA_VERSION

Table = dict[str, Any]

_TEXT: Table = {"type": "string"}
_MAYBE: Table = {"type": ["string", "null"]}
_NUMBER: Table = {"type": ["integer", "null"]}
_TEXTS: Table = {"type": "array", "items": _TEXT}


def _object(properties: Table, optional: Table | None = None) -> Table:
    return {
        "type": "object",
        "properties": {**properties, **(optional or {})},
        "required": list(properties),
        "additionalProperties": False,
    }


def _list(items: Table) -> Table:
    return {"type": "array", "items": items}


_PHONE = _object(
    {
        "number": _TEXT,
        "e164": _MAYBE,
        "extension": _MAYBE,
        "channel": {"enum": ["voice", "text", "fax", "tty"]},
        "label": _MAYBE,
        "caution": _MAYBE,
    }
)
_EMAIL = _object({"email": _TEXT, "label": _MAYBE})
_URL = _object({"url": _TEXT, "title": _MAYBE, "language": _MAYBE, "caution": _MAYBE})
_CONTACT = _object({"id": _TEXT, "name": _TEXT, "role": _MAYBE, "phones": _list(_PHONE), "emails": _list(_EMAIL)})
_TOLD = _object({"answers": _MAYBE, "recorded": _MAYBE, "reports_to": _MAYBE, "short": _MAYBE})
_PROVENANCE = _object({"id": _TEXT, "url": _MAYBE, "as_of": _TEXT, "confidence": _TEXT})
_REASON = _object({"fit": {"enum": ["yes", "not stated"]}, "why": _TEXT})
_ACT = _object(
    {
        "number": _TEXT,
        "year": {"type": "integer"},
        "title": _MAYBE,
        "bill": _MAYBE,
        "effective": _MAYBE,
        "status": _MAYBE,
        "points": _TEXTS,
        "statutes": _list(_object({"section": _TEXT, "about": _TEXT})),
        "changed_by": _list(_object({"act": _TEXT, "what": _TEXT})),
        "overtaken_by": _MAYBE,
    }
)
_FIGURE = _object(
    {
        "period": _TEXT,
        "measure": _TEXT,
        "comparable": _MAYBE,
        "values": _list(
            _object(
                {
                    "value": {"type": ["number", "null"]},
                    "unit": _MAYBE,
                    "qualifier": _MAYBE,
                    "chart": {"type": "boolean"},
                    "note": _MAYBE,
                    "source": _PROVENANCE,
                }
            )
        ),
    }
)

_ENTRY = _object(
    {
        "id": _TEXT,
        "kind": _TEXT,
        "name": _TEXT,
        "aliases": _TEXTS,
        "role": _MAYBE,
        "line": {"enum": ["emergency", "talk", "report", "enforcement", None]},
        "summary": _MAYBE,
        "services": _TEXTS,
        "conditions": _TEXTS,
        "topics": _TEXTS,
        "groups": _TEXTS,
        "ages": _object({"min": _NUMBER, "max": _NUMBER, "text": _MAYBE, "stages": _TEXTS}),
        "areas": _TEXTS,
        "beyond_area": _MAYBE,
        "languages": _TEXTS,
        "phones": _list(_PHONE),
        "emails": _list(_EMAIL),
        "urls": _list(_URL),
        "postal_address": _MAYBE,
        "hours": _MAYBE,
        "cost": _MAYBE,
        "referral": _MAYBE,
        "operator": _MAYBE,
        "reports_to": _MAYBE,
        "recorded": _MAYBE,
        "told": {"anyOf": [_TOLD, {"type": "null"}]},
        "provider": {"anyOf": [_object({"id": _TEXT, "name": _TEXT}), {"type": "null"}]},
        "contacts": _list(_CONTACT),
        "date": _MAYBE,
        "notes": _TEXTS,
        "cautions": _TEXTS,
        "confidence": _TEXT,
        "source": _object({"id": _TEXT, "title": _TEXT, "url": _MAYBE, "as_of": _TEXT}),
        "sourced": {"type": "object", "additionalProperties": _PROVENANCE},
        "checked": _MAYBE,
        "related": _TEXTS,
        "directory": _TEXT,
        "text_language": _TEXT,
        "gloss": _MAYBE,
    },
    {
        "act": _ACT,
        "figure": _FIGURE,
        "score": {"type": "number"},
        "matched": _TEXTS,
        "eligibility": _object({}, dict.fromkeys(("age", "town", "group", "language"), _REASON)),
    },
)
_WORD = _object({"filter": _TEXT, "code": _TEXT, "label": _TEXT, "entries": {"type": "integer"}})
_ABOUT: Table = {"type": "object", "required": ["version", "revised", "oldest_source", "checked", "sources"]}


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
    chosen = [
        {
            "if": {"properties": {"command": {"const": command}}},
            "then": {"properties": {"results": _list({"$ref": f"#/$defs/{name}"})}},
        }
        for command, name in results.items()
    ]
    entries = {
        "if": {"properties": {"command": {"not": {"enum": list(results)}}}},
        "then": {"properties": {"results": _list({"$ref": "#/$defs/entry"})}},
    }
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "What hart prints with --json",
        **envelope,
        "allOf": [*chosen, entries],
        "$defs": {"entry": _ENTRY, "word": _WORD, "about": _ABOUT},
    }
