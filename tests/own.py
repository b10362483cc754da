"""A user's own directory read to the end, for tests."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from hart_cli import own_directory
from hart_cli.model import Entry
from hart_cli.readers.directory import Directory
from hart_cli.readers.report import ReportSink


def read_own(path: Path, bundled: Directory) -> Directory:
    """Read a directory of the user's own, with the vocabulary and places of the bundled one. Raises DataError."""
    report = ReportSink(path)
    entries = tuple(own_directory.read_own(path, bundled, report))
    return bundled._replace(
        name=str(path), revised=None, entries=entries, faults=tuple(report.refusal_lines()), refused=report.refused
    )


class Repaired(NamedTuple):
    """Entries, refusals and repairs, each kind with its number."""

    entries: tuple[Entry, ...]
    refusals: tuple[str, ...]
    repairs: dict[str, int]


def read_repaired(path: Path, bundled: Directory) -> Repaired:
    """Read a directory of somebody's with what was mended in it. Raises DataError."""
    report = ReportSink(path)
    entries = tuple(own_directory.read_own(path, bundled, report))
    return Repaired(entries, tuple(report.refusal_lines()), report.repairs)
