"""What tests share: hart run as a process, hart on a terminal, and golden files."""

from __future__ import annotations

import os
import struct
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parent.parent
GOLDEN = ROOT / "tests" / "golden"

if sys.platform == "win32":  # it has no pseudo-terminal, which these need from their first line on
    collect_ignore = ["test_command_line.py", "test_completion.py", "test_live.py", "faults"]
else:
    import fcntl
    import pty
    import termios


class Ran(NamedTuple):
    """How a run ended."""

    code: int
    out: str
    err: str


def environment(home: Path, **changes: str) -> dict[str, str]:
    """A clean environment: no configuration, no color, a home of its own."""
    kept = {key: os.environ[key] for key in ("PATH", "SYSTEMROOT") if key in os.environ}
    return {**kept, "HOME": str(home), "XDG_CACHE_HOME": str(CACHE), "LC_ALL": "C.UTF-8", "TERM": "dumb", **changes}


CACHE = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache")
Run = Callable[..., Ran]


@pytest.fixture
def hart(tmp_path: Path) -> Run:
    """Run `hart ARGS` in a pipe: hart("find", "mentor", stdin="...", env={...}, cwd=...)."""

    def run(*args: str, stdin: str | None = None, env: dict[str, str] | None = None, cwd: Path | None = None) -> Ran:
        done = subprocess.run(
            [sys.executable, "-m", "hart_cli", *args],
            input=stdin,
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            env={**environment(tmp_path, PYTHONPATH=str(ROOT)), **(env or {})},
            cwd=cwd or tmp_path,
            check=False,
        )
        return Ran(done.returncode, done.stdout, done.stderr)

    return run


@pytest.fixture
def terminal(tmp_path: Path) -> Callable[..., Ran]:
    """Run `hart ARGS` on a pseudo-terminal of a width: terminal("hotline", columns=80, env={...}).

    Standard error goes to a pipe of its own, so that what stands on the screen can be told apart.
    """

    if sys.platform == "win32":
        pytest.skip("Windows has no pseudo-terminal")

    def run(*args: str, columns: int = 80, env: dict[str, str] | None = None, stdin: str = "") -> Ran:
        master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, columns, 0, 0))
        process = subprocess.Popen(
            [sys.executable, "-m", "hart_cli", *args],
            stdin=subprocess.PIPE,
            stdout=slave,
            stderr=subprocess.PIPE,
            env={**environment(tmp_path, PYTHONPATH=str(ROOT), TERM="xterm-256color"), **(env or {})},
            cwd=tmp_path,
        )
        os.close(slave)
        assert process.stdin is not None
        assert process.stderr is not None
        process.stdin.write(stdin.encode())
        process.stdin.close()
        read = b""
        while True:
            try:
                chunk = os.read(master, 65536)
            except OSError:
                break
            if not chunk:
                break
            read += chunk
        os.close(master)
        err = process.stderr.read().decode()
        process.stderr.close()
        return Ran(process.wait(60), read.decode().replace("\r\n", "\n"), err)

    return run


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Hold a text against tests/golden/NAME; HART_UPDATE_GOLDEN=1 writes it anew."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("HART_UPDATE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{name} has changed; HART_UPDATE_GOLDEN=1 accepts it"

    return compare
