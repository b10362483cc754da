"""Installs the built artefacts as users do, asks the installed hart, and takes it away again.

    python release/try_installs.py DIST

The wheel with pip, pipx and uv, and the sdist once with pip; each on every Python from 3.11 to 3.13 that this
machine has. pipx and uv come into an environment of this run alone, and nothing is put anywhere else.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

VERSIONS = ("3.11", "3.12", "3.13")
WINDOWS = os.name == "nt"
BIN, EXE = ("Scripts", ".exe") if WINDOWS else ("bin", "")
PARTS = (
    "share/man/man1/hart.1",
    "share/man/man1/hart-find.1",
    "share/bash-completion/completions/hart",
    "share/zsh/site-functions/_hart",
    "share/fish/vendor_completions.d/hart.fish",
    "share/powershell/completions/hart.ps1",
)


class InstallError(Exception):
    """What went wrong with one way of installing."""


def run(*command: str | Path, **changes: str) -> str:
    """Return what a program prints. Raises InstallError where it fails."""
    quiet = {"capture_output": True, "text": True, "encoding": "utf-8", "errors": "replace"}
    done = subprocess.run([*map(str, command)], env={**environment(), **changes}, check=False, **quiet)
    if done.returncode:
        words = " ".join(Path(str(part)).name for part in command)
        raise InstallError(f"{words}: exit {done.returncode}\n{done.stdout}{done.stderr}")
    return done.stdout


def environment() -> dict[str, str]:
    """The environment without what could lend the installed hart a module, or a directory of somebody's own."""
    kept = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "HART_DATA", "HART_UI"}
    return {key: value for key, value in os.environ.items() if key not in kept}


def pythons() -> dict[str, Path]:
    """Return the Pythons of this machine by version: on the path, or where pyenv keeps its own."""
    found = {}
    kept = Path(os.environ.get("PYENV_ROOT") or Path.home() / ".pyenv") / "versions"
    for version in VERSIONS:
        named = [*kept.glob(f"{version}.*/bin/python{version}"), shutil.which(f"python{version}"), sys.executable]
        for candidate in filter(None, named):
            says = subprocess.run(
                [candidate, "-c", "import sys, venv; print('%d.%d' % sys.version_info[:2])"],
                capture_output=True,
                text=True,
                check=False,
            )
            if says.stdout.strip() == version:
                found[version] = Path(candidate)
                break
    return found


def ask(hart: Path, prefix: Path) -> None:
    """Ask an installed hart what its users ask, and look for what came with it. Raises InstallError."""
    with tempfile.TemporaryDirectory(prefix="hart-home-") as home:
        aside = {"HOME": home, "USERPROFILE": home, "XDG_CACHE_HOME": home, "LC_ALL": "C.UTF-8"}
        expect(run(hart, "hotline", "careline", "--number", **aside).strip() == "1-800-842-2288", "hotline")
        found = run(hart, "find", "mentor", "--age", "15", "--town", "Bridgeport", "--json", **aside)
        expect('"id": "we-matter"' in found, "find")
        run(hart, "check", **aside)
    for part in PARTS:
        expect((prefix / part).stat().st_size > 0 if (prefix / part).is_file() else False, part)
    expect(len([*prefix.rglob("hart_cli/py.typed")]) == 1, "py.typed")
    expect(len([*prefix.rglob("hart_directory-*.dist-info/sboms/*.cdx.json")]) == 1, "the list of parts")


def expect(true: bool, what: str) -> None:
    """Raise InstallError where something is not as it must be."""
    if not true:
        raise InstallError(f"not as it must be: {what}")


def nothing_left(*folders: Path) -> None:
    """Hold that nothing of hart is left below some folders. Raises InstallError."""
    found = [path for folder in folders if folder.exists() for path in folder.rglob("*hart*")]
    left = [str(path) for path in found if path.suffix != ".lock"]  # pipx keeps an empty lock for each name
    expect(not left, f"left behind: {left}")


