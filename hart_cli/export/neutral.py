"""Words that tell nobody what an entry is: for cards and sheets that others may see.

A neutral name is a common word, the last digits of the number, and what is harmless and still tells one line
from another: for teens, in Spanish, day and night, by text, a town. It stays the same from export to export and can
be held against a list.
"""

from __future__ import annotations

import re
from collections.abc import Collection

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
    "ct-careline": ("Children's line", "L\u00ednea de ni\u00f1os y adolescentes"),
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

_USES = {
    "domestic-violence": ("at home", "en casa"),
    "labor-trafficking": ("for work and pay", "de trabajo y pago"),
    "victim-rights": ("legal questions", "preguntas legales"),
    "courts": ("legal questions", "preguntas legales"),
    "sexual-assault": ("personal matters", "asuntos personales"),
    "runaway": ("away from home", "fuera de casa"),
    "mental-health": ("mood and worries", "\u00e1nimo y preocupaciones"),
    "online-enticement": ("online", "en internet"),
    "sexting": ("online", "en internet"),
    "image-removal": ("online", "en internet"),
    "bullying": ("at school", "en la escuela"),
    "foster-care": ("for families", "para familias"),
}
"""What a line is for, by its topics, in words that tell a stranger nothing; the most telling for a choice first."""

_CHILDREN = ("for children and teens", "para ni\u00f1os, ni\u00f1as y adolescentes")
_YOUNG = ("for teens and young adults", "para adolescentes y j\u00f3venes")
_ADULTS = ("for adults", "para personas adultas")
_PARENTS = ("for parents", "para padres y madres")
_LANGUAGES = {
    ("en",): ("in English", "en ingl\u00e9s"),
    ("es",): ("in Spanish", "en espa\u00f1ol"),
    ("en", "es"): ("in English and Spanish", "en ingl\u00e9s y espa\u00f1ol"),
}
_TEXTS = ("by text", "por texto")
DAY_AND_NIGHT = ("day and night", "d\u00eda y noche")
_AGES = ("ages {}", "edad: {}")
_SCOPES = {
    "Connecticut": ("in Connecticut", "en Connecticut"),
    "United States": ("anywhere in the U.S.", "en todo Estados Unidos"),
}
_SMALL_WORD = re.compile(r"\b(?:for|of|the|and|to|in|de|del|la|el|los|las|para|y|contra)\b")
_NAME_WORD = re.compile(r"\w{4,}")
_MOST_PLACES = 3  # more towns than these are no name

_ALWAYS_OPEN = re.compile(r"24/7\.?|24 hours a day(?:, (?:every day|7 days a week|365 days a year))?\.?", re.IGNORECASE)
_TELLING = re.compile(
    r"traffick|\btrata\b|abus|assault|agresi|violen|victim|v\u00edctima|suicid|\bharm|\b(?:your|their|his|her|la|su) (?:life|vida)\b|\brape|\bsex|exploit|explot|prostit"
    r"|runaway|surviv|sobreviv|lgbt|\bgay\b|\btrans\b|transg|lesbi|shelter|refugio|albergue|crisis|domestic|dom\u00e9stic"
    r"|immigra|inmigra|migra\b|police|polic\u00eda|\b(?:ICE|FBI|HSI|DHS|DCF|HART|RAINN|NCMEC|VINE)\b"
    r"|careline|maltrat|https?:|www\.|\.(?:org|com|net|gov|us|edu|info)\b",
    re.IGNORECASE,
)
_LOOKS_LIKE_A_NAME = re.compile(r"\b[A-Z]\w*(?:(?: (?:of|for|and|to|the|de|del|la|los|las|para))* [A-Z]\w*)*")
_WORD = re.compile(r"[A-Z]\w*")
_COMMON = frozenset(
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August "
    "September October November December Eastern American ASL Sign Language English Spanish Connecticut United States New "
    "Year Day Christmas Thanksgiving Labor Memorial Independence Dr King TTY TDD USA HELP INFO Call Press Dial Text Say "
    "Ask Lunes Martes Mi\u00e9rcoles Jueves Viernes S\u00e1bado Domingo Estados Unidos".split()
)
"""Words in capitals that name nobody."""

_HIDDEN_PLACES = re.compile(r"shelter|safe ?house|safe home|refuge\b|refugio|albergue|casa segura", re.IGNORECASE)

OFFICERS = {
    "en": "Police or immigration officers answer here.",
    "es": "Aqu\u00ed responden agentes de polic\u00eda o de inmigraci\u00f3n.",
}
"""What a card or a sheet says of a line of law or immigration enforcement."""


