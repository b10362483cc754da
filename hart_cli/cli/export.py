"""hart export: entries for other programs."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import Annotated

import typer

from hart_cli import terminal
from hart_cli.cli import console, documents, files, page_export, render
from hart_cli.cli import options as o
from hart_cli.cli.directories import open_all
from hart_cli.errors import ExitCode, UsageError
from hart_cli.export.options import ExportOptions
from hart_cli.i18n.catalog import language
from hart_cli.i18n.messages import message
from hart_cli.model import Filters, Question, Result
from hart_cli.output import progress
from hart_cli.search.browse import browse


@o.option_groups(filters=o.filters)
def export(
    format: Annotated[
        o.ExportFormat,
        typer.Argument(
            metavar="FORMAT",
            case_sensitive=False,
            help="json, ndjson, csv, tsv, markdown, vcard, html, handout or hsds.",
            show_default=False,
        ),
    ],
    ids: Annotated[
        list[str] | None,
        typer.Argument(metavar="[ID...]", help="Only these, as hart show takes them.", show_default=False),
    ] = None,
    *,
    to: o.To = None,
    force: o.Force = False,
    people: o.People = False,
    titled: o.Titled = False,
    layout: o.LayoutChoice = o.Layout.sheet,
    version: o.CardVersionChoice = o.CardVersion.three,
    no_codes: o.NoCodes = False,
    news: o.News = False,
    _ui: o.Ui = None,
    filters: Filters,
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
      hart export hsds -o directory.zip
    """
    path = o.single("-o", to)
    path = None if path is None or str(path) == "-" else path
    if ids and filters != Filters():
        raise UsageError(message("ids and filters cannot both be; name entries, or narrow by filters"))
    if path is not None:
        files.refuse_ending(path, format.value)
    directories = open_all(data)
    paper, page = format.value in documents.FORMATS, format is o.ExportFormat.html
    ui = language()
    if ids:
        result = documents.named(ids, directories, people)
    else:
        result = browse(Question("", filters, 0 if paper or page else limit or 0), directories, staff=people)
    if format is o.ExportFormat.handout and not ids and filters == Filters():
        result = documents.someone_to_talk_to(result)
    if path is None and format in (o.ExportFormat.html, o.ExportFormat.vcard):
        terminal.speak_utf8()  # a page says that it is UTF-8, and a card must be
    with progress.bar("Writing:") as step:
        watched = result._replace(hits=progress.watched(result.hits, step) if step else result.hits)
        if paper:
            options = documents.options(directories, ui, titled, layout.value, bool(ids), filters)
            options = options._replace(vcard=f"{version.value}.0", codes=not no_codes)
            code = documents.write(format.value, watched, options, limit or 0, path, force)
        elif page:
            options = ExportOptions(ui=ui, titled=titled, news=news or bool(filters.kinds or ids))
            code = _put(*page_export.page(watched, directories, options, limit), path, force)
        else:
            code = _written(format, watched, ExportOptions(revised=directories.bundled.meta("revised")), path, force)
    return documents.missing(result, ids or []) or code


def _written(format: o.ExportFormat, result: Result, options: ExportOptions, to: Path | None, force: bool) -> int:
    """Write a result in one of the formats for programs. Returns the exit code."""
    if format is o.ExportFormat.hsds:
        from hart_cli.cli import hsds_export

        return hsds_export.write(result, options, to, force)
    output = o.OutputOptions(format.value, "never")
    if to is None:
        return render.answer("export", result, output)
    text = render.envelope_of("export", result) if output.format == "json" else render.chunks(result.hits, output)
    return _put(result, text, to, force)


def _put(result: Result, text: Iterable[str], to: Path | None, force: bool) -> int:
    """Write a text to a new file, or to standard output. Returns the exit code."""
    if to is None:
        console.answer(text, result.notes)
        return ExitCode.OK if result.hits else ExitCode.NOTHING
    files.write_new(text, to, force)
    console.info(message("{count} entries written to {path}.", count=len(result.hits), path=to))
    console.info(*result.notes)
    return ExitCode.OK if result.hits else ExitCode.NOTHING
