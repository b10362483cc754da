"""A place inside the words of a question: a town, a village or a ZIP code of Connecticut, or a place that
lies outside or that hart does not know.

Names are looked for as they were typed, before spelling is mended, so that no place elsewhere becomes a
town of Connecticut.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hart_cli.places import ZIP_CODES_START, Place, state_at_end
from hart_cli.search.tokens import Token, is_known, term_of
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


class Location(NamedTuple):
    """Where a query is about.

    Attributes:
        place: a place of Connecticut.
        outside: the name of a place outside Connecticut.
        unknown: a name that hart does not know.
    """

    place: Place | None = None
    outside: str | None = None
    unknown: str | None = None

    @property
    def is_found(self) -> bool:
        """Whether the query names a place that hart knows."""
        return self.place is not None or self.outside is not None


def find_zip_code(folded: str, store: Store) -> tuple[Location, str]:
    """Return the location of a ZIP code in a folded text, and the text without it."""
    for match in _ZIP.finditer(folded):
        code = match[1]
        rest = f"{_BEFORE_ZIP.sub(' ', folded[: match.start()])} {folded[match.end() :]}"
        place = store.place(code)
        if place is not None:
            return Location(place), rest
        if store.keyed(f"phone:{code}") or store.keyed(f"zip:{code}"):
            continue
        if code.startswith(ZIP_CODES_START):
            return Location(unknown=code), rest
        if _BEFORE_ZIP.search(folded[: match.start()]):
            return Location(outside=OUTSIDE_ZIP_CODE), rest
    return Location(), folded


def find_location(typed: list[str], store: Store) -> tuple[Location, list[str]]:
    """Return the location that a query names as it was typed, and the words without it.

    It must stand after a word such as "in" or "near", before its state, or at the beginning or the end beside
    another need; and not be part of an entry's name together with the other words of need ("waterford man"). A name that
    means something else here too ("Reading") counts only after such a word.

    Args:
        typed: the folded words of the query.
        store: the directory, with the places of the bundled one.
    """
    may_name = [store.is_place_word(word) for word in typed]
    outside: tuple[Location, list[str]] | None = None
    taken: set[int] = set()
    for size in range(_LONGEST, 0, -1):
        for start in range(len(typed) - size, -1, -1):
            span = range(start, start + size)
            if not all(may_name[start : start + size]) or not taken.isdisjoint(span):
                continue
            found = _location_at(typed, start, size, store)
            if found is None:
                continue
            location, rest, has_state = found
            if location.outside is None:
                return location, rest
            if has_state or outside is None:  # a name with its state says more than one without
                outside = location, rest
            taken.update(span)
    return outside or _before_state(typed, store)


def _location_at(  # noqa: PLR0911 (the forms in their order)
    typed: list[str], start: int, size: int, store: Store
) -> tuple[Location, list[str], bool] | None:
    """Return the location that some words name, the words of the query without it, and whether its state outside
    Connecticut is named too; None where they name no place, or mean something else."""
    states: dict[str, str] = store.meta("states")
    name = " ".join(typed[start : start + size])
    place = store.place(name)
    outside = None if place else store.outside(name) or _state_named(name, states)
    if place is None and outside is None:
        return None
    state, length = _state_after(typed, start + size, states, set(store.meta("abbreviated_in_words")))
    rest, needs, is_led = _without(typed, start, size + length)
    if state not in (None, "CT"):
        return Location(outside=f"{place.name if place else outside}, {state}"), rest, True
    if state is None and not _is_meant_as_place(typed, start, size, is_led, place is not None, store):
        return None
    if needs and is_in_name(typed[start : start + size], needs, store):
        return None
    if place is None:
        return Location(outside=outside), rest, False
    if not needs and (_is_town(place) or all(is_known(word, store) for word in typed[start : start + size])):
        return Location(), typed[start : start + size] if state else typed, False
    return Location(place), rest, False


def is_in_name(place: list[str], needs: list[str], store: Store) -> bool:
    """Whether some entry's name holds the words of a place and every word of need beside it."""
    wanted = {term_of(word, store) for word in (*place, *needs)}
    entries = {posting.no for posting in store.best_postings(term_of(place[0], store))}
    return any(wanted.issubset(name) for no in entries for name in store.name_stems(no))


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
    whether words such as "in" or "town of" lead to it."""
    first = start
    if first > 1 and typed[first - 1] in ("of", "de") and typed[first - 2] in _KINDS_OF_PLACE:
        first -= 2
    if first > 0 and typed[first - 1] in _ARTICLES and typed[max(first - 2, 0)] in BEFORE_PLACE:
        first -= 1
    named = first > 0 and typed[first - 1] in BEFORE_PLACE
    rest = typed[: first - 1 if named else first] + typed[start + size :]
    return rest, [word for word in rest if word not in STOP_WORDS], named or first < start


def _is_meant_as_place(typed: list[str], start: int, size: int, is_led: bool, is_inside: bool, store: Store) -> bool:
    """Whether a name of a place is meant as one where it stands, and not as words that mean something else.

    Args:
        typed: the folded words of the query.
        start: where the name begins.
        size: how many words it has.
        is_led: whether a word such as "in" leads to it.
        is_inside: whether the place lies in Connecticut.
        store: the directory, with the places of the bundled one.
    """
    name = typed[start : start + size]
    is_at_end = start + size == len(typed)
    means_more = size == 1 and (name[0] in STOP_WORDS or store.phrase(name[0]) is not None)
    if is_inside and store.town(" ".join(name)):
        return is_led or is_at_end or (start == 0 and not means_more)
    if not all(is_known(word, store) for word in name):
        return not means_more
    if is_inside:
        return is_led and not means_more
    before = next((word for word in reversed(typed[:start]) if word not in _ARTICLES), "")
    return is_at_end and before in WHERE and not means_more


def _before_state(typed: list[str], store: Store) -> tuple[Location, list[str]]:
    """Return a name before "CT" that hart does not know, and the words without it."""

    def may_name(word: str) -> bool:
        return not (word in STOP_WORDS or is_known(word, store))

    for end in range(len(typed) - 1, 0, -1):
        if typed[end] not in ("ct", "connecticut"):
            continue
        start = end
        while start > 0 and end - start < _LONGEST and may_name(typed[start - 1]):
            start -= 1
        if start < end and not any(word.isdigit() for word in typed[start:end]):
            rest, _, _ = _without(typed, start, end + 1 - start)
            return Location(unknown=" ".join(typed[start:end])), rest
    return Location(), typed


def find_corrected_town(tokens: tuple[Token, ...], store: Store) -> tuple[Place | None, tuple[Token, ...]]:
    """Return a town that a query names once its spelling is corrected, and the tokens without it.

    It must stand after a word such as "in" or "near", or at the end behind another need; and not be part of an
    entry's name together with the other words of need ("waterford man").
    """
    best = [token.word for token in tokens]
    for size in (3, 2, 1):
        for start in range(len(tokens) - size, -1, -1):
            town = store.town(" ".join(best[start : start + size]))
            if town is None:
                continue
            rest = tokens[:start] + tokens[start + size :]
            needs = [token.word for token in rest if not token.is_stop]
            is_led = start > 0 and tokens[start - 1].typed in BEFORE_PLACE
            is_at_end = start + size == len(tokens)
            if needs and (is_led or is_at_end) and not is_in_name(best[start : start + size], needs, store):
                return Place(town.name, (town,)), tokens[: start - 1] + tokens[start + size :] if is_led else rest
    return None, tokens


def find_unknown_place(tokens: tuple[Token, ...]) -> tuple[str | None, str | None, tuple[Token, ...]]:
    """Return a name at the end behind "in" or "near" that nothing here is called, and the tokens without it: a place
    that hart does not know weakens no answer.

    Returns:
        The name; the words before it where it was corrected and may be no place; and the tokens that are left.
    """
    for start in range(len(tokens) - 1, 0, -1):
        name = tokens[start:]
        if any(token.is_stop or token.is_known for token in name):
            break
        if tokens[start - 1].typed in WHERE:
            before = tokens[: start - 1]
            if name[-1].alternatives:
                return None, " ".join(token.typed for token in before), tokens
            return " ".join(token.typed for token in name), None, before
    return None, None, tokens
