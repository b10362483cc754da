"""The rules of one entry, one function each: it yields a message for each fault of a raw entry.

`readers.directory` refuses an entry with a fault by name; `hart check` prints them all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hart_cli import safe
from hart_cli.fields import fields_of
from hart_cli.model import CHANNELS, CONFIDENCES, STAGES, Entry
from hart_cli.rules.context import Context, Rule, Table
from hart_cli.rules.shape import ENTRY_KEYS, shape
from hart_cli.rules.sources import is_date, named_sources
from hart_cli.rules.spanish import confidentiality, spanish

EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_NUMBER = re.compile(r"[0-9]{3}|[0-9]{5,6}|(?:1-)?[0-9]{3}-[0-9]{3}-[0-9]{4}")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ACT = re.compile(r"[0-9]{2}-[0-9]{1,3}")
_CHOICES = {field.name: field.meta.choices for field in fields_of(Entry) if field.meta.choices} | {
    "confidence": CONFIDENCES
}


def identity(entry: Table, _: Context) -> Iterator[str]:
    """An id is in kebab-case."""
    if not _ID.fullmatch(entry["id"]):
        yield "id must be kebab-case: small letters, digits and single dashes"


def vocabularies(entry: Table, context: Context) -> Iterator[str]:
    """What has a closed list comes from it, and a language is a code of ISO 639."""
    if entry["kind"] not in context.kinds:
        yield f"unknown kind {entry['kind']!r}"
    for key, known in (("topics", context.topics), ("groups", context.groups)):
        for value in entry.get(key, []):
            if value not in known:
                yield f"unknown {key[:-1]} {value!r}"
    for key, choices in _CHOICES.items():
        if key in entry and entry[key] not in choices:
            yield f"unknown {key} {entry[key]!r}; one of {', '.join(choices)}"
    for code in entry.get("languages", []):
        if not _LANGUAGE.fullmatch(code):
            yield f"language {code!r} is no ISO 639 code"


def areas(entry: Table, context: Context) -> Iterator[str]:
    """An area is the state, the nation, a region, an office, a town or a named area."""
    known = context.places.area_names()
    for area in entry.get("areas", []):
        if area not in known:
            yield f"unknown area {area!r}"


def ages(entry: Table, _: Context) -> Iterator[str]:
    """Ages are whole years from 0 to 120, the lower one first."""
    table = entry.get("ages", {})
    bounds = [table[key] for key in ("min", "max") if key in table]
    if any(not 0 <= bound <= 120 for bound in bounds):
        yield "ages must be whole years from 0 to 120"
    elif len(bounds) == 2 and bounds[0] > bounds[1]:
        yield "ages: min is above max"
    for stage in table.get("stages", []):
        if stage not in STAGES:
            yield f"unknown school stage {stage!r}"


def phones(entry: Table, context: Context) -> Iterator[str]:
    """A number is digits and dashes, its channel known; a number read only at second hand says
    "Not confirmed"."""
    for phone in entry.get("phones", []):
        number = phone["number"]
        if not _NUMBER.fullmatch(number):
            yield f"phone {number!r} is no number such as 1-800-842-2288, 860-832-5519, 911 or 233733"
        if phone.get("channel", "voice") not in CHANNELS:
            yield f"phone {number}: unknown channel {phone['channel']!r}"
        if not context.bundled:
            continue
        if "channel" not in phone:
            yield f"phone {number} has no channel"
        source = context.sources.get(phone.get("source", entry.get("sourced", {}).get("phones", entry.get("source"))))
        second_hand = source is not None and source.get("confidence") == "secondary"
        if second_hand and not phone.get("caution", "").startswith("Not confirmed"):
            yield f"phone {number} was read at second hand: its caution must start with 'Not confirmed'"


def addresses(entry: Table, _: Context) -> Iterator[str]:
    """E-mails and web addresses are well-formed, and of a kind that a person may follow."""
    for row in entry.get("emails", []):
        if not EMAIL.fullmatch(row["email"]):
            yield f"e-mail {row['email']!r} is not well-formed"
    for row in entry.get("urls", []):
        if safe.web_address(row["url"]) is None:
            yield f"web address {row['url']!r} is not http, https, mailto, tel or sms, or not well-formed"


def shortened(entry: Table, context: Context) -> Iterator[str]:
    """A shortened link carries a caution."""
    for row in entry.get("urls", []) if context.bundled else []:
        if "tinyurl.com" in row["url"] and "caution" not in row:
            yield f"the short link {row['url']} has no caution"


def dates(entry: Table, _: Context) -> Iterator[str]:
    """Dates are YYYY, YYYY-MM or YYYY-MM-DD."""
    for key in ("date", "checked"):
        if key in entry and not is_date(entry[key]):
            yield f"{key} {entry[key]!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD)"


def sourced(entry: Table, context: Context) -> Iterator[str]:
    """The entry, and every fact from elsewhere, names a source that is in the table."""
    if "source" not in entry:
        if context.bundled:
            yield "has no source"
        return
    for key, source in named_sources(entry):
        if source not in context.sources:
            yield f"{key} names the unknown source {source!r}"
    for key in entry.get("sourced", {}):
        if key not in ENTRY_KEYS and not key.startswith(("act.", "figure.")):
            yield f"sourced names the unknown key {key!r}"


def references(entry: Table, context: Context) -> Iterator[str]:
    """Provider, contacts and related entries exist."""
    named = [*entry.get("contacts", []), *entry.get("related", [])]
    if "provider" in entry:
        named.append(entry["provider"])
    for other in named:
        if other not in context.ids:
            yield f"points at {other!r}, which is no entry"


def acts(entry: Table, _: Context) -> Iterator[str]:
    """An act has its number, year and points; nothing else has them."""
    if (entry["kind"] == "act") != ("act" in entry):
        yield "an entry of the kind act has a table act, and only such an entry"
        return
    if "act" not in entry:
        return
    act = entry["act"]
    if not 1600 <= act["year"] <= 9999:
        yield "act has no year"
    if not _ACT.fullmatch(act["number"]):
        yield f"act number {act['number']!r} is not like 16-71"
    if not act.get("points"):
        yield "act has no points"
    overtaken_by = act.get("overtaken_by")
    if overtaken_by is not None and overtaken_by not in [change["act"] for change in act.get("changed_by", [])]:
        yield f"act is overtaken_by {overtaken_by!r}, which is not among its changed_by"


def summary(entry: Table, context: Context) -> Iterator[str]:
    """Every bundled entry says in a sentence or two what it is."""
    if context.bundled and "summary" not in entry:
        yield "has no summary"


def unchecked(entry: Table, context: Context) -> Iterator[str]:
    """Nobody has dialled or opened anything in the bundled directory."""
    if context.bundled and "checked" in entry:
        yield "says that it was checked; nothing in the bundled directory has been"


def enforcement(entry: Table, context: Context) -> Iterator[str]:
    """A line of the police says so in its name, and is offered to nobody who looks for something else."""
    if not context.bundled or entry.get("line") != "enforcement":
        return
    immigration = re.search(r"\bICE\b|[Ii]mmigration", entry.get("operator", ""))
    words = "immigration police" if immigration else "police"
    if words not in entry["name"]:
        yield f"an enforcement line must say in its name who answers: {words}"
    palabras = "la migra" if immigration else "policía"
    if "es" in entry and palabras not in entry["es"].get("name", ""):
        yield f"es: the name of an enforcement line must say who answers: {palabras}"
    if "immigration" in entry.get("topics", []):
        yield "an enforcement line must not have the topic 'immigration'"
    for group in ("everyone", "immigrants"):
        if group in entry.get("groups", []):
            yield f"an enforcement line must not be for the group {group!r}"


ENTRY_RULES: tuple[Rule, ...] = (
    shape,
    identity,
    vocabularies,
    areas,
    ages,
    phones,
    addresses,
    shortened,
    dates,
    sourced,
    references,
    acts,
    summary,
    spanish,
    confidentiality,
    enforcement,
    unchecked,
)


def entry_faults(entry: Table, context: Context) -> list[str]:
    """Return what is wrong with one raw entry, in words; an empty list where nothing is. Where its shape is wrong,
    nothing else is looked at: the other rules rely on it."""
    faults = list(shape(entry, context))
    return faults or [fault for rule in ENTRY_RULES[1:] for fault in rule(entry, context)]
