"""The tables of HSDS in a folder or a zip, and files that are gzipped; nothing that only means harm is unpacked."""

from __future__ import annotations

import gzip
import io
import os
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from functools import partial
from pathlib import Path
from typing import IO, Any, BinaryIO, NamedTuple

from hart_cli.errors import DataError
from hart_cli.hsds import standard
from hart_cli.readers.files import open_regular

_MOST_MEMBERS, _MOST_RATIO, _RATIO_FROM, _MOST_BYTES = 500, 200, 64 << 20, 64 << 30
_BUFFER = 1 << 16
_OBJECTS = {
    file: name
    for name, table in (standard.OBJECTS | standard.OLD_OBJECTS).items()
    for file in (table.file, *standard.OLD_FILES.get(name, ()))
}
"""The object of each file name."""


class TableFile(NamedTuple):
    """A file with the rows of an object of HSDS.

    Attributes:
        object: the name of the object.
        name: the name of the file, for reports.
        size: its bytes.
        open: opens it.
    """

    object: str
    name: str
    size: int
    open: Callable[[], BinaryIO]


class _Bounded(io.RawIOBase):
    """A decompressed stream that ends with an error where far more comes out than any real file holds.

    Args:
        file: the stream.
        packed: how many bytes it is made of.
        name: what an error calls it.
        below: the file under the stream, closed with it.
    """

    def __init__(self, file: IO[bytes] | gzip.GzipFile, packed: int, name: str, below: BinaryIO | None = None) -> None:
        self._file, self._packed, self._name, self._below = file, packed, name, below
        self._read = 0

    def readable(self) -> bool:
        """Return True."""
        return True

    def close(self) -> None:
        """Close the stream and the file under it."""
        self._file.close()
        if self._below is not None:
            self._below.close()
        super().close()

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer. Raises DataError where the stream is damaged or grows too much."""
        try:
            content = self._file.read(len(buffer))
        except (OSError, EOFError, zipfile.BadZipFile, ValueError) as error:
            raise DataError(f"{self._name}: is damaged or cut off ({error})") from None
        except Exception as error:  # noqa: BLE001 (zlib.error, which has no common base)
            raise DataError(f"{self._name}: is damaged ({error})") from None
        self._read += len(content)
        if _is_bomb(self._read, self._packed):
            raise DataError(
                f"{self._name}: grows more than {_MOST_RATIO}-fold when it is unpacked; hart reads no further"
            )
        buffer[: len(content)] = content
        return len(content)


def _is_bomb(size: int, packed: int) -> bool:
    return size > _RATIO_FROM and size > _MOST_RATIO * max(packed, 1)


def decompress(file: BinaryIO, name: str) -> BinaryIO:
    """Return a stream of the bytes of a file, which may be gzipped."""
    head = file.read(2)
    file.seek(0)
    if head != b"\x1f\x8b":
        return file
    size = os.fstat(file.fileno()).st_size
    return io.BufferedReader(_Bounded(gzip.GzipFile(fileobj=file), size, name, file), _BUFFER)


def is_zip(path: Path) -> bool:
    """Return whether a regular file is a zip archive."""
    with open_regular(path) as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def table_files(path: Path, stack: ExitStack) -> Iterator[TableFile]:
    """Yield the tables in a folder or a zip; nothing is written out.

    Args:
        path: the folder or zip.
        stack: keeps a zip open.

    Raises:
        DataError: it cannot be read, or could only mean harm.
    """
    return _zip_files(path, stack) if os.path.isfile(path) else _folder_files(path)


def _folder_files(path: Path) -> Iterator[TableFile]:
    try:
        files = sorted(path.iterdir())
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from None
    for file in files:
        name = _OBJECTS.get(file.name.lower().removesuffix(".gz"))
        if name:
            yield TableFile(name, file.name, file.stat().st_size, partial(_open, file))


def _open(file: Path) -> BinaryIO:
    return decompress(open_regular(file), str(file))


def _zip_files(path: Path, stack: ExitStack) -> Iterator[TableFile]:
    try:
        archive = stack.enter_context(zipfile.ZipFile(stack.enter_context(open_regular(path))))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DataError(f"{path}: is no zip that hart can read ({error})") from None
    if len(members) > _MOST_MEMBERS:
        raise DataError(f"{path}: holds more than {_MOST_MEMBERS} files")
    for member in members:
        _refuse_hostile(path, member)
        name = _OBJECTS.get(member.filename.rsplit("/", 1)[-1].lower())
        if name:
            opens = partial(_open_member, archive, member, f"{path}: {member.filename}")
            yield TableFile(name, member.filename, member.file_size, opens)


def _open_member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str) -> BinaryIO:
    try:
        return io.BufferedReader(_Bounded(archive.open(member), member.compress_size, label), _BUFFER)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise DataError(f"{label}: cannot be read ({error})") from None


def _refuse_hostile(path: Path, member: zipfile.ZipInfo) -> None:
    """Raise DataError for a member outside of the archive, a link, or a bomb."""
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        raise DataError(f"{path}: holds a file outside of itself; hart reads nothing from it")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise DataError(f"{path}: holds a link; hart reads nothing from it")
    if member.file_size > _MOST_BYTES or _is_bomb(member.file_size, member.compress_size):
        raise DataError(f"{path}: grows more than {_MOST_RATIO}-fold when it is unpacked; hart reads nothing from it")
