"""The built-in numbers: equal to the directory, answered at the door, and in need of nothing."""

from __future__ import annotations

import ast
import io
import os
import shutil
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pytest
from conftest import ROOT, Ran, Run, environment

from hart_cli import emergency, hotline_question, number_words
from hart_cli.cli import app
from hart_cli.hotline_question import answer, chosen_lines, last_resort
from hart_cli.i18n import choice
from hart_cli.number_words import written_number
from hart_cli.readers.directory import read_bundled

ENTRIES = {entry.id: entry for entry in read_bundled().entries if entry.line == "emergency"}
LINES = {line.id: line for line in emergency.LINES}


def seconds(year: int, month: int = 6, day: int = 1) -> float:
    return datetime(year, month, day, tzinfo=UTC).timestamp()


def program(home: Path, *args: str) -> Ran:
    """What the program answers where the door is passed by."""
    script = "import sys; from hart_cli.cli.main import run; sys.exit(run(sys.argv[1:]))"
    done = subprocess.run(
        [sys.executable, "-c", script, *args],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        env=environment(home, PYTHONPATH=str(ROOT)),
        cwd=home,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def test_the_built_in_lines_are_the_emergency_lines_of_the_directory() -> None:
    assert LINES.keys() == ENTRIES.keys()
    assert list(LINES) == ["911", "national-human-trafficking-hotline", "ct-careline"]


@pytest.mark.parametrize("line", emergency.LINES, ids=lambda line: line.id)
def test_a_built_in_line_says_what_the_directory_says(line: emergency.Line) -> None:
    entry = ENTRIES[line.id]
    assert line.name == entry.name
    assert line.voice == next(phone.number for phone in entry.phones if phone.channel == "voice")
    assert line.text == next((phone.number for phone in entry.phones if phone.channel == "text"), None)
    assert line.url == entry.urls[0].url


def test_the_built_in_date_is_the_date_of_their_source() -> None:
    assert {entry.source.as_of for entry in ENTRIES.values()} == {emergency.AS_OF}
    assert emergency._AS_OF_STARTS == seconds(2024, 1, 1)
    assert emergency._AS_OF_ENDS == seconds(2025, 1, 1)


def test_no_two_lines_share_a_name() -> None:
    names = [name for line in emergency.LINES for name in {line.id.replace("-", " "), line.name.lower(), *line.aliases}]
    assert len(names) == len(set(names))


def imported(module: ModuleType) -> set[str | None]:
    nodes = list(ast.walk(ast.parse(Path(module.__file__ or "").read_text(encoding="utf-8"))))
    names: set[str | None] = {name.name for node in nodes if isinstance(node, ast.Import) for name in node.names}
    return names | {node.module for node in nodes if isinstance(node, ast.ImportFrom)}


def test_the_built_in_lines_need_the_standard_library_only() -> None:
    assert imported(emergency) - {"typing"} == {"os", "sys", "time"}


def test_reading_a_hotline_question_needs_nothing_that_can_be_missing() -> None:
    ours = {"hart_cli", "hart_cli.emergency", "hart_cli.i18n.choice", "hart_cli.number_words"}
    assert imported(hotline_question) == {"os", *ours}
    assert imported(choice) == {"os"}
    assert imported(number_words) == set()


def test_every_option_of_hotline_that_takes_a_value_is_known() -> None:
    command = app.group().get_command(None, "hotline")
    taking = {
        name
        for option in command.params
        if option.param_type_name == "option" and not option.is_flag
        for name in option.opts
    }
    assert taking == hotline_question._WITH_VALUE - {"-k", "--kind"}


@pytest.mark.parametrize("broken", ["hotline_question", "number_words", "i18n/choice"])
def test_where_the_question_cannot_be_read_all_three_lines_print(tmp_path: Path, broken: str) -> None:
    shutil.copytree(ROOT / "hart_cli", tmp_path / "hart_cli", ignore=shutil.ignore_patterns("__pycache__"))
    (tmp_path / "hart_cli" / f"{broken}.py").write_text("raise ImportError('gone')", encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "hart_cli", "hotline", "careline"],
        capture_output=True, text=True, encoding="utf-8", timeout=60,
        env=environment(tmp_path, PYTHONPATH=str(tmp_path)), cwd=tmp_path, check=False,
    )  # fmt: skip
    assert done.returncode == 0
    assert [line.split("\t")[0] for line in done.stdout.splitlines()] == list(LINES)
    assert "printed from its built-in copy" in done.stderr


