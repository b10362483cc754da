"""Rules that come before ranking: what stands first for somebody in danger, and what never does.

They hold whatever an entry scores. The needs themselves are data (data/needs.toml).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hart_cli.i18n.messages import English, Message, message
from hart_cli.model import BUNDLED, Entry, Hit
from hart_cli.search.browse import Judge
from hart_cli.search.candidates import IS_ITS_NAME
from hart_cli.search.needs import Needs
from hart_cli.search.query import ParsedQuery
from hart_cli.search.weights import EXACT, WEIGHTS
from hart_cli.store.store import Store
from hart_cli.text import words

EMERGENCY = English("emergency")
"""What `Hit.matched` says of an entry that stands first because somebody may be in danger."""

ENFORCEMENT = "enforcement"
"""The role of a line of the police or of immigration."""

_TERMS_OF_ACTS = frozenset({"public", "act", "law", "bill", "statut", "concern"})
_TEXTS = ("guide", "tip-sheet")
_ANSWERS = "national-human-trafficking-hotline"  # stands before entries that nobody can reach

RULES = {"texts": _TEXTS, "terms_of_acts": sorted(_TERMS_OF_ACTS)}
"""The same for the script of a page (`search.page_data`)."""


def page_data(entries: Sequence[Entry]) -> dict[str, Any]:
    """Return what the script of a page asks of its entries for this order, by their places in the page: which are
    lines with a role that has a rule, which line answers, which acts are overtaken, which entries take texts,
    and which entries nobody can reach."""
    roles: dict[str, list[int]] = {EMERGENCY: [], ENFORCEMENT: []}
    for place, entry in enumerate(entries):
        if entry.directory == BUNDLED and entry.line:
            roles.setdefault(entry.line, []).append(place)
    answers = [n for n, entry in enumerate(entries) if entry.id == _ANSWERS and entry.directory == BUNDLED]
    return {
        "roles": roles,
        "answers": answers,
        "overtaken": [n for n, entry in enumerate(entries) if entry.act and entry.act.overtaken_by],
        "channels": {
            channel: [n for n, entry in enumerate(entries) if any(phone.channel == channel for phone in entry.phones)]
            for channel in ("text",)
        },
        "unreachable": [n for n, entry in enumerate(entries) if not is_reachable(entry)],
    }


def order(hits: list[Hit], needs: Needs, parsed: ParsedQuery, judge: Judge, bundled: Store) -> list[Hit]:
    """Return the hits in the order in which they may stand.

    Args:
        hits: what ranking found, best first.
        needs: what the question states.
        parsed: the query.
        judge: the filters of the question.
        bundled: the directory that comes with hart.
    """
    hits = [hit for hit in hits if role(hit) not in needs.without or hit.score >= EXACT]
    hits = _reachable_first(hits, parsed.stems, judge, bundled)
    hits = _in_force_first(hits, parsed.stems, bundled)
    if not {"tip"} & set(needs.names):
        hits = sorted(hits, key=lambda hit: role(hit) == ENFORCEMENT and not _is_asked_for(hit, parsed))
    first = [hit for entry_id in needs.ids if (hit := _stated(entry_id, needs, judge, bundled))]
    if not first:
        return hits
    named = [hit for hit in hits if _is_meant(hit, first)]
    rest = sorted(
        (hit for hit in hits if hit not in named and _may_follow(hit, needs)),
        key=lambda hit: hit.entry.id in needs.last,
    )
    return [*named, *(hit for hit in first if not _is_in(hit, named)), *(h for h in rest if not _is_in(h, first))]


def _may_follow(hit: Hit, needs: Needs) -> bool:
    """Whether a hit may stand behind what a need puts first: no line of enforcement, and for somebody who has one
    channel only what has it."""
    if role(hit) == ENFORCEMENT:
        return False
    return not needs.channel or any(phone.channel == needs.channel for phone in hit.entry.phones)


def _is_meant(hit: Hit, first: list[Hit]) -> bool:
    """Whether a question names an entry by its name or number, or by an alias an entry that stands first anyway.

    A guide has questions as aliases: they state a need.
    """
    if hit.score < EXACT:
        return False
    return hit.matched[:1] == (IS_ITS_NAME,) or (hit.entry.kind != "guide" and _is_in(hit, first))


def role(hit: Hit) -> str | None:
    """Return the role of a bundled line; entries of the user's own have none."""
    return hit.entry.line if hit.entry.directory == BUNDLED else None


