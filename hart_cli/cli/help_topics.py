"""The texts of `hart help TOPIC`, and what `hart` without a command prints."""

from __future__ import annotations

from collections.abc import Iterable

from hart_cli.emergency import sentences
from hart_cli.i18n.catalog import gettext, language
from hart_cli.i18n.messages import message

EXIT_CODES = """Exit status

  0    found, or done
  1    nothing matched: no hit, an unknown id, an unknown hotline
  2    the command line is wrong: options, formats, an unknown town, an age outside 0-120
  3    a data file is unreadable or invalid, or no directory of --data is readable
  4    the output could not be written
  5    hart itself is broken: a missing dependency, a fault
  130  interrupted

A reader that closes the pipe early (| head) causes no error. After another signal, the status is
128 plus its number, as in shells.
"""

ENVIRONMENT = """Environment

  HART_DATA        paths of your own directories, separated as in PATH
  HART_UI          en or es: the language of the texts, like --ui (else the locale's)
  HART_DEBUG=1     a traceback if hart itself fails, without the words you typed
  NO_COLOR, CLICOLOR=0, CLICOLOR_FORCE, FORCE_COLOR, TERM=dumb, COLUMNS   the usual meaning;
                   an empty TERM counts as dumb
  XDG_CONFIG_HOME  where hart looks for the folder of your own *.toml files (else ~/.config)
  XDG_CACHE_HOME   where hart stores compiled data (else ~/.cache); it has nothing you typed
  XDG_DATA_HOME    where --install-completion writes its script (else ~/.local/share)
  ZDOTDIR          the folder of zsh's .zshrc (else the home folder)
  HART_COMPLETE    set by the completion scripts: the name of the shell
  On Windows, APPDATA and LOCALAPPDATA replace XDG_CONFIG_HOME and XDG_CACHE_HOME.
"""

FORMATS = """Formats (--format)

  table     for a terminal
  json      one document: schema_version, command, query, count, total, results (see hart schema)
  ndjson    one entry per line
  csv, tsv  all columns, with a header; no cell runs in a spreadsheet
  markdown  a section for each entry
  ids       one id per line

In a pipe, without a format: id, kind, name, phone, url, text, separated by tabs, no header.
--plain prints "label: value", one fact per line.
"""

PRIVACY = """Privacy

  hart opens no network connection. It writes only an export that you name, the completion that you
  install, and a cache of compiled data. The cache has nothing that anybody typed.
  Your computer may keep what you type: in the shell's history file, in the screen's scrollback, on
  a shared screen, in backups. hart find - reads the words from standard input instead. In many
  shells, a space before the command keeps it out of the history (HISTCONTROL=ignorespace in bash,
  HIST_IGNORE_SPACE in zsh). hart cannot erase what the shell has stored: in bash, history -d NUMBER
  removes a line and history -w saves the change; elsewhere, edit the history file. Close the window
  to end its scrollback.
  Never type a client's name or details. hart does not need them.
"""

ACCESSIBILITY = """Accessibility

  With --plain, every command prints one fact per line as "Label: value", without boxes, colors or
  bare symbols. This reads well aloud and on a Braille display. Below 40 columns hart does so by
  itself. Pictures become words, too: try hart acts --timeline --plain.
  hart uses only the sixteen colors of your terminal, so your own palette applies; --color never or
  NO_COLOR turns them off. Help is plain text.
"""

TOPICS = {
    "exit-codes": EXIT_CODES,
    "environment": ENVIRONMENT,
    "formats": FORMATS,
    "privacy": PRIVACY,
    "accessibility": ACCESSIBILITY,
}

NAMES_OF_TOPICS = (*TOPICS, "agents")


GREETING = message(
    "hart: help, programs and laws on trafficking in Connecticut. Offline; nothing you type is kept.\n"
    "\n"
    "  hart hotline                                  the emergency numbers\n"
    "  hart find mentor --age 15 --town Bridgeport   search everything\n"
    "  hart acts 16-71                               what a public act did\n"
)


def greeting(commands: Iterable[str]) -> str:
    """Return the short help, which ends in the emergency numbers.

    Args:
        commands: the names of the commands; the Spanish help names none, since their own help is in English.
    """
    code = language()
    more = f"\nCommands: {', '.join(commands)}. More: hart --help, hart help privacy.\n" if code == "en" else ""
    return gettext(GREETING) + more + "\n" + "\n".join(sentences(code)) + "\n"
