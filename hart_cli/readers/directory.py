"""Reading hart's own TOML: the bundled directory, and a user's file of the same format."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any, NamedTuple

from hart_cli.errors import DataError
from hart_cli.fields import fields_of
from hart_cli.model import BUNDLED, FILE_ITSELF, Contact, Entry, Phone, Provider, Source, Text, Value
from hart_cli.places import Places, from_toml, with_local, with_outside
from hart_cli.readers.files import read_toml
from hart_cli.readers.records import record
from hart_cli.readers.report import ReportSink
from hart_cli.rules.context import Context
from hart_cli.rules.document import document_faults
from hart_cli.rules.entry import entry_faults
from hart_cli.rules.shape import SPANISH
from hart_cli.rules.sources import source_faults
from hart_cli.rules.spanish import MARK, TRANSLATED_ROWS, outdated_spanish, without_spanish
from hart_cli.text import e164, words
from hart_cli.wording import Wording
from hart_cli.wording import from_toml as wording_from_toml

Table = dict[str, Any]

_BUNDLED_LIMIT = 8 << 20


class Vocabulary(NamedTuple):
    """The closed lists: code to label, and for a group its family."""

    kinds: dict[str, str]
    topics: dict[str, str]
    groups: dict[str, str]
    families: dict[str, str]


class Directory(NamedTuple):
    """What a reader hands to the store: entries, vocabulary, places, and each fault in words."""

    name: str
    revised: str | None
    entries: tuple[Entry, ...]
    vocabulary: Vocabulary
    places: Places
    faults: tuple[str, ...]
    refused: int


def data_folder() -> Path:
    """Return the folder of the bundled data: inside the package when installed, beside it in a
    checkout.

    Raises:
        DataError: hart runs inside an archive, where no file is read by its path.
    """
    package = Path(__file__).resolve().parent.parent
    inside = package / "data"
    if inside.is_dir():
        return inside
    archive = next((parent for parent in package.parents if parent.is_file()), None)
    if archive is not None:
        raise DataError(
            f"{archive.name}: the files of the data cannot be read inside an archive; "
            "install hart with pip, pipx or uv, or unpack the archive"
        )
    return package.parent / "data"


def read_places() -> Places:
    """Return the bundled places. Raises DataError."""
    path = data_folder() / "places.toml"
    try:
        places = from_toml(read_toml(path, _BUNDLED_LIMIT))
        path = data_folder() / "places-local.toml"
        places = with_local(places, read_toml(path, _BUNDLED_LIMIT))
        path = data_folder() / "places-outside.toml"
        return with_outside(places, read_toml(path, _BUNDLED_LIMIT))
    except (KeyError, TypeError) as error:
        raise DataError(f"{path}: has no {error}") from None


def read_wording() -> Wording:
    """Return the words that our own text does not use. Raises DataError."""
    path = data_folder() / "wording.toml"
    try:
        return wording_from_toml(read_toml(path, _BUNDLED_LIMIT))
    except (KeyError, TypeError) as error:
        raise DataError(f"{path}: has no {error}") from None


def read_bundled() -> Directory:
    """Return the bundled directory. Raises DataError where it is unreadable; faults in single
    entries are listed, and those entries left out."""
    path = data_folder() / "resources.toml"
    document = read_toml(path, _BUNDLED_LIMIT)
    places = read_places()
    try:
        vocabulary = _vocabulary(document)
    except (KeyError, TypeError, AttributeError):
        raise DataError(f"{path}: has no vocabulary of kinds, topics and groups") from None
    directory = _read(document, BUNDLED, vocabulary, places, ())
    whole = [f"{path.name}: {fault}" for fault in document_faults(document)]
    if places.left_out:
        whole.append(f"places-local.toml: {places.left_out} rows without a stored source or a known town are left out")
    return directory._replace(faults=(*directory.faults, *whole))


def read_own_toml(path: Path, bundled: Directory, report: ReportSink) -> tuple[Entry, ...]:
    """Return the entries of a user's own file of the same format. A record with a fault is refused by name
    and told to `report`; the rest is kept.

    Raises:
        DataError: the file as a whole cannot be read.
    """
    document = read_toml(path)
    if not isinstance(document.get("entry"), list):
        raise DataError(f"{path}: has no [[entry]]; see the format in docs/data.md")
    directory = _read(document, str(path), bundled.vocabulary, bundled.places, bundled.entries)
    for number, fault in enumerate(directory.faults):
        report.refuse(fault, 0 if number else directory.refused)
    guarded = emergency_names(bundled)
    kept = [entry for entry in directory.entries if guarded.isdisjoint(said_names(entry))]
    for entry in directory.entries:
        if not guarded.isdisjoint(said_names(entry)):
            report.refuse(f"{path}: entry {entry.id!r}: {TAKES_EMERGENCY_NAME}")
    return tuple(kept)


TAKES_EMERGENCY_NAME = "uses the name of an emergency line, which no file may"


def emergency_names(bundled: Directory) -> frozenset[str]:
    """Return the ids, names and aliases of the emergency lines, as they are said: no entry of another
    directory may bear one."""
    return frozenset(name for entry in bundled.entries if entry.line == "emergency" for name in said_names(entry))


def said_names(entry: Entry) -> frozenset[str]:
    """Return the id, name and aliases of an entry as they are said."""
    return frozenset(map(_said, (entry.id, entry.name, *entry.aliases)))


def _said(name: str) -> str:
    """Return a name as it is said: "care-line." and "Care Line" are one."""
    return "".join(words(name))


def _vocabulary(document: Table) -> Vocabulary:
    tables = document["vocabulary"]
    groups = tables["groups"]
    return Vocabulary(
        dict(tables["kinds"]),
        dict(tables["topics"]),
        {code: g["label"] for code, g in groups.items()},
        {code: g["family"] for code, g in groups.items()},
    )


def _read(document: Table, name: str, vocabulary: Vocabulary, places: Places, others: tuple[Entry, ...]) -> Directory:
    """Return the good entries of a document; `others` are those of another directory, which it may
    point at and whose ids it may not take."""
    rows = document.get("entry", [])
    tables = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    tables = [_with_phrases(row, document.get("phrases")) for row in tables]
    sources, faults = _sources(document, name)
    lost = len(rows) - len(tables) if isinstance(rows, list) else 0
    faults += [f"{name}: {lost} of its entries are no tables"] if lost else []
    known = {entry.id: entry for entry in others}
    taken = frozenset(known)
    context = Context(
        frozenset(vocabulary.kinds),
        frozenset(vocabulary.topics),
        frozenset(vocabulary.groups),
        {source.id: source._asdict() for source in sources.values()},
        frozenset(str(row.get("id")) for row in tables) | taken,
        places,
        bundled=name == BUNDLED,
    )
    good: dict[str, Table] = {}
    for position, row in enumerate(tables, 1):
        label = f"{name}: entry {row.get('id', position)!r}"
        wrong = entry_faults(row, context)
        if not wrong and row["id"] in taken:
            wrong = ["has the id of a bundled entry, which no file may change or hide"]
        elif not wrong and row["id"] in good:
            wrong = ["stands twice; the first is kept"]
        if wrong:
            faults += [f"{label}: {fault}" for fault in wrong]
            continue
        old = outdated_spanish(row)
        faults += [f"{label}: {old}"] if old else []
        good[row["id"]] = without_spanish(row) if old else row
    maker = _EntryMaker(good, known, sources, name)
    entries = tuple(map(maker.entry, good.values()))
    return Directory(
        name,
        document.get("revised") if isinstance(document.get("revised"), str) else None,
        entries,
        vocabulary,
        places,
        tuple(faults),
        len(rows) - len(good) if isinstance(rows, list) else 0,
    )


def _with_phrases(entry: Table, phrases: Any) -> Table:
    """Return an entry whose numbers and addresses say in Spanish what the directory's phrases say once for all."""
    if not isinstance(phrases, dict):
        return entry
    stated = {key: entry[key] for key in TRANSLATED_ROWS if isinstance(entry.get(key), list)}
    for key, rows in stated.items():
        stated[key] = [_row_with_phrases(row, TRANSLATED_ROWS[key], phrases) for row in rows]
    return {**entry, **stated}


