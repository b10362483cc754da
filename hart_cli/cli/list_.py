"""hart list: browse without words."""

from __future__ import annotations

from hart_cli.cli import options as o
from hart_cli.cli import render
from hart_cli.cli.directories import open_all
from hart_cli.model import Filters, Question
from hart_cli.search.browse import browse


@o.option_groups(filters=o.filters, output=o.output_options)
def list_(
    *,
    filters: Filters,
    limit: o.Limit = None,
    data: o.Data = None,
    output: o.OutputOptions,
) -> int:
    """Browse entries without words.

    Examples:

    \b
      hart list --kind service
      hart list --topic housing --age 17
      hart list --format csv > directory.csv
    """
    return render.answer("list", browse(Question("", filters, limit or 0), open_all(data)), output)
