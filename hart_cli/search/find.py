"""Searching: a question goes in, a result comes out."""

from __future__ import annotations

from itertools import accumulate

from hart_cli.i18n.messages import message
from hart_cli.language import filled, spanish
from hart_cli.model import Bilingual, Entry, Exclusion, Filters, Hit, Question, Result
from hart_cli.places import STATEWIDE, Place, outside_place
from hart_cli.search import eligibility, filter_values, needs, priority, query, rank
from hart_cli.search.browse import Judge
from hart_cli.search.candidates import MOST, Candidates
from hart_cli.store.loader import Directories
from hart_cli.store.store import Lexicon, Store
from hart_cli.text import words

OWN = 0.65
"""What an answer from the user's own directories counts in the order, unless the question names it: the
bundled directory is about trafficking, and elsewhere the same words mean any need."""


_IN_SPANISH = Bilingual("En español: añada --ui es.", "En español: añada --ui es.")
_UNKNOWN_PLACE = "A word was read as a place that hart does not know; it left nothing out. --town takes a town."
_EVERYWHERE = "Everywhere in the United States: {} in danger, {} for suicide and crisis, {} for trafficking."
_PARTLY = "{}: more may match than the {} best; --limit 0 looks at all."
_AGE_UNREAD = "The ages in the words were not read; --age takes one."


def _understood(question: Question, read: query.ParsedQuery) -> tuple[Filters, list[str | Bilingual]]:
    """Return the filters with the age and town that stand in the words, and what to say of it."""
    filters = question.filters
    notes: list[str | Bilingual] = [_IN_SPANISH] if read.spanish and not spanish() else []
    if read.age is not None and filters.age is None:
        filters = filters._replace(age=read.age)
        notes.append(filled("Read as --age {}.", read.age))
    if read.ages_unread and question.filters.age is None:
        notes.append("Another age in the words was not read." if read.age is not None else _AGE_UNREAD)
    if read.town is not None and filters.town is None:
        filters = filters._replace(town=read.town.name)
        notes += [filled("Read as --town {}.", repr(read.town.name)), *filter_values.lying(read.town)]
    if read.outside is not None:
        notes.append(filled("{} is outside Connecticut, and hart covers Connecticut only.", read.outside))
        notes.append(filled(_EVERYWHERE, *filter_values.EVERYWHERE))
    if read.unknown_place is not None and filters.town is None:
        notes.append(_UNKNOWN_PLACE)
    if read.has_hours:
        notes.append("Hours in the words were left out; each entry says its own.")
    if read.corrected:
        notes.append(filled("Spelling read as: {}.", ", ".join(read.corrected)))
    return filters, notes


def find(question: Question, directories: Directories) -> Result:
    """Return what answers the question's words, best first, narrowed by its filters.

    An age or a town inside the words acts like the filter, and a note says so.

    Raises:
        UsageError: a filter has an unknown value.
        DataError: the bundled directory is damaged.
    """
    return _find(question, directories)


def _find(question: Question, directories: Directories) -> Result:
    bundled = directories.bundled
    asked = filter_values.check(question.filters, bundled)
    read = query.parse_query(question.words, bundled)
    filters, notes = _understood(question, read)
    elsewhere = outside_place(read.outside) if read.outside and read.town is None else None
    place = asked or read.town or elsewhere
    said = (*directories.notes, *filter_values.read_as(question.filters.town, asked), *notes)
    understood = question._replace(filters=filters)
    judge = Judge(filters, place, bundled.meta("families"))
    if read.is_place_only and place is not None:
        hits = _serving(judge, place, directories)
        return Result(understood, tuple(hits[: question.limit or None]), len(hits), said)
    most = MOST if 0 < question.limit <= MOST else None
    ranked = rank.rank(read, bundled, (bundled,), Candidates(bundled))
    for own in directories.stores[1:]:
        more, partly = _ranked_own(question.words, own, bundled, judge, most)
        ranked += more
        if partly:
            said = (*said, filled(_PARTLY, own.meta("name"), MOST))
    ranked.sort(key=lambda s: -round(s.score * (1 if s.store is bundled or s.score >= rank.EXACT else OWN), 4))
    answers: list[Hit | Exclusion] = []
    unnarrowed = not (filters.kinds or filters.topics)
    wanted = [s for s in ranked if unnarrowed or eligibility.wanted(s.store.entry(s.no), filters)]
    for scored in rank.answers(wanted, rank.floor(read)):
        entry = scored.store.entry(scored.no)
        hit = judge.hit(entry)
        if hit is None:
            why = eligibility.why_left_out(entry, filters, place, judge.families)
            answers.append(Exclusion(entry, why or ""))
        else:
            answers.append(hit._replace(score=round(scored.score, 4), matched=scored.why))
    hits = [answer for answer in answers if isinstance(answer, Hit)]
    ruled_out = [answer.entry for answer in answers if isinstance(answer, Exclusion)]
    hits = _sorted_by_fit(_without_stand_ins(hits, ruled_out))
    # Who types the number of an entry, or the whole name of a line of police, states no other need.
    named = [hit for hit in hits if hit.score >= rank.EXACT]
    is_named = named and (read.exact or any(priority.role(hit) == priority.ENFORCEMENT for hit in named))
    stated = needs.NONE if is_named else needs.match(question.words, filters.age, bundled, unanswered=not hits)
    hits = _with_falling_scores(priority.order(hits, stated, read, judge, bundled))
    if not hits and read.before_doubtful:
        again = _find(question._replace(words=read.before_doubtful), directories)
        if again.hits:
            asked_for = again.question._replace(words=question.words)
            return again._replace(question=asked_for, notes=(*again.notes, _UNKNOWN_PLACE))
    left_out = tuple(a for a in answers[: question.limit or None] if isinstance(a, Exclusion))
    return Result(
        understood,
        tuple(hits[: question.limit] if question.limit else hits),
        len(hits),
        (*said, *(stated.notes if hits else ()), *(() if elsewhere else _told(left_out))),
        () if hits else _suggest(read, bundled),
        left_out,
    )


