"""The standard streams: whether they are terminals, how wide, with color or not, and in which encoding."""

from __future__ import annotations

import codecs
import os
import sys
from typing import NamedTuple, TextIO

DEFAULT_WIDTH = 80
NARROWEST_TABLE, NARROWEST_GRID = 40, 64
"""Below these widths, in columns, a table of hits and a table of facts become plain lines."""

_WIDEST = 140
_NEAR = dict(
    zip(
        "\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201c\u201d\u00ab\u00bb\u00b7\u2022\u2588\u00bf\u00a1",
        '-----\'\'""""-*#?!',
        strict=True,
    )
)


class Terminal(NamedTuple):
    """What standard output can do.

    Attributes:
        is_terminal: whether it is a terminal.
        width: in columns.
        color: whether colors may be used.
        links: whether text may be linked to an address.
    """

    is_terminal: bool
    width: int
    color: bool
    links: bool


def prepare_streams() -> None:
    """Set the streams so that no character is an error and that line ends are the same on every system.

    A character that the encoding of a stream lacks becomes a letter or mark like it, else "?". A pipe or file gets
    the line ends of the format: Windows would make CRCRLF of the CRLF of CSV.
    """
    codecs.register_error("hart", _substitute)
    for stream, errors in ((sys.stdin, "replace"), (sys.stdout, "hart"), (sys.stderr, "hart")):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors=errors)
            if stream is sys.stdout and not _isatty(stream):
                reconfigure(newline="\n")


def speak_utf8() -> None:
    """Write UTF-8 to a pipe or file, whatever the encoding of the system, for formats that are UTF-8 by their rules."""
    reconfigure = getattr(sys.stdout, "reconfigure", None)
    if reconfigure is not None and not _isatty(sys.stdout):
        reconfigure(encoding="utf-8", errors="hart")


def _substitute(error: UnicodeError) -> tuple[str, int]:
    """Return ASCII for the characters that an encoding lacks, as `codecs.register_error` has it."""
    if not isinstance(error, UnicodeEncodeError):
        raise error
    return "".join(map(_near, error.object[error.start : error.end])), error.end


def _near(character: str) -> str:
    import unicodedata  # imported late: hardly any stream lacks a character

    if "\u2500" <= character <= "\u257f":  # lines of boxes
        return "-" if character in "\u2500\u2501\u2550" else "|" if character in "\u2502\u2503\u2551" else "+"
    known = _NEAR.get(character)
    if known is not None:
        return known
    # Without combining marks an accented letter is the plain one.
    plain = "".join(c for c in unicodedata.normalize("NFKD", character) if not unicodedata.combining(c))
    return plain if plain and plain.isascii() else "?"


def _isatty(stream: TextIO | None) -> bool:
    try:
        return stream is not None and stream.isatty()
    except ValueError:
        return False


def is_interactive() -> bool:
    """Whether standard input and standard output are terminals."""
    return _isatty(sys.stdin) and _isatty(sys.stdout)


def can_draw_on_error() -> bool:
    """Whether standard error is a terminal whose lines can be overwritten."""
    return _isatty(sys.stderr) and not _is_dumb()


def _is_dumb() -> bool:
    """Whether the terminal knows no escape sequences: TERM is dumb or empty."""
    return os.environ.get("TERM") in ("dumb", "")


def _width() -> int:
    named = os.environ.get("COLUMNS", "")
    if named.isascii() and named.isdigit() and int(named[:9]) > 0:
        return min(int(named[:9]), _WIDEST)
    try:
        return min(os.get_terminal_size(sys.stdout.fileno()).columns or DEFAULT_WIDTH, _WIDEST)
    except (OSError, ValueError, AttributeError):
        return DEFAULT_WIDTH


def _color(choice: str, is_terminal: bool) -> bool:
    """`--color` first, then NO_COLOR, CLICOLOR_FORCE or FORCE_COLOR, CLICOLOR=0, TERM, the stream."""
    if choice != "auto":
        return choice == "always"
    environ = os.environ
    if environ.get("NO_COLOR"):
        return False
    for name in ("CLICOLOR_FORCE", "FORCE_COLOR"):
        if environ.get(name, "") not in ("", "0"):
            return True
    return is_terminal and environ.get("CLICOLOR") != "0" and not _is_dumb()


def fold_for_reader(line: str) -> list[str]:
    """Return a line of advice folded at spaces where standard error is a terminal; elsewhere whole."""
    return fold(line, _width()) if _isatty(sys.stderr) and len(line) > _width() else [line]


def fold(line: str, width: int) -> list[str]:
    """Return a line folded at spaces, never inside a word or a number, to a width in columns."""
    import textwrap

    return textwrap.wrap(line, width, subsequent_indent="  ", break_long_words=False, break_on_hyphens=False)


def detect(color: str = "auto") -> Terminal:
    """Return what standard output can do.

    Args:
        color: "auto", "always" or "never", as `--color` has it.
    """
    is_terminal = _isatty(sys.stdout)
    colored = _color(color, is_terminal)
    return Terminal(is_terminal, _width(), colored, is_terminal and colored and not _is_dumb())
