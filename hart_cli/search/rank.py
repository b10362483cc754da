"""Ranking: the candidates of a query by their score, and those of them that are good enough to be answers.

Named exactly comes before all else, then a name that holds the query, and then how much of the query an entry answers.
docs/search.md explains it.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from hart_cli.i18n.messages import Message
from hart_cli.search.answer_model import Weighing, candidate_values, nothing_values, query_length
from hart_cli.search.candidates import Candidate, find_candidates
from hart_cli.search.features import Features, features
from hart_cli.search.query import ParsedQuery
from hart_cli.search.question_terms import Likelihood, likelihood
from hart_cli.search.selection import Selection
from hart_cli.search.weights import WEIGHTS
from hart_cli.store.store import Store

MAX_LIKELY = 12
RULES = {"max_likely": MAX_LIKELY}
"""The same for the script of a page (`search.page_data`)."""


class Scored(NamedTuple):
    """An entry of a directory with its score and the reasons for it."""

    store: Store
    no: int
    score: float
    reasons: tuple[Message, ...]


def rank(parsed: ParsedQuery, selection: Selection, stores: Sequence[Store]) -> list[Scored]:
    """Return the entries of one directory that answer a query at all, best first.

    Args:
        parsed: the query.
        selection: what of the directory is looked at.
        stores: those whose counts weigh the terms, the bundled one first: it alone for itself, so that a user's own
            directory reorders nothing in it, and both for one of the user's own.

    Returns:
        Scored entries. A score of 0.5 says that the entry is as likely an answer as nothing at all; what the query names
        exactly has `EXACT` or more. Ties stand in the order of the directory: by kind, then by id.
    """
    candidates = [] if parsed.has_unmatched_number else find_candidates(parsed, selection, stores)
    if not candidates:
        return []
    store, bundled = selection.store, stores[0]
    asked = likelihood(parsed, bundled)
    if store is not bundled:
        asked = asked._replace(entries={})  # a user's own entries have no questions
    elif parsed.terms:
        candidates = _with_likely(candidates, asked, selection)
    scores = _scores(parsed, [(one.no, features(parsed, one, store)) for one in candidates], asked, bundled)
    scored = [
        Scored(store, candidate.no, score, candidate.reasons)
        for candidate, score in zip(candidates, scores, strict=True)
    ]
    return sorted(scored, key=lambda one: (-round(one.score, 4), one.no))


def _with_likely(candidates: list[Candidate], asked: Likelihood, selection: Selection) -> list[Candidate]:
    """Return the candidates, and beside them the entries that the model of questions finds likeliest."""
    likely = sorted(asked.entries, key=lambda no: (-asked.entries[no], no))[:MAX_LIKELY]
    known = {candidate.no for candidate in candidates}
    return [*candidates, *(Candidate(no) for no in likely if no not in known and selection.allows(no))]


def _scores(
    parsed: ParsedQuery, candidates: list[tuple[int, Features]], asked: Likelihood, bundled: Store
) -> list[float]:
    """Return the score of each candidate, in their order.

    Args:
        parsed: the query.
        candidates: the number of each entry, and its features.
        asked: what the model of questions says; an entry that it does not have is weighed without questions.
        bundled: the directory with the learned weights.
    """
    length = query_length(parsed)
    values = [candidate_values(each, length, asked.entries.get(no)) for no, each in candidates]
    nothing = nothing_values(parsed, max(each["score"] for each in values), length, asked.nothing)
    with_questions, without = (
        Weighing(bundled.meta(key), nothing) for key in ("feature_weights", "plain_feature_weights")
    )
    scores = []
    for (no, each), known in zip(candidates, values, strict=True):
        weighing = with_questions if no in asked.entries else without
        exact = WEIGHTS[f"exact.{each.exact}"] if each.exact else 0.0
        # Numbers alone name an entry; no words say which of several is meant.
        scores.append((weighing.probability(known) if parsed.terms else 0.0) + exact)
    return scores


def good_answers(ranked: list[Scored], *, is_narrowed: bool = False) -> list[Scored]:
    """Return those that are good enough to be answers: likelier than nothing, and not far behind the best.

    Args:
        ranked: the entries of one directory, best first.
        is_narrowed: whether they are of a kind or topic that was asked for; then less is enough, for other kinds may
            answer better.
    """
    best = max((one.score for one in ranked), default=0.0)
    if best < WEIGHTS["threshold.least" if is_narrowed else "threshold.floor"]:
        return []
    least = max(WEIGHTS["threshold.least"], min(best, 1.0) - WEIGHTS["threshold.behind_best"])
    return [one for one in ranked if one.score >= least]
