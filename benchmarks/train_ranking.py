"""Learn what ranking counts, and write data/question-terms.tsv and data/feature-weights.tsv.

    python benchmarks/train_ranking.py             # compare with the numbers that are there
    python benchmarks/train_ranking.py --write     # write them
    python benchmarks/train_ranking.py --validate  # cross-validation: each writer by the others' questions

Two steps. The model of questions (multinomial naive Bayes) counts the features of the questions for each entry. Then a
linear model (conditional logit, L-BFGS) weighs the features of candidates, the model of questions among them, each
question by a model that has not seen its writer. Questions come from benchmarks/questions/ranking.tsv; beside them stand
parts of names, typing errors, phrases of the thesaurus with what ranking answers without learning, and the questions of
needs.tsv with the entries that stand first for their need. The numbers are rounded, so that the same questions give the
same files on one thread. Needs numpy and scipy (`pip install --group train`).
"""

from __future__ import annotations

import argparse
import csv
import math
import random
import sys
import time
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np
from question_corpus import HERE, Question, mistype, parts_of_name, read_questions
from scipy.optimize import minimize
from scipy.sparse import csr_matrix

from hart_cli.readers.directory import read_bundled
from hart_cli.readers.needs import read_needs, read_weights
from hart_cli.readers.ranking import FEATURE_WEIGHTS, NOTHING, QUESTION_TERMS
from hart_cli.readers.thesaurus import read_thesaurus
from hart_cli.search import answer_model
from hart_cli.search.candidates import Candidate, find_candidates
from hart_cli.search.features import features, score
from hart_cli.search.query import ParsedQuery, parse_query
from hart_cli.search.question_terms import SCALE, question_features
from hart_cli.search.rank import MAX_LIKELY
from hart_cli.search.selection import select
from hart_cli.store.build import compile_directory
from hart_cli.store.store import Store

ROOT = Path(__file__).resolve().parent.parent
_FOLDS = 5
_SMOOTHING = 0.05  # what every feature counts for every entry before any question is seen
_RARE = 2  # a feature stands in at least this many questions
_LEAST = 10  # sixteenths: less is left out of the model of questions
_PENALTY = 1e-4
_PHRASES = 7  # of each group and language of the thesaurus
_SHARES = {"graded": 1.0, "name": 0.5, "typing error": 0.5, "thesaurus": 0.5, "need": 0.3}
_MISTYPED = 0.25
_CLOSE = 0.93
_TOLERANCE = 0.05
_HELP_KINDS = ("hotline", "service", "program", "organization", "agency")


class Example(NamedTuple):
    """A question to learn from: its parsed words, how much each entry (or `NOTHING`) is right, and what it counts."""

    parsed: ParsedQuery
    features: tuple[str, ...]
    targets: dict[str, float]
    share: float
    fold: int
    question: Question | None


def folds(questions: Iterable[Question]) -> dict[str, int]:
    """Return the fold of each writer. Writers of the first round, who wrote for different entries, share one."""
    writers = sorted({question.writer for question in questions})
    alone = [writer for writer in writers if writer.startswith("writer-")]
    nothing = [writer for writer in writers if writer.startswith("nothing-")]
    return (
        dict.fromkeys(writers, _FOLDS - 1)
        | {writer: n % (_FOLDS - 1) for n, writer in enumerate(alone)}
        | {writer: (2 * n) % _FOLDS for n, writer in enumerate(nothing)}
    )


def examples(bundled: Store) -> Iterator[Example]:
    """Yield everything to learn from."""
    chance = random.Random(3)
    yield from _graded(bundled, chance)
    for _, entry in bundled.entries():
        for name in (entry.name, *entry.aliases):
            for part in parts_of_name(name, chance):
                yield _example(part, {entry.id: 1.0}, "name", chance.randrange(_FOLDS), bundled)
    yield from _phrases(bundled, chance)
    yield from _needs(bundled, chance)


def _example(
    text: str, targets: dict[str, float], kind: str, fold: int, bundled: Store, question: Question | None = None
) -> Example:
    parsed = parse_query(text, bundled)
    return Example(parsed, tuple(question_features(parsed)), targets, _SHARES[kind], fold, question)


def _graded(bundled: Store, chance: random.Random) -> Iterator[Example]:
    questions = read_questions()
    fold_of = folds(questions)
    for question in questions:
        targets = even(question.right or question.good, bundled) or {NOTHING: 1.0}
        yield _example(question.text, targets, "graded", fold_of[question.writer], bundled, question)
        mistyped = mistype(question.text, chance) if chance.random() < _MISTYPED else None
        if mistyped:
            yield _example(mistyped, targets, "typing error", fold_of[question.writer], bundled)


