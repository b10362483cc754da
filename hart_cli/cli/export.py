"""hart export: entries for other programs."""

from __future__ import annotations

import importlib
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from hart_cli.cli import exits, files, render
from hart_cli.cli import options as o
from hart_cli.cli.directories import open_all
from hart_cli.errors import ExitCode
from hart_cli.export.wish import Wish
from hart_cli.model import Question
from hart_cli.search.browse import browse


class ExportFormat(str, Enum):
    """What hart can export to."""

    json = "json"
    ndjson = "ndjson"
    csv = "csv"
    tsv = "tsv"
    markdown = "markdown"


_WRITERS: tuple[str, ...] = ()
"""Formats whose module `hart_cli.export.NAME` has `write(hits, wish)`; the rest are those of `--format`, too."""


def export(
    format: Annotated[
        ExportFormat, typer.Argument(metavar="FORMAT", help="json, ndjson, csv, tsv or markdown.", show_default=False)
    ],
    to: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="A new file; - or nothing for standard output."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
    people: Annotated[bool, typer.Option("--people", help="With named staff.")] = False,
    kind: o.Kind = None,
    topic: o.Topic = None,
    group: o.Group = None,
    language: o.Language = None,
    age: o.Age = None,
    town: o.Town = None,
    strict: o.Strict = False,
    limit: o.Limit = None,
    data: o.Data = None,
    _plain: o.AlwaysPlain = False,
) -> int:
    """Write entries for other programs. Named staff stay out unless you ask for them.

    Examples:

    \b
      hart export csv -o directory.csv
      hart export ndjson --kind service | jq .name
    """
    filters = o.filters(kind, topic, group, language, age, town, strict)
    opened = open_all(tuple(data or ()))
    result = browse(Question("", filters, limit or 0), opened, staff=people)
    look = o.Look(format.value, "never")
    aside = to is None or str(to) == "-"
    if format.value in _WRITERS:
        wish = Wish(revised=opened.bundled.meta("revised"))
        text = importlib.import_module(f"hart_cli.export.{format.value}").write(result.hits, wish)
    elif aside:
        return render.answer("export", result, look)
    elif format is ExportFormat.json:
        text = render.envelope_of("export", result)
    else:
        text = render.chunks(result.hits, look)
    if aside or to is None:
        exits.write(text)
        return ExitCode.OK if result.hits else ExitCode.NOTHING
    files.write_new(text, to, force)
    exits.note(f"{len(result.hits)} entries written to {to}.")
    return ExitCode.OK if result.hits else ExitCode.NOTHING
