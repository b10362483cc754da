"""Search as somebody types, and the numbered prompt that does the same in plain lines. What is typed stays on the
screen: no file, no history, no error holds it."""

from __future__ import annotations

import asyncio
import fcntl
import os
import pty
import re
import select
import shutil
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run, environment

from hart_cli.emergency import LINES
from hart_cli.errors import UsageError
from hart_cli.search.live_query import LiveQuery
from hart_cli.store.loader import Directories, open_bundled

textual = pytest.importorskip("textual", reason="live search is an extra")

from textual import events  # noqa: E402
from textual.widgets import Input, OptionList, Static  # noqa: E402

from hart_cli.cli import live  # noqa: E402

OPENED = Directories((open_bundled(),), ())


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


async def typed(pilot: Any, words: str) -> None:
    await pilot.press(*(key if key != " " else "space" for key in words))
    await pilot.pause()


# At each key


def test_every_key_gives_what_the_command_would_give() -> None:
    async def steps(screen: Any, pilot: Any) -> None:
        for end in range(3, len("foster care") + 1):
            screen.query_one("#words", Input).value = "foster care"[:end]
            await pilot.pause()
            expected = [hit.entry.id for hit in LiveQuery("foster care"[:end]).result(OPENED, live.MOST).hits]
            assert hits(screen) == expected

    asked(steps)


def test_the_emergency_numbers_always_stand_on_the_screen() -> None:
    async def steps(screen: Any, pilot: Any) -> None:
        await typed(pilot, "mentor")
        assert all(line.voice in shown(screen, "#lines") for line in LINES)

    asked(steps, width=50, height=14)


def test_arrows_choose_and_the_card_follows() -> None:
    async def steps(screen: Any, pilot: Any) -> None:
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
    async def enter(screen: Any, pilot: Any) -> None:
        await typed(pilot, "mentor")
        await pilot.press("enter")

    async def escape(screen: Any, pilot: Any) -> None:
        await typed(pilot, "mentor")
        await pilot.press("escape")

    async def nothing(screen: Any, pilot: Any) -> None:
        await pilot.press("enter")
        assert screen.is_running
        await pilot.press("escape")

    chosen = asked(enter).return_value
    assert chosen is not None
    assert chosen.entry.id == "we-matter"
    assert asked(escape).return_value is None
    assert asked(nothing).return_value is None


def test_age_town_and_kind_narrow_and_can_be_taken_back() -> None:
    async def steps(screen: Any, pilot: Any) -> None:
        await typed(pilot, "mentor")
        before = hits(screen)
        await pilot.press("f3", "4", "0", "enter")
        await pilot.pause()
        assert "age 40" in shown(screen, "#status")
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
        assert "town Avonn" in shown(screen, "#status")

    asked(steps)


def test_a_wrong_value_is_told_and_escape_goes_back_to_the_words() -> None:
    async def steps(screen: Any, pilot: Any) -> None:
        await typed(pilot, "mentor")
        await pilot.press("f3", *"old", "enter")
        await pilot.pause()
        assert "an age is a whole number" in shown(screen, "#status")
        await pilot.press("escape")
        await pilot.pause()
        assert screen.is_running
        assert screen.query_one("#words", Input).value == "mentor"
        assert "we-matter" in hits(screen)

    asked(steps)


@pytest.mark.parametrize(("width", "place"), [(100, "beside"), (80, "below"), (50, "below"), (30, "below")])
def test_the_card_stands_beside_the_results_or_below_them(width: int, place: str) -> None:
    async def steps(screen: Any, pilot: Any) -> None:
        await typed(pilot, "mentor")
        assert screen.query_one("#both").has_class(place)
        listed, card = screen.query_one("#hits").region, screen.query_one("#card").region
        assert (card.x > listed.x) == (place == "beside")
        assert (card.y > listed.y) == (place == "below")

    asked(steps, width=width)


def test_one_letter_asks_to_go_on() -> None:
    async def steps(screen: Any, pilot: Any) -> None:
        for words, go_on in (("m", True), ("a", True), ("ñ", True), (" d ", True), ("me", True), ("mentor", False)):
            screen.query_one("#words", Input).value = words
            await pilot.pause()
            assert ("Go on typing." in shown(screen, "#status")) == go_on, words
            assert bool(hits(screen)) == (not go_on)
        screen.query_one("#words", Input).value = ""
        await pilot.pause()
        assert shown(screen, "#status") == ""

    asked(steps)


@pytest.mark.parametrize("pasted", ["foster\ncare", "foster\r\ncare\r\n", "foster\rcare"])
def test_the_lines_of_a_paste_are_joined(pasted: str) -> None:
    async def steps(screen: Any, pilot: Any) -> None:
        screen.query_one("#words", Input).post_message(events.Paste(pasted))
        await pilot.pause()
        assert screen.query_one("#words", Input).value == "foster care"
        assert hits(screen) == [hit.entry.id for hit in LiveQuery("foster care").result(OPENED, live.MOST).hits]

    asked(steps)


