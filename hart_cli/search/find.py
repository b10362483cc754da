"""Finding what answers a question: a question goes in, a result comes out."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate
from typing import NamedTuple

from hart_cli.i18n.catalog import language
from hart_cli.i18n.messages import Bilingual, Message, Renderable, message
from hart_cli.model import BUNDLED, Entry, Exclusion, Filters, Hit, Question, Result
from hart_cli.places import STATEWIDE, outside_place
from hart_cli.search import eligibility, filter_values, needs, priority
from hart_cli.search.browse import Judge
from hart_cli.search.query import ParsedQuery, parse_query
from hart_cli.search.question_terms import is_distress
from hart_cli.search.rank import Scored, good_answers, rank
from hart_cli.search.selection import MAX_CANDIDATES, select
from hart_cli.search.weights import EXACT, WEIGHTS
from hart_cli.store.lexicon import Lexicon
from hart_cli.store.loader import Directories
from hart_cli.store.store import Store
from hart_cli.text import words

_IN_SPANISH = Bilingual("En español: añada --ui es.", "En español: añada --ui es.")
_UNKNOWN_PLACE = message(
    "A word was read as a place that hart does not know; it left nothing out. --town takes a town."
)
_AGE_UNREAD = message("The ages in the words were not read; --age takes one.")
_OTHER_AGE_UNREAD = message("Another age in the words was not read.")
_MAX_NOTES = 3
"""So many of the entries that a filter leaves out are named in notes."""


class _Request(NamedTuple):
    """What a question asks for once its words are parsed.

    Attributes:
        question: the question, with the age and the place of its words among its filters.
        parsed: its words.
        judge: what decides whether an entry fits.
        notes: what to tell the reader.
    """

    question: Question
    parsed: ParsedQuery
    judge: Judge
    notes: tuple[Renderable, ...]


def find(question: Question, directories: Directories) -> Result:
    """Return what answers the question's words, best first, narrowed by its filters.

    An age or a town inside the words acts like the filter, and a note says so.

    Raises:
        UsageError: a filter has an unknown value.
        DataError: the bundled directory is damaged.
    """
    request = _parse(question, directories)
    if request.parsed.is_place_only:
        return _result(request, _serving(request.judge, directories))
    ranked, notes = _rank(request, directories)
    answers = _decide(ranked, request.judge)
    hits, stated = _prioritize(answers, request, directories.bundled)
    if not hits:
        return _find_fallback(request, question, directories) or _nothing(request, answers, notes, directories.bundled)
    return _result(request, hits, answers, (*notes, *stated.notes))


def _parse(question: Question, directories: Directories) -> _Request:
    """Return what a question asks for. Raises UsageError."""
    bundled = directories.bundled
    town = filter_values.check(question.filters, bundled)
    parsed = parse_query(question.words, bundled)
    filters, notes = _understand(question, parsed)
    location = parsed.location
    place = town or location.place or (outside_place(location.outside) if location.outside else None)
    return _Request(
        question._replace(filters=filters),
        parsed,
        Judge(filters, place, bundled.meta("families")),
        (*directories.notes, *filter_values.place_notes(question.filters.town, town), *notes),
    )


def _result(
    request: _Request,
    hits: list[Hit],
    answers: Sequence[Hit | Exclusion] = (),
    notes: tuple[Renderable, ...] = (),
) -> Result:
    """Return the result of a request.

    Args:
        request: what was asked for.
        hits: the answers in the order in which they may come.
        answers: the answers before that, with those that a filter leaves out.
        notes: what to tell the reader beside the notes of the request.
    """
    limit = request.question.limit or None
    exclusions = tuple(one for one in answers[:limit] if isinstance(one, Exclusion))
    location = request.parsed.location
    is_outside = location.outside is not None and location.place is None
    all_notes = (*request.notes, *notes, *(() if is_outside else _exclusion_notes(exclusions)))
    return Result(request.question, tuple(hits[:limit]), len(hits), all_notes, left_out=exclusions)


def _nothing(
    request: _Request, answers: Sequence[Hit | Exclusion], notes: tuple[Renderable, ...], bundled: Store
) -> Result:
    """Return a result without hits, with words to try instead."""
    return _result(request, [], answers, notes)._replace(suggestions=_suggest(request.parsed, bundled))


def _find_fallback(request: _Request, question: Question, directories: Directories) -> Result | None:
    """Return what answers the words before a last name that may be a place, or None."""
    if not request.parsed.fallback:
        return None
    result = find(question._replace(words=request.parsed.fallback), directories)
    own = result.question._replace(words=question.words)
    return result._replace(question=own, notes=(*result.notes, _UNKNOWN_PLACE)) if result.hits else None


def _understand(question: Question, parsed: ParsedQuery) -> tuple[Filters, list[Renderable]]:
    """Return the filters with the age and town that stand in the words, and what to say of it."""
    filters, location, place = question.filters, parsed.location, parsed.location.place
    notes: list[Renderable] = [_IN_SPANISH] if parsed.is_spanish and language() == "en" else []
    if parsed.age is not None and filters.age is None:
        filters = filters._replace(age=parsed.age)
        notes.append(message("Read as --age {age}.", age=parsed.age))
    if parsed.has_unread_age and question.filters.age is None:
        notes.append(_OTHER_AGE_UNREAD if parsed.age is not None else _AGE_UNREAD)
    if place is not None and filters.town is None:
        filters = filters._replace(town=place.name)
        notes += [message("Read as --town {town!r}.", town=place.name), *filter_values.town_notes(place)]
    if location.outside is not None:
        notes += filter_values.outside(location.outside)
    if location.unknown is not None and filters.town is None:
        notes.append(_UNKNOWN_PLACE)
    if parsed.has_hours:
        notes.append(message("Hours in the words were left out; each entry says its own."))
    if parsed.corrected:
        notes.append(message("Spelling read as: {words}.", words=", ".join(parsed.corrected)))
    return filters, notes


def _rank(request: _Request, directories: Directories) -> tuple[list[Scored], tuple[Message, ...]]:
    """Return the entries of all directories that answer a question, best first, of the wanted kinds and topics; and
    notes on directories of which only part was looked at."""
    bundled, filters = directories.bundled, request.judge.filters
    ranked = _good(rank(request.parsed, select(bundled, request.parsed.terms), (bundled,)), filters)
    notes: tuple[Message, ...] = ()
    for own in directories.stores[1:]:
        more, is_partial = _rank_own(request, own, bundled)
        ranked += more
        notes += (_partial_note(own),) if is_partial else ()
    return sorted(ranked, key=lambda one: -round(_comparable(one.score, is_bundled=one.store is bundled), 4)), notes


def _good(ranked: list[Scored], filters: Filters) -> list[Scored]:
    """Return the good answers of one directory, of the kinds and topics that filters ask for."""
    if not (filters.kinds or filters.topics):
        return good_answers(ranked)
    wanted = [one for one in ranked if eligibility.is_wanted(one.store.entry(one.no), filters)]
    return good_answers(wanted, is_narrowed=True)


def _comparable(score: float, *, is_bundled: bool) -> float:
    """Return what a score counts beside those of other directories. Of entries with one name the bundled is first."""
    if is_bundled:
        return score
    return score - 1.0 if score >= EXACT else score * WEIGHTS["own_directory"]


def _rank_own(request: _Request, own: Store, bundled: Store) -> tuple[list[Scored], bool]:
    """Return what answers in one of the user's own directories, and whether only part of it was looked at.

    The question is parsed anew with that directory's words, so that they change nothing in the bundled one.
    """
    judge, limit = request.judge, request.question.limit
    parsed = parse_query(request.question.words, Lexicon(own, bundled))
    is_narrowed = own.is_large and judge.filters != Filters()
    allowed = eligibility.allowed(own, judge.filters, judge.town, judge.families) if is_narrowed else None
    selection = select(own, parsed.terms, allowed, MAX_CANDIDATES if 0 < limit <= MAX_CANDIDATES else None)
    ranked = rank(parsed, selection, (bundled, own))
    return _good(ranked, judge.filters), selection.chosen is not None and len(ranked) >= MAX_CANDIDATES


def _decide(ranked: list[Scored], judge: Judge) -> list[Hit | Exclusion]:
    """Return the answers with their eligibility, in their order, and those that a filter leaves out."""
    return [answer for scored in ranked if (answer := _decide_one(scored, judge))]


def _decide_one(scored: Scored, judge: Judge) -> Hit | Exclusion | None:
    entry = scored.store.entry(scored.no)
    hit = judge.hit(entry)
    if hit is None:
        why = eligibility.why_left_out(entry, judge.filters, judge.town, judge.families)
        return Exclusion(entry, why) if why else None
    return hit._replace(score=round(scored.score, 4), matched=scored.reasons)


def _prioritize(answers: list[Hit | Exclusion], request: _Request, bundled: Store) -> tuple[list[Hit], needs.Needs]:
    """Return the hits in the order in which they may stand, and the needs that the question states."""
    excluded = [answer.entry for answer in answers if isinstance(answer, Exclusion)]
    hits = _sorted_by_fit(_without_stand_ins([answer for answer in answers if isinstance(answer, Hit)], excluded))
    # Who types the number of an entry, or the whole name of a line of police, states no other need.
    named = [hit for hit in hits if hit.score >= EXACT]
    is_named = named and (request.parsed.exact or any(priority.role(hit) == priority.ENFORCEMENT for hit in named))
    stated = needs.NONE
    if not is_named:
        filters = request.judge.filters
        stated = needs.match(request.question.words, filters.age, bundled, unanswered=not hits)
        if not hits and not stated.ids and is_distress(request.parsed, bundled):
            stated = needs.emergency(filters.age, bundled)
    return _with_falling_scores(priority.order(hits, stated, request.parsed, request.judge, bundled)), stated


def _partial_note(own: Store) -> Message:
    return message(
        "{directory}: more may match than the {count} best; --limit 0 looks at all.",
        directory=own.meta("name"),
        count=MAX_CANDIDATES,
    )


def _exclusion_notes(left_out: tuple[Exclusion, ...]) -> list[Message]:
    """Return what to say of entries that a filter left out among the first answers."""
    notes = [message("{entry} left out: {why}", entry=entry.name, why=why) for entry, why in left_out[:_MAX_NOTES]]
    more = len(left_out) - len(notes)
    return [*notes, message("{count} more left out; --json names them.", count=more)] if more > 0 else notes


def _serving(judge: Judge, directories: Directories) -> list[Hit]:
    """Return what is stated to serve the place of a question that names nothing else: what stands at a ZIP code
    before entries with an area of their own, and those before entries of the state and the nation."""
    place = judge.town
    if place is None:
        return []
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


def _with_falling_scores(hits: list[Hit]) -> list[Hit]:
    """Return the hits with scores that follow their order: one that a rule moved back scores as what is before it."""
    least = accumulate((hit.score for hit in hits), min)
    return [hit._replace(score=score) for hit, score in zip(hits, least, strict=True)]


def _sorted_by_fit(hits: list[Hit]) -> list[Hit]:
    """Return the hits with a preference for those that state a fit: another one stays first only where it answers much
    better."""

    def preferred(hit: Hit) -> float:
        score = _comparable(hit.score, is_bundled=hit.entry.directory == BUNDLED)
        if hit.eligibility and all(reason.fit == "yes" for _, reason in hit.eligibility):
            score += WEIGHTS["fit"]
        return -round(score, 4)

    return sorted(hits, key=preferred)


def _without_stand_ins(hits: list[Hit], ruled_out: list[Entry]) -> list[Hit]:
    """Leave out organizations and contacts that only stand for programs which rule the person out."""
    gone = _behind(ruled_out) - _behind([hit.entry for hit in hits])
    return [hit for hit in hits if hit.entry.id not in gone]


def _behind(entries: list[Entry]) -> set[str]:
    """Return the ids of the providers and contacts of services and programs."""
    offers = [entry for entry in entries if entry.kind in ("service", "program")]
    providers = {entry.provider.id for entry in offers if entry.provider}
    return providers | {contact.id for entry in offers for contact in entry.contacts}


def _suggest(parsed: ParsedQuery, bundled: Store) -> tuple[str, ...]:
    """Return up to five words of the directory and topics that are near to the words of a query."""
    from hart_cli.search.spelling import similar

    near = [word for term in parsed.terms if term.kind == "unknown" for word in similar(term.text, bundled)]
    codes = {code for term in parsed.terms for one in term.interpretations for code in one.terms}
    labels: dict[str, str] = bundled.meta("topics")
    topics = [labels[code.removeprefix("topic:")] for code in sorted(codes) if code.startswith("topic:")]
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
    parsed = parse_query(name, directories.bundled)
    for store in directories.stores:
        named = store.keyed(f"name:{folded}") if folded else []
        primary = [no for no in named if store.names(no)[0] == folded]
        if store is directories.bundled and not named and not parsed.terms:
            named = [no for match in parsed.exact for no in match.entries]
        for candidates in (primary, named):
            if len(candidates) == 1:
                return store.entry(candidates[0])
    return None
