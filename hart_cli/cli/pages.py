"""The page of `hart export html`: which entries are in it, and what its script searches with."""

from __future__ import annotations

from collections.abc import Iterable

from hart_cli.export.wish import Wish
from hart_cli.model import Result
from hart_cli.store.opening import Opened


def page(result: Result, opened: Opened, wish: Wish, limit: int | None) -> tuple[Result, Iterable[str]]:
    """Return what is in the page, and its text.

    Args:
        result: the entries that the filters leave.
        opened: the directories.
        wish: how the page is to be written.
        limit: how many entries the page may hold; None or 0 for all.
    """
    from hart_cli.export import html  # only pages need these
    from hart_cli.search.travelling import travelling

    hits = tuple(hit for hit in result.hits if wish.news or hit.entry.kind not in html.NEWS)
    hits = hits[:limit] if limit else hits
    wish = wish._replace(revised=opened.bundled.meta("revised"))
    terms = travelling([hit.entry for hit in hits], opened.bundled)
    return result._replace(hits=hits, total=len(hits)), html.write(hits, wish, terms)