def test_odd_words_are_shown_as_they_are_and_stop_nothing() -> None:
    async def steps(screen: Any, pilot: Any) -> None:
        for words in ("[/] [bold]x", "\x1b[2J", "' OR 1=1", "ñandú 👋", "x" * 3000):
            screen.query_one("#words", Input).value = words
            await pilot.pause()
            assert screen.is_running

    asked(steps)


def test_a_fault_says_nothing_of_what_was_typed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("x")

    monkeypatch.setattr(LiveQuery, "result", broken)
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
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - keys make signals only there
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


def rest(master: int) -> str:
    """Read what else stands on the terminal until its last program is gone."""
    read = b""
    while select.select([master], [], [], 5)[0]:
        try:
            chunk = os.read(master, 65536)
        except OSError:
            break
        if not chunk:
            break
        read += chunk
    return read.decode(errors="replace")


@pytest.mark.parametrize(("key", "code"), [(b"\x03", 130), (b"\x1c", 131)], ids=["Ctrl-C", "Ctrl-backslash"])
def test_a_key_that_interrupts_ends_it_at_once(tmp_path: Path, key: bytes, code: int) -> None:
    process, master = on_a_terminal(tmp_path)
    until(master, "Leave")
    os.write(master, b"mentor" + key)
    assert "mentor" not in until(master, "\x1b[?1049l").partition("\x1b[?1049l")[2]
    assert process.wait(20) == code
    os.close(master)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT])
def test_a_signal_restores_the_terminal_first(tmp_path: Path, number: signal.Signals) -> None:
    process, master = on_a_terminal(tmp_path)
    before = termios.tcgetattr(master)
    until(master, "Leave")
    os.write(master, b"zebra")
    until(master, "zebra")
    assert termios.tcgetattr(master) != before
    os.kill(process.pid, number)
    text = until(master, "\x1b[?1049l") + rest(master)
    assert "zebra" not in text.rpartition("\x1b[?1049l")[2]
    assert text.rfind("\x1b[?25h") > text.rfind("\x1b[?25l")  # the cursor is back
    assert process.wait(20) == 128 + number
    os.close(master)


@pytest.mark.parametrize("options", [[], ["--plain"]], ids=["screen", "lines"])
def test_the_terminal_is_gone_and_so_is_hart(tmp_path: Path, options: list[str]) -> None:
    process, master = on_a_terminal(tmp_path, *options)
    until(master, "q ends" if options else "Leave")
    os.close(master)
    assert process.wait(20) == 128 + signal.SIGHUP


@pytest.mark.parametrize("options", [[], ["--plain"]], ids=["screen", "lines"])
def test_what_was_typed_and_not_read_never_reaches_the_shell(tmp_path: Path, options: list[str]) -> None:
    master, slave = pty.openpty()
    command = f"{sys.executable} -m hart_cli find {' '.join(options)}; echo gone $?; read -r line; echo got:$line."
    process = subprocess.Popen(
        ["sh", "-c", command],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        start_new_session=True,
        env=environment(tmp_path, PYTHONPATH=str(ROOT), TERM="xterm-256color"),
        cwd=tmp_path,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509
    )
    os.close(slave)
    until(master, "q ends" if options else "Leave")
    os.write(master, b"zebra")
    until(master, "zebra")
    (child,) = Path(f"/proc/{process.pid}/task/{process.pid}/children").read_text().split()
    os.kill(int(child), signal.SIGTERM)
    until(master, "gone 143")
    os.write(master, b"mine\n")
    assert "got:mine." in until(master, "got:") + rest(master)
    process.wait(20)
    os.close(master)


def test_no_key_of_a_burst_is_lost(tmp_path: Path) -> None:
    process, master = on_a_terminal(tmp_path)
    until(master, "Leave")
    words = b"abcdefghijklmnopqrstuvwxyz0123"
    os.write(master, words)
    until(master, words.decode())
    os.write(master, b"\x1b")
    assert process.wait(20) == 0
    os.close(master)


def test_the_terminal_keeps_its_mouse_for_selecting_text(tmp_path: Path) -> None:
    process, master = on_a_terminal(tmp_path)
    drawn = until(master, "Leave")
    os.write(master, b"\x1b")
    drawn += rest(master)
    assert not re.search(r"\x1b\[\?(?:9|1000|1002|1003|1015|1016)h", drawn)
    process.wait(20)
    os.close(master)


