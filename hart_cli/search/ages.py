"""An age in the words of a question: "mentor 13", "my 12 year old", "im 15", "17yo", "14 f", "de 15".

Read only where a question holds a digit or a number in words. The patterns are written in what Python and
JavaScript share, since the script of the page reads with the same ones (`RULES`).
"""

from __future__ import annotations

import re
from typing import NamedTuple

OLDEST = 120

NUMBER_WORDS = {
    "ten": 10, "eleven": 11, "twelve": 12, "thirteen": 13, "fourteen": 14, "fifteen": 15, "sixteen": 16,
    "seventeen": 17, "eighteen": 18, "nineteen": 19, "twenty": 20, "diez": 10, "doce": 12, "trece": 13,
    "catorce": 14, "quince": 15, "dieciseis": 16, "diecisiete": 17, "dieciocho": 18, "diecinueve": 19,
    "veinte": 20,
}  # fmt: skip
_NUMBER = rf"(\d{{1,3}}|{'|'.join(NUMBER_WORDS)})"

# A number with one of these behind it counts something else: hours, people, a share.
_COUNTED = (
    r"(?!\s*(?:hours?|hrs?|h|minutes?|mins?|days?|weeks?|months?|am|pm|a\.m|p\.m|percent|th|nd|rd|st|miles?|dollars?"
    r"|bucks|grade|grader|people|children|men|women|horas?|dias?|meses|mes|semanas?|minutos?|personas?|mil)\b)"
    r"(?!\s+(?!(?:years|yrs|anos|needs|has|is|was|lives|wants|says|feels)\b)[a-z]{2,}s\b)"
)
_ENDS = r"(?![\w%+]|[-/:.,]\d)"

# What holds a number that is no age: "17a-106f", "14-21", "between 12 and 17", "under 18", "18+", "24/7", "9 to 5".
NO_AGE = (
    r"\b\d{1,4}[a-z]?\s*(?:-|\u2013|/|to|through|thru|and|or|y|o|a)\s*\d{1,4}\b"
    r"|\b\d{1,2}[a-z]{1,2}-\d{1,4}[a-z]?\b"
    r"|\b(?:under|over|below|above|than|least|most|until|till|menor(?:es)? de|mayor(?:es)? de|mas de|menos de)\s+\d{1,3}\b"
    r"|\b\d{1,3}\s*(?:\+|plus\b|and (?:up|over|older|under|younger)\b)"
    r"|\d[\d().\s-]{5,}\d"
)
_KIN = (
    "girl|boy|f|m|female|male|teen|teenager|daughter|son|kid|child|niece|nephew|sister|brother|girlfriend|gf|client"
    "|student|youth|minor|hija|hijo|nina|nino|chica|chico|joven|muchacha|muchacho|hermana|hermano|sobrina|sobrino"
)
RANGE = (
    r"\b(?:ages?|aged|between|entre|edad(?:es)?)\s+(?:de\s+)?\d{1,3}\s*(?:-|\u2013|to|through|and|y|a)\s*\d{1,3}\b"
    r"|\b(?:under|over|below|above|than|menor(?:es)? de|mayor(?:es)? de)\s+\d{1,3}\b(?!\s*(?:hours?|days?))"
    r"|\b\d{1,3}\s*(?:\+|and (?:up|over|older|under|younger)\b)"
    rf"|\b(?:{_KIN})s?\s*,?\s*\d{{1,2}}\s*(?:and|or|y|o|,|&)\s*\d{{1,2}}\b"
)
"""Ages that are a range, a bound or several: a note says that they were not read."""


ANOTHER = ("boyfriend", "bf", "husband", "pimp", "boss", "trafficker", "novio", "esposo", "dad", "father", "uncle")
"""Whose age is not the one that is asked about."""

_ANOTHER = "".join(rf"(?<!\b{who} )" for who in ANOTHER)
_ALMOST = r"(?:only |just |almost |about |turning |solo |casi )?"

_OLD = (
    rf"\b{_NUMBER}[\s-]*(?:years?[\s-]*olds?|yrs?[\s-]*olds?|y\s*/?\s*o|years? of age|anos? de edad"
    r"|f|m|female|male|girl|boy)\b"
)
_NO_DURATION = r"(?<!\bfor )(?<!\blast )(?<!\bpast )(?<!\bhace )(?<!\bpor )(?<!\bdurante )"
_OF_KIN = (
    rf"\b(?:{_KIN})\s*,?\s*(?:who is|whos|is|was|just turned|turned|turning|que tiene|tiene|de|age)?\s*"
    rf"{_NUMBER}{_ENDS}{_COUNTED}"
)
_IS = (
    rf"{_ANOTHER}\b(?:is|shes|hes|theyre|they are|whos|turned|turning|tiene|cumplio|de)\s+{_ALMOST}"
    rf"{_NUMBER}{_ENDS}{_COUNTED}"
)
PATTERNS = (
    (rf"\b(?:i am|im|i m|i just turned|i turned|tengo|cumpli)\s+{_ALMOST}{_NUMBER}{_ENDS}{_COUNTED}", False, False),
    (_OLD, True, True),
    (rf"{_NO_DURATION}\b{_NUMBER}[\s-]*(?:yrs?|anos?)\b", True, True),
    (rf"\b(?:ages?|aged|age of|age is|edad)\s*:?\s*(?:de\s*)?{_NUMBER}{_ENDS}", False, True),
    (_OF_KIN, False, False),
    (_IS, False, False),
)
"""Each: a pattern, whether its number stands first in it, and whether all of it is cut from the question."""

