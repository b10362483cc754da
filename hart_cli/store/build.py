"""Compiling a directory: entries, their terms, the thesaurus and the places into one database.

Happens when the wheel is built, on first use in a checkout, and once for each change of a user's own
directory. Entries come one at a time and nothing that grows with their number stays in memory, so
that a million of them cost no more of it than ten thousand.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any

from hart_cli.model import Entry
from hart_cli.places import fold_name
from hart_cli.readers.directory import Directory
from hart_cli.readers.needs import Weights
from hart_cli.readers.ranking import NOTHING, RankingModel
from hart_cli.readers.thesaurus import Thesaurus
from hart_cli.store import codec, terms
from hart_cli.store.columns import Columns
from hart_cli.store.postings import BEST, Postings
from hart_cli.text import STOP_WORDS, apart, fold, sound, spanish_stem, words

_SCHEMA = """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT) WITHOUT ROWID;
CREATE TABLE entry (no INTEGER PRIMARY KEY, id TEXT, kind TEXT, language TEXT, names TEXT, stems TEXT);
CREATE TABLE body (no INTEGER PRIMARY KEY, payload TEXT, checksum INTEGER);
CREATE TABLE column (name TEXT PRIMARY KEY, numbers BLOB, meaning TEXT) WITHOUT ROWID;
CREATE TABLE term (term TEXT PRIMARY KEY, entries INTEGER, best BLOB, whole BLOB);
CREATE TABLE word (word TEXT PRIMARY KEY, term TEXT, sound TEXT) WITHOUT ROWID;
CREATE TABLE spanish (stem TEXT PRIMARY KEY, word TEXT) WITHOUT ROWID;
CREATE TABLE key (key TEXT, no INTEGER, PRIMARY KEY (key, no)) WITHOUT ROWID;
CREATE TABLE phrase (phrase TEXT PRIMARY KEY, heading INTEGER, language TEXT) WITHOUT ROWID;
CREATE TABLE heading (heading INTEGER PRIMARY KEY, means TEXT, outdated INTEGER);
CREATE TABLE evidence (name TEXT PRIMARY KEY, weights BLOB) WITHOUT ROWID;
CREATE TABLE question_term (name TEXT PRIMARY KEY, idf INTEGER, numbers BLOB, added BLOB) WITHOUT ROWID;
CREATE TABLE place (key TEXT PRIMARY KEY, town TEXT) WITHOUT ROWID;
CREATE TABLE locality (key TEXT PRIMARY KEY, name TEXT, towns TEXT) WITHOUT ROWID;
CREATE TABLE outside (key TEXT PRIMARY KEY, name TEXT) WITHOUT ROWID;
CREATE TABLE place_word (word TEXT PRIMARY KEY) WITHOUT ROWID;
CREATE TEMP TABLE run (term TEXT, mark INTEGER, turn INTEGER, numbers BLOB);
CREATE TEMP TABLE loose (key TEXT, no INTEGER);
"""
_INDEXES = """
CREATE UNIQUE INDEX ids ON entry (id);
CREATE INDEX sounds ON word (sound);
CREATE INDEX spanish_words ON spanish (word);
"""
_ROWS_AT_ONCE = 500
_MOST_IN_MEMORY = 2_000_000
"""Postings that are gathered before they are put down: some 40 MB."""


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
        self._gathered: defaultdict[int, defaultdict[str, array[int]]] = defaultdict(_lists)
        self.stems, self._routes = terms.Stems(), terms.Stems()
        self._held = self._turn = self.entries = 0
        self._areas: Counter[str] = Counter()
        self._rows: list[tuple[Any, ...]] = []
        self._bodies: list[tuple[int, str, int]] = []
        self._keys: list[tuple[str, int]] = []

    def add(self, entry: Entry) -> None:
        """Put an entry in; its number is that of those before it."""
        no = self.entries
        self.entries += 1
        payload = codec.encode(entry)
        self._rows.append(
            (no, entry.id, entry.kind, " ".join(entry.languages), *map("\n".join, terms.names(entry, self.stems)))
        )
        self._bodies.append((no, payload, codec.checksum(payload)))
        self._keys += [(key, no) for key in set(terms.keys(entry))]
        if len(self._rows) == _ROWS_AT_ONCE:
            self._write_rows()
        self._columns.add(entry)
        self._areas.update(entry.areas)
        self._gather(no, entry)

    def _write_rows(self) -> None:
        self._db.executemany("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?)", self._rows)
        self._db.executemany("INSERT INTO body VALUES (?, ?, ?)", self._bodies)
        self._db.executemany("INSERT INTO loose VALUES (?, ?)", self._keys)
        self._rows, self._bodies, self._keys = [], [], []

    def _gather(self, no: int, entry: Entry) -> None:
        for marked, found in terms.marks(entry, self._labels, self.stems, self._routes):
            for numbers in map(self._gathered[marked].__getitem__, found):
                numbers.append(no)
            self._held += len(found)
        if self._held > _MOST_IN_MEMORY:
            self._put_down()

    def _put_down(self) -> None:
        """Move what was gathered out of memory, one run of each term and mark."""
        for marked, lists in self._gathered.items():
            self._db.executemany(
                "INSERT INTO run VALUES (?, ?, ?, ?)",
                ((term, marked, self._turn, numbers.tobytes()) for term, numbers in lists.items()),
            )
        self._gathered.clear()
        self._routes.clear()
        self._held, self._turn = 0, self._turn + 1

    def finish(self, meta: dict[str, Any]) -> None:
        """Sort what was gathered into its tables. `meta` is what the directory says of itself."""
        self._write_rows()
        self._put_down()
        spelled = ((word, term, sound(word)) for word, term in sorted(self.stems.items()))
        self._db.executemany("INSERT INTO word VALUES (?, ?, ?)", spelled)
        self._db.execute("INSERT INTO key SELECT DISTINCT key, no FROM loose ORDER BY key, no")
        self._db.executemany("INSERT INTO term VALUES (?, ?, ?, ?)", self._terms())
        self._db.executemany("INSERT INTO column VALUES (?, ?, ?)", self._columns.rows())
        counted = {"entries": self.entries, "areas": dict(sorted(self._areas.items()))}
        for key, value in (counted | meta).items():
            self._db.execute("INSERT INTO meta VALUES (?, ?)", (key, json.dumps(value)))
        self._db.executescript("DROP TABLE run; DROP TABLE loose;" + _INDEXES)
        self._db.commit()

    def _terms(self) -> Iterator[tuple[str, int, bytes, bytes | None]]:
        """Yield each term with its runs joined, in the order of the alphabet."""
        runs = self._db.cursor().execute("SELECT term, mark, numbers FROM run ORDER BY term, mark DESC, turn")
        for term, rows in groupby(runs, itemgetter(0)):
            segments: list[tuple[int, array[int]]] = []
            for _, marked, numbers in rows:
                if not segments or segments[-1][0] != marked:
                    segments.append((marked, array("I")))
                segments[-1][1].frombytes(numbers)
            postings = Postings(segments)
            best = postings.best(BEST).pack()
            yield term, len(postings), best, postings.pack() if len(postings) > BEST else None


def _lists() -> defaultdict[str, array[int]]:
    return defaultdict(_list)


def _list() -> array[int]:
    return array("I")


def compile_directory(
    directory: Directory,
    thesaurus: Thesaurus | None,
    needs: tuple[dict[str, Any], Weights] | None = None,
    ranking: RankingModel | None = None,
) -> sqlite3.Connection:
    """Return a database in memory that holds the directory.

    Args:
        directory: the entries with their vocabulary and places.
        thesaurus: what people type and what it means here; None for a user's own file, which is
            searched with the bundled one.
        needs: what stands first for somebody in danger, and the weights of its evidence; None as above.
        ranking: the learned numbers of ranking; None as above.
    """
    connection = sqlite3.connect(":memory:")
    connection.execute("PRAGMA page_size = 1024")
    compiler = Compiler(connection, labels_of(directory))
    for entry in directory.entries:
        compiler.add(entry)
    longest = 0
    if thesaurus is not None:
        longest = _put_thesaurus(connection, thesaurus, compiler.stems)
        _put_places(connection, directory)
    meta = _meta(directory, longest)
    if needs is not None:
        meta |= {"needs": needs[0], "need_classes": needs[1].classes, "need_bias": needs[1].bias}
        _put_weights(connection, needs[1])
    if ranking is not None:
        meta |= _put_question_terms(connection, ranking, directory.entries)
    compiler.finish(meta)
    return connection


def labels_of(directory: Directory) -> dict[str, str]:
    """Return the codes of kinds, topics and groups with their labels."""
    vocabulary = directory.vocabulary
    return vocabulary.kinds | vocabulary.topics | vocabulary.groups


def _put_thesaurus(connection: sqlite3.Connection, thesaurus: Thesaurus, stems: terms.Stems) -> int:
    """Put the thesaurus in, and its words among `stems`. Returns how many words its longest phrase has."""
    for number, heading in enumerate(thesaurus.headings):
        connection.execute(
            "INSERT INTO heading VALUES (?, ?, ?)", (number, json.dumps(heading.means), heading.outdated)
        )
        for language, phrase in heading.phrases:
            _put_phrase(connection, number, language, words(phrase), stems)
    for short, word in thesaurus.abbreviations.items():
        stems[short] = stems[word]
    for filler in thesaurus.fillers:
        said = words(filler)
        phrase = " ".join(stems[word] for word in said)
        connection.execute("INSERT OR IGNORE INTO phrase VALUES (?, NULL, 'filler')", (phrase,))
    rows = connection.execute("SELECT phrase FROM phrase WHERE phrase NOT LIKE '~%'")
    return max((row[0].count(" ") + 1 for row in rows), default=0)


def _put_phrase(
    connection: sqlite3.Connection, number: int, language: str, said: list[str], stems: terms.Stems
) -> None:
    """Put a phrase as it is said, and the key that finds it when its words stand apart."""
    content = [stems[word] for word in said if word not in STOP_WORDS]
    keys = [" ".join(stems[word] for word in said)]
    if len(set(content)) > 1:
        keys.append(apart(content))
    if language == "es":
        spanish = [spanish_stem(word) for word in said if word not in STOP_WORDS]
        keys += [apart(spanish, "es")] if len(set(spanish)) > 1 else []
    connection.executemany("INSERT OR IGNORE INTO phrase VALUES (?, ?, ?)", ((k, number, language) for k in keys))
    for word in said:
        if language == "es" and word not in STOP_WORDS:
            connection.execute("INSERT OR IGNORE INTO spanish VALUES (?, ?)", (spanish_stem(word), word))


def _put_weights(connection: sqlite3.Connection, weights: Weights) -> None:
    connection.executemany(
        "INSERT INTO evidence VALUES (?, ?)",
        ((name, array("b", [n for pair in pairs for n in pair]).tobytes()) for name, pairs in weights.features.items()),
    )


def _put_question_terms(
    connection: sqlite3.Connection, ranking: RankingModel, entries: Sequence[Entry]
) -> dict[str, Any]:
    """Put the model of questions in, and return what of it is small. An entry that is gone has no questions; the last
    number stands for nothing that fits."""
    position = {entry.id: no for no, entry in enumerate(entries)}
    model = ranking.terms
    held = [n for n, name in enumerate(model.classes) if name in position or name == NOTHING]
    number_of = {n: number for number, n in enumerate(held)}
    for name, (idf, pairs) in model.features.items():
        known = [(number_of[n], added) for n, added in pairs if n in number_of]
        numbers, values = array("H", [n for n, _ in known]), array("B", [added for _, added in known])
        row = (name, idf, numbers.tobytes(), values.tobytes())
        connection.execute("INSERT INTO question_term VALUES (?, ?, ?, ?)", row)
    return {
        "question_model": {
            "crisis": [no for no, entry in enumerate(entries) if entry.line in ("emergency", "talk")],
            "entries": [position.get(model.classes[n], -1) for n in held],
            "prior": [model.prior[n] for n in held],
            "unseen": [model.unseen[n] for n in held],
        },
        "feature_weights": ranking.weights,
        "plain_feature_weights": ranking.plain_weights,
    }


def _put_places(connection: sqlite3.Connection, directory: Directory) -> None:
    connection.executemany(
        "INSERT INTO place VALUES (?, ?)",
        ((fold(name), json.dumps(town)) for name, town in directory.places.towns.items()),
    )
    localities = directory.places.villages | directory.places.zip_codes
    connection.executemany(
        "INSERT INTO locality VALUES (?, ?, ?)",
        ((fold_name(name), name, json.dumps([fold(town) for town in towns])) for name, towns in localities.items()),
    )
    connection.executemany(
        "INSERT OR IGNORE INTO outside VALUES (?, ?)",
        ((fold_name(name), name) for name in directory.places.outside.names),
    )
    outside = directory.places.outside
    names = (*directory.places.towns, *localities, *outside.names, *outside.states.values())
    parts = sorted({word for name in names for word in words(name)})
    connection.executemany("INSERT INTO place_word VALUES (?)", ((word,) for word in parts))


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
        "states": directory.places.outside.states,
        "abbreviated_in_words": directory.places.outside.abbreviated_in_words,
    }
