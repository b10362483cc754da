"""A handout as a PDF on Letter paper: a sheet, or a wallet card that folds down to a credit card. The only
user of fpdf2.

The text is text, in the fonts that every reader has; nothing of the machine or its user goes in.
"""

from __future__ import annotations

import unicodedata
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from hart_cli.errors import BrokenError
from hart_cli.export import qr
from hart_cli.export.handout import panels
from hart_cli.export.leaflet import ROOM, Item, Sheet

if TYPE_CHECKING:
    from fpdf import FPDF

WIDTH, HEIGHT, MARGIN = 215.9, 279.4, 12.0
"""Letter paper in mm, and what printers leave white around it."""
CARD_WIDTH, CARD_HEIGHT = 85.6, 53.98
"""A credit card in mm (ISO/IEC 7810, ID-1)."""

_POINT = 0.3528  # mm
_LEADING = 1.22
_CODE = 17.0
_LONGEST = 400  # letters of a text
_INK, _QUIET, _LINE = (17, 17, 17), (68, 68, 68), (150, 150, 150)
_LIKE = str.maketrans(
    {"\u2013": "-", "\u2014": "-", "\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u2026": "..."}
)


def write(sheet: Sheet) -> bytes:
    """Return the PDF; the same handout makes the same bytes.

    Raises:
        BrokenError: fpdf2 is not installed, or no code can be drawn.
    """
    try:
        from fpdf import FPDF, ViewerPreferences
    except ImportError:
        raise BrokenError("a PDF needs one more part: pip install 'hart-directory[pdf]'") from None
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
    (_card if sheet.layout == "card" else _sheet)(pdf, sheet)
    return bytes(pdf.output())


def latin(text: str) -> str:
    """Return a text in the letters that the fonts have; of others the plain letter, or "?"."""
    kept = []
    for character in text.translate(_LIKE):
        plain = character if ord(character) < 256 else unicodedata.normalize("NFKD", character)
        kept.append(plain.encode("latin-1", "ignore").decode("latin-1") or "?")
    return "".join(kept)


class _Column:
    """Text set from the top down in a column. `y` is where the next line goes and `bottom` where the last
    one must end, in mm."""

    def __init__(self, pdf: FPDF, x: float, y: float, width: float, bottom: float = HEIGHT) -> None:
        self.pdf, self.x, self.y, self.width, self.bottom = pdf, x, y, width, bottom

    def text(
        self, text: str, size: float, *, most: int = 9, bold: bool = False, quiet: bool = False, pause: float = 0
    ) -> None:
        """Set a text of at most `most` lines of `size` points; what does not fit ends in dots."""
        self.pdf.set_font("helvetica", "B" if bold else "", size)
        self.pdf.set_text_color(*(_QUIET if quiet else _INK))
        self.y += pause if text else 0
        most = min(most, int((self.bottom - self.y) / (size * _POINT * _LEADING)))
        for line in _wrapped(self.pdf, latin(text), self.width, most) if text and most > 0 else ():
            self.y += size * _POINT * _LEADING
            self.pdf.text(self.x, self.y - size * _POINT * 0.3, line)

    def number(self, item: Item, size: float) -> None:
        """Set a number on one line, smaller if it must be, as a link that dials."""
        text = _short_enough(latin(item.number))
        self.pdf.set_font("helvetica", "B", size)
        while self.pdf.get_string_width(text) > self.width and size > 6:
            size -= 0.5
            self.pdf.set_font("helvetica", "B", size)
        top = self.y
        self.text(item.number, size, most=1, bold=True)
        if item.call and item.number:
            self.pdf.link(self.x, top, self.pdf.get_string_width(text), self.y - top, item.call)


