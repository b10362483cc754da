"""`hart hotline` without the application and the directory: reading the command line, and the answer.

Only the built-in lines and modules that need nothing but the standard library are imported.
"""

import os

from hart_cli import emergency
from hart_cli.emergency import LINES, NOTHING, Line
from hart_cli.i18n.choice import LANGUAGES, chosen_language
from hart_cli.number_words import written_number

_WITH_VALUE = frozenset(
    "-k --kind -t --topic -g --group -l --language --age --town -n --limit --data -f --format --color --ui "
    "--channel".split()
)
"""The options of `hart hotline` that take a value."""


class HotlineQuestion:
    """What `hart hotline ARGUMENTS` asks for.

    Args:
        arguments: the words after "hotline".

    Attributes:
        words: which line.
        channel: "voice" unless `--channel` names another.
        bare: whether only numbers are printed.
        names_language: whether `--ui` names a language; then a pipe gets the texts of the directory in it.
        has_other_options: whether an option is given that this module cannot answer.
    """

    __slots__ = ("bare", "channel", "has_other_options", "names_language", "words")

    def __init__(self, arguments: list[str]) -> None:
        self.words: list[str] = []
        self.channel, self.bare, self.names_language, self.has_other_options = "voice", False, False, False
        rest = list(arguments)
        while rest:
            word = rest.pop(0)
            name, _, value = word.partition("=")
            if word == "--":
                self.words += rest
                break
            if word == "--number":
                self.bare = True
            elif name == "--ui" and (value or "".join(rest[:1])).lower() in LANGUAGES:
                self.names_language = True
                rest = rest if value else rest[1:]
            elif name == "--channel" and (value or rest):
                self.channel, self.bare = (value or rest.pop(0)).lower(), True
            elif word.startswith("-"):
                self.has_other_options = True
                self.bare = self.bare or word == "--qr"
                rest = rest[1:] if word in _WITH_VALUE else rest
            else:
                self.words.append(word)

    def instructions(self, lines: list[Line], language: str) -> list[str]:
        """Return what to do with bare numbers; nothing where the three are not chosen by a word or a channel."""
        if not self.bare or not (self.words or self.channel == "text"):
            return []
        return emergency.instructions([line for line in lines if emergency.numbers([line], self.channel)], language)


def chosen_lines(words: list[str]) -> list[Line] | None:
    """Return the lines that words name: all three without words, None where they name none.

    >>> [line.id for line in chosen_lines(["D.C.F.", "careline"])]
    ['ct-careline']
    """
    typed = _words(" ".join(words))
    if not typed:
        return list(LINES)
    number = written_number(typed)
    if number:
        typed[number[0] : number[1]] = [number[2]]
    name = " ".join(typed)
    return [line for line in LINES if name in (line.id.replace("-", " "), line.name.lower(), *line.aliases)] or None


def _words(text: str) -> list[str]:
    """Return the words of a text in small letters. Invisible characters are dropped, and letters with dots between
    them are one word."""
    text = "".join(c for c in text if c.isprintable() or c.isspace()).lower()
    parts = "".join(c if c.isalnum() or c == "." else " " for c in text).split()
    joined = [part.replace(".", "") if all(len(piece) < 2 for piece in part.split(".")) else part for part in parts]
    return " ".join(joined).replace(".", " ").split()


def answer(arguments: list[str]) -> int | None:
    """Answer `hart hotline ARGUMENTS` where that takes neither drawing nor the directory.

    Args:
        arguments: the words after "hotline".

    Returns:
        The exit status, or None where the application must answer.
    """
    question = HotlineQuestion(arguments)
    lines = chosen_lines(question.words)
    if lines is None or question.has_other_options or question.channel not in ("voice", "text"):
        return None
    language = chosen_language(arguments)
    if question.bare:
        numbers = emergency.numbers(lines, question.channel)
        return emergency.answer(numbers, question.instructions(lines, language), language) if numbers else None
    if emergency.is_terminal() or os.environ.get("HART_DATA") or question.names_language:
        return None
    return emergency.answer(emergency.plain_lines(lines), [], language)


def last_resort(arguments: list[str], broken: str) -> int:
    """Answer a hotline question although something is broken, and say what.

    Args:
        arguments: the words after "hotline".
        broken: what is broken, in a few words.

    Returns:
        The exit status: 0, 1 where the words name none of the three, 4 where nothing can be written.
    """
    question = HotlineQuestion(arguments)
    named = chosen_lines(question.words)
    lines, language = named or list(LINES), chosen_language(arguments)
    printed = emergency.numbers(lines, question.channel) if question.bare else emergency.plain_lines(lines)
    emergency.announce_fallback(broken, language)
    status = emergency.answer(printed, question.instructions(lines, language), language)
    return status or (0 if named else NOTHING)
