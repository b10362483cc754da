"""What the documents of the commands are written from: each command with its usage, its help and its parameters."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from typing import Any

from hart_cli.cli import app
from hart_cli.cli.registry import COMMANDS

_VERBATIM = "\b"
"""Begins a paragraph of a help text whose lines stay as they are."""


def root() -> tuple[Any, Any]:
    """Return the group of commands, and a context for its usage."""
    group = app.group()
    return group, group.make_context("hart", [], resilient_parsing=True)


def commands() -> Iterator[tuple[str, Any, Any]]:
    """Yield each command: its name, the command, and a context for its usage."""
    group, parent = root()
    for name in COMMANDS:
        command = group.get_command(parent, name)
        yield name, command, command.make_context(name, [], parent=parent, resilient_parsing=True)


def usage(command: Any, context: Any) -> str:
    """Return what follows the name of a command on its line of usage."""
    return " ".join(command.collect_usage_pieces(context))


def parameters(command: Any, context: Any) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield "argument" and "option", each with (term, meaning) of those that help lists."""
    for kind in ("argument", "option"):
        named = [p for p in command.get_params(context) if p.param_type_name == kind]
        records = [record for p in named if (record := p.get_help_record(context))]
        if records:
            yield kind, records


def paragraphs(text: str) -> Iterator[tuple[bool, str]]:
    """Yield the paragraphs of a help text, each behind whether its lines stay as they are."""
    for paragraph in inspect.cleandoc(text).split("\n\n"):
        if paragraph.startswith(_VERBATIM):
            yield True, inspect.cleandoc(paragraph.removeprefix(_VERBATIM).strip("\n"))
        else:
            yield False, " ".join(paragraph.split())
