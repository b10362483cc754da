"""hart check: hold the data to its rules."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from hart_cli import rules, wording
from hart_cli.cli import exits
from hart_cli.cli import options as o
from hart_cli.errors import DataError, ExitCode
from hart_cli.readers.directory import read_bundled, read_own, read_wording
from hart_cli.readers.files import own_files
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
        try:
            own = read_own(path, bundled)
        except DataError as error:
            faults.append(error.message)
            continue
        faults += own.faults
        exits.write(f"{safe(str(path))}: {len(own.entries)} entries kept, {own.refused} refused\n")
    exits.flush()
    for fault in faults:
        exits.complain(fault)
    return ExitCode.DATA if faults else ExitCode.OK