def _row_with_phrases(row: Any, fields: tuple[str, ...], phrases: Table) -> Any:
    if not isinstance(row, dict):
        return row
    known = {
        f"{name}_es": phrases[row[name]] for name in fields if isinstance(row.get(name), str) and row[name] in phrases
    }
    return {**known, **row}


def _sources(document: Table, name: str) -> tuple[dict[str, Source], list[str]]:
    sources: dict[str, Source] = {}
    tables = document.get("sources", {})
    if not isinstance(tables, dict):
        return {}, [f"{name}: sources must be a table"]
    faults = []
    for key, table in tables.items():
        wrong = source_faults(key, table) if isinstance(table, dict) else [f"source {key} is no table"]
        faults += [f"{name}: {fault}" for fault in wrong]
        if not wrong:
            sources[key] = record(Source, {**table, "id": key}, lambda *_: {})
    return sources, faults


def _sourced(row: Table, sources: dict[str, Source]) -> tuple[tuple[str, Source], ...]:
    """Return each field from elsewhere with its source; one phone or point of several as phones[1]."""
    named = dict(row.get("sourced", {}))
    lists = {field.name: row.get(field.name, []) for field in fields_of(Entry) if field.meta.sourced}
    lists["act.points"] = row.get("act", {}).get("points", [])
    for key, items in lists.items():
        named |= {f"{key}[{n}]": item["source"] for n, item in enumerate(items) if "source" in item}
    return tuple((key, sources[source]) for key, source in named.items() if source in sources)


