"""What --json prints: one ASCII document that holds to the published schema, with every key always."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran, Run
from jsonschema import Draft202012Validator

ENVELOPE = ["schema_version", "command", "query", "count", "total", "results"]
KEYS = set(
    "id kind name aliases role line summary services conditions topics groups ages areas beyond_area languages phones "
    "emails urls postal_address hours cost referral operator reports_to recorded told provider contacts date notes cautions "
    "confidence source sourced checked related directory text_language gloss".split()
)
WHERE_IT_APPLIES = {"score", "matched", "eligibility", "act", "figure"}

EVERY_COMMAND = [
    ["find", "mentor"],
    ["find", "mentor", "--age", "15", "--town", "Bridgeport", "-g", "survivors", "-l", "en"],
    ["find", "trafficking", "--limit", "0"],
    ["find", "--kind", "service"],
    ["find", "xyzzyqq"],
    ["hotline"],
    ["hotline", "careline"],
    ["hotline", "--all"],
    ["hotline", "xyzzyqq"],
    ["acts"],
    ["acts", "16-71"],
    ["acts", "hotel", "training"],
    ["acts", "99-999"],
    ["show", "we-matter", "careline", "hart-data-2014", "pa-16-71"],
    ["show", "no-such-entry"],
    ["list"],
    ["list", "--age", "15", "--town", "Bridgeport", "--group", "survivors", "--language", "es"],
    ["list", "--language", "fr", "--strict"],
    ["topics"],
    ["figures"],
    ["about"],
]


def run(hart: Run, arguments: list[str]) -> tuple[Ran, dict[str, Any]]:
    ran = hart(*arguments, "--json")
    return ran, json.loads(ran.out)


@pytest.fixture(name="schema")
def published_schema(hart: Run) -> dict[str, Any]:
    ran = hart("schema")
    assert ran.code == 0
    document: dict[str, Any] = json.loads(ran.out)
    return document


def test_the_schema_is_a_valid_schema_of_draft_2020_12(schema: dict[str, Any]) -> None:
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize("arguments", EVERY_COMMAND, ids=" ".join)
def test_what_every_command_prints_holds_to_the_schema(hart: Run, schema: dict[str, Any], arguments: list[str]) -> None:
    _, document = run(hart, arguments)
    Draft202012Validator(schema).validate(document)


@pytest.mark.parametrize("arguments", EVERY_COMMAND, ids=" ".join)
def test_every_command_prints_one_ascii_document_in_the_envelope(hart: Run, arguments: list[str]) -> None:
    ran, document = run(hart, arguments)
    assert ran.out.isascii()
    assert ran.out.endswith("}\n")
    assert [key for key in document if key != "left_out"] == ENVELOPE
    assert ("left_out" in document) == (document["command"] == "find")
    assert document["schema_version"] == 1
    assert document["count"] == len(document["results"]) <= document["total"]
    assert ran.code == (0 if document["results"] else 1)


@pytest.mark.parametrize("name", ["find", "hotline", "acts", "show", "list", "topics", "figures", "about"])
def test_the_document_names_its_command(hart: Run, name: str) -> None:
    (arguments,) = [a for a in EVERY_COMMAND if a[0] == name][:1]
    assert run(hart, arguments)[1]["command"] == name


def test_an_export_in_json_holds_to_the_same_schema(hart: Run, schema: dict[str, Any]) -> None:
    document = json.loads(hart("export", "json", "--people").out)
    Draft202012Validator(schema).validate(document)
    assert document["command"] == "export"


def test_a_line_of_ndjson_is_an_entry_of_the_schema(hart: Run, schema: dict[str, Any]) -> None:
    entry = Draft202012Validator({"$ref": "#/$defs/entry", "$defs": schema["$defs"]})
    lines = hart("list", "--format", "ndjson").out.splitlines()
    assert len(lines) > 100
    for line in lines:
        entry.validate(json.loads(line))


@pytest.mark.parametrize(
    ("spoil", "value"),
    [("schema_version", 2), ("count", -1), ("results", [{}]), ("results", None), ("more", 1)],
)
def test_the_schema_refuses_what_hart_does_not_print(
    hart: Run, schema: dict[str, Any], spoil: str, value: int | list[dict[str, Any]] | None
) -> None:
    _, document = run(hart, ["show", "we-matter"])
    assert Draft202012Validator(schema).is_valid(document)
    assert not Draft202012Validator(schema).is_valid({**document, spoil: value})


@pytest.mark.parametrize("key", sorted(KEYS))
def test_the_schema_needs_every_key_of_an_entry(hart: Run, schema: dict[str, Any], key: str) -> None:
    _, document = run(hart, ["show", "we-matter"])
    del document["results"][0][key]
    assert not Draft202012Validator(schema).is_valid(document)


def test_every_entry_has_every_key_and_no_other(hart: Run) -> None:
    _, document = run(hart, ["list"])
    assert document["total"] > 100
    for entry in document["results"]:
        assert set(entry) - WHERE_IT_APPLIES == KEYS, entry["id"]


def test_the_parts_of_an_entry_have_their_keys_too(hart: Run) -> None:
    _, document = run(hart, ["list"])
    for part in ("phones", "emails", "urls", "contacts", "sourced", "provider"):
        assert any(entry[part] for entry in document["results"]), part
    for entry in document["results"]:
        assert set(entry["ages"]) == {"min", "max", "text", "stages"}
        assert set(entry["source"]) == {"id", "title", "url", "as_of"}
        for phone in (*entry["phones"], *(p for c in entry["contacts"] for p in c["phones"])):
            assert set(phone) == {"number", "e164", "extension", "channel", "label", "caution"}
            assert phone["channel"] in {"voice", "text", "fax", "tty"}
        assert all(set(email) == {"email", "label"} for email in entry["emails"])
        assert all(set(url) == {"url", "title", "language", "caution"} for url in entry["urls"])
        assert all(set(c) == {"id", "name", "role", "phones", "emails"} for c in entry["contacts"])
        assert all(set(s) == {"id", "url", "as_of", "confidence"} for s in entry["sourced"].values())
        assert entry["provider"] is None or set(entry["provider"]) == {"id", "name"}


def test_who_answers_and_who_is_told_stand_together_and_are_null_where_nothing_is_stated(hart: Run) -> None:
    for arguments in (["list"], ["list", "--ui", "es"]):
        _, document = run(hart, arguments)
        for entry in document["results"]:
            said = {"answers": entry["operator"], "recorded": entry["recorded"], "reports_to": entry["reports_to"]}
            said["short"] = entry["told"] and entry["told"]["short"]
            assert entry["told"] == (said if any(said.values()) else None), entry["id"]
    told = {entry["id"]: entry["told"] for entry in document["results"]}
    assert all(told["ct-careline"].values())
    assert told["911"] is None


def test_an_act_and_a_figure_have_their_tables_and_nothing_else_has(hart: Run) -> None:
    _, document = run(hart, ["list"])
    for entry in document["results"]:
        assert ("act" in entry) == (entry["kind"] == "act")
        assert ("figure" in entry) == (entry["kind"] == "figure")
    act = run(hart, ["acts", "16-71"])[1]["results"][0]["act"]
    assert set(act) == set("number year title bill effective points statutes status changed_by overtaken_by".split())


def test_a_search_has_score_and_reasons_and_a_list_has_none(hart: Run) -> None:
    assert all({"score", "matched"} <= set(hit) for hit in run(hart, ["find", "mentor"])[1]["results"])
    assert not any({"score", "matched"} & set(hit) for hit in run(hart, ["list", "--age", "15"])[1]["results"])


@pytest.mark.parametrize(
    ("option", "name"),
    [("--age=15", "age"), ("--town=Bridgeport", "town"), ("-gsurvivors", "group"), ("-les", "language")],
)
def test_eligibility_says_just_what_was_asked(hart: Run, option: str, name: str) -> None:
    results = run(hart, ["list", option])[1]["results"]
    assert results
    for hit in results:
        assert set(hit["eligibility"]) == {name}
        assert set(hit["eligibility"][name]) == {"fit", "why"}
        assert hit["eligibility"][name]["fit"] in {"yes", "not stated"}


def test_the_query_repeats_what_was_asked(hart: Run) -> None:
    _, document = run(hart, ["find", "mentor", "--age", "15", "--town", "Bridgeport", "-k", "program", "--strict"])
    assert document["query"] == {
        "words": "mentor",
        "kind": ["program"],
        "age": 15,
        "town": "Bridgeport",
        "strict": True,
    }


def test_nothing_found_is_an_empty_list_and_exit_code_1(hart: Run) -> None:
    ran, document = run(hart, ["find", "xyzzyqq"])
    assert ran.code == 1
    assert (document["count"], document["total"], document["results"]) == (0, 0, [])


def test_a_limit_cuts_the_results_and_not_the_total(hart: Run) -> None:
    _, document = run(hart, ["list", "--limit", "3"])
    assert document["count"] == len(document["results"]) == 3
    assert document["total"] > 3


def test_format_json_is_the_same_as_json(hart: Run) -> None:
    assert hart("list", "-k", "service", "--format", "json").out == hart("list", "-k", "service", "--json").out


def test_json_is_the_same_at_a_terminal_and_in_a_pipe(hart: Run, terminal: Run) -> None:
    assert terminal("show", "we-matter", "--json").out == hart("show", "we-matter", "--json").out


def test_letters_beyond_ascii_are_escaped_and_read_back(hart: Run) -> None:
    ran, document = run(hart, ["show", "national-human-trafficking-hotline"])
    assert "\\u00ed" in ran.out
    assert "Línea Nacional Contra la Trata de Personas" in document["results"][0]["aliases"]


def test_messages_stay_out_of_the_document(hart: Run, tmp_path: Path) -> None:
    ran = hart("list", "-n", "1", "--json", "--data", str(tmp_path / "missing.toml"))
    assert "missing.toml" in ran.err
    assert "missing.toml" not in ran.out
    assert json.loads(ran.out)["count"] == 1


def test_nothing_in_the_bundled_directory_claims_to_have_been_checked(hart: Run) -> None:
    assert {hit["checked"] for hit in run(hart, ["list"])[1]["results"]} == {None}


def test_dialled_numbers_are_given_in_the_international_form_and_short_codes_are_not(hart: Run) -> None:
    phones = [p for hit in run(hart, ["list"])[1]["results"] for p in hit["phones"]]
    assert {phone["e164"] is None for phone in phones} == {True, False}
    for phone in phones:
        digits = "".join(c for c in phone["number"] if c.isdigit())
        assert phone["e164"] == (f"+1{digits[-10:]}" if len(digits) >= 10 else None)
