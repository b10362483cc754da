"""Ranking: the candidates of a query by their score, and those of them that are good enough to be answers.

Named exactly comes before all else, then a name that holds the query, and then how much of the query an entry answers.
docs/search.md explains it.
"""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from hart_cli.i18n.messages import Message
from hart_cli.search.candidates import find_candidates
from hart_cli.search.features import features, score
from hart_cli.search.query import ParsedQuery
from hart_cli.search.selection import Selection
from hart_cli.search.weights import WEIGHTS
from hart_cli.store.store import Store


class Scored(NamedTuple):
    """An entry of a directory with its score and the reasons for it."""

    store: Store
    no: int
    score: float
    reasons: tuple[Message, ...]


def rank(parsed: ParsedQuery, selection: Selection, stores: Collection[Store]) -> list[Scored]:
    """Return the entries of one directory that answer a query at all, best first.

    Args:
        parsed: the query.
        selection: what of the directory is looked at.
        stores: those whose counts weigh the terms: the bundled one alone for itself, so that a user's own directory
            reorders nothing in it, and both for one of the user's own.

    Returns:
        Scored entries. Ties stand in the order of the directory: by kind, then by id.
    """
    if parsed.has_unmatched_number:
        return []
    store = selection.store
    scored = [
        Scored(store, candidate.no, score(features(parsed, candidate, store)), candidate.reasons)
        for candidate in find_candidates(parsed, selection, stores)
    ]
    return sorted(scored, key=lambda one: (-round(one.score, 4), one.no))


def good_answers(ranked: list[Scored], parsed: ParsedQuery) -> list[Scored]:
    """Return those that are good enough to be answers: above the floor, and not far behind the best."""
    best = max((one.score for one in ranked), default=0.0)
    floor = _floor(parsed)
    least = max(floor, WEIGHTS["threshold.near_best"] * min(best, 1.0))
    return [one for one in ranked if one.score >= least] if best >= floor else []


def _floor(parsed: ParsedQuery) -> float:
    """Return the least score of an answer. Of a query of many terms an entry need not answer as much."""
    known = sum(term.kind in ("word", "phrase") for term in parsed.terms)
    return WEIGHTS["threshold.floor"] - WEIGHTS["threshold.ease"] * min(max(known - 2, 0), 2)
