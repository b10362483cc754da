"""hart find: ranked search with filters, read from the command line or from standard input."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Ran, Run, environment

EMERGENCY = ("911", "1-888-373-7888", "1-800-842-2288")


def ids(ran: Ran) -> list[str]:
    return ran.out.split()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        (["mentor"], "we-matter"),
        (["We", "Matter!"], "we-matter"),
        (["careline"], "ct-careline"),
        (["1-888-373-7888"], "national-human-trafficking-hotline"),
        (["16-71"], "pa-16-71"),
        (["nhth"], "national-human-trafficking-hotline"),
        (["take-it-down"], "take-it-down"),
    ],
)
def test_the_obvious_answer_stands_first(hart: Run, words: list[str], first: str) -> None:
    ran = hart("find", *words, "--format", "ids")
    assert ran.code == 0
    assert ids(ran)[0] == first


def test_several_words_and_one_quoted_argument_ask_the_same(hart: Run) -> None:
    assert hart("find", "foster", "care").out == hart("find", "foster care").out


def test_case_does_not_matter(hart: Run) -> None:
    assert hart("find", "MENTOR").out == hart("find", "mentor").out


def test_ten_hits_are_printed_unless_another_limit_is_named(hart: Run) -> None:
    assert len(ids(hart("find", "trafficking", "-f", "ids"))) == 10
    assert len(ids(hart("find", "trafficking", "-f", "ids", "--limit", "3"))) == 3
    assert len(ids(hart("find", "trafficking", "-f", "ids", "-n", "0"))) > 10


def test_a_shortened_answer_says_so_on_standard_error(hart: Run) -> None:
    ran = hart("find", "trafficking", "-n", "2")
    assert "2 of " in ran.err
    assert "--limit 0 shows all" in ran.err
    assert "--limit" not in ran.out


def test_limits_only_cut_the_list(hart: Run) -> None:
    every = ids(hart("find", "trafficking", "-f", "ids", "-n", "0"))
    assert ids(hart("find", "trafficking", "-f", "ids", "-n", "5")) == every[:5]


def test_words_are_read_from_standard_input(hart: Run) -> None:
    piped = hart("find", "-", stdin="mentor\n")
    assert piped.code == 0
    assert piped.out == hart("find", "mentor").out


def test_only_the_first_line_of_standard_input_is_the_question(hart: Run) -> None:
    assert hart("find", "-", stdin="mentor\nlawyer\n").out == hart("find", "mentor").out


@pytest.mark.parametrize("arguments", [[], [""], ["   "]])
def test_a_question_without_words_or_filters_is_a_wrong_command_line(hart: Run, arguments: list[str]) -> None:
    ran = hart("find", *arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("hart: find needs words or a filter")
    assert ran.err.count("\n") == 1


def test_an_empty_standard_input_is_a_question_without_words(hart: Run) -> None:
    assert hart("find", "-", stdin="").code == 2


def piped(tmp_path: Path, typed: bytes, **changes: str) -> subprocess.CompletedProcess[bytes]:
    env = environment(tmp_path, PYTHONPATH=str(ROOT), **changes)
    return subprocess.run(
        [sys.executable, "-m", "hart_cli", "find", "-"], input=typed, capture_output=True, env=env, check=False
    )


@pytest.mark.parametrize("words", ["mentor\n", "mentor\r\nlawyer\r\n", "ñandú\n", "a", "求助\n"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be"])
def test_utf_16_on_standard_input_is_named(tmp_path: Path, words: str, encoding: str) -> None:
    if encoding != "utf-16" and not words.isascii() and "ñ" not in words:
        pytest.skip("without a mark nothing tells Chinese in UTF-16 from other bytes")
    ran = piped(tmp_path, words.encode(encoding))
    assert (ran.returncode, ran.stdout, ran.stderr.count(b"\n")) == (2, b"", 1)
    assert b"UTF-16" in ran.stderr
    assert b"UTF8" in ran.stderr


@pytest.mark.parametrize("changes", [{}, {"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONIOENCODING": "latin-1"}])
def test_the_mark_of_utf_8_is_no_part_of_the_words(tmp_path: Path, changes: dict[str, str]) -> None:
    marked = piped(tmp_path, "\ufeffabogado\n".encode(), **changes)
    assert marked.stdout == piped(tmp_path, b"abogado\n").stdout != b""
    assert marked.returncode == 0


def test_filters_without_words_browse_like_list(hart: Run) -> None:
    find = hart("find", "--kind", "service", "-f", "ids")
    assert find.code == 0
    assert find.out == hart("list", "--kind", "service", "-f", "ids").out


def test_nothing_found_points_to_the_emergency_lines(hart: Run) -> None:
    ran = hart("find", "xyzzyqq")
    assert ran.code == 1
    assert ran.out == ""
    assert "Nothing in the directory fits." in ran.err
    assert all(number in ran.err for number in EMERGENCY)


def test_the_words_of_a_failed_search_are_not_repeated(hart: Run) -> None:
    ran = hart("find", "xyzzyqq", "--town", "Atlantis")
    assert ran.code == 2
    assert "xyzzyqq" not in ran.out + ran.err
    ran = hart("find", "xyzzyqq")
    assert "xyzzyqq" not in ran.out + ran.err


def test_explain_gives_a_score_and_reasons_under_each_hit(hart: Run) -> None:
    lines = hart("find", "mentor", "--explain", "-n", "1").out.splitlines()
    assert lines[0].startswith("we-matter\t")
    assert lines[1].startswith("    score ")
    assert "mentor" in lines[2]


def test_json_says_why_each_hit_is_there(hart: Run) -> None:
    first = json.loads(hart("find", "mentor", "--json").out)["results"][0]
    assert first["score"] > 0
    assert first["matched"]


def test_scores_never_rise_down_the_list(hart: Run) -> None:
    results = json.loads(hart("find", "hotline", "--json", "-n", "0").out)["results"]
    scores = [hit["score"] for hit in results]
    assert len(scores) > 1
    assert scores == sorted(scores, reverse=True)


def test_a_hit_is_printed_once(hart: Run) -> None:
    found = ids(hart("find", "child trafficking", "-f", "ids", "-n", "0"))
    assert found
    assert len(found) == len(set(found))


# Ages


def test_an_age_within_the_stated_ages_fits(hart: Run) -> None:
    first = json.loads(hart("find", "mentor", "--age", "15", "--json").out)["results"][0]
    assert first["id"] == "we-matter"
    assert first["eligibility"]["age"]["fit"] == "yes"


@pytest.mark.parametrize("age", ["13", "22", "120", "0"])
def test_an_age_outside_the_stated_ages_leaves_the_entry_out(hart: Run, age: str) -> None:
    assert "we-matter" not in ids(hart("find", "mentor", "--age", age, "-f", "ids", "-n", "0"))


@pytest.mark.parametrize("age", ["14", "21"])
def test_the_stated_ages_hold_their_own_ends(hart: Run, age: str) -> None:
    assert "we-matter" in ids(hart("find", "mentor", "--age", age, "-f", "ids"))


@pytest.mark.parametrize("age", ["-1", "121", "fifteen", "15.5", ""])
def test_an_age_that_nobody_has_is_a_wrong_command_line(hart: Run, age: str) -> None:
    ran = hart("find", "mentor", "--age", age)
    assert ran.code == 2
    assert ran.out == ""
    assert "--age" in ran.err
    assert ran.err.count("\n") == 1


def test_what_states_no_age_stays_and_says_so(hart: Run) -> None:
    results = json.loads(hart("list", "--age", "15", "--json").out)["results"]
    unstated = [hit for hit in results if hit["eligibility"]["age"]["fit"] == "not stated"]
    assert unstated
    assert all(hit["eligibility"]["age"]["why"] for hit in unstated)


def test_what_fits_stands_before_what_does_not_say(hart: Run) -> None:
    results = json.loads(hart("list", "--age", "15", "--json").out)["results"]
    fits = [hit["eligibility"]["age"]["fit"] for hit in results]
    assert fits == sorted(fits, key=lambda fit: fit != "yes")


def test_strict_leaves_out_what_does_not_say(hart: Run) -> None:
    loose = json.loads(hart("list", "--age", "15", "--json").out)["results"]
    strict = json.loads(hart("list", "--age", "15", "--strict", "--json").out)["results"]
    assert {hit["eligibility"]["age"]["fit"] for hit in strict} == {"yes"}
    assert [hit["id"] for hit in strict] == [h["id"] for h in loose if h["eligibility"]["age"]["fit"] == "yes"]


def test_an_age_in_the_words_acts_like_the_filter_and_is_told(hart: Run) -> None:
    ran = hart("find", "mentor 15 years old", "--json")
    assert json.loads(ran.out)["query"]["age"] == 15
    assert "--age 15" in ran.err


# Towns


@pytest.mark.parametrize("town", ["Bridgeport", "bridgeport", "BRIDGEPORT", " Bridgeport ", "bridgport", "Bridgepotr"])
def test_a_town_is_forgiven_its_case_and_a_small_typo(hart: Run, town: str) -> None:
    assert hart("find", "mentor", "--town", town, "-f", "ids").out == (
        hart("find", "mentor", "--town", "Bridgeport", "-f", "ids").out
    )


@pytest.mark.parametrize("command", [("find", "housing"), ("list",), ("hotline", "--all")])
def test_a_town_that_is_read_as_another_is_told(hart: Run, command: tuple[str, ...]) -> None:
    assert "Read as --town 'Bolton'." in hart(*command, "--town", "Bolten").err
    for town in ("bolton", "Hartford area office"):
        assert "Read as" not in hart(*command, "--town", town).err


def test_an_entry_fits_the_town_that_its_office_is_named_after(hart: Run) -> None:
    first = json.loads(hart("find", "mentor", "--town", "Bridgeport", "--json").out)["results"][0]
    assert first["id"] == "we-matter"
    assert first["eligibility"]["town"]["fit"] == "yes"
    assert "inferred" in first["eligibility"]["town"]["why"]


def test_an_entry_for_other_offices_is_left_out(hart: Run) -> None:
    assert "we-matter" not in ids(hart("find", "mentor", "--town", "Norwich", "-f", "ids", "-n", "0"))


@pytest.mark.parametrize("office", ["Bridgeport area office", "bridgeport office"])
def test_an_office_may_be_named_instead_of_a_town(hart: Run, office: str) -> None:
    ran = hart("find", "mentor", "--town", office, "-f", "ids")
    assert ran.code == 0
    assert ids(ran)[0] == "we-matter"


@pytest.mark.parametrize("town", ["Atlantis", "New", "", "Springfield Massachusetts", "06999"])
def test_an_unknown_town_is_a_wrong_command_line(hart: Run, town: str) -> None:
    ran = hart("find", "mentor", "--town", town)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("hart: --town: ")
    assert ran.err.count("\n") == 1


def test_an_unclear_town_is_answered_with_the_towns_that_were_perhaps_meant(hart: Run) -> None:
    assert "did you mean" in hart("list", "--town", "New").err


def test_a_town_in_the_words_acts_like_the_filter_and_is_told(hart: Run) -> None:
    ran = hart("find", "mentor in Bridgeport", "--json")
    assert json.loads(ran.out)["query"]["town"] == "Bridgeport"
    assert "--town" in ran.err


def test_what_serves_the_state_or_the_nation_serves_every_town(hart: Run) -> None:
    results = json.loads(hart("list", "--town", "Canaan", "--json").out)["results"]
    wide = [h for h in results if h["areas"] in (["Connecticut"], ["United States"])]
    assert wide
    assert {h["eligibility"]["town"]["fit"] for h in wide} == {"yes"}


def test_a_control_character_in_a_town_is_shown_not_sent(hart: Run) -> None:
    ran = hart("list", "--town", "\x1b[31mX")
    assert ran.code == 2
    assert "\x1b" not in ran.err


# Groups and languages


def test_a_group_keeps_those_for_it_and_marks_those_that_do_not_say(hart: Run) -> None:
    results = json.loads(hart("list", "--group", "survivors", "--json").out)["results"]
    assert {hit["eligibility"]["group"]["fit"] for hit in results} == {"yes", "not stated"}
    for hit in results:
        named = {"survivors", "everyone"} & set(hit["groups"])
        assert (hit["eligibility"]["group"]["fit"] == "yes") == bool(named), hit["id"]


def test_a_group_with_strict_keeps_only_those_that_name_it(hart: Run) -> None:
    results = json.loads(hart("list", "-g", "survivors", "--strict", "--json").out)["results"]
    assert results
    assert all({"survivors", "everyone"} & set(hit["groups"]) for hit in results)


def test_a_language_keeps_those_in_it_and_those_that_do_not_say(hart: Run) -> None:
    results = json.loads(hart("list", "-l", "es", "--json").out)["results"]
    assert {hit["eligibility"]["language"]["fit"] for hit in results} == {"yes", "not stated"}
    assert all("es" in h["languages"] for h in results if h["eligibility"]["language"]["fit"] == "yes")
    assert not any(h["languages"] == ["en"] for h in results)


def test_a_language_code_may_be_written_large(hart: Run) -> None:
    assert hart("list", "-l", "ES", "-f", "ids").out == hart("list", "-l", "es", "-f", "ids").out


def test_no_entry_in_a_language_is_nothing_found(hart: Run) -> None:
    assert hart("list", "-l", "fr", "--strict").code == 1


@pytest.mark.parametrize(
    ("option", "value"),
    [
        ("--group", "nobody"),
        ("--kind", "hotlines"),
        ("--topic", "howsing"),
        ("--language", "spanish"),
        ("--language", "e1"),
    ],
)
def test_a_word_outside_the_vocabulary_is_a_wrong_command_line(hart: Run, option: str, value: str) -> None:
    ran = hart("find", "help", option, value)
    assert ran.code == 2
    assert ran.out == ""
    assert option in ran.err
    assert value in ran.err
    assert ran.err.count("\n") == 1


def test_several_values_of_one_filter_widen(hart: Run) -> None:
    both = set(ids(hart("list", "-k", "service", "-k", "program", "-f", "ids")))
    one = set(ids(hart("list", "-k", "service", "-f", "ids")))
    other = set(ids(hart("list", "-k", "program", "-f", "ids")))
    assert both == one | other
    assert one
    assert other


def test_several_filters_narrow(hart: Run) -> None:
    both = set(ids(hart("list", "-k", "hotline", "-t", "crisis", "-f", "ids")))
    assert both
    assert both == set(ids(hart("list", "-k", "hotline", "-f", "ids"))) & set(
        ids(hart("list", "-t", "crisis", "-f", "ids"))
    )


def test_two_formats_at_once_are_a_wrong_command_line(hart: Run) -> None:
    ran = hart("find", "mentor", "--json", "--format", "csv")
    assert ran.code == 2
    assert ran.out == ""
    assert "cannot both be" in ran.err


def test_words_that_look_like_options_are_searched_after_two_dashes(hart: Run) -> None:
    assert hart("find", "--", "--mentor", "-f").code in (0, 1)
    assert hart("find", "--mentor").code == 2


# Places in the words

EVERYWHERE = (
    "Everywhere in the United States: 911 in danger, 988 for suicide and crisis, 1-888-373-7888 for trafficking."
)


@pytest.mark.parametrize(
    ("words", "place", "towns"),
    [
        ("shelter in Rockville", "Rockville", "Vernon"),
        ("18 year old needs a lawyer from Mystic", "Mystic", "Stonington and Groton"),
        ("Storrs", "Storrs", "Mansfield"),
        ("06706", "06706", "Waterbury"),
        ("mentor 06706-1234", "06706", "Waterbury"),
        ("abogado cerca de Willimantic", "Willimantic", "Windham"),
        ("frog hollow shelter", "Frog Hollow", "Hartford"),
        ("lawyer Jewett City", "Jewett City", "Griswold"),
    ],
)
def test_a_village_or_a_zip_code_in_the_words_is_its_towns(hart: Run, words: str, place: str, towns: str) -> None:
    ran = hart("find", words, "--json")
    document = json.loads(ran.out)
    assert ran.code == 0
    assert document["results"]
    assert document["query"]["town"] == place
    assert f"{place} lies in {towns}." in ran.err


@pytest.mark.parametrize("words", ["Hartford, CT", "mentor in Hartford, CT", "hartford connecticut mentor"])
def test_a_state_behind_a_town_changes_nothing(hart: Run, words: str) -> None:
    plain = words.replace(", CT", "").replace(" connecticut", "")
    assert ids(hart("find", words, "-f", "ids")) == ids(hart("find", plain, "-f", "ids"))


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("shelter in Boston", "Boston"),
        ("boston shelter", "Boston"),
        ("shelter springfield ma", "Springfield, MA"),
        ("lawyer in bristol rhode island", "Bristol, RI"),
        ("hotline in New York", "New York"),
        ("shelter in providence", "Providence"),
        ("shelter in 02108", "That ZIP code"),
    ],
)
def test_a_place_outside_in_the_words_is_told_and_only_what_serves_the_nation_stays(
    hart: Run, words: str, name: str
) -> None:
    ran = hart("find", words, "--json", "-n", "0")
    document = json.loads(ran.out)
    assert f"{name} is outside Connecticut, and hart covers Connecticut only." in ran.err
    assert EVERYWHERE in ran.err
    assert "Bolton" not in ran.err
    assert "town" not in document["query"]
    assert all("United States" in result["areas"] or result["beyond_area"] for result in document["results"])


@pytest.mark.parametrize(
    "words", ["shelter {} Whitneyville", "shelter {} Stony Creek", "lawyer {} Devon CT", "abogado {} Xyzzyville"]
)
@pytest.mark.parametrize("near", ["in", "near", "en"])
def test_a_place_that_is_not_known_empties_no_answer_and_is_told(hart: Run, words: str, near: str) -> None:
    ran = hart("find", words.format(near), "-f", "ids")
    assert ids(ran) == ids(hart("find", words.split(maxsplit=1)[0], "-f", "ids"))
    assert "A word was read as a place that hart does not know" in ran.err


@pytest.mark.parametrize(
    "words",
    ["help in mobile crisis", "help with reading", "i am from Guatemala need lawyer", "help in need", "waterford man"],
)
def test_words_that_are_places_elsewhere_too_stay_words(hart: Run, words: str) -> None:
    ran = hart("find", words)
    assert "outside Connecticut" not in ran.err
    assert "Read as --town" not in ran.err


def test_a_place_inside_comes_before_one_outside(hart: Run) -> None:
    ran = hart("find", "i moved from boston to hartford need a lawyer in hartford", "--json")
    assert json.loads(ran.out)["query"]["town"] == "Hartford"
    assert "outside" not in ran.err


@pytest.mark.parametrize("words", ["hartford mentor 16", "mentor 16 hartford"])
def test_a_town_at_the_beginning_is_read_too(hart: Run, words: str) -> None:
    document = json.loads(hart("find", words, "--json").out)
    assert document["query"] | {"words": None} == {"words": None, "age": 16, "town": "Hartford"}
    assert "we-matter" not in {result["id"] for result in document["results"]}
    assert "we-matter" in {row["id"] for row in document["left_out"]}
