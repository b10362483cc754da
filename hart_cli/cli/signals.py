"""What both interactive searches share: ending on a signal, and discarding input that was not read."""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from hart_cli.emergency import silence

ENDING_SIGNALS = tuple(
    getattr(signal, name) for name in ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT") if hasattr(signal, name)
)

SIGQUIT = 3
"""The number of the signal, which has no name on Windows."""


def exit_status(number: int) -> int:
    """Return the exit status of a program that a signal ends, as shells count it: 130 for Ctrl-C."""
    return 128 + number


@contextmanager
def signals_handled(handler: Callable[[int], None]) -> Iterator[None]:
    """Call a function with the number of a signal that ends hart, instead of ending at once.

    A signal that is ignored, as under nohup, stays ignored. No core file is written on SIGQUIT: it would contain what
    was typed.

    Args:
        handler: the function.
    """
    before = {number: signal.getsignal(number) for number in ENDING_SIGNALS}
    handled = [number for number, handler_before in before.items() if handler_before is not signal.SIG_IGN]
    for number in handled:
        signal.signal(number, lambda received, _: handler(received))
    try:
        yield
    finally:
        for number in handled:
            signal.signal(number, before[number])


def silence_lost_terminal(number: int | None) -> None:
    """After SIGHUP, silence the last flush to a terminal that may be gone."""
    if number == getattr(signal, "SIGHUP", 0):
        silence(sys.stdout)
        silence(sys.stderr)


def can_be_resumed() -> bool:
    """Whether a shell with job control started hart, so that `fg` can resume it."""
    return os.name != "nt" and os.getsid(0) != os.getpgrp()


def discard_typeahead() -> None:
    """Discard input that was typed and not read: the shell would read it, show it and keep it in its history."""
    if os.name == "nt":
        import msvcrt

        while msvcrt.kbhit():  # type: ignore[attr-defined,unused-ignore]
            msvcrt.getwch()  # type: ignore[attr-defined,unused-ignore]
        return
    import termios

    try:
        termios.tcflush(sys.stdin.fileno(), termios.TCIFLUSH)
    except (termios.error, OSError, ValueError):
        return


def input_is_waiting(seconds: float) -> bool:
    """Whether another line of standard input arrives within a time, as the lines of a paste do.

    Args:
        seconds: the time.
    """
    if os.name == "nt":  # select knows sockets only there
        return False
    import select

    return bool(select.select([sys.stdin], [], [], seconds)[0])
