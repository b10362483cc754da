"""hart list and hart topics: browsing without words, and the vocabulary that the filters take."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest
from conftest import Ran, Run


def ids(ran: Ran) -> list[str]:
    return ran.out.split()


def rows(ran: Ran) -> list[list[str]]:
    return [line.split("\t") for line in ran.out.splitlines()]


def test_list_prints_every_entry_once(hart: Run) -> None:
    found = ids(hart("list", "-f", "ids"))
    assert len(found) == len(set(found)) > 100
    assert json.loads(hart("list", "--json").out)["total"] == len(found)


def test_a_pipe_gets_six_columns_without_a_header(hart: Run) -> None:
    ran = hart("list")
    assert ran.code == 0
    assert {len(row) for row in rows(ran)} == {6}
    assert [row[0] for row in rows(ran)] == ids(hart("list", "-f", "ids"))


def test_nothing_is_cut_in_a_pipe(hart: Run) -> None:
    longest = max(json.loads(hart("list", "--json").out)["results"], key=lambda hit: len(hit["name"]))
    assert len(longest["name"]) > 80
    assert longest["name"] in hart("list", env={"COLUMNS": "20"}).out


@pytest.mark.parametrize("kind", ["hotline", "service", "act", "figure", "person"])
def test_a_kind_keeps_entries_of_it_only(hart: Run, kind: str) -> None:
    found = rows(hart("list", "--kind", kind))
    assert found
    assert {row[1] for row in found} == {kind}


def test_a_topic_keeps_entries_of_it_only(hart: Run) -> None:
    results = json.loads(hart("list", "--topic", "housing", "--json").out)["results"]
    assert results
    assert all("housing" in hit["topics"] for hit in results)


def test_zero_as_a_limit_means_all(hart: Run) -> None:
    assert hart("list", "-n", "0").out == hart("list").out


@pytest.mark.parametrize("limit", ["-1", "many", ""])
def test_a_limit_is_a_number_from_zero(hart: Run, limit: str) -> None:
    assert hart("list", "--limit", limit).code == 2


def test_csv_here_is_the_export_with_its_header(hart: Run) -> None:
    read = list(csv.DictReader(io.StringIO(hart("list", "-k", "service", "--format", "csv").out, newline="")))
    assert [row["id"] for row in read] == ids(hart("list", "-k", "service", "-f", "ids"))


def test_ndjson_is_one_entry_a_line(hart: Run) -> None:
    lines = hart("list", "-k", "service", "--format", "ndjson").out.splitlines()
    assert [json.loads(line)["id"] for line in lines] == ids(hart("list", "-k", "service", "-f", "ids"))


def test_an_unknown_format_is_a_wrong_command_line(hart: Run) -> None:
    ran = hart("list", "--format", "xml")
    assert ran.code == 2
    assert ran.out == ""
    assert "ndjson" in ran.err


def test_a_table_may_be_asked_for_in_a_pipe(hart: Run) -> None:
    out = hart("list", "-k", "service", "--format", "table").out
    assert out.startswith("Name")
    assert "\x1b" not in out


def test_list_takes_no_words(hart: Run) -> None:
    assert hart("list", "mentor").code == 2


@pytest.mark.parametrize("age", ["-1", "121"])
def test_an_age_that_nobody_has_is_a_wrong_command_line(hart: Run, age: str) -> None:
    assert hart("list", "--age", age).code == 2


def test_topics_has_every_kind_of_word_with_its_count(hart: Run) -> None:
    ran = hart("topics")
    assert ran.code == 0
    assert {len(row) for row in rows(ran)} == {4}
    assert {row[0] for row in rows(ran)} == {"kind", "topic", "group", "area", "language"}
    assert all(row[3].isdigit() for row in rows(ran))


def test_every_count_of_topics_is_what_list_finds(hart: Run) -> None:
    results = json.loads(hart("list", "--json").out)["results"]
    where = {"topic": "topics", "group": "groups", "area": "areas", "language": "languages"}
    counted = rows(hart("topics"))
    assert {name for name, *_ in counted} == {"kind", *where}
    for name, code, _, count in counted:
        has = [h for h in results if (h["kind"] == code if name == "kind" else code in h[where[name]])]
        assert len(has) == int(count), (name, code)


def test_every_word_of_topics_is_taken_by_its_filter(hart: Run) -> None:
    for name in ("kind", "topic", "group"):
        codes = [row[1] for row in rows(hart("topics")) if row[0] == name]
        options = [part for code in codes for part in (f"--{name}", code)]
        assert hart("list", *options).code == 0


def test_topics_in_json_says_the_same(hart: Run) -> None:
    document = json.loads(hart("topics", "--json").out)
    assert document["command"] == "topics"
    said = [[w["filter"], w["code"], w["label"], str(w["entries"])] for w in document["results"]]
    assert said == rows(hart("topics"))


def test_a_file_of_ones_own_counts_among_the_topics(hart: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text('[[entry]]\nid = "mine"\nkind = "program"\nname = "Mine"\n', encoding="utf-8")
    before = {row[1]: int(row[3]) for row in rows(hart("topics")) if row[0] == "kind"}
    after = {row[1]: int(row[3]) for row in rows(hart("topics", "--data", str(own))) if row[0] == "kind"}
    assert after["program"] == before["program"] + 1
    assert after["service"] == before["service"]
