"""The numbers that print whatever is broken.

Constants of the standard library only: nothing of ours and nothing of anyone's is imported, so that
no missing file, no broken dependency and no odd terminal can stop them. A test holds them equal to
the bundled directory.
"""

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


class Line:
    """An emergency line: its id and name in the directory, what to dial, what to text, its page,
    when to use it, and the folded names people type for it."""

    __slots__ = ("aliases", "id", "name", "say", "text", "url", "voice")

    def __init__(
        self, id: str, name: str, voice: str, text: str | None, url: str, say: str, aliases: tuple[str, ...]
    ) -> None:
        self.id, self.name, self.voice, self.text, self.url, self.say, self.aliases = (
            id,
            name,
            voice,
            text,
            url,
            say,
            aliases,
        )


LINES = (
    Line(
        "911",
        "911",
        "911",
        "911",
        "https://www.text911ct.org/",
        "not safe now: call; text only if you cannot speak, in English, saying where you are",
        ("9 1 1", "text to 911", "emergency services"),
    ),
    Line(
        "national-human-trafficking-hotline",
        "National Human Trafficking Hotline",
        "1-888-373-7888",
        "233733",
        "https://humantraffickinghotline.org",
        "somebody is trafficked, or may be: help and advice; 233733 is for texts only, never dial it",
        ("national trafficking hotline", "human trafficking hotline", "trafficking hotline", "trafficking", "nhth"),
    ),
    Line(
        "ct-careline",
        "DCF Careline",
        "1-800-842-2288",
        None,
        "https://portal.ct.gov/dcf",
        "a child is being hurt or trafficked: report it here",
        ("careline", "connecticut dcf careline", "dcf hotline"),
    ),
)
"""The three lines of DCF's HART page, in its order."""

AS_OF = "2024"
_AS_OF_STARTS, _AS_OF_ENDS = 1704067200, 1735689600  # the year 2024, seconds since 1970, UTC
STALE_DAYS = 90

OK, NOTHING, OUTPUT = 0, 1, 4


def age_note(now: float | None = None) -> str | None:
    """Return a line to say that the numbers are old, or that their age is unknown; None if fresh.

    Args:
        now: seconds since 1970; the clock's time if None.
    """
    now = time.time() if now is None else now
    if now < _AS_OF_STARTS:
        return "hart: the clock stands before the numbers' own date, so their age is unknown."
    if now - _AS_OF_ENDS > STALE_DAYS * 86400:
        return (
            f"hart: these numbers are from a copy of DCF's HART page of {AS_OF}, "
            f"more than {STALE_DAYS} days old. Nobody has dialed them for hart."
        )
    return None


def chosen(words: list[str]) -> list[Line] | None:
    """Return the lines that `words` name, all three without words, or None if they name none."""
    said = "".join(c.lower() if c.isalnum() else " " for c in " ".join(words)).split()
    if not said:
        return list(LINES)
    wanted = " ".join(said)
    found = [line for line in LINES if wanted in (line.id.replace("-", " "), line.name.lower(), *line.aliases)]
    return found or None


def plain_lines(lines: list[Line]) -> list[str]:
    """Return tab-separated lines: id, kind, name, voice number, web address."""
    return [f"{line.id}\thotline\t{line.name}\t{line.voice}\t{line.url}" for line in lines]


def spoken_lines() -> list[str]:
    """Return the three lines as sentences, for messages."""
    return [f"{line.name}: {line.voice} ({line.say})" for line in LINES]


def numbers(lines: list[Line], channel: str = "voice") -> list[str]:
    """Return the numbers of a channel ("voice" or "text"), one for each line that has one."""
    found = [line.text if channel == "text" else line.voice for line in lines]
    return [number for number in found if number]


def write(lines: list[str], stream: "TextIO | None") -> bool:
    """Write lines to a stream whatever its encoding. Returns whether that went well."""
    if stream is None:
        return False
    try:
        for line in lines:
            try:
                stream.write(line + "\n")
            except UnicodeEncodeError:
                stream.write(line.encode("ascii", "replace").decode("ascii") + "\n")
        stream.flush()
    except BrokenPipeError:
        silence(stream)
    except (OSError, ValueError):
        silence(stream)
        return False
    return True


def silence(stream: "TextIO | None") -> None:
    """Point a broken stream at nowhere, so that the interpreter's last flush says nothing."""
    if stream is None:
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass


def _finish(lines: list[str]) -> int:
    note = age_note()
    if not write(lines, sys.stdout):
        write(["hart: standard output cannot be written. The numbers:", *spoken_lines()], sys.stderr)
        return OUTPUT
    if note:
        write([note], sys.stderr)
    return OK


class Asked:
    """The words of a hotline question, the channel asked for, whether only numbers are wanted, and
    whether any other option was given."""

    __slots__ = ("channel", "only_numbers", "others", "words")

    def __init__(self, arguments: list[str]) -> None:
        self.words: list[str] = []
        self.channel, self.only_numbers, self.others = "voice", False, False
        rest = list(arguments)
        while rest:
            word = rest.pop(0)
            name, _, value = word.partition("=")
            if word == "--number":
                self.only_numbers = True
            elif name == "--channel" and (value or rest):
                self.channel, self.only_numbers = value or rest.pop(0), True
            elif word == "--qr":
                self.only_numbers = self.others = True
            elif word.startswith("-"):
                self.others = True
            else:
                self.words.append(word)


def answer(arguments: list[str]) -> int | None:
    """Answer `hart hotline ARGUMENTS` if it needs no drawing and no data.

    Args:
        arguments: the words after "hotline".

    Returns:
        The exit code, or None if the question is not one of the simple ones.
    """
    asked = Asked(arguments)
    lines = chosen(asked.words)
    if lines is None or asked.others or asked.channel not in ("voice", "text"):
        return None
    if asked.only_numbers:
        found = numbers(lines, asked.channel)
        return _finish(found) if found else None
    if _is_terminal() or os.environ.get("HART_DATA") or os.environ.get("HART_UI"):
        return None
    return _finish(plain_lines(lines))


def _is_terminal() -> bool:
    try:
        return sys.stdout.isatty()
    except (AttributeError, ValueError):
        return False


def last_resort(arguments: list[str], broken: str) -> int:
    """Answer a hotline question although something is broken, and say what.

    Args:
        arguments: the words after "hotline".
        broken: what is broken, in a few words.

    Returns:
        The exit code: 0, or 1 if the words named none of the three, or 4 if nothing can be written.
    """
    asked = Asked(arguments)
    lines = chosen(asked.words)
    shown = lines or list(LINES)
    printed = numbers(shown, asked.channel) if asked.only_numbers else plain_lines(shown)
    write([f"hart: {broken}. The emergency numbers are printed from its built-in copy."], sys.stderr)
    code = _finish(printed)
    return code or (OK if lines else NOTHING)