_FIRST_PERSON = 0

BARE = rf"(?<![\w.,/:$#+-])(\d{{1,3}}){_ENDS}{_COUNTED}(?!\s*(?:years?|yrs?|anos?)\b)"
"""A number that stands alone. It is an age beside a word of need, unless one of these stands before it or
another number beside it."""

NOT_BEFORE = tuple(
    "act acts pa public section sec sections grade page step room apt apartment unit route rt exit line channel day"
    " bill hb sb no number top text dial call press chapter title tier phase level form type covid article part love"
    " open press option suite floor bus highway i95 vol volume model code zip region district ward box ley acto seccion"
    " grado pagina articulo linea numero texto llame last past next first in por hace".split()
)
_MONTHS = r"\b(\d{1,2})[\s-]*(?:months?|mos?|weeks?|wks?|days?)[\s-]*olds?\b|\b(\d{1,2}) (?:meses|semanas) de edad\b"

RULES = {
    "oldest": OLDEST,
    "number_words": NUMBER_WORDS,
    "no_age": NO_AGE,
    "range": RANGE,
    "patterns": PATTERNS,
    "bare": BARE,
    "not_before": NOT_BEFORE,
    "another": ANOTHER,
    "months": _MONTHS,
}
"""The same for the script of a page (`search.page_data`)."""


class Age(NamedTuple):
    """An age in years that was read, the text without it, and whether another age was not read."""

    years: int | None
    rest: str
    unread: bool


class _Candidate(NamedTuple):
    pattern: int
    at: int
    years: int
    cut: tuple[int, int]


def may_hold_age(folded: str) -> bool:
    """Whether a folded text holds a digit or a number in words, so that it is worth reading on."""
    return any(c.isdigit() for c in folded) or not NUMBER_WORDS.keys().isdisjoint(folded.replace("-", " ").split())


def take_age(folded: str) -> Age:
    """Return an age that the folded text names, wherever it stands.

    Who speaks of herself comes before whom she speaks of ("im 17 and he is 30"), then what stands first.
    """
    months = re.search(_MONTHS, folded)
    if months:
        number = int(months[1] or months[2])
        is_months = "mo" in months[0] or "mes" in months[0]
        return Age(number // 12 if is_months else 0, _cut(folded, months.span()), False)
    masked = re.sub(NO_AGE, lambda match: re.sub(r"\d", "~", match[0]), folded)
    found = _named(masked) or _alone(masked)
    unread = re.search(RANGE, folded) is not None
    if not found:
        return Age(None, folded, unread)
    own = [c for c in found if c.pattern == _FIRST_PERSON]
    chosen = min(own or found, key=lambda c: c.at)
    unread = unread or any(c.years != chosen.years for c in found)
    if chosen.pattern < 0 and unread:
        return Age(None, folded, True)
    start, end = chosen.cut
    for other in found:
        if other.at == chosen.at:
            start, end = min(start, other.cut[0]), max(end, other.cut[1])
    return Age(chosen.years, _cut(folded, (start, end)), unread)


def _cut(text: str, span: tuple[int, int]) -> str:
    return f"{text[: span[0]]} {text[span[1] :]}"


def _named(masked: str) -> list[_Candidate]:
    found = []
    for n, (pattern, first, whole) in enumerate(PATTERNS):
        for match in re.finditer(pattern, masked):
            years = NUMBER_WORDS[match[1]] if match[1] in NUMBER_WORDS else int(match[1])
            at = match.start() if first else match.end() - len(match[1])
            if years <= OLDEST:
                found.append(_Candidate(n, at, years, match.span() if whole else (at, at + len(match[1]))))
    return found


def _alone(masked: str) -> list[_Candidate]:
    found = []
    for match in re.finditer(BARE, masked):
        before = re.findall(r"[a-z0-9~]+", masked[: match.start()])
        after = re.findall(r"[a-z0-9~]+", masked[match.end() :])
        beside = [*before[-1:], *after[:1]]
        numbered = any(re.search(r"[\d~]", word) for word in beside)
        of_another = not set(before[-2:]).isdisjoint(ANOTHER) or (before and before[-1] in NOT_BEFORE)
        if int(match[1]) <= OLDEST and beside and not numbered and not of_another:
            found.append(_Candidate(-1, match.start(), int(match[1]), match.span()))
    return found
