"""One service or organization of HSDS to one entry, each repair named."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterator, Mapping

from hart_cli.hsds import standard, vocabulary
from hart_cli.hsds.reading import contact_points
from hart_cli.hsds.reading.hours import hours
from hart_cli.hsds.reading.terms import own_terms
from hart_cli.hsds.reading.values import TAG, Json, Repair, first_text, list_of, objects_of, text_of, texts
from hart_cli.model import FILE_ITSELF, Ages, Entry, Phone, Source

_MOST_AREAS, _MOST_PLACES = 12, 5
_DATE = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])(?:[T ].*)?")
_STREET = ("address_1", "street_address", "street", "address_2")
_STATE = {
    "ct": "Connecticut",
    "state of connecticut": "Connecticut",
    "statewide": None,
    "usa": "United States",
    "us": "United States",
    "united states of america": "United States",
}
_NOTES = {
    "interpretation_services": "Interpreters",
    "wait_time": "Waiting time",
    "accreditations": "Accreditations",
    "licenses": "Licenses",
}


def id_of(record: Json) -> str:
    """Return the id of a record as stated, or one made of its name and text, always the same."""
    stated = own_terms(record).get("local_id", [None])[0] or text_of(record.get("id"))
    if stated and len(stated) <= 200:
        return stated
    content = "|".join(str(record.get(key)) for key in ("name", "organization_id", "description", "url", "email"))
    return str(uuid.uuid5(standard.NAMESPACE, content))


def read_record(record: Json, kind: str, directory: str, areas: Mapping[str, str]) -> tuple[Entry | None, list[str]]:
    """Return the entry of a record, and the kind of each repair and loss.

    Args:
        record: the service or organization.
        kind: the kind of entry.
        directory: the directory that holds it.
        areas: the places that hart knows, by their names in small letters.

    Returns:
        None for the entry where the record has no name.
    """
    name = text_of(record.get("name"))
    if name is None:
        return None, []
    repairs: list[str] = []
    repair = repairs.append
    for key in ("description", "application_process", "eligibility_description"):
        if "<" in str(record.get(key)) and TAG.search(str(record.get(key))):
            repair(f"markup taken out of {key}")
    if not record.get("id"):
        repair("no id; one was made of its name and text")
    locations = _locations(record)
    addresses = _addresses(record, locations)
    known_areas, unknown_areas = _service_areas(record, areas, repair)
    entry = Entry(
        id=id_of(record),
        kind=kind,
        name=name,
        source=_source(record, repair),
        directory=directory,
        aliases=tuple(
            alias
            for alias in texts(record.get("alternate_name"), *list_of(record.get("alternate_names")))
            if alias != name
        ),
        summary=text_of(record.get("description")),
        services=_taxonomy_terms(record),
        conditions=_conditions(record),
        ages=_ages(record, repair),
        areas=known_areas,
        languages=_languages(record, repair),
        phones=_phones(record, locations, repair),
        emails=contact_points.emails(record, repair),
        urls=contact_points.urls(record, locations, repair),
        postal_address=addresses[0] if addresses else None,
        hours=hours(record, locations, repair),
        cost=_cost(record),
        referral=text_of(record.get("application_process")),
        contacts=tuple(contact_points.contacts(objects_of(record.get("contacts")), repair)),
        notes=(*unknown_areas, *_notes(record, addresses)),
        cautions=texts(record.get("alert")),
    )
    if len(addresses) > _MOST_PLACES:
        repair("more addresses than fit; the first are kept")
    return entry, repairs


def _source(record: Json, repair: Repair) -> Source:
    """Return the file as the source, with the date on which the record was assured or changed."""
    for key in ("assured_date", "last_modified", "last_action_date"):
        stated = text_of(record.get(key))
        if stated and _DATE.fullmatch(stated):
            return FILE_ITSELF._replace(as_of=stated[:10])
        if stated:
            repair(f"{key} is no date")
    return FILE_ITSELF


def _taxonomy_terms(record: Json) -> tuple[str, ...]:
    """Return the names of the terms of any taxonomy but hart's own."""
    names = []
    for item in (*objects_of(record.get("attributes")), *objects_of(record.get("taxonomies"))):
        term = item.get("taxonomy_term")
        if isinstance(term, dict) and term.get("taxonomy") != vocabulary.NAME:
            names.append(term.get("name"))
        elif term is None:
            names.append(item.get("taxonomy_detail") or item.get("value"))
    return texts(*names)


