"""The records that every part of hart speaks of. All are values: frozen, and printed by nobody.

Names follow Open Referral where it has one (organization, service, program, contact,
eligibility, service area). Named tuples, since they cost least at start-up.
"""

from collections.abc import Sequence
from typing import Annotated, Any, Literal, NamedTuple

from hart_cli.fields import Meta
from hart_cli.i18n.messages import English, Listing, Message, Renderable

BUNDLED = "hart"
"""What `Entry.directory` says for the directory that comes with hart."""

CHANNELS = ("voice", "text", "fax", "tty")
LINES = ("emergency", "talk", "report", "enforcement")
"""The groups of hotlines."""
STAGES = {"elementary school": (5, 11), "middle school": (11, 14), "high school": (14, 18)}
"""School stages with the usual ages in them (National Center for Education Statistics; middle school is grade 5 or 6
to 8, high school 9 to 12)."""
CONFIDENCES = ("official", "copy", "secondary")

Fit = Literal["yes", "not stated"]
Text = str | tuple[str, ...]
InSpanish = Annotated[str | None, Meta(json="")]
"""The Spanish of the field whose name it has without `_es`."""


class Source(NamedTuple):
    """Where a fact comes from. `as_of` is YYYY, YYYY-MM, YYYY-MM-DD or "undated"."""

    id: str
    title: str
    publisher: str | None = None
    url: str | None = None
    as_of: str = "undated"
    confidence: str = "secondary"
    note: str | None = None


FILE_ITSELF = Source("own-file", "the file itself")
"""The source of what names none in a file of the user's own."""


class Phone(NamedTuple):
    """A number as people read it. `e164` is None for short codes such as 911 or 233733."""

    number: str
    e164: Annotated[str | None, Meta(toml="")] = None
    extension: str | None = None
    channel: Annotated[str, Meta(choices=CHANNELS)] = "voice"
    label: str | None = None
    caution: str | None = None
    label_es: InSpanish = None
    caution_es: InSpanish = None


class Email(NamedTuple):
    """An e-mail address and what it is for."""

    email: str
    label: str | None = None
    label_es: InSpanish = None


class Url(NamedTuple):
    """An address on the web; chats are addresses too."""

    url: str
    title: str | None = None
    language: str | None = None
    caution: str | None = None
    title_es: InSpanish = None
    caution_es: InSpanish = None


class Ages(NamedTuple):
    """Whom an entry serves, by age in whole years. `stages` are school stages, where the source
    names those instead of numbers."""

    min: int | None = None
    max: int | None = None
    text: str | None = None
    stages: tuple[str, ...] = ()


class Provider(NamedTuple):
    """The organization or agency that offers an entry."""

    id: str
    name: str


class Contact(NamedTuple):
    """A person, list or mailbox that an entry names, with its own numbers."""

    id: str
    name: str
    role: str | None = None
    phones: tuple[Phone, ...] = ()
    emails: tuple[Email, ...] = ()
    role_es: InSpanish = None


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
    title: str | None = None
    bill: str | None = None
    effective: str | None = None
    status: str | None = None
    points: Annotated[tuple[str, ...], Meta(sourced=True)] = ()
    statutes: tuple[Statute, ...] = ()
    changed_by: tuple[Change, ...] = ()
    overtaken_by: str | None = None

    @property
    def order(self) -> tuple[int, int]:
        """The year and the number within it, by which acts stand in their order."""
        return self.year, int(self.number.partition("-")[2] or 0)


class Value(NamedTuple):
    """One count, by one source. `chart` says that it may be drawn beside others of its kind."""

    value: float | None = None
    unit: str | None = None
    qualifier: str | None = None
    chart: bool = False
    note: str | None = None
    source: Annotated[Source, Meta(toml="id")] = FILE_ITSELF


class Figure(NamedTuple):
    """A year's numbers. Figures with the same `comparable` may be set side by side."""

    period: str
    measure: str
    comparable: str | None = None
    values: tuple[Value, ...] = ()


