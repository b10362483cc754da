"""The application: `hart`, its own options, and its commands, of which only the one that is named is imported."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated, Any, Literal, get_args

import typer
from typer.core import TyperGroup

from hart_cli import emergency
from hart_cli.cli import console, registry
from hart_cli.errors import ExitCode, UsageError
from hart_cli.i18n.messages import message

HELP = """hart: help, programs and laws on trafficking in Connecticut.

Examples:

\b
  hart hotline                          the emergency numbers
  hart hotline careline --number        one number, nothing else
  hart find mentor --age 15 --town Bridgeport
  hart acts 16-71                       what an act did
  hart show we-matter                   one complete entry

Every fact has a source and a date. hart does not store or send what you type. Never type a client's name.
A wrong number or a fault? Tell the people you got hart from; hart about says what to send.
"""

_SETTINGS = {"help_option_names": ["-h", "--help"]}


Shell = Literal["auto", "bash", "zsh", "fish", "powershell", "pwsh"]
"""The shells that hart can be completed in; `auto` is the one that called it."""


class LazyGroup(TyperGroup):
    """The group of commands. A command is imported and built when it is named."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Read the options before the command. Those of completion stand alone or with the name of one shell."""
        parsed: list[str] = super().parse_args(ctx, _with_shell(args))
        return parsed

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002 (the parser's signature)
        """Return the names in the order in which help lists them."""
        return list(registry.COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002 (the parser's signature)
        """Return the command of this name, or None."""
        if cmd_name not in registry.COMMANDS:
            return None
        one = typer.Typer(add_completion=False, rich_markup_mode=None)
        short = registry.COMMANDS[cmd_name]
        one.command(cmd_name, short_help=short, context_settings=_SETTINGS)(registry.load(cmd_name))
        return typer.main.get_command(one)

    def format_commands(self, ctx: Any, formatter: Any) -> None:  # noqa: ARG002 (the parser's signature)
        """Write the list of commands without importing any of them."""
        with formatter.section("Commands"):
            formatter.write_dl(list(registry.COMMANDS.items()))

    def invoke(self, ctx: Any) -> Any:
        """Run the command. A reader that leaves is no error here; Typer would end with status 1."""
        try:
            result = super().invoke(ctx)
            console.flush()
        except BrokenPipeError:
            emergency.silence(sys.stdout)
            return ExitCode.OK
        return result

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Find the command; a name that is near another is suggested, never run."""
        if args and args[0] not in registry.COMMANDS and not args[0].startswith("-"):
            from hart_cli.cli.usage_errors import command_hint

            # What was typed is not repeated: it may be a search.
            raise UsageError(message("there is no such command; {hint}", hint=command_hint(args[0])))
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
    shells = get_args(Shell)
    wrong = [word for word in words if word not in shells] or words[1:]
    if wrong:
        known = ", ".join(shells[1:])
        raise UsageError(
            message(
                "{option} takes one shell, not {value!r}: {shells}; alone it takes the shell that called it",
                option=option,
                value=wrong[0],
                shells=known,
            )
        )
    return [option, *(words or ["auto"])]


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

        written = shells.install(shells.this_shell() if shell == "auto" else shell)
        console.info(message("Written: {paths}. Completion works in a new shell.", paths=", ".join(map(str, written))))
        raise typer.Exit


def _show(shell: Shell | None) -> None:
    if shell is not None:
        from hart_cli.cli import shells

        console.write(shells.SCRIPTS[shells.this_shell() if shell == "auto" else shell])
        raise typer.Exit


_INSTALL = "Turn on completion of commands, options and values in this shell, or the named one."
_SHOW = "Print the completion script of bash, zsh, fish or powershell."


def _shell_option(name: str, act: Callable[[Shell | None], None], about: str) -> Any:
    """Return the declaration of an option that acts on a shell while the command line is read."""
    return typer.Option(name, metavar="[SHELL]", case_sensitive=False, callback=act, is_eager=True, help=about)


@app.callback(invoke_without_command=True)
def _root(
    context: typer.Context,
    _: Annotated[
        bool, typer.Option("--version", "-V", callback=_version, is_eager=True, help="Version and date of the data.")
    ] = False,
    _installed: Annotated[Shell | None, _shell_option("--install-completion", _install, _INSTALL)] = None,
    _printed: Annotated[Shell | None, _shell_option("--show-completion", _show, _SHOW)] = None,
) -> None:
    if context.invoked_subcommand is None:
        from hart_cli.cli.help_topics import greeting

        console.write(greeting(registry.COMMANDS))


def group() -> Any:
    """Build the root command: a `LazyGroup` with the options of `hart` itself."""
    return typer.main.get_command(app)