@pytest.mark.parametrize(
    ("key", "code"), [(b"\x03", 130), (b"\x1c", 131), (b"\x04", 0)], ids=["Ctrl-C", "Ctrl-backslash", "Ctrl-D"]
)
def test_the_numbered_prompt_ends_on_the_keys_that_end_programs(tmp_path: Path, key: bytes, code: int) -> None:
    process, master = on_a_terminal(tmp_path, "--plain")
    until(master, "q ends")
    os.write(master, key)
    assert "Traceback" not in rest(master)
    assert process.wait(20) == code
    os.close(master)
    assert not [path for path in tmp_path.rglob("*") if path.is_file()]


def test_the_numbered_prompt_joins_the_lines_of_a_paste(tmp_path: Path) -> None:
    process, master = on_a_terminal(tmp_path, "--plain")
    until(master, "q ends")
    os.write(master, b"foster\ncare\n")
    text = until(master, " of ")
    os.write(master, b"q\n")
    text += rest(master)
    (line,) = re.findall(r"\d+ of \d+:", text)
    assert line.endswith(f" of {LiveQuery('foster care').result(OPENED, 10).total}:")
    assert process.wait(20) == 0
    os.close(master)


class Broken:
    """A Textual that can be loaded and not be used, as older ones are."""

    SOURCE = """
import sys, types
sys.path.remove({folder!r}); sys.modules.pop("textual")
import textual.app
def run(self, *_, **__): raise AttributeError("no such thing")
textual.app.App.run = run
"""


def test_where_the_screen_fails_the_prompt_answers(tmp_path: Path) -> None:
    folder = tmp_path / "broken"
    folder.mkdir()
    (folder / "textual.py").write_text(Broken.SOURCE.format(folder=str(folder)))
    master, slave = pty.openpty()
    env = environment(tmp_path, PYTHONPATH=f"{folder}{os.pathsep}{ROOT}", TERM="xterm-256color")
    process = subprocess.Popen(
        [sys.executable, "-m", "hart_cli", "find"], stdin=slave, stdout=slave, stderr=slave, env=env, cwd=tmp_path
    )
    os.close(slave)
    assert "do not work here" in until(master, "q ends")
    os.write(master, b"mentor\n")
    until(master, "We Matter!")
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


@pytest.mark.skipif(shutil.which("tmux") is None or shutil.which("bash") is None, reason="tmux or bash is missing")
@pytest.mark.parametrize("width", [80, 50])
def test_in_tmux_ctrl_z_gives_the_shell_back_and_fg_draws_again(tmp_path: Path, width: int) -> None:
    tmux = ["tmux", "-f", "/dev/null", "-S", str(tmp_path / "tmux")]
    env = environment(tmp_path, PYTHONPATH=str(ROOT), TERM="xterm-256color", PS1="$ ")
    size = ["-x", str(width), "-y", "24"]
    subprocess.run([*tmux, "new-session", "-d", *size, "bash --norc --noprofile -i"], env=env, check=True, cwd=tmp_path)

    def send(*keys: str) -> None:
        subprocess.run([*tmux, "send-keys", *keys], check=True)

    def screen(wanted: str) -> str:
        for _ in range(100):
            seen = subprocess.run([*tmux, "capture-pane", "-p"], capture_output=True, text=True, check=True).stdout
            if wanted in seen:
                return seen
            time.sleep(0.2)
        raise AssertionError(seen)

    try:
        send(f"{sys.executable} -m hart_cli find", "Enter")
        screen("Leave")
        send("we matter")
        before = screen("Name: We Matter!")
        send("C-z")
        assert "we matter" not in screen("Stopped")
        send("fg", "Enter")
        screen("Leave")
        time.sleep(0.5)
        assert screen("Name: We Matter!") == before
        send("C-c")
        screen("Stopped")
        time.sleep(0.5)  # what is typed before the prompt stands there is thrown away
        send("echo status $?", "Enter")
        assert "we matter" not in screen("status 130")
    finally:
        subprocess.run([*tmux, "kill-server"], check=False)


# Where nobody sits


def test_without_a_terminal_find_wants_words(hart: Run) -> None:
    ran = hart("find")
    assert ran.code == 2
    assert "find needs words or a filter" in ran.err


def test_a_question_is_narrowed_only_by_what_there_is() -> None:
    with pytest.raises(UsageError, match="no 'servise'"):
        LiveQuery("x").narrow("kind", "servise", OPENED)
    with pytest.raises(UsageError, match="no town"):
        LiveQuery("x").narrow("town", "Xyzzyville", OPENED)
    with pytest.raises(UsageError, match="outside Connecticut"):
        LiveQuery("x").narrow("town", "Paris", OPENED)
    assert LiveQuery(age=3).narrow("age", "", OPENED) == LiveQuery()
    assert LiveQuery().result(OPENED, 5).hits == ()
