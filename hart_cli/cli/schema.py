"""hart schema: the JSON Schema of what --json prints."""

from __future__ import annotations

import json

from hart_cli.cli import console
from hart_cli.cli import options as o
from hart_cli.errors import ExitCode
from hart_cli.output.schema import schema as json_schema


def schema(_plain: o.AlwaysPlain = False) -> int:
    """The JSON Schema (draft 2020-12) of everything that --json prints.

    Examples:

    \b
      hart schema > hart.schema.json
    """
    console.write(json.dumps(json_schema(), indent=2) + "\n")
    return ExitCode.OK
