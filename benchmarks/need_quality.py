"""How often the first answer is one that the stated need puts first, on questions that no weight has seen.

    python benchmarks/need_quality.py [QUESTIONS.tsv] [--failures] [--markdown]

The questions are benchmarks/questions/needs-held-out.tsv: writer, need and question, by one writer of twelve
voices who saw neither the forms nor the training questions. A question "ordinary" is right where it gets answers
and states no need, one "nothing" where it gets none.
"""

from __future__ import annotations

import argparse
import csv
import sys
from collections import defaultdict
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from measured import Table, show

from hart_cli.model import NEED_LISTS, Question, Result
from hart_cli.readers.needs import read_needs
from hart_cli.search.find import find
from hart_cli.search.needs import FALLBACK
from hart_cli.store.loader import Directories, open_bundled

HELD_OUT = Path(__file__).resolve().parent / "questions" / "needs-held-out.tsv"
_OPENING = 2  # an answer is right where it is among so many that a list of the need begins with


def right_answers() -> dict[str, set[str]]:
    """Return for each need the entries that may stand first."""
    found = {
        need["id"]: {entry_id for name in NEED_LISTS[:3] for entry_id in need[name][:_OPENING]} | {"911"}
        for need in read_needs()["needs"]
    }
    emergency = next(need for need in read_needs()["needs"] if need["id"] == FALLBACK)
    return found | {FALLBACK: set(emergency["first"])}


def is_right(stated: str, result: Result, answers: dict[str, set[str]]) -> bool:
    """Whether a question of this need got a right first answer."""
    ids = [hit.entry.id for hit in result.hits]
    if stated == "nothing":
        return not ids
    if stated == "ordinary":
        return bool(ids) and not str(result.hits[0].matched[0]).startswith(("emergency", "need:"))
    return bool(ids) and ids[0] in answers[stated]


def main() -> int:
    """Print the share of right first answers and of questions without any, for each need."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("file", nargs="?", type=Path, default=HELD_OUT)
    parser.add_argument("--failures", action="store_true")
    parser.add_argument("--markdown", action="store_true")
    arguments = parser.parse_args()
    directories = Directories((open_bundled(),), ())
    answers = right_answers()
    counts: defaultdict[str, list[int]] = defaultdict(lambda: [0, 0, 0])
    with arguments.file.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    for _, stated, text in rows:
        result = find(Question(text), directories)
        right = is_right(stated, result, answers)
        for name in (stated, *(["all needs"] if stated not in ("nothing", "ordinary") else [])):
            one = counts[name]
            one[0], one[1], one[2] = one[0] + 1, one[1] + right, one[2] + (not result.hits)
        if arguments.failures and not right:
            print(f"{stated}: {text} -> {[hit.entry.id for hit in result.hits[:3]]}")
    rows_of_needs = [
        (name, str(size), f"{right / size:.2f}", f"{nothing / size:.2f}")
        for name, (size, right, nothing) in sorted(counts.items())
    ]
    head = ("need", "questions", "right first", "nothing found")
    show([Table(f"hart, {arguments.file.name}", head, rows_of_needs)], arguments.markdown)
    return 0


if __name__ == "__main__":
    sys.exit(main())
