"""What anybody may expect of a command line: help, options, streams, variables, and that it never waits."""

from __future__ import annotations

import json
import os
import pty
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import ROOT, Run, environment

from hart_cli.cli.app import app
from hart_cli.cli.registry import COMMANDS

HELPS = [[], *([command] for command in COMMANDS)]
LOOKS = [
    ["find", "mentor", "--age", "15", "--town", "Bridgeport"],
    ["hotline"],
    ["hotline", "--all"],
    ["acts"],
    ["acts", "16-71"],
    ["show", "we-matter"],
    ["list"],
    ["topics"],
    ["figures"],
]
JSON = [[*arguments, "--json"] for arguments in LOOKS] + [["about", "--json"], ["schema"], ["find", "zzqx", "--json"]]
FILE = '[[entry]]\nid = "desk"\nkind = "contact"\nname = "Desk"\nphones = [{ number = "203-555-0142" }]\n'


def named(arguments: list[str]) -> str:
    return " ".join(arguments) or "bare"


def options(command: str) -> list[Any]:
    group: Any = typer.main.get_command(app)
    return [p for p in group.get_command(None, command).params if p.param_type_name == "option"]


def examples(text: str) -> list[str]:
    lines = text.partition("Examples:")[2].partition("Options:")[0].split("\n")
    return [line.strip() for line in lines if line.startswith("    hart ")]


# Help


@pytest.mark.parametrize("command", HELPS, ids=named)
def test_the_short_and_the_long_option_print_the_same_help(hart: Run, command: list[str]) -> None:
    short = hart(*command, "-h")
    assert short == hart(*command, "--help")
    assert short.code == 0
    assert short.out.startswith("Usage: hart ")
    assert short.err == ""


@pytest.mark.parametrize("command", HELPS, ids=named)
def test_the_examples_stand_before_the_options(hart: Run, command: list[str]) -> None:
    out = hart(*command, "--help").out
    assert -1 < out.find("Examples:") < out.find("Options:")


@pytest.mark.parametrize("command", HELPS, ids=named)
def test_every_example_of_the_help_runs(hart: Run, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "contacts.toml").write_text(FILE, encoding="utf-8")
    shown = examples(hart(*command, "--help").out)
    assert shown
    for example in shown:
        typed = re.split(r"  +", re.split(r"[|>]", example)[0].strip())[0]
        ran = hart(*shlex.split(typed)[1:])
        assert ran.code == 0, typed
        assert ran.out or "-o" in typed


def test_called_bare_the_hotline_is_the_first_command_named(hart: Run) -> None:
    out = hart().out
    assert re.findall(r"hart (\w+)", out)[:1] == ["hotline"]
    assert len(out.splitlines()) < 24


def test_the_help_says_where_a_fault_or_a_wrong_number_goes(hart: Run) -> None:
    out = " ".join(hart("--help").out.split())
    assert "A wrong number or a fault? Tell the people you got hart from" in out
    assert "what is wrong and how you know" in hart("about").out


def test_the_version_names_the_program_and_the_date_of_the_data(hart: Run) -> None:
    for option in ("--version", "-V"):
        assert re.fullmatch(r"hart \d+\.\d+\.\d+\S*, data revised \d{4}-\d{2}-\d{2}, .*\n", hart(option).out)


# Commands and options


@pytest.mark.parametrize("typed", ["f", "fi", "fin", "hot", "sho", "export csv -o x", "HOTLINE", "finds"])
def test_no_command_is_guessed_or_cut_short(hart: Run, tmp_path: Path, typed: str) -> None:
    before = sorted(tmp_path.rglob("*"))
    first, *rest = typed.split()
    ran = hart(first if first != "export" else "expor", *rest, "mentor")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.count("\n") == 1
    assert sorted(tmp_path.rglob("*")) == before


@pytest.mark.parametrize("option", ["--lim", "--js", "--tow", "--pla", "--Json"])
def test_no_option_is_cut_short(hart: Run, option: str) -> None:
    ran = hart("find", "mentor", option, "3")
    assert ran.code == 2
    assert ran.out == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_every_short_option_has_a_long_form(command: str) -> None:
    for option in options(command):
        assert any(name.startswith("--") for name in option.opts), option.opts


def test_the_usual_letters_mean_the_usual_things() -> None:
    usual = {"-n": "--limit", "-o": "--output", "-f": "--format", "-h": "--help", "-V": "--version"}
    for command in COMMANDS:
        for option in options(command):
            for letter in set(option.opts) & set(usual):
                assert usual[letter] in option.opts
            assert not set(option.opts) & {"-q", "-v", "-y"}


def test_options_may_stand_anywhere_among_the_words(hart: Run) -> None:
    orders = [
        ["find", "mentor", "--age", "15", "-n", "3", "--json"],
        ["find", "--json", "mentor", "-n", "3", "--age", "15"],
        ["find", "-n3", "--age=15", "--json", "mentor"],
    ]
    first, *others = [hart(*order) for order in orders]
    assert first.code == 0
    assert all(other == first for other in others)
    assert hart("show", "--plain", "we-matter") == hart("show", "we-matter", "--plain")
    assert hart("export", "-n", "2", "csv") == hart("export", "csv", "-n", "2")


