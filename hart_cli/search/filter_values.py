"""The values of filters: which towns, kinds, topics, groups and languages there are."""

from __future__ import annotations

from hart_cli.emergency import LINES
from hart_cli.errors import UsageError
from hart_cli.i18n.messages import Message, all_of, any_of, message, term
from hart_cli.model import Filters
from hart_cli.places import (
    ZIP_CODES_START,
    Place,
    PlaceName,
    fold_name,
    is_zip_code,
    parse_name,
)
from hart_cli.store.store import Store
from hart_cli.text import fold, words

EVERYWHERE = {"danger": "911", "crisis": "988", "trafficking": LINES[1].voice}
"""The lines that answer everywhere in the United States: danger, suicide and crisis, trafficking."""

_SHORT = 8
"""A name with fewer letters may have one typing error, a longer one two."""


def _place(name: str | None, bundled: Store) -> Place | None:
    """Return the place that `--town` names: a town, a village, a ZIP code, the town of an area office, or a
    near spelling of one.

    Raises:
        UsageError: no place of Connecticut is called so, or it lies outside Connecticut.
    """
    if name is None:
        return None
    folded = fold_name(name)
    parsed = parse_name(name, bundled.meta("states"))
    place = _office(folded, bundled) or bundled.place(folded)
    if place is None and parsed.state in (None, "CT"):
        place = bundled.place(parsed.name) or bundled.place(parsed.zip_code or "")
    if place is not None:
        return place
    if is_outside(parsed, bundled):
        raise UsageError(_outside_message(name))
    if is_zip_code(parsed.name):
        raise UsageError(message("--town: hart does not know the ZIP code {code!r}; give the town instead", code=name))
    return _misspelt_place(name, parsed.name, bundled)


def _office(folded: str, bundled: Store) -> Place | None:
    """Return the place that an area office is named after, where one is named: "hartford area office"."""
    office = folded.removesuffix(" office").removesuffix(" area")
    named = office != folded and any(fold(known) == office for known in bundled.meta("offices"))
    return bundled.place(office) if named else None


def is_outside(parsed: PlaceName, bundled: Store) -> bool:
    """Whether a typed place lies outside Connecticut: by its state, its ZIP code or its name."""
    if parsed.state is not None:
        return parsed.state != "CT"
    for code in (parsed.name, parsed.zip_code or ""):
        if is_zip_code(code) and not code.startswith(ZIP_CODES_START):
            return True
    return bundled.outside(parsed.name) is not None


def _outside_message(name: str) -> Message:
    return message(
        "--town: {town!r} is outside Connecticut, and hart covers Connecticut only; everywhere in the United States: "
        "{danger} in danger, {crisis} for suicide and crisis, {trafficking} for trafficking",
        town=name,
        **EVERYWHERE,
    )


def outside(place: str) -> tuple[Message, Message]:
    """Return what to say of a place outside Connecticut, and which lines answer there."""
    return (
        message("{place} is outside Connecticut, and hart covers Connecticut only.", place=term(place)),
        message(
            "Everywhere in the United States: {danger} in danger, {crisis} for suicide and crisis, {trafficking} for "
            "trafficking.",
            **EVERYWHERE,
        ),
    )


def near_places(folded: str, bundled: Store) -> list[Place]:
    """Return the towns, else the villages, whose name is nearest to a folded one: one typing error away, two
    where it is long."""
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    most = 1 if len(folded) < _SHORT else 2
    for names in (bundled.towns(), bundled.villages()):
        near = process.extract(folded, names, scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=3)
        best = [name for name, errors, _ in near if errors == near[0][1]]
        if best:
            return [place for name in best if (place := bundled.place(name))]
    return []


def _misspelt_place(name: str, folded: str, bundled: Store) -> Place:
    from rapidfuzz import process

    near = near_places(folded, bundled)
    if len(near) == 1:
        return near[0]
    similar = process.extract(folded, bundled.towns(), limit=2, score_cutoff=70)
    maybe = [p.name for p in near] or [t.name for n, *_ in similar if (t := bundled.town(n))]
    if maybe:
        raise UsageError(
            message(
                "--town: {town!r} is no town of Connecticut and no DCF area office; did you mean {towns}?",
                town=name,
                towns=any_of(maybe),
            )
        )
    raise UsageError(
        message(
            "--town: {town!r} is no town of Connecticut and no DCF area office; hart topics lists the offices",
            town=name,
        )
    )


def place_notes(typed: str | None, place: Place | None) -> tuple[Message, ...]:
    """Return notes on a place that is not called as it was typed, or that is no town: no town is changed without a
    note."""
    if place is None:
        return ()
    changed = set(words(place.name)) - set(words(typed or place.name))
    return (*((message("Read as --town {town!r}.", town=place.name),) if changed else ()), *town_notes(place))


def town_notes(place: Place) -> tuple[Message, ...]:
    """Return a note that says in which towns a village or a ZIP code lies; nothing for a town."""
    towns = tuple(town.name for town in place.towns)
    return (
        () if towns == (place.name,) else (message("{place} lies in {towns}.", place=place.name, towns=all_of(towns)),)
    )


def _known(values: tuple[str, ...], option: str, known: dict[str, str]) -> None:
    for value in values:
        if value not in known:
            from rapidfuzz import process

            similar = [name for name, *_ in process.extract(value, list(known), limit=2, score_cutoff=60)]
            if similar:
                raise UsageError(
                    message(
                        "{option}: there is no {value!r}; did you mean {values}? or see hart topics",
                        option=option,
                        value=value,
                        values=any_of(similar),
                    )
                )
            raise UsageError(message("{option}: there is no {value!r}; see hart topics", option=option, value=value))


def check(filters: Filters, bundled: Store) -> Place | None:
    """Return the place of the filters. Raises UsageError where a filter has an unknown value."""
    _known(filters.kinds, "--kind", bundled.meta("kinds"))
    _known(filters.topics, "--topic", bundled.meta("topics"))
    _known(filters.groups, "--group", bundled.meta("groups"))
    for code in filters.languages:
        if not (2 <= len(code) <= 3 and code.isascii() and code.isalpha()):
            raise UsageError(message("--language: {code!r} is no language code such as en or es", code=code))
    return _place(filters.town, bundled)
