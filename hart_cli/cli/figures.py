"""hart figures: HART's figures by year, with their sources and what can't be compared."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator

from hart_cli.cli import console, render
from hart_cli.cli import options as o
from hart_cli.cli.directories import open_all
from hart_cli.errors import ExitCode
from hart_cli.i18n.messages import message
from hart_cli.model import Filters, Hit, Question
from hart_cli.output.facts import NOT_STATED, value_text
from hart_cli.search.browse import browse
from hart_cli.terminal import Terminal

NOT_DRAWN = "Counted in another way, or alone of its kind: not to be drawn beside the bars"
CAUTION = message(
    "Referrals and reports are different counts: do not join them with a line. "
    "Years that are missing were not found in any source."
)


@o.option_groups(output=o.output_options)
def figures(
    *,
    data: o.Data = None,
    output: o.OutputOptions,
) -> int:
    """HART's figures by year, with their sources and what can't be compared.

    Examples:

    \b
      hart figures
      hart figures --json
    """
    result = browse(Question("", Filters(kinds=("figure",))), open_all(data))
    hits = sorted(result.hits, key=lambda hit: (hit.entry.figure.period if hit.entry.figure else "", hit.entry.id))
    if output.format != "auto":
        code = render.answer("figures", render.without_kind(result._replace(hits=tuple(hits))), output)
    else:
        console.answer(_table(hits, output), result.notes)
        code = ExitCode.OK
    console.info(CAUTION)
    return code


def _rows(hits: list[Hit]) -> list[tuple[str, str, str, str, str]]:
    rows = []
    for hit in hits:
        figure = hit.entry.figure
        if figure is None:
            continue
        values = [(value_text(v.value, v.unit, v.qualifier), v.source) for v in figure.values]
        for value, source in values or [(NOT_STATED, hit.entry.source)]:
            rows.append((figure.period, value, figure.measure, f"{source.id}, {source.as_of}", hit.entry.id))
    return rows


def _table(hits: list[Hit], output: o.OutputOptions) -> Iterable[str]:
    from hart_cli import terminal
    from hart_cli.safe import safe

    stream = terminal.detect(output.color)
    if not stream.is_terminal:
        return ["".join("\t".join(safe(cell) for cell in row) + "\n" for row in _rows(hits))]
    if stream.width < terminal.NARROWEST_TABLE:
        return render.wrapped(_sentences(_rows(hits)), stream)
    return _picture(hits, stream)


def _sentences(rows: list[tuple[str, str, str, str, str]]) -> Iterator[str]:
    from hart_cli.safe import safe

    return (safe(f"{period}: {value}. {measure} ({source})") + "\n" for period, value, measure, source, _ in rows)


def _picture(hits: list[Hit], stream: Terminal) -> Iterator[str]:
    """Yield what may be compared as bars, each scale by itself, and everything else in words below."""
    from hart_cli import terminal
    from hart_cli.output import charts, screen

    block = "\u2588" if (sys.stdout.encoding or "").lower().startswith("utf") else "#"
    series = charts.drawable(hits)
    for entries in series.values():
        yield screen.picture(charts.bars(entries, stream.width, block), stream)
    drawn = {entry.id for entries in series.values() for entry in entries}
    rows = _rows([hit for hit in hits if hit.entry.id not in drawn])
    yield "\n" if drawn else ""
    yield screen.heading(NOT_DRAWN, stream)
    if stream.width < terminal.NARROWEST_GRID:
        yield from render.wrapped(_sentences(rows), stream)
    else:
        yield screen.grid(("Period", "Value", "Counts", "Source"), [row[:4] for row in rows], stream)