_MOST_TOLD = 3


def _told(left_out: tuple[Exclusion, ...]) -> list[str]:
    """Return what to say of entries that a filter left out among the first answers."""
    told = [filled("{} left out: {}", entry.name, why) for entry, why in left_out[:_MOST_TOLD]]
    more = len(left_out) - len(told)
    return [*told, filled("{} more left out; --json names them.", more)] if more > 0 else told


def _serving(judge: Judge, place: Place, directories: Directories) -> list[Hit]:
    """Return what is stated to serve a place, where nothing but the place was said: what stands at a ZIP code
    before entries with an area of their own, and those before entries of the state and the nation."""
    there: list[Hit] = []
    serving: list[Hit] = []
    for store in directories.stores:
        numbers = set(store.keyed(f"zip:{place.name}"))
        for number, entry in () if store.is_large else store.entries():
            hit = judge.hit(entry)
            if hit and number in numbers:
                there.append(hit._replace(matched=(message("is at the ZIP code {code}", code=place.name),)))
            elif hit and _is_stated(hit):
                serving.append(hit._replace(matched=(message("serves {place}", place=place.name),)))
    return [*there, *sorted(serving, key=lambda hit: not set(STATEWIDE).isdisjoint(hit.entry.areas))]


def _is_stated(hit: Hit) -> bool:
    return dict(hit.eligibility)["town"].fit == "yes"


def _ranked_own(
    words_: str, own: Store, bundled: Store, judge: Judge, most: int | None
) -> tuple[list[rank.Scored], bool]:
    """Return what answers in one of the user's own directories, and whether only part of it was looked at.

    The question is read anew with that directory's words, so that they change nothing in the bundled one.
    """
    read = query.parse_query(words_, Lexicon(own, bundled))
    narrowed = own.is_large and judge.filters != Filters()
    allowed = eligibility.allowed(own, judge.filters, judge.town, judge.families) if narrowed else None
    index = Candidates(own, allowed, most)
    index.narrow(read.units)
    ranked = rank.rank(read, own, (bundled, own), index)
    return ranked, index.is_partial and len(ranked) >= MOST


def _with_falling_scores(hits: list[Hit]) -> list[Hit]:
    """Return the hits with scores that follow their order: one that a rule moved back scores as what is before it."""
    least = accumulate((hit.score for hit in hits), min)
    return [hit._replace(score=score) for hit, score in zip(hits, least, strict=True)]


def _sorted_by_fit(hits: list[Hit]) -> list[Hit]:
    """Those that state a fit stand before those that do not state one; otherwise the order stays."""
    return sorted(hits, key=lambda hit: any(reason.fit != "yes" for _, reason in hit.eligibility))


def _without_stand_ins(hits: list[Hit], ruled_out: list[Entry]) -> list[Hit]:
    """Leave out organizations and contacts that only stand for programs which rule the person out."""
    gone = _behind(ruled_out) - _behind([hit.entry for hit in hits])
    return [hit for hit in hits if hit.entry.id not in gone]


def _behind(entries: list[Entry]) -> set[str]:
    """Return the ids of the providers and contacts of services and programs."""
    offers = [entry for entry in entries if entry.kind in ("service", "program")]
    providers = {entry.provider.id for entry in offers if entry.provider}
    return providers | {contact.id for entry in offers for contact in entry.contacts}


def _suggest(read: query.ParsedQuery, bundled: Store) -> tuple[str, ...]:
    """Return up to five words of the directory and topics that are near to what was said."""
    from hart_cli.search.spelling import similar

    unknown = [unit.said for unit in read.units if unit.known == "unknown"]
    near = [word for said in unknown for word in similar(said, bundled)]
    found = {topic for unit in read.units for way in unit.ways for topic in way.terms if topic.startswith("topic:")}
    labels: dict[str, str] = bundled.meta("topics")
    topics = [labels[code.removeprefix("topic:")] for code in sorted(found)]
    return tuple(dict.fromkeys([*near, *topics]))[:5]


def lookup(names: tuple[str, ...], directories: Directories) -> tuple[list[Entry], list[str]]:
    """Return the entries that `names` mean, and those names that mean none or several.

    A name is an id, or a name or alias that one bundled entry alone bears, or else one entry of the
    user's own.
    """
    found, missing = [], []
    for name in names:
        entry = _lookup_one(name, directories)
        if entry is None:
            missing.append(name)
        elif entry not in found:
            found.append(entry)
    return found, missing


def _lookup_one(name: str, directories: Directories) -> Entry | None:
    for store in directories.stores:
        entry = store.by_id(name.strip().lower()) if name.isascii() else None
        if entry is not None:
            return entry
    folded = " ".join(words(name))
    read = query.parse_query(name, directories.bundled)
    for store in directories.stores:
        named = store.keyed(f"name:{folded}") if folded else []
        primary = [no for no in named if store.names(no)[0] == folded]
        if store is directories.bundled and not named and not read.units:
            named = [no for exact in read.exact for no in exact.numbers]
        for candidates in (primary, named):
            if len(candidates) == 1:
                return store.entry(candidates[0])
    return None