def _phrases(bundled: Store, chance: random.Random) -> Iterator[Example]:
    for heading in read_thesaurus().headings:
        for _, phrase in chance.sample(heading.phrases, min(_PHRASES, len(heading.phrases))):
            targets = even(best_without_learning(parse_query(phrase, bundled), bundled), bundled)
            if targets:
                yield _example(phrase, targets, "thesaurus", chance.randrange(_FOLDS), bundled)


def _needs(bundled: Store, chance: random.Random) -> Iterator[Example]:
    first = {need["id"]: (*need["first"], *need["adult"], *need["then"])[:3] for need in bundled.meta("needs")["needs"]}
    with (HERE / "needs.tsv").open(encoding="utf-8", newline="") as file:
        for writer, need, text in list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]:
            if first.get(need) and writer.startswith("need-"):
                yield _example(text, even(first[need], bundled), "need", chance.randrange(_FOLDS), bundled)


def even(ids: Sequence[str], bundled: Store) -> dict[str, float]:
    """Return equal shares. Where help that can be called is right, help that cannot be called is not learned."""
    entries = {entry_id: bundled.by_id(entry_id) for entry_id in ids}
    helps = {entry_id: entry for entry_id, entry in entries.items() if entry and entry.kind in _HELP_KINDS}
    if any(entry.phones for entry in helps.values()):
        ids = [entry_id for entry_id in ids if entry_id not in helps or helps[entry_id].phones]
    return dict.fromkeys(ids, 1 / len(ids)) if ids else {}


def best_without_learning(parsed: ParsedQuery, bundled: Store) -> list[str]:
    """Return the entries that the formula of `features.score` ranks first for a phrase of the thesaurus."""
    scored = [
        (score(features(parsed, one, bundled)), one.no)
        for one in find_candidates(parsed, select(bundled, parsed.terms), (bundled,))
    ]
    scored.sort(key=lambda pair: (-pair[0], pair[1]))
    best = scored[0][0] if scored else 0.0
    return [bundled.entry(no).id for value, no in scored[:4] if best >= 0.42 and value >= _CLOSE * best]


class Model(NamedTuple):
    """The model of questions in whole numbers, as `readers.ranking.QuestionTerms`."""

    classes: tuple[str, ...]
    prior: tuple[int, ...]
    unseen: tuple[int, ...]
    features: dict[str, tuple[int, list[tuple[int, int]]]]

    def lines(self) -> Iterator[str]:
        """Yield the lines of the file."""
        yield "entries\t" + " ".join(self.classes)
        yield "prior\t" + " ".join(map(str, self.prior))
        yield "unseen\t" + " ".join(map(str, self.unseen))
        for name, (idf, pairs) in sorted(self.features.items()):
            yield f"{name}\t{idf}\t" + " ".join(f"{number}:{value}" for number, value in pairs)


def learn_questions(rows: Sequence[Example], classes: tuple[str, ...]) -> Model:
    """Return the model of questions that examples give."""
    held = Counter(name for row in rows for name in row.features)
    names = sorted(name for name, count in held.items() if count >= _RARE)
    vocabulary = {name: n for n, name in enumerate(names)}
    idf = [round(SCALE * (math.log((1 + len(rows)) / (1 + held[name])) + 1)) for name in names]
    number_of = {name: n for n, name in enumerate(classes)}
    counts: list[dict[int, float]] = [defaultdict(float) for _ in names]
    totals, shares = [0.0] * len(classes), [0.0] * len(classes)
    for row in rows:
        known = [vocabulary[name] for name in row.features if name in vocabulary]
        length = math.sqrt(sum(idf[n] ** 2 for n in known)) or 1.0
        for entry, part in row.targets.items():
            number, weight = number_of[entry], part * row.share
            shares[number] += weight
            for n in known:
                counts[n][number] += weight * idf[n] / length
                totals[number] += weight * idf[n] / length
    everything = sum(shares)
    unseen = [math.log(_SMOOTHING / (total + _SMOOTHING * len(names))) for total in totals]
    values = {}
    for n, name in enumerate(names):
        pairs = [(c, round(SCALE * math.log(1 + count / _SMOOTHING))) for c, count in sorted(counts[n].items())]
        values[name] = (idf[n], [(c, value) for c, value in pairs if value >= _LEAST])
    prior = [round(SCALE * math.log(max(share, 0.1) / everything)) for share in shares]
    return Model(classes, tuple(prior), tuple(round(SCALE * value) for value in unseen), values)


