"""How text becomes terms: folding, words, stems and numbers.

Compiling a directory and reading a query use the same rules, so this module is in a low layer.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Protocol, cast

from hart_cli.number_words import written_number

_APOSTROPHES_AND_DASHES = str.maketrans(
    dict.fromkeys("'\u2018\u2019\u02bc`\u00b4", "") | dict.fromkeys("\u2010\u2011\u2012\u2013\u2014\u2015\u2212", "-")
)
_BETWEEN_DIGITS = str.maketrans("", "", " -\t\n")
_NOT_SEEN = ("Cf", "Mn", "Me", "Mc")
# The letters of an abbreviation: "d.c.f.", "f.b.i" and, where every letter has its dot, "d. c. f."
_DOTTED = r"(?<![a-z0-9])[a-z](?:\.[a-z])+(?![a-z0-9])|(?<![a-z0-9])[a-z]\.(?: ?[a-z]\.)+"
_WORD = re.compile(r"[a-z0-9]+")
# Compiled by re when first used: most questions hold no digit.
_RUN_OF_NUMBERS = r"[0-9]+(?:[-\s./()]+[0-9]+)*"
_SECTION = r"\b([0-9]{1,2}[a-z]?)\s*-\s*([0-9]{1,4}[a-z]?)\b"


class Stemmer(Protocol):
    """The one method of snowballstemmer that hart uses."""

    def stemWord(self, word: str) -> str:  # noqa: N802 - the library's name
        """Return the stem of one folded word."""
        ...


ENGLISH_STOP_WORDS = frozenset(
    "a about after all also am an and any are as at be been being but by can could did do does "
    "doing for from get gets getting give go going got had has have having he her here hers him "
    "his how i if im in into is isnt it its ive just let lets like may me might my myself no not "
    "of off on or our out please she should so some somebody someone something than that the "
    "their them then there theres these they thing things this those to too up us want wants was "
    "we were what whats when where wheres which who whos why will with would you your yours".split()
)
SPANISH_STOP_WORDS = frozenset(
    "al alguien alguna alguno como con cual cuando de del desde donde el ella en era es esa ese esta "
    "este esto fue hay la las le les lo los me mi mis muy para pero por porque que quien quiero se ser "
    "si sin sobre soy su sus tu un una uno y ya yo necesito puedo puede tengo tiene hacer".split()
)
STOP_WORDS = ENGLISH_STOP_WORDS | SPANISH_STOP_WORDS
"""Words too common to tell entries apart."""


def fold(text: str) -> str:
    """Return `text` in lower case, for comparing: without accents, apostrophes and characters that nobody
    sees, every dash a hyphen, and letters with dots between them as one word.

    >>> fold("Parents' GUÍA")
    'parents guia'
    >>> fold("D.C.F. care\\u200bline, ages 14\\u201321")
    'dcf. careline, ages 14-21'
    """
    if text.isascii():
        text = text.lower().replace("'", "").replace("`", "")
    else:
        decomposed = unicodedata.normalize("NFKD", text)
        text = "".join(c for c in decomposed if unicodedata.category(c) not in _NOT_SEEN)
        text = text.casefold().translate(_APOSTROPHES_AND_DASHES)
    return re.sub(_DOTTED, _without_dots, text) if "." in text else text


def _without_dots(match: re.Match[str]) -> str:
    end = "." if match[0].endswith(".") else ""
    return match[0].replace(".", "").replace(" ", "") + end


def with_written_numbers(folded: str) -> str:
    """Return a folded text with the numbers that stand in it digit by digit, in words, as figures.

    >>> with_written_numbers("i called nine-one-one")
    'i called 911'
    """
    matches = list(_WORD.finditer(folded))
    spelled = [match[0] for match in matches]
    while number := written_number(spelled):
        start, end, figures = number
        first, last = matches[start].start(), matches[end - 1].end()
        if folded[first:last].translate(_BETWEEN_DIGITS).isalnum():
            return folded[:first] + figures + with_written_numbers(folded[last:])
        spelled[start] = ""
    return folded


def words(text: str) -> list[str]:
    """Return the folded words of `text` in order: runs of letters and digits.

    >>> words("LGBTQ+ Hotline (12/11/18)")
    ['lgbtq', 'hotline', '12', '11', '18']
    """
    return _WORD.findall(fold(text))


@cache
def stem(word: str) -> str:
    """Return the stem that the forms of an English word share (Snowball's English stemmer).

    It need not be a word, only the same string for every form. Words with digits stay as they are.

    >>> [stem(w) for w in ("trafficking", "traffickers", "mentors", "mentoring", "53a")]
    ['traffick', 'traffick', 'mentor', 'mentor', '53a']
    """
    return _stemmer("english").stemWord(word) if word.isalpha() else word


@cache
def _stemmer(language: str) -> Stemmer:
    # Imported late: a question in words that the directory knows needs no stemmer.
    from snowballstemmer import stemmer

    return cast("Stemmer", stemmer(language))


ALIKE = {
    **dict.fromkeys(
        "kid child children minor teen teenag adolesc student son daughter youth youngster hij niñ nin "
        "menor estudi alumn".split(),
        "child",
    ),
    **dict.fromkeys("boyfriend girlfriend husband wife spous partner ex novi espos marid parej".split(), "partner"),
}
"""Stems that stand for the same person in a phrase: what is said of a kid is meant of a daughter, too."""


def apart(terms: list[str], language: str = "") -> str:
    """Return the key of a phrase whose words may stand in any order, with others between.

    >>> apart(["tap", "phone"]) == apart(["phone", "tap"]), apart(["sold", "kid"]) == apart(["sold", "son"])
    (True, True)
    """
    return f"~{language} " + " ".join(sorted({ALIKE.get(term, term) for term in terms}))


@cache
def spanish_stem(word: str) -> str:
    """Return the stem that the forms of a Spanish word share (Snowball's Spanish stemmer).

    >>> spanish_stem("abogadas") == spanish_stem("abogado")
    True
    """
    return _stemmer("spanish").stemWord(word) if word.isalpha() else word


SOUNDS = (
    ("ph", "f"),
    ("^wh", "w"),
    ("ck|q", "k"),
    ("c(?=[eiy])", "s"),
    ("c", "k"),
    ("(?:ie|ey|ee|y|i)$", "i"),
    ("y", "i"),
    ("z", "s"),
    (r"(.)\1+", r"\1"),
    ("(?<=.)h", ""),
)
"""What is replaced, one after the other, so that words which sound alike are written alike."""


def sound(word: str) -> str:
    """Return a spelling that words which sound alike share.

    >>> sound("tanya") == sound("tania"), sound("debbie") == sound("debi")
    (True, True)
    """
    for pattern, instead in SOUNDS:
        word = re.sub(pattern, instead, word)  # compiled once by re, and only where it is needed
    return word


def stems(text: str) -> list[str]:
    """Return the stems of the words of `text` in order."""
    return [stem(w) for w in words(text)]


def is_code(target: str) -> bool:
    """Whether a target of the thesaurus is a code of the vocabulary and no name.

    >>> is_code("topic:housing"), is_code("OVC: help for survivors")
    (True, False)
    """
    return target.startswith(("topic:", "group:", "kind:"))


def digits(text: str) -> str:
    """Return only the digits of `text`."""
    return "".join(c for c in text if c in "0123456789")


def number_runs(text: str) -> list[str]:
    """Return the digits of each run of numbers in `text`, however they are spaced or dashed.

    >>> number_runs("call 860 832-5535 or 911")
    ['8608325535', '911']
    """
    return [digits(run) for run in re.findall(_RUN_OF_NUMBERS, fold(text))]


def sections(text: str) -> list[str]:
    """Return what looks like an act number or a section of the statutes, e.g. 16-71 or 53a-82.

    >>> sections("PA 16-71 changed 53a-82")
    ['16-71', '53a-82']
    """
    return [f"{a}-{b}" for a, b in re.findall(_SECTION, fold(text))]


def e164(number: str) -> str | None:
    """Return a United States number in the international form, or None for short codes.

    >>> e164("1-800-842-2288"), e164("911")
    ('+18008422288', None)
    """
    only = digits(number)
    if len(only) == 11 and only.startswith("1"):
        return "+" + only
    if len(only) == 10:
        return "+1" + only
    return None
