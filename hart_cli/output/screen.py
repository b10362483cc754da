"""Tables and cards for a terminal. The only user of rich.

Four-bit colors only, so that the reader's own palette rules; no meaning by color alone; nothing is
cut: what does not fit is folded, and numbers are never broken.
"""

from __future__ import annotations

import io
import re
from collections.abc import Callable, Iterable, Iterator, Sequence

from rich.box import ROUNDED, SIMPLE_HEAD
from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.panel import Panel
from rich.table import Table
from rich.text import Text

from hart_cli import confidentiality
from hart_cli.i18n.catalog import gettext, language, word
from hart_cli.i18n.messages import message
from hart_cli.localize import gloss
from hart_cli.model import BUNDLED, Hit
from hart_cli.output.charts import MARGIN, Row
from hart_cli.output.facts import NOT_STATED, Fact, act_facts, all_facts, label_of, overtaken, short_line_facts, to_do
from hart_cli.output.lines import first_number, fits, row_name
from hart_cli.safe import safe, web_address
from hart_cli.terminal import Terminal

FactsOf = Callable[[Hit], Iterator[Fact]]

# Weight and lines say most: green, cyan and yellow are too pale on many white terminals. Magenta is the one color of
# the sixteen that can be told from black and from white alike.
_TONES = {"number": "bold", "link": "underline", "caution": "bold magenta", "quiet": "dim", "": ""}
_WIDE = 100
_HEIGHT = 50  # of no effect: nothing is cut at the bottom
_SPACES_AT_END = re.compile(r"(?:\x1b\[[0-9;]*m|\x1b\]8;[^\x1b]*\x1b\\| )+$", re.MULTILINE)
_NARROW = 64
_NARROWEST_TABLE = 70
_BOXED = 80
"""From this width on, short cards have a box."""
_ROW_TEXT = 90
"""The longest text, in letters, that a cell of a table holds; a longer one stands below the row."""
_BELOW = "\ue000"
"""Stands alone in a line of a table until the text below its row is put there. No text of the data holds it:
`safe.visible` escapes it."""
_LABEL_WIDTH = 14
_BETWEEN = 2


def _console(terminal: Terminal) -> Console:
    return Console(
        file=io.StringIO(),
        width=terminal.width,
        force_terminal=terminal.color,
        color_system="standard" if terminal.color else None,
        no_color=not terminal.color,
        markup=False,
        emoji=False,
        highlight=False,
        legacy_windows=False,
        height=_HEIGHT,
        _environ={},  # what the environment says was read by terminal.py, once
    )


def _printed(terminal: Terminal, *parts: object) -> str:
    """Return what a console of this terminal prints, without spaces at the ends of lines, colored or not."""
    console = _console(terminal)
    with console.capture() as capture:
        for part in parts:
            console.print(part)
    return _SPACES_AT_END.sub(lambda match: match[0].replace(" ", ""), capture.get())


def _text(value: str, style: str = "", url: str | None = None, links: bool = False) -> Text:
    text = Text(safe(value), style=style, overflow="fold")
    address = web_address(url) if url and links else None
    if address:
        text.stylize(f"link {address}")
    return text


def _title(text: str, hit: Hit, terminal: Terminal) -> Text:
    """Return a text in bold that links to the page of an entry."""
    return _text(text, "bold", hit.entry.urls[0].url if hit.entry.urls else None, terminal.links)


def _reach(hit: Hit, links: bool) -> Text:
    """Return how to reach an entry first: its number with what to press, or else how to refer, its e-mail or page. No
    text is shortened: a long one stands below the row."""
    entry = hit.entry
    number = first_number(entry)
    text_number = next((phone.number for phone in entry.phones if phone.channel == "text"), "")
    text_to = gettext(message("Text {number}", number=text_number))
    if number:
        press = to_do(next(phone for phone in entry.phones if phone.channel == "voice"))
        below = [word(press)] if press else []
        below += [text_to] if text_number not in number and entry.id != "911" else []
        text = Text(safe(number), style=_TONES["number"], no_wrap=not below)
        return text.append("".join(f"\n{safe(line)}" for line in below), style="not bold")
    if text_number:
        return _text(text_to, _TONES["number"])
    if entry.referral:
        return _text(word("by referral: see below") if _is_below(hit) else entry.referral)
    if entry.emails:
        return _text(entry.emails[0].email, _TONES["link"])
    if entry.urls:
        return _text(entry.urls[0].url, _TONES["link"], entry.urls[0].url, links)
    see = gettext(message("see hart show {id}", id=entry.id))
    return _text(see if entry.contacts else word(NOT_STATED), "dim")


