"""The shape of raw tables: known keys, required keys and types, as the table of fields has them."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import Any

from hart_cli.fields import Field, fields_of
from hart_cli.model import Entry
from hart_cli.rules.context import Context, Table

SPANISH = "es"
"""The table of an entry that holds its Spanish; a rule of its own checks it."""

ENTRY_KEYS = frozenset(field.name for field in fields_of(Entry) if field.meta.toml) | {SPANISH}


def shape(entry: Table, _: Context) -> Iterator[str]:
    """An entry has the keys that it needs and no unknown ones, and every value has its type."""
    yield from table_faults({key: value for key, value in entry.items() if key != SPANISH}, fields_of(Entry))


def is_text(value: Any) -> bool:
    """Whether a value is a text that is not empty."""
    return isinstance(value, str) and bool(value.strip())


def table_faults(table: Any, fields: tuple[Field, ...], where: str = "") -> Iterator[str]:
    """Yield what is wrong with the shape of a table.

    Args:
        table: a value of TOML.
        fields: those of the record that the table becomes.
        where: what messages call the table; empty for an entry.
    """
    if not isinstance(table, dict):
        yield f"{where} must be a table"
        return
    known = {field.name: field for field in fields if field.meta.toml}
    yield from (f"{where} has no {key}".lstrip() for key, field in known.items() if _is_missing(field, table))
    unknown = f"{where} has the unknown key" if where else "unknown key"
    yield from (f"{unknown} {key!r}" for key in sorted(table.keys() - known))
    for key, field in known.items():
        if key in table:
            yield from _value_faults(table[key], field, f"{where}: {key}" if where else key)


def _is_missing(field: Field, table: Table) -> bool:
    return field.required and field.meta.toml == "value" and field.name not in table


def _value_faults(value: Any, field: Field, where: str) -> Iterator[str]:
    if field.keyed:
        if not isinstance(value, dict) or not all(isinstance(item, str) for item in value.values()):
            yield f"{where} must be a table of texts"
    elif field.meta.toml == "id" or not (field.is_record or field.meta.sourced):
        yield from _plain_faults(value, field, where)
    elif not field.many:
        yield from table_faults(value, fields_of(field.type), where)
    elif not isinstance(value, list) or not all(isinstance(row, dict) for row in value):
        yield f"{where} must be a list of tables"
    else:
        for n, row in enumerate(value, 1):
            yield from table_faults(row, _row_fields(field), f"{where} {n}")


def _row_fields(field: Field) -> tuple[Field, ...]:
    """Return the fields of a row of a list, which may name a source of its own."""
    fields = fields_of(field.type) if field.is_record else (Field("text", str, required=True),)
    return (*fields, Field("source", str)) if field.meta.sourced else fields


def _plain_faults(value: Any, field: Field, where: str) -> Iterator[str]:
    kind = str if field.is_record else field.type
    if field.many and not (isinstance(value, list) and all(map(is_text, value))):
        yield f"{where} must be a list of texts"
    elif not field.many and not _TYPES[kind][0](value):
        yield f"{where} must be {_TYPES[kind][1]}"


_TYPES: dict[type, tuple[Callable[[Any], bool], str]] = {
    str: (is_text, "a text that is not empty"),
    int: (lambda value: type(value) is int, "a whole number"),
    float: (lambda value: type(value) in (int, float) and math.isfinite(value) and abs(value) <= 1e15, "a number"),
    bool: (lambda value: type(value) is bool, "true or false"),
}
