"""What happened to the records of a directory of the user's own while they were read."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

Progress = Callable[[int, int], None]
"""Called with the bytes read and the bytes in all."""

_MOST_NAMED, _EXAMPLES = 100, 3


class Report:
    """What happened to the records of a directory while they were read: how many are kept, which were
    refused and why, and what was mended, inferred or lost.

    Args:
        path: the directory, for the lines.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self.kept = self.refused = 0
        self._refusals: list[str] = []
        self._repairs: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = {}

    def refuse(self, fault: str, records: int = 1) -> None:
        """Note records that are left out, and why."""
        self.refused += records
        if len(self._refusals) < _MOST_NAMED:
            self._refusals.append(fault)

    def repair(self, what: str, record: str) -> None:
        """Note a value of a record that was mended, inferred or lost."""
        self._repairs[what] += 1
        if self._repairs[what] <= _EXAMPLES:
            self._examples.setdefault(what, []).append(record)

    @property
    def repairs(self) -> dict[str, int]:
        """How often each kind of repair was made."""
        return dict(self._repairs)

    def refusals(self) -> Iterator[str]:
        """Yield a line for each refused record, at most a hundred."""
        yield from self._refusals
        if self.refused > len(self._refusals) == _MOST_NAMED:
            yield f"{self._path}: {self.refused - _MOST_NAMED} more records refused"

    def mended(self) -> Iterator[str]:
        """Yield a line for each kind of repair, the most frequent first."""
        for what, count in self._repairs.most_common():
            examples = ", ".join(self._examples[what]) + (", ..." if count > _EXAMPLES else "")
            yield f"{self._path}: {what}: {count} ({examples})"

    def summary(self) -> str | None:
        """Return one line for a search, or None where nothing was wrong."""
        mended = f"{sum(self._repairs.values())} values mended or lost" if self._repairs else ""
        if self._refusals:
            told = f"{self.refused} refused" + (f", {mended}" if mended else "")
            return f"{self._refusals[0]} ({told}; see hart check {self._path})"
        return f"{self._path}: {self.kept} entries, {mended}; see hart check {self._path}" if mended else None
