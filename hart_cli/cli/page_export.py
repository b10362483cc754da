"""The page of `hart export html`: its entries, and the data that its script searches."""

from __future__ import annotations

from collections.abc import Iterable

from hart_cli.export.options import ExportOptions
from hart_cli.model import Result
from hart_cli.store.loader import Directories


def page(
    result: Result, directories: Directories, options: ExportOptions, limit: int | None
) -> tuple[Result, Iterable[str]]:
    """Return what is in the page, and its text.

    Args:
        result: the entries that the filters leave.
        directories: the directories.
        options: how the page is to be written.
        limit: how many entries the page may hold; None or 0 for all.
    """
    from hart_cli.export import html
    from hart_cli.search.page_data import page_data

    hits = tuple(hit for hit in result.hits if options.news or hit.entry.kind not in html.NEWS)
    hits = hits[:limit] if limit else hits
    terms = page_data([hit.entry for hit in hits], directories.bundled)
    return result._replace(hits=hits, total=len(hits)), html.write(hits, options, terms)
