"""Scannable codes (QR), for a terminal, a page and a sheet. The only user of segno.

A code holds a link that dials, texts or opens; never anything that was typed.
"""

from __future__ import annotations

from itertools import groupby

from hart_cli.errors import BrokenError
from hart_cli.i18n.messages import message
from hart_cli.safe import safe

QUIET = 4
"""Light modules around a code, without which a scanner does not find it (ISO/IEC 18004)."""

Modules = tuple[tuple[bool, ...], ...]

_HALVES = {(True, True): "\u2588", (True, False): "\u2580", (False, True): "\u2584", (False, False): " "}
# Colors 16 and 231 are the same black and white in every theme; 0 and 15 are not.
_BLACK_ON_WHITE, _END = "\x1b[38;5;16;48;5;231m", "\x1b[0m"


def modules(text: str) -> Modules:
    """Return a code as rows of modules, dark ones true, without the quiet zone.

    Raises:
        BrokenError: segno is missing or broken, or the text is too long for any code.
    """
    try:
        import segno

        code = segno.make_qr(text, error="l", boost_error=True)
        return tuple(tuple(bool(module) for module in row) for row in code.matrix)
    except Exception as error:  # noqa: BLE001 (whatever is wrong with the library)
        raise BrokenError(
            message("no code can be drawn ({error}); install segno again", error=type(error).__name__)
        ) from None


def with_quiet_zone(rows: Modules) -> Modules:
    """Return the code with the light modules that must stand around it."""
    width = len(rows[0]) + 2 * QUIET
    blank = ((False,) * width,) * QUIET
    side = (False,) * QUIET
    return (*blank, *(side + row + side for row in rows), *blank)


def columns(rows: Modules) -> int:
    """Return how many columns of a terminal a code needs, drawn with half blocks."""
    return len(rows[0]) + 2 * QUIET


def half_blocks(rows: Modules, *, color: bool, dark_screen: bool = False) -> str:
    """Return a code for a terminal, two modules a character, with its quiet zone.

    Args:
        rows: what `modules` returns.
        color: whether black and white may be set; then it is right in every theme.
        dark_screen: without color, whether the letters are lighter than what is behind them.
    """
    framed = with_quiet_zone(rows)
    if len(framed) % 2:
        framed = (*framed, (False,) * len(framed[0]))
    lines = []
    for upper, lower in zip(framed[::2], framed[1::2], strict=True):
        flip = dark_screen and not color
        drawn = "".join(_HALVES[a != flip, b != flip] for a, b in zip(upper, lower, strict=True))
        lines.append(f"{_BLACK_ON_WHITE}{drawn}{_END}\n" if color else f"{drawn.rstrip()}\n")
    return "".join(lines)


def ascii_blocks(rows: Modules, *, dark_screen: bool = False) -> str:
    """Return a code in ASCII, a module two characters wide, for a stream that has no blocks."""
    framed = with_quiet_zone(rows)
    return "".join("".join("##" if m != dark_screen else "  " for m in row).rstrip() + "\n" for row in framed)


def runs(rows: Modules) -> list[tuple[int, int, int]]:
    """Return the dark parts of a code as (column, row, length)."""
    dark_runs = []
    for y, row in enumerate(rows):
        x = 0
        for dark, modules_of_run in groupby(row):
            length = len(list(modules_of_run))
            dark_runs += [(x, y, length)] if dark else []
            x += length
    return dark_runs


def svg(text: str, label: str) -> str:
    """Return a code as an SVG element with its quiet zone and what it says for a screen reader.

    Raises:
        BrokenError: as `modules`.
    """
    rows = modules(text)
    size = columns(rows)
    path = "".join(f"M{x + QUIET} {y + QUIET}h{length}v1h-{length}z" for x, y, length in runs(rows))
    return (
        f'<svg class="qr" role="img" aria-label="{safe(label, "html")}" viewBox="0 0 {size} {size}" '
        f'shape-rendering="crispEdges"><path fill="#fff" d="M0 0h{size}v{size}H0z"/><path d="{path}"/></svg>'
    )
