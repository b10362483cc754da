"""What of the compiled terms travels with entries in a page that searches by itself.

Only what the entries say goes along, and the thesaurus: no word, name or number of an entry that stays
at home, so that a page without named staff holds nothing of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from hart_cli.model import Entry
from hart_cli.store import page_questions, terms
from hart_cli.store.store import Store
from hart_cli.text import ALIKE, ENGLISH_STOP_WORDS, SPANISH_STOP_WORDS, fold, is_code, stem, words


def page_data(entries: Sequence[Entry], bundled: Store) -> dict[str, Any]:
    """Return what a page needs to read a question and to rank these entries, as plain values.

    Args:
        entries: those in the page, in its order; their places in it are their numbers.
        bundled: the directory that comes with hart, whose counts weigh the terms.
    """
    stems = terms.Stems()
    labels = bundled.meta("kinds") | bundled.meta("topics") | bundled.meta("groups")
    postings = _postings(entries, labels, stems)
    keys: dict[str, list[int]] = defaultdict(list)
    for no, entry in enumerate(entries):
        for key in dict.fromkeys(terms.keys(entry)):
            keys[key].append(no)
    names = {key.removeprefix("name:") for key in keys if key.startswith("name:")}
    at_home = _names_at_home(entries, bundled, stems) - postings.keys()
    phrases, headings = _thesaurus(bundled, names, at_home)
    said = {part for phrase in phrases for part in phrase.split()}
    spelled = {w: term for w, term in bundled.spelled() if w in stems or term in said or term in postings}
    known = stems | spelled  # a short form has the term of its word
    return {
        "total": bundled.meta("entries"),
        "longest": bundled.meta("longest_phrase"),
        "words": " ".join(sorted(w if w == term else f"{w}:{term}" for w, term in known.items())),
        "terms": {term: [bundled.entries_with(term), *held] for term, held in sorted(postings.items())},
        "entries": [_row(entry, stems) for entry in entries],
        "keys": dict(sorted(keys.items())),
        "phrases": _grouped(phrases),
        "headings": headings,
        "questions": page_questions.questions(entries, bundled, at_home),
        "spanish": " ".join(f"{term}:{word}" for term, word in bundled.spanish_words()),
        "towns": {key: bundled.town(key) for key in bundled.towns()},
        "localities": dict(_localities(bundled)),
        "outside": [bundled.outside(key) for key in bundled.outside_names()],
        "states": bundled.meta("states"),
        "english_stops": " ".join(sorted(ENGLISH_STOP_WORDS)),
        "spanish_stops": " ".join(sorted(SPANISH_STOP_WORDS)),
        "alike": ALIKE,
    }


def _localities(bundled: Store) -> Iterator[tuple[str, list[Any]]]:
    """Yield villages and ZIP codes by folded name: the name, the folded names of the towns, and the area
    office that is named after it, or nothing."""
    offices = bundled.meta("offices")
    for key, name, towns in bundled.localities():
        is_named_after = name in offices and fold(name) not in towns
        yield key, [name, towns, *([name] if is_named_after else [])]


def _postings(entries: Sequence[Entry], labels: dict[str, str], stems: terms.Stems) -> dict[str, list[int]]:
    """Return for each term the entry and the mark of each place where it stands, one after the other."""
    routes = terms.Stems()
    found: dict[str, list[int]] = defaultdict(list)
    for no, entry in enumerate(entries):
        for mark, held in terms.marks(entry, labels, stems, routes):
            for term in held:
                found[term] += (no, mark)
    return found


def _row(entry: Entry, stems: terms.Stems) -> list[Any]:
    """Return what ranking and eligibility ask of an entry; the script names the places."""
    ages = entry.ages
    return [
        entry.id,
        entry.kind,
        entry.languages,
        ["|".join(names) for names in terms.names(entry, stems)],
        [ages.min, ages.max, ages.stages] if ages else None,
        entry.areas,
        bool(entry.beyond_area),
        [entry.provider.id if entry.provider else "", *(contact.id for contact in entry.contacts)],
        entry.directory,
    ]


def _names_at_home(entries: Sequence[Entry], bundled: Store, stems: terms.Stems) -> set[str]:
    """Return the stems of the names of staff who are not in the page: people type them, so the thesaurus has them."""
    inside = {entry.id for entry in entries}
    staff = [e for _, e in bundled.entries() if e.kind == "person" and e.id not in inside]
    return {stem(word) for e in staff for name in (e.name, *e.aliases) for word in words(name) if word not in stems}


def _thesaurus(
    bundled: Store, names: set[str], at_home: set[str]
) -> tuple[dict[str, tuple[int | None, str]], dict[int, list[Any]]]:
    """Return phrases and headings without what only means entries that stay at home, or names people there."""
    headings: dict[int, list[Any]] = {}
    phrases: dict[str, tuple[int | None, str]] = {}
    for phrase, heading, language in bundled.phrases():
        if not at_home.isdisjoint(phrase.split()):
            continue
        if heading is not None and heading not in headings:
            targets, outdated = bundled.heading(heading)
            headings[heading] = [[t if _goes_along(t, names, bundled) else "" for t in targets], int(outdated)]
        if heading is None or any(headings[heading][0]):
            phrases[phrase] = (heading, language)
    return phrases, {number: row for number, row in headings.items() if any(row[0])}


def _goes_along(target: str, names: set[str], bundled: Store) -> bool:
    folded = " ".join(words(target))
    return is_code(target) or folded in names or not bundled.keyed("name:" + folded)


def _grouped(phrases: dict[str, tuple[int | None, str]]) -> dict[str, str]:
    """Return phrases by "heading language", joined: most of a page's weight, so it is kept low."""
    groups: dict[str, list[str]] = defaultdict(list)
    for phrase, (heading, language) in phrases.items():
        groups[f"{'' if heading is None else heading} {language}"].append(phrase)
    return {key: "|".join(group) for key, group in groups.items()}
