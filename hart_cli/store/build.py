"""Compiling a directory: entries, their terms, the thesaurus and the places into one database.

Happens when the wheel is built, on first use in a checkout, and once for each of the user's files.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter, defaultdict

from hart_cli.model import Entry
from hart_cli.readers.directory import Directory
from hart_cli.readers.thesaurus import Thesaurus
from hart_cli.store import codec, terms
from hart_cli.text import fold, stem, words

FORMAT = "1"
"""Raised when the database changes, so that no old one is read."""

_SCHEMA = """
PRAGMA page_size = 1024;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entry (no INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, names TEXT, payload TEXT);
CREATE TABLE term (term TEXT PRIMARY KEY, entries INTEGER, postings BLOB) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY, term TEXT) WITHOUT ROWID;
CREATE TABLE key (key TEXT, no INTEGER, PRIMARY KEY (key, no)) WITHOUT ROWID;
CREATE TABLE phrase (phrase TEXT PRIMARY KEY, heading INTEGER, language TEXT) WITHOUT ROWID;
CREATE TABLE heading (heading INTEGER PRIMARY KEY, means TEXT, outdated INTEGER);
CREATE TABLE place (key TEXT PRIMARY KEY, town TEXT) WITHOUT ROWID;
"""


def pack(no: int, field: str, weight: float) -> int:
    """Return a posting as one number: 20 bits of entry, 4 of field, 8 of weight."""
    return no << 12 | terms.FIELD_NAMES.index(field) << 8 | max(1, round(weight * 255))


def _names(entry: Entry) -> str:
    return "\n".join(" ".join(words(name)) for name in (entry.name, *entry.aliases))


def compile_directory(directory: Directory, thesaurus: Thesaurus | None) -> sqlite3.Connection:
    """Return a database in memory that holds the directory.

    Args:
        directory: the entries with their vocabulary and places.
        thesaurus: what people type and what it means here; None for a user's own file, which is
            searched with the bundled one.
    """
    connection = sqlite3.connect(":memory:")
    connection.executescript(_SCHEMA)
    _put_entries(connection, directory)
    if thesaurus is not None:
        _put_thesaurus(connection, thesaurus)
        _put_places(connection, directory)
    _put_meta(connection, directory)
    connection.commit()
    return connection


def _put_entries(connection: sqlite3.Connection, directory: Directory) -> None:
    vocabulary = directory.vocabulary
    labels = vocabulary.kinds | vocabulary.topics | vocabulary.groups
    postings: dict[str, array[int]] = defaultdict(lambda: array("I"))
    forms: set[tuple[str, str]] = set()
    keys: set[tuple[str, int]] = set()
    for no, entry in enumerate(directory.entries):
        connection.execute(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?)",
            (no, entry.id, entry.kind, _names(entry), codec.encode(entry)),
        )
        weighed, shown = terms.weigh(entry, labels)
        forms |= shown
        keys |= {(key, no) for key in terms.keys(entry)}
        for term, (field, weight) in weighed.items():
            postings[term].append(pack(no, field, weight))
    connection.executemany(
        "INSERT INTO term VALUES (?, ?, ?)",
        ((term, len(found), found.tobytes()) for term, found in sorted(postings.items())),
    )
    connection.executemany("INSERT INTO word VALUES (?, ?)", sorted(forms))
    connection.executemany("INSERT INTO key VALUES (?, ?)", sorted(keys))


def _put_thesaurus(connection: sqlite3.Connection, thesaurus: Thesaurus) -> None:
    known = {row[0] for row in connection.execute("SELECT word FROM word")}
    for number, heading in enumerate(thesaurus.headings):
        connection.execute(
            "INSERT INTO heading VALUES (?, ?, ?)", (number, json.dumps(heading.means), heading.outdated)
        )
        for language, phrase in heading.phrases:
            folded = words(phrase)
            connection.execute(
                "INSERT OR IGNORE INTO phrase VALUES (?, ?, ?)",
                (" ".join(map(stem, folded)), number, language),
            )
            new = ((word, stem(word)) for word in folded if word not in known)
            connection.executemany("INSERT OR IGNORE INTO word VALUES (?, ?)", new)
    connection.executemany(
        "INSERT OR IGNORE INTO phrase VALUES (?, NULL, 'filler')",
        ((stem(fold(filler)),) for filler in thesaurus.fillers),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO word VALUES (?, ?)",
        ((fold(filler), stem(fold(filler))) for filler in thesaurus.fillers),
    )


def _put_places(connection: sqlite3.Connection, directory: Directory) -> None:
    connection.executemany(
        "INSERT INTO place VALUES (?, ?)",
        ((fold(name), json.dumps(town)) for name, town in directory.places.towns.items()),
    )


def _put_meta(connection: sqlite3.Connection, directory: Directory) -> None:
    vocabulary = directory.vocabulary
    areas = Counter(area for entry in directory.entries for area in entry.areas)
    meta = {
        "format": FORMAT,
        "name": directory.name,
        "revised": directory.revised,
        "entries": len(directory.entries),
        "longest_phrase": max(
            (row[0].count(" ") + 1 for row in connection.execute("SELECT phrase FROM phrase")), default=0
        ),
        "kinds": vocabulary.kinds,
        "topics": vocabulary.topics,
        "groups": vocabulary.groups,
        "families": vocabulary.families,
        "areas": dict(sorted(areas.items())),
        "offices": sorted({office for names in directory.places.regions.values() for office in names}),
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", ((k, json.dumps(v)) for k, v in meta.items()))
