"""hart list: browse without words."""

from __future__ import annotations

from hart_cli.cli import options as o
from hart_cli.cli import render
from hart_cli.cli.directories import open_all
from hart_cli.model import Question
from hart_cli.search.browse import browse


def list_(
    kind: o.Kind = None,
    topic: o.Topic = None,
    group: o.Group = None,
    language: o.Language = None,
    age: o.Age = None,
    town: o.Town = None,
    strict: o.Strict = False,
    limit: o.Limit = None,
    data: o.Data = None,
    json: o.Json = False,
    output: o.OutputFormat = None,
    plain: o.Plain = False,
    color: o.ColorChoice = o.Color.auto,
    _ui: o.Ui = None,
) -> int:
    """Browse entries without words.

    Examples:

    \b
      hart list --kind service
      hart list --topic housing --age 17
      hart list --format csv > directory.csv
    """
    filters = o.filters(kind, topic, group, language, age, town, strict)
    look = o.look(json, output, plain, color)
    return render.answer("list", browse(Question("", filters, limit or 0), open_all(tuple(data or ()))), look)
