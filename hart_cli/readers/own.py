"""Reading a directory of the user's own, whatever its format, and what happened to its records."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

from hart_cli.errors import DataError
from hart_cli.model import Entry
from hart_cli.readers.directory import Directory, read_own_toml
from hart_cli.readers.files import opening_bytes

Progress = Callable[[int, int], None]
"""Told how many bytes of how many are read."""

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


def read_own(path: Path, bundled: Directory, report: Report, progress: Progress | None = None) -> Iterator[Entry]:
    """Yield the entries of a directory of the user's own, one at a time.

    A record with the id of a bundled entry, or with the name or an alias of an emergency line, is refused by
    name, and so is one that cannot be read; the rest is kept.

    Args:
        path: hart's TOML, or HSDS as JSON, NDJSON, a folder or zip of tables, each also gzipped.
        bundled: the directory that comes with hart.
        report: takes what happened to the records.
        progress: called now and then with the bytes read and the bytes in all.

    Raises:
        DataError: the directory as a whole cannot be read.
    """
    if _is_toml(path):
        yield from read_own_toml(path, bundled, report)
        return
    from hart_cli.readers.hsds import read_hsds

    found = False
    for entry in read_hsds(path, bundled, report, progress):
        found = True
        report.kept += 1
        yield entry
    if not found and not report.refused and not report.repairs:
        raise DataError(
            f"{path}: holds no services; hart reads its own TOML and Open Referral's HSDS (docs/own-directories.md)"
        )


def _is_toml(path: Path) -> bool:
    """Whether a path is to be read as hart's TOML: by its name, or because it looks like no HSDS."""
    if os.path.isdir(path):
        return False
    if path.suffix.lower() == ".toml":
        return True
    head = opening_bytes(path).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:2] in (b"\x1f\x8b", b"PK") or head[:1] in (b"{", b""):
        return False
    # Both start with a bracket: a TOML table with a name or another bracket, a JSON array with a value.
    return not (head[:1] == b"[" and head[1:].lstrip()[:1] in (b"{", b"]"))
