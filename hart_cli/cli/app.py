"""The app: which commands there are, and the one place where errors become lines and exit codes.

Only the command that was named is imported and built.
"""

from __future__ import annotations

import importlib
import os
import sys
from enum import Enum
from typing import Annotated, Any

import typer
from typer.core import TyperGroup

from hart_cli import emergency, language, terminal
from hart_cli.cli import console
from hart_cli.errors import DataError, ExitCode, HartError, UsageError
from hart_cli.language import Said, filled

COMMANDS = {
    "find": "Search the whole directory.",
    "hotline": "The emergency lines first, then every other line.",
    "acts": "Public acts: what each one did, in plain words.",
    "show": "Show entries whole.",
    "list": "Browse entries without words.",
    "topics": "The vocabulary: kinds, topics, groups, areas, languages.",
    "figures": "HART's figures by year, with their sources.",
    "open": "Open an entry's web address.",
    "export": "Write entries for other programs.",
    "check": "Hold the data to its rules.",
    "schema": "The JSON Schema of what --json prints.",
    "about": "Version, dates, sources, and what was never checked.",
    "help": "Help on a command or a topic.",
}
"""Each command with its line in the list of commands; `hart_cli.cli.NAME` holds it."""

_NAMES = {"list": "list_", "open": "open_", "help": "help_"}

HELP = """hart: help, programs and laws on trafficking in Connecticut.

Examples:

\b
  hart hotline                          the emergency numbers
  hart hotline careline --number        one number, nothing else
  hart find mentor --age 15 --town Bridgeport
  hart acts 16-71                       what an act did
  hart show we-matter                   an entry whole

Every fact carries its source and date; nothing you type is stored or sent. Never type a client's name.
A wrong number or a fault? Tell the people you got hart from; hart about says what to send.
"""


def load(name: str) -> Any:
    """Return the function of a command, imported now."""
    module = importlib.import_module(f"hart_cli.cli.{_NAMES.get(name, name)}")
    return getattr(module, _NAMES.get(name, name))


class Shell(str, Enum):
    """The shells that hart can be completed in; `auto` is the one that called it."""

    auto = "auto"
    bash = "bash"
    zsh = "zsh"
    fish = "fish"
    powershell = "powershell"
    pwsh = "pwsh"


