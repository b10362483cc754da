"""What travels with a number: what to press or to text, and what to know before one relies on it.

The words are for the person who dials, not for who made the directory.
"""

from __future__ import annotations

import re

from hart_cli.emergency import LINES
from hart_cli.export import neutral
from hart_cli.export.paper_facts import sentence
from hart_cli.i18n.catalog import gettext, word
from hart_cli.i18n.messages import message
from hart_cli.localize import in_spanish, marked_english
from hart_cli.model import Entry, Phone
from hart_cli.safe import visible
from hart_cli.text import digits

FAILS = message("If a number does not work, call 211.")
_ASK = message("There is more to know. Ask the person who gave you this.")
_DOUBTFUL = message("This number may be out of date.")
_NOT_CONFIRMED = message("Not confirmed.")
LANGUAGES = {"Spanish": "In Spanish", "English": "In English"}
_PLAIN = {"Call", "Text", "TTY", "TDD", "Fax", "Main number"}  # say no more than the number itself
_DOUBT = re.compile(
    r"not confirmed|: old\b|\bare old\b|from an? old|rely on|no newer|not found out|may not? (?:longer )?answer|may no longer"
    r"|last seen|may be wrong|second hand|that was read|were read on|\bcopy of\b|from a page of|digits are from",
    re.IGNORECASE,
)
_UNCONFIRMED = re.compile(r"not confirmed", re.IGNORECASE)
_KEYWORD = re.compile(r"\bText ([A-Z][A-Z0-9]+)\b")
_CHANGES = re.compile(
    r"\b(?:do not|don't|never|only|first|before|instead|no longer|must|unless|dial|ask|have another number|wait|not an?)\b",
    re.IGNORECASE,
)
"""What a caution says that changes what somebody does at a number."""
_IMPERATIVE = re.compile(r"\b(?:press|dial|ask|say|enter|choose|option)\b", re.IGNORECASE)
_LETTERS = re.compile(r"^[\d\s-]*[A-Z][A-Z\d-]*$")  # a number spelled in letters
_ONLY_DIGITS = re.compile(r"(?:(?:call|text|dial) )?[\d\s().-]+", re.IGNORECASE)
_ORIGIN = re.compile(r"(?:From|Desde) [\w ,]+")  # where one calls from is a place and names nobody
_CONDITION = re.compile(r"(?:from|only|if|when|after|before|outside|during|or)\b", re.IGNORECASE)
_LONG_NUMBER = re.compile(r"\+?\d[\d-]{5,}\d")
_REASON = re.compile(r"(?<=\d) (?:for|para) [^;,.()]+", re.IGNORECASE)


def number(phone: Phone, ui: str) -> str:
    """Return a number for reading, with its extension."""
    extension = message("ext. {extension}", extension=phone.extension)
    return visible(" ".join([phone.number, *([gettext(extension, ui)] if phone.extension else [])]))


def text_to(entry: Entry, phone: Phone, ui: str) -> str:
    """Return a number to text, with the word to send where one is stated."""
    keyword = text_keyword(entry, phone)
    if keyword:
        return gettext(message("Text {keyword} to {number}", keyword=keyword, number=phone.number), ui)
    return gettext(message("Text {number}", number=phone.number), ui)


def texting(entry: Entry, phone: Phone, ui: str) -> str:
    """Return how to text a number: the word to send, where one is stated, and that it must not be dialed, where it is
    no number for calls."""
    text = text_to(entry, phone, ui)
    calls = any(digits(other.number) == digits(phone.number) for other in entry.phones if other.channel == "voice")
    return visible(text if calls else gettext(message("{text}; do not call", text=text), ui))


def large(entry: Entry, phone: Phone, ui: str) -> str:
    """Return a number as the largest text of its entry: to call, to text, or for a text telephone."""
    if phone.channel == "voice":
        return number(phone, ui)
    return tty(entry, phone, ui) if phone.channel == "tty" else text_to(entry, phone, ui)


def asks_to_act(phone: Phone) -> bool:
    """Whether a label says what to press or say, so that the same number may lead elsewhere."""
    return bool(_IMPERATIVE.search(phone.label or ""))


def text_keyword(entry: Entry, phone: Phone) -> str:
    """Return the word to text to a number, the first one where the directory names several, or nothing."""
    match = _KEYWORD.search(" ".join(part for part in _original(entry, phone)[4:6] if part))
    return match[1] if match else ""


def tty(entry: Entry, phone: Phone, ui: str) -> str:
    """Return a number for text telephones, videophones or the relay service, as what it is."""
    label, kind = (_original(entry, phone).label or "").casefold(), message("TTY {number}", number=phone.number)
    if "videophone" in label:
        kind = message("Videophone {number}", number=phone.number)
    elif "relay" in label:
        kind = message("Relay service {number}", number=phone.number)
    return visible(gettext(kind, ui))


