"""What the tokens of a query mean: terms, each with the interpretations that an entry can answer."""

from __future__ import annotations

from typing import Literal, NamedTuple

from hart_cli.i18n.messages import Message, message
from hart_cli.search.phrases import find_phrases, positions_of
from hart_cli.search.tokens import Alternative, Token, term_of
from hart_cli.search.weights import WEIGHTS
from hart_cli.store.store import Store
from hart_cli.text import STOP_WORDS, is_code, words

_OUTDATED = message("what was typed")  # in place of words that are outdated or hurt
_LIFELINES = ("911", "988")
_MAX_MEANINGS = 5
_MAX_COMPLETIONS = 12
RULES = {"lifelines": _LIFELINES, "max_meanings": _MAX_MEANINGS, "max_completions": _MAX_COMPLETIONS}
"""The same for the script of a page (`search.page_data`)."""

MatchKind = Literal["phrase", "word", "partial", "unknown"]


class Interpretation(NamedTuple):
    """One way in which an entry answers a term.

    Attributes:
        terms: terms of the index that must all stand in the entry; none where a name is meant.
        name: the folded name that the entry bears, or None.
        weight: what the interpretation counts, from 0 to 1.
        reason: why, for `--explain`.
    """

    terms: tuple[str, ...]
    name: str | None
    weight: float
    reason: Message


class QueryTerm(NamedTuple):
    """A phrase of the thesaurus or a word of a query.

    Attributes:
        text: the words as they were typed.
        interpretations: what it may mean, the words themselves first.
        kind: "phrase" for several words of content that mean something together, "word" for one, "partial" for a word
            that the thesaurus has only inside phrases, "unknown" for one that nothing here is called.
        is_urgent: whether somebody may be in danger of dying.
        has_meaning: whether the thesaurus gives it a meaning.
    """

    text: str
    interpretations: tuple[Interpretation, ...]
    kind: MatchKind
    is_urgent: bool = False
    has_meaning: bool = False

    @property
    def targets(self) -> tuple[str, ...]:
        """What the thesaurus takes it for, the best first: names of entries behind "=", and codes of the vocabulary."""
        named = (f"={one.name}" if one.name else one.terms[0] for one in self.interpretations)
        return tuple(dict.fromkeys(target for target in named if target[0] == "=" or is_code(target)))


def query_terms(tokens: tuple[Token, ...], store: Store) -> tuple[tuple[QueryTerm, ...], frozenset[str]]:
    """Return the terms of a query in its order, and the languages of the phrases among them.

    A word without a need ("please") is a term only where there is no other.

    Args:
        tokens: the words of the query.
        store: the directory with its thesaurus.
    """
    matches = find_phrases(tokens, store)
    phrases = [(match, match.heading) for match in matches if match.heading is not None]
    terms = [
        (match.positions[0], _phrase_term([tokens[n] for n in match.positions], heading, store))
        for match, heading in phrases
    ]
    free = sorted(set(range(len(tokens))) - positions_of(matches))
    single = _word_terms(tokens, free, store)
    if not terms and not single:
        single = _word_terms(tokens, free, store, keep_fillers=True)
    languages = {match.language for match, _ in phrases} | {
        phrase[1] for n, _ in single for other in tokens[n].alternatives[:1] if (phrase := store.phrase(other.term))
    }
    return tuple(term for _, term in sorted([*terms, *single], key=lambda pair: pair[0])), frozenset(languages)


def _word_terms(
    tokens: tuple[Token, ...], positions: list[int], store: Store, *, keep_fillers: bool = False
) -> list[tuple[int, QueryTerm]]:
    """Return (position, term) of the words of content at some positions."""
    return [
        (n, _word_term(tokens[n], store, is_last=n == len(tokens) - 1))
        for n in positions
        if not tokens[n].is_stop and (keep_fillers or not _is_filler(tokens[n], store))
    ]


def _is_filler(token: Token, store: Store) -> bool:
    phrases = (store.phrase(other.term) for other in token.alternatives)
    return any(phrase and phrase[1] == "filler" for phrase in phrases)


def _phrase_term(span: list[Token], heading: int, store: Store) -> QueryTerm:
    text = " ".join(token.typed for token in span)
    own = tuple(dict.fromkeys(token.alternatives[0].term for token in span if token.alternatives and not token.is_stop))
    reason = _OUTDATED if store.heading(heading)[1] else _typed(text)
    itself = [Interpretation(own, None, 1.0, reason)] if own else []
    return QueryTerm(
        text,
        (*itself, *_meanings(heading, text, store)),
        "phrase" if len(own) > 1 else "word",
        is_urgent=_is_urgent(heading, store),
        has_meaning=True,
    )


