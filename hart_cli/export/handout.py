"""A handout as one HTML file for printing: no script, nothing loaded, codes drawn inside it."""

from __future__ import annotations

from collections.abc import Iterator

from hart_cli.export import qr
from hart_cli.export.leaflet import CUT, Code, Item, Sheet
from hart_cli.export.whole import whole
from hart_cli.i18n.catalog import gettext
from hart_cli.safe import safe

PANEL = 2
"""Entries on one panel of a card."""

_STYLE = """
@page { size: letter; margin: 9mm 12mm }
* { box-sizing: border-box; margin: 0 }
body { font: 10pt/1.3 Arial, Helvetica, sans-serif; color: #000; background: #fff; max-width: 192mm; margin: 0 auto; overflow-wrap: break-word }
h1 { font-size: 17pt; margin: 0 0 3mm; line-height: 1.1 }
h2 { font-size: 10.5pt; line-height: 1.2 }
a { color: inherit; text-decoration: none }
.number { font-size: 15pt; font-weight: 700; white-space: nowrap; display: block; line-height: 1.25 }
.whole { white-space: nowrap }
.quiet { font-size: 10pt; line-height: 1.2 }
.qr { width: 100%; display: block }
figure { width: 18mm; text-align: center; font-size: 8pt; line-height: 1 }
.row { display: flow-root }
.codes { display: flex; gap: 2mm; float: right; margin-left: 2mm }
.urgent { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); gap: 2mm 3mm; margin-bottom: 2mm }
.urgent article { border: .5mm solid #111; border-radius: 2mm; padding: 2mm }
.items { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 6mm }
.items article { border-top: .2mm solid #999; padding: .8mm 0 1mm }
article { break-inside: avoid }
.address { overflow-wrap: anywhere }
footer { border-top: .5mm solid #111; margin-top: 2mm; padding-top: 2mm; font-size: 10pt; break-inside: avoid }
@media screen { body { padding: 4mm } }
@media screen and (max-width: 50em) { .urgent, .items { grid-template-columns: 1fr } .quiet, footer { font-size: 11pt } h2 { font-size: 12pt } }
"""
_CARD_STYLE = """
main { max-width: 85.6mm }
.card { border: .2mm solid #111; margin-bottom: 3mm }
.panel { min-height: 53.98mm; padding: 0 3mm; break-inside: avoid }
.panel + .panel { border-top: .2mm dashed #777 }
.card article, .card footer { min-height: 26.5mm; padding: 1.2mm 0 }
.card article + *, .panel footer { border-top: .1mm solid #bbb; margin: 0 }
@media print { .card h2, .card p { font-size: 9pt; line-height: 1.15 } }
@media screen { .card h2, .card p { font-size: 10pt; line-height: 1.2 } }
.card .number { font-size: 12.5pt; line-height: 1.15 }
.card figure { width: 15mm }
.card figcaption { display: none }
@media print { main { width: 85.6mm } }
"""


def write(sheet: Sheet) -> Iterator[str]:
    """Yield the page.

    Raises:
        BrokenError: no code can be drawn.
    """
    card, look = sheet.layout == "card", "titled" if sheet.is_titled else "neutral"
    yield (
        f'<!DOCTYPE html>\n<html lang="{sheet.ui}">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="format-detection" content="telephone=no">\n'
        f"<title>{safe(sheet.title, 'html')}</title>\n<style>{_STYLE}{_CARD_STYLE if card else ''}</style>\n"
        f'</head>\n<body class="{look}">\n'
    )
    yield from _card(sheet) if card else _sheet(sheet)
    yield "</body>\n</html>\n"


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f'<main>\n<h1>{safe(sheet.title, "html")}</h1>\n<section class="urgent">\n'
    for item in sheet.urgent:
        yield _article(item, sheet)
    yield '</section>\n<section class="items">\n'
    for item in sheet.items:
        yield _article(item, sheet)
    yield "</section>\n</main>\n"
    yield f"<footer>{_lines(sheet.foot)}</footer>\n"


def _card(sheet: Sheet) -> Iterator[str]:
    yield f'<main>\n<p class="quiet">{safe(gettext(CUT, sheet.ui), "html")}</p>\n<div class="card">\n'
    for panel in panels(sheet):
        yield '<section class="panel">\n'
        for item in panel:
            yield _article(item, sheet) if item else f"<footer>{_lines(sheet.foot)}</footer>\n"
        yield "</section>\n"
    yield "</div>\n</main>\n"


def panels(sheet: Sheet) -> list[list[Item | None]]:
    """Return the entries of a card two a panel, the emergency lines first; None is where the notice stands."""
    slots: list[Item | None] = [*sheet.urgent, *sheet.items, None]
    return [slots[start : start + PANEL] for start in range(0, len(slots), PANEL)]


def codes(item: Item, sheet: Sheet) -> tuple[Code, ...]:
    """Return the codes of an entry. A card has room for one."""
    if not sheet.codes:
        return ()
    return item.codes[:1] if sheet.layout == "card" else item.codes


def _article(item: Item, sheet: Sheet) -> str:
    # The number has a row of its own: nothing can come to lie on it.
    drawn = "".join(map(_figure, codes(item, sheet)))
    lines = "".join(f'<p class="quiet">{whole(text)}</p>' for text in item.lines)
    if item.address and not (sheet.layout == "card" and item.number):
        lines += f'<p class="quiet address">{safe(item.address, "html")}</p>'
    beside = f'<div class="codes">{drawn}</div>' if drawn else ""
    return (
        f"<article>\n<h2>{safe(item.name, 'html')}</h2>{_number(item)}"
        f'<div class="row">{beside}{lines}</div>\n</article>\n'
    )


def _number(item: Item) -> str:
    if not item.number:
        return ""
    number = safe(item.number, "html")
    if item.call:
        number = f'<a href="{safe(item.call, "html")}">{number}</a>'
    return f'<strong class="number">{number}</strong>'


def _figure(code: Code) -> str:
    return f"<figure>{qr.svg(code.link, code.label)}<figcaption>{safe(code.caption, 'html')}</figcaption></figure>"


def _lines(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{whole(text)}</p>" for text in texts)
