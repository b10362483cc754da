"""Who an entry is for: whether a person of this age, town, group or language fits, and why.

An entry is left out only where its source states something that rules the person out. What is not
stated stays, and says so.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any, TypeGuard

from hart_cli.model import STAGES, Ages, Entry, Filters, Reason
from hart_cli.places import Place, Town, serves
from hart_cli.store import columns
from hart_cli.store.store import Store

Eligibility = tuple[tuple[str, Reason], ...]


def _range(low: int | None, high: int | None) -> str:
    if low is None:
        return f"up to {high}"
    return f"{low} and up" if high is None else f"{low} to {high}"


def by_age(ages: Ages | None, age: int) -> Reason | None:
    """Return whether a person of this age (whole years) fits, or None if the source rules it out."""
    if ages is None or (ages.min is None and ages.max is None and not ages.stages):
        stated = f' (the source says "{ages.text}")' if ages and ages.text else ""
        return Reason("not stated", f"no age is stated{stated}")
    if ages.stages:
        low = min(STAGES[stage][0] for stage in ages.stages)
        high = max(STAGES[stage][1] for stage in ages.stages)
        why = f"{' and '.join(ages.stages)} age, usually {low} to {high}"
        if low <= age <= high:
            return Reason("yes", why)
        return Reason("not stated", why) if low - 1 <= age <= high + 1 else None
    if (ages.min is not None and age < ages.min) or (ages.max is not None and age > ages.max):
        return None
    return Reason("yes", f"{age} is within {_range(ages.min, ages.max)}")


def by_group(groups: tuple[str, ...], group: str, families: dict[str, str]) -> Reason | None:
    """Return whether somebody of this group fits an entry for `groups`, or None if it is for others.

    Groups of people overlap, so another group of people does not rule anybody out; an entry made
    for another line of work or only for families does.
    """
    if group in groups:
        return Reason("yes", f"serves {group}")
    if "everyone" in groups:
        return Reason("yes", "serves everyone")
    if not groups:
        return Reason("not stated", "whom it serves is not stated")
    own = {families[g] for g in groups}
    family = families[group]
    general = family == "work" and {"professionals", "service-providers"} & set(groups)
    if general or (family == "people" and "people" in own):
        return Reason("not stated", f"is stated to serve {', '.join(groups)}")
    return None


def by_language(languages: tuple[str, ...], code: str) -> Reason | None:
    """Return whether somebody who speaks this language fits, or None if it is ruled out."""
    if code in languages:
        return Reason("yes", f"in {code}")
    if "mul" in languages:
        return Reason("not stated", "other languages through interpreters")
    if not languages:
        return Reason("not stated", "no language is stated")
    return None


def _best(reasons: list[Reason | None]) -> Reason | None:
    """Several values of one filter widen: the best of their reasons counts."""
    stated = [reason for reason in reasons if reason is not None]
    return next((reason for reason in stated if reason.fit == "yes"), stated[0] if stated else None)


def _asked(
    filters: Filters, town: Town | Place | None, families: dict[str, str]
) -> list[tuple[str, str, Callable[[Any], Reason | None]]]:
    """Return what is asked of an entry: the name of each filter, the column that it looks at, and what
    it says of a value of that column."""
    age, groups, languages = filters.age, filters.groups, filters.languages
    asked: list[tuple[str, str, Callable[[Any], Reason | None]]] = []
    if age is not None:
        asked.append(("age", "ages", lambda ages: by_age(ages, age)))
    if town is not None:
        asked.append(("town", "areas", lambda value: serves(value[0], value[1], town)))
    if groups:
        asked.append(("group", "groups", lambda own: _best([by_group(own, g, families) for g in groups])))
    if languages:
        asked.append(("language", "languages", lambda own: _best([by_language(own, code) for code in languages])))
    return asked


def decide(entry: Entry, filters: Filters, town: Town | Place | None, families: dict[str, str]) -> Eligibility | None:
    """Return (age, town, group, language) as far as asked, each with fit and reason.

    Returns:
        None where the source rules the person out, or where `--strict` is set and something that
        was asked is not stated.
    """
    decided = []
    for name, column, judge in _asked(filters, town, families):
        reason = judge(columns.value_of(entry, column))
        if not _fits(reason, filters):
            return None
        decided.append((name, reason))
    return tuple(decided)


def why_left_out(entry: Entry, filters: Filters, town: Town | Place | None, families: dict[str, str]) -> str | None:
    """Return in words what of an entry rules the person out, or None where nothing does."""
    for name, column, judge in _asked(filters, town, families):
        reason = judge(columns.value_of(entry, column))
        if not _fits(reason, filters):
            return reason.why if reason is not None else _STATED[name](entry)
    return None


def _ages_of(entry: Entry) -> str:
    ages = entry.ages
    if ages is None or ages.stages:
        return f"{' and '.join(ages.stages)} age" if ages else ""
    return f"ages {_range(ages.min, ages.max)}"


_STATED: dict[str, Callable[[Entry], str]] = {
    "age": _ages_of,
    "town": lambda entry: f"serves {', '.join(entry.areas)}" if entry.areas else "no area is stated",
    "group": lambda entry: f"is stated to serve {', '.join(entry.groups)}",
    "language": lambda entry: f"in {', '.join(entry.languages)}",
}
"""What an entry states where it rules a person out."""


def _passes(judge: Callable[[Any], Reason | None], filters: Filters, value: Any) -> bool:
    return _fits(judge(value), filters)


def _fits(reason: Reason | None, filters: Filters) -> TypeGuard[Reason]:
    return reason is not None and (reason.fit == "yes" or not filters.strict)


def wanted(entry: Entry, filters: Filters) -> bool:
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
    for _, column, judge in _asked(filters, town, families):
        tests.append((column, partial(_passes, judge, filters)))
    if filters.kinds:
        tests.append(("kind", filters.kinds.__contains__))
    if filters.topics:
        tests.append(("topics", lambda topics: not set(filters.topics).isdisjoint(topics)))
    if not staff:
        tests.append(("kind", "person".__ne__))
    kept: bytes | None = None
    for column, test in tests:
        numbers, values = store.column(column)
        fits = columns.allowed(numbers, [test(value) for value in values])
        kept = fits if kept is None else columns.both(kept, fits)
    return kept
