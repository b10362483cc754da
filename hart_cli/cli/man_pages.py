"""The man pages, from the same texts and options as `--help`. Written while the wheel is built.

Only the macros of man(7) are used, which every reader of man pages knows; what roff would act on is escaped.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from typing import Any

from hart_cli import __version__
from hart_cli.cli import reference
from hart_cli.cli.help_topics import TOPICS
from hart_cli.cli.registry import COMMANDS
from hart_cli.emergency import sentences

_ESCAPES = str.maketrans(
    {"\\": r"\e", "-": r"\-", "'": r"\(aq", "`": r"\(ga", "^": r"\(ha", "~": r"\(ti", '"': r"\(dq"}
)


def pages(revised: str) -> dict[str, str]:
    """Return each man page by the name of its file.

    Args:
        revised: the date of the data, for the head of the pages.
    """
    texts = {file_name(None): _page("hart", _parts_of_root(*reference.root()), revised)}
    for name, command, context in reference.commands():
        texts[file_name(name)] = _page(f"hart-{name}", _parts_of_command(name, command, context), revised)
    return texts


def file_name(command: str | None) -> str:
    """Return the name of a page's file: hart.1, or that of a command."""
    return f"hart-{command}.1" if command else "hart.1"


def page(command: str | None) -> str:
    """Return the page of hart, or of a command, with the date of the bundled data."""
    from hart_cli.store.loader import open_bundled

    return pages(str(open_bundled().meta("revised")))[file_name(command)]


def read_by_man(command: str | None, text: str) -> bool:
    """Show a page with the program `man`: the installed file, which every man can read, or else the text.

    Args:
        command: the command of the page, None for hart.
        text: the page.

    Returns:
        Whether there is a man that shows it.
    """
    import shutil
    import subprocess

    man = shutil.which("man")
    if man is None:
        return False
    path = os.path.join(sys.prefix, "share", "man", "man1", file_name(command))
    if os.path.isfile(path):
        return subprocess.run([man, path], check=False).returncode == 0  # noqa: S603 - no word that was typed
    ran = subprocess.run(  # noqa: S603 - no word that was typed
        [man, "-l", "-"], input=text, encoding="utf-8", stderr=subprocess.DEVNULL, check=False
    )
    return ran.returncode == 0


def escaped(text: str) -> str:
    """Escape text for roff."""
    plain = text.translate(_ESCAPES)
    plain = "".join(c if c.isascii() else f"\\[u{ord(c):04X}]" for c in plain)
    return "\\&" + plain if plain.startswith(".") else plain


def _page(name: str, parts: Iterator[str], revised: str) -> str:
    head = f'.TH {escaped(name.upper())} 1 "{escaped(revised)}" "hart {escaped(__version__)}" "hart"\n.nh\n.ad l\n'
    return head + "".join(parts)


def _parts_of_root(group: Any, root: Any) -> Iterator[str]:
    yield _section("Name", escaped("hart - help, programs and laws on trafficking in Connecticut") + "\n")
    yield _section("Synopsis", _usage(group, root))
    yield from _text(group.help)
    yield _section("Commands", "".join(_item(f"hart {name}", about) for name, about in COMMANDS.items()))
    yield from _parameters(group, root)
    for topic, text in TOPICS.items():
        yield _section(topic.replace("-", " "), _block(text.partition("\n")[2].strip("\n")))
    yield _section("Emergency numbers", _block("\n".join(sentences())))
    yield _section("See also", "".join(f".BR {escaped(f'hart-{name}')} (1)\n" for name in COMMANDS))


def _parts_of_command(name: str, command: Any, context: Any) -> Iterator[str]:
    yield _section("Name", escaped(f"hart-{name} - {COMMANDS[name].rstrip('.')}") + "\n")
    yield _section("Synopsis", _usage(command, context))
    yield from _text(command.help)
    yield from _parameters(command, context)
    yield _section("See also", ".BR hart (1)\n")


def _section(title: str, body: str) -> str:
    return f".SH {escaped(title.upper())}\n{body}"


def _usage(command: Any, context: Any) -> str:
    return f".B {escaped(context.command_path)}\n{escaped(reference.usage(command, context))}\n"


def _text(text: str) -> Iterator[str]:
    """Yield the sections of a help text: the description and the examples."""
    paragraphs = list(reference.paragraphs(text))
    description = [f"{escaped(one)}\n" for verbatim, one in paragraphs if not verbatim and one != "Examples:"]
    yield _section("Description", ".PP\n".join(description))
    yield _section("Examples", "".join(_block(one) for verbatim, one in paragraphs if verbatim))


def _block(text: str) -> str:
    lines = "".join(escaped(line) + "\n" for line in text.split("\n"))
    return f".PP\n.nf\n{lines}.fi\n"


def _item(term: str, about: str) -> str:
    return f".TP\n.B {escaped(term)}\n{escaped(' '.join(about.split()))}\n"


def _parameters(command: Any, context: Any) -> Iterator[str]:
    for kind, records in reference.parameters(command, context):
        yield _section(f"{kind}s", "".join(_item(term, about) for term, about in records))
