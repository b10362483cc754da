"""Faults of hostile and broken data files that were found once: each is refused by name, and stays so."""

from __future__ import annotations

from pathlib import Path

import pytest
from own import read_own

from hart_cli.errors import DataError
from hart_cli.hotline_question import last_resort
from hart_cli.readers.directory import Directory, read_bundled, read_places
from hart_cli.readers.files import parse_toml, read_toml
from hart_cli.rules import entry as rules
from hart_cli.rules.context import Context
from hart_cli.store.build import compile_directory
from hart_cli.store.database_file import MAGIC, thaw

BUNDLED = read_bundled()
SERVICE = '[[entry]]\nid = "x"\nkind = "service"\nname = "X"\n'
ACT = '[[entry]]\nid = "x"\nkind = "act"\nname = "X"\n[entry.act]\nnumber = "16-71"\nyear = 2016\n'
SOURCE = '[sources.s]\ntitle = "a"\nas_of = "2020"\nconfidence = "official"\n'


def own(tmp_path: Path, text: str) -> Directory:
    path = tmp_path / "own.toml"
    path.write_text(text)
    return read_own(path, BUNDLED)


def test_a_directory_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"is no regular file$"):
        read_toml(tmp_path)


@pytest.mark.parametrize("content", [MAGIC, MAGIC + b"\0", MAGIC + b"\0\0\0\0"])
def test_a_file_of_the_head_alone_is_a_fault(content: bytes) -> None:
    with pytest.raises(DataError, match="damaged"):
        thaw(content, "x")


@pytest.mark.parametrize(
    "text",
    [
        ACT + 'points = "abc"',
        ACT + "points = 5",
        ACT + "points = [{}]",
        ACT + "points = [[]]",
        ACT + "points = [{ text = 5 }]",
        ACT + 'points = [{ text = "a", source = ["x"] }]',
        ACT + 'points = [{ text = "a" }]\nstatutes = [{}]',
        ACT + 'points = [{ text = "a" }]\nstatutes = [{ section = 5, about = "x" }]',
        ACT + 'points = [{ text = "a" }]\nchanged_by = [1]',
        ACT + 'points = [{ text = "a" }]\neffective = 2016-10-01',
        ACT + 'points = [{ text = "a" }]\ntitle = 5',
        ACT.replace("2016", "0x" + "f" * 5000) + 'points = [{ text = "a" }]',
        SERVICE + "figure = {}",
        SERVICE + 'figure = { period = "a", measure = "b", values = 3 }',
        SERVICE + 'figure = { period = "a", measure = "b", values = [1] }',
        SERVICE + 'figure = { period = "a", measure = "b", values = [{ value = nan }] }',
        SERVICE + 'figure = { period = 2016-01-01, measure = "b" }',
        SERVICE + "ages = { text = 2016-01-01 }",
        SERVICE + "ages = { text = 5 }",
        SERVICE + "ages = { stages = 5 }",
        SERVICE + 'source = "s"\nsourced = { hours = ["x"] }\n' + SOURCE,
        SERVICE + 'sourced = { hours = ["x"] }',
        SERVICE + 'source = "s"\n' + SOURCE + "note = 2020-01-01",
        SERVICE + 'source = "s"\n' + SOURCE + "publisher = [2020-01-01]",
    ],
)
def test_a_value_of_the_wrong_type_is_refused_and_no_crash(tmp_path: Path, text: str) -> None:
    directory = own(tmp_path, text)
    compile_directory(directory, None)
    assert directory.faults


def test_an_entry_that_is_no_table_is_named(tmp_path: Path) -> None:
    assert own(tmp_path, "entry = [1, 2]").faults


@pytest.mark.parametrize("name", ["Careline.", "care-line", "DCF  Careline", "9 1 1", "9.1.1"])
def test_an_emergency_name_is_refused_however_it_is_written(tmp_path: Path, name: str) -> None:
    assert own(tmp_path, SERVICE.replace('"X"', f'"{name}"')).entries == ()


def test_a_bundled_entry_that_is_pointed_at_arrives(tmp_path: Path) -> None:
    lines = 'provider = "klingberg"\ncontacts = ["ellie-cuifalo"]\n'
    directory = own(tmp_path, SERVICE + lines)
    assert directory.faults == ()
    (entry,) = directory.entries
    assert entry.provider is not None
    assert entry.provider.id == "klingberg"
    assert [contact.id for contact in entry.contacts] == ["ellie-cuifalo"]


def test_digits_are_the_digits_that_a_phone_has() -> None:
    context = Context(frozenset(), frozenset(), frozenset(), {}, frozenset(), read_places(), False)
    assert list(rules.phones({"phones": [{"number": "٩١١"}]}, context))
    assert list(rules.dates({"date": "２０２４"}, context))


@pytest.mark.parametrize("words", [["--number"], ["trafficking"], ["trafficking", "--number"]])
def test_a_broken_hart_still_gives_text_codes(capsys: pytest.CaptureFixture[str], words: list[str]) -> None:
    assert last_resort([*words, "--channel", "text"], "the data is gone") == 0
    assert capsys.readouterr().out in ("911\n233733\n", "233733\n")


def test_quotes_without_an_end_cost_no_more_than_their_length() -> None:
    with pytest.raises(DataError):
        parse_toml(Path("x.toml"), b'a = "' + b'\\"' * 500_000)
