"""Ranking: how well each entry answers the units of a question, and why.

The ladder, from the top: an entry that the question names exactly (number, act, section, id,
name, alias); an entry whose name holds the question, or the other way round; and then how much of
the question the entry answers, each unit counting by how rare it is in the bundled directory and
by the field that answers it. Below a floor an entry is no answer. docs/search.md explains it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from itertools import pairwise
from typing import NamedTuple

from hart_cli.search.reading import Reading, Unit, Way
from hart_cli.store.store import Store
from hart_cli.store.terms import FIELD_NAMES, FIELDS
from hart_cli.text import STOP_WORDS, stem

FLOOR = 0.34
"""The least that an answer scores: below it, nothing is better than this."""

NEAR_BEST = 0.5
"""An answer scores at least this part of the best one."""

_EXACT_NAME, _EXACT_ALIAS = 10.0, 9.5
_WHOLE_NAME = 0.6
_RAREST, _FLOOR_OF_RARITY = 1.0, 0.3
_UNKNOWN_WORD = 0.8

KIND_FACTOR = {
    "hotline": 1.10,
    "service": 1.09,
    "program": 1.09,
    "organization": 1.04,
    "agency": 1.0,
    "contact": 1.0,
    "guide": 1.02,
    "tip-sheet": 1.02,
    "training": 1.0,
    "act": 1.0,
    "person": 0.94,
    "report": 0.94,
    "figure": 0.86,
    "newsletter": 0.88,
    "article": 0.84,
}
"""Help before news: the same match counts more in a line or service than in a headline."""


class Scored(NamedTuple):
    """An entry of one store with its score and the reasons for it."""

    store: Store
    no: int
    score: float
    why: tuple[str, ...]


def rarity(term: str, bundled: Store) -> float:
    """Return from 0.3 to 1 how rare a term is in the bundled directory, whatever store is ranked.

    The logarithm of entries over entries with the term, as inverse document frequency has it
    (Sparck Jones 1972), on a scale from the floor to 1.
    """
    total: int = bundled.meta("entries")
    held = bundled.entries_with(term)
    if held == 0 or total < 2:
        return _RAREST
    scaled = math.log((total + 1) / (held + 0.5)) / math.log(total + 1)
    return min(_RAREST, max(_FLOOR_OF_RARITY, scaled))


def _answers(way: Way, store: Store, rarities: dict[str, float]) -> dict[int, tuple[float, int]]:
    """Return for each entry that this way finds how well, and the field that says so."""
    if way.name is not None:
        return dict.fromkeys(store.keyed("name:" + way.name), (way.weight, 0))
    found: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for term in way.terms:
        for posting in store.postings(term):
            found[posting.no].append((posting.weight * rarities[term], posting.field))
    needed = len(way.terms)
    answers = {}
    for no, held in found.items():
        if len(held) == needed:
            total = sum(weight for weight, _ in held) / needed
            answers[no] = (way.weight * total, max(held)[1])
    return answers


def _importance(unit: Unit, rarities: dict[str, float], bundled: Store) -> float:
    """Return how much of the question a unit is."""
    if not unit.known:
        return _UNKNOWN_WORD
    parts = [0.0]
    for way in unit.ways:
        if way.name is not None:
            parts += [way.weight] if bundled.keyed("name:" + way.name) else []
        elif way.terms:
            parts.append(way.weight * sum(rarities[t] for t in way.terms) / len(way.terms))
    return max(parts) or _UNKNOWN_WORD


def _relevance(reading: Reading, store: Store, bundled: Store) -> dict[int, tuple[float, list[str]]]:
    terms = {term for unit in reading.units for way in unit.ways for term in way.terms}
    rarities = {term: rarity(term, bundled) for term in terms}
    weights = [_importance(unit, rarities, bundled) for unit in reading.units]
    whole = sum(weights)
    scores: dict[int, tuple[float, list[str]]] = {}
    for unit in reading.units:
        best: dict[int, tuple[float, str]] = {}
        for way in unit.ways:
            for no, (score, field) in _answers(way, store, rarities).items():
                if score > best.get(no, (0.0, ""))[0]:
                    best[no] = (score, f"{way.why} in {FIELDS[FIELD_NAMES[field]].label}")
        for no, (score, why) in best.items():
            total, reasons = scores.get(no, (0.0, []))
            scores[no] = (total + score / whole, [*reasons, why])
    return scores


def _name_bonus(names: list[str], said: set[str]) -> float:
    """Return up to 0.6 for how much of a name was said and how much of what was said is the name."""
    best = 0.0
    for name in names:
        own = {stem(word) for word in name.split() if word not in STOP_WORDS} or set(name.split())
        shared = len(own & said)
        if shared:
            best = max(best, (shared / len(own)) * (shared / len(said)))
    return _WHOLE_NAME * best


def _near(names: list[str], words: list[str]) -> bool:
    """Whether at least two words were said side by side as in a name."""
    pairs = {f"{a} {b}" for a, b in pairwise(words)}
    return any(pair in f" {name} " for pair in (f" {p} " for p in pairs) for name in names)


def _language_factor(store: Store, no: int, spanish: bool) -> float:
    languages = store.entry(no).languages
    if languages == ("es",):
        return 1.15 if spanish else 0.9
    if languages == ("en",) and spanish:
        return 0.92
    return 1.0


def _exactly(reading: Reading, store: Store) -> dict[int, tuple[float, str]]:
    said = " ".join(reading.said)
    found: dict[int, tuple[float, str]] = {}
    for no in store.keyed(f"name:{said}"):
        own = store.names(no)[0] == said
        found[no] = (_EXACT_NAME, "is its name") if own else (_EXACT_ALIAS, "is a name people use for it")
    if not found:
        without = " ".join(word for word in reading.said if word not in ("the", "a", "an"))
        for no in store.keyed(f"name:{without}") if without != said else ():
            found[no] = (_EXACT_ALIAS, "is its name")
    return found


def rank(reading: Reading, store: Store, bundled: Store) -> list[Scored]:
    """Return the entries of one store that answer a question, best first.

    Args:
        reading: the question as it was understood.
        store: the directory to rank.
        bundled: the directory that comes with hart, whose counts weigh the terms of every store, so
            that a user's own file reorders nothing in it.

    Returns:
        Entries at or above the floor. Ties stand in the order of kind and then of the directory.
    """
    if reading.unmatched_number:
        return []
    exact = _exactly(reading, store)
    for numbered in reading.exact if store is bundled else ():
        exact |= {no: (numbered.score, numbered.why) for no in numbered.numbers if no not in exact}
    scores = {} if reading.exact and not reading.units else _relevance(reading, store, bundled)
    said = {stem(word) for unit in reading.units for word in unit.said.split() if word not in STOP_WORDS}
    scored = []
    likely = sorted(scores, key=lambda no: -scores[no][0])[:80]
    for no in dict.fromkeys([*exact, *likely]):
        relevance, reasons = scores.get(no, (0.0, []))
        names = store.names(no)
        if said and relevance:
            relevance += _name_bonus(names, said)
            relevance += 0.1 if _near(names, list(reading.said)) else 0.0
        relevance *= KIND_FACTOR.get(store.entry(no).kind, 1.0) * _language_factor(store, no, reading.spanish)
        if no in exact:
            relevance += exact[no][0]
            reasons = [exact[no][1]]
        scored.append(Scored(store, no, relevance, tuple(reasons)))
    scored.sort(key=lambda s: (-round(s.score, 4), s.no))
    return scored


def answers(ranked: list[Scored]) -> list[Scored]:
    """Return those that are good enough to be shown: above the floor, and not far behind the best."""
    if not ranked or ranked[0].score < FLOOR:
        return []
    least = max(FLOOR, NEAR_BEST * min(ranked[0].score, 1.0))
    return [s for s in ranked if s.score >= least]
