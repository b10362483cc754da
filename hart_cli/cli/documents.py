"""Cards and handouts: what they ask of the command line, and writing them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hart_cli.cli import console, files
from hart_cli.errors import ExitCode
from hart_cli.export.options import ExportOptions
from hart_cli.language import filled
from hart_cli.model import Filters, Hit, Question, Result
from hart_cli.search.find import lookup
from hart_cli.search.needs import emergency_answer
from hart_cli.store.loader import Directories

if TYPE_CHECKING:
    from hart_cli.export.leaflet import Sheet

FORMATS = ("vcard", "handout")


class Paper(NamedTuple):
    """A file to write: its parts, how many of what it holds, and what to say of it."""

    chunks: Sequence[str | bytes]
    held: int
    what: str
    notes: tuple[str, ...]


def named(ids: Sequence[str], directories: Directories, people: bool) -> Result:
    """Return the entries that ids or names mean, in their order; named staff only where asked for.

    The result's total counts the ids.
    """
    found, _ = lookup(tuple(ids), directories)
    hits = [
        Hit(entry if people else entry._replace(contacts=tuple(c for c in entry.contacts if not c.role)))
        for entry in found
        if people or entry.kind != "person"
    ]
    return Result(Question(), tuple(hits), len(hits), directories.notes)


def missing(result: Result, ids: Sequence[str]) -> int:
    """Say how many of the ids gave nothing. Returns the exit code for it."""
    gone = len(dict.fromkeys(ids)) - len(result.hits)
    if not ids or gone <= 0:
        return ExitCode.OK
    console.error(
        filled("{} of {} ids mean no entry, more than one, or a person; --people takes persons along", gone, len(ids))
    )
    return ExitCode.NOTHING


def someone_to_talk_to(result: Result) -> Result:
    """Return the lines of a result that are there to talk: what a handout holds if nothing is asked for."""
    hits = tuple(hit for hit in result.hits if "someone-to-talk-to" in hit.entry.topics and hit.entry.kind == "hotline")
    return result._replace(hits=hits, total=len(hits))


def options(
    directories: Directories, ui: str, titled: bool, layout: str, named_: bool, filters: Filters
) -> ExportOptions:
    """Return what is wanted of a file, with the date of the bundled directory and its emergency answer."""
    lines = (directories.bundled.by_id(one) for one in emergency_answer(directories.bundled))
    return ExportOptions(
        ui=ui,
        titled=titled,
        revised=directories.bundled.meta("revised"),
        layout=layout,
        named=named_,
        first=tuple(entry for entry in lines if entry),
        asked=(*filters.groups, *filters.topics, *(("children",) if (filters.age or 18) < 18 else ())),
    )


def write(format: str, result: Result, options: ExportOptions, limit: int, to: Path | None, force: bool) -> int:
    """Write cards or a handout to standard output or a new file. Returns the exit code.

    A handout whose file is called .pdf is a PDF, and else a page. A line of police or immigration officers that was
    named stands on none that is not titled; it is named on standard error, and the exit code is 1.

    Raises:
        UsageError, OutputError: the file is there already, or cannot be written.
        BrokenError: the part of hart that draws it is missing.
    """
    aside = to is None or str(to) == "-"
    options = options._replace(pdf=not aside and to is not None and to.suffix.lower() == ".pdf")
    paper = _cards(result, options, limit) if format == "vcard" else _handout(result, options, limit)
    if aside or to is None:
        console.write(chunk for chunk in paper.chunks if isinstance(chunk, str))
        console.flush()
    elif paper.chunks:
        files.write_new(paper.chunks, to, force)
        console.info(filled(f"{{}} {paper.what} written to {{}}.", paper.held, to))
    console.info(*(*result.notes, *paper.notes, *_of_file(to, options)))
    officers = _officers(result, options)
    if officers:
        console.info(
            filled("Left out, since police or immigration officers answer: {}; --titled takes them along.", officers)
        )
    return ExitCode.OK if paper.held and not officers else ExitCode.NOTHING


def _officers(result: Result, options: ExportOptions) -> str:
    """Return the ids of lines of enforcement that were named and may stand on no neutral paper."""
    if options.titled or not options.named:
        return ""
    return ", ".join(hit.entry.id for hit in result.hits if hit.entry.line == "enforcement")


def _of_file(to: Path | None, options: ExportOptions) -> list[str]:
    """Return a note where the name of a file tells what a neutral paper is about."""
    from hart_cli.export import neutral

    if to is None or options.titled or not neutral.tells(to.stem):
        return []
    return ["The name of the file tells what it is about; another name, such as numbers, tells less."]


def _cards(result: Result, options: ExportOptions, limit: int) -> Paper:
    from hart_cli.export import vcard

    made = list(vcard.write(result.hits, options))
    shown = made[:limit] if limit else made
    notes = [vcard.CAUTION] if shown else ["Nothing that fits has a number for a card; --titled takes web addresses."]
    if shown and not options.titled:
        notes.append("The names are neutral; --titled writes the full ones.")
    return Paper(shown, len(shown), "cards", tuple(notes))


def _handout(result: Result, options: ExportOptions, limit: int) -> Paper:
    from hart_cli.export import leaflet

    hits, unfit = result.hits, list[str]()
    sheet = leaflet.plan(hits, options, limit)
    while options.pdf and (lacking := _unfit(sheet)):
        unfit += lacking
        hits = [hit for hit in hits if hit.entry.id not in unfit]
        sheet = leaflet.plan(hits, options, limit)
    count = len(sheet.items)
    notes = (
        [] if count or options.named else ["Nothing else in the directory fits: only the emergency lines stand on it."]
    )
    if unfit:
        not_in_pdf = "Not in the PDF, which lacks their letters or the room: {}; -o NAME.html has them."
        notes.append(filled(not_in_pdf, ", ".join(unfit)))
    if sheet.left_out:
        notes.append(filled("{} more did not fit; narrow by filters, or name the ids.", sheet.left_out))
    if not options.titled:
        notes.append("Names and texts are neutral; --titled writes the full ones. Others may find a paper.")
    what = "entries and the emergency lines"
    first = {entry.id for entry in options.first}
    in_boxes = sum(hit.entry.id in first for hit in result.hits) if options.named else 0
    return Paper(_drawn(sheet, options), count + in_boxes, what, tuple(notes))


def _unfit(sheet: Sheet) -> list[str]:
    from hart_cli.export import handout_pdf

    return [item.id for item in handout_pdf.unfit(sheet)]


def _drawn(sheet: Sheet, options: ExportOptions) -> list[str | bytes]:
    if options.pdf:
        from hart_cli.export import handout_pdf

        return [handout_pdf.write(sheet)]
    from hart_cli.export import handout

    return list(handout.write(sheet))