def log_likelihoods(model: Model, rows: Sequence[Example]) -> Any:
    """Return the logarithm of the probability of each class for each example, as `question_terms.likelihood`."""
    vocabulary = {name: n for n, name in enumerate(model.features)}
    idf = np.array([value for value, _ in model.features.values()])
    triples = [(n, c, v) for n, (_, pairs) in enumerate(model.features.values()) for c, v in pairs]
    n, c, v = zip(*triples, strict=True)
    values = csr_matrix((v, (n, c)), shape=(len(vocabulary), len(model.classes)))
    indices, data, pointers = [], [], [0]
    for row in rows:
        known = [vocabulary[name] for name in row.features if name in vocabulary]
        length = math.sqrt(sum(int(idf[k]) ** 2 for k in known)) or 1.0
        indices += known
        data += [idf[k] / length for k in known]
        pointers.append(len(indices))
    queries = csr_matrix((data, indices, pointers), shape=(len(rows), len(vocabulary)))
    scores = (
        np.array(model.prior) + queries.sum(axis=1) * np.array([model.unseen]) + queries @ values.toarray()
    ) / SCALE
    scores = np.asarray(scores)
    best = scores.max(axis=1, keepdims=True)
    return scores - (best + np.log(np.exp(scores - best).sum(axis=1, keepdims=True)))


class Rows(NamedTuple):
    """The candidates of all examples: values by column, how much each is right, where each example begins."""

    columns: list[str]
    values: Any
    targets: Any
    starts: Any
    ids: list[list[str]]
    exact: list[list[float]]


def candidate_rows(rows: Sequence[Example], likelihoods: Any, classes: tuple[str, ...], bundled: Store) -> Rows:
    """Return the values of the candidates of each example, "nothing" the last of them."""
    entry_ids = bundled.ids()
    numbers = {entry_id: no for no, entry_id in enumerate(entry_ids)}
    column_of: dict[str, int] = {}
    data: list[float] = []
    at: list[int] = []
    line: list[int] = []
    targets, starts, ids, exact = [], [], [], []
    count = 0
    for row, logs in zip(rows, likelihoods, strict=True):
        starts.append(count)
        length = answer_model.query_length(row.parsed)
        by_class = dict(zip(classes, logs, strict=True))
        found = {c.no: c for c in find_candidates(row.parsed, select(bundled, row.parsed.terms), (bundled,))}
        likely = sorted(classes[:-1], key=lambda entry_id: -by_class[entry_id])[:MAX_LIKELY]
        found |= {numbers[i]: Candidate(numbers[i]) for i in likely if i in numbers and numbers[i] not in found}
        known, best = [], 0.0
        for no, candidate in sorted(found.items()):
            of = features(row.parsed, candidate, bundled)
            values = answer_model.candidate_values(of, length, by_class.get(entry_ids[no]))
            best = max(best, values["score"])
            known.append((entry_ids[no], 10.0 if of.exact else 0.0, values))
        known.append((NOTHING, 0.0, answer_model.nothing_values(row.parsed, best, length, by_class[NOTHING])))
        for entry_id, _, values in known:
            for name, value in values.items():
                if value:
                    data.append(value)
                    at.append(column_of.setdefault(name, len(column_of)))
                    line.append(count)
            targets.append(row.targets.get(entry_id, 0.0))
            count += 1
        ids.append([entry_id for entry_id, _, _ in known])
        exact.append([is_exact for _, is_exact, _ in known])
    columns = list(column_of)
    matrix = csr_matrix((data, (line, at)), shape=(count, len(columns)))
    return Rows(columns, matrix, np.array(targets), np.array(starts), ids, exact)


def without_questions(found: Rows) -> Rows:
    """Return the candidates without what the model of questions says of entries, as for an entry without questions."""
    columns = [n for n, name in enumerate(found.columns) if name.partition(".")[0] != "questions"]
    return found._replace(columns=[found.columns[n] for n in columns], values=found.values[:, columns])


def learn_weights(found: Rows, chosen: Any, shares: Any) -> Any:
    """Return the weight of each column that makes the targets of the chosen examples win (conditional logit).

    Args:
        found: the candidates.
        chosen: the numbers of the examples to learn from.
        shares: what each of them counts.
    """
    ends = np.append(found.starts[1:], found.values.shape[0])
    lengths = (ends - found.starts)[chosen]
    lines = np.concatenate([np.arange(found.starts[n], ends[n]) for n in chosen])
    starts = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    values, targets = found.values[lines], found.targets[lines]
    totals = np.add.reduceat(targets, starts)
    targets = targets / np.repeat(np.where(totals > 0, totals, 1), lengths)
    weight = np.repeat(shares * (totals > 0), lengths)
    size = len(chosen)

    def loss(weights: Any) -> tuple[float, Any]:
        sums = values @ weights
        best = np.repeat(np.maximum.reduceat(sums, starts), lengths)
        exponents = np.exp(sums - best)
        total = np.repeat(np.add.reduceat(exponents, starts), lengths)
        entropy = -(targets * (sums - best - np.log(total)) * weight).sum() / size
        gradient = values.T @ ((exponents / total - targets) * weight) / size
        return entropy + _PENALTY * (weights @ weights), gradient + 2 * _PENALTY * weights

    return minimize(loss, np.zeros(values.shape[1]), jac=True, method="L-BFGS-B", options={"maxiter": 300}).x


