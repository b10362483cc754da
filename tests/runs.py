"""Ways to run hart in tests: in this process, as a process of its own, and on a pseudo-terminal."""

from __future__ import annotations

import gc
import os
import re
import struct
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO, NamedTuple, TextIO
from unittest.mock import DEFAULT, patch

from hart_cli import __main__
from hart_cli.i18n.catalog import using

if sys.platform != "win32":  # it has no pseudo-terminal
    import fcntl
    import pty
    import termios

ROOT = Path(__file__).resolve().parent.parent
CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
TIMEOUT = 60  # seconds that a process may take

READ_AT_START = ("PYTHON", "LD_", "TZ")
"""The beginnings of variables that the interpreter or the linker reads before hart runs."""


class Ran(NamedTuple):
    """How a run ended: its exit code, its standard output and its standard error."""

    code: int
    out: str
    err: str


Run = Callable[..., Ran]


def environment(home: Path, **changes: str) -> dict[str, str]:
    """Return a clean environment: no configuration, no color, a home of its own."""
    inherited = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    return {
        **inherited,
        "HOME": str(home),
        "XDG_CACHE_HOME": str(CACHE),
        "LC_ALL": "C.UTF-8",
        "TERM": "dumb",
        **changes,
    }


def unix_lines(text: str) -> str:
    """Return text with the line ends that Python's text files have."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def run_in_process(
    home: Path, *args: str | Path, stdin: str | None = None, env: dict[str, str] | None = None, cwd: Path | None = None
) -> Ran:
    """Run `hart ARGS` inside this process, with streams, variables and a working directory of its own.

    Args:
        home: the home and, unless `cwd` names another, the working directory.
        args: the words after `hart`.
        stdin: standard input; nothing if None.
        env: changes to the clean environment.
        cwd: the working directory.

    Raises:
        ValueError: a variable acts on the interpreter's start: such a run must be a process.
    """
    with tempfile.TemporaryFile() as out:
        # A descriptor of its own: hart may point a broken stream at nowhere.
        stream = open(os.dup(out.fileno()), "w", encoding="utf-8")
        code, err = _run(stream, environment(home, **_fit(env)), cwd or home, args, stdin or "")
        return Ran(code, unix_lines(_content(out)), err)


def run_on_terminal(
    home: Path, *args: str | Path, columns: int = 80, env: dict[str, str] | None = None, stdin: str = ""
) -> Ran:
    """Run `hart ARGS` inside this process on a pseudo-terminal, with standard error in a file of its own.

    Args:
        home: the home and the working directory.
        args: the words after `hart`.
        columns: the terminal's width.
        env: changes to the clean environment.
        stdin: standard input; it is no terminal.

    Raises:
        ValueError: a variable acts on the interpreter's start: such a run must be a process.
    """
    variables = environment(home, **({"TERM": "xterm-256color"} | _fit(env)))
    master, slave = _open_terminal(columns)
    screen: list[bytes] = []
    reader = threading.Thread(target=lambda: screen.append(read_terminal(master)))
    reader.start()
    code, err = _run(open(slave, "w", encoding="utf-8"), variables, home, args, stdin)
    reader.join(TIMEOUT)
    return Ran(code, screen[0].decode().replace("\r\n", "\n"), err)


def _fit(env: dict[str, str] | None) -> dict[str, str]:
    """Return changes to the environment. Raises ValueError where one acts on the interpreter's start."""
    changes = env or {}
    unfit = [name for name in changes if name.startswith(READ_AT_START)]
    if unfit or not changes.get("LC_ALL", "UTF-8").endswith("UTF-8"):
        raise ValueError(f"{unfit or 'LC_ALL'}: use hart_process or terminal_process")
    return changes


def _run(out: TextIO, variables: dict[str, str], cwd: Path, args: Sequence[str | Path], stdin: str) -> tuple[int, str]:
    """Run hart with `out` as its standard output and close that. Returns the exit code and standard error."""
    with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as err:
        given.write(stdin.encode())
        given.seek(0)
        streams = (
            open(os.dup(given.fileno()), encoding="utf-8"),
            out,
            open(os.dup(err.fileno()), "w", encoding="utf-8", errors="backslashreplace"),
        )
        with _replaced(variables, cwd, ["hart", *map(str, args)], streams):
            try:
                code = __main__.main()
            except SystemExit as end:
                code = int(end.code or 0)
        return code, unix_lines(_content(err))


def _content(file: IO[bytes]) -> str:
    file.seek(0)
    return file.read().decode()


