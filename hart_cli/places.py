"""Towns, villages, ZIP codes, DCF area offices and regions, and what "this entry serves that place" means.

The facts are in data/places.toml, data/places-local.toml and data/places-outside.toml. An office serves
the town it is named after (inferred) and the towns that a source gives it. For another town the offices
of its region are candidates.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from hart_cli.i18n.messages import Listing, Message, all_of, any_of, message, term
from hart_cli.model import Reason
from hart_cli.text import words

STATEWIDE = ("Connecticut", "United States")
_OFFICE = " area office"


class Town(NamedTuple):
    """A town: its DCF region, the offices that may serve it, how that is known, and the wider
    areas it lies in.

    `known` is "source", "inferred" or "candidates", or "outside" for a place outside Connecticut, which
    only the nation's entries serve; `incomplete` says that the region has an office which no source named.
    """

    name: str
    region: str
    offices: tuple[str, ...]
    known: str
    incomplete: bool
    areas: tuple[str, ...]


class Place(NamedTuple):
    """What somebody names as a place of Connecticut: a town, a village or a ZIP code, with the towns in
    which it lies, the one with most of its people first."""

    name: str
    towns: tuple[Town, ...]


class PlaceName(NamedTuple):
    """A place as it was typed, in its parts: the name as folded words, the ZIP code behind it, and the
    state, as its abbreviation, where one is named."""

    name: str
    zip_code: str | None = None
    state: str | None = None


class Outside(NamedTuple):
    """Places outside Connecticut: names of states by abbreviation, the abbreviations that count inside
    the words of a question, and names of other places."""

    states: dict[str, str]
    abbreviated_in_words: tuple[str, ...]
    names: tuple[str, ...]


class Places(NamedTuple):
    """All towns, regions and offices by name; villages and ZIP codes with the names of their towns; the
    latitude and longitude of towns and ZIP codes; places outside; and how many rows were left out because
    no source is stored for them."""

    towns: dict[str, Town]
    regions: dict[str, tuple[str, ...]]
    areas: tuple[str, ...]
    villages: dict[str, tuple[str, ...]]
    zip_codes: dict[str, tuple[str, ...]]
    centers: dict[str, tuple[float, float]]
    outside: Outside
    left_out: int = 0

    def area_names(self) -> frozenset[str]:
        """Every word that an entry's `areas` may hold."""
        offices = {o + _OFFICE for names in self.regions.values() for o in names}
        return frozenset({*STATEWIDE, *self.areas, *self.regions, *offices, *self.towns})


def from_toml(document: dict[str, Any]) -> Places:
    """Return the places in a parsed data/places.toml. Raises KeyError where a key is missing."""
    regions, areas = document["regions"], document["areas"]
    offices = {name: tuple(region["offices"]) for name, region in regions.items()}
    everywhere = {office for names in offices.values() for office in names}
    towns = {}
    for name, row in document["towns"].items():
        region = row["region"]
        known, serving = "candidates", offices[region]
        if "office" in row:
            known, serving = "source", (row["office"],)
        elif name in everywhere:
            known, serving = "inferred", (name,)
        wider = tuple(area for area, table in areas.items() if name in table["towns"])
        towns[name] = Town(name, region, serving, known, bool(regions[region].get("incomplete")), wider)
    return Places(towns, offices, tuple(areas), {}, {}, {}, Outside({}, (), ()))


_SOURCE_KEYS = ("title", "publisher", "url", "as_of")


