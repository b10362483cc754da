"""Reading a question: numbers, an age or a town inside it, phrases of the thesaurus, other words.

What comes out is a list of units. A unit is one thing that was said, with the ways in which an
entry can answer it; ranking asks each entry how many units it answers and how well.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hart_cli.places import Town
from hart_cli.search import spelling
from hart_cli.store.store import Store
from hart_cli.text import STOP_WORDS, digits, fold, number_runs, sections, stem, words

_AGE = re.compile(
    r"\b(?:aged?|age of|edad)\s*(?:de\s*)?(\d{1,3})\b"
    r"|\b(\d{1,3})[\s-]*(?:years?[\s-]*olds?|yrs?[\s-]*old|y\s*/?\s*o|yo|years? of age|anos?(?:\s+de\s+edad)?)\b"
)
_ACT = re.compile(r"\b(?:public\s+acts?|acts?|p\.?\s?a\.?)?\s*(?:20)?(\d{2})[\s./-]?0*(\d{2,3})\b")
_ACT_NAMED = re.compile(r"\b(?:public\s+acts?|acts?|p\.?\s?a)\.?\s*#?\s*(?:20)?(\d{2})[\s./-]?(\d{2,3})\b")
_BEFORE_TOWN = frozenset("in near around at from outside of en cerca by serving serves for".split())
_YEAR = re.compile(r"(?:19|20)\d{2}")
_SPANISH_HINT = frozenset(
    "el la los las un una de del por para con en mi hijo hija que como donde quien ayuda necesito".split()
)
_TARGET_WEIGHTS = (0.95, 0.86, 0.78, 0.72, 0.66)


class Way(NamedTuple):
    """One way to answer a unit: terms that must all stand in the entry, or a name that the entry
    bears; what it counts, from 0 to 1; and why, in words."""

    terms: tuple[str, ...]
    name: str | None
    weight: float
    why: str


class Unit(NamedTuple):
    """One thing that was said. `known` is False for a word that nothing here is called."""

    said: str
    ways: tuple[Way, ...]
    known: bool


class Exact(NamedTuple):
    """Entries that the question names exactly: by number, act or section."""

    numbers: tuple[int, ...]
    score: float
    why: str


class Reading(NamedTuple):
    """A question as it was understood."""

    units: tuple[Unit, ...]
    exact: tuple[Exact, ...]
    said: tuple[str, ...]
    age: int | None
    town: Town | None
    spanish: bool
    unmatched_number: bool
    corrected: tuple[tuple[str, str], ...]


def read(text: str, store: Store) -> Reading:
    """Return the question `text` as the bundled directory `store` understands it."""
    folded = fold(text)
    age, folded = _take_age(folded)
    exact, folded, unmatched = _take_numbers(folded, store)
    tokens, corrected = _spell(words(folded), store)
    spanish = _is_spanish(text, tokens, store)
    town, tokens = _take_town(tokens, store)
    units = _units(tokens, store)
    return Reading(units, exact, tuple(words(text)), age, town, spanish, unmatched, corrected)


def _take_age(folded: str) -> tuple[int | None, str]:
    match = _AGE.search(folded)
    if match is None:
        return None, folded
    age = int(match[1] or match[2])
    if age > 120:
        return None, folded
    return age, f"{folded[: match.start()]} {folded[match.end() :]}"


def _take_numbers(folded: str, store: Store) -> tuple[tuple[Exact, ...], str, bool]:
    """Return the entries named by numbers, the text without those numbers, and whether a number
    that can only be a phone or act number names nothing."""
    exact: list[Exact] = []
    for match in _ACT.finditer(folded):
        found = store.keyed(f"act:{match[1]}{match[2].lstrip('0')}")
        if found:
            exact.append(Exact(tuple(found), 9.0, f"is Public Act {match[1]}-{match[2]}"))
            return tuple(exact), f"{folded[: match.start()]} {folded[match.end() :]}", False
    named = _ACT_NAMED.search(folded)
    if named and not _YEAR.fullmatch(named[1] + named[2]):
        return (), folded, True
    for section in sections(folded):
        found = store.keyed(f"section:{section}")
        if found:
            return (Exact(tuple(found), 8.0, f"is about section {section}"),), folded.replace(section, " "), False
    for run in number_runs(folded):
        hit = _phone(run, store)
        if hit:
            exact.append(hit)
            pattern = r"[-\s./()]*".join(run)
            folded = re.sub(rf"(?<!\d)\+?{pattern}(?!\d)", " ", folded, count=1)
        elif len(run) >= 6:
            return tuple(exact), folded, True
    return tuple(exact), folded, False


def _phone(run: str, store: Store) -> Exact | None:
    whole = store.keyed(f"phone:{run}") or store.keyed(f"phone:1{run}")
    if whole:
        return Exact(tuple(whole), 9.0, f"has the number {run}")
    if len(run) < 4 or _YEAR.fullmatch(run) or (len(run) == 5 and store.term_of(run)):
        return None
    held = store.keys_with("phone:", run)
    ends = tuple(no for key, no in held if key.endswith(run))
    if ends:
        return Exact(ends, 8.5, f"has a number that ends in {run}")
    if held and len(run) < 7:
        return Exact(tuple(no for _, no in held), 7.0, f"has a number with {run} in it")
    return None


def _spell(tokens: list[str], store: Store) -> tuple[list[str], tuple[tuple[str, str], ...]]:
    """Return the words with typing errors mended: joined, parted or corrected. A word that is the
    last one and only begun is left for its prefix."""
    mended: list[str] = []
    corrected: list[tuple[str, str]] = []
    position = 0
    while position < len(tokens):
        word = tokens[position]
        following = tokens[position + 1] if position + 1 < len(tokens) else ""
        joined = _joined(word, following, store, last=position + 2 == len(tokens))
        if joined:
            corrected.append((f"{word} {following}", joined))
            mended.append(joined)
            position += 2
            continue
        position += 1
        if word in STOP_WORDS or store.term_of(word) or store.entries_with(stem(word)) or store.phrase(stem(word)):
            mended.append(word)
            continue
        last = position == len(tokens)
        replacement = _mend(word, store, last)
        if replacement != (word,):
            corrected.append((word, " ".join(replacement)))
        mended += replacement
    return mended, tuple(corrected)


def _joined(word: str, following: str, store: Store, last: bool) -> str | None:
    """Return one known word that was typed as two ("news letter"), at least one of them unknown."""
    if not following or not (word + following).isalpha():
        return None
    if store.term_of(word) and (store.term_of(following) or following in STOP_WORDS):
        return None
    whole = word + following
    if store.term_of(whole):
        return whole
    if last and len(following) >= 2 and len(whole) >= 5:
        begun = store.words_from(whole, 1)
        if begun:
            return begun[0][0]
    if len(whole) >= spelling._TWO_ERRORS and len(word) >= 3 and len(following) >= 3:
        near = spelling.corrections(whole, store)
        if near and near[0].errors == 1:
            return near[0].word
    return None


def _mend(word: str, store: Store, last: bool) -> tuple[str, ...]:
    if last and len(word) >= 3 and store.words_from(word, 1):
        return (word,)
    parted = spelling.parts(word, store)
    near = spelling.corrections(word, store)
    if near and (near[0].errors == 1 or not parted):
        return (near[0].word,)
    return parted or (word,)


def _is_spanish(text: str, tokens: list[str], store: Store) -> bool:
    if any(c in text for c in "ñáéíóú¿¡Ñ"):
        return True
    english = spanish = 0
    for token in tokens:
        phrase = store.phrase(stem(token))
        if token in _SPANISH_HINT or (phrase and phrase[1] == "es"):
            spanish += 1
        elif token not in STOP_WORDS:
            english += 1
    return spanish > english


def _take_town(tokens: list[str], store: Store) -> tuple[Town | None, list[str]]:
    """Return a town that the question is about, and the words without it.

    It must stand after a word such as "in" or "near", or at the end behind another need; and not
    be part of an entry's name together with another word of the question ("waterford man").
    """
    for size in (3, 2, 1):
        for start in range(len(tokens) - size, -1, -1):
            town = store.town(" ".join(tokens[start : start + size]))
            if town is None:
                continue
            rest = tokens[:start] + tokens[start + size :]
            needs = [t for t in rest if t not in STOP_WORDS]
            named = start > 0 and tokens[start - 1] in _BEFORE_TOWN
            at_end = start + size == len(tokens) and len(needs) > 0
            if not needs or not (named or at_end) or _in_a_name(tokens[start : start + size], needs, store):
                continue
            if named:
                rest = tokens[: start - 1] + tokens[start + size :]
            return town, rest
    return None, tokens


def _in_a_name(town: list[str], needs: list[str], store: Store) -> bool:
    """Whether some entry's name holds the town and every other word of need."""
    terms = [stem(word) for word in town]
    entries = {p.no for p in store.postings(terms[0])}
    for no in entries:
        for name in store.names(no):
            stems = {stem(word) for word in name.split()}
            if stems.issuperset(terms) and stems.issuperset(map(stem, needs)):
                return True
    return False


