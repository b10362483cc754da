"""An entry as labelled facts, in the order in which a person needs them. Cards, plain lines and
handouts say the same, since they all start here."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from hart_cli.emergency import LINES
from hart_cli.language import gloss, say, spanish
from hart_cli.model import BUNDLED, Contact, Entry, Hit, Phone, Source, Url

NOT_STATED = "not stated"
NOT_ADVICE = "This is information, not legal advice."
_CHANNELS = {"voice": "Call", "text": "Text", "fax": "Fax", "tty": "TTY"}
_HELP_KINDS = ("hotline", "service", "program")
_LANGUAGES = {
    "en": "English",
    "es": "Spanish",
    "ase": "American Sign Language",
    "mul": "many others, through interpreters",
}


class Fact(NamedTuple):
    """One line of an entry. `tone` is "number", "link", "caution", "quiet" or "" for plain."""

    label: str
    value: str
    tone: str = ""
    url: str | None = None


OURS = frozenset("Fit Checked Source Contact Languages Ages For Area Directory Recorded TTY Hours Cost".split()) | {
    "How to refer",
    "Answered by",
    "Reports to",
    "Took effect",
    "Title",
    "Bill",
    "What it did",
}
"""The labels whose values hart composes, so that they can be said in another language."""


def spoken(fact: Fact) -> Fact:
    """Return a fact in the language that hart speaks: its label, and its value where it is hart's own."""
    label, value = fact.label.strip(), fact.value
    margin = " " * (len(fact.label) - len(label))
    return fact._replace(label=margin + say(label), value=say(value) if label in OURS else value)


def _language(entry: Entry) -> Iterator[Fact]:
    """Yield what the name means and how far the texts are translated, where hart speaks Spanish."""
    if not spanish():
        return
    from hart_cli.spanish import ONLY_ENGLISH, TRANSLATED

    meant = gloss(entry)
    if meant:
        yield Fact("In Spanish", meant)
    yield Fact("Translation", TRANSLATED if entry.text_language == "es" else ONLY_ENGLISH, "quiet")


def phone_text(phone: Phone) -> str:
    """Return a number with its extension and what it is for."""
    extension = f" ext. {phone.extension}" if phone.extension else ""
    named = phone.label and phone.label != _CHANNELS.get(phone.channel)
    label = f" ({phone.label})" if named else ""
    return f"{phone.number}{extension}{label}"


def _phones(phones: tuple[Phone, ...], *, cautions: bool = True) -> Iterator[Fact]:
    for phone in phones:
        yield Fact(_CHANNELS.get(phone.channel, phone.channel), phone_text(phone), "number")
        if phone.caution and cautions:
            yield Fact("Caution", phone.caution, "caution")


def _tty(entry: Entry) -> Iterator[Fact]:
    if entry.kind == "hotline" and not any(phone.channel == "tty" for phone in entry.phones):
        yield Fact("TTY", NOT_STATED, "quiet")


def _urls(urls: tuple[Url, ...]) -> Iterator[Fact]:
    for url in urls:
        title = f"{url.title}: " if url.title else ""
        yield Fact("Web", title + url.url, "link", url.url)
        if url.caution:
            yield Fact("Caution", url.caution, "caution")


def languages_text(codes: tuple[str, ...]) -> str:
    """Return language codes as words."""
    return ", ".join(_LANGUAGES.get(code, code) for code in codes)


def ages_text(entry: Entry) -> str | None:
    """Return whom an entry serves by age, as stated, or None."""
    ages = entry.ages
    if ages is None:
        return None
    if ages.text:
        return ages.text
    if ages.min is None and ages.max is None:
        return " and ".join(ages.stages) or None
    if ages.max is None:
        return f"{ages.min} and up"
    return f"up to {ages.max}" if ages.min is None else f"{ages.min} to {ages.max}"


