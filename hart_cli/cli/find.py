"""hart find: search the whole directory."""

from __future__ import annotations

from typing import Annotated

import typer

from hart_cli import terminal
from hart_cli.cli import console, interactive, render
from hart_cli.cli import options as o
from hart_cli.cli.directories import open_all
from hart_cli.cli.usage_errors import advice
from hart_cli.errors import UsageError
from hart_cli.i18n.messages import message
from hart_cli.model import Filters, Question, Result, question_text
from hart_cli.search.browse import browse
from hart_cli.search.find import find as search
from hart_cli.search.priority import EMERGENCY
from hart_cli.store.loader import Directories

DEFAULT_LIMIT = 10
EXPLAINED = ("auto", "plain", "json", "ndjson")
"""The formats with a place for the reasons of a hit; the JSON formats always have them."""


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
    text = question_text(console.read_line() if words == ["-"] else " ".join(words or []))
    if explain:
        _refuse_without_reasons(text, output)
    if not text and filters == Filters():
        if words or not interactive.is_possible(output):
            raise UsageError(
                message("find needs words or a filter, e.g. hart find mentor --age 15; hart list shows everything")
            )
        return interactive.search(data, output)
    directories = open_all(data)
    if not text:
        return render.answer("list", browse(Question("", filters, limit or 0), directories), output)
    result = search(Question(text, filters, DEFAULT_LIMIT if limit is None else limit), directories)
    if limit is None and terminal.detect(output.color).is_terminal and output.format in ("auto", "table"):
        result = _emergency_alone(result)
    return render.answer("find", _with_advice(result, filters, directories), output, explain=explain)


def _refuse_without_reasons(text: str, output: o.OutputOptions) -> None:
    """Refuse `--explain` where nothing is searched or the format has no place for reasons. Raises UsageError."""
    if output.format not in EXPLAINED:
        raise UsageError(
            message(
                "--explain and --format {format} cannot both be; --explain goes with lines, --plain, json and ndjson",
                format=output.format,
            )
        )
    if not text:
        raise UsageError(message("--explain needs words: filters alone give every entry that they leave"))


def _with_advice(result: Result, filters: Filters, directories: Directories) -> Result:
    """Return a result with a note where its words look like a file, the number of an act or a kind."""
    if filters.kinds:
        return result
    names_act = any(hit.entry.act for hit in result.hits[:1])
    note = advice(result.question.words, directories.bundled.meta("kinds"), names_act=names_act)
    return result._replace(notes=(*result.notes, note)) if note else result


def _emergency_alone(result: Result) -> Result:
    """Return the emergency answer without what follows it, so that it stays on a small screen."""
    first = tuple(hit for hit in result.hits if hit.matched == (EMERGENCY,))
    return result._replace(hits=first) if first else result
