"""Open Referral's HSDS: entries as nested services and organizations, and every loss on the way counted.

What HSDS has a field for goes there. The rest goes into attributes with a term of our own vocabulary, from
which hart reads it again. What neither holds is a loss, and is told.
"""

from __future__ import annotations

import re
import uuid
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import Any

from hart_cli.hsds import standard
from hart_cli.hsds.carried import CARRIED_LISTS, CARRIED_TEXTS
from hart_cli.model import Ages, Contact, Email, Entry, Hit, Phone, Provider, Source, Url
from hart_cli.output.envelope import ascii_json

Json = dict[str, Any]

_TYPES = {"voice": "voice", "text": "text", "fax": "fax", "tty": "textphone"}
_NAMES = {code: name.capitalize() for name, code in reversed(standard.LANGUAGES.items())}
_URI = re.compile(
    r"https?://[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?(?::\d{1,5})?"
    r"(?:[/?](?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?(?:#(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})*)?"
    r"|(?:mailto|tel|sms):(?:[A-Za-z0-9._~!$&'()*+,;=:@/?-]|%[0-9A-Fa-f]{2})+"
)
_EMAIL = re.compile(r"[A-Za-z0-9_+-]+(?:\.[A-Za-z0-9_+-]+)*@[A-Za-z0-9]+(?:[.-][A-Za-z0-9]+)*\.[A-Za-z]{2,}")
_ADDRESS = re.compile(
    r"(?P<street>[^;]+), (?P<city>[A-Z][A-Za-z .'-]+), (?P<state>[A-Z]{2}) (?P<code>\d{5}(?:-\d{4})?)"
)
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_ALWAYS = re.compile(r"24 hours a day, (?:7 days a week|365 days a year|every day)")
_EXAMPLES = 3


def to_uuid(kind: str, name: str) -> str:
    """Return the id of a record in HSDS: always the same for the same name, which stays if it is one already."""
    try:
        if str(uuid.UUID(name)) == name:
            return name
    except ValueError:
        pass
    return str(uuid.uuid5(standard.NAMESPACE, f"{kind}:{name}"))


