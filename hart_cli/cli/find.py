"""hart find: search the whole directory."""

from __future__ import annotations

from typing import Annotated

import typer

from hart_cli import terminal
from hart_cli.cli import console, render
from hart_cli.cli import options as o
from hart_cli.cli.directories import open_all
from hart_cli.cli.usage_errors import about_words
from hart_cli.errors import UsageError
from hart_cli.i18n.messages import message
from hart_cli.model import Filters, Question, Result, question_text
from hart_cli.search.browse import browse
from hart_cli.search.find import find as search
from hart_cli.search.priority import EMERGENCY

DEFAULT_LIMIT = 10
EXPLAINED = ("auto", "plain", "json", "ndjson")
"""The formats that can say why a hit is there; the JSON formats do so unasked."""


@o.option_groups(filters=o.filters, output=o.output_options)
def find(
    words: Annotated[
        list[str] | None,
        typer.Argument(metavar="WORDS...", help="What you need; - reads it from standard input.", show_default=False),
    ] = None,
    *,
    filters: Filters,
    limit: o.Limit = None,
    explain: o.Explain = False,
    data: o.Data = None,
    output: o.OutputOptions,
    _ui: o.Ui = None,
) -> int:
    """Search the whole directory.

    Examples:

    \b
      hart find mentor --age 15 --town Bridgeport
      hart find lawyer
      hart find "someone has nude pictures of me"
      hart find foster care --json

    An age or a town inside the words acts like the filter. hart find - reads the words from
    standard input, so that they stay out of the shell's history. Without words, at a terminal, it
    searches as you type (--plain: asks line by line). Never type a client's name.
    """
    if explain and output.format not in EXPLAINED:
        raise UsageError(
            message(
                "--explain and --format {format} cannot both be; --explain goes with lines, --plain, json and ndjson",
                format=output.format,
            )
        )
    text = _words(words or [])
    if explain and not text:
        raise UsageError(message("--explain needs words: filters alone give every entry that they leave"))
    if not text and filters == Filters():
        if words or output.format not in ("auto", "plain") or not terminal.is_interactive():
            raise UsageError(
                message("find needs words or a filter, e.g. hart find mentor --age 15; hart list shows everything")
            )
        return _interactive(tuple(data or ()), output)
    question = Question(text, filters, DEFAULT_LIMIT if limit is None else limit)
    directories = open_all(data)
    if not text:
        return render.answer("list", browse(question._replace(limit=limit or 0), directories), output)
    result = search(question, directories)
    if limit is None and terminal.detect(output.color).is_terminal and output.format in ("auto", "table"):
        result = _emergency_alone(result)
    names_act = any(hit.entry.act for hit in result.hits[:1])
    advice = about_words(text, directories.bundled.meta("kinds"), names_act=names_act) if not filters.kinds else None
    result = result._replace(notes=(*result.notes, advice)) if advice else result
    return render.answer("find", result, output, explain=explain)


def _emergency_alone(result: Result) -> Result:
    """Return the emergency answer without what follows it, so that it does not leave a small screen."""
    first = tuple(hit for hit in result.hits if hit.matched == (EMERGENCY,))
    return result._replace(hits=first) if first else result


def _interactive(data: tuple[str, ...], output: o.OutputOptions) -> int:
    """Search as somebody types, or line by line where that cannot be drawn. The words reach no
    history."""
    directories = open_all(data)
    console.info(*directories.notes)
    if output.format != "plain" and terminal.can_draw_on_error():
        try:
            from hart_cli.cli import live

            hit, code = live.choose(directories)
        except ImportError:
            console.info(message("For results as you type: pip install 'hart-directory[live]'."))
        except Exception as error:  # noqa: BLE001 (whatever is wrong with the screen, questions can be typed)
            console.info(
                message("Results as you type do not work here ({where}). Line by line:", where=console.place(error))
            )
        else:
            return render.answer("show", Result(Question(), (hit,), 1), output, "cards") if hit else code
    from hart_cli.cli import live_lines

    return live_lines.search(directories)


def _words(words: list[str]) -> str:
    """Return the words of the question, from standard input where they are "-"."""
    if words == ["-"]:
        return question_text(console.read_line())
    return question_text(" ".join(words))
