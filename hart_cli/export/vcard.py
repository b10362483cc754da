"""vCard 4.0 (RFC 6350) for an address book: one card a line, service or office.

By default the names are neutral and the card holds nothing that tells what they are for; the full
ones only where they are asked for.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator

from hart_cli.export import neutral
from hart_cli.export.wish import Wish
from hart_cli.language import in_spanish
from hart_cli.model import BUNDLED, Entry, Hit, Phone
from hart_cli.safe import dial_link, safe, visible, web_address

CAUTION = (
    "Contacts often go to a cloud account and to other phones and tablets of the family. "
    "Ask whether that is safe before you import the file."
)
_LINE = 75  # octets, without the line end (RFC 6350 section 3.2)
_TYPES = {"voice": "voice", "text": "text", "fax": "fax", "tty": "textphone"}
_WORDS = {
    "en": ("Hours", "not stated", "Number as of", "undated", "Not checked by anyone.", "Checked"),
    "es": (
        "Horario",
        "no se indica",
        "N\u00famero seg\u00fan datos de",
        "sin fecha",
        "Nadie lo ha probado.",
        "Probado",
    ),
}


def suits(entry: Entry, wish: Wish) -> bool:
    """Whether an entry makes a card: somebody to reach, with a number; with full names, any address."""
    if entry.kind not in (*neutral.HELP_KINDS, "contact", "person"):
        return False
    if not (wish.titled or wish.named or neutral.may_stand_unnamed(entry)):
        return False
    return bool(entry.phones or entry.postal_address or (wish.titled and (entry.emails or entry.urls)))


def write(hits: Iterable[Hit], wish: Wish) -> Iterator[str]:
    """Yield a card for each hit that makes one."""
    used: dict[str, int] = {}
    for hit in hits:
        if suits(hit.entry, wish):
            yield card(hit.entry, wish, used)


def card(entry: Entry, wish: Wish, used: dict[str, int]) -> str:
    """Return one card, its lines folded and ended with CRLF.

    Args:
        entry: whose card it is.
        wish: the language, the date of the data, and whether names are full.
        used: how often each neutral name has been given; counted on here.
    """
    shown = in_spanish(entry) if wish.ui == "es" else entry
    lines = ["BEGIN:VCARD", "VERSION:4.0", f"UID:urn:uuid:{_uid(entry)}"]
    lines += _names(shown, wish, used)
    lines += [line for phone in entry.phones if (line := _tel(entry, phone))]
    if wish.titled:
        lines += [f"EMAIL:{safe(email.email, 'vcard')}" for email in entry.emails]
        lines += [f"URL:{address}" for url in entry.urls if (address := web_address(url.url))]
    if entry.postal_address:
        lines.append(f"ADR:;;{safe(entry.postal_address, 'vcard')};;;;")
    lines += [f"LANG:{code}" for code in entry.languages if code.isascii() and code.isalpha()]
    lines.append(f"NOTE:{safe(_note(shown, wish), 'vcard')}")
    if wish.revised:
        lines.append(f"REV:{wish.revised.replace('-', '')}T000000Z")
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


def _names(entry: Entry, wish: Wish, used: dict[str, int]) -> list[str]:
    if not wish.titled:
        name = neutral.name(entry, wish.ui)
        used[name] = used.get(name, 0) + 1
        name += f" ({used[name]})" if used[name] > 1 else ""
        # Some address books want N, which version 4 no longer does.
        return ["KIND:org", f"FN:{safe(name, 'vcard')}", f"N:{safe(name, 'vcard')};;;;"]
    name = safe(entry.name, "vcard")
    kind = "individual" if entry.kind == "person" else "org"
    organization = entry.provider.name if entry.provider else entry.name
    owner = [] if entry.kind == "person" and not entry.provider else [f"ORG:{safe(organization, 'vcard')}"]
    role = [f"ROLE:{safe(entry.role, 'vcard')}"] if entry.role else []
    return [f"KIND:{kind}", f"FN:{name}", f"N:{name};;;;", *owner, *role]


def _tel(entry: Entry, phone: Phone) -> str | None:
    if entry.id == "911" and phone.channel == "text":
        return None  # a card has no room for when it is right to text 911
    kind = _TYPES.get(phone.channel, "voice")
    texted = phone.channel == "text"
    link = dial_link(phone.number, phone.e164, "sms" if texted else "tel")
    if link is None or (phone.e164 is None and not texted):
        # A short code is no global number, so the tel: of RFC 3966 would need a context that phones dial along.
        return f"TEL;TYPE={kind}:{safe(phone.number, 'vcard')}"
    extension = f";ext={phone.extension}" if phone.extension and phone.extension.isascii() else ""
    extension = extension if (phone.extension or "").isdigit() else ""
    return f"TEL;VALUE=uri;TYPE={kind}:{link}{extension}"


def _note(entry: Entry, wish: Wish) -> str:
    hours, nothing, number, undated, unchecked, checked = _WORDS[wish.ui]
    as_of = undated if entry.source.as_of == "undated" else entry.source.as_of
    parts = [f"{hours}: {entry.hours or nothing}.".replace("..", "."), f"{number}: {as_of}."]
    parts.append(f"{checked}: {entry.checked}." if entry.checked else unchecked)
    if entry.line == "enforcement":
        parts.insert(0, neutral.OFFICERS[wish.ui])
    if wish.titled:
        parts = [*([entry.summary] if entry.summary else []), *parts, *entry.cautions]
    return " ".join(visible(part) for part in parts)