def number_line(entry: Entry, phone: Phone, ui: str, *, titled: bool, beside_number: str = "") -> str:
    """Return another number of an entry in one line: how to reach it and when, what to press, and its caution.

    Args:
        entry: whose number it is, as the directory has it.
        phone: one of its numbers.
        ui: "en" or "es".
        titled: whether the text may tell what the entry is about.
        beside_number: the number that stands above; the same one is not printed twice.
    """
    translated = _localized_phone(entry, phone, ui)
    label = _label(entry, phone, translated, ui, titled)
    caution = _caution(entry, phone, translated, ui, titled)
    if phone.channel == "text":
        same = digits(phone.number) == digits(beside_number)
        line = gettext(message("Text this number too"), ui) if same else texting(entry, phone, ui)
    else:
        call = message("Call {number}", number=number(phone, ui))
        line = tty(entry, phone, ui) if phone.channel == "tty" else gettext(call, ui)
    if label and label[0] != gettext(_ASK, ui) and not (asks_to_act(phone) or phone.channel == "text"):
        # When or for whom a number is, or what it is, stands before it: it is read first.
        own = digits(phone.number) in digits(label[0])
        line, label = (label[0] if own else f"{label[0]}: {number(phone, ui)}"), ()
    return " ".join(map(sentence, (line, *label, *caution)))


def beside(entry: Entry, phone: Phone, ui: str, *, titled: bool) -> tuple[str, ...]:
    """Return what stands with a number: what to press and say, and its caution.

    Args:
        entry: whose number it is, as the directory has it.
        phone: one of its numbers.
        ui: "en" or "es".
        titled: whether the text may tell what the entry is about.
    """
    translated = _localized_phone(entry, phone, ui)
    return (*_label(entry, phone, translated, ui, titled), *_caution(entry, phone, translated, ui, titled))


def _original(entry: Entry, phone: Phone) -> Phone:
    """Return the number as the directory has it in English."""
    return next((one for one in entry.phones if one[:4] == phone[:4]), phone)


def _localized_phone(entry: Entry, phone: Phone, ui: str) -> Phone:
    if ui != "es" or phone not in entry.phones:
        return phone
    return in_spanish(entry).phones[entry.phones.index(phone)]


def _label(entry: Entry, phone: Phone, translated: Phone, ui: str, titled: bool) -> tuple[str, ...]:
    english, label = phone.label, translated.label
    if not english or not label or english in _PLAIN or (phone.channel == "text" and _KEYWORD.search(english)):
        return ()
    if phone.channel == "tty" and english.startswith("TDD"):
        return ()
    if _LETTERS.match(english) or _ONLY_DIGITS.fullmatch(english):
        return ()  # the digits stand there
    if not titled:
        label = _REASON.sub(lambda found: found[0] if neutral.is_neutral(found[0], entry) else "", label)
        stated = _ORIGIN.fullmatch(label) and not neutral.tells(label)
        if not (stated or neutral.is_neutral(label, entry)) or neutral.names_its_owner(label, entry):
            return _hidden_label(english, ui)
    return (_in_language(word(label, ui), english, ui),)


def _hidden_label(english: str, ui: str) -> tuple[str, ...]:
    """Return what stands for a label that would tell too much: to ask where it says what to do, and its language."""
    if _IMPERATIVE.search(english) or _CONDITION.match(english):
        return (gettext(_ASK, ui),)
    return tuple(word(label, ui) for language, label in LANGUAGES.items() if english.endswith(language))


def _caution(entry: Entry, phone: Phone, translated: Phone, ui: str, titled: bool) -> tuple[str, ...]:
    if not phone.caution or not translated.caution:
        return ()
    return caution(entry, phone.caution, translated.caution, ui, titled=titled)


def caution(
    entry: Entry, english: str, translated: str, ui: str, *, titled: bool, doubt: bool = True
) -> tuple[str, ...]:
    """Return what a paper says of a caution.

    Args:
        entry: whose caution it is.
        english: the caution as the directory has it.
        translated: the same in the language of the paper.
        ui: "en" or "es".
        titled: whether the text may tell what the entry is about.
        doubt: whether the caution is on the number itself: then it is told that the number may be out of date, or that
            there is more to know, where no more can be told.
    """
    if _DOUBT.search(english):
        return (gettext(_NOT_CONFIRMED if _UNCONFIRMED.match(english) else _DOUBTFUL, ui),) if doubt else ()
    if _tells_another_number(english, entry):
        return ()
    if not titled and not neutral.is_neutral(english, entry):
        return (gettext(_ASK, ui),) if doubt and _CHANGES.search(english) else ()
    return (_in_language(translated, english, ui),)


def _tells_another_number(caution: str, entry: Entry) -> bool:
    """Whether a caution warns of a number that somebody prints and that is not this entry's: on paper it would be one
    number more to dial."""
    own = {digits(number)[-7:] for number in (*(p.number for p in entry.phones), *(line.voice for line in LINES))}
    return any(digits(found)[-7:] not in own for found in _LONG_NUMBER.findall(caution))


def _in_language(text: str, english: str, ui: str) -> str:
    return marked_english(visible(text), ui) if text == english else visible(text)
