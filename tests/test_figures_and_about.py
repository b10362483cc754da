"""hart figures and hart about: numbers with their sources, and what is known of the directory itself."""

from __future__ import annotations

import json
import re
from pathlib import Path

from conftest import Ran, Run

from hart_cli import __version__


def rows(ran: Ran) -> list[list[str]]:
    return [line.split("\t") for line in ran.out.splitlines()]


def test_each_figure_has_its_period_value_measure_source_and_entry(hart: Run) -> None:
    ran = hart("figures")
    assert ran.code == 0
    assert {len(row) for row in rows(ran)} == {5}
    assert all(all(cell for cell in row) for row in rows(ran))


def test_every_value_names_its_source_and_that_sources_date(hart: Run) -> None:
    values = rows(hart("figures"))
    assert len(values) > 5
    for row in values:
        assert re.fullmatch(r"[a-z0-9-]+, (undated|\d{4}(-\d{2}){0,2})", row[3])


def test_figures_stand_in_the_order_of_their_periods(hart: Run) -> None:
    periods = [row[0] for row in rows(hart("figures"))]
    assert len(set(periods)) > 2
    assert periods == sorted(periods)


def test_where_sources_differ_all_are_shown(hart: Run) -> None:
    values = [row[1] for row in rows(hart("figures")) if row[0] == "2014" and row[4] == "hart-data-2014"]
    assert "94 children" in values
    assert "about 80 children" in values


def test_a_year_without_a_known_number_says_not_stated(hart: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    figure = '[entry.figure]\nperiod = "2019"\nmeasure = "children"\nvalues = []\n'
    own.write_text(f'[[entry]]\nid = "mine"\nkind = "figure"\nname = "Mine"\n\n{figure}', encoding="utf-8")
    assert [row[1] for row in rows(hart("figures", "--data", own)) if row[4] == "mine"] == ["not stated"]


def test_a_number_read_at_second_hand_stands_in_no_chart(hart: Run) -> None:
    assert [row[1] for row in rows(hart("figures")) if row[4] == "hart-data-2017"] == ["212 children"]


def test_what_cannot_be_compared_is_said_beside_the_figures(hart: Run) -> None:
    for options in ([], ["--json"], ["--plain"], ["-f", "csv"]):
        ran = hart("figures", *options)
        assert ran.code == 0
        assert "do not join them with a line" in ran.err
        assert "do not join them" not in ran.out


def test_figures_in_json_carry_the_same_numbers(hart: Run) -> None:
    results = json.loads(hart("figures", "--json").out)["results"]
    assert {hit["kind"] for hit in results} == {"figure"}
    values = {(h["id"], v["source"]["id"], v["value"]) for h in results for v in h["figure"]["values"]}
    assert ("hart-data-2014", "theday-2015-11-30", 94) in values


def test_figures_are_the_entries_of_their_kind(hart: Run) -> None:
    ids = {row[4] for row in rows(hart("figures"))}
    assert ids == set(hart("list", "-k", "figure", "-f", "ids").out.split())


def test_about_says_version_dates_licence_and_what_was_never_checked(hart: Run) -> None:
    ran = hart("about")
    assert ran.code == 0
    assert ran.out.startswith(f"hart {__version__}\n")
    for label in ("Entries: ", "Data revised: ", "Oldest dated source: ", "Never checked: ", "Licence: ", "Sources:"):
        assert label in ran.out
    assert "Nobody has dialed a number or opened an address" in ran.out


def test_about_names_the_oldest_date_first_and_not_the_newest(hart: Run) -> None:
    (facts,) = json.loads(hart("about", "--json").out)["results"]
    dates = sorted(s["as_of"] for s in facts["sources"] if s["as_of"] != "undated")
    assert facts["oldest_source"] == dates[0]
    assert facts["newest_source"] == dates[-1]
    assert f"Oldest dated source: {dates[0]}; newest: {dates[-1]}\n" in hart("about").out


def test_about_counts_what_list_lists(hart: Run) -> None:
    (facts,) = json.loads(hart("about", "--json").out)["results"]
    assert facts["entries"] == len(hart("list", "-f", "ids").out.split())


def test_about_lists_every_source_that_an_entry_names(hart: Run) -> None:
    (facts,) = json.loads(hart("about", "--json").out)["results"]
    known = {source["id"] for source in facts["sources"]}
    entries = json.loads(hart("list", "--json").out)["results"]
    used = {e["source"]["id"] for e in entries} | {s["id"] for e in entries for s in e["sourced"].values()}
    assert used <= known


def test_about_says_where_ones_own_files_are_read_from(hart: Run, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "hart"
    folder.mkdir(parents=True)
    own = folder / "mine.toml"
    own.write_text('[[entry]]\nid = "mine"\nkind = "program"\nname = "Mine"\n', encoding="utf-8")
    ran = hart("about", env={"XDG_CONFIG_HOME": str(tmp_path / "config")})
    assert f"*.toml in {folder};" in ran.out
    assert f"read: {own}\n" in ran.out


def test_about_works_without_a_home(hart: Run) -> None:
    assert "(no home folder)" in hart("about", env={"HOME": "", "XDG_CONFIG_HOME": ""}).out


def test_version_is_one_line_with_the_dates_of_the_data(hart: Run) -> None:
    for option in ("--version", "-V"):
        ran = hart(option)
        assert ran.code == 0
        assert re.fullmatch(rf"hart {re.escape(__version__)}, data revised \S+, sources from \S+ to \S+\n", ran.out)
        assert ran.err == ""
