"""Cards and handouts: which entries are on them, and writing them."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hart_cli.cli import console, files
from hart_cli.errors import ExitCode
from hart_cli.export.options import ExportOptions
from hart_cli.i18n.messages import Message, message
from hart_cli.model import Filters, Hit, Question, Result
from hart_cli.search.find import lookup
from hart_cli.search.needs import emergency_answer
from hart_cli.store.loader import Directories

if TYPE_CHECKING:
    from hart_cli.export.leaflet import Sheet

FORMATS = ("vcard", "handout")

_NO_CARDS = message("Nothing that fits has a number for a card; --titled takes web addresses.")
_NOTHING_ELSE = message("Nothing else in the directory fits: only the emergency lines stand on it.")


class Document(NamedTuple):
    """A file to write.

    Attributes:
        chunks: its content.
        size: how many entries or cards it has.
        written: what to tell the user where a file was written.
        notes: what to tell the user in any case.
    """

    chunks: Sequence[str | bytes]
    size: int
    written: Message
    notes: tuple[Message, ...]


def named(ids: Sequence[str], directories: Directories, people: bool) -> Result:
    """Return the entries that ids or names mean, in their order.

    Args:
        ids: the ids or names.
        directories: the directories.
        people: whether persons and named staff are among them.
    """
    entries, _ = lookup(tuple(ids), directories)
    hits = [
        Hit(entry if people else entry._replace(contacts=tuple(c for c in entry.contacts if not c.role)))
        for entry in entries
        if people or entry.kind != "person"
    ]
    return Result(Question(), tuple(hits), len(hits), directories.notes)


def missing(result: Result, ids: Sequence[str]) -> int:
    """Report how many of the ids give no entry.

    Returns:
        The exit status: 1 if there are any.
    """
    absent = len(dict.fromkeys(ids)) - len(result.hits)
    if not ids or absent <= 0:
        return ExitCode.OK
    console.error(
        message(
            "{missing} of {total} ids mean no entry, more than one, or a person; --people takes persons along",
            missing=absent,
            total=len(ids),
        )
    )
    return ExitCode.NOTHING


def someone_to_talk_to(result: Result) -> Result:
    """Return the lines of a result that are there to talk: the entries of a handout without ids and filters."""
    hits = tuple(hit for hit in result.hits if "someone-to-talk-to" in hit.entry.topics and hit.entry.kind == "hotline")
    return result._replace(hits=hits, total=len(hits))


def options(directories: Directories, filters: Filters, *, named: bool) -> ExportOptions:
    """Return the options of a file that follow from the directories and from what is chosen.

    Args:
        directories: the directories; the bundled one gives its date and its emergency answer.
        filters: the filters.
        named: whether the entries are named one by one.
    """
    lines = (directories.bundled.by_id(id_) for id_ in emergency_answer(directories.bundled))
    return ExportOptions(
        revised=directories.bundled.meta("revised"),
        named=named,
        first=tuple(entry for entry in lines if entry),
        asked=(*filters.groups, *filters.topics, *(("children",) if (filters.age or 18) < 18 else ())),
    )


def write(format: str, result: Result, options: ExportOptions, limit: int, to: Path | None, force: bool) -> int:
    """Write cards or a handout to standard output or a new file.

    A handout whose file ends in .pdf is a PDF, else a page. A named line of police or immigration officers is left
    out unless titles are asked for; then a note names it, and the exit status is 1.

    Returns:
        The exit status: 1 where nothing is written or a line is left out.

    Raises:
        UsageError, OutputError: the file is there already, or cannot be written.
        BrokenError: the part of hart that draws it is missing.
    """
    options = options._replace(pdf=to is not None and to.suffix.lower() == ".pdf")
    document = _cards(result, options, limit, to) if format == "vcard" else _handout(result, options, limit, to)
    if to is None:
        console.write(chunk for chunk in document.chunks if isinstance(chunk, str))
        console.flush()
    elif document.chunks:
        files.write_new(document.chunks, to, force)
        console.info(document.written)
    console.info(*(*result.notes, *document.notes, *_file_name_notes(to, options)))
    officers = _left_out_officers(result, options)
    if officers:
        console.info(
            message(
                "Left out, since police or immigration officers answer: {ids}; --titled takes them along.", ids=officers
            )
        )
    return ExitCode.OK if document.size and not officers else ExitCode.NOTHING


def _left_out_officers(result: Result, options: ExportOptions) -> str:
    """Return the ids of named lines of enforcement, which no neutral document shows."""
    if options.titled or not options.named:
        return ""
    return ", ".join(hit.entry.id for hit in result.hits if hit.entry.line == "enforcement")


def _file_name_notes(to: Path | None, options: ExportOptions) -> list[Message]:
    """Return a note where the name of the file tells what a neutral document is about."""
    from hart_cli.export import neutral

    if to is None or options.titled or not neutral.tells(to.stem):
        return []
    return [message("The name of the file tells what it is about; another name, such as numbers, tells less.")]


def _cards(result: Result, options: ExportOptions, limit: int, to: Path | None) -> Document:
    from hart_cli.export import vcard

    cards = list(vcard.write(result.hits, options))
    cards = cards[:limit] if limit else cards
    notes = [vcard.CAUTION if cards else _NO_CARDS]
    if cards and not options.titled:
        notes.append(message("The names are neutral; --titled writes the full ones."))
    written = message("{count} cards written to {path}.", count=len(cards), path=to)
    return Document(cards, len(cards), written, tuple(notes))


def _handout(result: Result, options: ExportOptions, limit: int, to: Path | None) -> Document:
    from hart_cli.export import leaflet

    hits, unfit = result.hits, list[str]()
    sheet = leaflet.plan(hits, options, limit)
    while options.pdf and (lacking := _ids_unfit_for_pdf(sheet)):
        unfit += lacking
        hits = [hit for hit in hits if hit.entry.id not in unfit]
        sheet = leaflet.plan(hits, options, limit)
    count = len(sheet.items)
    notes = [] if count or options.named else [_NOTHING_ELSE]
    if unfit:
        notes.append(
            message(
                "Not in the PDF, which lacks their letters or the room: {ids}; -o NAME.html has them.",
                ids=", ".join(unfit),
            )
        )
    if sheet.left_out:
        notes.append(message("{count} more did not fit; narrow by filters, or name the ids.", count=sheet.left_out))
    if not options.titled:
        notes.append(message("Names and texts are neutral; --titled writes the full ones. Others may find a paper."))
    first = {entry.id for entry in options.first}
    in_boxes = sum(hit.entry.id in first for hit in result.hits) if options.named else 0
    size = count + in_boxes
    written = message("{count} entries and the emergency lines written to {path}.", count=size, path=to)
    return Document(_chunks(sheet, options), size, written, tuple(notes))


def _ids_unfit_for_pdf(sheet: Sheet) -> list[str]:
    from hart_cli.export import handout_pdf

    return [item.id for item in handout_pdf.unfit(sheet)]


def _chunks(sheet: Sheet, options: ExportOptions) -> list[str | bytes]:
    if options.pdf:
        from hart_cli.export import handout_pdf

        return [handout_pdf.write(sheet)]
    from hart_cli.export import handout

    return list(handout.write(sheet))
