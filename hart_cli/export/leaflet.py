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

from hart_cli.confidentiality import WORDS
from hart_cli.emergency import AS_OF, LINES
from hart_cli.export import confidentiality, instructions, neutral
from hart_cli.export.options import ExportOptions
from hart_cli.language import in_spanish, speaking
from hart_cli.model import BUNDLED, Entry, Hit, Phone
from hart_cli.output.facts import languages_text
from hart_cli.safe import dial_link, visible, web_address
from hart_cli.text import digits

ROOM = {("sheet", False): 4, ("sheet", True): 4, ("card", False): 4, ("card", True): 4}
"""How many entries stand beside the emergency answer, by layout and by whether names are full."""

NO_BREAK = "\u00a0"
_TYPED = 40


class Words(NamedTuple):
    """The fixed texts of a handout in one language."""

    title: str
    full_title: str
    hours: str
    not_stated: str
    languages: str
    email: str
    address: str
    refer: str
    call: str
    text: str
    text_911: str
    web: str
    no_number: str
    more: str
    dated: str
    oldest: str
    some_undated: str
    english_only: str
    cut: str
    scan: str


_WORDS = {
    "en": Words(
        title="Phone numbers",
        full_title="Help in Connecticut against human trafficking",
        hours="Hours",
        not_stated="not stated",
        languages="Languages",
        email="E-mail",
        address="Address",
        refer="How to refer",
        call="call",
        text="text",
        text_911="text only if you cannot speak",
        web="web page",
        no_number="No number is stated. Ask the person who gave you this.",
        more="{} more did not fit here.",
        dated="List revised on {}.",
        oldest="Oldest source: {}.",
        some_undated="Some sources are undated.",
        english_only="",
        cut="Cut along the solid line, fold at the dashed lines.",
        scan="Point a phone's camera at a code to call.",
    ),
    "es": Words(
        title="N\u00fameros de tel\u00e9fono",
        full_title="Ayuda en Connecticut contra la trata de personas",
        hours="Horario",
        not_stated="no se indica",
        languages="Idiomas",
        email="Correo",
        address="Direcci\u00f3n",
        refer="C\u00f3mo remitir",
        call="llamar",
        text="texto",
        text_911="texto solo si no puede hablar",
        web="p\u00e1gina web",
        no_number="No se indica un n\u00famero. Pregunte a la persona que le dio esto.",
        more="{} m\u00e1s no cupieron aqu\u00ed.",
        dated="Lista revisada el {}.",
        oldest="Fuente m\u00e1s antigua: {}.",
        some_undated="Algunas fuentes no tienen fecha.",
        english_only=" (en ingl\u00e9s)",
        cut="Corte por la l\u00ednea continua y doble por las l\u00edneas discontinuas.",
        scan="Apunte la c\u00e1mara de un tel\u00e9fono a un c\u00f3digo para llamar.",
    ),
}


class _Caption(NamedTuple):
    """When to call a line of the emergency answer, in English and Spanish: in full, and as it stands where a watcher
    may read it."""

    full: tuple[str, str]
    neutral: tuple[str, str]


_CAPTIONS = {
    "911": _Caption(("In danger now", "En peligro ahora"), ("In danger now", "En peligro ahora")),
    "988-lifeline": _Caption(
        ("Thinking of dying, or cannot go on", "Piensa en morir, o no puede m\u00e1s"),
        ("Thinking of dying, or cannot go on", "Piensa en morir, o no puede m\u00e1s"),
    ),
    "ct-safe-connect": _Caption(
        ("Hurt or controlled by a partner or family", "Su pareja o su familia le hace da\u00f1o o le controla"),
        ("Not at ease at home or with somebody close", "No est\u00e1 bien en casa o con alguien cercano"),
    ),
    "national-human-trafficking-hotline": _Caption(
        ("Made to work or to have sex", "Le obligan a trabajar o a tener sexo"),
        ("Help and advice, day and night", "Ayuda y consejo, d\u00eda y noche"),
    ),
    "ct-careline": _Caption(
        ("A child is being hurt", "Le hacen da\u00f1o a un ni\u00f1o, ni\u00f1a o adolescente"),
        ("A child is being hurt", "Le hacen da\u00f1o a un ni\u00f1o, ni\u00f1a o adolescente"),
    ),
    "211-connecticut": _Caption(("Anything else", "Cualquier otra cosa"), ("Anything else", "Cualquier otra cosa")),
}

