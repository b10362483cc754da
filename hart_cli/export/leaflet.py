"""What stands on a handout, in English or Spanish: chosen, worded and counted here; the page and the PDF
only set it.

Where a name or a text could tell somebody else what the sheet is about, it is left out unless the full
ones are asked for. The emergency lines stand first on every sheet and card. No text is shortened.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from hart_cli.emergency import AS_OF, LINES, Line
from hart_cli.export import instructions, neutral, told
from hart_cli.export.wish import Wish
from hart_cli.language import in_spanish, speaking
from hart_cli.model import BUNDLED, Entry, Hit, Phone
from hart_cli.output.facts import languages_text
from hart_cli.safe import dial_link, visible, web_address
from hart_cli.told import WORDS

ROOM = {("sheet", False): 8, ("sheet", True): 8, ("card", False): 4, ("card", True): 4}
"""How many entries stand beside the emergency lines, by layout and by whether names are full."""

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

# What each emergency line is for, in words that tell a stranger little.
_SAY = {
    "911": (
        "Not safe now: call. Text 911 only if you cannot speak: in English, first where you are.",
        (
            "Si no est\u00e1 a salvo ahora: llame. Texto: 911, solo si no puede hablar. Escriba en ingl\u00e9s, primero "
            "d\u00f3nde est\u00e1."
        ),
    ),
    "national-human-trafficking-hotline": (
        "Help and advice. Or text HELP to 233733: it is for texts only, never call it.",
        "Ayuda y consejo. O texto: HELP al 233733, solo para textos, nunca llame a ese n\u00famero.",
    ),
    "ct-careline": (
        "A child is being hurt or is not safe: report it here.",
        "Le hacen da\u00f1o a un ni\u00f1o, ni\u00f1a o adolescente, o no est\u00e1 a salvo: avise aqu\u00ed.",
    ),
}


class Item(NamedTuple):
    """One entry on a handout.

    `number` is the large one. `lines` are the small ones below it: what to press and know, what the entry is, the other
    ways to reach it, hours and languages, who answers and who is told. `call` and `web` are links for codes, `address`
    is the web address to read.
    """

    id: str
    name: str
    number: str
    call: str | None
    lines: tuple[str, ...]
    web: str | None = None
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


def plan(hits: Iterable[Hit], wish: Wish, limit: int = 0) -> Sheet:
    """Return what stands on the handout.

    Args:
        hits: what the filters left, or what was named; the emergency lines need not be among them.
        wish: language, layout, names, date, and the emergency lines as the directory has them.
        limit: how many entries at most, as somebody asked; 0 for as many as fit.
    """
    words, chosen = _WORDS[wish.ui], choose(hits, wish)[: limit or None]
    room = ROOM[wish.layout, wish.titled]
    left_out = max(0, len(chosen) - room)
    items = _told_apart([_item(entry, wish) for entry in chosen[:room]], chosen[:room], wish)
    return Sheet(
        wish.ui,
        wish.layout,
        wish.titled,
        words,
        words.full_title if wish.titled else words.title,
        wish.revised,
        tuple(_urgent(line, wish) for line in LINES),
        tuple(items),
        left_out,
        _foot(chosen[:room], left_out, wish),
        wish.codes,
    )


def _foot(entries: list[Entry], left_out: int, wish: Wish) -> tuple[str, ...]:
    words, said = _WORDS[wish.ui], WORDS[wish.ui]
    return (
        instructions.WORDS[wish.ui].fails,
        said.traces,
        said.minors,
        said.unsaid,
        " ".join([*([words.more.format(left_out)] if left_out else []), _dates(entries, wish)]),
        *([words.scan] if wish.codes else []),
    )


def _dates(entries: list[Entry], wish: Wish) -> str:
    words = _WORDS[wish.ui]
    dates = {AS_OF, *(entry.source.as_of for entry in entries)}
    said = [words.dated.format(wish.revised)] if wish.revised else []
    said.append(words.oldest.format(min(dates - {"undated"})))
    return " ".join([*said, words.some_undated] if "undated" in dates else said)


def choose(hits: Iterable[Hit], wish: Wish) -> list[Entry]:
    """Return the entries for a handout in their order: as named; else what speaks the paper's language first, then
    what states that it fits, the near before the far, lines to talk to before programs; offices and lines to report to
    last. Named staff and lines of enforcement on a neutral paper are left out in any case."""
    urgent = {line.id for line in LINES}
    found = [hit for hit in hits if not (hit.entry.id in urgent and hit.entry.directory == BUNDLED)]
    found = [hit for hit in found if hit.entry.kind != "person"]
    found = [hit for hit in found if neutral.may_stand(hit.entry, named=wish.named, titled=wish.titled)]
    if not wish.named:
        found = [hit for hit in found if hit.entry.kind in neutral.HELP_KINDS and _is_reachable(hit.entry, wish)]
        found.sort(key=lambda hit: _place(hit, wish))
    return [hit.entry for hit in found]


def _is_reachable(entry: Entry, wish: Wish) -> bool:
    called = any(phone.channel != "fax" for phone in entry.phones)
    return called or bool(_written(entry, wish)) or (wish.titled and bool(entry.urls or entry.referral))


def _place(hit: Hit, wish: Wish) -> tuple[bool, bool, bool, int, int]:
    entry = hit.entry
    reports = entry.line in ("report", "enforcement") or (entry.kind == "agency" and "reporting" in entry.topics)
    return (
        wish.ui == "es" and "es" not in entry.languages,
        any(reason.fit != "yes" for _, reason in hit.eligibility),
        reports,
        neutral.reach(entry),
        neutral.HELP_KINDS.index(entry.kind),
    )


def _told_apart(items: list[Item], entries: list[Entry], wish: Wish) -> list[Item]:
    """Return the items with no two of one name: where they serve, and else a figure, tells them apart."""
    often = Counter(item.name for item in items)
    scoped = [
        item._replace(name=_joined(item.name, neutral.scope(entry, wish.ui))) if often[item.name] > 1 else item
        for item, entry in zip(items, entries, strict=True)
    ]
    often, seen, told_apart = Counter(item.name for item in scoped), Counter[str](), []
    for item in scoped:
        seen[item.name] += 1
        figure = f" ({seen[item.name]})" if often[item.name] > 1 else ""
        told_apart.append(item._replace(name=item.name + figure))
    return told_apart


def _joined(name: str, scope: str) -> str:
    return f"{name}{', ' if ': ' in name else ': '}{scope}" if scope else name


def _urgent(line: Line, wish: Wish) -> Item:
    # Number and text code are the built-in ones, which no file can change.
    english, spanish = _SAY[line.id]
    entry = next((e for e in wish.first if e.id == line.id), None)
    name = line.name if wish.titled and line.id != "911" else neutral.word(entry, wish.ui) if entry else ""
    number = _unbroken(line.voice)
    about = spanish if wish.ui == "es" else english
    call = _dial(line.voice, entry)
    if entry is None:
        return Item(line.id, name, number, call, (about,))
    spoken = next((phone for phone in entry.phones if phone.number == line.voice and phone.channel == "voice"), None)
    beside = instructions.beside(entry, spoken, wish.ui, titled=wish.titled) if spoken else ()
    tty = tuple(instructions.tty(phone, wish.ui) for phone in entry.phones if phone.channel == "tty")
    if line.id == "911":
        return Item(line.id, name, number, call, (about, *beside))
    heard = told.lines(entry, wish.ui, titled=wish.titled)
    return Item(line.id, name, number, call, (about, *beside, *tty, _facts(entry, wish), *heard))


def _dial(voice: str, entry: Entry | None) -> str | None:
    phone = next((p for p in entry.phones if p.number == voice and p.channel == "voice"), None) if entry else None
    digits = voice.replace("-", "")
    return dial_link(voice, phone.e164 if phone else f"+{digits}" if len(digits) > 6 else None)


def _item(entry: Entry, wish: Wish) -> Item:
    shown = in_spanish(entry) if wish.ui == "es" else entry
    by_channel = {channel: [p for p in entry.phones if p.channel == channel] for channel in ("voice", "text", "tty")}
    first = next(iter([*by_channel["voice"], *by_channel["text"], *by_channel["tty"]]), None)
    url = next((u for u in entry.urls if wish.ui == "es" and u.language == "es"), None) or next(iter(entry.urls), None)
    web = web_address(url.url) if url and wish.titled else None
    texted = bool(first) and not by_channel["voice"] and bool(by_channel["text"])
    return Item(
        id=entry.id,
        name=visible(entry.name) if wish.titled else neutral.full_name(entry, wish.ui),
        number=_large(first, wish.ui) if first else "",
        call=dial_link(first.number, first.e164, "sms" if texted else "tel") if first else None,
        lines=tuple(dict.fromkeys(line for line in _lines(entry, shown, first, wish, bool(web)) if line)),
        web=web,
        address=_short(web) if web else None,
    )


def _large(phone: Phone, ui: str) -> str:
    if phone.channel == "voice":
        return _unbroken(instructions.number(phone, ui))
    words = instructions.WORDS[ui]
    return _unbroken((words.text if phone.channel == "text" else words.tty).format(phone.number))


def _lines(entry: Entry, shown: Entry, first: Phone | None, wish: Wish, has_page: bool) -> Iterable[str]:
    """Yield what stands below the large number: what to press and know, what the entry is, the other numbers, how to
    write or refer where no number is stated or where names are full, and who is told."""
    ui, words = wish.ui, _WORDS[wish.ui]
    if first is not None:
        if first.channel == "text":
            yield _ended(instructions.texting(entry, first, ui))
        yield from instructions.beside(entry, first, ui, titled=wish.titled)
    yield _about(shown, wish)
    for phone in entry.phones:
        if phone is not first and phone.channel != "fax":
            said = [_way(entry, phone, ui), *instructions.beside(entry, phone, ui, titled=wish.titled)]
            yield " ".join(map(_ended, said))
    written = _written(entry, wish)
    if first is None or wish.titled:
        yield from written
    if wish.titled and shown.referral:
        yield f"{words.refer}: {visible(shown.referral)}{_mark(entry, shown.referral, entry.referral, wish)}"
    elif first is None and not written and not has_page:
        yield words.no_number
    for english, caution in zip(entry.cautions, shown.cautions, strict=False):
        yield from instructions.caution(entry, english, caution, ui, titled=wish.titled, doubt=False)
    yield _facts(entry, wish, "" if wish.titled else neutral.full_name(entry, ui))
    yield from told.lines(entry, ui, titled=wish.titled)


def _way(entry: Entry, phone: Phone, ui: str) -> str:
    if phone.channel == "text":
        return instructions.texting(entry, phone, ui)
    if phone.channel == "tty":
        return instructions.tty(phone, ui)
    return instructions.WORDS[ui].call.format(instructions.number(phone, ui))


def _written(entry: Entry, wish: Wish) -> Sequence[str]:
    """Return how to write to an entry or to go there; where names are neutral, only what tells nobody what it is."""
    words = _WORDS[wish.ui]
    emails = [
        f"{words.email}: {visible(e.email)}"
        for e in entry.emails
        if wish.titled or neutral.may_hold_email(e.email, entry)
    ]
    address = neutral.address(entry)
    return [*emails, *([f"{words.address}: {visible(address)}"] if address else [])]


def _short(url: str) -> str:
    """Return a web address for reading: whole, or only its host where nobody would type the rest."""
    address = url.partition("://")[2].rstrip("/") or url
    return address if len(address) <= _TYPED else address.partition("/")[0]


def _about(entry: Entry, wish: Wish) -> str:
    if not wish.titled:
        return ""  # its name says what it is
    gloss = f"{entry.spanish.name}. " if wish.ui == "es" and entry.spanish and entry.spanish.name != entry.name else ""
    text = entry.summary or ""
    english = _WORDS[wish.ui].english_only if text and entry.text_language != wish.ui else ""
    return visible(gloss + text) + english


def _mark(entry: Entry, shown: str | None, english: str | None, wish: Wish) -> str:
    return _WORDS[wish.ui].english_only if shown == english and entry.text_language != wish.ui else ""


def _facts(entry: Entry, wish: Wish, name: str = "") -> str:
    words, shown = _WORDS[wish.ui], in_spanish(entry) if wish.ui == "es" else entry
    hours = words.not_stated
    if entry.hours and shown.hours and (wish.titled or neutral.is_neutral(entry.hours, entry)):
        hours = visible(shown.hours) + _mark(entry, shown.hours, entry.hours, wish)
    # What the name says already is not said again.
    in_name = neutral.is_always_open(entry) and neutral.DAY_AND_NIGHT[wish.ui == "es"] in name
    facts = [] if in_name else [f"{words.hours}: {hours}"]
    facts += [f"{words.languages}: {_languages(entry, wish) or words.not_stated}"]
    if entry.line == "enforcement":
        facts.insert(0, neutral.OFFICERS[wish.ui])
    return " ".join(map(_ended, facts))


def _languages(entry: Entry, wish: Wish) -> str:
    with speaking(wish.ui):
        return visible(languages_text(entry.languages))


def _ended(text: str) -> str:
    return text if text.endswith((".", "!", "?")) else f"{text}."


def _unbroken(text: str) -> str:
    return visible(text).replace(" ", NO_BREAK)
