"""How good the ranking is: success@1, success@3, MRR, nDCG@5, wrong and false answers, by class.

    python benchmarks/search_quality.py [QUESTIONS.jsonl|QUESTIONS.tsv ...] [--failures] [--baselines] [--markdown]

A question file holds one object a line: id, q, class, relevant (regular expression on the entry's
name -> grade 3, 2 or 1), must_top, and optionally lang. Class "none" has no answer: right is finding
nothing. Entries that no grade of a file could name (those from elsewhere than DCF's page) are
skipped when that file says so with `"pool": "page"`, or has no `pool` at all.

Intervals are 95% bootstrap intervals over questions (seed 7, 1,000 samples).
"""

from __future__ import annotations

import argparse
import json
import math
import random
import re
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from measured import Table, show
from question_corpus import HELD_OUT, read_questions

from hart_cli.model import BUNDLED, Entry, Question
from hart_cli.search.find import find
from hart_cli.store.loader import Directories, open_all, open_bundled

HERE = Path(__file__).resolve().parent
OWN = HERE / "questions.jsonl"
SHARED = HERE.parent.parent / "shared" / "search" / "queries.jsonl"
Engine = Callable[[str], list[Entry]]


class Score(NamedTuple):
    """How one question went. `wrong` is a first answer that no grade names."""

    question: dict[str, Any]
    success1: float
    success3: float
    reciprocal: float
    ndcg5: float
    wrong: float
    names: list[str]


def grade(entry: Entry, relevant: dict[str, int]) -> int:
    """Return the best grade that a question gives an entry."""
    act = entry.act.number if entry.act else ""
    names = (entry.name, f"{entry.name} {act}")
    return max(
        (g for regex, g in relevant.items() if any(re.search(regex, n, re.IGNORECASE) for n in names)), default=0
    )


def ndcg(found: list[Entry], relevant: dict[str, int], directory: list[Entry]) -> float:
    """Return nDCG@5 with gains 2^grade - 1, each expected entry counted once."""
    possible = sorted((g for e in directory if (g := grade(e, relevant))), reverse=True)[:5]
    ideal = sum((2**g - 1) / math.log2(n + 2) for n, g in enumerate(possible))
    gained = sum((2 ** grade(e, relevant) - 1) / math.log2(n + 2) for n, e in enumerate(found[:5]))
    return gained / ideal if ideal else 0.0


def judge(question: dict[str, Any], found: list[Entry], directory: list[Entry]) -> Score | None:
    """Return how a question went, or None if the directory cannot answer it."""
    names = [entry.name for entry in found[:5]]
    if question["class"] == "none":
        right = float(not found)
        return Score(question, right, right, right, right, 1 - right, names)
    relevant = question["relevant"]
    best = max((grade(e, relevant) for e in directory), default=0)
    if best < 2:
        return None
    needed = 3 if question.get("must_top") and best == 3 else min(2, best)
    grades = [grade(entry, relevant) for entry in found]
    rank = next((n for n, g in enumerate(grades, 1) if g >= needed), 0)
    return Score(
        question,
        float(rank == 1),
        float(0 < rank <= 3),
        1 / rank if rank else 0.0,
        ndcg(found, relevant, directory),
        float(bool(found) and grades[0] == 0),
        names,
    )


def interval(values: list[float]) -> tuple[float, float]:
    """Return the 95% bootstrap interval of a mean."""
    chance = random.Random(7)
    means = sorted(sum(chance.choices(values, k=len(values))) / len(values) for _ in range(1000))
    return means[25], means[974]


def by_class(scores: list[Score]) -> dict[str, list[Score]]:
    """Return scores by class, all of them first."""
    found: dict[str, list[Score]] = {"all": scores}
    for score in sorted(scores, key=lambda score: str(score.question["class"])):
        found.setdefault(score.question["class"], []).append(score)
    return found


def mean(values: Iterable[float]) -> str:
    """Return a mean in two places."""
    found = list(values)
    return f"{sum(found) / len(found):.2f}"


def report(title: str, scores: list[Score]) -> Table:
    """Return a table of scores by class."""
    rows = []
    for name, found in by_class(scores).items():
        ones = [score.success1 for score in found]
        low, high = interval(ones)
        means = (mean(s.success3 for s in found), mean(s.reciprocal for s in found), mean(s.ndcg5 for s in found))
        rows.append(
            (name, str(len(found)), mean(ones), f"{low:.2f} to {high:.2f}", *means, mean(s.wrong for s in found))
        )
    head = ("class", "questions", "success@1", "95% interval", "success@3", "MRR", "nDCG@5", "wrong@1")
    return Table(title, head, rows)


