"""HSDS as tables: a folder or a zip of CSV files, in the names of HSDS 3.x or of 1.1, joined into the nested
services that the JSON form has.

The rows go to a temporary database first, so that a table of any size costs little memory; it is gone when
reading ends.
"""

from __future__ import annotations

import csv
import gzip
import io
import os
import sqlite3
import stat
import zipfile
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import IO, Any, BinaryIO

from hart_cli.errors import DataError
from hart_cli.hsds import standard
from hart_cli.readers.files import open_regular
from hart_cli.readers.report import ReportSink

_CELL_LIMIT = 1 << 20
_MOST_MEMBERS, _MOST_RATIO, _RATIO_FROM, _MOST_BYTES = 500, 200, 64 << 20, 64 << 30
_ROWS_AT_ONCE = 1000
_FIELDS: dict[str, tuple[str, ...]] = {
    **{name: table.fields for name, table in standard.OBJECTS.items()},
    "eligibility": ("service_id", "eligibility"),
    "service_taxonomy": ("service_id", "taxonomy_id", "taxonomy_detail"),
}
# What 1.1 has beyond the fields of 3.x.
_OLD = {
    "phone": ("language", "languages", "department"),
    "taxonomy_term": ("vocabulary",),
    "organization": ("url",),
    "schedule": ("weekday",),
    "service": ("program_name",),
}
_UNUSED = frozenset(("uri", "version"))
"""Columns of 1.1's and 3.x's taxonomies, which share a file name."""

_FILES = {
    file: name for name, table in standard.OBJECTS.items() for file in (table.file, *standard.OLD_FILES.get(name, ()))
} | {file: name for name in ("eligibility", "service_taxonomy") for file in standard.OLD_FILES[name]}
_CHILDREN = {
    "service": (
        "phone schedule service_area language cost_option required_document url contact attribute service_at_location "
        "eligibility service_taxonomy"
    ).split(),
    "organization": "phone url contact attribute".split(),
    "location": "address phone".split(),
    "contact": ["phone", "attribute"],
    "phone": ["attribute"],
    "url": ["attribute"],
}
_LISTS = {"eligibility": "eligibilities", "service_taxonomy": "taxonomies", "address": "addresses"}


Opening = Callable[[], BinaryIO]


class Bounded(io.RawIOBase):
    """A stream that was compressed, with an end to how much may come out of it.

    Args:
        file: the stream.
        packed: how many bytes it was made of.
        name: what to call it in an error.
        below: the file under the stream, closed with it.
    """

    def __init__(self, file: IO[bytes] | gzip.GzipFile, packed: int, name: str, below: BinaryIO | None = None) -> None:
        self._file, self._packed, self._name, self._below = file, packed, name, below
        self._read = 0

    def readable(self) -> bool:
        """It can be read."""
        return True

    def close(self) -> None:
        """Close the stream that was compressed, too."""
        self._file.close()
        if self._below is not None:
            self._below.close()
        super().close()

    def readinto(self, buffer: Any) -> int:
        """Read into a buffer. Raises DataError where far more comes out than any real file holds."""
        try:
            content = self._file.read(len(buffer))
        except (OSError, EOFError, zipfile.BadZipFile, ValueError) as error:
            raise DataError(f"{self._name}: is damaged or cut off ({error})") from None
        except Exception as error:  # noqa: BLE001 (zlib.error, which has no common base)
            raise DataError(f"{self._name}: is damaged ({error})") from None
        self._read += len(content)
        if self._read > _RATIO_FROM and self._read > _MOST_RATIO * max(self._packed, 1):
            raise DataError(
                f"{self._name}: grows more than {_MOST_RATIO}-fold when it is unpacked; hart reads no further"
            )
        buffer[: len(content)] = content
        return len(content)


def unpacked(file: BinaryIO, name: str) -> BinaryIO:
    """Return a stream of the bytes of a file, which may be gzipped."""
    head = file.read(2)
    file.seek(0)
    if head != b"\x1f\x8b":
        return file
    size = os.fstat(file.fileno()).st_size
    return io.BufferedReader(Bounded(gzip.GzipFile(fileobj=file), size, name, file), 1 << 16)


def is_zip(path: Path) -> bool:
    """Whether a regular file is a zip archive."""
    with open_regular(path) as file:
        return file.read(4) in (b"PK\x03\x04", b"PK\x05\x06")


