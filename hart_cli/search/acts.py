"""Which public acts answer: one that is named in any style, those that words or a statute mean, or
all of them, newest first."""

from __future__ import annotations

from collections.abc import Iterable

from hart_cli.model import Act, Hit, Question, Result
from hart_cli.search import reading
from hart_cli.search.browse import browse
from hart_cli.search.find import find
from hart_cli.store.opening import Opened
from hart_cli.text import sections, words


def _newest_first(hits: Iterable[Hit]) -> list[Hit]:
    return sorted(hits, key=lambda hit: hit.entry.act.order if hit.entry.act else (0, 0), reverse=True)


def touches(act: Act, statute: str) -> bool:
    """Whether an act made or changed a section, given as 53a-82 or as a chapter such as 53a."""
    wanted = statute.strip().lower().removeprefix("sec.").removeprefix("§").strip()
    named = [section for s in act.statutes for section in sections(s.section)]
    return wanted in named or any(section.startswith(wanted + "-") for section in named)


def named(text: str, opened: Opened) -> list[Hit]:
    """Return the act that `text` names by its number in any style, or nothing."""
    read = reading.read(text, opened.bundled)
    if read.units and not set(words(text)) <= {
        "pa",
        "p",
        "a",
        "public",
        "act",
        "acts",
        "number",
        "no",
        *_numbers(text),
    }:
        return []
    found = [no for exact in read.exact if "Public Act" in exact.why for no in exact.numbers]
    return [Hit(opened.bundled.entry(no)) for no in found]


def _numbers(text: str) -> list[str]:
    return [word for word in words(text) if any(c.isdigit() for c in word)]


def ask(question: Question, opened: Opened, since: int | None, until: int | None, statute: str | None) -> Result:
    """Return acts within the years and about the statute, newest first, or by rank where there are
    words. Raises UsageError as `find` does."""
    result = find(question._replace(limit=0), opened) if question.words else browse(question._replace(limit=0), opened)
    hits = result.hits if question.words else _newest_first(result.hits)
    kept = [
        hit
        for hit in hits
        if hit.entry.act
        and (since is None or hit.entry.act.year >= since)
        and (until is None or hit.entry.act.year <= until)
        and (statute is None or touches(hit.entry.act, statute))
    ]
    shown = kept[: question.limit] if question.limit else kept
    return result._replace(hits=tuple(shown), total=len(kept))