def _is_asked_for(hit: Hit, parsed: ParsedQuery) -> bool:
    """Whether the question names an entry, or says what the thesaurus calls it ("call the fbi")."""
    names = (" ".join(words(name)) for name in (hit.entry.name, *hit.entry.aliases))
    return hit.score >= EXACT or not parsed.likely_names.isdisjoint(names)


def _is_in(hit: Hit, hits: list[Hit]) -> bool:
    return any(other.entry.id == hit.entry.id and other.entry.directory == hit.entry.directory for other in hits)


def _stated(entry_id: str, needs: Needs, judge: Judge, bundled: Store) -> Hit | None:
    """Return an entry that stands first for a need, or None where the filters rule it out.

    An emergency line is never ruled out by what is known of a person, only by a kind or topic.
    """
    entry = bundled.by_id(entry_id)
    if entry is None:
        return None
    hit = judge.hit(entry)
    if hit is None and entry.line == EMERGENCY:
        hit = judge._replace(
            filters=judge.filters._replace(age=None, groups=(), languages=(), town=None), town=None
        ).hit(entry)
    if hit is None:
        return None
    if needs.channel:
        phones = sorted(hit.entry.phones, key=lambda phone: phone.channel != needs.channel)
        hit = hit._replace(entry=hit.entry._replace(phones=tuple(phones)))
    why = EMERGENCY if needs.emergency else English(f"need: {needs.names[0]}")
    return hit._replace(score=WEIGHTS["need"], matched=(why,))


def _in_force_first(hits: list[Hit], terms: frozenset[str], bundled: Store) -> list[Hit]:
    """Let acts that a later act overtook stand behind the other acts, unless the question names them."""

    def moves(hit: Hit) -> bool:
        is_named = hit.score >= EXACT and not _is_about_section(hit)
        return hit.entry.act is not None and not is_named and not _holds(hit.entry, wanted, bundled)

    wanted = terms - _TERMS_OF_ACTS
    ordered = iter(sorted(filter(moves, hits), key=lambda hit: bool(hit.entry.act and hit.entry.act.overtaken_by)))
    return [next(ordered) if moves(hit) else hit for hit in hits]


def _is_about_section(hit: Hit) -> bool:
    reason = hit.matched[0]
    return isinstance(reason, Message) and reason.argument("section") is not None


def _holds(entry: Entry, terms: frozenset[str], bundled: Store) -> bool:
    """Whether a name of an entry holds two terms or more, and all of them."""
    return len(terms) > 1 and any(terms.issubset(name) for name in _name_terms(entry, bundled))


def _name_terms(entry: Entry, bundled: Store) -> list[set[str]]:
    """Return the terms of each name of an entry. Those of its words are stored, so that no stemmer is loaded."""
    return [{bundled.term_of(word) or word for word in words(name)} for name in (entry.name, *entry.aliases)]


def is_reachable(entry: Entry) -> bool:
    """Whether an entry can be called, texted, written to, opened or reached by a referral."""
    contacts = any(contact.phones or contact.emails for contact in entry.contacts)
    return bool(entry.phones or entry.urls or entry.emails or entry.referral or contacts)


def _is_named(entry: Entry, terms: frozenset[str], bundled: Store) -> bool:
    """Whether a word of the question stands in the name of an entry."""
    return any(not terms.isdisjoint(name) for name in _name_terms(entry, bundled))


def _reachable_first(hits: list[Hit], terms: frozenset[str], judge: Judge, bundled: Store) -> list[Hit]:
    """Never let a guide or sheet that nobody can open stand first or alone, unless it was named."""
    if not hits or hits[0].entry.kind not in _TEXTS or is_reachable(hits[0].entry):
        return hits
    if hits[0].score >= EXACT or _is_named(hits[0].entry, terms, bundled):
        return hits
    number = next((n for n, hit in enumerate(hits) if is_reachable(hit.entry)), None)
    if number is not None:
        return [hits[number], *hits[:number], *hits[number + 1 :]]
    line = bundled.by_id(_ANSWERS)
    answer = judge.hit(line) if line else None
    return [answer._replace(score=hits[0].score, matched=(message("a line that answers"),)), *hits] if answer else hits
