"""Newline-delimited JSON: one entry a line, ASCII-escaped, the keys of `--json`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hart_cli.model import Hit
from hart_cli.output.envelope import ascii_json, hit_table


def write(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield one JSON object a line for each hit."""
    for hit in hits:
        yield ascii_json(hit_table(hit)) + "\n"
