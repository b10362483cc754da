"""Reading a compiled directory: the one interface between search and SQLite."""

from __future__ import annotations

import json
import sqlite3
import weakref
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hart_cli.errors import DamagedIndexError, DataError
from hart_cli.model import Entry
from hart_cli.places import Place, Town, named_after
from hart_cli.store import codec, columns
from hart_cli.store.postings import Postings, unpack
from hart_cli.text import spanish_stem

_SHORTEST_SPANISH_STEM = 4
_MOST_KEPT = 1000
DAMAGED = "the compiled directory is damaged; install hart again"
MANY = 2000
"""A directory with more entries is large. There a frequent term gives its best entries first, filters use columns, and
nothing reads every entry."""

damaged_files: set[Path] = set()
"""Damaged index files that could not be removed; none of them is opened again in this process."""


class QuestionTerm(NamedTuple):
    """A feature of the model of questions.

    Attributes:
        name: the feature.
        idf: its inverse document frequency in sixteenths.
        numbers: the classes that it speaks for, as numbers in the model.
        added: what it adds to the logarithm of each of them, in sixteenths.
    """

    name: str
    idf: int
    numbers: array[int]
    added: array[int]


class Store:
    """One compiled directory.

    Args:
        connection: a database with the tables of `store.build`.
        index: the file in the cache, where it is the index of a directory of the user's own.
    """

    def __init__(self, connection: sqlite3.Connection, index: Path | None = None) -> None:
        self._db = connection
        self.index = index
        self._finalizer = weakref.finalize(self, connection.close)  # at the end of Python at the latest
        self._entries: dict[int, Entry] = {}
        self._meta: dict[str, Any] = {}

    def _damage(self) -> DataError:
        """Return the error of a directory that cannot be read. A damaged index is removed."""
        if self.index is None:
            return DataError(DAMAGED)
        self.close()  # Windows keeps a file that is open
        try:
            self.index.unlink(missing_ok=True)
        except OSError:
            damaged_files.add(self.index)
        return DamagedIndexError(f"{self.index}: the index is damaged; run hart again, which makes it anew")

    def close(self) -> None:
        """Close the database. Closing twice is no fault."""
        self._finalizer()

    @property
    def is_large(self) -> bool:
        """Whether the directory is too large to look at all of it for one question."""
        return bool(self.meta("entries") > MANY)

    def meta(self, key: str) -> Any:
        """Return what the directory says of itself: revised, entries, kinds, topics, groups,
        families, areas, offices, longest_phrase. Raises DataError where it is damaged."""
        if key not in self._meta:
            row = self._one("SELECT value FROM meta WHERE key = ?", key)
            if row is None:
                raise self._damage()
            self._meta[key] = json.loads(row[0])
        return self._meta[key]

    def entry(self, no: int) -> Entry:
        """Return the entry with this number. Raises DataError where it is damaged."""
        entry = self._entries.get(no)
        if entry is None:
            row = self._one("SELECT payload, checksum FROM body WHERE no = ?", no)
            entry = self._decode(*(row or ("", 0)))
            if len(self._entries) >= _MOST_KEPT:
                self._entries.clear()
            self._entries[no] = entry
        return entry

    def entries(self) -> Iterator[tuple[int, Entry]]:
        """Yield all entries with their numbers, in the directory's order."""
        try:
            for no, payload, checksum in self._db.execute("SELECT no, payload, checksum FROM body ORDER BY no"):
                yield no, self._entries.get(no) or self._decode(payload, checksum)
        except sqlite3.DatabaseError:
            raise self._damage() from None

    def column(self, name: str) -> tuple[array[int], list[Any]]:
        """Return a column of `store.columns`: for each entry the number of its value, and the values."""
        row = self._one("SELECT numbers, meaning FROM column WHERE name = ?", name)
        if row is None:
            raise self._damage()
        return array("H", row[0]), [columns.value(name, stored) for stored in json.loads(row[1])]

    def by_id(self, entry_id: str) -> Entry | None:
        """Return the entry with this id, or None."""
        row = self._one("SELECT no FROM entry WHERE id = ?", entry_id)
        return None if row is None else self.entry(row[0])

    def ids(self) -> list[str]:
        """Return all ids."""
        return [row[0] for row in self._all("SELECT id FROM entry ORDER BY no")]

    def names(self, no: int) -> list[str]:
        """Return the folded name and aliases of an entry, as words with single spaces."""
        row = self._one("SELECT names FROM entry WHERE no = ?", no)
        return row[0].split("\n") if row else []

    def all_names(self) -> list[str]:
        """Return the folded names and aliases of all entries."""
        return [name for row in self._all("SELECT names FROM entry ORDER BY no") for name in row[0].split("\n")]

    def name_stems(self, no: int) -> list[list[str]]:
        """Return, for the name and each alias of an entry, the stems of its words of content."""
        row = self._one("SELECT stems FROM entry WHERE no = ?", no)
        return [line.split() for line in row[0].split("\n")] if row else []

    def kind_and_languages(self, no: int) -> tuple[str, str]:
        """Return the kind of an entry and the codes of its languages with spaces between."""
        row: tuple[str, str] = self._one("SELECT kind, language FROM entry WHERE no = ?", no)
        return row

    def keyed(self, key: str) -> list[int]:
        """Return the entries that a key such as "name:we matter" or "act:1671" names exactly."""
        return [row[0] for row in self._all("SELECT no FROM key WHERE key = ?", key)]

    def keys_with(self, prefix: str, part: str) -> list[tuple[str, int]]:
        """Return (key, entry) for the keys that start with `prefix` and hold `part`. In a large directory
        nothing: there a number is found whole."""
        if self.is_large:
            return []
        return self._all(
            "SELECT key, no FROM key WHERE key >= ? AND key < ? AND instr(key, ?)", prefix, prefix + "\uffff", part
        )

    def postings(self, term: str) -> Postings:
        """Return where a term stands, the greatest weights first; nothing for an unknown term."""
        row = self._one("SELECT ifnull(whole, best) FROM term WHERE term = ?", term)
        return Postings([]) if row is None else unpack(row[0])

    def best_postings(self, term: str) -> Postings:
        """Return where a term stands with the greatest weight: in up to `store.postings.BEST` entries."""
        row = self._one("SELECT best FROM term WHERE term = ?", term)
        return Postings([]) if row is None else unpack(row[0])

    def entries_with(self, term: str) -> int:
        """Return in how many entries a term stands."""
        row = self._one("SELECT entries FROM term WHERE term = ?", term)
        return row[0] if row else 0

    def term_of(self, word: str) -> str | None:
        """Return the stem of a folded word that the directory or its thesaurus knows, else None."""
        row = self._one("SELECT term FROM word WHERE word = ?", word)
        return row[0] if row else None

    def words_from(self, prefix: str, most: int) -> list[tuple[str, str]]:
        """Return up to `most` (word, stem) that start with `prefix`."""
        return self._all(
            "SELECT word, term FROM word WHERE word >= ? AND word < ? LIMIT ?", prefix, prefix + "\uffff", most
        )

    def words_like(self, sound: str) -> list[tuple[str, str]]:
        """Return the (word, stem) that sound like this."""
        return self._all("SELECT word, term FROM word WHERE sound = ? ORDER BY word", sound)

    def spanish_word(self, word: str) -> str | None:
        """Return the Spanish word of the thesaurus of which `word` is a form, or None."""
        wanted = spanish_stem(word)
        if len(wanted) < _SHORTEST_SPANISH_STEM:
            return None
        row = self._one("SELECT word FROM spanish WHERE stem = ?", wanted)
        return row[0] if row else None

    def is_spanish(self, word: str) -> bool:
        """Whether a folded word stands in a Spanish phrase of the thesaurus."""
        return self._one("SELECT 1 FROM spanish WHERE word = ?", word) is not None

    def words_near(self, word: str, errors: int) -> list[tuple[str, str]]:
        """Return the (word, stem) that may be `word` with up to `errors` typing errors: those that begin
        with its first or second letter and are about as long."""
        found = []
        for letter in dict.fromkeys(word[:2]):
            found += self._all(
                "SELECT word, term FROM word WHERE word >= ? AND word < ? AND length(word) BETWEEN ? AND ?",
                letter,
                letter + "\uffff",
                len(word) - errors,
                len(word) + errors,
            )
        return found

    def phrase(self, phrase: str) -> tuple[int | None, str] | None:
        """Return (heading, language) of a phrase of the thesaurus, given as stems; the heading is
        None and the language "filler" for a word without a need of its own."""
        row: tuple[int | None, str] | None = self._one("SELECT heading, language FROM phrase WHERE phrase = ?", phrase)
        return row

    def heading(self, number: int) -> tuple[list[str], bool]:
        """Return what a heading of the thesaurus means, and whether its words are outdated."""
        row = self._one("SELECT means, outdated FROM heading WHERE heading = ?", number)
        return (json.loads(row[0]), bool(row[1])) if row else ([], False)

    def evidence(self, features: list[str]) -> list[list[tuple[int, int]]]:
        """Return, for each of these features that has weights, (number of a need's class, weight)."""
        marks = ", ".join("?" * len(features))
        rows = self._all(f"SELECT weights FROM evidence WHERE name IN ({marks})", *features)
        return [list(zip(packed[::2], packed[1::2], strict=True)) for row in rows for packed in [array("b", row[0])]]

    def weights(self) -> list[tuple[str, list[tuple[int, int]]]]:
        """Return every feature that has weights, with (number of a need's class, weight)."""
        rows = self._all("SELECT name, weights FROM evidence ORDER BY name")
        unpacked = ((name, array("b", packed)) for name, packed in rows)
        return [(name, list(zip(flat[::2], flat[1::2], strict=True))) for name, flat in unpacked]

    def question_terms(self, features: list[str]) -> list[QuestionTerm]:
        """Return those features of a query that the model of questions knows, in their order."""
        marks = ", ".join("?" * len(features))
        rows = self._all(f"SELECT name, idf, numbers, added FROM question_term WHERE name IN ({marks})", *features)
        known = {
            name: QuestionTerm(name, idf, array("H", numbers), array("B", added)) for name, idf, numbers, added in rows
        }
        return [known[name] for name in features if name in known]

    def all_question_terms(self) -> list[QuestionTerm]:
        """Return every feature that the model of questions knows, by name."""
        rows = self._all("SELECT name, idf, numbers, added FROM question_term ORDER BY name")
        return [QuestionTerm(name, idf, array("H", numbers), array("B", added)) for name, idf, numbers, added in rows]

    def town(self, folded: str) -> Town | None:
        """Return a town by its folded name."""
        row = self._one("SELECT town FROM place WHERE key = ?", folded)
        if row is None:
            return None
        name, region, offices, known, incomplete, areas = json.loads(row[0])
        return Town(name, region, tuple(offices), known, incomplete, tuple(areas))

    def towns(self) -> list[str]:
        """Return the folded names of all towns."""
        return [row[0] for row in self._all("SELECT key FROM place ORDER BY key")]

    def place(self, folded: str) -> Place | None:
        """Return a village, a ZIP code or a town by its folded name."""
        row = self._one("SELECT name, towns FROM locality WHERE key = ?", folded)
        if row is None:
            town = self.town(folded)
            return None if town is None else Place(town.name, (town,))
        place = Place(row[0], tuple(town for key in json.loads(row[1]) if (town := self.town(key))))
        return named_after(place, self.meta("offices"))

    def villages(self) -> list[str]:
        """Return the folded names of all villages."""
        return [row[0] for row in self._all("SELECT key FROM locality WHERE key NOT GLOB '[0-9]*' ORDER BY key")]

    def localities(self) -> list[tuple[str, str, list[str]]]:
        """Return every village and ZIP code: folded name, name, folded names of its towns."""
        rows = self._all("SELECT key, name, towns FROM locality ORDER BY key")
        return [(key, name, json.loads(towns)) for key, name, towns in rows]

    def outside(self, folded: str) -> str | None:
        """Return the name of a place outside Connecticut by its folded name."""
        row = self._one("SELECT name FROM outside WHERE key = ?", folded)
        return row[0] if row else None

    def is_place_word(self, word: str) -> bool:
        """Whether a folded word stands in the name of a place, inside Connecticut or outside."""
        return self._one("SELECT 1 FROM place_word WHERE word = ?", word) is not None

    def outside_names(self) -> list[str]:
        """Return the folded names of all places outside Connecticut that hart knows."""
        return [row[0] for row in self._all("SELECT key FROM outside ORDER BY key")]

    def own_words(self) -> list[str]:
        """Return the words that stand in entries, without those of the thesaurus alone."""
        return [row[0] for row in self._all("SELECT word FROM word JOIN term USING (term) ORDER BY word")]

    def spelled(self) -> list[tuple[str, str]]:
        """Return every (word, stem) of the directory and its thesaurus."""
        return self._all("SELECT word, term FROM word ORDER BY word")

    def spanish_words(self) -> list[tuple[str, str]]:
        """Return every (stem, word) of the Spanish phrases of the thesaurus."""
        return self._all("SELECT stem, word FROM spanish ORDER BY stem")

    def phrases(self) -> list[tuple[str, int | None, str]]:
        """Return every (phrase, heading, language) of the thesaurus."""
        return self._all("SELECT phrase, heading, language FROM phrase ORDER BY phrase")

    def _decode(self, payload: str, checksum: int) -> Entry:
        try:
            if codec.checksum(payload) != checksum:
                raise self._damage()
            return codec.decode(payload)
        except (ValueError, TypeError):
            raise self._damage() from None

    def _one(self, query: str, *values: object) -> Any:
        try:
            return self._db.execute(query, values).fetchone()
        except sqlite3.DatabaseError:
            raise self._damage() from None

    def _all(self, query: str, *values: object) -> list[Any]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.DatabaseError:
            raise self._damage() from None
