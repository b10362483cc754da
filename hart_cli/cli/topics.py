"""hart topics: the vocabulary, with counts."""

from __future__ import annotations

from hart_cli.cli import console
from hart_cli.cli import options as o
from hart_cli.cli.directories import open_all
from hart_cli.errors import ExitCode
from hart_cli.safe import safe
from hart_cli.search.vocabulary import Word, vocabulary

HEADER = ("Filter", "Code", "Meaning", "Entries")


def topics(
    data: o.Data = None,
    json: o.Json = False,
    plain: o.Plain = False,
    color: o.ColorChoice = "auto",
    _ui: o.Ui = None,
) -> int:
    """The vocabulary: kinds, topics, groups, areas and languages, with how many entries have each.

    Examples:

    \b
      hart topics
      hart topics --json
    """
    directories = open_all(data)
    words = vocabulary(directories)
    if json:
        from hart_cli.output.envelope import document

        rows = [word._asdict() for word in words]
        console.answer(document("topics", {}, rows, len(rows), len(rows)), directories.notes)
    else:
        console.answer(_text(words, plain, color), directories.notes)
    return ExitCode.OK


def _text(words: list[Word], plain: bool, color: o.Color) -> str:
    from hart_cli import terminal

    stream = terminal.detect(color)
    if plain:
        return "".join(_plain_line(word) for word in words)
    rows = [(w.filter, w.code, w.label, str(w.entries)) for w in words]
    if stream.is_terminal and stream.width >= terminal.NARROWEST_GRID:
        from hart_cli.output import screen

        return screen.grid(HEADER, rows, stream)
    return "".join("\t".join(map(safe, row)) + "\n" for row in rows)


def _plain_line(word: Word) -> str:
    label = f" ({safe(word.label)})" if word.label else ""
    return f"{word.filter.capitalize()}: {safe(word.code)}{label}, {word.entries} entries\n"
