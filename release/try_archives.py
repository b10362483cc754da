"""Try each executable archive on its Python, without hart or its dependencies installed.

    python release/try_archives.py DIST

It uses only the standard library, so a Python without hart can run it. It tries each archive unpacked below its own
SHIV_ROOT, unpacked below a home, with no writable home, and on every other Python.
"""

from __future__ import annotations

import os
import sys
import tempfile
from functools import partial
from pathlib import Path

import trials
from trials import FIND, environment, expect, homes, interpreter, pythons, run, run_trials

FIND_JSON = (*FIND, "--json")
ASKED: tuple[tuple[tuple[str, ...], int, str], ...] = (
    (FIND_JSON, 0, '"id": "we-matter"'),
    (("find", "mentr", "Bridgport"), 0, "we-matter"),
    (("acts", "16-71", "--json"), 0, "An Act Concerning Human Trafficking"),
    (("check",), 0, ""),
    (("export", "html"), 0, "</html>"),
    (("hotline", "--qr"), 0, "1-888-373-7888"),
    (("help", "--man", "find"), 0, ".TH HART"),
    (("find", "lottery winning numbers"), 1, "Nothing"),
    (("find", "--age", "400", "x"), 2, "400"),
)
"""What an unpacked archive is asked, its exit status, and a text that must stand in what it prints."""

HOTLINES: tuple[tuple[tuple[str, ...], str], ...] = (
    (("hotline",), "1-888-373-7888"),
    (("hotline", "careline", "--number"), "1-800-842-2288"),
)


def answer(python: Path, archive: Path, asked: tuple[str, ...], **changes: str) -> tuple[int, str, str]:
    """Return the exit status of an archive, and its output on both streams."""
    dropped = {"SHIV_ROOT", "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME"}
    env = {key: value for key, value in environment().items() if key not in dropped}
    env |= {"LC_ALL": "C.UTF-8", "PYTHONUTF8": "1", **changes}
    return trials.answer([python, archive, *asked], env, archive.parent)


def ask_hotlines(python: Path, archive: Path, **changes: str) -> None:
    """Ask for the emergency lines. Raises ReleaseError."""
    for asked, part in HOTLINES:
        code, out, err = answer(python, archive, asked, **changes)
        expect(code == 0 and part in out and "unpacked" not in err, f"hart {' '.join(asked)}: {code} {out}{err}")
        expect("--number" not in asked or out.strip() == part, f"only the number: {out}")


def unpacked(python: Path, archive: Path, folder: Path) -> None:
    """Run every question, unpacked below a SHIV_ROOT: hart writes only there, and says so once."""
    root, home = folder / "root", folder / "home"
    home.mkdir()
    own = {**homes(home), "SHIV_ROOT": str(root)}
    ask_hotlines(python, archive, **own)
    expect(not root.exists(), "the emergency lines unpack nothing")
    for turn, (asked, wanted, part) in enumerate(ASKED):
        code, out, err = answer(python, archive, asked, **own)
        expect(code == wanted and part in out + err, f"hart {' '.join(asked)}: {code} {out}{err}")
        expect((str(root) in err and "SHIV_ROOT" in err) == (turn == 0), f"where it unpacks is said once: {err}")
    expect(not list(home.iterdir()), f"written into the home: {list(home.iterdir())}")


def at_home(python: Path, archive: Path, folder: Path) -> None:
    """Run without SHIV_ROOT: hart unpacks itself into `.shiv` of the home, and writes nothing else."""
    home = folder / "other home"
    home.mkdir()
    code, out, err = answer(python, archive, FIND_JSON, **homes(home))
    expect(code == 0 and "we-matter" in out and str(home / ".shiv") in err, f"at home: {code} {out}{err}")
    expect([path.name for path in home.iterdir()] == [".shiv"], f"written into the home: {list(home.iterdir())}")


def nowhere(python: Path, archive: Path, folder: Path) -> None:
    """Run where hart cannot unpack: it answers inside the archive, and says so."""
    closed = folder / "closed"
    closed.mkdir()
    closed.chmod(0o555)  # read-only, except for root
    no_folder = folder / "no folder"
    no_folder.write_text("")  # root cannot write into a file, either
    root = os.name == "nt" or os.geteuid() == 0
    for home in (no_folder,) if root else (no_folder, closed):
        ask_hotlines(python, archive, **homes(home))
        code, out, err = answer(python, archive, FIND_JSON, **homes(home))
        expect(code == 0 and "we-matter" in out, f"without a home: {code} {out}{err}")
        expect("inside the archive" in err and "SHIV_ROOT" in err and "Traceback" not in err, f"what is said: {err}")
        code, out, err = answer(python, archive, ("check",), **homes(home))
        expect(code == 3 and "inside an archive" in out + err, f"check without a home: {code} {out}{err}")


def ask_everywhere(archive: Path, python: Path, others: list[Path], folder: Path) -> None:
    """Try an archive on its Python and on the others. Raises ReleaseError."""
    folder.mkdir()
    bare = [interpreter(folder / f"python-{number}") for number in range(len(others) + 1)]
    for number, (made, inside) in enumerate(zip([python, *others], bare, strict=True)):
        run(made, "-m", "venv", "--without-pip", folder / f"python-{number}")
        seek = "from importlib.util import find_spec as f; print(*map(f, ('hart_cli', 'typer', 'rich')))"
        expect(run(inside, "-I", "-c", seek).split() == ["None"] * 3, f"a Python without hart: {inside}")
    for ask in (unpacked, at_home, nowhere):
        ask(bare[0], archive, folder)
    for number, other in enumerate(bare[1:]):
        own = {**homes(folder / "home"), "SHIV_ROOT": str(folder / f"other-{number}")}
        code, out, err = answer(other, archive, ("find", "mentr", "--format", "ids"), **own)
        expect(code == 0 and "we-matter" in out, f"on another Python: {code} {out}{err}")


def main(dist: Path) -> int:
    """Try every archive whose Python is installed. Returns the exit code."""
    there = pythons()
    jobs = {}
    with tempfile.TemporaryDirectory(prefix="hart-archives-") as folder:
        for archive in sorted(dist.resolve().glob("*.pyz")):
            version = next((v for v in there if f"-py{v.replace('.', '')}-" in archive.name), None)
            if version is None:
                print(f"its Python is not on this machine, not tried: {archive.name}")
                continue
            others = [there[other] for other in there if other != version]
            own = Path(folder) / archive.stem
            jobs[archive.name] = partial(ask_everywhere, archive, there[version], others, own)
        failed = run_trials("asked on its Python without hart", jobs)
    if not jobs:
        print("no archive was tried")
    return 1 if failed or not jobs else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])) if len(sys.argv) == 2 else __doc__)
