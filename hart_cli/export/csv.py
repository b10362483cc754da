"""CSV for spreadsheets (RFC 4180): a header, one row an entry, and no cell that runs."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator

from hart_cli.export.columns import columns, row
from hart_cli.model import Hit
from hart_cli.safe import safe


def write(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield the header and a row for each hit, with CRLF line ends."""
    yield _line(columns())
    for hit in hits:
        yield _line([safe(value, "csv") for value in row(hit.entry).values()])


def _line(cells: list[str]) -> str:
    buffer = io.StringIO()
    csv.writer(buffer).writerow(cells)
    return buffer.getvalue()
