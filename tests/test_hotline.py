"""hart hotline: the emergency lines first, then every other line; and nothing but a number where one is asked for."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Ran, Run

THREE = ["911", "national-human-trafficking-hotline", "ct-careline"]
NUMBERS = "911\n1-888-373-7888\n1-800-842-2288\n"


def ids(ran: Ran) -> list[str]:
    return [line.split("\t")[0] for line in ran.out.splitlines()]


def test_bare_it_prints_the_three_emergency_lines_in_their_order(hart: Run) -> None:
    ran = hart("hotline")
    assert ran.code == 0
    assert ids(ran) == THREE
    assert [line.split("\t")[3] for line in ran.out.splitlines()] == NUMBERS.split()


def test_each_line_has_id_kind_name_phone_address_and_text_number(hart: Run) -> None:
    lines = hart("hotline", "--all").out.splitlines()
    assert len(lines) > 20
    for line in lines:
        parts = line.split("\t")
        assert len(parts) == 6
        assert parts[1] == "hotline"
        assert parts[2]


def test_number_prints_nothing_but_numbers(hart: Run) -> None:
    ran = hart("hotline", "--number")
    assert ran.code == 0
    assert ran.out == NUMBERS


@pytest.mark.parametrize("name", ["careline", "CareLine", "ct-careline", "DCF Careline", "dcf hotline"])
def test_number_prints_the_one_number_of_the_line_that_is_named(hart: Run, name: str) -> None:
    ran = hart("hotline", name, "--number")
    assert ran.code == 0
    assert ran.out == "1-800-842-2288\n"


def test_options_may_stand_before_the_words(hart: Run) -> None:
    assert hart("hotline", "--number", "careline").out == "1-800-842-2288\n"


@pytest.mark.parametrize("name", ["trafficking", "nhth", "national human trafficking hotline"])
def test_the_text_code_is_printed_alone_for_its_channel(hart: Run, name: str) -> None:
    ran = hart("hotline", name, "--channel", "text")
    assert ran.code == 0
    assert ran.out == "233733\n"


def test_the_text_channel_of_the_three_is_what_they_can_be_texted_at(hart: Run) -> None:
    assert hart("hotline", "--channel", "text").out == "911\n233733\n"


def test_a_channel_that_nobody_has_is_nothing_found(hart: Run) -> None:
    ran = hart("hotline", "--channel", "fax")
    assert ran.code == 1
    assert ran.out == ""
    assert "no fax number" in ran.err


@pytest.mark.parametrize("options", [["--channel", "text"], ["--number", "--channel", "text"]])
def test_a_line_without_a_number_of_the_channel_never_gets_another_lines_number(hart: Run, options: list[str]) -> None:
    ran = hart("hotline", "careline", *options)
    assert ran.code == 1
    assert ran.out == ""
    assert "no text number" in ran.err


def test_an_unknown_channel_is_a_wrong_command_line(hart: Run) -> None:
    ran = hart("hotline", "--channel", "pigeon")
    assert ran.code == 2
    assert ran.out == ""


def test_the_relay_number_is_of_the_channel_for_deaf_people(hart: Run) -> None:
    out = hart("hotline", "--channel", "tty").out.split()
    assert "711" in out
    assert "1-800-842-2288" not in out


# "runaway" alone may be a child who did not come home: the runaway line takes no report and stands behind 911.
@pytest.mark.parametrize(
    ("words", "first"),
    [("suicide", "988-lifeline"), ("runaway hotline", "runaway-safeline"), ("runaway", "911")],
)
def test_words_find_the_lines_that_they_mean(hart: Run, words: str, first: str) -> None:
    ran = hart("hotline", words)
    assert ran.code == 0
    assert ids(ran)[0] == first


def test_words_find_hotlines_only(hart: Run) -> None:
    results = json.loads(hart("hotline", "children", "--json").out)["results"]
    assert results
    assert {hit["kind"] for hit in results} == {"hotline"}


@pytest.mark.parametrize("options", [[], ["--number"], ["--channel", "text"], ["--plain"], ["-f", "csv"]])
def test_words_that_mean_no_line_get_the_three_on_standard_error(hart: Run, options: list[str]) -> None:
    ran = hart("hotline", "xyzzyqq", *options)
    assert ran.code == 1
    assert ran.out == ""
    assert all(number in ran.err for number in NUMBERS.split())
    assert "xyzzyqq" not in ran.err


def test_all_prints_every_line_the_emergency_lines_first_and_the_enforcement_lines_last(hart: Run) -> None:
    ran = hart("hotline", "--all")
    assert ran.code == 0
    assert ids(ran)[:3] == THREE
    assert sorted(ids(ran)) == sorted(hart("list", "--kind", "hotline", "-f", "ids").out.split())
    lines = [hit["line"] for hit in json.loads(hart("hotline", "--all", "--json").out)["results"]]
    order = ["emergency", "talk", "report", "enforcement"]
    assert lines == sorted(lines, key=order.index)
    assert lines[-1] == "enforcement"


def test_all_at_a_terminal_names_the_groups_in_their_order(terminal: Run) -> None:
    lines = terminal("hotline", "--all", env={"NO_COLOR": "1"}).out.splitlines()
    groups = ["Emergency", "Someone to talk to", "Report", "Law and immigration enforcement"]
    assert [line for line in lines if line in groups] == groups


def test_an_enforcement_line_is_never_among_the_emergency_lines(hart: Run) -> None:
    assert not {"fbi-tips", "hsi-tip-line"} & set(ids(hart("hotline")))


def test_filters_narrow_the_lines(hart: Run) -> None:
    ran = hart("hotline", "--language", "es", "--strict", "--json")
    assert ran.code == 0
    results = json.loads(ran.out)["results"]
    assert results
    assert all("es" in hit["languages"] for hit in results)


def test_a_limit_cuts_the_list_from_its_end(hart: Run) -> None:
    assert hart("hotline", "--limit", "1", "--format", "ids").out == "911\n"
    assert hart("hotline", "--all", "--limit", "4", "--format", "ids").out.split()[:3] == THREE


@pytest.mark.parametrize("way", [["--data"], ["HART_DATA"]])
def test_a_file_of_ones_own_never_stands_among_the_emergency_lines(hart: Run, tmp_path: Path, way: list[str]) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[entry]]\nid = "my-line"\nkind = "hotline"\nline = "emergency"\nname = "My line"\n'
        'phones = [{ number = "860-555-0100" }]\n',
        encoding="utf-8",
    )
    arguments, env = (["--data", str(own)], {}) if way == ["--data"] else ([], {"HART_DATA": str(own)})
    for options in ([], ["--number"], ["--format", "ids"]):
        ran = hart("hotline", *options, *arguments, env=env)
        assert ran.code == 0
        assert "555-0100" not in ran.out
        assert "my-line" not in ran.out
        assert "911" in ran.out


def test_number_gives_the_numbers_of_the_bundled_lines_only(hart: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[entry]]\nid = "my-line"\nkind = "hotline"\nname = "Suicide line of mine"\n'
        'phones = [{ number = "860-555-0100" }]\n',
        encoding="utf-8",
    )
    assert "my-line" in hart("hotline", "suicide", "--data", str(own), "-f", "ids").out
    assert "860-555-0100" not in hart("hotline", "suicide", "--number", "--data", str(own)).out


def test_it_answers_without_a_home_or_a_configuration(hart: Run) -> None:
    ran = hart("hotline", env={"HOME": "", "XDG_CONFIG_HOME": "", "XDG_CACHE_HOME": ""})
    assert ran.code == 0
    assert ids(ran) == THREE


def test_it_answers_beside_a_broken_file_of_ones_own(hart: Run, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "hart"
    folder.mkdir(parents=True)
    (folder / "broken.toml").write_text("x = [", encoding="utf-8")
    for options in (["suicide"], ["--all"], ["--json"], []):
        ran = hart("hotline", *options, env={"XDG_CONFIG_HOME": str(tmp_path / "config")})
        assert ran.code == 0, options
        assert ran.out


def test_the_age_of_the_numbers_is_told_on_standard_error_only(hart: Run) -> None:
    ran = hart("hotline", "--number")
    assert ran.out == NUMBERS
    assert all(line.startswith("hart: ") for line in ran.err.splitlines())


def test_plain_says_how_each_line_may_be_texted_and_what_to_mind(hart: Run) -> None:
    out = hart("hotline", "911", "--plain").out
    assert "Call: 911" in out
    assert "Caution: Text only if you cannot speak" in out


@pytest.mark.parametrize(
    "arguments", [["hotline"], ["hotline", "--all"], ["list", "-k", "hotline"], ["find", "crisis"]]
)
def test_a_pipe_gives_the_first_text_number_in_the_sixth_column_and_nothing_where_there_is_none(
    hart: Run, arguments: list[str]
) -> None:
    rows = [line.split("\t") for line in hart(*arguments).out.splitlines()]
    entries = {hit["id"]: hit for hit in json.loads(hart(*arguments, "--json").out)["results"]}
    assert rows
    for row in rows:
        texts = [phone["number"] for phone in entries[row[0]]["phones"] if phone["channel"] == "text"]
        assert row[5] == (texts or [""])[0]


@pytest.mark.parametrize("words", ["suicide", "crisis", "runaway", "domestic violence", "mobile crisis"])
def test_number_with_words_prints_the_first_number_of_the_best_match_alone(hart: Run, words: str) -> None:
    best = json.loads(hart("hotline", words, "--json", "--limit", "1").out)["results"]
    first = next(phone["number"] for phone in best[0]["phones"] if phone["channel"] == "voice")
    ran = hart("hotline", words, "--number")
    assert (ran.code, ran.out) == (0, f"{first}\n")
    assert best[0]["name"] in ran.err


def test_a_limit_says_how_many_of_the_best_numbers_are_printed(hart: Run) -> None:
    lines = hart("hotline", "suicide", "--number", "--limit", "0").out.splitlines()
    assert len(lines) > 1
    assert hart("hotline", "suicide", "--number", "--limit", "2").out.splitlines() == lines[:2]
    assert hart("hotline", "suicide", "--number").out.splitlines() == lines[:1]


@pytest.mark.parametrize("words", ["suicide", "crisis", "child abuse"])
def test_a_limit_cuts_lines_that_words_find(hart: Run, words: str) -> None:
    document = json.loads(hart("hotline", words, "--limit", "1", "--json").out)
    assert (document["count"], len(document["results"])) == (1, 1)
    assert document["total"] > 1


@pytest.mark.parametrize(
    ("words", "instruction"),
    [("mobile crisis", "Press 1"), ("988", "press 2 for Spanish"), ("careline", "a child is being hurt")],
)
def test_what_to_press_and_say_stands_beside_a_bare_number_on_standard_error(
    hart: Run, words: str, instruction: str
) -> None:
    ran = hart("hotline", words, "--number")
    assert ran.code == 0
    assert instruction in ran.err
    assert len(ran.out.splitlines()) == 1


def test_a_number_that_nobody_may_dial_says_so_beside_it(hart: Run) -> None:
    ran = hart("hotline", "--channel", "text")
    assert ran.out == "911\n233733\n"
    assert "text only if you cannot speak" in ran.err
    assert "never dial it" in ran.err


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("nine one one", "911"),
        ("Nine-One-One", "911"),
        ("nine 1 1", "911"),
        ("nueve uno uno", "911"),
        ("nine eleven", "911"),
        ("nueve once", "911"),
        ("nine eight eight", "988-lifeline"),
        ("nueve ocho ocho", "988-lifeline"),
        ("two one one", "211-connecticut"),
        ("dos-uno-uno", "211-connecticut"),
    ],
)
@pytest.mark.parametrize("command", ["hotline", "find"])
def test_a_number_in_words_is_that_number(hart: Run, command: str, words: str, wanted: str) -> None:
    ran = hart(command, words)
    assert ran.code == 0
    assert wanted in ids(ran)[:3]
    assert ids(ran) == ids(hart(command, wanted.split("-", maxsplit=1)[0]))


@pytest.mark.parametrize(
    "words", ["D.C.F. careline", "d.c.f. hotline", "D. C. F. Careline", "dcf care\u200bline", "N.H.T.H."]
)
def test_letters_with_dots_and_letters_that_nobody_sees_are_read_at_once(hart: Run, words: str) -> None:
    wanted = "national-human-trafficking-hotline" if words.startswith("N") else "ct-careline"
    assert ids(hart("hotline", words)) == [wanted]