def with_local(places: Places, document: dict[str, Any]) -> Places:
    """Return the places with the villages, ZIP codes and centers of a parsed data/places-local.toml.

    A row whose source is not stored whole, or that names no town of Connecticut, is left out and counted.
    Raises KeyError where a table is missing.
    """
    keys = ("villages", "zip_codes", "town_centers", "zip_centers")
    rows = {key: _sourced_rows(document, key) for key in keys}
    villages, zip_codes = (
        {name: tuple(towns) for name, towns in rows[key].items() if towns and places.towns.keys() >= set(towns)}
        for key in ("villages", "zip_codes")
    )
    centers = {
        name: (float(latitude), float(longitude))
        for key in ("town_centers", "zip_centers")
        for name, (latitude, longitude, *_) in rows[key].items()
    }
    tables = [(source, table) for key in keys for source, table in document[key].items()]
    unsourced = sum(len(table) for source, table in tables if not _is_stored(document, source))
    unknown = len(rows["villages"]) - len(villages) + len(rows["zip_codes"]) - len(zip_codes)
    left_out = places.left_out + unsourced + unknown
    return places._replace(villages=villages, zip_codes=zip_codes, centers=centers, left_out=left_out)


def _sourced_rows(document: dict[str, Any], key: str) -> dict[str, list[Any]]:
    """Return the rows of all tables under `key` whose source is stored."""
    rows: dict[str, list[Any]] = {}
    for source, table in document[key].items():
        if _is_stored(document, source):
            rows |= table
    return rows


def _is_stored(document: dict[str, Any], source: str) -> bool:
    return all(document["sources"].get(source, {}).get(part) for part in _SOURCE_KEYS)


def with_outside(places: Places, document: dict[str, Any]) -> Places:
    """Return the places with the names of a parsed data/places-outside.toml, without those that
    Connecticut has too. Raises KeyError where a table is missing."""
    inside = {fold_name(name) for name in (*places.towns, *places.villages)}
    names = sorted({name for listed in document["names"].values() for name in listed if fold_name(name) not in inside})
    outside = Outside(document["states"], tuple(document["abbreviated_in_words"]), tuple(names))
    return places._replace(outside=outside)


def fold_name(name: str) -> str:
    """Return a name of a place as it is looked up: folded words with single spaces."""
    return " ".join(words(name))


_PREFIXES = (
    *((kind, "of") for kind in ("town", "city", "village", "borough", "section")),
    ("pueblo", "de"),
    ("ciudad", "de"),
)
_CONNECTICUT = ("connecticut", "conn", "ct")
ZIP_CODES_START = "06"
"""How every ZIP code of Connecticut starts."""


def parse_name(text: str, states: dict[str, str]) -> PlaceName:
    """Return a typed place in its parts: "Town of Avon", "Hartford, CT 06106", "Bristol, Rhode Island".

    Args:
        text: what somebody typed for one place.
        states: names of the other states by abbreviation.
    """
    parts = words(text)
    is_named = tuple(parts[:2]) in _PREFIXES
    if is_named:
        parts = parts[2:]
    while len(parts) > 1 and parts[-1] in ("usa", "us"):
        parts = parts[:-1]
    zip_code = None
    if len(parts) > 1 and len(parts[-1]) == 4 and parts[-1].isdigit() and is_zip_code(parts[-2]):
        parts = parts[:-1]  # ZIP+4
    if len(parts) > 1 and is_zip_code(parts[-1]):
        zip_code = parts[-1]
        parts = parts[:-1]
    state, size = state_at_end(parts, states)
    if is_named and size == len(parts):
        state, size = None, 0  # "town of Washington"
    parts = parts[: len(parts) - size]
    if not parts:
        return PlaceName(zip_code or (states.get(state or "", "connecticut")).lower(), None, state)
    return PlaceName(" ".join(parts), zip_code, state)


def is_zip_code(word: str) -> bool:
    """Whether a word may be a ZIP code: five digits."""
    return len(word) == 5 and word.isdigit()


def state_at_end(parts: list[str], states: dict[str, str]) -> tuple[str | None, int]:
    """Return the abbreviation of the state that ends a row of words, and how many words name it; (None, 0)
    where none does."""
    if parts and parts[-1] in _CONNECTICUT:
        return "CT", 1
    for size in range(min(3, len(parts)), 0, -1):
        ending = " ".join(parts[-size:])
        for abbreviation, name in states.items():
            if ending == name.lower() or (size == 1 and ending == abbreviation.lower()):
                return abbreviation, size
    return None, 0


