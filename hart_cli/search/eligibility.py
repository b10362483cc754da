"""Who an entry is for: whether a person of this age, town, group or language fits, and why.

An entry is left out only where its source states something that rules the person out. What is not
stated stays, and says so.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import Any, NamedTuple, TypeGuard

from hart_cli.i18n.messages import Listing, Message, all_of, message, term
from hart_cli.model import STAGES, Ages, Entry, Filters, Reason
from hart_cli.places import Place, Town, serves
from hart_cli.store import columns
from hart_cli.store.store import Store

Eligibility = tuple[tuple[str, Reason], ...]


def _range(low: int | None, high: int | None) -> Message:
    if low is None:
        return message("up to {age}", age=high)
    return message("{age} and up", age=low) if high is None else message("{low} to {high}", low=low, high=high)


def _within(age: int, low: int | None, high: int | None) -> Message:
    if low is not None and high is not None:
        return message("{age} is within {low} to {high}", age=age, low=low, high=high)
    return message("{age} is within {ages}", age=age, ages=_range(low, high))


def by_age(ages: Ages | None, age: int) -> Reason | None:
    """Return whether a person of this age (whole years) fits, or None if the source rules it out."""
    if ages is None or (ages.min is None and ages.max is None and not ages.stages):
        if ages and ages.text:
            return Reason("not stated", message('no age is stated (the source says "{ages}")', ages=ages.text))
        return Reason("not stated", message("no age is stated"))
    if ages.stages:
        low = min(STAGES[stage][0] for stage in ages.stages)
        high = max(STAGES[stage][1] for stage in ages.stages)
        why = message(
            "{stages} age, usually {low} to {high}", stages=all_of(map(term, ages.stages)), low=low, high=high
        )
        if low <= age <= high:
            return Reason("yes", why)
        return Reason("not stated", why) if low - 1 <= age <= high + 1 else None
    if (ages.min is not None and age < ages.min) or (ages.max is not None and age > ages.max):
        return None
    return Reason("yes", _within(age, ages.min, ages.max))


def by_group(groups: tuple[str, ...], group: str, families: dict[str, str]) -> Reason | None:
    """Return whether somebody of this group fits an entry for `groups`, or None if it is for others.

    Groups of people overlap, so another group of people does not rule anybody out; an entry made
    for another line of work or only for families does.
    """
    if group in groups:
        return Reason("yes", _serves([group]))
    if "everyone" in groups:
        return Reason("yes", message("serves everyone"))
    if not groups:
        return Reason("not stated", message("whom it serves is not stated"))
    own = {families[g] for g in groups}
    family = families[group]
    general = family == "work" and {"professionals", "service-providers"} & set(groups)
    if general or (family == "people" and "people" in own):
        return Reason("not stated", _stated_to_serve(groups))
    return None


def _serves(whom: Sequence[str]) -> Message:
    return message("serves {whom}", whom=Listing(tuple(map(term, whom))))


def _stated_to_serve(groups: Sequence[str]) -> Message:
    return message("is stated to serve {groups}", groups=Listing(tuple(map(term, groups))))


def by_language(languages: tuple[str, ...], code: str) -> Reason | None:
    """Return whether somebody who speaks this language fits, or None if it is ruled out."""
    if code in languages:
        return Reason("yes", message("in {languages}", languages=code))
    if "mul" in languages:
        return Reason("not stated", message("other languages through interpreters"))
    if not languages:
        return Reason("not stated", message("no language is stated"))
    return None


def _best(reasons: list[Reason | None]) -> Reason | None:
    """Several values of one filter widen: the best of their reasons counts."""
    stated = [reason for reason in reasons if reason is not None]
    return next((reason for reason in stated if reason.fit == "yes"), stated[0] if stated else None)


class _Criterion(NamedTuple):
    """One filter about a person: its name, the column that it reads, and its reason for a value of that column."""

    name: str
    column: str
    judge: Callable[[Any], Reason | None]


def _criteria(filters: Filters, town: Town | Place | None, families: dict[str, str]) -> list[_Criterion]:
    """Return the filters about a person that are set."""
    age, groups, languages = filters.age, filters.groups, filters.languages
    criteria: list[_Criterion] = []
    if age is not None:
        criteria.append(_Criterion("age", "ages", lambda ages: by_age(ages, age)))
    if town is not None:
        criteria.append(_Criterion("town", "areas", lambda value: serves(value[0], value[1], town)))
    if groups:
        criteria.append(_Criterion("group", "groups", lambda own: _best([by_group(own, g, families) for g in groups])))
    if languages:
        criteria.append(
            _Criterion("language", "languages", lambda own: _best([by_language(own, code) for code in languages]))
        )
    return criteria


def decide(entry: Entry, filters: Filters, town: Town | Place | None, families: dict[str, str]) -> Eligibility | None:
    """Return whether a person fits an entry, for each filter about a person that is set, with the reason.

    Returns:
        None where the source rules the person out, or where `--strict` is set and the source states nothing
        for a filter.
    """
    decided = []
    for name, column, judge in _criteria(filters, town, families):
        reason = judge(columns.value_of(entry, column))
        if not _fits(reason, filters):
            return None
        decided.append((name, reason))
    return tuple(decided)


def why_left_out(
    entry: Entry, filters: Filters, town: Town | Place | None, families: dict[str, str]
) -> Message | Listing | None:
    """Return what of an entry rules the person out, or None where nothing does."""
    for name, column, judge in _criteria(filters, town, families):
        reason = judge(columns.value_of(entry, column))
        if not _fits(reason, filters):
            return reason.why if reason is not None else _STATED[name](entry)
    return None


def _ages_of(entry: Entry) -> Message:
    ages = entry.ages
    if ages is None or ages.stages:
        return message("{stages} age", stages=all_of(map(term, ages.stages if ages else ())))
    return message("ages {ages}", ages=_range(ages.min, ages.max))


def _areas_of(entry: Entry) -> Message:
    return _serves(entry.areas) if entry.areas else message("no area is stated")


_STATED: dict[str, Callable[[Entry], Message]] = {
    "age": _ages_of,
    "town": _areas_of,
    "group": lambda entry: _stated_to_serve(entry.groups),
    "language": lambda entry: message("in {languages}", languages=", ".join(entry.languages)),
}
"""What an entry states where it rules a person out."""


def _passes(judge: Callable[[Any], Reason | None], filters: Filters, value: Any) -> bool:
    return _fits(judge(value), filters)


def _fits(reason: Reason | None, filters: Filters) -> TypeGuard[Reason]:
    return reason is not None and (reason.fit == "yes" or not filters.strict)


def is_wanted(entry: Entry, filters: Filters) -> bool:
    """Whether an entry is of a kind and a topic that the filters ask for."""
    return (not filters.kinds or entry.kind in filters.kinds) and (
        not filters.topics or not set(filters.topics).isdisjoint(entry.topics)
    )


def allowed(
    store: Store, filters: Filters, town: Town | Place | None, families: dict[str, str], *, staff: bool = True
) -> bytes | None:
    """Return for each entry of a store a byte that is 0 where the filters surely leave it out, or None
    where they leave out nothing."""
    tests: list[tuple[str, Callable[[Any], bool]]] = []
    for _, column, judge in _criteria(filters, town, families):
        tests.append((column, partial(_passes, judge, filters)))
    if filters.kinds:
        tests.append(("kind", filters.kinds.__contains__))
    if filters.topics:
        tests.append(("topics", lambda topics: not set(filters.topics).isdisjoint(topics)))
    if not staff:
        tests.append(("kind", "person".__ne__))
    allowed_entries: bytes | None = None
    for column, test in tests:
        numbers, values = store.column(column)
        fits = columns.allowed(numbers, [test(value) for value in values])
        allowed_entries = fits if allowed_entries is None else columns.both(allowed_entries, fits)
    return allowed_entries
