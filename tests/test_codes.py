"""hart hotline --qr: a code to scan above the number; and the number whatever happens to the code."""

from __future__ import annotations

import itertools
import re
from pathlib import Path

import pytest
import zxingcpp
from conftest import ROOT, Run
from PIL import Image

from hart_cli.export import qr
from hart_cli.safe import dial_link

BLACK_ON_WHITE = "\x1b[38;5;16;48;5;231m"
HALVES = {"\u2588": (0, 0), "\u2580": (0, 255), "\u2584": (255, 0), " ": (255, 255)}


def drawn(lines: list[str], inverted: bool = False) -> Image.Image:
    """What a camera sees of lines of half blocks."""
    width = max(map(len, lines))
    image = Image.new("L", (width, 2 * len(lines)), 255)
    for row, line in enumerate(lines):
        for column, character in enumerate(line.ljust(width)):
            for half, shade in enumerate(HALVES[character]):
                image.putpixel((column, 2 * row + half), 255 - shade if inverted else shade)
    return image.resize((width * 8, len(lines) * 16), Image.Resampling.NEAREST)


def scan(lines: list[str], inverted: bool = False) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(drawn(lines, inverted), try_invert=False)]


def blocks(out: str) -> list[list[str]]:
    """The codes of an output, each as its lines."""
    parts = re.split(r"(?:^|\n)[^\n]*: (?:call|[Tt]ext|fax) [^\n]*\n", out)
    found = [[line for line in part.split("\n") if set(line) <= set(HALVES)] for part in parts]
    return [lines for lines in found if any(line.strip() for line in lines)]


def test_in_a_pipe_the_code_scans_and_the_number_stands_above(hart: Run) -> None:
    ran = hart("hotline", "careline", "--qr")
    assert ran.code == 0
    (code,) = blocks(ran.out)
    assert scan(code) == ["tel:+18008422288"]
    assert ran.out.startswith("DCF Careline: call 1-800-842-2288\n")


def test_each_name_stands_above_its_own_code_with_what_to_press_and_to_know(hart: Run) -> None:
    for arguments in (("--all",), ("--all", "--channel", "text")):
        out = hart("hotline", "--qr", *arguments).out
        captions = re.findall(r"^([^\n]*): (?:call|[Tt]ext) (?:\w+ (?:or \w+ )?to )?([\d-]+)", out, re.MULTILINE)
        found = [code for part in blocks(out) for code in scan(part)]
        assert len(captions) > 5
        dialed = [re.sub(r"\D", "", number) for _, number in captions]
        assert [re.sub(r"\D", "", code)[-len(number) :] for code, number in zip(found, dialed, strict=True)] == dialed
    assert "Press 1 for crisis, then 1 for mobile crisis" in hart("hotline", "mobile crisis", "--qr").out
    assert "233733; do not call" in hart("hotline", "trafficking", "--qr", "--channel", "text").out


def test_a_screen_holds_one_code(terminal: Run) -> None:
    lines = terminal("hotline", "--qr").out.splitlines()
    captions = [n for n, line in enumerate(lines) if re.search(": call [0-9]", line)]
    assert len(captions) == 3
    assert all(after - before >= 50 for before, after in itertools.pairwise(captions))


def test_on_a_terminal_black_and_white_are_set_whatever_the_theme(terminal: Run) -> None:
    ran = terminal("hotline", "careline", "--qr", columns=50)
    lines = [line for line in ran.out.splitlines() if BLACK_ON_WHITE in line]
    assert lines
    assert all(line.startswith(BLACK_ON_WHITE) and line.endswith("\x1b[0m") for line in lines)
    bare = [line.removeprefix(BLACK_ON_WHITE).removesuffix("\x1b[0m") for line in lines]
    assert len(set(map(len, bare))) == 1
    assert scan(bare) == ["tel:+18008422288"]


def test_on_a_terminal_without_color_the_light_parts_are_drawn(terminal: Run) -> None:
    ran = terminal("hotline", "careline", "--qr", env={"NO_COLOR": "1"})
    assert "\x1b" not in ran.out
    (code,) = blocks(ran.out)
    assert scan(code, inverted=True) == ["tel:+18008422288"]


