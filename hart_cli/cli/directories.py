"""Opening the directories for a command, with a bar at a terminal while one of them is indexed."""

from __future__ import annotations

from hart_cli.store import opening
from hart_cli.store.opening import Opened


def open_all(named: tuple[str, ...] = ()) -> Opened:
    """Return the bundled directory and the user's own, as `store.opening.open_all`. Raises DataError."""
    if not opening.has_own(named):
        return opening.open_all(named)
    from hart_cli.output.progress import bar

    with bar("Indexing, once for each change:") as step:
        return opening.open_all(named, step)
