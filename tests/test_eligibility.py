"""Who an entry is for: left out only where its source rules a person out, and the reason is said in words."""

from __future__ import annotations

import pytest
from conftest import in_words
from hypothesis import given, settings
from hypothesis import strategies as st

from hart_cli.model import Ages, Entry, Filters, Source
from hart_cli.readers.directory import read_bundled
from hart_cli.search.eligibility import Eligibility, by_age, by_group, by_language, decide

DIRECTORY = read_bundled()
FAMILIES = DIRECTORY.vocabulary.families
TOWNS = DIRECTORY.places.towns
BARE = Entry("x", "service", "X", Source("s", "S", None, None, "2024", "copy"), "hart")
NO_REASON = None


@pytest.mark.parametrize(
    ("ages", "age", "reason"),
    [
        (None, 15, ("not stated", "no age is stated")),
        (Ages(None, None, None), 15, ("not stated", "no age is stated")),
        (Ages(None, None, "teens"), 15, ("not stated", 'no age is stated (the source says "teens")')),
        (Ages(14, 21, "ages 14-21"), 14, ("yes", "14 is within 14 to 21")),
        (Ages(14, 21, "ages 14-21"), 21, ("yes", "21 is within 14 to 21")),
        (Ages(14, 21, "ages 14-21"), 13, NO_REASON),
        (Ages(14, 21, "ages 14-21"), 22, NO_REASON),
        (Ages(16, None, None), 90, ("yes", "90 is within 16 and up")),
        (Ages(16, None, None), 15, NO_REASON),
        (Ages(None, 17, None), 0, ("yes", "0 is within up to 17")),
        (Ages(None, 17, None), 18, NO_REASON),
        (Ages(0, 0, None), 0, ("yes", "0 is within 0 to 0")),
        (Ages(None, None, None, ("middle school",)), 12, ("yes", "middle school age, usually 11 to 14")),
        (Ages(None, None, None, ("middle school",)), 15, ("not stated", "middle school age, usually 11 to 14")),
        (Ages(None, None, None, ("middle school",)), 16, NO_REASON),
        (
            Ages(None, None, None, ("middle school", "high school")),
            18,
            ("yes", "middle school and high school age, usually 11 to 18"),
        ),
        (
            Ages(None, None, None, ("elementary school",)),
            4,
            ("not stated", "elementary school age, usually 5 to 11"),
        ),
        (Ages(None, None, None, ("elementary school",)), 3, NO_REASON),
    ],
)
def test_an_age_fits_is_not_stated_or_is_ruled_out(ages: Ages | None, age: int, reason: tuple[str, str] | None) -> None:
    assert in_words(by_age(ages, age)) == reason


years = st.none() | st.integers(0, 120)


@settings(deadline=None, max_examples=200, derandomize=True)
@given(years, years, st.integers(0, 120))
def test_only_a_stated_age_rules_anybody_out(low: int | None, high: int | None, age: int) -> None:
    reason = by_age(Ages(low, high, None), age)
    below, above = low is not None and age < low, high is not None and age > high
    assert (reason is None) == (below or above)
    if reason is not None:
        assert (reason.fit == "yes") == ((low, high) != (None, None))


@pytest.mark.parametrize(
    ("groups", "asked", "reason"),
    [
        (("parents", "children"), "parents", ("yes", "serves parents")),
        (("everyone",), "parents", ("yes", "serves everyone")),
        (("everyone", "police"), "hotel-staff", ("yes", "serves everyone")),
        ((), "parents", ("not stated", "whom it serves is not stated")),
        (("survivors", "adults"), "lgbtq", ("not stated", "is stated to serve survivors, adults")),
        (("professionals",), "police", ("not stated", "is stated to serve professionals")),
        (("service-providers",), "caseworkers", ("not stated", "is stated to serve service-providers")),
        (("hotel-staff",), "police", NO_REASON),
        (("police",), "children", NO_REASON),
        (("parents",), "children", NO_REASON),
        (("children",), "parents", NO_REASON),
        (("children",), "police", NO_REASON),
        (("professionals",), "children", NO_REASON),
    ],
)
def test_a_group_fits_is_not_stated_or_is_ruled_out(
    groups: tuple[str, ...], asked: str, reason: tuple[str, str] | None
) -> None:
    assert in_words(by_group(groups, asked, FAMILIES)) == reason


@settings(deadline=None, max_examples=300, derandomize=True)
@given(
    st.lists(st.sampled_from(sorted(FAMILIES)), max_size=3, unique=True).map(tuple), st.sampled_from(sorted(FAMILIES))
)
def test_people_belong_to_several_groups_so_another_group_of_people_rules_nobody_out(
    groups: tuple[str, ...], asked: str
) -> None:
    reason = by_group(groups, asked, FAMILIES)
    if reason is None:
        assert groups
        assert asked not in groups
        people = [group for group in groups if FAMILIES[group] == "people"]
        assert not (FAMILIES[asked] == "people" and people)
    else:
        assert reason.why
        assert (reason.fit == "yes") == (asked in groups or "everyone" in groups)


