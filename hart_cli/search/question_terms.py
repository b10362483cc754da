"""Which entries people mean who ask with the words of a query: a model learned from questions.

Multinomial naive Bayes (Manning, Raghavan and Schuetze, Introduction to Information Retrieval, 2008, chapter 13) over
words, the beginnings of long words, and what the thesaurus takes the words for. It expands an entry by the words of the
questions for it, as doc2query does (Nogueira et al. 2019). A class of its own holds what nothing in the directory
answers.
"""

from __future__ import annotations

import math
from typing import NamedTuple

from hart_cli.search.query import ParsedQuery
from hart_cli.store.store import Store

SCALE = 16
"""The numbers of the model are sixteenths."""

_PREFIX, _MAX_TARGETS = 4, 2
_DISTRESS, _LEAST_KNOWN = 2.0, 6
RULES = {
    "question_scale": SCALE,
    "question_prefix": _PREFIX,
    "question_targets": _MAX_TARGETS,
    "distress": _DISTRESS,
    "distress_known": _LEAST_KNOWN,
}
"""The same for the script of a page (`search.page_data`)."""


class Likelihood(NamedTuple):
    """How likely each entry is what a query asks for.

    Attributes:
        entries: by the number of an entry with questions, the logarithm of its probability.
        nothing: the logarithm of the probability that it asks for nothing in the directory.
    """

    entries: dict[int, float]
    nothing: float


def question_features(parsed: ParsedQuery) -> list[str]:
    """Return the features of a query: its terms, the beginnings of the long ones, and what they are taken for."""
    found = [*parsed.word_terms, *(f"{term[:_PREFIX]}*" for term in parsed.word_terms if len(term) > _PREFIX)]
    for term in parsed.terms:
        found += term.targets[:_MAX_TARGETS]
    return list(dict.fromkeys(found))


def likelihood(parsed: ParsedQuery, bundled: Store) -> Likelihood:
    """Return how likely each entry of the bundled directory is what a query asks for.

    Args:
        parsed: the query.
        bundled: the directory with the model.
    """
    model = bundled.meta("question_model")
    rows = bundled.question_terms(question_features(parsed))
    length = math.sqrt(sum(row.idf * row.idf for row in rows)) or 1.0
    total = sum(row.idf for row in rows) / length
    scores = [prior + total * unseen for prior, unseen in zip(model["prior"], model["unseen"], strict=True)]
    for row in rows:
        share = row.idf / length
        for number, added in zip(row.numbers, row.added, strict=True):
            scores[number] += share * added
    return _normalize([score / SCALE for score in scores], model["entries"])


def is_distress(parsed: ParsedQuery, bundled: Store) -> bool:
    """Whether a query asks for a line to talk to or an emergency line, twice as likely as for nothing in the directory.

    Args:
        parsed: the query.
        bundled: the directory with the model.
    """
    if parsed.has_unmatched_number or len(bundled.question_terms(question_features(parsed))) < _LEAST_KNOWN:
        return False
    asked = likelihood(parsed, bundled)
    crisis = sum(math.exp(asked.entries[no]) for no in bundled.meta("question_model")["crisis"] if no in asked.entries)
    return crisis > _DISTRESS * math.exp(asked.nothing)


def _normalize(scores: list[float], entries: list[int]) -> Likelihood:
    """Return logarithms of probabilities that sum to 1; the last score is that of nothing."""
    best = max(scores)
    total = best + math.log(sum(math.exp(score - best) for score in scores))
    return Likelihood(
        {no: score - total for no, score in zip(entries, scores, strict=False) if no >= 0}, scores[-1] - total
    )
