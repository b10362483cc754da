"""What hart's exit status means, each code by a real run; and that the reader who leaves early is no error."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run, environment

from hart_cli.errors import BrokenError, DataError, ExitCode, HartError, OutputError, UsageError
from hart_cli.i18n.messages import English

NUMBERS = ("911", "1-888-373-7888", "1-800-842-2288")
FULL = Path("/dev/full")
needs_full = pytest.mark.skipif(not FULL.is_char_device(), reason="there is no /dev/full here")
PRINTING = [
    ["list"],
    ["find", "mentor"],
    ["find", "mentor", "--json"],
    ["show", "we-matter"],
    ["acts"],
    ["topics"],
    ["figures"],
    ["about"],
    ["schema"],
    ["open", "take-it-down"],
    ["export", "csv"],
    ["export", "json"],
    ["check"],
    ["help", "privacy"],
    ["hotline"],
    ["hotline", "--all"],
    ["hotline", "careline", "--number"],
    ["--version"],
    [],
]


def process(tmp_path: Path, arguments: list[str], **how: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hart_cli", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
        env=environment(tmp_path, PYTHONPATH=str(ROOT)),
        cwd=tmp_path,
        **how,
    )


def test_the_codes_are_what_scripts_rely_on() -> None:
    assert {code.name: int(code) for code in ExitCode} == {
        "OK": 0,
        "NOTHING": 1,
        "USAGE": 2,
        "DATA": 3,
        "OUTPUT": 4,
        "BROKEN": 5,
        "INTERRUPTED": 130,
    }
    codes = {error: error(English("what is wrong")).code for error in (UsageError, DataError, OutputError, BrokenError)}
    assert list(codes.values()) == [2, 3, 4, 5]
    assert all(issubclass(error, HartError) for error in codes)


@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_0_found_or_done(hart: Run, arguments: list[str]) -> None:
    ran = hart(*arguments)
    assert ran.code == 0
    assert ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ["find", "xyzzyqq"],
        ["list", "--language", "fr", "--strict"],
        ["show", "no-such-entry"],
        ["show", "we-matter", "no-such-entry"],
        ["hotline", "xyzzyqq"],
        ["hotline", "xyzzyqq", "--number"],
        ["acts", "99-999"],
        ["open", "no-such-entry"],
        ["export", "csv", "--language", "fr", "--strict"],
    ],
    ids=" ".join,
)
def test_1_nothing_matched(hart: Run, arguments: list[str]) -> None:
    assert hart(*arguments).code == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ["nonsense"],
        ["--nonsense"],
        ["find"],
        ["find", "x", "--nonsense"],
        ["find", "x", "--age", "121"],
        ["find", "x", "--town", "Atlantis"],
        ["find", "x", "--kind", "nonsense"],
        ["find", "x", "--format", "xml"],
        ["find", "x", "--color", "mauve"],
        ["find", "x", "--json", "--format", "csv"],
        ["show"],
        ["open"],
        ["export"],
        ["export", "vhs"],
        ["list", "mentor"],
        ["acts", "--since", "soon"],
        ["hotline", "--channel", "pigeon"],
        ["hotline", "--nonsense"],
        ["help", "nonsense"],
        ["schema", "nonsense"],
    ],
    ids=" ".join,
)
def test_2_the_command_line_is_wrong_said_in_one_line_with_nothing_on_standard_output(
    hart: Run, arguments: list[str]
) -> None:
    ran = hart(*arguments)
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("hart: ")
    assert ran.err.count("\n") == 1
    assert "Traceback" not in ran.err


def test_3_a_file_of_ones_own_is_invalid(hart: Run, tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text("x = [", encoding="utf-8")
    assert hart("check", "own.toml").code == 3
    assert hart("check", "missing.toml").code == 3


@pytest.fixture(name="copy")
def copy_of_hart(tmp_path: Path) -> tuple[Path, dict[str, str]]:
    """Return a copy of the program and its data that a test may spoil, with a cache of its own."""
    there = tmp_path / "copy"
    shutil.copytree(ROOT / "hart_cli", there / "hart_cli", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data", there / "data")
    return there, {"PYTHONPATH": str(there), "XDG_CACHE_HOME": str(tmp_path / "cache")}


@pytest.mark.parametrize(
    "name", ["resources.toml", "places.toml", "places-local.toml", "places-outside.toml", "thesaurus.toml"]
)
@pytest.mark.parametrize("how", ["broken", "missing"])
def test_3_nothing_is_left_to_answer_with(
    hart_process: Run, copy: tuple[Path, dict[str, str]], name: str, how: str
) -> None:
    there, env = copy
    if how == "broken":
        (there / "data" / name).write_text("x = [", encoding="utf-8")
    else:
        (there / "data" / name).unlink()
    ran = hart_process("find", "mentor", env=env)
    assert ran.code == 3
    assert ran.out == ""
    assert name in ran.err.splitlines()[0]
    assert all(number in ran.err for number in NUMBERS)
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("options", [[], ["--all"], ["careline"], ["careline", "--json"], ["--number"]])
def test_a_hotline_question_is_answered_without_any_data(
    hart_process: Run, copy: tuple[Path, dict[str, str]], options: list[str]
) -> None:
    there, env = copy
    shutil.rmtree(there / "data")
    ran = hart_process("hotline", *options, env=env)
    assert ran.code == 0
    assert "1-800-842-2288" in ran.out


@needs_full
@pytest.mark.parametrize("arguments", PRINTING, ids=" ".join)
def test_4_the_disk_is_full(tmp_path: Path, arguments: list[str]) -> None:
    with FULL.open("w") as full:
        done = process(tmp_path, arguments, stdout=full)
    assert done.returncode == 4
    assert "standard output cannot be written" in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr


@pytest.mark.parametrize("arguments", [a for a in PRINTING if a[:1] != ["open"]], ids=" ".join)
def test_4_standard_output_is_closed(tmp_path: Path, arguments: list[str]) -> None:
    command = f'exec "{sys.executable}" -m hart_cli "$@" >&-'
    done = subprocess.run(
        ["/bin/sh", "-c", command, "hart", *arguments],
        stderr=subprocess.PIPE,
        text=True,
        timeout=60,
        check=False,
        env=environment(tmp_path, PYTHONPATH=str(ROOT)),
        cwd=tmp_path,
    )
    assert done.returncode == 4
    assert "standard output" in done.stderr.splitlines()[0]
    assert "Traceback" not in done.stderr


@needs_full
def test_the_emergency_numbers_reach_standard_error_where_standard_output_is_full(tmp_path: Path) -> None:
    with FULL.open("w") as full:
        done = process(tmp_path, ["hotline"], stdout=full)
    assert all(number in done.stderr for number in NUMBERS)


def test_4_a_file_cannot_be_written(hart: Run) -> None:
    assert hart("export", "csv", "-o", "nowhere/out.csv").code == 4


@pytest.mark.parametrize("content", ["raise ImportError('no')", "raise RuntimeError('no')", "1 +"])
@pytest.mark.parametrize("arguments", [["find", "mentor"], ["list"], ["about"], [], ["--help"]], ids=" ".join)
def test_5_a_dependency_is_broken(hart_process: Run, tmp_path: Path, content: str, arguments: list[str]) -> None:
    package = tmp_path / "broken" / "typer"
    package.mkdir(parents=True)
    (package / "__init__.py").write_text(content, encoding="utf-8")
    ran = hart_process(*arguments, env={"PYTHONPATH": os.pathsep.join([str(package.parent), str(ROOT)])})
    assert ran.code == 5
    assert ran.out == ""
    assert "install it again" in ran.err.splitlines()[0]
    assert all(number in ran.err for number in NUMBERS)
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("module", ["rich", "rapidfuzz"])
def test_5_a_dependency_that_is_needed_late_is_broken(terminal_process: Run, tmp_path: Path, module: str) -> None:
    package = tmp_path / "broken" / module
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise ImportError('no', name='it')", encoding="utf-8")
    ran = terminal_process(
        "find", "mentor", "--town", "bridgport", env={"PYTHONPATH": f"{package.parent}{os.pathsep}{ROOT}"}
    )
    assert ran.code == 5
    assert "install hart again" in ran.err.splitlines()[0]
    assert all(number in ran.err for number in NUMBERS)


@pytest.mark.parametrize("module", ["typer", "rich", "rapidfuzz", "snowballstemmer"])
@pytest.mark.parametrize("options", [[], ["careline"], ["careline", "--number"], ["--all"], ["careline", "--plain"]])
def test_a_hotline_question_is_answered_whatever_is_broken(
    hart_process: Run, terminal_process: Run, tmp_path: Path, module: str, options: list[str]
) -> None:
    package = tmp_path / "broken" / module
    package.mkdir(parents=True)
    (package / "__init__.py").write_text("raise ImportError('no')", encoding="utf-8")
    env = {"PYTHONPATH": os.pathsep.join([str(package.parent), str(ROOT)])}
    for run in (hart_process, terminal_process):
        ran = run("hotline", *options, env=env)
        assert ran.code == 0
        assert "1-800-842-2288" in ran.out


def test_130_interrupted(tmp_path: Path) -> None:
    program = (
        "import signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)  # a run in the background ignores it\n"
        "class Typing:\n"
        "    def readline(self, *_): signal.raise_signal(signal.SIGINT)\n"
        "sys.stdin = Typing()\n"
        "sys.argv = ['hart', 'find', '-']\n"
        "from hart_cli.__main__ import main\n"
        "sys.exit(main())\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
        env=environment(tmp_path, PYTHONPATH=str(ROOT)),
    )
    assert done.returncode == 130
    assert done.stdout == ""
    assert "Traceback" not in done.stderr


def closed_early(tmp_path: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    """Run a command whose reader has gone before the first line."""
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return process(tmp_path, arguments, stdout=writing)
    finally:
        os.close(writing)


@pytest.mark.parametrize("arguments", [["hotline"], ["hotline", "--number"], ["hotline", "careline"], []], ids=" ".join)
def test_0_a_reader_that_leaves_early_is_no_error(tmp_path: Path, arguments: list[str]) -> None:
    done = closed_early(tmp_path, arguments)
    assert done.returncode == 0
    assert "cannot be written" not in done.stderr
    assert "Broken pipe" not in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [["list"], ["list", "--json"], ["export", "csv"], ["export", "json"], ["about"], ["schema"]],
    ids=" ".join,
)
def test_a_reader_that_leaves_early_is_told_nothing(tmp_path: Path, arguments: list[str]) -> None:
    assert closed_early(tmp_path, arguments).stderr == ""
