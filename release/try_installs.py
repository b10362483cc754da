"""Install the built artefacts as users do, run the installed hart, and uninstall it.

    python release/try_installs.py DIST

It installs the wheel with pip, pipx and uv, and the sdist once with pip, on every installed Python from 3.11 to 3.13.
pipx and uv are installed into an environment of this run only. Nothing is written anywhere else.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from trials import FIND, VERSIONS, WINDOWS, expect, install_tools, interpreter, program, pythons, run, run_trials

HART = "hart.exe" if WINDOWS else "hart"
PARTS = (
    "share/man/man1/hart.1",
    "share/man/man1/hart-find.1",
    "share/bash-completion/completions/hart",
    "share/zsh/site-functions/_hart",
    "share/fish/vendor_completions.d/hart.fish",
    "share/powershell/completions/hart.ps1",
)


def ask(hart: Path, prefix: Path) -> None:
    """Run an installed hart as users do, and check its other files. Raises ReleaseError."""
    with tempfile.TemporaryDirectory(prefix="hart-home-") as home:
        aside = {"HOME": home, "USERPROFILE": home, "XDG_CACHE_HOME": home, "LC_ALL": "C.UTF-8"}
        expect(run(hart, "hotline", "careline", "--number", env=aside).strip() == "1-800-842-2288", "hotline")
        found = run(hart, *FIND, "--json", env=aside)
        expect('"id": "we-matter"' in found, "find")
        run(hart, "check", env=aside)
    for part in PARTS:
        expect((prefix / part).stat().st_size > 0 if (prefix / part).is_file() else False, part)
    expect(len([*prefix.rglob("hart_cli/py.typed")]) == 1, "py.typed")
    expect(len([*prefix.rglob("hart_directory-*.dist-info/sboms/*.cdx.json")]) == 1, "the list of parts")


def nothing_left(*folders: Path) -> None:
    """Raise ReleaseError if files of hart are left in the folders."""
    paths = [path for folder in folders if folder.exists() for path in folder.rglob("*hart*")]
    left = [str(path) for path in paths if path.suffix != ".lock"]  # pipx keeps an empty lock for each name
    expect(not left, f"left behind: {left}")


def with_pip(python: Path, artefact: Path, folder: Path, tools: Path) -> None:
    """Install into a new environment with pip, and uninstall."""
    environment = folder / "environment"
    # One pip for all environments: to install one into each takes longer than everything else.
    run(python, "-m", "venv", "--without-pip", environment)
    pip = (interpreter(tools), "-m", "pip", "--python", interpreter(environment))
    run(*pip, "install", "-q", artefact)
    ask(program(environment, "hart"), environment)
    run(*pip, "uninstall", "-q", "-y", "hart-directory")
    nothing_left(environment)


def with_pipx(python: Path, artefact: Path, folder: Path, tools: Path) -> None:
    """Install with pipx, and uninstall. Its man pages are where `man` looks."""
    folders = {"PIPX_HOME": "home", "PIPX_BIN_DIR": "bin", "PIPX_MAN_DIR": "man", "PIPX_COMPLETION_DIR": "completion"}
    own = {key: str(folder / name) for key, name in folders.items()} | {"PIPX_SHARED_LIBS": str(tools / "shared")}
    pipx = program(tools, "pipx")
    run(pipx, "install", "--python", python, artefact, env=own)
    ask(folder / "bin" / HART, folder / "home" / "venvs" / "hart-directory")
    expect(WINDOWS or (folder / "man" / "man1" / "hart.1").is_file(), "the man page where pipx puts it")
    run(pipx, "uninstall", "hart-directory", env=own)
    nothing_left(folder / "bin", folder / "man", folder / "home" / "venvs", folder / "completion")


def with_uv(python: Path, artefact: Path, folder: Path, tools: Path) -> None:
    """Install with uv, and uninstall."""
    own = {"UV_TOOL_DIR": str(folder / "tools"), "UV_TOOL_BIN_DIR": str(folder / "bin"), "UV_PYTHON_DOWNLOADS": "never"}
    uv = program(tools, "uv")
    run(uv, "tool", "install", "--python", python, artefact, env=own)
    ask(folder / "bin" / HART, folder / "tools" / "hart-directory")
    run(uv, "tool", "uninstall", "hart-directory", env=own)
    nothing_left(folder / "bin", folder / "tools")


Installer = Callable[[Path, Path, Path, Path], None]
INSTALLERS: dict[str, Installer] = {"pip": with_pip, "pipx": with_pipx, "uv": with_uv}


def main(dist: Path) -> int:
    """Try every way of installation. Returns the exit code."""
    (wheel,), (sdist,) = dist.resolve().glob("*.whl"), dist.resolve().glob("*.tar.gz")
    there = pythons()
    for version in VERSIONS:
        if version not in there:
            print(f"Python {version} is not on this machine: not tried")
    if not there:
        print("no Python to try")
        return 1
    with tempfile.TemporaryDirectory(prefix="hart-installs-") as temporary:
        folder = Path(temporary)
        tools = install_tools(folder, "pipx", "uv")
        shared = {"PIPX_HOME": str(folder), "PIPX_SHARED_LIBS": str(tools / "shared")}
        run(program(tools, "pipx"), "upgrade-shared", env=shared)
        newest = max(there, key=VERSIONS.index)
        jobs = {f"the sdist with pip on Python {newest}": partial(with_pip, there[newest], sdist)}
        for version, python in there.items():
            for name, install in INSTALLERS.items():
                jobs[f"the wheel with {name} on Python {version}"] = partial(install, python, wheel)
        trials = {name: partial(job, Path(tempfile.mkdtemp(dir=folder)), tools) for name, job in jobs.items()}
        failed = run_trials("installed, asked and taken away", trials)
    print(f"{len(trials) - failed} of {len(trials)} ways of installing")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])) if len(sys.argv) == 2 else __doc__)
