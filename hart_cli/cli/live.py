"""`hart find` without words at a terminal: results while words are typed. The only user of Textual.

Nothing that is typed is written to a file. The screen is the alternate one of the terminal, so that leaving brings back
what was there before. Colors are the sixteen of the terminal.
"""

from __future__ import annotations

import asyncio
import os
import signal
from typing import ClassVar

from textual import events
from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container, VerticalScroll
from textual.widgets import Footer, Input, OptionList, Static

from hart_cli.cli.open_ import address_of, show_in_browser
from hart_cli.cli.signals import (
    SIGQUIT,
    can_be_resumed,
    discard_typeahead,
    exit_status,
    signals_handled,
    silence_lost_terminal,
)
from hart_cli.emergency import LINES
from hart_cli.errors import ExitCode, UsageError
from hart_cli.i18n.catalog import gettext, language
from hart_cli.i18n.messages import message
from hart_cli.localize import hit_in_spanish
from hart_cli.model import Hit, Result, question_text
from hart_cli.output.lines import in_short, plain
from hart_cli.safe import safe
from hart_cli.search.live_query import NO_ADDRESS, NOTHING, LiveQuery, counted
from hart_cli.store.loader import Directories

MOST = 30
_BESIDE = 90
"""From this width in columns the card is beside the results, else below them."""


_PROMPTS = {
    "kind": message("Kind, such as service or hotline:"),
    "age": message("Age in years:"),
    "town": message("Town of Connecticut:"),
}


class Words(Input):
    """The line of input. A paste of several lines is one question."""

    def _on_paste(self, event: events.Paste) -> None:
        # Textual takes the first line and drops the others.
        event.prevent_default()
        event.stop()
        self.replace(" ".join(event.text.splitlines()), *self.selection)


