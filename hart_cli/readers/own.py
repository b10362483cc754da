"""Reading a directory of the user's own, whatever its format."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

from hart_cli.model import Entry
from hart_cli.readers import directory

Progress = Callable[[int, int], None]
"""Told how many bytes of how many are read."""


class Report:
    """What happened to the records of a directory while they were read."""

    def __init__(self) -> None:
        self.kept = self.refused = 0
        self._summary: str | None = None

    def summary(self) -> str | None:
        """Return one line for a search, or None where nothing was wrong."""
        return self._summary


def read_own(
    path: Path, bundled: directory.Directory, report: Report, progress: Progress | None = None
) -> Iterator[Entry]:
    """Yield the entries of a directory of the user's own. Raises DataError where it cannot be read."""
    own = directory.read_own(path, bundled)
    if progress:
        progress(1, 1)
    report.kept, report.refused = len(own.entries), own.refused
    if own.faults:
        report._summary = f"{own.faults[0]} ({own.refused} refused; see hart check {path})"
    yield from own.entries