def _conditions(record: Json) -> tuple[str, ...]:
    rows = [record.get("eligibility_description")]
    rows += [row.get("eligibility") for row in objects_of(record.get("eligibilities"))]
    rows += [row.get("document") for row in objects_of(record.get("required_documents"))]
    return tuple(text for text in map(text_of, rows) if text)


def _ages(record: Json, repair: Repair) -> Ages | None:
    lowest, highest = (_age(record, key, repair) for key in ("minimum_age", "maximum_age"))
    if lowest is None and highest is None:
        return None
    if lowest is not None and highest is not None and lowest > highest:
        repair("minimum_age above maximum_age; neither is used")
        return None
    return Ages(lowest, highest)


def _age(record: Json, key: str, repair: Repair) -> int | None:
    value = record.get(key)
    if value in (None, ""):
        return None
    try:
        number = float(value)
    except (TypeError, ValueError, OverflowError):
        repair(f"{key} is no number")
        return None
    if not 0 <= number <= 120:
        repair(f"{key} is not within 0 and 120")
        return None
    if number != int(number):
        repair(f"{key} is no whole number; cut to one")
    return int(number)


def _service_areas(record: Json, areas: Mapping[str, str], repair: Repair) -> tuple[tuple[str, ...], list[str]]:
    """Return the areas that hart knows, and a note. Where it does not know all, no town is ruled out."""
    rows = objects_of(record.get("service_areas"))
    names = [name for row in rows if (name := first_text(row, "name", "description"))]
    known = [areas.get(_STATE.get(name.lower()) or name.lower()) or _STATE.get(name.lower()) for name in names]
    if None in known:
        repair("service area that hart does not know; kept as a note")
        return (), [f"Service area: {'; '.join(names[:_MOST_AREAS])}"]
    return tuple(dict.fromkeys(area for area in known if area)), []


def _languages(record: Json, repair: Repair) -> tuple[str, ...]:
    codes = []
    given = record.get("languages")
    for row in objects_of(given) or [{"name": name} for name in list_of(given)]:
        code, name = text_of(row.get("code")) or "", first_text(row, "name", "language") or ""
        if 2 <= len(code) <= 3 and code.isascii() and code.isalpha():
            codes.append(code.lower())
        elif name.lower() in standard.LANGUAGES:
            codes.append(standard.LANGUAGES[name.lower()])
        elif name or code:
            repair("language without a code that hart knows")
    return tuple(dict.fromkeys(codes))


def _phones(record: Json, locations: list[Json], repair: Repair) -> tuple[Phone, ...]:
    """Return the phones of a record, or those of its locations where it states none."""
    rows = objects_of(record.get("phones"))
    rows = rows or [row for location in locations for row in objects_of(location.get("phones"))]
    return contact_points.phones(rows, repair)


def _locations(record: Json) -> list[Json]:
    """Return the locations of a record, however they are nested."""
    nested = [row.get("location") for row in objects_of(record.get("service_at_locations"))]
    return [*objects_of(record.get("locations")), *(location for location in nested if isinstance(location, dict))]


def _addresses(record: Json, locations: list[Json]) -> list[str]:
    """Return the street addresses of a record, each once."""
    rows = objects_of(record.get("addresses"))
    for location in locations:
        bare = [location] if "address_1" in location or "street_address" in location else []
        rows += objects_of(location.get("addresses")) or bare
    return list(dict.fromkeys(address for address in map(_address, rows) if address))


def _address(row: Json) -> str:
    street = [text for key in _STREET if (text := text_of(row.get(key)))]
    state = " ".join(text for key in ("state_province", "postal_code") if (text := text_of(row.get(key))))
    return ", ".join(filter(None, (*street, text_of(row.get("city")), state)))


def _cost(record: Json) -> str | None:
    costs = [text_of(record.get("fees_description")), text_of(record.get("fees"))]
    for row in objects_of(record.get("cost_options")):
        option, amount, currency, description = (
            text_of(row.get(key)) or "" for key in ("option", "amount", "currency", "amount_description")
        )
        costs.append(", ".join(filter(None, (option, f"{amount} {currency}".strip(), description))))
    return "; ".join(dict.fromkeys(filter(None, costs))) or None


def _notes(record: Json, addresses: list[str]) -> Iterator[str]:
    for key, label in _NOTES.items():
        if text := text_of(record.get(key)):
            yield f"{label}: {text}"
    program = record.get("program")
    if isinstance(program, dict) and (name := text_of(program.get("name"))):
        yield f"Program: {name}"
    yield from (f"Also at: {address}" for address in addresses[1:_MOST_PLACES])
