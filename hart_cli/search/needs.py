"""What stands first when somebody is in danger, afraid, or speaks for somebody who is.

The forms and the order of entries are data (data/needs.toml). A need that matches comes before ranking.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Sequence
from itertools import combinations, pairwise
from typing import Any, NamedTuple

from hart_cli.i18n.messages import Bilingual
from hart_cli.model import NEED_LISTS
from hart_cli.store.store import Store
from hart_cli.text import STOP_WORDS, words

_LONGEST = 64  # words of a question that are looked at
_ADULT_AGE = 18
_YOUNGEST, _OLDEST = 5, 120
_NO_AGE = ("911", "988", "211", "24", "12", "48")  # lines, and the hours of a report
_ONE_ERROR = 5  # letters from which a word may hold a typing error
_REPEATED = re.compile(r"([a-z])\1{2,}")
_AGE = re.compile(r"(?:[fm])?(\d{1,3})(?:yo|yr|yrs|f|m|yof|yom)?")

_COMMON = frozenset({"@filler", "@controller"})  # too wide to be evidence
WEIGHT = 16
"""What a weight of the model is multiplied by, to be stored as a small whole number."""

_NONE, _NONE_UNANSWERED, _NONE_BESIDE = 0.35, 0.7, 0.15
"""Above this share of "none" no need is stated: as a rule, where nothing else answers, and beside a need that a
form decided."""

_BESIDE = 0.3
"""From this share on a second need is stated beside the first."""

_SURE = 0.3
"""A need with a smaller share than this is not stated; where nothing else answers, it counts as plain distress."""

FALLBACK = "emergency"
"""The need of a plain cry for help."""

RULES = {
    "sure": _SURE,
    "longest": _LONGEST,
    "adult": _ADULT_AGE,
    "youngest": _YOUNGEST,
    "oldest": _OLDEST,
    "no_age": _NO_AGE,
    "age": _AGE.pattern,
    "one_error": _ONE_ERROR,
    "weight": WEIGHT,
    "none": _NONE,
    "none_unanswered": _NONE_UNANSWERED,
    "none_beside": _NONE_BESIDE,
    "beside": _BESIDE,
    "fallback": FALLBACK,
}
"""The same for the script of a page (`search.page_data`)."""


class Needs(NamedTuple):
    """The needs of one question together.

    Args:
        ids: the entries that stand first, in order.
        names: which needs matched, the most urgent first.
        emergency: whether somebody may be in danger.
        channel: the channel that the person can use, or "".
        without: roles of lines that never stand in the answer.
        notes: sentences to print beside the answer.
        last: the entries that these needs have for another age.
    """

    ids: tuple[str, ...] = ()
    names: tuple[str, ...] = ()
    emergency: bool = False
    channel: str = ""
    without: frozenset[str] = frozenset()
    notes: tuple[Bilingual, ...] = ()
    last: frozenset[str] = frozenset()


NONE = Needs()


def match(text: str, age: int | None, bundled: Store, *, unanswered: bool = False) -> Needs:
    """Return the needs that a question states.

    Args:
        text: what somebody typed.
        age: the age in years that the question or a filter names, if any.
        bundled: the directory that comes with hart.
        unanswered: whether nothing else answers; then less evidence is enough for somebody who speaks of
            herself or himself.
    """
    compiled: dict[str, Any] = bundled.meta("needs")
    names = word_names(correct_words(text, compiled["classes"], bundled), compiled["classes"])
    if not names:
        return NONE
    decided, against, whole = decide_by_forms(names, compiled, unanswered=unanswered)
    stated = {compiled["needs"][number]["id"] for number in decided}
    if len(names) > 1 and _has_content(names) and not whole:
        lenient = unanswered and any("@me" in own for own in names)
        most = _NONE_UNANSWERED if lenient else _NONE
        if any(compiled["needs"][number]["first"] for number in decided):
            most = _NONE_BESIDE
        weights = bundled.evidence(features(names))
        stated |= likely(weights, bundled.meta("need_classes"), bundled.meta("need_bias"), most)
    stated -= {compiled["needs"][number]["id"] for number in against} & {FALLBACK}
    matched = [need for need in compiled["needs"] if need["id"] in stated]
    specific = [need for need in matched if not need["fallback"] and any(need[name] for name in NEED_LISTS)]
    held = set[str]().union(*names)
    return _combine([need for need in matched if not need["fallback"]] if specific else matched, _is_minor(age, held))


def emergency(age: int | None, bundled: Store) -> Needs:
    """Return the need that counts where no other one is stated.

    Args:
        age: the age in years of the person, if it is known.
        bundled: the directory that comes with hart.
    """
    needs: list[dict[str, Any]] = bundled.meta("needs")["needs"]
    return _combine([need for need in needs if need["id"] == FALLBACK], _is_minor(age, set()))


def emergency_answer(bundled: Store) -> tuple[str, ...]:
    """Return the ids of the emergency answer in their order: what the need that counts where no other one is stated
    names first.

    Args:
        bundled: the directory that comes with hart.
    """
    needs: list[dict[str, Any]] = bundled.meta("needs")["needs"]
    return next((tuple(need["first"]) for need in needs if need["id"] == FALLBACK), ())


def _has_content(names: list[set[str]]) -> bool:
    """Whether a question holds a word that says something: neither a stop word nor a number ("y a", "54-142m")."""
    return any(name.isalpha() and name not in STOP_WORDS for own in names for name in own)


def decide_by_forms(
    names: list[set[str]], compiled: dict[str, Any], *, unanswered: bool = False
) -> tuple[set[int], set[int], bool]:
    """Return the numbers of the needs that a form states, of those that a form takes back, and whether a form is
    the whole question.

    Args:
        names: the words with their classes, from `word_names`.
        compiled: the needs of the directory.
        unanswered: whether nothing else answers.
    """
    held = set[str]().union(*names)
    found: tuple[set[int], set[int]] = (set(), set())
    whole = False
    for form in {form for name in held for form in compiled["index"].get(name, ())}:
        number, against, mode, parts = compiled["forms"][form]
        if (unanswered or mode != "?") and _fits(mode, parts, names, held):
            found[against].add(number)
            whole = whole or mode == "="
    return found[False] - found[True], found[True], whole


def features(names: list[set[str]]) -> list[str]:
    """Return the features of a question that the learned weights count: words, classes, beginnings of long
    words, neighbors, and pairs of classes.

    Args:
        names: the words with their classes, from `word_names`.
    """
    rows = [sorted(own - _COMMON) for own in names]
    result = {name for row in rows for name in row}
    result |= {f"^{name[:5]}" for name in result if len(name) > 5 and name[0] != "@"}
    result |= {f"{a} {b}" for one, other in pairwise([["<"], *rows, [">"]]) for a in one for b in other}
    classes = sorted({name for row in rows for name in row if name[0] == "@"})
    return sorted(result | {f"{a}&{b}" for a, b in combinations(classes, 2)})


def likely(
    weights: Sequence[Sequence[tuple[int, int]]], classes: Sequence[str], bias: Sequence[int], most: float = _NONE
) -> set[str]:
    """Return the needs that the evidence makes likely, by multinomial logistic regression.

    Args:
        weights: for each feature that has any, (number of a class, weight).
        classes: the ids of the needs, and "none".
        bias: one number for each class.
        most: above this share of "none" no need is stated.
    """
    scores = [float(n) for n in bias]
    scale = math.sqrt(len(weights) or 1)
    for row in weights:
        for number, weight in row:
            scores[number] += weight / scale
    odds = [math.exp((score - max(scores)) / WEIGHT) for score in scores]
    shares = {name: share / sum(odds) for name, share in zip(classes, odds, strict=True)}
    none = shares.pop("none")
    best = max(shares.values())
    if none > most or (best < _SURE and most <= _NONE):
        return set()
    if best < _SURE:
        return {FALLBACK}
    return {name for name, share in shares.items() if share == best or share >= _BESIDE}


def _combine(matched: list[dict[str, Any]], is_minor: bool | None) -> Needs:
    lists = ["first", *(["minor"] if is_minor is not False else []), *(["adult"] if is_minor is not True else [])]
    lists += (["known_minor"] if is_minor else []) + (["minor_then"] if is_minor is not False else [])
    ids = [entry_id for need in matched for name in lists for entry_id in need[name]]
    ids += [entry_id for need in matched for entry_id in need["then"]]
    return Needs(
        tuple(dict.fromkeys(ids)),
        tuple(need["id"] for need in matched),
        any(need["emergency"] for need in matched),
        next((need["channel"] for need in matched if need["channel"]), ""),
        frozenset(role for need in matched for role in need["without"]),
        tuple(Bilingual(need["note"], need["note_es"]) for need in matched if need["note"]),
        frozenset(entry_id for need in matched for name in NEED_LISTS for entry_id in need[name]) - set(ids),
    )


def _is_minor(age: int | None, held: set[str]) -> bool | None:
    """Whether the person is under 18: by the age, else by the words; None where neither says."""
    if age is not None:
        return age < _ADULT_AGE
    if "@under_18" in held:
        return True
    if "@child" in held and "@adult" not in held:
        return True
    return False if "@adult" in held or "@over_17" in held else None


def correct_words(text: str, classes: dict[str, list[str]], bundled: Store) -> list[str]:
    """Return the words of a question, a letter that is repeated for stress once, typing errors corrected."""
    typed = words(text)[:_LONGEST]
    return [word if word in classes else _correct(_shorten(word, classes), classes, bundled) for word in typed]


def _shorten(word: str, classes: dict[str, list[str]]) -> str:
    """Return "help" for "heeelp" and "pills" for "pillls"."""
    twice, once = _REPEATED.sub(r"\1\1", word), _REPEATED.sub(r"\1", word)
    return twice if twice in classes or once == word else once


def _correct(word: str, classes: dict[str, list[str]], bundled: Store) -> str:
    """Return the word of a class that a word may stand for, else the word.

    A word that the directory knows, or whose first letter differs, is never corrected.
    """
    known = len(word) < _ONE_ERROR or not word.isalpha() or word in classes or word in STOP_WORDS
    if known or bundled.term_of(word):
        return word
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    candidates = [other for other in classes if other[0] == word[0] and len(other) >= _ONE_ERROR - 1]
    best = process.extractOne(word, candidates, scorer=DamerauLevenshtein.distance, score_cutoff=1)
    return best[0] if best else word


def word_names(typed: Iterable[str], classes: dict[str, list[str]]) -> list[set[str]]:
    """Return for each word itself and, with "@", the classes that hold it and the age group that it names."""
    names = []
    for word in typed:
        own = {word, *(f"@{name}" for name in classes.get(word, ()))}
        age = _AGE.fullmatch(word)
        if age and _YOUNGEST <= int(age[1]) <= _OLDEST and word not in _NO_AGE:
            own.add("@under_18" if int(age[1]) < _ADULT_AGE else "@over_17")
        names.append(own)
    return names


def _fits(mode: str, parts: Sequence[Any], names: list[set[str]], held: set[str]) -> bool:
    if any(held.isdisjoint(wanted) for part in parts for wanted, _ in part):
        return False
    if mode == "=":
        return _is_whole(parts[0], names, 0, 0)
    return all(_stands(part, names) for part in parts)


def _stands(part: Sequence[Any], names: list[set[str]]) -> bool:
    """Whether the elements of a part stand in this order, each near enough behind the one before."""
    ends: list[int] | None = None
    for wanted, gap in part:
        places = [n for n, own in enumerate(names) if not own.isdisjoint(wanted)]
        if ends is not None:
            places = [n for n in places if any(end < n and (gap < 0 or n - end <= gap + 1) for end in ends)]
        if not places:
            return False
        ends = places
    return True


def _is_whole(part: Sequence[Any], names: list[set[str]], word: int, element: int) -> bool:
    """Whether a part is the whole question but for words that carry no need."""
    if word == len(names):
        return element == len(part)
    if (
        element < len(part)
        and not names[word].isdisjoint(part[element][0])
        and _is_whole(part, names, word + 1, element + 1)
    ):
        return True
    return "@filler" in names[word] and _is_whole(part, names, word + 1, element)
