"""Search as somebody types, and the numbered prompt that does the same in plain lines. What is typed stays on the
screen: no file, no history, no error holds it."""

from __future__ import annotations

import asyncio
import os
import pty
import re
import select
import shutil
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest
from conftest import ROOT, Run, environment

from hart_cli.emergency import LINES
from hart_cli.errors import UsageError
from hart_cli.search.asking import Asking
from hart_cli.store.opening import Opened, open_bundled

textual = pytest.importorskip("textual", reason="live search is an extra")

from textual.widgets import Input, OptionList, Static  # noqa: E402

from hart_cli.cli import live  # noqa: E402

OPENED = Opened((open_bundled(),), ())


def asked(steps: Callable[[live.Live, object], Awaitable[None]], width: int = 100, height: int = 30) -> live.Live:
    """Run the screen without a terminal, and what somebody does at it."""

    async def go() -> live.Live:
        screen = live.Live(OPENED)
        async with screen.run_test(size=(width, height)) as pilot:
            await steps(screen, pilot)
        return screen

    return asyncio.run(go())


def shown(screen: live.Live, part: str) -> str:
    return str(screen.query_one(part, Static).content)


def hits(screen: live.Live) -> list[str]:
    return [hit.entry.id for hit in screen._hits]


async def typed(pilot, words: str) -> None:
    await pilot.press(*(key if key != " " else "space" for key in words))
    await pilot.pause()


# At each key


def test_every_key_gives_what_the_command_would_give() -> None:
    async def steps(screen, pilot) -> None:
        for end in range(3, len("foster care") + 1):
            screen.query_one("#words", Input).value = "foster care"[:end]
            await pilot.pause()
            expected = [hit.entry.id for hit in Asking("foster care"[:end]).result(OPENED, live.MOST).hits]
            assert hits(screen) == expected

    asked(steps)


def test_the_emergency_numbers_always_stand_on_the_screen() -> None:
    async def steps(screen, pilot) -> None:
        await typed(pilot, "mentor")
        assert all(line.voice in shown(screen, "#lines") for line in LINES)

    asked(steps, width=50, height=14)


def test_arrows_choose_and_the_card_follows() -> None:
    async def steps(screen, pilot) -> None:
        await typed(pilot, "mentor")
        assert "Name: We Matter!" in shown(screen, "#facts")
        await pilot.press("down")
        await pilot.pause()
        assert screen.query_one("#hits", OptionList).highlighted == 1
        assert "Name: We Matter!" not in shown(screen, "#facts")
        await pilot.press("up", "up")
        await pilot.pause()
        assert "Name: We Matter!" in shown(screen, "#facts")

    asked(steps)


def test_enter_leaves_with_the_chosen_hit_and_escape_with_none() -> None:
    async def enter(screen, pilot) -> None:
        await typed(pilot, "mentor")
        await pilot.press("enter")

    async def escape(screen, pilot) -> None:
        await typed(pilot, "mentor")
        await pilot.press("escape")

    async def nothing(screen, pilot) -> None:
        await pilot.press("enter")
        assert screen.is_running
        await pilot.press("escape")

    chosen = asked(enter).return_value
    assert chosen is not None
    assert chosen.entry.id == "we-matter"
    assert asked(escape).return_value is None
    assert asked(nothing).return_value is None


def test_age_town_and_kind_narrow_and_can_be_taken_back() -> None:
    async def steps(screen, pilot) -> None:
        await typed(pilot, "mentor")
        before = hits(screen)
        await pilot.press("f3", "4", "0", "enter")
        await pilot.pause()
        assert "age 40" in shown(screen, "#told")
        assert "we-matter" not in hits(screen)
        assert screen.query_one("#words", Input).value == "mentor"
        await pilot.press("f3", "backspace", "backspace", "enter")
        await pilot.pause()
        assert hits(screen) == before
        await pilot.press("f2", *"person", "enter")
        await pilot.pause()
        assert hits(screen) == ["ellie-cuifalo"]
        await pilot.press("f4", *"Avonn", "enter")
        await pilot.pause()
        assert "town Avonn" in shown(screen, "#told")

    asked(steps)


def test_a_wrong_value_is_told_and_escape_goes_back_to_the_words() -> None:
    async def steps(screen, pilot) -> None:
        await typed(pilot, "mentor")
        await pilot.press("f3", *"old", "enter")
        await pilot.pause()
        assert "an age is a whole number" in shown(screen, "#told")
        await pilot.press("escape")
        await pilot.pause()
        assert screen.is_running
        assert screen.query_one("#words", Input).value == "mentor"
        assert "we-matter" in hits(screen)

    asked(steps)


@pytest.mark.parametrize(("width", "place"), [(100, "beside"), (80, "below"), (50, "below"), (30, "below")])
def test_the_card_stands_beside_the_results_or_below_them(width: int, place: str) -> None:
    async def steps(screen, pilot) -> None:
        await typed(pilot, "mentor")
        assert screen.query_one("#both").has_class(place)
        listed, card = screen.query_one("#hits").region, screen.query_one("#card").region
        assert (card.x > listed.x) == (place == "beside")
        assert (card.y > listed.y) == (place == "below")

    asked(steps, width=width)


def test_odd_words_are_shown_as_they_are_and_stop_nothing() -> None:
    async def steps(screen, pilot) -> None:
        for words in ("[/] [bold]x", "\x1b[2J", "' OR 1=1", "ñandú 👋", "x" * 3000):
            screen.query_one("#words", Input).value = words
            await pilot.pause()
            assert screen.is_running

    asked(steps)