def with_pip(python: Path, artefact: Path, room: Path, tools: Path) -> None:
    """Install into a new environment with pip, and take it away."""
    place = room / "environment"
    # One pip for all of them: putting one into each takes longer than all the rest.
    run(python, "-m", "venv", "--without-pip", place)
    pip = (tools / BIN / f"python{EXE}", "-m", "pip", "--python", place / BIN / f"python{EXE}")
    run(*pip, "install", "-q", artefact)
    ask(place / BIN / f"hart{EXE}", place)
    run(*pip, "uninstall", "-q", "-y", "hart-directory")
    nothing_left(place)


def with_pipx(python: Path, artefact: Path, room: Path, tools: Path) -> None:
    """Install with pipx, and take it away. Its man pages stand where `man` looks."""
    folders = {"PIPX_HOME": "home", "PIPX_BIN_DIR": "bin", "PIPX_MAN_DIR": "man", "PIPX_COMPLETION_DIR": "completion"}
    own = {key: str(room / name) for key, name in folders.items()} | {"PIPX_SHARED_LIBS": str(tools / "shared")}
    pipx = tools / BIN / f"pipx{EXE}"
    run(pipx, "install", "--python", python, artefact, **own)
    ask(room / "bin" / f"hart{EXE}", room / "home" / "venvs" / "hart-directory")
    expect(WINDOWS or (room / "man" / "man1" / "hart.1").is_file(), "the man page where pipx puts it")
    run(pipx, "uninstall", "hart-directory", **own)
    nothing_left(room / "bin", room / "man", room / "home" / "venvs", room / "completion")


def with_uv(python: Path, artefact: Path, room: Path, tools: Path) -> None:
    """Install with uv, and take it away."""
    own = {"UV_TOOL_DIR": str(room / "tools"), "UV_TOOL_BIN_DIR": str(room / "bin"), "UV_PYTHON_DOWNLOADS": "never"}
    uv = tools / BIN / f"uv{EXE}"
    run(uv, "tool", "install", "--python", python, artefact, **own)
    ask(room / "bin" / f"hart{EXE}", room / "tools" / "hart-directory")
    run(uv, "tool", "uninstall", "hart-directory", **own)
    nothing_left(room / "bin", room / "tools")


Interpretation = Callable[[Path, Path, Path, Path], None]
WAYS: dict[str, Interpretation] = {"pip": with_pip, "pipx": with_pipx, "uv": with_uv}


def tried(name: str, way: Interpretation, python: Path, artefact: Path, room: Path, tools: Path) -> str:
    """Try one way. Returns what went wrong, or nothing."""
    room.mkdir()
    try:
        way(python, artefact, room, tools)
    except (InstallError, OSError) as error:
        print(f"FAILED {name}", flush=True)
        return f"{name}: {error}"
    print(f"installed, asked and taken away: {name}", flush=True)
    return ""


def main(dist: Path) -> int:
    """Try every way there is. Returns the exit code."""
    (wheel,), (sdist,) = dist.resolve().glob("*.whl"), dist.resolve().glob("*.tar.gz")
    there = pythons()
    for version in VERSIONS:
        if version not in there:
            print(f"Python {version} is not on this machine: not tried")
    if not there:
        print("no Python to try")
        return 1
    with tempfile.TemporaryDirectory(prefix="hart-installs-") as folder:
        rooms, tools = Path(folder), Path(folder) / "tools"
        run(sys.executable, "-m", "venv", tools)
        run(tools / BIN / f"python{EXE}", "-m", "pip", "install", "-q", "pipx", "uv")
        run(tools / BIN / f"pipx{EXE}", "upgrade-shared", PIPX_HOME=str(rooms), PIPX_SHARED_LIBS=str(tools / "shared"))
        jobs = [
            (f"the wheel with {name} on Python {version}", way, python, wheel, rooms / f"{name}-{version}", tools)
            for version, python in there.items()
            for name, way in WAYS.items()
        ]
        newest = max(there, key=VERSIONS.index)
        jobs.insert(
            0, (f"the sdist with pip on Python {newest}", with_pip, there[newest], sdist, rooms / "sdist", tools)
        )
        with ThreadPoolExecutor(max(2, os.cpu_count() or 1)) as pool:
            faults = [fault for fault in pool.map(lambda job: tried(*job), jobs) if fault]
    print("\n".join(faults), end="\n" if faults else "")
    print(f"{len(jobs) - len(faults)} of {len(jobs)} ways of installing")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])) if len(sys.argv) == 2 else __doc__)
