"""What stands on a handout, in English or Spanish: chosen, worded and counted here; the page and the PDF
only set it.

Where a name or a text could tell somebody else what the sheet is about, it is left out unless the full
ones are asked for. The emergency lines stand first on every sheet and card. No text is shortened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from hart_cli.confidentiality import MINORS, TRACES, UNSAID
from hart_cli.emergency import AS_OF, LINES
from hart_cli.export import confidentiality, instructions, neutral
from hart_cli.export.handout_choice import addresses, choose, emergency_answer, emergency_numbers
from hart_cli.export.options import ExportOptions
from hart_cli.export.paper_facts import hours, languages, localized, sentence
from hart_cli.i18n.catalog import gettext, word
from hart_cli.i18n.messages import Message, message
from hart_cli.localize import marked_english
from hart_cli.model import Entry, Hit, Phone
from hart_cli.safe import dial_link, visible, web_address
from hart_cli.text import digits

ROOM = 4
"""How many entries fit beside the emergency answer."""

NO_BREAK = "\u00a0"
_TYPED = 40


CUT = message("Cut along the solid line, fold at the dashed lines.")
_SCAN = message("Point a phone's camera at a code to call.")
_TEXT_911 = message("text only if you cannot speak")
_NO_NUMBER = message("No number is stated. Ask the person who gave you this.")
_TITLE = message("Phone numbers")
_FULL_TITLE = message("Help in Connecticut against human trafficking")
_SAY_911 = message("Call. Text 911 only if you cannot speak: in English, first where you are.")


_CAPTIONS = {
    "911": message("In danger now"),
    "988-lifeline": message("Thinking of dying, or cannot go on"),
    "ct-safe-connect": message("Hurt or controlled by a partner or family"),
    "national-human-trafficking-hotline": message("Made to work or to have sex"),
    "ct-careline": message("A child is being hurt"),
    "211-connecticut": message("Anything else"),
}
"""When to call a line of the emergency answer."""

_NEUTRAL_CAPTIONS = _CAPTIONS | {
    "ct-safe-connect": message("Not at ease at home or with somebody close"),
    "national-human-trafficking-hotline": message("Help and advice, day and night"),
}
"""The same where somebody who watches may read it."""


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
    entries, left_out = chosen[:ROOM], max(0, len(chosen) - ROOM)
    items, seen = [], emergency_numbers(options)
    for entry in entries:
        items.append(_item(entry, options, seen))
        seen |= {digits(phone.number) for phone in entry.phones}
    return Sheet(
        options.ui,
        options.layout,
        options.titled,
        gettext(_FULL_TITLE if options.titled else _TITLE, options.ui),
        options.revised,
        tuple(_urgent(one, options) for one in emergency_answer(options)),
        tuple(_with_distinct_names(items, entries, options.ui)),
        left_out,
        _foot(entries, left_out, options),
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


def _with_distinct_names(items: list[Item], entries: list[Entry], ui: str) -> Iterator[Item]:
    """Yield the items with no two of one name: where they serve, else the end of the number, else a count differs."""
    names = [item.name for item in items]
    for suffixes in ([neutral.scope(entry, ui) for entry in entries], map(neutral.last_digits, entries)):
        often = Counter(names)
        names = [
            _joined(name, suffix) if often[name] > 1 else name for name, suffix in zip(names, suffixes, strict=True)
        ]
    seen = Counter[str]()
    for item, name in zip(items, names, strict=True):
        seen[name] += 1
        yield item._replace(name=f"{name} ({seen[name]})" if seen[name] > 1 else name)


def _joined(name: str, scope: str) -> str:
    return f"{name}{', ' if ': ' in name else ': '}{scope}" if scope else name


def _urgent(line_id: str, options: ExportOptions) -> Item:
    # Number and text code of the built-in lines are the built-in ones, which no file can change.
    line = next((line for line in LINES if line.id == line_id), None)
    entry = next((entry for entry in options.first if entry.id == line_id), None)
    voices = [p for p in entry.phones if p.channel == "voice" and (not line or p.number == line.voice)] if entry else []
    phone = voices[0] if voices else None
    number = line.voice if line else phone.number if phone else ""
    name = line.name if line else entry.name if entry else line_id
    captions = _CAPTIONS if options.titled else _NEUTRAL_CAPTIONS
    caption = gettext(captions[line_id], options.ui) if line_id in captions else ""
    caption = caption or (neutral.full_name(entry, options.ui) if entry else name)
    titled = options.titled and line_id != "911"
    call = dial_link(number, phone.e164) if phone else _dial(number)
    item = Item(line_id, visible(name) if titled else caption, _unbroken(number), call, (caption,) if titled else ())
    if line_id == "911":
        codes = _codes(item, [("sms:911", "911", "")], options)
        return item._replace(lines=(gettext(_SAY_911, options.ui),), codes=codes)
    if entry is None:
        return item._replace(codes=_codes(item, [], options))
    lines = [
        *item.lines,
        *(instructions.beside(entry, phone, options.ui, titled=options.titled) if phone else ()),
        *_other_numbers(entry, phone, options, set(), built_in=line is not None),
        _facts(entry, options, caption),
        *confidentiality.lines(entry, options.ui, titled=options.titled),
    ]
    return item._replace(
        lines=tuple(filter(None, lines)),
        codes=_codes(item, _text_links(entry), options),
        address=_short(_url(entry, options)),
    )


def _dial(voice: str) -> str | None:
    only = digits(voice)
    return dial_link(voice, f"+{only}" if len(only) > 6 else None)


def _text_links(entry: Entry) -> list[tuple[str, str, str]]:
    """Return for each number that takes texts its link, the number and the word to send."""
    links = [(dial_link(p.number, p.e164, "sms"), p) for p in entry.phones if p.channel == "text"]
    return [(link, phone.number, instructions.text_keyword(entry, phone)) for link, phone in links if link]


def _codes(
    item: Item, texts: Sequence[tuple[str, str, str]], options: ExportOptions, web: str | None = None
) -> tuple[Code, ...]:
    """Return the codes of an item: to call it, to text it, to open its page."""
    ui, links = options.ui, []
    if item.call and item.call.startswith("tel:"):
        links.append((item.call, gettext(message("call"), ui), item.number))
    for link, number, keyword in texts[:1]:
        text = f"{gettext(message('text'), ui)} {keyword}".strip()
        links.append((link, gettext(_TEXT_911, ui) if link == "sms:911" else text, number))
    if web:
        links.append((web, gettext(message("web page"), ui), item.number))
    return tuple(Code(link, caption, f"{caption} {number}") for link, caption, number in links)


def _item(entry: Entry, options: ExportOptions, seen: set[str]) -> Item:
    ui, web = options.ui, _url(entry, options)
    by_channel = (p for channel in ("voice", "text", "tty") for p in entry.phones if p.channel == channel)
    first = next(by_channel, None)
    lines = _lines(entry, first, options, bool(web), seen)
    item = Item(
        id=entry.id,
        name=visible(entry.name) if options.titled else neutral.full_name(entry, ui),
        number=_unbroken(instructions.large(entry, first, ui)) if first else "",
        call=dial_link(first.number, first.e164, "sms" if first.channel == "text" else "tel") if first else None,
        lines=tuple(dict.fromkeys(filter(None, lines))),
        address=_short(web),
    )
    return item._replace(codes=_codes(item, _text_links(entry), options, web))


def _url(entry: Entry, options: ExportOptions) -> str | None:
    """Return the page of an entry, in Spanish where there is one, as a paper with full names holds it."""
    url = next((u for u in entry.urls if options.ui == "es" and u.language == "es"), None) or next(
        iter(entry.urls), None
    )
    return web_address(url.url) if url and options.titled else None


def _lines(entry: Entry, first: Phone | None, options: ExportOptions, has_page: bool, seen: set[str]) -> Iterable[str]:
    """Yield what stands below the large number: what to press and know, what the entry is, the other numbers, how to
    write or refer where no number is stated or where names are full, and who is told."""
    ui, translated = options.ui, localized(entry, options.ui)
    if first is not None:
        if first.channel == "text":
            yield sentence(instructions.texting(entry, first, ui))
        yield from instructions.beside(entry, first, ui, titled=options.titled)
    yield _about(translated, options)
    yield from _other_numbers(entry, first, options, seen)
    written = addresses(entry, options)
    if first is None or options.titled:
        yield from written
    if options.titled and translated.referral:
        yield f"{word('How to refer', ui)}: {_marked(entry, translated.referral, entry.referral, ui)}"
    elif first is None and not written and not has_page:
        yield gettext(_NO_NUMBER, ui)
    for english, caution in zip(entry.cautions, translated.cautions, strict=False):
        yield from instructions.caution(entry, english, caution, ui, titled=options.titled, doubt=False)
    yield _facts(entry, options, "" if options.titled else neutral.full_name(entry, ui))
    yield from confidentiality.lines(entry, ui, titled=options.titled)


def _other_numbers(
    entry: Entry, first: Phone | None, options: ExportOptions, seen: set[str], *, built_in: bool = False
) -> Iterable[str]:
    """Yield the numbers of an entry beside its large one, each with when and how to use it. What stands above already
    is not said again, unless the directory says there when to use it."""
    for phone in entry.phones:
        again = digits(phone.number) in seen and digits(phone.number) not in digits(phone.label or "")
        if phone is first or phone.channel == "fax" or (again and not options.named):
            continue
        if built_in and phone.channel == "text":
            yield sentence(instructions.texting(entry, phone, options.ui))
            continue
        beside = first.number if first else ""
        yield instructions.number_line(entry, phone, options.ui, titled=options.titled, beside_number=beside)


def _short(url: str | None) -> str | None:
    """Return a web address for reading: whole, or only its host where nobody would type the rest."""
    if url is None:
        return None
    address = url.partition("://")[2].rstrip("/") or url
    return address if len(address) <= _TYPED else address.partition("/")[0]


def _about(entry: Entry, options: ExportOptions) -> str:
    if not options.titled:
        return ""  # its name says what it is
    gloss = entry.translation("name") if options.ui == "es" else None
    text = entry.summary or ""
    about = visible(text if gloss in (None, entry.name) else f"{gloss}. {text}")
    return marked_english(about, options.ui) if text and entry.text_language != options.ui else about


def _marked(entry: Entry, translated: str, english: str | None, ui: str) -> str:
    is_english = translated == english and entry.text_language != ui
    return marked_english(visible(translated), ui) if is_english else visible(translated)


def _facts(entry: Entry, options: ExportOptions, name: str = "") -> str:
    ui, facts = options.ui, []
    if entry.line == "enforcement":
        facts.append(gettext(neutral.OFFICERS, ui))
    # What the name says already is not said again.
    if not (neutral.is_always_open(entry) and gettext(neutral.DAY_AND_NIGHT, ui) in name):
        stated = hours(entry, ui, titled=options.titled)
        text = _marked(entry, stated, entry.hours, ui) if stated else word("not stated", ui)
        facts.append(f"{word('Hours', ui)}: {text}")
    return " ".join(map(sentence, (*facts, languages(entry, ui))))


def _unbroken(text: str) -> str:
    return visible(text).replace(" ", NO_BREAK)
