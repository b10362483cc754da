"""Towns, offices and regions, and whether an entry serves a town: said in words, and how it is known."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hart_cli.places import STATEWIDE, Town, from_toml, serves
from hart_cli.readers.directory import read_bundled, read_places

PLACES = read_places()
TOWNS = PLACES.towns
OFFICES = {office for offices in PLACES.regions.values() for office in offices}

AVON, BRIDGEPORT, NORWALK, KENT, MERIDEN = (TOWNS[n] for n in ("Avon", "Bridgeport", "Norwalk", "Kent", "Meriden"))


def test_all_169_towns_are_there_each_in_one_of_six_regions() -> None:
    assert len(TOWNS) == 169
    assert {town.region for town in TOWNS.values()} == set(PLACES.regions) == {f"Region {n}" for n in range(1, 7)}
    assert list(TOWNS) == sorted(TOWNS)
    assert all(name == town.name for name, town in TOWNS.items())


def test_thirteen_offices_are_named_each_in_one_region() -> None:
    named = [office for offices in PLACES.regions.values() for office in offices]
    assert len(named) == len(set(named)) == 13
    assert PLACES.regions["Region 1"] == ("Bridgeport", "Norwalk")
    assert "New Britain" in PLACES.regions["Region 6"]


def test_every_office_has_an_entry_and_every_office_entry_is_a_known_office() -> None:
    served = {
        area.removesuffix(" area office")
        for entry in read_bundled().entries
        if entry.id.startswith("dcf-office-")
        for area in entry.areas
    }
    assert served == OFFICES


def test_a_town_whose_office_a_source_gives_has_that_office() -> None:
    sourced = {name: town.offices for name, town in TOWNS.items() if town.known == "source"}
    assert len(sourced) == 14
    assert sourced["Avon"] == ("New Britain",)
    assert sourced["Weston"] == ("Norwalk",)
    assert all(len(offices) == 1 and offices[0] in OFFICES for offices in sourced.values())


def test_an_office_serves_the_town_it_is_named_after_and_that_is_inferred() -> None:
    inferred = {name: town.offices for name, town in TOWNS.items() if town.known == "inferred"}
    assert inferred == {name: (name,) for name in OFFICES & TOWNS.keys() if name != "Norwalk"}
    assert NORWALK.known == "source"  # a source says so itself
    assert "Willimantic" not in TOWNS  # a village: no town to infer


def test_any_other_town_has_all_offices_of_its_region_as_candidates() -> None:
    others = [town for town in TOWNS.values() if town.known == "candidates"]
    assert len(others) == 169 - 14 - 11
    assert all(town.offices == PLACES.regions[town.region] for town in others)


def test_regions_with_an_office_that_no_source_named_are_called_incomplete() -> None:
    assert {town.region for town in TOWNS.values() if town.incomplete} == {"Region 5", "Region 6"}
    assert all(town.incomplete == (town.region in ("Region 5", "Region 6")) for town in TOWNS.values())


def test_greater_hartford_is_its_38_towns() -> None:
    towns = [town.name for town in TOWNS.values() if "Greater Hartford" in town.areas]
    assert len(towns) == 38
    assert {"Hartford", "West Hartford", "Manchester"} <= set(towns)
    assert "Bridgeport" not in towns


def test_an_area_is_the_state_the_nation_a_region_an_office_a_town_or_a_named_area() -> None:
    names = PLACES.area_names()
    assert {*STATEWIDE, "Greater Hartford", "Region 4", "Bridgeport area office", "Avon"} <= names
    assert not {"Bridgeport office", "Springfield", "avon", ""} & names
    assert len(names) == 2 + 1 + 6 + 13 + 169


YES = [
    (("Connecticut",), AVON, "serves all of Connecticut"),
    (("United States",), AVON, "serves all of the United States"),
    (("Kent", "Avon"), AVON, "serves Avon"),
    (("Region 6",), AVON, "serves Region 6"),
    (("Greater Hartford",), AVON, "Avon is one of the towns usually counted as Greater Hartford"),
    (("New Britain area office",), AVON, "serves the New Britain area office, Avon's office by a source"),
    (
        ("Bridgeport area office",),
        BRIDGEPORT,
        "serves the Bridgeport area office, Bridgeport's office by its name (inferred)",
    ),
]


@pytest.mark.parametrize(("areas", "town", "why"), YES, ids=[why for *_, why in YES])
def test_an_entry_that_serves_a_town_says_why(areas: tuple[str, ...], town: Town, why: str) -> None:
    assert serves(areas, None, town) == ("yes", why)


def test_an_office_that_may_be_a_towns_is_not_stated_and_all_candidates_are_named() -> None:
    assert serves(("Waterbury area office",), None, KENT) == (
        "not stated",
        "Kent is in DCF Region 5: its office may be Danbury or Torrington or Waterbury, or one that no source names",
    )
    assert serves(("New Britain area office",), None, MERIDEN) == (
        "not stated",
        "Meriden is in DCF Region 6: its office may be New Britain, or one that no source names",
    )


def test_an_entry_that_states_no_area_rules_nobody_out() -> None:
    assert serves((), None, AVON) == ("not stated", "no area is stated")


@pytest.mark.parametrize(
    "areas", [("Kent",), ("Region 1",), ("Bridgeport area office",), ("Hartford", "Norwalk area office")]
)
def test_an_entry_for_other_places_rules_the_town_out(areas: tuple[str, ...]) -> None:
    assert serves(areas, None, AVON) is None


def test_an_inferred_office_rules_out_the_regions_other_office() -> None:
    assert serves(("Norwalk area office",), None, BRIDGEPORT) is None


def test_what_the_source_says_of_people_from_elsewhere_is_repeated() -> None:
    assert serves(("Greater Hartford",), "accepted when there is room", BRIDGEPORT) == (
        "not stated",
        "Bridgeport is outside Greater Hartford; accepted when there is room",
    )


def test_people_from_elsewhere_do_not_weaken_a_fit() -> None:
    reason = serves(("Avon",), "accepted when there is room", AVON)
    assert reason is not None
    assert reason.fit == "yes"


def test_we_matter_serves_the_towns_of_its_three_offices() -> None:
    program = next(entry for entry in read_bundled().entries if entry.id == "we-matter")
    fits = {name: serves(program.areas, program.beyond_area, town) for name, town in TOWNS.items()}
    stated = {name for name, reason in fits.items() if reason and reason.fit == "yes"}
    assert {"Bridgeport", "New Britain", "Waterbury", "Avon", "Berlin", "Beacon Falls"} == stated
    assert fits["Norwalk"] is None
    assert fits["New Haven"] is None
    assert fits["Stamford"] == ("not stated", "Stamford is in DCF Region 1: its office may be Bridgeport or Norwalk")


@settings(deadline=None, max_examples=300, derandomize=True)
@given(
    st.lists(st.sampled_from(sorted(PLACES.area_names())), max_size=4).map(tuple),
    st.none() | st.just("by arrangement"),
    st.sampled_from(list(TOWNS.values())),
)
def test_a_town_is_ruled_out_only_where_the_areas_are_stated_and_hold_no_place_of_it(
    areas: tuple[str, ...], beyond: str | None, town: Town
) -> None:
    reason = serves(areas, beyond, town)
    own = {town.name, town.region, *town.areas, *STATEWIDE, *(f"{office} area office" for office in town.offices)}
    assert (reason is None) == (bool(areas) and not own & set(areas) and beyond is None)
    if reason is not None:
        assert reason.why
        assert reason.fit in ("yes", "not stated")


def test_places_of_a_file_are_read_as_they_stand() -> None:
    places = from_toml(
        {
            "regions": {"North": {"offices": ["Ash", "Birch"], "incomplete": True}},
            "areas": {"Woods": {"towns": ["Ash", "Elm"]}},
            "towns": {
                "Ash": {"region": "North"},
                "Elm": {"region": "North", "office": "Birch"},
                "Fir": {"region": "North"},
            },
        }
    )
    assert places.towns == {
        "Ash": Town("Ash", "North", ("Ash",), "inferred", True, ("Woods",)),
        "Elm": Town("Elm", "North", ("Birch",), "source", True, ("Woods",)),
        "Fir": Town("Fir", "North", ("Ash", "Birch"), "candidates", True, ()),
    }


@pytest.mark.parametrize("missing", ["regions", "areas", "towns"])
def test_a_file_that_lacks_a_part_says_which(missing: str) -> None:
    document: dict[str, object] = {"regions": {}, "areas": {}, "towns": {}}
    del document[missing]
    with pytest.raises(KeyError, match=missing):
        from_toml(document)
