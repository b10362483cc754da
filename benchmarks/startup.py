"""How long whole runs of hart take, against the bare interpreter of the same environment in the same run.

    python benchmarks/startup.py [--runs 40] [--imports] [--markdown]

Runs are taken in turns, so that a busy moment hits all of them alike; figures are medians, and only the
ratios mean anything on another machine. For figures of the installed wheel run it with that environment's
Python. `--imports` prints what each command imports and what that costs (python -X importtime).
"""

from __future__ import annotations

import argparse
import re
import statistics
import subprocess
import sys
from collections.abc import Iterator
from typing import NamedTuple

from measured import ENVIRONMENT, HART, Table, run, show, verdict


class Case(NamedTuple):
    """A command, whether it runs on a terminal, and how many times the bare interpreter it may take."""

    words: str
    terminal: bool
    goal: int | None


CASES = (
    Case("hotline", False, 3),
    Case("hotline careline --number", False, 3),
    Case("find mentor --age 15 --town Bridgeport --json", False, 8),
    Case("find foster care --json", False, 8),
    Case("acts 16-71 --json", False, 8),
    Case("show we-matter --json", False, 8),
    Case("find mentor --age 15 --town Bridgeport", True, 11),
    Case("acts", True, 11),
    Case("show we-matter", True, 11),
    Case("--help", False, 12),
    Case("find --help", False, 12),
    Case("find mentooring --json", False, None),
    Case("list --json", False, None),
)


def imports(words: str) -> None:
    """Print the dearest imports of a command."""
    done = subprocess.run(
        [sys.executable, "-X", "importtime", "-m", "hart_cli", *words.split()],
        capture_output=True,
        text=True,
        env=ENVIRONMENT,
        check=False,
    )
    rows = re.findall(r"import time:\s+(\d+) \|\s+(\d+) \|(\s+)(\S+)", done.stderr)
    print(f"\nhart {words}: {len(rows)} modules, {sum(int(own) for own, *_ in rows) / 1000:.1f} ms in all")
    for own, total, _, name in sorted(rows, key=lambda row: -int(row[0]))[:18]:
        print(f"  {int(own) / 1000:6.2f} ms of its own, {int(total) / 1000:6.2f} with what it imports  {name}")


def tables(runs: int) -> Iterator[Table]:
    """Measure every case in turns."""
    bare = [sys.executable, "-c", "pass"]
    times: dict[Case | None, list[float]] = {None: [], **{case: [] for case in CASES}}
    for turn in range(runs + 2):
        for case, taken in times.items():
            done = run(bare) if case is None else run([HART, *case.words.split()], case.terminal)
            if turn >= 2:  # the first turns warm the disk up
                taken.append(done.seconds)
    base = statistics.median(times[None])
    rows = []
    for case in CASES:
        ratio = statistics.median(times[case]) / base
        met = "" if case.goal is None else verdict(ratio <= case.goal)
        where = ", at a terminal" if case.terminal else ""
        rows.append((f"`hart {case.words}`{where}", f"{ratio:.1f}", str(case.goal or ""), met))
    title = f"Medians of {runs} runs. Bare Python took {base * 1000:.1f} ms."
    yield Table(title, ("command", "times bare Python", "goal", ""), rows)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long whole runs of hart take.")
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--imports", action="store_true")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    show(tables(options.runs), options.markdown)
    if options.imports:
        for case in CASES:
            imports(case.words)


if __name__ == "__main__":
    main()
