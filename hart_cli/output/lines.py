"""Text for pipes and screen readers: tab-separated lines, and label: value lines."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hart_cli.i18n.catalog import word
from hart_cli.model import Entry, Hit
from hart_cli.output.facts import all_facts, label_of, number_text, overtaken
from hart_cli.safe import safe


def first_number(entry: Entry, channel: str = "voice") -> str:
    """Return the first number of an entry for calls or another channel, with its extension, or an empty text."""
    return next((number_text(phone) for phone in entry.phones if phone.channel == channel), "")


def row_name(entry: Entry) -> str:
    """Return the name of an entry as a row of several shows it: an act that was overtaken says so in the row."""
    note = overtaken(entry)
    return f"{entry.name} ({note})" if note else entry.name


def fits(hit: Hit) -> str:
    """Return whom an entry fits of what was asked, in short."""
    return ", ".join(f"{word(name)} {word(reason.fit)}" for name, reason in hit.eligibility)


def in_short(hit: Hit, between: str) -> str:
    """Return a hit on one line: its name, its kind, its first number, and whom it fits."""
    parts = (row_name(hit.entry), word(hit.entry.kind), first_number(hit.entry), fits(hit))
    return safe(between.join(part for part in parts if part))


def tab_line(entry: Entry) -> str:
    """Return id, kind, name, first voice number, first web address and first text number, separated by tabs."""
    url = entry.urls[0].url if entry.urls else ""
    parts = (entry.id, entry.kind, row_name(entry), first_number(entry), url, first_number(entry, "text"))
    return "\t".join(map(safe, parts)) + "\n"


def tab_lines(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield one tab-separated line for each hit."""
    return (tab_line(hit.entry) for hit in hits)


def ids(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield the id of each hit on a line of its own."""
    return (safe(hit.entry.id) + "\n" for hit in hits)


def plain(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield every fact of each hit as "Label: value" on a line of its own; an empty line between
    entries."""
    for number, hit in enumerate(hits):
        yield "\n" if number else ""
        yield f"{word('Name')}: {safe(hit.entry.name)}\n"
        yield f"{word('Kind')}: {safe(word(hit.entry.kind))}\n"
        yield f"{word('Id')}: {safe(hit.entry.id)}\n"
        for fact in all_facts(hit):
            yield f"{safe(label_of(fact).strip())}: {safe(fact.value)}\n"
