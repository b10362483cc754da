"""HSDS as tables of CSV, in the names of HSDS 3.x or of 1.1, joined into the nested records of the JSON form.

The rows go to a temporary database first, so that a table of any size needs little memory. The database is gone
when reading ends.
"""

from __future__ import annotations

import csv
import io
import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack, closing
from pathlib import Path
from typing import BinaryIO

from hart_cli.errors import DataError
from hart_cli.hsds import standard
from hart_cli.hsds.reading.archive import TableFile, table_files
from hart_cli.hsds.reading.values import Json
from hart_cli.readers.report import Progress, ReportSink

_CELL_LIMIT = 1 << 20
_PEEK = 1 << 16
_ROWS_AT_ONCE = 1000
_OBJECTS = standard.OBJECTS | standard.OLD_OBJECTS
_COLUMNS = {
    name: tuple(dict.fromkeys((*table.fields, *standard.OLD_FIELDS.get(name, ())))) for name, table in _OBJECTS.items()
}
_UNREAD = frozenset(("uri", "version"))
"""Columns of 1.1's and 3.x's taxonomies, which share a file name."""

_CHILDREN = {
    parent: [
        (child, column, table.parents[column])
        for child, table in _OBJECTS.items()
        for column in (f"{parent}_id", "link_id")
        if column in table.parents
    ]
    for parent in ("service", "organization", "location", "contact", "phone", "url")
}
"""The objects that are nested in another: their name, the column with its id, and the list that holds them."""


def read_tables(path: Path, report: ReportSink, progress: Progress | None) -> Iterator[Json]:
    """Yield the services of a folder or zip of tables, and then the organizations that offer none.

    What belongs to a record is nested in it.

    Args:
        path: the folder or zip.
        report: takes rows that cannot be read.
        progress: called with the bytes read and the bytes in all.

    Raises:
        DataError: it holds no table of services, or is damaged or hostile.
    """
    with ExitStack() as stack:
        files = list(table_files(path, stack))
        if not {"service", "organization"} & {file.object for file in files}:
            raise DataError(f"{path}: holds no services.csv; hart reads HSDS as a tabular package or as JSON")
        try:
            database = stack.enter_context(closing(sqlite3.connect("")))  # a temporary file of the system's
            _load(database, files, report, progress)
            yield from _services(database)
        except sqlite3.Error as error:
            raise DataError(f"{path}: there is no room to read its tables ({error})") from None


def _load(database: sqlite3.Connection, files: list[TableFile], report: ReportSink, progress: Progress | None) -> None:
    """Put the rows of all tables into the database."""
    database.executescript("PRAGMA journal_mode = OFF; PRAGMA synchronous = OFF; PRAGMA cache_size = -16000;")
    for name, columns in _COLUMNS.items():
        database.execute(f'CREATE TABLE "{name}" ({_column_list(columns)})')
    done, total = 0, sum(file.size for file in files) or 1
    for table in files:
        with table.open() as file:
            _load_table(database, table, file, report)
        done += table.size
        if progress:
            progress(done, total)
    for name, columns in _COLUMNS.items():
        for column in {"id", *_OBJECTS[name].parents} & set(columns):
            database.execute(f'CREATE INDEX "{name}_{column}" ON "{name}" ("{column}")')


def _column_list(columns: tuple[str, ...] | list[str]) -> str:
    return ", ".join(f'"{column}"' for column in columns)


def _load_table(database: sqlite3.Connection, table: TableFile, file: BinaryIO, report: ReportSink) -> None:
    """Put the rows of a table into the database. A row that cannot be read is refused by its number."""
    rows = _rows(file, table.name, report)
    header = [column.strip().lower() for column in next(rows, [])]
    known = _COLUMNS[table.object]
    columns = [(n, column) for n, column in enumerate(header) if column in known]
    for column in header:
        if column and column not in known and column not in _UNREAD:
            report.repair(f"column {column!r} of {table.name} is not known and not read", table.name)
    if not columns:
        return
    names = _column_list([column for _, column in columns])
    insert = f'INSERT INTO "{table.object}" ({names}) VALUES ({", ".join("?" * len(columns))})'  # noqa: S608
    batch: list[list[str | None]] = []
    for number, row in enumerate(rows, 2):
        if not any(row):
            report.repair(f"empty row of {table.name}", f"row {number}")
            continue
        if len(row) != len(header):
            report.repair(f"row of {table.name} with more or fewer cells than its header", f"row {number}")
        batch.append([(_bare(row[n].strip()) or None) if n < len(row) else None for n, _ in columns])
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
        buffered.peek(_PEEK)[:_PEEK].decode("utf-8-sig")
    except UnicodeDecodeError as error:
        if error.end < len(buffered.peek(_PEEK)) - 4:
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


def _services(database: sqlite3.Connection) -> Iterator[Json]:
    """Yield each service nested, and then the organizations without one."""
    database.row_factory = sqlite3.Row
    for row in database.execute('SELECT * FROM "service"'):
        service = _nest(database, "service", _record(row))
        organization = _one(database, "organization", service.get("organization_id"))
        if organization:
            service["organization"] = _nest(database, "organization", organization)
        if service.get("program_id"):
            service["program"] = _one(database, "program", service["program_id"])
        yield service
    offering = 'SELECT organization_id FROM "service" WHERE organization_id IS NOT NULL'
    for row in database.execute(f'SELECT * FROM "organization" WHERE id NOT IN ({offering})'):  # noqa: S608
        yield _nest(database, "organization", _record(row)) | {"services": []}


def _record(row: sqlite3.Row) -> Json:
    return {key: row[key] for key in row.keys() if row[key] is not None}  # noqa: SIM118 - a row is no dict


def _one(database: sqlite3.Connection, name: str, key: str | None) -> Json | None:
    """Return the row of an object with an id, or None where there is none."""
    row = database.execute(f'SELECT * FROM "{name}" WHERE id = ?', (key,)).fetchone()  # noqa: S608
    return None if row is None else _record(row)


def _nest(database: sqlite3.Connection, name: str, record: Json) -> Json:
    """Return a record with the records that belong to it."""
    for child, column, key in _CHILDREN.get(name, ()) if record.get("id") else ():
        rows = database.execute(f'SELECT * FROM "{child}" WHERE "{column}" = ?', (record["id"],))  # noqa: S608
        children = [_complete(database, child, _record(row)) for row in rows]
        if children:
            record[key] = children
    return record


def _complete(database: sqlite3.Connection, name: str, record: Json) -> Json:
    """Return a nested record with what it points at and what belongs to it."""
    if name == "service_at_location" and record.get("location_id"):
        location = _one(database, "location", record["location_id"])
        record["location"] = _nest(database, "location", location) if location else None
    elif name in ("attribute", "service_taxonomy"):
        term = record.get("taxonomy_term_id") or record.get("taxonomy_id")
        record["taxonomy_term"] = _one(database, "taxonomy_term", term) if term else None
    return _nest(database, name, record)
