"""In which entries a term stands, packed: the greatest weights first, so that a common word costs no more
than a rare one.

A mark is 12 bits: 8 of weight (0 to 255 for 0 to 1) and 4 of the field that holds the term. Entries with
the same mark stand together in a segment, ascending, and segments stand in descending order of their
marks: impact-ordered postings (Anh and Moffat 2001). A packed list is the number of segments, then mark
and length of each, then the entries, all as 32-bit numbers. The first `BEST` entries of a long list are
packed a second time, apart.
"""

from __future__ import annotations

import sys
from array import array
from bisect import bisect_left
from collections.abc import Iterable, Iterator
from itertools import compress
from typing import NamedTuple

BEST = 400
"""How many entries of a term are kept apart. Ranking looks at them first, and at the rest only for
entries that other words of the question name."""

WEIGHT = 255
_FAR_FEWER = 16


class Posting(NamedTuple):
    """Where a term stands: entry, number of the field, weight from 0 to 1."""

    no: int
    field: int
    weight: float


def mark(field: int, weight: float) -> int:
    """Return a field and a weight from 0 to 1 as one number, the greater the better."""
    return max(1, round(weight * WEIGHT)) << 4 | field


class Postings:
    """The postings of one term.

    Args:
        segments: marks in descending order, each with its entries ascending.
    """

    def __init__(self, segments: list[tuple[int, array[int]]]) -> None:
        self._segments = segments

    def __len__(self) -> int:
        return sum(len(numbers) for _, numbers in self._segments)

    def __iter__(self) -> Iterator[Posting]:
        for marked, numbers in self._segments:
            field, weight = marked & 15, (marked >> 4) / WEIGHT
            for no in numbers:
                yield Posting(no, field, weight)

    def numbers(self, allowed: bytes | None = None) -> Iterator[int]:
        """Yield the entries, the best first; only those whose byte is not 0 where some are not allowed."""
        for _, numbers in self._segments:
            yield from numbers if allowed is None else compress(numbers, map(allowed.__getitem__, numbers))

    def best(self, most: int) -> Postings:
        """Return the postings of the first `most` entries."""
        segments = []
        for marked, numbers in self._segments:
            if most <= 0:
                break
            segments.append((marked, numbers[:most]))
            most -= len(numbers)
        return Postings(segments)

    def among(self, wanted: frozenset[int], ordered: list[int]) -> Iterator[Posting]:
        """Yield the postings of the entries `wanted`, which `ordered` holds ascending."""
        for marked, numbers in self._segments:
            field, weight = marked & 15, (marked >> 4) / WEIGHT
            few = len(wanted) * _FAR_FEWER < len(numbers)
            found: Iterable[int] = _looked_up(ordered, numbers) if few else wanted.intersection(numbers)
            for no in found:
                yield Posting(no, field, weight)

    def pack(self) -> bytes:
        """Return the postings as bytes."""
        head = array("I", [len(self._segments)])
        for marked, numbers in self._segments:
            head.extend((marked, len(numbers)))
        for _, numbers in self._segments:
            head.extend(numbers)
        if sys.byteorder == "big":
            head.byteswap()
        return head.tobytes()


def unpack(packed: bytes) -> Postings:
    """Return what `Postings.pack` packed."""
    numbers = array("I", packed)
    if sys.byteorder == "big":
        numbers.byteswap()
    start = 1 + 2 * numbers[0]
    segments = []
    for place in range(1, start, 2):
        length = numbers[place + 1]
        segments.append((numbers[place], numbers[start : start + length]))
        start += length
    return Postings(segments)


def _looked_up(ordered: list[int], numbers: array[int]) -> Iterator[int]:
    """Yield those of `ordered` that stand in `numbers`; both ascend."""
    place, last = 0, len(numbers)
    for no in ordered:
        place = bisect_left(numbers, no, place)
        if place == last:
            return
        if numbers[place] == no:
            yield no