def may_stand(entry: Entry, *, named: bool, titled: bool, asked: Collection[str] = ()) -> bool:
    """Whether an entry may stand on a card or a sheet. Whoever fears the police or immigration officers must not reach
    them by a name that does not say so, nor find them among help: their lines stand there by their id alone, titled.
    Where names are neutral, what is for LGBTQ people alone stands there only if it was named or asked for: the paper
    does not say so, and who answers says it at once.

    Args:
        entry: as the directory has it.
        named: whether it was named by its id.
        titled: whether names are full.
        asked: the groups and topics that were asked for.
    """
    if entry.line == "enforcement":
        return named and titled
    return titled or named or "lgbtq" in asked or not _is_for_lgbtq_alone(entry)


def _is_for_lgbtq_alone(entry: Entry) -> bool:
    return "lgbtq" in entry.groups and "everyone" not in entry.groups


def tells(text: str) -> bool:
    """Whether a text tells a stranger what it is about."""
    return bool(_TELLING.search(text))


def is_neutral(text: str, entry: Entry) -> bool:
    """Whether a text tells a stranger neither what an entry is about nor who offers it or anything else: it holds no
    telling word, no name of the entry, no letters that stand for a name and no two words that look like one."""
    names = [entry.name, *entry.aliases, entry.operator, entry.provider.name if entry.provider else None]
    said = text.casefold()
    if tells(text) or any(name and name.casefold() in said for name in names):
        return False
    capital = [set(_WORD.findall(found)) - _COMMON for found in _LOOKS_LIKE_A_NAME.findall(text)]
    return not any(len(words) > 1 or any(word.isupper() and len(word) > 2 for word in words) for words in capital)


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
    spoken = tuple(code for code in ("en", "es") if code in entry.languages)
    found = [*_whom(entry), *([_LANGUAGES[spoken]] if spoken else [])]
    told = [words[ui == "es"] for words in found]
    ages = _ages(entry, ui)
    if ages:
        told.insert(1 if _whom(entry) else 0, ages)
    told = [*_use(entry, ui), *told]
    told += _places(entry)
    if is_always_open(entry):
        told.append(DAY_AND_NIGHT[ui == "es"])
    if entry.id != "911" and any(phone.channel == "text" for phone in entry.phones):
        told.append(_TEXTS[ui == "es"])
    return tuple(told)


def _use(entry: Entry, ui: str) -> list[str]:
    """Return what an entry is for, where its name does not say it and a stranger may read it."""
    if entry.kind == "agency" or (entry.directory == BUNDLED and entry.id in _EMERGENCY):
        return []
    if entry.kind != "hotline" and any(topic in entry.topics for topic in _TOPICS):
        return []  # its name is a topic
    return [words[ui == "es"] for topic, words in _USES.items() if topic in entry.topics][:1]


def is_always_open(entry: Entry) -> bool:
    """Whether an entry answers at every hour, and says no more of its hours than that."""
    return bool(_ALWAYS_OPEN.fullmatch(entry.hours or ""))


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


def reach(entry: Entry) -> int:
    """Return how far away an entry is, for an order: 0 in some towns, 1 in Connecticut or not stated, 2 anywhere."""
    areas = set(entry.areas)
    return 2 if "United States" in areas else 1 if not areas or "Connecticut" in areas else 0


def scope(entry: Entry, ui: str) -> str:
    """Return where an entry answers, in words: "in Connecticut", "anywhere in the U.S.", or nothing."""
    for area, words in _SCOPES.items():
        if area in entry.areas:
            return words[ui == "es"]
    return ""


def may_hold_email(email: str, entry: Entry) -> bool:
    """Whether an e-mail address tells a stranger neither what an entry is about nor who offers it: it holds no word of
    its names and not their first letters."""
    said = email.casefold()
    names = [entry.name, *entry.aliases, entry.operator or "", entry.provider.name if entry.provider else ""]
    parts = {word for name in names for word in _NAME_WORD.findall(name.casefold())}
    spelled = [_SMALL_WORD.sub(" ", name.casefold()) for name in names] + [name.casefold() for name in names]
    initials = {"".join(word[0] for word in re.findall(r"\w+", name)) for name in spelled}
    inside = re.search(r"dcf|hart|traffick|abus|victim|shelter|lgbt", said)
    telling = tells(re.sub(r"[.@_-]", " ", email)) or inside
    return not telling and not any(part in said for part in parts | {one for one in initials if len(one) > 2})


def names_its_owner(text: str, entry: Entry) -> bool:
    """Whether a word of a text that is written in capitals is a word of the names of an entry."""
    names = (entry.name, *entry.aliases, entry.operator or "", entry.provider.name if entry.provider else "")
    own = {word for name in names for word in _WORD.findall(name)} - _COMMON
    return any(word in own and word not in _COMMON for word in _WORD.findall(text))


def last_digits(entry: Entry) -> str:
    """Return the last four digits of the number of an entry, or nothing."""
    number = next((phone for phone in entry.phones if phone.channel in ("voice", "text")), None)
    return "".join(c for c in number.number if c.isascii() and c.isdigit())[-4:] if number else ""
