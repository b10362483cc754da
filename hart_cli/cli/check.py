"""hart check: hold the data to its rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hart_cli import rules, wording
from hart_cli.cli import exits
from hart_cli.cli import options as o
from hart_cli.errors import DataError, ExitCode
from hart_cli.readers.directory import Directory, read_bundled, read_wording
from hart_cli.readers.files import own_files
from hart_cli.readers.own import Report, read_own
from hart_cli.readers.thesaurus import read_thesaurus, thesaurus_faults
from hart_cli.safe import safe


def check(
    paths: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[PATH...]",
            help="Files of your own; nothing for the bundled data and your files.",
            show_default=False,
        ),
    ] = None,
    _plain: o.AlwaysPlain = False,
) -> int:
    """Hold the bundled data and your own files to the data's rules.

    Examples:

    \b
      hart check
      hart check contacts.toml

    Prints each fault on a line of its own and exits with 3 if there is one.
    """
    bundled = read_bundled()
    faults: list[str] = []
    if not paths:
        faults += [*bundled.faults, *thesaurus_faults(read_thesaurus(), bundled.vocabulary)]
        faults += [*wording.faults(bundled.entries, read_wording()), *rules.invalid_numbers(bundled.entries)]
        exits.write(f"bundled directory: {len(bundled.entries)} entries, {len(faults)} faults\n")
    for path in [Path(p) for p in paths] if paths else own_files(()):
        faults += _own(path, bundled)
    exits.flush()
    for fault in faults:
        exits.complain(fault)
    return ExitCode.DATA if faults else ExitCode.OK


def _own(path: Path, bundled: Directory) -> list[str]:
    """Write what becomes of a directory of the user's own. Returns its faults."""
    from hart_cli.output.progress import bar

    report = Report(path)
    try:
        with bar("Reading:") as step:
            for _ in read_own(path, bundled, report, step):
                pass
    except DataError as error:
        return [error.message]
    exits.write(f"{safe(str(path))}: {report.kept} entries kept, {report.refused} refused\n")
    exits.write(f"{safe(line)}\n" for line in report.mended())
    return list(report.refusals())
