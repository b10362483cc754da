"""hart acts: public acts, newest first, or one whole."""

from __future__ import annotations

from typing import Annotated

import typer

from hart_cli.cli import exits, render
from hart_cli.cli import options as o
from hart_cli.cli.directories import open_all
from hart_cli.model import Filters, Question, Result, said
from hart_cli.output.facts import NOT_ADVICE
from hart_cli.search import acts as search


@o.shared(look=o.look)
def acts(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NUMBER or WORDS...]", help="An act in any style (16-71, PA 16-71), or words.", show_default=False
        ),
    ] = None,
    *,
    since: Annotated[
        int | None, typer.Option("--since", metavar="YEAR", help="Only acts of this year or later.")
    ] = None,
    until: Annotated[
        int | None, typer.Option("--until", metavar="YEAR", help="Only acts of this year or earlier.")
    ] = None,
    statute: Annotated[
        str | None, typer.Option("--statute", metavar="SECTION", help="Only acts that touch it, e.g. 53a-82.")
    ] = None,
    timeline: Annotated[
        bool, typer.Option("--timeline", help="The acts over the years: what each did, and what changed it.")
    ] = False,
    limit: o.Limit = None,
    data: o.Data = None,
    look: o.Look,
    _ui: o.Ui = None,
) -> int:
    """Public acts: what each one did, in plain words. Information, not legal advice.

    Examples:

    \b
      hart acts
      hart acts 16-71
      hart acts hotel training
      hart acts --statute 53a-82 --since 2012
      hart acts --timeline
    """
    opened = open_all(tuple(data or ()))
    question = Question(said(" ".join(words or [])), Filters(kinds=("act",)), limit or 0)
    one = search.named(question.words, opened) if question.words else []
    result = (
        Result(question, tuple(one), len(one), opened.notes)
        if one
        else search.ask(question, opened, since, until, statute)
    )
    shape = "timeline" if timeline else "cards" if one else "acts"
    code = render.answer("acts", render.without_kind(result), look, shape)
    if result.hits:
        if (
            timeline
            and look.format in ("auto", "plain", "table")
            and (question.words or since or until or statute or limit)
        ):
            exits.note("These acts may have changed others that are left out here; hart acts --timeline has all.")
        exits.note(NOT_ADVICE)
    return code
