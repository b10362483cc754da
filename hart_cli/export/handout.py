"""A handout as one HTML file for printing: no script, nothing loaded, codes drawn inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hart_cli.export import qr
from hart_cli.export.leaflet import Item, Sheet
from hart_cli.safe import safe

_NUMBER = re.compile(r"(?<![\w-])(\+?\d[\d-]{2,}\d|\d{3})(?![\w-])")
_STYLE = """
@page { size: letter; margin: 10mm 12mm }
* { box-sizing: border-box; margin: 0 }
body { font: 10pt/1.3 Arial, Helvetica, sans-serif; color: #111; background: #fff; max-width: 192mm; margin: 0 auto }
h1 { font-size: 17pt; margin: 0 0 3mm; line-height: 1.1 }
h2 { font-size: 9pt; line-height: 1.2 }
a { color: inherit; text-decoration: none }
.number { font-size: 15pt; font-weight: 700; white-space: nowrap; display: block; line-height: 1.25 }
.whole { white-space: nowrap }
.quiet { color: #333; font-size: 8pt; line-height: 1.25 }
.qr { width: 100%; display: block }
figure { width: 20mm; text-align: center; font-size: 7pt; line-height: 1; color: #444; flex: none }
.urgent { display: grid; grid-template-columns: repeat(3, minmax(0, 1fr)); gap: 3mm; margin-bottom: 3mm }
.urgent article { border: .5mm solid #111; border-radius: 2mm; padding: 2mm }
.urgent .codes { margin: 0 -1.5mm 0 0; align-items: flex-end }
.urgent .number { margin-right: -20mm }
.items { display: grid; grid-template-columns: repeat(2, minmax(0, 1fr)); column-gap: 6mm }
.items article { border-top: .2mm solid #999; padding: 1mm 0 1.2mm }
article { break-inside: avoid }
.row { display: flex; gap: 2mm; justify-content: space-between }
.codes { display: flex; flex: none }
.address { overflow-wrap: anywhere }
footer { border-top: .5mm solid #111; margin-top: 2mm; padding-top: 2mm; font-size: 8.5pt }
.titled .items .quiet { font-size: 7.5pt; line-height: 1.2 }
.titled .items figure { width: 18mm }
.titled .items article { padding: .5mm 0 .7mm }
@media screen { body { padding: 4mm } }
@media screen and (max-width: 40em) { .urgent, .items { grid-template-columns: 1fr } }
"""
_CARD_STYLE = """
.card { width: 85.6mm; border: .2mm solid #111; margin-bottom: 3mm }
.card .panel { height: 53.98mm; padding: .9mm 3mm }
.card .panel + .panel { border-top: .2mm dashed #777 }
.card article, .card footer { height: 17.4mm; overflow: hidden }
.card article + article { border-top: .1mm solid #bbb }
.card .row { align-items: center; height: 100% }
.card .row > div:first-child { min-width: 0 }
.card h2, .card p { font-size: 6.5pt; line-height: 1.15; overflow: hidden; white-space: nowrap; text-overflow: ellipsis }
.card .about { white-space: normal; display: -webkit-box; -webkit-line-clamp: 2; -webkit-box-orient: vertical }
.card .number { font-size: 12pt; line-height: 1.1 }
.card figure { width: 16mm }
.card figcaption { display: none }
.card footer { border: 0; border-top: .1mm solid #bbb; margin: 0; padding: 1mm 0 }
.card footer p { white-space: normal }
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
    yield f"<footer>{_lines((*sheet.foot, sheet.words.scan))}</footer>\n"


def _card(sheet: Sheet) -> Iterator[str]:
    yield f'<main>\n<p class="quiet">{safe(sheet.words.cut, "html")}</p>\n<div class="card">\n'
    for panel in panels(sheet):
        yield '<section class="panel">\n'
        for item in panel:
            yield _article(item, sheet) if item else f"<footer>{_lines(sheet.foot)}</footer>\n"
        yield "</section>\n"
    yield "</div>\n</main>\n"


def panels(sheet: Sheet) -> list[list[Item | None]]:
    """Return the entries of a card three a panel, the emergency lines first; None is where the notice stands."""
    slots: list[Item | None] = [*sheet.urgent, *sheet.items, None]
    return [slots[start : start + 3] for start in range(0, len(slots), 3)]


def _article(item: Item, sheet: Sheet) -> str:
    words, codes, card = sheet.words, "", sheet.layout == "card"
    if item.call:
        codes += _figure(item.call, words.call, f"{words.call} {item.number}")
    if item.web and not (card and item.call):
        codes += _figure(item.web, words.web, words.web)
    about = f'<p class="quiet about">{_whole(item.about)}</p>' if item.about else ""
    extra = " \u00b7 ".join((*item.extra, *(item.facts[:1] if card else ())))
    dialed = f'<p class="quiet">{_whole(extra)}</p>' if extra else ""
    lines = about + "".join(f'<p class="quiet">{_whole(text)}</p>' for text in (() if card else item.facts))
    if item.address and not card:
        lines += f'<p class="quiet address">{safe(item.address, "html")}</p>'
    # Full texts of the entries need the whole width, below the codes.
    wide = sheet.is_titled and not card and item in sheet.items
    beside, below = (dialed, lines) if wide else (about + dialed + lines.removeprefix(about), "")
    return (
        f'<article>\n<div class="row"><div><h2>{safe(item.name, "html")}</h2>{_number(item)}{beside}</div>'
        f'<div class="codes">{codes}</div></div>{below}\n</article>\n'
    )


def _number(item: Item) -> str:
    if not item.number:
        return ""
    number = safe(item.number, "html")
    if item.call:
        number = f'<a href="{safe(item.call, "html")}">{number}</a>'
    return f'<strong class="number">{number}</strong>'


def _figure(link: str, caption: str, label: str) -> str:
    return f"<figure>{qr.svg(link, label)}<figcaption>{safe(caption, 'html')}</figcaption></figure>"


def _whole(text: str) -> str:
    """Return a text for HTML whose numbers are never broken over lines."""
    return _NUMBER.sub(r'<span class="whole">\1</span>', safe(text, "html"))


def _lines(texts: tuple[str, ...]) -> str:
    return "".join(f"<p>{_whole(text)}</p>" for text in texts)
