"""What the fault matrix shares: hart as an installed program, a broken place to run it in, and the table at the end.

HART_ALL_FAULTS=1 runs every command under every fault; without it each fault takes some of them in turn.
"""

from __future__ import annotations

import ctypes
import fcntl
import os
import pty
import shutil
import struct
import subprocess
import sysconfig
import termios
import threading
import venv
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest
from conftest import ROOT

from hart_cli.store.loader import COMPILED, compile_bundled

SCRIPT = "import sys\nfrom hart_cli.__main__ import main\nif __name__ == '__main__':\n    sys.exit(main())\n"
COMMANDS = ("hotline", "hotline --all", "find", "show", "acts", "list --json", "export")
_DROPPED = (1, 2)  # CAP_DAC_OVERRIDE and CAP_DAC_READ_SEARCH: what lets root pass by permissions
_PR_CAPBSET_DROP = 24


class Done(NamedTuple):
    """How a run ended, in bytes."""

    code: int
    out: bytes
    err: bytes

    @property
    def said(self) -> str:
        """Standard error as text."""
        return self.err.decode("utf-8", "replace")


class Installed(NamedTuple):
    """A virtual environment that holds hart as a wheel installs it."""

    python: Path
    script: Path
    site: Path
    dependencies: Path

    @property
    def package(self) -> Path:
        """The folder of the package."""
        return self.site / "hart_cli"


@pytest.fixture(scope="session")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """Install hart once: its data inside, its directory compiled, a console script, its dependencies linked."""
    folder = tmp_path_factory.mktemp("installed")
    os.chmod(folder, 0o755)
    environment = folder / "venv"
    venv.create(environment, symlinks=True, with_pip=False)
    python = environment / "bin" / "python"
    paths = {"base": str(environment), "platbase": str(environment)}
    site = Path(sysconfig.get_path("purelib", "venv", paths))
    shutil.copytree(ROOT / "hart_cli", site / "hart_cli", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data", site / "hart_cli" / "data", dirs_exist_ok=True)
    (site / "hart_cli" / COMPILED).write_bytes(compile_bundled())
    dependencies = folder / "dependencies"
    dependencies.mkdir()
    for package in Path(sysconfig.get_path("purelib")).iterdir():
        if package.suffix not in (".pth", ".dist-info", ".pyc") and package.name not in ("hart_cli", "__pycache__"):
            (dependencies / package.name).symlink_to(package)
    (site / "dependencies.pth").write_text(f"{dependencies}\n", encoding="utf-8")
    subprocess.run([python, "-m", "compileall", "-q", site / "hart_cli"], check=True)
    script = environment / "bin" / "hart"
    script.write_text(f"#!{python}\n{SCRIPT}", encoding="utf-8")
    script.chmod(0o755)
    return Installed(python, script, site, dependencies)


def bound_by_permissions() -> None:
    """Make root, in a child process, mind permissions as everybody else does."""
    if os.geteuid() == 0:
        library = ctypes.CDLL(None)
        for capability in _DROPPED:
            library.prctl(_PR_CAPBSET_DROP, capability, 0, 0, 0)


class Runner:
    """Runs commands of the installed hart.

    Args:
        installed: the program.
        place: an empty folder: the home and the working directory.
    """

    def __init__(self, installed: Installed, place: Path) -> None:
        self.installed, self.place = installed, place
        self.environment: dict[str, str] = {
            "PATH": os.environ.get("PATH", "/usr/bin:/bin"),
            "HOME": str(place),
            "LC_ALL": "C.UTF-8",
            "TERM": "xterm-256color",
        }
        self.cwd = place
        self.shell = 'exec "$@"'
        self.start: list[str | Path] = [installed.python, installed.script]
        self.columns = 0  # of a terminal; 0 is a pipe
        self.session = False
        self.bound = False

    def __call__(self, *arguments: str, stdout: int | None = None) -> Done:
        """Run `hart ARGUMENTS` and wait for it."""
        process = self.popen(*arguments, stdout=stdout)
        if self.columns:
            return self._read_terminal(process)
        out, err = process.communicate(timeout=120)
        return Done(process.returncode, out or b"", err)

    def popen(self, *arguments: str, stdout: int | None = None) -> subprocess.Popen[bytes]:
        """Start `hart ARGUMENTS`."""
        slave = None
        if self.columns:
            self.master, slave = pty.openpty()
            fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 50, self.columns, 0, 0))
        if stdout is None:
            stdout = subprocess.PIPE if slave is None else slave
        process = subprocess.Popen(
            ["/bin/sh", "-c", self.shell, "hart", *self.start, *arguments],
            stdin=subprocess.DEVNULL,
            stdout=stdout,
            stderr=subprocess.PIPE,
            env=self.environment,
            cwd=self.cwd,
            start_new_session=self.session,
            preexec_fn=bound_by_permissions if self.bound else None,  # noqa: PLW1509 (no thread runs yet)  # noqa: PLW1509 - no threads here
        )
        if slave is not None:
            os.close(slave)
        return process

    def _read_terminal(self, process: subprocess.Popen[bytes]) -> Done:
        read: list[bytes] = []

        def drain() -> None:
            while True:
                try:
                    chunk = os.read(self.master, 65536)
                except OSError:
                    return
                if not chunk:
                    return
                read.append(chunk)

        reader = threading.Thread(target=drain)
        reader.start()
        assert process.stderr is not None
        err = process.stderr.read()
        process.stderr.close()
        code = process.wait(120)
        reader.join()
        os.close(self.master)
        return Done(code, b"".join(read).replace(b"\r\n", b"\n"), err)

    def add(self, name: str, text: str) -> None:
        """Put a module in front of every other one: `sitecustomize` runs before hart does."""
        folder = self.place / "in-front"
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
        self.environment["PYTHONPATH"] = str(folder)


