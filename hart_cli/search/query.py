"""Reading a question: numbers, an age or a town inside it, phrases of the thesaurus, other words.

What comes out is a list of units. A unit is one thing that was said, with the ways in which an
entry can answer it; ranking asks each entry how many units it answers and how well.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import partial
from itertools import combinations
from typing import TYPE_CHECKING, Literal, NamedTuple

from hart_cli.i18n.messages import Message, message
from hart_cli.places import Place
from hart_cli.search import place_names
from hart_cli.store.store import Store
from hart_cli.text import (
    ENGLISH_STOP_WORDS,
    SOUNDS,
    SPANISH_STOP_WORDS,
    STOP_WORDS,
    apart,
    fold,
    is_code,
    spanish_stem,
    stem,
    with_written_numbers,
    words,
)

if TYPE_CHECKING:
    from hart_cli.search.numbers import Exact
    from hart_cli.search.spelling import Correction

_TARGET_WEIGHTS = (0.88, 0.76, 0.69, 0.63, 0.57)
_TYPED = message("what was typed")  # said in place of words that are outdated or hurt
_CODE, _KIND = 0.94, 0.92  # a name says more than a topic, and a topic more than a kind
_CORRECTED, _PARTED = (0.9, 0.75), 0.92
_LIFELINES = ("911", "988")
_NUMBER_WORD = re.compile(r"teen\b|ten\b|e(?:leven|ighteen)\b|twe|diec|doce|trece|catorce|quince|veinte|diez")
_MOST_WORDS, _MOST_VARIANTS, _MOST_APART = 64, 6, 9
RULES = {
    "target_weights": _TARGET_WEIGHTS,
    "code": _CODE,
    "kind": _KIND,
    "corrected": _CORRECTED[0],
    "corrected_twice": _CORRECTED[1],
    "sounds": SOUNDS,
    "parted": _PARTED,
    "lifelines": _LIFELINES,
    "most_words": _MOST_WORDS,
    "most_variants": _MOST_VARIANTS,
    "most_apart": _MOST_APART,
}
"""The same for the script of a page (`search.page_data`)."""


Known = Literal["phrase", "word", "heard", "unknown"]


class Interpretation(NamedTuple):
    """One way to answer a unit: terms that must all stand in the entry, or a name that the entry
    bears; what it counts, from 0 to 1; and the reason."""

    terms: tuple[str, ...]
    name: str | None
    weight: float
    why: Message


class QueryTerm(NamedTuple):
    """One thing that was said.

    `known` is "phrase" for several words of content that mean something together, "word" for one,
    "heard" for a word that the thesaurus has only inside phrases, "unknown" for one that nothing
    here is called. `urgent` says that somebody may be in danger of dying, `meant` that the thesaurus
    gives it a meaning.
    """

    said: str
    ways: tuple[Interpretation, ...]
    known: Known
    urgent: bool = False
    meant: bool = False


class Choice(NamedTuple):
    """A known word that a typed one may stand for, its stem, and how sure that is, from 0 to 1."""

    word: str
    term: str
    weight: float


class Token(NamedTuple):
    """A typed word and what it may stand for: itself if it is known, corrections if it is not."""

    typed: str
    choices: tuple[Choice, ...]

    @property
    def is_stop(self) -> bool:
        """Whether the word is too common to tell entries apart."""
        return self.typed in STOP_WORDS


class ParsedQuery(NamedTuple):
    """A question as it was understood. `said` are readings of its words in a row, the best first;
    `terms` the stems of its words of content; `outside` a place outside Connecticut, `unknown_place` one
    that hart does not know; `ages_unread` says that an age stands in them which was not read,
    `has_hours` that hours did, which are left out.
    `before_doubtful` are the words before a last name that was mended but may be a place: where nothing
    answers, they are asked alone."""

    units: tuple[QueryTerm, ...]
    terms: frozenset[str]
    exact: tuple[Exact, ...]
    said: tuple[str, ...]
    age: int | None
    town: Place | None
    spanish: bool
    unmatched_number: bool
    corrected: tuple[str, ...]
    outside: str | None = None
    unknown_place: str | None = None
    ages_unread: bool = False
    before_doubtful: str | None = None
    has_hours: bool = False

    @property
    def is_place_only(self) -> bool:
        """Whether nothing but a place was said, so that what serves it is the answer."""
        return self.town is not None and not self.units and not self.exact

    @property
    def meant_names(self) -> frozenset[str]:
        """The names of entries that the words mean before anything else: "the feds" means "fbi tips"."""
        first = _TARGET_WEIGHTS[0] * _CORRECTED[0]
        return frozenset(way.name for unit in self.units for way in unit.ways if way.name and way.weight >= first)


def parse_query(text: str, store: Store) -> ParsedQuery:
    """Return the question `text` as a directory understands it.

    Args:
        text: what somebody typed.
        store: the bundled directory, or one of the user's own with the thesaurus of the bundled one.
    """
    folded = with_written_numbers(fold(text))
    age: int | None = None
    exact: tuple[Exact, ...] = ()
    unmatched = False
    place: Place | None = None
    outside: str | None = None
    unknown: str | None = None
    ages_unread = has_range = has_hours = False
    has_digits = "@" in folded or any(character.isdigit() for character in folded)
    if has_digits:
        from hart_cli.search import numbers  # its patterns cost time to compile

        folded, has_range, has_hours = numbers.take_spans(numbers.in_one_style(folded), store)
        place, outside, unknown, folded = place_names.take_zip_code(folded, store)
    if has_digits or _NUMBER_WORD.search(folded):
        from hart_cli.search import ages  # its patterns cost time to compile

        age, folded, ages_unread = ages.take_age(folded)
    if has_digits:
        exact, folded, unmatched = numbers.take_numbers(folded, store)
    typed = words(folded)[:_MOST_WORDS]
    if place is None and outside is None:
        taken = place_names.take_place(typed, store, partial(_known, store=store), partial(_in_a_name, store=store))
        place, outside, unknown, typed = taken.place, taken.outside, unknown or taken.unknown, taken.rest
    tokens = _spell(typed, store)
    if place is None and outside is None:
        place, tokens = _take_town(tokens, store)
    doubtful: str | None = None
    if place is None and outside is None and unknown is None:
        unknown, doubtful, tokens = _take_unknown_place(tokens)
    reader = _Reader(tokens, store)
    units = reader.units()
    spanish = _is_spanish(text, tokens, reader.languages)
    said = (" ".join(words(text)), *(() if place else (" ".join(variant) for variant in _variants(tokens))))
    corrected = tuple(t.choices[0].word for t in tokens if t.choices and t.choices[0].weight < 1)
    terms = _terms(units, tokens, store)
    return ParsedQuery(
        units, terms, exact, said, age, place, spanish, unmatched, corrected, outside, unknown,
        ages_unread or has_range, doubtful, has_hours,
    )  # fmt: skip


def _terms(units: tuple[QueryTerm, ...], tokens: list[Token], store: Store) -> frozenset[str]:
    said = [word for unit in units for word in unit.said.split()]
    meant = [token.choices[0].word for token in tokens if token.choices] if len(tokens) < 8 else []
    return frozenset(_term(word, store) for word in (*said, *meant) if word not in STOP_WORDS)


def _term(word: str, store: Store) -> str:
    """Return the stem of a word. Those of known words are stored, so that most questions need no
    stemmer, which costs time to load."""
    return store.term_of(word) or stem(word)


def _known(word: str, store: Store) -> bool:
    term = _term(word, store)
    return bool(store.term_of(word) or store.entries_with(term) or store.phrase(term))


def _spell(typed: list[str], store: Store) -> list[Token]:
    """Return the words with what they may stand for: themselves, two words joined or parted, a
    Spanish form, or corrections of a typing error."""
    tokens: list[Token] = []
    position = 0
    while position < len(typed):
        word = typed[position]
        following = typed[position + 1] if position + 1 < len(typed) else ""
        joined = _joined(word, following, store, last=position + 2 == len(typed))
        if joined:
            tokens.append(Token(f"{word} {following}", joined))
            position += 2
            continue
        position += 1
        if word in STOP_WORDS or _known(word, store):
            tokens.append(Token(word, (Choice(word, _term(word, store), 1.0),)))
        else:
            tokens += _mended(word, store, last=position == len(typed))
    return tokens


def _corrected(found: list[Correction]) -> tuple[Choice, ...]:
    return tuple(Choice(c.word, c.term, _CORRECTED[min(c.errors, 2) - 1]) for c in found)


def _joined(word: str, following: str, store: Store, last: bool) -> tuple[Choice, ...]:
    """Return the known word that was typed as two ("news letter"), at least one of them unknown."""
    whole = word + following
    if not following or not whole.isalpha():
        return ()
    if _known(word, store) and (following in STOP_WORDS or _known(following, store)):
        return ()
    if store.term_of(whole):
        return (Choice(whole, _term(whole, store), 1.0),)
    if last and len(following) >= 2 and len(whole) >= 5:
        begun = store.words_from(whole, 1)
        if begun:
            return (Choice(begun[0][0], begun[0][1], 0.95),)
    if len(whole) >= 8 and len(word) >= 3 and len(following) >= 3:
        from hart_cli.search import spelling  # only an unknown word needs it

        return _corrected([c for c in spelling.corrections(whole, store) if c.errors == 1])
    return ()


def _mended(word: str, store: Store, last: bool) -> list[Token]:
    spanish = store.spanish_word(word)
    if spanish:
        return [Token(word, (Choice(spanish, _term(spanish, store), 1.0),))]
    from hart_cli.search import spelling  # only an unknown word needs it

    begun = last and len(word) >= 3 and word.isalpha() and bool(store.words_from(word, 1))
    parted = () if begun else spelling.parts(word, store)
    near = [c for c in spelling.corrections(word, store) if c.errors == 1 or not begun]
    if near and (near[0].errors == 1 or not parted):
        return [Token(word, _corrected(near))]
    if parted:
        return [Token(part, (Choice(part, _term(part, store), _PARTED),)) for part in parted]
    return [Token(word, ())]


def _variants(tokens: list[Token]) -> list[list[str]]:
    """Return the words in a row as they may be meant: the best choices, then each other one."""
    best = [t.choices[0].word if t.choices else t.typed for t in tokens]
    variants = [best]
    for n, token in enumerate(tokens):
        for choice in token.choices[1:]:
            variants.append([*best[:n], choice.word, *best[n + 1 :]])
    return variants[:_MOST_VARIANTS]


def _is_spanish(text: str, tokens: list[Token], phrases: set[str]) -> bool:
    """Whether a question is in Spanish: by its letters, by the phrases it uses, or by its small words."""
    if any(c in text for c in "ñáéíóúü¿¡ÑÁÉÍÓÚ") or ("es" in phrases and "en" not in phrases):
        return True
    typed = [token.typed for token in tokens]
    return sum(w in SPANISH_STOP_WORDS for w in typed) > sum(w in ENGLISH_STOP_WORDS for w in typed)


def _take_town(tokens: list[Token], store: Store) -> tuple[Place | None, list[Token]]:
    """Return a town that the question is about and whose name was mended, and the words without it.

    It must stand after a word such as "in" or "near", or at the end behind another need; and not
    be part of an entry's name together with the other words of need ("waterford man").
    """
    best = _variants(tokens)[0]
    for size in (3, 2, 1):
        for start in range(len(tokens) - size, -1, -1):
            town = store.town(" ".join(best[start : start + size]))
            if town is None:
                continue
            rest = tokens[:start] + tokens[start + size :]
            needs = [t.choices[0].word if t.choices else t.typed for t in rest if not t.is_stop]
            named = start > 0 and tokens[start - 1].typed in place_names.BEFORE_PLACE
            at_end = start + size == len(tokens)
            if not needs or not (named or at_end) or _in_a_name(best[start : start + size], needs, store):
                continue
            place = Place(town.name, (town,))
            return place, tokens[: start - 1] + tokens[start + size :] if named else rest
    return None, tokens


def _in_a_name(place: list[str], needs: list[str], store: Store) -> bool:
    """Whether some entry's name holds the place and every other word of need."""
    wanted = {_term(word, store) for word in (*place, *needs)}
    entries = {p.no for p in store.best_postings(_term(place[0], store))}
    return any(wanted.issubset(name) for no in entries for name in store.name_stems(no))


