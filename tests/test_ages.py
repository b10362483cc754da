"""An age in the words of a question is read wherever it stands, and a number that is none is not."""

from __future__ import annotations

import json

import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st

from hart_cli.search.ages import Age, may_hold_age, take_age
from hart_cli.text import fold


def age_of(words: str) -> Age:
    folded = fold(words)
    return take_age(folded) if may_hold_age(folded) else Age(None, folded, False)


READ = [
    ("mentor Waterbury 13", 13), ("hartford mentor 16", 16), ("16 mentor", 16), ("mentor 13 Waterbury", 13),
    ("16, hartford, mentor", 16), ("my 12 year old", 12), ("im 15", 15), ("I'm 15 and need help", 15),
    ("i am sixteen", 16), ("17yo", 17), ("17 y/o boy", 17), ("14 f", 14), ("14f homeless", 14), ("girl 15", 15),
    ("girl, 15, stamford", 15), ("my daughter is 13", 13), ("client 17 needs housing", 17), ("17 needs housing", 17),
    ("tengo 15", 15), ("tengo 15 años", 15), ("niña de 15", 15), ("ayuda para mi hija de quince", 15), ("de 15", 15),
    ("15-year-old", 15), ("sixteen year old", 16), ("16 yr old son suicidal stamford", 16), ("age 15", 15),
    ("age: 15", 15), ("edad 15", 15), ("she just turned 18", 18), ("shelter for 19 yr old", 19), ("mentor for 15", 15),
    ("6 month old baby", 0), ("18 months old", 1), ("can a 16 year old be charged with prostitution", 16),
    ("i am 17 and my boyfriend is 30", 17), ("my bf is 30 and im 16", 16),
]  # fmt: skip
NOT_READ = [
    "ages 14-21", "14-21", "14 to 21", "24/7 hotline", "24 hour hotline", "open 9-5", "open 9 to 5", "act 16 71",
    "PA 16-71", "53a-82", "sec. 53a 82", "section 17a-101", "8th grade", "grade 8", "love 146", "top 10",
    "10 signs of trafficking", "3 girls held", "under 18 shelter", "over 21", "menor de 15", "18+ shelter",
    "18 and over", "860-555-1212", "860 555 1212", "report of 2020", "tengo 3 hijos", "im 15 minutes away",
    "hace 10 años me vendieron", "for 5 years he beat me", "my boyfriend is 30 help", "15", "HB 5621", "sb 1044",
    "text 233733", "title 9", "shelter age 130", "911", "988", "211", "10 years in prison", "room 12", "t visa 10 pages",
]  # fmt: skip


@pytest.mark.parametrize(("words", "years"), READ, ids=[words for words, _ in READ])
def test_an_age_is_read_wherever_it_stands(words: str, years: int) -> None:
    assert age_of(words).years == years


@pytest.mark.parametrize("words", NOT_READ)
def test_a_number_that_is_no_age_is_not_read_and_stays(words: str) -> None:
    read = age_of(words)
    assert read.years is None
    assert read.rest == fold(words)


@pytest.mark.parametrize(
    "words", ["ages 14 to 21", "between 12 and 17", "under 18 shelter", "18+ shelter", "girls 13 and 15"]
)
def test_ages_that_were_not_read_are_told(hart: Run, words: str) -> None:
    assert age_of(words).unread
    assert "ages in the words were not read" in hart("find", f"mentor {words}").err


def test_of_two_ages_the_first_is_read_and_the_other_is_told(hart: Run) -> None:
    ran = hart("find", "my son is 15 and my daughter is 12, mentor", "--json")
    assert json.loads(ran.out)["query"]["age"] == 15
    assert "Another age in the words was not read." in ran.err


@settings(deadline=None, max_examples=200, derandomize=True)
@given(
    st.integers(0, 120),
    st.sampled_from(["mentor {}", "{} mentor", "mentor in hartford {}", "shelter {} year old", "im {}"]),
)
def test_every_age_from_0_to_120_is_read(years: int, form: str) -> None:
    assert age_of(form.format(years)).years == years


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.text(st.sampled_from("0123456789 -/.abcdefghijklmnopqrstuvwxyz"), max_size=40))
def test_whatever_is_typed_an_age_is_possible_and_nothing_is_invented(words: str) -> None:
    read = age_of(words)
    assert read.years is None or 0 <= read.years <= 120
    assert (
        set(read.rest.split()) <= set(fold(words).replace("-", " - ").split()) | set(fold(words).split())
        or read.years is not None
    )


@pytest.mark.parametrize("words", ["mentor Waterbury 13", "13 mentor waterbury", "waterbury mentor 13"])
def test_what_an_age_left_out_among_the_first_answers_is_told_with_its_reason(hart: Run, words: str) -> None:
    ran = hart("find", words, "--json")
    document = json.loads(ran.out)
    assert document["query"]["age"] == 13
    assert document["query"]["town"] == "Waterbury"
    assert {"id": "we-matter", "why": "ages 14 to 21"} in document["left_out"]
    assert "We Matter! left out: ages 14 to 21" in ran.err
    assert "we-matter" not in {result["id"] for result in document["results"]}


def test_what_a_town_left_out_is_told_with_the_areas_that_are_stated(hart: Run) -> None:
    document = json.loads(hart("find", "mentor", "--town", "Norwich", "--json").out)
    why = {row["id"]: row["why"] for row in document["left_out"]}["we-matter"]
    assert why == "serves New Britain area office, Waterbury area office, Bridgeport area office"


def test_nothing_is_left_out_where_nothing_is_asked(hart: Run) -> None:
    assert json.loads(hart("find", "mentor", "--json").out)["left_out"] == []
