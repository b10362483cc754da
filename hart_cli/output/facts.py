"""An entry as labelled facts, in the order in which a person needs them. Cards, plain lines and
handouts say the same, since they all start here. Labels are English, so that they can be told apart; values are
in the language that hart speaks, where they are its own words, and as the data has them everywhere else."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hart_cli import confidentiality
from hart_cli.emergency import LINES, instruction
from hart_cli.fields import fields_of
from hart_cli.i18n.catalog import gettext, language, word
from hart_cli.i18n.messages import all_of, message, term
from hart_cli.localize import gloss
from hart_cli.model import BUNDLED, LANGUAGES, Contact, Entry, Hit, Phone, Source, Url

NOT_STATED = "not stated"
NOT_ADVICE = message("This is information, not legal advice.")
_TRANSLATED = message(
    "Translated by hart, and not yet reviewed by a native speaker; the English text is what counts. Official names and "
    "titles of sources stay in English."
)
_ONLY_ENGLISH = message("This text is in English only.")
_CHANNELS = {"voice": "Call", "text": "Text", "fax": "Fax", "tty": "TTY"}
TO_DO = re.compile(
    r"\b(?:press|dial|ask|say|enter|choose|option|toll free|relay|videophone|english|spanish|deaf"
    r"|marque|oprima|presione|pida|diga|elija|opci\u00f3n|ingl\u00e9s|espa\u00f1ol|sordas?)\b",
    re.IGNORECASE,
)
"""What a label says that one must do or know to reach anybody at a number."""
_OFFICE = " area office"
_HELP_KINDS = ("hotline", "service", "program")


class Fact(NamedTuple):
    """One line of an entry. `tone` is "number", "link", "caution", "quiet" or "" for plain."""

    label: str
    value: str
    tone: str = ""
    url: str | None = None


_LABELS = {field.name: field.label for field in fields_of(Entry)}
_PLACED = frozenset(
    (
        "id kind name line topics confidentiality confidence checked summary role postal_address referral operator "
        "recorded reports_to groups ages areas languages hours cost beyond_area conditions services date cautions "
        "notes aliases related"
    ).split()
)
"""The fields that have their place on a card, in the heading or in another fact."""

_OTHER_FIELDS = tuple(field.name for field in fields_of(Entry) if field.is_plain and field.name not in _PLACED)


def _texts(entry: Entry, *fields: str, tone: str = "") -> Iterator[Fact]:
    """Yield each text of these fields under its label; nothing for what is not stated."""
    for field in fields:
        stated = getattr(entry, field)
        for value in stated if isinstance(stated, tuple) else (stated,):
            if value not in (None, ""):
                yield Fact(
                    _LABELS[field], word("yes" if value else "no") if isinstance(value, bool) else str(value), tone
                )


def label_of(fact: Fact) -> str:
    """Return the label of a fact in the language that hart speaks, with its margin."""
    label = fact.label.strip()
    return fact.label.replace(label, word(label))


def _unstated(label: str) -> Fact:
    return Fact(label, word(NOT_STATED), "quiet")


def _fact(label: str, value: str | None) -> Fact:
    """Return a fact of the data, or that no source states it."""
    return Fact(label, value) if value else _unstated(label)


def _language(entry: Entry) -> Iterator[Fact]:
    """Yield what the name means and how far the texts are translated, where hart speaks Spanish."""
    if language() != "es":
        return
    meant = gloss(entry)
    if meant:
        yield Fact("In Spanish", meant)
    yield Fact("Translation", gettext(_TRANSLATED if entry.text_language == "es" else _ONLY_ENGLISH), "quiet")


def number_text(phone: Phone) -> str:
    """Return a number with its extension."""
    return phone.number + (f" ext. {phone.extension}" if phone.extension else "")


def phone_text(phone: Phone) -> str:
    """Return a number with its extension and what it is for."""
    channel = _CHANNELS.get(phone.channel, "")
    label = f" ({phone.label})" if phone.label and phone.label not in (channel, word(channel)) else ""
    return f"{number_text(phone)}{label}"


def to_do(phone: Phone) -> str | None:
    """Return what to press, dial or say at a number, as its label has it, or None."""
    return phone.label if phone.label and TO_DO.search(phone.label) else None


def _phones(phones: tuple[Phone, ...], *, cautions: bool = True) -> Iterator[Fact]:
    for phone in phones:
        yield Fact(_CHANNELS.get(phone.channel, phone.channel), phone_text(phone), "number")
        if phone.caution and cautions:
            yield Fact("Caution", phone.caution, "caution")


def _tty(entry: Entry) -> Iterator[Fact]:
    if entry.kind == "hotline" and not any(phone.channel == "tty" for phone in entry.phones):
        yield _unstated("TTY")


def _urls(urls: tuple[Url, ...]) -> Iterator[Fact]:
    for url in urls:
        title = f"{url.title}: " if url.title else ""
        yield Fact("Web", title + url.url, "link", url.url)
        if url.caution:
            yield Fact("Caution", url.caution, "caution")


def languages_text(codes: tuple[str, ...]) -> str:
    """Return language codes as words."""
    return ", ".join(word(LANGUAGES[code]) if code in LANGUAGES else code for code in codes)


def ages_text(entry: Entry) -> str | None:
    """Return whom an entry serves by age, as stated, or None."""
    ages = entry.ages
    if ages is None:
        return None
    if ages.text:
        return ages.text
    if ages.min is None and ages.max is None:
        return gettext(all_of(map(term, ages.stages))) if ages.stages else None
    if ages.max is None:
        return gettext(message("{age} and up", age=ages.min))
    if ages.min is None:
        return gettext(message("up to {age}", age=ages.max))
    return gettext(message("{low} to {high}", low=ages.min, high=ages.max))


def _area(area: str) -> str:
    office = area.removesuffix(_OFFICE)
    return word(area) if office == area else gettext(message("{place} area office", place=office))


def _contact(contact: Contact, as_of: str) -> Iterator[Fact]:
    role = f", {contact.role}" if contact.role else ""
    undated = message("{contact} (undated; may have changed)", contact=contact.name + role)
    dated = message("{contact} (as of {date}; may have changed)", contact=contact.name + role, date=as_of)
    yield Fact("Contact", gettext(undated if as_of == "undated" else dated), "quiet")
    for phone in contact.phones:
        yield Fact(f"  {_CHANNELS.get(phone.channel, phone.channel)}", phone_text(phone), "number")
    for email in contact.emails:
        yield Fact("  E-mail", email.email, "link", f"mailto:{email.email}")


def _act(entry: Entry) -> Iterator[Fact]:
    act = entry.act
    if act is None:
        return
    yield _fact("Title", act.title)
    yield _fact("Bill", act.bill)
    yield _fact("Took effect", act.effective)
    sources = dict(entry.sourced)
    for number, point in enumerate(act.points):
        source = sources.get(f"act.points[{number}]", entry.source)
        yield Fact("What it did", f"{point} [{source.id}]")
    if act.status:
        yield Fact("Since then", act.status, "caution")
    if act.overtaken_by:
        yield Fact("Overtaken by", f"Public Act {act.overtaken_by}", "caution")
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
    about = f"{qualifier} " if qualifier and qualifier != "exact" else ""
    return f"{about}{number} {unit or ''}".strip()


def _source(label: str, source: Source) -> str:
    facts = {"title": label + source.title, "confidence": term(source.confidence), "id": source.id}
    if source.as_of == "undated":
        return gettext(message("{title}, undated ({confidence}) [{id}]", **facts))
    return gettext(message("{title}, as of {date} ({confidence}) [{id}]", date=source.as_of, **facts))


def _whom(entry: Entry) -> Iterator[Fact]:
    help_kind = entry.kind in _HELP_KINDS
    for field, value in (
        ("groups", ", ".join(word(group.replace("-", " ")) for group in entry.groups)),
        ("ages", ages_text(entry)),
        ("areas", ", ".join(map(_area, entry.areas))),
        ("languages", languages_text(entry.languages)),
        ("hours", entry.hours),
        ("cost", entry.cost),
    ):
        if value:
            yield Fact(_LABELS[field], value)
        elif help_kind:
            yield _unstated(_LABELS[field])
    yield from _texts(entry, "beyond_area", "conditions")


def reach(entry: Entry) -> Iterator[Fact]:
    """Yield how to reach an entry: numbers, e-mails, addresses, and how to refer."""
    yield from _phones(entry.phones)
    yield from _tty(entry)
    for email in entry.emails:
        label = f" ({email.label})" if email.label else ""
        yield Fact("E-mail", email.email + label, "link", f"mailto:{email.email}")
    yield from _urls(entry.urls)
    yield from _texts(entry, "postal_address", "referral")
    if not entry.referral and entry.kind in ("service", "program"):
        yield _unstated(_LABELS["referral"])


def _fit(hit: Hit) -> Iterator[Fact]:
    for name, reason in hit.eligibility:
        yield Fact("Fit", f"{word(name)}: {word(reason.fit)} ({gettext(reason.why)})")


def _answers(entry: Entry) -> Iterator[Fact]:
    """Yield who answers, whether calls are recorded and who is told; where nothing is stated, that of lines only."""
    for field in confidentiality.FIELDS:
        yield from _texts(entry, field)
        if not getattr(entry, field) and entry.kind == "hotline":
            yield _unstated(_LABELS[field])


def line_facts(hit: Hit) -> Iterator[Fact]:
    """Yield what a person needs before a call: the number, who answers, who is told, what it is for."""
    entry = hit.entry
    yield from _phones(entry.phones)
    yield from _answers(entry)
    yield from _language(entry)
    yield from _tty(entry)
    yield _fact("For", entry.summary)
    yield from _fit(hit)
    yield from _urls(entry.urls)
    yield _fact("Hours", entry.hours)
    yield _fact("Languages", languages_text(entry.languages))
    yield from _texts(entry, "cautions", tone="caution")
    more = gettext(message("all of it: hart show {id}", id=entry.id))
    yield Fact("Source", f"{_source('', entry.source)}; {more}", "quiet")


def overtaken(entry: Entry) -> str:
    """Return by which later act an act was overtaken, or an empty text."""
    act = entry.act
    if act is None or not act.overtaken_by:
        return ""
    whole = message("overtaken by {act}", act=act.overtaken_by)
    part = message("overtaken by {act} in part", act=act.overtaken_by)
    return gettext(part if "in part" in (act.status or "") else whole)


def act_facts(hit: Hit) -> Iterator[Fact]:
    """Yield an act in short: when it took effect, and what it did."""
    act = hit.entry.act
    yield _fact("Took effect", act.effective if act else None)
    if overtaken(hit.entry):
        yield Fact("Since then", overtaken(hit.entry), "caution")
    yield _fact("What it did", hit.entry.summary)


def short_line_facts(hit: Hit) -> Iterator[Fact]:
    """Yield the least: what to dial and to text, when, who answers and who is told."""
    entry = hit.entry
    own = next((line for line in LINES if line.id == entry.id and entry.directory == BUNDLED), None)
    when = own and instruction(own, language())
    for channel in ("voice", "text"):
        numbers = tuple(p._replace(label=to_do(p)) for p in entry.phones if p.channel == channel)
        yield from _phones(numbers[:1], cautions=when is None)
    yield _fact("When", when or entry.summary)
    short = confidentiality.row(entry, language())
    if short:
        yield Fact("Who answers", short)


def all_facts(hit: Hit) -> Iterator[Fact]:
    """Yield everything that hart knows of an entry, most needed first, sources last."""
    entry = hit.entry
    yield from _language(entry)
    yield from _texts(entry, "summary", "role")
    yield from _fit(hit)
    yield from reach(entry)
    yield from _answers(entry)
    yield from _whom(entry)
    yield from _act(entry)
    yield from _figure(entry)
    yield from _texts(entry, "services")
    if entry.provider:
        yield Fact("Provider", entry.provider.name)
    yield from _texts(entry, "date", *_OTHER_FIELDS)
    for contact in entry.contacts:
        yield from _contact(contact, entry.source.as_of)
    yield from _texts(entry, "cautions", tone="caution")
    if entry.kind == "act" and str(NOT_ADVICE) not in entry.cautions:
        yield Fact("Caution", gettext(NOT_ADVICE), "caution")
    yield from _texts(entry, "notes", "aliases", tone="quiet")
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
    yield Fact("Checked", entry.checked or word("never dialed or opened for hart"), "quiet")
    if entry.directory != BUNDLED:
        yield Fact("Directory", gettext(message("your own file {file}", file=entry.directory)), "caution")