def _take_unknown_place(tokens: list[Token]) -> tuple[str | None, str | None, list[Token]]:
    """Return a name at the end behind "in" or "near" that nothing here is called, and the words without it:
    a place that hart does not know weakens no answer.

    Returns:
        The name, the words before it where it was mended and may be no place, and the words that are left.
    """
    for start in range(len(tokens) - 1, 0, -1):
        after = tokens[start:]
        if any(token.is_stop or (token.choices and token.choices[0].weight == 1) for token in after):
            break
        if tokens[start - 1].typed in place_names.WHERE:
            before = " ".join(token.typed for token in tokens[: start - 1])
            if after[-1].choices:
                return None, before, tokens
            return " ".join(token.typed for token in after), None, tokens[: start - 1]
    return None, None, tokens


class _Reader:
    """Reads the units of one question; `languages` are those of the phrases it found.

    Args:
        tokens: the words of the question.
        store: the bundled directory with its thesaurus.
    """

    def __init__(self, tokens: list[Token], store: Store) -> None:
        self._tokens = tokens
        self._store = store
        self._rows = [[_term(word, store) for word in variant] for variant in _variants(tokens)]
        self._perhaps_spanish = any(t.typed in SPANISH_STOP_WORDS or store.is_spanish(t.typed) for t in tokens)
        self._used: set[int] = set()
        self._units: list[tuple[int, QueryTerm]] = []
        self.languages: set[str] = set()

    def units(self) -> tuple[QueryTerm, ...]:
        """Return what was said, in the order of the question: phrases of several words of content
        in a row, phrases whose words stand apart, other phrases, and then single words."""
        self._in_a_row(strong=True)
        self._apart()
        self._in_a_row(strong=False)
        self._single(keep_fillers=False)
        if not self._units:
            self._single(keep_fillers=True)
        return tuple(unit for _, unit in sorted(self._units, key=lambda pair: pair[0]))

    def _content(self) -> list[int]:
        return [n for n, t in enumerate(self._tokens) if not t.is_stop and n not in self._used]

    def _take(self, chosen: Sequence[int], phrases: Iterable[str]) -> bool:
        for phrase in phrases:
            found = self._store.phrase(phrase)
            if found:
                heading, language = found
                self._used.update(chosen)
                if heading is not None:
                    self.languages.add(language)
                    span = [self._tokens[n] for n in chosen]
                    self._units.append((chosen[0], _phrase_unit(span, heading, self._store)))
                return True
        return False

    def _in_a_row(self, *, strong: bool) -> None:
        longest = min(self._store.meta("longest_phrase"), len(self._tokens))
        for size in range(longest, 1, -1):
            for start in range(len(self._tokens) - size + 1):
                span = range(start, start + size)
                content = sum(not self._tokens[n].is_stop for n in span)
                if self._used.isdisjoint(span) and (not strong or size > 2 or content > 1):
                    self._take(span, (" ".join(row[start : start + size]) for row in self._rows))

    def _apart(self) -> None:
        left = self._content()[:_MOST_APART]
        for size in (4, 3, 2):
            for chosen in combinations(left, size):
                if self._used.isdisjoint(chosen):
                    keys = [apart([row[n] for n in chosen]) for row in self._rows]
                    if self._perhaps_spanish:
                        keys.append(apart([spanish_stem(self._tokens[n].typed) for n in chosen], "es"))
                    self._take(chosen, keys)

    def _single(self, *, keep_fillers: bool) -> None:
        for n, token in enumerate(self._tokens):
            if n in self._used or token.is_stop:
                continue
            last = n == len(self._tokens) - 1
            unit = _word_unit(token, self._store, last=last, keep_fillers=keep_fillers)
            if unit is not None:
                self._units.append((n, unit))
                phrase = self._store.phrase(token.choices[0].term) if token.choices else None
                self.languages |= {phrase[1]} if phrase else set()


