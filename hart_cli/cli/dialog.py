"""hart find without words, line by line: plain lines that a screen reader can follow. What is typed
reaches no file and no history."""

from __future__ import annotations

import sys
from collections.abc import Iterable

from hart_cli import terminal
from hart_cli.cli import exits, render
from hart_cli.cli.options import Look
from hart_cli.emergency import spoken_lines
from hart_cli.errors import ExitCode, UsageError
from hart_cli.language import say, spoken
from hart_cli.model import Hit, Result
from hart_cli.output.lines import in_short
from hart_cli.safe import safe
from hart_cli.search.asking import NARROWINGS, Asking
from hart_cli.store.opening import Opened

MOST = 10
HOW = (
    "Type words to search. A number shows that entry whole; open and a number opens its web address. "
    "kind, age or town and a value narrow, alone they take it back. q ends."
)


def _write(lines: Iterable[str]) -> None:
    """Write lines, folded at spaces where the screen is narrow."""
    exits.write(render.wrapped(lines, terminal.look("never")))


def ask(opened: Opened) -> int:
    """Ask and answer until somebody ends it. Returns the exit code."""
    _write(f"{line}\n" for line in (*spoken_lines(spoken()), "", say(HOW)))
    asking = Asking()
    hits: tuple[Hit, ...] = ()
    while True:
        exits.write("\n? ")
        exits.flush()
        typed = sys.stdin.readline()
        if not typed or typed.strip().lower() in ("q", "quit", "exit"):
            return ExitCode.OK
        try:
            asking, hits = _answered(typed.strip(), asking, hits, opened)
        except UsageError as error:
            _write([f"{safe(say(error.message))}\n"])


def _answered(typed: str, asking: Asking, hits: tuple[Hit, ...], opened: Opened) -> tuple[Asking, tuple[Hit, ...]]:
    """Answer one line. Returns the question as it now stands and what can be chosen by number."""
    first, _, rest = typed.partition(" ")
    if typed.isdigit() and 1 <= int(typed) <= len(hits):
        _write(render.chunks([hits[int(typed) - 1]], Look("plain", "never"), "cards"))
        return asking, hits
    if first.lower() == "open" and rest.isdigit() and 1 <= int(rest) <= len(hits):
        _open(hits[int(rest) - 1])
        return asking, hits
    if first.lower() in NARROWINGS:
        asking = asking.narrowed(first.lower(), rest, opened)
    elif typed:
        asking = asking._replace(words=typed)
    result = asking.result(opened, MOST)
    _write(_listed(result, asking))
    return asking, tuple(result.hits)


def _open(hit: Hit) -> None:
    from hart_cli.cli.open_ import address_of, show_in_browser

    url = address_of(hit.entry)
    _write([f"{safe(url.url if url else say('This entry has no web address.'))}\n"])
    if url:
        show_in_browser(url.url)


def _listed(result: Result, asking: Asking) -> list[str]:
    """Return the lines of an answer: how many, and each with its number."""
    lines = [f"{safe(say(note))}\n" for note in result.notes]
    narrowed = f" ({asking.said()})" if asking.said() else ""
    if not result.hits:
        return [*lines, f"{say('Nothing in the directory fits.')}{safe(narrowed)}\n"]
    lines.append(f"{say(f'{len(result.hits)} of {result.total}:')}{safe(narrowed)}\n")
    for number, hit in enumerate(result.hits, 1):
        lines.append(f"{number}. {in_short(hit, ', ')}\n")
    return lines
