"""What is old: facts by the date of their source, the oldest first, emergency lines on a stricter clock."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from hart_cli.emergency import STALE_DAYS
from hart_cli.model import Entry, Source

WHOLE = "the entry"


class Old(NamedTuple):
    """A fact that is older than asked: of which entry, which field (or the whole entry), from which source,
    and how many days old; None where the source has no date."""

    entry: Entry
    field: str
    source: Source
    days: int | None


def first_day(as_of: str) -> dt.date | None:
    """Return the first day that a date such as 2024, 2024-05 or 2024-05-17 can mean, or None if it is none:
    what may be older counts as older.

    >>> first_day("2024-05"), first_day("undated")
    (datetime.date(2024, 5, 1), None)
    """
    parts = as_of.split("-")
    try:
        year, month, day = (int(part) for part in (*parts, "1", "1")[:3])
        return dt.date(year, month, day)
    except ValueError:
        return None


def _facts(entry: Entry) -> Iterator[tuple[str, Source]]:
    yield WHOLE, entry.source
    yield from entry.sourced


def today() -> dt.date | None:
    """Return the day by the clock, or None where no clock of Python can be read, as beyond the year 2262."""
    try:
        return dt.datetime.now(dt.UTC).date()
    except (OverflowError, ValueError, OSError):
        return None


def is_ahead(entries: Iterable[Entry], day: dt.date) -> bool:
    """Whether some fact's source is of a later day than `day`: then the clock is wrong, and every age by it."""
    dates = (first_day(source.as_of) for entry in entries for _, source in _facts(entry))
    return any(date is not None and date > day for date in dates)


def stale(entries: Iterable[Entry], days: int, today: dt.date) -> list[Old]:
    """Return what is more than `days` days old on the day `today`, the oldest first, undated sources before
    all. Emergency lines count as old after 90 days at most. A later check of an entry makes it younger."""
    found = []
    for entry in entries:
        most = min(days, STALE_DAYS) if entry.line == "emergency" else days
        checked = first_day(entry.checked) if entry.checked else None
        for field, source in _facts(entry):
            dated = max(filter(None, (first_day(source.as_of), checked)), default=None)
            age = (today - dated).days if dated else None
            if age is None or age > most:
                found.append(Old(entry, field, source, age))
    return sorted(
        found, key=lambda old: (-old.days if old.days is not None else float("-inf"), old.entry.id, old.field)
    )
