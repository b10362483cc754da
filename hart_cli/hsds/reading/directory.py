"""Open Referral's HSDS to entries: leniently, with every repair and every loss reported.

A service becomes an entry of the kind "service", its organization one of the kind "organization". Ids stay. What
hart has no field for goes into the notes; what cannot be used is counted by name. Nothing in such a file counts as
official or as checked.
"""

from __future__ import annotations

import os
import sqlite3
import uuid
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

from hart_cli.errors import DataError
from hart_cli.hsds import standard, vocabulary
from hart_cli.hsds.reading import archive, json_stream, tables
from hart_cli.hsds.reading.record import id_of, read_record
from hart_cli.hsds.reading.shapes import LISTS, Part, label_of, parts
from hart_cli.hsds.reading.terms import own_terms, restore
from hart_cli.hsds.reading.values import Json, text_of
from hart_cli.model import Entry, Provider
from hart_cli.readers.directory import TAKES_EMERGENCY_NAME, Directory, emergency_names, name_keys
from hart_cli.readers.files import open_regular
from hart_cli.readers.report import Progress, ReportSink


def read_hsds(path: Path, bundled: Directory, report: ReportSink, progress: Progress | None) -> Iterator[Entry]:
    """Yield the entries of an HSDS directory.

    Args:
        path: JSON in any of its shapes, NDJSON, or a folder or zip of tables; files may be gzipped.
        bundled: the directory that comes with hart.
        report: takes what happens to the records.
        progress: called with the bytes read and the bytes in all.

    Raises:
        DataError: the path as a whole cannot be read, or holds no service and no organization.
    """
    with closing(_Ids()) as ids:
        reader = _Reader(bundled, report, ids)
        for record, label in _records(path, report, progress):
            for part in parts(record, label, report):
                yield from reader.service(part) if part.is_service else reader.organization(part.record, part.label)
        if ids.is_empty() and not report.refused and not report.repairs:
            raise DataError(
                f"{path}: holds no services; hart reads its own TOML and Open Referral's HSDS (docs/own-directories.md)"
            )


def _records(path: Path, report: ReportSink, progress: Progress | None) -> Iterator[tuple[Any, str]]:
    """Yield each record with what a report calls it."""
    if os.path.isdir(path) or archive.is_zip(path):
        for row in tables.read_tables(path, report, progress):
            yield row, label_of(row, "record 0")
        return
    with open_regular(path) as file:
        total = os.fstat(file.fileno()).st_size
        for record in json_stream.records(archive.decompress(file, str(path)), LISTS):
            if record.fault:
                report.refuse(f"{path}: record {record.place} {record.fault}")
            else:
                yield record.value, f"record {record.place}"
            if progress and record.place % 100 == 0:
                progress(min(file.tell(), total), total)