def _means(heading: int, said: str, store: Store, sure: float = 1.0) -> list[Interpretation]:
    targets, outdated = store.heading(heading)
    ways = []
    for weight, target in zip(_TARGET_WEIGHTS, targets, strict=False):
        code = is_code(target)
        meaning = _code(target) if code else target
        why = message("means {meaning}", meaning=meaning)
        if not outdated:
            why = message("{term!r} means {meaning}", term=said, meaning=meaning)
        if code:
            narrow = _KIND if target.startswith("kind:") else _CODE
            ways.append(Interpretation((target,), None, sure * weight * narrow, why))
            continue
        folded = words(target)
        ways.append(Interpretation((), " ".join(folded), sure * weight, why))
        terms = tuple(dict.fromkeys(_term(w, store) for w in folded if w not in STOP_WORDS))
        if terms:
            ways.append(Interpretation(terms, None, sure * weight * 0.96, why))
    return ways


def _code(target: str) -> Message:
    """Return what a code of the vocabulary is called in a reason."""
    vocabulary, _, code = target.partition(":")
    if vocabulary == "topic":
        return message("the topic {code}", code=code)
    return message("the group {code}", code=code) if vocabulary == "group" else message("the kind {code}", code=code)


def _phrase_unit(span: list[Token], heading: int, store: Store) -> QueryTerm:
    said = " ".join(token.typed for token in span)
    own = tuple(dict.fromkeys(t.choices[0].term for t in span if t.choices and not t.is_stop))
    outdated = store.heading(heading)[1]
    ways = [Interpretation(own, None, 1.0, _TYPED if outdated else _typed(said))] if own else []
    known: Known = "phrase" if len(own) > 1 else "word"
    return QueryTerm(said, (*ways, *_means(heading, said, store)), known, _urgent(heading, store), meant=True)


