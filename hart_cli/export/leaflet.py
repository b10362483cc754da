"""What stands on a handout, in English or Spanish: chosen, worded and counted here; the page and the PDF
only set it.

Where a name or a text could tell somebody else what the sheet is about, it is left out unless the full
ones are asked for. The emergency lines stand first on every sheet and card.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from hart_cli.emergency import AS_OF, LINES, Line
from hart_cli.export import neutral
from hart_cli.export.wish import Wish
from hart_cli.language import in_spanish, speaking
from hart_cli.model import BUNDLED, Entry, Hit, Phone
from hart_cli.output.facts import languages_text
from hart_cli.safe import dial_link, visible, web_address

ROOM = {("sheet", False): 12, ("sheet", True): 8, ("card", False): 8, ("card", True): 8}
"""How many entries fit beside the emergency lines, by layout and by whether names are full."""

NO_BREAK = "\u00a0"
_PLAIN_TOPICS = {
    "someone-to-talk-to": ("Someone to talk to", "Alguien con quien hablar"),
    "housing": ("Housing and basic needs", "Vivienda y necesidades b\u00e1sicas"),
    "legal-help": ("Legal help", "Ayuda legal"),
    "health": ("Medical care", "Atenci\u00f3n m\u00e9dica"),
    "counseling": ("Counseling", "Consejer\u00eda"),
    "mentoring": ("Mentoring", "Mentor\u00eda"),
    "education-jobs": ("English, school and job skills", "Ingl\u00e9s, escuela y trabajo"),
    "case-management": ("Help with plans and papers", "Ayuda con planes y tr\u00e1mites"),
}
"""Topics whose names could stand on anybody's fridge."""

_TYPED = 40
_DOUBT = re.compile(r"not confirmed|\bold\b|rely on it|no newer|not found out", re.IGNORECASE)
_KEYWORD = re.compile(r"\b[A-Z]{2,}\b")
_FIRST_SENTENCE = re.compile(r"(.+?[.!?])(?=\s|$)", re.DOTALL)


class Words(NamedTuple):
    """The fixed texts of a handout in one language."""

    title: str
    full_title: str
    hours: str
    not_stated: str
    languages: str
    answered: str
    text: str
    text_keyword: str
    tty: str
    extension: str
    call: str
    web: str
    no_number: str
    doubt: str
    more: str
    unchecked: str
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
        answered="Answered by",
        text="Text {}",
        text_keyword="Text {} to {}",
        tty="TTY {}",
        extension="ext. {}",
        call="call",
        web="web page",
        no_number="No number is stated. Ask the person who gave you this.",
        doubt="Check this number before you rely on it.",
        more="{} more did not fit here.",
        unchecked="Nobody has dialed these numbers for this list.",
        dated="List revised on {}.",
        oldest="Oldest source: {}.",
        some_undated="Some sources are undated.",
        english_only="",
        cut="Cut along the solid line, fold at the dashed lines.",
        scan="Point a phone's camera at a code to call or to open the page.",
    ),
    "es": Words(
        title="N\u00fameros de tel\u00e9fono",
        full_title="Ayuda en Connecticut contra la trata de personas",
        hours="Horario",
        not_stated="no se indica",
        languages="Idiomas",
        answered="Responde",
        text="Mensaje de texto al {}",
        text_keyword="Mensaje de texto: {} al {}",
        tty="TTY {}",
        extension="ext. {}",
        call="llamar",
        web="p\u00e1gina web",
        no_number="No se indica un n\u00famero. Pregunte a la persona que le dio esto.",
        doubt="Compruebe este n\u00famero antes de contar con \u00e9l.",
        more="{} m\u00e1s no cupieron aqu\u00ed.",
        unchecked="Nadie ha marcado estos n\u00fameros para esta lista.",
        dated="Lista revisada el {}.",
        oldest="Fuente m\u00e1s antigua: {}.",
        some_undated="Algunas fuentes no tienen fecha.",
        english_only=" (en ingl\u00e9s)",
        cut="Corte por la l\u00ednea continua y doble por las l\u00edneas discontinuas.",
        scan="Apunte la c\u00e1mara de un tel\u00e9fono a un c\u00f3digo para llamar o abrir la p\u00e1gina.",
    ),
}

