"""Which terms an entry is found by, in which field, and how much each counts.

A term's weight in an entry is between 0 and 1: 1 minus the product of (1 - weight) over the fields
that hold it, so that a word in the name counts most and no field can drown another.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from functools import cache
from typing import NamedTuple

from hart_cli.i18n.messages import Message, message
from hart_cli.model import Entry
from hart_cli.store.postings import mark
from hart_cli.text import STOP_WORDS, digits, fold, sections, stem, words


class Field(NamedTuple):
    """A part of an entry: what `--explain` calls it, and what a word in it counts."""

    label: Message
    weight: float


FIELDS = {
    "name": Field(message("its name"), 0.85),
    "alias": Field(message("a name people use for it"), 0.8),
    "topic": Field(message("its topics"), 0.72),
    "kind": Field(message("its kind"), 0.5),
    "group": Field(message("whom it serves"), 0.5),
    "service": Field(message("what it offers"), 0.62),
    "condition": Field(message("its conditions"), 0.5),
    "people": Field(message("its contacts and provider"), 0.5),
    "summary": Field(message("its summary"), 0.42),
    "point": Field(message("what the act did"), 0.45),
    "place": Field(message("its place or address"), 0.42),
    "date": Field(message("its date"), 0.5),
    "route": Field(message("how it is reached"), 0.25),
    "note": Field(message("its notes"), 0.12),
}
CODE_WEIGHTS = {"topic": 0.9, "kind": 0.95, "group": 0.7}
FIELD_NAMES = tuple(FIELDS)
_NUMBERS = {name: number for number, name in enumerate(FIELD_NAMES)}

# Not compiled here: only building needs them, and every start would pay.
_BILL = r"\bs?([hs])b\s*0*(\d+)"
_ZIP, _HOST = r"\b\d{5}\b", r"//(?:www\.)?([^/]+)"


def texts(entry: Entry, labels: dict[str, str]) -> Iterator[tuple[str, str]]:
    """Yield (field, text) for everything an entry is found by.

    Args:
        entry: the entry.
        labels: topic, group and kind codes with their labels.
    """
    yield "name", entry.name
    yield from (("alias", alias) for alias in entry.aliases)
    yield from (("topic", labels.get(topic, topic)) for topic in entry.topics)
    yield "kind", labels.get(entry.kind, entry.kind)
    yield from (("group", labels.get(group, group)) for group in entry.groups)
    yield from (("service", service) for service in entry.services)
    yield from (("condition", condition) for condition in entry.conditions)
    yield from (("people", part) for part in (entry.role, entry.operator) if part)
    if entry.provider:
        yield "people", entry.provider.name
    for contact in entry.contacts:
        yield "people", f"{contact.name} {contact.role or ''}"
    yield "summary", entry.summary or ""
    for area in (*entry.areas, entry.postal_address):
        yield "place", area or ""
    yield "date", entry.date or ""
    yield "route", entry.referral or ""
    for email in entry.emails:
        yield "route", email.email
    for url in entry.urls:
        yield "route", f"{url.title or ''} {' '.join(re.findall(_HOST, url.url))}"
    yield from (("note", note) for note in (*entry.notes, *entry.cautions))
    if entry.act:
        yield from _act_texts(entry)
    if entry.figure:
        yield "summary", f"{entry.figure.period} {entry.figure.measure}"


def _act_texts(entry: Entry) -> Iterator[tuple[str, str]]:
    act = entry.act
    if act is None:
        return
    yield "alias", act.title or ""
    yield "date", str(act.year)
    yield from (("point", point) for point in act.points)
    yield from (("point", f"{statute.section} {statute.about}") for statute in act.statutes)
    yield "note", act.status or ""


def codes(entry: Entry) -> Iterator[tuple[str, str]]:
    """Yield (field, code) for the vocabulary that the thesaurus may point at."""
    yield from (("topic", f"topic:{topic}") for topic in entry.topics)
    yield from (("group", f"group:{group}") for group in entry.groups)
    yield "kind", f"kind:{entry.kind}"


class Stems(dict[str, str]):
    """The stem of every word that was asked for, so that each is worked out once."""

    def __missing__(self, word: str) -> str:
        self[word] = found = stem(word)
        return found


def names(entry: Entry, stems: Stems) -> tuple[list[str], list[str]]:
    """Return the folded names of an entry, and the stems of the words of content of each."""
    folded = [words(name) for name in (entry.name, *entry.aliases)]
    content = [[stems[word] for word in name if word not in STOP_WORDS] or name for name in folded]
    return [" ".join(name) for name in folded], [" ".join(name) for name in content]


@cache
def field_mark(fields: int) -> int:
    """Return the mark of a term that stands in these fields, given as bits: its best field and its weight."""
    held = [n for n in range(len(FIELD_NAMES)) if fields >> n & 1]
    missing = 1.0
    for n in held:
        missing *= 1 - FIELDS[FIELD_NAMES[n]].weight
    best = max(held, key=lambda n: (FIELDS[FIELD_NAMES[n]].weight, -n))
    return mark(best, 1 - missing)


def marks(entry: Entry, labels: dict[str, str], stems: Stems, routes: Stems) -> Iterator[tuple[int, Collection[str]]]:
    """Yield marks, each with the terms that have it in this entry.

    Args:
        entry: the entry.
        labels: topic, group and kind codes with their labels.
        stems: takes the words that the entry shows.
        routes: takes the parts of addresses ("salvationarmy"), which are found but are no words to spell by.
    """
    said: dict[str, list[str]] = {}
    for field, text in texts(entry, labels):
        if text:
            said.setdefault(field, []).append(text)
    sets: dict[int, set[str]] = {}
    for field, parts in said.items():
        known = routes if field == "route" else stems
        sets[_NUMBERS[field]] = set(map(known.__getitem__, words("\n".join(parts))))
    once: set[str] = set()
    several: set[str] = set()
    for held in sets.values():
        several |= once & held
        once |= held
    fields = dict.fromkeys(several, 0)
    for number, held in sets.items():
        yield field_mark(1 << number), held - several
        for term in held & several:
            fields[term] |= 1 << number
    for term, bits in fields.items():
        yield field_mark(bits), (term,)
    for field, code in codes(entry):
        # A code is what the thesaurus points at: it is the meaning itself, not a word that occurs.
        yield mark(_NUMBERS[field], CODE_WEIGHTS[field]), (code,)


def keys(entry: Entry) -> Iterator[str]:
    """Yield what names exactly this entry: its id, its names, its numbers, its act and sections.

    Each starts with what it is: "name:", "phone:", "line:" (the number of a contact), "zip:",
    "act:", "bill:", "section:", "email:" or "mail:" (the address of a contact).
    """
    yield "name:" + " ".join(words(entry.id))
    for name in (entry.name, *entry.aliases):
        yield "name:" + " ".join(words(name))
    for phone in entry.phones:
        yield "phone:" + digits(phone.number)
    for contact in entry.contacts:
        yield from ("line:" + digits(phone.number) for phone in contact.phones)
        yield from ("mail:" + fold(email.email) for email in contact.emails)
    yield from ("zip:" + code for code in re.findall(_ZIP, entry.postal_address or ""))
    if entry.act:
        yield "act:" + digits(entry.act.number)
        for statute in entry.act.statutes:
            yield from (f"section:{section}" for section in sections(statute.section))
        yield from (f"bill:{chamber}b{number}" for chamber, number in re.findall(_BILL, fold(entry.act.bill or "")))
    yield from ("email:" + fold(email.email) for email in entry.emails)
