"""The library for scripts: what it answers, how it fails, and that it works where hart is installed."""

from __future__ import annotations

import json
import re
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run, environment

import hart_cli
from hart_cli import open_directory
from hart_cli.emergency import LINES
from hart_cli.errors import DataError, HartError, UsageError
from hart_cli.model import Entry, Hit

FILE = '[[entry]]\nid = "desk"\nkind = "contact"\nname = "The Desk"\nphones = [{ number = "203-555-0142" }]\n'
SCRIPT = """
from collections.abc import Iterator

from hart_cli import Directory, open_directory
from hart_cli.errors import HartError
from hart_cli.model import Entry, Hit


def ids(directory: Directory) -> list[str]:
    hits: list[Hit] = directory.find("mentor", age=15, town="Bridgeport")
    return [hit.entry.id for hit in hits]


with open_directory() as directory:
    found: list[str] = ids(directory)
    lines: list[Entry] = directory.hotlines()
    act: Entry | None = directory.show("pa-16-71")
    everything: Iterator[Entry] = directory.entries()
    try:
        directory.find("mentor", town="Atlantis")
    except HartError as error:
        said: str = error.message
    print(found[0], lines[0].id, act.kind if act else "", len(list(everything)) > 100, said.count("\\n"))
"""


@pytest.fixture
def directory() -> Iterator[Any]:
    with open_directory() as directories:
        yield directories


def test_it_finds_what_the_command_line_finds(directory: Any, hart: Run) -> None:
    hits = directory.find("mentor", age=15, town="Bridgeport")
    assert all(isinstance(hit, Hit) for hit in hits)
    told = json.loads(hart("find", "mentor", "--age", "15", "--town", "Bridgeport", "--json").out)["results"]
    assert [(hit.entry.id, hit.score) for hit in hits] == [(one["id"], one["score"]) for one in told]
    assert dict(hits[0].eligibility)["age"].fit == "yes"


def test_every_filter_narrows_as_its_option_does(directory: Any, hart: Run) -> None:
    hits = directory.find("", kinds=["hotline"], languages=["ES"], strict=True, limit=0)
    told = hart("list", "-k", "hotline", "-l", "es", "--strict", "-f", "ids").out.split()
    assert [hit.entry.id for hit in hits] == told
    assert told
    assert {hit.entry.kind for hit in directory.find("housing", kinds=["service", "program"])} <= {"service", "program"}
    assert len(directory.find("", topics=["housing"], limit=2)) <= 2
    assert len(directory.find("help")) == 10
    assert len(directory.find("help", limit=0)) > 10


def test_the_emergency_lines_come_first_and_words_mean_one(directory: Any) -> None:
    assert [entry.id for entry in directory.hotlines()] == [line.id for line in LINES]
    assert [entry.id for entry in directory.hotlines("careline")] == ["ct-careline"]
    assert len(directory.hotlines(everything=True)) > len(LINES)


def test_acts_are_newest_first_or_the_one_that_is_named(directory: Any) -> None:
    years = [entry.act.year for entry in directory.acts() if entry.act]
    assert years == sorted(years, reverse=True)
    assert [entry.id for entry in directory.acts("PA 16-71")] == ["pa-16-71"]
    assert {entry.act.year for entry in directory.acts(since=2016, until=2017) if entry.act} == {2016, 2017}
    assert directory.acts("hotel training")


def test_show_takes_an_id_or_a_name_and_entries_are_all_there_is(directory: Any) -> None:
    assert directory.show("we-matter") == directory.show("We Matter!")
    assert directory.show("nothing-like-that") is None
    entries = list(directory.entries())
    assert all(isinstance(entry, Entry) for entry in entries)
    assert len({entry.id for entry in entries}) == len(entries)


