"""How likely a candidate answers a query, from 0 to 1: one linear model over its features, beside the model's own value
of "nothing here answers".

The weights are learned from questions (conditional logit, McFadden 1974): the candidates of a query and "nothing"
compete, and the weights make those that people graded as answers win. An entry without questions of its own, such as
one of a user's own directory, has weights that leave `question_terms` out.
"""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import NamedTuple

from hart_cli.search.features import Features, score
from hart_cli.search.query import ParsedQuery

_MAX_WORDS = 14
_MAX_SCORE = 2.0
_FLATNESS = 4.0
_SCALE = 5.0  # logarithms of probabilities are divided by it
RULES = {"sentence_words": _MAX_WORDS, "max_score": _MAX_SCORE, "likelihood_scale": _SCALE, "flatness": _FLATNESS}
"""The same for the script of a page (`search.page_data`)."""


def candidate_values(of: Features, length: float, log_likelihood: float | None) -> dict[str, float]:
    """Return the numbers of one candidate that the model weighs, by name.

    Args:
        of: the features of the candidate.
        length: that of the query, as `query_length` gives it.
        log_likelihood: the logarithm of the probability of the entry by the model of questions; None where the entry
            has no questions.
    """
    base = min(score(of._replace(exact="", local_area=False)), _MAX_SCORE)
    values = {
        "score": base,
        "score.long": base * length,
        "relevance": of.relevance,
        "relevance.long": of.relevance * length,
        "coverage": of.coverage,
        "coverage.long": of.coverage * length,
        "name_overlap": of.name_overlap,
        "name_part": float(of.name_begins or of.name_contains),
        "local_area": float(of.local_area),
        f"kind.{of.kind}": 1.0,
        f"language.{of.languages}": 1.0,
    }
    return values | _question_values(log_likelihood, length)


def nothing_values(parsed: ParsedQuery, best: float, length: float, log_likelihood: float) -> dict[str, float]:
    """Return the numbers of the answer that nothing fits.

    Args:
        parsed: the query.
        best: the best score of a candidate by the formula of `features.score`.
        length: that of the query.
        log_likelihood: that nothing fits, by the model of questions.
    """
    kinds = [term.kind for term in parsed.terms]
    count = len(kinds) or 1
    values = {
        "nothing": 1.0,
        "nothing.long": length,
        "nothing.unknown": kinds.count("unknown") / count,
        "nothing.partial": kinds.count("partial") / count,
        "nothing.meaning": sum(term.has_meaning for term in parsed.terms) / count,
        "nothing.one_meaning": float(count == 1 and all(term.has_meaning for term in parsed.terms)),
        "nothing.score": min(best, _MAX_SCORE),
        "nothing.score.long": min(best, _MAX_SCORE) * length,
    }
    return values | {f"nothing.{name}": value for name, value in _question_values(log_likelihood, length).items()}


def _question_values(log_likelihood: float | None, length: float) -> dict[str, float]:
    if log_likelihood is None:
        return {}
    return {
        "questions": log_likelihood / _SCALE,
        "questions.long": log_likelihood / _SCALE * length,
        "questions.share": math.exp(log_likelihood),
    }


def query_length(parsed: ParsedQuery) -> float:
    """Return how long a query is, from 0 to 1: a sentence is 1."""
    return min(len(parsed.word_terms), _MAX_WORDS) / _MAX_WORDS


class Weighing(NamedTuple):
    """Candidates weighed beside the answer that nothing fits.

    Attributes:
        weights: what each value counts, by its name.
        nothing: the values of nothing.
    """

    weights: Mapping[str, float]
    nothing: Mapping[str, float]

    def probability(self, candidate: Mapping[str, float]) -> float:
        """Return how likely a candidate with these values answers, from 0 to 1; 0.5 is as likely as nothing."""
        return logistic(weigh(candidate, self.weights) - weigh(self.nothing, self.weights))


def weigh(values: Mapping[str, float], weights: Mapping[str, float]) -> float:
    """Return the sum of the values, each times its weight; one without a weight counts nothing."""
    return sum(value * weights.get(name, 0.0) for name, value in values.items())


def logistic(margin: float) -> float:
    """Return a number from 0 to 1 for how far a sum exceeds another one.

    The logistic function, so flat that the best candidates of a query still differ in four places.
    """
    return 1.0 / (1.0 + math.exp(min(-margin / _FLATNESS, 700.0)))
