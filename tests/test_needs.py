"""What stands first for somebody in danger, afraid, or who speaks for somebody who is."""

from __future__ import annotations

import csv
import json
from typing import Any

import pytest
from conftest import ROOT, Run
from hypothesis import given, settings
from hypothesis import strategies as st

from hart_cli.model import NEED_LISTS, Filters, Question
from hart_cli.readers.directory import read_bundled
from hart_cli.readers.needs import needs_faults, read_needs, read_weights
from hart_cli.search import needs
from hart_cli.search.find import find
from hart_cli.store.loader import Directories, open_bundled

BUNDLED = open_bundled()
OPENED = Directories((BUNDLED,), ())
HOTLINE = "national-human-trafficking-hotline"
EMERGENCY_ANSWER = ["911", "988-lifeline", "ct-safe-connect", HOTLINE, "ct-careline", "211-connecticut"]
ENFORCEMENT = {"hsi-tip-line", "fbi-tips"}


def ids(words: str, **filters: Any) -> list[str]:
    return [hit.entry.id for hit in find(Question(words, Filters(**filters)), OPENED).hits]


@pytest.mark.parametrize(
    "words",
    [
        "help",
        "HELP!!!",
        "help me",
        "heeelp me pls",
        "please help me now",
        "i want out",
        "sos",
        "ayuda",
        "¡Ayúdame!",
        "ayudaaaa",
        "necesito ayuda ahora",
        "quiero salir de esto",
        "auxilio",
        "what do i do",
        "a quien llamo",
        "hlep",
        "i am scared",
        "tengo miedo",
        "no puedo mas",
        "i cant do this anymore",
        "nobody believes me",
        "estoy sola y no se que hacer",
    ],
)
def test_a_cry_for_help_gets_the_emergency_answer_first(words: str) -> None:
    assert ids(words)[:6] == EMERGENCY_ANSWER


@pytest.mark.parametrize(
    "words",
    [
        "ayuda con la tarea",
        "help me move",
        "self help books",
        "help wanted",
        "necesito ayuda con los impuestos",
        "i need help with my math homework",
        "quiero salir a bailar",
        "scary movie",
        "locked out of my car",
        "how to sell my car",
        "ice cream near me",
        "picture frames",
        "suicide squad cast",
        "killing time in hartford",
        "mentor",
        "hotel training",
        "curriculum on trafficking for middle school",
        "suicide prevention training for teachers",
        "tattoo removal after trafficking",
        "foster care",
        "annual report",
        "16-71",
        "careline",
    ],
)
def test_an_everyday_or_an_ordinary_question_states_no_need(words: str) -> None:
    assert needs.match(words, None, BUNDLED).ids == ()


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ("he locked me in", ["911"]),
        ("me tiene encerrada", ["911"]),
        ("he says he will kill me", ["911"]),
        ("not safe rn", ["911"]),
        ("he is listening i cant talk", ["911"]),
        ("i took a whole bottle of pills", ["911"]),
        ("he has a knife", ["911"]),
        ("i want to die", ["988-lifeline"]),
        ("quiero morir", ["988-lifeline"]),
        ("my 12 year old wants to hurt herself", ["988-lifeline", "ct-mobile-crisis"]),
        ("my bf sells me", [HOTLINE]),
        ("i am 16 and my bf sells me", [HOTLINE, "ct-careline"]),
        ("mi novio me obliga a vender mi cuerpo", [HOTLINE]),
        ("they make me work and took my passport", [HOTLINE]),
        ("my boss wont pay me", ["ct-wage-standards", "us-wage-hour"]),
        ("no me pagan las horas", ["ct-wage-standards", "us-wage-hour"]),
        ("he says he will post my nudes", ["take-it-down", "stopncii"]),
        ("my ex husband posted my nudes", ["stopncii"]),
        ("my daughter did not come home last night", ["911", "ct-careline"]),
        ("my daughter is being trafficked", [HOTLINE, "911", "ct-careline"]),
        ("my dauter is beeing traficked", [HOTLINE, "911", "ct-careline"]),
        ("can a 16 year old be charged with prostitution", ["pa-16-71", "minor-arrest-question"]),
        ("how many hours do i have to report abuse as a teacher", ["ct-careline", "report-suspected-abuse"]),
        ("my husband hits me", ["ct-safe-connect"]),
        ("mi esposo me pega", ["ct-safe-connect"]),
        ("how do i report trafficking", [HOTLINE, "ct-careline", "report-suspected-abuse"]),
    ],
)
def test_each_need_has_its_own_first_answers(words: str, first: list[str]) -> None:
    assert ids(words)[: len(first)] == first


