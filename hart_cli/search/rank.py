"""Ranking: how well each entry answers the units of a question, and why.

The ladder, from the top: an entry that the question names exactly (number, act, section, id,
name, alias); an entry whose name holds the question, or the other way round; and then how much of
the question the entry answers, each unit counting by how rare it is in the bundled directory and
by the field that answers it. Below a floor an entry is no answer. docs/search.md explains it.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection
from itertools import pairwise
from typing import NamedTuple

from hart_cli.i18n.messages import Message, message
from hart_cli.places import STATEWIDE
from hart_cli.search.candidates import MOST, Candidates
from hart_cli.search.query import Interpretation, ParsedQuery, QueryTerm
from hart_cli.store.postings import WEIGHT
from hart_cli.store.store import Store
from hart_cli.store.terms import FIELD_NAMES, FIELDS
from hart_cli.text import STOP_WORDS

FLOOR = 0.42
_EASES = 0.07
"""The least that an answer scores: below it, nothing is better than this."""

NEAR_BEST = 0.5
"""An answer scores at least this part of the best one."""

IS_ITS_NAME, IS_AN_ALIAS = message("is its name"), message("is a name people use for it")

EXACT = 8.0
"""An answer with this score or more is named exactly by the question."""

_EXACT_NAME, _EXACT_ALIAS = 10.0, 9.5
_WHOLE_NAME = 0.6
_RAREST, _FLOOR_OF_RARITY = 1.0, 0.3
_UNANSWERED = {"heard": (1.5, 1.5, 1.0, 0.6, 0.5), "unknown": (2.0, 2.0, 1.8, 1.2, 0.7)}
"""What a word without an answer counts, in a question of one, two, three, four, or more units."""

_BESIDE_A_NEED = 0.75
"""It counts that much less beside a word that the thesaurus gives a meaning ("motel clerks"), for
then the question is one of ours."""

_URGENT, _PHRASE, _AGREES = 2.0, 1.3, 0.45
_SIDE_BY_SIDE, _BEGINS, _HOLDS = 0.08, 0.5, 0.3
_OWN_AREA = 0.4
_SPANISH = {"asked": 1.12, "unasked": 0.9, "english": 0.88}

KIND_FACTOR = {
    "hotline": 1.10,
    "service": 1.09,
    "program": 1.09,
    "organization": 1.07,
    "agency": 1.02,
    "contact": 1.0,
    "guide": 1.02,
    "tip-sheet": 1.02,
    "training": 1.0,
    "act": 0.95,
    "person": 0.94,
    "report": 0.94,
    "figure": 0.86,
    "newsletter": 0.88,
    "article": 0.84,
}
"""Help before news: the same match counts more in a line or service than in a headline."""

RULES = {
    "floor": FLOOR,
    "eases": _EASES,
    "near_best": NEAR_BEST,
    "exact": EXACT,
    "exact_name": _EXACT_NAME,
    "exact_alias": _EXACT_ALIAS,
    "whole_name": _WHOLE_NAME,
    "rarest": _RAREST,
    "floor_of_rarity": _FLOOR_OF_RARITY,
    "unanswered": _UNANSWERED,
    "beside_a_need": _BESIDE_A_NEED,
    "urgent": _URGENT,
    "phrase": _PHRASE,
    "agrees": _AGREES,
    "side_by_side": _SIDE_BY_SIDE,
    "begins": _BEGINS,
    "holds": _HOLDS,
    "own_area": _OWN_AREA,
    "kind_factor": KIND_FACTOR,
    "spanish": _SPANISH,
    "fields": FIELD_NAMES,
    "weight": WEIGHT,
    "most": MOST,
}
"""The same for the script of a page (`search.page_data`)."""


class Scored(NamedTuple):
    """An entry of one store with its score and the reasons for it."""

    store: Store
    no: int
    score: float
    why: tuple[Message, ...]


class Relevance(NamedTuple):
    """How much of a question an entry answers, why, and how rare a word of its name was said."""

    score: float
    why: tuple[Message, ...]
    named: float


_NOTHING = Relevance(0.0, (), 0.0)


def rarity(term: str, stores: Collection[Store]) -> float:
    """Return from 0.3 to 1 how rare a term is in directories taken as one.

    The logarithm of entries over entries with the term, as inverse document frequency has it
    (Sparck Jones 1972), on a scale from the floor to 1.
    """
    total = sum(store.meta("entries") for store in stores)
    held = sum(store.entries_with(term) for store in stores)
    if held == 0 or total < 2:
        return _RAREST
    scaled = math.log((total + 1) / (held + 0.5)) / math.log(total + 1)
    return min(_RAREST, max(_FLOOR_OF_RARITY, scaled))


def _answers(way: Interpretation, index: Candidates) -> dict[int, tuple[float, int]]:
    """Return for each entry that this way finds how well, and the field that says so."""
    if way.name is not None:
        return dict.fromkeys(index.named(way.name), (way.weight, 0))
    needed = len(way.terms)
    if needed == 1:
        return {p.no: (way.weight * p.weight, p.field) for p in index.postings(way.terms[0])}
    found: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for term in way.terms:
        for posting in index.postings(term):
            found[posting.no].append((posting.weight, posting.field))
    return {
        no: (way.weight * sum(weight for weight, _ in held) / needed, max(held)[1])
        for no, held in found.items()
        if len(held) == needed
    }


def _importance(unit: QueryTerm, units: tuple[QueryTerm, ...], stores: Collection[Store]) -> float:
    """Return how much of the question a unit is: as much as its rarest way. A phrase says more than
    a word, and danger more than all. A word that nothing here is called is the point of a short
    question ("village pizza"), and mostly filler in a long one."""
    if unit.known in _UNANSWERED:
        return _UNANSWERED[unit.known][min(len(units), 5) - 1] * (_BESIDE_A_NEED if any(u.meant for u in units) else 1)
    parts = [sum(rarity(term, stores) for term in way.terms) / len(way.terms) for way in unit.ways if way.terms]
    factor = _URGENT if unit.urgent else _PHRASE if unit.known == "phrase" else 1.0
    return max(parts, default=_RAREST) * factor


def _unit_scores(unit: QueryTerm, index: Candidates) -> dict[int, tuple[float, Message, bool]]:
    """Return for each entry how well it answers a unit, why, and whether by the very word in its
    name. A second way that agrees with the best one for another reason adds a little."""
    found: dict[int, list[tuple[float, Message, int, bool]]] = defaultdict(list)
    for n, way in enumerate(unit.ways):
        for no, (score, field) in _answers(way, index).items():
            named = n == 0 and FIELD_NAMES[field] in ("name", "alias") and way.weight > 0.7
            found[no].append((score, way.why, field, named))
    scores = {}
    for no, held in found.items():
        held.sort(key=lambda h: -h[0])
        best, why, field, _ = held[0]
        second = next((score for score, other, *_ in held if other != why), 0.0)
        reason = message("{reason} in {field}", reason=why, field=FIELDS[FIELD_NAMES[field]].label)
        scores[no] = (best + _AGREES * (1 - min(best, 1.0)) * second, reason, any(named for *_, named in held))
    return scores


def _relevance(reading: ParsedQuery, index: Candidates, stores: Collection[Store]) -> dict[int, Relevance]:
    weights = [_importance(unit, reading.units, stores) for unit in reading.units]
    whole = sum(weights)
    scores: dict[int, Relevance] = {}
    for unit, weight in zip(reading.units, weights, strict=True):
        for no, (score, why, named) in _unit_scores(unit, index).items():
            before = scores.get(no, _NOTHING)
            scores[no] = Relevance(
                before.score + score * weight / whole,
                (*before.why, why),
                max(before.named, min(weight, 1.0) if named else 0.0),
            )
    return scores


def _name_bonus(names: list[list[str]], said: frozenset[str]) -> float:
    """Return up to 0.6 for how much of a name was said and how much of what was said is the name."""
    best = 0.0
    for name in names:
        own = set(name)
        shared = len(own & said)
        if shared:
            best = max(best, (shared / len(own)) * (shared / len(said)) ** 2)
    return _WHOLE_NAME * best


def _begins(names: list[str], said: str) -> float:
    """Return a bonus where a name begins with the whole of what was typed, or holds it."""
    if " " not in said or len(said) < 6:
        return 0.0
    if any(name.startswith(said) for name in names):
        return _BEGINS
    return _HOLDS if any(f" {said}" in name for name in names) else 0.0


def _near(names: list[str], said: list[str]) -> bool:
    """Whether two words of content were said side by side as in a name."""
    pairs = [f" {a} {b} " for a, b in pairwise(said) if not {a, b} & STOP_WORDS]
    return any(pair in f" {name} " for pair in pairs for name in names)


def _local(areas: tuple[str, ...]) -> float:
    """Return a bonus for an entry with an area of its own, where the question names a town."""
    return _OWN_AREA if areas and not set(areas) & set(STATEWIDE) else 0.0


def _kind_factor(kind: str, named: float) -> float:
    """Return what a kind counts. A headline that bears a rare word of the question is not held back."""
    factor = KIND_FACTOR.get(kind, 1.0)
    return factor + (1 - factor) * named**4 if factor < 1 else factor


def _language_factor(languages: str, spanish: bool) -> float:
    if languages == "es":
        return _SPANISH["asked"] if spanish else _SPANISH["unasked"]
    return _SPANISH["english"] if languages == "en" and spanish else 1.0


def _exactly(reading: ParsedQuery, store: Store) -> dict[int, tuple[float, Message]]:
    found: dict[int, tuple[float, Message]] = {}
    for n, said in enumerate(reading.said):
        bare = " ".join(word for word in said.split() if word not in ("the", "a", "an", "el", "la"))
        for form in dict.fromkeys((said, bare)):
            for no in store.keyed(f"name:{form}") if form else ():
                own = store.names(no)[0] == form
                score = (_EXACT_NAME if own else _EXACT_ALIAS) - (1.0 if n else 0.0)
                if no not in found:
                    found[no] = (score, IS_ITS_NAME if own else IS_AN_ALIAS)
    return found


def rank(reading: ParsedQuery, store: Store, stores: Collection[Store], index: Candidates) -> list[Scored]:
    """Return the entries of one store that answer a question, best first.

    Args:
        reading: the question as it was understood.
        store: the directory to rank.
        stores: those whose counts weigh the terms: the bundled one alone for itself, so that a user's
            own directory reorders nothing in it, and both for one of the user's own.
        index: what of the store is looked at.

    Returns:
        Entries that answer anything. Ties stand in the order of kind and then of the directory.
    """
    if reading.unmatched_number:
        return []
    exact = _exactly(reading, store)
    for numbered in reading.exact:
        exact |= {no: (numbered.score, numbered.why) for no in numbered.numbers if no not in exact}
    exact = {no: found for no, found in exact.items() if no in index}
    scores = {} if reading.exact and not reading.units else _relevance(reading, index, stores)
    best_row = reading.said[1].split() if len(reading.said) > 1 else []
    scored = []
    likely = sorted(scores, key=lambda no: (-scores[no].score, no))[: index.most]
    for no in dict.fromkeys([*exact, *likely]):
        relevance = scores.get(no, _NOTHING)
        kind, languages = store.kind_and_languages(no)
        score, reasons = relevance.score, relevance.why
        if score:
            score += _name_bonus(store.name_stems(no), reading.terms)
            names = store.names(no)
            score += _SIDE_BY_SIDE if _near(names, best_row) else 0.0
            score += _begins(names, reading.said[0])
        score *= _kind_factor(kind, relevance.named) * _language_factor(languages, reading.spanish)
        if no in exact:
            score += exact[no][0]
            reasons = (exact[no][1],)
        if reading.town is not None and score:
            score += _local(store.entry(no).areas)
        scored.append(Scored(store, no, score, reasons))
    scored.sort(key=lambda s: (-round(s.score, 4), s.no))
    return scored


def floor(reading: ParsedQuery) -> float:
    """Return the least score of an answer to this question. Of a question that says many things, an
    entry need not answer as much."""
    known = sum(unit.known in ("word", "phrase") for unit in reading.units)
    return FLOOR - _EASES * min(max(known - 2, 0), 2)


def answers(ranked: list[Scored], least_score: float) -> list[Scored]:
    """Return those that are good enough to be shown: above the floor, and not far behind the best."""
    best = max((s.score for s in ranked), default=0.0)
    if best < least_score:
        return []
    least = max(least_score, NEAR_BEST * min(best, 1.0))
    return [s for s in ranked if s.score >= least]