def _is_below(hit: Hit) -> bool:
    """Whether one gets in by a referral whose text is too long for a cell."""
    entry = hit.entry
    called = any(phone.channel in ("voice", "text") for phone in entry.phones)
    return not called and len(entry.referral or "") > _ROW_TEXT


def _below(hit: Hit) -> list[str]:
    """Return the lines over the whole width below the row of a hit: how to refer, where that is long; who answers and
    who is told, in short."""
    refer = [f"{word('How to refer')}: {hit.entry.referral}"] if _is_below(hit) else []
    short = confidentiality.row(hit.entry, language())
    return [*refer, *([short] if short else [])]


def _indented(text: str) -> Padding:
    return Padding(_text(text), (0, 0, 0, 2))


def table(hits: Sequence[Hit], terminal: Terminal) -> str:
    """Return hits as a table fitted to the terminal: name, kind, how to reach it, and who fits; below a row who
    answers and who is told. The kind stands there where it tells rows apart."""
    if terminal.width < _NARROWEST_TABLE:
        return _stacked(hits, terminal)
    asked = any(hit.eligibility for hit in hits)
    with_kind = not _all_lines(hits)
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    longest = max([len(first_number(hit.entry)) for hit in hits] + [6])
    grid.add_column(word("Name"), overflow="fold", ratio=4, min_width=18)
    if with_kind:
        grid.add_column(word("Kind"), overflow="fold", min_width=8)
    grid.add_column(word("How to reach it"), overflow="fold", ratio=4, min_width=longest)
    if asked:
        grid.add_column(word("Fit"), overflow="fold", ratio=2, min_width=10)
    if terminal.width >= _WIDE:
        grid.add_column(word("Id"), overflow="fold", ratio=2)
    for hit in hits:
        entry = hit.entry
        mark = "" if entry.directory == BUNDLED else f" ({word('your own file')})"
        meant = gloss(entry)
        mark += f" ({meant})" if meant else ""
        cells = [
            _title(row_name(entry) + mark, hit, terminal),
            *([_text(word(entry.kind), "dim")] if with_kind else []),
            _reach(hit, terminal.links),
        ]
        if asked:
            cells.append(_text(fits(hit)))
        if terminal.width >= _WIDE:
            cells.append(_text(entry.id, "dim"))
        grid.add_row(*cells)
        if _below(hit):
            grid.add_row(_BELOW)
    texts = [text for text in map(_below, hits) if text]
    rows, *others = _printed(terminal, grid).split(f"{_BELOW}\n")
    parts = zip(texts, others, strict=True)
    return rows + "".join(_printed(terminal, *map(_indented, text)) + more for text, more in parts)


def _all_lines(hits: Iterable[Hit]) -> bool:
    """Whether every row is a hotline, so that the kind tells nothing."""
    return all(hit.entry.kind == "hotline" for hit in hits)


def acts_table(hits: Sequence[Hit], terminal: Terminal) -> str:
    """Return acts as a table: number, when it took effect, and what it did in plain words."""
    if terminal.width < _NARROW:
        return cards(hits, terminal, act_facts)
    grid = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    grid.add_column(word("Act"), no_wrap=True, min_width=7)
    grid.add_column(word("Effect"), no_wrap=True, min_width=10)
    grid.add_column(word("What it did"), overflow="fold", ratio=1)
    for hit in hits:
        act = hit.entry.act
        if act is not None:
            number = _title(act.number, hit, terminal)
            note = overtaken(hit.entry)
            did = f"{note[0].upper()}{note[1:]}. " if note else ""
            did += hit.entry.summary or word(NOT_STATED)
            grid.add_row(number, _text(act.effective or str(act.year)), _text(did))
    return _printed(terminal, grid)


def _stacked(hits: Sequence[Hit], terminal: Terminal) -> str:
    """A narrow terminal gets a few lines for each hit instead of columns: the name, and the number beside it where
    both fit in one line. Ids stand there where not every row is a line to call."""
    with_id = not _all_lines(hits)
    parts: list[object] = []
    for hit in hits:
        entry = hit.entry
        name = _title(row_name(entry), hit, terminal)
        first, *more = _reach(hit, terminal.links).split("\n")
        beside = _beside(name, first, terminal) if first_number(entry) else None
        more = more if beside else [first, *more]
        parts.append(beside or name)
        parts += [_text(f"  {entry.id}", "dim")] if with_id else []
        parts += [Padding(line, (0, 0, 0, 2)) for line in more]
        parts += map(_indented, _below(hit))
        if hit.eligibility:
            parts.append(_text("  " + fits(hit)))
    return _printed(terminal, *parts)


