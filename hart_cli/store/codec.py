"""Records to JSON and back, without losing a field. What is empty is not written."""

from __future__ import annotations

import json
import zlib
from typing import Any

from hart_cli.model import (
    Act,
    Ages,
    Change,
    Contact,
    Email,
    Entry,
    Figure,
    Phone,
    Provider,
    Source,
    Spanish,
    Statute,
    Url,
    Value,
)


def encode(entry: Entry) -> str:
    """Return the entry as compact JSON. Nested records become arrays in the order of their fields."""
    filled = {key: value for key, value in zip(entry._fields, entry, strict=True) if value not in (None, ())}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":"))


def checksum(payload: str) -> int:
    """Return the number that is kept beside a payload, so that a flipped bit is a fault and never a
    wrong number."""
    return zlib.crc32(payload.encode())


def _contact(row: list[Any]) -> Contact:
    id_, name, role, phones, emails, role_es = row
    return Contact(id_, name, role, tuple(Phone(*p) for p in phones), tuple(Email(*e) for e in emails), role_es)


def _act(row: list[Any]) -> Act:
    number, year, title, bill, effective, status, points, statutes, changes, overtaken_by = row
    plain = (number, year, title, bill, effective, status)
    changed = tuple(Change(*c) for c in changes)
    stated = tuple(Statute(*s) for s in statutes)
    return Act._make((*plain, tuple(points), stated, changed, overtaken_by))


def _value(row: list[Any]) -> Value:
    value, unit, qualifier, chart, note, source = row
    return Value(value, unit, qualifier, chart, note, Source(*source))


def _figure(row: list[Any]) -> Figure:
    period, measure, comparable, values = row
    return Figure(period, measure, comparable, tuple(map(_value, values)))


def _spanish(row: list[Any]) -> Spanish:
    texts: list[Any] = [tuple(text) if isinstance(text, list) else text for text in row]
    return Spanish(*texts)


_DECODERS = {
    "source": lambda row: Source(*row),
    "ages": lambda row: Ages(row[0], row[1], row[2], tuple(row[3])),
    "provider": lambda row: Provider(*row),
    "phones": lambda rows: tuple(Phone(*row) for row in rows),
    "emails": lambda rows: tuple(Email(*row) for row in rows),
    "urls": lambda rows: tuple(Url(*row) for row in rows),
    "contacts": lambda rows: tuple(map(_contact, rows)),
    "sourced": lambda rows: tuple((key, Source(*source)) for key, source in rows),
    "act": _act,
    "figure": _figure,
    "spanish": _spanish,
}


def decode(payload: str) -> Entry:
    """Return the entry that `encode` wrote. Raises ValueError or TypeError where it is damaged."""
    table = json.loads(payload)
    for key, value in table.items():
        if key in _DECODERS:
            table[key] = _DECODERS[key](value)
        elif isinstance(value, list):
            table[key] = tuple(value)
    return Entry(**table)
