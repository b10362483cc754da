"""hart help: help on a command or on a topic."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from hart_cli import terminal
from hart_cli.cli import console
from hart_cli.cli import options as o
from hart_cli.cli.help_topics import NAMES_OF_TOPICS, TOPICS, greeting
from hart_cli.cli.registry import COMMANDS
from hart_cli.errors import UsageError
from hart_cli.i18n.catalog import language
from hart_cli.i18n.messages import message


def help_(
    context: typer.Context,
    topic: Annotated[
        str | None,
        typer.Argument(
            metavar="[TOPIC]",
            help=f"A command, or {', '.join(NAMES_OF_TOPICS)}.",
            show_default=False,
        ),
    ] = None,
    man: o.Man = False,
    _plain: o.AlwaysPlain = False,
    _ui: o.Ui = None,
) -> int:
    """Help on a command or a topic.

    Examples:

    \b
      hart help find
      hart help exit-codes
      hart help agents
      hart help --man find
    """
    root = context.parent
    topic = topic.lower() if topic else topic
    if man:
        return _manual(root, topic)
    if language() == "es" and topic is None:
        console.write(greeting(COMMANDS))
    elif topic in TOPICS:
        console.write(TOPICS[topic])
    elif topic == "agents":
        from hart_cli.cli.agents import page

        console.write(page())
    elif root is not None and topic is None:
        console.write(root.get_help() + "\n")
    else:
        console.write(_command_help(root, topic or ""))
    return 0


def _manual(root: Any, name: str | None) -> int:
    """Show the man page of hart or of a command. uv and others install it where man does not look."""
    from hart_cli.cli import man_pages

    if name is not None and name not in COMMANDS:
        raise UsageError(
            message("there is no man page on {name!r}; --man stands alone or with a command's name", name=name)
        )
    page = man_pages.page(name)
    if not terminal.detect().is_terminal:
        console.write(page)
    elif not man_pages.read_by_man(name, page):
        console.write(_command_help(root, name) if name else root.get_help() + "\n")
    return 0


def _command_help(root: Any, name: str) -> str:
    if root is None or name not in COMMANDS:
        from difflib import get_close_matches

        near = get_close_matches(name.lower(), [*COMMANDS, *NAMES_OF_TOPICS], 1)
        hint = message("did you mean hart help {name}? ", name=near[0]) if near else ""
        raise UsageError(
            message(
                "there is no help on {name!r}; {hint}topics: {topics}; or a command's name",
                name=name,
                hint=hint,
                topics=", ".join(NAMES_OF_TOPICS),
            )
        )
    command = root.command.get_command(root, name)
    with command.make_context(name, [], parent=root, resilient_parsing=True) as context:
        text: str = context.get_help()
    return text + "\n"
