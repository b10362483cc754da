"""Opening the directories for a command, with a bar at a terminal while one of them is indexed."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hart_cli.cli import console
from hart_cli.errors import ExitCode
from hart_cli.readers.files import own_files
from hart_cli.store import loader
from hart_cli.store.loader import Directories


def open_all(data: Sequence[str] | None = None) -> Directories:
    """Open the bundled directory and the user's own, as `store.loader.open_all`.

    Where none of the directories that `--data` names can be read, the run ends with 3, whatever the bundled one
    answers.

    Args:
        data: the values of `--data`.

    Raises:
        DataError: the bundled directory is missing or damaged.
    """
    named = tuple(data or ())
    if own_files(named):
        from hart_cli.output.progress import bar

        with bar("Indexing, once for each change:") as step:
            directories = loader.open_all(named, step)
    else:
        directories = loader.open_all()
    if named and all(Path(name) in directories.unread for name in named):
        console.end_with(ExitCode.DATA)
    return directories
