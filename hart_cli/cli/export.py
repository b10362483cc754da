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
from hart_cli.store.loader import Directories


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
        typer.Argument(metavar="[ID...]", help="Only these ids or names, as for hart show.", show_default=False),
    ] = None,
    *,
    to: o.To = None,
    force: o.Force = False,
    people: o.People = False,
    titled: o.Titled = False,
    layout: o.LayoutChoice = "sheet",
    version: o.CardVersionChoice = "3",
    no_codes: o.NoCodes = False,
    news: o.News = False,
    _ui: o.Ui = None,
    filters: Filters,
    limit: o.Limit = None,
    data: o.Data = None,
    _plain: o.AlwaysPlain = False,
) -> int:
    """Write entries for other programs. Named staff are left out unless you ask for them.

    Examples:

    \b
      hart export csv -o directory.csv
      hart export ndjson --kind service | jq .name
      hart export vcard --town Bridgeport -o numbers.vcf
      hart export handout --age 15 --layout card -o card.pdf
      hart export html -o information.html
      hart export hsds -o directory.zip
    """
    path = _path(o.single("-o", to), format)
    if ids and filters != Filters():
        raise UsageError(message("ids and filters cannot both be; name entries, or narrow by filters"))
    directories = open_all(data)
    if ids:
        result = documents.named(ids, directories, people)
    else:
        result = browse(Question("", filters, 0 if format in _CUT_LATER else limit or 0), directories, staff=people)
    if format == "handout" and not ids and filters == Filters():
        result = documents.someone_to_talk_to(result)
    options = documents.options(directories, filters, named=bool(ids))._replace(
        ui=language(),
        titled=titled,
        layout=layout,
        vcard=f"{version}.0",
        codes=not no_codes,
        news=news or bool(filters.kinds or ids),
    )
    with progress.bar("Writing:") as step:
        watched = result._replace(hits=progress.watched(result.hits, step) if step else result.hits)
        code = _write(format, watched, options, directories, limit, path, force)
    return documents.missing(result, ids or []) or code


_CUT_LATER = ("vcard", "handout", "html")
"""The formats that choose among the entries first, and then keep to the limit."""


def _path(path: Path | None, format: o.ExportFormat) -> Path | None:
    """Return the file to write, or None for standard output. Raises UsageError where its name is of another format."""
    if path is None or str(path) == "-":
        if format in ("html", "vcard"):
            terminal.speak_utf8()  # a page declares UTF-8, and a card must be UTF-8
        return None
    files.refuse_ending(path, format)
    return path


def _write(
    format: o.ExportFormat,
    result: Result,
    options: ExportOptions,
    directories: Directories,
    limit: int | None,
    path: Path | None,
    force: bool,
) -> int:
    """Write a result in a format. Returns the exit status."""
    if format in documents.FORMATS:
        return documents.write(format, result, options, limit or 0, path, force)
    if format == "html":
        return _put(*page_export.page(result, directories, options, limit), path, force)
    if format == "hsds":
        from hart_cli.cli import hsds_export

        return hsds_export.write(result, options, path, force)
    output = o.OutputOptions(format, "never")
    if path is None:
        return render.answer("export", result, output)
    text = render.envelope_of("export", result) if output.format == "json" else render.chunks(result.hits, output)
    return _put(result, text, path, force)


def _put(result: Result, text: Iterable[str], to: Path | None, force: bool) -> int:
    """Write a text to a new file, or to standard output. Returns the exit status."""
    if to is None:
        console.answer(text, result.notes)
        return ExitCode.OK if result.hits else ExitCode.NOTHING
    files.write_new(text, to, force)
    console.info(message("{count} entries written to {path}.", count=len(result.hits), path=to))
    console.info(*result.notes)
    return ExitCode.OK if result.hits else ExitCode.NOTHING
