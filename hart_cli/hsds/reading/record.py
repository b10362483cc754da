"""One record of HSDS to one entry: its texts, numbers, addresses, hours and places, every repair told."""

from __future__ import annotations

import html
import json
import re
import uuid
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from hart_cli.hsds import standard
from hart_cli.model import FILE_ITSELF, Ages, Contact, Email, Entry, Phone, Provider, Source, Url
from hart_cli.readers.report import ReportSink
from hart_cli.rules.entry import EMAIL
from hart_cli.safe import web_address
from hart_cli.text import digits, e164

Json = dict[str, Any]

_MOST_LINES, _MOST_PLACES = 12, 5
_EXTENSION = re.compile(r"[\s,;]*\b(?:x|ext\.?|extension)[\s:.#]*(\d{1,8})\s*$", re.IGNORECASE)
_HOST = re.compile(r"[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)*\.[A-Za-z]{2,}(?:[/?#]\S*)?")
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ].*)?")
_TAG = re.compile(r"<[^<>]{1,300}>")
_SPACES = re.compile(r"[ \t\r\f\v]+")
_AS_OF = re.compile(r"undated|\d{4}(?:-\d\d(?:-\d\d)?)?")
_STREET, _STATE_KEYS = ("address_1", "street_address", "street", "address_2"), ("state_province", "postal_code")
_STATE = {
    "ct": "Connecticut",
    "state of connecticut": "Connecticut",
    "statewide": None,
    "usa": "United States",
    "us": "United States",
    "united states of america": "United States",
}


def tables_of(value: Any) -> list[Json]:
    """Return the objects of a value: itself, or those in a list; anything else is left out."""
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def text_of(value: Any) -> str | None:
    """Return a text without markup or needless space; None where there is none."""
    if value is None or value == "":
        return None
    if type(value) is not str:
        if isinstance(value, dict | list | bool):
            return None
        value = str(value)
    text: str = value
    if "<" in text:
        text = _TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    if "  " in text or "\t" in text or "\r" in text:
        text = _SPACES.sub(" ", text)
    return text.strip() or None


def own_terms(record: Json) -> dict[str, list[str]]:
    """Return what an export of ours put into terms of our own vocabulary, by link type."""
    own: dict[str, list[str]] = {}
    for attribute in tables_of(record.get("attributes")):
        term = attribute.get("taxonomy_term")
        if isinstance(term, dict) and term.get("taxonomy") == standard.VOCABULARY:
            value = attribute.get("value") or term.get("code")
            own.setdefault(str(attribute.get("link_type")), []).append(str(value))
    return own


def with_rest(entry: Entry, own: dict[str, list[str]]) -> Entry:
    """Return an entry with the ages, e-mails, provider and sources that an export of ours carried."""
    lowest, highest = (own.get(key, [""])[0] for key in ("age_min", "age_max"))
    bounds = [int(text) if re.fullmatch(r"[0-9]{1,2}|1[01][0-9]|120", text) else None for text in (lowest, highest)]
    ages = entry.ages or Ages(bounds[0], bounds[1], None)
    ages = ages._replace(text=own.get("age_text", [None])[0], stages=tuple(own.get("school_stage", ())))
    emails = [_texts(value) for value in own.get("email", ())]
    sources = [(table.get("of"), _carried_source(table)) for table in map(_texts, own.get("source", ()))]
    provider = _texts(own.get("provider", ["{}"])[0])
    return entry._replace(
        ages=None if ages == Ages(None, None, None) else ages,
        emails=tuple(Email(e["email"], e.get("label")) for e in emails if EMAIL.fullmatch(e.get("email", "")))
        or entry.emails,
        source=next((source for of, source in sources if of is None), entry.source),
        sourced=tuple((of, source) for of, source in sources if of),
        provider=Provider(provider["id"], provider["name"]) if provider.keys() == {"id", "name"} else entry.provider,
    )


def _texts(value: str) -> dict[str, str]:
    """Return the texts of a JSON object that is packed in a text; nothing where there is none."""
    try:
        table = json.loads(value)
    except (ValueError, RecursionError):
        return {}
    return {key: text for key, text in table.items() if isinstance(text, str)} if isinstance(table, dict) else {}


def _carried_source(table: dict[str, str]) -> Source:
    """Return a source that an export of ours carried: as stated, but at second hand now."""
    as_of, get = table.get("as_of", ""), table.get
    return Source(
        get("id") or "own-file",
        get("title") or "the file itself",
        get("publisher"),
        web_address(get("url") or ""),
        as_of if _AS_OF.fullmatch(as_of) else "undated",
        "secondary",
        get("note"),
    )


