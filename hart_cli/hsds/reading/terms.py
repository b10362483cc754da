"""The terms of hart's own vocabulary in a record of HSDS: what an export of hart carried beside HSDS's fields."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

from hart_cli.hsds import vocabulary
from hart_cli.hsds.reading.values import Json, objects_of
from hart_cli.model import FILE_ITSELF, LINES, Ages, Email, Entry, Provider, Source
from hart_cli.readers.directory import Vocabulary
from hart_cli.rules.entry import EMAIL
from hart_cli.safe import web_address

Terms = dict[str, list[str]]
"""Values by type of link."""

_AS_OF = re.compile(r"undated|\d{4}(?:-\d\d(?:-\d\d)?)?")
_AGE = re.compile(r"[0-9]{1,2}|1[01][0-9]|120")
_FORMS = {
    "line": re.compile("|".join(LINES)),
    "date": re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?"),
    "checked": re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?"),
    "text_language": re.compile(r"[a-z]{2,3}"),
    "languages": re.compile(r"[a-z]{2,3}"),
}
"""The form of a value; a field with a value of another form is dropped."""


def own_terms(record: Json) -> Terms:
    """Return the terms of hart's vocabulary in a record."""
    own: Terms = {}
    for attribute in objects_of(record.get("attributes")):
        term = attribute.get("taxonomy_term")
        if isinstance(term, dict) and term.get("taxonomy") == vocabulary.NAME:
            value = attribute.get("value") or term.get("code")
            own.setdefault(str(attribute.get("link_type")), []).append(str(value))
    return own


def restore(entry: Entry, own: Terms, known: Vocabulary, areas: Mapping[str, str]) -> Entry:
    """Return an entry with what terms of hart's vocabulary carried.

    Args:
        entry: what the fields of HSDS say.
        own: the terms.
        known: the kinds, topics and groups that there are.
        areas: the places that there are, by their names in small letters.
    """
    if not own:
        return entry
    changes = _texts(own)
    changes["topics"] = tuple(code for code in own.get("topics", ()) if code in known.topics)
    changes["groups"] = tuple(code for code in own.get("groups", ()) if code in known.groups)
    if "areas" in changes:
        changes["areas"] = tuple(area for area in changes["areas"] if area.lower() in areas)
    kind = own.get("record_kind", [entry.kind])[0]
    changes["kind"] = kind if kind in known.kinds and kind not in ("act", "figure") else entry.kind
    return entry._replace(**changes, **_records(entry, own))


def _texts(own: Terms) -> dict[str, Any]:
    """Return the fields with a text or texts. What an export would have carried and did not is empty."""
    values: dict[str, Any] = {}
    for link_type, field in vocabulary.FIELDS.items():
        name, stated = field.name, own.get(link_type)
        if name == "confidence":
            continue  # what comes back counts as second-hand
        if stated is None:
            if "local_id" in own and name not in (*vocabulary.NATIVE, "text_language"):
                values[name] = Entry._field_defaults[name]
            continue
        stated = stated if field.many else stated[:1]
        if name not in _FORMS or all(map(_FORMS[name].fullmatch, stated)):
            values[name] = tuple(stated) if field.many else stated[0]
    return values


def _records(entry: Entry, own: Terms) -> dict[str, Any]:
    """Return the ages, e-mail addresses, provider and sources."""
    ages = entry.ages or Ages(_age(own.get("age_min")), _age(own.get("age_max")))
    ages = ages._replace(text=own.get("age_text", [None])[0], stages=tuple(own.get("school_stage", ())))
    emails = [_unpack(value) for value in own.get("email", ())]
    sources = [(table.get("of"), _source(table)) for table in map(_unpack, own.get("source", ()))]
    provider = _unpack(own.get("provider", ["{}"])[0])
    return {
        "ages": None if ages == Ages() else ages,
        "emails": tuple(Email(e["email"], e.get("label")) for e in emails if EMAIL.fullmatch(e.get("email", "")))
        or entry.emails,
        "source": next((source for of, source in sources if of is None), entry.source),
        "sourced": tuple((of, source) for of, source in sources if of),
        "provider": Provider(**provider) if provider.keys() == {"id", "name"} else entry.provider,
    }


def _age(values: list[str] | None) -> int | None:
    return int(values[0]) if values and _AGE.fullmatch(values[0]) else None


def _source(table: dict[str, str]) -> Source:
    """Return a source as stated, but at second hand."""
    as_of = table.get("as_of", "")
    return Source(
        table.get("id") or FILE_ITSELF.id,
        table.get("title") or FILE_ITSELF.title,
        table.get("publisher"),
        web_address(table.get("url") or ""),
        as_of if _AS_OF.fullmatch(as_of) else FILE_ITSELF.as_of,
        FILE_ITSELF.confidence,
        table.get("note"),
    )


def _unpack(value: str) -> dict[str, str]:
    """Return the texts of a JSON object that is packed in a text, or nothing where there is none."""
    try:
        table = json.loads(value)
    except (ValueError, RecursionError):
        return {}
    return {key: text for key, text in table.items() if isinstance(text, str)} if isinstance(table, dict) else {}
