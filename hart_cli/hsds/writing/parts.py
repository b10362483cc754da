"""The parts of one service or organization of HSDS, made of one entry."""

from __future__ import annotations

import re

from hart_cli.hsds import standard
from hart_cli.hsds.writing.terms import Carried, own_values, terms
from hart_cli.hsds.writing.values import Json, Losses, sentences, uuid_of, without_empty
from hart_cli.model import Contact, Email, Entry, Phone, Url

_TYPES = {channel: kind for kind, channel in reversed(standard.CHANNELS.items())}
_LANGUAGES = {code: name.capitalize() for name, code in reversed(standard.LANGUAGES.items())}
_PATH = r"(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})"
_URI = re.compile(
    rf"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{{1,5}})?(?:[/?]{_PATH}*)?(?:#{_PATH}*)?"
    rf"|(?:mailto|tel|sms):{_PATH}+"
)
_EMAIL = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*\.[A-Za-z]{2,}")
_ADDRESS = re.compile(
    r"(?P<street>[^;]+), (?P<city>[A-Z][A-Za-z .'-]+), (?P<state>[A-Z]{2}) (?P<code>\d{5}(?:-\d{4})?)"
)
_ALWAYS = re.compile(r"24 hours a day, (?:7 days a week|365 days a year|every day)")
_SCHEDULE_ALWAYS = {
    "freq": "WEEKLY",
    "byday": "MO,TU,WE,TH,FR,SA,SU",
    "opens_at": "00:00:00Z",
    "closes_at": "23:59:59Z",
}
_SILENT = frozenset("local_id record_kind topics groups source provider aliases areas".split())
"""The types of link that are no loss for other programs."""


class Parts:
    """Makes the parts of one record.

    Args:
        entry: what they are made of.
        key: the id of the record in HSDS.
        losses: takes what is lost.
    """

    def __init__(self, entry: Entry, key: str, losses: Losses) -> None:
        self._entry = entry
        self._key = key
        self._losses = losses

    def _lose(self, what: str) -> None:
        self._losses.add(what, self._entry.id)

    def _child(self, kind: str, number: int) -> str:
        """Return the id of a part."""
        return uuid_of(kind, f"{self._key}/{number}")

    def phones(self) -> list[Json]:
        """Return the phones, each with its caution in the description, where other programs show it."""
        return self._phones(self._entry.phones, self._key)

    def _phones(self, phones: tuple[Phone, ...], parent: str) -> list[Json]:
        return [self._phone(phone, uuid_of("phone", f"{parent}/{n}")) for n, phone in enumerate(phones, 1)]

    def _phone(self, phone: Phone, key: str) -> Json:
        extension = phone.extension or ""
        number = int(extension) if re.fullmatch(r"0|[1-9][0-9]{0,8}", extension) else None
        texts = [phone.label, phone.caution]
        values: list[Carried] = [("label", phone.label), ("caution", phone.caution)] if phone.caution else []
        if extension and number is None:
            self._lose("extension that is no number: in the description")
            texts.append(f"Extension {extension}")
            values = [("label", phone.label), ("caution", phone.caution), ("extension", extension)]
        return without_empty(
            id=key,
            number=phone.number,
            extension=number,
            type=_TYPES.get(phone.channel, "voice"),
            description=sentences(*texts),
            attributes=terms(values, key),
        )

    def email(self) -> str | None:
        """Return the one e-mail address that a record of HSDS holds."""
        if len(self._entry.emails) > 1:
            self._lose("e-mail beyond the first, for which HSDS has no field: in our terms")
        return _first_email(self._entry.emails)

    def urls(self) -> list[Json]:
        """Return the web addresses that HSDS can hold."""
        rows = []
        for n, url in enumerate(self._entry.urls, 1):
            if _URI.fullmatch(url.url):
                rows.append(_url(url, self._child("url", n)))
            else:
                self._lose("web address that HSDS cannot hold; left out")
        return rows

    def schedules(self) -> list[Json]:
        """Return the hours in words; as days and times only where nothing has to be guessed."""
        if not self._entry.hours:
            return []
        times = _SCHEDULE_ALWAYS if _ALWAYS.fullmatch(self._entry.hours) else {}
        if not times:
            self._lose("hours in words only, since days and times would be guessed")
        return [{"id": self._child("schedule", 1), **times, "description": self._entry.hours}]

    def areas(self) -> list[Json]:
        """Return the service areas."""
        return [{"id": self._child("area", n), "name": area} for n, area in enumerate(self._entry.areas, 1)]

    def languages(self) -> list[Json]:
        """Return the languages."""
        return [
            {"id": self._child("language", n), "name": _LANGUAGES.get(code, code), "code": code}
            for n, code in enumerate(self._entry.languages, 1)
        ]

    def locations(self) -> list[Json]:
        """Return the postal address, where its parts are sure. None is ever made up."""
        if not self._entry.postal_address:
            return []
        parts = _ADDRESS.fullmatch(self._entry.postal_address)
        if not parts:
            self._lose("postal address whose parts are not sure: in our terms")
            return []
        address = {
            "id": self._child("address", 1),
            "address_1": parts["street"],
            "city": parts["city"],
            "state_province": parts["state"],
            "postal_code": parts["code"],
            "country": "US",
            "address_type": "postal",
        }
        return [{"id": self._child("location", 1), "location_type": "postal", "addresses": [address]}]

    def service_at_locations(self) -> list[Json]:
        """Return the locations as a service nests them."""
        return [{"id": self._child("at", n), "location": place} for n, place in enumerate(self.locations(), 1)]

    def contacts(self) -> list[Json]:
        """Return the contacts. Named staff are among them only where they are exported."""
        return [self._contact(contact, self._child("contact", n)) for n, contact in enumerate(self._entry.contacts, 1)]

    def _contact(self, contact: Contact, key: str) -> Json:
        if len(contact.emails) > 1:
            self._lose("e-mail of a contact beyond the first; left out")
        return without_empty(
            id=key,
            name=contact.name,
            title=contact.role,
            email=_first_email(contact.emails),
            phones=self._phones(contact.phones, key),
            attributes=terms([("local_id", contact.id)], key),
        )

    def attributes(self, *, native: bool) -> list[Json]:
        """Return terms of hart's vocabulary for what HSDS has no field for.

        Args:
            native: whether the record has fields for hours, cost, referral, languages and ages.
        """
        values = list(own_values(self._entry, native=native))
        for link_type, _ in values:
            if link_type not in _SILENT:
                self._lose("value that HSDS has no field for: in our terms, which other programs may not show")
        if self._entry.spanish:
            self._lose("text in Spanish, for which HSDS has no field; left out")
        if self._entry.act or self._entry.figure:
            self._lose("act or figure of an entry; left out")
        return terms(values, self._key)


def _first_email(emails: tuple[Email, ...]) -> str | None:
    """Return the first address in the form that HSDS asks for."""
    return next((email.email for email in emails if _EMAIL.fullmatch(email.email)), None)


def _url(url: Url, key: str) -> Json:
    values = [("title", url.title), ("language", url.language), ("caution", url.caution)]
    return without_empty(
        id=key,
        label=sentences(url.title, url.caution),
        url=url.url,
        attributes=terms(values if url.language or url.caution else [], key),
    )
