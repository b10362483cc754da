"""Asking: a question goes in, a result comes out. The one door into search."""

from __future__ import annotations

from hart_cli.errors import UsageError
from hart_cli.model import Entry, Filters, Hit, Question, Result
from hart_cli.places import Town
from hart_cli.search import eligibility, rank, reading
from hart_cli.store.opening import Opened
from hart_cli.store.store import Lexicon, Store
from hart_cli.text import fold, words


def _town(name: str | None, bundled: Store) -> Town | None:
    """Return the town that `--town` names: a town, a village of an office, or a near spelling.

    Raises:
        UsageError: no town of Connecticut is called so.
    """
    if name is None:
        return None
    folded = " ".join(words(name))
    office = folded.removesuffix(" area office").removesuffix(" office")
    for candidate in (folded, office):
        town = bundled.town(candidate)
        if town is not None:
            return town
    for known in bundled.meta("offices"):
        if fold(known) == office:
            return Town(known, "", (known,), "source", False, ())
    return _misspelt_town(name, folded, bundled)


def _misspelt_town(name: str, folded: str, bundled: Store) -> Town:
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    most = 1 if len(folded) < 8 else 2
    near = process.extract(folded, bundled.towns(), scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=2)
    only = len(near) == 1 or (len(near) == 2 and near[0][1] < near[1][1])
    town = bundled.town(near[0][0]) if near and only else None
    if town is None:
        similar = process.extract(folded, bundled.towns(), limit=2, score_cutoff=70)
        maybe = " or ".join(t.name for n, *_ in similar if (t := bundled.town(n)))
        hint = f"; did you mean {maybe}?" if maybe else "; hart topics lists the offices"
        raise UsageError(f"--town: {name!r} is no town of Connecticut and no DCF area office{hint}")
    return town


def _known(values: tuple[str, ...], option: str, known: dict[str, str]) -> None:
    for value in values:
        if value not in known:
            from rapidfuzz import process

            similar = [name for name, *_ in process.extract(value, list(known), limit=2, score_cutoff=60)]
            hint = f"did you mean {' or '.join(similar)}? " if similar else ""
            raise UsageError(f"{option}: there is no {value!r}; {hint}See hart topics")


def _check(filters: Filters, bundled: Store) -> Town | None:
    """Return the town of the filters. Raises UsageError where a filter has an unknown value."""
    _known(filters.kinds, "--kind", bundled.meta("kinds"))
    _known(filters.topics, "--topic", bundled.meta("topics"))
    _known(filters.groups, "--group", bundled.meta("groups"))
    for code in filters.languages:
        if not (2 <= len(code) <= 3 and code.isascii() and code.isalpha()):
            raise UsageError(f"--language: {code!r} is no language code such as en or es")
    return _town(filters.town, bundled)


def _wanted(entry: Entry, filters: Filters) -> bool:
    return (not filters.kinds or entry.kind in filters.kinds) and (
        not filters.topics or not set(filters.topics).isdisjoint(entry.topics)
    )


def _sorted_by_fit(hits: list[Hit]) -> list[Hit]:
    """Those that state a fit stand before those that do not state one; otherwise the order stays."""
    return sorted(hits, key=lambda hit: any(reason.fit != "yes" for _, reason in hit.eligibility))


def _judge(
    entry: Entry, filters: Filters, town: Town | None, families: dict[str, str]
) -> eligibility.Eligibility | None:
    if not _wanted(entry, filters):
        return None
    return eligibility.decide(entry, filters, town, families)


def browse(question: Question, opened: Opened) -> Result:
    """Return every entry that the filters leave, in the directory's order. Raises UsageError."""
    bundled = opened.bundled
    town = _check(question.filters, bundled)
    families: dict[str, str] = bundled.meta("families")
    hits = []
    for store in opened.stores:
        for _, entry in store.entries():
            decided = _judge(entry, question.filters, town, families)
            if decided is not None:
                hits.append(Hit(entry, eligibility=decided))
    hits = _sorted_by_fit(hits)
    shown = hits[: question.limit] if question.limit else hits
    return Result(question, tuple(shown), len(hits), opened.notes)


