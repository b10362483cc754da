"""Make the pictures of the program in the documents: `.venv/bin/python website/pictures.py`.

Each is the screen of a terminal of 80 columns, as SVG. The same program gives the same bytes. A picture loads no font:
it uses a monospaced font of the reader.
"""

from __future__ import annotations

import asyncio
import os
import pty
import re
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

from rich.console import Console
from rich.terminal_theme import TerminalTheme
from rich.text import Text

FOLDER = Path(__file__).parent.parent / "docs" / "images"
WIDTH, LINES = 80, 30
_DARK, _LIGHT = (24, 26, 32), (222, 224, 230)
_COLORS = [(70, 74, 86), (240, 110, 110), (120, 220, 140), (240, 210, 100), (120, 170, 250), (220, 140, 240)]
THEME = TerminalTheme(_DARK, _LIGHT, [*_COLORS, (100, 220, 230), _LIGHT])
_SVG = """<svg class="hart-screen" viewBox="0 0 {width} {height}" xmlns="http://www.w3.org/2000/svg" role="img">
<title>TITLE</title>
<style>
.{unique_id}-matrix {{ font-family: "DejaVu Sans Mono", Menlo, Consolas, monospace; font-size: {char_height}px;
line-height: {line_height}px; font-variant-east-asian: full-width; }}
.{unique_id}-title {{ display: none; }}
{styles}
</style>
<defs><clipPath id="{unique_id}-clip-terminal"><rect width="{terminal_width}" height="{terminal_height}"/></clipPath>
{lines}</defs>
<rect fill="#181a20" width="{width}" height="{height}" rx="8"/>
<g transform="translate({terminal_x}, {terminal_y})" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">{matrix}</g>
</g>
</svg>
"""


class Shown(NamedTuple):
    """A command, and how many lines of its output the picture shows."""

    command: str
    lines: int = LINES


PICTURES = {
    "hotline": Shown("hart hotline"),
    "find": Shown("hart find mentor --age 15 --town Bridgeport"),
    "acts": Shown("hart acts hotel training", 22),
    "figures": Shown("hart figures", 24),
    "show": Shown("hart show we-matter", 28),
}


def printed(command: str, home: Path) -> str:
    """Return the output of a command on a terminal, with its colors."""
    ours, theirs = pty.openpty()
    kept = {name: os.environ[name] for name in ("PATH", "PYTHONPATH") if name in os.environ}
    asked = {"HOME": str(home), "COLUMNS": str(WIDTH), "LINES": str(LINES), "TERM": "xterm-256color", "LANG": "C.UTF-8"}
    process = subprocess.Popen(
        [sys.executable, "-m", "hart_cli", *command.split()[1:]],
        stdin=subprocess.DEVNULL,
        stdout=theirs,
        stderr=subprocess.DEVNULL,
        env={**kept, **asked},
        cwd=FOLDER.parent.parent,
    )
    os.close(theirs)
    read = bytearray()
    try:
        while chunk := os.read(ours, 65536):
            read += chunk
    except OSError:
        pass  # the program has ended
    os.close(ours)
    if process.wait():
        raise SystemExit(f"{command} ended with {process.returncode}")
    return read.decode("utf-8").replace("\r\n", "\n")


def drawn(shown: Shown, text: str) -> str:
    """Return a command and its output as SVG."""
    with open(os.devnull, "w", encoding="utf-8") as nowhere:
        console = Console(record=True, width=WIDTH, file=nowhere, force_terminal=True, color_system="truecolor")
        console.print(Text("$ " + shown.command, style="bold"))
        lines = text.rstrip("\n").split("\n")
        kept = lines[: shown.lines] + (["..."] if len(lines) > shown.lines else [])
        console.print(Text.from_ansi("\n".join(kept)), soft_wrap=True)
    svg = console.export_svg(theme=THEME, code_format=_SVG, unique_id="hart")
    return _clean(svg.replace("TITLE", shown.command, 1))


def _clean(svg: str) -> str:
    return re.sub(r"[ \t]+\n", "\n", svg)


def live() -> str:
    """Return live search with a question typed into it, as SVG."""
    from hart_cli.cli.live import Live
    from hart_cli.store.loader import open_all

    async def typed() -> str:
        app = Live(open_all())
        async with app.run_test(size=(WIDTH, 24)) as pilot:
            await pilot.press(*"abogado")
            await pilot.pause()
            await app.workers.wait_for_complete()
            await pilot.pause()
            screenshot: str = app.export_screenshot(title="hart find")
            return screenshot

    svg = asyncio.run(typed())
    # Textual's own picture loads its font from another server, and names its parts by a number made from the content.
    return _clean(re.sub(r"@font-face \{.*?\}\n?", "", svg, flags=re.DOTALL))


def pictures() -> Mapping[str, str]:
    """Return the pictures by file name."""
    with tempfile.TemporaryDirectory() as home:
        made = {f"{name}.svg": drawn(shown, printed(shown.command, Path(home))) for name, shown in PICTURES.items()}
    return {**made, "live.svg": live()}


if __name__ == "__main__":
    FOLDER.mkdir(exist_ok=True)
    for name, svg in pictures().items():
        (FOLDER / name).write_text(svg, encoding="utf-8")
