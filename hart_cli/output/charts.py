"""Pictures made of text: the acts over the years, and the referrals as bars; and their twins as plain lines.

A picture says nothing that its words do not say. What may not be compared is never drawn on one scale.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from hart_cli.model import Act, Entry, Figure, Hit, Value
from hart_cli.output.facts import NOT_STATED, value_text
from hart_cli.safe import safe

_WIDEST_BAR = 40
_OPENING = re.compile(r"^This \d{4} act ")
_NO_ACT = "no act in this directory"
LEGEND = "o: the act. x: a later act changed it or overtook a part of it; the words below say what."


class Row(NamedTuple):
    """A line of a picture: what stands in its margin, and a text that folds beside it."""

    label: str
    text: str
    tone: str = ""


# The acts over the years


def oldest_first(hits: Sequence[Hit]) -> list[tuple[Entry, Act]]:
    """Return the acts among hits, oldest first."""
    acts = [(hit.entry, hit.entry.act) for hit in hits if hit.entry.act]
    return sorted(acts, key=lambda pair: pair[1].order)


def _year_of(number: str, acts: dict[str, Act]) -> int:
    """Return the year of an act: its own where it is at hand, else what its number begins with."""
    return acts[number].year if number in acts else 2000 + int(number.partition("-")[0][-2:])


def _doubt(entry: Entry) -> str:
    """Return what an act did, with the doubt of the directory before it."""
    unsure = entry.act is not None and (entry.act.status or "").startswith("Not confirmed")
    did = _OPENING.sub("", (entry.summary or NOT_STATED).rstrip("."))
    did = did[:1].upper() + did[1:] + "."
    return did if not unsure or did.startswith("Not confirmed") else f"Not confirmed: {did}"


def _changes(act: Act, acts: dict[str, Act]) -> Iterator[tuple[str, str]]:
    """Yield, as label and text, what an act changed or overtook, and what did so to it later."""
    older = [other for other in acts.values() if any(c.act == act.number for c in other.changed_by)]
    for label, chosen in (("Overtook in part", True), ("Changed", False)):
        numbers = [other.number for other in older if (other.overtaken_by == act.number) is chosen]
        if numbers:
            yield label, f"Public Act{'s' if len(numbers) > 1 else ''} {', '.join(numbers)}"
    for change in act.changed_by:
        label = "Overtaken in part by" if change.act == act.overtaken_by else "Changed by"
        yield label, f"Public Act {change.act} ({_year_of(change.act, acts)}): {change.what}"
    if not act.changed_by:
        yield "Changed by", "no later act in this directory"


def timeline(hits: Sequence[Hit], width: int) -> Iterator[Row]:
    """Yield the acts over the years: first all of them as lines on one scale, then each year in words.

    Args:
        hits: acts, in any order.
        width: of the screen, in columns.
    """
    entries = oldest_first(hits)
    acts = {act.number: act for _, act in entries}
    if not acts:
        return
    yield from _scale(acts, width)
    last = next(iter(acts.values())).year - 1
    for entry, act in entries:
        yield from _gap(last + 1, act.year - 1)
        yield Row("" if act.year == last else str(act.year), f"Public Act {act.number}", "bold")
        yield from (Row("", text, tone) for text, tone in _summary(entry, act))
        yield from (Row("", f"{label} {text}", _tone(label, text)) for label, text in _changes(act, acts))
        last = act.year


def _tone(label: str, text: str) -> str:
    return "quiet" if label == "Changed by" and not text.startswith("Public Act") else ""


def _summary(entry: Entry, act: Act) -> Iterator[tuple[str, str]]:
    yield act.title or f"Title: {NOT_STATED}", "quiet"
    yield f"Took effect: {act.effective or NOT_STATED}", ""
    yield _doubt(entry), ""


def _gap(first: int, last: int) -> Iterator[Row]:
    if first <= last:
        yield Row(str(first) if first == last else f"{first}-{last % 100:02d}", _NO_ACT, "quiet")


def _scale(acts: dict[str, Act], width: int) -> Iterator[Row]:
    """Yield one line for each act: o in its own year, x in each year in which a later act changed it."""
    later = [_year_of(change.act, acts) for act in acts.values() for change in act.changed_by]
    first = min(act.year for act in acts.values())
    last = max([act.year for act in acts.values()] + later)
    count = last - first + 1
    step = next((step for step in (3, 2) if MARGIN + count * step <= width), 0)
    if not step or count == 1:
        return
    every = 1 if step == 3 else 2
    heads = (f"{year % 100:02d}" if (year - first) % every == 0 else "" for year in range(first, last + 1))
    yield Row("", "".join(head.ljust(step) for head in heads).rstrip(), "quiet")
    for act in acts.values():
        years = sorted({_year_of(change.act, acts) for change in act.changed_by})
        line = [" "] * (count * step)
        for column in range((act.year - first) * step, (max([act.year, *years]) - first) * step):
            line[column] = "-"
        for year, mark in [*((year, "x") for year in years), (act.year, "o")]:
            line[(year - first) * step] = mark
        yield Row(act.number, "".join(line).rstrip(), "number")
    yield Row("", LEGEND, "quiet")
    yield Row("", "")


MARGIN = 9
"""How many columns the margin of a picture takes."""


def timeline_lines(hits: Sequence[Hit]) -> Iterator[str]:
    """Yield the same as "Label: value" lines, oldest act first, an empty line between acts."""
    entries = oldest_first(hits)
    acts = {act.number: act for _, act in entries}
    for position, (entry, act) in enumerate(entries):
        yield "\n" if position else ""
        facts = [
            ("Year", str(act.year)),
            ("Act", f"Public Act {act.number}"),
            ("Title", act.title or NOT_STATED),
            ("Took effect", act.effective or NOT_STATED),
            ("What it did", _doubt(entry)),
            *_changes(act, acts),
        ]
        yield from (f"{label}: {safe(value)}\n" for label, value in facts)


# The referrals as bars


def drawable(hits: Sequence[Hit]) -> dict[str, list[Entry]]:
    """Return the figures that may be drawn on one scale, by what they share: those of one `comparable`, at least
    two of which have a value for the chart, all counting the same thing in the same unit."""
    by: dict[str, list[Entry]] = {}
    for hit in hits:
        figure = hit.entry.figure
        if figure and figure.comparable and _drawn(figure):
            by.setdefault(figure.comparable, []).append(hit.entry)
    return {name: entries for name, entries in by.items() if len(entries) > 1 and len(_scales(entries)) == 1}


def _drawn(figure: Figure) -> Value | None:
    return next((value for value in figure.values if value.chart and value.value is not None), None)


def _scales(entries: Sequence[Entry]) -> set[tuple[str, str | None]]:
    figures = [entry.figure for entry in entries if entry.figure]
    return {(figure.measure, value.unit) for figure in figures if (value := _drawn(figure))}


def bars(entries: Sequence[Entry], width: int, block: str) -> Iterator[Row]:
    """Yield figures as bars from zero, each with its value, source and date; then, in words, what other sources
    say of the same year.

    Args:
        entries: of one scale, as `drawable` returns them.
        width: of the screen, in columns.
        block: what a bar is made of.
    """
    drawn = [(e, f, v) for e in entries if (f := e.figure) and (v := _drawn(f)) and v.value is not None]
    most = max(v.value or 0 for _, _, v in drawn) or 1
    longest_value = max(len(value_text(v.value, v.unit, v.qualifier)) for _, _, v in drawn)
    longest = max(4, min(_WIDEST_BAR, width - MARGIN - longest_value - 1))
    shared = Counter(note for entry, _, _ in drawn for note in entry.notes)
    yield Row("", drawn[0][1].measure, "bold")
    for entry, figure, value in drawn:
        length = max(1, round((value.value or 0) / most * longest))
        text = value_text(value.value, value.unit, value.qualifier)
        yield Row(figure.period, f"{block * length} {text}", "number")
        yield Row("", _sourced(value), "quiet")
        for other in figure.values:
            if other is not value:
                yield Row("", f"Also: {value_text(other.value, other.unit, other.qualifier)}. {_sourced(other)}")
        yield from (Row("", note, "caution") for note in entry.notes if shared[note] == 1)
    yield from (Row("", f"All of these: {note}", "quiet") for note, times in shared.items() if times > 1)


def _sourced(value: Value) -> str:
    note = f" {value.note}" if value.note else ""
    return f"[{value.source.id}, {value.source.as_of}]{note}"