@contextmanager
def _replaced(
    variables: dict[str, str], cwd: Path, argv: list[str], streams: tuple[TextIO, TextIO, TextIO]
) -> Iterator[None]:
    """Give the process other variables, words and streams and another working directory for a while."""
    before = dict(os.environ), os.getcwd(), sys.argv, sys.stdin, sys.stdout, sys.stderr
    try:
        os.environ.clear()
        os.environ.update(variables)
        os.chdir(cwd)
        sys.argv = argv
        sys.stdin, sys.stdout, sys.stderr = streams
        # A short process need not collect its garbage; this one goes on.
        with using("en"), patch.multiple(gc, freeze=DEFAULT, set_threshold=DEFAULT):
            yield
    finally:
        for stream in streams:
            stream.close()
        variables_before, cwd_before, sys.argv, sys.stdin, sys.stdout, sys.stderr = before
        os.chdir(cwd_before)
        os.environ.clear()
        os.environ.update(variables_before)


def run_process(
    home: Path, *args: str | Path, stdin: str | None = None, env: dict[str, str] | None = None, cwd: Path | None = None
) -> Ran:
    """Run `hart ARGS` as a process with pipes. Takes what `run_in_process` takes."""
    done = subprocess.run(
        [sys.executable, "-m", "hart_cli", *args],
        input=stdin,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=TIMEOUT,
        env={**environment(home, PYTHONPATH=str(ROOT)), **(env or {})},
        cwd=cwd or home,
        check=False,
    )
    return Ran(done.returncode, done.stdout, done.stderr)


def run_terminal_process(
    home: Path, *args: str | Path, columns: int = 80, env: dict[str, str] | None = None, stdin: str = ""
) -> Ran:
    """Run `hart ARGS` as a process on a pseudo-terminal. Takes what `run_on_terminal` takes."""
    master, slave = _open_terminal(columns)
    process = subprocess.Popen(
        [sys.executable, "-m", "hart_cli", *args],
        stdin=subprocess.PIPE,
        stdout=slave,
        stderr=subprocess.PIPE,
        env={**environment(home, PYTHONPATH=str(ROOT), TERM="xterm-256color"), **(env or {})},
        cwd=home,
    )
    os.close(slave)
    assert process.stdin is not None
    assert process.stderr is not None
    process.stdin.write(stdin.encode())
    process.stdin.close()
    out = read_terminal(master)
    err = process.stderr.read().decode()
    process.stderr.close()
    return Ran(process.wait(TIMEOUT), out.decode().replace("\r\n", "\n"), err)


def _open_terminal(columns: int) -> tuple[int, int]:
    """Return the two ends of a pseudo-terminal of a width."""
    master, slave = pty.openpty()
    fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
    return master, slave


def read_terminal(master: int) -> bytes:
    """Read a pseudo-terminal to its end and close it."""
    read = b""
    while True:
        try:
            chunk = os.read(master, 65536)
        except OSError:  # Linux reports the other end's closing as an error
            break
        if not chunk:
            break
        read += chunk
    os.close(master)
    return read


_STYLES = {
    "1": "bold", "2": "dim", "3": "italic", "4": "underline", "7": "reverse", "9": "strike",
    **{str(30 + n): name for n, name in enumerate("black red green yellow blue magenta cyan white".split())},
    **{str(90 + n): f"bright {name}" for n, name in enumerate("black red green yellow blue magenta cyan white".split())},
}  # fmt: skip
_ESCAPE = re.compile(r"\x1b\[([0-9;]*)m|\x1b\]8;[^;]*;([^\x1b]*)\x1b\\")


def marked_up(screen: str) -> str:
    """Return a screen with its escapes in words: `⟦bold⟧…⟦/⟧` for styles, `⟦link ADDRESS⟧…⟦/link⟧` for links.

    The number that the drawing library gives a link at each run is left out.

    Raises:
        ValueError: an escape has no word here.
    """

    def word(match: re.Match[str]) -> str:
        codes, address = match.groups()
        if codes is None:
            return f"⟦link {address}⟧" if address else "⟦/link⟧"
        names = [_STYLES[code] for code in codes.split(";") if code in _STYLES]
        if len(names) != len([code for code in codes.split(";") if code.strip("0")]):
            return match[0]
        return f"⟦{' '.join(names) or '/'}⟧"

    marked = _ESCAPE.sub(word, screen)
    if "\x1b" in marked:
        raise ValueError(f"an escape that has no word: {marked[marked.index(chr(27)) :][:20]!r}")
    return marked
