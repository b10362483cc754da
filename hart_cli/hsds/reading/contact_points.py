"""Phones, e-mail addresses, web addresses and contacts of a record of HSDS."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hart_cli.hsds import standard
from hart_cli.hsds.reading.terms import own_terms
from hart_cli.hsds.reading.values import Json, Repair, first_text, objects_of, text_of
from hart_cli.model import Contact, Email, Phone, Url
from hart_cli.rules.entry import EMAIL
from hart_cli.safe import web_address
from hart_cli.text import digits, e164

_EXTENSION = re.compile(r"[\s,;]*\b(?:x|ext\.?|extension)[\s:.#]*(\d{1,8})\s*$", re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?:[/?#]\S*)?")


def phones(rows: Iterable[Json], repair: Repair) -> tuple[Phone, ...]:
    """Return the phones of rows, each once."""
    return tuple(dict.fromkeys(phone for row in rows if (phone := _phone(row, repair))))


def _phone(row: Json, repair: Repair) -> Phone | None:
    number = first_text(row, "number", "phone_number") or ""
    extension = text_of(row.get("extension"))
    within = _EXTENSION.search(number)
    if within:
        number, extension = number[: within.start()].strip(), extension or within[1]
        repair("extension taken out of a number")
    only = digits(number)
    if not only:
        repair("phone without a digit; left out")
        return None
    if not any(character.isalpha() for character in number):
        number = _format_number(only, number)
    kind = (text_of(row.get("type")) or "voice").lower()
    channel = standard.CHANNELS.get(kind)
    if channel is None:
        repair(f"type of phone {kind[:30]!r} taken as voice")
    label, caution = text_of(row.get("description")) or (None if channel else kind), None
    own = own_terms(row)
    if "caution" in own or "extension" in own:
        label, caution = own.get("label", [None])[0], own.get("caution", [None])[0]
        extension = own.get("extension", [extension])[0]
    return Phone(number[:60], e164(only) if number != only else None, extension, channel or "voice", label, caution)


def _format_number(only: str, number: str) -> str:
    """Return a number of the North American plan as hart writes it, and any other as stated.

    Args:
        only: its digits.
        number: what the file states.
    """
    if len(only) == 10:
        return f"{only[:3]}-{only[3:6]}-{only[6:]}"
    if len(only) == 11 and only[0] == "1":
        return f"1-{only[1:4]}-{only[4:7]}-{only[7:]}"
    return only if len(only) <= 6 else number


def emails(record: Json, repair: Repair) -> tuple[Email, ...]:
    """Return the e-mail addresses of a service, organization or contact."""
    stated = text_of(record.get("email"))
    if not stated:
        return ()
    addresses = tuple(dict.fromkeys(EMAIL.findall(stated)))
    if not addresses:
        repair("e-mail that is none; left out")
    return tuple(Email(address) for address in addresses)


def urls(record: Json, locations: list[Json], repair: Repair) -> tuple[Url, ...]:
    """Return the web addresses of a record and its locations, each once, with a title where one states it."""
    rows = [{"url": record[key]} for key in ("url", "website") if record.get(key)]
    rows += [*objects_of(record.get("additional_urls")), *objects_of(record.get("additional_websites"))]
    rows += [{"url": location["url"]} for location in locations if location.get("url")]
    known: dict[str, Url] = {}
    for row in rows:
        address = _address(text_of(row.get("url")), repair)
        if address and known.get(address, Url(address)) == Url(address):
            known[address] = _url(address, row)
    return tuple(known.values())


def _address(stated: str | None, repair: Repair) -> str | None:
    if not stated:
        return None
    if web_address(stated) is None and _HOST.fullmatch(stated):
        repair("web address without https://; it was put before it")
        stated = f"https://{stated}"
    if web_address(stated) is None:
        repair("web address that is none; left out")
        return None
    return stated


def _url(address: str, row: Json) -> Url:
    own = own_terms(row)
    if own:
        return Url(address, *(own.get(key, [None])[0] for key in ("title", "language", "caution")))
    return Url(address, text_of(row.get("label")))


def contacts(rows: list[Json], repair: Repair) -> Iterator[Contact]:
    """Yield the contacts of rows; one without a name and a department is left out."""
    for n, row in enumerate(rows, 1):
        department = text_of(row.get("department"))
        name = text_of(row.get("name")) or department
        if name:
            contact_id = own_terms(row).get("local_id", [str(row.get("id") or n)])[0]
            role = text_of(row.get("title")) or department
            yield Contact(contact_id, name, role, phones(objects_of(row.get("phones")), repair), emails(row, repair))