class Losses:
    """What HSDS cannot hold, or holds in another form: how often, and where first."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = {}

    def add(self, what: str, entry_id: str) -> None:
        """Note a loss in an entry."""
        self._counts[what] += 1
        examples = self._examples.setdefault(what, [])
        if len(examples) < _EXAMPLES and entry_id not in examples:
            examples.append(entry_id)

    def lines(self) -> list[str]:
        """Return a line for each kind of loss, the most frequent first."""
        return [f"{what}: {count} ({', '.join(self._examples[what])})" for what, count in self._counts.most_common()]


def write(hits: Iterable[Hit], losses: Losses) -> Iterator[str]:
    """Yield the services as one JSON array. What is lost is in `losses` when all is read."""
    start = "["
    for service in Converter(hits, losses).services():
        yield f"{start}\n{ascii_json(service)}"
        start = ","
    yield "[]\n" if start == "[" else "\n]\n"


class Converter:
    """Makes HSDS of hits.

    Args:
        hits: what is exported.
        losses: takes what is lost.
    """

    def __init__(self, hits: Iterable[Hit], losses: Losses) -> None:
        self.entries = [hit.entry for hit in hits]
        self.losses = losses
        self._organizations = {entry.id: entry for entry in self.entries if entry.kind in standard.ORGANIZATIONS}
        self._used: dict[str, tuple[str, str]] = {}
        self._made: dict[str, Json] = {}

    def services(self) -> Iterator[Json]:
        """Yield a service for each entry that is one, with its organization in it."""
        offering = set()
        for entry in self.entries:
            if entry.kind in standard.SERVICES:
                yield self._service(entry)
                offering.add(entry.provider and entry.provider.id)
            elif entry.kind not in standard.ORGANIZATIONS:
                self.losses.add(f"{entry.kind}: HSDS has no such record; only the zip holds it, beside HSDS", entry.id)
        for entry_id in self._organizations:
            if entry_id not in offering:
                self.losses.add("organization that offers no service here; only the zip's tables hold it", entry_id)

    def organizations(self) -> Iterator[Json]:
        """Yield each organization that is an entry, nested in no service."""
        yield from map(self._organization, self._organizations.values())

    def beyond(self) -> Iterator[Entry]:
        """Yield the entries that HSDS has no record for."""
        return (entry for entry in self.entries if entry.kind not in (*standard.SERVICES, *standard.ORGANIZATIONS))

    def _id(self, kind: str, entry: Entry) -> str:
        """Return the id of an entry; of two that share one, in two directories, the second gets another."""
        made, owner, n = to_uuid(kind, entry.id), (entry.directory, entry.id), 1
        while self._used.setdefault(made, owner) != owner:
            n += 1
            made = to_uuid(kind, f"{entry.id}/{n}")
        return made

    def _service(self, entry: Entry) -> Json:
        key = self._id("service", entry)
        record = _Record(entry, key, self.losses)
        urls = record.urls()
        minimum, maximum = (entry.ages.min, entry.ages.max) if entry.ages else (None, None)
        ages = [entry.ages.text] if entry.ages and entry.ages.text else []
        return _filled(
            {
                "id": key,
                "name": entry.name,
                "alternate_name": entry.aliases[0] if entry.aliases else None,
                "description": entry.summary,
                "url": urls[0]["url"] if urls else None,
                "additional_urls": record.further(urls),
                "email": record.email(),
                "status": "active",
                "application_process": entry.referral,
                "fees_description": entry.cost,
                "eligibility_description": "; ".join([*entry.conditions, *ages]),
                "minimum_age": minimum,
                "maximum_age": maximum,
                "assured_date": entry.checked if entry.checked and _DAY.fullmatch(entry.checked) else None,
                "alert": " ".join(entry.cautions),
                "phones": record.phones(entry.phones, key),
                "schedules": record.schedules(),
                "service_areas": [{"id": record.child("area", n), "name": a} for n, a in enumerate(entry.areas, 1)],
                "service_at_locations": [
                    {"id": record.child("at", n), "location": place} for n, place in enumerate(record.locations(), 1)
                ],
                "languages": [
                    {"id": record.child("language", n), "name": _NAMES.get(code, code), "code": code}
                    for n, code in enumerate(entry.languages, 1)
                ],
                "organization": self._provider(entry.provider),
                "contacts": record.contacts(),
                "attributes": record.attributes(native=True),
            }
        )

    def _provider(self, provider: Provider | None) -> Json | None:
        """Return the organization of a service: its entry, or what the service says of it."""
        if provider is None:
            return None
        if provider.id in self._organizations:
            return self._organization(self._organizations[provider.id])
        self.losses.add("organization that is not in this export; only its name is", provider.id)
        key = to_uuid("organization", provider.id)
        terms = [_term("local_id", provider.id, key, 1), _term("record_kind", standard.NAMED_ONLY, key, 2)]
        return {"id": key, "name": provider.name, "description": provider.name, "attributes": terms}

    def _organization(self, entry: Entry) -> Json:
        if entry.id not in self._made:
            self._made[entry.id] = self._made_of(entry)
        return self._made[entry.id]

    def _made_of(self, entry: Entry) -> Json:
        key = self._id("organization", entry)
        record = _Record(entry, key, self.losses)
        urls = record.urls()
        if not entry.summary:
            self.losses.add("organization without a summary; HSDS asks for one, so its name stands there", entry.id)
        if entry.cautions:
            self.losses.add("cautions of an organization, for which HSDS has no field: in our terms", entry.id)
        return _filled(
            {
                "id": key,
                "name": entry.name,
                "alternate_name": entry.aliases[0] if entry.aliases else None,
                "description": entry.summary or entry.name,
                "email": record.email(),
                "website": urls[0]["url"] if urls else None,
                "additional_websites": record.further(urls),
                "parent_organization_id": to_uuid("organization", entry.provider.id) if entry.provider else None,
                "contacts": record.contacts(),
                "phones": record.phones(entry.phones, key),
                "locations": record.locations(),
                "attributes": record.attributes(native=False),
            }
        )


class _Record:
    """Makes the parts of one service or organization.

    Args:
        entry: what it is made of.
        key: its id in HSDS.
        losses: takes what is lost.
    """

    def __init__(self, entry: Entry, key: str, losses: Losses) -> None:
        self._entry = entry
        self._key = key
        self._losses = losses

    def _lost(self, what: str) -> None:
        self._losses.add(what, self._entry.id)

    def child(self, kind: str, number: int) -> str:
        """Return the id of a part."""
        return to_uuid(kind, f"{self._key}/{number}")

    def phones(self, phones: tuple[Phone, ...], parent: str) -> list[Json]:
        """Return phones with their cautions in the description, where other programs show them."""
        return [self._phone(phone, to_uuid("phone", f"{parent}/{n}")) for n, phone in enumerate(phones, 1)]

    def _phone(self, phone: Phone, key: str) -> Json:
        extension = phone.extension or ""
        number = int(extension) if re.fullmatch(r"0|[1-9][0-9]{0,8}", extension) else None
        said = [phone.label, phone.caution]
        carried = [("label", phone.label), ("caution", phone.caution)] if phone.caution else []
        if extension and number is None:
            self._lost("extension that is no number: in the description")
            said.append(f"Extension {extension}")
            carried = [("label", phone.label), ("caution", phone.caution), ("extension", extension)]
        return _filled(
            {
                "id": key,
                "number": phone.number,
                "extension": number,
                "type": _TYPES.get(phone.channel, "voice"),
                "description": _sentences(said),
                "attributes": _terms(carried, key),
            }
        )

    def email(self) -> str | None:
        """Return the one e-mail address that HSDS has room for."""
        fitting = [email.email for email in self._entry.emails if _EMAIL.fullmatch(email.email)]
        if len(self._entry.emails) > 1:
            self._lost("e-mail beyond the first, for which HSDS has no field: in our terms")
        return fitting[0] if fitting else None

    def urls(self) -> list[Json]:
        """Return the web addresses that HSDS can hold."""
        found = []
        for n, url in enumerate(self._entry.urls, 1):
            if _URI.fullmatch(url.url):
                found.append(self._url(url, self.child("url", n)))
            else:
                self._lost("web address that HSDS cannot hold; left out")
        return found

    def _url(self, url: Url, key: str) -> Json:
        carried = (
            [("title", url.title), ("language", url.language), ("caution", url.caution)]
            if url.language or url.caution
            else []
        )
        return _filled(
            {
                "id": key,
                "label": _sentences([url.title, url.caution]),
                "url": url.url,
                "attributes": _terms(carried, key),
            }
        )

    def further(self, urls: list[Json]) -> list[Json]:
        """Return the addresses for the list beside the first one; the first, too, where it has a title."""
        return [url for n, url in enumerate(urls) if n or len(url) > 2]

    def schedules(self) -> list[Json]:
        """Return the hours in words; as days and times only where nothing has to be guessed."""
        if not self._entry.hours:
            return []
        always = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR,SA,SU", "opens_at": "00:00:00Z", "closes_at": "23:59:59Z"}
        known = always if _ALWAYS.fullmatch(self._entry.hours) else {}
        if not known:
            self._lost("hours in words only, since days and times would be guessed")
        return [{"id": self.child("schedule", 1), **known, "description": self._entry.hours}]

    def locations(self) -> list[Json]:
        """Return the postal address, where its parts are sure. None is ever made up."""
        if not self._entry.postal_address:
            return []
        parts = _ADDRESS.fullmatch(self._entry.postal_address)
        if not parts:
            self._lost("postal address whose parts are not sure: in our terms")
            return []
        address = {
            "id": self.child("address", 1),
            "address_1": parts["street"],
            "city": parts["city"],
            "state_province": parts["state"],
            "postal_code": parts["code"],
            "country": "US",
            "address_type": "postal",
        }
        return [{"id": self.child("location", 1), "location_type": "postal", "addresses": [address]}]

    def contacts(self) -> list[Json]:
        """Return the contacts. Named staff are among them only where they are exported."""
        return [self._contact(contact, self.child("contact", n)) for n, contact in enumerate(self._entry.contacts, 1)]

    def _contact(self, contact: Contact, key: str) -> Json:
        if len(contact.emails) > 1:
            self._lost("e-mail of a contact beyond the first; left out")
        fitting = [email.email for email in contact.emails if _EMAIL.fullmatch(email.email)]
        return _filled(
            {
                "id": key,
                "name": contact.name,
                "title": contact.role,
                "email": fitting[0] if fitting else None,
                "phones": self.phones(contact.phones, key),
                "attributes": _terms([("local_id", contact.id)], key),
            }
        )

    def attributes(self, *, native: bool) -> list[Json]:
        """Return terms of our vocabulary for what HSDS has no field for. `native` says that the record has
        fields for hours, cost, referral, languages and ages."""
        carried = list(_carried(self._entry, native=native))
        for key, _ in carried:
            if key not in ("local_id", "record_kind", "topics", "groups", "source", "provider", "aliases", "areas"):
                self._lost("value that HSDS has no field for: in our terms, which other programs may not show")
        for lost, what in (
            (self._entry.spanish, "text in Spanish, for which HSDS has no field; left out"),
            (self._entry.act or self._entry.figure, "act or figure of an entry; left out"),
        ):
            if lost:
                self._lost(what)
        return _terms(carried, self._key)


def _carried(entry: Entry, *, native: bool) -> Iterator[tuple[str, str | None]]:
    """Yield (link type, value) for each term of our vocabulary. The id comes first: it is looked for."""
    yield "local_id", entry.id
    yield "record_kind", entry.kind
    has = ("hours", "cost", "referral", "languages") if native else ()
    for key, field in (*CARRIED_TEXTS.items(), ("confidence", "confidence")):
        if key not in has and not (key == "text_language" and entry.text_language == "en"):
            yield key, getattr(entry, field)
    for key in (*CARRIED_LISTS, "topics", "groups"):
        if key not in has:
            yield from ((key, value) for value in getattr(entry, key))
    yield from _carried_ages(entry.ages, native=native)
    yield from (("email", _packed(email)) for email in entry.emails if email.label or len(entry.emails) > 1)
    yield "provider", _packed(entry.provider) if entry.provider else None
    yield "source", _packed(entry.source)
    yield from (("source", _packed(source, of=field)) for field, source in entry.sourced)


def _carried_ages(ages: Ages | None, *, native: bool) -> Iterator[tuple[str, str | None]]:
    if ages is None:
        return
    for key, bound in (("age_min", ages.min), ("age_max", ages.max)):
        yield key, str(bound) if bound is not None and not native else None
    yield "age_text", ages.text
    yield from (("school_stage", stage) for stage in ages.stages)


def _packed(record: Source | Email | Provider, **more: str) -> str:
    """Return a record as JSON in one text, without what is empty."""
    return ascii_json(_filled({**record._asdict(), **more}))


def _sentences(texts: list[str | None]) -> str:
    *rest, last = [text for text in texts if text] or [""]
    return ". ".join([*(text.removesuffix(".") for text in rest), last])


def _filled(table: Json) -> Json:
    """Return a table without what is empty: HSDS allows neither null nor an empty text."""
    return {key: value for key, value in table.items() if value not in (None, "", [])}


def _terms(carried: Iterable[tuple[str, str | None]], parent: str) -> list[Json]:
    filled = [(link_type, value) for link_type, value in carried if value]
    return [_term(link_type, value, parent, n) for n, (link_type, value) in enumerate(filled, 1)]


def _term(link_type: str, value: str, parent: str, number: int) -> Json:
    code = f"{link_type}:{value}" if link_type in ("record_kind", "topics", "groups") else link_type
    name = code.replace("_", " ").replace("-", " ").replace(":", ": ")
    return {
        "id": to_uuid("attribute", f"{parent}/{number}"),
        "link_type": link_type,
        "value": value,
        "taxonomy_term": {
            "id": to_uuid("term", code),
            "code": code,
            "name": name,
            "description": f"{name}, as hart has it",
            "taxonomy": standard.VOCABULARY,
        },
    }
