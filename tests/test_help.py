"""hart, hart --help and hart help: what the program says of itself."""

from __future__ import annotations

import os
import re
from pathlib import Path

import pytest
from conftest import Run

COMMANDS = "find hotline acts show list topics figures open export check schema about help".split()
TOPICS = "exit-codes environment formats privacy accessibility agents".split()
NUMBERS = ("911", "1-888-373-7888", "1-800-842-2288")


def test_called_bare_it_ends_with_the_emergency_numbers(hart: Run) -> None:
    ran = hart()
    assert ran.code == 0
    assert ran.err == ""
    lines = ran.out.splitlines()
    assert [number in line for number, line in zip(NUMBERS, lines[-3:], strict=True)] == [True] * 3
    assert len(lines) < 24
    assert all(command in ran.out for command in COMMANDS)


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"]])
def test_the_help_lists_every_command_and_ends_with_the_emergency_numbers(hart: Run, arguments: list[str]) -> None:
    ran = hart(*arguments)
    assert ran.code == 0
    listed = [line.split()[0] for line in ran.out.partition("Commands:\n")[2].splitlines() if line.startswith("  ")]
    assert [name for name in listed if name in COMMANDS] == COMMANDS
    assert all(number in " ".join(ran.out.split("Commands:")[1].split()) for number in NUMBERS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_that_names_it(hart: Run, command: str) -> None:
    ran = hart(command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: hart {command} ")
    assert f"    hart {command}" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_help_on_a_command_is_what_the_command_says_itself(hart: Run, command: str) -> None:
    assert hart("help", command).out == hart(command, "--help").out


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_a_page_of_plain_text(hart: Run, topic: str) -> None:
    ran = hart("help", topic)
    assert ran.code == 0
    assert len(ran.out.splitlines()) > 3
    assert "\x1b" not in ran.out


def test_an_unknown_topic_is_answered_with_those_there_are(hart: Run) -> None:
    ran = hart("help", "nonsense")
    assert ran.code == 2
    assert ran.out == ""
    assert all(topic in ran.err for topic in TOPICS)


def test_the_page_on_exit_codes_lists_each_of_them(hart: Run) -> None:
    from hart_cli.errors import ExitCode

    out = hart("help", "exit-codes").out
    listed = {line.split()[0] for line in out.splitlines() if line.startswith("  ") and line.split()[0].isdigit()}
    assert listed == {str(int(code)) for code in ExitCode}


def test_the_page_on_formats_lists_every_format(hart: Run) -> None:
    out = hart("help", "formats").out
    usage = hart("list", "--help").out
    choices = usage[usage.index("--format <") :].partition(">")[0].partition("<")[2].split("|")
    assert len(choices) == 7
    assert all(f" {choice} " in out.replace(",", " ") for choice in choices)


@pytest.mark.parametrize(
    ("typed", "near"), [("fnd", "find"), ("hotlin", "hotline"), ("lst", "list"), ("tpoics", "topics")]
)
def test_a_command_that_is_nearly_right_is_suggested_and_not_run(hart: Run, typed: str, near: str) -> None:
    ran = hart(typed, "mentor")
    assert ran.code == 2
    assert ran.out == ""
    assert re.search(rf"did you mean (hart )?{near}\?", ran.err)
    assert ran.err.count("\n") == 1


def test_an_unknown_command_is_a_wrong_command_line(hart: Run) -> None:
    ran = hart("xyzzyqq")
    assert ran.code == 2
    assert "did you mean" not in ran.err


@pytest.mark.parametrize("command", [*COMMANDS, ""])
def test_an_unknown_option_is_one_line_on_standard_error(hart: Run, command: str) -> None:
    ran = hart(*filter(None, [command]), "--nonsense")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("hart: ")
    assert ran.err.count("\n") == 1
    assert "--nonsense" in ran.err


def test_help_is_plain_text_at_a_terminal_too(terminal: Run) -> None:
    for arguments in (["--help"], ["find", "--help"], ["help", "privacy"], []):
        out = terminal(*arguments).out
        assert out
        assert "\x1b" not in out
        assert not set(out) & set("╭╮╰╯│─")


def test_options_of_one_name_mean_the_same_in_every_command(hart: Run) -> None:
    described: dict[str, set[str]] = {}
    for command in COMMANDS:
        text = " ".join(hart(command, "--help").out.partition("Options:")[2].split())
        for option in ("--town NAME", "--group GROUP", "--language CODE", "--strict", "--data PATH"):
            if option in text:
                described.setdefault(option, set()).add(text.partition(option)[2].strip()[:18])
    assert set(described) == {"--town NAME", "--group GROUP", "--language CODE", "--strict", "--data PATH"}
    assert all(len(texts) == 1 for texts in described.values())


# For programs


def agents(hart: Run) -> str:
    ran = hart("help", "agents")
    assert (ran.code, ran.err) == (0, "")
    return ran.out


def test_the_page_for_programs_names_every_command_and_every_option_of_each(hart: Run) -> None:
    out = agents(hart)
    commands, _, options = out.partition("\nCommands\n")[2].partition("\nExit status\n")[0].partition("\nOptions\n")
    blocks = dict(zip(*[iter(re.split(r"^  hart (\w+).*$", commands, flags=re.MULTILINE)[1:])] * 2, strict=True))
    assert list(blocks) == COMMANDS
    for name, block in blocks.items():
        helped = hart(name, "--help").out.partition("\nOptions:\n")[2]
        declared = set(re.findall(r"^  (?:-\w, )?(--[a-z-]+)", helped, re.MULTILINE)) - {"--help"}
        listed = [line for line in block.splitlines() if line.startswith("      --")]
        assert set(" ".join(listed).split()) == declared
        assert all(re.search(rf"^  (?:-\w, )?{option}\b", options, re.MULTILINE) for option in declared)


def test_the_page_for_programs_has_the_numbers_first_the_warning_and_what_comes_back(hart: Run) -> None:
    from hart_cli.emergency import LINES
    from hart_cli.errors import ExitCode
    from hart_cli.output.schema import schema

    out = agents(hart)
    first, _, rest = out.partition("\nWarning\n")
    assert all(line.voice in first for line in LINES)
    warning = " ".join(rest.partition("\nCalling\n")[0].split())
    assert "words that you give to the provider of a model leave this machine" in warning
    codes = rest.partition("\nExit status\n")[2].partition("\nJSON\n")[0]
    assert set(re.findall(r"^  (\d+) ", codes, re.MULTILINE)) == {str(int(code)) for code in ExitCode}
    keys = rest.partition("\nJSON\n")[2]
    document = schema()
    assert all(re.search(rf"[{{ ]{key}\b", keys) for key in document["required"])
    entry = document["$defs"]["entry"]
    for key in entry["properties"]:
        assert re.search(rf"^  {key}\b" if key in entry["required"] else rf"^  \({key}\b", keys, re.MULTILINE), key
    assert "phones [{number, e164?" in keys
    assert max(map(len, out.splitlines())) <= 100


def test_the_page_for_programs_follows_what_is_declared(monkeypatch: pytest.MonkeyPatch) -> None:
    from hart_cli.cli import agents as module
    from hart_cli.cli import registry
    from hart_cli.output.schema import schema

    document = schema()
    document["$defs"]["entry"]["properties"]["newkey"] = {"type": ["array"], "items": {"type": "string"}}
    monkeypatch.setattr(module, "schema", lambda: document)
    monkeypatch.setitem(registry.COMMANDS, "find", "Another line.")
    page = module.page()
    assert "  (newkey" in page
    assert "      Another line.\n" in page


# The man page, where man does not find it


def test_a_man_page_is_printed_for_whoever_reads_the_pipe(hart: Run) -> None:
    from hart_cli.cli.man_pages import pages

    ran = hart("help", "--man", "find")
    (revised,) = re.findall(r"data revised (\S+),", hart("--version").out)
    assert ran.out == pages(revised)["hart-find.1"]
    assert hart("help", "--man").out == pages(revised)["hart.1"]


def fake_man(folder: Path, code: int) -> dict[str, str]:
    program = folder / "bin" / "man"
    program.parent.mkdir(exist_ok=True)
    program.write_text(f'#!/bin/sh\necho "read: $*"\nif [ "$1" = -l ]; then head -1; fi\nexit {code}\n')
    program.chmod(0o755)
    return {"PATH": f"{program.parent}{os.pathsep}{os.environ['PATH']}"}


def test_at_a_terminal_man_shows_the_page(terminal_process: Run, tmp_path: Path) -> None:
    seen = terminal_process("help", "--man", "find", env=fake_man(tmp_path, 0)).out
    assert re.search(r"read: (-l -\s+\.TH HART|\S+hart-find\.1\s)", seen)
    assert "Usage:" not in seen


@pytest.mark.parametrize("path", ["a man that fails", "no man"])
def test_without_a_man_that_can_the_help_is_shown(terminal_process: Run, tmp_path: Path, path: str) -> None:
    env = fake_man(tmp_path, 1) if path == "a man that fails" else {"PATH": str(tmp_path)}
    ran = terminal_process("help", "--man", "find", env=env)
    assert ran.code == 0
    assert "Usage: hart find" in ran.out


def test_a_man_page_that_there_is_not_is_told(hart: Run) -> None:
    for topic in ("nonsense", "agents"):
        ran = hart("help", "--man", topic)
        assert (ran.code, ran.out) == (2, "")
        assert "no man page" in ran.err
