"""Compiling a directory: entries, their terms, the thesaurus and the places into one database.

Happens when the wheel is built, on first use in a checkout, and once for each change of a user's own
directory. Entries come one at a time and nothing that grows with their number stays in memory, so
that a million of them cost no more of it than ten thousand.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter
from collections.abc import Iterable
from functools import cache
from typing import Any

from hart_cli.model import Entry
from hart_cli.readers.directory import Directory
from hart_cli.readers.thesaurus import Thesaurus
from hart_cli.store import codec, terms
from hart_cli.store.columns import Columns
from hart_cli.store.postings import mark, pack
from hart_cli.text import STOP_WORDS, apart, fold, sound, spanish_stem, stem, words

FORMAT = "2"
"""Raised when the database changes, so that no old one is read."""

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entry (no INTEGER PRIMARY KEY, id TEXT UNIQUE, kind TEXT, language TEXT, names TEXT, stems TEXT);
CREATE TABLE body (no INTEGER PRIMARY KEY, payload TEXT, checksum INTEGER);
CREATE TABLE column (name TEXT PRIMARY KEY, numbers BLOB, meaning TEXT) WITHOUT ROWID;
CREATE TABLE term (term TEXT PRIMARY KEY, entries INTEGER, best BLOB, whole BLOB);
CREATE TABLE word (word TEXT PRIMARY KEY, term TEXT, sound TEXT) WITHOUT ROWID;
CREATE TABLE spanish (stem TEXT PRIMARY KEY, word TEXT) WITHOUT ROWID;
CREATE TABLE key (key TEXT, no INTEGER, PRIMARY KEY (key, no)) WITHOUT ROWID;
CREATE TABLE phrase (phrase TEXT PRIMARY KEY, heading INTEGER, language TEXT) WITHOUT ROWID;
CREATE TABLE heading (heading INTEGER PRIMARY KEY, means TEXT, outdated INTEGER);
CREATE TABLE place (key TEXT PRIMARY KEY, town TEXT) WITHOUT ROWID;
CREATE TEMP TABLE run (term TEXT, turn INTEGER, numbers BLOB, marks BLOB);
CREATE TEMP TABLE form (word TEXT, term TEXT);
CREATE TEMP TABLE loose (key TEXT, no INTEGER);
"""
_INDEXES = """
CREATE INDEX sounds ON word (sound);
CREATE INDEX spanish_words ON spanish (word);
"""
_MOST_IN_MEMORY = 2_000_000
"""Postings that are gathered before they are put down: some 40 MB."""


@cache
def _fields() -> dict[str, int]:
    return {name: number for number, name in enumerate(terms.FIELD_NAMES)}


def _names(entry: Entry) -> tuple[str, str]:
    """Return the folded names of an entry, one a line, and the stems of their words of content."""
    names = [words(name) for name in (entry.name, *entry.aliases)]
    content = [[stem(word) for word in name if word not in STOP_WORDS] or name for name in names]
    return "\n".join(map(" ".join, names)), "\n".join(map(" ".join, content))


