"""A query, parsed: the numbers, the age and the place inside its words, and what its other words mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from hart_cli.search import place_names
from hart_cli.search.place_names import Location
from hart_cli.search.query_terms import QueryTerm, query_terms
from hart_cli.search.tokens import Token, term_of, tokenize, variants
from hart_cli.search.weights import WEIGHTS
from hart_cli.store.store import Store
from hart_cli.text import ENGLISH_STOP_WORDS, SPANISH_STOP_WORDS, STOP_WORDS, fold, with_written_numbers, words

if TYPE_CHECKING:
    from hart_cli.search.numbers import ExactMatch

_NUMBER_WORD = re.compile(r"teen\b|ten\b|e(?:leven|ighteen)\b|twe|diec|doce|trece|catorce|quince|veinte|diez")
_MAX_WORDS, _MAX_WORDS_WITH_CORRECTIONS, _MAX_WORDS_IN_NAME = 64, 7, 6
_SPANISH_LETTERS = frozenset("ñáéíóúü¿¡ÑÁÉÍÓÚ")
RULES = {
    "max_words": _MAX_WORDS,
    "max_words_with_corrections": _MAX_WORDS_WITH_CORRECTIONS,
    "max_words_in_name": _MAX_WORDS_IN_NAME,
}
"""The same for the script of a page (`search.page_data`)."""


class ParsedQuery(NamedTuple):
    """What the words of a query mean.

    Attributes:
        terms: its phrases and words of content.
        stems: the stems of its words of content.
        word_terms: the terms of all its words in a row, the likeliest of each, without a place.
        variants: its words in a row: as typed, and then as they may be meant, the likeliest first.
        exact: the entries that its numbers name.
        has_unmatched_number: whether a number that can only be a phone, an act or a bill is none here.
        age: an age in years, or None.
        has_unread_age: whether an age stands in the words that is not read as the person's.
        has_hours: whether hours stand in the words, which are left out.
        location: the place that it names.
        is_spanish: whether it is in Spanish.
        corrected: the words that unknown ones are taken for.
        fallback: the words before a last name that was corrected but may be a place. Where nothing answers, they are
            the query.
    """

    terms: tuple[QueryTerm, ...]
    stems: frozenset[str]
    word_terms: tuple[str, ...]
    variants: tuple[str, ...]
    exact: tuple[ExactMatch, ...]
    has_unmatched_number: bool
    age: int | None
    has_unread_age: bool
    has_hours: bool
    location: Location
    is_spanish: bool
    corrected: tuple[str, ...]
    fallback: str | None

    @property
    def is_place_only(self) -> bool:
        """Whether the query names nothing but a place, so that what serves it is the answer."""
        return self.location.place is not None and not self.terms and not self.exact

    @property
    def likely_names(self) -> frozenset[str]:
        """The names of entries that the words mean before anything else: "the feds" means "fbi tips"."""
        least = WEIGHTS["meaning.1"] * WEIGHTS["spelling.one_error"]
        interpretations = (one for term in self.terms for one in term.interpretations)
        return frozenset(one.name for one in interpretations if one.name and one.weight >= least)


class _Numbers(NamedTuple):
    """What the numbers in a query say, and the folded text without them."""

    rest: str
    exact: tuple[ExactMatch, ...] = ()
    has_unmatched: bool = False
    age: int | None = None
    has_unread_age: bool = False
    has_hours: bool = False
    location: Location = Location()


def parse_query(text: str, store: Store) -> ParsedQuery:
    """Return what a query means.

    Args:
        text: what somebody typed.
        store: the bundled directory, or one of the user's own with the thesaurus of the bundled one.
    """
    numbers = _parse_numbers(with_written_numbers(fold(text)), store)
    location, tokens, fallback = _parse_words(words(numbers.rest)[:_MAX_WORDS], numbers.location, store)
    terms, languages = query_terms(tokens, store)
    spelled = () if location.place else (" ".join(variant) for variant in variants(tokens))
    near = () if location.place else _near_names(text, tokens, store)
    return ParsedQuery(
        terms,
        _stems(terms, tokens, store),
        tuple(token.alternatives[0].term if token.alternatives else token.typed for token in tokens),
        (" ".join(words(text)), *spelled, *near),
        numbers.exact,
        numbers.has_unmatched,
        numbers.age,
        numbers.has_unread_age,
        numbers.has_hours,
        location,
        _is_spanish(text, tokens, languages),
        near or tuple(token.word for token in tokens if token.is_corrected),
        fallback,
    )


def _near_names(text: str, tokens: tuple[Token, ...], store: Store) -> tuple[str, ...]:
    """Return the names that a short query with an unknown word is with a few typing errors."""
    is_short = 0 < len(tokens) <= _MAX_WORDS_IN_NAME
    if not is_short or all(token.is_known or token.is_stop for token in tokens):
        return ()
    from hart_cli.search import spelling  # only an unknown word needs it

    return tuple(spelling.near_names("".join(words(text)), store))


def _parse_numbers(folded: str, store: Store) -> _Numbers:
    has_digits = "@" in folded or any(character.isdigit() for character in folded)
    parsed = _Numbers(folded)
    if has_digits:
        from hart_cli.search import numbers  # its patterns cost time to compile

        spans = numbers.take_spans(numbers.in_one_style(folded), store)
        location, rest = place_names.find_zip_code(spans.text, store)
        parsed = _Numbers(rest, has_unread_age=spans.has_ages, has_hours=spans.has_hours, location=location)
    if has_digits or _NUMBER_WORD.search(folded):
        from hart_cli.search import ages  # its patterns cost time to compile

        age = ages.take_age(parsed.rest)
        parsed = parsed._replace(rest=age.rest, age=age.years, has_unread_age=parsed.has_unread_age or age.unread)
    if has_digits:
        exact, rest, has_unmatched = numbers.take_numbers(parsed.rest, store)
        parsed = parsed._replace(rest=rest, exact=exact, has_unmatched=has_unmatched)
    return parsed


def _parse_words(typed: list[str], location: Location, store: Store) -> tuple[Location, tuple[Token, ...], str | None]:
    """Return the location that the words name, their tokens without it, and the words before a doubtful last name.

    A place is looked for as it is typed, before spelling is corrected, so that no place elsewhere becomes a town of
    Connecticut.

    Args:
        typed: the folded words of a query.
        location: what a ZIP code in it names.
        store: the directory with its thesaurus.
    """
    if not location.is_found:
        found, typed = place_names.find_location(typed, store)
        location = found._replace(unknown=location.unknown or found.unknown)
    tokens = tokenize(typed, store)
    if not location.is_found:
        town, tokens = place_names.find_corrected_town(tokens, store)
        location = location._replace(place=town)
    if location.is_found or location.unknown:
        return location, tokens, None
    unknown, fallback, tokens = place_names.find_unknown_place(tokens)
    return location._replace(unknown=unknown), tokens, fallback


def _stems(terms: tuple[QueryTerm, ...], tokens: tuple[Token, ...], store: Store) -> frozenset[str]:
    """Return the stems of the words of content of a query; those that unknown words are taken for, in a short one."""
    typed = [word for term in terms for word in term.text.split()]
    is_short = len(tokens) <= _MAX_WORDS_WITH_CORRECTIONS
    corrected = [token.word for token in tokens if token.alternatives] if is_short else []
    return frozenset(term_of(word, store) for word in (*typed, *corrected) if word not in STOP_WORDS)


def _is_spanish(text: str, tokens: tuple[Token, ...], languages: frozenset[str]) -> bool:
    """Whether a query is in Spanish: by its letters, by the phrases it uses, or by its small words."""
    if not _SPANISH_LETTERS.isdisjoint(text) or ("es" in languages and "en" not in languages):
        return True
    typed = [token.typed for token in tokens]
    return sum(w in SPANISH_STOP_WORDS for w in typed) > sum(w in ENGLISH_STOP_WORDS for w in typed)
