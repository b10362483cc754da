"""The features of a candidate, and the score that they make: one formula, with the weights of `search.weights`."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import pairwise
from typing import NamedTuple

from hart_cli.places import STATEWIDE
from hart_cli.search.candidates import Candidate
from hart_cli.search.query import ParsedQuery
from hart_cli.search.weights import WEIGHTS
from hart_cli.store.store import Store
from hart_cli.text import STOP_WORDS

_SHORTEST_PART = 6  # letters from which words are taken for the beginning of a name
RULES = {"shortest_part": _SHORTEST_PART}
"""The same for the script of a page (`search.page_data`)."""


class Features(NamedTuple):
    """What counts of one candidate for one query.

    Attributes:
        relevance: how well the entry answers the terms of the query: 0 to about 1.
        coverage: the share of the query that it answers at all: 0 to 1. The score does not use it.
        name_overlap: how much of a name the query holds, and how much of the query that is: 0 to 1.
        adjacent_words: whether two words of content stand side by side in the query as in a name.
        name_begins: whether a name begins with the whole query.
        name_contains: whether a name has the whole query inside it.
        rare_name_word: the importance of the rarest word of the query that stands in a name: 0 to 1.
        kind: the kind of the entry.
        languages: the languages of the entry and of the query, such as "es.en"; for several languages of the entry
            with spaces between.
        exact: what the query names the entry by, such as "name" or "phone"; "" for nothing.
        local_area: whether the query names a place, and the entry serves areas of its own and not the whole state.
    """

    relevance: float
    coverage: float
    name_overlap: float
    adjacent_words: bool
    name_begins: bool
    name_contains: bool
    rare_name_word: float
    kind: str
    languages: str
    exact: str
    local_area: bool


def features(parsed: ParsedQuery, candidate: Candidate, store: Store) -> Features:
    """Return the features of a candidate.

    Args:
        parsed: the query.
        candidate: the entry, and what of the query it answers.
        store: the directory of the entry.
    """
    kind, languages = store.kind_and_languages(candidate.no)
    names = store.names(candidate.no)
    typed, likeliest = parsed.variants[0], parsed.variants[1].split() if len(parsed.variants) > 1 else []
    is_part = " " in typed and len(typed) >= _SHORTEST_PART
    begins = is_part and any(name.startswith(typed) for name in names)
    return Features(
        relevance=candidate.relevance,
        coverage=candidate.coverage,
        name_overlap=_name_overlap(store.name_stems(candidate.no), parsed.stems),
        adjacent_words=_has_adjacent_words(names, likeliest),
        name_begins=begins,
        name_contains=is_part and not begins and any(f" {typed}" in name for name in names),
        rare_name_word=max((min(match.importance, 1.0) for match in candidate.matches if match.in_name), default=0.0),
        kind=kind,
        languages=f"{languages}.{'es' if parsed.is_spanish else 'en'}",
        exact=candidate.exact.kind if candidate.exact else "",
        local_area=parsed.location.place is not None and _is_local(store.entry(candidate.no).areas),
    )


def score(of: Features) -> float:
    """Return the score of a candidate without anything learned: 0 for one that answers nothing, about 1 for a good answer,
    8 and more for one that the query names exactly. `answer_model` weighs it beside the other values."""
    total = of.relevance
    if total:
        total += WEIGHTS["name_overlap"] * of.name_overlap
        total += WEIGHTS["adjacent_words"] * of.adjacent_words
        total += WEIGHTS["name_begins"] * of.name_begins + WEIGHTS["name_contains"] * of.name_contains
    total *= _kind_factor(of) * WEIGHTS.get(f"language.{of.languages}", 1.0)
    total += WEIGHTS[f"exact.{of.exact}"] if of.exact else 0.0
    return total + WEIGHTS["local_area"] * of.local_area if total else total


def _kind_factor(of: Features) -> float:
    """Return what a kind counts. A headline with a rare word of the query in it is not held back."""
    factor = WEIGHTS.get(f"kind.{of.kind}", 1.0)
    return factor + (1 - factor) * of.rare_name_word**4 if factor < 1 else factor


def _name_overlap(names: Iterable[list[str]], stems: frozenset[str]) -> float:
    """Return how much of a name the query holds, times the square of how much of the query that is."""
    shares = ((len(own), len(own & stems)) for own in map(set, names))
    return max(((held / size) * (held / len(stems)) ** 2 for size, held in shares if held), default=0.0)


def _has_adjacent_words(names: list[str], variant: list[str]) -> bool:
    """Whether two words of content stand side by side as in a name."""
    pairs = [f" {a} {b} " for a, b in pairwise(variant) if not {a, b} & STOP_WORDS]
    return any(pair in f" {name} " for pair in pairs for name in names)


def _is_local(areas: tuple[str, ...]) -> bool:
    return bool(areas) and not set(areas) & set(STATEWIDE)