class Compiler:
    """Takes entries one at a time and leaves a compiled directory.

    Args:
        connection: an empty database.
        labels: topic, group and kind codes with their labels.
    """

    def __init__(self, connection: sqlite3.Connection, labels: dict[str, str]) -> None:
        self._db = connection
        self._db.executescript(_SCHEMA)
        self._labels = labels
        self._columns = Columns()
        self._gathered: dict[str, tuple[array[int], array[int]]] = {}
        self._forms: set[tuple[str, str]] = set()
        self._held = self._turn = self.entries = 0
        self._areas: Counter[str] = Counter()

    def add(self, entry: Entry) -> None:
        """Put an entry in; its number is that of those before it."""
        no = self.entries
        self.entries += 1
        self._db.execute(
            "INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)",
            (no, entry.id, entry.kind, " ".join(entry.languages), *_names(entry)),
        )
        payload = codec.encode(entry)
        self._db.execute("INSERT INTO body VALUES (?, ?, ?)", (no, payload, codec.checksum(payload)))
        self._db.executemany("INSERT INTO loose VALUES (?, ?)", [(key, no) for key in set(terms.keys(entry))])
        self._columns.add(entry)
        self._areas.update(entry.areas)
        self._gather(no, entry)

    def _gather(self, no: int, entry: Entry) -> None:
        weighed, shown = terms.weigh(entry, self._labels)
        self._forms |= shown
        fields, gathered = _fields(), self._gathered
        for term, (field, weight) in weighed.items():
            lists = gathered.get(term)
            if lists is None:
                lists = gathered[term] = (array("I"), array("H"))
            lists[0].append(no)
            lists[1].append(mark(fields[field], weight))
        self._held += len(weighed)
        if self._held > _MOST_IN_MEMORY:
            self._put_down()

    def _put_down(self) -> None:
        """Move what was gathered out of memory, one run of each term."""
        self._db.executemany(
            "INSERT INTO run VALUES (?, ?, ?, ?)",
            (
                (term, self._turn, numbers.tobytes(), marks.tobytes())
                for term, (numbers, marks) in self._gathered.items()
            ),
        )
        self._db.executemany("INSERT INTO form VALUES (?, ?)", self._forms)
        self._gathered, self._forms = {}, set()
        self._held, self._turn = 0, self._turn + 1

    def finish(self, meta: dict[str, Any]) -> None:
        """Sort what was gathered into its tables. `meta` is what the directory says of itself."""
        self._put_down()
        self._db.create_function("sound", 1, sound, deterministic=True)
        self._db.execute("INSERT INTO word SELECT DISTINCT word, term, sound(word) FROM form ORDER BY word")
        self._db.execute("INSERT INTO key SELECT DISTINCT key, no FROM loose ORDER BY key, no")
        self._db.executemany("INSERT INTO term VALUES (?, ?, ?, ?)", self._terms())
        self._db.executemany("INSERT INTO column VALUES (?, ?, ?)", self._columns.rows())
        counted = {"format": FORMAT, "entries": self.entries, "areas": dict(sorted(self._areas.items()))}
        for key, value in (counted | meta).items():
            self._db.execute("INSERT INTO meta VALUES (?, ?)", (key, json.dumps(value)))
        self._db.executescript("DROP TABLE run; DROP TABLE form; DROP TABLE loose;" + _INDEXES)
        self._db.commit()

    def _terms(self) -> Iterable[tuple[str, int, bytes, bytes | None]]:
        """Yield each term with its runs joined, in the order of the alphabet."""
        current, numbers, marks = "", array("I"), array("H")
        reading = self._db.cursor()
        for term, more, more_marks in reading.execute("SELECT term, numbers, marks FROM run ORDER BY term, turn"):
            if term != current and numbers:
                yield current, len(numbers), *pack(numbers, marks)
                numbers, marks = array("I"), array("H")
            current = term
            numbers.frombytes(more)
            marks.frombytes(more_marks)
        if numbers:
            yield current, len(numbers), *pack(numbers, marks)


def compile_directory(directory: Directory, thesaurus: Thesaurus | None) -> sqlite3.Connection:
    """Return a database in memory that holds the directory.

    Args:
        directory: the entries with their vocabulary and places.
        thesaurus: what people type and what it means here; None for a user's own file, which is
            searched with the bundled one.
    """
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA page_size = 1024")
    compiler = Compiler(connection, labels_of(directory))
    for entry in directory.entries:
        compiler.add(entry)
    longest = 0
    if thesaurus is not None:
        longest = _put_thesaurus(connection, thesaurus)
        _put_places(connection, directory)
    compiler.finish(_meta(directory, longest))
    return connection


def labels_of(directory: Directory) -> dict[str, str]:
    """Return the codes of kinds, topics and groups with their labels."""
    vocabulary = directory.vocabulary
    return vocabulary.kinds | vocabulary.topics | vocabulary.groups


def _put_thesaurus(connection: sqlite3.Connection, thesaurus: Thesaurus) -> int:
    """Put the thesaurus in. Returns how many words its longest phrase has."""
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
    rows = connection.execute("SELECT phrase FROM phrase WHERE phrase NOT LIKE '~%'")
    return max((row[0].count(" ") + 1 for row in rows), default=0)


def _put_word(connection: sqlite3.Connection, word: str) -> None:
    connection.execute("INSERT INTO form VALUES (?, ?)", (word, stem(word)))


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


def _meta(directory: Directory, longest_phrase: int) -> dict[str, Any]:
    vocabulary = directory.vocabulary
    return {
        "name": directory.name,
        "revised": directory.revised,
        "longest_phrase": longest_phrase,
        "kinds": vocabulary.kinds,
        "topics": vocabulary.topics,
        "groups": vocabulary.groups,
        "families": vocabulary.families,
        "offices": sorted({office for names in directory.places.regions.values() for office in names}),
    }
