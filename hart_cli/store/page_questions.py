"""What of the compiled model of questions travels in a page that searches by itself, in as few bytes as a script can
read.

A class is called by its place among those that travel; the last one stands for nothing that fits. The features are four
strings, in the order of the alphabet:

- names: a capital letter for how many letters a feature has in common with the one before it, and the rest of it.
- idf: one digit for each feature, counted down from the highest number.
- classes: for each feature the steps from class to class, one digit each, and 0 behind the last.
- added: for each class of each feature what it adds, one digit each, counted from the lowest number.

A digit is a plain character that neither JSON nor HTML escapes, and one behind Latin where the number is too large.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise, takewhile
from typing import Any

from hart_cli.model import BUNDLED, Entry
from hart_cli.store.store import QuestionTerm, Store

_DIGITS = "".join(character for character in map(chr, range(0x21, 0x7F)) if character not in '"<\\')
_LONG_FROM = 256
_NOTHING = -1  # in place of the number of an entry
_MOST_IN_COMMON = 25  # as many as there are capital letters behind A


def questions(entries: Sequence[Entry], bundled: Store, names: set[str]) -> dict[str, Any]:
    """Return the model of questions, as plain values.

    Left out are entries that are not in the page, and features that speak for such entries alone, name them, or speak most
    for staff who are not in the page. So probabilities are those of the entries in the page and of nothing. Where all
    entries are in it, they are the program's; elsewhere they differ a little, and answers that are nearly as good as each
    other may change places.

    Args:
        entries: those in the page, in its order.
        bundled: the directory that comes with hart.
        names: the stems of the names of staff who are not in the page.
    """
    model = bundled.meta("question_model")
    in_page = {entry.id: place for place, entry in enumerate(entries) if entry.directory == BUNDLED}
    places = {no: in_page[entry_id] for no, entry_id in enumerate(bundled.ids()) if entry_id in in_page}
    kept = [number for number, no in enumerate(model["entries"]) if no in places or no == _NOTHING]
    class_of = {number: n for n, number in enumerate(kept)}
    staff = {n for n, no in enumerate(model["entries"]) if n not in class_of and _is_staff(no, bundled)}
    features = [
        (feature, pairs)
        for feature in bundled.all_question_terms()
        if (pairs := _pairs(feature, class_of)) or not feature.numbers
        if not _is_of_staff(feature, staff, names) and not _is_name_left_out(feature.name, places, bundled)
    ]
    rarest = max((feature.idf for feature, _ in features), default=0)
    least = min((added for _, pairs in features for _, added in pairs), default=0)
    return {
        "entries": [places.get(model["entries"][number], _NOTHING) for number in kept],
        "crisis": [places[no] for no in model["crisis"] if no in places],
        "prior": [model["prior"][number] for number in kept],
        "unseen": [model["unseen"][number] for number in kept],
        "digits": _DIGITS,
        "long_from": _LONG_FROM,
        "rarest": rarest,
        "least": least,
        "names": "".join(_names([feature.name for feature, _ in features])),
        "idf": "".join(_digit(rarest - feature.idf) for feature, _ in features),
        "classes": "".join(_steps([number for number, _ in pairs]) for _, pairs in features),
        "added": "".join(_digit(added - least) for _, pairs in features for _, added in pairs),
    }


def _pairs(feature: QuestionTerm, class_of: dict[int, int]) -> list[tuple[int, int]]:
    """Return the classes in the page that a feature speaks for, each with what it adds."""
    pairs = zip(feature.numbers, feature.added, strict=True)
    return sorted((class_of[number], added) for number, added in pairs if number in class_of)


def _is_staff(no: int, bundled: Store) -> bool:
    return bundled.kind_and_languages(no)[0] == "person"


def _is_of_staff(feature: QuestionTerm, staff: set[int], names: set[str]) -> bool:
    """Whether a feature is a name of staff, or speaks most for them as a misspelt name does."""
    _, strongest = max(zip(feature.added, feature.numbers, strict=True), default=(0, _NOTHING))
    return strongest in staff or not names.isdisjoint(feature.name.removeprefix("=").split())


def _is_name_left_out(feature: str, places: dict[int, int], bundled: Store) -> bool:
    """Whether a feature is the name of entries of which none is in the page."""
    named = bundled.keyed(f"name:{feature[1:]}") if feature[0] == "=" else []
    return bool(named) and places.keys().isdisjoint(named)


def _names(names: list[str]) -> Iterator[str]:
    for before, name in pairwise(["", *names]):
        alike = takewhile(lambda pair: pair[0] == pair[1], zip(before, name, strict=False))
        shared = min(sum(1 for _ in alike), _MOST_IN_COMMON)
        yield chr(ord("A") + shared) + name[shared:]


def _steps(numbers: list[int]) -> str:
    return "".join(_digit(number - before) for before, number in pairwise([-1, *numbers])) + _digit(0)


def _digit(number: int) -> str:
    return _DIGITS[number] if number < len(_DIGITS) else chr(_LONG_FROM + number)
