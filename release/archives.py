"""Makes an executable archive of hart for each Python of this machine: one file, with all that hart asks for.

    python release/archives.py DIST

From the wheel in DIST and the libraries as `requirements-dev.txt` locks them: pip fetches each, and it must have a
hash of the lock. Extras are left out. shiv packs them; each archive is packed twice, elsewhere, and has the same
bytes both times.
"""

from __future__ import annotations

import hashlib
import os
import re
import subprocess
import sys
import sysconfig
import tempfile
import zipfile
from importlib.metadata import distribution
from pathlib import Path

from trials import environment, pythons, run

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-dev.txt"
START = ROOT / "release" / "start.py"
SHEBANG = b"#!/usr/bin/env python3\n"
NUMBERS = "hotline.txt"
LICENCE = "_bootstrap/LICENSE"
_ELSEWHERE = {"TZ": "Pacific/Auckland", "LC_ALL": "C", "PYTHONHASHSEED": "7"}


class ArchiveError(Exception):
    """What is wrong with an executable archive, one line each."""


def make(wheel: Path, folder: Path) -> list[Path]:
    """Make the archive of each Python of this machine. Returns them. Raises ArchiveError and InstallError."""
    made = []
    for version, python in pythons().items():
        archive = folder / name(wheel, version)
        with tempfile.TemporaryDirectory(prefix="hart-archive-") as place:
            fetched, again = Path(place) / "wheels", Path(place) / "again.pyz"
            wheels = [wheel, *fetch(python, wheel, fetched)]
            pack(wheels, archive)
            pack(wheels, again, umask=0o077, **_ELSEWHERE)
            if archive.read_bytes() != again.read_bytes():
                raise ArchiveError(f"{archive.name}: two runs wrote different bytes")
        made.append(archive)
    return made


def name(wheel: Path, version: str) -> str:
    """Return the name of the archive of a wheel for a version of Python on this platform."""
    release = wheel.name.split("-")[1]
    return f"hart-{release}-py{version.replace('.', '')}-{sysconfig.get_platform()}.pyz"


def fetch(python: Path, wheel: Path, to: Path) -> list[Path]:
    """Return the wheels that a wheel asks for on a Python, as the lock has them. Raises ArchiveError and InstallError."""
    lock = LOCK.read_text(encoding="utf-8")
    to.mkdir()
    pins = to.parent / "pins.txt"
    pins.write_text("".join(f"{pin}\n" for pin in re.findall(r"^[\w.-]+==[^\\\n]+", lock, re.MULTILINE)), "utf-8")
    # As that Python: which libraries are asked for, and which wheels it can use.
    run(sys.executable, "-m", "pip", "--python", python, "download", "-q", "--only-binary", ":all:", "-c", pins,
        "-d", to, wheel)  # fmt: skip
    fetched = sorted(path for path in to.iterdir() if path.name != wheel.name)
    faults = [f"{path.name} is not in {LOCK.name}" for path in fetched if not locked(path, lock)]
    if faults:
        raise ArchiveError("\n".join(faults))
    return fetched


def locked(wheel: Path, lock: str) -> bool:
    """Say whether a lock names the hash of a wheel."""
    return f"--hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}" in lock


def pack(wheels: list[Path], to: Path, umask: int = 0o022, **changes: str) -> None:
    """Pack wheels, hart's own first, into an executable archive. Raises ArchiveError."""
    with tempfile.TemporaryDirectory(prefix="hart-pack-") as place:
        source, packed = Path(place) / "source", Path(place) / "packed.pyz"
        for wheel in wheels:
            with zipfile.ZipFile(wheel) as archive:
                # What stands beside the modules, such as man pages, is found nowhere in an archive.
                archive.extractall(source, [name for name in archive.namelist() if ".data/" not in name])
        command = (sys.executable, "-W", "ignore::DeprecationWarning", "-m", "shiv.cli", "--reproducible",
                   "--site-packages", source, "-e", "hart_cli.__main__:main", "-o", packed)  # fmt: skip
        env = {**environment(), **changes}
        mask = umask if os.name == "posix" else -1
        done = subprocess.run(command, env=env, umask=mask, capture_output=True, text=True, check=False)
        if done.returncode:
            raise ArchiveError(f"{to.name}: {done.stdout}{done.stderr}")
        _finish(packed, to, numbers(wheels[0]))


def numbers(wheel: Path) -> str:
    """Return what the hart of a wheel says to `hart hotline`, in ASCII."""
    return run(sys.executable, "-m", "hart_cli", "hotline", PYTHONPATH=str(wheel.resolve()), LC_ALL="C", HART_UI="en")


def _finish(packed: Path, to: Path, spoken: str) -> None:
    """Write what shiv packed with hart's own start, the numbers, shiv's licence, and the same modes everywhere."""
    own = {"__main__.py": START.read_bytes(), NUMBERS: spoken.encode("ascii"), LICENCE: _licence()}
    with zipfile.ZipFile(packed) as old, to.open("wb") as file:
        dated = old.infolist()[0].date_time
        members = {info.filename: old.read(info) for info in old.infolist()} | own
        file.write(SHEBANG)
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as new:
            for member, content in sorted(members.items()):
                info = zipfile.ZipInfo(member, dated)
                info.create_system, info.external_attr = 3, 0o100644 << 16
                new.writestr(info, content, zipfile.ZIP_DEFLATED)
    to.chmod(0o755)


def _licence() -> bytes:
    """The licence under which shiv's own part of the archive is given away."""
    (path,) = [path for path in distribution("shiv").files or () if path.name == "LICENSE"]
    return Path(str(path.locate())).read_bytes()


def check(archive: Path) -> str:
    """Return what is wrong with an executable archive, or nothing."""
    if not archive.read_bytes().startswith(SHEBANG):
        return "does not start a Python"
    with zipfile.ZipFile(archive) as packed:
        missing = {"__main__.py", NUMBERS, LICENCE, "site-packages/hart_cli/directory.bin"} - {*packed.namelist()}
        if missing:
            return f"does not have {', '.join(sorted(missing))}"
        return "is damaged" if packed.testzip() else ""


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    (built,) = Path(sys.argv[1]).glob("*.whl")
    print("\n".join(path.name for path in make(built, Path(sys.argv[1]))))
