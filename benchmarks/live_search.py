"""How long live search takes from a key to the last thing that it draws for it, in a terminal.

python benchmarks/live_search.py [--markdown]
"""

from __future__ import annotations

import argparse
import fcntl
import importlib.util
import os
import pty
import select
import statistics
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator

from measured import Table, show, verdict

QUESTIONS = (
    "mentor for a 15 year old in bridgeport",
    "foster care",
    "someone has nude pictures of me",
    "abogado de inmigracion",
    "hotel training traficking",
    "860 832 5519",
)
GOAL = 50
"""Milliseconds within which each key should be answered."""
_QUIET = 0.15
"""Seconds without anything drawn after which a key is answered."""


def last_drawn(master: int) -> float:
    """Read until nothing more is drawn. Returns when the last of it came."""
    last = time.perf_counter()
    while select.select([master], [], [], _QUIET)[0]:
        os.read(master, 65536)
        last = time.perf_counter()
    return last


def measured() -> list[float]:
    """Type the questions into the program, key by key. Returns milliseconds."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
    command = [sys.executable, "-m", "hart_cli", "find"]
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env={**os.environ, "TERM": "xterm-256color"}
    )
    os.close(slave)
    time.sleep(2)
    last_drawn(master)
    times = []
    for question in QUESTIONS:
        for key in question:
            start = time.perf_counter()
            os.write(master, key.encode())
            times.append((last_drawn(master) - start) * 1000)
        os.write(master, b"\x15")  # takes the line back
        last_drawn(master)
    os.write(master, b"\x1b")
    last_drawn(master)
    process.wait(10)
    return times


def tables() -> Iterator[Table]:
    """Type, and tell how long the answers took."""
    times = sorted(measured())
    share = sum(ms < GOAL for ms in times) / len(times)
    row = (
        f"{len(times)} keys",
        f"{statistics.median(times):.0f}",
        f"{times[int(len(times) * 0.95)]:.0f}",
        f"{times[-1]:.0f}",
    )
    head = ("", "median, ms", "95 of 100 within, ms", "longest, ms", f"below {GOAL} ms", "goal")
    title = f"From a key to the last thing drawn for it. The goal is {GOAL} ms for each key."
    yield Table(title, head, [(*row, f"{share:.0%}", verdict(times[-1] < GOAL))])


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="How long live search takes for a key.")
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    if importlib.util.find_spec("textual") is None:
        sys.exit("live search is not installed: pip install 'hart-directory[live]'")
    show(tables(), options.markdown)


if __name__ == "__main__":
    main()
