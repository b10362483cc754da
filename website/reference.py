"""Write docs/commands.md from the program: each command with its arguments, options and examples.

Run it after a change of the command line: .venv/bin/python website/reference.py
"""

from __future__ import annotations

import re
import textwrap
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from hart_cli.cli.help_topics import TOPICS
from hart_cli.cli.reference import commands, paragraphs, parameters, root, usage

PAGE = Path(__file__).parent.parent / "docs" / "commands.md"
_INTRODUCTION = """# Every command and option

This page is generated from the program. `hart COMMAND --help` and `man hart-COMMAND` print the same.
[First answers](tutorial.md) shows the commands by example.

Options follow the command. Results go to standard output; notes, hints and errors go to standard error.
You can repeat `--kind`, `--topic`, `--group` and `--language`. Several values of one filter find more entries, several
filters find fewer. `hart topics` lists the values. hart leaves out an entry only if its source rules the person out. An
entry whose source does not say stays in the list, comes last, and says so.

"""


def reference() -> str:
    """Return the page."""
    parts = [_INTRODUCTION, *_section(*root())]
    for _, command, context in commands():
        parts += _section(command, context)
    parts += map(_topic, TOPICS.values())
    return "".join(parts).rstrip() + "\n"


def _section(command: Any, context: Any) -> Iterator[str]:
    yield f"## {context.command_path}\n\n"
    yield f"```text\n{context.command_path} {usage(command, context)}\n```\n\n"
    for verbatim, paragraph in paragraphs(command.help):
        yield f"```text\n{paragraph}\n```\n\n" if verbatim else f"{paragraph}\n\n"
    for kind, records in parameters(command, context):
        rows = "".join(f"| `{_cell(term)}` | {_cell(about)} |\n" for term, about in records)
        yield f"| {kind} | meaning |\n| --- | --- |\n{rows}\n"


def _cell(text: str) -> str:
    return re.sub(r"\s+", " ", text).replace("|", "\\|")


def _topic(text: str) -> str:
    title, _, body = text.partition("\n")
    body = textwrap.dedent(body.strip("\n"))
    return f"## {title}\n\n```text\n{body}\n```\n\n"


if __name__ == "__main__":
    PAGE.write_text(reference(), encoding="utf-8")
