"""A place inside the words of a question: a town, a village or a ZIP code of Connecticut, or a place that
lies outside or that hart does not know.

Names are looked for as they were typed, before spelling is mended, so that no place elsewhere becomes a
town of Connecticut.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from hart_cli.places import ZIP_CODES_START, Place, state_at_end
from hart_cli.store.store import Store
from hart_cli.text import STOP_WORDS

BEFORE_PLACE = frozenset("in near around at from outside of en cerca by serving serves for".split())
"""Words that may stand before a place."""

WHERE = frozenset("in near around at en cerca".split())
"""Those of them after which an unknown name is taken for a place."""

OUTSIDE_ZIP_CODE = "That ZIP code"
"""What is said in place of a ZIP code outside Connecticut: words of a question are never repeated."""

_KINDS_OF_PLACE = frozenset("town city village borough pueblo ciudad".split())
_ARTICLES = frozenset("the de el la".split())
_LONGEST = 4
_ZIP = re.compile(r"(?<![\w-])(\d{5})(?:-\d{4})?(?![\w-])")
_BEFORE_ZIP = re.compile(r"\b(?:zip(?:\s*code)?|postal\s*code|codigo\s*postal|in|near|around|en|cerca\s+de)\s*:?\s*$")

RULES = {
    "before_place": sorted(BEFORE_PLACE),
    "where": sorted(WHERE),
    "articles": sorted(_ARTICLES),
    "kinds_of_place": sorted(_KINDS_OF_PLACE),
    "longest_place": _LONGEST,
    "zip_codes_start": ZIP_CODES_START,
}
"""The same for the script of a page (`search.page_data`)."""


class Taken(NamedTuple):
    """What was found: a place of Connecticut, the name of one outside, or of one that hart does not know
    (at most one of the three), and the words without it."""

    place: Place | None
    outside: str | None
    unknown: str | None
    rest: list[str]


def take_zip_code(folded: str, store: Store) -> tuple[Place | None, str | None, str | None, str]:
    """Return the place of a ZIP code in the folded text, or a code that lies outside, or one of Connecticut
    that hart does not know; and the text without it."""
    for match in _ZIP.finditer(folded):
        code = match[1]
        without = f"{_BEFORE_ZIP.sub(' ', folded[: match.start()])} {folded[match.end() :]}"
        place = store.place(code)
        if place is not None:
            return place, None, None, without
        if store.keyed(f"phone:{code}") or store.keyed(f"zip:{code}"):
            continue
        if code.startswith(ZIP_CODES_START):
            return None, None, code, without
        if _BEFORE_ZIP.search(folded[: match.start()]):
            return None, OUTSIDE_ZIP_CODE, None, without
    return None, None, None, folded


def take_place(
    typed: list[str], store: Store, is_known: Callable[[str], bool], in_a_name: Callable[[list[str], list[str]], bool]
) -> Taken:
    """Return a place that the question is about, and the words without it.

    It must stand after a word such as "in" or "near", before its state, or at the beginning or the end beside
    another need; and not be part of an entry's name together with the other words of need ("waterford man"). A name that
    means something else here too ("Reading") counts only after such a word.

    Args:
        typed: the folded words of the question.
        store: the directory, with the places of the bundled one.
        is_known: whether the directory or its thesaurus knows a word.
        in_a_name: whether an entry's name holds the words of a place and all words of need beside it.
    """
    states: dict[str, str] = store.meta("states")
    in_words = set(store.meta("abbreviated_in_words"))
    may_name = [store.is_place_word(word) for word in typed]
    elsewhere: Taken | None = None
    taken: set[int] = set()
    for size in range(_LONGEST, 0, -1):
        for start in range(len(typed) - size, -1, -1):
            said = typed[start : start + size]
            span = range(start, start + size)
            if not all(may_name[start : start + size]) or not taken.isdisjoint(span):
                continue
            name = " ".join(said)
            place = store.place(name)
            outside = None if place else store.outside(name) or _state_named(name, states)
            if place is None and outside is None:
                continue
            state, length = _state_after(typed, start + size, states, in_words)
            rest, needs, named = _without(typed, start, size + length)
            if state not in (None, "CT"):
                elsewhere = Taken(None, f"{place.name if place else outside}, {state}", None, rest)
                taken.update(span)
                continue
            if state is None and not _stands_as_place(typed, start, size, named, bool(place), is_known, store):
                continue
            if needs and in_a_name(said, needs):
                continue
            if place is not None and not needs:
                if _is_town(place) or all(is_known(word) for word in said):
                    return Taken(None, None, None, said if state else typed)
                return Taken(place, None, None, rest)
            if place is None:
                elsewhere = elsewhere or Taken(None, outside, None, rest)
                taken.update(span)
                continue
            return Taken(place, None, None, rest)
    return elsewhere or _unknown(typed, is_known)


def _is_town(place: Place) -> bool:
    return place.towns[0].name == place.name


def _state_named(name: str, states: dict[str, str]) -> str | None:
    return next((state for state in states.values() if state.lower() == name), None)


def _state_after(typed: list[str], at: int, states: dict[str, str], in_words: set[str]) -> tuple[str | None, int]:
    """Return the state that stands behind a place, and how many words name it. Inside a question only the
    abbreviations of states nearby count: "me", "or" and "va" are words."""
    for length in (3, 2, 1):
        following = typed[at : at + length]
        if len(following) < length:
            continue
        state, size = state_at_end(following, states)
        abbreviated = len(following[-1]) == 2 and state != "CT"
        if state is not None and size == length and (not abbreviated or state in in_words):
            return state, length
    return None, 0


def _without(typed: list[str], start: int, size: int) -> tuple[list[str], list[str], bool]:
    """Return the words without a place and the words that lead to it, the words of need among them, and
    whether a word such as "in" leads to it."""
    first = start
    if first > 1 and typed[first - 1] in ("of", "de") and typed[first - 2] in _KINDS_OF_PLACE:
        first -= 2
    if first > 0 and typed[first - 1] in _ARTICLES and typed[max(first - 2, 0)] in BEFORE_PLACE:
        first -= 1
    named = first > 0 and typed[first - 1] in BEFORE_PLACE
    rest = typed[: first - 1 if named else first] + typed[start + size :]
    return rest, [word for word in rest if word not in STOP_WORDS], named or first < start


def _stands_as_place(
    typed: list[str], start: int, size: int, named: bool, inside: bool, is_known: Callable[[str], bool], store: Store
) -> bool:
    """Whether a name of a place is meant as one where it stands, and not as words that mean something else."""
    said = typed[start : start + size]
    at_end = start + size == len(typed)
    means_more = size == 1 and (said[0] in STOP_WORDS or store.phrase(said[0]) is not None)
    if inside and store.town(" ".join(said)):
        return named or at_end or (start == 0 and not means_more)
    if not all(map(is_known, said)):
        return not means_more
    if inside:
        return named and not means_more
    lead = next((word for word in reversed(typed[:start]) if word not in _ARTICLES), "")
    return at_end and lead in WHERE and not means_more


def _unknown(typed: list[str], is_known: Callable[[str], bool]) -> Taken:
    """Return a name before "CT" that hart does not know."""
    for end in range(len(typed) - 1, 0, -1):
        if typed[end] not in ("ct", "connecticut"):
            continue
        start = end
        while (
            start > 0 and end - start < _LONGEST and not (typed[start - 1] in STOP_WORDS or is_known(typed[start - 1]))
        ):
            start -= 1
        if start < end and not any(word.isdigit() for word in typed[start:end]):
            rest, _, _ = _without(typed, start, end + 1 - start)
            return Taken(None, None, " ".join(typed[start:end]), rest)
    return Taken(None, None, None, typed)