def read_tables(
    path: Path, report: ReportSink, progress: Callable[[int, int], None] | None
) -> Iterator[dict[str, Any]]:
    """Yield the services of a folder or zip of tables, each with what belongs to it nested in it, and then
    the organizations that offer none.

    Args:
        path: the folder or zip.
        report: takes rows that cannot be read.
        progress: called with the bytes read and the bytes in all.

    Raises:
        DataError: it holds no table of services, or is damaged or hostile.
    """
    with ExitStack() as stack:
        sources = list(_zip_tables(path, stack) if os.path.isfile(path) else _folder_tables(path))
        yield from _joined(path, sources, report, progress)


def _joined(
    path: Path,
    sources: list[tuple[str, str, Opening, int]],
    report: ReportSink,
    progress: Callable[[int, int], None] | None,
) -> Iterator[dict[str, Any]]:
    if not {"service", "organization"} & {name for name, *_ in sources}:
        raise DataError(f"{path}: holds no services.csv; hart reads HSDS as a tabular package or as JSON")
    database = sqlite3.connect("")  # a temporary file of the system's
    try:
        database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;")
        done, total = 0, sum(size for *_, size in sources) or 1
        for name in _FIELDS:
            columns = ", ".join(f'"{column}"' for column in _columns(name))
            database.execute(f'CREATE TABLE "{name}" ({columns})')
        for name, label, directories, size in sources:
            with directories() as file:
                _load(database, name, label, file, report)
            done += size
            if progress:
                progress(done, total)
        yield from _Joiner(database).services()
    except sqlite3.Error as error:
        raise DataError(f"{path}: there is no room to read its tables ({error})") from None
    finally:
        database.close()


def _folder_tables(path: Path) -> Iterator[tuple[str, str, Opening, int]]:
    """Yield (object, file name, how to open it, bytes) for the tables in a folder."""
    try:
        files = sorted(path.iterdir())
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({error.strerror})") from None
    for file in files:
        name = _FILES.get(file.name.lower().removesuffix(".gz"))
        if name:
            yield name, file.name, lambda file=file: unpacked(open_regular(file), str(file)), file.stat().st_size  # type: ignore[misc]


def _zip_tables(path: Path, stack: ExitStack) -> Iterator[tuple[str, str, Opening, int]]:
    """Yield (object, file name, how to open it, bytes) for the tables in a zip; nothing is written out."""
    try:
        archive = stack.enter_context(zipfile.ZipFile(stack.enter_context(open_regular(path))))
        members = archive.infolist()
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as error:
        raise DataError(f"{path}: is no zip that hart can read ({error})") from None
    if len(members) > _MOST_MEMBERS:
        raise DataError(f"{path}: holds more than {_MOST_MEMBERS} files")
    for member in members:
        _refuse_hostile(path, member)
        name = _FILES.get(member.filename.rsplit("/", 1)[-1].lower())
        if name:
            label = f"{path}: {member.filename}"
            yield name, member.filename, lambda m=member, n=label: _member(archive, m, n), member.file_size  # type: ignore[misc]


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, label: str) -> BinaryIO:
    try:
        return io.BufferedReader(Bounded(archive.open(member), member.compress_size, label), 1 << 16)
    except (zipfile.BadZipFile, RuntimeError, NotImplementedError, OSError) as error:
        raise DataError(f"{label}: cannot be read ({error})") from None


def _refuse_hostile(path: Path, member: zipfile.ZipInfo) -> None:
    """Refuse an archive that could only mean harm: a member outside of it, a link, or a bomb."""
    name = member.filename.replace("\\", "/")
    if name.startswith("/") or ".." in name.split("/") or name[1:2] == ":":
        raise DataError(f"{path}: holds a file outside of itself; hart reads nothing from it")
    if stat.S_ISLNK(member.external_attr >> 16):
        raise DataError(f"{path}: holds a link; hart reads nothing from it")
    if member.file_size > _MOST_BYTES or (
        member.file_size > _RATIO_FROM and member.file_size > _MOST_RATIO * max(member.compress_size, 1)
    ):
        raise DataError(f"{path}: grows more than {_MOST_RATIO}-fold when it is unpacked; hart reads nothing from it")


def _columns(name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*_FIELDS[name], *_OLD.get(name, ()))))


