"""What filters look at, one column a fact, so that a large directory is narrowed without reading its
entries.

A column holds for each entry the number of its value; equal values share one. What a filter decides is
decided once a value. Only what a value certainly rules out is left out here: the entry itself has the
last word.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Callable, Iterator
from operator import attrgetter
from typing import Any

from hart_cli.model import Entry
from hart_cli.store import codec

_VALUES: dict[str, Callable[[Entry], Any]] = {
    **{name: attrgetter(name) for name in ("kind", "topics", "groups", "languages", "ages")},
    "areas": attrgetter("areas", "beyond_area"),
}
UNKNOWN = 0xFFFF
"""The number of every value after the first 65,535 of a column: the entry itself must be asked."""


class Columns:
    """The columns of a directory while it is compiled."""

    def __init__(self) -> None:
        self._numbers = {name: array("H") for name in _VALUES}
        self._known: dict[str, dict[Any, int]] = {name: {} for name in _VALUES}

    def add(self, entry: Entry) -> None:
        """Note the values of the next entry."""
        for name, value_of in _VALUES.items():
            known = self._known[name]
            value = value_of(entry)
            number = known.get(value, UNKNOWN)
            if number == UNKNOWN and len(known) < UNKNOWN:
                number = known[value] = len(known)
            self._numbers[name].append(number)

    def rows(self) -> Iterator[tuple[str, bytes, str]]:
        """Yield each column: name, numbers, values as JSON."""
        for name, numbers in self._numbers.items():
            yield name, numbers.tobytes(), json.dumps(list(self._known[name]))


def value_of(entry: Entry, name: str) -> Any:
    """Return what a column holds of an entry."""
    return _VALUES[name](entry)


def value(name: str, stored: Any) -> Any:
    """Return a value of a column as the entry has it: lists are tuples again."""
    if name == "areas":
        return tuple(stored[0]), stored[1]
    return codec.decoded(name, stored)


def allowed(numbers: array[int], fits: list[bool]) -> bytes:
    """Return one byte for each entry: 1 where its value fits or is unknown, else 0."""
    flags = bytes(fits) + b"\1" * (UNKNOWN + 1 - len(fits))
    return bytes(map(flags.__getitem__, numbers))


def both(one: bytes, other: bytes) -> bytes:
    """Return 1 for each entry that both allow."""
    return (int.from_bytes(one, "big") & int.from_bytes(other, "big")).to_bytes(len(one), "big")
