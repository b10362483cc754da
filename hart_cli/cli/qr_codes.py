"""hart hotline --qr: each number with its code to scan below it; the numbers print whatever happens to the codes."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterator

from hart_cli import terminal
from hart_cli.cli import console
from hart_cli.cli.options import OutputOptions
from hart_cli.errors import ExitCode, HartError
from hart_cli.export import instructions, qr
from hart_cli.i18n.catalog import language, word
from hart_cli.i18n.messages import English, Message, message
from hart_cli.model import BUNDLED, Entry, Phone, Result
from hart_cli.safe import dial_link, safe
from hart_cli.terminal import Terminal

_ESCAPE = re.compile(r"\x1b\[[0-9;]*m")


def answer(result: Result, channel: str, output: OutputOptions) -> int:
    """Write for each bundled line its number, what to press and to know, and a code.

    At a terminal each code starts on a screen of its own, so that it is clear to which name it belongs.

    Args:
        result: the lines.
        channel: "voice", "text", "fax" or "tty"; a code for "text" writes a text, any other dials.
        output: whether colors may be used.

    Returns:
        The exit status.
    """
    numbers = list(_numbers(result, channel))
    if not numbers:
        console.error(
            message("what matches has no {channel} number; hart hotline shows how it is reached", channel=channel)
        )
        console.info(*result.notes)
        return ExitCode.NOTHING
    stream, troubles = terminal.detect(output.color), []
    for place, (entry, phone) in enumerate(numbers):
        code, trouble = _code(phone, stream)
        text = _label(entry, phone) + code + "\n"
        last = place == len(numbers) - 1
        console.write(text + ("" if last or not code else _rest_of_screen(text, stream)))
        troubles += [trouble] if trouble and trouble not in troubles else []
    console.flush()
    for trouble in troubles:
        console.error(trouble)
    console.age_of_numbers()
    console.info(*result.notes)
    return ExitCode.OK


def _numbers(result: Result, channel: str) -> Iterator[tuple[Entry, Phone]]:
    seen = set()
    for hit in result.hits:
        for phone in hit.entry.phones:
            key = phone.number, phone.extension
            if hit.entry.directory == BUNDLED and phone.channel == channel and key not in seen:
                seen.add(key)
                yield hit.entry, phone


def _label(entry: Entry, phone: Phone) -> str:
    """Return what stands above a code: the name, the number, and what to press and to know."""
    ui = language()
    name = f"{safe(entry.name)}: "
    if phone.channel == "text":
        first = name + safe(instructions.texting(entry, phone, ui))
    else:
        verb = word("Fax" if phone.channel == "fax" else "Call").lower()
        first = f"{name}{verb} {safe(instructions.number(phone, ui))}"
    beside = instructions.beside(entry, phone, ui, titled=True)
    return "".join(f"{line}\n" for line in (first, *map(safe, beside)))


def _rest_of_screen(text: str, stream: Terminal) -> str:
    """Return the empty lines that push the next code off a screen which holds this one."""
    if not stream.is_terminal:
        return ""
    rows = sum(max(1, -(-len(_ESCAPE.sub("", line)) // stream.width)) for line in text.splitlines())
    return "\n" * max(0, _height() - rows)


def _height() -> int:
    try:
        return os.get_terminal_size(sys.stdout.fileno()).lines
    except (OSError, ValueError):
        return 0


def _code(phone: Phone, stream: Terminal) -> tuple[str, Message | English | None]:
    """Return a code, or nothing and why there is none."""
    link = dial_link(phone.number, phone.e164, "sms" if phone.channel == "text" else "tel")
    if link is None:
        return "", message("one of the numbers is not one that a code can dial")
    try:
        rows = qr.modules(link)
    except Exception as error:  # noqa: BLE001 (a number is printed without its code)
        no_code = message("no code can be drawn; install hart again")
        return "", error.text if isinstance(error, HartError) else no_code
    blocks = _has_blocks()
    needed = qr.columns(rows) * (1 if blocks else 2)
    if stream.is_terminal and stream.width < needed:
        return "", message("the screen is too narrow for a code, which takes {columns} columns", columns=needed)
    # Without color, what is behind the letters is guessed: dark on a screen, white on paper and pages.
    if not blocks:
        return qr.ascii_blocks(rows, dark_screen=stream.is_terminal), None
    return qr.half_blocks(rows, color=stream.color, dark_screen=stream.is_terminal), None


def _has_blocks() -> bool:
    try:
        "\u2580\u2584\u2588".encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