def test_a_fault_says_nothing_of_what_was_typed(monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("x")

    monkeypatch.setattr(Asking, "result", broken)
    screen = live.Live(OPENED)

    async def go() -> None:
        async with screen.run_test() as pilot:
            await pilot.press(*"zebra")

    with pytest.raises(RuntimeError):
        asyncio.run(go())
    assert "zebra" not in "".join(capsys.readouterr())


# In a real terminal


def on_a_terminal(tmp_path: Path, *options: str) -> tuple[subprocess.Popen[bytes], int]:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "hart_cli", "find", *options],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env=environment(tmp_path, PYTHONPATH=str(ROOT), TERM="xterm-256color", COLUMNS="80", LINES="24"),
        cwd=tmp_path,
    )
    os.close(slave)
    return process, master


def until(master: int, wanted: str, seconds: float = 20) -> str:
    """Read the terminal until a text stands there."""
    read, end = b"", time.monotonic() + seconds
    while wanted.encode() not in read and time.monotonic() < end:
        if select.select([master], [], [], 0.2)[0]:
            try:
                read += os.read(master, 65536)
            except OSError:
                break
    text = read.decode(errors="replace")
    assert wanted in text, text[-2000:]
    return text


def test_the_screen_comes_goes_and_leaves_the_terminal_as_it_was(tmp_path: Path) -> None:
    process, master = on_a_terminal(tmp_path)
    drawn = until(master, "Leave")
    assert "\x1b[?1049h" in drawn
    assert not re.search(r"\x1b\[[0-9;]*[34]8;[25];", drawn)  # the sixteen colors of the terminal, no other
    os.write(master, b"mentor")
    until(master, "We Matter!")
    os.write(master, b"\x1b")
    until(master, "\x1b[?1049l")
    assert process.wait(20) == 0
    os.close(master)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_numbered_prompt_searches_narrows_and_shows(tmp_path: Path) -> None:
    process, master = on_a_terminal(tmp_path, "--plain")
    until(master, "q ends")
    os.write(master, b"mentor\n")
    until(master, "1. We Matter!, program")
    os.write(master, b"age 15\n")
    until(master, "age yes")
    os.write(master, b"age old\n")
    until(master, "an age is a whole number from 0 to 120")
    os.write(master, b"1\n")
    until(master, "How to refer: ")
    os.write(master, b"open 1\n")
    until(master, "no web address")
    os.write(master, b"q\n")
    assert process.wait(20) == 0
    os.close(master)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_a_terminal_that_cannot_be_drawn_on_gets_the_prompt(tmp_path: Path) -> None:
    master, slave = pty.openpty()
    env = environment(tmp_path, PYTHONPATH=str(ROOT), TERM="dumb")
    process = subprocess.Popen(
        [sys.executable, "-m", "hart_cli", "find"], stdin=slave, stdout=slave, stderr=slave, env=env, cwd=tmp_path
    )
    os.close(slave)
    assert "\x1b" not in until(master, "q ends")
    os.write(master, b"\x04")
    assert process.wait(20) == 0
    os.close(master)


def test_without_the_extra_the_prompt_answers_and_says_what_to_install(tmp_path: Path) -> None:
    (tmp_path / "missing").mkdir()
    (tmp_path / "missing" / "textual.py").write_text("raise ImportError\n")
    master, slave = pty.openpty()
    path = f"{tmp_path / 'missing'}{os.pathsep}{ROOT}"
    env = environment(tmp_path, PYTHONPATH=path, TERM="xterm-256color")
    process = subprocess.Popen(
        [sys.executable, "-m", "hart_cli", "find"], stdin=slave, stdout=slave, stderr=slave, env=env, cwd=tmp_path
    )
    os.close(slave)
    assert "hart-directory[live]" in until(master, "q ends")
    os.write(master, b"q\n")
    assert process.wait(20) == 0
    os.close(master)


@pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")
def test_in_tmux_a_word_finds_and_enter_prints_the_card(tmp_path: Path) -> None:
    socket = str(tmp_path / "tmux")
    tmux = ["tmux", "-S", socket]
    env = environment(tmp_path, PYTHONPATH=str(ROOT), TERM="xterm-256color")
    command = f"{sys.executable} -m hart_cli find; sleep 30"
    subprocess.run([*tmux, "new-session", "-d", "-x", "80", "-y", "40", command], env=env, check=True, cwd=tmp_path)

    def screen(wanted: str) -> str:
        for _ in range(100):
            seen = subprocess.run([*tmux, "capture-pane", "-p"], capture_output=True, text=True, check=True).stdout
            if wanted in seen:
                return seen
            time.sleep(0.2)
        raise AssertionError(seen)

    try:
        screen("Leave")
        subprocess.run([*tmux, "send-keys", "we matter"], check=True)
        screen("Name: We Matter!")
        subprocess.run([*tmux, "send-keys", "Enter"], check=True)
        assert "See also" in screen("program · we-matter  ─╯")
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)


# Where nobody sits


def test_without_a_terminal_find_wants_words(hart: Run) -> None:
    ran = hart("find")
    assert ran.code == 2
    assert "find needs words or a filter" in ran.err


def test_a_question_is_narrowed_only_by_what_there_is() -> None:
    with pytest.raises(UsageError, match="no 'servise'"):
        Asking("x").narrowed("kind", "servise", OPENED)
    with pytest.raises(UsageError, match="no town"):
        Asking("x").narrowed("town", "Paris", OPENED)
    assert Asking(age=3).narrowed("age", "", OPENED) == Asking()
    assert Asking().result(OPENED, 5).hits == ()
