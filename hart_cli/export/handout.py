"""A handout as one HTML file for printing: no script, nothing loaded, codes drawn inside it."""

from __future__ import annotations

from collections.abc import Iterator

from hart_cli.export import qr
from hart_cli.export.leaflet import CUT, Code, Item, Sheet
from hart_cli.export.whole import asset, whole
from hart_cli.i18n.catalog import gettext
from hart_cli.safe import safe

PANEL = 2
"""Entries on one panel of a card."""


def write(sheet: Sheet) -> Iterator[str]:
    """Yield the page.

    Raises:
        BrokenError: no code can be drawn.
    """
    card = sheet.layout == "card"
    style = "\n".join(asset(f"handout_styles/{name}.css") for name in (("sheet", "card") if card else ("sheet",)))
    yield (
        f'<!DOCTYPE html>\n<html lang="{sheet.ui}">\n<head>\n<meta charset="utf-8">\n'
        f"<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">\n"
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n<meta name="format-detection" content="telephone=no">\n'
        f"<title>{safe(sheet.title, 'html')}</title>\n<style>\n{style}</style>\n"
        f'</head>\n<body class="{"titled" if sheet.is_titled else "neutral"}">\n'
    )
    yield from _card(sheet) if card else _sheet(sheet)
    yield "</body>\n</html>\n"


def _sheet(sheet: Sheet) -> Iterator[str]:
    yield f'<main>\n<h1>{safe(sheet.title, "html")}</h1>\n<section class="urgent">\n'
    yield from (_article(item, sheet) for item in sheet.urgent)
    yield '</section>\n<section class="items">\n'
    yield from (_article(item, sheet) for item in sheet.items)
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
