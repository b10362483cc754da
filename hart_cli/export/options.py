"""What somebody wants of a file beyond its entries."""

from __future__ import annotations

from typing import NamedTuple

from hart_cli.model import Entry


class ExportOptions(NamedTuple):
    """How a file for other people is to be written.

    `ui` is the language of its texts, "en" or "es". `titled` asks for full names and titles in the
    formats that are discreet by default: vcard, html and handout. `revised` is the date of the bundled
    directory, and `news` asks for news, newsletters and figures in the page.

    `vcard` is the version of the cards, and `codes` asks for codes to scan on a handout. `named` says that the entries of a handout or of cards were named one by one. For the handout `layout` is
    "sheet" or "card", `pdf` asks for a PDF and not a page, and `first` holds the entries of the emergency answer in their
    order, as the directory has them. `asked` holds the groups and topics that were asked for.
    """

    ui: str = "en"
    titled: bool = False
    revised: str | None = None
    news: bool = False
    layout: str = "sheet"
    pdf: bool = False
    named: bool = False
    vcard: str = "3.0"
    codes: bool = True
    first: tuple[Entry, ...] = ()
    asked: tuple[str, ...] = ()
