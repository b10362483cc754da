"""The emergency numbers that print whatever is broken, and their printing.

Constants and the standard library only, so that no missing file, no broken dependency and no odd terminal can keep
them from printing. A test compares them with the bundled directory.
"""

import os
import sys
import time

TYPE_CHECKING = False
if TYPE_CHECKING:
    from typing import TextIO


class Line:
    """An emergency line.

    Args:
        id: its id in the directory.
        name: its name there.
        voice: the number to call.
        text: the number to text, or None.
        url: its page.
        instruction: when to use it, in English.
        instruction_es: the same in Spanish.
        aliases: other names that people type, in small letters.
    """

    __slots__ = ("aliases", "id", "instruction", "instruction_es", "name", "text", "url", "voice")

    def __init__(
        self,
        id: str,
        name: str,
        voice: str,
        text: str | None,
        url: str,
        instruction: str,
        instruction_es: str,
        aliases: tuple[str, ...],
    ) -> None:
        self.id, self.name, self.voice, self.text, self.url = id, name, voice, text, url
        self.instruction, self.instruction_es, self.aliases = instruction, instruction_es, aliases


LINES = (
    Line(
        "911",
        "911",
        "911",
        "911",
        "https://www.text911ct.org/",
        "not safe now: call; text only if you cannot speak, in English, saying where you are",
        "si no está a salvo ahora: llame; texto solo si no puede hablar: escriba en inglés, primero dónde está",
        ("9 1 1", "text to 911", "emergency services"),
    ),
    Line(
        "national-human-trafficking-hotline",
        "National Human Trafficking Hotline",
        "1-888-373-7888",
        "233733",
        "https://humantraffickinghotline.org",
        "somebody is trafficked, or may be: help and advice; 233733 is for texts only, never dial it",
        "alguien es víctima de trata de personas, o puede serlo: pedir ayuda y consejo; 233733 es solo para textos, "
        "nunca lo marque",
        ("national trafficking hotline", "human trafficking hotline", "trafficking hotline", "trafficking", "nhth"),
    ),
    Line(
        "ct-careline",
        "DCF Careline",
        "1-800-842-2288",
        None,
        "https://portal.ct.gov/dcf",
        "a child is being hurt or trafficked: report it here",
        "un niño, niña o adolescente sufre maltrato o es víctima de trata: avise aquí al DCF",
        ("careline", "connecticut dcf careline", "dcf hotline"),
    ),
)
"""The three lines of DCF's HART page, in its order."""

AS_OF = "2024"
_AS_OF_STARTS, _AS_OF_ENDS = 1704067200, 1735689600  # the year 2024, seconds since 1970, UTC
STALE_DAYS = 90

OK, NOTHING, OUTPUT = 0, 1, 4

_UNREADABLE_CLOCK = {
    "en": "hart: the clock cannot be read, so the age of the numbers is unknown.",
    "es": "hart: no se puede leer el reloj, así que no se sabe qué tan antiguos son los números.",
}
_EARLY_CLOCK = {
    "en": "hart: the clock stands before the numbers' own date, so their age is unknown.",
    "es": "hart: el reloj marca una fecha anterior a la de los números, así que no se sabe qué tan antiguos son.",
}
_OLD = {
    "en": "hart: these numbers are from a copy of DCF's HART page of {date}, more than {days} days old. "
    "Nobody has dialed them for hart.",
    "es": "hart: estos números son de una copia de {date} de la página HART del DCF, de hace más de {days} "
    "días. Nadie los ha marcado para hart.",
}
HEADING = {"en": "the emergency numbers:", "es": "los números de emergencia:"}
_UNWRITABLE = {
    "en": "hart: standard output cannot be written. The numbers:",
    "es": "hart: no se puede escribir. Los números:",
}
_BUILT_IN = {
    "en": "hart: {broken}. The emergency numbers are printed from its built-in copy.",
    "es": "hart: algo está roto ({broken}). Los números de emergencia se imprimen de su copia interna.",
}
TEXTS = (_UNREADABLE_CLOCK, _EARLY_CLOCK, _OLD, HEADING, _UNWRITABLE, _BUILT_IN)
"""What stands here in both languages: a copy of the catalogue, which a test compares."""


