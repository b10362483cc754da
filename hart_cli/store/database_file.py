"""The files of compiled directories: the bundled one with a checksum, and indexes that SQLite opens by path."""

from __future__ import annotations

import os
import sqlite3
import zlib
from pathlib import Path

from hart_cli.errors import DataError
from hart_cli.store.store import DAMAGED, Store, damaged_files

MAGIC = b"hart directory 2\n"


def freeze(connection: sqlite3.Connection) -> bytes:
    """Return a compiled directory as the bytes of a file: a mark, a checksum (CRC-32) and the database."""
    content = connection.serialize()
    # SQLite writes its version here. Without it every SQLite gives the same bytes.
    content = content[:96] + bytes(4) + content[100:]
    return MAGIC + zlib.crc32(content).to_bytes(4, "big") + content


def thaw(content: bytes, where: str | Path) -> Store:
    """Return the store that `freeze` wrote.

    The whole file is compared with its checksum, so that a flipped bit is an error and never a wrong number.

    Raises:
        DataError: the file is damaged, empty, cut off or of another format.
    """
    head = len(MAGIC) + 4
    database = memoryview(content)[head:]
    if (
        content[: len(MAGIC)] != MAGIC
        or not database
        or zlib.crc32(database) != int.from_bytes(content[len(MAGIC) : head], "big")
    ):
        raise DataError(f"{where}: the compiled directory is damaged; install hart again")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database)
    return Store(connection)


def address(name: str, separator: str = os.sep) -> str:
    """Return the address of an absolute path as SQLite takes it, on Windows with its drive behind a slash.

    Args:
        name: the path.
        separator: what parts folders; a backslash is a character like any other where it does not.
    """
    name = name.replace(separator, "/")
    for character, instead in (("%", "%25"), ("?", "%3f"), ("#", "%23")):
        name = name.replace(character, instead)
    return f"file://{'' if name.startswith('/') else '/'}{name}"


def open_file(path: Path) -> Store:
    """Open an index, which is read and never written.

    Args:
        path: the file.

    Raises:
        DataError: it is no index, or is damaged.
    """
    if path in damaged_files:
        raise DataError(DAMAGED)
    try:
        store = Store(sqlite3.connect(f"{address(os.path.abspath(path))}?mode=ro&immutable=1", uri=True), path)
    except sqlite3.Error:
        raise DataError(DAMAGED) from None
    try:
        store.meta("made_of")
    except (DataError, ValueError):
        store.close()
        raise DataError(DAMAGED) from None
    return store
