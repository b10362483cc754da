"""hart open: an entry's web address."""

from __future__ import annotations

import os
import sys
from typing import Annotated

import typer

from hart_cli.cli import console
from hart_cli.cli import options as o
from hart_cli.cli.directories import open_all
from hart_cli.errors import ExitCode
from hart_cli.i18n.messages import message
from hart_cli.model import Entry, Url
from hart_cli.safe import safe, web_address
from hart_cli.search.find import lookup


def open_(
    id: Annotated[str, typer.Argument(metavar="ID", help="An id, or a name of exactly one entry.", show_default=False)],
    data: o.Data = None,
    plain: o.AddressOnly = False,
    _ui: o.Ui = None,
) -> int:
    """Open an entry's web address in the browser, or print it where there is no browser.

    Examples:

    \b
      hart open take-it-down

    Nobody has opened these addresses for hart. Your browser keeps a history.
    """
    directories = open_all(data)
    console.info(*directories.notes)
    entries, _ = lookup((id,), directories)
    if not entries:
        console.error(message("that means no entry, or more than one; hart find searches by words"))
        return ExitCode.NOTHING
    url = address_of(entries[0])
    if url is None:
        console.error(message("{id} has no web address; hart show {id} tells what is known", id=entries[0].id))
        return ExitCode.NOTHING
    if url.caution:
        console.info(message("Caution: {caution}", caution=url.caution))
    if plain or not show_in_browser(url.url):
        console.write(safe(url.url) + "\n")
    return ExitCode.OK


def show_in_browser(address: str) -> bool:
    """Open an address in the browser. Returns whether there is one that took it."""
    return _has_browser() and _open(address)


def address_of(entry: Entry) -> Url | None:
    """Return the first web address of an entry that a person may follow."""
    return next((url for url in entry.urls if web_address(url.url)), None)


def _has_browser() -> bool:
    if not sys.stdout.isatty():
        return False
    return (
        os.name == "nt"
        or sys.platform == "darwin"
        or bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))
    )


def _open(address: str) -> bool:
    import webbrowser

    try:
        return webbrowser.open(address)
    except (webbrowser.Error, OSError):
        return False
