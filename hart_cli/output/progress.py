"""How far long work is, on standard error at a terminal. Gone when the work is done."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Protocol, TypeVar, overload

from hart_cli.safe import safe
from hart_cli.terminal import can_draw_on_error

if TYPE_CHECKING:
    from rich.progress import Progress

T = TypeVar("T")
_SOON, _BETWEEN = 0.3, 0.1


class Step(Protocol):
    """Told how much of how much is done."""

    def __call__(self, done: int, total: int) -> None:
        """Note it."""


@contextmanager
def bar(what: str) -> Iterator[Step | None]:
    """Show a bar while the block runs, once it has taken 0.3 seconds; nothing where standard error is no
    terminal.

    Args:
        what: what is done, in words.
    """
    if not can_draw_on_error():
        yield None
        return
    drawn = _Bar(what)
    try:
        yield drawn
    finally:
        drawn.end()


def watched(items: Sequence[T], step: Step) -> Sequence[T]:
    """Return the same items; `step` is told how many have been passed on."""
    return _Watched(items, step)


class _Watched(Sequence[T]):
    def __init__(self, items: Sequence[T], step: Step) -> None:
        self._items, self._step = items, step

    def __len__(self) -> int:
        return len(self._items)

    def __iter__(self) -> Iterator[T]:
        total = len(self._items)
        for done, item in enumerate(self._items, 1):
            if done % 50 == 0:
                self._step(done, total)
            yield item

    @overload
    def __getitem__(self, index: int) -> T: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[T]: ...
    def __getitem__(self, index: int | slice) -> T | Sequence[T]:
        return self._items[index]


class _Bar:
    def __init__(self, what: str) -> None:
        self._what = what
        self._next = time.monotonic() + _SOON
        self._progress: Progress | None = None

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now < self._next:
            return
        self._next = now + _BETWEEN
        if self._progress is None:
            from rich.console import Console
            from rich.progress import Progress

            console = Console(file=sys.stderr, color_system="standard", markup=False, emoji=False, highlight=False)
            self._progress = Progress(console=console, transient=True)
            self._progress.add_task(safe(self._what), total=total)
            self._progress.start()
        self._progress.update(self._progress.task_ids[0], completed=done, total=total)

    def end(self) -> None:
        """Take the bar away."""
        if self._progress is not None:
            self._progress.stop()
