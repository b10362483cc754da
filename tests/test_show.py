"""hart show: entries whole, by id or by a name that means one entry only."""

from __future__ import annotations

import json

import pytest
from conftest import Ran, Run


def names(ran: Ran) -> list[str]:
    return [line.removeprefix("Name: ") for line in ran.out.splitlines() if line.startswith("Name: ")]


@pytest.mark.parametrize(
    ("name", "id"),
    [
        ("we-matter", "we-matter"),
        ("WE-MATTER", "we-matter"),
        (" we-matter ", "we-matter"),
        ("We Matter!", "we-matter"),
        ("we matter", "we-matter"),
        ("careline", "ct-careline"),
        ("Bloom Initiative", "bloom-initiative"),
        ("16-71", "pa-16-71"),
        ("911", "911"),
    ],
)
def test_an_id_or_a_name_means_its_entry(hart: Run, name: str, id: str) -> None:
    ran = hart("show", name, "--json")
    assert ran.code == 0
    assert [hit["id"] for hit in json.loads(ran.out)["results"]] == [id]


def test_several_are_shown_in_the_order_in_which_they_are_named(hart: Run) -> None:
    ran = hart("show", "we-matter", "ct-careline", "911", "--json")
    assert [hit["id"] for hit in json.loads(ran.out)["results"]] == ["we-matter", "ct-careline", "911"]


def test_one_that_is_named_twice_is_shown_once(hart: Run) -> None:
    assert names(hart("show", "we-matter", "We Matter!")) == ["We Matter!"]


@pytest.mark.parametrize("name", ["no-such-entry", "", " ", "-", "hotline"])
def test_what_means_no_one_entry_is_nothing_found(hart: Run, name: str) -> None:
    ran = hart("show", "--", name)
    assert ran.code == 1
    assert ran.out == ""
    assert ran.err.startswith("hart: 1 of 1 ids")


def test_an_unknown_id_among_known_ones_leaves_the_others_shown(hart: Run) -> None:
    ran = hart("show", "no-such-entry", "careline")
    assert ran.code == 1
    assert names(ran) == ["DCF Careline"]
    assert "1 of 2 ids" in ran.err


def test_an_error_does_not_repeat_what_was_typed(hart: Run) -> None:
    assert "somebody" not in hart("show", "somebody").err


def test_it_needs_an_id(hart: Run) -> None:
    ran = hart("show")
    assert ran.code == 2
    assert ran.err.count("\n") == 1


def test_a_pipe_gets_label_and_value_one_fact_a_line(hart: Run) -> None:
    lines = hart("show", "we-matter").out.splitlines()
    assert lines[:3] == ["Name: We Matter!", "Kind: program", "Id: we-matter"]
    assert all(": " in line for line in lines)


def test_an_entry_says_who_it_is_for_how_to_refer_and_where_this_is_from(hart: Run) -> None:
    out = hart("show", "we-matter").out
    assert "Ages: ages 14-21\n" in out
    assert "Area: New Britain area office, Waterbury area office, Bridgeport area office\n" in out
    assert "How to refer: All referrals go through" in out
    assert "Contact: Ellie Cuifalo, Program Coordinator (as of 2024; may have changed)\n" in out
    assert "Source: " in out
    assert "Checked: never dialed or opened for hart\n" in out


def test_what_no_source_states_is_called_not_stated(hart: Run) -> None:
    out = hart("show", "we-matter").out
    for label in ("Languages", "Hours", "Cost"):
        assert f"{label}: not stated\n" in out


def test_a_field_from_elsewhere_names_its_own_source(hart: Run) -> None:
    entry = json.loads(hart("show", "national-human-trafficking-hotline", "--json").out)["results"][0]
    assert entry["sourced"]["hours"]["id"] != entry["source"]["id"]
    out = hart("show", "national-human-trafficking-hotline").out
    assert f"[{entry['sourced']['hours']['id']}]" in out
    assert f"[{entry['source']['id']}]" in out


def test_a_caution_about_a_number_stands_right_after_the_number(hart: Run) -> None:
    lines = hart("show", "national-human-trafficking-hotline").out.splitlines()
    text = next(n for n, line in enumerate(lines) if line.startswith("Text: 233733"))
    assert lines[text + 1].startswith("Caution: This number is for texts only.")


def test_entries_are_parted_by_an_empty_line(hart: Run) -> None:
    parts = hart("show", "we-matter", "careline").out.split("\n\n")
    assert [part.splitlines()[0] for part in parts] == ["Name: We Matter!", "Name: DCF Careline"]


def test_the_pipe_is_the_same_as_plain(hart: Run) -> None:
    assert hart("show", "we-matter").out == hart("show", "we-matter", "--plain").out


def test_every_entry_of_the_directory_can_be_shown_by_its_id(hart: Run) -> None:
    ids = hart("list", "-f", "ids").out.split()
    ran = hart("show", *ids, "--json")
    assert ran.code == 0
    assert [hit["id"] for hit in json.loads(ran.out)["results"]] == ids
