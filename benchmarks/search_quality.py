"""How good the ranking is: success@1, success@3, MRR, nDCG@5, wrong and false answers, by class.

    python benchmarks/search_quality.py [QUESTIONS.jsonl ...] [--failures] [--baselines]

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
from collections import defaultdict
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from hart_cli.model import BUNDLED, Entry, Question
from hart_cli.search.find import find
from hart_cli.store.opening import Opened, open_all, open_bundled

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


def report(title: str, scores: list[Score]) -> None:
    """Print a table of scores by class."""
    by_class: dict[str, list[Score]] = defaultdict(list)
    for score in scores:
        by_class[score.question["class"]].append(score)
        by_class["all"].append(score)
    print(f"\n{title}")
    print(f"{'class':14} {'n':>4}  success@1 (95%)      success@3  MRR   nDCG@5  wrong@1")
    for name, rows in sorted(by_class.items(), key=lambda pair: (pair[0] != "all", pair[0])):
        ones = [row.success1 for row in rows]
        low, high = interval(ones)

        def mean(values: Iterable[float], rows: list[Score] = rows) -> float:
            return sum(values) / len(rows)

        print(
            f"{name:14} {len(rows):4}  {mean(ones):.2f} ({low:.2f}-{high:.2f})       "
            f"{mean(r.success3 for r in rows):.2f}       {mean(r.reciprocal for r in rows):.2f}  "
            f"{mean(r.ndcg5 for r in rows):.2f}    {mean(r.wrong for r in rows):.2f}"
        )


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


def hart_engine(opened: Opened) -> Engine:
    """Return hart's own search."""

    def ask(words: str) -> list[Entry]:
        result = find(Question(words, limit=10), opened)
        return [hit.entry for hit in result.hits]

    return ask


def speed(opened: Opened, questions: list[dict[str, Any]]) -> None:
    """Print how long ranking takes in the process, with the directory open."""
    engine = hart_engine(opened)
    times = []
    for question in questions:
        start = time.perf_counter()
        engine(question["q"])
        times.append((time.perf_counter() - start) * 1000)
    times.sort()
    print(
        f"\nranking in the process, ms: median {times[len(times) // 2]:.2f}, p90 {times[int(len(times) * 0.9)]:.2f}, "
        f"max {times[-1]:.2f} ({len(times)} questions)"
    )


def main() -> None:
    """Read the questions, ask the engines, print the tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--part", choices=("develop", "held"), help="only this part of our own questions")
    parser.add_argument("--failures", action="store_true", help="print each question that failed")
    parser.add_argument("--beside", type=Path, help="ask with this directory beside the bundled one")
    parser.add_argument("--baselines", action="store_true", help="the ordinary engines beside it")
    options = parser.parse_args()
    store = open_bundled()
    opened = open_all((str(options.beside),)) if options.beside else Opened((store,), ())
    directory = [entry for _, entry in store.entries()]
    everything: list[dict[str, Any]] = []
    for path in options.files or [p for p in (SHARED, OWN) if p.exists()]:
        questions = [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
        questions = [q for q in questions if options.part in (None, q.get("part"))]
        everything += questions
        scores = run(hart_engine(opened), questions, directory)
        report(f"hart, {path.name}", scores)
        if options.failures:
            for score in scores:
                if not score.success1:
                    print(f"  FAIL {score.question['class']:12} {score.question['q']!r}: {score.names}")
        if options.baselines:
            import baselines

            for name, engine in baselines.engines(directory).items():
                report(f"{name}, {path.name}", run(engine, questions, directory))
    speed(opened, everything)


if __name__ == "__main__":
    main()
