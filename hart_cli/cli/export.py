"""hart export: entries for other programs."""

from __future__ import annotations

import importlib
from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from hart_cli import language as speech
from hart_cli.cli import exits, files, papers, render
from hart_cli.cli import options as o
from hart_cli.cli.directories import open_all
from hart_cli.errors import ExitCode, UsageError
from hart_cli.export.wish import Wish
from hart_cli.model import Filters, Question
from hart_cli.search.browse import browse


class ExportFormat(str, Enum):
    """What hart can export to."""

    json = "json"
    ndjson = "ndjson"
    csv = "csv"
    tsv = "tsv"
    markdown = "markdown"
    vcard = "vcard"
    handout = "handout"
    hsds = "hsds"


class Layout(str, Enum):
    """What `--layout` takes."""

    sheet = "sheet"
    card = "card"


_WRITERS: tuple[str, ...] = ()
"""Formats whose module `hart_cli.export.NAME` has `write(hits, wish)`; the rest are those of `--format`, too."""


def export(
    format: Annotated[
        ExportFormat,
        typer.Argument(
            metavar="FORMAT", help="json, ndjson, csv, tsv, markdown, vcard, handout or hsds.", show_default=False
        ),
    ],
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID...]", help="Only these, as hart show takes them.", show_default=False),
    ] = None,
    to: Annotated[
        Path | None,
        typer.Option("-o", "--output", metavar="FILE", help="A new file; - or nothing for standard output."),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Overwrite the file.")] = False,
    people: Annotated[bool, typer.Option("--people", help="With named staff.")] = False,
    titled: Annotated[
        bool, typer.Option("--titled", help="Full names and titles in vcard, html and handout, not neutral ones.")
    ] = False,
    layout: Annotated[Layout, typer.Option("--layout", help="A handout: one page, or a wallet card.")] = Layout.sheet,
    _ui: o.Ui = None,
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
      hart export vcard --town Bridgeport -o numbers.vcf
      hart export handout --age 15 --layout card -o card.pdf
      hart export hsds -o directory.zip
    """
    filters = o.filters(kind, topic, group, language, age, town, strict)
    if ids and filters != Filters():
        raise UsageError("ids and filters cannot both be; name entries, or narrow by filters")
    opened = open_all(tuple(data or ()))
    paper = format.value in papers.FORMATS
    if ids:
        result = papers.named(ids, opened, people)
    else:
        result = browse(Question("", filters, 0 if paper else limit or 0), opened, staff=people)
    code = papers.missing(result, ids or [])
    if paper:
        if format is ExportFormat.handout and not ids and filters == Filters():
            result = papers.someone_to_talk_to(result)
        wish = papers.wish(opened, "es" if speech.spanish() else "en", titled, layout.value, bool(ids))
        return papers.write(format.value, result, wish, limit or 0, to, force) or code
    look = o.Look(format.value, "never")
    aside = to is None or str(to) == "-"
    if format is ExportFormat.hsds:
        from hart_cli.cli import interchange

        return (
            interchange.write(result, Wish(revised=opened.bundled.meta("revised")), None if aside else to, force)
            or code
        )
    if format.value in _WRITERS:
        wish = Wish(revised=opened.bundled.meta("revised"))
        text = importlib.import_module(f"hart_cli.export.{format.value}").write(result.hits, wish)
    elif aside:
        return render.answer("export", result, look) or code
    elif format is ExportFormat.json:
        text = render.envelope_of("export", result)
    else:
        text = render.chunks(result.hits, look)
    if aside or to is None:
        exits.write(text)
        return code if result.hits else ExitCode.NOTHING
    files.write_new(text, to, force)
    exits.note(f"{len(result.hits)} entries written to {to}.")
    return code if result.hits else ExitCode.NOTHING