def named_after(place: Place, offices: list[str]) -> Place:
    """Return a village with the office that is named after it as its own, where there is one."""
    if place.name not in offices or any(town.name == place.name for town in place.towns):
        return place
    return place._replace(towns=tuple(town._replace(offices=(place.name,), known="inferred") for town in place.towns))


def _office_reason(town: Town, stated: list[str]) -> Reason | None:
    serving = [office for office in town.offices if office in stated]
    if not serving:
        return None
    if town.known == "candidates":
        offices: Listing | Message = any_of(town.offices)
        if town.incomplete:
            offices = message("{offices}, or one that no source names", offices=offices)
        why = message(
            "{town} is in DCF {region}: its office may be {offices}",
            town=town.name,
            region=town.region,
            offices=offices,
        )
        return Reason("not stated", why)
    if town.known == "inferred":
        why = message(
            "serves the {office} area office, {town}'s office by its name (inferred)",
            office=serving[0],
            town=serving[0],
        )
        return Reason("yes", why)
    why = message("serves the {office} area office, {town}'s office by a source", office=serving[0], town=town.name)
    return Reason("yes", why)


def serves(areas: tuple[str, ...], beyond: str | None, place: Town | Place) -> Reason | None:
    """Return whether an entry with these areas serves a place and why; None if it is ruled out.

    A place that lies in several towns is ruled out only where each of them is. It fits where each of them
    does; where only some do it is not stated, since nobody said in which of them a person lives.

    Args:
        areas: the entry's stated areas; empty where none is stated.
        beyond: what the source says of people from elsewhere, if anything.
        place: the town, village or ZIP code asked for.
    """
    if isinstance(place, Town):
        return _serves_town(areas, beyond, place)
    reasons = [_serves_town(areas, beyond, town) for town in place.towns]
    stated = [reason for reason in reasons if reason is not None]
    if not stated:
        return None
    why = Listing(tuple(dict.fromkeys(reason.why for reason in stated)), "; ")
    if len(stated) == len(reasons) and (len(reasons) == 1 or all(reason == stated[0] for reason in stated)):
        return stated[0]
    fits = len(stated) == len(reasons) and all(reason.fit == "yes" for reason in stated)
    return Reason("yes" if fits else "not stated", message("{place}; {why}", place=lies_in(place), why=why))


def outside_place(name: str) -> Place:
    """Return a place outside Connecticut."""
    return Place(name, (Town(name, "", (), "outside", False, ()),))


def lies_in(place: Place) -> Message:
    """Return in which towns a village or a ZIP code lies."""
    return message("{place} lies in {towns}", place=place.name, towns=all_of(town.name for town in place.towns))


def _serves_town(areas: tuple[str, ...], beyond: str | None, town: Town) -> Reason | None:  # noqa: PLR0911 (the rules in their order)
    """Return whether an entry serves one town. A directory of Connecticut says nothing of places outside:
    there only what is stated to serve the nation is left."""
    if not areas:
        return None if town.known == "outside" else Reason("not stated", message("no area is stated"))
    for area in areas:
        if area in STATEWIDE and not (town.known == "outside" and area == STATEWIDE[0]):
            nation = area == STATEWIDE[1]
            return Reason("yes", message("serves all of {area}", area=term("the United States" if nation else area)))
        if area in (town.name, town.region):
            return Reason("yes", message("serves {whom}", whom=term(area)))
        if area in town.areas:
            why = message("{town} is one of the towns usually counted as {area}", town=town.name, area=area)
            return Reason("yes", why)
    reason = _office_reason(town, [a.removesuffix(_OFFICE) for a in areas if a.endswith(_OFFICE)])
    if reason:
        return reason
    if beyond:
        why = message(
            "{town} is outside {areas}; {beyond}", town=town.name, areas=Listing(tuple(map(term, areas))), beyond=beyond
        )
        return Reason("not stated", why)
    return None
