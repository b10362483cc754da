"""Typing errors: which known words an unknown word may stand for. The only user of rapidfuzz.

Only words that neither the directory nor its thesaurus knows come here, and never digits. Short
words are held stricter: none below four letters, one error up to seven, two from eight. With two
errors the first letter must be right. A word that sounds the same ("tanya", "tania") is one error.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hart_cli.store.store import Store
from hart_cli.text import STOP_WORDS, sound

_SHORTEST, _ONE_ERROR, _TWO_ERRORS = 4, 5, 8
_SHORTEST_NAME, _LETTERS_FOR_AN_ERROR, _MOST_ERRORS_IN_NAME, _MOST_COMPARED, _MOST_NAMES = 6, 9, 3, 8, 2
RULES = {
    "shortest": _SHORTEST_NAME,
    "letters_for_an_error": _LETTERS_FOR_AN_ERROR,
    "most_errors": _MOST_ERRORS_IN_NAME,
    "compared": _MOST_COMPARED,
    "most_names": _MOST_NAMES,
}
"""The same for the script of a page (`search.page_data`)."""


class Correction(NamedTuple):
    """A known word with its stem, and how many errors away it is."""

    word: str
    term: str
    errors: int


def allowed_errors(word: str) -> int:
    """Return how many typing errors a word of this length may have."""
    if len(word) < _SHORTEST or not word.isalpha():
        return 0
    return 2 if len(word) >= _TWO_ERRORS else 1


def _near(word: str, most: int, store: Store) -> list[Correction]:
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    known = store.words_near(word, most)
    found = process.extract(
        word, [w for w, _ in known], scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=40
    )
    alike = [Correction(w, term, 1) for w, term in store.words_like(sound(word)) if len(w) >= _SHORTEST]
    near = [
        Correction(w, known[index][1], int(errors))
        for w, errors, index in found
        if len(w) >= _SHORTEST and w.isalpha() and (errors < 2 or w[0] == word[0])
    ]
    return [*alike, *near]


def _single(word: str) -> str:
    return re.sub(r"(.)\1+", r"\1", word)


def _plausible(word: str, correction: Correction) -> bool:
    """Whether a person who meant the correction may have typed this.

    The first letter is nearly always right, but for two letters swapped. Two errors seldom both add
    or both drop a letter ("president" is no "present"). A word of four letters may have two letters
    swapped, and no other error.
    """
    swapped = sorted(word) == sorted(correction.word)
    if len(word) < _ONE_ERROR:
        return swapped or _single(word) == _single(correction.word)
    if sound(word) == sound(correction.word):
        return True
    if word[0] != correction.word[0]:
        return swapped and correction.errors == 1
    return correction.errors < 2 or abs(len(word) - len(correction.word)) < 2


def corrections(word: str, store: Store) -> list[Correction]:
    """Return the known words with the fewest errors, at most four stems of them, or an empty list.

    Among equals, words that keep the first letter come first, then words that stand in more
    entries, then the alphabet.
    """
    most = allowed_errors(word)
    found = [c for c in _near(word, most, store) if _plausible(word, c)] if most else []
    if not found:
        return []
    fewest = min(c.errors for c in found)
    nearest = [c for c in found if c.errors == fewest]
    nearest.sort(key=lambda c: (c.word[0] != word[0], -store.entries_with(c.term), c.word))
    once: dict[str, Correction] = {}
    for correction in nearest:
        once.setdefault(correction.term, correction)
    return list(once.values())[:4]


def near_names(typed: str, store: Store) -> list[str]:
    """Return the names of entries that a whole query is with a few typing errors, spaces apart: "wematter", "safeconect".

    A name may have one error, and one more for every nine letters, up to three. The nearest names come back, at most two.

    Args:
        typed: the folded words of the query without spaces.
        store: the directory.
    """
    most = min(1 + len(typed) // _LETTERS_FOR_AN_ERROR, _MOST_ERRORS_IN_NAME)
    if len(typed) < _SHORTEST_NAME or store.is_large:
        return []
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    names = {name: name.replace(" ", "") for name in store.all_names()}
    found = process.extract(typed, names, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=_MOST_COMPARED)
    plausible = [(errors, name) for squeezed, errors, name in found if squeezed[:2] == typed[:2]]
    fewest = min((errors for errors, _ in plausible), default=0)
    return [name for errors, name in plausible if errors == fewest][:_MOST_NAMES]


def parts(word: str, store: Store) -> tuple[str, ...]:
    """Return two known words that were typed as one ("redflags"), or an empty tuple."""
    if not word.isascii() or len(word) < 6:
        return ()
    for cut in range(len(word) - 2, 2, -1):
        left, right = word[:cut], word[cut:]
        if right.isdigit() and store.term_of(left):
            return left, right
        if len(right) > 2 and {left, right}.isdisjoint(STOP_WORDS) and store.term_of(left) and store.term_of(right):
            return left, right
    return ()


def similar(word: str, store: Store, most: int = 3) -> list[str]:
    """Return words of the directory that look like `word`, for "Did you mean", best first."""
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    known = [w for w in store.own_words() if len(w) >= _SHORTEST]
    found = process.extract(word, known, scorer=JaroWinkler.similarity, limit=most, score_cutoff=0.84)
    return [name for name, _, _ in found]