@pytest.mark.parametrize(
    ("languages", "asked", "reason"),
    [
        (("en", "es"), "es", ("yes", "in es")),
        (("en", "mul"), "pt", ("not stated", "other languages through interpreters")),
        ((), "es", ("not stated", "no language is stated")),
        (("en",), "es", NO_REASON),
    ],
)
def test_a_language_fits_is_not_stated_or_is_ruled_out(
    languages: tuple[str, ...], asked: str, reason: tuple[str, str] | None
) -> None:
    assert in_words(by_language(languages, asked)) == reason


MENTORS = BARE._replace(
    ages=Ages(14, 21, None), areas=("Bridgeport area office",), groups=("survivors",), languages=("en",)
)
FITTING = Filters(groups=("survivors",), languages=("en",), age=15, town="Bridgeport")


def explained(decided: Eligibility | None) -> tuple[tuple[str, tuple[str, str] | None], ...] | None:
    return None if decided is None else tuple((name, in_words(reason)) for name, reason in decided)


def test_nothing_asked_decides_nothing_and_leaves_nothing_out() -> None:
    assert decide(MENTORS, Filters(), None, FAMILIES) == ()
    assert decide(MENTORS, Filters(strict=True), None, FAMILIES) == ()


def test_each_thing_asked_has_its_fit_and_its_reason() -> None:
    assert explained(decide(MENTORS, FITTING, TOWNS["Bridgeport"], FAMILIES)) == (
        ("age", ("yes", "15 is within 14 to 21")),
        ("town", ("yes", "serves the Bridgeport area office, Bridgeport's office by its name (inferred)")),
        ("group", ("yes", "serves survivors")),
        ("language", ("yes", "in en")),
    )


@pytest.mark.parametrize(
    ("filters", "town"),
    [
        (FITTING._replace(age=13), "Bridgeport"),
        (FITTING, "New Haven"),
        (FITTING._replace(groups=("police",)), "Bridgeport"),
        (FITTING._replace(languages=("es",)), "Bridgeport"),
    ],
)
def test_one_thing_that_is_ruled_out_is_enough(filters: Filters, town: str) -> None:
    assert decide(MENTORS, filters, TOWNS[town], FAMILIES) is None


def test_several_groups_or_languages_widen_and_the_best_reason_counts() -> None:
    filters = Filters(groups=("police", "lgbtq", "survivors"), languages=("es", "en"))
    assert explained(decide(MENTORS, filters, None, FAMILIES)) == (
        ("group", ("yes", "serves survivors")),
        ("language", ("yes", "in en")),
    )
    assert explained(decide(MENTORS, Filters(groups=("police", "lgbtq")), None, FAMILIES)) == (
        ("group", ("not stated", "is stated to serve survivors")),
    )


def test_strict_leaves_out_what_does_not_state_that_it_fits() -> None:
    asked = Filters(age=15)
    assert explained(decide(BARE, asked, None, FAMILIES)) == (("age", ("not stated", "no age is stated")),)
    assert decide(BARE, asked._replace(strict=True), None, FAMILIES) is None
    assert decide(MENTORS, FITTING._replace(strict=True), TOWNS["Bridgeport"], FAMILIES) is not None
    assert decide(MENTORS, FITTING._replace(strict=True), TOWNS["Stamford"], FAMILIES) is None


@settings(deadline=None, max_examples=150, derandomize=True)
@given(
    st.sampled_from(DIRECTORY.entries),
    st.integers(0, 120),
    st.sampled_from(sorted(TOWNS)),
    st.sampled_from(sorted(FAMILIES)),
    st.sampled_from(["en", "es", "ase", "pt"]),
)
def test_strict_keeps_a_part_of_what_stays_and_every_reason_is_in_words(
    entry: Entry, age: int, town: str, group: str, language: str
) -> None:
    filters = Filters(groups=(group,), languages=(language,), age=age, town=town)
    decided = decide(entry, filters, TOWNS[town], FAMILIES)
    strict = decide(entry, filters._replace(strict=True), TOWNS[town], FAMILIES)
    if decided is None:
        assert strict is None
        return
    assert [name for name, _ in decided] == ["age", "town", "group", "language"]
    assert all(str(reason.why) and reason.fit in ("yes", "not stated") for _, reason in decided)
    assert strict == (decided if all(reason.fit == "yes" for _, reason in decided) else None)


@pytest.mark.parametrize(("age", "fits"), [(13, False), (14, True), (21, True), (22, False)])
def test_we_matter_is_for_ages_14_to_21(age: int, fits: bool) -> None:
    program = next(entry for entry in DIRECTORY.entries if entry.id == "we-matter")
    assert (by_age(program.ages, age) is not None) is fits


@pytest.mark.parametrize("entry_id", ["911", "ct-careline", "national-human-trafficking-hotline"])
def test_an_emergency_line_is_never_ruled_out_by_age_town_or_group(entry_id: str) -> None:
    line = next(entry for entry in DIRECTORY.entries if entry.id == entry_id)
    for town in TOWNS.values():
        for group in FAMILIES:
            for age in (0, 15, 120):
                assert decide(line, Filters(groups=(group,), age=age, town=town.name), town, FAMILIES) is not None
