"""The candidates of a query: entries that answer some of its terms, or that it names exactly."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Collection, Iterator
from typing import NamedTuple

from hart_cli.i18n.messages import Message, message
from hart_cli.search.query import ParsedQuery
from hart_cli.search.query_terms import Interpretation, QueryTerm
from hart_cli.search.selection import Selection
from hart_cli.search.weights import WEIGHTS
from hart_cli.store.store import Store
from hart_cli.store.terms import FIELD_NAMES, FIELDS

IS_ITS_NAME, IS_AN_ALIAS = message("is its name"), message("is a name people use for it")
_BY_QUESTIONS = message("questions in such words mean it")
_SURE = 0.7  # an interpretation with less is no word of a name
_ARTICLES = ("the", "a", "an", "el", "la")
RULES = {"sure": _SURE, "name_articles": _ARTICLES}
"""The same for the script of a page (`search.page_data`)."""


class TermMatch(NamedTuple):
    """How an entry answers a term of the query.

    Attributes:
        quality: how well, from 0 to about 1.
        importance: how much of the query the term is.
        reason: by which interpretation, and in which field.
        in_name: whether the word itself stands in a name of the entry.
    """

    quality: float
    importance: float
    reason: Message
    in_name: bool


class ExactName(NamedTuple):
    """What a query names an entry by: the kind of the match, as in `weights.WEIGHTS` ("exact.name"), and the reason."""

    kind: str
    reason: Message


class Candidate(NamedTuple):
    """An entry of a directory that may answer a query.

    Attributes:
        no: its number in the directory.
        relevance: how well it answers the terms of the query, each by its importance: 0 to about 1.
        coverage: the share of the importance of all terms that it answers at all: 0 to 1.
        matches: the terms that it answers.
        exact: what the query names it by, or None.
    """

    no: int
    relevance: float = 0.0
    coverage: float = 0.0
    matches: tuple[TermMatch, ...] = ()
    exact: ExactName | None = None

    @property
    def reasons(self) -> tuple[Message, ...]:
        """Why it answers."""
        if self.exact:
            return (self.exact.reason,)
        return tuple(match.reason for match in self.matches) or (_BY_QUESTIONS,)


def find_candidates(parsed: ParsedQuery, selection: Selection, stores: Collection[Store]) -> list[Candidate]:
    """Return the candidates for a query in one directory: those it names, and the most relevant others.

    Args:
        parsed: the query.
        selection: what of the directory is looked at.
        stores: the directories whose counts say how rare a term is.
    """
    exact = {no: name for no, name in _exact_names(parsed, selection.store).items() if selection.allows(no)}
    by_terms = {} if parsed.exact and not parsed.terms else _by_terms(parsed.terms, selection, stores)
    likely = sorted(by_terms, key=lambda no: (-by_terms[no].relevance, no))[: selection.size]
    return [by_terms.get(no, Candidate(no))._replace(exact=exact.get(no)) for no in dict.fromkeys([*exact, *likely])]


def _by_terms(terms: tuple[QueryTerm, ...], selection: Selection, stores: Collection[Store]) -> dict[int, Candidate]:
    importances = [importance(term, terms, stores) for term in terms]
    total = sum(importances)
    matches: dict[int, list[TermMatch]] = defaultdict(list)
    for term, weight in zip(terms, importances, strict=True):
        for no, match in match_term(term, weight, selection):
            matches[no].append(match)
    return {
        no: Candidate(
            no,
            sum(match.quality * match.importance for match in found) / total,
            sum(match.importance for match in found) / total,
            tuple(found),
        )
        for no, found in matches.items()
    }


def importance(term: QueryTerm, terms: tuple[QueryTerm, ...], stores: Collection[Store]) -> float:
    """Return how much of a query a term is: as much as the rarest of its interpretations; of one that no entry answers,
    by the length of the query.

    Args:
        term: the term.
        terms: all terms of the query.
        stores: the directories whose counts say how rare a term is.
    """
    if term.kind in ("partial", "unknown"):
        beside = WEIGHTS["unanswered.beside_meaning"] if any(other.has_meaning for other in terms) else 1
        return WEIGHTS[f"unanswered.{term.kind}.{min(len(terms), 5)}"] * beside
    rarities = [_rarity(one, stores) for one in term.interpretations if one.terms]
    kind = "urgent" if term.is_urgent else term.kind
    return max(rarities, default=WEIGHTS["rarity.most"]) * WEIGHTS.get(f"importance.{kind}", 1.0)


def _rarity(interpretation: Interpretation, stores: Collection[Store]) -> float:
    return sum(rarity(term, stores) for term in interpretation.terms) / len(interpretation.terms)


def rarity(term: str, stores: Collection[Store]) -> float:
    """Return from 0.3 to 1 how rare a term of the index is in directories taken as one.

    The logarithm of entries over entries with the term, as inverse document frequency has it
    (Sparck Jones 1972), on a scale from the floor to 1.
    """
    total = sum(store.meta("entries") for store in stores)
    held = sum(store.entries_with(term) for store in stores)
    if held == 0 or total < 2:
        return WEIGHTS["rarity.most"]
    scaled = math.log((total + 1) / (held + 0.5)) / math.log(total + 1)
    return min(WEIGHTS["rarity.most"], max(WEIGHTS["rarity.least"], scaled))


class _Answer(NamedTuple):
    """How well an interpretation finds an entry, why, in which field, and whether by a word of its name."""

    quality: float
    reason: Message
    field: str
    in_name: bool


def match_term(term: QueryTerm, weight: float, selection: Selection) -> Iterator[tuple[int, TermMatch]]:
    """Yield the entries that answer a term, and how. An interpretation that agrees with the best one for another
    reason adds a little.

    Args:
        term: the term.
        weight: how much of the query it is.
        selection: what of the directory is looked at.
    """
    answers: dict[int, list[_Answer]] = defaultdict(list)
    for n, one in enumerate(term.interpretations):
        is_word = n == 0 and one.weight > _SURE
        for no, quality, field in _postings(one, selection):
            answers[no].append(_Answer(quality, one.reason, field, is_word and field in ("name", "alias")))
    for no, found in answers.items():
        found.sort(key=lambda answer: -answer.quality)
        best = found[0]
        second = next((other.quality for other in found if other.reason != best.reason), 0.0)
        quality = best.quality + WEIGHTS["agreement"] * (1 - min(best.quality, 1.0)) * second
        reason = message("{reason} in {field}", reason=best.reason, field=FIELDS[best.field].label)
        yield no, TermMatch(quality, weight, reason, any(answer.in_name for answer in found))


def _postings(interpretation: Interpretation, selection: Selection) -> Iterator[tuple[int, float, str]]:
    """Yield each entry that an interpretation finds, how well, and the field that says so."""
    if interpretation.name is not None:
        yield from ((no, interpretation.weight, "name") for no in selection.named(interpretation.name))
        return
    needed = len(interpretation.terms)
    if needed == 1:
        postings = selection.postings_of(interpretation.terms[0])
        yield from ((p.no, interpretation.weight * p.weight, FIELD_NAMES[p.field]) for p in postings)
        return
    found: dict[int, list[tuple[float, int]]] = defaultdict(list)
    for term in interpretation.terms:
        for posting in selection.postings_of(term):
            found[posting.no].append((posting.weight, posting.field))
    for no, held in found.items():
        if len(held) == needed:
            quality = interpretation.weight * sum(weight for weight, _ in held) / needed
            yield no, quality, FIELD_NAMES[max(held)[1]]


def _exact_names(parsed: ParsedQuery, store: Store) -> dict[int, ExactName]:
    """Return the entries that a query names: by their name or an alias, else by a number."""
    found: dict[int, ExactName] = {}
    for n, variant in enumerate(parsed.variants):
        bare = " ".join(word for word in variant.split() if word not in _ARTICLES)
        for form in dict.fromkeys((variant, bare)):
            for no in store.keyed(f"name:{form}") if form else ():
                is_name = store.names(no)[0] == form
                kind = ("respelled_" if n else "") + ("name" if is_name else "alias")
                found.setdefault(no, ExactName(kind, IS_ITS_NAME if is_name else IS_AN_ALIAS))
    for match in parsed.exact:
        for no in match.entries:
            found.setdefault(no, ExactName(match.kind, match.reason))
    return found
