"""hart hotline: the emergency lines first, then every other line."""

from __future__ import annotations

from functools import partial
from typing import Annotated

import typer

from hart_cli import emergency, localize
from hart_cli.cli import console, render
from hart_cli.cli import options as o
from hart_cli.cli.directories import open_all
from hart_cli.errors import ExitCode, UsageError
from hart_cli.i18n.catalog import language, word
from hart_cli.i18n.messages import English, message
from hart_cli.model import Entry, Filters, Hit, Question, Result, question_text
from hart_cli.safe import safe
from hart_cli.search import hotlines


@o.option_groups(filters=partial(o.filters, kind=["hotline"]), output=o.output_options)
def hotline(
    words: Annotated[
        list[str] | None,
        typer.Argument(
            metavar="[WORDS...]", help="Which line; nothing for the three emergency lines.", show_default=False
        ),
    ] = None,
    *,
    all_lines: o.AllLines = False,
    number: o.Number = False,
    channel: o.ChannelChoice = None,
    qr: o.Qr = False,
    filters: Filters,
    limit: o.Limit = None,
    data: o.Data = None,
    output: o.OutputOptions,
) -> int:
    """The emergency lines first: 911, the National Human Trafficking Hotline, the DCF Careline.

    Examples:

    \b
      hart hotline
      hart hotline careline --number
      hart hotline careline --qr
      hart hotline suicide
      hart hotline trafficking --channel text
      hart hotline --all

    Call 911; text it only if you cannot speak, in English, saying where you are.
    """
    if (number or qr or channel is not None) and output.format != "auto":
        raise UsageError(
            message("--number, --qr and --channel print bare numbers; leave out --json, --format and --plain")
        )
    if number and qr:
        raise UsageError(message("--number prints nothing but numbers, --qr codes too; leave one of them out"))
    bare = number or channel is not None
    # The best line that has such a number is looked for among all that match.
    question = Question(question_text(" ".join(words or [])), filters, 0 if bare and words else limit or 0)
    result = hotlines.find_lines(question, open_all(data), all_lines)
    if not result.hits:
        return _none(result, output)
    if qr:
        from hart_cli.cli import qr_codes

        return qr_codes.answer(result, channel or "voice", output)
    if bare:
        return _numbers(result, channel or "voice", limit)
    code = _grouped(result, output) if all_lines and output.format == "auto" else _answer(result, output)
    console.age_of_numbers()
    return code


def _answer(result: Result, output: o.OutputOptions) -> int:
    few = len(result.hits) <= len(emergency.LINES)
    shape = "table" if not few else "line" if len(result.hits) == 1 else "lines"
    return render.answer("hotline", render.without_kind(result), output, shape)


def _none(result: Result, output: o.OutputOptions) -> int:
    if output.format == "json":
        console.write(render.document("hotline", {"words": result.question.words or None}, [], 0))
        console.flush()
    console.info(*result.notes)
    console.info(message("No line in the directory is called that. The emergency lines:"))
    console.emergency_numbers()
    return ExitCode.NOTHING


def _numbers(result: Result, channel: str, limit: int | None) -> int:
    """Print numbers of the bundled lines, one a line: with words the best match's, or as many as the limit says.

    What to press and say, and what to mind, goes to standard error.
    """
    entries = [hit.entry for hit in result.hits]
    if result.question.words:
        numbers = hotlines.best_numbers(entries, channel, (len(entries) if limit == 0 else limit) or 1)
    else:
        numbers = hotlines.numbers(entries, channel)
    console.write("".join(f"{safe(number.text)}\n" for number in numbers))
    console.flush()
    if not numbers:
        console.error(
            message("what matches has no {channel} number; hart hotline shows how it is reached", channel=channel)
        )
        return ExitCode.NOTHING
    console.info(*result.notes)
    facts = (line for number in numbers for line in _instructions(number, result.question.words, channel))
    console.info(*map(English, facts))
    console.age_of_numbers()
    return ExitCode.OK


def _instructions(number: hotlines.Number, words: str, channel: str) -> list[str]:
    """Return whose number it is, with what to press or say and what to mind. The numbers of the three lines that
    nobody asked for by words are as well known as they get."""
    if not words and channel == "voice":
        return []
    entry = localize.in_spanish(number.entry) if language() == "es" else number.entry
    own = next((line for line in emergency.LINES if line.id == entry.id), None)
    if own is not None and channel in ("voice", "text"):
        return emergency.instructions([own], language())
    phone = next(p for p in entry.phones if (p.number, p.channel) == (number.phone.number, channel))
    label = f": {word(phone.label)}" if phone.label else ""
    cautions = ([phone.caution] if phone.caution else []) + list(entry.cautions)
    return [entry.name + label, *(f"{word('Caution')}: {caution}" for caution in cautions)]


def _grouped(result: Result, output: o.OutputOptions) -> int:
    from hart_cli import terminal

    stream = terminal.detect(output.color)
    if not stream.is_terminal:
        return render.answer("hotline", render.without_kind(result), output)
    from hart_cli.output import screen

    for line, label in hotlines.LINE_LABELS.items():
        hits: list[Hit] = [hit for hit in result.hits if _line(hit.entry) == line]
        if hits:
            console.write(screen.heading(word(label), stream))
            console.write(render.chunks(hits, output))
    render.under_18(result.hits, output)
    console.flush()
    console.info(*result.notes)
    return ExitCode.OK


def _line(entry: Entry) -> str:
    return entry.line or "talk"
