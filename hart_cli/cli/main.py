"""Running one command line. Every error ends here, as one line on standard error and an exit status."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from typing import Any, NamedTuple

import typer

from hart_cli import emergency, terminal
from hart_cli.cli import app, console
from hart_cli.errors import DamagedIndexError, ExitCode, HartError, OutputError, UsageError
from hart_cli.hotline_question import last_resort
from hart_cli.i18n.catalog import begin
from hart_cli.i18n.choice import chosen_language
from hart_cli.i18n.messages import English, Message, message, term

_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""What a phone or an office program writes in place of one hyphen or two."""


def _with_hyphens(word: str) -> str:
    """Return an option that begins with another dash as one that begins with hyphens."""
    name = word.lstrip(_DASHES + "-")
    if word[:1] not in _DASHES or not word or not name[:1].isalpha():
        return word
    return ("-" if len(name.partition("=")[0]) == 1 else "--") + name


def _with_apart_values(arguments: list[str]) -> list[str]:
    """Part "-o=x.csv" as "--output=x.csv" is parted, so that no value begins with the sign."""
    parted: list[str] = []
    for n, typed in enumerate(arguments):
        if typed == "--":
            return parted + arguments[n:]
        word = _with_hyphens(typed)
        is_short = word[:1] == "-" and word[1:2].isalpha() and word[2:3] == "="
        parted += [word[:2], word[3:]] if is_short else [word]
    return parted


def run(arguments: list[str]) -> int:
    """Run one command line.

    Args:
        arguments: the words after `hart`.

    Returns:
        The exit status.
    """
    terminal.prepare_streams()
    console.begin()
    arguments = _with_apart_values(arguments)
    begin(arguments)
    if not arguments and os.environ.get("HART_COMPLETE") and sys.stdin is not None and not sys.stdin.isatty():
        from hart_cli.cli.completion import answer

        return answer()
    try:
        try:
            return _run(arguments)
        except DamagedIndexError:
            if console.has_written():
                raise
            return _run(arguments)  # the index is made anew
    except BaseException as error:  # noqa: BLE001 (the one boundary: every end has its exit code)
        return _fail(arguments, *_ending(error))


def _run(arguments: list[str]) -> int:
    if sys.stdout is None:
        raise OutputError(message("standard output is closed, so nothing can be printed"))
    try:
        # No variable of a shell starts the completion of Typer: hart has its own.
        result = app.group().main(arguments, prog_name="hart", standalone_mode=False, complete_var="")
    except Exception as error:
        if not hasattr(error, "format_message"):
            raise
        from hart_cli.cli.usage_errors import explained

        raise UsageError(English(explained(error, arguments))) from None
    console.flush()
    code = int(result or 0)
    return code if arguments[:1] == ["hotline"] else console.status(code)


class _Ending(NamedTuple):
    """How an error ends the run: the line for standard error, None for no line, and the exit status."""

    message: Message | English | None
    status: int


def _reader_left(_: object) -> _Ending:
    emergency.silence(sys.stdout)
    return _Ending(None, ExitCode.OK)


def _system_error(error: OSError) -> _Ending:
    if console.reader_left(error) and error.filename is None:
        return _reader_left(error)
    if error.errno in console.WRITING:
        return _Ending(console.unwritable(error).text, ExitCode.OUTPUT)
    return _fault(error)


def _missing_part(error: ImportError) -> _Ending:
    part = error.name or term("a dependency")
    return _Ending(message("{part} is missing or broken; install hart again", part=part), ExitCode.BROKEN)


def _fault(error: BaseException) -> _Ending:
    if os.environ.get("HART_DEBUG"):
        import traceback

        # Without the values of local variables, which may hold what was typed.
        traceback.print_tb(error.__traceback__)
        console.error(English(type(error).__name__))
    where = f"{type(error).__name__} in {console.place(error)}"
    fault = message(
        "this is a fault in hart ({where}). Please report this line to the people you got hart from", where=where
    )
    return _Ending(fault, ExitCode.BROKEN)


_ENDINGS: tuple[tuple[type[BaseException], Callable[[Any], _Ending]], ...] = (
    (HartError, lambda error: _Ending(error.text, error.code)),
    (BrokenPipeError, _reader_left),
    (KeyboardInterrupt, lambda _: _Ending(None, ExitCode.INTERRUPTED)),
    (typer.Abort, lambda _: _Ending(None, ExitCode.INTERRUPTED)),
    (OSError, _system_error),
    (SystemExit, lambda _: _Ending(message("a part of hart ended it; install hart again"), ExitCode.BROKEN)),
    (ImportError, _missing_part),
    (BaseException, _fault),
)
"""Each kind of error with the function that gives its ending; the first that fits counts."""


def _ending(error: BaseException) -> _Ending:
    return next(describe(error) for kind, describe in _ENDINGS if isinstance(error, kind))


def _fail(arguments: list[str], line: Message | English | None, status: int) -> int:
    """Write the line of an error. Where hart is broken the emergency numbers print all the same.

    Returns:
        The exit status.
    """
    if line is None:
        return status
    console.error(line)
    if status in (ExitCode.USAGE, ExitCode.OUTPUT, ExitCode.OK):
        return status
    if arguments[:1] == ["hotline"]:
        return last_resort(arguments[1:], "the directory could not be used")
    spoken = chosen_language(arguments)
    emergency.write([f"hart: {emergency.HEADING[spoken]}", *emergency.sentences(spoken)], sys.stderr)
    return status