def age_note(now: float | None = None, language: str = "en") -> str | None:
    """Return a line that says that the numbers are old, or that their age is unknown.

    Args:
        now: seconds since 1970; the time of the clock if None.
        language: "en" or "es".

    Returns:
        The line, or None while the numbers are fresh.
    """
    if now is None:
        try:
            now = time.time()
        except (OverflowError, ValueError, OSError):  # a clock that Python cannot read, as beyond the year 2262
            return _UNREADABLE_CLOCK[language]
    if now < _AS_OF_STARTS:
        return _EARLY_CLOCK[language]
    if now - _AS_OF_ENDS > STALE_DAYS * 86400:
        return _OLD[language].format(date=AS_OF, days=STALE_DAYS)
    return None


def plain_lines(lines: list[Line]) -> list[str]:
    """Return tab-separated lines: id, kind, name, voice number, web address, text number."""
    return [f"{line.id}\thotline\t{line.name}\t{line.voice}\t{line.url}\t{line.text or ''}" for line in lines]


def instruction(line: Line, language: str = "en") -> str:
    """Return when to use a line, in English or Spanish ("es")."""
    return line.instruction_es if language == "es" else line.instruction


def instructions(lines: list[Line], language: str = "en") -> list[str]:
    """Return for each line its name and when to use it, in English or Spanish ("es")."""
    return [f"{line.name}: {instruction(line, language)}" for line in lines]


def sentences(language: str = "en") -> list[str]:
    """Return the three lines as sentences, for messages, in English or Spanish ("es")."""
    return [f"{line.name}: {line.voice} ({instruction(line, language)})" for line in LINES]


def numbers(lines: list[Line], channel: str = "voice") -> list[str]:
    """Return the numbers of a channel ("voice" or "text"), one for each line that has one."""
    return [number for line in lines if (number := line.text if channel == "text" else line.voice)]


def write(lines: list[str], stream: "TextIO | None") -> bool:
    """Write lines to a stream, whatever its encoding.

    Returns:
        Whether the stream took them; a reader that leaves early counts as that.
    """
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
    """Point a broken stream at the null device, so that the last flush of the interpreter raises nothing."""
    if stream is None:
        return
    try:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())
        os.close(nowhere)
    except (OSError, ValueError, AttributeError):
        pass


def answer(printed: list[str], notes: list[str], language: str) -> int:
    """Write lines to standard output; then notes, and a note where the numbers are old, to standard error.

    Args:
        printed: the lines for standard output.
        notes: the lines for standard error.
        language: of the note on the age, "en" or "es".

    Returns:
        The exit status. Where standard output takes nothing, the three lines go to standard error.
    """
    age = age_note(None, language)
    if not is_terminal() and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="\n")  # Windows would hand a program a number with a CR behind it
    if not write(printed, sys.stdout):
        write([_UNWRITABLE[language], *sentences(language)], sys.stderr)
        return OUTPUT
    write([*notes, *([age] if age else [])], sys.stderr)
    return OK


def is_terminal() -> bool:
    """Whether standard output is a terminal."""
    try:
        return sys.stdout.isatty()
    except (AttributeError, ValueError):
        return False


def announce_fallback(broken: str, language: str = "en") -> None:
    """Write to standard error that the numbers come from the built-in copy, and what is broken, in a few words."""
    write([_BUILT_IN[language].format(broken=broken)], sys.stderr)


def last_resort(arguments: list[str], broken: str) -> int:  # noqa: ARG001 - as in hotline_question
    """Print the three lines although something is broken.

    Args:
        arguments: the words after "hotline"; nothing reads them here.
        broken: what is broken, in a few words.

    Returns:
        The exit status.
    """
    announce_fallback(broken)
    return answer(plain_lines(list(LINES)), [], "en")