def _typed(term: str) -> Message:
    return message("{term!r}", term=term)


def _urgent(heading: int | None, store: Store) -> bool:
    return heading is not None and store.heading(heading)[0][0] in _LIFELINES


def _word_unit(token: Token, store: Store, *, last: bool, keep_fillers: bool) -> QueryTerm | None:
    ways: list[Interpretation] = []
    urgent = False
    for choice in token.choices:
        why = _typed(token.typed)
        if choice.weight < 1:
            why = message("{term!r} read as {word!r}", term=token.typed, word=choice.word)
        phrase = store.phrase(choice.term)
        if phrase and phrase[1] == "filler" and not keep_fillers:
            return None
        if phrase and phrase[0] is not None and store.heading(phrase[0])[1]:
            why = _TYPED
        if store.entries_with(choice.term):
            ways.append(Interpretation((choice.term,), None, choice.weight, why))
        if phrase and phrase[0] is not None:
            ways += _means(phrase[0], choice.word, store, choice.weight)
            urgent = urgent or _urgent(phrase[0], store)
    begun = last and len(token.typed) >= 3 and token.typed.isalpha()
    if begun and not any(choice.weight == 1 and store.entries_with(choice.term) for choice in token.choices):
        ways += _begun(token.typed, store)
    heard = bool(token.choices) and token.choices[0].weight == 1
    known: Known = "word" if ways else "heard" if heard else "unknown"
    meant = any(way.name or is_code(way.terms[0]) for way in ways)
    return QueryTerm(token.typed, tuple(ways), known, urgent, meant)


def _begun(typed: str, store: Store) -> list[Interpretation]:
    """Return the ways of a last word that is only begun."""
    ways = []
    for word, term in store.words_from(typed, 12):
        sure = 0.8 * max(0.6, len(typed) / len(word))
        if store.entries_with(term):
            why = message("{term!r} begins {word!r}", term=typed, word=word)
            ways.append(Interpretation((term,), None, sure, why))
        found = store.phrase(term)
        if found and found[0] is not None:
            ways += _means(found[0], word, store, sure)
    return ways
