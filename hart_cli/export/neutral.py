"""Words that tell nobody what an entry is: for cards and sheets that others may see.

A neutral name is a common word, the last digits of the number, and what is harmless and still tells one line
from another: for teens, in Spanish, day and night, by text, a town. It stays the same from export to export and can
be held against a list.
"""

from __future__ import annotations

import re

from hart_cli.language import speaking
from hart_cli.model import BUNDLED, Entry
from hart_cli.output.facts import ages_text
from hart_cli.safe import visible

HELP_KINDS = ("hotline", "service", "program", "organization", "agency")
"""The kinds that somebody can call, write to or visit."""

_WORDS = {
    "en": {"hotline": "Helpline", "service": "Service", "program": "Program", "agency": "Office"},
    "es": {"hotline": "L\u00ednea", "service": "Servicio", "program": "Programa", "agency": "Oficina"},
}
_OTHER = {"en": "Contact", "es": "Contacto"}

_EMERGENCY = {
    "911": ("Emergency", "Emergencia"),
    "national-human-trafficking-hotline": ("Help and advice", "Ayuda y consejo"),
    "ct-careline": ("Children's line", "L\u00ednea de menores"),
}
"""What the emergency lines are called where nobody may read what they are."""

_TOPICS = {
    "someone-to-talk-to": ("Someone to talk to", "Alguien con quien hablar"),
    "legal-help": ("Legal help", "Ayuda legal"),
    "health": ("Medical care", "Atenci\u00f3n m\u00e9dica"),
    "mentoring": ("Mentoring", "Mentor\u00eda"),
    "education-jobs": ("English, school and job skills", "Ingl\u00e9s, escuela y trabajo"),
    "housing": ("Housing and basic needs", "Vivienda y necesidades b\u00e1sicas"),
    "counseling": ("Counseling", "Consejer\u00eda"),
    "case-management": ("Help with plans and papers", "Ayuda con planes y tr\u00e1mites"),
    "compensation": ("Help with money", "Ayuda con dinero"),
}
"""Topics whose names could stand on anybody's fridge, the most telling for a choice first."""

_CHILDREN = ("for children and teens", "para menores y adolescentes")
_YOUNG = ("for teens and young adults", "para adolescentes y j\u00f3venes")
_ADULTS = ("for adults", "para personas adultas")
_PARENTS = ("for parents", "para padres y madres")
_SPANISH = ("in Spanish", "en espa\u00f1ol")
_TEXTS = ("by text", "por texto")
_DAY_AND_NIGHT = ("day and night", "d\u00eda y noche")
_AGES = ("ages {}", "edad: {}")
_MOST_PLACES = 3  # more towns than these are no name

_ALWAYS_OPEN = re.compile(r"^(?:by phone: )?24 hours a day\b|^24/7\b", re.IGNORECASE)
_TELLING = re.compile(
    r"traffick|\btrata\b|abus|assault|agresi|violen|victim|v\u00edctima|suicid|\brape|\bsex|exploit|explot|prostit"
    r"|runaway|surviv|sobreviv|lgbt|\bgay\b|\btrans\b|transg|lesbi|shelter|refugio|albergue|crisis|domestic|dom\u00e9stic"
    r"|immigra|inmigra|migra\b|police|polic\u00eda|\b(?:ICE|FBI|HSI|DHS|DCF|HART|RAINN|NCMEC|VINE)\b"
    r"|careline|maltrat|https?:|www\.|\.(?:org|com|net|gov|us|edu|info)\b",
    re.IGNORECASE,
)
_HIDDEN_PLACES = re.compile(r"shelter|safe ?house|safe home|refuge\b|refugio|albergue|casa segura", re.IGNORECASE)

OFFICERS = {
    "en": "Police or immigration officers answer here.",
    "es": "Aqu\u00ed responden agentes de polic\u00eda o de inmigraci\u00f3n.",
}
"""What a card or a sheet says of a line of law or immigration enforcement."""


def may_stand(entry: Entry, *, named: bool, titled: bool) -> bool:
    """Whether an entry may stand on a card or a sheet. Whoever fears the police or immigration officers must not reach
    them by a name that does not say so, nor find them among help: their lines stand there by their id alone, titled."""
    return entry.line != "enforcement" or (named and titled)


def tells(text: str) -> bool:
    """Whether a text tells a stranger what it is about."""
    return bool(_TELLING.search(text))