def _value(fact: Fact, terminal: Terminal) -> Text:
    return _text(fact.value, _TONES[fact.tone], fact.url, terminal.links)


def _facts(facts: Sequence[Fact], terminal: Terminal) -> Table:
    grid = Table.grid(padding=(0, 1))
    grid.add_column(no_wrap=True, width=max([_LABEL_WIDTH, *(len(fact.label) for fact in facts)]), style="dim")
    grid.add_column(overflow="fold", ratio=1)
    before = ""
    for fact in facts:
        label = "" if fact.label == before else fact.label
        grid.add_row(_text(label), _value(fact, terminal))
        before = fact.label
    return grid


def _narrow_facts(facts: Iterable[Fact], terminal: Terminal) -> Group:
    lines = []
    for fact in facts:
        line = Text(f"{safe(fact.label)}: ", style="dim", overflow="fold")
        line.append_text(_value(fact, terminal))
        lines.append(line)
    return Group(*lines)


def cards(hits: Iterable[Hit], terminal: Terminal, facts_of: FactsOf = all_facts) -> str:
    """Return each hit as a card of its facts, by default all of them."""
    panels: list[RenderableType] = []
    for hit in hits:
        facts = [fact._replace(label=label_of(fact)) for fact in facts_of(hit)]
        narrow = terminal.width < _NARROW
        if (
            terminal.width < _BOXED and facts_of is short_line_facts
        ):  # all of them on one small screen, the first at its top
            panels += _short_card(hit, facts, terminal)
            continue
        body = _narrow_facts(facts, terminal) if narrow else _facts(facts, terminal)
        title = Text(f" {safe(hit.entry.name)} ", style="bold", overflow="fold")
        kind = Text(f" {safe(word(hit.entry.kind))} · {safe(hit.entry.id)} ", style="dim")
        if narrow:
            panels += [title, kind, body, Text("")]
        else:
            panels.append(
                Panel(body, title=title, subtitle=kind, title_align="left", subtitle_align="right", box=ROUNDED)
            )
    return _printed(terminal, *panels)


def _short_card(hit: Hit, facts: list[Fact], terminal: Terminal) -> list[RenderableType]:
    """Return a narrow card without kind, id and empty lines: the number stands beside the name where it fits."""
    name = _text(hit.entry.name, "bold")
    beside = _beside(name, _value(facts[0], terminal), terminal) if facts[0].tone == "number" else None
    rest = facts[1:] if beside else facts
    return [beside or name, Padding(_narrow_facts(rest, terminal), (0, 0, 0, 2))]


def _beside(name: Text, number: Text, terminal: Terminal) -> Text | None:
    """Return a name and a number in one line, or None where they do not fit."""
    fit = name.cell_len + _BETWEEN + number.cell_len <= terminal.width
    return Text.assemble(name, " " * _BETWEEN, number) if fit else None


def grid(header: Sequence[str], rows: Iterable[Sequence[str]], terminal: Terminal) -> str:
    """Return rows of text as a simple table; the first column is bold."""
    shape = Table(box=SIMPLE_HEAD, pad_edge=False, show_edge=False)
    for name in header:
        shape.add_column(safe(word(name)), overflow="fold")
    for row in rows:
        shape.add_row(*(_text(cell, "bold" if n == 0 else "") for n, cell in enumerate(row)))
    return _printed(terminal, shape)


def heading(text: str, terminal: Terminal) -> str:
    """Return a heading line."""
    return _printed(terminal, _text(text, "bold underline"))


def foot(text: str, terminal: Terminal) -> str:
    """Return a text that stands below an answer."""
    return _printed(terminal, _text(text))


def picture(rows: Iterable[Row], terminal: Terminal) -> str:
    """Return the lines of a picture: the margin stays free below what stands in it."""
    shape = Table.grid()
    shape.add_column(no_wrap=True, width=MARGIN, style="bold")
    shape.add_column(overflow="fold", ratio=1)
    for row in rows:
        shape.add_row(_text(row.label), _text(row.text, _TONES.get(row.tone, row.tone)))
    return _printed(terminal, shape)
