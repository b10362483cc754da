"""vCards for an address book: one card a line, service or office. Version 3.0 (RFC 2426), which every phone reads,
or 4.0 (RFC 6350).

By default the names are neutral and the card holds nothing that tells what they are for; the full
ones only where they are asked for. A code for texts stands in the note: an address book would dial it.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from hart_cli.confidentiality import MINORS
from hart_cli.export import confidentiality, instructions, neutral
from hart_cli.export.options import ExportOptions
from hart_cli.export.paper_facts import hours, languages, localized, sentence
from hart_cli.i18n.catalog import gettext, word
from hart_cli.i18n.messages import message, pmessage
from hart_cli.model import BUNDLED, Entry, Hit, Phone
from hart_cli.safe import dial_link, safe, visible, web_address
from hart_cli.text import digits

CAUTION = message(
    "Contacts often go to a cloud account and to other phones and tablets of the family. "
    "Ask whether that is safe before you import the file."
)
VERSIONS = ("3.0", "4.0")
"""The versions of vCard that are written, the default first."""

_LINE = 75  # octets, without the line end (RFC 6350 section 3.2)
_TYPES = {"voice": "voice", "fax": "fax", "tty": "textphone"}


def suits(entry: Entry, options: ExportOptions) -> bool:
    """Whether an entry makes a card: somebody to reach, with a number; with full names, any address."""
    if entry.kind not in (*neutral.HELP_KINDS, "contact", "person"):
        return False
    if not neutral.may_stand(entry, named=options.named, titled=options.titled, asked=options.asked):
        return False
    return bool(entry.phones or neutral.address(entry) or (options.titled and (entry.emails or entry.urls)))


def write(hits: Iterable[Hit], options: ExportOptions) -> Iterator[str]:
    """Yield a card for each hit that makes one."""
    used: dict[str, int] = {}
    for hit in hits:
        if suits(hit.entry, options):
            yield card(hit.entry, options, used)


def card(entry: Entry, options: ExportOptions, used: dict[str, int]) -> str:
    """Return one card, its lines folded and ended with CRLF.

    Args:
        entry: whose card it is.
        options: the language, the date of the data, and whether names are full.
        used: how often each neutral name has been given; counted on here.
    """
    translated = localized(entry, options.ui)
    newer = options.vcard == VERSIONS[-1]
    lines = ["BEGIN:VCARD", f"VERSION:{options.vcard}", f"UID:urn:uuid:{_uid(entry)}"]
    lines += _names(entry, options, used)
    tel = _tel_4 if newer else _tel_3
    lines += [line for phone in entry.phones if phone.channel != "text" and (line := tel(phone))]
    if options.titled:
        lines += [f"EMAIL:{safe(email.email, 'vcard')}" for email in entry.emails]
        lines += [f"URL:{address}" for url in entry.urls if (address := web_address(url.url))]
    address = neutral.address(entry)
    if address:
        lines.append(f"ADR:;;{safe(address, 'vcard')};;;;")
    if newer:
        lines += [f"LANG:{code}" for code in entry.languages if code.isascii() and code.isalpha()]
    lines.append(f"NOTE:{safe(_note(entry, translated, options), 'vcard')}")
    if options.revised:
        lines.append(f"REV:{options.revised.replace('-', '')}T000000Z")
    return "".join(fold(line) for line in [*lines, "END:VCARD"])


def fold(line: str) -> str:
    """Return a line in parts of at most 75 octets, never inside a character, with CRLF ends."""
    parts, size, part = [], 0, ""
    for character in line:
        octets = len(character.encode("utf-8", "replace"))
        if size + octets > _LINE:
            parts.append(part)
            size, part = 1, " "  # a folded line starts with a space, which counts
        part += character
        size += octets
    return "\r\n".join([*parts, part]) + "\r\n"


def _uid(entry: Entry) -> uuid.UUID:
    # Of a file of the user's own only its name, so that a moved file makes the same cards.
    directory = "" if entry.directory == BUNDLED else entry.directory.replace("\\", "/").rpartition("/")[2]
    return uuid.uuid5(uuid.NAMESPACE_URL, f"hart:{directory}:{entry.id}".encode("utf-8", "replace").decode())


def _names(entry: Entry, options: ExportOptions, used: dict[str, int]) -> list[str]:
    newer = options.vcard == VERSIONS[-1]
    if not options.titled:
        name = neutral.name(entry, options.ui)
        used[name] = used.get(name, 0) + 1
        name += f" ({used[name]})" if used[name] > 1 else ""
        # Some address books want N, which version 4 no longer does.
        return [*(["KIND:org"] if newer else []), f"FN:{safe(name, 'vcard')}", f"N:{safe(name, 'vcard')};;;;"]
    name = safe(entry.name, "vcard")
    kind = [f"KIND:{'individual' if entry.kind == 'person' else 'org'}"] if newer else []
    organization = entry.provider.name if entry.provider else entry.name
    owner = [] if entry.kind == "person" and not entry.provider else [f"ORG:{safe(organization, 'vcard')}"]
    role = [f"ROLE:{safe(entry.role, 'vcard')}"] if entry.role else []
    return [*kind, f"FN:{name}", f"N:{name};;;;", *owner, *role]


def _tel_3(phone: Phone) -> str | None:
    """Return a number for version 3.0: plain, as every address book dials it. An extension stands in the note, since
    some phones dial what follows a number as if it were part of it, and so does a number for text telephones, which
    that version has no type for."""
    if phone.channel == "tty":
        return None
    link = dial_link(phone.number, phone.e164)
    number = link.removeprefix("tel:") if link else safe(phone.number, "vcard")
    return f"TEL;TYPE={'FAX' if phone.channel == 'fax' else 'VOICE'}:{number}"


def _tel_4(phone: Phone) -> str:
    kind = _TYPES.get(phone.channel, "voice")
    link = dial_link(phone.number, phone.e164)
    if link is None or phone.e164 is None:
        # A short code is no global number, so the tel: of RFC 3966 would need a context that phones dial along.
        return f"TEL;TYPE={kind}:{safe(phone.number, 'vcard')}"
    extension = phone.extension or ""
    dialed = f";ext={extension}" if extension.isascii() and extension.isdigit() else ""
    return f"TEL;VALUE=uri;TYPE={kind}:{link}{dialed}"


def _note(entry: Entry, translated: Entry, options: ExportOptions) -> str:
    ui = options.ui
    as_of = word(entry.source.as_of, ui) if entry.source.as_of == "undated" else entry.source.as_of
    parts = [gettext(neutral.OFFICERS, ui)] if entry.line == "enforcement" else []
    parts += [translated.summary] if options.titled and translated.summary else []
    parts += _number_notes(entry, options)
    stated = hours(entry, ui, titled=options.titled)
    parts += [f"{word('Hours', ui)}: {stated or word('not stated', ui)}"] if options.titled or stated else []
    parts.append(languages(entry, ui))
    parts += confidentiality.lines(entry, ui, titled=options.titled)
    parts += translated.cautions if options.titled else ()
    parts += [gettext(MINORS, ui)] if entry.kind == "hotline" else []
    parts += [gettext(instructions.FAILS, ui)] if entry.phones else []
    checked = pmessage("card", "Checked: {date}", date=entry.checked)
    unchecked = message("Not checked by anyone.")
    parts.append(gettext(message("Number as of: {date}", date=as_of), ui))
    parts.append(gettext(checked if entry.checked else unchecked, ui))
    return " ".join(sentence(visible(part)) for part in parts)


def _number_notes(entry: Entry, options: ExportOptions) -> Iterator[str]:
    """Yield what the numbers need: codes for texts, extensions, what to press, what to know."""
    for phone in entry.phones:
        if phone.channel in ("text", "tty"):
            yield instructions.number_line(entry, phone, options.ui, titled=options.titled)
            continue
        beside = instructions.beside(entry, phone, options.ui, titled=options.titled)
        number = instructions.number(phone, options.ui)
        if phone.extension or beside:
            own = beside and digits(phone.number) in digits(beside[0])
            yield beside[0] if own else f"{number}: {beside[0]}" if beside else number
        yield from beside[1:]
