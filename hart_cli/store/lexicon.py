"""The words of a user's own directory and of the bundled one together."""

from __future__ import annotations

from typing import Any

from hart_cli.store.store import Store

_OF_BUNDLED = (
    *("spanish_word", "is_spanish", "phrase", "heading"),
    *("town", "place", "outside", "is_place_word"),
)
"""The methods of a store that answer from the thesaurus and the places of the bundled directory alone."""


class Lexicon(Store):
    """A directory of the user's own with the thesaurus and the places of the bundled one, and the words
    of both: what a question is read with before that directory is ranked.

    Args:
        own: a directory of the user's.
        bundled: the directory that comes with hart.
    """

    def __init__(self, own: Store, bundled: Store) -> None:
        # Not `super().__init__`: the connection is that of `own`, which closes it when Python ends.
        self._db, self.index, self._entries, self._meta = own._db, own.index, {}, {}
        self._bundled = bundled
        self._own = own  # its connection closes with it
        for name in _OF_BUNDLED:
            setattr(self, name, getattr(bundled, name))

    def meta(self, key: str) -> Any:
        """Return what the directory says of itself; of the thesaurus, what the bundled one says."""
        of_bundled = key in ("longest_phrase", "states", "abbreviated_in_words")
        return self._bundled.meta(key) if of_bundled else super().meta(key)

    def term_of(self, word: str) -> str | None:
        """Return the stem of a word that either directory knows, else None."""
        return self._bundled.term_of(word) or super().term_of(word)

    def entries_with(self, term: str) -> int:
        """Return in how many entries of both directories a term stands."""
        return super().entries_with(term) + self._bundled.entries_with(term)

    def words_near(self, word: str, errors: int) -> list[tuple[str, str]]:
        """Return the words of both directories that may be `word` with typing errors."""
        return [*super().words_near(word, errors), *self._bundled.words_near(word, errors)]

    def words_from(self, prefix: str, most: int) -> list[tuple[str, str]]:
        """Return up to `most` (word, stem) of either directory that start with `prefix`."""
        return [*self._bundled.words_from(prefix, most), *super().words_from(prefix, most)][:most]

    def words_like(self, sound: str) -> list[tuple[str, str]]:
        """Return the (word, stem) of both directories that sound like this."""
        return [*self._bundled.words_like(sound), *super().words_like(sound)]
