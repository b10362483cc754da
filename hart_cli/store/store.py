"""Opening a compiled directory and reading from it. The one interface that search stands on."""

from __future__ import annotations

import atexit
import json
import sqlite3
import sys
import zlib
from array import array
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from hart_cli.errors import DataError
from hart_cli.model import Entry
from hart_cli.places import Town
from hart_cli.store import codec
from hart_cli.text import spanish_stem

MAGIC = b"hart directory 1\n"
FIELD_BITS, WEIGHT_BITS = 4, 8


_SHORTEST_SPANISH_STEM = 4


class Posting(NamedTuple):
    """Where a term stands: entry, number of the field, weight from 0 to 1."""

    no: int
    field: int
    weight: float


class Store:
    """One compiled directory.

    Args:
        connection: a database with the tables of `store.build`.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        atexit.register(connection.close)  # closing twice is no fault
        self._entries: dict[int, Entry] = {}
        self._words: list[tuple[str, str]] = []

    def meta(self, key: str) -> Any:
        """Return what the directory says of itself: revised, entries, kinds, topics, groups,
        families, areas, offices, longest_phrase. Raises DataError where it is damaged."""
        row = self._one("SELECT value FROM meta WHERE key = ?", key)
        if row is None:
            raise DataError(f"the compiled directory lacks {key!r}; install hart again")
        return json.loads(row[0])

    def entry(self, no: int) -> Entry:
        """Return the entry with this number. Raises DataError where it is damaged."""
        if no not in self._entries:
            row = self._one("SELECT payload FROM entry WHERE no = ?", no)
            self._entries[no] = self._decode(row[0] if row else "")
        return self._entries[no]

    def entries(self) -> Iterator[tuple[int, Entry]]:
        """Yield all entries with their numbers, in the directory's order."""
        for no, payload in self._all("SELECT no, payload FROM entry ORDER BY no"):
            if no not in self._entries:
                self._entries[no] = self._decode(payload)
            yield no, self._entries[no]

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
        """Return (key, entry) for the keys that start with `prefix` and hold `part`."""
        return self._all(
            "SELECT key, no FROM key WHERE key >= ? AND key < ? AND instr(key, ?)", prefix, prefix + "\uffff", part
        )

    def postings(self, term: str) -> list[Posting]:
        """Return where a term stands; an empty list for an unknown term."""
        row = self._one("SELECT postings FROM term WHERE term = ?", term)
        if row is None:
            return []
        packed = array("I", row[0])
        if sys.byteorder == "big":
            packed.byteswap()
        return [Posting(p >> 12, p >> 8 & 15, (p & 255) / 255) for p in packed]

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

    def words(self) -> list[tuple[str, str]]:
        """Return all (word, stem) of the directory and its thesaurus."""
        if not self._words:
            self._words = self._all("SELECT word, term FROM word ORDER BY word")
        return self._words

    def phrase(self, phrase: str) -> tuple[int | None, str] | None:
        """Return (heading, language) of a phrase of the thesaurus, given as stems; the heading is
        None and the language "filler" for a word without a need of its own."""
        row: tuple[int | None, str] | None = self._one("SELECT heading, language FROM phrase WHERE phrase = ?", phrase)
        return row

    def heading(self, number: int) -> tuple[list[str], bool]:
        """Return what a heading of the thesaurus means, and whether its words are outdated."""
        row = self._one("SELECT means, outdated FROM heading WHERE heading = ?", number)
        return (json.loads(row[0]), bool(row[1])) if row else ([], False)

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

    def own_words(self) -> list[str]:
        """Return the words that stand in entries, without those of the thesaurus alone."""
        return [row[0] for row in self._all("SELECT word FROM word JOIN term USING (term) ORDER BY word")]

    def _decode(self, payload: str) -> Entry:
        try:
            return codec.decode(payload)
        except (ValueError, TypeError):
            raise DataError("the compiled directory is damaged; install hart again") from None

    def _one(self, query: str, *values: object) -> Any:
        try:
            return self._db.execute(query, values).fetchone()
        except sqlite3.DatabaseError:
            raise DataError("the compiled directory is damaged; install hart again") from None

    def _all(self, query: str, *values: object) -> list[Any]:
        try:
            return self._db.execute(query, values).fetchall()
        except sqlite3.DatabaseError:
            raise DataError("the compiled directory is damaged; install hart again") from None


class Lexicon(Store):
    """The words of the bundled directory and its thesaurus, and beside them those of one of the
    user's own: what a question is read with before that one is ranked.

    Args:
        bundled: the directory that comes with hart.
        own: a directory of the user's.
    """

    def __init__(self, bundled: Store, own: Store) -> None:
        super().__init__(bundled._db)
        self._own = own

    def term_of(self, word: str) -> str | None:
        """Return the stem of a word that either directory knows, else None."""
        return super().term_of(word) or self._own.term_of(word)

    def entries_with(self, term: str) -> int:
        """Return in how many entries of both directories a term stands."""
        return super().entries_with(term) + self._own.entries_with(term)

    def words(self) -> list[tuple[str, str]]:
        """Return all (word, stem) of both directories."""
        return sorted({*super().words(), *self._own.words()})

    def words_from(self, prefix: str, most: int) -> list[tuple[str, str]]:
        """Return up to `most` (word, stem) of either directory that start with `prefix`."""
        return [*super().words_from(prefix, most), *self._own.words_from(prefix, most)][:most]


def freeze(connection: sqlite3.Connection) -> bytes:
    """Return a compiled directory as the bytes of a file, with a checksum before them."""
    content = connection.serialize()
    return MAGIC + zlib.crc32(content).to_bytes(4, "big") + content


def thaw(content: bytes, where: str | Path) -> Store:
    """Return the store that `freeze` wrote.

    The whole file is held against its checksum, so that a flipped bit is a fault and never a wrong
    number.

    Raises:
        DataError: the file is damaged, empty, cut off or of another format.
    """
    head = len(MAGIC) + 4
    database = content[head:]
    if (
        content[: len(MAGIC)] != MAGIC
        or not database
        or zlib.crc32(database) != int.from_bytes(content[len(MAGIC) : head], "big")
    ):
        raise DataError(f"{where}: the compiled directory is damaged; install hart again")
    connection = sqlite3.connect(":memory:")
    connection.deserialize(database)
    return Store(connection)
