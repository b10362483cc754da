"""A handout as one HTML file for printing: no script, nothing loaded, codes drawn inside it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hart_cli.export import qr
from hart_cli.export.leaflet import Item, Sheet
from hart_cli.safe import safe

_NUMBER = re.compile(r"(?<![\w-])(\+?\d[\d-]{2,}\d|\d{3})(?![\w-])")
_STYLE = """
@page { size: letter; margin: 12mm }
* { box-sizing: border-box; margin: 0 }
body { font: 10pt/1.3 Arial, Helvetica, sans-serif; color: #111; background: #fff; max-width: 192mm; margin: 0 auto }
h1 { font-size: 17pt; margin: 4mm 0 3mm }
h2 { font-size: 10pt; font-weight: 600 }
a { color: inherit; text-decoration: none }
.number { font-size: 15pt; font-weight: 700; white-space: nowrap; display: block; line-height: 1.25 }
.whole { white-space: nowrap }
.quiet { color: #444; font-size: 8.5pt }
.qr { width: 100%; display: block }
figure { width: 21mm; text-align: center; font-size: 7.5pt; color: #444; flex: none }
.urgent { display: grid; grid-template-columns: repeat(3, 1fr); gap: 3mm; margin-bottom: 4mm }
.urgent article { border: .5mm solid #111; border-radius: 2mm; padding: 2.5mm }
.items { display: grid; grid-template-columns: 1fr 1fr; column-gap: 6mm }
.items article { border-top: .2mm solid #999; padding: 2mm 0 }
article { break-inside: avoid }
.row { display: flex; gap: 2mm; justify-content: space-between }
.codes { display: flex; gap: 1mm; flex: none }
.address { overflow-wrap: anywhere }
footer { border-top: .5mm solid #111; margin-top: 2mm; padding-top: 2mm; font-size: 8.5pt }
@media screen { body { padding: 4mm } }
@media screen and (max-width: 40em) { .urgent, .items { grid-template-columns: 1fr } }
"""
_CARD_STYLE = """
.card { width: 85.6mm; border: .2mm solid #111; margin-bottom: 3mm }
.card .panel { height: 54mm; padding: 1.5mm 3mm; overflow: hidden; display: flex; flex-direction: column;
  justify-content: space-evenly }
.card .panel + .panel { border-top: .2mm dashed #777 }
.card .row { align-items: center }
.card h2, .card p { font-size: 6.5pt; line-height: 1.2 }
.card .number { font-size: 12pt; line-height: 1.15 }
.card figure { width: 16mm }
.card figcaption { display: none }
.card footer { border: 0; margin: 0; padding: 0; font-size: 6.5pt }
"""


def write(sheet: Sheet) -> Iterator[str]:
    """Yield the page.

    Raises:
        BrokenError: no code can be drawn.
    """
    card = sheet.layout == "card"
    yield (
        f'<!DOCTYPE html>\n<html lang="{sheet.ui}">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="format-detection" content="telephone=no">\n'
        f"<title>{safe(sheet.title, 'html')}</title>\n<style>{_STYLE}{_CARD_STYLE if card else ''}</style>\n"
        "</head>\n<body>\n"
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
    words, codes = sheet.words, ""
    if item.call:
        codes += _figure(item.call, words.call, f"{words.call} {item.number}")
    if item.web and sheet.layout == "sheet":
        codes += _figure(item.web, words.web, words.web)
    small = item.facts[:1] if sheet.layout == "card" else item.facts
    texts = [item.about, *(" \u00b7 ".join(item.extra),), *small]
    lines = "".join(f'<p class="quiet">{_whole(text)}</p>' for text in texts if text)
    if item.address:
        lines += f'<p class="quiet address">{safe(item.address, "html")}</p>'
    return (
        f'<article>\n<div class="row"><div><h2>{safe(item.name, "html")}</h2>{_number(item)}{lines}</div>'
        f'<div class="codes">{codes}</div></div>\n</article>\n'
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
