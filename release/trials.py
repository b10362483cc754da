"""Shared code of the release trials: a clean environment, the installed Pythons, programs, and a report.

It uses only the standard library.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path

VERSIONS = ("3.11", "3.12", "3.13")
WINDOWS = os.name == "nt"
BIN, EXE = ("Scripts", ".exe") if WINDOWS else ("bin", "")
ELSEWHERE = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"}
"""The environment of a second build: the bytes must not depend on it."""

FIND = ("find", "mentor", "--age", "15", "--town", "Bridgeport")
"""A question that every trial asks; its answer begins with `we-matter`."""


class ReleaseError(Exception):
    """The files of a release have faults, or a trial failed: one per line."""


def environment() -> dict[str, str]:
    """Return the environment without variables that could give the installed hart a module or a directory."""
    dropped = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "HART_DATA", "HART_UI"}
    return {key: value for key, value in os.environ.items() if key not in dropped}


def homes(home: Path) -> dict[str, str]:
    """Return the variables that name the home folder, for every system."""
    return {"HOME": str(home), "USERPROFILE": str(home), "LOCALAPPDATA": str(home), "APPDATA": str(home)}


def interpreter(venv: Path) -> Path:
    """Return the Python of a virtual environment."""
    return program(venv, "python")


def program(venv: Path, name: str) -> Path:
    """Return a program of a virtual environment."""
    return venv / BIN / f"{name}{EXE}"


def run(*command: str | Path, cwd: Path | None = None, umask: int = -1, env: Mapping[str, str] | None = None) -> str:
    """Return the output of a program. Raises ReleaseError if it fails.

    Args:
        *command: the program and its arguments.
        cwd: the folder in which it runs.
        umask: the mask for new files; Windows has none.
        env: variables in addition to `environment`.
    """
    done = subprocess.run(
        [*map(str, command)],
        env={**environment(), **(env or {})},
        cwd=cwd,
        umask=umask if os.name == "posix" else -1,
        check=False,
        capture_output=True,
        text=True,
        encoding="utf-8",
        errors="replace",
    )
    if done.returncode:
        words = " ".join(Path(str(part)).name for part in command)
        raise ReleaseError(f"{words}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def answer(command: Sequence[str | Path], env: dict[str, str], cwd: Path | None = None) -> tuple[int, str, str]:
    """Return the exit status of a command, and its output on both streams."""
    done = subprocess.run(command, env=env, cwd=cwd, stdin=subprocess.DEVNULL, capture_output=True, check=False)
    return done.returncode, done.stdout.decode("utf-8", "replace"), done.stderr.decode("utf-8", "replace")


def expect(true: bool, what: str) -> None:
    """Raise ReleaseError if a condition does not hold."""
    if not true:
        raise ReleaseError(f"not as it must be: {what}")


def pythons() -> dict[str, Path]:
    """Return the installed Pythons by version: on the path, or in the folder of pyenv."""
    by_version: dict[str, Path] = {}
    pyenv = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for version in VERSIONS:
        candidates = [*pyenv.glob(f"{version}.*/bin/python{version}"), shutil.which(f"python{version}"), sys.executable]
        for candidate in [path for path in candidates if path]:
            code = "import sys, venv; print('%d.%d' % sys.version_info[:2])"
            done = subprocess.run([candidate, "-c", code], capture_output=True, text=True, check=False)
            if done.stdout.strip() == version:
                by_version[version] = Path(candidate)
                break
    return by_version


def install_tools(folder: Path, *names: str) -> Path:
    """Install tools from PyPI into a new environment in a folder. Returns the environment."""
    tools = folder / "tools"
    run(sys.executable, "-m", "venv", tools)
    run(interpreter(tools), "-m", "pip", "install", "-q", *names)
    return tools


def run_trials(success: str, trials: Mapping[str, Callable[[], None]]) -> int:
    """Run trials in parallel and print each result.

    Args:
        success: the words before the name of a trial that succeeds.
        trials: a function for each name; it raises ReleaseError if the trial fails.

    Returns:
        The number of failures.
    """
    with ThreadPoolExecutor(max(2, os.cpu_count() or 1)) as pool:
        faults = [fault for fault in pool.map(partial(_fault_of, success), trials, trials.values()) if fault]
    print("\n".join(faults), end="\n" if faults else "")
    return len(faults)


def _fault_of(success: str, name: str, trial: Callable[[], None]) -> str:
    try:
        trial()
    except (ReleaseError, OSError, subprocess.TimeoutExpired) as error:
        print(f"FAILED {name}", flush=True)
        return f"{name}: {error}"
    print(f"{success}: {name}", flush=True)
    return ""
