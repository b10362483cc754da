"""Records from the tables of hart's TOML, by the table of fields."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from hart_cli.fields import Field, fields_of

R = TypeVar("R")
Table = dict[str, Any]
Resolve = Callable[[type, Table], Table]
"""Gives the fields of a record that its table does not hold as their type says."""


def record(kind: type[R], table: Table, resolve: Resolve) -> R:
    """Return a record of a table whose shape is right.

    Args:
        kind: the type of the record.
        table: as TOML gives it.
        resolve: called for this record and each in it.
    """
    stated = {
        field.name: _value(field, table[field.name], resolve)
        for field in fields_of(kind)
        if field.meta.toml == "value" and not field.keyed and field.name in table
    }
    return kind(**stated | resolve(kind, table))


def _value(field: Field, stated: Any, resolve: Resolve) -> Any:
    if field.is_record:
        return (
            tuple(record(field.type, row, resolve) for row in stated)
            if field.many
            else record(field.type, stated, resolve)
        )
    if field.many:
        return tuple(item["text"] if field.meta.sourced else item for item in stated)
    return stated
