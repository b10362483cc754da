"""Typing errors: which known words an unknown word may stand for. The only user of rapidfuzz.

Only words that neither the directory nor its thesaurus knows come here, and never digits. Short
words are held stricter: none below four letters, one error up to seven, two from eight. With two
errors the first letter must be right. A word that sounds the same ("tanya", "tania") is one error.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hart_cli.store.store import Store

_SOUNDS = (
    (re.compile("ph"), "f"),
    (re.compile("^wh"), "w"),
    (re.compile("ck|q"), "k"),
    (re.compile("c(?=[eiy])"), "s"),
    (re.compile("c"), "k"),
    (re.compile("(?:ie|ey|ee|y|i)$"), "i"),
    (re.compile("y"), "i"),
    (re.compile("z"), "s"),
    (re.compile(r"(.)\1+"), r"\1"),
    (re.compile("(?<=.)h"), ""),
)
_SHORTEST, _TWO_ERRORS = 4, 8


class Correction(NamedTuple):
    """A known word with its stem, and how many errors away it is."""

    word: str
    term: str
    errors: int


def sound(word: str) -> str:
    """Return a spelling that words which sound alike share.

    >>> sound("tanya") == sound("tania"), sound("debbie") == sound("debi")
    (True, True)
    """
    for pattern, instead in _SOUNDS:
        word = pattern.sub(instead, word)
    return word


def allowed_errors(word: str) -> int:
    """Return how many typing errors a word of this length may have."""
    if len(word) < _SHORTEST or not word.isalpha():
        return 0
    return 2 if len(word) >= _TWO_ERRORS else 1


def _distances(word: str, known: list[tuple[str, str]], most: int) -> list[Correction]:
    from rapidfuzz.distance import DamerauLevenshtein

    own_sound = sound(word)
    found = []
    for other, term in known:
        if abs(len(other) - len(word)) > max(most, 2) or len(other) < _SHORTEST or not other.isalpha():
            continue
        errors = DamerauLevenshtein.distance(word, other, score_cutoff=most)
        if errors > 1 and other[0] != word[0]:
            errors = most + 1
        if errors > 1 and other[0] == own_sound[0] and sound(other) == own_sound:
            errors = 1
        if errors <= most:
            found.append(Correction(other, term, errors))
    return found


def corrections(word: str, store: Store) -> list[Correction]:
    """Return the known words with the fewest errors, at most three stems of them, or an empty list.

    Among equals, words that keep the first letter come first, then words that stand in more
    entries, then the alphabet.
    """
    most = allowed_errors(word)
    if not most:
        return []
    found = _distances(word, store.words(), most)
    if not found:
        return []
    fewest = min(c.errors for c in found)
    nearest = [c for c in found if c.errors == fewest]
    nearest.sort(key=lambda c: (c.word[0] != word[0], -store.entries_with(c.term), c.word))
    once = {c.term: c for c in reversed(nearest)}
    return sorted(once.values(), key=nearest.index)[:3]


def parts(word: str, store: Store) -> tuple[str, ...]:
    """Return two known words that were typed as one ("redflags"), or an empty tuple."""
    if not word.isascii() or len(word) < 6:
        return ()
    for cut in range(len(word) - 3, 2, -1):
        left, right = word[:cut], word[cut:]
        if store.term_of(left) and (store.term_of(right) or right.isdigit()):
            return left, right
    return ()


def similar(word: str, store: Store, most: int = 3) -> list[str]:
    """Return words of the directory that look like `word`, for "Did you mean", best first."""
    from rapidfuzz import process
    from rapidfuzz.distance import JaroWinkler

    known = sorted({w for w, term in store.words() if len(w) >= _SHORTEST and store.entries_with(term)})
    found = process.extract(word, known, scorer=JaroWinkler.similarity, limit=most, score_cutoff=0.84)
    return [name for name, _, _ in found]
