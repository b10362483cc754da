"""Compiles the Spanish catalogue, es.po, to es.mo: while hart is built, and in a checkout whose es.po is newer."""

from __future__ import annotations

import os


def renew(folder: str) -> None:
    """Compile es.po in a folder where es.mo is missing or older and Babel is installed."""
    source, compiled = _files(folder)
    if os.path.exists(compiled) and os.path.getmtime(compiled) >= os.path.getmtime(source):
        return
    try:
        write(folder)
    except ImportError:
        if not os.path.exists(compiled):
            raise


def _files(folder: str) -> tuple[str, str]:
    return os.path.join(folder, "es.po"), os.path.join(folder, "es.mo")


def write(folder: str) -> None:
    """Compile es.po in a folder. The same source and Babel give the same bytes.

    Raises:
        ImportError: Babel is not installed.
    """
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import read_po

    source, compiled = _files(folder)
    with open(source, encoding="utf-8") as file:
        catalog = read_po(file, locale="es", abort_invalid=True)
    partial = f"{compiled}.{os.getpid()}"
    with open(partial, "wb") as file_:
        write_mo(file_, catalog)
    os.replace(partial, compiled)
