"""hart show: entries whole."""

from __future__ import annotations

from typing import Annotated

import typer

from hart_cli.cli import exits, render
from hart_cli.cli import options as o
from hart_cli.cli.directories import open_all
from hart_cli.errors import ExitCode
from hart_cli.language import filled, say
from hart_cli.model import Hit
from hart_cli.search.find import lookup


@o.shared(look=o.look)
def show(
    ids: Annotated[
        list[str], typer.Argument(metavar="ID...", help="Ids, or names that mean one entry only.", show_default=False)
    ],
    *,
    data: o.Data = None,
    look: o.Look,
    _ui: o.Ui = None,
) -> int:
    """Show entries whole: contacts, who may be helped, how to refer, cautions, source and date.

    Examples:

    \b
      hart show we-matter
      hart show careline "Bloom Initiative"
    """
    opened = open_all(tuple(data or ()))
    found, missing = lookup(tuple(ids), opened)
    hits = [Hit(entry) for entry in found]
    if look.format == "json":
        exits.write(render.document("show", {"ids": ids}, hits, len(hits)))
    else:
        exits.write(render.chunks(hits, look, "cards"))
    render.under_18(hits, look)
    exits.flush()
    exits.notes(opened.notes)
    if missing:
        from hart_cli.cli.mistakes import FILE_HINT, looks_like_a_file

        advice = say(next((FILE_HINT for name in missing if looks_like_a_file(name)), "hart find searches by words"))
        exits.complain(filled("{} of {} ids mean no entry, or more than one; {}", len(missing), len(ids), advice))
        return ExitCode.NOTHING
    return ExitCode.OK