class Entry(NamedTuple):
    """One item of the directory. Whatever the source does not state is None or empty.

    `confidentiality` says in one line what `operator`, `recorded` and `reports_to` state. `spanish` holds the fields
    that have Spanish: under `name` a gloss beside the official name, under `ages` the text of the ages.
    """

    id: str
    kind: str
    name: str
    source: Annotated[Source, Meta(toml="id")]
    directory: Annotated[str, Meta(toml="")]
    aliases: Annotated[tuple[str, ...], Meta("Also called")] = ()
    role: Annotated[str | None, Meta(spanish=True, csv=False)] = None
    line: Annotated[str | None, Meta(choices=LINES, csv=False)] = None
    summary: Annotated[str | None, Meta(spanish=True)] = None
    services: Annotated[tuple[str, ...], Meta("Offers", spanish=True)] = ()
    conditions: Annotated[tuple[str, ...], Meta("Condition", spanish=True)] = ()
    topics: tuple[str, ...] = ()
    groups: Annotated[tuple[str, ...], Meta("For")] = ()
    ages: Annotated[Ages | None, Meta(spanish=True)] = None
    areas: Annotated[tuple[str, ...], Meta("Area")] = ()
    beyond_area: Annotated[str | None, Meta("From elsewhere", spanish=True, csv=False)] = None
    languages: tuple[str, ...] = ()
    phones: Annotated[tuple[Phone, ...], Meta(sourced=True)] = ()
    emails: Annotated[tuple[Email, ...], Meta("E-mail", sourced=True)] = ()
    urls: Annotated[tuple[Url, ...], Meta("Web", sourced=True)] = ()
    postal_address: Annotated[str | None, Meta("Address")] = None
    hours: Annotated[str | None, Meta(spanish=True)] = None
    cost: Annotated[str | None, Meta(spanish=True)] = None
    referral: Annotated[str | None, Meta("How to refer", spanish=True)] = None
    operator: Annotated[str | None, Meta("Answered by", spanish=True)] = None
    reports_to: Annotated[str | None, Meta("Who is told", spanish=True)] = None
    recorded: Annotated[str | None, Meta(spanish=True)] = None
    confidentiality: Annotated[str | None, Meta(spanish=True, json="told", csv=False)] = None
    provider: Annotated[Provider | None, Meta(toml="id")] = None
    contacts: Annotated[tuple[Contact, ...], Meta("Contact", toml="id")] = ()
    date: str | None = None
    notes: Annotated[tuple[str, ...], Meta("Note", spanish=True)] = ()
    cautions: Annotated[tuple[str, ...], Meta("Caution", spanish=True)] = ()
    confidence: str = "secondary"
    sourced: tuple[tuple[str, Source], ...] = ()
    checked: str | None = None
    related: Annotated[tuple[str, ...], Meta("See also", csv=False)] = ()
    text_language: Annotated[str, Meta(toml="", csv=False)] = "en"
    spanish: Annotated[tuple[tuple[str, Text], ...], Meta(toml="", json="gloss")] = ()
    act: Act | None = None
    figure: Figure | None = None

    def translation(self, field: str) -> Any:
        """Return the Spanish of a field, a text or texts as the field holds, or None."""
        return dict(self.spanish).get(field)


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


def question_text(words: str) -> str:
    """Return what is read of the words of a question: the first `MOST_CHARACTERS`, without outer space."""
    return words[:MOST_CHARACTERS].strip()


class Question(NamedTuple):
    """What somebody asks. `limit` 0 means all; `words` are stored and sent nowhere."""

    words: str = ""
    filters: Filters = Filters()
    limit: int = 0


class Reason(NamedTuple):
    """Whether an entry fits a person in one respect, and why."""

    fit: Fit
    why: Message | Listing


class Hit(NamedTuple):
    """An entry that answers a question. `matched` says why: reasons, or codes such as "emergency" or "need: legal"."""

    entry: Entry
    score: float = 0.0
    matched: tuple[Message | English, ...] = ()
    eligibility: tuple[tuple[str, Reason], ...] = ()


class Exclusion(NamedTuple):
    """An entry that a filter left out of the first answers, and why."""

    entry: Entry
    why: Message | Listing


NEED_LISTS = ("first", "minor", "adult", "known_minor", "minor_then", "then")
"""The lists of entries of a need, in the order in which they are given."""


class Result(NamedTuple):
    """The answer to a question: the hits to print, how many matched in all, what the question was
    understood as, what to tell the reader beside it, and what filters left out among the first answers."""

    question: Question
    hits: Sequence[Hit]
    total: int
    notes: tuple[Renderable, ...] = ()
    suggestions: tuple[str, ...] = ()
    left_out: tuple[Exclusion, ...] = ()
