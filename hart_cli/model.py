"""The records that every part of hart speaks of. All are values: frozen, and printed by nobody.

Names follow Open Referral where it has one (organization, service, program, contact,
eligibility, service area). Named tuples, since they cost least at start-up.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal, NamedTuple

from hart_cli.i18n.messages import Message

BUNDLED = "hart"
"""What `Entry.directory` says for the directory that comes with hart."""

Fit = Literal["yes", "not stated"]
Confidence = Literal["official", "copy", "secondary"]


class Source(NamedTuple):
    """Where a fact comes from. `as_of` is YYYY, YYYY-MM, YYYY-MM-DD or "undated"."""

    id: str
    title: str
    publisher: str | None
    url: str | None
    as_of: str
    confidence: str
    note: str | None = None


class Phone(NamedTuple):
    """A number as people read it. `e164` is None for short codes such as 911 or 233733. What stands on it in
    Spanish is `label_es` and `caution_es`."""

    number: str
    e164: str | None
    extension: str | None
    channel: str
    label: str | None
    caution: str | None
    label_es: str | None = None
    caution_es: str | None = None


class Email(NamedTuple):
    """An e-mail address and what it is for, in English and in Spanish."""

    email: str
    label: str | None
    label_es: str | None = None


class Url(NamedTuple):
    """An address on the web; chats are addresses too."""

    url: str
    title: str | None
    language: str | None
    caution: str | None
    title_es: str | None = None
    caution_es: str | None = None


class Ages(NamedTuple):
    """Whom an entry serves, by age in whole years. `stages` are school stages, where the source
    names those instead of numbers."""

    min: int | None
    max: int | None
    text: str | None
    stages: tuple[str, ...] = ()


class Provider(NamedTuple):
    """The organization or agency that offers an entry."""

    id: str
    name: str


class Contact(NamedTuple):
    """A person, list or mailbox that an entry names, with its own numbers."""

    id: str
    name: str
    role: str | None
    phones: tuple[Phone, ...]
    emails: tuple[Email, ...]
    role_es: str | None = None


class Statute(NamedTuple):
    """A section of the General Statutes that an act made or changed."""

    section: str
    about: str


class Change(NamedTuple):
    """A later act, and what it changed."""

    act: str
    what: str


class Act(NamedTuple):
    """What a public act did. `effective` is a date or None. `overtaken_by` is the number of the later act whose
    rule holds today in place of what this act is known for, None where there is none."""

    number: str
    year: int
    title: str | None
    bill: str | None
    effective: str | None
    status: str | None
    points: tuple[str, ...]
    statutes: tuple[Statute, ...]
    changed_by: tuple[Change, ...]
    overtaken_by: str | None = None

    @property
    def order(self) -> tuple[int, int]:
        """The year and the number within it, by which acts stand in their order."""
        return self.year, int(self.number.partition("-")[2] or 0)


class Value(NamedTuple):
    """One count, by one source. `chart` says that it may be drawn beside others of its kind."""

    value: float | None
    unit: str | None
    qualifier: str | None
    chart: bool
    note: str | None
    source: Source


class Figure(NamedTuple):
    """A year's numbers. Figures with the same `comparable` may be set side by side."""

    period: str
    measure: str
    comparable: str | None
    values: tuple[Value, ...]


class Spanish(NamedTuple):
    """What an entry says, in everyday Spanish. `name` is a gloss beside the official name, `ages` the text of
    the ages; every other field stands for the field of the entry that has its name. None or empty where there is no
    Spanish."""

    name: str
    role: str | None = None
    summary: str | None = None
    services: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    ages: str | None = None
    beyond_area: str | None = None
    hours: str | None = None
    cost: str | None = None
    referral: str | None = None
    operator: str | None = None
    reports_to: str | None = None
    recorded: str | None = None
    notes: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    confidentiality: str | None = None


class Entry(NamedTuple):
    """One item of the directory. Whatever the source does not state is None or empty. `confidentiality` says in one line what
    `operator`, `recorded` and `reports_to` state."""

    id: str
    kind: str
    name: str
    source: Source
    directory: str
    aliases: tuple[str, ...] = ()
    role: str | None = None
    line: str | None = None
    summary: str | None = None
    services: tuple[str, ...] = ()
    conditions: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    ages: Ages | None = None
    areas: tuple[str, ...] = ()
    beyond_area: str | None = None
    languages: tuple[str, ...] = ()
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    urls: tuple[Url, ...] = ()
    postal_address: str | None = None
    hours: str | None = None
    cost: str | None = None
    referral: str | None = None
    operator: str | None = None
    reports_to: str | None = None
    recorded: str | None = None
    confidentiality: str | None = None
    provider: Provider | None = None
    contacts: tuple[Contact, ...] = ()
    date: str | None = None
    notes: tuple[str, ...] = ()
    cautions: tuple[str, ...] = ()
    confidence: str = "secondary"
    sourced: tuple[tuple[str, Source], ...] = ()
    checked: str | None = None
    text_language: str = "en"
    related: tuple[str, ...] = ()
    act: Act | None = None
    figure: Figure | None = None
    spanish: Spanish | None = None


class Filters(NamedTuple):
    """What a question narrows by. Several values of one filter widen, several filters narrow."""

    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    groups: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    age: int | None = None
    town: str | None = None
    strict: bool = False

    @property
    def about_person(self) -> bool:
        """Whether anything here is about a person, so that eligibility is decided."""
        return bool(self.groups or self.languages or self.age is not None or self.town)


LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "ase": "American Sign Language",
    "mul": "many others, through interpreters",
}
"""What the codes of languages that the directory states mean; any other code stands for itself."""

MOST_CHARACTERS = 1000
"""So much of a question is read; the rest is left out."""


def said(words: str) -> str:
    """Return what is read of the words of a question."""
    return words[:MOST_CHARACTERS].strip()


class Question(NamedTuple):
    """What somebody asks. `limit` 0 means all; `words` are stored and sent nowhere."""

    words: str = ""
    filters: Filters = Filters()
    limit: int = 0


class Reason(NamedTuple):
    """Whether an entry fits a person in one respect, and why, in words."""

    fit: Fit
    why: str


class Hit(NamedTuple):
    """An entry that answers a question. `matched` says why: reasons, or codes such as "emergency" or "need: legal"."""

    entry: Entry
    score: float = 0.0
    matched: tuple[Message | str, ...] = ()
    eligibility: tuple[tuple[str, Reason], ...] = ()


class Exclusion(NamedTuple):
    """An entry that a filter left out of the first answers, and why, in words."""

    entry: Entry
    why: str


NEED_LISTS = ("first", "minor", "adult", "known_minor", "minor_then", "then")
"""The lists of entries of a need, in the order in which they are given."""


class Bilingual(NamedTuple):
    """A sentence of the data in both languages."""

    english: str
    spanish: str


class Result(NamedTuple):
    """The answer to a question: the hits to print, how many matched in all, what the question was
    understood as, what to tell the reader beside it, and what filters left out among the first answers."""

    question: Question
    hits: Sequence[Hit]
    total: int
    notes: tuple[str | Bilingual, ...] = ()
    suggestions: tuple[str, ...] = ()
    left_out: tuple[Exclusion, ...] = ()