def test_typing_is_imported_for_readers_of_the_code_only() -> None:
    tree = ast.parse(Path(emergency.__file__).read_text(encoding="utf-8"))
    guarded = [ast.unparse(node.body[0]) for node in tree.body if isinstance(node, ast.If)]
    assert guarded == ["from typing import TextIO"]
    assert not emergency.TYPE_CHECKING


@pytest.mark.parametrize(
    "question",
    [
        "hotline",
        "hotline --number",
        "hotline careline --number",
        "hotline trafficking",
        "hotline trafficking --channel text",
        "hotline 911",
        "hotline --channel text",
        "hotline nine one one",
        "hotline nueve uno uno --number",
        "hotline nine eleven",
        "hotline D.C.F. careline",
        "hotline --ui en --ui es careline --number",
    ],
)
def test_the_door_answers_as_the_program_would(hart: Run, tmp_path: Path, question: str) -> None:
    assert hart(*question.split()) == program(tmp_path, *question.split())


def test_the_careline_by_name_is_its_number_and_nothing_else(hart: Run) -> None:
    ran = hart("hotline", "careline", "--number")
    assert (ran.code, ran.out) == (0, "1-800-842-2288\n")


def test_every_line_answers_to_each_of_its_names() -> None:
    for line in emergency.LINES:
        for name in (line.id, line.name, line.name.upper(), *line.aliases):
            assert chosen_lines(name.split()) == [line], name


def test_no_words_choose_all_three_and_other_words_none() -> None:
    assert chosen_lines([]) == list(emergency.LINES)
    assert chosen_lines(["", "!?"]) == list(emergency.LINES)
    assert chosen_lines(["suicide"]) is None


def test_a_line_without_a_text_code_is_left_to_the_program() -> None:
    assert answer(["careline", "--channel", "text"]) is None


@pytest.mark.parametrize("option", ["--all", "--json", "--plain", "-h", "--town=Avon"])
def test_a_question_with_other_options_is_left_to_the_program(option: str) -> None:
    assert answer(["careline", option]) is None


def test_numbers_before_their_own_date_have_an_unknown_age() -> None:
    said = "hart: the clock stands before the numbers' own date, so their age is unknown."
    assert emergency.age_note(0) == said
    assert emergency.age_note(seconds(1970)) == said
    assert emergency.age_note(seconds(2023, 12, 31)) == said


