"""Which entries a handout holds, and in which order."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hart_cli.emergency import LINES
from hart_cli.export import instructions, neutral
from hart_cli.export.options import ExportOptions
from hart_cli.i18n.catalog import word
from hart_cli.model import BUNDLED, Entry, Hit
from hart_cli.safe import visible
from hart_cli.text import digits

_SERVES = {
    "immigrants": {"immigration", "legal-help"},
    "low-income": {"legal-help"},
}
"""Topics that serve a group that was asked for as its name does."""

_PROSECUTION = re.compile(r"\bprosecut", re.IGNORECASE)


def choose(hits: Iterable[Hit], options: ExportOptions) -> list[Entry]:
    """Return the entries for a handout in their order: as named; else what speaks the paper's language first, then
    what states that it fits, the near before the far, lines to talk to before programs; offices and lines to report to
    last. Named staff and lines of enforcement on a neutral paper are left out in any case."""
    urgent = set(emergency_answer(options))
    chosen = [
        hit
        for hit in hits
        if hit.entry.kind != "person"
        and not (hit.entry.id in urgent and hit.entry.directory == BUNDLED)
        and neutral.may_stand(hit.entry, named=options.named, titled=options.titled, asked=options.asked)
        and (options.named or _is_offered(hit.entry, options))
    ]
    if options.named:
        return [hit.entry for hit in chosen]
    return _without_repeats(sorted(chosen, key=lambda hit: _rank(hit, options)), options)


def emergency_answer(options: ExportOptions) -> list[str]:
    """Return the ids of the emergency answer: as the directory orders them, and the built-in lines in any case."""
    return list(dict.fromkeys([*(entry.id for entry in options.first), *(line.id for line in LINES)]))


def emergency_numbers(options: ExportOptions) -> set[str]:
    """Return the digits of the numbers in the boxes of the emergency answer."""
    numbers = {line.voice for line in LINES} | {phone.number for entry in options.first for phone in entry.phones}
    return set(map(digits, numbers))


def addresses(entry: Entry, options: ExportOptions) -> list[str]:
    """Return how to write to an entry or to go there; where names are neutral, only what tells nobody what it is."""
    emails = [
        f"{word('E-mail', options.ui)}: {visible(e.email)}"
        for e in entry.emails
        if options.titled or neutral.may_hold_email(e.email, entry)
    ]
    address = neutral.address(entry)
    return [*emails, *([f"{word('Address', options.ui)}: {visible(address)}"] if address else [])]


def _is_offered(entry: Entry, options: ExportOptions) -> bool:
    """Whether an entry that nobody named is help, can be reached, and warns of no prosecution on a neutral paper."""
    called = any(phone.channel != "fax" for phone in entry.phones)
    reachable = called or addresses(entry, options) or (options.titled and (entry.urls or entry.referral))
    warns = not options.titled and any(map(_PROSECUTION.search, entry.cautions))
    return entry.kind in neutral.HELP_KINDS and bool(reachable) and not warns


def _without_repeats(hits: Iterable[Hit], options: ExportOptions) -> list[Entry]:
    """Return the entries without those whose numbers are all above already and ask for nothing else to be done."""
    seen, entries = emergency_numbers(options), []
    for entry in (hit.entry for hit in hits):
        numbers = {digits(phone.number) for phone in entry.phones if phone.channel != "fax"}
        if not numbers or not numbers <= seen or any(map(instructions.asks_to_act, entry.phones)):
            entries.append(entry)
            seen |= numbers
    return entries


def _rank(hit: Hit, options: ExportOptions) -> tuple[int, ...]:
    entry = hit.entry
    reports = entry.line in ("report", "enforcement") or (entry.kind == "agency" and "reporting" in entry.topics)
    return (
        not _serves(entry, options),
        options.ui == "es" and "es" not in entry.languages,
        any(reason.fit != "yes" for _, reason in hit.eligibility),
        reports,
        neutral.reach(entry) > 0,
        "children" in options.asked and "children" not in entry.groups,
        neutral.reach(entry),
        neutral.HELP_KINDS.index(entry.kind),
    )


def _serves(entry: Entry, options: ExportOptions) -> bool:
    """Whether an entry is for one of the groups or topics that were asked for, as it says itself: of its own groups,
    its topics, or, for deaf people, a way to reach it without hearing."""
    asked = set(options.asked) - {"children"}  # an age says so too, and comes after a town
    if not asked:
        return True
    wanted = {*asked, *(topic for one in asked for topic in _SERVES.get(one, ()))}
    written = "deaf" in wanted and any(phone.channel in ("text", "tty") for phone in entry.phones)
    return written or bool(wanted & {*entry.groups, *entry.topics})
