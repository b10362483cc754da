"""`hart find` without words, line by line: plain lines that a screen reader can follow.

What is typed reaches no file, no history and no shell.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable

from hart_cli import terminal
from hart_cli.cli import console, render
from hart_cli.cli.options import OutputOptions
from hart_cli.cli.signals import (
    discard_typeahead,
    exit_status,
    input_is_waiting,
    signals_handled,
    silence_lost_terminal,
)
from hart_cli.emergency import sentences
from hart_cli.errors import ExitCode, UsageError
from hart_cli.i18n.catalog import gettext, language
from hart_cli.i18n.messages import message
from hart_cli.model import Hit, Result
from hart_cli.output.lines import in_short
from hart_cli.safe import safe
from hart_cli.search.live_query import NARROWABLE, NO_ADDRESS, NOTHING, LiveQuery, counted
from hart_cli.store.loader import Directories

MOST = 10
HOW = message(
    "Type words to search. A number shows that entry whole; open and a number opens its web address. "
    "kind, age or town and a value narrow, alone they take it back. q ends."
)


ENDINGS = ("q", "quit", "exit")
PASTE_SECONDS = 0.05
"""Lines that follow each other faster than this are a paste."""


def _write(lines: Iterable[str]) -> None:
    """Write lines, folded at spaces where the screen is narrow."""
    console.write(render.wrapped(lines, terminal.detect("never")))


class _EndingSignal(BaseException):
    """A signal that ends hart was received."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


def _raise_ending(number: int) -> None:
    raise _EndingSignal(number)


def search(directories: Directories) -> int:
    """Read questions and answer them until the input ends.

    Returns:
        The exit status; 130 after Ctrl-C.
    """
    try:
        with signals_handled(_raise_ending):
            return _loop(directories)
    except _EndingSignal as ending:
        silence_lost_terminal(ending.number)
        # The prompt of the shell begins on a new line.
        console.write("\n")
        return exit_status(ending.number)
    finally:
        discard_typeahead()


def _loop(directories: Directories) -> int:
    _write(f"{line}\n" for line in (*sentences(language()), "", gettext(HOW)))
    query = LiveQuery()
    hits: tuple[Hit, ...] = ()
    while True:
        console.write("\n? ")
        console.flush()
        lines, ended = _read()
        if lines:
            try:
                query, hits = _answer(" ".join(lines), query, hits, directories)
            except UsageError as error:
                _write([f"{safe(gettext(error.text))}\n"])
        if ended:
            return ExitCode.OK


def _read() -> tuple[list[str], bool]:
    """Return the lines that arrive together, as those of a paste do, and whether the search ends after them."""
    lines: list[str] = []
    while True:
        typed = sys.stdin.readline()
        if not typed or typed.strip().lower() in ENDINGS:
            return lines, True
        lines.append(typed.strip())
        if not input_is_waiting(PASTE_SECONDS):
            return lines, False


def _answer(
    typed: str, query: LiveQuery, hits: tuple[Hit, ...], directories: Directories
) -> tuple[LiveQuery, tuple[Hit, ...]]:
    """Answer one line. Returns the query after it, and the hits that a number selects."""
    first, _, rest = typed.partition(" ")
    if typed.isdigit() and 1 <= int(typed) <= len(hits):
        _write(render.chunks([hits[int(typed) - 1]], OutputOptions("plain", "never"), "cards"))
        return query, hits
    if first.lower() == "open" and rest.isdigit() and 1 <= int(rest) <= len(hits):
        _open(hits[int(rest) - 1])
        return query, hits
    if first.lower() in NARROWABLE:
        query = query.narrow(first.lower(), rest, directories)
    elif typed:
        query = query._replace(words=typed)
    result = query.result(directories, MOST)
    _write(_list(result, query))
    return query, tuple(result.hits)


def _open(hit: Hit) -> None:
    from hart_cli.cli.open_ import address_of, show_in_browser

    url = address_of(hit.entry)
    _write([f"{safe(url.url if url else gettext(NO_ADDRESS))}\n"])
    if url:
        show_in_browser(url.url)


def _list(result: Result, query: LiveQuery) -> list[str]:
    """Return the lines of an answer: how many, and each with its number."""
    lines = [f"{safe(gettext(note))}\n" for note in result.notes]
    narrowed = f" ({query.describe()})" if query.describe() else ""
    if not result.hits:
        return [*lines, f"{gettext(NOTHING)}{safe(narrowed)}\n"]
    lines.append(f"{gettext(counted(result))}{safe(narrowed)}\n")
    for number, hit in enumerate(result.hits, 1):
        lines.append(f"{number}. {in_short(hit, ', ')}\n")
    return lines
