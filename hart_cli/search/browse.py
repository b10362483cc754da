"""Browsing: every entry that filters leave, read from its directory only when its turn comes."""

from __future__ import annotations

from array import array
from collections.abc import Iterator, Sequence
from itertools import compress, islice
from typing import NamedTuple, overload

from hart_cli.model import Entry, Filters, Hit, Question, Result
from hart_cli.places import Place
from hart_cli.search import eligibility, filter_values
from hart_cli.store.loader import Directories
from hart_cli.store.store import Store


class Judge(NamedTuple):
    """What decides whether an entry of a store is shown, and how: filters, and whether with named staff."""

    filters: Filters
    town: Place | None
    families: dict[str, str]
    staff: bool = True

    def hit(self, entry: Entry) -> Hit | None:
        """Return the entry with its eligibility, or None where it is left out."""
        if not eligibility.is_wanted(entry, self.filters) or (entry.kind == "person" and not self.staff):
            return None
        decided = eligibility.decide(entry, self.filters, self.town, self.families)
        if decided is None:
            return None
        if not self.staff:
            entry = entry._replace(contacts=tuple(c for c in entry.contacts if not c.role))
        return Hit(entry, eligibility=decided)


class LazyHits(Sequence[Hit]):
    """Hits by store and number of the entry. Each entry is read when its turn comes.

    Args:
        parts: stores with the numbers of their entries, in their order.
        judge: what decides whether an entry is a hit.
    """

    def __init__(self, parts: list[tuple[Store, array[int]]], judge: Judge) -> None:
        self._parts = parts
        self._judge = judge

    def __len__(self) -> int:
        return sum(len(numbers) for _, numbers in self._parts)

    def __iter__(self) -> Iterator[Hit]:
        for store, numbers in self._parts:
            for no in numbers:
                hit = self._judge.hit(store.entry(no))
                if hit is not None:
                    yield hit

    @overload
    def __getitem__(self, index: int) -> Hit: ...
    @overload
    def __getitem__(self, index: slice) -> tuple[Hit, ...]: ...
    def __getitem__(self, index: int | slice) -> Hit | tuple[Hit, ...]:
        """Return one hit, or those of a slice."""
        if isinstance(index, slice):
            return tuple(islice(self, *index.indices(len(self))))
        return next(islice(self, range(len(self))[index], None))


def browse(question: Question, directories: Directories, *, staff: bool = True) -> Result:
    """Return every entry that the filters leave, in the directory's order: those that state a fit, then
    those that do not state one.

    Args:
        question: its filters; its words do not matter.
        directories: the directories.
        staff: whether named staff are among it.

    Raises:
        UsageError: a filter has an unknown value.
        DataError: the bundled directory is damaged.
    """
    town = filter_values.check(question.filters, directories.bundled)
    judge = Judge(question.filters, town, directories.bundled.meta("families"), staff)
    parts = [(store, *_split_by_fit(store, judge)) for store in directories.stores]
    stated = [(store, numbers) for store, numbers, _ in parts]
    everything = LazyHits([*stated, *((store, numbers) for store, _, numbers in parts)], judge)
    hits: Sequence[Hit] = everything[: question.limit] if question.limit else everything
    notes = (*directories.notes, *filter_values.place_notes(question.filters.town, town))
    return Result(question, hits, len(everything), notes)


def _split_by_fit(store: Store, judge: Judge) -> tuple[array[int], array[int]]:
    """Return the entries of a store that state a fit, and those that do not state one. Where no person is
    asked for, a large directory is sorted out by its columns alone."""
    fits, rest = array("I"), array("I")
    if store.is_large and not judge.filters.about_person:
        allowed = eligibility.allowed(store, judge.filters, None, {}, staff=judge.staff)
        everything = range(store.meta("entries"))
        fits.extend(everything if allowed is None else compress(everything, allowed))
        return fits, rest
    for no, entry in store.entries():
        hit = judge.hit(entry)
        if hit is not None:
            (fits if all(reason.fit == "yes" for _, reason in hit.eligibility) else rest).append(no)
    return fits, rest
