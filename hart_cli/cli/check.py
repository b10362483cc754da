"""hart check: hold the data to its rules."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Annotated

import typer

from hart_cli import wording
from hart_cli.cli import console
from hart_cli.cli import options as o
from hart_cli.errors import BrokenError, DataError, ExitCode
from hart_cli.i18n.messages import English, message
from hart_cli.model import Entry
from hart_cli.own_directory import read_own
from hart_cli.readers.directory import Directory, read_bundled, read_wording
from hart_cli.readers.files import own_files
from hart_cli.readers.needs import needs_faults, read_needs
from hart_cli.readers.report import ReportSink
from hart_cli.readers.thesaurus import read_thesaurus, thesaurus_faults
from hart_cli.rules.numbers import invalid_numbers
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
    stale: o.Stale = None,
    online: o.Online = False,
    _plain: o.AlwaysPlain = False,
    _ui: o.Ui = None,
) -> int:
    """Check the bundled data and your own files against the rules of the data.

    Examples:

    \b
      hart check
      hart check contacts.toml

    Prints each fault on a line of its own and exits with 3 if there is one. With --stale or --online, exits
    with 1 if something is old or an address does not answer: hart check --stale 365. Emergency lines count
    as old after 90 days.
    """
    if stale is not None or online:
        entries = _entries([Path(p) for p in paths or ()])
        old = _stale(entries, stale) if stale is not None else False
        silent = _online(entries) if online else False
        return ExitCode.NOTHING if old or silent else ExitCode.OK
    bundled = read_bundled()
    faults: list[str] = []
    if not paths:
        faults += [*bundled.faults, *thesaurus_faults(read_thesaurus(), bundled.vocabulary)]
        faults += needs_faults(read_needs(), {entry.id: entry for entry in bundled.entries})
        faults += [*wording.faults(bundled.entries, read_wording()), *invalid_numbers(bundled.entries)]
        console.write(f"bundled directory: {len(bundled.entries)} entries, {len(faults)} faults\n")
    for path in [Path(p) for p in paths] if paths else own_files(()):
        faults += _own(path, bundled)
    console.flush()
    for fault in faults:
        console.error(English(fault))
    return ExitCode.DATA if faults else ExitCode.OK


def _own(path: Path, bundled: Directory) -> list[str]:
    """Write what becomes of a directory of the user's own. Returns its faults."""
    from hart_cli.output.progress import bar

    report = ReportSink(path)
    try:
        with bar("Reading:") as step:
            for _ in read_own(path, bundled, report, step):
                pass
    except DataError as error:
        return [error.message]
    console.write(f"{safe(str(path))}: {report.kept} entries kept, {report.refused} refused\n")
    console.write(f"{safe(line)}\n" for line in report.repair_lines())
    return list(report.refusal_lines())


def _entries(paths: list[Path]) -> list[Entry]:
    """Return the entries of the paths, or without any those of the bundled directory and the user's own."""
    bundled = read_bundled()
    entries = [] if paths else list(bundled.entries)
    for path in paths or own_files(()):
        entries += read_own(path, bundled, ReportSink(path))
    return entries


def _stale(entries: list[Entry], days: int) -> bool:
    """Write what is older than `days` days, oldest first. Returns whether there is anything, or no age is known."""
    from hart_cli.staleness import is_ahead, stale_facts, today

    day = today()
    if day is None:
        console.error(message("the clock cannot be read, so no age is known; set the clock and run it again"))
        return True
    if is_ahead(entries, day):
        console.error(
            message("the clock says {day}, before the date of a source, so no age is known; set the clock", day=day)
        )
        return True
    old = stale_facts(entries, days, day)
    for fact in old:
        age = "no date" if fact.days is None else f"{fact.days} days"
        cells = (age, fact.source.as_of, fact.entry.id, fact.field, fact.entry.name, fact.source.title)
        console.write("\t".join(map(safe, cells)) + "\n")
    console.flush()
    console.info(
        message(
            "{count} of {total} entries hold something older than {days} days.",
            count=len({fact.entry.id for fact in old}),
            total=len(entries),
            days=days,
        )
    )
    return bool(old)


def _online(entries: list[Entry]) -> bool:
    """Write which web addresses do not answer as they stand. Returns whether there are any."""
    try:
        from hart_cli.online import check_addresses
    except ImportError:
        raise BrokenError(message("--online needs one more package: pip install 'hart-directory[online]'")) from None
    from hart_cli.output.progress import bar

    users: dict[str, list[str]] = {}
    for entry in entries:
        for url in entry.urls:
            users.setdefault(url.url, []).append(entry.id)
    counts: Counter[str] = Counter()
    with bar("Asking:") as step:
        for answer in check_addresses(users, step):
            counts[answer.state] += 1
            if answer.state != "ok":
                cells = (answer.state, answer.url, answer.detail, " ".join(users[answer.url]))
                console.write("\t".join(map(safe, cells)) + "\n")
    console.flush()
    states = ", ".join(f"{count} {state}" for state, count in counts.most_common())
    console.info(
        message(
            "{count} addresses asked: {answers}. hart changes nothing; see docs/corrections.md.",
            count=sum(counts.values()),
            answers=states or "none",
        )
    )
    return bool(counts["gone"] or counts["silent"])
