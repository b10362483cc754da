"""hart show: entries whole."""

from __future__ import annotations

from typing import Annotated

import typer

from hart_cli.cli import console, render
from hart_cli.cli import options as o
from hart_cli.cli.directories import open_all
from hart_cli.errors import ExitCode
from hart_cli.i18n.messages import message
from hart_cli.model import Hit
from hart_cli.search.find import lookup


@o.option_groups(output=o.output_options)
def show(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Ids, or names of exactly one entry.", show_default=False)
    ],
    *,
    data: o.Data = None,
    output: o.OutputOptions,
) -> int:
    """Show complete entries: contacts, whom they help, how to refer, cautions, source and date.

    Examples:

    \b
      hart show we-matter
      hart show careline "Bloom Initiative"
    """
    directories = open_all(data)
    entries, missing = lookup(tuple(ids), directories)
    hits = [Hit(entry) for entry in entries]
    if output.format == "json":
        console.write(render.document("show", {"ids": ids}, hits, len(hits)))
    else:
        console.write(render.chunks(hits, output, "cards"))
    render.under_18(hits, output)
    console.flush()
    console.info(*directories.notes)
    if missing:
        from hart_cli.cli.usage_errors import FILE_HINT, looks_like_a_file

        is_file = any(map(looks_like_a_file, missing))
        console.error(
            message(
                "{missing} of {total} ids mean no entry, or more than one; {advice}",
                missing=len(missing),
                total=len(ids),
                advice=FILE_HINT if is_file else message("hart find searches by words"),
            )
        )
        return ExitCode.NOTHING
    return ExitCode.OK
