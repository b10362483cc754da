"""hart in Spanish: asked for by --ui, HART_UI or the locale; complete where it is hart's own words, honest where
a text is English only; and no text names a text to 911 without its warning."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import catalog
import pytest
from conftest import ROOT, Ran, Run
from jsonschema import Draft202012Validator

from hart_cli.emergency import LINES
from hart_cli.i18n.catalog import gettext, using
from hart_cli.i18n.choice import chosen_language
from hart_cli.localize import hit_in_spanish, in_spanish
from hart_cli.model import Ages, Contact, Email, Entry, Hit, Phone, Reason, Url
from hart_cli.output import facts
from hart_cli.output.facts import all_facts
from hart_cli.output.schema import schema
from hart_cli.places import Place, Town, serves
from hart_cli.readers.directory import read_bundled
from hart_cli.readers.needs import needs_faults, read_needs
from hart_cli.rules.spanish import asks_for_text_to_911
from hart_cli.search.eligibility import by_age, by_group

BUNDLED = read_bundled()
ES = {"HART_UI": "es"}
MYSTIC = Place(
    "Mystic", tuple(Town(name, "Region 3", (), "candidates", False, ()) for name in ("Stonington", "Groton"))
)


# Which language


@pytest.mark.parametrize(
    ("arguments", "env", "spoken"),
    [
        (["find", "--ui", "es"], {}, "es"),
        (["find", "--ui=es"], {}, "es"),
        (["find", "--ui", "en"], {"HART_UI": "es"}, "en"),
        (["find"], {"HART_UI": "es", "LANG": "en_US.UTF-8"}, "es"),
        (["find"], {"HART_UI": "en", "LC_ALL": "es_PR.UTF-8"}, "en"),
        (["find"], {"LC_ALL": "es_PR.UTF-8"}, "es"),
        (["find"], {"LC_ALL": "C", "LANG": "es_PR.UTF-8"}, "en"),
        (["find"], {"LC_MESSAGES": "es"}, "es"),
        (["find"], {"LANG": "est"}, "en"),
        (["find"], {"HART_UI": "fr"}, "en"),
        (["find", "--", "--ui", "es"], {}, "en"),
        (["find"], {}, "en"),
    ],
)
def test_the_option_comes_before_the_variable_and_the_variable_before_the_locale(
    arguments: list[str], env: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HART_UI", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert chosen_language(arguments) == spoken


def test_a_locale_changes_what_people_read_and_nothing_that_a_program_reads(hart: Run) -> None:
    for question in (("find", "mentor"), ("find", "mentor", "--json"), ("list", "--format", "csv"), ("hotline",)):
        assert hart(*question, env=ES).out == hart(*question).out
    assert "Resumen: " in hart("show", "we-matter", env=ES).out
    assert "Resumen: " in hart("show", "we-matter", env={"LC_ALL": "es_PR.UTF-8"}).out


def test_json_is_in_spanish_where_it_is_asked_for_and_keeps_to_the_schema(hart: Run) -> None:
    document = json.loads(hart("show", "we-matter", "--json", "--ui", "es").out)
    Draft202012Validator(schema()).validate(document)
    entry = document["results"][0]
    own = next(e for e in BUNDLED.entries if e.id == "we-matter")
    expected = ("es", own.translation("name"), own.translation("summary"))
    assert None not in expected
    assert (entry["text_language"], entry["gloss"], entry["summary"]) == expected
    assert entry["name"] == "We Matter!"
    english = json.loads(hart("show", "we-matter", "--json").out)["results"][0]
    assert (english["text_language"], english["gloss"]) == ("en", None)
    assert [phone["number"] for phone in entry["phones"]] == [phone["number"] for phone in english["phones"]]


def test_another_language_is_a_wrong_command_line(hart: Run) -> None:
    assert hart("find", "mentor", "--ui", "fr").code == 2


# What is said


def test_a_card_has_the_official_name_its_meaning_and_how_far_it_is_translated(hart: Run) -> None:
    printed = hart("show", "bloom-initiative", "--ui", "es").out
    assert "Nombre: Bloom Initiative\n" in printed
    assert 'En español: Iniciativa Bloom ("Florecer")\n' in printed
    assert f"Traducción: {gettext(facts._TRANSLATED, 'es')}\n" in printed
    assert "Llame: 860-218-1573" in printed


def test_what_is_not_translated_says_so(hart: Run) -> None:
    assert f"Traducción: {gettext(facts._ONLY_ENGLISH, 'es')}\n" in hart("show", "pa-16-71", "--ui", "es").out


def test_emergency_numbers_are_the_same_in_any_language(hart: Run) -> None:
    for words in ((), ("careline",), ("--number",)):
        assert hart("hotline", *words, env=ES).out == hart("hotline", *words).out
    nothing = hart("find", "qqqqqq", env=ES)
    assert "No hay nada en el directorio que encaje." in nothing.err
    assert all(line.voice in nothing.err and line.instruction_es in nothing.err for line in LINES)


def test_the_numbers_are_said_in_spanish_when_hart_is_broken(hart_process: Run, tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise ImportError\n")
    ran = hart_process("hotline", "--all", env={**ES, "PYTHONPATH": f"{tmp_path}:{ROOT}"})
    assert ran.code == 0
    assert "algo está roto" in ran.err
    assert all(line.voice in ran.out for line in LINES)


@pytest.mark.parametrize("catalogue", [None, b"", b"no catalogue", b"\xde\x12\x04\x95\0\0\0\0\x09\0\0\0\x1c\0\0\0"])
@pytest.mark.parametrize("asked", [("find", "mentor", "--plain"), ("hotline", "--all", "--plain"), ("find", "qqqqqq")])
def test_a_broken_catalogue_keeps_no_answer_from_printing(
    hart_process: Run, tmp_path: Path, asked: tuple[str, ...], catalogue: bytes | None
) -> None:
    shutil.copytree(ROOT / "hart_cli", tmp_path / "hart_cli", ignore=shutil.ignore_patterns("__pycache__", "es.*"))
    shutil.copytree(ROOT / "data", tmp_path / "data")
    if catalogue is not None:
        (tmp_path / "hart_cli" / "i18n" / "es.mo").write_bytes(catalogue)
    ran = hart_process(*asked, "--ui", "es", env={"PYTHONPATH": str(tmp_path)})
    assert ran.code == (1 if "qqqqqq" in asked else 0)
    assert ran.err.count("the Spanish texts are missing or damaged") == 1
    assert "hotline" not in asked or all(line.voice in ran.out for line in LINES)
    assert "qqqqqq" not in asked or all(line.voice in ran.err for line in LINES)


def test_a_table_at_a_terminal_is_in_spanish(terminal: Callable[..., Ran]) -> None:
    for columns in (80, 50):
        printed = terminal("find", "mentor", "--age", "15", columns=columns, env={**ES, "NO_COLOR": "1"}).out
        assert "programa" in printed
        assert "edad sí" in printed.replace("\n", " ")
    assert "Cómo comunicarse" in terminal("find", "mentor", env={**ES, "NO_COLOR": "1"}).out


def test_a_wrong_town_is_told_in_spanish(hart: Run) -> None:
    ran = hart("find", "mentor", "--town", "Bridgewaterport", "--ui", "es")
    assert ran.code == 2
    assert ran.err.startswith("hart: --town: 'Bridgewaterport' no es un pueblo de Connecticut")


def test_help_without_a_topic_is_in_spanish_and_says_what_is_not(hart: Run) -> None:
    printed = hart("help", "--ui", "es").out
    assert "está solo en inglés" in " ".join(printed.split())
    assert all(line.voice in printed for line in LINES)


# What is not hart's own


def of_the_data(entry: Entry) -> Iterator[str]:
    """Texts of an entry that stand as the data has them in any language."""
    yield from (source.title for source in (entry.source, *dict(entry.sourced).values()))
    yield from (contact.name for contact in entry.contacts)
    yield from (f"{point} [" for point in (entry.act.points if entry.act else ()))
    if not entry.spanish:
        yield from (text for text in (entry.summary, entry.referral, entry.hours, entry.cost, entry.operator) if text)


def test_no_text_of_the_data_is_taken_for_a_sentence_of_harts() -> None:
    for entry in BUNDLED.entries:
        with using("es"):
            told = "\n".join(fact.value for fact in all_facts(Hit(in_spanish(entry))))
        assert [text for text in of_the_data(entry) if text not in told] == [], entry.id


@pytest.mark.parametrize(
    "text", ["Monday to Friday", "up to 21", "serves Hartford", "Text {}", "a: b (c)", "not stated {0}"]
)
def test_a_text_in_the_shape_of_a_sentence_of_harts_stays_as_it_is(text: str) -> None:
    entry = BUNDLED.entries[0]
    source = entry.source._replace(title=text, as_of="undated")
    own = entry._replace(
        hours=text, operator=text, spanish=(), source=source, sourced=(), contacts=(Contact("x", text, None, (), ()),)
    )
    with using("es"):
        values = {fact.label: fact.value for fact in all_facts(Hit(own))}
    assert values["Hours"] == values["Answered by"] == text
    assert values["Source"].startswith(f"{text}, sin fecha (")
    assert values["Contact"] == f"{text} (sin fecha; puede haber cambiado)"


# Values


@pytest.mark.parametrize("name", ["serves Hartford", "Text 7", "service", "not stated", "x left out: in es", "a and b"])
def test_an_entry_that_is_left_out_keeps_its_name(hart: Run, tmp_path: Path, name: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        f'[[entry]]\nid = "own"\nkind = "service"\nname = "{name}"\naliases = ["zzyzx"]\n'
        "ages = { min = 3, max = 9 }\n"
    )
    asked = ("find", "zzyzx", "--age", "15", "--data", str(own))
    assert f"{name} left out: ages 3 to 9" in hart(*asked).err
    assert f"{name} queda fuera: edades: de 3 a 9" in hart(*asked, "--ui", "es").err


@pytest.mark.parametrize(
    ("reason", "english", "spanish"),
    [
        (by_age(Ages(None, 18, None), 15), "15 is within up to 18", "15 está dentro de: hasta 18"),
        (by_age(Ages(14, None, None), 15), "15 is within 14 and up", "15 está dentro de: 14 en adelante"),
        (by_age(Ages(14, 21, None), 15), "15 is within 14 to 21", "15 está entre 14 y 21"),
        (
            by_age(Ages(None, None, None, ("middle school", "high school")), 15),
            "middle school and high school age, usually 11 to 18",
            (
                "edad de middle school (escuela intermedia; en México, secundaria) y high school (escuela superior; en "
                "México, preparatoria), por lo común de 11 a 18"
            ),
        ),
        (
            by_group(
                ("children", "at-risk-youth"),
                "adults",
                {"children": "people", "at-risk-youth": "people", "adults": "people"},
            ),
            "is stated to serve children, at-risk-youth",
            "se indica que atiende a niños, niñas y adolescentes, jóvenes con alto riesgo",
        ),
        (
            serves(("Connecticut",), None, MYSTIC),
            "serves all of Connecticut",
            "atiende a todo Connecticut",
        ),
        (
            serves(("Groton",), None, MYSTIC),
            "Mystic lies in Stonington and Groton; serves Groton",
            "Mystic está en Stonington y Groton; atiende a Groton",
        ),
    ],
)
def test_a_reason_is_rendered_in_both_languages(reason: Reason, english: str, spanish: str) -> None:
    assert (gettext(reason.why, "en"), gettext(reason.why, "es")) == (english, spanish)


def test_reasons_are_in_spanish_wherever_spanish_is_wanted(hart: Run) -> None:
    asked = ("find", "mentor", "--age", "15", "--town", "Bridgeport")
    assert "'mentor' en un nombre que la gente le da" in hart(*asked, "--explain", "--ui", "es").out
    spanish = json.loads(hart(*asked, "--json", "--ui", "es").out)["results"][0]
    assert spanish["eligibility"]["age"] == {"fit": "yes", "why": "15 está entre 14 y 21"}
    for env in ({}, ES):
        english = json.loads(hart(*asked, "--json", env=env).out)["results"][0]
        assert english["eligibility"]["age"] == {"fit": "yes", "why": "15 is within 14 to 21"}
    left_out = json.loads(hart("find", "mentor", "--age", "40", "--json", "--ui", "es").out)["left_out"]
    assert {"id": "we-matter", "why": "edades: de 14 a 21"} in left_out


def test_what_a_reason_quotes_of_an_entry_stands_in_its_spanish() -> None:
    bloom = next(entry for entry in BUNDLED.entries if entry.id == "bloom-initiative")
    assert bloom.translation("beyond_area")
    reason = serves(bloom.areas, bloom.beyond_area, Town("Avon", "Region 6", (), "candidates", False, ()))
    assert reason
    assert str(bloom.beyond_area) in str(reason.why)
    with using("es"):
        hit = hit_in_spanish(Hit(bloom, eligibility=(("town", reason),)))
        fits = [fact.value for fact in all_facts(hit) if fact.label == "Fit"]
    assert bloom.translation("beyond_area") in fits[0]
    assert str(bloom.beyond_area) not in fits[0]


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        (("list", "--kind", "sevice"), "service"),
        (("list", "--kind", "age"), "'age'"),
        (("list", "--topic", "housng"), "housing"),
        (("list", "--group", "everyon"), "everyone"),
        (("find", "x", "--language", "not stated"), "'not stated'"),
        (("find", "x", "--town", "service"), "'service'"),
        (("show", "service"), "hart find busca"),
        (("list", "--kind", "x'; did you mean y? or see hart topics"), '"x\'; did you mean y? or see hart topics"'),
    ],
)
def test_an_option_and_its_value_stay_as_they_are_typed(hart: Run, arguments: tuple[str, ...], value: str) -> None:
    ran = hart(*arguments, "--ui", "es")
    assert ran.code in (1, 2)
    assert value in ran.err
    assert "servicio" not in ran.err


@pytest.mark.parametrize("name", ["a and b.csv", "serves Hartford.csv", "age, town.csv", "no age is stated.csv"])
def test_the_name_of_a_file_stays_as_it_is(hart: Run, tmp_path: Path, name: str) -> None:
    to = tmp_path / name
    written = hart("export", "csv", "--kind", "service", "-o", str(to), "--ui", "es")
    assert f"entradas escritas en {to}." in " ".join(written.err.split())
    again = hart("export", "csv", "--kind", "service", "-o", str(to), "--ui", "es")
    assert again.code == 2
    assert f"{to} ya existe; --force lo sobrescribe" in again.err


def test_a_path_that_holds_the_name_of_the_option_names_no_language(hart: Run, tmp_path: Path) -> None:
    folder = tmp_path / "--ui es"
    folder.mkdir()
    own = folder / "own.toml"
    own.write_text('[[entry]]\nid = "own"\nkind = "service"\nname = "Own"\n')
    for data in (str(own), f"{folder}/--ui=es.toml"):
        ran = hart("list", "--kind", "service", "--json", "--data", data, env=ES)
        assert all(entry["text_language"] == "en" for entry in json.loads(ran.out)["results"])


def told_in_spanish() -> Iterator[str]:
    """Every Spanish text of hart and of the bundled directory."""
    yield from (str(entry.string) for entry in catalog.read() if entry.id)
    for entry in BUNDLED.entries:
        yield from (str(text) for _, text in entry.spanish)
        rows: tuple[Phone | Email | Url, ...] = (*entry.phones, *entry.emails, *entry.urls)
        for row in rows:
            yield from (str(text) for key, text in row._asdict().items() if text and key.endswith("_es"))
    yield from (need["note_es"] for need in read_needs()["needs"])


ANOTHER_SENSE = {
    r"\bdenunci\w*(?!.*\b(?:policía|FBI|ICE|delito))": "denunciar is only what is said to the police",
    r"\btrata (?:sexual|laboral|para (?:sexo|trabajo))\b": "trata con fines sexuales, con fines laborales (trabajo forzado)",
    r"\bsufr\w+ (?:la )?trata\b": "víctimas de trata, pasar por la trata",
    r"\brevivir\b": "it also means to live a trauma again",
    r"^(?!.*imagen).*\bhuella digital\b": "without the image it is a fingerprint, as the police takes it",
    r"\bhogar\w* de acogida\b|\b(?:remitir|remisión|remisiones)\b": "hogar de crianza, referir, referido",
    r"\b(?:un|el|la|una) menor\b(?! de| al)|\b(?:los|las) menores\b(?! de)": "niños, niñas y adolescentes",
    r"\bgais\b|\bciberacoso\b|\bde voz\b": "gays, acoso por internet, de palabra: one word for one thing",
    r"^[^\"]*\b(?:tú|tu|tus|contigo|puedes|tienes)\b": "usted; only words to say to a child stand in marks",
    r"\w(?:@s?|[lnrtd]xs?)(?!\w)": "no x and no @ for gender",
}
"""Words that mislead or frighten in Spanish, or stand for what another word stands for, with what to say."""


@pytest.mark.parametrize("word", ANOTHER_SENSE)
def test_no_spanish_text_has_a_word_of_another_sense(word: str) -> None:
    assert [text for text in told_in_spanish() if re.search(word, text)] == [], ANOTHER_SENSE[word]


@pytest.mark.parametrize(
    ("english", "told", "fault"),
    [
        ("Call 911; there is no waiting time.", "Llame al 911; no hay que esperar.", None),
        ("Call 911; there is no waiting time.", "Llame al 911.", "says less"),
        ("It takes 12 hours.", "Son 48 horas.", "numbers"),
        ("Text 911 now.", "Mande un texto al 911 ahora.", "English only"),
        ("Call now.", "", "one language"),
    ],
)
def test_a_note_beside_an_answer_says_in_spanish_all_that_it_says(english: str, told: str, fault: str | None) -> None:
    need = {**read_needs()["needs"][0], "note": english, "note_es": told}
    found = list(needs_faults({"needs": [need]}, {entry.id: entry for entry in BUNDLED.entries}))
    assert len(found) == (fault is not None), found
    assert all(str(fault) in text for text in found)


def test_the_line_against_trafficking_says_in_spanish_what_trafficking_is() -> None:
    line = next(entry for entry in BUNDLED.entries if entry.id == LINES[1].id)
    assert re.search(r"obligan, engañan o amenazan .* trabajar o tener sexo", line.translation("summary"))
    assert "aunque nadie obligue ni engañe" in line.translation("summary")


def test_no_spanish_text_asks_for_a_text_to_911_without_saying_in_english() -> None:
    assert [text for text in told_in_spanish() if asks_for_text_to_911(text)] == []


@pytest.mark.parametrize("look", [("--plain",), ("--json",)])
def test_the_emergency_lines_have_no_english_left_in_spanish(hart: Run, look: tuple[str, ...]) -> None:
    printed = hart("hotline", *look, "--ui", "es").out
    for english in ("Text only if", "Do not dial", "Call if you can", "Calls are recorded", "Under Polaris"):
        assert english not in printed
    if look == ("--plain",):
        assert "Texto: 911\nAviso: Texto solo si no puede hablar" in printed


def test_what_is_short_of_911_says_in_spanish_when_to_text(terminal: Callable[..., Ran]) -> None:
    printed = " ".join(
        terminal("hotline", "--ui", "es", columns=70, env={"NO_COLOR": "1"}).out.replace("│", " ").split()
    )
    assert "texto solo si no puede hablar: escriba en inglés, primero dónde está" in printed