@pytest.fixture
def runner(installed: Installed, tmp_path: Path) -> Runner:
    """Hart as installed, in a place where nothing is broken yet."""
    return Runner(installed, tmp_path)


@pytest.fixture(scope="session")
def healthy(installed: Installed, tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Done]:
    """What a command prints where nothing is broken, in a pipe or at a terminal; run once."""
    known: dict[tuple[object, ...], Done] = {}

    def run(*arguments: str, columns: int = 0) -> Done:
        key = (*arguments, columns)
        if key not in known:
            runner = Runner(installed, tmp_path_factory.mktemp("healthy"))
            runner.columns = columns
            known[key] = runner(*arguments)
            assert known[key].code == 0
            assert known[key].out
        return known[key]

    return run


@pytest.fixture
def cell(record_property: Callable[[str, object], None]) -> Callable[[str, str, int | str], None]:
    """Note a cell of the table: cell(fault, command, how the run ended)."""

    def note(fault: str, command: str, code: int | str) -> None:
        record_property("cell", (fault, command, str(code)))

    return note


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print the table: a row for each fault, a column for each command, the exit code in the cell."""
    table: dict[str, dict[str, str]] = {}
    count = failed = 0
    for outcome in ("passed", "failed"):
        for report in terminalreporter.stats.get(outcome, []):
            for name, value in getattr(report, "user_properties", []):
                if name == "cell" and report.when == "call":
                    fault, command, code = value
                    table.setdefault(fault, {})[command] = code if outcome == "passed" else f"{code} FAILED"
                    count += 1
                    failed += outcome == "failed"
    if not table:
        return
    width = max(map(len, table))
    terminalreporter.section("fault matrix: exit codes")
    terminalreporter.write_line("  ".join([" " * width, *COMMANDS]))
    for fault, cells in sorted(table.items()):
        row = [cells.get(command, ".").ljust(len(command)) for command in COMMANDS]
        terminalreporter.write_line("  ".join([fault.ljust(width), *row]).rstrip())
    terminalreporter.write_line(f"{count} cells, {failed} failed")