# What each emergency line is for, in words that tell a stranger little; the Spanish ones invite nobody to text 911.
_SAY = {
    "911": (
        "Not safe now: call. Text 911 only if you cannot speak, in English, and say where you are.",
        "Si no est\u00e1 a salvo ahora: llame.",
    ),
    "national-human-trafficking-hotline": (
        "Help and advice. Text 233733: it is for texts only, never dial it.",
        "Ayuda y consejo. Textos al 233733: solo para textos, nunca lo marque.",
    ),
    "ct-careline": (
        "A child is being hurt or is not safe: report it here.",
        "Un menor sufre da\u00f1o o no est\u00e1 a salvo: avise aqu\u00ed.",
    ),
}


class Item(NamedTuple):
    """One entry on a handout.

    `number` is the large one and `extra` the small ones. `call` and `web` are links for codes, `address` is
    the web address to read. `about` says what it is, `facts` are short lines.
    """

    name: str
    number: str
    call: str | None
    extra: tuple[str, ...]
    about: str
    facts: tuple[str, ...]
    web: str | None
    address: str | None


class Sheet(NamedTuple):
    """A whole handout: its language, texts and entries, and how many did not fit."""

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


def plan(hits: Iterable[Hit], wish: Wish, limit: int = 0) -> Sheet:
    """Return what stands on the handout.

    Args:
        hits: what the filters left, or what was named; the emergency lines need not be among them.
        wish: language, layout, names, date, and the emergency lines as the directory has them.
        limit: how many entries at most, as somebody asked; 0 for as many as fit.
    """
    words = _WORDS[wish.ui]
    chosen = choose(hits, wish)[: limit or None]
    room = ROOM[wish.layout, wish.titled]
    left_out = max(0, len(chosen) - room)
    foot = [_dates(chosen[:room], wish), words.unchecked]
    if left_out:
        foot.insert(0, words.more.format(left_out))
    return Sheet(
        wish.ui,
        wish.layout,
        wish.titled,
        words,
        words.full_title if wish.titled else words.title,
        wish.revised,
        tuple(_urgent(line, wish) for line in LINES),
        tuple(_item(entry, wish) for entry in chosen[:room]),
        left_out,
        tuple(foot),
    )


def _dates(entries: list[Entry], wish: Wish) -> str:
    words = _WORDS[wish.ui]
    dates = {AS_OF, *(entry.source.as_of for entry in entries)}
    said = [words.dated.format(wish.revised)] if wish.revised else []
    said.append(words.oldest.format(min(dates - {"undated"})))
    return " ".join([*said, words.some_undated] if "undated" in dates else said)


def choose(hits: Iterable[Hit], wish: Wish) -> list[Entry]:
    """Return the entries for a handout in their order: as named; else those that state that they fit
    first, lines to talk to before programs, offices and lines to report to."""
    urgent = {line.id for line in LINES}
    found = [hit for hit in hits if not (hit.entry.id in urgent and hit.entry.directory == BUNDLED)]
    if not wish.named:
        found = [
            hit
            for hit in found
            if _reachable(hit.entry) and neutral.may_stand(hit.entry, named=False, titled=wish.titled)
        ]
        found.sort(key=_place)
    return [hit.entry for hit in found]


def _reachable(entry: Entry) -> bool:
    return entry.kind in neutral.HELP_KINDS and bool(entry.phones or entry.urls)


def _place(hit: Hit) -> tuple[bool, int]:
    late = hit.entry.line in ("report", "enforcement")
    kind = neutral.HELP_KINDS.index(hit.entry.kind)
    return any(reason.fit != "yes" for _, reason in hit.eligibility), len(neutral.HELP_KINDS) if late else kind


def _urgent(line: Line, wish: Wish) -> Item:
    # Number and text code are the built-in ones, which no file can change.
    english, spanish = _SAY[line.id]
    entry = next((e for e in wish.first if e.id == line.id), None)
    name = line.name if wish.titled and line.id != "911" else neutral.word(entry, wish.ui) if entry else ""
    shown = in_spanish(entry) if entry and wish.ui == "es" else entry
    facts = _facts(shown, wish)[:2] if shown and line.id != "911" else ()
    about = spanish if wish.ui == "es" else english
    return Item(name, _unbroken(line.voice), _dial(line.voice, entry), (), about, facts, None, None)


