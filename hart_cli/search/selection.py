"""What of a directory is looked at for one query: all of a small one, and of a large one the entries that can be among
the best.

In a large directory every term gives the entries in which it weighs most, and the terms of a query together give those
that hold several of them. This is the idea of champion lists (Manning, Raghavan and Schuetze, Introduction to
Information Retrieval, 2008, section 7.1.3). Where everything that matches is asked for, everything is looked at.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from itertools import combinations, islice
from typing import NamedTuple

from hart_cli.search.query_terms import QueryTerm
from hart_cli.store.postings import BEST, Posting, Postings
from hart_cli.store.store import Store

MAX_CANDIDATES = 80
"""How many likely entries of a directory are ranked to the end."""

_ENOUGH, _MAX_TOGETHER = 200, 2000
_MAX_TERMS = 5


class Selection(NamedTuple):
    """The postings of a directory that count for one query.

    Attributes:
        store: the directory.
        postings: the postings of every term of the index that an interpretation needs.
        allowed: one byte for each entry, 0 where a filter rules it out; None where all may answer.
        size: how many candidates are wanted; None for everything that matches.
        chosen: the entries that are looked at, ascending; None for all that match.
    """

    store: Store
    postings: Mapping[str, Postings]
    allowed: bytes | None = None
    size: int | None = MAX_CANDIDATES
    chosen: tuple[frozenset[int], list[int]] | None = None

    def allows(self, no: int) -> bool:
        """Whether the filters allow an entry."""
        return self.allowed is None or bool(self.allowed[no])

    def named(self, name: str) -> list[int]:
        """Return the entries that bear a folded name."""
        return [no for no in self.store.keyed("name:" + name) if self.allows(no)]

    def postings_of(self, term: str) -> Iterable[Posting]:
        """Return where a term stands, in the entries that are looked at."""
        found = self.postings[term]
        if self.chosen is not None:
            return found.among(*self.chosen)
        return found if self.allowed is None else (posting for posting in found if self.allows(posting.no))


def select(
    store: Store, terms: tuple[QueryTerm, ...], allowed: bytes | None = None, size: int | None = MAX_CANDIDATES
) -> Selection:
    """Return what of a directory is looked at.

    Args:
        store: the directory.
        terms: those of the query.
        allowed: one byte for each entry, 0 where a filter rules it out; None where all may answer.
        size: how many candidates are wanted; None for everything that matches.
    """
    wanted = [list(dict.fromkeys(term for one in query.interpretations for term in one.terms)) for query in terms]
    postings = {term: store.postings(term) for term in dict.fromkeys(term for group in wanted for term in group)}
    selection = Selection(store, postings, allowed, size)
    if size is None or not store.is_large:
        return selection
    chosen = _champions([[postings[term] for term in group] for group in wanted if group], allowed)
    return selection._replace(chosen=(frozenset(chosen), sorted(chosen)))


def _champions(groups: list[list[Postings]], allowed: bytes | None) -> set[int]:
    """Return the entries that can be among the best for the postings of each term of a query."""
    chosen = {no for group in groups for found in group for no in islice(found.numbers(allowed), BEST)}
    # The more terms are left out of a combination, the more entries hold the rest of it.
    sets = [set[int]().union(*(found.numbers(allowed) for found in group)) for group in groups]
    sets = sorted(sets, key=len)[:_MAX_TERMS]
    for size in range(len(sets), 1, -1):
        together = [islice(part[0].intersection(*part[1:]), _MAX_TOGETHER) for part in combinations(sets, size)]
        before = len(chosen)
        chosen.update(*together)
        if len(chosen) - before >= _ENOUGH:
            break
    return chosen