def id_of(record: Json, name: str | None) -> str:
    """Return the id of a record as stated, or one made of its name and text, always the same."""
    stated = own_terms(record).get("local_id", [None])[0] or text_of(record.get("id"))
    if stated and len(stated) <= 200:
        return stated
    said = "|".join(str(record.get(key)) for key in ("name", "organization_id", "description", "url", "email"))
    return str(uuid.uuid5(standard.NAMESPACE, said or name or ""))


class RecordReader:
    """Makes one entry of one record.

    Args:
        record: the service or organization.
        label: what to call it in the report.
        report: takes repairs.
        areas: the places that hart knows, by their names in small letters.
    """

    def __init__(self, record: Json, label: str, report: ReportSink, areas: dict[str, str]) -> None:
        self._record = record
        self._label = label
        self._report = report
        self._areas = areas
        self._told: list[str] = []

    def _repair(self, what: str) -> None:
        self._told.append(what)

    def told(self, entry: Entry) -> Entry:
        """Tell the report of every repair. Returns the entry."""
        for what in self._told:
            self._report.repair(what, self._label)
        self._told = []
        return entry

    def entry(self, kind: str, directory: str, *, quiet: bool = False) -> Entry | None:
        """Return the entry, or None where the record has no name. Repairs of a quiet one wait for `told`."""
        get = self._record.get
        name = text_of(get("name"))
        if name is None:
            return None
        for key in ("description", "application_process", "eligibility_description"):
            if "<" in str(get(key)) and _TAG.search(str(get(key))):
                self._repair(f"markup taken out of {key}")
        if not get("id"):
            self._repair("no id; one was made of its name and text")
        areas, area_notes = self._service_areas()
        places = self._places()
        entry = Entry(
            id=id_of(self._record, name),
            kind=kind,
            name=name,
            source=self._source(),
            directory=directory,
            aliases=self._aliases(name),
            summary=text_of(get("description")),
            services=self._terms(),
            conditions=self._conditions(),
            ages=self._ages(),
            areas=areas,
            languages=self._languages(),
            phones=self._phones(self._record),
            emails=self._emails(self._record),
            urls=self._urls(),
            postal_address=places[0] if places else None,
            hours=self._hours(),
            cost=self._cost(),
            referral=text_of(get("application_process")),
            contacts=tuple(self._contacts()),
            notes=(*area_notes, *self._notes(places)),
            cautions=self._cautions(),
        )
        return entry if quiet else self.told(entry)

    def _source(self) -> Source:
        for key in ("assured_date", "last_modified", "last_action_date"):
            stated = text_of(self._record.get(key))
            if stated and _DATE.fullmatch(stated):
                return FILE_ITSELF._replace(as_of=stated[:10])
            if stated:
                self._repair(f"{key} is no date")
        return FILE_ITSELF

    def _aliases(self, name: str) -> tuple[str, ...]:
        named = [self._record.get("alternate_name"), *(self._record.get("alternate_names") or ())]
        texts = [text for text in map(text_of, named) if text and text != name]
        return tuple(dict.fromkeys(texts))

    def _terms(self) -> tuple[str, ...]:
        """Return the names of the terms of any taxonomy but ours."""
        found = []
        for item in (*tables_of(self._record.get("attributes")), *tables_of(self._record.get("taxonomies"))):
            term = item.get("taxonomy_term")
            if isinstance(term, dict) and term.get("taxonomy") != standard.VOCABULARY:
                found.append(text_of(term.get("name")))
            elif term is None:
                found.append(text_of(item.get("taxonomy_detail") or item.get("value")))
        return tuple(dict.fromkeys(text for text in found if text))

    def _conditions(self) -> tuple[str, ...]:
        texts = [self._record.get("eligibility_description")]
        texts += [row.get("eligibility") for row in tables_of(self._record.get("eligibilities"))]
        texts += [row.get("document") for row in tables_of(self._record.get("required_documents"))]
        return tuple(text for text in map(text_of, texts) if text)

    def _ages(self) -> Ages | None:
        bounds = [self._age("minimum_age"), self._age("maximum_age")]
        if bounds == [None, None]:
            return None
        if None not in bounds and bounds[0] > bounds[1]:  # type: ignore[operator]
            self._repair("minimum_age above maximum_age; neither is used")
            return None
        return Ages(bounds[0], bounds[1], None)

    def _age(self, key: str) -> int | None:
        value = self._record.get(key)
        if value in (None, ""):
            return None
        try:
            number = float(value)
        except (TypeError, ValueError):
            self._repair(f"{key} is no number")
            return None
        if not 0 <= number <= 120:
            self._repair(f"{key} is not within 0 and 120")
            return None
        if number != int(number):
            self._repair(f"{key} is no whole number; cut to one")
        return int(number)

    def _service_areas(self) -> tuple[tuple[str, ...], list[str]]:
        """Return the areas that hart knows and notes; where it does not know all, none rules anybody out."""
        rows = tables_of(self._record.get("service_areas"))
        names = [text for text in (text_of(row.get("name") or row.get("description")) for row in rows) if text]
        if not names:
            return (), []
        known = [
            self._areas.get(_STATE.get(name.lower()) or name.lower()) or _STATE.get(name.lower()) for name in names
        ]
        if None in known:
            self._repair("service area that hart does not know; kept as a note")
            return (), [f"Service area: {'; '.join(names[:_MOST_LINES])}"]
        return tuple(dict.fromkeys(area for area in known if area)), []

    def _languages(self) -> tuple[str, ...]:
        found = []
        given = self._record.get("languages")
        rows = tables_of(given) or [{"name": text} for text in given or () if isinstance(text, str)]
        for row in rows:
            code, name = text_of(row.get("code")) or "", text_of(row.get("name") or row.get("language")) or ""
            if 2 <= len(code) <= 3 and code.isascii() and code.isalpha():
                found.append(code.lower())
            elif name.lower() in standard.LANGUAGES:
                found.append(standard.LANGUAGES[name.lower()])
            elif name or code:
                self._repair("language without a code that hart knows")
        return tuple(dict.fromkeys(found))

    def _phones(self, record: Json) -> tuple[Phone, ...]:
        rows = tables_of(record.get("phones"))
        if record is self._record and not rows:
            for place in self._located():
                rows += tables_of(place.get("phones"))
        found = dict.fromkeys(phone for phone in map(self._phone, rows) if phone)
        return tuple(found)

    def _phone(self, row: Json) -> Phone | None:
        number = text_of(row.get("number") or row.get("phone_number")) or ""
        extension = text_of(row.get("extension"))
        within = _EXTENSION.search(number)
        if within:
            number, extension = number[: within.start()].strip(), extension or within[1]
            self._repair("extension taken out of a number")
        only = digits(number)
        if not only:
            self._repair("phone without a digit; left out")
            return None
        if not any(character.isalpha() for character in number):
            number = _written(only, number)
        kind = (text_of(row.get("type")) or "voice").lower()
        channel = standard.CHANNELS.get(kind)
        if channel is None:
            self._repair(f"type of phone {kind[:30]!r} taken as voice")
        label = text_of(row.get("description")) or (None if channel else kind)
        carried = own_terms(row)
        if "caution" in carried or "extension" in carried:
            label = carried.get("label", [None])[0]
        extension, caution = (
            carried.get(key, [kept])[0] for key, kept in (("extension", extension), ("caution", None))
        )
        return Phone(number[:60], e164(only) if number != only else None, extension, channel or "voice", label, caution)

    def _emails(self, record: Json) -> tuple[Email, ...]:
        stated = text_of(record.get("email"))
        if not stated:
            return ()
        found = tuple(dict.fromkeys(EMAIL.findall(stated)))
        if not found:
            self._repair("e-mail that is none; left out")
        return tuple(Email(address, None) for address in found)

    def _urls(self) -> tuple[Url, ...]:
        get = self._record.get
        rows = [{"url": get(key)} for key in ("url", "website") if get(key)]
        rows += [*tables_of(get("additional_urls")), *tables_of(get("additional_websites"))]
        rows += [{"url": place.get("url")} for place in self._located() if place.get("url")]
        found: dict[str, Url] = {}
        for row in rows:
            address = self._address(text_of(row.get("url")))
            if address:
                bare = Url(address, None, None, None)
                if found.get(address, bare) == bare:
                    found[address] = _url(address, row)
        return tuple(found.values())

    def _address(self, stated: str | None) -> str | None:
        if not stated:
            return None
        if web_address(stated) is None and _HOST.fullmatch(stated):
            self._repair("web address without https://; it was put before it")
            stated = f"https://{stated}"
        if web_address(stated) is None:
            self._repair("web address that is none; left out")
            return None
        return stated

    def _located(self) -> list[Json]:
        """Return the locations of the record, however they are nested."""
        found = tables_of(self._record.get("locations"))
        for row in tables_of(self._record.get("service_at_locations")):
            location = row.get("location")
            if isinstance(location, dict):
                found.append(location)
        return found

    def _places(self) -> list[str]:
        """Return the street addresses of the record, each once."""
        rows = tables_of(self._record.get("addresses"))
        for place in self._located():
            rows += tables_of(place.get("addresses")) or (
                [place] if "address_1" in place or "street_address" in place else []
            )
        texts = []
        for row in rows:
            street, city, state = (
                [text for key in keys if (text := text_of(row.get(key)))] for keys in (_STREET, ("city",), _STATE_KEYS)
            )
            texts.append(", ".join([*street, *city, *([" ".join(state)] if state else [])]))
        return [text for text in dict.fromkeys(texts) if text]

    def _hours(self) -> str | None:
        rows = [
            *tables_of(self._record.get("schedules")),
            *tables_of(self._record.get("regular_schedules")),
            *tables_of(self._record.get("operating_hours")),
        ]
        if not rows:
            rows = [row for place in self._located() for row in tables_of(place.get("schedules"))]
        lines = list(dict.fromkeys(line for line in map(_opening, rows) if line))
        if len(lines) < len(rows) and not lines:
            self._repair("schedule without days or times; left out")
        if len(lines) > _MOST_LINES:
            self._repair("more opening hours than fit; the first are kept")
        return "; ".join(lines[:_MOST_LINES]) or None

    def _cost(self) -> str | None:
        texts = [text_of(self._record.get(key)) for key in ("fees_description", "fees")]
        for row in tables_of(self._record.get("cost_options")):
            amount = " ".join(filter(None, (text_of(row.get("amount")), text_of(row.get("currency")))))
            texts.append(
                ", ".join(filter(None, (text_of(row.get("option")), amount, text_of(row.get("amount_description")))))
            )
        return "; ".join(dict.fromkeys(text for text in texts if text)) or None

    def _contacts(self) -> Iterator[Contact]:
        for n, row in enumerate(tables_of(self._record.get("contacts")), 1):
            name = text_of(row.get("name")) or text_of(row.get("department"))
            if name:
                role = text_of(row.get("title")) or text_of(row.get("department"))
                yield Contact(
                    own_terms(row).get("local_id", [str(row.get("id") or n)])[0],
                    name,
                    role,
                    self._phones(row),
                    self._emails(row),
                )

    def _notes(self, places: list[str]) -> Iterator[str]:
        get = self._record.get
        for key, said in (
            ("interpretation_services", "Interpreters"),
            ("wait_time", "Waiting time"),
            ("accreditations", "Accreditations"),
            ("licenses", "Licenses"),
        ):
            if text := text_of(get(key)):
                yield f"{said}: {text}"
        program = get("program")
        if isinstance(program, dict) and text_of(program.get("name")):
            yield f"Program: {text_of(program.get('name'))}"
        yield from (f"Also at: {place}" for place in places[1:_MOST_PLACES])
        if len(places) > _MOST_PLACES:
            self._repair("more addresses than fit; the first are kept")

    def _cautions(self) -> tuple[str, ...]:
        alert = text_of(self._record.get("alert"))
        return (alert,) if alert else ()


