"""Reading hart's own TOML: the bundled directory, and a user's file of the same format."""

from __future__ import annotations

from collections.abc import Callable
from collections.abc import Set as AbstractSet
from functools import partial
from pathlib import Path
from typing import NamedTuple, TypeVar

from hart_cli.errors import DataError
from hart_cli.model import BUNDLED, Entry, Source
from hart_cli.places import Places, from_toml, with_local, with_outside
from hart_cli.readers.entries import EntryMaker, with_phrases
from hart_cli.readers.files import read_toml
from hart_cli.readers.records import Table, record
from hart_cli.readers.report import ReportSink
from hart_cli.rules.context import Context
from hart_cli.rules.document import document_faults
from hart_cli.rules.entry import entry_faults
from hart_cli.rules.sources import source_faults
from hart_cli.rules.spanish import outdated_spanish, without_spanish
from hart_cli.text import words
from hart_cli.wording import Wording
from hart_cli.wording import from_toml as wording_from_toml

R = TypeVar("R")
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


def _read_data(name: str, parse: Callable[[Table], R]) -> R:
    """Return what a function makes of a bundled file. Raises DataError."""
    path = data_folder() / name
    try:
        return parse(read_toml(path, _BUNDLED_LIMIT))
    except (KeyError, TypeError) as error:
        raise DataError(f"{path}: has no {error}") from None


def read_places() -> Places:
    """Return the bundled places. Raises DataError."""
    places = _read_data("places.toml", from_toml)
    places = _read_data("places-local.toml", partial(with_local, places))
    return _read_data("places-outside.toml", partial(with_outside, places))


def read_wording() -> Wording:
    """Return the words that our own text does not use. Raises DataError."""
    return _read_data("wording.toml", wording_from_toml)


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
    for entry in directory.entries:
        if not guarded.isdisjoint(name_keys(entry)):
            report.refuse(f"{path}: entry {entry.id!r}: {TAKES_EMERGENCY_NAME}")
    return tuple(entry for entry in directory.entries if guarded.isdisjoint(name_keys(entry)))


TAKES_EMERGENCY_NAME = "uses the name of an emergency line, which no file may"


def emergency_names(bundled: Directory) -> frozenset[str]:
    """Return the ids, names and aliases of the emergency lines by their words alone: no entry of another
    directory may have one of them."""
    return frozenset(name for entry in bundled.entries if entry.line == "emergency" for name in name_keys(entry))


def name_keys(entry: Entry) -> frozenset[str]:
    """Return the id, name and aliases of an entry by their words alone."""
    return frozenset(map(_key, (entry.id, entry.name, *entry.aliases)))


def _key(name: str) -> str:
    """Return a name by its words alone: "care-line." and "Care Line" are one."""
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
    revised = document.get("revised")
    rows = document.get("entry", [])
    tables = [row for row in rows if isinstance(row, dict)] if isinstance(rows, list) else []
    tables = [with_phrases(row, document.get("phrases")) for row in tables]
    sources, faults = _sources(document, name)
    lost = len(rows) - len(tables) if isinstance(rows, list) else 0
    faults += [f"{name}: {lost} of its entries are no tables"] if lost else []
    known = {entry.id: entry for entry in others}
    context = Context(
        frozenset(vocabulary.kinds),
        frozenset(vocabulary.topics),
        frozenset(vocabulary.groups),
        {source.id: source._asdict() for source in sources.values()},
        frozenset(str(row.get("id")) for row in tables) | known.keys(),
        places,
        bundled=name == BUNDLED,
    )
    good = _good_tables(tables, name, context, known.keys(), faults)
    maker = EntryMaker(good, known, sources, name)
    return Directory(
        name,
        revised if isinstance(revised, str) else None,
        tuple(map(maker.entry, good.values())),
        vocabulary,
        places,
        tuple(faults),
        len(rows) - len(good) if isinstance(rows, list) else 0,
    )


def _good_tables(
    tables: list[Table], name: str, context: Context, taken: AbstractSet[str], faults: list[str]
) -> dict[str, Table]:
    """Return the tables without a fault by id, those whose Spanish is outdated without it. Every fault is added to
    `faults`."""
    good: dict[str, Table] = {}
    for position, row in enumerate(tables, 1):
        label = f"{name}: entry {row.get('id', position)!r}"
        wrong = entry_faults(row, context)
        if not wrong and row["id"] in taken:
            wrong = ["has the id of a bundled entry, which no file may change or hide"]
        elif not wrong and row["id"] in good:
            wrong = ["stands twice; the first is kept"]
        faults += [f"{label}: {fault}" for fault in wrong]
        if not wrong:
            outdated = outdated_spanish(row)
            faults += [f"{label}: {outdated}"] if outdated else []
            good[row["id"]] = without_spanish(row) if outdated else row
    return good


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
