"""Writing to the two streams, and how commands end."""

from __future__ import annotations

import codecs
import errno
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

from hart_cli import emergency, terminal
from hart_cli.errors import ExitCode, OutputError, UsageError
from hart_cli.language import say, spoken
from hart_cli.model import MOST_CHARACTERS, Bilingual
from hart_cli.safe import visible

WRITING = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG, errno.EIO, errno.EBADF)
"""What the system says when a stream cannot be written."""


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
    """Turn what writing raises into errors of ours."""
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
        raise OutputError("standard output is closed, so nothing can be printed")
    with _standard_output():
        for chunk in [chunks] if isinstance(chunks, str) else chunks:
            _Run.written = _Run.written or bool(chunk)
            sys.stdout.write(chunk)


def flush() -> None:
    """Hand everything over to standard output. Raises as `write`."""
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
            "standard input is UTF-16; hart reads UTF-8. In PowerShell: $OutputEncoding = [Text.Encoding]::UTF8"
        )
    return line.decode(sys.stdin.encoding, "replace")


def reader_left(error: Exception) -> bool:
    """Whether whoever read standard output went away; Windows calls that an invalid argument."""
    return getattr(error, "errno", None) in (errno.EPIPE, errno.EINVAL)


def unwritable(error: Exception) -> OutputError:
    """Return the error for a standard output that failed, and keep its last flush quiet."""
    emergency.silence(sys.stdout)
    full = getattr(error, "errno", None) == errno.ENOSPC
    return OutputError("standard output cannot be written" + (": the disk is full" if full else ""))


def error(message: str) -> None:
    """Write one line to standard error; if that is gone too, nothing more can be said."""
    emergency.write([f"hart: {visible(say(message))}"], sys.stderr)


def info(message: str | Bilingual) -> None:
    """Write a line of advice to standard error; if that is broken, nothing more can be said."""
    emergency.write(terminal.fold_for_reader(visible(say(message))), sys.stderr)


def facts(lines: Iterable[str]) -> None:
    """Write lines of the data to standard error, as they are: they are in their language already."""
    for line in lines:
        emergency.write(terminal.fold_for_reader(visible(line)), sys.stderr)


def info_all(messages: Iterable[str | Bilingual]) -> None:
    """Write lines of advice to standard error."""
    for message in messages:
        info(message)


def emergency_numbers() -> None:
    """Write the three emergency lines to standard error, where an answer was not found."""
    info_all(f"  {line}" for line in emergency.sentences(spoken()))


def age_of_numbers() -> None:
    """Say how old the emergency numbers are, where they are old or that is not known."""
    told = emergency.age_note(None, spoken())
    if told:
        info(told)


def place(error: BaseException) -> str:
    """Return the file and line where an error was raised, without anybody's words."""
    trace: Any = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    name = trace.tb_frame.f_code.co_filename.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{name}:{trace.tb_lineno}"