def _dial(voice: str, entry: Entry | None) -> str | None:
    phone = next((p for p in entry.phones if p.number == voice and p.channel == "voice"), None) if entry else None
    digits = voice.replace("-", "")
    return dial_link(voice, phone.e164 if phone else f"+{digits}" if len(digits) > 6 else None)


def _item(entry: Entry, wish: Wish) -> Item:
    words = _WORDS[wish.ui]
    shown = in_spanish(entry) if wish.ui == "es" else entry
    voice = next((p for p in entry.phones if p.channel == "voice"), None)
    first = voice or next((p for p in entry.phones if p.channel == "text"), None)
    url = next((u for u in entry.urls if wish.ui == "es" and u.language == "es"), None) or next(iter(entry.urls), None)
    web = web_address(url.url) if url else None
    plain = [_PLAIN_TOPICS[topic][wish.ui == "es"] for topic in entry.topics if topic in _PLAIN_TOPICS][:2]
    return Item(
        name=visible(entry.name) if wish.titled else ". ".join(plain) or neutral.word(entry, wish.ui),
        number=_number(first, words) if first else "",
        call=dial_link(first.number, first.e164, "tel" if voice else "sms") if first else None,
        extra=_extra(entry, first, words),
        about=_about(shown, wish),
        facts=(*_doubt(first, words), *(() if first or web else (words.no_number,)), *_facts(shown, wish)),
        web=web,
        address=_short(web) if web and wish.titled else None,
    )


def _number(phone: Phone, words: Words) -> str:
    extension = f" {words.extension.format(phone.extension)}" if phone.extension else ""
    text = phone.number + extension
    return _unbroken(text if phone.channel == "voice" else _texting(phone, words))


def _texting(phone: Phone, words: Words) -> str:
    keyword = _KEYWORD.search(phone.label or "")
    if keyword and "Text" in (phone.label or ""):
        return _unbroken(words.text_keyword.format(keyword[0], phone.number))
    return _unbroken(words.text.format(phone.number))


def _extra(entry: Entry, first: Phone | None, words: Words) -> tuple[str, ...]:
    found = []
    for phone in entry.phones:
        if phone is first or phone.caution:
            continue
        if phone.channel == "text":
            found.append(_texting(phone, words))
        elif phone.channel == "tty":
            found.append(_unbroken(words.tty.format(phone.number)))
    return tuple(found[:2])


def _doubt(phone: Phone | None, words: Words) -> tuple[str, ...]:
    return (words.doubt,) if phone and phone.caution and _DOUBT.search(phone.caution) else ()


def _short(url: str) -> str:
    """Return a web address for reading: whole, or only its host where nobody would type the rest."""
    address = url.partition("://")[2].rstrip("/") or url
    return address if len(address) <= _TYPED else address.partition("/")[0]


def _about(entry: Entry, wish: Wish) -> str:
    if not wish.titled:
        return ""  # the plain topics are its name
    gloss = f"{entry.spanish.name}. " if wish.ui == "es" and entry.spanish and entry.spanish.name != entry.name else ""
    text = _sentence(entry.summary or "")
    return visible(gloss + text) + (_mark(entry, wish) if text else "")


def _sentence(text: str) -> str:
    first = _FIRST_SENTENCE.match(text)
    return first[1] if first else text


def _mark(entry: Entry, wish: Wish) -> str:
    return _WORDS[wish.ui].english_only if entry.text_language != wish.ui else ""


def _facts(entry: Entry, wish: Wish) -> tuple[str, ...]:
    words = _WORDS[wish.ui]
    hours = visible(_sentence(entry.hours)).rstrip(".") + _mark(entry, wish) if entry.hours else words.not_stated
    facts = [f"{words.hours}: {hours}", f"{words.languages}: {_languages(entry, wish) or words.not_stated}"]
    if entry.line == "enforcement":
        facts.append(neutral.OFFICERS[wish.ui])
    if wish.titled and entry.kind == "hotline":
        facts.append(f"{words.answered}: {visible(entry.operator) if entry.operator else words.not_stated}")
    return tuple(facts)


def _languages(entry: Entry, wish: Wish) -> str:
    with speaking(wish.ui):
        return visible(languages_text(entry.languages))


def _unbroken(text: str) -> str:
    return visible(text).replace(" ", NO_BREAK)
