"""The words of a user's own directory and of the bundled one together."""

from __future__ import annotations

from typing import Any

from hart_cli.places import Place, Town
from hart_cli.store.store import Store


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

    def spanish_word(self, word: str) -> str | None:
        """Return the Spanish word of the thesaurus of which `word` is a form, or None."""
        return self._bundled.spanish_word(word)

    def is_spanish(self, word: str) -> bool:
        """Whether a folded word stands in a Spanish phrase of the thesaurus."""
        return self._bundled.is_spanish(word)

    def phrase(self, phrase: str) -> tuple[int | None, str] | None:
        """Return (heading, language) of a phrase of the thesaurus."""
        return self._bundled.phrase(phrase)

    def heading(self, number: int) -> tuple[list[str], bool]:
        """Return what a heading of the thesaurus means, and whether its words are outdated."""
        return self._bundled.heading(number)

    def town(self, folded: str) -> Town | None:
        """Return a town by its folded name."""
        return self._bundled.town(folded)

    def place(self, folded: str) -> Place | None:
        """Return a village, a ZIP code or a town by its folded name."""
        return self._bundled.place(folded)

    def outside(self, folded: str) -> str | None:
        """Return the name of a place outside Connecticut by its folded name."""
        return self._bundled.outside(folded)

    def is_place_word(self, word: str) -> bool:
        """Whether a folded word stands in the name of a place, inside Connecticut or outside."""
        return self._bundled.is_place_word(word)
