"""Towns, offices and regions, and whether an entry serves a town: said in words, and how it is known."""

from __future__ import annotations

import re

import pytest
from conftest import in_words
from hypothesis import given, settings
from hypothesis import strategies as st

from hart_cli.errors import UsageError
from hart_cli.model import Filters
from hart_cli.places import (
    STATEWIDE,
    Place,
    PlaceName,
    Town,
    fold_name,
    from_toml,
    outside_place,
    parse_name,
    serves,
    with_local,
    with_outside,
)
from hart_cli.readers import directory
from hart_cli.readers.directory import read_bundled, read_places
from hart_cli.search import filter_values, query
from hart_cli.store.loader import open_all

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
    assert in_words(serves(areas, None, town)) == ("yes", why)


def test_an_office_that_may_be_a_towns_is_not_stated_and_all_candidates_are_named() -> None:
    assert in_words(serves(("Waterbury area office",), None, KENT)) == (
        "not stated",
        "Kent is in DCF Region 5: its office may be Danbury or Torrington or Waterbury, or one that no source names",
    )
    assert in_words(serves(("New Britain area office",), None, MERIDEN)) == (
        "not stated",
        "Meriden is in DCF Region 6: its office may be New Britain, or one that no source names",
    )


def test_an_entry_that_states_no_area_rules_nobody_out() -> None:
    assert in_words(serves((), None, AVON)) == ("not stated", "no area is stated")


@pytest.mark.parametrize(
    "areas", [("Kent",), ("Region 1",), ("Bridgeport area office",), ("Hartford", "Norwalk area office")]
)
def test_an_entry_for_other_places_rules_the_town_out(areas: tuple[str, ...]) -> None:
    assert serves(areas, None, AVON) is None


def test_an_inferred_office_rules_out_the_regions_other_office() -> None:
    assert serves(("Norwalk area office",), None, BRIDGEPORT) is None


