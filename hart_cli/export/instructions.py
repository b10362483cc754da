"""What travels with a number: what to press or to text, and what to know before one relies on it.

The words are for the person who dials, not for who made the directory.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hart_cli.emergency import LINES
from hart_cli.export import neutral
from hart_cli.language import in_spanish, speaking, word
from hart_cli.model import Entry, Phone
from hart_cli.output.facts import TO_DO
from hart_cli.safe import visible
from hart_cli.text import digits


class Words(NamedTuple):
    """The fixed texts in one language."""

    call: str
    text: str
    text_keyword: str
    either: str
    never_call: str
    tty: str
    extension: str
    doubt: str
    ask: str
    fails: str
    english_only: str


WORDS = {
    "en": Words(
        call="Call {}",
        text="Text {}",
        text_keyword="Text {} to {}",
        either=" or ",
        never_call="{}; do not call",
        tty="TTY {}",
        extension="ext. {}",
        doubt="This number may be out of date.",
        ask="There is more to know. Ask the person who gave you this.",
        fails="If a number does not work, call 211.",
        english_only="",
    ),
    "es": Words(
        call="Llame al {}",
        text="Texto: {}",
        text_keyword="Texto: {} al {}",
        either=" o ",
        never_call="{}; no llame",
        tty="TTY {}",
        extension="ext. {}",
        doubt="Este n\u00famero puede haber cambiado.",
        ask="Hay algo m\u00e1s que saber. Pregunte a la persona que le dio esto.",
        fails="Si un n\u00famero no responde, llame al 211.",
        english_only=" (en ingl\u00e9s)",
    ),
}
_PLAIN = {"Call", "Text", "TTY", "TDD", "Fax", "Main number"}  # say no more than the number itself
_DOUBT = re.compile(
    r"not confirmed|: old\b|\bare old\b|from an? old|rely on|no newer|not found out|may not? (?:longer )?answer|may no longer"
    r"|last seen|may be wrong|second hand|that was read|were read on|\bcopy of\b|from a page of|digits are from",
    re.IGNORECASE,
)
_KEYWORD = re.compile(r"\bText ((?:[A-Z0-9]{2,}(?: or )?)+)")
_LETTERS = re.compile(r"^[\d\s-]*[A-Z][A-Z\d-]*$")  # a number spelled in letters
_LONG_NUMBER = re.compile(r"\+?\d[\d-]{5,}\d")
_REASON = re.compile(r"(?<=\d) (?:for|para) [^;,.()]+", re.IGNORECASE)


def number(phone: Phone, ui: str) -> str:
    """Return a number for reading, with its extension."""
    extension = f" {WORDS[ui].extension.format(phone.extension)}" if phone.extension else ""
    return visible(phone.number + extension)


def texting(entry: Entry, phone: Phone, ui: str) -> str:
    """Return how to text a number: the word to send, where one is stated, and that it must not be dialed, where it is
    no number for calls."""
    words = WORDS[ui]
    keyword = _KEYWORD.search(_original(entry, phone).label or "")
    said = words.text.format(phone.number)
    if keyword:
        said = words.text_keyword.format(keyword[1].strip().replace(" or ", words.either), phone.number)
    calls = any(digits(other.number) == digits(phone.number) for other in entry.phones if other.channel == "voice")
    return visible(said if calls else words.never_call.format(said))


def tty(phone: Phone, ui: str) -> str:
    """Return a number for text telephones or videophones, as one."""
    return visible(WORDS[ui].tty.format(phone.number))


def beside(entry: Entry, phone: Phone, ui: str, *, titled: bool) -> tuple[str, ...]:
    """Return what stands with a number: what to press and say, and its caution.

    Args:
        entry: whose number it is, as the directory has it.
        phone: one of its numbers.
        ui: "en" or "es".
        titled: whether the text may tell what the entry is about.
    """
    shown = _shown(entry, phone, ui)
    return (*_label(entry, phone, shown, ui, titled), *_caution(entry, phone, shown, ui, titled))


def _original(entry: Entry, phone: Phone) -> Phone:
    """Return the number as the directory has it in English."""
    return next((one for one in entry.phones if one[:4] == phone[:4]), phone)


def _shown(entry: Entry, phone: Phone, ui: str) -> Phone:
    if ui != "es" or phone not in entry.phones:
        return phone
    return in_spanish(entry).phones[entry.phones.index(phone)]


def _label(entry: Entry, phone: Phone, shown: Phone, ui: str, titled: bool) -> tuple[str, ...]:
    english, label = phone.label, shown.label
    if not english or not label or english in _PLAIN or (phone.channel == "text" and _KEYWORD.search(english)):
        return ()
    if phone.channel == "tty" and english.startswith("TDD"):
        return ()
    if _LETTERS.match(english) or digits(english) == digits(phone.number):
        return ()  # the digits stand there
    if not titled:
        if not TO_DO.search(label):
            return ()  # whose number it is, and no more
        label = _REASON.sub(lambda found: found[0] if neutral.is_neutral(found[0], entry) else "", label)
        if not neutral.is_neutral(label, entry):
            return (WORDS[ui].ask,)
    if ui == "es":
        with speaking(ui):
            label = word(label)
    return (_said(label, english, ui),)


def _caution(entry: Entry, phone: Phone, shown: Phone, ui: str, titled: bool) -> tuple[str, ...]:
    if not phone.caution or not shown.caution:
        return ()
    return caution(entry, phone.caution, shown.caution, ui, titled=titled)


def caution(entry: Entry, english: str, shown: str, ui: str, *, titled: bool, doubt: bool = True) -> tuple[str, ...]:
    """Return what a paper says of a caution.

    Args:
        entry: whose caution it is.
        english: the caution as the directory has it.
        shown: the same in the language of the paper.
        ui: "en" or "es".
        titled: whether the text may tell what the entry is about.
        doubt: whether to say that a number may be out of date, where that is all that it means.
    """
    if _DOUBT.search(english):
        return (WORDS[ui].doubt,) if doubt else ()
    if _tells_another_number(english, entry):
        return ()
    if not titled and not neutral.is_neutral(english, entry):
        return (WORDS[ui].ask,)
    return (_said(shown, english, ui),)


def _tells_another_number(caution: str, entry: Entry) -> bool:
    """Whether a caution warns of a number that somebody prints and that is not this entry's: on paper it would be one
    number more to dial."""
    own = {digits(number)[-7:] for number in (*(p.number for p in entry.phones), *(line.voice for line in LINES))}
    return any(digits(found)[-7:] not in own for found in _LONG_NUMBER.findall(caution))


def _said(text: str, english: str, ui: str) -> str:
    return visible(text) + (WORDS[ui].english_only if ui == "es" and text == english else "")
