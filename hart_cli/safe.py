"""Making text safe, by where it goes. Everything that leaves hart passes here once, at the edge.

A value in a data file and a word on the command line are text, never instructions: no escape
sequence, control character, bidirectional override, line break, markup or formula in them may
change what a screen, a row, a spreadsheet, a card or a page does.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

Destination = Literal["line", "csv", "markdown", "vcard", "html"]

_SPACES = "\t\n\v\f\r\x85\u00a0\u2028\u2029"
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\x00")
_MARKDOWN = re.compile(r"([\\`*_{}\[\]<>#|~!&])")
_WEB_SCHEMES = ("http://", "https://", "mailto:", "tel:", "sms:")


def _shown(character: str) -> str:
    if character.isprintable():
        return character
    if character in _SPACES or character.isspace():
        return " "
    point = ord(character)
    return f"\\x{point:02x}" if point < 256 else f"\\u{point:04x}"


def visible(text: str) -> str:
    """Return `text` on one line with nothing in it that a terminal would act on.

    Control, format (bidirectional, zero-width) and unassigned characters and lone surrogates are
    shown as \\x1b or \\u202e; every kind of line break and tab becomes a space.
    """
    if text.isprintable():
        return text
    return "".join(map(_shown, text))


def _csv(text: str) -> str:
    # A spreadsheet runs a cell that starts with one of these, even after white space.
    return "'" + text if text.lstrip().startswith(_FORMULA) or text.startswith(_FORMULA) else text


def _markdown(text: str) -> str:
    escaped = _MARKDOWN.sub(r"\\\1", text)
    return re.sub(r"^(\s*)([-+=]|\d+[.)])(?=\s|[-+=])", r"\1\\\2", escaped)


def _vcard(text: str) -> str:
    # RFC 6350 section 3.4; the backslash first, or it would be escaped twice.
    for plain in ("\\", ";", ","):
        text = text.replace(plain, "\\" + plain)
    return text


def _html(text: str) -> str:
    from html import escape  # imported late: only pages need it

    return escape(text, quote=True)


_ESCAPES: dict[str, Callable[[str], str]] = {"csv": _csv, "markdown": _markdown, "vcard": _vcard, "html": _html}


def safe(text: str, destination: Destination = "line") -> str:
    """Return `text` such that it is nothing but text at its destination.

    Args:
        text: a value from a data file or the command line.
        destination: "line" for a terminal, a plain line or a TSV cell; "csv" for a cell that a
            spreadsheet opens; "markdown", "vcard" and "html" for a value inside those.

    Returns:
        One line of text. No destination gets a control character or a line break.
    """
    escape = _ESCAPES.get(destination)
    return escape(visible(text)) if escape else visible(text)


_NOT_IN_ADDRESS = frozenset(' "<>\\^`{|}')


def web_address(url: str) -> str | None:
    """Return `url` if a person may follow it: http, https, mailto, tel or sms, without spaces,
    quotes or anything unprintable. Otherwise None."""
    if not url.lower().startswith(_WEB_SCHEMES):
        return None
    if not url.isprintable() or not _NOT_IN_ADDRESS.isdisjoint(url):
        return None
    return url


_E164 = re.compile(r"\+[1-9][0-9]{6,14}")
_SHORT_CODE = re.compile(r"[0-9]{3,6}")


def dial_link(number: str, e164: str | None, scheme: str = "tel") -> str | None:
    """Return a link that dials (or with the scheme "sms" texts) a number; None if it is no plain number.

    Args:
        number: as people read it; used where there is no `e164`, and then only a code of 3 to 6 digits.
        e164: the number as E.164 has it.
        scheme: "tel" or "sms".
    """
    if e164 is not None:
        return f"{scheme}:{e164}" if _E164.fullmatch(e164) else None
    return f"{scheme}:{number}" if _SHORT_CODE.fullmatch(number) else None
