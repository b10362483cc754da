"""JSON: an entry with every key always, and the envelope around a list of them."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from hart_cli import confidentiality
from hart_cli.language import gloss
from hart_cli.model import Contact, Email, Entry, Hit, Phone, Question, Result, Source, Url

SCHEMA_VERSION = 1

_IN_SPANISH = ("label_es", "title_es", "caution_es")
"""What stands in Spanish beside a number or an address: `language.in_spanish` puts it in the place of the English."""


def _rows(rows: tuple[Phone, ...] | tuple[Email, ...] | tuple[Url, ...]) -> list[dict[str, Any]]:
    return [{key: value for key, value in row._asdict().items() if key not in _IN_SPANISH} for row in rows]


def _contact(contact: Contact) -> dict[str, Any]:
    return {
        "id": contact.id,
        "name": contact.name,
        "role": contact.role,
        "phones": _rows(contact.phones),
        "emails": _rows(contact.emails),
    }


def _provenance(source: Source) -> dict[str, Any]:
    return {"id": source.id, "url": source.url, "as_of": source.as_of, "confidence": source.confidence}


def _figure(entry: Entry) -> dict[str, Any] | None:
    figure = entry.figure
    if figure is None:
        return None
    values = [{**v._asdict(), "source": _provenance(v.source)} for v in figure.values]
    return {"period": figure.period, "measure": figure.measure, "comparable": figure.comparable, "values": values}


def _act(entry: Entry) -> dict[str, Any] | None:
    act = entry.act
    if act is None:
        return None
    return {
        **act._asdict(),
        "points": list(act.points),
        "statutes": [statute._asdict() for statute in act.statutes],
        "changed_by": [change._asdict() for change in act.changed_by],
    }


def _told(entry: Entry) -> dict[str, str | None] | None:
    if not confidentiality.is_stated(entry):
        return None
    return {
        "answers": entry.operator,
        "recorded": entry.recorded,
        "reports_to": entry.reports_to,
        "short": entry.confidentiality,
    }


def entry_table(entry: Entry) -> dict[str, Any]:
    """Return an entry with every key of the contract, null or [] where the source states nothing."""
    ages = entry.ages
    table: dict[str, Any] = {
        "id": entry.id,
        "kind": entry.kind,
        "name": entry.name,
        "aliases": list(entry.aliases),
        "role": entry.role,
        "line": entry.line,
        "summary": entry.summary,
        "services": list(entry.services),
        "conditions": list(entry.conditions),
        "topics": list(entry.topics),
        "groups": list(entry.groups),
        "ages": {
            "min": ages.min if ages else None,
            "max": ages.max if ages else None,
            "text": ages.text if ages else None,
            "stages": list(ages.stages) if ages else [],
        },
        "areas": list(entry.areas),
        "beyond_area": entry.beyond_area,
        "languages": list(entry.languages),
        "phones": _rows(entry.phones),
        "emails": _rows(entry.emails),
        "urls": _rows(entry.urls),
        "postal_address": entry.postal_address,
        "hours": entry.hours,
        "cost": entry.cost,
        "referral": entry.referral,
        "operator": entry.operator,
        "reports_to": entry.reports_to,
        "recorded": entry.recorded,
        "told": _told(entry),
        "provider": entry.provider._asdict() if entry.provider else None,
        "contacts": [_contact(contact) for contact in entry.contacts],
        "date": entry.date,
        "notes": list(entry.notes),
        "cautions": list(entry.cautions),
        "confidence": entry.confidence,
        "source": {
            "id": entry.source.id,
            "title": entry.source.title,
            "url": entry.source.url,
            "as_of": entry.source.as_of,
        },
        "sourced": {key: _provenance(source) for key, source in entry.sourced},
        "checked": entry.checked,
        "related": list(entry.related),
        "directory": entry.directory,
        "text_language": entry.text_language,
        "gloss": gloss(entry),
    }
    for key, value in (("act", _act(entry)), ("figure", _figure(entry))):
        if value is not None:
            table[key] = value
    return table


def hit_table(hit: Hit) -> dict[str, Any]:
    """Return a hit: its entry, with score, reasons and eligibility where they were asked for."""
    table = entry_table(hit.entry)
    if hit.matched:
        table["score"] = hit.score
        table["matched"] = [str(reason) for reason in hit.matched]
    if hit.eligibility:
        table["eligibility"] = {name: reason._asdict() for name, reason in hit.eligibility}
    return table


def query_table(question: Question) -> dict[str, Any]:
    """Return what was asked: the words and each filter that was given."""
    filters = question.filters
    table: dict[str, Any] = {"words": question.words or None}
    for key, value in (
        ("kind", list(filters.kinds)),
        ("topic", list(filters.topics)),
        ("group", list(filters.groups)),
        ("language", list(filters.languages)),
        ("age", filters.age),
        ("town", filters.town),
        ("strict", filters.strict),
    ):
        if value not in (None, [], False):
            table[key] = value
    return table


def left_out_table(result: Result) -> dict[str, Any]:
    """Return the entries that filters left out among the first answers, each with its reason."""
    return {"left_out": [{"id": entry.id, "why": why} for entry, why in result.left_out]}


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
