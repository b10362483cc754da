"""hart export: entries for other programs."""

from __future__ import annotations

from enum import Enum
from pathlib import Path
from typing import Annotated

import typer

from hart_cli import language as speech
from hart_cli.cli import exits, files, pages, papers, render
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
    html = "html"
    handout = "handout"


class Layout(str, Enum):
    """What `--layout` takes."""

    sheet = "sheet"
    card = "card"


def export(
    format: Annotated[
        ExportFormat,
        typer.Argument(
            metavar="FORMAT", help="json, ndjson, csv, tsv, markdown, vcard, html or handout.", show_default=False
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
    news: Annotated[bool, typer.Option("--news", help="An html page with news, newsletters and figures, too.")] = False,
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
      hart export html -o information.html
    """
    filters = o.filters(kind, topic, group, language, age, town, strict)
    if ids and filters != Filters():
        raise UsageError("ids and filters cannot both be; name entries, or narrow by filters")
    opened = open_all(tuple(data or ()))
    paper, page = format.value in papers.FORMATS, format is ExportFormat.html
    ui = "es" if speech.spanish() else "en"
    if ids:
        result = papers.named(ids, opened, people)
    else:
        result = browse(Question("", filters, 0 if paper or page else limit or 0), opened, staff=people)
    code = papers.missing(result, ids or [])
    if paper:
        if format is ExportFormat.handout and not ids and filters == Filters():
            result = papers.someone_to_talk_to(result)
        wish = papers.wish(opened, ui, titled, layout.value, bool(ids))
        return papers.write(format.value, result, wish, limit or 0, to, force) or code
    look = o.Look(format.value, "never")
    aside = to is None or str(to) == "-"
    if page:
        wish = Wish(ui=ui, titled=titled, news=news or bool(filters.kinds or ids))
        result, text = pages.page(result, opened, wish, limit)
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
