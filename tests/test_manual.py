"""The man pages say what --help says, and roff prints them as they are meant."""

from __future__ import annotations

import re
import shutil
import subprocess
from pathlib import Path

import pytest
from conftest import Run, environment

from hart_cli.cli.help_topics import TOPICS
from hart_cli.cli.man_pages import escaped, pages
from hart_cli.cli.registry import COMMANDS
from hart_cli.emergency import LINES

PAGES = pages("2026-11-23")
NAMES = ["hart.1", *(f"hart-{name}.1" for name in COMMANDS)]


def command(name: str) -> list[str]:
    return [name.removesuffix(".1").partition("-")[2]] if "-" in name else []


def rendered(page: str, width: int = 78) -> str:
    if shutil.which("groff") is None:
        pytest.skip("groff is not installed here")
    done = subprocess.run(
        ["groff", "-man", "-Tutf8", "-Kutf8", "-ww", "-P-cbou", f"-rLL={width}n", "-rIN=4n"],
        input=page,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    assert done.stderr == ""
    return done.stdout


def test_there_is_a_page_for_hart_and_for_each_command() -> None:
    assert sorted(PAGES) == sorted(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_a_page_names_every_option_of_the_help_and_no_other(hart: Run, name: str) -> None:
    shown = rendered(PAGES[name])
    helped = hart(*command(name), "--help").out.partition("\nOptions:\n")[2].partition("\nCommands:\n")[0]
    wanted = set(re.findall(r"(?:^  |, )(--?[a-zA-Z][\w-]*)", helped, re.MULTILINE))
    options = shown.partition("\nOPTIONS\n")[2].partition("\nEXIT CODES\n")[0]
    assert "--help" in wanted
    assert set(re.findall(r"(?:^ +|, )(--?[a-zA-Z][\w-]*)", options, re.MULTILINE)) == wanted


@pytest.mark.parametrize("name", NAMES)
def test_a_page_says_every_word_of_the_help(hart: Run, name: str) -> None:
    shown = set(rendered(PAGES[name], 200).split())
    text = hart(*command(name), "--help").out
    text = re.sub(r"^(?:Usage|  Examples|Arguments|Options|Commands):", "", text, flags=re.MULTILINE)
    said = text.partition("\n  Emergency:")[0].split()
    assert not [word for word in said if word not in shown]


@pytest.mark.parametrize("name", NAMES)
def test_the_examples_stand_there_as_they_are_typed(hart: Run, name: str) -> None:
    shown = rendered(PAGES[name])
    typed = re.findall(r"^    (hart .*)$", hart(*command(name), "--help").out, re.MULTILINE)
    assert typed
    assert all(line in shown for line in typed)


def test_the_page_of_hart_holds_the_topics_of_help_and_the_emergency_numbers() -> None:
    shown = rendered(PAGES["hart.1"], 200)
    for topic, text in TOPICS.items():
        assert topic.replace("-", " ").upper() in shown
        assert all(line.strip() in shown for line in text.splitlines()[1:])
    assert all(line.voice in shown.partition("EMERGENCY NUMBERS")[2] for line in LINES)


@pytest.mark.parametrize(
    "text", ["--town 'A \"B\"' \\fB \\n .TH x", ".SH not a macro", "'br not one either", "a-b ~ ^ ` ñ — ’ |", "\\"]
)
def test_no_text_acts_on_the_page(text: str) -> None:
    shown = rendered(f".TH X 1\n.SH NAME\n{escaped(text)}\n", 200)
    assert text in shown


@pytest.mark.parametrize("name", NAMES)
def test_a_page_keeps_to_a_narrow_terminal_but_for_what_is_typed(name: str) -> None:
    lines = rendered(PAGES[name], 50).partition("\nOPTIONS\n")[2].partition("\nEXIT CODES\n")[0].splitlines()
    assert all(len(line) <= 50 for line in lines)


def test_man_shows_a_page(tmp_path: Path) -> None:
    if shutil.which("man") is None:
        pytest.skip("man is not installed here")
    path = tmp_path / "hart-find.1"
    path.write_text(PAGES["hart-find.1"], encoding="utf-8")
    done = subprocess.run(
        ["man", "-l", str(path)], capture_output=True, text=True, env=environment(tmp_path, MANWIDTH="80"), check=False
    )
    if "minimized" in done.stdout:
        pytest.skip("man is cut down here")
    assert done.returncode == 0, done.stderr
    assert "hart find [OPTIONS] [WORDS...]" in done.stdout
