"""The streams, decided once: is it a terminal, how wide, in colour or not."""

from __future__ import annotations

import os
import sys
from typing import NamedTuple, TextIO

DEFAULT_WIDTH = 80
NARROWEST_TABLE, NARROWEST_GRID = 40, 64
"""Below these widths, in columns, a table of hits and a table of facts become plain lines."""

_WIDEST = 140


class Terminal(NamedTuple):
    """What standard output can do. `width` is in columns."""

    is_terminal: bool
    width: int
    color: bool
    links: bool


def prepare_streams() -> None:
    """Make no character able to stop hart: what a stream's encoding lacks becomes "?"."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def _isatty(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def both_are_screens() -> bool:
    """Whether somebody sits at standard input and standard output."""
    return _isatty(sys.stdin) and _isatty(sys.stdout)


def error_is_screen() -> bool:
    """Whether standard error is a terminal on which lines can be drawn over."""
    return _isatty(sys.stderr) and os.environ.get("TERM") != "dumb"


def _width() -> int:
    named = os.environ.get("COLUMNS", "")
    if named.isascii() and named.isdigit() and int(named[:9]) > 0:
        return min(int(named[:9]), _WIDEST)
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns or DEFAULT_WIDTH, _WIDEST)
    except (OSError, ValueError, AttributeError):
        return DEFAULT_WIDTH


def _color(choice: str, is_terminal: bool) -> bool:
    """`--color` first, then NO_COLOR, CLICOLOR_FORCE or FORCE_COLOR, TERM=dumb, the stream."""
    if choice != "auto":
        return choice == "always"
    environ = os.environ
    if environ.get("NO_COLOR"):
        return False
    for name in ("CLICOLOR_FORCE", "FORCE_COLOR"):
        if environ.get(name, "") not in ("", "0"):
            return True
    return is_terminal and environ.get("TERM") != "dumb"


def fold_for_reader(line: str) -> list[str]:
    """Return a line of advice folded at spaces where standard error is a terminal; elsewhere whole."""
    if not _isatty(sys.stderr) or len(line) <= _width():
        return [line]
    import textwrap

    return textwrap.wrap(line, _width(), subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def look(color: str = "auto") -> Terminal:
    """Return what standard output can do.

    Args:
        color: "auto", "always" or "never", as `--color` has it.
    """
    is_terminal = _isatty(sys.stdout)
    dumb = os.environ.get("TERM") == "dumb"
    colored = _color(color, is_terminal)
    return Terminal(is_terminal, _width(), colored, is_terminal and colored and not dumb)
