"""The exit codes, and one tree of errors, each with a message of one line.

HartError
├── UsageError        the command line is wrong                         exit 2
├── DataError         a data file is unreadable or invalid              exit 3
│   └── DamagedIndexError  an index in the cache is damaged
├── OutputError       the output could not be written                   exit 4
└── BrokenError       hart itself is broken: a missing dependency       exit 5
"""

from enum import IntEnum


class ExitCode(IntEnum):
    """The exit statuses. Scripts rely on these numbers."""

    OK = 0
    NOTHING = 1
    USAGE = 2
    DATA = 3
    OUTPUT = 4
    BROKEN = 5
    INTERRUPTED = 130


class HartError(Exception):
    """An error with a message for the user.

    Args:
        message: one line without "hart:" before it: what is wrong, where, and what to do. It may repeat the value of
            an option, never the words of a search.
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


class DamagedIndexError(DataError):
    """The index of a directory of the user's own is damaged. It is removed, and made anew when it is opened again."""


class OutputError(HartError):
    """The output could not be written."""

    code = ExitCode.OUTPUT


class BrokenError(HartError):
    """hart itself is broken."""

    code = ExitCode.BROKEN
