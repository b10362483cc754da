"""Towns, DCF area offices and regions, and what "this entry serves that town" means.

The facts are in data/places.toml. An office serves the town it is named after (inferred) and the
towns that a source gives it. For another town the offices of its region are candidates.
"""

from __future__ import annotations

from typing import NamedTuple

from hart_cli.model import Reason

STATEWIDE = ("Connecticut", "United States")
_OFFICE = " area office"


class Town(NamedTuple):
    """A town: its DCF region, the offices that may serve it, how that is known, and the wider
    areas it lies in.

    `known` is "source", "inferred" or "candidates"; `incomplete` says that the region has an
    office which no source named.
    """

    name: str
    region: str
    offices: tuple[str, ...]
    known: str
    incomplete: bool
    areas: tuple[str, ...]


class Places(NamedTuple):
    """All towns, regions and offices by name."""

    towns: dict[str, Town]
    regions: dict[str, tuple[str, ...]]
    areas: tuple[str, ...]

    def area_names(self) -> frozenset[str]:
        """Every word that an entry's `areas` may hold."""
        offices = {o + _OFFICE for names in self.regions.values() for o in names}
        return frozenset({*STATEWIDE, *self.areas, *self.regions, *offices, *self.towns})


def from_toml(document: dict[str, object]) -> Places:
    """Return the places in a parsed data/places.toml. Raises KeyError where a key is missing."""
    regions: dict[str, dict[str, object]] = document["regions"]  # type: ignore[assignment]
    areas: dict[str, dict[str, list[str]]] = document["areas"]  # type: ignore[assignment]
    rows: dict[str, dict[str, str]] = document["towns"]  # type: ignore[assignment]
    offices = {name: tuple(map(str, r["offices"])) for name, r in regions.items()}  # type: ignore[call-overload]
    everywhere = {office for names in offices.values() for office in names}
    towns = {}
    for name, row in rows.items():
        region = row["region"]
        known, serving = "candidates", offices[region]
        if "office" in row:
            known, serving = "source", (row["office"],)
        elif name in everywhere:
            known, serving = "inferred", (name,)
        towns[name] = Town(
            name,
            region,
            serving,
            known,
            bool(regions[region].get("incomplete")),
            tuple(area for area, a in areas.items() if name in a["towns"]),
        )
    return Places(towns, offices, tuple(areas))


def _office_reason(town: Town, stated: list[str]) -> Reason | None:
    serving = [office for office in town.offices if office in stated]
    if not serving:
        return None
    if town.known == "candidates":
        others = " or ".join(town.offices)
        others += ", or one that no source names" if town.incomplete else ""
        return Reason("not stated", f"{town.name} is in DCF {town.region}: its office may be {others}")
    how = "by its name (inferred)" if town.known == "inferred" else "by a source"
    return Reason("yes", f"serves the {serving[0]} area office, {town.name}'s office {how}")


def serves(areas: tuple[str, ...], beyond: str | None, town: Town) -> Reason | None:
    """Return whether an entry with these areas serves a town and why; None if it is ruled out.

    Args:
        areas: the entry's stated areas; empty where none is stated.
        beyond: what the source says of people from elsewhere, if anything.
        town: the town asked for.
    """
    if not areas:
        return Reason("not stated", "no area is stated")
    for area in areas:
        if area in STATEWIDE:
            return Reason("yes", f"serves all of {'the United States' if area == STATEWIDE[1] else area}")
        if area in (town.name, town.region):
            return Reason("yes", f"serves {area}")
        if area in town.areas:
            return Reason("yes", f"{town.name} is one of the towns usually counted as {area}")
    reason = _office_reason(town, [a.removesuffix(_OFFICE) for a in areas if a.endswith(_OFFICE)])
    if reason:
        return reason
    if beyond:
        return Reason("not stated", f"{town.name} is outside {', '.join(areas)}; {beyond}")
    return None
