"""The index of a directory of the user's own: where it is kept, whether it is good, and opening it.

An index bears inside the time of modification that its file is given. Whatever else writes to the file changes that
time, so an index that is cut off, overwritten or changed is found when it is opened, and made anew.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from hart_cli.errors import DataError
from hart_cli.readers.files import cache_folder, trust_note
from hart_cli.store.database_file import open_file
from hart_cli.store.fingerprint import checksum, fingerprint, marks
from hart_cli.store.store import Store

if TYPE_CHECKING:
    from hart_cli.readers.report import Progress


def open_index(path: Path, bundled: Store, progress: Progress | None = None) -> tuple[Store, list[str]]:
    """Open the index of a directory of the user's own. It is made now where none is good for the directory.

    Args:
        path: the file or folder of the directory.
        bundled: the directory that comes with hart.
        progress: called with the bytes read and the bytes in all while the directory is indexed.

    Returns:
        The index, and lines to tell the user of the directory.

    Raises:
        DataError: the directory cannot be read.
    """
    index, made_of = _index_path(path), _made_of(path)
    store = _open_good(index, made_of) if index and made_of else None
    notes = [store.meta("summary")] if store and store.meta("refused") else []
    if store is None:
        from hart_cli.store.index_files import make

        store = make(path, bundled, index, made_of, progress)
        notes = [store.meta("summary")]
    return store, [note for note in (*notes, trust_note(path)) if note]


def _index_path(path: Path) -> Path | None:
    """Return the file of the index in the cache, or None where there is no cache."""
    folder = cache_folder()
    return folder and folder / f"own-{checksum([os.path.abspath(path)])}.db"


def _made_of(path: Path) -> str | None:
    """Return what an index is made of, as text: it is good as long as this stays the same."""
    try:
        files = [entry.path for entry in os.scandir(path)] if os.path.isdir(path) else [path]
        return repr([fingerprint(), os.path.abspath(path), *marks(files)])
    except (OSError, ValueError):
        return None


def _open_good(index: Path, made_of: str) -> Store | None:
    """Return the index in a file if it is whole and made of the same, else None."""
    try:
        store = open_file(index)
    except (OSError, DataError):
        return None
    if store.meta("made_of") == made_of and store.meta("sealed") == os.stat(index).st_mtime_ns:
        return store
    store.close()
    return None