def test_two_dashes_end_the_options(hart: Run) -> None:
    for words in (["--json"], ["--help"], ["-n", "3"]):
        ran = hart("find", "--", *words)
        assert ran.code in (0, 1)
        assert not ran.out.startswith(("{", "Usage"))
    assert hart("find", "--", "mentor") == hart("find", "mentor")
    assert hart("show", "--", "we-matter") == hart("show", "we-matter")


def test_one_dash_is_a_stream_where_words_or_a_file_are_named(hart: Run, tmp_path: Path) -> None:
    assert hart("find", "-", stdin="mentor\n").out == hart("find", "mentor").out
    before = sorted(tmp_path.iterdir())
    assert hart("export", "csv", "-o", "-") == hart("export", "csv")
    assert sorted(tmp_path.iterdir()) == before


def test_what_is_written_is_told_with_its_place_and_nothing_is_overwritten_unasked(hart: Run, tmp_path: Path) -> None:
    first = hart("export", "csv", "-o", "out.csv")
    assert (first.code, first.out) == (0, "")
    assert re.fullmatch(r"\d+ entries written to out\.csv\.\n", first.err)
    (tmp_path / "out.csv").write_text("mine", encoding="utf-8")
    second = hart("export", "csv", "-o", "out.csv")
    assert second.code == 2
    assert "--force overwrites it" in second.err
    assert (tmp_path / "out.csv").read_text(encoding="utf-8") == "mine"


# Streams


@pytest.mark.parametrize("arguments", JSON, ids=named)
def test_json_is_json_whatever_color_is_asked_for(hart: Run, terminal: Run, arguments: list[str]) -> None:
    plain = hart(*arguments)
    assert json.loads(plain.out)
    for env in ({"FORCE_COLOR": "1"}, {"CLICOLOR_FORCE": "1"}):
        assert hart(*arguments, env=env) == plain
        assert terminal(*arguments, env=env).out == plain.out
    if arguments != ["schema"] and arguments[0] != "about":
        assert hart(*arguments, "--color", "always").out == plain.out


def test_one_hit_is_a_list_of_one_and_none_an_empty_list(hart: Run) -> None:
    counts = []
    for arguments in (["list"], ["list", "-n", "1"], ["show", "we-matter"], ["find", "zzqx"]):
        document = json.loads(hart(*arguments, "--json").out)
        assert isinstance(document["results"], list)
        assert document["schema_version"] == 1
        assert document["count"] == len(document["results"])
        counts.append(document["count"])
    assert counts[0] > 1
    assert counts[1:] == [1, 1, 0]


@pytest.mark.parametrize("arguments", LOOKS, ids=named)
def test_plain_has_no_escape_and_no_box_whatever_color_is_asked_for(terminal: Run, arguments: list[str]) -> None:
    for extra in ([], ["--color", "always"]):
        seen = terminal(*arguments, "--plain", *extra, env={"FORCE_COLOR": "1"})
        assert seen.code == 0
        assert "\x1b" not in seen.out + seen.err
        assert not set(seen.out) & set("╭╮╰╯│─━┃")


def test_the_color_option_beats_no_color(terminal: Run) -> None:
    assert "\x1b[" in terminal("list", "--color", "always", env={"NO_COLOR": "1"}).out
    assert "\x1b" not in terminal("list", "--color", "never", env={"FORCE_COLOR": "1"}).out


def test_no_link_is_sent_into_a_pipe_or_without_colors(hart: Run, terminal: Run) -> None:
    for options_ in (["--color", "always"], ["-f", "table", "--color", "always"]):
        assert "\x1b]8" not in hart("show", "take-it-down", *options_, env={"TERM": "xterm-256color"}).out
    assert "\x1b]8" not in terminal("show", "take-it-down", "--color", "never").out
    assert "https://takeitdown.ncmec.org" in terminal("show", "take-it-down", "--color", "never").out


