"""Words that tell nobody what an entry is: for cards and sheets that others may see.

A neutral name is a common word, the last digits of the number, and what is harmless and still tells one line
from another: for teens, in Spanish, day and night, by text, a town. It stays the same from export to export and can
be held against a list.
"""

from __future__ import annotations

import re
from collections.abc import Collection

from hart_cli.i18n.catalog import gettext, using
from hart_cli.i18n.messages import Message, message, pmessage, term
from hart_cli.model import BUNDLED, Entry
from hart_cli.output.facts import ages_text
from hart_cli.safe import visible
from hart_cli.text import digits

HELP_KINDS = ("hotline", "service", "program", "organization", "agency")
"""The kinds that somebody can call, write to or visit."""

_WORDS = {"hotline": term("Helpline"), "service": term("Service"), "program": term("Program"), "agency": term("Office")}
_OTHER = term("Contact")

_EMERGENCY = {
    "911": term("Emergency"),
    "national-human-trafficking-hotline": message("Help and advice"),
    "ct-careline": message("Children's line"),
}
"""What the emergency lines are called where nobody may read what they are."""

_SOMEONE_TO_TALK_TO = term("Someone to talk to")
_TOPICS = {
    "someone-to-talk-to": _SOMEONE_TO_TALK_TO,
    "legal-help": term("Legal help"),
    "health": term("Medical care"),
    "mentoring": term("Mentoring"),
    "education-jobs": term("English, school and job skills"),
    "housing": term("Housing and basic needs"),
    "counseling": message("Counseling"),
    "case-management": message("Help with plans and papers"),
    "compensation": message("Help with money"),
}
"""Topics whose names could stand on anybody's fridge, the most telling for a choice first."""

_LEGAL, _ONLINE = message("legal questions"), message("online")
_USES = {
    "domestic-violence": message("at home"),
    "labor-trafficking": message("for work and pay"),
    "victim-rights": _LEGAL,
    "courts": _LEGAL,
    "sexual-assault": message("personal matters"),
    "runaway": message("away from home"),
    "mental-health": message("mood and worries"),
    "online-enticement": _ONLINE,
    "sexting": _ONLINE,
    "image-removal": _ONLINE,
    "bullying": message("at school"),
    "foster-care": message("for families"),
}
"""What a line is for, by its topics, in words that tell a stranger nothing; the most telling for a choice first."""

_CHILDREN = message("for children and teens")
_YOUNG = message("for teens and young adults")
_ADULTS = message("for adults")
_PARENTS = message("for parents")
_LANGUAGES = {
    ("en",): message("in English"),
    ("es",): message("in Spanish"),
    ("en", "es"): message("in English and Spanish"),
}
_TEXTS = message("by text")
DAY_AND_NIGHT = message("day and night")
_SCOPES = {"Connecticut": message("in Connecticut"), "United States": message("anywhere in the U.S.")}
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

OFFICERS = message("Police or immigration officers answer here.")
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
    if tells(text) or any(name.casefold() in text.casefold() for name in _names(entry)):
        return False
    capital = [set(_WORD.findall(found)) - _COMMON for found in _LOOKS_LIKE_A_NAME.findall(text)]
    return not any(len(words) > 1 or any(word.isupper() and len(word) > 2 for word in words) for words in capital)


def _names(entry: Entry) -> list[str]:
    """Return the names of an entry and of who offers it."""
    provider = entry.provider.name if entry.provider else None
    return [name for name in (entry.name, *entry.aliases, entry.operator, provider) if name]


def address(entry: Entry) -> str | None:
    """Return the postal address that a paper or a card may hold; never that of a shelter or a safe house."""
    texts = " ".join(part for part in (entry.name, *entry.aliases, entry.summary, *entry.services) if part)
    hidden = "address-confidentiality" in entry.topics or _HIDDEN_PLACES.search(texts)
    return None if hidden else entry.postal_address


def word(entry: Entry, ui: str) -> str:
    """Return what an entry is, in common words: "Legal help", "Helpline", "Office"."""
    if entry.directory == BUNDLED and entry.id in _EMERGENCY:
        return gettext(_EMERGENCY[entry.id], ui)
    plain = [gettext(name, ui) for topic, name in _TOPICS.items() if topic in entry.topics]
    if entry.kind == "hotline":
        # What else a line can help with would tell more than it is: it is there to talk.
        return plain[0] if plain else gettext(_WORDS["hotline"], ui)
    return ". ".join(plain[:2]) or gettext(_WORDS.get(entry.kind, _OTHER), ui)


