"""hart help: help on a command, or on a topic; and what hart says when it is called bare."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from hart_cli import language, terminal
from hart_cli.cli import console
from hart_cli.cli import options as o
from hart_cli.emergency import spoken_lines
from hart_cli.errors import UsageError
from hart_cli.language import filled

EXIT_CODES = """Exit status

  0    found, or done
  1    nothing matched: no hit, an unknown id, a hotline that nobody knows
  2    the command line is wrong: options, formats, a town that does not exist, an age outside 0-120
  3    a data file is unreadable or invalid, or no directory of --data could be read
  4    the output could not be written
  5    hart itself is broken: a missing dependency, a fault
  130  interrupted

A reader that closes the pipe early (| head) is no error. Whatever ends on another signal: 128 and
its number, as shells count it.
"""

ENVIRONMENT = """Environment

  HART_DATA        paths of your own directories, separated as in PATH
  HART_UI          en or es: the language for people, as --ui (else the locale's)
  HART_DEBUG=1     a traceback when hart itself fails, without anybody's words
  NO_COLOR, CLICOLOR=0, CLICOLOR_FORCE, FORCE_COLOR, TERM=dumb, COLUMNS   as everywhere;
                   an empty TERM counts as dumb
  XDG_CONFIG_HOME  where hart's folder of your own *.toml files is looked for (else ~/.config)
  XDG_CACHE_HOME   where compiled data is kept (else ~/.cache); it holds nothing you typed
  XDG_DATA_HOME    where --install-completion puts its script (else ~/.local/share)
  ZDOTDIR          where zsh's .zshrc stands (else the home folder)
  HART_COMPLETE    set by the scripts of completion: the shell that asks
  On Windows, APPDATA and LOCALAPPDATA take the place of XDG_CONFIG_HOME and XDG_CACHE_HOME.
"""

FORMATS = """Formats (--format)

  table     for a terminal
  json      one document: schema_version, command, query, count, total, results (see hart schema)
  ndjson    one entry a line
  csv, tsv  all columns, with a header; a spreadsheet runs nothing in them
  markdown  a section for each entry
  ids       one id a line

Into a pipe, without a format: id, kind, name, phone, url, text, with tabs between, no header.
--plain prints "label: value", one fact a line.
"""

PRIVACY = """Privacy

  hart opens no network connection and writes no file, but for an export that you name, the
  completion that you install, and a cache of compiled data, which holds nothing that anybody typed.
  Your shell keeps what you type: its history file, the screen's scrollback, a shared screen,
  backups. hart find - reads the words from standard input instead. In many shells a space before
  the command keeps it out of the history (HISTCONTROL=ignorespace in bash, HIST_IGNORE_SPACE in
  zsh). hart cannot erase what the shell has kept: in bash, history -d NUMBER takes a line out and
  history -w saves that; elsewhere, edit the history file. Closing the window ends its scrollback.
  Never type a client's name or details. hart needs none.
"""

ACCESSIBILITY = """Accessibility

  In every command --plain prints one fact a line as "Label: value", with no boxes, no colors and
  nothing said by a symbol alone: it reads well aloud and on a Braille line. Below 40 columns hart
  does so by itself. So do the pictures: hart acts --timeline --plain says in words what is drawn.
  Colors are the sixteen of your terminal, so that your own palette rules; --color never or NO_COLOR
  turns them off. Help is plain text.
"""

TOPICS = {
    "exit-codes": EXIT_CODES,
    "environment": ENVIRONMENT,
    "formats": FORMATS,
    "privacy": PRIVACY,
    "accessibility": ACCESSIBILITY,
}

NAMES_OF_TOPICS = (*TOPICS, "agents")


def greeting() -> str:
    """Return the short help; its last lines are the emergency numbers."""
    from hart_cli.cli.app import COMMANDS

    if language.spanish():
        from hart_cli.spanish import HELP as AYUDA

        return AYUDA + "\n" + "\n".join(spoken_lines("es")) + "\n"
    lines = [
        "hart: help, programs and laws on trafficking in Connecticut. Offline; nothing you type is kept.",
        "",
        "  hart hotline                                  the emergency numbers",
        "  hart find mentor --age 15 --town Bridgeport   search everything",
        "  hart acts 16-71                               what a public act did",
        "",
        "Commands: " + ", ".join(COMMANDS) + ". More: hart --help, hart help privacy.",
        "",
        *spoken_lines(),
    ]
    return "\n".join(lines) + "\n"


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
    man: Annotated[
        bool, typer.Option("--man", help="The man page: read by man at a terminal, printed as roff elsewhere.")
    ] = False,
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
    if language.spanish() and topic is None:
        console.write(greeting())
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
    from hart_cli.cli.app import COMMANDS

    if name is not None and name not in COMMANDS:
        raise UsageError(filled("there is no man page on {}; --man stands alone or with a command's name", repr(name)))
    page = man_pages.page(name)
    if not terminal.detect().is_terminal:
        console.write(page)
    elif not man_pages.read_by_man(name, page):
        console.write(_command_help(root, name) if name else root.get_help() + "\n")
    return 0


def _command_help(root: Any, name: str) -> str:
    from hart_cli.cli.app import COMMANDS

    if root is None or name not in COMMANDS:
        from difflib import get_close_matches

        near = get_close_matches(name.lower(), [*COMMANDS, *NAMES_OF_TOPICS], 1)
        hint = filled("did you mean hart help {}? ", near[0]) if near else ""
        known = ", ".join(NAMES_OF_TOPICS)
        raise UsageError(filled("there is no help on {}; {}topics: {}; or a command's name", repr(name), hint, known))
    command = root.command.get_command(root, name)
    with command.make_context(name, [], parent=root, resilient_parsing=True) as context:
        text: str = context.get_help()
    return text + "\n"
