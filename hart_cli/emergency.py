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
    when to use it, in English and in Spanish, and the folded names people type for it."""

    __slots__ = ("aliases", "dice", "id", "name", "say", "text", "url", "voice")

    def __init__(
        self, id: str, name: str, voice: str, text: str | None, url: str, say: str, dice: str, aliases: tuple[str, ...]
    ) -> None:
        self.id, self.name, self.voice, self.text, self.url = id, name, voice, text, url
        self.say, self.dice, self.aliases = say, dice, aliases


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


DIGIT_WORDS = {
    word: str(digit)
    for names in (
        "zero one two three four five six seven eight nine",
        "cero uno dos tres cuatro cinco seis siete ocho nueve",
    )
    for digit, word in enumerate(names.split())
}
NINE_ELEVEN = (["nine", "eleven"], ["nueve", "once"])
YEARS = ("year", "years", "yr", "yrs", "yo", "ano", "anos", "año", "años")


def written_number(words: list[str]) -> tuple[int, int, str] | None:
    """Return the first number that stands in words, digit by digit, in English or Spanish.

    Three digits at least, so that "one or two" stays words; single figures may stand between them. What
    counts years is no such number.

    Args:
        words: words in small letters.

    Returns:
        The places of its first word and after its last, and its figures; None if there is none.

    >>> written_number(["call", "nine", "one", "one"])
    (1, 4, '911')
    """
    start = 0
    while start < len(words):
        end = start
        while end < len(words) and (words[end] in DIGIT_WORDS or (len(words[end]) == 1 and words[end] in "0123456789")):
            end += 1
        spelled = any(word in DIGIT_WORDS for word in words[start:end])
        if words[start : start + 2] in NINE_ELEVEN and words[start + 2 : start + 3] not in [[y] for y in YEARS]:
            return start, start + 2, "911"
        if spelled and end - start >= 3 and not (end < len(words) and words[end] in YEARS):
            return start, end, "".join(DIGIT_WORDS.get(word, word) for word in words[start:end])
        start = max(end, start + 1)
    return None


def named_language(arguments: list[str]) -> str:
    """Return the language that the last option `--ui` names, "en" or "es", or an empty text where none does.

    Args:
        arguments: the words of the command line.
    """
    named_last = ""
    for n, word in enumerate(arguments):
        if word == "--":
            break
        named = (
            word[5:] if word.startswith("--ui=") else arguments[n + 1] if word == "--ui" and arguments[n + 1 :] else ""
        ).lower()
        if named in ("en", "es"):
            named_last = named
    return named_last


def language(arguments: list[str]) -> str:
    """Return the language to speak, "en" or "es": by the last `--ui`, else by HART_UI, else by the locale.

    Args:
        arguments: the words of the command line.
    """
    named = named_language(arguments)
    if named:
        return named
    wanted = os.environ.get("HART_UI", "").lower()
    if wanted in ("en", "es"):
        return wanted
    locale = next((v for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (v := os.environ.get(name))), "")
    return "es" if locale[:2] == "es" and not locale[2:3].isalpha() else "en"


def age_note(now: float | None = None, spoken: str = "en") -> str | None:
    """Return a line to say that the numbers are old, or that their age is unknown; None if fresh.

    Args:
        now: seconds since 1970; the clock's time if None.
        spoken: "en" or "es".
    """
    if now is None:
        try:
            now = time.time()
        except (OverflowError, ValueError, OSError):  # a clock that Python cannot read, as beyond the year 2262
            if spoken == "es":
                return "hart: no se puede leer el reloj, así que no se sabe qué tan antiguos son los números."
            return "hart: the clock cannot be read, so the age of the numbers is unknown."
    if now < _AS_OF_STARTS:
        if spoken == "es":
            return (
                "hart: el reloj marca una fecha anterior a la de los números, así que no se sabe qué tan antiguos son."
            )
        return "hart: the clock stands before the numbers' own date, so their age is unknown."
    if now - _AS_OF_ENDS > STALE_DAYS * 86400:
        if spoken == "es":
            return (
                f"hart: estos números son de una copia de {AS_OF} de la página HART del DCF, de hace más de "
                f"{STALE_DAYS} días. Nadie los ha marcado para hart."
            )
        return (
            f"hart: these numbers are from a copy of DCF's HART page of {AS_OF}, "
            f"more than {STALE_DAYS} days old. Nobody has dialed them for hart."
        )
    return None


def chosen(words: list[str]) -> list[Line] | None:
    """Return the lines that `words` name, all three without words, or None if they name none."""
    said = _spoken_words(" ".join(words))
    if not said:
        return list(LINES)
    number = written_number(said)
    if number:
        said[number[0] : number[1]] = [number[2]]
    wanted = " ".join(said)
    found = [line for line in LINES if wanted in (line.id.replace("-", " "), line.name.lower(), *line.aliases)]
    return found or None


def _spoken_words(text: str) -> list[str]:
    """Return the words of a text in small letters. Characters that nobody sees are dropped, and letters with
    dots between them are one word."""
    text = "".join(c for c in text if c.isprintable() or c.isspace()).lower()
    parts = "".join(c if c.isalnum() or c == "." else " " for c in text).split()
    joined = ["".join(p.split(".")) if all(len(one) < 2 for one in p.split(".")) else p for p in parts]
    return " ".join(joined).replace(".", " ").split()


def plain_lines(lines: list[Line]) -> list[str]:
    """Return tab-separated lines: id, kind, name, voice number, web address, text number."""
    return [f"{line.id}\thotline\t{line.name}\t{line.voice}\t{line.url}\t{line.text or ''}" for line in lines]


def instructions(lines: list[Line], spoken: str = "en") -> list[str]:
    """Return for each line its name and when to use it, in English or Spanish ("es")."""
    return [f"{line.name}: {line.dice if spoken == 'es' else line.say}" for line in lines]


def spoken_lines(spoken: str = "en") -> list[str]:
    """Return the three lines as sentences, for messages, in English or Spanish ("es")."""
    return [f"{line.name}: {line.voice} ({line.dice if spoken == 'es' else line.say})" for line in LINES]


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


def _finish(lines: list[str], spoken: str, more: "list[str] | None" = None) -> int:
    note = age_note(None, spoken)
    if not _is_terminal() and hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(newline="\n")  # Windows would hand a program a number with a CR behind it
    if not write(lines, sys.stdout):
        told = {"en": "standard output cannot be written. The numbers:", "es": "no se puede escribir. Los números:"}
        write([f"hart: {told[spoken]}", *spoken_lines(spoken)], sys.stderr)
        return OUTPUT
    write([*(more or []), *([note] if note else [])], sys.stderr)
    return OK


_WITH_VALUE = frozenset(
    "-k --kind -t --topic -g --group -l --language --age --town --near --open -n --limit --data -f --format --color "
    "--ui --channel".split()
)


class Asked:
    """The words of a hotline question, the channel asked for, whether only numbers are wanted, and
    whether any other option was given."""

    __slots__ = ("channel", "only_numbers", "others", "spoken", "words")

    def __init__(self, arguments: list[str]) -> None:
        self.words: list[str] = []
        self.channel, self.only_numbers, self.others = "voice", False, False
        self.spoken: str | None = None  # what --ui named; it changes what a pipe gets, which takes the directory
        rest = list(arguments)
        while rest:
            word = rest.pop(0)
            name, _, value = word.partition("=")
            if word == "--number":
                self.only_numbers = True
            elif name == "--ui" and (value or (rest and rest[0]) or "").lower() in ("en", "es"):
                self.spoken = (value or rest.pop(0)).lower()
            elif name == "--channel" and (value or rest):
                self.channel, self.only_numbers = (value or rest.pop(0)).lower(), True
            elif word == "--qr":
                self.only_numbers = self.others = True
            elif word in _WITH_VALUE and rest:
                self.others = True
                rest.pop(0)
            elif word == "--":
                self.words += rest
                break
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
    spoken = language(arguments)
    if lines is None or asked.others or asked.channel not in ("voice", "text"):
        return None
    if asked.only_numbers:
        found = numbers(lines, asked.channel)
        return _finish(found, spoken, _instructions(asked, lines, spoken)) if found else None
    if _is_terminal() or os.environ.get("HART_DATA") or asked.spoken:
        return None
    return _finish(plain_lines(lines), spoken)


def _instructions(asked: Asked, lines: list[Line], spoken: str) -> list[str]:
    """Return what to say beside bare numbers: nothing where the three were not chosen by a word or a channel."""
    named = asked.words or asked.channel == "text"
    return instructions([line for line in lines if numbers([line], asked.channel)], spoken) if named else []


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
    spoken = language(arguments)
    more = _instructions(asked, shown, spoken) if asked.only_numbers else []
    told = {
        "en": f"{broken}. The emergency numbers are printed from its built-in copy.",
        "es": f"algo está roto ({broken}). Los números de emergencia se imprimen de su copia interna.",
    }
    write([f"hart: {told[spoken]}"], sys.stderr)
    code = _finish(printed, spoken, more)
    return code or (OK if lines else NOTHING)