def _contact(contact: Contact, as_of: str) -> Iterator[Fact]:
    role = f", {contact.role}" if contact.role else ""
    yield Fact("Contact", f"{contact.name}{role} (as of {as_of}; may have changed)", "quiet")
    for phone in contact.phones:
        yield Fact(f"  {_CHANNELS.get(phone.channel, phone.channel)}", phone_text(phone), "number")
    for email in contact.emails:
        yield Fact("  E-mail", email.email, "link", f"mailto:{email.email}")


def _act(entry: Entry) -> Iterator[Fact]:
    act = entry.act
    if act is None:
        return
    yield Fact("Title", act.title or NOT_STATED)
    yield Fact("Bill", act.bill or NOT_STATED)
    yield Fact("Took effect", act.effective or NOT_STATED)
    sources = dict(entry.sourced)
    for number, point in enumerate(act.points):
        source = sources.get(f"act.points[{number}]", entry.source)
        yield Fact("What it did", f"{point} [{source.id}]")
    if act.status:
        yield Fact("Since then", act.status, "caution")
    for change in act.changed_by:
        yield Fact("Changed by", f"Public Act {change.act}: {change.what}")
    for statute in act.statutes:
        yield Fact("Statute", f"{statute.section}: {statute.about}")


def _figure(entry: Entry) -> Iterator[Fact]:
    if entry.figure is None:
        return
    yield Fact("Period", entry.figure.period)
    yield Fact("Counts", entry.figure.measure)
    for v in entry.figure.values:
        yield Fact("Value", f"{value_text(v.value, v.unit, v.qualifier)} [{v.source.id}, {v.source.as_of}]", "number")
        if v.note:
            yield Fact("Note", v.note, "quiet")


def value_text(value: float | None, unit: str | None, qualifier: str | None) -> str:
    """Return a value as people write it: "about 80 children", "$1,000,000"."""
    number = NOT_STATED if value is None else f"{value:,.0f}" if float(value).is_integer() else f"{value:,}"
    said = f"{qualifier} " if qualifier and qualifier != "exact" else ""
    return f"{said}{number} {unit or ''}".strip()


def _source(label: str, source: Source) -> str:
    as_of = "undated" if source.as_of == "undated" else f"as of {source.as_of}"
    return f"{label}{source.title}, {as_of} ({source.confidence}) [{source.id}]"


def _whom(entry: Entry) -> Iterator[Fact]:
    help_kind = entry.kind in _HELP_KINDS
    for label, value in (
        ("For", ", ".join(group.replace("-", " ") for group in entry.groups) or None),
        ("Ages", ages_text(entry)),
        ("Area", ", ".join(entry.areas) or None),
        ("Languages", languages_text(entry.languages) or None),
        ("Hours", entry.hours),
        ("Cost", entry.cost),
    ):
        if value:
            yield Fact(label, value)
        elif help_kind:
            yield Fact(label, NOT_STATED, "quiet")
    if entry.beyond_area:
        yield Fact("From elsewhere", entry.beyond_area)
    for condition in entry.conditions:
        yield Fact("Condition", condition)


def reach(entry: Entry) -> Iterator[Fact]:
    """Yield how to reach an entry: numbers, e-mails, addresses, and how to refer."""
    yield from _phones(entry.phones)
    yield from _tty(entry)
    for email in entry.emails:
        label = f" ({email.label})" if email.label else ""
        yield Fact("E-mail", email.email + label, "link", f"mailto:{email.email}")
    yield from _urls(entry.urls)
    if entry.postal_address:
        yield Fact("Address", entry.postal_address)
    if entry.referral:
        yield Fact("How to refer", entry.referral)
    elif entry.kind in ("service", "program"):
        yield Fact("How to refer", NOT_STATED, "quiet")


