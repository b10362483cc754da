"""In which entries a term stands, packed: the best ones apart, so that a common word costs no more
than a rare one.

A mark is 12 bits: 8 of weight (0 to 255 for 0 to 1) and 4 of the field that holds the term. Entries in
which a term stands with the greatest marks come first in the part `best`; where there are more than
`BEST`, the part `whole` holds them all in the order of the directory.
"""

from __future__ import annotations

import heapq
import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from typing import NamedTuple

BEST = 400
"""How many entries of a term are kept apart. Ranking looks at them first, and at the rest only for
entries that other words of the question name."""

_WEIGHT = 255


class Posting(NamedTuple):
    """Where a term stands: entry, number of the field, weight from 0 to 1."""

    no: int
    field: int
    weight: float


def mark(field: int, weight: float) -> int:
    """Return a field and a weight from 0 to 1 as one number, the greater the better."""
    return max(1, round(weight * _WEIGHT)) << 4 | field


def unmark(no: int, marked: int) -> Posting:
    """Return what `mark` packed."""
    return Posting(no, marked & 15, (marked >> 4) / _WEIGHT)


def pack(numbers: array[int], marks: array[int]) -> tuple[bytes, bytes | None]:
    """Return the parts `best` and `whole` of a term's postings; `whole` is None where `best` is all.

    Args:
        numbers: the entries, ascending.
        marks: the mark of each.
    """
    order: Iterable[int] = range(len(numbers))
    if len(numbers) > BEST:
        best = heapq.nsmallest(BEST, order, key=lambda n: (-marks[n], n))
    else:
        best = sorted(order, key=lambda n: (-marks[n], n))
    first = _bytes(array("I", (numbers[n] for n in best))) + _bytes(array("H", (marks[n] for n in best)))
    return first, _bytes(numbers) + _bytes(marks) if len(numbers) > BEST else None


class Postings:
    """The postings of one term in the order of the directory, looked up one entry at a time.

    Args:
        packed: a part that `pack` made.
    """

    def __init__(self, packed: bytes) -> None:
        count = len(packed) // 6
        self.numbers = _array("I", packed[: 4 * count])
        self.marks = _array("H", packed[4 * count :])

    def all(self) -> list[Posting]:
        """Return every posting."""
        return list(map(unmark, self.numbers, self.marks))

    def of(self, wanted: Iterable[int]) -> list[Posting]:
        """Return the postings of the entries `wanted`; only for the part `whole`."""
        numbers, marks, found = self.numbers, self.marks, []
        last = len(numbers)
        for no in wanted:
            place = bisect_left(numbers, no)
            if place < last and numbers[place] == no:
                found.append(unmark(no, marks[place]))
        return found

    def best_of(self, allowed: bytes, most: int) -> list[int]:
        """Return up to `most` entries with the greatest marks among those whose byte is not 0."""
        kept = [n for n, no in enumerate(self.numbers) if allowed[no]]
        return [self.numbers[n] for n in heapq.nsmallest(most, kept, key=lambda n: -self.marks[n])]


def _bytes(numbers: array[int]) -> bytes:
    if sys.byteorder == "big":
        numbers = numbers[:]
        numbers.byteswap()
    return numbers.tobytes()


def _array(code: str, content: bytes) -> array[int]:
    numbers = array(code, content)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
