"""Learn how much each piece of evidence counts for each need, and write data/need-weights.tsv.

    python benchmarks/train_needs.py             # compare with the weights that are there
    python benchmarks/train_needs.py --write     # write them
    python benchmarks/train_needs.py --validate  # cross-validation: each writer by the others' questions

The questions are benchmarks/questions/needs.tsv: writer, need (or "none") and question. They were written by
many hands, in English and Spanish; no real case is among them. The model is multinomial logistic regression
(scikit-learn, from the dependency group "train": `pip install --group train`), its weights are rounded to
sixteenths, so that the same questions give the same file.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hart_cli.readers.needs import WEIGHTS
from hart_cli.search import needs
from hart_cli.store.loader import open_bundled
from hart_cli.store.store import Store

ROOT = Path(__file__).resolve().parent.parent
QUESTIONS = ROOT / "benchmarks" / "questions" / "needs.tsv"
_SCALE = needs.WEIGHT
_INVERSE_PENALTY = 10.0
_RARE = 2  # a feature stands in at least this many questions
_SMALL = 3  # weights below this many sixteenths are left out
_NONE_WEIGHT = 0.25  # what a question without a need counts; those with one count as if each need had _EACH
_EACH = 60.0


class Question(NamedTuple):
    """A question with who wrote it and the need that it states, or "none"."""

    writer: str
    need: str
    text: str


def read_questions() -> list[Question]:
    """Return the questions of the corpus."""
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        return [Question(*row) for row in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]]


def features_of(text: str, bundled: Store) -> list[str]:
    """Return the features of a question, as the program counts them."""
    compiled = bundled.meta("needs")
    names = needs.word_names(needs.correct_words(text, compiled["classes"], bundled), compiled["classes"])
    return needs.features(names) if names else []


class Model(NamedTuple):
    """Whole numbers: a bias for each class, and for each feature (class number, weight)."""

    classes: tuple[str, ...]
    bias: tuple[int, ...]
    features: dict[str, list[tuple[int, int]]]


def train(rows: Sequence[tuple[list[str], str]]) -> Model:
    """Return the model that fits questions, given as features and needs."""
    import numpy as np
    from scipy import sparse
    from sklearn.linear_model import LogisticRegression

    counts = Counter(name for held, _ in rows for name in held)
    vocabulary = {name: n for n, name in enumerate(sorted(name for name, count in counts.items() if count >= _RARE))}
    matrix = sparse.lil_matrix((len(rows), len(vocabulary)))
    for number, (held, _) in enumerate(rows):
        known = [vocabulary[name] for name in held if name in vocabulary]
        for column in known:
            matrix[number, column] = len(known) ** -0.5
    labels = [need for _, need in rows]
    sizes = Counter(labels)
    balance = {need: _NONE_WEIGHT if need == "none" else _EACH / size for need, size in sizes.items()}
    fitted = LogisticRegression(C=_INVERSE_PENALTY, max_iter=1000, class_weight=balance).fit(matrix.tocsr(), labels)
    whole = np.clip(np.rint(fitted.coef_ * _SCALE), -127, 127).astype(int)
    features = {
        name: [(int(c), int(whole[c, column])) for c in np.flatnonzero(abs(whole[:, column]) >= _SMALL)]
        for name, column in vocabulary.items()
    }
    bias = tuple(int(n) for n in np.rint(fitted.intercept_ * _SCALE))
    return Model(tuple(fitted.classes_), bias, {name: pairs for name, pairs in features.items() if pairs})


def write(model: Model) -> Iterator[str]:
    """Yield the lines of the file of weights."""
    yield "classes\t" + " ".join(model.classes)
    yield "bias\t" + " ".join(map(str, model.bias))
    for name, pairs in sorted(model.features.items()):
        yield f"{name}\t" + " ".join(f"{number}:{weight}" for number, weight in pairs)


def main() -> int:
    """Train, and compare, write or validate. Returns 1 where the weights differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--validate", action="store_true")
    arguments = parser.parse_args()
    questions = read_questions()
    bundled = open_bundled()
    featured = [(features_of(question.text, bundled), question) for question in questions]
    if arguments.validate:
        validate(featured)
        return 0
    text = "\n".join(write(train([(held, question.need) for held, question in featured]))) + "\n"
    path = ROOT / "data" / WEIGHTS
    if arguments.write:
        path.write_text(text, encoding="utf-8")
        print(f"{path.name}: {len(text.splitlines())} lines, {len(text)} bytes")
        return 0
    same = path.read_text(encoding="utf-8") == text
    print("the weights are those of the questions" if same else "the weights differ; train them anew with --write")
    return not same


def validate(featured: Sequence[tuple[list[str], Question]]) -> None:
    """Print, for the questions of each writer by a model of all others, how many needs are seen, how many are
    the right one, and how many questions without a need are taken for one."""
    writers = sorted({question.writer for _, question in featured})
    folds: dict[str, set[str]] = defaultdict(set)
    for writer in writers:
        folds[writer if writer.startswith("need") else f"fold {writers.index(writer) % 4}"].add(writer)
    for fold, inside in sorted(folds.items()):
        model = train([(held, q.need) for held, q in featured if q.writer not in inside])
        tested = [(held, q) for held, q in featured if q.writer in inside]
        guessed = [(guess(model, held), q) for held, q in tested]
        stated = [(g, q) for g, q in guessed if q.need != "none"]
        rest = [g for g, q in guessed if q.need == "none"]
        seen = sum(bool(g) for g, _ in stated) / max(len(stated), 1)
        right = sum(q.need in g for g, q in stated) / max(len(stated), 1)
        wrong = sum(map(bool, rest)) / max(len(rest), 1)
        print(
            f"{fold:<10} {len(stated):5} needs: seen {seen:.3f}, right {right:.3f}; {len(rest):5} others: {wrong:.3f}"
        )


def guess(model: Model, held: Sequence[str]) -> set[str]:
    """Return the needs that a model sees in features, as the program does."""
    rows: list[Any] = [model.features[name] for name in held if name in model.features]
    return needs.likely(rows, model.classes, model.bias)


if __name__ == "__main__":
    sys.exit(main())
