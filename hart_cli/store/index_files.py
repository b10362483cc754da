"""Making the index of a directory of the user's own, once for each change of it.

An index is written beside its place and moved there, so that a run that is killed leaves the old one or
none, and two runs at once each make a whole one. Where the cache cannot be written, the index is made
in a temporary file for this run alone.
"""

from __future__ import annotations

import gc
import os
import sqlite3
import tempfile
import time
from pathlib import Path

from hart_cli.errors import DataError
from hart_cli.model import BUNDLED
from hart_cli.readers.directory import Directory, Vocabulary, read_places
from hart_cli.readers.own import read_own
from hart_cli.readers.report import Progress, Report
from hart_cli.store.build import Compiler, labels_of
from hart_cli.store.store import Store, open_file

_DAY = 24 * 3600
_FAST = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
PRAGMA locking_mode = EXCLUSIVE;
PRAGMA cache_size = -32000;
"""


def make(path: Path, bundled: Store, place: Path | None, made_of: str | None, progress: Progress | None) -> Store:
    """Return the index of a directory of the user's own, made now.

    Args:
        path: the file or folder.
        bundled: the directory that comes with hart: no entry may take an id or an emergency name of it.
        place: where the index is kept, if anywhere.
        made_of: what the index is good for, as `store.opening` compares it.
        progress: called while the directory is read.

    Raises:
        DataError: the directory cannot be read, or there is no room to index it.
    """
    if place is not None and made_of is not None:
        part = _part_file(place)
        if part is not None:
            try:
                return _keep(part, place, path, bundled, made_of, progress)
            except (OSError, sqlite3.Error):
                pass  # no room there, or it may not be written: for this run alone, then
            finally:
                _remove(part)
    try:
        connection = sqlite3.connect("")  # a temporary file of the system's, gone with this run
        _compile(connection, path, bundled, made_of, progress)
        return Store(connection)
    except sqlite3.Error as error:
        raise DataError(f"{path}: there is no room to index it ({error})") from None


def _part_file(place: Path) -> Path | None:
    """Return a new file beside an index, or None where there can be none."""
    try:
        place.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _sweep(place.parent)
        descriptor, name = tempfile.mkstemp(dir=place.parent, prefix="own-", suffix=".part")
    except OSError:
        return None
    os.close(descriptor)
    return Path(name)


def _sweep(folder: Path) -> None:
    """Take away what killed runs left, and the indexes of directories that are gone."""
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
    try:
        file.unlink(missing_ok=True)
    except OSError:
        pass


def _keep(part: Path, place: Path, path: Path, bundled: Store, made_of: str, progress: Progress | None) -> Store:
    connection = sqlite3.connect(part)
    try:
        _compile(connection, path, bundled, made_of, progress)
    finally:
        connection.close()
    with open(part, "rb+") as file:
        os.fsync(file.fileno())
    os.replace(part, place)
    return open_file(place)


def _compile(
    connection: sqlite3.Connection, path: Path, bundled: Store, made_of: str | None, progress: Progress | None
) -> None:
    """Read the directory at `path` into an empty database. Raises DataError and sqlite3.Error."""
    connection.executescript(_FAST)
    directory = _as_read(bundled)
    compiler = Compiler(connection, labels_of(directory))
    report = Report(path)
    gc.disable()  # nothing here makes cycles, and looking for them costs a tenth of the time
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
            "made_of": made_of,
            "refused": report.refused,
            "summary": report.summary(),
        }
    )


def _as_read(bundled: Store) -> Directory:
    """Return the compiled bundled directory as a reader would, without its TOML: what a user's own file
    is held against. Raises DataError."""
    vocabulary = Vocabulary(*(bundled.meta(key) for key in ("kinds", "topics", "groups", "families")))
    entries = tuple(entry for _, entry in bundled.entries())
    return Directory(BUNDLED, bundled.meta("revised"), entries, vocabulary, read_places(), (), 0)
