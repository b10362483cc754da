"""What the benchmarks share: a whole process measured, and results as tables, for a terminal or for a document."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

HART = str(Path(sys.executable).parent / "hart")
ENVIRONMENT = {"PATH": os.environ["PATH"], "HOME": os.environ["HOME"], "TERM": "xterm-256color", "LC_ALL": "C.UTF-8"}


_IN_A_MEGABYTE = 1024 * 1024 if sys.platform == "darwin" else 1024
"""macOS counts memory in bytes, the others in kilobytes."""


class BrokenRunError(Exception):
    """A measured command did not do what it was asked."""


class Run(NamedTuple):
    """The seconds and the megabytes of a whole process."""

    seconds: float
    megabytes: float


class Table(NamedTuple):
    """A result: what it is about, the head, and the rows. The first column is words, the others are figures."""

    title: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def run(
    command: Sequence[str],
    terminal: bool = False,
    environment: Mapping[str, str] | None = None,
    ends: Sequence[int] = (0,),
) -> Run:
    """Run a command to its end, with its output into nothing or onto a terminal that reads it.

    Raises:
        OSError: the command cannot be started.
        BrokenRunError: it ended with none of the statuses in `ends`: the time of a fault is no figure.
    """
    ours, theirs = pty.openpty() if terminal else (-1, subprocess.DEVNULL)
    start = time.perf_counter()
    process = subprocess.Popen(
        command, stdin=subprocess.DEVNULL, stdout=theirs, stderr=subprocess.DEVNULL, env=environment or ENVIRONMENT
    )
    if terminal:
        os.close(theirs)
        _drain(ours)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    taken = Run(time.perf_counter() - start, usage.ru_maxrss / _IN_A_MEGABYTE)
    if process.returncode not in ends:
        raise BrokenRunError(f"{' '.join([Path(command[0]).name, *command[1:]])} ended with {process.returncode}")
    return taken


def _drain(terminal: int) -> None:
    try:
        while os.read(terminal, 65536):
            pass
    except OSError:
        pass  # the terminal is closed when the process has ended
    os.close(terminal)


def as_text(table: Table) -> str:
    """Return a table in columns."""
    rows = [table.head, *table.rows]
    widths = [max(len(row[column]) for row in rows) for column in range(len(table.head))]
    lines = ["  ".join([row[0].ljust(widths[0]), *map(str.rjust, row[1:], widths[1:])]).rstrip() for row in rows]
    return "\n".join([table.title, *lines, ""])


def as_markdown(table: Table) -> str:
    """Return a table as Markdown, its title as a paragraph above it."""
    rows = [table.head, ["---", *("--:" for _ in table.head[1:])], *table.rows]
    lines = ["| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |" for row in rows]
    return "\n".join([table.title, "", *lines, ""])


def verdict(met: bool) -> str:
    """Return whether a goal was met, in the words of the page."""
    return "met" if met else "not met"


def show(tables: Iterable[Table], markdown: bool) -> None:
    """Print each table when it is there."""
    for table in tables:
        print(as_markdown(table) if markdown else as_text(table), flush=True)
