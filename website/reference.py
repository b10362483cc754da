"""Write docs/commands.md from the program: each command with its arguments, options and examples.

Run it after a change of the command line: .venv/bin/python website/reference.py
"""

from __future__ import annotations

import inspect
import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import typer

from hart_cli.cli.app import app
from hart_cli.cli.help_topics import TOPICS
from hart_cli.cli.registry import COMMANDS

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
_INTRODUCTION = """# Every command and option

This page is generated from the program. `hart COMMAND --help` and `man hart-COMMAND` print the same.
[First answers](tutorial.md) shows the commands by example.

Options follow the command. Results go to standard output; notes, hints and errors go to standard error.
You can repeat `--kind`, `--topic`, `--group` and `--language`. Several values of one filter find more entries, several
filters find fewer. `hart topics` lists the values. hart leaves out an entry only if its source rules the person out. An
entry whose source does not say stays in the list, comes last, and says so.

"""
_VERBATIM = "\b"


def reference() -> str:
    """Return the page."""
    group: Any = typer.main.get_command(app)
    with group.make_context("hart", [], resilient_parsing=True) as root:
        parts = [_INTRODUCTION, "".join(_section("hart", group, root))]
        for name in COMMANDS:
            command = group.get_command(root, name)
            with command.make_context(name, [], parent=root, resilient_parsing=True) as context:
                parts += _section(f"hart {name}", command, context)
    parts += [f"## {_title(text)}\n\n```text\n{textwrap.dedent(_body(text))}\n```\n\n" for text in TOPICS.values()]
    return "".join(parts).rstrip() + "\n"


def _section(name: str, command: Any, context: Any) -> Iterator[str]:
    yield f"## {name}\n\n"
    yield f"```text\n{context.command_path} {' '.join(command.collect_usage_pieces(context))}\n```\n\n"
    yield from _help(command.help)
    for title, kind in (("argument", "argument"), ("option", "option")):
        named = [p for p in command.get_params(context) if p.param_type_name == kind]
        records = [record for p in named if (record := p.get_help_record(context))]
        if records:
            rows = "".join(f"| `{_cell(term)}` | {_cell(about)} |\n" for term, about in records)
            yield f"| {title} | meaning |\n| --- | --- |\n{rows}\n"


def _help(text: str) -> Iterator[str]:
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        if paragraph.startswith(_VERBATIM):
            shown = inspect.cleandoc(paragraph.removeprefix(_VERBATIM).strip("\n"))
            yield f"```text\n{shown}\n```\n\n"
        else:
            yield " ".join(paragraph.split()) + "\n\n"


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|")


def _title(text: str) -> str:
    return text.partition("\n")[0]


def _body(text: str) -> str:
    return text.partition("\n")[2].strip("\n")


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