class LazyGroup(TyperGroup):
    """The commands of hart, each built when it is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options before the command. Those of completion stand alone or with one shell's name."""
        parsed: list[str] = super().parse_args(ctx, _with_shell(args))
        return parsed

    def list_commands(self, ctx: Any) -> list[str]:
        """Return the names in the order in which help shows them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """Return the command of this name, or None."""
        if cmd_name not in COMMANDS:
            return None
        one = typer.Typer(add_completion=False, rich_markup_mode=None)
        one.command(cmd_name, short_help=COMMANDS[cmd_name], context_settings=_SETTINGS)(load(cmd_name))
        return typer.main.get_command(one)

    def format_commands(self, ctx: Any, formatter: Any) -> None:
        """Write the list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(COMMANDS.items()))

    def invoke(self, ctx: Any) -> Any:
        """Run the command. A reader that goes away is no error; the parser would make it one."""
        try:
            result = super().invoke(ctx)
            console.flush()
        except BrokenPipeError:
            emergency.silence(sys.stdout)
            return ExitCode.OK
        return result

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; a name that is near another is suggested, never run."""
        if args and args[0] not in COMMANDS and not args[0].startswith("-"):
            from hart_cli.cli.usage_errors import command_hint

            # What was typed is not repeated: it may be somebody's words.
            raise UsageError(filled("there is no such command; {}", command_hint(args[0], COMMANDS)))
        return super().resolve_command(ctx, args)


_OF_COMPLETION = ("--install-completion", "--show-completion")


def _with_shell(args: list[str]) -> list[str]:
    """Put "auto" after an option of completion that stands alone.

    Raises:
        UsageError: another word is left over. The parser would not read it before a file is changed.
    """
    if not args or args[0].partition("=")[0] not in _OF_COMPLETION:
        return args
    option, equals, value = args[0].partition("=")
    words = [word.lower() for word in ([value, *args[1:]] if equals else args[1:])]
    shells = [each.value for each in Shell]
    wrong = [word for word in words if word not in shells] or words[1:]
    if wrong:
        known = ", ".join(shells[1:])
        raise UsageError(
            filled(
                "{} takes one shell, not {}: {}; alone it takes the shell that called it", option, repr(wrong[0]), known
            )
        )
    return [option, *(words or [Shell.auto.value])]


_DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"
"""What a phone or an office program writes in place of one hyphen or two."""


def _with_hyphens(word: str) -> str:
    """Return an option that begins with another dash as one that begins with hyphens."""
    name = word.lstrip(_DASHES + "-")
    if word[:1] not in _DASHES or not word or not name[:1].isalpha():
        return word
    return ("-" if len(name.partition("=")[0]) == 1 else "--") + name


def _with_apart_values(arguments: list[str]) -> list[str]:
    """Part "-o=x.csv" as "--output=x.csv" is parted, so that no value begins with the sign."""
    parted: list[str] = []
    for n, typed in enumerate(arguments):
        if typed == "--":
            return parted + arguments[n:]
        word = _with_hyphens(typed)
        is_short = word[:1] == "-" and word[1:2].isalpha() and word[2:3] == "="
        parted += [word[:2], word[3:]] if is_short else [word]
    return parted


_SETTINGS = {"help_option_names": ["-h", "--help"]}

app = typer.Typer(
    name="hart",
    cls=LazyGroup,
    add_completion=False,
    help=HELP,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_SETTINGS,
    epilog="Emergency: call 911. " + " ".join(f"{line.name}: {line.voice}." for line in emergency.LINES[1:]),
)


def _version(wanted: bool) -> None:
    if wanted:
        from hart_cli.cli.about import version_line

        console.write(version_line())
        raise typer.Exit


def _install(shell: Shell | None) -> None:
    if shell is not None:
        from hart_cli.cli import shells

        written = shells.install(shells.this_shell() if shell is Shell.auto else shell.value)
        console.info(filled("Written: {}. Completion works in a new shell.", ", ".join(map(str, written))))
        raise typer.Exit


def _show(shell: Shell | None) -> None:
    if shell is not None:
        from hart_cli.cli import shells

        console.write(shells.SCRIPTS[shells.this_shell() if shell is Shell.auto else shell.value])
        raise typer.Exit


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    _: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Version and date of the data.")
    ] = False,
    _installed: Annotated[
        Shell | None,
        typer.Option(
            "--install-completion",
            metavar="[SHELL]",
            case_sensitive=False,
            callback=_install,
            is_eager=True,
            help="Let this shell, or the one named, complete commands, options and values.",
        ),
    ] = None,
    _shown: Annotated[
        Shell | None,
        typer.Option(
            "--show-completion",
            metavar="[SHELL]",
            case_sensitive=False,
            callback=_show,
            is_eager=True,
            help="Print the script that does so: bash, zsh, fish or powershell.",
        ),
    ] = None,
) -> None:
    if context.invoked_subcommand is None:
        from hart_cli.cli.help_ import greeting

        console.write(greeting())


def run(arguments: list[str]) -> int:
    """Run one command line. Returns the exit code; everything that can go wrong ends here.

    Args:
        arguments: the words after `hart`.
    """
    terminal.prepare_streams()
    console.end_with(ExitCode.OK)
    arguments = _with_apart_values(arguments)
    language.begin(arguments)
    if sys.stdout is None:
        return _failed(arguments, "standard output is closed, so nothing can be printed", ExitCode.OUTPUT)
    if not arguments and os.environ.get("HART_COMPLETE") and sys.stdin is not None and not sys.stdin.isatty():
        from hart_cli.cli.completion import answer

        return answer()
    try:
        # No shell's variable makes the parser answer in hart's place: completion is our own.
        result = typer.main.get_command(app).main(arguments, prog_name="hart", standalone_mode=False, complete_var="")
        console.flush()
        code = int(result or 0)
        return code if arguments[:1] == ["hotline"] else console.status(code)
    except HartError as error:
        # What is wrong with data is told in English: it quotes the data.
        return _failed(arguments, Said(error.message) if isinstance(error, DataError) else error.message, error.code)
    except BrokenPipeError:
        emergency.silence(sys.stdout)
        return ExitCode.OK
    except (KeyboardInterrupt, typer.Abort):
        return ExitCode.INTERRUPTED
    except OSError as error:
        if console.reader_left(error) and error.filename is None:
            emergency.silence(sys.stdout)
            return ExitCode.OK
        if error.errno not in console.WRITING:
            return _bug(arguments, error)
        return _failed(arguments, console.unwritable(error).message, ExitCode.OUTPUT)
    except SystemExit:
        return _failed(arguments, "a part of hart ended it; install hart again", ExitCode.BROKEN)
    except ImportError as error:
        return _failed(
            arguments, filled("{} is missing or broken; install hart again", error.name or "a dependency"), 5
        )
    except Exception as error:
        message = getattr(error, "format_message", None)
        if message is not None:
            from hart_cli.cli.usage_errors import explained

            say = explained(error, arguments) or console.one_line(message())
            return _failed(arguments, Said(say), ExitCode.USAGE)
        return _bug(arguments, error)


def _failed(arguments: list[str], message: str, code: int) -> int:
    """Say what is wrong in one line. A broken hart never keeps the numbers from printing."""
    console.error(message)
    if code in (ExitCode.USAGE, ExitCode.OUTPUT, ExitCode.OK):
        return code
    if arguments[:1] == ["hotline"]:
        return emergency.last_resort(arguments[1:], "the directory could not be used")
    spoken = emergency.language(arguments)
    told = "los números de emergencia" if spoken == "es" else "the emergency numbers"
    emergency.write([f"hart: {told}:", *emergency.spoken_lines(spoken)], sys.stderr)
    return code


def _bug(arguments: list[str], error: Exception) -> int:
    if os.environ.get("HART_DEBUG"):
        import traceback

        # Without the values of local variables: they may hold somebody's words.
        traceback.print_tb(error.__traceback__)
        console.error(type(error).__name__)
    where = f"{type(error).__name__} in {console.place(error)}"
    say = filled("this is a fault in hart ({}). Please report this line to the people you got hart from", where)
    return _failed(arguments, say, ExitCode.BROKEN)