_SAY_911 = (
    "Call. Text 911 only if you cannot speak: in English, first where you are.",
    "Llame. Texto: 911, solo si no puede hablar. Escriba en ingl\u00e9s, primero d\u00f3nde est\u00e1.",
)

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
    words: Words
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
    words, chosen = _WORDS[options.ui], choose(hits, options)[: limit or None]
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
        words,
        words.full_title if options.titled else words.title,
        options.revised,
        urgent,
        tuple(items),
        left_out,
        _foot(chosen[:room], left_out, options),
        options.codes,
    )


def _foot(entries: list[Entry], left_out: int, options: ExportOptions) -> tuple[str, ...]:
    words, said = _WORDS[options.ui], WORDS[options.ui]
    return (
        instructions.WORDS[options.ui].fails,
        said.traces,
        said.minors,
        said.unsaid,
        " ".join([*([words.more.format(left_out)] if left_out and options.titled else []), _dates(entries, options)]),
        *([words.scan] if options.codes else []),
    )


def _dates(entries: list[Entry], options: ExportOptions) -> str:
    words = _WORDS[options.ui]
    dates = {AS_OF, *(entry.source.as_of for entry in (*entries, *options.first))}
    said = [words.dated.format(options.revised)] if options.revised else []
    said.append(words.oldest.format(min(dates - {"undated"})))
    return " ".join([*said, words.some_undated] if "undated" in dates else said)


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
            lines=(_SAY_911[options.ui == "es"],), codes=_codes(item, [("sms:911", "911", "")], options)
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
    return (_CAPTIONS[line_id].full if options.titled else _CAPTIONS[line_id].neutral)[options.ui == "es"]


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
    words = _WORDS[options.ui]
    codes = []
    if item.call and item.call.startswith("tel:"):
        codes.append(Code(item.call, words.call, f"{words.call} {item.number}"))
    for link, number, keyword in texts[:1]:
        caption = words.text_911 if link == "sms:911" else " ".join(filter(None, (words.text, keyword)))
        codes.append(Code(link, caption, f"{caption} {number}"))
    if web:
        codes.append(Code(web, words.web, f"{words.web} {item.number}"))
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
    words, keyword = instructions.WORDS[ui], instructions.text_keyword(entry, phone)
    said = words.text_keyword.format(keyword, phone.number) if keyword else words.text.format(phone.number)
    return _unbroken(said)


def _lines(
    entry: Entry, shown: Entry, first: Phone | None, options: ExportOptions, has_page: bool, seen: set[str]
) -> Iterable[str]:
    """Yield what stands below the large number: what to press and know, what the entry is, the other numbers, how to
    write or refer where no number is stated or where names are full, and who is told."""
    ui, words = options.ui, _WORDS[options.ui]
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
        yield f"{words.refer}: {visible(shown.referral)}{_mark(entry, shown.referral, entry.referral, options)}"
    elif first is None and not written and not has_page:
        yield words.no_number
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
    words = _WORDS[options.ui]
    emails = [
        f"{words.email}: {visible(e.email)}"
        for e in entry.emails
        if options.titled or neutral.may_hold_email(e.email, entry)
    ]
    address = neutral.address(entry)
    return [*emails, *([f"{words.address}: {visible(address)}"] if address else [])]


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
    english = _WORDS[options.ui].english_only if text and entry.text_language != options.ui else ""
    return visible(before + text) + english


def _mark(entry: Entry, shown: str | None, english: str | None, options: ExportOptions) -> str:
    return _WORDS[options.ui].english_only if shown == english and entry.text_language != options.ui else ""


def _facts(entry: Entry, options: ExportOptions, name: str = "") -> str:
    words, shown = _WORDS[options.ui], in_spanish(entry) if options.ui == "es" else entry
    hours = words.not_stated
    if entry.hours and shown.hours and (options.titled or neutral.is_neutral(entry.hours, entry)):
        hours = visible(shown.hours) + _mark(entry, shown.hours, entry.hours, options)
    # What the name says already is not said again.
    in_name = neutral.is_always_open(entry) and neutral.DAY_AND_NIGHT[options.ui == "es"] in name
    facts = [] if in_name else [f"{words.hours}: {hours}"]
    facts += [f"{words.languages}: {_languages(entry, options) or words.not_stated}"]
    if entry.line == "enforcement":
        facts.insert(0, neutral.OFFICERS[options.ui])
    return " ".join(map(_ended, facts))


def _languages(entry: Entry, options: ExportOptions) -> str:
    with speaking(options.ui):
        return visible(languages_text(entry.languages))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _unbroken(text: str) -> str:
    return visible(text).replace(" ", NO_BREAK)