def line_facts(hit: Hit) -> Iterator[Fact]:
    """Yield what a person needs before a call: the number, what it is for, who answers, who is told."""
    entry = hit.entry
    yield from _phones(entry.phones)
    yield from _language(entry)
    yield from _tty(entry)
    yield Fact("For", entry.summary or NOT_STATED)
    yield from (Fact("Fit", f"{name}: {reason.fit} ({reason.why})") for name, reason in hit.eligibility)
    yield from _urls(entry.urls)
    for label, value in (
        ("Hours", entry.hours),
        ("Languages", languages_text(entry.languages)),
        ("Answered by", entry.operator),
        ("Reports to", entry.reports_to),
        ("Recorded", entry.recorded),
    ):
        yield Fact(label, value or NOT_STATED, "" if value else "quiet")
    yield from (Fact("Caution", caution, "caution") for caution in entry.cautions)
    yield Fact("Source", f"{_source('', entry.source)}; all of it: hart show {entry.id}", "quiet")


def act_facts(hit: Hit) -> Iterator[Fact]:
    """Yield an act in short: when it took effect, and what it did."""
    act = hit.entry.act
    yield Fact("Took effect", (act.effective if act else None) or NOT_STATED)
    yield Fact("What it did", hit.entry.summary or NOT_STATED)


def short_line_facts(hit: Hit) -> Iterator[Fact]:
    """Yield the least: what to dial and to text, and when."""
    entry = hit.entry
    own = next((line for line in LINES if line.id == entry.id and entry.directory == BUNDLED), None)
    told = own and (own.dice if spanish() else own.say)
    for channel in ("voice", "text"):
        numbers = tuple(p._replace(label=None) for p in entry.phones if p.channel == channel)
        yield from _phones(numbers[:1], cautions=told is None)
    yield Fact("When", told or entry.summary or NOT_STATED)


def all_facts(hit: Hit) -> Iterator[Fact]:
    """Yield everything that hart knows of an entry, most needed first, sources last."""
    entry = hit.entry
    yield from _language(entry)
    if entry.summary:
        yield Fact("Summary", entry.summary)
    if entry.role:
        yield Fact("Role", entry.role)
    yield from (Fact("Fit", f"{name}: {reason.fit} ({reason.why})") for name, reason in hit.eligibility)
    yield from reach(entry)
    yield from _whom(entry)
    yield from _act(entry)
    yield from _figure(entry)
    yield from (Fact("Offers", service) for service in entry.services)
    for label, value in (
        ("Answered by", entry.operator),
        ("Reports to", entry.reports_to),
        ("Recorded", entry.recorded),
        ("Provider", entry.provider.name if entry.provider else None),
        ("Date", entry.date),
    ):
        if value:
            yield Fact(label, value)
        elif entry.kind == "hotline" and label in ("Answered by", "Reports to", "Recorded"):
            yield Fact(label, NOT_STATED, "quiet")
    for contact in entry.contacts:
        yield from _contact(contact, entry.source.as_of)
    yield from (Fact("Caution", caution, "caution") for caution in entry.cautions)
    if entry.kind == "act" and NOT_ADVICE not in entry.cautions:
        yield Fact("Caution", NOT_ADVICE, "caution")
    yield from (Fact("Note", note, "quiet") for note in entry.notes)
    yield from (Fact("Also called", alias, "quiet") for alias in entry.aliases)
    if entry.related:
        yield Fact("See also", ", ".join(entry.related), "quiet")
    yield from _provenance(entry)


def _provenance(entry: Entry) -> Iterator[Fact]:
    yield Fact("Source", _source("", entry.source), "quiet")
    by_source: dict[Source, list[str]] = {}
    for key, source in entry.sourced:
        by_source.setdefault(source, []).append(key)
    for source, keys in by_source.items():
        yield Fact("Source", _source(f"{', '.join(keys)}: ", source), "quiet")
    yield Fact("Checked", entry.checked or "never dialed or opened for hart", "quiet")
    if entry.directory != BUNDLED:
        yield Fact("Directory", f"your own file {entry.directory}", "caution")