def _url(address: str, row: Json) -> Url:
    carried = own_terms(row)
    title, language, caution = (carried.get(key, [None])[0] for key in ("title", "language", "caution"))
    return Url(address, title if carried else text_of(row.get("label")), language, caution)


def _written(only: str, number: str) -> str:
    """Return a number of the North American plan as hart writes it, another one as it stands."""
    if len(only) == 10:
        return f"{only[:3]}-{only[3:6]}-{only[6:]}"
    if len(only) == 11 and only[0] == "1":
        return f"1-{only[1:4]}-{only[4:7]}-{only[7:]}"
    return only if len(only) <= 6 else number


def _opening(row: Json) -> str | None:
    """Return one line of opening hours in words."""
    told = text_of(row.get("description"))
    if told:
        return told
    given = row.get("byday") or row.get("days") or row.get("weekday")
    days = _days(",".join(map(str, given)) if isinstance(given, list) else str(given)) if given else ""
    times = [_time_span(slot) for slot in [row, *tables_of(row.get("times"))]]
    text = ": ".join(filter(None, (days, ", ".join(filter(None, times)))))
    first, last = (
        text_of(row.get(a) or row.get(b)) for a, b in (("valid_from", "start_date"), ("valid_to", "end_date"))
    )
    if text and (first or last):
        text += f" ({first or 'now'} to {last or 'no stated end'})"
    return text or text_of(row.get("notes"))


def _time_span(row: Json) -> str | None:
    opens, closes = row.get("opens_at") or row.get("start_time"), row.get("closes_at") or row.get("end_time")
    return f"{_clock(str(opens or '?'))} to {_clock(str(closes or '?'))}" if opens or closes else None


@lru_cache(1000)
def _days(given: str) -> str:
    parts = [part for part in re.split(r"[,\s]+", given) if part]
    return ", ".join(standard.DAYS.get(part.upper(), part) for part in parts)


@lru_cache(1000)
def _clock(text: str) -> str:
    return re.sub(r"^(\d{1,2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$", r"\1", text.strip())