def learn(rows: Sequence[Example], bundled: Store) -> tuple[Model, Rows]:
    """Return the model of questions of all examples, and their candidates with likelihoods by a model that has not seen
    their fold."""
    classes = (*bundled.ids(), NOTHING)
    likelihoods = np.zeros((len(rows), len(classes)))
    for fold in range(_FOLDS):
        model = learn_questions([row for row in rows if row.fold != fold], classes)
        inside = [n for n, row in enumerate(rows) if row.fold == fold]
        likelihoods[inside] = log_likelihoods(model, [rows[n] for n in inside])
    return learn_questions(rows, classes), candidate_rows(rows, likelihoods, classes, bundled)


def main() -> int:
    """Train, and compare, write or validate. Returns 1 where the numbers differ."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--validate", action="store_true")
    arguments = parser.parse_args()
    bundled = Store(compile_directory(read_bundled(), read_thesaurus(), (read_needs(), read_weights())))
    rows = list(examples(bundled))
    model, found = learn(rows, bundled)
    plain = without_questions(found)
    if arguments.validate:
        for title, these in (("with questions", found), ("without questions", plain)):
            validate(title, rows, these)
        return 0
    everything, shares = np.arange(len(rows)), np.array([row.share for row in rows])
    learned = dict(zip(found.columns, learn_weights(found, everything, shares), strict=True))
    without = dict(zip(plain.columns, learn_weights(plain, everything, shares), strict=True))
    texts = {
        QUESTION_TERMS: "\n".join(model.lines()) + "\n",
        FEATURE_WEIGHTS: "".join(
            f"{name}\t{learned.get(name, 0.0):.3f}\t{without.get(name, 0.0):.3f}\n" for name in sorted(learned)
        ),
    }
    same = True
    for name, text in texts.items():
        path = ROOT / "data" / name
        if arguments.write:
            path.write_text(text, encoding="utf-8")
            print(f"{name}: {text.count(chr(10))} lines, {len(text)} bytes")
        elif not is_alike(path.read_text(encoding="utf-8"), text):
            same = False
            print(f"{name} differs; train it anew with --write")
    return not same


def is_alike(before: str, now: str) -> bool:
    """Whether two files hold the same lines, their decimal numbers within `_TOLERANCE`: libraries of numbers differ in the
    last places from machine to machine."""
    pairs = list(zip(before.splitlines(), now.splitlines(), strict=False))
    return before.count("\n") == now.count("\n") and all(a == b or _is_near(a, b) for a, b in pairs)


def _is_near(before: str, now: str) -> bool:
    (name, *old), (other, *new) = before.split("\t"), now.split("\t")
    if name != other or any("." not in value for value in (*old, *new)):
        return False
    return all(abs(float(a) - float(b)) <= _TOLERANCE for a, b in zip(old, new, strict=True))


def validate(title: str, rows: Sequence[Example], found: Rows) -> None:
    """Print success@1 of the graded questions by kind, each writer by weights and models of the others.

    Only ranking is measured: no needs, no filters.
    """
    folds_ = np.array([row.fold for row in rows])
    shares = np.array([row.share for row in rows])
    ends = np.append(found.starts[1:], found.values.shape[0])
    results: dict[str, list[bool]] = defaultdict(list)
    for fold in range(_FOLDS):
        weights = learn_weights(found, np.flatnonzero(folds_ != fold), shares[folds_ != fold])
        sums = found.values @ weights
        for n in map(int, np.flatnonzero(folds_ == fold)):
            question = rows[n].question
            if question is None:
                continue
            own = sums[found.starts[n] : ends[n]] + np.array(found.exact[n])
            first = found.ids[n][int(own.argmax())]
            is_right = first == NOTHING if not question.grades else question.grades.get(first, 0) >= 2
            group = "nothing fits" if not question.grades else "answers"
            for name in (group, f"{group}, {question.writer.partition('-')[0]}", question.kind):
                results[name].append(is_right)
    print(f"{title}:")
    for name, values in sorted(results.items()):
        print(f"  {name:<24} {len(values):>5}  {sum(values) / len(values):.3f}")


if __name__ == "__main__":
    start = time.monotonic()
    status = main()
    print(f"{time.monotonic() - start:.0f} s", file=sys.stderr)
    sys.exit(status)
