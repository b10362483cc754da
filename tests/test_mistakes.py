"""Likely mistakes: hart does the sensible thing, or says what to type; and it never repeats somebody's words."""

from __future__ import annotations

import pytest

from hart_cli.cli.app import COMMANDS
from hart_cli.cli.mistakes import _OTHER_NAMES, _OTHER_OPTIONS, looks_like_a_file


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("search sekret", "find"), ("call sekret", "hotline"), ("hotlines", "hotline"), ("911", "hotline"),
        ("act", "acts"), ("laws", "acts"), ("ls", "list"), ("cat we-matter", "show"), ("seach sekret", "find"),
        ("FIND sekret", "find"), ("hotlin", "hotline"), ("stats", "figures"), ("validate x", "check"),
    ],
)  # fmt: skip
def test_what_people_call_a_command_leads_to_ours(hart, typed, meant):
    ran = hart(*typed.split())
    assert (ran.code, ran.out) == (2, "")
    assert f"did you mean hart {meant}?" in ran.err
    assert "sekret" not in ran.err
    assert ran.err.count("\n") == 1


def test_no_other_name_is_a_name_of_ours_or_means_two_commands():
    names = [name for names in _OTHER_NAMES.values() for name in names.split()]
    assert len(names) == len(set(names))
    assert not set(names) & set(COMMANDS)
    assert set(_OTHER_NAMES) <= set(COMMANDS)


@pytest.mark.parametrize("typed", ["16-71", "PA16-71", "2016-71"])
def test_an_act_number_in_place_of_a_command_is_told_where_to_go(hart, typed):
    assert "hart acts NUMBER" in hart(typed).err


@pytest.mark.parametrize("typed", ["contacts.toml", "./here/x.json", "~/data/list.csv", "C:\\data\\x.zip", "/srv/x"])
@pytest.mark.parametrize("command", [[], ["find"], ["show"]])
def test_a_path_in_place_of_words_is_told_of_data_and_check(hart, command, typed):
    ran = hart(*command, typed)
    assert ran.code in (1, 2)
    assert "--data FILE" in ran.err
    assert "hart check FILE" in ran.err
    assert typed not in ran.err


@pytest.mark.parametrize("typed", ["mentor", "24/7", "he/she", "mother.", "...", "ct.gov", "5:30"])
def test_words_are_not_taken_for_a_path(typed):
    assert not looks_like_a_file(typed)


def test_an_act_number_as_words_finds_the_act_and_says_how_to_see_it_whole(hart):
    ran = hart("find", "16-71")
    assert ran.out.startswith("pa-16-71\t")
    assert "hart acts NUMBER" in ran.err
    assert hart("show", "16-71").out.startswith("Name: Public Act 16-71")


@pytest.mark.parametrize(("typed", "kind"), [("hotline", "hotline"), ("Hotlines", "hotline"), ("agencies", "agency")])
def test_a_kind_as_a_word_is_searched_and_the_filter_named(hart, typed, kind):
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
def test_a_wrong_option_leads_to_the_right_one(hart, typed, meant):
    ran = hart(*typed.split())
    assert (ran.code, ran.out) == (2, "")
    assert meant in ran.err
    assert ran.err.count("\n") == 1


def test_an_option_is_only_suggested_where_the_command_has_it(hart):
    assert "--town" not in hart("show", "we-matter", "--city", "Hartford").err
    assert "other commands have it" in hart("list", "--since", "2014").err
    assert set().union(*(set(names.split()) for names in _OTHER_OPTIONS.values()))


@pytest.mark.parametrize("typed", ["--json find sekret", "--town Hartford find sekret", "-k service find sekret"])
def test_options_before_the_command_are_told_to_follow_it(hart, typed):
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
def test_words_where_none_belong_are_told_where_they_go(hart, typed, say):
    ran = hart(*typed.split())
    assert (ran.code, ran.out) == (2, "")
    assert say in ran.err
    assert "sekret" not in ran.err


def test_a_mistyped_topic_of_help_gets_a_suggestion(hart):
    assert "did you mean hart help privacy?" in hart("help", "privcy").err


@pytest.mark.parametrize("option", ["--sekret name", "--Sekret", "--söme-one", "-Z", "--sekret=name"])
def test_an_option_that_may_be_somebodys_words_is_not_taken_apart(hart, option):
    ran = hart("find", "mentor", option)
    assert ran.code == 2
    assert "name" not in ran.err
    assert "did you mean" not in ran.err
