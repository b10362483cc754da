"""Records to JSON and back, without losing a field. What is empty is not written."""

from __future__ import annotations

import json
import zlib
from collections.abc import Callable
from functools import cache
from typing import Any

from hart_cli.fields import Field, fields_of
from hart_cli.model import Entry

Decoder = Callable[[Any], Any]


def encode(entry: Entry) -> str:
    """Return the entry as compact JSON. Nested records become arrays in the order of their fields."""
    filled = {key: value for key, value in zip(entry._fields, entry, strict=True) if value not in (None, ())}
    return json.dumps(filled, ensure_ascii=False, separators=(",", ":"))


def checksum(payload: str) -> int:
    """Return the number that is kept beside a payload, so that a flipped bit is a fault and never a
    wrong number."""
    return zlib.crc32(payload.encode())


def decode(payload: str) -> Entry:
    """Return the entry that `encode` wrote. Raises ValueError or TypeError where it is damaged."""
    table = json.loads(payload)
    decoders = _decoders(Entry)
    for key in table.keys() & decoders.keys():
        table[key] = decoders[key](table[key])
    return Entry(**table)


def decoded(field: str, stored: Any) -> Any:
    """Return the value of a field of an entry from its JSON."""
    decoder = _decoders(Entry).get(field)
    return stored if decoder is None or stored is None else decoder(stored)


@cache
def _decoders(record: type) -> dict[str, Decoder]:
    """Return how each field of a record is decoded whose JSON is not its value already."""
    return {field.name: decoder for field in fields_of(record) if (decoder := _decoder(field))}


def _decoder(field: Field) -> Decoder | None:
    item = _record_decoder(field.type) if field.is_record else _value
    if field.keyed:
        return lambda pairs: tuple((key, item(value)) for key, value in pairs)
    if field.many:
        return (lambda rows: tuple(map(item, rows))) if field.is_record else tuple
    return item if field.is_record else None


def _value(stored: Any) -> Any:
    return tuple(stored) if isinstance(stored, list) else stored


def _record_decoder(record: Any) -> Decoder:
    """Return what makes a record of the array of its values."""
    nested = [(record._fields.index(name), decoder) for name, decoder in _decoders(record).items()]
    if not nested:
        make: Decoder = record._make
        return make

    def decode_row(row: list[Any]) -> Any:
        for index, decoder in nested:
            if row[index] is not None:
                row[index] = decoder(row[index])
        return record._make(row)

    return decode_row
