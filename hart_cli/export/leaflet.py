"""What stands on a handout, in English or Spanish: chosen, worded and counted here; the page and the PDF
only set it.

Where a name or a text could tell somebody else what the sheet is about, it is left out unless the full
ones are asked for. The emergency lines stand first on every sheet and card. No text is shortened.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hart_cli.confidentiality import MINORS, TRACES, UNSAID
from hart_cli.emergency import AS_OF, LINES
from hart_cli.export import confidentiality, instructions, neutral
from hart_cli.export.options import ExportOptions
from hart_cli.i18n.catalog import gettext, using, word
from hart_cli.i18n.messages import Message, message
from hart_cli.localize import in_spanish, marked_english
from hart_cli.model import BUNDLED, Entry, Hit, Phone
from hart_cli.output.facts import languages_text
from hart_cli.safe import dial_link, visible, web_address
from hart_cli.text import digits

ROOM = {("sheet", False): 4, ("sheet", True): 4, ("card", False): 4, ("card", True): 4}
"""How many entries stand beside the emergency answer, by layout and by whether names are full."""

NO_BREAK = "\u00a0"
_TYPED = 40


CUT = message("Cut along the solid line, fold at the dashed lines.")
_SCAN = message("Point a phone's camera at a code to call.")
_TEXT_911 = message("text only if you cannot speak")
_NO_NUMBER = message("No number is stated. Ask the person who gave you this.")
_TITLE = message("Phone numbers")
_FULL_TITLE = message("Help in Connecticut against human trafficking")
_SAY_911 = message("Call. Text 911 only if you cannot speak: in English, first where you are.")


class _Caption(NamedTuple):
    """When to call a line of the emergency answer: in full, and as it stands where a watcher may read it."""

    full: Message
    neutral: Message


_CAPTIONS = {
    "911": _Caption(*[message("In danger now")] * 2),
    "988-lifeline": _Caption(*[message("Thinking of dying, or cannot go on")] * 2),
    "ct-safe-connect": _Caption(
        message("Hurt or controlled by a partner or family"), message("Not at ease at home or with somebody close")
    ),
    "national-human-trafficking-hotline": _Caption(
        message("Made to work or to have sex"), message("Help and advice, day and night")
    ),
    "ct-careline": _Caption(*[message("A child is being hurt")] * 2),
    "211-connecticut": _Caption(*[message("Anything else")] * 2),
}

_SERVES = {
    "immigrants": {"immigration", "legal-help"},
    "low-income": {"legal-help"},
}
"""Topics that serve a group that was asked for as its name does."""

_PROSECUTION = re.compile(r"\bprosecut", re.IGNORECASE)


class Code(NamedTuple):
    """A code to scan: its link, what stands below it, and what it says to a screen reader."""

    link: str
    caption: str
    label: str


class Item(NamedTuple):
    """One entry on a handout.

    `number` is the large one. `lines` are the small ones below it: what to press and know, what the entry is, the other
    ways to reach it, hours and languages, who answers and who is told. `call` is the link of the number, `codes` are the
    codes to scan, that for the number first, and `address` is the web address to read.
    """

    id: str
    name: str
    number: str
    call: str | None
    lines: tuple[str, ...]
    codes: tuple[Code, ...] = ()
    address: str | None = None


class Sheet(NamedTuple):
    """A whole handout: its language, texts and entries, whether with codes, and how many did not fit."""

    ui: str
    layout: str
    is_titled: bool
    title: str
    revised: str | None
    urgent: tuple[Item, ...]
    items: tuple[Item, ...]
    left_out: int
    foot: tuple[str, ...]
    codes: bool = True


def plan(hits: Iterable[Hit], options: ExportOptions, limit: int = 0) -> Sheet:
    """Return what stands on the handout.

    Args:
        hits: what the filters left, or what was named; the emergency lines need not be among them.
        options: language, layout, names, date, and the emergency lines as the directory has them.
        limit: how many entries at most, as somebody asked; 0 for as many as fit.
    """
    chosen = choose(hits, options)[: limit or None]
    room = ROOM[options.layout, options.titled]
    left_out = max(0, len(chosen) - room)
    urgent, seen = tuple(_urgent(one, options) for one in _emergency_answer(options)), _numbers_of(options)
    made = []
    for entry in chosen[:room]:
        made.append(_item(entry, options, seen))
        seen |= {digits(phone.number) for phone in entry.phones}
    items = _told_apart(made, chosen[:room], options)
    return Sheet(
        options.ui,
        options.layout,
        options.titled,
        gettext(_FULL_TITLE if options.titled else _TITLE, options.ui),
        options.revised,
        urgent,
        tuple(items),
        left_out,
        _foot(chosen[:room], left_out, options),
        options.codes,
    )


def _foot(entries: list[Entry], left_out: int, options: ExportOptions) -> tuple[str, ...]:
    more = [message("{count} more did not fit here.", count=left_out)] if left_out and options.titled else []
    dates = " ".join(gettext(one, options.ui) for one in (*more, *_dates(entries, options)))
    above = (gettext(one, options.ui) for one in (instructions.FAILS, TRACES, MINORS, UNSAID))
    return (*above, dates, *([gettext(_SCAN, options.ui)] if options.codes else []))


def _dates(entries: list[Entry], options: ExportOptions) -> list[Message]:
    dates = {AS_OF, *(entry.source.as_of for entry in (*entries, *options.first))}
    notes = [message("List revised on {date}.", date=options.revised)] if options.revised else []
    notes.append(message("Oldest source: {date}.", date=min(dates - {"undated"})))
    return [*notes, message("Some sources are undated.")] if "undated" in dates else notes


def choose(hits: Iterable[Hit], options: ExportOptions) -> list[Entry]:
    """Return the entries for a handout in their order: as named; else what speaks the paper's language first, then
    what states that it fits, the near before the far, lines to talk to before programs; offices and lines to report to
    last. Named staff and lines of enforcement on a neutral paper are left out in any case."""
    urgent = set(_emergency_answer(options))
    found = [hit for hit in hits if not (hit.entry.id in urgent and hit.entry.directory == BUNDLED)]
    found = [hit for hit in found if hit.entry.kind != "person"]
    found = [
        hit
        for hit in found
        if neutral.may_stand(hit.entry, named=options.named, titled=options.titled, asked=options.asked)
    ]
    if not options.named:
        found = [hit for hit in found if hit.entry.kind in neutral.HELP_KINDS and _is_reachable(hit.entry, options)]
        if not options.titled:
            found = [hit for hit in found if not any(map(_PROSECUTION.search, hit.entry.cautions))]
        found.sort(key=lambda hit: _place(hit, options))
        return _without_the_same(found, options)
    return [hit.entry for hit in found]


def _emergency_answer(options: ExportOptions) -> list[str]:
    """Return the ids of the emergency answer: as the directory orders them, and the built-in lines in any case."""
    ids = [entry.id for entry in options.first]
    return [*ids, *(line.id for line in LINES if line.id not in ids)]


def _numbers_of(options: ExportOptions) -> set[str]:
    """Return the digits of the numbers that stand in the boxes of the emergency answer."""
    numbers = {line.voice for line in LINES} | {phone.number for entry in options.first for phone in entry.phones}
    return set(map(digits, numbers))


def _without_the_same(found: list[Hit], options: ExportOptions) -> list[Entry]:
    """Return the entries without those whose numbers all stand above already and ask for nothing else to be done."""
    seen, kept = _numbers_of(options), []
    for hit in found:
        entry = hit.entry
        numbers = {digits(phone.number) for phone in entry.phones if phone.channel != "fax"}
        again = bool(numbers) and numbers <= seen and not any(map(instructions.asks_to_act, entry.phones))
        if not again:
            kept.append(entry)
            seen |= numbers
    return kept


def _is_reachable(entry: Entry, options: ExportOptions) -> bool:
    called = any(phone.channel != "fax" for phone in entry.phones)
    return called or bool(_written(entry, options)) or (options.titled and bool(entry.urls or entry.referral))


def _place(hit: Hit, options: ExportOptions) -> tuple[bool, bool, bool, bool, bool, bool, int, int]:
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


def _told_apart(items: list[Item], entries: list[Entry], options: ExportOptions) -> list[Item]:
    """Return the items with no two of one name: where they serve, and else the end of the number, tells them apart."""
    often = Counter(item.name for item in items)
    scoped = [
        item._replace(name=_joined(item.name, neutral.scope(entry, options.ui))) if often[item.name] > 1 else item
        for item, entry in zip(items, entries, strict=True)
    ]
    often, seen, told_apart = Counter(item.name for item in scoped), Counter[str](), []
    for item, entry in zip(scoped, entries, strict=True):
        name = _joined(item.name, neutral.last_digits(entry)) if often[item.name] > 1 else item.name
        seen[name] += 1
        told_apart.append(item._replace(name=f"{name} ({seen[name]})" if seen[name] > 1 else name))
    return told_apart


def _joined(name: str, scope: str) -> str:
    return f"{name}{', ' if ': ' in name else ': '}{scope}" if scope else name


def _urgent(line_id: str, options: ExportOptions) -> Item:
    # Number and text code of the built-in lines are the built-in ones, which no file can change.
    line = next((line for line in LINES if line.id == line_id), None)
    entry = next((entry for entry in options.first if entry.id == line_id), None)
    spoken = (
        next((p for p in entry.phones if p.channel == "voice" and (not line or p.number == line.voice)), None)
        if entry
        else None
    )
    voice = line.voice if line else spoken.number if spoken else ""
    named = line.name if line else entry.name if entry else line_id
    caption = _caption(line_id, options) or (neutral.full_name(entry, options.ui) if entry else named)
    titled = options.titled and line_id != "911"
    about = [caption] if titled else []
    call = dial_link(voice, spoken.e164) if spoken else _dial(voice)
    item = Item(line_id, visible(named) if titled else caption, _unbroken(voice), call, ())
    if line_id == "911":
        return item._replace(
            lines=(gettext(_SAY_911, options.ui),), codes=_codes(item, [("sms:911", "911", "")], options)
        )
    if entry is None:
        return item._replace(lines=tuple(about), codes=_codes(item, [], options))
    lines = [
        *about,
        *(instructions.beside(entry, spoken, options.ui, titled=options.titled) if spoken else ()),
        *_other_ways(entry, spoken, options, set(), built_in=line is not None),
        _facts(entry, options, caption),
        *confidentiality.lines(entry, options.ui, titled=options.titled),
    ]
    url = _url(entry, options)
    return item._replace(
        lines=tuple(filter(None, lines)),
        codes=_codes(item, _text_links(entry), options),
        address=_short(url) if url else None,
    )


def _caption(line_id: str, options: ExportOptions) -> str:
    if line_id not in _CAPTIONS:
        return ""
    return gettext(_CAPTIONS[line_id].full if options.titled else _CAPTIONS[line_id].neutral, options.ui)


def _dial(voice: str) -> str | None:
    only = digits(voice)
    return dial_link(voice, f"+{only}" if len(only) > 6 else None)


def _text_links(entry: Entry) -> list[tuple[str, str, str]]:
    """Return for each number that takes texts its link, the number and the word to send."""
    found = [(dial_link(p.number, p.e164, "sms"), p) for p in entry.phones if p.channel == "text"]
    return [(link, phone.number, instructions.text_keyword(entry, phone)) for link, phone in found if link]


def _codes(
    item: Item, texts: Sequence[tuple[str, str, str]], options: ExportOptions, web: str | None = None
) -> tuple[Code, ...]:
    """Return the codes of an item: to call it, to text it, to open its page."""
    ui, codes = options.ui, []
    if item.call and item.call.startswith("tel:"):
        call = gettext(message("call"), ui)
        codes.append(Code(item.call, call, f"{call} {item.number}"))
    for link, number, keyword in texts[:1]:
        text = gettext(message("text"), ui)
        caption = gettext(_TEXT_911, ui) if link == "sms:911" else " ".join(filter(None, (text, keyword)))
        codes.append(Code(link, caption, f"{caption} {number}"))
    if web:
        page = gettext(message("web page"), ui)
        codes.append(Code(web, page, f"{page} {item.number}"))
    return tuple(codes)


def _item(entry: Entry, options: ExportOptions, seen: set[str]) -> Item:
    shown = in_spanish(entry) if options.ui == "es" else entry
    by_channel = {channel: [p for p in entry.phones if p.channel == channel] for channel in ("voice", "text", "tty")}
    first = next(iter([*by_channel["voice"], *by_channel["text"], *by_channel["tty"]]), None)
    web = _url(entry, options)
    texted = bool(first) and not by_channel["voice"] and bool(by_channel["text"])
    item = Item(
        id=entry.id,
        name=visible(entry.name) if options.titled else neutral.full_name(entry, options.ui),
        number=_large(entry, first, options.ui) if first else "",
        call=dial_link(first.number, first.e164, "sms" if texted else "tel") if first else None,
        lines=tuple(dict.fromkeys(line for line in _lines(entry, shown, first, options, bool(web), seen) if line)),
        address=_short(web) if web else None,
    )
    return item._replace(codes=_codes(item, _text_links(entry), options, web))


def _url(entry: Entry, options: ExportOptions) -> str | None:
    """Return the page of an entry, in Spanish where there is one, as a paper with full names holds it."""
    url = next((u for u in entry.urls if options.ui == "es" and u.language == "es"), None) or next(
        iter(entry.urls), None
    )
    return web_address(url.url) if url and options.titled else None


def _large(entry: Entry, phone: Phone, ui: str) -> str:
    if phone.channel == "voice":
        return _unbroken(instructions.number(phone, ui))
    if phone.channel == "tty":
        return _unbroken(instructions.tty(entry, phone, ui))
    return _unbroken(instructions.text_to(entry, phone, ui))


def _lines(
    entry: Entry, shown: Entry, first: Phone | None, options: ExportOptions, has_page: bool, seen: set[str]
) -> Iterable[str]:
    """Yield what stands below the large number: what to press and know, what the entry is, the other numbers, how to
    write or refer where no number is stated or where names are full, and who is told."""
    ui = options.ui
    if first is not None:
        if first.channel == "text":
            yield _ended(instructions.texting(entry, first, ui))
        yield from instructions.beside(entry, first, ui, titled=options.titled)
    yield _about(shown, options)
    yield from _other_ways(entry, first, options, seen)
    written = _written(entry, options)
    if first is None or options.titled:
        yield from written
    if options.titled and shown.referral:
        yield f"{word('How to refer', ui)}: {_marked(entry, shown.referral, entry.referral, options)}"
    elif first is None and not written and not has_page:
        yield gettext(_NO_NUMBER, ui)
    for english, caution in zip(entry.cautions, shown.cautions, strict=False):
        yield from instructions.caution(entry, english, caution, ui, titled=options.titled, doubt=False)
    yield _facts(entry, options, "" if options.titled else neutral.full_name(entry, ui))
    yield from confidentiality.lines(entry, ui, titled=options.titled)


def _other_ways(
    entry: Entry, first: Phone | None, options: ExportOptions, seen: set[str], *, built_in: bool = False
) -> Iterable[str]:
    """Yield the numbers of an entry beside its large one, each with when and how to use it. What stands above already
    is not said again, unless the directory says there when to use it."""
    for phone in entry.phones:
        again = digits(phone.number) in seen and digits(phone.number) not in digits(phone.label or "")
        if phone is first or phone.channel == "fax" or (again and not options.named):
            continue
        if built_in and phone.channel == "text":
            yield _ended(instructions.texting(entry, phone, options.ui))
            continue
        beside = first.number if first else ""
        yield instructions.way(entry, phone, options.ui, titled=options.titled, beside_number=beside)


def _written(entry: Entry, options: ExportOptions) -> Sequence[str]:
    """Return how to write to an entry or to go there; where names are neutral, only what tells nobody what it is."""
    emails = [
        f"{word('E-mail', options.ui)}: {visible(e.email)}"
        for e in entry.emails
        if options.titled or neutral.may_hold_email(e.email, entry)
    ]
    address = neutral.address(entry)
    return [*emails, *([f"{word('Address', options.ui)}: {visible(address)}"] if address else [])]


def _short(url: str) -> str:
    """Return a web address for reading: whole, or only its host where nobody would type the rest."""
    address = url.partition("://")[2].rstrip("/") or url
    return address if len(address) <= _TYPED else address.partition("/")[0]


def _about(entry: Entry, options: ExportOptions) -> str:
    if not options.titled:
        return ""  # its name says what it is
    gloss = entry.translation("name") if options.ui == "es" else None
    before = "" if gloss in (None, entry.name) else f"{gloss}. "
    text = entry.summary or ""
    is_english = text and entry.text_language != options.ui
    return marked_english(visible(before + text), options.ui) if is_english else visible(before + text)


def _marked(entry: Entry, shown: str, english: str | None, options: ExportOptions) -> str:
    is_english = shown == english and entry.text_language != options.ui
    return marked_english(visible(shown), options.ui) if is_english else visible(shown)


def _facts(entry: Entry, options: ExportOptions, name: str = "") -> str:
    ui, shown = options.ui, in_spanish(entry) if options.ui == "es" else entry
    hours = word("not stated", ui)
    if entry.hours and shown.hours and (options.titled or neutral.is_neutral(entry.hours, entry)):
        hours = _marked(entry, shown.hours, entry.hours, options)
    # What the name says already is not said again.
    in_name = neutral.is_always_open(entry) and gettext(neutral.DAY_AND_NIGHT, ui) in name
    facts = [] if in_name else [f"{word('Hours', ui)}: {hours}"]
    facts += [f"{word('Languages', ui)}: {_languages(entry, options) or word('not stated', ui)}"]
    if entry.line == "enforcement":
        facts.insert(0, gettext(neutral.OFFICERS, ui))
    return " ".join(map(_ended, facts))


def _languages(entry: Entry, options: ExportOptions) -> str:
    with using(options.ui):
        return visible(languages_text(entry.languages))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _unbroken(text: str) -> str:
    return visible(text).replace(" ", NO_BREAK)
