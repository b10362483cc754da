"""hart acts: public acts newest first, one whole when its number is given in any style."""

from __future__ import annotations

import json
from functools import cache
from typing import Any

import pytest
from conftest import Ran, Run
from hypothesis import given, settings
from hypothesis import strategies as st

from hart_cli.search.acts import find_named_act
from hart_cli.store.loader import Directories, open_bundled

NOT_ADVICE = "This is information, not legal advice."


@cache
def directories() -> Directories:
    return Directories((open_bundled(),), ())


def acts(ran: Ran) -> list[dict[str, Any]]:
    return [hit["act"] for hit in json.loads(ran.out)["results"]]


@pytest.mark.parametrize(
    "words",
    [
        ["16-71"],
        ["PA 16-71"],
        ["pa16-71"],
        ["P.A. 16-71"],
        ["1671"],
        ["public act 16 71"],
        ["public", "act", "16", "71"],
        ["Public Act No. 16-71"],
        ["pa-16-71"],
    ],
)
def test_an_act_is_known_by_its_number_in_any_style(hart: Run, words: list[str]) -> None:
    ran = hart("acts", *words, "--json")
    assert ran.code == 0
    assert [act["number"] for act in acts(ran)] == ["16-71"]


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    entry=st.sampled_from(["10-115", "11-180", "16-71", "17-32", "21-103"]),
    before=st.sampled_from(["", "PA ", "pa ", "P.A. ", "Public Act ", "public act no. ", "PUBLIC ACT "]),
    between=st.sampled_from(["-", " ", "/"]),
)
def test_every_style_of_every_number_names_that_act_alone(entry: Any, before: Any, between: Any) -> None:
    year, number = entry.split("-")
    hits = find_named_act(f"{before}{year}{between}{number}", directories())
    assert [hit.entry.id for hit in hits] == [f"pa-{entry}"]


def test_without_words_all_acts_stand_newest_first(hart: Run) -> None:
    found = acts(hart("acts", "--json"))
    assert len(found) == len(hart("list", "-k", "act", "-f", "ids").out.split())
    order = [(act["year"], int(act["number"].split("-")[1])) for act in found]
    assert order == sorted(order, reverse=True)


def test_one_act_is_printed_whole_in_a_pipe(hart: Run) -> None:
    out = hart("acts", "16-71").out
    for label in (
        "Name",
        "Title",
        "Bill",
        "Took effect",
        "What it did",
        "Since then",
        "Changed by",
        "Statute",
        "Source",
    ):
        assert f"{label}: " in out
    assert "Took effect: 2016-10-01\n" in out


def test_every_point_of_an_act_names_the_source_it_is_from(hart: Run) -> None:
    points = [line for line in hart("acts", "16-71").out.splitlines() if line.startswith("What it did: ")]
    assert len(points) > 5
    assert all(line.endswith("]") and " [" in line for line in points)


@pytest.mark.parametrize("arguments", [["16-71"], [], ["hotel", "training"], ["--json"], ["--since", "2020"]])
def test_an_answer_about_the_law_says_that_it_is_no_advice(hart: Run, arguments: list[str]) -> None:
    ran = hart("acts", *arguments)
    assert ran.code == 0
    assert NOT_ADVICE in ran.err


def test_a_whole_act_carries_the_words_with_it_and_not_only_beside_it(hart: Run) -> None:
    assert NOT_ADVICE in hart("acts", "10-115").out


def test_years_narrow_and_hold_their_own_ends(hart: Run) -> None:
    found = {act["number"]: act["year"] for act in acts(hart("acts", "--json"))}
    since = {act["number"] for act in acts(hart("acts", "--since", "2016", "--json"))}
    until = {act["number"] for act in acts(hart("acts", "--until", "2016", "--json"))}
    assert since == {number for number, year in found.items() if year >= 2016}
    assert until == {number for number, year in found.items() if year <= 2016}
    assert since & until == {"16-71"}
    assert [a["number"] for a in acts(hart("acts", "--since", "2016", "--until", "2016", "--json"))] == ["16-71"]


def test_years_in_which_nothing_was_passed_are_nothing_found(hart: Run) -> None:
    ran = hart("acts", "--since", "2100")
    assert ran.code == 1
    assert ran.out == ""


@pytest.mark.parametrize("option", ["--since", "--until"])
def test_a_year_that_is_none_is_a_wrong_command_line(hart: Run, option: str) -> None:
    ran = hart("acts", option, "soon")
    assert ran.code == 2
    assert option in ran.err


@pytest.mark.parametrize("section", ["53a-82", "53A-82", "§53a-82", "Sec. 53a-82", " 53a-82 "])
def test_a_section_of_the_statutes_finds_the_acts_that_touch_it(hart: Run, section: str) -> None:
    found = acts(hart("acts", "--statute", section, "--json"))
    assert "10-115" in {act["number"] for act in found}
    for act in found:
        assert any("53a-82" in statute["section"] for statute in act["statutes"])


def test_a_chapter_finds_every_section_in_it(hart: Run) -> None:
    chapter = {act["number"] for act in acts(hart("acts", "--statute", "53a", "--json"))}
    section = {act["number"] for act in acts(hart("acts", "--statute", "53a-82", "--json"))}
    assert section < chapter


