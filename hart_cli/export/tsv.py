"""TSV for scripts: a header, one row an entry, no tab or line break inside a cell."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hart_cli.export.columns import columns, row
from hart_cli.model import Hit
from hart_cli.safe import safe


def write(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield the header and a line for each hit."""
    yield "\t".join(columns()) + "\n"
    for hit in hits:
        yield "\t".join(safe(value) for value in row(hit.entry).values()) + "\n"