def _wrapped(pdf: FPDF, text: str, width: float, most: int) -> list[str]:
    """Return at most `most` lines no wider than `width` mm, broken at plain spaces only, so that no number is
    parted; a single word that is too wide, such as a web address, is cut anywhere."""
    lines = [""]
    for word in _short_enough(text).split(" "):
        tried = f"{lines[-1]} {word}" if lines[-1] else word
        if pdf.get_string_width(tried) <= width:
            lines[-1] = tried
        else:
            lines += _cut(pdf, word, width)
            lines = lines if lines[0] else lines[1:]
        if len(lines) > most:
            lines = [*lines[: most - 1], _dotted(pdf, lines[most - 1], width)]
            break
    return [line.removesuffix(" \u00b7") for line in lines]


def _short_enough(text: str) -> str:
    # No place on a page holds more, and measuring text takes time.
    return text if len(text) <= _LONGEST else text[:_LONGEST] + " ..."


def _cut(pdf: FPDF, word: str, width: float) -> list[str]:
    """Return a word in parts no wider than `width` mm, of at least a letter each."""
    parts, part = [], ""
    for character in word:
        if part and pdf.get_string_width(part + character) > width:
            parts.append(part)
            part = ""
        part += character
    return [*parts, part]


def _dotted(pdf: FPDF, line: str, width: float) -> str:
    while line and pdf.get_string_width(line + " ...") > width:
        line = line.rpartition(" ")[0]
    return line + " ..."


def _code(pdf: FPDF, link: str, x: float, y: float, size: float, caption: str = "") -> None:
    """Draw a code `size` mm wide without its quiet zone, which the white around it makes; its name below."""
    rows = qr.modules(link)
    module = size / len(rows)
    pdf.set_fill_color(0, 0, 0)
    for column, row, length in qr.runs(rows):
        pdf.rect(x + column * module, y + row * module, length * module, module, style="F")
    pdf.link(x, y, size, size, link)
    if caption:
        pdf.set_font("helvetica", "", 7)
        pdf.set_text_color(*_QUIET)
        pdf.text(x + (size - pdf.get_string_width(latin(caption))) / 2, y + size + 3.4, latin(caption))


def _line(pdf: FPDF, x: float, y: float, to_x: float, to_y: float, *, dashed: bool = False, thick: float = 0.2) -> None:
    pdf.set_draw_color(*(_LINE if thick < 0.3 else _INK))
    pdf.set_line_width(thick)
    pdf.set_dash_pattern(dash=1.5, gap=1.5) if dashed else pdf.set_dash_pattern()
    pdf.line(x, y, to_x, to_y)
    pdf.set_dash_pattern()


