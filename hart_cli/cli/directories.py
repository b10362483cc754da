"""Opening the directories for a command, with a bar at a terminal while one of them is indexed."""

from __future__ import annotations

from pathlib import Path

from hart_cli.cli import exits
from hart_cli.errors import ExitCode
from hart_cli.store import opening
from hart_cli.store.opening import Opened


def open_all(named: tuple[str, ...] = ()) -> Opened:
    """Return the bundled directory and the user's own, as `store.opening.open_all`. Raises DataError.

    Where none of the directories that `--data` named could be read, the run ends with 3, whatever is found in
    the bundled one.
    """
    opened = _open(named)
    if named and all(Path(name) in opened.unread for name in named):
        exits.end_with(ExitCode.DATA)
    return opened


def _open(named: tuple[str, ...]) -> Opened:
    if not opening.has_own(named):
        return opening.open_all(named)
    from hart_cli.output.progress import bar

    with bar("Indexing, once for each change:") as step:
        return opening.open_all(named, step)