@pytest.mark.parametrize(
    ("words", "age", "inside", "outside"),
    [
        ("i want to kill myself", 15, "ct-mobile-crisis", "ct-action-line"),
        ("i want to kill myself", 30, "ct-action-line", "ct-mobile-crisis"),
        ("someone posted my nudes", 15, "take-it-down", "stopncii"),
        ("someone posted my nudes", 30, "stopncii", "take-it-down"),
        ("he makes me have sex for money", 15, "ct-careline", ""),
        ("he makes me have sex for money", 30, HOTLINE, "ct-careline"),
    ],
)
def test_the_age_chooses_among_lines(words: str, age: int, inside: str, outside: str) -> None:
    found = ids(words, age=age)
    assert inside in found
    assert outside not in found[:3]


def test_where_no_age_is_known_both_lines_stand_there_labelled_by_age() -> None:
    found = find(Question("i want to kill myself"), OPENED).hits
    ages = {hit.entry.id: (hit.entry.ages.min, hit.entry.ages.max) for hit in found if hit.entry.ages}
    assert ages["ct-mobile-crisis"][1] == 18
    assert ages["ct-action-line"][0] == 18


@pytest.mark.parametrize(
    "words",
    [
        "ICE is coming",
        "immigration lawyer",
        "puedo llamar si no tengo papeles",
        "undocumented afraid to report",
        "i want to report my boss but i have no papers",
        "la migra",
        "will i be deported",
        "denunciar a mi patron sin papeles",
        "u visa",
        "asylum",
    ],
)
def test_words_of_status_keep_enforcement_out_of_the_results_and_offer_lines_to_call(words: str) -> None:
    found = find(Question(words), OPENED).hits
    assert not ENFORCEMENT & {hit.entry.id for hit in found}
    assert any(phone.channel == "voice" for hit in found[:2] for phone in hit.entry.phones)


@pytest.mark.parametrize("words", ["report a crime", "trafficking tip police", "who investigates trafficking", "crime"])
def test_enforcement_stands_below_help_unless_it_is_named(words: str) -> None:
    found = ids(words)
    places = [found.index(line) for line in ENFORCEMENT if line in found]
    assert all(place > 0 for place in places)


@pytest.mark.parametrize(("words", "line"), [("hsi", "hsi-tip-line"), ("FBI tips", "fbi-tips")])
def test_an_enforcement_line_that_is_named_stands_first_and_says_who_answers(words: str, line: str) -> None:
    hit = find(Question(words), OPENED).hits[0]
    assert hit.entry.id == line
    assert "police" in hit.entry.name


def test_the_emergency_answer_is_ordinary_results_with_the_reason_emergency(hart: Run) -> None:
    ran = hart("find", "help me", "--json")
    assert ran.code == 0
    results = json.loads(ran.out)["results"]
    assert [entry["id"] for entry in results[:6]] == EMERGENCY_ANSWER
    assert all(entry["matched"] == ["emergency"] for entry in results[:6])
    assert hart("hotline", "ayuda").code == 0


def test_who_cannot_speak_sees_the_number_to_text_first() -> None:
    found = find(Question("i cant talk on the phone text only"), OPENED).hits
    assert found[0].entry.id == "911"
    assert all(hit.entry.phones[0].channel == "text" for hit in found[:5])


