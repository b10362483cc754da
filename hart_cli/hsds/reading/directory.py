"""Open Referral's HSDS to hart's entries: leniently, and telling of every repair and every loss.

A record of a service becomes an entry of the kind "service", its organization one of the kind
"organization"; `hsds_record` makes it. The id stays as it is. What hart has no field for goes into the notes, so that it is read and
found; what cannot be used is counted by name. Nothing in such a file counts as official or as checked.
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
from hart_cli.hsds import standard
from hart_cli.hsds.carried import carried_fields
from hart_cli.hsds.reading import json_stream, tables
from hart_cli.hsds.reading.record import Json, RecordReader, id_of, own_terms, tables_of, text_of, with_rest
from hart_cli.model import Entry, Provider
from hart_cli.readers.directory import TAKES_EMERGENCY_NAME, Directory, emergency_names, name_keys
from hart_cli.readers.files import open_regular
from hart_cli.readers.report import Progress, ReportSink

_LISTS = frozenset(("contents", "services", "organizations", "items", "results", "data"))
_WRAPPERS = ("record", "service")
_ORGANIZATION_KEYS = frozenset(("services", "website", "tax_status", "tax_id", "legal_status", "year_incorporated"))
_SERVICE_KEYS = frozenset(("organization", "organization_id", "status", "service_at_locations", "application_process"))


def read_hsds(path: Path, bundled: Directory, report: ReportSink, progress: Progress | None) -> Iterator[Entry]:
    """Yield the entries of an HSDS directory.

    Args:
        path: JSON in any of its shapes, NDJSON, or a folder or zip of tables; files may be gzipped.
        bundled: the directory that comes with hart.
        report: takes what happened to the records.
        progress: called with the bytes read and the bytes in all.

    Raises:
        DataError: the path as a whole cannot be read, or holds no service and no organization.
    """
    empty = True
    with closing(_Seen()) as seen:
        for entry in _read(path, _Mapper(path, bundled, report, seen), report, progress):
            empty = False
            yield entry
    if empty and not report.refused and not report.repairs:
        raise DataError(
            f"{path}: holds no services; hart reads its own TOML and Open Referral's HSDS (docs/own-directories.md)"
        )


def _read(path: Path, mapper: _Mapper, report: ReportSink, progress: Progress | None) -> Iterator[Entry]:
    if os.path.isdir(path) or tables.is_zip(path):
        for row in tables.read_tables(path, report, progress):
            yield from mapper.entries(row, _label(row, 0))
        return
    with open_regular(path) as file:
        total = os.fstat(file.fileno()).st_size
        for record in json_stream.records(tables.unpacked(file, str(path)), _LISTS):
            if record.fault:
                report.refuse(f"{path}: record {record.place} {record.fault}")
            else:
                yield from mapper.entries(record.value, f"record {record.place}")
            if progress and record.place % 100 == 0:
                progress(min(file.tell(), total), total)


def _label(record: Any, place: int) -> str:
    name = record.get("id") if isinstance(record, dict) else None
    return str(name)[:60] if name else f"record {place}"


class _Mapper:
    """Makes entries of records, and remembers which there are.

    Args:
        path: the directory.
        bundled: the directory that comes with hart, whose ids and emergency names are taken.
        report: takes what happened to the records.
        seen: which ids there were.
    """

    def __init__(self, path: Path, bundled: Directory, report: ReportSink, seen: _Seen) -> None:
        self._path = str(path)
        self._report = report
        self._taken = frozenset(entry.id for entry in bundled.entries)
        self._guarded = emergency_names(bundled)
        self._kinds = bundled.vocabulary.kinds
        self._topics, self._groups = bundled.vocabulary.topics, bundled.vocabulary.groups
        self._areas = {name.lower(): name for name in bundled.places.area_names()}
        self._seen = seen

    def entries(self, record: Any, label: str) -> Iterator[Entry]:
        """Yield the entries of one record, whatever shape it has."""
        if not isinstance(record, dict):
            self._report.refuse(f"{self._path}: {label} is no object")
            return
        for wrapper in _WRAPPERS:
            inner = record.get(wrapper)
            if isinstance(inner, dict | list) and "name" not in record and "organization" not in record:
                self._report.repair(f"record inside of {wrapper!r} taken out", label)
                for n, one in enumerate(inner if isinstance(inner, list) else [inner], 1):
                    yield from self.entries(one, f"{label}, {n}" if isinstance(inner, list) else label)
                return
        if "name" not in record and any(isinstance(record.get(key), list | dict) for key in (*_LISTS, "organization")):
            yield from self._bundle(record, label)
        elif not _ORGANIZATION_KEYS.isdisjoint(record) and _SERVICE_KEYS.isdisjoint(record):
            yield from self._with_services(record, label)
        else:
            yield from self._service(record, label, None)

    def _bundle(self, record: Json, label: str) -> Iterator[Entry]:
        """Yield the entries of an object that holds organizations and services side by side, or of a page."""
        organizations = [o for o in tables_of(record.get("organizations")) + tables_of(record.get("organization")) if o]
        known = {str(o.get("id")): o for o in organizations}
        only = organizations[0] if len(organizations) == 1 else None
        for key in _LISTS - {"organizations", "services"}:
            for n, inner in enumerate(record.get(key) or (), 1) if isinstance(record.get(key), list) else ():
                yield from self.entries(inner, f"{label}, {n}")
        services = tables_of(record.get("services")) + tables_of(record.get("service"))
        for n, service in enumerate(services, 1):
            named = known.get(str(service.get("organization_id"))) or only
            yield from self._service(service, f"{label}, service {n}", named)
        for organization in organizations:
            yield from self._with_services(organization, label)

    def _with_services(self, record: Json, label: str) -> Iterator[Entry]:
        yield from self._organization(record, label)
        for n, service in enumerate(tables_of(record.get("services")), 1):
            yield from self._service(service, f"{label}, service {n}", record)

    def _service(self, record: Json, label: str, organization: Json | None) -> Iterator[Entry]:
        given = record.get("organization")
        organization = given if isinstance(given, dict) else organization
        label = _label(record, 0) if record.get("id") else label
        if organization is None and record.get("organization_id"):
            self._report.repair("organization that is not in the file", label)
        status = text_of(record.get("status"))
        if status and status.lower() in standard.WITHDRAWN:
            self._report.repair(f"left out: its publisher calls it {status.lower()}", label)
            return
        reader = RecordReader(record, label, self._report, self._areas)
        entry = reader.entry("service", self._path)
        if entry is None:
            self._report.refuse(f"{self._path}: {label}: has no name")
            return
        provider = None
        if organization is not None and organization.get("id") != standard.NOBODY:
            yield from self._organization(organization, label)
            provider = self._provider(organization)
        cautions = entry.cautions
        if status is None:
            self._report.repair("no status stated; kept", label)
        elif status.lower() == standard.CLOSED:
            cautions = ("Temporarily closed, says its publisher.", *cautions)
        elif status.lower() not in standard.STATUSES:
            self._report.repair(f"status {status[:40]!r} is none of HSDS; kept", label)
        yield from self._kept(self._restored(record, entry._replace(provider=provider, cautions=cautions)), label)

    def _provider(self, organization: Json) -> Provider | None:
        name = text_of(organization.get("name"))
        return Provider(self._unique(id_of(organization, name), name), name) if name else None

    def _organization(self, record: Json, label: str) -> Iterator[Entry]:
        if standard.NAMED_ONLY in own_terms(record).get("record_kind", ()):
            return  # an export of ours, in which this organization has no entry
        label = _label(record, 0) if record.get("id") else label
        name = text_of(record.get("name"))
        if name and self._seen.name(self._unique(id_of(record, name), name)) is not None:
            return  # stands nested in each of its services
        reader = RecordReader(record, label, self._report, self._areas)
        entry = reader.entry("organization", self._path, quiet=True)
        if entry is None:
            self._report.repair("organization without a name", label)
            return
        yield from self._kept(self._restored(record, reader.told(entry)), label)

    def _restored(self, record: Json, entry: Entry) -> Entry:
        """Return the entry with what an export of ours put into terms of our own vocabulary."""
        own = own_terms(record)
        if not own:
            return entry
        changes = carried_fields(own)
        for field, known in (("topics", self._topics), ("groups", self._groups)):
            changes[field] = tuple(code for code in own.get(field, ()) if code in known)
        if "areas" in changes:
            changes["areas"] = tuple(area for area in changes["areas"] if area.lower() in self._areas)
        kind = own.get("record_kind", [entry.kind])[0]
        changes["kind"] = kind if kind in self._kinds and kind not in ("act", "figure") else entry.kind
        return with_rest(entry._replace(**changes), own)

    def _kept(self, entry: Entry, label: str) -> Iterator[Entry]:
        """Yield an entry unless its id or one of its names is taken."""
        where = f"{self._path}: {label}"
        if entry.id in self._taken:
            self._report.refuse(f"{where}: has the id of a bundled entry, which no file may change or hide")
        elif not self._guarded.isdisjoint(name_keys(entry)):
            self._report.refuse(f"{where}: {TAKES_EMERGENCY_NAME}")
        else:
            yield from self._once(entry, label)

    def _unique(self, entry_id: str, name: str) -> str:
        """Return the id that an entry of this name has here: its own unless another one took it before."""
        taken = self._seen.name(entry_id) not in (None, hash(name))
        return str(uuid.uuid5(standard.NAMESPACE, f"{entry_id}|{name}")) if taken else entry_id

    def _once(self, entry: Entry, label: str) -> Iterator[Entry]:
        """Yield an entry the first time; one that shares its id with another gets an id of its own."""
        unique = self._unique(entry.id, entry.name)
        if unique != entry.id:
            self._report.repair("id that stands twice with different names; one was made", label)
            entry = entry._replace(id=unique)
        if self._seen.name(unique) is not None:
            self._report.repair("stands twice; the first is kept", label)
            return
        self._seen.add(entry)
        yield entry


class _Seen:
    """Which ids there were, with what names: as hashes in a temporary database, so that any number fits."""

    def __init__(self) -> None:
        self._db = sqlite3.connect("")
        self._db.execute("PRAGMA journal_mode = OFF")
        self._db.execute("CREATE TABLE seen (id INTEGER PRIMARY KEY, name INTEGER)")

    def close(self) -> None:
        """Let go of it."""
        self._db.close()

    def name(self, entry_id: str) -> int | None:
        """Return the hash of the name that an id had before, or None."""
        row = self._db.execute("SELECT name FROM seen WHERE id = ?", (hash(entry_id),)).fetchone()
        return None if row is None else row[0]

    def add(self, entry: Entry) -> None:
        """Note an entry."""
        self._db.execute("INSERT INTO seen VALUES (?, ?)", (hash(entry.id), hash(entry.name)))
