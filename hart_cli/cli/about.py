"""hart about: version, dates, sources, and what was never checked."""

from __future__ import annotations

import os
from collections.abc import Iterator
from typing import Any

from hart_cli import __version__
from hart_cli.cli import console
from hart_cli.cli import options as o
from hart_cli.cli.directories import open_all
from hart_cli.errors import ExitCode
from hart_cli.model import Source
from hart_cli.readers.files import cache_folder, configuration_folder
from hart_cli.store.loader import Directories, open_bundled

NEVER_CHECKED = (
    "Nobody has dialed a number or opened an address of this directory for hart. Test before you rely on one."
)
LICENCE = "Code: MIT. Our own wording of the data: CC0 1.0. Facts belong to nobody; names and titles to their owners."


def version_line() -> str:
    """Return the version and the dates of the data on one line."""
    bundled = open_bundled()
    oldest, newest = _dates(Directories((bundled,), ()))
    return f"hart {__version__}, data revised {bundled.meta('revised')}, sources from {oldest} to {newest}\n"


def _sources(directories: Directories) -> dict[str, Source]:
    sources: dict[str, Source] = {}
    for store in directories.stores:
        for _, entry in store.entries():
            sources |= {s.id: s for s in (entry.source, *(source for _, source in entry.sourced))}
            if entry.figure:
                sources |= {value.source.id: value.source for value in entry.figure.values}
    return sources


def _dates(directories: Directories) -> tuple[str, str]:
    dates = sorted(s.as_of for s in _sources(directories).values() if s.as_of != "undated")
    return (dates[0], dates[-1]) if dates else ("undated", "undated")


def about(data: o.Data = None, json: o.Json = False, _plain: o.AlwaysPlain = False, _ui: o.Ui = None) -> int:
    """Version, the oldest date of the data, sources, what was never checked, licence, and where your
    own files are read from.

    Examples:

    \b
      hart about
      hart about --json
    """
    directories = open_all(data)
    facts = _facts(directories)
    console.answer(_document(facts) if json else _text(facts), directories.notes)
    return ExitCode.OK


def _facts(directories: Directories) -> dict[str, Any]:
    sources = _sources(directories)
    oldest, newest = _dates(directories)
    folder = configuration_folder()
    return {
        "version": __version__,
        "revised": directories.bundled.meta("revised"),
        "entries": sum(store.meta("entries") for store in directories.stores),
        "oldest_source": oldest,
        "newest_source": newest,
        "undated_sources": sum(s.as_of == "undated" for s in sources.values()),
        "checked": NEVER_CHECKED,
        "licence": LICENCE,
        "own_files": {
            "folder": str(folder) if folder else None,
            "HART_DATA": os.environ.get("HART_DATA") or None,
            "read": [store.meta("name") for store in directories.stores[1:]],
        },
        "cache": str(cache_folder() or "") or None,
        "corrections": "Send the entry's id, what is wrong and how you know to the people you got hart from.",
        "sources": [s._asdict() for s in sorted(sources.values())],
    }


def _document(facts: dict[str, Any]) -> Iterator[str]:
    from hart_cli.output.envelope import document

    return document("about", {}, [facts], 1, 1)


def _text(facts: dict[str, Any]) -> str:
    from hart_cli.safe import safe

    own = facts["own_files"]
    lines = [
        f"hart {facts['version']}",
        f"Entries: {facts['entries']}",
        f"Data revised: {facts['revised']}",
        f"Oldest dated source: {facts['oldest_source']}; newest: {facts['newest_source']}",
        f"Sources without a date: {facts['undated_sources']} of {len(facts['sources'])}",
        f"Never checked: {facts['checked']}",
        f"Licence: {facts['licence']}",
        f"Your own files: *.toml in {own['folder'] or '(no home folder)'}; HART_DATA; --data PATH",
        *(f"  read: {name}" for name in own["read"]),
        f"Corrections: {facts['corrections']}",
        "Sources:",
        *(
            f"  {s['id']}: {s['title']} ({s['publisher'] or 'publisher not stated'}; as of {s['as_of']}; {s['confidence']})"
            for s in facts["sources"]
        ),
    ]
    return "".join(safe(line) + "\n" for line in lines)
