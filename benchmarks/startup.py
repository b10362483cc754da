"""How long whole runs of hart take, against the bare interpreter of the same environment in the same run.

    python benchmarks/startup.py [--runs 40] [--imports]

Runs are taken in turns, so that a busy moment hits all of them alike; figures are medians, and only the
ratios mean anything on another machine. For figures of the installed wheel run it with that environment's
Python. `--imports` prints what each command imports and what that costs (python -X importtime).
"""

from __future__ import annotations

import argparse
import os
import pty
import re
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

HART = str(Path(sys.executable).parent / "hart")
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


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


def run(command: list[str], terminal: bool) -> float:
    """Return the seconds of a whole run."""
    start = time.perf_counter()
    if terminal:
        master, slave = pty.openpty()
        process = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=slave, stderr=subprocess.DEVNULL, env=ENVIRONMENT
        )
        os.close(slave)
        try:
            while os.read(master, 65536):
                pass
        except OSError:
            pass  # the terminal is closed when the process has ended
        process.wait()
        os.close(master)
    else:
        subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, env=ENVIRONMENT, check=False)
    return time.perf_counter() - start


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


def main() -> None:
    """Measure every case in turns and print the table."""
    parser = argparse.ArgumentParser(description="How long whole runs of hart take.")
    parser.add_argument("--runs", type=int, default=40)
    parser.add_argument("--imports", action="store_true")
    options = parser.parse_args()
    bare = [sys.executable, "-c", "pass"]
    times: dict[Case | None, list[float]] = {None: [], **{case: [] for case in CASES}}
    for turn in range(options.runs + 2):
        for case, taken in times.items():
            seconds = run(bare, False) if case is None else run([HART, *case.words.split()], case.terminal)
            if turn >= 2:  # the first turns warm the disk up
                taken.append(seconds)
    base = statistics.median(times[None])
    print(f"Python {sys.version.split()[0]}, bare: {base * 1000:.1f} ms (median of {options.runs})\n")
    print(f"{'command':52} {'ms':>7} {'ratio':>6} {'goal':>5}")
    for case in CASES:
        median = statistics.median(times[case])
        where = " (terminal)" if case.terminal else ""
        print(f"{'hart ' + case.words + where:52} {median * 1000:7.1f} {median / base:6.1f} {case.goal or '':>5}")
    if options.imports:
        for case in CASES:
            imports(case.words)


if __name__ == "__main__":
    main()
