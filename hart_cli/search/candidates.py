"""What of a directory is looked at for one question: all of a small one, and of a large one the entries
that can be among the best.

In a large directory every term gives the entries in which it weighs most, and the terms of a question
together give those that hold several of them. This is the idea of champion lists (Manning, Raghavan
and Schuetze, Introduction to Information Retrieval, 2008, section 7.1.3). Where everything that matches
is asked for, everything is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations, islice

from hart_cli.search.query import QueryTerm
from hart_cli.store.postings import BEST, Posting, Postings
from hart_cli.store.store import Store

MOST = 80
"""How many likely entries of a directory are ranked to the end."""

_ENOUGH, _MOST_TOGETHER = 200, 2000
_MOST_UNITS = 5


class Candidates:
    """The postings of a store that count for one question.

    Args:
        store: the directory.
        allowed: one byte for each entry, 0 where a filter rules it out; None where all may answer.
        most: how many entries are wanted; None for everything that matches.
    """

    def __init__(self, store: Store, allowed: bytes | None = None, most: int | None = MOST) -> None:
        self._store = store
        self._allowed = allowed
        self.most = most
        self._candidates: frozenset[int] | None = None
        self._ordered: list[int] = []
        self._read: dict[str, Postings] = {}

    def __contains__(self, no: int) -> bool:
        """Whether the filters allow an entry."""
        return self._allowed is None or bool(self._allowed[no])

    @property
    def is_partial(self) -> bool:
        """Whether only part of what matches is looked at."""
        return self._candidates is not None

    def narrow(self, units: tuple[QueryTerm, ...]) -> None:
        """Choose the entries to look at for what was said, where the directory is large."""
        if self.most is None or not self._store.is_large:
            return
        terms = [list(dict.fromkeys(t for way in unit.ways for t in way.terms)) for unit in units]
        chosen = {no for said in terms for term in said for no in self._best(term)}
        # The more units are left out of a combination, the more entries hold the rest of it.
        sets = [set[int]().union(*(self._postings(t).numbers(self._allowed) for t in said)) for said in terms if said]
        sets = sorted(sets, key=len)[:_MOST_UNITS]
        for size in range(len(sets), 1, -1):
            together = [islice(part[0].intersection(*part[1:]), _MOST_TOGETHER) for part in combinations(sets, size)]
            before = len(chosen)
            chosen.update(*together)
            if len(chosen) - before >= _ENOUGH:
                break
        self._candidates = frozenset(chosen)
        self._ordered = sorted(chosen)

    def named(self, name: str) -> list[int]:
        """Return the entries that bear a folded name."""
        return [no for no in self._store.keyed("name:" + name) if no in self]

    def postings(self, term: str) -> Iterable[Posting]:
        """Return where a term stands, in the entries that are looked at."""
        found = self._postings(term)
        if self._candidates is not None:
            return found.among(self._candidates, self._ordered)
        return found if self._allowed is None else (p for p in found if p.no in self)

    def _postings(self, term: str) -> Postings:
        if term not in self._read:
            self._read[term] = self._store.postings(term)
        return self._read[term]

    def _best(self, term: str) -> Iterable[int]:
        """Return the allowed entries in which a term weighs most."""
        return islice(self._postings(term).numbers(self._allowed), BEST)