def test_what_the_source_says_of_people_from_elsewhere_is_repeated() -> None:
    assert in_words(serves(("Greater Hartford",), "accepted when there is room", BRIDGEPORT)) == (
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
    assert in_words(fits["Stamford"]) == (
        "not stated",
        "Stamford is in DCF Region 1: its office may be Bridgeport or Norwalk",
    )


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


# Villages, ZIP codes, places outside

BUNDLED = open_all(()).bundled
STATES = PLACES.outside.states
LOCALITIES = PLACES.villages | PLACES.zip_codes
INSIDE = {fold_name(name) for name in (*TOWNS, *PLACES.villages)}


def place_of(name: str) -> Place | None:
    return filter_values.check(Filters(town=name), BUNDLED)


def names_of(place: Place | None) -> list[str]:
    return [town.name for town in place.towns] if place else []


def test_every_row_has_its_source_and_none_was_left_out() -> None:
    assert PLACES.left_out == 0
    assert len(PLACES.villages) > 270
    assert len(PLACES.zip_codes) > 420
    assert TOWNS.keys() <= PLACES.centers.keys()
    assert PLACES.zip_codes.keys() <= PLACES.centers.keys()
    assert all(40.9 < lat < 42.1 and -73.8 < lon < -71.7 for lat, lon in PLACES.centers.values())


def refusal(name: str) -> str:
    """Return what is said of a place that is no place of Connecticut, or an empty text if it is one."""
    try:
        place_of(name)
    except UsageError as error:
        return str(error)
    return ""


def test_every_village_and_zip_code_is_a_place_in_towns_of_connecticut() -> None:
    wrong = []
    for name, towns in LOCALITIES.items():
        place = place_of(name)
        if place is None or place.name != name or names_of(place) != list(towns):
            wrong.append((name, place))
    assert wrong == []
    assert {town for towns in LOCALITIES.values() for town in towns} <= TOWNS.keys()


def test_every_village_and_zip_code_is_read_in_a_question() -> None:
    wrong = []
    for name in LOCALITIES:
        read = query.parse_query(f"lawyer in {name}", BUNDLED)
        place = read.location.place
        if place is None or place.name != name or [term.text for term in read.terms] != ["lawyer"]:
            wrong.append((name, read))
    assert wrong == []


def test_no_place_outside_is_ever_taken_for_one_inside() -> None:
    names = PLACES.outside.names
    assert len(names) > 2800
    told = re.compile(r"is outside Connecticut.*911.*988.*1-888-373-7888", re.DOTALL)
    assert [name for name in names if not told.search(refusal(name))] == []
    wrong = []
    for name in names:
        read = query.parse_query(f"shelter near {name}", BUNDLED)
        if read.location.place is not None or not INSIDE.isdisjoint(read.corrected):
            wrong.append((name, read))
    assert wrong == []


def test_a_town_of_another_state_is_outside_whatever_its_name() -> None:
    names = [f"{name}, {state}" for name in ("Bristol", "Mystic", "Xyzzy") for state in (*STATES, *STATES.values())]
    assert len(names) == 3 * 2 * 50
    assert [name for name in names if "is outside Connecticut" not in refusal(name)] == []


FORMS = ["{}", "{} CT", "{}, CT", "{}, Connecticut", "{} connecticut", "Town of {}", "town of {}, CT", "{}, CT, USA"]


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("name", ["Hartford", "Mystic", "West Hartford", "Storrs", "Windsor Locks", "Washington"])
def test_a_place_may_be_written_with_its_state_and_kind(form: str, name: str) -> None:
    place = place_of(form.format(name))
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize(
    ("said", "towns"),
    [
        ("Mystic", ["Stonington", "Groton"]),
        ("Storrs", ["Mansfield"]),
        ("Rockville", ["Vernon"]),
        ("Willimantic", ["Windham"]),
        ("06706", ["Waterbury"]),
        ("06706-1234", ["Waterbury"]),
        ("CT 06706", ["Waterbury"]),
        ("Hartford, CT 06106", ["Hartford"]),
        ("06355", ["Groton", "Stonington"]),
        ("06101", ["Hartford"]),
        ("Canaan", ["Canaan", "North Canaan"]),
        ("Willimantic area office", ["Windham"]),
    ],
)
def test_a_village_and_a_zip_code_lie_in_their_towns(said: str, towns: list[str]) -> None:
    assert names_of(place_of(said)) == towns


@pytest.mark.parametrize("said", ["Boston", "Springfield", "Providence", "New York", "Westerly", "NYC 10001", "10001"])
def test_a_place_outside_is_refused(said: str) -> None:
    with pytest.raises(UsageError, match="is outside Connecticut"):
        place_of(said)


@pytest.mark.parametrize(("said", "name"), [("Bolten", "Bolton"), ("Rockvile", "Rockville"), ("Stamfrod", "Stamford")])
def test_a_typing_error_is_mended(said: str, name: str) -> None:
    place = place_of(said)
    assert place is not None
    assert place.name == name


@pytest.mark.parametrize("said", ["Xyzzy", "06999", "CT", "Connecticut", ""])
def test_a_name_of_nothing_is_a_wrong_command_line(said: str) -> None:
    with pytest.raises(UsageError):
        place_of(said)


MYSTIC = Place("Mystic", (TOWNS["Stonington"], TOWNS["Groton"]))


def test_a_place_in_two_towns_is_ruled_out_only_where_both_are() -> None:
    assert in_words(serves(("Groton",), None, MYSTIC)) == (
        "not stated",
        "Mystic lies in Stonington and Groton; serves Groton",
    )
    assert serves(("Groton", "Stonington"), None, MYSTIC) is not None
    assert serves(("Avon",), None, MYSTIC) is None
    assert in_words(serves(("Connecticut",), None, MYSTIC)) == ("yes", "serves all of Connecticut")
    both = serves(("Groton", "Stonington"), None, MYSTIC)
    assert both is not None
    assert both.fit == "yes"


@settings(deadline=None, max_examples=200, derandomize=True)
@given(
    st.lists(st.sampled_from(sorted(PLACES.area_names())), max_size=4).map(tuple),
    st.none() | st.just("by arrangement"),
    st.sampled_from(sorted(LOCALITIES)),
)
def test_a_place_is_ruled_out_only_where_all_of_its_towns_are(
    areas: tuple[str, ...], beyond: str | None, name: str
) -> None:
    place = BUNDLED.place(fold_name(name))
    assert place is not None
    reason = serves(areas, beyond, place)
    each = [serves(areas, beyond, town) for town in place.towns]
    assert (reason is None) == all(one is None for one in each)
    if reason is not None:
        assert (reason.fit == "yes") == all(one is not None and one.fit == "yes" for one in each)


def test_outside_only_what_serves_the_nation_fits() -> None:
    boston = outside_place("Boston")
    assert in_words(serves(("United States",), None, boston)) == ("yes", "serves all of the United States")
    assert serves(("Connecticut",), None, boston) is None
    assert serves((), None, boston) is None


def test_the_lines_that_answer_everywhere_stand_in_the_directory_for_the_nation() -> None:
    national = {
        phone.number for entry in read_bundled().entries if "United States" in entry.areas for phone in entry.phones
    }
    assert set(filter_values.EVERYWHERE.values()) - {"911"} <= national


def test_a_row_without_a_stored_source_or_with_an_unknown_town_is_left_out_and_counted() -> None:
    source = {"title": "A", "publisher": "B", "url": "https://example.org/", "as_of": "2026"}
    document: dict[str, object] = {
        "sources": {"told": source, "undated": source | {"as_of": ""}},
        "villages": {"told": {"Ashby": ["Avon"], "Elmby": ["Atlantis"]}, "undated": {"Firby": ["Avon"]}},
        "zip_codes": {"unknown": {"06001": ["Avon"]}},
        "town_centers": {"told": {"Avon": [41.8, -72.8]}},
        "zip_centers": {},
    }
    local = with_local(PLACES._replace(left_out=0), document)
    assert local.villages == {"Ashby": ("Avon",)}
    assert local.zip_codes == {}
    assert local.centers == {"Avon": (41.8, -72.8)}
    assert local.left_out == 3


def test_rows_that_were_left_out_are_a_fault_of_the_data(monkeypatch: pytest.MonkeyPatch) -> None:
    assert not any("left out" in fault for fault in read_bundled().faults)
    monkeypatch.setattr(directory, "read_places", lambda: PLACES._replace(left_out=2))
    assert any("2 rows without a stored source" in fault for fault in read_bundled().faults)


def test_a_name_that_connecticut_has_too_is_not_outside() -> None:
    document: dict[str, object] = {
        "states": {},
        "names": {"far": ["Avon", "Mystic", "Boston"]},
        "abbreviated_in_words": [],
    }
    assert with_outside(PLACES, document).outside.names == ("Boston",)
    assert INSIDE.isdisjoint(map(fold_name, PLACES.outside.names))


@pytest.mark.parametrize(
    ("said", "parsed"),
    [
        ("Avon", PlaceName("avon")),
        ("Avon, CT", PlaceName("avon", None, "CT")),
        ("Bristol RI", PlaceName("bristol", None, "RI")),
        ("Bristol, Rhode Island 02809", PlaceName("bristol", "02809", "RI")),
        ("Washington, District of Columbia", PlaceName("washington", None, "DC")),
        ("06001-0001", PlaceName("06001")),
        ("New York", PlaceName("new york", None, "NY")),
    ],
)
def test_a_place_is_parsed(said: str, parsed: PlaceName) -> None:
    assert parse_name(said, STATES) == parsed
