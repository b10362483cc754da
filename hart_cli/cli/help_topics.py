"""The texts of `hart help TOPIC`, and what `hart` without a command prints."""

from __future__ import annotations

from collections.abc import Iterable

from hart_cli.emergency import sentences
from hart_cli.i18n.catalog import gettext, language
from hart_cli.i18n.messages import message

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
  ZDOTDIR          where zsh's .zshrc is (else the home folder)
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
