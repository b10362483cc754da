"""Likely mistakes: hart does the sensible thing, or says what to type; and it never repeats somebody's words."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from conftest import Run

from hart_cli.cli.registry import COMMANDS
from hart_cli.cli.usage_errors import _OTHER_NAMES, _OTHER_OPTIONS, looks_like_a_file


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("search sekret", "find"), ("call sekret", "hotline"), ("hotlines", "hotline"), ("911", "hotline"),
        ("act", "acts"), ("laws", "acts"), ("ls", "list"), ("cat we-matter", "show"), ("seach sekret", "find"),
        ("FIND sekret", "find"), ("hotlin", "hotline"), ("stats", "figures"), ("validate x", "check"),
    ],
)  # fmt: skip
def test_what_people_call_a_command_leads_to_ours(hart: Run, typed: str, meant: str) -> None:
    ran = hart(*typed.split())
    assert (ran.code, ran.out) == (2, "")
    assert f"did you mean hart {meant}?" in ran.err
    assert "sekret" not in ran.err
    assert ran.err.count("\n") == 1


def test_no_other_name_is_a_name_of_ours_or_means_two_commands() -> None:
    names = [name for names in _OTHER_NAMES.values() for name in names.split()]
    assert len(names) == len(set(names))
    assert not set(names) & set(COMMANDS)
    assert set(_OTHER_NAMES) <= set(COMMANDS)


@pytest.mark.parametrize("typed", ["16-71", "PA16-71", "2016-71"])
def test_an_act_number_in_place_of_a_command_is_told_where_to_go(hart: Run, typed: str) -> None:
    assert "hart acts NUMBER" in hart(typed).err


@pytest.mark.parametrize("typed", ["contacts.toml", "./here/x.json", "~/data/list.csv", "C:\\data\\x.zip", "/srv/x"])
@pytest.mark.parametrize("command", [[], ["find"], ["show"]])
def test_a_path_in_place_of_words_is_told_of_data_and_check(hart: Run, command: list[str], typed: str) -> None:
    ran = hart(*command, typed)
    assert ran.code in (1, 2)
    assert "--data FILE" in ran.err
    assert "hart check FILE" in ran.err
    assert typed not in ran.err


@pytest.mark.parametrize("typed", ["mentor", "24/7", "he/she", "mother.", "...", "ct.gov", "5:30"])
def test_words_are_not_taken_for_a_path(typed: str) -> None:
    assert not looks_like_a_file(typed)


def test_an_act_number_as_words_finds_the_act_and_says_how_to_see_it_whole(hart: Run) -> None:
    ran = hart("find", "16-71")
    assert ran.out.startswith("pa-16-71\t")
    assert "hart acts NUMBER" in ran.err
    assert hart("show", "16-71").out.startswith("Name: Public Act 16-71")


@pytest.mark.parametrize(("typed", "kind"), [("hotline", "hotline"), ("Hotlines", "hotline"), ("agencies", "agency")])
def test_a_kind_as_a_word_is_searched_and_the_filter_named(hart: Run, typed: str, kind: str) -> None:
    ran = hart("find", typed)
    assert ran.code == 0
    assert f"hart list --kind {kind}" in ran.err
    assert "hart list --kind" not in hart("find", typed, "--kind", kind).err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("find x --type service", "--kind"), ("find x --city Hartford", "--town"), ("find x --lang es", "--language"),
        ("find x --jsn", "--json"), ("find x --csv", "--format csv"), ("find x --max 3", "--limit"),
        ("list --no-color", "--color never"), ("find x --why", "--explain"), ("acts --year 2016", "--since"),
        ("find x -age 15", "--age"), ("list -town Hartford", "--town"), ("export csv --out x", "--output"),
        ("hotline --text", "--plain"), ("figures --jason", "--json"),
    ],
)  # fmt: skip
def test_a_wrong_option_leads_to_the_right_one(hart: Run, typed: str, meant: str) -> None:
    ran = hart(*typed.split())
    assert (ran.code, ran.out) == (2, "")
    assert meant in ran.err
    assert ran.err.count("\n") == 1


def test_an_option_is_only_suggested_where_the_command_has_it(hart: Run) -> None:
    assert "--town" not in hart("show", "we-matter", "--city", "Hartford").err
    assert "other commands have it" in hart("list", "--since", "2014").err
    assert set().union(*(set(names.split()) for names in _OTHER_OPTIONS.values()))


@pytest.mark.parametrize("typed", ["--json find sekret", "--town Hartford find sekret", "-k service find sekret"])
def test_options_before_the_command_are_told_to_follow_it(hart: Run, typed: str) -> None:
    ran = hart(*typed.split())
    assert (ran.code, ran.out) == (2, "")
    assert "options follow the command" in ran.err
    assert "sekret" not in ran.err


@pytest.mark.parametrize(
    ("typed", "say"),
    [
        ("list sekret", "hart list --kind KIND"), ("topics sekret", "hart find"),
        ("open we-matter sekret", "quotes"), ("help find sekret", "one command or topic"),
        ("figures 2016 sekret", "hart find"),
    ],
)  # fmt: skip
def test_words_where_none_belong_are_told_where_they_go(hart: Run, typed: str, say: str) -> None:
    ran = hart(*typed.split())
    assert (ran.code, ran.out) == (2, "")
    assert say in ran.err
    assert "sekret" not in ran.err


def test_a_mistyped_topic_of_help_gets_a_suggestion(hart: Run) -> None:
    assert "did you mean hart help privacy?" in hart("help", "privcy").err


@pytest.mark.parametrize("option", ["--sekret name", "--Sekret", "--söme-one", "-Z", "--sekret=name"])
def test_an_option_that_may_be_somebodys_words_is_not_taken_apart(hart: Run, option: str) -> None:
    ran = hart("find", "mentor", option)
    assert ran.code == 2
    assert "name" not in ran.err
    assert "did you mean" not in ran.err


# One value, several values, and how they are written


@pytest.mark.parametrize(
    ("typed", "say"),
    [
        ("find mentor --age 15 --age 16", "--age was given as 15 and 16"),
        ("list --town Bridgeport --town Hartford", "--town was given as 'Bridgeport' and 'Hartford'"),
        ("hotline --town Avon --age 3 --town Bolton", "--town was given as 'Avon' and 'Bolton'"),
        ("export csv --age 1 --age=2", "--age was given as 1 and 2"),
        ("acts --since 2010 --since 2012", "--since was given as 2010 and 2012"),
        ("acts --until 2010 --until 2012", "--until was given as 2010 and 2012"),
        ("acts --statute 53a-82 --statute 53a-83", "--statute was given as '53a-82' and '53a-83'"),
        ("export csv -o a.csv --output b.csv", "-o was given as 'a.csv' and 'b.csv'"),
    ],
)
def test_two_values_where_one_holds_are_refused_by_name(hart: Run, tmp_path: Path, typed: str, say: str) -> None:
    ran = hart(*typed.split())
    assert (ran.code, ran.out) == (2, "")
    assert say in ran.err
    assert ran.err.count("\n") == 1
    assert not list(tmp_path.glob("*.csv"))


def test_two_values_that_are_refused_are_made_safe(hart: Run) -> None:
    ran = hart("list", "--town", "A\x1b[31m", "--town", "B\nC")
    assert ran.code == 2
    assert "\x1b" not in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("find mentor --age 15 --age 15", "find mentor --age 15"),
        ("list --town Bridgeport --town bridgeport", "list --town Bridgeport"),
        ("acts --since 2016 --since 2016", "acts --since 2016"),
        ("list --limit 5 --limit 2", "list --limit 2"),
        ("list --format csv --format ids", "list --format ids"),
        ("hotline careline --channel text --channel voice", "hotline careline --channel voice"),
        ("show careline --ui es --ui en", "show careline --ui en"),
        ("hotline --ui en --ui es", "hotline --ui es"),
    ],
)
def test_the_same_value_twice_is_one_and_of_display_options_the_last_holds(hart: Run, typed: str, same: str) -> None:
    assert hart(*typed.split()) == hart(*same.split())


def test_kinds_topics_groups_languages_and_data_add_up(hart: Run, tmp_path: Path) -> None:
    def ids(*options: str) -> set[str]:
        return set(hart("list", *options, "-f", "ids").out.split())

    for option, one, other in (
        ("-k", "act", "service"),
        ("-t", "housing", "mentoring"),
        ("-g", "immigrants", "survivors"),
    ):
        assert ids(option, one, option, other) == ids(option, one) | ids(option, other)
    for name in ("one", "two"):
        (tmp_path / f"{name}.toml").write_text(f'[[entry]]\nid = "{name}"\nkind = "service"\nname = "{name}"\n')
    assert {"one", "two"} <= ids("--data", "one.toml", "--data", "two.toml")


@pytest.mark.parametrize(
    ("typed", "same"),
    [
        ("list -k hotline --format JSON", "list -k hotline --format json"),
        ("list -k hotline -f Ids", "list -k hotline -f ids"),
        ("list --kind HOTLINE --topic Housing", "list --kind hotline --topic housing"),
        ("list --group Immigrants --language ES", "list --group immigrants --language es"),
        ("hotline --channel TEXT", "hotline --channel text"),
        ("hotline careline --ui ES", "hotline careline --ui es"),
        ("hotline careline --ui=Es --number", "hotline careline --ui es --number"),
        ("list -k act --color NEVER", "list -k act --color never"),
        ("export CSV -k hotline", "export csv -k hotline"),
        ("export Handout --layout CARD", "export handout --layout card"),
        ("help Exit-Codes", "help exit-codes"),
        ("--show-completion BASH", "--show-completion bash"),
        ("list -k=service -n=2", "list -k service -n 2"),
    ],
)
def test_values_forgive_their_case_and_short_options_the_sign(hart: Run, typed: str, same: str) -> None:
    ran = hart(*typed.split())
    assert ran.code == 0, ran.err
    assert ran == hart(*same.split())


@pytest.mark.parametrize("option", ["-o=x.csv", "--output=x.csv"])
def test_the_sign_after_an_option_is_no_part_of_a_files_name(hart: Run, tmp_path: Path, option: str) -> None:
    assert hart("export", "csv", option).code == 0
    assert [path.name for path in tmp_path.glob("*x.csv")] == ["x.csv"]


def test_words_after_two_dashes_are_left_as_they_are(hart: Run) -> None:
    assert hart("find", "--", "-o=mentor").code in (0, 1)


JARGON = (
    "int range",
    "valid int",
    "<=",
    ">=",
    "Invalid value",
    "invalid value",
    "requires an argument",
    "argument '",
    "[",
    "Choose from",
)


@pytest.mark.parametrize(
    ("typed", "say"),
    [
        ("find x --age abc", "--age: 'abc' is no whole number from 0 to 120; see hart find --help"),
        ("find x --age 200", "--age: 200 is no whole number from 0 to 120"),
        ("find x --age 1.5", "--age: '1.5' is no whole number"),
        ("list --limit -3", "--limit: -3 is no whole number from 0 on"),
        ("list -n x", "--limit: 'x' is no whole number from 0 on"),
        ("acts --since soon", "--since: 'soon' is no year such as 2016"),
        ("check --stale x", "--stale: 'x' is no whole number from 0 on"),
        ("list --format jsn", "--format: 'jsn' is none of table, json, ndjson, csv, tsv, markdown, ids"),
        ("list --color no", "--color: 'no' is none of auto, always, never"),
        ("hotline --channel pigeon", "--channel: 'pigeon' is none of voice, text, fax, tty"),
        ("find x --ui fr", "--ui: 'fr' is none of en, es"),
        ("export jsn", "FORMAT: 'jsn' is none of json, ndjson"),
        ("export", "hart export needs FORMAT: json, ndjson"),
        ("show", "hart show needs ID"),
        ("open", "hart open needs ID"),
        ("find x --age", "--age needs a value; see hart find --help"),
        ("export csv -o", "-o needs a value"),
        ("find x --json=yes", "--json takes no value"),
        ("--version=3", "--version takes no value; see hart --help"),
    ],
)
def test_what_is_wrong_with_a_value_is_told_in_plain_words(hart: Run, typed: str, say: str) -> None:
    ran = hart(*typed.split())
    assert (ran.code, ran.out) == (2, "")
    assert say in ran.err
    assert ran.err.count("\n") == 1
    assert not any(word in ran.err for word in JARGON)


@pytest.mark.parametrize("format", ["table", "csv", "tsv", "markdown", "ids"])
def test_reasons_are_refused_where_a_format_has_no_place_for_them(hart: Run, format: str) -> None:
    ran = hart("find", "mentor", "--explain", "--format", format)
    assert (ran.code, ran.out) == (2, "")
    assert f"--explain and --format {format} cannot both be" in ran.err


@pytest.mark.parametrize(
    ("options", "reason"),
    [([], "    score "), (["--plain"], "Why: score "), (["--json"], '"matched"'), (["-f", "ndjson"], '"matched"')],
)
def test_every_other_format_says_why(hart: Run, options: list[str], reason: str) -> None:
    ran = hart("find", "mentor", "--explain", *options)
    assert ran.code == 0
    assert reason in ran.out


def test_reasons_without_words_are_refused(hart: Run) -> None:
    ran = hart("find", "--kind", "service", "--explain")
    assert (ran.code, ran.out) == (2, "")
    assert "--explain needs words" in ran.err


def test_a_device_or_pipe_is_refused_and_standard_output_named(hart: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    (tmp_path / "link").symlink_to("/dev/null")
    for path in ("/dev/null", "/dev/stdout", "pipe", "link"):
        ran = hart("export", "csv", "-o", path, "--force")
        assert (ran.code, ran.out) == (4, ""), path
        assert "or - for standard output" in ran.err
