"""Reading a directory of the user's own, whatever its format."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from hart_cli.errors import DataError
from hart_cli.model import Entry
from hart_cli.readers.directory import Directory, read_own_toml
from hart_cli.readers.files import opening_bytes
from hart_cli.readers.report import Progress, Report


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