def _load(database: sqlite3.Connection, name: str, label: str, file: BinaryIO, report: ReportSink) -> None:
    """Put the rows of a table into the database. A row that cannot be read is refused by its number."""
    rows = _rows(file, label, report)
    header = [column.strip().lower() for column in next(rows, [])]
    known = _columns(name)
    kept = [(n, column) for n, column in enumerate(header) if column in known]
    for column in header:
        if column and column not in known and column not in _UNUSED:
            report.repair(f"column {column!r} of {label} is not known and not read", label)
    if not kept:
        return
    names = ", ".join(f'"{column}"' for _, column in kept)
    insert = f'INSERT INTO "{name}" ({names}) VALUES ({", ".join("?" * len(kept))})'  # noqa: S608
    batch: list[list[str | None]] = []
    for number, row in enumerate(rows, 2):
        if not any(row):
            report.repair(f"empty row of {label}", f"row {number}")
            continue
        if len(row) != len(header):
            report.repair(f"row of {label} with more or fewer cells than its header", f"row {number}")
        batch.append([(_bare(row[n].strip()) or None) if n < len(row) else None for n, _ in kept])
        if len(batch) == _ROWS_AT_ONCE:
            database.executemany(insert, batch)
            batch = []
    database.executemany(insert, batch)


def _bare(cell: str) -> str:
    """Return a cell without the apostrophe that keeps a spreadsheet from running it."""
    return cell[1:] if cell.startswith(("'=", "'+", "'-", "'@")) else cell


def _rows(file: BinaryIO, label: str, report: ReportSink) -> Iterator[list[str]]:
    """Yield the rows of a CSV file in UTF-8, or else in Windows' Latin alphabet."""
    csv.field_size_limit(_CELL_LIMIT)
    buffered = file if isinstance(file, io.BufferedReader) else io.BufferedReader(file)  # type: ignore[type-var]
    encoding = "utf-8-sig"
    try:
        buffered.peek(1 << 16)[: 1 << 16].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.end < len(buffered.peek(1 << 16)) - 4:
            encoding = "cp1252"
            report.repair(f"{label} is not UTF-8, so it was read as Windows' Latin alphabet", label)
    with io.TextIOWrapper(buffered, encoding=encoding, errors="replace", newline="") as text:
        reader = csv.reader(text)
        while True:
            try:
                yield next(reader)
            except StopIteration:
                return
            except csv.Error as error:
                report.refuse(f"{label}: row {reader.line_num}: {error}")


class _Joiner:
    """Nests the rows of the tables as the JSON form has them.

    Args:
        database: the tables.
    """

    def __init__(self, database: sqlite3.Connection) -> None:
        self._db = database
        self._db.row_factory = sqlite3.Row
        for name in _FIELDS:
            for column in _columns(name):
                if column == "id" or column in (
                    "link_id",
                    "service_id",
                    "organization_id",
                    "location_id",
                    "contact_id",
                ):
                    self._db.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')

    def services(self) -> Iterator[dict[str, Any]]:
        """Yield each service nested, and then the organizations without one."""
        for row in self._db.execute('SELECT * FROM "service"'):
            service = self._nested("service", _plain(row))
            organization = service.get("organization_id")
            if organization:
                found = self._one("organization", organization)
                if found:
                    service["organization"] = self._nested("organization", found)
            if service.get("program_id"):
                service["program"] = self._one("program", service["program_id"])
            yield service
        alone = 'SELECT * FROM "organization" WHERE id NOT IN (SELECT organization_id FROM "service" WHERE organization_id IS NOT NULL)'
        for row in self._db.execute(alone):
            yield self._nested("organization", _plain(row)) | {"services": []}

    def _one(self, name: str, key: str) -> dict[str, Any] | None:
        row = self._db.execute(f'SELECT * FROM "{name}" WHERE id = ?', (key,)).fetchone()  # noqa: S608
        return None if row is None else _plain(row)

    def _nested(self, name: str, record: dict[str, Any]) -> dict[str, Any]:
        key = record.get("id")
        for child in _CHILDREN.get(name, ()) if key else ():
            column = "link_id" if child == "attribute" else f"{name}_id"
            rows = self._db.execute(f'SELECT * FROM "{child}" WHERE "{column}" = ?', (key,))  # noqa: S608
            found = [self._completed(child, _plain(row)) for row in rows]
            if found:
                table = standard.OBJECTS.get(child)
                record[_LISTS.get(child) or (table.parents.get(column) if table else "") or child + "s"] = found
        return record

    def _completed(self, name: str, record: dict[str, Any]) -> dict[str, Any]:
        """Return a child with what it points at."""
        if name == "service_at_location" and record.get("location_id"):
            location = self._one("location", record["location_id"])
            record["location"] = self._nested("location", location) if location else None
        elif name in ("attribute", "service_taxonomy"):
            term = record.get("taxonomy_term_id") or record.get("taxonomy_id")
            record["taxonomy_term"] = self._one("taxonomy_term", term) if term else None
        elif name in ("contact", "phone", "url"):
            self._nested(name, record)
        return record


def _plain(row: sqlite3.Row) -> dict[str, Any]:
    return {key: row[key] for key in row.keys() if row[key] is not None}  # noqa: SIM118 - a row is no dict
