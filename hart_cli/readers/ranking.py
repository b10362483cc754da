"""Reading the learned numbers of ranking: what people type when they mean an entry, and what each feature counts."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from hart_cli.errors import DataError
from hart_cli.readers.directory import data_folder

QUESTION_TERMS, FEATURE_WEIGHTS = "question-terms.tsv", "feature-weights.tsv"
NOTHING = "-"
"""What stands for no entry: the question is none for this directory."""


class QuestionTerms(NamedTuple):
    """A multinomial naive Bayes model of questions, in whole numbers.

    Attributes:
        classes: the ids of entries, and `NOTHING`.
        prior: for each class the logarithm of its share of the questions, in sixteenths.
        unseen: for each class the logarithm of the probability of a feature that its questions do not have, in
            sixteenths.
        features: for each feature its inverse document frequency in sixteenths, and (number of a class, what is added
            to the logarithm for that class in sixteenths).
    """

    classes: tuple[str, ...]
    prior: tuple[int, ...]
    unseen: tuple[int, ...]
    features: dict[str, tuple[int, tuple[tuple[int, int], ...]]]


class RankingModel(NamedTuple):
    """All learned numbers of ranking.

    Attributes:
        terms: the model of questions.
        weights: what each feature of a candidate counts where its entry has questions.
        plain_weights: the same where it has none.
    """

    terms: QuestionTerms
    weights: dict[str, float]
    plain_weights: dict[str, float]


def read_ranking() -> RankingModel:
    """Return the bundled model. Raises DataError."""
    rows = _rows(data_folder() / FEATURE_WEIGHTS)
    try:
        weights = {name: float(weight) for name, weight, _ in rows}
        return RankingModel(_read_terms(), weights, {name: float(weight) for name, _, weight in rows})
    except ValueError:
        raise DataError(f"{FEATURE_WEIGHTS}: is no table of weights; train it anew") from None


def _read_terms() -> QuestionTerms:
    rows = _rows(data_folder() / QUESTION_TERMS)
    try:
        classes, prior, unseen = (tuple(values.split()) for _, values in rows[:3])
        features = {name: (int(idf), tuple(map(_pair, pairs.split()))) for name, idf, pairs in rows[3:]}
        return QuestionTerms(classes, tuple(map(int, prior)), tuple(map(int, unseen)), features)
    except ValueError:
        raise DataError(f"{QUESTION_TERMS}: is no table of terms; train it anew") from None


def _rows(path: Path) -> list[list[str]]:
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({type(error).__name__})") from None
    return [line.split("\t") for line in lines]


def _pair(text: str) -> tuple[int, int]:
    number, _, value = text.partition(":")
    return int(number), int(value)