class _Reader:
    """Makes entries of services and organizations, each once.

    Args:
        bundled: the directory that comes with hart, whose ids and emergency names are taken.
        report: takes what happens to the records.
        ids: the ids that entries have already.
    """

    def __init__(self, bundled: Directory, report: ReportSink, ids: _Ids) -> None:
        self._report = report
        self._ids = ids
        self._path = str(report.path)
        self._taken = frozenset(entry.id for entry in bundled.entries)
        self._emergency_names = emergency_names(bundled)
        self._vocabulary = bundled.vocabulary
        self._areas = {name.lower(): name for name in bundled.places.area_names()}

    def service(self, part: Part) -> Iterator[Entry]:
        """Yield the entry of a service, and before it that of its organization if that is new."""
        record, label, organization = part.record, part.label, part.organization
        if organization is None and record.get("organization_id"):
            self._report.repair("organization that is not in the file", label)
        status = (text_of(record.get("status")) or "").lower()
        if status in standard.WITHDRAWN:
            self._report.repair(f"left out: its publisher calls it {status}", label)
            return
        entry = self._entry(record, "service", label)
        if entry is None:
            self._report.refuse(f"{self._path}: {label}: has no name")
            return
        if organization is not None and organization.get("id") != standard.NOBODY:
            yield from self.organization(organization, label_of(organization, label))
            entry = entry._replace(provider=self._provider(organization))
        if status == standard.CLOSED:
            entry = entry._replace(cautions=("Temporarily closed, says its publisher.", *entry.cautions))
        elif status not in standard.STATUSES:
            stated = text_of(record.get("status"))
            fault = f"status {stated[:40]!r} is none of HSDS; kept" if stated else "no status stated; kept"
            self._report.repair(fault, label)
        yield from self._accept(self._restore(entry, record), label)

    def organization(self, record: Json, label: str) -> Iterator[Entry]:
        """Yield the entry of an organization, unless it has one already: it is nested in each of its services."""
        if vocabulary.NAMED_ONLY in own_terms(record).get("record_kind", ()):
            return
        name = text_of(record.get("name"))
        if name is None:
            self._report.repair("organization without a name", label)
        elif self._ids.name_hash(self._unique(id_of(record), name)) is None:
            entry = self._entry(record, "organization", label)
            if entry is not None:
                yield from self._accept(self._restore(entry, record), label)

    def _entry(self, record: Json, kind: str, label: str) -> Entry | None:
        entry, repairs = read_record(record, kind, self._path, self._areas)
        for repair in repairs:
            self._report.repair(repair, label)
        return entry

    def _provider(self, organization: Json) -> Provider | None:
        name = text_of(organization.get("name"))
        return Provider(self._unique(id_of(organization), name), name) if name else None

    def _restore(self, entry: Entry, record: Json) -> Entry:
        return restore(entry, own_terms(record), self._vocabulary, self._areas)

    def _accept(self, entry: Entry, label: str) -> Iterator[Entry]:
        """Yield an entry unless it is there already, or its id or one of its names is taken.

        One that shares its id with another gets an id of its own.
        """
        where = f"{self._path}: {label}"
        if entry.id in self._taken:
            self._report.refuse(f"{where}: has the id of a bundled entry, which no file may change or hide")
            return
        if not self._emergency_names.isdisjoint(name_keys(entry)):
            self._report.refuse(f"{where}: {TAKES_EMERGENCY_NAME}")
            return
        unique = self._unique(entry.id, entry.name)
        if unique != entry.id:
            self._report.repair("id that stands twice with different names; one was made", label)
            entry = entry._replace(id=unique)
        if self._ids.name_hash(unique) is not None:
            self._report.repair("stands twice; the first is kept", label)
            return
        self._ids.add(entry)
        yield entry

    def _unique(self, entry_id: str, name: str) -> str:
        """Return the id of an entry of this name: its own, unless an entry of another name has it."""
        is_taken = self._ids.name_hash(entry_id) not in (None, hash(name))
        return str(uuid.uuid5(standard.NAMESPACE, f"{entry_id}|{name}")) if is_taken else entry_id


class _Ids:
    """The ids of entries with their names: as hashes in a temporary database, so that any number fits."""

    def __init__(self) -> None:
        self._database = sqlite3.connect("")
        self._database.execute("PRAGMA journal_mode = OFF")
        self._database.execute("CREATE TABLE entry (id INTEGER PRIMARY KEY, name INTEGER)")

    def close(self) -> None:
        """Remove the database."""
        self._database.close()

    def is_empty(self) -> bool:
        """Return whether there is no entry."""
        return self._database.execute("SELECT 1 FROM entry").fetchone() is None

    def name_hash(self, entry_id: str) -> int | None:
        """Return the hash of the name of the entry with an id, or None where there is none."""
        row = self._database.execute("SELECT name FROM entry WHERE id = ?", (hash(entry_id),)).fetchone()
        return None if row is None else row[0]

    def add(self, entry: Entry) -> None:
        """Add the id and name of an entry."""
        self._database.execute("INSERT INTO entry VALUES (?, ?)", (hash(entry.id), hash(entry.name)))
