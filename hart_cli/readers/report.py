"""What happened to the records of a directory of the user's own while they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

Progress = Callable[[int, int], None]
"""Called with the bytes read and the bytes in all."""

_MOST_NAMED, _EXAMPLES = 100, 3


class ReportSink:
    """Takes what happens to the records of a directory while they are read.

    Attributes:
        kept: how many records became entries.
        refused: how many were left out.

    Args:
        path: the directory, named in each line.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self.kept = self.refused = 0
        self._refusals: list[str] = []
        self._repairs: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = {}

    def refuse(self, fault: str, records: int = 1) -> None:
        """Count records that are left out.

        Args:
            fault: the line that says why.
            records: how many.
        """
        self.refused += records
        if len(self._refusals) < _MOST_NAMED:
            self._refusals.append(fault)

    def repair(self, what: str, record: str) -> None:
        """Count a value that was repaired, inferred or lost.

        Args:
            what: the kind of repair.
            record: the record, for an example.
        """
        self._repairs[what] += 1
        if self._repairs[what] <= _EXAMPLES:
            self._examples.setdefault(what, []).append(record)

    @property
    def repairs(self) -> dict[str, int]:
        """How often each kind of repair was made."""
        return dict(self._repairs)

    def refusal_lines(self) -> Iterator[str]:
        """Yield a line for each refused record, at most a hundred."""
        yield from self._refusals
        if self.refused > len(self._refusals) == _MOST_NAMED:
            yield f"{self.path}: {self.refused - _MOST_NAMED} more records refused"

    def repair_lines(self) -> Iterator[str]:
        """Yield a line for each kind of repair, the most frequent first."""
        for what, count in self._repairs.most_common():
            examples = ", ".join(self._examples[what]) + (", ..." if count > _EXAMPLES else "")
            yield f"{self.path}: {what}: {count} ({examples})"

    def summary(self) -> str | None:
        """Return one line for a search, or None where nothing was wrong."""
        repairs = f"{sum(self._repairs.values())} values mended or lost" if self._repairs else ""
        if self._refusals:
            counts = f"{self.refused} refused" + (f", {repairs}" if repairs else "")
            return f"{self._refusals[0]} ({counts}; see hart check {self.path})"
        return f"{self.path}: {self.kept} entries, {repairs}; see hart check {self.path}" if repairs else None
