"""From a result to the streams: picks the ink, writes the answer, then says the rest on standard
error. Commands end here."""

from __future__ import annotations

import importlib
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from hart_cli import confidentiality, localize, terminal
from hart_cli.cli import console
from hart_cli.cli.options import OutputOptions
from hart_cli.errors import ExitCode
from hart_cli.i18n.catalog import gettext, language, word
from hart_cli.i18n.messages import message
from hart_cli.model import Hit, Result
from hart_cli.terminal import NARROWEST_TABLE, Terminal

_EXPORTS = ("csv", "tsv", "markdown", "ndjson")


def chunks(hits: Sequence[Hit], output: OutputOptions, shape: str = "table") -> Iterable[str]:  # noqa: PLR0911 (a format each)
    """Return the text of hits in the format asked for, or in the one that the stream asks for.

    Args:
        hits: what to print.
        output: the format and the color.
        shape: for a terminal "table", "acts", "cards" (entries whole), "line" (one line of help) or "lines"
            (several, in short), "timeline" (acts over the years). In a pipe only "cards" and "timeline" are more
            than a line for each.
    """
    machine = output.format in (*_EXPORTS, "ids") or (
        output.format == "auto" and shape != "cards" and not terminal.detect(output.color).is_terminal
    )
    hits = _localized(hits, machine)
    if output.format in _EXPORTS:
        writer = importlib.import_module(f"hart_cli.export.{output.format}")
        written: Iterable[str] = writer.write(hits)
        return written
    from hart_cli.output import lines

    stream = terminal.detect(output.color)
    if output.format == "ids":
        return lines.ids(hits)
    if shape == "timeline":
        return _timeline(hits, output, stream)
    if output.format == "plain":
        return lines.plain(hits)
    if output.format == "auto" and _too_narrow(stream):
        return wrapped(lines.plain(hits), stream)
    if output.format == "auto" and not stream.is_terminal:
        return lines.plain(hits) if shape == "cards" else lines.tab_lines(hits)
    from hart_cli.output import facts, screen

    if shape in ("table", "acts"):
        return [(screen.table if shape == "table" else screen.acts_table)(hits, stream)]
    chosen = {"cards": facts.all_facts, "line": facts.line_facts, "lines": facts.short_line_facts}
    return [screen.cards(hits, stream, chosen[shape])]


def _timeline(hits: Sequence[Hit], output: OutputOptions, stream: Terminal) -> Iterable[str]:
    from hart_cli.output import charts

    told = charts.timeline_lines(hits)
    if output.format == "plain" or (output.format == "auto" and not stream.is_terminal):
        return told
    if output.format == "auto" and _too_narrow(stream):
        return wrapped(told, stream)
    from hart_cli.output import screen

    return [screen.picture(charts.timeline(hits, stream.width), stream)]


def _localized(hits: Sequence[Hit], for_machines: bool) -> Sequence[Hit]:
    """Return hits with their texts in Spanish, where that was asked for."""
    if language(for_machines=for_machines) != "es":
        return hits
    return [localize.hit_in_spanish(hit) for hit in hits]


def wrapped(lines: Iterable[str], stream: Terminal) -> Iterable[str]:
    """Yield lines folded at spaces for a narrow terminal, which would else break numbers."""
    for line in lines:
        yield "".join(f"{part}\n" for part in terminal.fold(line, stream.width)) or line


def under_18(hits: Sequence[Hit], output: OutputOptions) -> None:
    """Say once, below an answer for people that holds lines, what may follow for somebody under 18. At a terminal it
    is the foot of the answer; with `--plain` and in a narrow one, where every line is a fact,
    it goes to standard error."""
    if not any(hit.entry.kind == "hotline" for hit in hits):
        return
    stream = terminal.detect(output.color)
    if output.format == "plain" or (output.format == "auto" and _too_narrow(stream)):
        console.info(confidentiality.MINORS)
    elif output.format == "table" or (output.format == "auto" and stream.is_terminal):
        from hart_cli.output import screen

        console.write(screen.foot(gettext(confidentiality.MINORS), stream))


def _too_narrow(stream: Terminal) -> bool:
    return stream.is_terminal and stream.width < NARROWEST_TABLE


def document(
    command: str, query: dict[str, Any], hits: Sequence[Hit], total: int, more: dict[str, Any] | None = None
) -> Iterator[str]:
    """Yield the JSON envelope of hits. `more` holds keys that only some commands have."""
    from hart_cli.output import envelope

    hits = _localized(hits, for_machines=True)
    results = map(envelope.hit_table, hits)
    return envelope.document(command, query, results, len(hits), total, more)


def without_kind(result: Result) -> Result:
    """Return a result whose question does not name the kind that its command looks for by itself."""
    question = result.question
    return result._replace(question=question._replace(filters=question.filters._replace(kinds=())))


def envelope_of(command: str, result: Result) -> Iterator[str]:
    """Yield the JSON envelope of a result."""
    from hart_cli.output.envelope import left_out_table, query_table

    more = left_out_table(result) if command == "find" else None
    return document(command, query_table(result.question), result.hits, result.total, more)


def answer(command: str, result: Result, output: OutputOptions, shape: str = "table", explain: bool = False) -> int:
    """Write a result and return the exit code: 0 found, 1 nothing.

    Notes, what was left out and, where nothing was found, the way on go to standard error.
    """
    if output.format == "json":
        console.write(envelope_of(command, result))
    elif not result.hits and output.format in ("auto", "table"):
        pass  # no header above nothing
    elif explain and output.format != "ndjson":
        console.write(_explained(result.hits, output.format == "plain"))
    else:
        console.write(chunks(result.hits, output, shape))
    under_18(result.hits, output)
    console.flush()
    console.info(*result.notes)
    if not result.hits:
        _nothing(result)
        return ExitCode.NOTHING
    if len(result.hits) < result.total:
        shown = message("{count} of {total} shown; --limit 0 shows all.", count=len(result.hits), total=result.total)
        console.info(shown)
    return ExitCode.OK


def _explained(hits: Sequence[Hit], plain: bool) -> Iterable[str]:
    """Yield each hit, and under it its score and why it is there, in words."""
    from hart_cli.output.lines import plain as plain_lines
    from hart_cli.output.lines import tab_line
    from hart_cli.safe import safe

    for number, hit in enumerate(hits):
        reasons = (f"{word('score')} {hit.score:.2f}", *map(gettext, hit.matched))
        if plain:
            yield "\n" if number else ""
            yield from plain_lines([hit])
            yield "".join(f"{word('Why')}: {safe(reason)}\n" for reason in reasons)
        else:
            yield tab_line(hit.entry)
            yield "".join(f"    {safe(reason)}\n" for reason in reasons)


def _nothing(result: Result) -> None:
    console.info(message("If somebody is in danger, call one of these:"))
    console.emergency_numbers()
    console.info(message("Nothing in the directory fits."))
    if result.suggestions:
        console.info(message("Near what you typed: {words}.", words=", ".join(result.suggestions)))
    console.info(message("hart topics lists what there is."))