def _word_term(token: Token, store: Store, *, is_last: bool) -> QueryTerm:
    interpretations = [one for other in token.alternatives for one in _of_alternative(token.typed, other, store)]
    is_whole = any(other.weight == 1 and store.entries_with(other.term) for other in token.alternatives)
    if is_last and not is_whole and len(token.typed) >= 3 and token.typed.isalpha():
        interpretations += _completions(token.typed, store)
    headings = [heading for other in token.alternatives if (heading := _heading(other.term, store)) is not None]
    return QueryTerm(
        token.typed,
        tuple(interpretations),
        "word" if interpretations else "partial" if token.is_known else "unknown",
        is_urgent=any(_is_urgent(heading, store) for heading in headings),
        has_meaning=any(one.name or is_code(one.terms[0]) for one in interpretations),
    )


def _of_alternative(typed: str, other: Alternative, store: Store) -> list[Interpretation]:
    """Return what a word may mean where it stands for a known one."""
    heading = _heading(other.term, store)
    reason = _typed(typed)
    if other.weight < 1:
        reason = message("{term!r} read as {word!r}", term=typed, word=other.word)
    if heading is not None and store.heading(heading)[1]:
        reason = _OUTDATED
    itself = [Interpretation((other.term,), None, other.weight, reason)] if store.entries_with(other.term) else []
    return itself + ([] if heading is None else _meanings(heading, other.word, store, other.weight))


def _completions(typed: str, store: Store) -> list[Interpretation]:
    """Return what a last word that is only begun may mean."""
    found = []
    for word, term in store.words_from(typed, _MAX_COMPLETIONS):
        weight = WEIGHTS["prefix"] * max(WEIGHTS["prefix.shortest"], len(typed) / len(word))
        if store.entries_with(term):
            reason = message("{term!r} begins {word!r}", term=typed, word=word)
            found.append(Interpretation((term,), None, weight, reason))
        heading = _heading(term, store)
        if heading is not None:
            found += _meanings(heading, word, store, weight)
    return found


def _heading(term: str, store: Store) -> int | None:
    phrase = store.phrase(term)
    return phrase[0] if phrase else None


def _meanings(heading: int, text: str, store: Store, weight: float = 1.0) -> list[Interpretation]:
    """Return what a heading of the thesaurus means: names of entries, and codes of the vocabulary.

    Args:
        heading: the number of the heading.
        text: the words that lead to it.
        store: the directory with its thesaurus.
        weight: how sure it is that these words are meant, from 0 to 1.
    """
    targets, is_outdated = store.heading(heading)
    found = []
    for n, target in enumerate(targets[:_MAX_MEANINGS], 1):
        meaning = _label(target) if is_code(target) else target
        reason = message("means {meaning}", meaning=meaning)
        if not is_outdated:
            reason = message("{term!r} means {meaning}", term=text, meaning=meaning)
        found += _of_target(target, weight * WEIGHTS[f"meaning.{n}"], reason, store)
    return found


def _of_target(target: str, weight: float, reason: Message, store: Store) -> list[Interpretation]:
    if is_code(target):
        vague = WEIGHTS["meaning.kind" if target.startswith("kind:") else "meaning.code"]
        return [Interpretation((target,), None, weight * vague, reason)]
    name = words(target)
    terms = tuple(dict.fromkeys(term_of(word, store) for word in name if word not in STOP_WORDS))
    by_words = [Interpretation(terms, None, weight * WEIGHTS["meaning.words"], reason)] if terms else []
    return [Interpretation((), " ".join(name), weight, reason), *by_words]


def _label(target: str) -> Message:
    """Return what a code of the vocabulary is called in a reason."""
    vocabulary, _, code = target.partition(":")
    if vocabulary == "topic":
        return message("the topic {code}", code=code)
    return message("the group {code}", code=code) if vocabulary == "group" else message("the kind {code}", code=code)


def _typed(text: str) -> Message:
    return message("{term!r}", term=text)


def _is_urgent(heading: int, store: Store) -> bool:
    return store.heading(heading)[0][0] in _LIFELINES