def test_a_stream_without_blocks_gets_a_code_in_ascii(hart_process: Run) -> None:
    ran = hart_process("hotline", "careline", "--qr", env={"PYTHONIOENCODING": "ascii"})
    lines = [line for line in ran.out.splitlines() if "#" in line]
    size = max(map(len, lines)) // 2 + qr.QUIET
    image = Image.new("L", (size, len(lines) + 2 * qr.QUIET), 255)
    for y, line in enumerate(lines, qr.QUIET):
        for x in range(0, len(line), 2):
            image.putpixel((x // 2, y), 0 if line[x] == "#" else 255)
    large = image.resize((image.width * 8, image.height * 8), Image.Resampling.NEAREST)
    assert [code.text for code in zxingcpp.read_barcodes(large)] == ["tel:+18008422288"]


def test_bare_it_has_the_three_emergency_lines_in_their_order(hart: Run) -> None:
    found = [code for part in blocks(hart("hotline", "--qr").out) for code in scan(part)]
    assert found == ["tel:911", "tel:+18883737888", "tel:+18008422288"]


def test_the_channel_for_texts_writes_a_text_and_says_when_911_may_be_texted(hart: Run) -> None:
    ran = hart("hotline", "--qr", "--channel", "text")
    assert [code for part in blocks(ran.out) for code in scan(part)] == ["sms:911", "sms:233733"]
    assert re.search("only if you cannot speak", ran.out, re.IGNORECASE)


def test_on_a_narrow_screen_the_number_stands_alone(terminal: Run) -> None:
    ran = terminal("hotline", "careline", "--qr", columns=20)
    assert ran.code == 0
    assert "1-800-842-2288" in ran.out
    assert "\u2588" not in ran.out
    assert "too narrow" in ran.err


@pytest.mark.parametrize("body", ["raise ImportError('no')", "raise RuntimeError('no')", "def make_qr(*a, **k): 1 / 0"])
def test_where_the_codes_are_broken_the_numbers_print_with_one_line(
    hart_process: Run, tmp_path: Path, body: str
) -> None:
    (tmp_path / "segno.py").write_text(body + "\n")
    ran = hart_process("hotline", "--qr", env={"PYTHONPATH": f"{tmp_path}:{ROOT}"})
    assert ran.code == 0
    assert all(number in ran.out for number in ("911", "1-888-373-7888", "1-800-842-2288"))
    assert ran.err.count("no code can be drawn") == 1
    assert "Traceback" not in ran.err


@pytest.mark.parametrize("module", ["typer", "sqlite3"])
def test_where_hart_is_broken_the_bare_numbers_print(hart_process: Run, tmp_path: Path, module: str) -> None:
    (tmp_path / f"{module}.py").write_text("raise ImportError('no')\n")
    ran = hart_process("hotline", "careline", "--qr", env={"PYTHONPATH": f"{tmp_path}:{ROOT}"})
    assert ran.out == "1-800-842-2288\n"


def test_it_is_no_other_format_and_not_only_the_number(hart: Run) -> None:
    for other in ("--json", "--number", "--plain"):
        ran = hart("hotline", "careline", "--qr", other)
        assert ran.code == 2
        assert ran.out == ""


def test_a_line_that_nobody_has_gives_the_emergency_lines(hart: Run) -> None:
    ran = hart("hotline", "qqqzzz", "--qr")
    assert ran.code == 1
    assert "1-888-373-7888" in ran.err


@pytest.mark.parametrize(
    ("number", "e164", "link"),
    [
        ("911", None, "tel:911"),
        ("1-800-842-2288", "+18008422288", "tel:+18008422288"),
        ("1-800-842-2288", None, None),
        ("*86", None, None),
        ("911;phone-context=evil", None, None),
        ("x", "+1800842\r\nX", None),
        ("911", "javascript:1", None),
        ("\u0669\u0661\u0661", None, None),
    ],
)
def test_only_a_plain_number_is_dialed(number: str, e164: str | None, link: str | None) -> None:
    assert dial_link(number, e164) == link
