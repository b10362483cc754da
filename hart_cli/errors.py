"""The exit codes, and one tree of errors, each with a message of one line.

HartError
├── UsageError        the command line is wrong                         exit 2
├── DataError         a data file is unreadable or invalid              exit 3
│   └── DamagedIndexError  an index in the cache is damaged
├── OutputError       the output could not be written                   exit 4
└── BrokenError       hart itself is broken: a missing dependency       exit 5
"""

from enum import IntEnum

from hart_cli.i18n.messages import English, Message


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
        text: one line without "hart:" before it: what is wrong, where, and what to do. It may repeat the value of
            an option, never the words of a search.

    Attributes:
        text: the same.
        message: the line in English.
    """

    code = ExitCode.BROKEN

    def __init__(self, text: Message | English) -> None:
        super().__init__(str(text))
        self.text = text
        self.message = str(text)


class UsageError(HartError):
    """The command line is wrong."""

    code = ExitCode.USAGE


class DataError(HartError):
    """A data file is unreadable or invalid.

    Args:
        text: as above; a plain one is in English, since it quotes the data.
    """

    code = ExitCode.DATA

    def __init__(self, text: Message | str) -> None:
        super().__init__(text if isinstance(text, Message) else English(text))


class DamagedIndexError(DataError):
    """The index of a directory of the user's own is damaged. It is removed, and made anew when it is opened again."""


class OutputError(HartError):
    """The output could not be written."""

    code = ExitCode.OUTPUT


class BrokenError(HartError):
    """hart itself is broken."""

    code = ExitCode.BROKEN
