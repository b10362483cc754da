"""The catalogue holds what hart says and nothing else; values in a sentence stay as they are in any language."""

from __future__ import annotations

import ast
import gettext as standard
import os
import string
from functools import cache
from pathlib import Path

import catalog
import pytest
from catalog import Key
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from hart_cli import emergency
from hart_cli.i18n import compiler
from hart_cli.i18n.catalog import gettext, language, use, using
from hart_cli.i18n.messages import TERM, Bilingual, English, Listing, Message, all_of, any_of, message, term

SAID = catalog.source_messages()


@cache
def spanish() -> dict[Key, str]:
    return {(entry.context, str(entry.id)): str(entry.string) for entry in catalog.read() if entry.id}


def slots(text: str) -> list[tuple[str, str | None]]:
    return sorted((name, conversion) for _, name, _, conversion in string.Formatter().parse(text) if name is not None)


@pytest.fixture(scope="module", autouse=True)
def renewed() -> None:
    if os.environ.get("HART_UPDATE_CATALOG"):
        catalog.renew()


def test_everything_that_hart_says_is_in_the_catalogue_and_nothing_else() -> None:
    held = spanish()
    assert sorted(map(str, SAID.keys() - held.keys())) == []
    assert sorted(map(str, held.keys() - SAID.keys())) == []
    assert [key for key, text in held.items() if not text.strip()] == []


def test_a_sentence_has_the_same_arguments_in_both_languages() -> None:
    assert [text for (_, text), told in spanish().items() if slots(text) != slots(told)] == []


def test_a_sentence_begins_and_ends_with_the_same_space_in_both_languages() -> None:
    def ends(text: str) -> tuple[str, str]:
        return text[: len(text) - len(text.lstrip())], text[len(text.rstrip()) :]

    assert [text for (_, text), told in spanish().items() if ends(text) != ends(told)] == []


def test_the_emergency_answer_holds_a_true_copy() -> None:
    held = spanish()
    copied = [(table["en"], table["es"]) for table in emergency.TEXTS]
    copied += [(line.instruction, line.instruction_es) for line in emergency.LINES]
    assert [(text, told) for text, told in copied if held[None, text] != told] == []


def test_no_message_is_made_of_a_text_that_is_put_together() -> None:
    """The extractor reads literals alone: a text with values pasted into it would have no Spanish."""
    pasted = []
    for path in sorted((ROOT / "hart_cli").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            name = getattr(node.func, "id", "") if isinstance(node, ast.Call) else ""
            if isinstance(node, ast.Call) and name in ("message", "pmessage"):
                texts = node.args[:1] if name == "message" else node.args[:2]
                if not all(isinstance(text, ast.Constant) for text in texts):
                    pasted.append(f"{path.name}: {ast.unparse(node)}")
    assert pasted == []


# Values


WORDS = st.sampled_from([text for _, text in SAID])
VALUES = (
    WORDS | st.text(max_size=20) | st.sampled_from(["/tmp/--ui es/Name", "{}", "{age}", "{0:w}", "serves Hartford"])
)


@settings(deadline=None)
@given(sentence=st.sampled_from([key for key in SAID if slots(key[1])]), value=VALUES)
def test_a_value_in_a_sentence_stays_as_it_is(sentence: Key, value: str) -> None:
    context, text = sentence
    args = tuple((name, value) for name in {name for name, _ in slots(text)})
    for code in ("en", "es"):
        template = spanish()[sentence] if code == "es" else text
        assert gettext(Message(text, args, context), code) == template.format(**dict(args))


@settings(deadline=None)
@given(value=VALUES)
def test_a_text_that_is_no_message_is_never_translated(value: str) -> None:
    assert gettext(English(value), "es") == value
    assert gettext(Listing((value, value)), "es") == f"{value}, {value}"


def test_messages_in_a_sentence_are_rendered_first() -> None:
    told = message("{entry} left out: {why}", entry="up to {age}", why=message("up to {age}", age=18))
    assert str(told) == "up to {age} left out: up to 18"
    assert gettext(told, "es") == "up to {age} queda fuera: hasta 18"


@pytest.mark.parametrize(
    ("listing", "english", "told"),
    [
        (all_of(()), "", ""),
        (all_of(["A"]), "A", "A"),
        (all_of(["A", "B"]), "A and B", "A y B"),
        (all_of(["A", "B", "C"]), "A, B and C", "A, B y C"),
        (any_of(["A", "B", "C"]), "A or B or C", "A o B o C"),
        (Listing((term("service"), "service")), "service, service", "servicio, service"),
    ],
)
def test_values_in_a_row(listing: Listing, english: str, told: str) -> None:
    assert (gettext(listing, "en"), gettext(listing, "es")) == (english, told)


def test_one_word_of_english_may_have_two_meanings() -> None:
    assert gettext(message("ages {ages}", ages=3), "es") == "edades: 3"
    assert gettext(Message("ages {ages}", (("ages", 3),), "card"), "es") == "edad: 3"
    assert gettext(term("of no vocabulary"), "es") == "of no vocabulary"


def test_a_sentence_of_the_data_is_there_in_both_languages() -> None:
    told = Bilingual("Stay.", "Quédese.")
    assert (gettext(told, "en"), gettext(told, "es")) == ("Stay.", "Quédese.")


# The language


def test_what_a_program_reads_is_in_spanish_only_where_the_option_named_it() -> None:
    with using("es"):
        assert (language(), language(for_machines=True)) == ("es", "en")
        assert gettext(message("Go on typing.")) == "Siga escribiendo."
    assert language() == "en"
    try:
        use("es")
        assert language(for_machines=True) == "es"
    finally:
        use("en")


# Compiling


def test_the_same_catalogue_compiles_to_the_same_bytes(tmp_path: Path) -> None:
    made = []
    for name in ("a", "b"):
        folder = tmp_path / name
        folder.mkdir()
        (folder / "es.po").write_bytes(catalog.CATALOG.read_bytes())
        compiler.write(str(folder))
        made.append((folder / "es.mo").read_bytes())
    assert made[0] == made[1]
    with (tmp_path / "a" / "es.mo").open("rb") as file:
        assert standard.GNUTranslations(file).pgettext(TERM, "service") == "servicio"


def test_a_newer_catalogue_is_compiled_again(tmp_path: Path) -> None:
    (tmp_path / "es.po").write_bytes(catalog.CATALOG.read_bytes())
    compiler.renew(str(tmp_path))
    first = (tmp_path / "es.mo").read_bytes()
    changed = catalog.CATALOG.read_text(encoding="utf-8").replace('"Siga escribiendo."', '"Escriba más."')
    (tmp_path / "es.po").write_text(changed, encoding="utf-8")
    os.utime(tmp_path / "es.po", (2_000_000_000, 2_000_000_000))
    compiler.renew(str(tmp_path))
    assert (tmp_path / "es.mo").read_bytes() != first


@pytest.mark.parametrize("compiled", [True, False])
def test_a_checkout_without_babel_takes_the_catalogue_that_is_there(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, compiled: bool
) -> None:
    (tmp_path / "es.po").write_bytes(catalog.CATALOG.read_bytes())
    if compiled:
        (tmp_path / "es.mo").write_bytes(b"older")
        os.utime(tmp_path / "es.mo", (0, 0))
    monkeypatch.setitem(__import__("sys").modules, "babel.messages.mofile", None)
    if compiled:
        compiler.renew(str(tmp_path))
        assert (tmp_path / "es.mo").read_bytes() == b"older"
    else:
        with pytest.raises(ImportError):
            compiler.renew(str(tmp_path))