def test_a_file_of_ones_own_stands_beside_the_rest_and_a_broken_one_is_noted(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(FILE, encoding="utf-8")
    with open_directory(tmp_path / "own.toml", str(tmp_path / "missing.toml")) as directories:
        desk = directories.show("desk")
        assert desk is not None
        assert desk.directory.endswith("own.toml")
        assert directories.find("mentor")
        assert [("missing.toml" in note) for note in directories.notes] == [True]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kinds": ["nonsense"]}, {"topics": ["nonsense"]}, {"groups": ["nonsense"]}, {"languages": ["english"]},
        {"age": -1}, {"age": 121}, {"town": "Atlantis"}, {"limit": -1}, {"kinds": "service"},
    ],
    ids=str,
)  # fmt: skip
def test_what_is_wrong_is_an_error_of_one_line_without_the_words(directory: Any, wrong: dict[str, Any]) -> None:
    with pytest.raises(UsageError) as raised:
        directory.find("sekret", **wrong)
    assert "\n" not in raised.value.message
    assert "sekret" not in raised.value.message


def test_a_closed_directory_says_so_and_closing_twice_is_no_fault() -> None:
    directories = open_directory()
    directories.close()
    directories.close()
    with pytest.raises(UsageError, match="closed"):
        directories.find("mentor")


def test_another_thread_is_told_to_open_its_own(directory: Any) -> None:
    said: list[HartError] = []

    def ask() -> None:
        try:
            directory.find("mentor")
        except HartError as error:
            said.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    thread.join()
    assert ["another thread" in error.message for error in said] == [True]


def test_a_damaged_directory_is_one_error(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hart_cli.api.open_all", lambda named: (_ for _ in ()).throw(DataError("damaged")))
    with pytest.raises(HartError):
        open_directory()


def test_the_package_loads_nothing_until_a_script_asks(tmp_path: Path) -> None:
    code = "import sys, hart_cli; print(*[m for m in sys.modules if m.startswith('hart_cli')])"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=environment(tmp_path, PYTHONPATH=str(ROOT)),
        check=True,
    )
    assert done.stdout.split() == ["hart_cli"]
    with pytest.raises(AttributeError, match="nonsense"):
        _ = hart_cli.nonsense


def test_a_script_loads_no_command_line_and_no_drawing(tmp_path: Path) -> None:
    code = "import sys; from hart_cli import open_directory; open_directory().find('mentor'); print(*sys.modules)"
    done = subprocess.run(
        [sys.executable, "-c", code],
        capture_output=True,
        text=True,
        env=environment(tmp_path, PYTHONPATH=str(ROOT)),
        check=True,
    )
    assert not set(done.stdout.split()) & {"typer", "rich", "tomllib", "hart_cli.cli"}


def examples() -> list[str]:
    text = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
    return re.findall(r"^```python\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("number", range(len(examples())))
def test_every_example_of_the_document_runs_and_prints_what_it_says(tmp_path: Path, number: int) -> None:
    (tmp_path / "contacts.toml").write_text(FILE, encoding="utf-8")
    example = examples()[number]
    done = subprocess.run(
        [sys.executable, "-c", example],
        capture_output=True,
        text=True,
        encoding="utf-8",
        env=environment(tmp_path, PYTHONPATH=str(ROOT)),
        cwd=tmp_path,
        check=False,
    )
    assert done.stderr == ""
    assert done.returncode == 0
    assert done.stdout.splitlines() == re.findall(r"^ *# -> (.*)$", example, re.MULTILINE)


def test_a_script_passes_a_strict_type_checker_and_runs(tmp_path: Path) -> None:
    """Against the checkout; the gate does the same against the installed wheel."""
    pytest.importorskip("mypy")
    (tmp_path / "script.py").write_text(SCRIPT, encoding="utf-8")
    env = environment(tmp_path, PYTHONPATH=str(ROOT))
    checked = subprocess.run(
        [sys.executable, "-m", "mypy", "--strict", "--follow-imports=silent", f"--cache-dir={tmp_path}", "script.py"],
        capture_output=True,
        text=True,
        env={**env, "MYPYPATH": str(ROOT)},
        cwd=tmp_path,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout
    ran = subprocess.run(
        [sys.executable, "script.py"], capture_output=True, text=True, env=env, cwd=tmp_path, check=True
    )
    assert ran.stdout == "we-matter 911 act True 0\n"


def test_the_package_says_that_it_is_typed() -> None:
    assert Path(hart_cli.__file__).with_name("py.typed").exists()