def _understood(question: Question, read: reading.Reading) -> tuple[Filters, list[str]]:
    """Return the filters with the age and town that stand in the words, and what to say of it."""
    filters, notes = question.filters, []
    if read.age is not None and filters.age is None:
        filters = filters._replace(age=read.age)
        notes.append(f"Read as --age {read.age}.")
    if read.town is not None and filters.town is None:
        filters = filters._replace(town=read.town.name)
        notes.append(f"Read as --town {read.town.name!r}.")
    if read.corrected:
        mended = ", ".join(read.corrected)
        notes.append(f"Spelling read as: {mended}.")
    return filters, notes


def find(question: Question, opened: Opened) -> Result:
    """Return what answers the question's words, best first, narrowed by its filters.

    An age or a town inside the words acts like the filter, and a note says so.

    Raises:
        UsageError: a filter has an unknown value.
        DataError: the bundled directory is damaged.
    """
    bundled = opened.bundled
    town = _check(question.filters, bundled)
    read = reading.read(question.words, bundled)
    filters, notes = _understood(question, read)
    town = town or (read.town if filters.town else None)
    families: dict[str, str] = bundled.meta("families")
    ranked = rank.rank(read, bundled, bundled)
    for own in opened.stores[1:]:
        # Read anew with its words, so that they change nothing in the bundled directory.
        ranked += rank.rank(reading.read(question.words, Lexicon(bundled, own)), own, bundled)
    ranked.sort(key=lambda s: -round(s.score, 4))
    hits: list[Hit] = []
    ruled_out: list[Entry] = []
    for scored in rank.answers([s for s in ranked if _wanted(s.store.entry(s.no), filters)], rank.floor(read)):
        entry = scored.store.entry(scored.no)
        decided = eligibility.decide(entry, filters, town, families)
        if decided is None:
            ruled_out.append(entry)
        else:
            hits.append(Hit(entry, round(scored.score, 4), scored.why, decided))
    hits = _sorted_by_fit(_without_stand_ins(hits, ruled_out))
    shown = hits[: question.limit] if question.limit else hits
    suggestions = () if hits else _suggest(read, bundled)
    understood = question._replace(filters=filters)
    return Result(understood, tuple(shown), len(hits), (*opened.notes, *notes), suggestions)


def _without_stand_ins(hits: list[Hit], ruled_out: list[Entry]) -> list[Hit]:
    """Leave out organizations and contacts that only stand for programs which rule the person out."""
    gone = _behind(ruled_out) - _behind([hit.entry for hit in hits])
    return [hit for hit in hits if hit.entry.id not in gone]


def _behind(entries: list[Entry]) -> set[str]:
    """Return the ids of the providers and contacts of services and programs."""
    offers = [entry for entry in entries if entry.kind in ("service", "program")]
    providers = {entry.provider.id for entry in offers if entry.provider}
    return providers | {contact.id for entry in offers for contact in entry.contacts}


def _suggest(read: reading.Reading, bundled: Store) -> tuple[str, ...]:
    """Return up to five words of the directory and topics that are near to what was said."""
    from hart_cli.search.spelling import similar

    unknown = [unit.said for unit in read.units if unit.known == "unknown"]
    near = [word for said in unknown for word in similar(said, bundled)]
    found = {topic for unit in read.units for way in unit.ways for topic in way.terms if topic.startswith("topic:")}
    labels: dict[str, str] = bundled.meta("topics")
    topics = [labels[code.removeprefix("topic:")] for code in sorted(found)]
    return tuple(dict.fromkeys([*near, *topics]))[:5]


def lookup(names: tuple[str, ...], opened: Opened) -> tuple[list[Entry], list[str]]:
    """Return the entries that `names` mean, and those names that mean none or several.

    A name is an id, or a name or alias that one bundled entry alone bears, or else one entry of the
    user's own.
    """
    found, missing = [], []
    for name in names:
        entry = _lookup_one(name, opened)
        if entry is None:
            missing.append(name)
        elif entry not in found:
            found.append(entry)
    return found, missing


def _lookup_one(name: str, opened: Opened) -> Entry | None:
    for store in opened.stores:
        entry = store.by_id(name.strip().lower()) if name.isascii() else None
        if entry is not None:
            return entry
    folded = " ".join(words(name))
    read = reading.read(name, opened.bundled)
    for store in opened.stores:
        named = store.keyed(f"name:{folded}") if folded else []
        primary = [no for no in named if store.names(no)[0] == folded]
        if store is opened.bundled and not named and not read.units:
            named = [no for exact in read.exact for no in exact.numbers]
        for candidates in (primary, named):
            if len(candidates) == 1:
                return store.entry(candidates[0])
    return None
