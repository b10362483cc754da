"""Numbers in a question: a phone number, an act, a section, a ZIP code.

Read only where a question holds a digit. Numbers are never guessed: one that can only be a phone or an
act, and is none here, finds nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from hart_cli.i18n.messages import Message, message
from hart_cli.search.weights import WEIGHTS
from hart_cli.store.store import Store
from hart_cli.text import number_runs, sections, words

_ACT = re.compile(r"\b(?:public\s+acts?|acts?|p\.?\s?a\.?)?\s*(?:20)?(\d{2})(?:\s*[./-]\s*|\s?)0*(\d{2,3})\b")
_ACT_ALONE = re.compile(r"\s*\d{2}\s*-\s*\d{1,3}\s*")
_ACT_NAMED = re.compile(r"\b(?:public\s+acts?|acts?|p\.?\s?a)\.?\s*#?\s*(?:20)?(\d{2})(?:[\s./-](\d{1,3})|(\d{2,3}))\b")
_YEAR = re.compile(r"(?:19|20)\d{2}")


_LINK = r"\b(?:mailto|tel|sms):"
_EMAIL = r"[a-z0-9._%+-]+@[a-z0-9-]+(?:\.[a-z0-9-]+)+"
_ZIP_AND_ROUTE = r"(?<![\d-])(\d{5})-\d{4}(?![\d-])"
_BEFORE_SECTION = (
    r"(?:\b(?:sections?|secs?|cgs|statutes?|conn(?:ecticut)?\.? gen(?:eral)?\.? stat(?:utes?)?)\b|\u00a7)[\s.\u00a7]*"
    r"(?=(?:(?:sections?|secs?)\b[\s.]*)?\d{1,2}[a-z]{0,2}[\s-]+\d)"
)
_SECTION_APART = r"\b(\d{1,2}[a-z]{1,2})(?:\s+|\s*-\s*)(\d{1,4}[a-z]?)\b(?:\s*\([a-z0-9]{1,3}\))*"
_BILL = (
    r"\b(?:(?:substitute|sub\.?)\s+(?:for\s+)?)?(?:s?([hs])\.?\s?b\b|(house|senate)\s+bill\b|bill\b)\.?"
    r"\s*(?:(?:no|number)\b\.?|#)?\s*#?0*(\d{3,5})\b"
)
_BILL_GLUED = r"\bs?([hs])b0*(\d{3,5})\b"
_ROUND_THE_CLOCK = r"(?<![\d-])24\s*[-/]\s*7(?:\s*[-/]\s*365)?(?![\d-])"
_TIME = r"(\d{1,2})(?::\d\d)?\s*(am|pm)?"
_FROM_TO = rf"(?<![\w./-]){_TIME}\s*(?:-|to|until|through|thru|and|y|a|hasta)\s*{_TIME}(?![\w/-]|\.\d)"
_AGES_BEFORE = (
    r"\b(?:ages?|aged|age range|age group|edad(?:es)?|between|entre|from|years?|kids?|child(?:ren)?|teens?|teenagers?"
    r"|youths?|young people|girls?|boys?|minors?|students?|adolescents?|survivors?|victims?|ninos?|ninas?|jovenes|menores"
    r"|adolescentes|chicos?|chicas?)[\s,:(]*(?:de\s+|of\s+)?$"
)
_AGES_ALONE = r"\b(?:ages?|aged|age range|age group|edad(?:es)?|between|entre|from)[\s,:(]*(?:de\s+|of\s+)?$"
_AGES_AFTER = (
    r"^[\s)-]*(?:years?[\s-]*olds?|yrs?[\s-]*olds?|y\s*/?\s*os?\b|years? of age|anos(?: de edad)?\b)"
    r"|^[\s)]*(?=\b(?:kids?|child(?:ren)?|teens?|teenagers?|youths?|girls?|boys?|minors?|students?|jovenes|ninos|menores)\b)"
)
_BEFORE_NUMBER = r"\b(?:public\s+acts?|acts?|pa|bill|sections?|secs?|hb|sb|no|number|line|route|rt|page|room)\.?\s*#?$"
_OLDEST, _OLDEST_YOUNG = 120, 26


RULES = {
    "link": _LINK,
    "email": _EMAIL,
    "zip_and_route": _ZIP_AND_ROUTE,
    "before_section": _BEFORE_SECTION,
    "section_apart": _SECTION_APART,
    "bill": _BILL,
    "bill_glued": _BILL_GLUED,
    "round_the_clock": _ROUND_THE_CLOCK,
    "from_to": _FROM_TO,
    "ages_before": _AGES_BEFORE,
    "ages_alone": _AGES_ALONE,
    "ages_after": _AGES_AFTER,
    "before_number": _BEFORE_NUMBER,
    "oldest": _OLDEST,
    "oldest_young": _OLDEST_YOUNG,
}
"""The same for the script of a page (`search.page_data`)."""


class Spans(NamedTuple):
    """A folded text without what spans from one number to another: ages, hours."""

    text: str
    has_ages: bool
    has_hours: bool


def in_one_style(folded: str) -> str:
    """Return a folded text with numbers as the directory writes them: no "mailto:" before an address, a ZIP code
    without its route, a section with a hyphen and no "sec." before it, hours round the clock as "24/7".

    >>> in_one_style("mailto:a@b.org"), in_one_style("06106-1234"), in_one_style("sec. 53a 82"), in_one_style("24-7")
    (' a@b.org', '06106', '53a-82', '24/7')
    """
    folded = re.sub(_LINK, " ", folded)
    folded = re.sub(_ZIP_AND_ROUTE, r"\1", folded)
    folded = re.sub(_BEFORE_SECTION, "", folded)
    folded = re.sub(_SECTION_APART, r"\1-\2", folded)
    clock = re.search(_ROUND_THE_CLOCK, folded)
    if clock and not re.search(_BEFORE_NUMBER, folded[: clock.start()]):
        folded = f"{folded[: clock.start()]}24/7{folded[clock.end() :]}"
    return folded


def take_spans(folded: str, store: Store) -> Spans:
    """Return a folded text without ranges of ages and hours, and whether it held any: "ages 14-21", "9-5".

    Two numbers with a hyphen alone are a range of ages only where they are the number of no act.
    """
    ages = hours = False
    at = 0
    while match := re.compile(_FROM_TO).search(folded, at):
        before, after = folded[: match.start()], folded[match.end() :]
        kind = _kind_of_span(match, before, after, store)
        at = match.start() + 1
        if kind is None:
            continue
        ages, hours = ages or kind == "ages", hours or kind == "hours"
        if kind == "ages":
            before, after = re.sub(_AGES_ALONE, "", before), re.sub(_AGES_AFTER, "", after)
        folded, at = f"{before} {after}", len(before)
    return Spans(folded, ages, hours)


def _kind_of_span(match: re.Match[str], before: str, after: str, store: Store) -> str | None:
    """Return "ages" or "hours" for what spans two numbers, or None where it is something else."""
    first, last = int(match[1]), int(match[3])
    if match[2] or match[4]:
        return "hours"
    if re.search(_BEFORE_NUMBER, before):
        return None
    if first < last <= _OLDEST and (re.search(_AGES_BEFORE, before) or re.search(_AGES_AFTER, after)):
        return "ages"
    has_hyphen = re.fullmatch(r"[\d:]+\s*-\s*[\d:]+", match[0]) is not None
    is_named = bool(store.keyed(f"act:{match[1]}{match[3].lstrip('0')}"))
    if last < first <= 12 and (has_hyphen or " to " in match[0]):
        return "hours"
    has_words = any(c.isalpha() for c in before + after)
    return "ages" if has_hyphen and has_words and not is_named and first < last <= _OLDEST_YOUNG else None


class ExactMatch(NamedTuple):
    """Entries that a number of the query names exactly.

    Attributes:
        entries: the numbers of the entries in their directory.
        kind: what the number is: "act", "section", "email", "zip", "phone", "phone_end" and others of which
            `weights.WEIGHTS` says what they count ("exact.act").
        reason: why, for `--explain`.
    """

    entries: tuple[int, ...]
    kind: str
    reason: Message

    @property
    def score(self) -> float:
        """What the match counts."""
        return WEIGHTS[f"exact.{self.kind}"]


def take_numbers(folded: str, store: Store) -> tuple[tuple[ExactMatch, ...], str, bool]:  # noqa: C901, PLR0911 (the forms in their order)
    """Return the entries named by numbers, the text without those numbers, and whether a number
    that can only be a phone or act number names nothing."""
    exact: list[ExactMatch] = []
    email = re.search(_EMAIL, folded)
    if email:
        found = _email(email[0].rstrip("."), store)
        return found, f"{folded[: email.start()]} {folded[email.end() :]}", not found
    bill = re.search(_BILL, folded) or re.search(_BILL_GLUED, folded)
    if bill:
        found = _bill(bill, store)
        return found, f"{folded[: bill.start()]} {folded[bill.end() :]}", not found
    for match in _ACT.finditer(folded):
        acts = store.keyed(f"act:{match[1]}{match[2].lstrip('0')}")
        if acts:
            why = message("is Public Act {act}", act=f"{match[1]}-{match[2]}")
            return (ExactMatch(tuple(acts), "act", why),), f"{folded[: match.start()]} {folded[match.end() :]}", False
    named = _ACT_NAMED.search(folded)
    if named and not _YEAR.fullmatch(named[1] + (named[2] or named[3])):
        return (), folded, True
    for section in sections(folded):
        touching = store.keyed(f"section:{section}")
        if touching:
            why = message("is about section {section}", section=section)
            return (ExactMatch(tuple(touching), "section", why),), folded.replace(section, " "), False
    if _ACT_ALONE.fullmatch(folded) and not store.keyed("name:" + " ".join(words(folded))):
        return (), folded, True
    for run in number_runs(folded):
        hits = _phone(run, store)
        if hits:
            exact += hits
            pattern = r"[-\s./()]*".join(run)
            folded = re.sub(rf"(?<!\d)\+?{pattern}(?!\d)", " ", folded, count=1)
        elif len(run) >= 6:
            return tuple(exact), folded, True
    return tuple(exact), folded, False


def _email(address: str, store: Store) -> tuple[ExactMatch, ...]:
    """Return the entries with this e-mail address, or else those whose contacts have it."""
    own, contacts = store.keyed(f"email:{address}"), store.keyed(f"mail:{address}")
    found = (
        ExactMatch(tuple(own), "email", message("has the e-mail address")),
        ExactMatch(tuple(contacts), "contact_email", message("has a contact with it")),
    )
    return tuple(match for match in found if match.entries)


def _bill(match: re.Match[str], store: Store) -> tuple[ExactMatch, ...]:
    """Return the acts that a bill of the House or the Senate became."""
    *chamber, number = match.groups()
    letters = [(name or "")[0] for name in chamber if name] or ["h", "s"]
    acts = [no for letter in letters for no in store.keyed(f"bill:{letter}b{number}")]
    named = ((no, store.entry(no).act) for no in acts)
    return tuple(
        ExactMatch((no,), "act", message("is Public Act {act}, bill {bill}", act=act.number, bill=act.bill))
        for no, act in named
        if act
    )


def _phone(run: str, store: Store) -> list[ExactMatch]:
    """Return the entries that a run of digits names: by their own number, then by a contact's."""
    if len(run) == 5 and (there := store.keyed(f"zip:{run}")):
        return [ExactMatch(tuple(there), "zip", message("is at the ZIP code {code}", code=run))]
    if len(run) < 4 or _YEAR.fullmatch(run) or (len(run) == 5 and store.term_of(run)):
        own = store.keyed(f"phone:{run}") if 3 <= len(run) < 6 else []
        return [ExactMatch(tuple(own), "phone", message("has the number {digits}", digits=run))] if own else []
    found = [*_numbered("phone:", "phone", run, store), *_numbered("line:", "contact_phone", run, store)]
    best = max((match.score for match in found), default=0.0)
    return [match for match in found if match.score > best - 1]


def _numbered(prefix: str, kind: str, run: str, store: Store) -> Iterator[ExactMatch]:
    """Yield the entries with a number that is a run of digits, else ends in it, else holds it."""
    whole = store.keyed(prefix + run) or store.keyed(f"{prefix}1{run}") or store.keyed(prefix + run.removeprefix("1"))
    if whole:
        yield ExactMatch(tuple(whole), kind, message("has the number {digits}", digits=run))
        return
    held = store.keys_with(prefix, run)
    ends = tuple(no for key, no in held if key.endswith(run))
    if ends:
        yield ExactMatch(ends, f"{kind}_end", message("has a number that ends in {digits}", digits=run))
    elif held and len(run) < 7:
        entries = tuple(no for _, no in held)
        yield ExactMatch(entries, f"{kind}_part", message("has a number with {digits} in it", digits=run))
