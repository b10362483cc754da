"""How hart fails: the exit codes, and one tree of errors, each of them one line long.

HartError
├── UsageError        the command line is wrong                         exit 2
├── DataError         a data file is unreadable or invalid              exit 3
├── OutputError       the output could not be written                   exit 4
└── BrokenError       hart itself is broken: a missing dependency       exit 5
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """What hart's exit status means. Scripts rely on these numbers."""

    OK = 0
    NOTHING = 1
    USAGE = 2
    DATA = 3
    OUTPUT = 4
    BROKEN = 5
    INTERRUPTED = 130


class HartError(Exception):
    """Something that the user is told in one line: what is wrong, where, and what to do.

    Args:
        message: the line, without "hart:" before it. It may repeat the value of an option, never
            the words of a search.
    """

    code = ExitCode.BROKEN

    def __init__(self, message: str) -> None:
        super().__init__(message)
        self.message = message


class UsageError(HartError):
    """The command line is wrong."""

    code = ExitCode.USAGE


class DataError(HartError):
    """A data file is unreadable or invalid."""

    code = ExitCode.DATA


class OutputError(HartError):
    """The output could not be written."""

    code = ExitCode.OUTPUT


class BrokenError(HartError):
    """hart itself is broken."""

    code = ExitCode.BROKEN