class _EntryMaker:
    """Makes entries of tables whose shape is right, and resolves what they name.

    Args:
        rows: the good tables of the file by id.
        others: the entries of another directory that they may point at, by id.
        sources: the sources of the file by id.
        directory: the name of the file.
    """

    def __init__(
        self, rows: dict[str, Table], others: dict[str, Entry], sources: dict[str, Source], directory: str
    ) -> None:
        self._rows = rows
        self._others = others
        self._sources = sources
        self._directory = directory

    def entry(self, row: Table) -> Entry:
        """Return the entry of a table."""
        source = self._sources.get(row.get("source", ""), FILE_ITSELF)
        return record(Entry, row, partial(self._resolve, source))

    def _resolve(self, source: Source, kind: type, row: Table) -> Table:
        """Return the fields that a table holds in another form than the record: ids, Spanish, numbers to dial."""
        if kind is Phone:
            return {"e164": e164(row["number"])}
        if kind is Value:
            return {"source": self._sources.get(row.get("source", ""), source)}
        if kind is not Entry:
            return {}
        return {
            "source": source,
            "directory": self._directory,
            "confidence": row.get("confidence", source.confidence),
            "provider": self._provider(row.get("provider", "")),
            "contacts": tuple(filter(None, map(self._contact, row.get("contacts", [])))),
            "sourced": _sourced(row, self._sources),
            "spanish": _spanish(row),
        }

    def _provider(self, entry_id: str) -> Provider | None:
        if entry_id in self._rows:
            return Provider(entry_id, self._rows[entry_id]["name"])
        other = self._others.get(entry_id)
        return None if other is None else Provider(other.id, other.name)

    def _contact(self, entry_id: str) -> Contact | None:
        if entry_id in self._rows:
            row = self._rows[entry_id]
            known = ("id", "name", "role", "phones", "emails")
            table = {key: row[key] for key in known if key in row} | {"role_es": row.get("es", {}).get("role")}
            return record(Contact, table, partial(self._resolve, FILE_ITSELF))
        other = self._others.get(entry_id)
        if other is None:
            return None
        return Contact(entry_id, other.name, other.role, other.phones, other.emails, other.translation("role"))


def _spanish(row: Table) -> tuple[tuple[str, Text], ...]:
    """Return the Spanish of an entry by field, without the mark of its English."""
    texts = ((key, tuple(text) if isinstance(text, list) else text) for key, text in row.get(SPANISH, {}).items())
    return tuple((key, text) for key, text in texts if key != MARK)