def comparison(title: str, scores: dict[str, list[Score]]) -> Table:
    """Return success@1 by class, and nDCG@5 of all, for each engine."""
    classes = list(by_class(next(iter(scores.values()))))
    rows = [
        (engine, *(mean(s.success1 for s in by_class(found)[name]) for name in classes), mean(s.ndcg5 for s in found))
        for engine, found in scores.items()
    ]
    return Table(title, ("engine", *classes, "nDCG@5"), rows)


def pooled(question: dict[str, Any], entries: list[Entry]) -> list[Entry]:
    """Leave out entries that the question's grades could not name."""
    if question.get("pool", "page") != "page":
        return entries
    relevant = question.get("relevant", {})
    return [
        e for e in entries if e.source.id == "hart-page" or e.directory != BUNDLED or (relevant and grade(e, relevant))
    ]


def run(engine: Engine, questions: list[dict[str, Any]], directory: list[Entry]) -> list[Score]:
    """Ask an engine every question."""
    scores = []
    for question in questions:
        found = pooled(question, engine(question["q"]))
        score = judge(question, found, pooled(question, directory))
        if score is not None:
            scores.append(score)
    return scores


def hart_engine(directories: Directories) -> Engine:
    """Return hart's own search."""

    def ask(words: str) -> list[Entry]:
        result = find(Question(words, limit=10), directories)
        return [hit.entry for hit in result.hits]

    return ask


def speed(directories: Directories, questions: list[dict[str, Any]]) -> Table:
    """Return how long ranking takes in the process, with the directory open."""
    engine = hart_engine(directories)
    times = []
    for question in questions:
        start = time.perf_counter()
        engine(question["q"])
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    row = (str(len(times)), f"{times[len(times) // 2]:.1f}", f"{times[int(len(times) * 0.9)]:.1f}", f"{times[-1]:.1f}")
    return Table("Ranking in the process, in ms.", ("questions", "median", "90 of 100 within", "longest"), [row])


def read(path: Path, directory: list[Entry]) -> list[dict[str, Any]]:
    """Return the questions of a file: of objects, or of a table of graded questions (`question_corpus`)."""
    if path.suffix != ".tsv":
        return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    names = {entry.id: f"^{re.escape(entry.name)}$" for entry in directory}
    return [
        {
            "id": str(number),
            "q": question.text,
            "class": question.kind if question.grades else "none",
            "pool": "all",
            "relevant": {names[entry_id]: grade for entry_id, grade in question.grades.items() if entry_id in names},
        }
        for number, question in enumerate(read_questions(path), 1)
    ]


def tables(options: argparse.Namespace) -> Iterator[Table]:
    """Read the questions, and ask the engines."""
    store = open_bundled()
    directories = open_all((str(options.beside),)) if options.beside else Directories((store,), ())
    directory = [entry for _, entry in store.entries()]
    everything: list[dict[str, Any]] = []
    for path in options.files or [p for p in (SHARED, OWN, HELD_OUT) if p.exists()]:
        questions = read(path, directory)
        questions = [q for q in questions if options.part in (None, q.get("part"))]
        everything += questions
        scores = run(hart_engine(directories), questions, directory)
        yield report(f"hart, {path.name}", scores)
        if options.failures:
            missed = [(str(s.question["q"]), str(s.question["class"]), str(s.names)) for s in scores if not s.success1]
            yield Table("What failed", ("question", "class", "found"), missed)
        if options.baselines:
            import baselines

            others = {name: run(ask, questions, directory) for name, ask in baselines.engines(directory).items()}
            yield comparison(f"success@1 beside ordinary engines, {path.name}", {**others, "**hart**": scores})
    yield speed(directories, everything)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--part", choices=("develop", "held"), help="only this part of our own questions")
    parser.add_argument("--failures", action="store_true", help="print each question that failed")
    parser.add_argument("--beside", type=Path, help="ask with this directory beside the bundled one")
    parser.add_argument("--baselines", action="store_true", help="the ordinary engines beside it")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    show(tables(options), options.markdown)


if __name__ == "__main__":
    main()
