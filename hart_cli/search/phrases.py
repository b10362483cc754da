"""Phrases of the thesaurus in the tokens of a query."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from hart_cli.search.tokens import Token, term_of, variants
from hart_cli.store.store import Store
from hart_cli.text import SPANISH_STOP_WORDS, apart, spanish_stem

_MAX_APART = 9
RULES = {"max_apart": _MAX_APART}
"""The same for the script of a page (`search.page_data`)."""

Positions = Sequence[int]


class PhraseMatch(NamedTuple):
    """A phrase of the thesaurus: the positions of its tokens, its heading, and its language.

    The heading is None for words without a need ("please").
    """

    positions: tuple[int, ...]
    heading: int | None
    language: str


def find_phrases(tokens: tuple[Token, ...], store: Store) -> tuple[PhraseMatch, ...]:
    """Return the phrases that tokens hold; no token belongs to two of them.

    Phrases of several words of content in a row come first, then phrases with other words between them and in any
    order, then other phrases in a row. Longer ones come before shorter ones.

    Args:
        tokens: the words of the query.
        store: the directory with its thesaurus.
    """
    rows = [[term_of(word, store) for word in variant] for variant in variants(tokens)]
    longest: int = store.meta("longest_phrase")
    spanish = any(token.typed in SPANISH_STOP_WORDS or store.is_spanish(token.typed) for token in tokens)

    def keys_in_order(positions: Positions) -> Iterator[str]:
        return (" ".join(row[positions[0] : positions[-1] + 1]) for row in rows)

    def keys_in_any_order(positions: Positions) -> Iterator[str]:
        yield from (apart([row[n] for n in positions]) for row in rows)
        if spanish:
            yield apart([spanish_stem(tokens[n].typed) for n in positions], "es")

    found = _add((), _runs(tokens, longest, min_content=2), keys_in_order, store)
    found = _add(found, _choices(tokens, found), keys_in_any_order, store)
    return _add(found, _runs(tokens, longest, min_content=0), keys_in_order, store)


def positions_of(matches: Iterable[PhraseMatch]) -> set[int]:
    """Return the positions of all tokens that belong to a phrase."""
    return {position for match in matches for position in match.positions}


def _add(
    found: tuple[PhraseMatch, ...],
    candidates: Iterable[Positions],
    keys: Callable[[Positions], Iterable[str]],
    store: Store,
) -> tuple[PhraseMatch, ...]:
    """Return `found` and the phrases at further positions, as far as no token belongs to one yet.

    Args:
        found: the phrases so far.
        candidates: positions where a phrase may stand, in the order of preference.
        keys: gives what the phrase at some positions may be called in the thesaurus.
        store: the directory with its thesaurus.
    """
    taken = positions_of(found)
    added = []
    for positions in candidates:
        phrase = next(filter(None, map(store.phrase, keys(positions))), None) if taken.isdisjoint(positions) else None
        if phrase:
            taken.update(positions)
            added.append(PhraseMatch(tuple(positions), *phrase))
    return (*found, *added)


def _runs(tokens: tuple[Token, ...], longest: int, *, min_content: int) -> Iterator[Positions]:
    """Yield the positions of tokens in a row, the longest first; two tokens only where so many are words of content."""
    for size in range(min(longest, len(tokens)), 1, -1):
        for start in range(len(tokens) - size + 1):
            run = range(start, start + size)
            if size > 2 or sum(not tokens[n].is_stop for n in run) >= min_content:
                yield run


def _choices(tokens: tuple[Token, ...], found: tuple[PhraseMatch, ...]) -> Iterator[Positions]:
    """Yield the positions of four, three and two words of content that belong to no phrase."""
    taken = positions_of(found)
    free = [n for n, token in enumerate(tokens) if not token.is_stop and n not in taken][:_MAX_APART]
    for size in (4, 3, 2):
        yield from combinations(free, size)
