"""Reading data/needs.toml: what stands first when somebody is in danger or afraid.

A form is compiled to plain values, so that the program and the script of a page match it alike:
`[number of the need, takes back, mode, [part, ...]]`. The mode is "=" for a form that is the whole question, "?" for
one that counts where nothing else answers, and "" for any other. A part is a list of `[names, gap]`: `names` are
words and, with "@", classes; `gap` is how many other words may stand before the element, -1 any number.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from hart_cli.errors import DataError
from hart_cli.model import NEED_LISTS, Entry
from hart_cli.readers.directory import data_folder
from hart_cli.readers.files import read_toml
from hart_cli.rules.spanish import asks_for_text_to_911, numbers
from hart_cli.text import words

NEEDS, WEIGHTS = "needs.toml", "need-weights.tsv"
_LIMIT = 1 << 20
_CLASS = re.compile(r"\{(\w+)\}")
_EVERY_NEED = ("{informational}", "{pastime}")
_CLAUSES = re.compile(r"[.;](?:\s|$)")
_MODES = ("=", "?")


def read_needs() -> dict[str, Any]:
    """Return the bundled needs as plain values: `classes` (word to the classes that hold it), `needs`,
    `forms`, and `index` (word or "@" class to the numbers of the forms that cannot fit without it).

    Raises:
        DataError: the file is missing, no TOML, or names a class that does not exist.
    """
    path = data_folder() / NEEDS
    document = read_toml(path, _LIMIT)
    try:
        classes = {name: set(_expand(name, document["classes"], ())) for name in document["classes"]}
        gap = int(document["gap"])
        needs = [_need(need) for need in document["need"]]
        forms = [
            [number, against, *_form(form, classes, gap)]
            for number, need in enumerate(document["need"])
            for against, held in ((False, need.get("forms", ())), (True, (*need.get("unless", ()), *_EVERY_NEED)))
            for form in held
        ]
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise DataError(f"{path}: a need lacks {error}") from None
    of_word: dict[str, list[str]] = {}
    for name, held in sorted(classes.items()):
        for word in sorted(held):
            of_word.setdefault(word, []).append(name)
    return {"classes": of_word, "needs": needs, "forms": forms, "index": _index(forms, classes)}


def _index(forms: list[list[Any]], classes: dict[str, set[str]]) -> dict[str, list[int]]:
    """Return for each name the forms whose narrowest element holds it: the one that the fewest words fit."""

    def width(element: list[Any]) -> int:
        return sum(len(classes[name[1:]]) if name.startswith("@") else 1 for name in element[0])

    index: dict[str, list[int]] = {}
    for number, (_, _, _, parts) in enumerate(forms):
        narrowest = min((element for part in parts for element in part), key=width)
        for name in narrowest[0]:
            index.setdefault(name, []).append(number)
    return index


class Weights(NamedTuple):
    """The learned weights of the evidence for each need.

    Args:
        classes: the ids of needs, and "none".
        bias: one number for each class.
        features: for each feature, (number of a class, weight) in sixteenths.
    """

    classes: tuple[str, ...]
    bias: tuple[int, ...]
    features: dict[str, tuple[tuple[int, int], ...]]


def read_weights() -> Weights:
    """Return the bundled weights. Raises DataError."""
    path = data_folder() / WEIGHTS
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
        classes, bias = (tuple(line.split("\t")[1].split()) for line in lines[:2])
        rows = (line.split("\t") for line in lines[2:])
        features = {name: tuple(_weight(pair) for pair in pairs.split()) for name, pairs in rows}
        return Weights(classes, tuple(map(int, bias)), features)
    except OSError as error:
        raise DataError(f"{path}: cannot be read ({type(error).__name__})") from None
    except (ValueError, IndexError):
        raise DataError(f"{path}: is no table of weights; train it anew") from None


def _weight(pair: str) -> tuple[int, int]:
    number, _, weight = pair.partition(":")
    return int(number), int(weight)


def _expand(name: str, classes: dict[str, str], inside: tuple[str, ...]) -> Iterator[str]:
    """Yield the folded words of a class and of those that it names. Raises ValueError where it names itself."""
    if name in inside:
        raise ValueError(f"an end to the class {name!r}")
    yield from words(_CLASS.sub(" ", classes[name]))
    for other in _CLASS.findall(classes[name]):
        yield from _expand(other, classes, (*inside, name))


def _need(need: dict[str, Any]) -> dict[str, Any]:
    return {
        "id": need["id"],
        "emergency": bool(need.get("emergency")),
        "fallback": bool(need.get("fallback")),
        "channel": need.get("channel", ""),
        "without": list(need.get("without", ())),
        "note": need.get("note", ""),
        "note_es": need.get("note_es", ""),
    } | {name: list(need.get(name, ())) for name in NEED_LISTS}


def _form(form: str, classes: dict[str, Any], gap: int) -> list[Any]:
    """Return a form as plain values. Raises ValueError where it holds nothing or an unknown class."""
    mode = form[:1] if form[:1] in _MODES else ""
    parts = [_part(part, classes, gap) for part in form.removeprefix(mode).split("&")]
    return [mode, parts]


def _part(part: str, classes: dict[str, Any], gap: int) -> list[Any]:
    elements: list[Any] = []
    before = gap
    for element in part.split():
        if element in ("...", ">"):
            before = -1 if element == "..." else 0
            continue
        names = [name for one in element.split("|") for name in _names(one, classes)]
        elements.append([names, before])
        before = gap
    if not elements:
        raise ValueError(f"an element in {part!r}")
    return elements


def _names(element: str, classes: dict[str, Any]) -> list[str]:
    named = _CLASS.fullmatch(element)
    if named is None:
        return words(element)
    if named[1] not in classes:
        raise ValueError(f"the class {named[1]!r}")
    return [f"@{named[1]}"]


def needs_faults(needs: dict[str, Any], entries: dict[str, Entry]) -> Iterator[str]:  # noqa: C901 (a list of rules)
    """Yield what is wrong with the needs: an entry that does not exist or cannot be reached, a note that
    says less in Spanish, a line that lacks the channel that the need is about.

    Args:
        needs: what `read_needs` returned.
        entries: the entries of the directory by id.
    """
    for need in needs["needs"]:
        where = f"needs.toml: {need['id']}"
        named = [entry_id for name in NEED_LISTS for entry_id in need[name]]
        if not named and not need["without"]:
            yield f"{where}: no entry stands first"
        if bool(need["note"]) != bool(need["note_es"]):
            yield f"{where}: the note stands in one language only"
        elif numbers(need["note"]) != numbers(need["note_es"]):
            yield f"{where}: note_es does not print the numbers of note"
        elif len(_CLAUSES.findall(need["note_es"])) < len(_CLAUSES.findall(need["note"])):
            yield f"{where}: note_es says less than note"
        if asks_for_text_to_911(need["note_es"]):
            yield f"{where}: note_es names a text to 911 without saying that it takes English only"
        for entry_id in named:
            entry = entries.get(entry_id)
            if entry is None:
                yield f"{where}: there is no entry {entry_id!r}"
            elif entry.kind != "act" and not (entry.phones or entry.urls):
                yield f"{where}: {entry_id} can be neither called, texted nor opened"
            elif need["channel"] and need["channel"] not in {phone.channel for phone in entry.phones}:
                yield f"{where}: {entry_id} has no number of the channel {need['channel']!r}"
