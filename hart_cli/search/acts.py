"""Which public acts answer: one that is named in any style, those that words or a statute mean, or
all of them, newest first."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from hart_cli.i18n.messages import Message, Renderable, message
from hart_cli.model import Act, Filters, Hit, Question, Result
from hart_cli.search.browse import browse
from hart_cli.search.find import find
from hart_cli.search.query import parse_query
from hart_cli.store.loader import Directories
from hart_cli.text import fold, sections, words

_PREFIX = r"^(?:c\.?g\.?s\.?|conn(?:ecticut)?\.? gen(?:eral)?\.? stat(?:utes?)?\.?|statutes?|sections?|secs?\.?|chapter|\u00a7+|\s|\.)+"
_WORDS_OF_ACTS = frozenset("pa p a public act acts number no".split())


class Narrowing(NamedTuple):
    """What narrows acts: the years that they may be of, and a section of the statutes that they touch."""

    since: int | None = None
    until: int | None = None
    statute: str | None = None

    def reason(self, act: Act) -> Message | None:
        """Return a message that says why an act is left out, or None."""
        if self.since is not None and act.year < self.since:
            return message(
                "Public Act {act} left out: it is of {year}, before --since {since}.",
                act=act.number,
                year=act.year,
                since=self.since,
            )
        if self.until is not None and act.year > self.until:
            return message(
                "Public Act {act} left out: it is of {year}, after --until {until}.",
                act=act.number,
                year=act.year,
                until=self.until,
            )
        if self.statute is not None and not touches(act, self.statute):
            return message(
                "Public Act {act} left out: the directory names no section {section!r} in it.",
                act=act.number,
                section=self.statute,
            )
        return None


def in_force_first(hits: Iterable[Hit]) -> list[Hit]:
    """Return acts in their order, but those that a later act overtook behind the others."""
    return sorted(hits, key=lambda hit: bool(hit.entry.act and hit.entry.act.overtaken_by))


def _newest_first(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: hit.entry.act.order if hit.entry.act else (0, 0), reverse=True)


def section_of(statute: str) -> str:
    """Return a section as the directory writes it.

    >>> section_of("Sec. 53a\u201382"), section_of("C.G.S. \u00a7 53A 82"), section_of("53a")
    ('53a-82', '53a-82', '53a')
    """
    bare = re.sub(_PREFIX, "", fold(statute).replace("\u00a7", " ")).strip(" .")
    return re.sub(r"^([0-9]{1,2}[a-z]{0,2})(?:\s*-\s*|\s+)(?=[0-9])", r"\1-", bare)


def touches(act: Act, statute: str) -> bool:
    """Whether an act made or changed a section, given as 53a-82 or as a chapter such as 53a."""
    wanted = section_of(statute)
    named = [section for s in act.statutes for section in sections(s.section)]
    return bool(wanted) and (wanted in named or any(section.startswith(wanted + "-") for section in named))


def find_named_act(text: str, directories: Directories) -> list[Hit]:
    """Return the act that `text` names by its number in any style, or nothing."""
    parsed = parse_query(text, directories.bundled)
    others = {word for word in words(text) if not any(c.isdigit() for c in word)} - _WORDS_OF_ACTS
    if parsed.terms and others:
        return []
    numbers = [no for match in parsed.exact if match.kind == "act" for no in match.entries]
    return [Hit(directories.bundled.entry(no)) for no in numbers]


def find_acts(question: Question, directories: Directories, narrowing: Narrowing) -> Result:
    """Return acts: those that answer words or a section, acts in force before those that a later act overtook.

    An act that the words name by its number is the only answer. Without words or a section all acts come, the newest
    first. The narrowing leaves out a named act, too, and a note says why.

    Raises:
        UsageError: as `find` does.
    """
    named = find_named_act(question.words, directories) if question.words else []
    if named:
        result = Result(question, tuple(named), len(named), directories.notes)
    elif question.words:
        result = find(question._replace(limit=0), directories)
    else:
        result = browse(question._replace(limit=0), directories)
    hits = list(result.hits) if question.words else _newest_first(result.hits)
    acts = [hit for hit in hits if hit.entry.act and narrowing.reason(hit.entry.act) is None]
    if not named and (question.words or narrowing.statute is not None):
        acts = in_force_first(acts)
    notes: list[Renderable] = [*result.notes, *_unknown_section(narrowing, directories)]
    if named:
        notes += [reason for hit in named if hit.entry.act and (reason := narrowing.reason(hit.entry.act))]
    return result._replace(
        question=result.question._replace(limit=question.limit),
        hits=tuple(acts[: question.limit or None]),
        total=len(acts),
        notes=tuple(notes),
    )


def _unknown_section(narrowing: Narrowing, directories: Directories) -> list[Message]:
    """Return a note where no act of any directory touches the section of the narrowing."""
    statute = narrowing.statute
    if statute is None:
        return []
    acts = browse(Question(filters=Filters(kinds=("act",))), directories).hits
    if any(hit.entry.act and touches(hit.entry.act, statute) for hit in acts):
        return []
    return [
        message(
            "No act in the directory touches section {section!r}. The section may exist; hart acts lists all acts.",
            section=statute,
        )
    ]