def test_standard_error_never_gets_a_color_and_a_pipe_none_beside_a_screen(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    done = subprocess.run(
        [sys.executable, "-m", "hart_cli", "find", "mentor"],
        stdout=subprocess.PIPE,
        stderr=slave,
        env=environment(tmp_path, PYTHONPATH=str(ROOT), TERM="xterm-256color"),
        timeout=60,
        check=False,
    )
    os.write(slave, b".")
    os.close(slave)
    err = os.read(master, 65536)
    os.close(master)
    assert done.returncode == 0
    assert b"\x1b" not in done.stdout + err
    assert done.stdout.startswith(b"we-matter\t")


@pytest.mark.parametrize("arguments", LOOKS, ids=named)
def test_a_screen_is_written_once_and_never_drawn_over(terminal: Run, arguments: list[str]) -> None:
    seen = terminal(*arguments)
    assert "\r" not in seen.out
    assert set(re.findall(r"\x1b(?:\[[0-9;?]*|\])(.)", seen.out)) <= {"m", "8"}


@pytest.mark.parametrize("arguments", [*LOOKS, ["find"], ["--help"], ["export", "csv"], ["check"], []], ids=named)
def test_no_command_waits_for_an_answer(tmp_path: Path, arguments: list[str]) -> None:
    reading, writing = os.pipe()  # nobody ever writes into it and nobody closes it
    try:
        done = subprocess.run(
            [sys.executable, "-m", "hart_cli", *arguments],
            stdin=reading,
            capture_output=True,
            timeout=60,
            env=environment(tmp_path, PYTHONPATH=str(ROOT)),
            check=False,
        )
    finally:
        os.close(reading)
        os.close(writing)
    assert done.returncode == (2 if arguments == ["find"] else 0)


@pytest.mark.parametrize(
    "arguments",
    [["find", "mentor", "--age", "x"], ["list", "--town", "Atlantis"], ["nonsense"], ["show"], ["list", "-f", "pdf"]],
    ids=named,
)
def test_an_error_is_one_line_that_says_what_to_do(hart: Run, arguments: list[str]) -> None:
    ran = hart(*arguments)
    assert (ran.code, ran.out) == (2, "")
    assert re.fullmatch(r"hart: .+; .+\n|hart: .+\n", ran.err)
    assert "hart " in ran.err[6:]
    assert "Traceback" not in ran.err


# Variables, folders, clocks


OF_OTHERS = {
    "NO_COLOR", "CLICOLOR", "CLICOLOR_FORCE", "FORCE_COLOR", "TERM", "COLUMNS", "DISPLAY", "WAYLAND_DISPLAY",
    "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HOME", "APPDATA", "LOCALAPPDATA", "USERPROFILE",
}  # fmt: skip


def test_variables_of_our_own_start_with_our_name() -> None:
    read = set()
    for path in (ROOT / "hart_cli").rglob("*.py"):
        text = path.read_text(encoding="utf-8")
        read |= set(re.findall(r"""environ(?:\.get\(|\[)\s*["'](\w+)["']""", text))
        read |= set(re.findall(r"""getenv\(\s*["'](\w+)["']""", text))
    assert "HART_DATA" in read
    assert all(name.startswith("HART_") and name.isupper() for name in read - OF_OTHERS)


@pytest.mark.parametrize("value", ["", "relative", "./here", "~/there"])
def test_a_folder_variable_that_is_empty_or_relative_is_passed_over(hart: Run, tmp_path: Path, value: str) -> None:
    folder = tmp_path / ".config" / "hart"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(FILE, encoding="utf-8")
    other = tmp_path / value / "hart"
    if value and value != "./here":
        other.mkdir(parents=True)
        (other / "theirs.toml").write_text(FILE.replace("desk", "theirs"), encoding="utf-8")
    ids = hart("list", "-f", "ids", env={"XDG_CONFIG_HOME": value, "XDG_CACHE_HOME": value}).out.split()
    assert "desk" in ids
    assert "theirs" not in ids
    assert (tmp_path / ".cache" / "hart").is_dir()
    assert not list(tmp_path.glob("relative/hart/*.bin"))


def test_the_cache_can_be_deleted_and_is_made_again(hart: Run, tmp_path: Path) -> None:
    env = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    first = hart("list", env=env)
    shutil.rmtree(tmp_path / "cache")
    assert hart("list", env=env) == first


CLOCK = """
import time
time.time = lambda: {now}
time.time_ns = lambda: {now} * 10**9
"""


@pytest.mark.parametrize("now", [0, 2**31 + 5, 4102444800, 253402300799], ids=["1970", "2038", "2100", "9999"])
def test_no_date_ever_stops_an_answer(hart: Run, hart_process: Run, tmp_path: Path, now: int) -> None:
    (tmp_path / "clock").mkdir()
    (tmp_path / "clock" / "sitecustomize.py").write_text(CLOCK.format(now=now), encoding="utf-8")
    env = {"PYTHONPATH": os.pathsep.join([str(tmp_path / "clock"), str(ROOT)])}
    for arguments in (["find", "mentor"], ["hotline"], ["show", "we-matter"], ["acts", "16-71"], ["check"]):
        ran = hart_process(*arguments, env=env)
        assert ran.code == 0
        assert ran.out == hart(*arguments).out
    told = hart_process("hotline", env=env).err
    assert ("age is unknown" in told) == (now == 0)
    assert ("days old" in told) == (now > 0)


def test_the_three_promises_are_kept_by_the_program_as_it_is_installed(tmp_path: Path) -> None:
    script = Path(sys.executable).parent / "hart"
    if not script.exists():
        pytest.skip("hart is not installed as a program here")
    for arguments, first in ((["hotline", "careline", "--number"], "1-800-842-2288"), (["hotline"], "911\t")):
        done = subprocess.run(
            [script, *arguments], capture_output=True, text=True, env=environment(tmp_path), check=False
        )
        assert done.returncode == 0
        assert done.stdout.startswith(first)
