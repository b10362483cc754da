"""hart, hart --help and hart help: what the program says of itself."""

import re

import pytest

COMMANDS = "find hotline acts show list topics figures open export check schema about help".split()
TOPICS = "exit-codes environment formats privacy accessibility".split()
NUMBERS = ("911", "1-888-373-7888", "1-800-842-2288")


def test_called_bare_it_ends_with_the_emergency_numbers(hart):
    ran = hart()
    assert ran.code == 0
    assert ran.err == ""
    lines = ran.out.splitlines()
    assert [number in line for number, line in zip(NUMBERS, lines[-3:], strict=True)] == [True] * 3
    assert len(lines) < 24
    assert all(command in ran.out for command in COMMANDS)


@pytest.mark.parametrize("arguments", [["--help"], ["-h"], ["help"]])
def test_the_help_lists_every_command_and_ends_with_the_emergency_numbers(hart, arguments):
    ran = hart(*arguments)
    assert ran.code == 0
    listed = [line.split()[0] for line in ran.out.partition("Commands:\n")[2].splitlines() if line.startswith("  ")]
    assert [name for name in listed if name in COMMANDS] == COMMANDS
    assert all(number in " ".join(ran.out.split("Commands:")[1].split()) for number in NUMBERS)


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_an_example_that_names_it(hart, command):
    ran = hart(command, "--help")
    assert ran.code == 0
    assert ran.out.startswith(f"Usage: hart {command} ")
    assert f"    hart {command}" in ran.out
    assert ran.err == ""


@pytest.mark.parametrize("command", COMMANDS)
def test_help_on_a_command_is_what_the_command_says_itself(hart, command):
    assert hart("help", command).out == hart(command, "--help").out


@pytest.mark.parametrize("topic", TOPICS)
def test_every_topic_has_a_page_of_plain_text(hart, topic):
    ran = hart("help", topic)
    assert ran.code == 0
    assert len(ran.out.splitlines()) > 3
    assert "\x1b" not in ran.out


def test_an_unknown_topic_is_answered_with_those_there_are(hart):
    ran = hart("help", "nonsense")
    assert ran.code == 2
    assert ran.out == ""
    assert all(topic in ran.err for topic in TOPICS)


def test_the_page_on_exit_codes_lists_each_of_them(hart):
    from hart_cli.errors import ExitCode

    out = hart("help", "exit-codes").out
    listed = {line.split()[0] for line in out.splitlines() if line.startswith("  ") and line.split()[0].isdigit()}
    assert listed == {str(int(code)) for code in ExitCode}


def test_the_page_on_formats_lists_every_format(hart):
    out = hart("help", "formats").out
    usage = hart("list", "--help").out
    choices = usage[usage.index("--format <") :].partition(">")[0].partition("<")[2].split("|")
    assert len(choices) == 7
    assert all(f" {choice} " in out.replace(",", " ") for choice in choices)


@pytest.mark.parametrize(
    ("typed", "near"), [("fnd", "find"), ("hotlin", "hotline"), ("lst", "list"), ("tpoics", "topics")]
)
def test_a_command_that_is_nearly_right_is_suggested_and_not_run(hart, typed, near):
    ran = hart(typed, "mentor")
    assert ran.code == 2
    assert ran.out == ""
    assert re.search(rf"did you mean (hart )?{near}\?", ran.err)
    assert ran.err.count("\n") == 1


def test_an_unknown_command_is_a_wrong_command_line(hart):
    ran = hart("xyzzyqq")
    assert ran.code == 2
    assert "did you mean" not in ran.err


@pytest.mark.parametrize("command", [*COMMANDS, ""])
def test_an_unknown_option_is_one_line_on_standard_error(hart, command):
    ran = hart(*filter(None, [command]), "--nonsense")
    assert ran.code == 2
    assert ran.out == ""
    assert ran.err.startswith("hart: ")
    assert ran.err.count("\n") == 1
    assert "--nonsense" in ran.err


def test_help_is_plain_text_at_a_terminal_too(terminal):
    for arguments in (["--help"], ["find", "--help"], ["help", "privacy"], []):
        out = terminal(*arguments).out
        assert out
        assert "\x1b" not in out
        assert not set(out) & set("╭╮╰╯│─")


def test_options_of_one_name_mean_the_same_in_every_command(hart):
    described = {}
    for command in COMMANDS:
        text = " ".join(hart(command, "--help").out.partition("Options:")[2].split())
        for option in ("--town NAME", "--group GROUP", "--language CODE", "--strict", "--data PATH"):
            if option in text:
                described.setdefault(option, set()).add(text.partition(option)[2].strip()[:18])
    assert set(described) == {"--town NAME", "--group GROUP", "--language CODE", "--strict", "--data PATH"}
    assert all(len(texts) == 1 for texts in described.values())