def _units(tokens: list[str], store: Store) -> tuple[Unit, ...]:
    content = [t for t in tokens if t not in STOP_WORDS]
    terms = [stem(token) for token in tokens]
    longest = store.meta("longest_phrase")
    used = [False] * len(tokens)
    units: list[tuple[int, Unit]] = []
    for size in range(min(longest, len(tokens)), 1, -1):
        for start in range(len(tokens) - size + 1):
            if any(used[start : start + size]):
                continue
            found = store.phrase(" ".join(terms[start : start + size]))
            if found and found[0] is not None:
                used[start : start + size] = [True] * size
                units.append((start, _phrase_unit(tokens[start : start + size], found[0], store)))
    left = [(n, token) for n, token in enumerate(tokens) if not used[n] and (token not in STOP_WORDS or not content)]
    units += _content_units(left, len(tokens), store, longest)
    return tuple(unit for _, unit in sorted(units, key=lambda pair: pair[0]))


def _content_units(left: list[tuple[int, str]], length: int, store: Store, longest: int) -> list[tuple[int, Unit]]:
    """Units of the words that no phrase took: phrases once more with the stop words out of the way,
    then single words."""
    units: list[tuple[int, Unit]] = []
    position = 0
    while position < len(left):
        for size in range(min(longest, len(left) - position), 1, -1):
            span = [token for _, token in left[position : position + size]]
            found = store.phrase(" ".join(map(stem, span)))
            if found and found[0] is not None:
                units.append((left[position][0], _phrase_unit(span, found[0], store)))
                position += size
                break
        else:
            n, token = left[position]
            unit = _word_unit(token, store, last=n == length - 1)
            if unit is not None:
                units.append((n, unit))
            position += 1
    return units


