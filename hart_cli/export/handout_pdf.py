"""A handout as a PDF on Letter paper: a sheet, or a wallet card that folds down to a credit card. The only
user of fpdf2.

The text is text, in the fonts that every reader has; nothing of the machine or its user goes in. No text is shortened:
a sheet goes on to another page, and an entry that cannot be set whole is none of it (`unfit`).
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from hart_cli.errors import BrokenError
from hart_cli.export import qr
from hart_cli.export.handout import codes, panels
from hart_cli.export.leaflet import CUT, Item, Sheet
from hart_cli.i18n.catalog import gettext
from hart_cli.i18n.messages import message

if TYPE_CHECKING:
    from fpdf import FPDF

WIDTH, HEIGHT, MARGIN = 215.9, 279.4, 11.0
"""Letter paper in mm, and what printers leave white around it."""
CARD_WIDTH, CARD_HEIGHT = 85.6, 53.98
"""A credit card in mm (ISO/IEC 7810, ID-1)."""
_SLOT_WIDTH = CARD_WIDTH - 7

_POINT = 0.3528  # mm
_LEADING = 1.2
_GAP = 7.0
_CAPTION_HEIGHT = 3.0
_BLACK, _GRAY = (0, 0, 0), (150, 150, 150)
_LIKE = str.maketrans(
    dict(zip("\u2010\u2011\u2013\u2014\u2018\u2019\u201c\u201d\u2022", "----''\"\"\u00b7", strict=True))
    | {"\u2026": "..."}
)
"""Marks that the fonts lack, and marks of the same meaning that they have."""


class _Sizes(NamedTuple):
    """How large an entry is set: points of its name, number and lines, and mm of a code."""

    name: float
    number: float
    line: float
    code: float


_URGENT, _ENTRY, _SLOT = _Sizes(10.5, 16, 10, 15), _Sizes(10.5, 14.5, 10, 15), _Sizes(9, 13, 9, 13)

_POINTS = (10.0, 9.0, 8.0)
"""The sizes of the text of a sheet: the first with which it fits on its page, with full names on its page and its back."""


def write(sheet: Sheet) -> bytes:
    """Return the PDF; the same handout makes the same bytes.

    Raises:
        BrokenError: fpdf2 is not installed, or no code can be drawn.
    """
    if sheet.layout == "card":
        pdf = _new_pdf(sheet)
        _card(pdf, sheet)
        return bytes(pdf.output())
    for points in (*_POINTS, _POINTS[0]):  # the largest where no size fits
        pdf = _new_pdf(sheet)
        _sheet(pdf, sheet, points)
        if len(pdf.pages) <= (2 if sheet.is_titled else 1):
            break
    return bytes(pdf.output())


def unfit(sheet: Sheet) -> list[Item]:
    """Return the entries that the PDF cannot hold whole: the fonts lack a letter, or a page is too short.

    Raises:
        BrokenError: fpdf2 is not installed.
    """
    pdf = _new_pdf(sheet)
    width, sizes = (_SLOT_WIDTH, _SLOT) if sheet.layout == "card" else (_width(_GAP), _ENTRY)
    most = HEIGHT - 2 * MARGIN - 12

    def fits(item: Item) -> bool:
        texts = (item.name, item.number, item.address or "", *item.lines)
        return all(map(has_letters, texts)) and _entry(pdf, sheet, sizes, item, 0, 0, width, draws=False) <= most

    return [item for item in sheet.items if not fits(item)]


def _new_pdf(sheet: Sheet) -> FPDF:
    try:
        from fpdf import FPDF, ViewerPreferences
    except ImportError:
        raise BrokenError(message("a PDF needs one more part: pip install 'hart-directory[pdf]'")) from None
    pdf = FPDF(unit="mm", format="letter")
    pdf.set_auto_page_break(False)
    pdf.set_margin(0)
    pdf.c_margin = 0
    pdf.set_title(latin(sheet.title))
    pdf.set_lang("es-US" if sheet.ui == "es" else "en-US")
    pdf.viewer_preferences = ViewerPreferences(display_doc_title=True)
    # Not the moment nor the time zone in which somebody made it.
    pdf.set_creation_date(datetime.strptime(sheet.revised or "2000-01-01", "%Y-%m-%d").replace(tzinfo=UTC))
    pdf.add_page()
    return pdf


def has_letters(text: str) -> bool:
    """Whether the fonts have every letter of a text."""
    return all(ord(character) < 256 for character in _composed(text))


def latin(text: str) -> str:
    """Return a text with the marks that the fonts have.

    Raises:
        BrokenError: the fonts lack one of its letters.
    """
    composed = _composed(text)
    if not has_letters(text):
        raise BrokenError(message("a letter is in no font of the PDF; write the page: -o NAME.html"))
    return composed


def _composed(text: str) -> str:
    return unicodedata.normalize("NFC", text.translate(_LIKE))


def _width(gap: float) -> float:
    """Return how wide each of two columns is with a gap between them."""
    return (WIDTH - 2 * MARGIN - gap) / 2


class _Column:
    """Text set from the top down. `y` is where the next line goes, in mm; without `draws` it is only measured. Above
    `codes_end` lines are narrower by `codes_width`: codes stand beside them."""

    def __init__(self, pdf: FPDF, x: float, y: float, width: float, *, draws: bool) -> None:
        self.pdf, self.x, self.y, self.width, self.draws = pdf, x, y, width, draws
        self.codes_width = self.codes_end = 0.0

    def text(self, text: str, size: float, *, bold: bool = False) -> None:
        """Set a text whole, in lines broken at plain spaces only, so that no number is parted; a single word that is
        too wide, such as a web address, is parted anywhere."""
        if not text:
            return
        self.pdf.set_font("helvetica", "B" if bold else "", size)
        self.pdf.set_text_color(*_BLACK)
        height = size * _POINT * _LEADING
        words = latin(text).split(" ")
        while words:
            width = self.width - (self.codes_width if self.y < self.codes_end else 0)
            line, words = _first_line(self.pdf, words, width)
            self.y += height
            if self.draws:
                self.pdf.text(self.x, self.y - size * _POINT * 0.3, line)

    def number(self, item: Item, size: float) -> None:
        """Set a number on a line of its own, smaller if it must be, as a link that dials."""
        if not item.number:
            return
        text = latin(item.number)
        self.pdf.set_font("helvetica", "B", size)
        while self.pdf.get_string_width(text) > self.width and size > 6:
            size -= 0.5
            self.pdf.set_font("helvetica", "B", size)
        top = self.y
        self.text(item.number, size, bold=True)
        if item.call and self.draws:
            self.pdf.link(self.x, top, self.pdf.get_string_width(text), self.y - top, item.call)


def _first_line(pdf: FPDF, words: Sequence[str], width: float) -> tuple[str, list[str]]:
    """Return the words that a line of `width` mm holds, at least a letter, and the words after it."""
    rest = list(words)
    line = ""
    while rest:
        tried = f"{line} {rest[0]}" if line else rest[0]
        if pdf.get_string_width(tried) > width:
            break
        line = tried
        del rest[0]
    if line or not rest:
        return line, rest
    end = next((n for n in range(1, len(rest[0])) if pdf.get_string_width(rest[0][: n + 1]) > width), len(rest[0]))
    return rest[0][:end], [rest[0][end:], *rest[1:]] if rest[0][end:] else rest[1:]


def _entry(
    pdf: FPDF, sheet: Sheet, sizes: _Sizes, item: Item, x: float, y: float, width: float, *, draws: bool = True
) -> float:
    """Set an entry with its upper left corner at a place: its name, its number on a row of its own, and below it
    codes and lines. Returns its height; without `draws` it is only measured."""
    column = _Column(pdf, x, y, width, draws=draws)
    column.text(item.name, sizes.name, bold=True)
    column.number(item, sizes.number)
    drawn, captions = codes(item, sheet), sheet.layout != "card"
    size, top = sizes.code, column.y + 1.2
    if drawn:
        column.codes_width = len(drawn) * (size + 3) + 1
        caption_lines = max(len(_caption(pdf, code.caption, size)) for code in drawn) if captions else 0
        column.codes_end = top + size + (1.2 + _CAPTION_HEIGHT * caption_lines if captions else 1)
    if draws:
        for place, code in enumerate(drawn):
            left = x + width - column.codes_width + 4 + place * (size + 3)
            _code(pdf, code.link, left, top, size, code.caption if captions else "")
    for line in item.lines:
        column.text(line, sizes.line)
    if item.address and (captions or not item.number):
        column.text(item.address, sizes.line)
    return max(column.y, column.codes_end) - y


def _notice(pdf: FPDF, sheet: Sheet, size: float, x: float, y: float, width: float, *, draws: bool = True) -> float:
    """Set the notice. Returns its height; without `draws` it is only measured."""
    column = _Column(pdf, x, y, width, draws=draws)
    for text in sheet.foot:
        column.text(text, size)
    return column.y - y


def _code(pdf: FPDF, link: str, x: float, y: float, size: float, caption: str = "") -> None:
    """Draw a code `size` mm wide without its quiet zone, which the white around it makes; its name below."""
    rows = qr.modules(link)
    module = size / len(rows)
    pdf.set_fill_color(0, 0, 0)
    for column, row, length in qr.runs(rows):
        pdf.rect(x + column * module, y + row * module, length * module, module, style="F")
    pdf.link(x, y, size, size, link)
    if caption:
        for place, line in enumerate(_caption(pdf, caption, size), start=1):
            pdf.text(x + (size - pdf.get_string_width(line)) / 2, y + size + place * _CAPTION_HEIGHT, line)


def _caption(pdf: FPDF, caption: str, size: float) -> list[str]:
    """Return what stands below a code in lines, and set their font."""
    pdf.set_font("helvetica", "", 8)
    pdf.set_text_color(*_BLACK)
    lines, rest = [], latin(caption).split(" ")
    while rest:
        line, rest = _first_line(pdf, rest, size + 3)
        lines.append(line)
    return lines


def _line(pdf: FPDF, x: float, y: float, to_x: float, to_y: float, *, dashed: bool = False, thick: float = 0.2) -> None:
    pdf.set_draw_color(*(_GRAY if thick < 0.3 else _BLACK))
    pdf.set_line_width(thick)
    pdf.set_dash_pattern(dash=1.5, gap=1.5) if dashed else pdf.set_dash_pattern()
    pdf.line(x, y, to_x, to_y)
    pdf.set_dash_pattern()


def _sheet(pdf: FPDF, sheet: Sheet, points: float) -> None:
    head = _Column(pdf, MARGIN, MARGIN, WIDTH - 2 * MARGIN, draws=True)
    head.text(sheet.title, 17, bold=True)
    y = _rows(pdf, sheet, sheet.urgent, head.y + 2, _URGENT._replace(line=points), boxed=True) + 1
    y = _rows(pdf, sheet, sheet.items, y, _ENTRY._replace(line=points), boxed=False)
    notice = partial(_notice, pdf, sheet, points, MARGIN, width=WIDTH - 2 * MARGIN)
    y = _on_page(pdf, y, notice(0, draws=False) + 1.5)
    _line(pdf, MARGIN, y, WIDTH - MARGIN, y, thick=0.5)
    notice(y + 1)


def _rows(pdf: FPDF, sheet: Sheet, items: Sequence[Item], y: float, sizes: _Sizes, *, boxed: bool) -> float:
    """Draw entries two a row, each in a box or all below lines; return where the rest starts."""
    gap, pad, top, more, below = (3.0, 2.0, 0.6, 2, 1.5) if boxed else (_GAP, 0, 0.8, 2.2, 0)
    width = _width(gap)
    blocks = [partial(_entry, pdf, sheet, sizes, item, width=width - 2 * pad) for item in items]
    for start in range(0, len(blocks), 2):
        row = blocks[start : start + 2]
        height = max(block(0, 0, draws=False) for block in row) + more
        y = _on_page(pdf, y, height)
        if not boxed:
            _line(pdf, MARGIN, y, WIDTH - MARGIN, y)
        for side, block in enumerate(row):
            x = MARGIN + side * (width + gap)
            if boxed:
                pdf.set_draw_color(*_BLACK)
                pdf.set_line_width(0.5)
                pdf.rect(x, y, width, height, round_corners=True, corner_radius=2)
            block(x + pad, y + top)
        y += height + below
    return y


def _on_page(pdf: FPDF, y: float, height: float) -> float:
    """Return where something of a height goes: below what stands there, or on a new page."""
    if y + height <= HEIGHT - MARGIN:
        return y
    pdf.add_page()
    return MARGIN


class _Panel(NamedTuple):
    """A panel of the card: what sets each of its slots, the height of each, and its own."""

    slots: Sequence[Callable[..., float]]
    heights: list[float]
    height: float


def _card(pdf: FPDF, sheet: Sheet) -> None:
    """Two equal cards side by side, each folded like an accordion to one panel; one card in several strips, where its
    texts are so long that no strip holds it."""
    left = (WIDTH - 2 * CARD_WIDTH - _GAP) / 2
    top = MARGIN + 6
    strips: list[list[_Panel]] = [[]]
    for panel in _panels(pdf, sheet):
        if strips[-1] and sum(one.height for one in strips[-1]) + panel.height > HEIGHT - MARGIN - top:
            strips.append([])
        strips[-1].append(panel)
    for place, strip in enumerate(strips * 2 if len(strips) == 1 else strips):
        if place % 2 == 0:
            if place:
                pdf.add_page()
            _Column(pdf, left, MARGIN, WIDTH - 2 * left, draws=True).text(gettext(CUT, sheet.ui), 9)
        _strip(pdf, strip, left + place % 2 * (CARD_WIDTH + _GAP), top)


def _panels(pdf: FPDF, sheet: Sheet) -> Iterable[_Panel]:
    for panel in panels(sheet):
        slots = [
            partial(_entry, pdf, sheet, _SLOT, item, width=_SLOT_WIDTH)
            if item
            else partial(_notice, pdf, sheet, _SLOT.line, width=_SLOT_WIDTH)
            for item in panel
        ]
        heights = [slot(0, 0, draws=False) + 2.2 for slot in slots]
        free = max(0.0, CARD_HEIGHT - sum(heights)) / len(slots)
        heights = [height + free for height in heights]
        yield _Panel(slots, heights, sum(heights))


def _strip(pdf: FPDF, strip: list[_Panel], x: float, y: float) -> None:
    pdf.set_draw_color(*_BLACK)
    pdf.set_line_width(0.2)
    pdf.rect(x, y, CARD_WIDTH, sum(panel.height for panel in strip))
    for number, panel in enumerate(strip):
        if number:
            _line(pdf, x, y, x + CARD_WIDTH, y, dashed=True)
        for place, (slot, height) in enumerate(zip(panel.slots, panel.heights, strict=True)):
            if place:
                _line(pdf, x + 3.5, y, x + CARD_WIDTH - 3.5, y, thick=0.1)
            slot(x + 3.5, y + 0.9)
            y += height
