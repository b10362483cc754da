"""What of the compiled needs travels in a page that searches by itself, in as few bytes as a script can read.

A class is called by a short code, an entry by its place in the page. Forms and weights are strings:

- A form is its mode and its parts, with "&" between parts, a space between elements and "|" between names. ">"
  before an element lets no other word stand before it, "~" any number.
- A feature is its name and its weights. A weight is a capital letter for the class and one character for the
  number. Features of two words stand in groups by the first word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from hart_cli.model import BUNDLED, NEED_LISTS, Entry
from hart_cli.store.store import Store

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"
_MOST_CLASSES = 26  # as many as there are capital letters
_SHORT, _SHORT_FROM, _LONG_FROM = 34, 93, 256


def needs(entries: Sequence[Entry], bundled: Store) -> dict[str, Any]:
    """Return the needs with their classes, forms and weights, as plain values.

    An entry that is not in the page is left out of the lists of its need.

    Args:
        entries: those in the page, in its order.
        bundled: the directory that comes with hart.
    """
    compiled = bundled.meta("needs")
    features = bundled.weights()
    codes = _codes(compiled, features)
    numbers = {need["id"]: number for number, need in enumerate(compiled["needs"])}
    places = {entry.id: place for place, entry in enumerate(entries) if entry.directory == BUNDLED}
    single, double = _weights(features, codes)
    return {
        "codes": codes,
        "classes": _classes(compiled["classes"], codes),
        "needs": [_need(need, places) for need in compiled["needs"]],
        "forms": _forms(compiled, codes),
        "gap": _usual_gap(compiled),
        "outcomes": [numbers.get(name, -1) for name in bundled.meta("need_classes")],
        "bias": bundled.meta("need_bias"),
        "features": single,
        "pairs": double,
    }


def _codes(compiled: dict[str, Any], features: Iterable[tuple[str, object]]) -> dict[str, str]:
    """Return a short code for each class that a form, a word or a feature names, in the order of the alphabet."""
    named = {name for held in compiled["classes"].values() for name in held} | {"under_18", "over_17"}
    named |= {
        part[1:] for name, _ in features for word in name.split(" ") for part in word.split("&") if part[:1] == "@"
    }
    return {name: _code(number) for number, name in enumerate(sorted(named))}


def _code(number: int) -> str:
    return _DIGITS[number] if number < len(_DIGITS) else _code(number // len(_DIGITS)) + _DIGITS[number % len(_DIGITS)]


def _classes(classes: Mapping[str, list[str]], codes: dict[str, str]) -> dict[str, str]:
    """Return the words by the codes of the classes that hold them, so that each word stands once."""
    groups: dict[str, list[str]] = defaultdict(list)
    for word, names in classes.items():
        groups[" ".join(codes[name] for name in names)].append(word)
    return {key: " ".join(held) for key, held in groups.items()}


def _need(need: dict[str, Any], places: dict[str, int]) -> list[Any]:
    return [
        need["id"],
        [[places[entry_id] for entry_id in need[name] if entry_id in places] for name in NEED_LISTS],
        int(need["emergency"]),
        int(need["fallback"]),
        need["channel"],
        need["without"],
        [need["note"], need["note_es"]] if need["note"] else [],
        int(any(need[name] for name in NEED_LISTS)),
    ]


def _usual_gap(compiled: dict[str, Any]) -> int:
    gaps: list[int] = [gap for _, _, _, parts in compiled["forms"] for part in parts for _, gap in part]
    return max(gaps)


def _forms(compiled: dict[str, Any], codes: dict[str, str]) -> list[list[str]]:
    """Return for each need the forms that speak for it and those that speak against it."""
    usual = _usual_gap(compiled)
    found: list[list[list[str]]] = [[[], []] for _ in compiled["needs"]]
    for number, against, mode, parts in compiled["forms"]:
        found[number][against].append(mode + "&".join(_part(part, usual, codes) for part in parts))
    return [[",".join(forms) for forms in pair] for pair in found]


def _part(part: Sequence[Any], usual: int, codes: dict[str, str]) -> str:
    return " ".join(
        ("" if n == 0 or gap == usual else "~" if gap < 0 else ">" * (gap + 1))
        + "|".join(_short(name, codes) for name in names)
        for n, (names, gap) in enumerate(part)
    )


def _short(name: str, codes: dict[str, str]) -> str:
    return "@" + codes[name[1:]] if name.startswith("@") else name


def _weights(features: Iterable[tuple[str, Sequence[tuple[int, int]]]], codes: dict[str, str]) -> tuple[str, str]:
    """Return the features that stand alone, and those of two words in groups by the first."""
    alone: list[str] = []
    groups: dict[str, list[str]] = defaultdict(list)
    for name, pairs in features:
        weights = "".join(map(_weight, pairs))
        first, _, second = name.partition(" ")
        if second:
            groups[_short(first, codes)].append(_short(second, codes) + weights)
        else:
            alone.append("&".join(sorted(_short(part, codes) for part in name.split("&"))) + weights)
    return "".join(alone), ",".join(f"{first} {''.join(held)}" for first, held in groups.items())


def _weight(pair: tuple[int, int]) -> str:
    """Return a capital letter for the class and one character for the number: small numbers of either sign are
    plain characters that neither JSON nor HTML escapes. Raises ValueError."""
    number, weight = pair
    if number >= _MOST_CLASSES:
        raise ValueError(f"{number} is no class of at most {_MOST_CLASSES}")
    size = 2 * weight if weight >= 0 else -2 * weight - 1
    return chr(ord("A") + number) + chr((_SHORT_FROM if size < _SHORT else _LONG_FROM) + size)