def traits(entry: Entry, ui: str) -> tuple[str, ...]:
    """Return what tells an entry from others and is harmless: for teens, in Spanish, a town, day and night, by text."""
    ages, used = _ages(entry, ui), tuple(code for code in ("en", "es") if code in entry.languages)
    texts = entry.id != "911" and any(phone.channel == "text" for phone in entry.phones)
    return (
        *_use(entry, ui),
        *(gettext(whom, ui) for whom in _whom(entry)),
        *([ages] if ages else []),
        *([gettext(_LANGUAGES[used], ui)] if used else []),
        *_places(entry),
        *([gettext(DAY_AND_NIGHT, ui)] if is_always_open(entry) else []),
        *([gettext(_TEXTS, ui)] if texts else []),
    )


def _use(entry: Entry, ui: str) -> list[str]:
    """Return what an entry is for, where its name does not say it and a stranger may read it."""
    if entry.kind == "agency" or (entry.directory == BUNDLED and entry.id in _EMERGENCY):
        return []
    if entry.kind != "hotline" and any(topic in entry.topics for topic in _TOPICS):
        return []  # its name is a topic
    return [gettext(use, ui) for topic, use in _USES.items() if topic in entry.topics][:1]


def is_always_open(entry: Entry) -> bool:
    """Whether an entry answers at every hour, and says no more of its hours than that."""
    return bool(_ALWAYS_OPEN.fullmatch(entry.hours or ""))


def _whom(entry: Entry) -> list[Message]:
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
    with using(ui):
        return gettext(pmessage("card", "ages {ages}", ages=ages_text(entry._replace(ages=ages._replace(text=None)))))


def _places(entry: Entry) -> list[str]:
    places = [visible(area.removesuffix(" area office")) for area in entry.areas]
    if not places or len(places) > _MOST_PLACES or {"Connecticut", "United States"} & set(places):
        return []
    return places


def full_name(entry: Entry, ui: str) -> str:
    """Return the neutral name without digits: "Someone to talk to: for teens, day and night"."""
    return ": ".join(filter(None, (word(entry, ui), ", ".join(traits(entry, ui)))))


def name(entry: Entry, ui: str) -> str:
    """Return the neutral name of an entry for an address book, such as "Helpline 6386, day and night"."""
    short = word(entry, ui).partition(". ")[0]  # one of its topics is name enough
    if entry.kind == "hotline" and short == gettext(_SOMEONE_TO_TALK_TO, ui):
        short = gettext(_WORDS["hotline"], ui)
    return ", ".join([f"{short} {last_digits(entry)}".strip(), *traits(entry, ui)])


def reach(entry: Entry) -> int:
    """Return how far away an entry is, for an order: 0 in some towns, 1 in Connecticut or not stated, 2 anywhere."""
    areas = set(entry.areas)
    return 2 if "United States" in areas else 1 if not areas or "Connecticut" in areas else 0


def scope(entry: Entry, ui: str) -> str:
    """Return where an entry answers, in words: "in Connecticut", "anywhere in the U.S.", or nothing."""
    return next((gettext(scope, ui) for area, scope in _SCOPES.items() if area in entry.areas), "")


def may_hold_email(email: str, entry: Entry) -> bool:
    """Whether an e-mail address tells a stranger neither what an entry is about nor who offers it: it holds no word of
    its names and not their first letters."""
    address = email.casefold()
    names = _names(entry)
    parts = {word for name in names for word in _NAME_WORD.findall(name.casefold())}
    spelled = [_SMALL_WORD.sub(" ", name.casefold()) for name in names] + [name.casefold() for name in names]
    initials = {"".join(word[0] for word in re.findall(r"\w+", name)) for name in spelled}
    inside = re.search(r"dcf|hart|traffick|abus|victim|shelter|lgbt", address)
    telling = tells(re.sub(r"[.@_-]", " ", email)) or inside
    return not telling and not any(part in address for part in parts | {one for one in initials if len(one) > 2})


def names_its_owner(text: str, entry: Entry) -> bool:
    """Whether a word of a text that is written in capitals is a word of the names of an entry."""
    own = {word for name in _names(entry) for word in _WORD.findall(name)} - _COMMON
    return any(word in own and word not in _COMMON for word in _WORD.findall(text))


def last_digits(entry: Entry) -> str:
    """Return the last four digits of the number of an entry, or nothing."""
    number = next((phone for phone in entry.phones if phone.channel in ("voice", "text")), None)
    return digits(number.number)[-4:] if number else ""
