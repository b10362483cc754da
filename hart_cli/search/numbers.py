"""Numbers in a question: a phone number, an act, a section, a ZIP code.

Read only where a question holds a digit. Numbers are never guessed: one that can only be a phone or an
act, and is none here, finds nothing.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from hart_cli.store.store import Store
from hart_cli.text import number_runs, sections, words

_ACT = re.compile(r"\b(?:public\s+acts?|acts?|p\.?\s?a\.?)?\s*(?:20)?(\d{2})(?:\s*[./-]\s*|\s?)0*(\d{2,3})\b")
_ACT_ALONE = re.compile(r"\s*\d{2}\s*-\s*\d{1,3}\s*")
_ACT_NAMED = re.compile(r"\b(?:public\s+acts?|acts?|p\.?\s?a)\.?\s*#?\s*(?:20)?(\d{2})(?:[\s./-](\d{1,3})|(\d{2,3}))\b")
_YEAR = re.compile(r"(?:19|20)\d{2}")


class Exact(NamedTuple):
    """Entries that the question names exactly: by number, act or section."""

    numbers: tuple[int, ...]
    score: float
    why: str


def take_numbers(folded: str, store: Store) -> tuple[tuple[Exact, ...], str, bool]:
    """Return the entries named by numbers, the text without those numbers, and whether a number
    that can only be a phone or act number names nothing."""
    exact: list[Exact] = []
    for match in _ACT.finditer(folded):
        found = store.keyed(f"act:{match[1]}{match[2].lstrip('0')}")
        if found:
            exact.append(Exact(tuple(found), 9.0, f"is Public Act {match[1]}-{match[2]}"))
            return tuple(exact), f"{folded[: match.start()]} {folded[match.end() :]}", False
    named = _ACT_NAMED.search(folded)
    if named and not _YEAR.fullmatch(named[1] + (named[2] or named[3])):
        return (), folded, True
    for section in sections(folded):
        found = store.keyed(f"section:{section}")
        if found:
            return (Exact(tuple(found), 8.0, f"is about section {section}"),), folded.replace(section, " "), False
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


def _phone(run: str, store: Store) -> list[Exact]:
    """Return the entries that a run of digits names: by their own number, then by a contact's."""
    if len(run) == 5 and (there := store.keyed(f"zip:{run}")):
        return [Exact(tuple(there), 8.0, f"is at the ZIP code {run}")]
    if len(run) < 4 or _YEAR.fullmatch(run) or (len(run) == 5 and store.term_of(run)):
        own = store.keyed(f"phone:{run}") if 3 <= len(run) < 6 else []
        return [Exact(tuple(own), 9.0, f"has the number {run}")] if own else []
    found = []
    for prefix, lower in (("phone:", 0.0), ("line:", 0.3)):
        whole = (
            store.keyed(prefix + run) or store.keyed(f"{prefix}1{run}") or store.keyed(prefix + run.removeprefix("1"))
        )
        held = [] if whole else store.keys_with(prefix, run)
        ends = [no for key, no in held if key.endswith(run)]
        inside = [no for _, no in held] if len(run) < 7 else []
        for numbers, score, why in (
            (whole, 9.0, f"has the number {run}"),
            (ends, 8.5, f"has a number that ends in {run}"),
            (inside, 7.0, f"has a number with {run} in it"),
        ):
            if numbers:
                found.append(Exact(tuple(numbers), score - lower, why))
                break
    best = max((exact.score for exact in found), default=0.0)
    return [exact for exact in found if exact.score > best - 1]