def _means(heading: int, said: str, store: Store) -> list[Way]:
    targets, outdated = store.heading(heading)
    ways = []
    for weight, target in zip(_TARGET_WEIGHTS, targets, strict=False):
        prefix, colon, code = target.partition(":")
        shown = f"the {prefix} {code}" if colon else target
        why = f"means {shown}" if outdated else f"{said!r} means {shown}"
        if colon:
            ways.append(Way((target,), None, weight * 0.95, why))
        else:
            folded = words(target)
            ways.append(Way((), " ".join(folded), weight, why))
            terms = tuple(stem(w) for w in folded if w not in STOP_WORDS)
            ways.append(Way(terms, None, weight * 0.92, why))
    return ways


def _phrase_unit(span: list[str], heading: int, store: Store) -> Unit:
    said = " ".join(span)
    own = tuple(stem(word) for word in span if word not in STOP_WORDS)
    ways = [Way(own, None, 1.0, f"{said!r}")] if own else []
    return Unit(said, (*ways, *_means(heading, said, store)), True)


def _word_unit(token: str, store: Store, last: bool) -> Unit | None:
    term = stem(token)
    ways: list[Way] = []
    if store.entries_with(term):
        ways.append(Way((term,), None, 1.0, f"{token!r}"))
    phrase = store.phrase(term)
    if phrase and phrase[0] is not None:
        ways += _means(phrase[0], token, store)
    elif phrase and phrase[1] == "filler" and not ways:
        return None
    if not ways and last and len(token) >= 2 and token.isalpha():
        for word, begun in store.words_from(token, 12):
            way = Way((begun,), None, 0.8 * max(0.6, len(token) / len(word)), f"{token!r} begins {word!r}")
            if store.entries_with(begun):
                ways.append(way)
            found = store.phrase(begun)
            if found and found[0] is not None:
                ways += [w._replace(weight=w.weight * 0.8) for w in _means(found[0], word, store)]
    if not ways and digits(token) and not token.isdigit():
        return None
    return Unit(token, tuple(ways), bool(ways))
