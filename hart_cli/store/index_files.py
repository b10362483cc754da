"""Making the index of a directory of the user's own, once for each change of it.

An index is written beside its file and moved there, so that a run that is killed leaves the old one or none, and two
runs at once each make a whole one. Where the cache cannot be written, the index is a temporary file of this run.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import tempfile
import time
from pathlib import Path
from typing import Any

from hart_cli.errors import DataError
from hart_cli.model import BUNDLED
from hart_cli.own_directory import read_own
from hart_cli.readers.directory import Directory, Vocabulary, read_places
from hart_cli.readers.report import Progress, ReportSink
from hart_cli.store.build import Compiler, labels_of
from hart_cli.store.database_file import open_file
from hart_cli.store.store import Store

_DAY = 24 * 3600
_FAST = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -32000;
"""


def make(path: Path, bundled: Store, index: Path | None, made_of: str | None, progress: Progress | None) -> Store:
    """Make the index of a directory of the user's own.

    Args:
        path: the file or folder of the directory.
        bundled: the directory that comes with hart: no entry may take an id or an emergency name of it.
        index: the file of the index; None where there is no cache.
        made_of: what the index is made of, as `own_index` compares it; None where that is not known.
        progress: called with the bytes read and the bytes in all.

    Returns:
        The index, opened.

    Raises:
        DataError: the directory cannot be read, or there is no room to index it.
    """
    part = _part_file(index) if index is not None and made_of is not None else None
    if index is not None and part is not None:
        try:
            return _keep(part, index, path, bundled, made_of, progress)
        except (OSError, sqlite3.Error):
            pass  # no room there, or it may not be written
        finally:
            _remove(part)
    try:
        connection = sqlite3.connect("")  # a temporary file of the system, gone with this run
        _compile(connection, path, bundled, {}, progress)
        return Store(connection)
    except sqlite3.Error as error:
        raise DataError(f"{path}: there is no room to index it ({error})") from None


def _part_file(index: Path) -> Path | None:
    """Return a new file beside an index, or None where there can be none."""
    try:
        index.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(index.parent)
        descriptor, name = tempfile.mkstemp(dir=index.parent, prefix="own-", suffix=".part")
    except OSError:
        return None
    os.close(descriptor)
    return Path(name)


def _sweep(folder: Path) -> None:
    """Remove what killed runs left, and the indexes of directories that are gone."""
    for part in folder.glob("own-*.part*"):
        if time.time() - part.stat().st_mtime > _DAY:
            _remove(part)
    for index in folder.glob("own-*.db"):
        try:
            store = open_file(index)
            source = store.meta("source")
            store.close()
        except (sqlite3.Error, DataError, ValueError):
            source = None
        if source is None or not os.path.exists(source):
            _remove(index)


def _remove(file: Path) -> None:
    try:  # noqa: SIM105 (contextlib costs start-up time)
        file.unlink(missing_ok=True)
    except OSError:
        pass


def _keep(part: Path, index: Path, path: Path, bundled: Store, made_of: str | None, progress: Progress | None) -> Store:
    """Index the directory at `path` into the file `part`, and move that to `index`. Raises OSError, sqlite3.Error."""
    sealed = os.stat(part).st_mtime_ns
    connection = sqlite3.connect(part)
    try:
        _compile(connection, path, bundled, {"made_of": made_of, "sealed": sealed}, progress)
    finally:
        connection.close()
    with open(part, "rb+") as file:
        os.fsync(file.fileno())
    os.utime(part, ns=(sealed, sealed))
    os.replace(part, index)
    return open_file(index)


def _compile(
    connection: sqlite3.Connection, path: Path, bundled: Store, seal: dict[str, Any], progress: Progress | None
) -> None:
    """Read the directory at `path` into an empty database. Raises DataError, sqlite3.Error."""
    connection.executescript(_FAST)
    directory = _as_read(bundled)
    compiler = Compiler(connection, labels_of(directory))
    report = ReportSink(path)
    gc.disable()  # nothing here makes cycles, and looking for them takes a tenth of the time
    try:
        for entry in read_own(path, directory, report, progress):
            compiler.add(entry)
    finally:
        gc.enable()
    compiler.finish(
        {
            "name": str(path),
            "source": os.path.abspath(path),
            "revised": None,
            "refused": report.refused,
            "summary": report.summary(),
            **seal,
        }
    )


def _as_read(bundled: Store) -> Directory:
    """Return the bundled directory as its reader gives it, without reading its TOML. Raises DataError."""
    vocabulary = Vocabulary(*(bundled.meta(key) for key in ("kinds", "topics", "groups", "families")))
    entries = tuple(entry for _, entry in bundled.entries())
    return Directory(BUNDLED, bundled.meta("revised"), entries, vocabulary, read_places(), (), 0)
