"""`hart find` without words at a terminal: which of the two interactive searches is used."""

from __future__ import annotations

from collections.abc import Sequence

from hart_cli import terminal
from hart_cli.cli import console, render
from hart_cli.cli.directories import open_all
from hart_cli.cli.options import OutputOptions
from hart_cli.i18n.messages import message
from hart_cli.model import Question, Result


def is_possible(output: OutputOptions) -> bool:
    """Whether somebody can type questions, and the format is one that people read."""
    return output.format in ("auto", "plain") and terminal.is_interactive()


def search(data: Sequence[str] | None, output: OutputOptions) -> int:
    """Search while words are typed, or line by line where that cannot be drawn. The words reach no history.

    Args:
        data: the values of `--data`.
        output: a card that is selected is printed so.

    Returns:
        The exit status.
    """
    directories = open_all(data)
    console.info(*directories.notes)
    if output.format != "plain" and terminal.can_draw_on_error():
        try:
            from hart_cli.cli import live

            hit, code = live.choose(directories)
        except ImportError:
            console.info(message("For results as you type: pip install 'hart-directory[live]'."))
        except Exception as error:  # noqa: BLE001 (whatever is wrong with the screen, questions can be typed)
            console.info(
                message("Results as you type do not work here ({where}). Line by line:", where=console.place(error))
            )
        else:
            return render.answer("show", Result(Question(), (hit,), 1), output, "cards") if hit else code
    from hart_cli.cli import live_lines

    return live_lines.search(directories)
