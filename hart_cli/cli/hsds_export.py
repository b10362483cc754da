"""Writing HSDS for other programs: the JSON, or all of it as a zip, and what was lost on the way."""

from __future__ import annotations

from pathlib import Path

from hart_cli.cli import console, files
from hart_cli.errors import ExitCode
from hart_cli.export.options import ExportOptions
from hart_cli.hsds.writing import package, services
from hart_cli.hsds.writing.values import Losses
from hart_cli.i18n.messages import message
from hart_cli.model import Result


def write(result: Result, options: ExportOptions, to: Path | None, force: bool) -> int:
    """Write a result as HSDS and tell of every loss on standard error.

    Args:
        result: what is exported.
        options: the date of the data.
        to: a file, a zip by its suffix; None for standard output.
        force: overwrite the file.

    Raises:
        UsageError: the file is there already.
        OutputError: it cannot be written.
    """
    losses = Losses()
    if to is None:
        console.write(services.write(result.hits, losses))
        console.flush()
    else:
        zipped = to.suffix.lower() == ".zip"
        files.write_new(
            package.write(result.hits, options.revised, losses) if zipped else services.write(result.hits, losses),
            to,
            force,
        )
        console.info(message("{count} entries exported to {path}.", count=len(result.hits), path=to))
    console.info(*result.notes)
    for line in losses.lines():
        console.info(message("Lost or changed: {loss}", loss=line))
    return ExitCode.OK if result.hits else ExitCode.NOTHING
