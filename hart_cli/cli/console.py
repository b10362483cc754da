"""The streams of a run: results, notes and errors, the line of input, and the exit status."""

from __future__ import annotations

import codecs
import errno
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from hart_cli import emergency, terminal
from hart_cli.errors import ExitCode, OutputError, UsageError
from hart_cli.i18n.catalog import gettext, language
from hart_cli.i18n.messages import English, Renderable, message
from hart_cli.model import MOST_CHARACTERS
from hart_cli.safe import visible

WRITING = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG, errno.EIO, errno.EBADF)
"""The errors of the system when a stream cannot be written."""


class _Run:
    """The state of one run: a status that replaces 0 and 1, whether results were written, and the line of input."""

    status = ExitCode.OK
    written = False
    line: str | None = None


def begin() -> None:
    """Start a run: nothing is written, and the status is that of the command."""
    _Run.status, _Run.written, _Run.line = ExitCode.OK, False, None


def end_with(code: ExitCode) -> None:
    """Let the run end with this status where its command ends with 0 or 1."""
    _Run.status = code


def status(code: int) -> int:
    """Return the status of the run, for the one that its command ends with."""
    return _Run.status or code if code in (ExitCode.OK, ExitCode.NOTHING) else code


def has_written() -> bool:
    """Whether this run has written results to standard output."""
    return _Run.written


@contextmanager
def _standard_output() -> Iterator[None]:
    """Turn the errors of writing into `OutputError` and `BrokenPipeError`."""
    try:
        yield
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        if reader_left(error):
            raise BrokenPipeError from None
        raise unwritable(error) from None


def write(chunks: str | Iterable[str]) -> None:
    """Write results to standard output.

    Raises:
        OutputError: standard output is closed, full or broken.
        BrokenPipeError: the reader went away.
    """
    if sys.stdout is None:
        raise OutputError(message("standard output is closed, so nothing can be printed"))
    with _standard_output():
        for chunk in [chunks] if isinstance(chunks, str) else chunks:
            _Run.written = _Run.written or bool(chunk)
            sys.stdout.write(chunk)


def answer(chunks: str | Iterable[str], notes: Iterable[Renderable] = ()) -> None:
    """Write results to standard output, and after them notes to standard error. Raises as `write`."""
    write(chunks)
    flush()
    info(*notes)


def flush() -> None:
    """Flush standard output. Raises as `write`."""
    if sys.stdout is None:
        return
    with _standard_output():
        sys.stdout.flush()


def read_line() -> str:
    """Return the first line of standard input; a second call in a run returns the same line.

    Raises:
        UsageError: it is UTF-16, as Windows writes it. Read as anything else it would be words that nobody typed.
    """
    if _Run.line is None:
        _Run.line = _first_line()
    return _Run.line


def _first_line() -> str:
    if sys.stdin is None:
        return ""
    buffer = getattr(sys.stdin, "buffer", None)
    if buffer is None:  # a program that took the place of standard input
        return sys.stdin.readline(4 * MOST_CHARACTERS)
    line: bytes = buffer.readline(4 * MOST_CHARACTERS)
    if line.startswith(codecs.BOM_UTF8):
        return line.decode("utf-8-sig", "replace")
    # Without a mark, every other byte of Latin letters is zero.
    if line.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or 1 < 3 * line.count(0) / max(len(line), 1) < 2:
        raise UsageError(
            message(
                "standard input is UTF-16; hart reads UTF-8. In PowerShell: $OutputEncoding = [Text.Encoding]::UTF8"
            )
        )
    return line.decode(sys.stdin.encoding, "replace")


def reader_left(error: Exception) -> bool:
    """Whether the reader of standard output left, which Windows calls an invalid argument."""
    return getattr(error, "errno", None) in (errno.EPIPE, errno.EINVAL)


def unwritable(error: Exception) -> OutputError:
    """Return the error for a standard output that failed, and silence its last flush."""
    emergency.silence(sys.stdout)
    full = getattr(error, "errno", None) == errno.ENOSPC
    if full:
        return OutputError(message("standard output cannot be written: the disk is full"))
    return OutputError(message("standard output cannot be written"))


def error(text: Renderable) -> None:
    """Write the line of an error to standard error, where that can be written."""
    emergency.write([f"hart: {visible(gettext(text))}"], sys.stderr)


def info(*texts: Renderable) -> None:
    """Write lines of advice to standard error, where that can be written."""
    for text in texts:
        emergency.write(terminal.fold_for_reader(visible(gettext(text))), sys.stderr)


def emergency_numbers() -> None:
    """Write the three emergency lines to standard error."""
    info(*(English(f"  {line}") for line in emergency.sentences(language())))


def age_of_numbers() -> None:
    """Write a note where the emergency numbers are old or their age is unknown."""
    note = emergency.age_note(None, language())
    if note:
        info(English(note))


def place(error: BaseException) -> str:
    """Return the file and line where an error was raised, and nothing that was typed."""
    trace: Any = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    name = trace.tb_frame.f_code.co_filename.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{name}:{trace.tb_lineno}"
