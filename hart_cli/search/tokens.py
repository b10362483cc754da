"""Words of a query as tokens: each with the known words that it may stand for.

A known word stands for itself. Only a word that neither the directory nor the thesaurus knows is joined with the next
one, split in two, taken for a form of a Spanish word, or corrected.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from hart_cli.search.weights import WEIGHTS
from hart_cli.store.store import Store
from hart_cli.text import SOUNDS, STOP_WORDS, stem

if TYPE_CHECKING:
    from hart_cli.search.spelling import Correction

_MAX_VARIANTS = 6
RULES = {"max_variants": _MAX_VARIANTS, "sounds": SOUNDS}
"""The same for the script of a page (`search.page_data`)."""


class Alternative(NamedTuple):
    """A known word that a typed one may stand for, its term in the index, and how sure that is, from 0 to 1."""

    word: str
    term: str
    weight: float


class Token(NamedTuple):
    """A typed word and what it may stand for, the likeliest first: nothing where it is unknown."""

    typed: str
    alternatives: tuple[Alternative, ...]

    @property
    def is_stop(self) -> bool:
        """Whether the word is too common to tell entries apart."""
        return self.typed in STOP_WORDS

    @property
    def is_known(self) -> bool:
        """Whether the word stands for itself."""
        return bool(self.alternatives) and self.alternatives[0].weight == 1

    @property
    def is_corrected(self) -> bool:
        """Whether the word is unknown and stands for another one."""
        return bool(self.alternatives) and self.alternatives[0].weight < 1

    @property
    def word(self) -> str:
        """The word that is likeliest meant."""
        return self.alternatives[0].word if self.alternatives else self.typed


def term_of(word: str, store: Store) -> str:
    """Return the term of a folded word in the index. Those of known words are stored, so that most queries need no
    stemmer, which costs time to load."""
    return store.term_of(word) or stem(word)


def is_known(word: str, store: Store) -> bool:
    """Whether the directory or its thesaurus knows a folded word."""
    term = term_of(word, store)
    return bool(store.term_of(word) or store.entries_with(term) or store.phrase(term))


def tokenize(typed: list[str], store: Store) -> tuple[Token, ...]:
    """Return the tokens of folded words, in their order.

    Args:
        typed: the words of a query.
        store: the directory whose words are known.
    """
    tokens: list[Token] = []
    position = 0
    while position < len(typed):
        word, following = typed[position], typed[position + 1] if position + 1 < len(typed) else ""
        joined = _join(word, following, store, is_last=position + 2 == len(typed))
        position += 2 if joined else 1
        if joined:
            tokens.append(Token(f"{word} {following}", joined))
        elif word in STOP_WORDS or is_known(word, store):
            tokens.append(Token(word, (_alternative(word, store),)))
        else:
            tokens += _correct(word, store, is_last=position == len(typed))
    return tuple(tokens)


def _alternative(word: str, store: Store, weight: float = 1.0) -> Alternative:
    return Alternative(word, term_of(word, store), weight)


def _alternatives(corrections: list[Correction]) -> tuple[Alternative, ...]:
    weights = {1: WEIGHTS["spelling.one_error"], 2: WEIGHTS["spelling.two_errors"]}
    return tuple(Alternative(c.word, c.term, weights[min(c.errors, 2)]) for c in corrections)


def _join(word: str, following: str, store: Store, *, is_last: bool) -> tuple[Alternative, ...]:
    """Return the known word that was typed as two ("news letter"), at least one of them unknown."""
    whole = word + following
    if not following or not whole.isalpha():
        return ()
    if is_known(word, store) and (following in STOP_WORDS or is_known(following, store)):
        return ()
    if store.term_of(whole):
        return (_alternative(whole, store),)
    if is_last and len(following) >= 2 and len(whole) >= 5:
        begun = store.words_from(whole, 1)
        if begun:
            return (Alternative(*begun[0], WEIGHTS["spelling.joined_prefix"]),)
    if len(whole) >= 8 and len(word) >= 3 and len(following) >= 3:
        from hart_cli.search import spelling  # only an unknown word needs it

        return _alternatives([c for c in spelling.corrections(whole, store) if c.errors == 1])
    return ()


def _correct(word: str, store: Store, *, is_last: bool) -> list[Token]:
    """Return the tokens of an unknown word: two where it is two words typed as one."""
    spanish = store.spanish_word(word)
    if spanish:
        return [Token(word, (_alternative(spanish, store),))]
    from hart_cli.search import spelling  # only an unknown word needs it

    is_begun = is_last and len(word) >= 3 and word.isalpha() and bool(store.words_from(word, 1))
    parts = () if is_begun else spelling.parts(word, store)
    corrections = [c for c in spelling.corrections(word, store) if c.errors == 1 or not is_begun]
    if corrections and (corrections[0].errors == 1 or not parts):
        return [Token(word, _alternatives(corrections))]
    if parts:
        return [Token(part, (_alternative(part, store, WEIGHTS["spelling.split"]),)) for part in parts]
    return [Token(word, ())]


def variants(tokens: tuple[Token, ...]) -> list[list[str]]:
    """Return the words in a row as they may be meant: the likeliest of each, then each other one in its place."""
    best = [token.word for token in tokens]
    others = [
        [*best[:n], other.word, *best[n + 1 :]] for n, token in enumerate(tokens) for other in token.alternatives[1:]
    ]
    return [best, *others][:_MAX_VARIANTS]