def _sheet(pdf: FPDF, sheet: Sheet) -> None:
    head = _Column(pdf, MARGIN, MARGIN, WIDTH - 2 * MARGIN)
    head.text(sheet.title, 18, bold=True)
    y = _urgent(pdf, sheet, head.y + 3)
    foot = _Column(pdf, MARGIN, HEIGHT - MARGIN - 5.5 - 3.9 * len(sheet.foot), WIDTH - 2 * MARGIN)
    gap = 8.0
    width = (WIDTH - 2 * MARGIN - gap) / 2
    pitch = (foot.y - y) / (ROOM["sheet", sheet.is_titled] // 2)
    for place, item in enumerate(sheet.items):
        top = y + place // 2 * pitch
        if place % 2 == 0:
            _line(pdf, MARGIN, top, WIDTH - MARGIN, top)
        _entry(pdf, sheet, item, (MARGIN + place % 2 * (width + gap), top, width, pitch))
    _line(pdf, MARGIN, foot.y, WIDTH - MARGIN, foot.y, thick=0.5)
    foot.y += 1.5
    for text in (*sheet.foot, sheet.words.scan):
        foot.text(text, 9, most=1)


def _urgent(pdf: FPDF, sheet: Sheet, y: float) -> float:
    """Draw the three emergency lines as boxes; return where the rest starts."""
    gap, pad, height = 4.0, 3.0, 41.0
    width = (WIDTH - 2 * MARGIN - 2 * gap) / 3
    for place, item in enumerate(sheet.urgent):
        x = MARGIN + place * (width + gap)
        pdf.set_draw_color(*_INK)
        pdf.set_line_width(0.5)
        pdf.rect(x, y, width, height, round_corners=True, corner_radius=2)
        column = _Column(pdf, x + pad, y + 2, width - 2 * pad, y + height - 1)
        column.text(item.name, 9.5, most=2, bold=True)
        column.number(item, 18)
        column.width -= _CODE + 3 if item.call else 0
        column.text(item.about, 8.5, pause=1, most=6)
        column.text(item.facts[0] if item.facts else "", 8, pause=0.8, quiet=True, most=4)
        if item.call:
            _code(pdf, item.call, x + width - pad - _CODE, y + height - _CODE - 5.5, _CODE, sheet.words.call)
    return y + height + 3


def _entry(pdf: FPDF, sheet: Sheet, item: Item, place: tuple[float, float, float, float]) -> None:
    """Draw an entry into its place: left, top, width and height in mm."""
    x, y, width, height = place
    codes = [(link, caption) for link, caption in ((item.call, sheet.words.call), (item.web, sheet.words.web)) if link]
    narrow = width - len(codes) * (_CODE + 3.5)
    column = _Column(pdf, x, y + 1.2, narrow, y + height - 0.5)
    for number, (link, caption) in enumerate(codes):
        _code(pdf, link, x + narrow + 3.5 + number * (_CODE + 3.5), y + 3, _CODE, caption)
    column.text(item.name, 9, most=2, bold=True)
    column.number(item, 15)
    column.text(" \u00b7 ".join(item.extra), 8.5, most=2)
    if sheet.is_titled:  # full texts need the whole width, below the codes
        column.y = max(column.y, y + 3 + _CODE + 4 if codes else 0)
        column.width = width
        column.text(item.about, 8.5, most=2)
        column.text(item.address or "", 8, quiet=True, most=1)
    for fact in item.facts:
        column.text(fact, 8, quiet=True, most=2)


def _card(pdf: FPDF, sheet: Sheet) -> None:
    """Two equal cards side by side, each folded like an accordion to one panel."""
    gap = 8.0
    left = (WIDTH - 2 * CARD_WIDTH - gap) / 2
    head = _Column(pdf, left, MARGIN, WIDTH - 2 * left)
    head.text(sheet.words.cut, 9, quiet=True)
    for x in (left, left + CARD_WIDTH + gap):
        _strip(pdf, sheet, x, head.y + 4)


def _strip(pdf: FPDF, sheet: Sheet, x: float, y: float) -> None:
    drawn = panels(sheet)
    pdf.set_draw_color(*_INK)
    pdf.set_line_width(0.2)
    pdf.rect(x, y, CARD_WIDTH, CARD_HEIGHT * len(drawn))
    for number, panel in enumerate(drawn):
        top = y + number * CARD_HEIGHT
        if number:
            _line(pdf, x, top, x + CARD_WIDTH, top, dashed=True)
        for place, item in enumerate(panel):
            if place:
                middle = top + 0.6 + place * (CARD_HEIGHT - 2) / 3
                _line(pdf, x + 3.5, middle, x + CARD_WIDTH - 3.5, middle, thick=0.1)
            _slot(pdf, sheet, item, x + 3.5, top + 1.5 + place * (CARD_HEIGHT - 2) / 3)


def _slot(pdf: FPDF, sheet: Sheet, item: Item | None, x: float, y: float) -> None:
    width, size = CARD_WIDTH - 7, 12.5
    if item is None:
        column = _Column(pdf, x, y + 1, width)
        for text in sheet.foot:
            column.text(text, 7, most=2)
        return
    link = item.call or item.web
    column = _Column(pdf, x, y - 0.4, width - size - 3)
    column.text(item.name, 6.5, most=1, bold=True)
    column.number(item, 12.5)
    column.text(item.about, 6.5, most=2)
    extra = " \u00b7 ".join((*item.extra, *item.facts[:1]))
    column.text(extra, 6.5, most=1 if item.about else 2, quiet=True)
    if link:
        _code(pdf, link, x + width - size, y + 2, size)
