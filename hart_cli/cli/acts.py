"""hart acts: public acts, newest first, or one whole."""

from __future__ import annotations

from typing import Annotated

import typer

from hart_cli.cli import console, render
from hart_cli.cli import options as o
from hart_cli.cli.directories import open_all
from hart_cli.i18n.messages import message
from hart_cli.model import Filters, Question, question_text
from hart_cli.output.facts import NOT_ADVICE
from hart_cli.search import acts as search


@o.option_groups(output=o.output_options)
def acts(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[NUMBER or WORDS...]", help="An act in any style (16-71, PA 16-71), or words.", show_default=False
        ),
    ] = None,
    *,
    since: o.Since = None,
    until: o.Until = None,
    statute: o.Statute = None,
    timeline: o.Timeline = False,
    limit: o.Limit = None,
    data: o.Data = None,
    output: o.OutputOptions,
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
    directories = open_all(data)
    question = Question(question_text(" ".join(words or [])), Filters(kinds=("act",)), limit or 0)
    narrowing = search.Narrowing(
        o.single("--since", since), o.single("--until", until), o.single("--statute", statute, search.section_of)
    )
    result = search.find_acts(question, directories, narrowing)
    is_one = bool(question.words) and bool(search.find_named_act(question.words, directories))
    shape = "timeline" if timeline else "cards" if is_one else "acts"
    code = render.answer("acts", render.without_kind(result), output, shape)
    if result.hits:
        if (
            timeline
            and output.format in ("auto", "plain", "table")
            and (question.words or limit or narrowing != search.Narrowing())
        ):
            console.info(
                message("These acts may have changed others that are left out here; hart acts --timeline has all.")
            )
        console.info(NOT_ADVICE)
    return code
