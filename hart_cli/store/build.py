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
from hart_cli.text import STOP_WORDS, apart, fold, sound, spanish_stem, stem, words

FORMAT = "1"
"""Raised when the database changes, so that no old one is read."""

_SCHEMA = """
PRAGMA page_size = 1024;
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entry (
    no INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, language TEXT, names TEXT, stems TEXT, payload TEXT
);
CREATE TABLE term (term TEXT PRIMARY KEY, entries INTEGER, postings BLOB) WITHOUT ROWID;
CREATE TABLE word (word TEXT PRIMARY KEY, term TEXT, sound TEXT) WITHOUT ROWID;
CREATE TABLE spanish (stem TEXT PRIMARY KEY, word TEXT) WITHOUT ROWID;
CREATE TABLE key (key TEXT, no INTEGER, PRIMARY KEY (key, no)) WITHOUT ROWID;
CREATE TABLE phrase (phrase TEXT PRIMARY KEY, heading INTEGER, language TEXT) WITHOUT ROWID;
CREATE TABLE heading (heading INTEGER PRIMARY KEY, means TEXT, outdated INTEGER);
CREATE INDEX sounds ON word (sound);
CREATE INDEX spanish_words ON spanish (word);
CREATE TABLE place (key TEXT PRIMARY KEY, town TEXT) WITHOUT ROWID;
"""


def pack(no: int, field: str, weight: float) -> int:
    """Return a posting as one number: 20 bits of entry, 4 of field, 8 of weight."""
    return no << 12 | terms.FIELD_NAMES.index(field) << 8 | max(1, round(weight * 255))


def _names(entry: Entry) -> tuple[str, str]:
    """Return the folded names of an entry, one a line, and the stems of their words of content."""
    names = [words(name) for name in (entry.name, *entry.aliases)]
    content = [[stem(word) for word in name if word not in STOP_WORDS] or name for name in names]
    return "\n".join(map(" ".join, names)), "\n".join(map(" ".join, content))


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
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?)",
            (no, entry.id, entry.kind, " ".join(entry.languages), *_names(entry), codec.encode(entry)),
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
    connection.executemany("INSERT INTO word VALUES (?, ?, ?)", ((w, term, sound(w)) for w, term in sorted(forms)))
    connection.executemany("INSERT INTO key VALUES (?, ?)", sorted(keys))


def _put_thesaurus(connection: sqlite3.Connection, thesaurus: Thesaurus) -> None:
    for number, heading in enumerate(thesaurus.headings):
        connection.execute(
            "INSERT INTO heading VALUES (?, ?, ?)", (number, json.dumps(heading.means), heading.outdated)
        )
        for language, phrase in heading.phrases:
            _put_phrase(connection, number, language, words(phrase))
    for filler in thesaurus.fillers:
        said = words(filler)
        phrase = " ".join(map(stem, said))
        connection.execute("INSERT OR IGNORE INTO phrase VALUES (?, NULL, 'filler')", (phrase,))
        for word in said:
            _put_word(connection, word)


def _put_word(connection: sqlite3.Connection, word: str) -> None:
    connection.execute("INSERT OR IGNORE INTO word VALUES (?, ?, ?)", (word, stem(word), sound(word)))


def _put_phrase(connection: sqlite3.Connection, number: int, language: str, said: list[str]) -> None:
    """Put a phrase as it is said, and the key that finds it when its words stand apart."""
    content = [stem(word) for word in said if word not in STOP_WORDS]
    keys = [" ".join(map(stem, said))]
    if len(set(content)) > 1:
        keys.append(apart(content))
    if language == "es":
        spanish = [spanish_stem(word) for word in said if word not in STOP_WORDS]
        keys += [apart(spanish, "es")] if len(set(spanish)) > 1 else []
    connection.executemany("INSERT OR IGNORE INTO phrase VALUES (?, ?, ?)", ((k, number, language) for k in keys))
    for word in said:
        _put_word(connection, word)
        if language == "es" and word not in STOP_WORDS:
            connection.execute("INSERT OR IGNORE INTO spanish VALUES (?, ?)", (spanish_stem(word), word))


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
            (
                row[0].count(" ") + 1
                for row in connection.execute("SELECT phrase FROM phrase WHERE phrase NOT LIKE '~%'")
            ),
            default=0,
        ),
        "kinds": vocabulary.kinds,
        "topics": vocabulary.topics,
        "groups": vocabulary.groups,
        "families": vocabulary.families,
        "areas": dict(sorted(areas.items())),
        "offices": sorted({office for names in directory.places.regions.values() for office in names}),
    }
    connection.executemany("INSERT INTO meta VALUES (?, ?)", ((k, json.dumps(v)) for k, v in meta.items()))