def test_a_filter_about_the_person_never_rules_out_an_emergency_line() -> None:
    assert ids("help me", age=4, languages=("pt",), town="Stamford")[0] == "911"


def test_a_kind_that_was_asked_for_is_kept() -> None:
    kinds = {hit.entry.kind for hit in find(Question("help me", Filters(kinds=("act",))), OPENED).hits}
    assert kinds == {"act"}


def test_an_entry_that_its_name_names_stands_before_the_need() -> None:
    assert ids("Take It Down")[0] == "take-it-down"
    assert ids("16-71")[0] == "pa-16-71"
    assert ids("988")[0] == "988-lifeline"


@pytest.mark.parametrize("words", ["trap house", "tattoo branding signs", "sugar daddy", "warning signs"])
def test_a_guide_that_nobody_can_open_stands_neither_first_nor_alone(words: str) -> None:
    found = find(Question(words), OPENED).hits
    entry = found[0].entry
    assert entry.phones or entry.urls or entry.emails or entry.referral or entry.contacts


@pytest.mark.parametrize("words", ["prostitution act", "minor arrested for prostitution", "prostitution age"])
def test_an_act_that_was_overtaken_stands_behind_those_in_force(words: str) -> None:
    acts = [hit.entry.act for hit in find(Question(words), OPENED).hits if hit.entry.act]
    overtaken = [bool(act.overtaken_by) for act in acts]
    assert overtaken == sorted(overtaken)


def _corpus(need: str) -> list[str]:
    with (ROOT / "benchmarks" / "questions" / "needs.tsv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [text for writer, stated, text in rows if stated == need and writer.startswith("need")]


def test_distress_never_yields_nothing() -> None:
    every = _corpus("emergency")
    chosen = every[:: len(every) // 100][:100]
    assert len(chosen) == 100
    assert [words for words in chosen if not ids(words)] == []


def test_the_classes_of_the_weights_are_the_needs() -> None:
    weights = read_weights()
    assert set(weights.classes) - {"none"} <= {need["id"] for need in read_needs()["needs"]}
    assert len(weights.bias) == len(weights.classes)
    assert {number for row in weights.features.values() for number, _ in row} <= set(range(len(weights.classes)))
    assert all(-127 <= weight <= 127 for row in weights.features.values() for _, weight in row)


def test_the_needs_of_the_directory_keep_their_rules() -> None:
    assert list(needs_faults(read_needs(), {entry.id: entry for entry in read_bundled().entries})) == []


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"first": ["nowhere"]}, "needs.toml: x: there is no entry 'nowhere'"),
        ({"first": []}, "needs.toml: x: no entry stands first"),
        ({"first": ["red-flags"]}, "needs.toml: x: red-flags can be neither called, texted nor opened"),
        (
            {"channel": "text", "first": ["211-connecticut"]},
            "needs.toml: x: 211-connecticut has no number of the channel 'text'",
        ),
        ({"note": "Call."}, "needs.toml: x: the note stands in one language only"),
    ],
)
def test_a_fault_of_a_need_is_named(changes: dict[str, Any], fault: str) -> None:
    need = {
        "id": "x",
        "channel": "",
        "without": [],
        "note": "",
        "note_es": "",
        **{name: [] for name in NEED_LISTS},
        "first": ["911"],
    }
    entries = {entry.id: entry for entry in read_bundled().entries}
    assert list(needs_faults({"needs": [need | changes]}, entries)) == [fault]


@settings(deadline=None)
@given(st.text(max_size=80))
def test_any_text_can_be_matched(text: Any) -> None:
    found = needs.match(text, None, BUNDLED)
    assert set(found.ids) <= {entry.id for entry in read_bundled().entries}


@given(
    st.sampled_from(["help", "ayuda", "auxilio", "danger", "peligro", "scared"]),
    st.sampled_from(["!", "...", " !!", "?", " \U0001f62d"]),
)
def test_marks_behind_a_cry_change_nothing(cry: Any, marks: Any) -> None:
    assert needs.match(cry + marks, None, BUNDLED) == needs.match(cry, None, BUNDLED)
