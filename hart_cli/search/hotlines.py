"""Which lines answer: the three emergency lines, those that words mean, or all of them."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from hart_cli.emergency import LINES
from hart_cli.hotline_question import chosen_lines
from hart_cli.i18n.messages import Bilingual
from hart_cli.model import BUNDLED, Entry, Hit, Phone, Question, Result
from hart_cli.search.browse import browse
from hart_cli.search.find import find
from hart_cli.search.weights import EXACT
from hart_cli.store.loader import Directories

LINE_LABELS = {
    "emergency": "Emergency",
    "talk": "Someone to talk to",
    "report": "Report",
    "enforcement": "Law and immigration enforcement",
}
"""The groups of lines in their order."""

_EMERGENCY_ORDER = [line.id for line in LINES]


def _place(hit: Hit) -> tuple[int, int]:
    entry = hit.entry
    groups = list(LINE_LABELS)
    group = groups.index(entry.line) if entry.line in groups else 1
    own = _EMERGENCY_ORDER.index(entry.id) if entry.id in _EMERGENCY_ORDER else len(_EMERGENCY_ORDER)
    return group, own


def find_lines(question: Question, directories: Directories, everything: bool) -> Result:
    """Return lines: those that the words mean, all of them, or the three emergency lines.

    Args:
        question: its filters hold the kind "hotline".
        directories: the directories.
        everything: whether `--all` was given.

    Raises:
        UsageError: a filter has an unknown value.
    """
    if question.words:
        return _named_lines(find(question._replace(limit=0), directories), question.limit)
    result = browse(question._replace(limit=0), directories)
    hits = sorted(result.hits, key=_place)
    narrowed = question.filters._replace(kinds=()) != question.filters.__class__()
    if not everything and not narrowed:
        hits = [hit for hit in hits if hit.entry.line == "emergency" and hit.entry.directory == BUNDLED]
    return result._replace(hits=tuple(hits[: question.limit or None]), total=len(hits))


def _is_built_in(hit: Hit, ids: list[str]) -> bool:
    return hit.entry.directory == BUNDLED and hit.entry.id in ids


def _named_lines(result: Result, limit: int) -> Result:
    """Where the words name a line exactly, return it alone: no other number may stand beside it."""
    built_in = [line.id for line in chosen_lines(result.question.words.split()) or ()]
    exact = tuple(hit for hit in result.hits if hit.score >= EXACT or _is_built_in(hit, built_in))
    hits = exact or result.hits
    # A line that is named states no need: its own texts say what to do.
    notes = tuple(note for note in result.notes if not (exact and isinstance(note, Bilingual)))
    return result._replace(
        question=result.question._replace(limit=limit),
        hits=hits[:limit] if limit else hits,
        total=len(hits),
        notes=notes,
    )


class Number(NamedTuple):
    """A number of one channel, and the line that has it."""

    entry: Entry
    phone: Phone

    @property
    def text(self) -> str:
        """The number with its extension."""
        return self.phone.number + (f" ext. {self.phone.extension}" if self.phone.extension else "")


def numbers(entries: Iterable[Entry], channel: str) -> list[Number]:
    """Return the numbers of a channel of the bundled entries, each once, in their order."""
    found: dict[str, Number] = {}
    for entry in entries:
        for phone in entry.phones if entry.directory == BUNDLED else ():
            if phone.channel == channel:
                number = Number(entry, phone)
                found.setdefault(number.text, number)
    return list(found.values())


def best_numbers(entries: Iterable[Entry], channel: str, most: int) -> list[Number]:
    """Return the first number of a channel of each of the `most` best lines that have one."""
    firsts = (next(iter(numbers([entry], channel)), None) for entry in entries)
    found: dict[str, Number] = {}
    for number in firsts:
        if number is not None and len(found) < most:
            found.setdefault(number.text, number)
    return list(found.values())