def is_neutral(text: str, entry: Entry) -> bool:
    """Whether a text tells a stranger neither what an entry is about nor who offers it."""
    names = [entry.name, *entry.aliases, entry.operator, entry.provider.name if entry.provider else None]
    said = text.casefold()
    return not tells(text) and not any(name and name.casefold() in said for name in names)


def address(entry: Entry) -> str | None:
    """Return the postal address that a paper or a card may hold; never that of a shelter or a safe house."""
    said = " ".join(part for part in (entry.name, *entry.aliases, entry.summary, *entry.services) if part)
    hidden = "address-confidentiality" in entry.topics or _HIDDEN_PLACES.search(said)
    return None if hidden else entry.postal_address


def word(entry: Entry, ui: str) -> str:
    """Return what an entry is, in common words: "Legal help", "Helpline", "Office"."""
    spanish = ui == "es"
    if entry.directory == BUNDLED and entry.id in _EMERGENCY:
        return _EMERGENCY[entry.id][spanish]
    plain = [words[spanish] for topic, words in _TOPICS.items() if topic in entry.topics]
    if entry.kind == "hotline":
        # What else a line can help with would tell more than it is: it is there to talk.
        return plain[0] if plain else _WORDS[ui]["hotline"]
    return ". ".join(plain[:2]) or _WORDS[ui].get(entry.kind, _OTHER[ui])


def traits(entry: Entry, ui: str) -> tuple[str, ...]:
    """Return what tells an entry from others and is harmless: for teens, in Spanish, a town, day and night, by text."""
    found = [*_whom(entry), *([_SPANISH] if "es" in entry.languages else [])]
    told = [words[ui == "es"] for words in found]
    ages = _ages(entry, ui)
    if ages:
        told.insert(1 if _whom(entry) else 0, ages)
    told += _places(entry)
    if _ALWAYS_OPEN.match(entry.hours or ""):
        told.append(_DAY_AND_NIGHT[ui == "es"])
    if entry.id != "911" and any(phone.channel == "text" for phone in entry.phones):
        told.append(_TEXTS[ui == "es"])
    return tuple(told)


def _whom(entry: Entry) -> list[tuple[str, str]]:
    groups, ages = set(entry.groups), entry.ages
    if ages and (ages.min, ages.max) != (None, None):
        if ages.max is not None:
            return [_CHILDREN] if ages.max < 20 else [_YOUNG] if ages.max < 30 else []
        return [_ADULTS] if (ages.min or 0) >= 18 else []
    if "everyone" in groups:
        return []
    if "children" in groups:
        return [_YOUNG if "young-adults" in groups else _CHILDREN]
    return [_ADULTS] if "adults" in groups else [_PARENTS] if groups == {"parents"} else []


def _ages(entry: Entry, ui: str) -> str | None:
    ages = entry.ages
    if ages is None or (ages.min, ages.max) == (None, None):
        return None
    with speaking(ui):
        said = ages_text(entry._replace(ages=ages._replace(text=None)))
    return _AGES[ui == "es"].format(said)


def _places(entry: Entry) -> list[str]:
    places = [visible(area.removesuffix(" area office")) for area in entry.areas]
    if not places or len(places) > _MOST_PLACES or {"Connecticut", "United States"} & set(places):
        return []
    return places


def full_name(entry: Entry, ui: str) -> str:
    """Return the neutral name without digits: "Someone to talk to: for teens, day and night"."""
    told = traits(entry, ui)
    return word(entry, ui) + (f": {', '.join(told)}" if told else "")


def name(entry: Entry, ui: str) -> str:
    """Return the neutral name of an entry for an address book, such as "Helpline 6386, day and night"."""
    short = word(entry, ui).partition(". ")[0]  # one of its topics is name enough
    if entry.kind == "hotline" and short == _TOPICS["someone-to-talk-to"][ui == "es"]:
        short = _WORDS[ui]["hotline"]
    return ", ".join([f"{short} {last_digits(entry)}".strip(), *traits(entry, ui)])


def last_digits(entry: Entry) -> str:
    """Return the last four digits of the number of an entry, or nothing."""
    number = next((phone for phone in entry.phones if phone.channel in ("voice", "text")), None)
    return "".join(c for c in number.number if c.isascii() and c.isdigit())[-4:] if number else ""
