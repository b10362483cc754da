"""Writing to the two streams, and how commands end."""

from __future__ import annotations

import errno
import sys
from collections.abc import Iterable
from typing import Any

from hart_cli import terminal
from hart_cli.errors import HartError, OutputError, UsageError
from hart_cli.language import say
from hart_cli.safe import visible

WRITING = (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC), errno.EFBIG, errno.EIO, errno.EBADF)
"""What the system says when a stream cannot be written."""


def write(chunks: str | Iterable[str]) -> None:
    """Write results to standard output.

    Raises:
        OutputError: standard output is closed, full or broken.
        BrokenPipeError: the reader went away.
    """
    if sys.stdout is None:
        raise OutputError("standard output is closed, so nothing can be printed")
    try:
        for chunk in [chunks] if isinstance(chunks, str) else chunks:
            sys.stdout.write(chunk)
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        if reader_left(error):
            raise BrokenPipeError from None
        raise unwritable(error) from None


def flush() -> None:
    """Hand everything over to standard output. Raises as `write`."""
    if sys.stdout is None:
        return
    try:
        sys.stdout.flush()
    except BrokenPipeError:
        raise
    except (OSError, ValueError) as error:
        if reader_left(error):
            raise BrokenPipeError from None
        raise unwritable(error) from None


def reader_left(error: Exception) -> bool:
    """Whether whoever read standard output went away; Windows calls that an invalid argument."""
    return getattr(error, "errno", None) in (errno.EPIPE, errno.EINVAL)


def unwritable(error: Exception) -> OutputError:
    """Return the error for a standard output that failed, and keep its last flush quiet."""
    from hart_cli.emergency import silence

    silence(sys.stdout)
    full = getattr(error, "errno", None) == errno.ENOSPC
    return OutputError("standard output cannot be written" + (": the disk is full" if full else ""))


def complain(message: str) -> None:
    """Write one line to standard error; if that is gone too, nothing more can be said."""
    from hart_cli.emergency import write as write_lines

    write_lines([f"hart: {visible(say(message))}"], sys.stderr)


def note(message: str) -> None:
    """Write a line of advice to standard error; if that is broken, nothing more can be said."""
    from hart_cli.emergency import write as write_lines

    write_lines(terminal.fold_for_reader(visible(say(message))), sys.stderr)


def usage(message: str) -> HartError:
    """Return the error for a wrong command line."""
    return UsageError(message)


def one_line(message: str) -> str:
    """Return a message of the argument parser as one line of ours, first letter small."""
    line = " ".join(message.split()).rstrip(".")
    return line[:1].lower() + line[1:] + "; see hart --help"


def place(error: BaseException) -> str:
    """Return the file and line where an error was raised, without anybody's words."""
    trace: Any = error.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    if trace is None:
        return "an unknown place"
    name = trace.tb_frame.f_code.co_filename.replace("\\", "/").rsplit("/", 1)[-1]
    return f"{name}:{trace.tb_lineno}"
