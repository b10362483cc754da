"""Schedules of HSDS as opening hours in words."""

from __future__ import annotations

import re
from functools import lru_cache

from hart_cli.hsds import standard
from hart_cli.hsds.reading.values import Json, Repair, first_text, objects_of, text_of

_MOST_LINES = 12
_TIME = re.compile(r"(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?")


def hours(record: Json, locations: list[Json], repair: Repair) -> str | None:
    """Return the opening hours of a record, or those of its locations where it states none."""
    keys = ("schedules", "regular_schedules", "operating_hours")
    rows = [row for key in keys for row in objects_of(record.get(key))]
    rows = rows or [row for location in locations for row in objects_of(location.get("schedules"))]
    lines = list(dict.fromkeys(line for line in map(_line, rows) if line))
    if rows and not lines:
        repair("schedule without days or times; left out")
    if len(lines) > _MOST_LINES:
        repair("more opening hours than fit; the first are kept")
    return "; ".join(lines[:_MOST_LINES]) or None


def _line(row: Json) -> str | None:
    """Return one schedule in words: its description, or its days, times and dates."""
    described = text_of(row.get("description"))
    if described:
        return described
    given = row.get("byday") or row.get("days") or row.get("weekday")
    days = _days(",".join(map(str, given)) if isinstance(given, list) else str(given)) if given else ""
    times = ", ".join(filter(None, map(_span, [row, *objects_of(row.get("times"))])))
    line = ": ".join(filter(None, (days, times)))
    first, last = first_text(row, "valid_from", "start_date"), first_text(row, "valid_to", "end_date")
    if line and (first or last):
        line += f" ({first or 'now'} to {last or 'no stated end'})"
    return line or text_of(row.get("notes"))


def _span(row: Json) -> str | None:
    opens, closes = row.get("opens_at") or row.get("start_time"), row.get("closes_at") or row.get("end_time")
    return f"{_clock(str(opens or '?'))} to {_clock(str(closes or '?'))}" if opens or closes else None


@lru_cache(1000)
def _days(given: str) -> str:
    parts = [part for part in re.split(r"[,\s]+", given) if part]
    return ", ".join(standard.DAYS.get(part.upper(), part) for part in parts)


@lru_cache(1000)
def _clock(text: str) -> str:
    """Return a time without its seconds and zone."""
    time = _TIME.fullmatch(text.strip())
    return time[1] if time else text.strip()