class Live(App[Hit]):
    """The screen of the search. Its result is the hit whose card is printed after it, or None.

    Args:
        directories: the directories.
    """

    ENABLE_COMMAND_PALETTE = False
    CSS = """
    Screen { layout: vertical; }
    #lines { height: auto; text-style: bold; padding: 0 1; }
    #status { height: auto; padding: 0 1; }
    #both { height: 1fr; }
    #hits { width: 1fr; height: 1fr; border: none; scrollbar-gutter: stable; }
    #card { width: 1fr; height: 1fr; padding: 0 1; scrollbar-gutter: stable; }
    #both.below { layout: vertical; }
    #both.beside { layout: horizontal; }
    Input { border: none; height: 1; padding: 0 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Leave", priority=True),
        Binding("ctrl+c", f"interrupt({ExitCode.INTERRUPTED:d})", "Quit", show=False, priority=True),
        Binding("ctrl+backslash", f"interrupt({exit_status(SIGQUIT)})", "Quit", show=False, priority=True),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False, priority=True),
        Binding("enter", "print", "Print", priority=True),
        Binding("up", "move(-1)", "Up", show=False, priority=True),
        Binding("down", "move(1)", "Down", show=False, priority=True),
        Binding("pageup", "read(-1)", "Read up", show=False, priority=True),
        Binding("pagedown", "read(1)", "Read on", show=False, priority=True),
        Binding("f2", "narrow('kind')", "Kind", priority=True),
        Binding("f3", "narrow('age')", "Age", priority=True),
        Binding("f4", "narrow('town')", "Town", priority=True),
        Binding("f5", "open", "Web", priority=True),
    ]

    def __init__(self, directories: Directories) -> None:
        super().__init__(ansi_color=True)
        self._directories = directories
        self._query = LiveQuery()
        self._hits: tuple[Hit, ...] = ()
        self._narrowing: str | None = None
        self._loop: asyncio.AbstractEventLoop | None = None
        self._signal: int | None = None

    def handle_signal(self, number: int) -> None:
        """End with the status of a signal, as soon as the screen can be restored."""
        self._signal = number
        if self._loop is not None:
            self._loop.call_soon_threadsafe(self.exit, None, exit_status(number))

    def _fatal_error(self) -> None:
        # Textual would print the values of variables, and with them what was typed; `choose` raises the error.
        self._close_messages_no_wait()

    def compose(self) -> ComposeResult:
        """Yield the parts of the screen."""
        numbers = "  ".join(f"{line.name} {line.voice}" if line.name != line.voice else line.voice for line in LINES)
        yield Static(numbers, id="lines", markup=False)
        yield Words(placeholder=gettext(message("Type what you need; never a client's name")), id="words")
        yield Static(id="status", markup=False)
        with Container(id="both"):
            yield OptionList(id="hits", markup=False)
            with VerticalScroll(id="card", can_focus=False):
                yield Static(id="facts", markup=False)
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Take the colors of the terminal and focus the line of input."""
        self.theme = next(name for name in ("ansi-dark", "textual-ansi") if name in self.available_themes)
        self.query_one("#hits", OptionList).can_focus = False
        words = self.query_one("#words", Input)
        words.cursor_blink = False
        words.focus()
        self._arrange(self.size.width)
        self._answer()  # a Textual that lacks what this needs fails here, before a key is pressed
        self.app_resume_signal.subscribe(self, lambda _: self.refresh(layout=True))
        self._loop = asyncio.get_running_loop()
        if self._signal is not None:
            self.exit(None, exit_status(self._signal))

    def on_resize(self, event: events.Resize) -> None:
        """Put the card beside the results, or below them where there is no room."""
        self._arrange(event.size.width)

    def _arrange(self, width: int) -> None:
        both = self.query_one("#both")
        both.set_class(width >= _BESIDE, "beside")
        both.set_class(width < _BESIDE, "below")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Answer what is typed, at each key."""
        if self._narrowing is None:
            self._query = self._query._replace(words=event.value)
            self._answer()

    def _answer(self) -> None:
        result = (self._query if self._searchable() else self._query._replace(words="")).result(self._directories, MOST)
        self._hits = tuple(result.hits)
        hits = self.query_one("#hits", OptionList)
        with self.batch_update(), self.prevent(OptionList.OptionHighlighted):
            hits.set_options([in_short(hit, "  ") for hit in self._hits])
            hits.highlighted = 0 if self._hits else None
            self._set_status(self._summary(result))
            self._show()

    def _searchable(self) -> bool:
        """Whether there are enough letters to search by. One letter begins too many words."""
        return len(question_text(self._query.words)) > 1

    def _summary(self, result: Result) -> str:
        count = gettext(counted(result)) if result.hits else ""
        letters = len(question_text(self._query.words))
        if letters == 1 or (letters == 2 and not result.hits):
            count = gettext(message("Go on typing."))
        elif not result.hits and self._query != LiveQuery():
            count = gettext(NOTHING)
        return "  ".join(part for part in (count, self._query.describe(), *map(gettext, result.notes)) if part)

    def _set_status(self, text: str) -> None:
        self.query_one("#status", Static).update(safe(text))

    def _selected(self) -> Hit | None:
        place = self.query_one("#hits", OptionList).highlighted
        return self._hits[place] if place is not None and place < len(self._hits) else None

    def _show(self) -> None:
        """Show the card of the selected hit."""
        hit = self._selected()
        hit = hit_in_spanish(hit) if hit and language() == "es" else hit
        self.query_one("#facts", Static).update("".join(plain([hit])) if hit else "")
        self.query_one("#card", VerticalScroll).scroll_home(animate=False, immediate=True)

    def on_option_list_option_highlighted(self, _: OptionList.OptionHighlighted) -> None:
        """Show the card of the selected hit."""
        self._show()

    def action_move(self, by: int) -> None:
        """Select the next hit, or the one before."""
        hits = self.query_one("#hits", OptionList)
        if self._hits:
            hits.highlighted = max(0, min((hits.highlighted or 0) + by, len(self._hits) - 1))

    def action_read(self, by: int) -> None:
        """Scroll the card."""
        card = self.query_one("#card", VerticalScroll)
        card.scroll_relative(y=by * max(1, card.size.height - 1), animate=False)

    def action_leave(self) -> None:
        """Leave the screen, or end a filter that is being typed."""
        if self._narrowing is None:
            self.exit(None)
        else:
            self._end_narrowing()

    def action_interrupt(self, code: int) -> None:
        """Leave the screen at once."""
        self.exit(None, code)

    def action_suspend_process(self) -> None:
        """Stop until the shell's `fg`, which draws the screen again."""
        if can_be_resumed():
            # The whole process group, as the terminal itself does it: a script that called hart stops too.
            os.killpg(os.getpgrp(), signal.SIGTSTP)

    def action_print(self) -> None:
        """Apply the filter that is typed, or leave and print the card of the selected hit."""
        if self._narrowing is not None:
            self._narrow()
        elif self._selected() is not None:
            self.exit(self._selected())

    def action_narrow(self, how: str) -> None:
        """Read a kind, an age or a town in the line of input."""
        words = self.query_one("#words", Input)
        self._narrowing = how
        words.value = str(getattr(self._query, how) or "")
        words.cursor_position = len(words.value)
        self._set_status(gettext(_PROMPTS[how]))

    def _narrow(self) -> None:
        try:
            typed = self.query_one("#words", Input).value
            self._query = self._query.narrow(self._narrowing or "", typed, self._directories)
        except UsageError as error:
            self._set_status(gettext(error.text))
            return
        self._end_narrowing()

    def _end_narrowing(self) -> None:
        words = self.query_one("#words", Input)
        with self.prevent(Input.Changed):
            words.value = self._query.words
        words.cursor_position = len(words.value)
        self._narrowing = None
        self._answer()

    def action_open(self) -> None:
        """Open the web address of the selected hit."""
        hit = self._selected()
        url = address_of(hit.entry) if hit else None
        self._set_status(url.url if url else gettext(NO_ADDRESS))
        if url:
            show_in_browser(url.url)


def choose(directories: Directories) -> tuple[Hit | None, int]:
    """Search as somebody types.

    Returns:
        The hit whose card is to be printed, or None, and the exit status.

    Raises:
        Exception: whatever Textual or a search raised. The terminal is as it was before.
    """
    screen = Live(directories)
    try:
        with signals_handled(screen.handle_signal):
            # Without the mouse, the terminal's own selection of text works as everywhere.
            hit = screen.run(mouse=False)
    finally:
        discard_typeahead()
        silence_lost_terminal(screen._signal)
    if screen._exception is not None:
        raise screen._exception
    return hit, screen.return_code or ExitCode.OK
