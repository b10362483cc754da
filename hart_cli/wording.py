"""The words of our own text: what we do not say, and how plainly we say the rest.

Official names and titles are exempt: what an entry is called, its aliases, an act's title, and
whatever stands in quotation marks.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from statistics import median
from typing import Any, NamedTuple

from hart_cli.model import Entry

LONGEST_SENTENCE = 20
_QUOTED = re.compile('["\u201c][^"\u201d]*["\u201d]')
_ABBREVIATION = re.compile(r"\b(?:[A-Z]\.|[ap]\.m\.|Sr\.|Dr\.|St\.|Mr\.|Ms\.|No\.|Inc\.|Bldg\.)")
_SENTENCE = re.compile(r"(?<=[.!?])\s+")
_SHORTEST_GRADED = 30


class Avoided(NamedTuple):
    """Words not to use, why not, and what to say instead."""

    pattern: re.Pattern[str]
    because: str
    instead: str


class Wording(NamedTuple):
    """The list of words, and the highest reading grades."""

    avoided: tuple[Avoided, ...]
    grade: float
    median_grade: float


def from_toml(document: dict[str, Any]) -> Wording:
    """Return the rules in a parsed data/wording.toml. Raises KeyError where a key is missing."""
    avoided = tuple(
        Avoided(
            re.compile(r"\b(?:" + "|".join(map(re.escape, row["words"])) + r")\b", re.IGNORECASE),
            row["because"],
            row["instead"],
        )
        for row in document["avoid"]
    )
    return Wording(avoided, float(document["grade"]), float(document["median_grade"]))


def own_texts(entry: Entry) -> Iterator[str]:
    """Yield what we wrote ourselves in an entry, without what stands in quotation marks."""
    texts = (
        entry.summary,
        entry.referral,
        entry.beyond_area,
        *entry.services,
        *entry.conditions,
        *entry.notes,
        *entry.cautions,
        *(phone.caution for phone in entry.phones),
        *(url.caution for url in entry.urls),
        *((entry.act.status, *entry.act.points) if entry.act else ()),
    )
    yield from (_QUOTED.sub("", text) for text in texts if text)


def _without_names(text: str, entry: Entry) -> str:
    titles = (entry.name, *entry.aliases, (entry.act.title or "") if entry.act else "")
    for title in sorted(filter(None, titles), key=len, reverse=True):
        text = text.replace(title, "")
    return text


def avoided_words(entry: Entry, wording: Wording, names: frozenset[str]) -> Iterator[str]:
    """Yield a fault for each word that we do not use.

    Args:
        entry: the entry to read.
        wording: the words.
        names: official names of the directory, in which such a word may stand.
    """
    for text in own_texts(entry):
        bare = _without_names(text, entry)
        for name in names:
            bare = bare.replace(name, "")
        for avoided in wording.avoided:
            found = avoided.pattern.search(bare)
            if found:
                yield f"says {found[0]!r}: {avoided.because}; say: {avoided.instead}"


def long_sentences(entry: Entry) -> Iterator[str]:
    """Yield a fault for each sentence of a summary that is longer than 20 words."""
    bare = _ABBREVIATION.sub(lambda m: m[0].replace(".", ""), _without_names(entry.summary or "", entry))
    for sentence in _SENTENCE.split(bare):
        if len(sentence.split()) > LONGEST_SENTENCE:
            yield f"a sentence of the summary has {len(sentence.split())} words; the most is {LONGEST_SENTENCE}"


def grade(text: str) -> float | None:
    """Return the reading grade of a text, the mean of Flesch-Kincaid and Coleman-Liau, or None if the
    text is too short to tell or textstat is not installed."""
    try:
        import textstat  # a development dependency: only those who edit the data need it
    except ImportError:
        return None
    if len(text.split()) < _SHORTEST_GRADED:
        return None
    return float((textstat.flesch_kincaid_grade(text) + textstat.coleman_liau_index(text)) / 2)


def grades(entries: tuple[Entry, ...]) -> dict[str, float]:
    """Return the reading grade of each entry's own text by id, as far as it can be told."""
    found = {}
    for entry in entries:
        text = " ".join(_without_names(text, entry).rstrip(".") + "." for text in own_texts(entry))
        level = grade(text)
        if level is not None:
            found[entry.id] = level
    return found


def faults(entries: tuple[Entry, ...], wording: Wording) -> Iterator[str]:
    """Yield every fault of wording in the bundled directory."""
    names = frozenset(name for e in entries for name in (e.name, *e.aliases) if " " in name)
    for entry in entries:
        for fault in (*avoided_words(entry, wording, names), *long_sentences(entry)):
            yield f"entry {entry.id!r}: {fault}"
    levels = grades(entries)
    for entry_id, level in levels.items():
        if level > wording.grade:
            yield f"entry {entry_id!r}: reads at grade {level:.1f}; the most is {wording.grade}"
    if levels and median(levels.values()) > wording.median_grade:
        yield f"half of the entries read above grade {wording.median_grade}"
