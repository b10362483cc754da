"""Reading a directory of the user's own: which format it has, and the reader of that format."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from hart_cli.model import Entry
from hart_cli.readers.directory import Directory, read_own_toml
from hart_cli.readers.files import opening_bytes
from hart_cli.readers.report import Progress, ReportSink


def read_own(path: Path, bundled: Directory, report: ReportSink, progress: Progress | None = None) -> Iterator[Entry]:
    """Yield the entries of a directory of the user's own, one at a time.

    A record is refused if it cannot be read, has the id of a bundled entry, or has the name or an alias of an
    emergency line. The rest is kept.

    Args:
        path: hart's TOML, or HSDS as JSON, NDJSON, a folder or zip of tables, each also gzipped.
        bundled: the directory that comes with hart.
        report: takes what happens to the records.
        progress: called now and then with the bytes read and the bytes in all.

    Raises:
        DataError: the directory as a whole cannot be read.
    """
    if _is_toml(path):
        entries = iter(read_own_toml(path, bundled, report))
    else:
        from hart_cli.hsds.reading.directory import read_hsds

        entries = read_hsds(path, bundled, report, progress)
    for entry in entries:
        report.kept += 1
        yield entry


def _is_toml(path: Path) -> bool:
    """Return whether a path is hart's TOML: by its name, or because it starts as no HSDS does."""
    if os.path.isdir(path):
        return False
    if path.suffix.lower() == ".toml":
        return True
    head = opening_bytes(path).removeprefix(b"\xef\xbb\xbf").lstrip()
    if head[:2] in (b"\x1f\x8b", b"PK") or head[:1] in (b"{", b""):
        return False
    # Both start with a bracket: a TOML table with a name or another bracket, a JSON array with a value.
    return not (head[:1] == b"[" and head[1:].lstrip()[:1] in (b"{", b"]"))