@pytest.mark.parametrize("error", [OverflowError, ValueError, OSError])
def test_a_clock_that_cannot_be_read_keeps_no_number_back(
    error: type[Exception], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken() -> float:
        raise error("timestamp too large to convert to C _PyTime_t")

    monkeypatch.setattr("time.time", broken)
    assert answer(["--number"]) == 0
    out, err = capsys.readouterr()
    assert out == "911\n1-888-373-7888\n1-800-842-2288\n"
    assert err == "hart: the clock cannot be read, so the age of the numbers is unknown.\n"


CLOCK = """
import datetime, time
def broken(*_): raise OverflowError("timestamp too large to convert to C _PyTime_t")
class Day(datetime.datetime):
    now = utcnow = today = fromtimestamp = classmethod(broken)
time.time = time.localtime = time.gmtime = broken
datetime.datetime = Day
"""


@pytest.mark.parametrize(
    ("question", "code", "part"),
    [
        ("hotline", 0, "1-800-842-2288"),
        ("hotline suicide", 0, "988"),
        ("hotline --all --json", 0, "1-800-842-2288"),
        ("find careline", 0, "1-800-842-2288"),
        ("show ct-careline", 0, "1-800-842-2288"),
        ("acts 16-71", 0, "16-71"),
        ("about", 0, "Oldest dated source"),
        ("export vcard ct-careline", 0, "8422288"),
        ("export handout", 0, "1-800-842-2288"),
        ("check --stale 365", 1, ""),
    ],
)
def test_every_command_answers_whatever_the_clock(
    hart_process: Run, tmp_path: Path, question: str, code: int, part: str
) -> None:
    (tmp_path / "sitecustomize.py").write_text(CLOCK)
    ran = hart_process(*question.split(), env={"PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"})
    assert ran.code == code, ran.err
    assert part in ran.out
    assert "Traceback" not in ran.err
    if question.startswith(("hotline", "check")):
        assert "the clock cannot be read" in ran.err


def test_numbers_of_this_year_are_not_called_old() -> None:
    assert emergency.age_note(seconds(2024)) is None
    assert emergency.age_note(seconds(2025, 1, 1) + 90 * 86400) is None


@pytest.mark.parametrize("now", [seconds(2025, 1, 1) + 90 * 86400 + 1, seconds(2026), seconds(9999, 12, 31)])
def test_old_numbers_say_so_and_that_nobody_dialed_them(now: float) -> None:
    assert emergency.age_note(now) == (
        "hart: these numbers are from a copy of DCF's HART page of 2024, more than 90 days old. "
        "Nobody has dialed them for hart."
    )


def test_the_age_goes_to_standard_error_and_never_between_the_numbers(hart: Run) -> None:
    ran = hart("hotline", "--number")
    assert ran.out == "911\n1-888-373-7888\n1-800-842-2288\n"
    assert ran.err == (emergency.age_note() or "") + "\n"


def test_a_broken_hart_prints_the_numbers_and_says_what_broke(capsys: pytest.CaptureFixture[str]) -> None:
    assert last_resort([], "the data is gone") == 0
    out, err = capsys.readouterr()
    assert [line.split("\t")[3] for line in out.splitlines()] == ["911", "1-888-373-7888", "1-800-842-2288"]
    assert err.startswith("hart: the data is gone. The emergency numbers are printed from its built-in copy.\n")


def test_a_broken_hart_asked_for_another_line_prints_the_three_and_ends_with_1(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert last_resort(["suicide", "--number"], "the data is gone") == 1
    assert capsys.readouterr().out == "911\n1-888-373-7888\n1-800-842-2288\n"


def test_a_broken_hart_still_gives_text_codes(capsys: pytest.CaptureFixture[str]) -> None:
    assert last_resort(["--number", "--channel=text"], "the data is gone") == 0
    assert capsys.readouterr().out == "911\n233733\n"


def test_a_stream_of_any_encoding_can_be_written() -> None:
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")
    assert emergency.write(["número 911"], stream)
    assert raw.getvalue() == b"n?mero 911\n"


def test_a_missing_or_closed_stream_is_told_and_raises_nothing() -> None:
    closed = io.StringIO()
    closed.close()
    assert not emergency.write(["911"], None)
    assert not emergency.write(["911"], closed)


def test_numbers_that_cannot_be_written_go_to_standard_error_with_exit_4(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "stdout", None)
    assert answer(["--number"]) == 4
    err = capsys.readouterr().err
    assert err.startswith("hart: standard output cannot be written. The numbers:\n")
    assert "1-800-842-2288" in err


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("nine one one", (0, 3, "911")),
        ("please call two one one now", (2, 5, "211")),
        ("ocho seis cero cinco", (0, 4, "8605")),
        ("nine eleven", (0, 2, "911")),
        ("one or two children", None),
        ("one two", None),
        ("two one one year old twins", None),
        ("two eleven year olds", None),
        ("once", None),
        ("9 1 1", None),
    ],
)
def test_digits_in_words_are_a_number_only_where_nothing_else_is_meant(
    words: str, found: tuple[int, int, str] | None
) -> None:
    assert written_number(words.split()) == found


@pytest.mark.parametrize("options", [["--town", "Avon"], ["--limit", "1"], ["--age", "15"]])
def test_a_broken_hart_takes_the_value_of_an_option_for_no_words(options: list[str]) -> None:
    assert last_resort(options, "the data is gone") == 0
