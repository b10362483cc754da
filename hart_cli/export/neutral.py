"""Names that tell nobody what an entry is: for cards and sheets that others may see.

A neutral name is a common word and the last digits of the number, so that it stays the same from export
to export and can be held against a list.
"""

from __future__ import annotations

from hart_cli.model import Entry

HELP_KINDS = ("hotline", "service", "program", "organization", "agency")
"""The kinds that somebody can call, write to or visit."""

_WORDS = {
    "en": {"hotline": "Helpline", "service": "Service", "program": "Program", "agency": "Office"},
    "es": {"hotline": "L\u00ednea", "service": "Servicio", "program": "Programa", "agency": "Oficina"},
}
_OTHER = {"en": "Contact", "es": "Contacto"}
_EMERGENCY = {"en": "Emergency", "es": "Emergencia"}


OFFICERS = {
    "en": "Police or immigration officers answer here.",
    "es": "Aqu\u00ed responden agentes de polic\u00eda o de inmigraci\u00f3n.",
}
"""What a card or a sheet says of a line of law or immigration enforcement."""


def may_stand_unnamed(entry: Entry) -> bool:
    """Whether an entry may stand on a card or a sheet without being named by its id. Whoever fears the police or
    immigration officers must not reach them by a name that does not say so."""
    return entry.line != "enforcement"


def word(entry: Entry, ui: str) -> str:
    """Return the common word for an entry: "Helpline", "Office"."""
    return _EMERGENCY[ui] if entry.id == "911" else _WORDS[ui].get(entry.kind, _OTHER[ui])


def name(entry: Entry, ui: str) -> str:
    """Return the neutral name of an entry, such as "Helpline 7888"."""
    number = next((phone for phone in entry.phones if phone.channel in ("voice", "text")), None)
    digits = "".join(c for c in number.number if c.isascii() and c.isdigit())[-4:] if number else ""
    return f"{word(entry, ui)} {digits}".strip()
