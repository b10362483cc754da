"""Which facts are old, by the date of their source; emergency lines sooner than others."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hart_cli.emergency import STALE_DAYS
from hart_cli.model import Entry, Source

WHOLE = "the entry"


class StaleFact(NamedTuple):
    """A fact whose source is old.

    Attributes:
        entry: the entry.
        field: its field, or `WHOLE`.
        source: the source.
        days: the age of the source in days; None where it has no date.
    """

    entry: Entry
    field: str
    source: Source
    days: int | None


def first_day(as_of: str) -> dt.date | None:
    """Return the first day that a date such as 2024, 2024-05 or 2024-05-17 can mean: what may be older counts so.

    Args:
        as_of: the date, in the form of the data.

    Returns:
        The day, or None where the text is no date.

    >>> first_day("2024-05"), first_day("undated")
    (datetime.date(2024, 5, 1), None)
    """
    parts = as_of.split("-")
    try:
        year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
        return dt.date(year, month, day)
    except ValueError:
        return None


def today() -> dt.date | None:
    """Return the day by the clock, or None where Python cannot read the clock, as beyond the year 2262."""
    try:
        return dt.datetime.now(dt.UTC).date()
    except (OverflowError, ValueError, OSError):
        return None


def is_ahead(entries: Iterable[Entry], day: dt.date) -> bool:
    """Whether the source of a fact is of a later day than `day`. Then the clock is wrong, and every age by it."""
    dates = (first_day(source.as_of) for entry in entries for _, source in _facts(entry))
    return any(date is not None and date > day for date in dates)


def stale_facts(entries: Iterable[Entry], days: int, today: dt.date) -> list[StaleFact]:
    """Return the facts that are older than a number of days.

    Args:
        entries: the entries. A later check of an entry makes its facts younger.
        days: the age in days. Emergency lines count as old after `STALE_DAYS` at most.
        today: the day from which the ages are counted.

    Returns:
        Facts without a date first, then the oldest first.
    """
    stale = []
    for entry in entries:
        limit = min(days, STALE_DAYS) if entry.line == "emergency" else days
        checked = first_day(entry.checked) if entry.checked else None
        for field, source in _facts(entry):
            dated = max(filter(None, (first_day(source.as_of), checked)), default=None)
            age = (today - dated).days if dated else None
            if age is None or age > limit:
                stale.append(StaleFact(entry, field, source, age))
    return sorted(
        stale, key=lambda fact: (-fact.days if fact.days is not None else float("-inf"), fact.entry.id, fact.field)
    )


def _facts(entry: Entry) -> Iterator[tuple[str, Source]]:
    yield WHOLE, entry.source
    yield from entry.sourced
