"""The commands: their names, their lines in the list of commands, and the modules that hold them."""

from __future__ import annotations

import importlib
from typing import Any

COMMANDS = {
    "find": "Search the whole directory.",
    "hotline": "The emergency lines first, then every other line.",
    "acts": "Public acts: what each one did, in plain words.",
    "show": "Show complete entries.",
    "list": "Browse entries without words.",
    "topics": "The vocabulary: kinds, topics, groups, areas, languages.",
    "figures": "HART's figures by year, with their sources.",
    "open": "Open an entry's web address.",
    "export": "Write entries for other programs.",
    "check": "Check the data against its rules.",
    "schema": "The JSON Schema of what --json prints.",
    "about": "Version, dates, sources, and what was never checked.",
    "help": "Help on a command or a topic.",
}
"""Each command with its line in the list of commands, in the order of that list."""

_SHADOWS = frozenset({"list", "open", "help"})
"""Commands whose modules and functions end in an underscore, since Python has a builtin of the same name."""


def load(name: str) -> Any:
    """Import the module of a command and return its function.

    Args:
        name: a key of `COMMANDS`.
    """
    python_name = f"{name}_" if name in _SHADOWS else name
    return getattr(importlib.import_module(f"hart_cli.cli.{python_name}"), python_name)