def test_a_section_is_not_matched_by_its_beginning(hart: Run) -> None:
    assert hart("acts", "--statute", "53a-82", "--json").code == 0
    assert hart("acts", "--statute", "53a-8", "--json").code == 1


def test_an_unknown_section_is_nothing_found(hart: Run) -> None:
    assert hart("acts", "--statute", "99-99").code == 1


def test_words_find_acts_only(hart: Run) -> None:
    ran = hart("acts", "hotel", "training", "--json")
    results = json.loads(ran.out)["results"]
    assert results[0]["id"] == "pa-16-71"
    assert {hit["kind"] for hit in results} == {"act"}


def test_words_and_years_narrow_together(hart: Run) -> None:
    found = acts(hart("acts", "prostitution", "--until", "2012", "--json"))
    assert found
    assert all(act["year"] <= 2012 for act in found)


@pytest.mark.parametrize("number", ["99-999", "16-99", "PA 16-710"])
def test_a_number_of_no_act_is_nothing_found_and_never_another_act(hart: Run, number: str) -> None:
    ran = hart("acts", number)
    assert ran.code == 1
    assert ran.out == ""
    assert NOT_ADVICE not in ran.err


def test_a_limit_cuts_the_list_and_tells_the_total(hart: Run) -> None:
    ran = hart("acts", "--limit", "2", "--json")
    document = json.loads(ran.out)
    assert document["count"] == 2
    assert document["total"] > 2
    assert "2 of " in ran.err


def test_a_changed_act_says_what_changed_it(hart: Run) -> None:
    (act,) = acts(hart("acts", "16-71", "--json"))
    assert {change["act"] for change in act["changed_by"]} >= {"17-129", "17-32"}
    assert act["status"]
    assert act["overtaken_by"] is None


@pytest.mark.parametrize(("number", "later"), [("10-115", "16-71"), ("11-180", "16-71"), ("13-166", "17-32")])
def test_an_overtaken_act_says_what_overtook_it(hart: Run, number: str, later: str) -> None:
    (act,) = acts(hart("acts", number, "--json"))
    assert act["overtaken_by"] == later
    assert f"Public Act {later}" in act["status"]
    assert f"Overtaken by: Public Act {later}\n" in hart("show", f"pa-{number}", "--plain").out


def test_the_acts_that_a_later_one_overtook_stand_last_and_say_so_in_the_row(hart: Run, terminal: Run) -> None:
    everything = acts(hart("acts", "--json"))
    overtaken = {act["number"]: act["overtaken_by"] for act in everything if act["overtaken_by"]}
    assert set(overtaken.values()) >= {"16-71"}
    for arguments in (["prostitution"], ["minor"], ["--statute", "53a"], ["--statute", "53a-82", "--until", "2016"]):
        found = [act["number"] in overtaken for act in acts(hart("acts", *arguments, "--json"))]
        assert found == sorted(found), arguments
        assert True in found
        for line in hart("acts", *arguments).out.splitlines():
            later = overtaken.get(line.split("\t")[0].removeprefix("pa-"))
            assert f"overtaken by {later}" in line if later else "overtaken" not in line
    for columns in (45, 80, 120):
        said = " ".join(terminal("acts", columns=columns).out.lower().split())
        for later in set(overtaken.values()):
            assert said.count(f"overtaken by {later}") == list(overtaken.values()).count(later), columns


@pytest.mark.parametrize(
    ("options", "why"),
    [
        (["--since", "2020"], "it is of 2016, before --since 2020"),
        (["--until", "2015"], "it is of 2016, after --until 2015"),
        (["--statute", "17a-106f"], "the directory names no section '17a-106f' in it"),
    ],
)
def test_a_named_act_that_the_filters_leave_out_is_not_shown_and_the_reason_is_told(
    hart: Run, options: list[str], why: str
) -> None:
    ran = hart("acts", "16-71", *options)
    assert (ran.code, ran.out) == (1, "")
    assert f"Public Act 16-71 left out: {why}." in ran.err
    document = json.loads(hart("acts", "PA 16-71", *options, "--json").out)
    assert (document["count"], document["results"]) == (0, [])


@pytest.mark.parametrize("options", [["--since", "2016"], ["--until", "2016"], ["--statute", "53a-192a"]])
def test_a_named_act_that_fits_the_filters_is_shown(hart: Run, options: list[str]) -> None:
    assert [act["number"] for act in acts(hart("acts", "16-71", *options, "--json"))] == ["16-71"]


@pytest.mark.parametrize("words", [[], ["16-71"], ["hotel"]])
@pytest.mark.parametrize("section", ["99z-999", "53a-8", "banana", ""])
def test_a_section_that_no_act_touches_is_told(hart: Run, words: list[str], section: str) -> None:
    ran = hart("acts", *words, "--statute", section)
    assert (ran.code, ran.out) == (1, "")
    assert f"No act in the directory touches section {section!r}." in ran.err


@pytest.mark.parametrize("section", ["C.G.S. 53a-82", "53a\u201382", "53a 82", "section 53a-82", "\u00a7\u00a7 53a-82"])
def test_a_section_is_known_in_any_style(hart: Run, section: str) -> None:
    wanted = hart("acts", "--statute", "53a-82", "-f", "ids").out
    assert hart("acts", "--statute", section, "-f", "ids").out == wanted
