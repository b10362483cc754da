"""Make an executable archive of hart for each installed Python: one file with all its dependencies.

    python release/archives.py DIST

The archive contains the wheel in DIST and the libraries in the versions of `requirements-dev.txt`. pip downloads each,
and its hash must be in the lock. Extras are left out. shiv packs each archive twice, in different folders, and both
must have the same bytes.
"""

from __future__ import annotations

import hashlib
import re
import sys
import sysconfig
import tempfile
import zipfile
from importlib.metadata import distribution
from pathlib import Path

from trials import ELSEWHERE, ReleaseError, pythons, run

ROOT = Path(__file__).resolve().parent.parent
LOCK = ROOT / "requirements-dev.txt"
START = ROOT / "release" / "start.py"
SHEBANG = b"#!/usr/bin/env python3\n"
NUMBERS = "hotline.txt"
LICENCE = "_bootstrap/LICENSE"


def make(wheel: Path, folder: Path) -> list[Path]:
    """Make the archive for each installed Python. Returns them. Raises ReleaseError."""
    made = []
    for version, python in pythons().items():
        archive = folder / name(wheel, version)
        with tempfile.TemporaryDirectory(prefix="hart-archive-") as place:
            fetched, again = Path(place) / "wheels", Path(place) / "again.pyz"
            wheels = [wheel, *fetch(python, wheel, fetched)]
            pack(wheels, archive)
            pack(wheels, again, umask=0o077, **ELSEWHERE)
            if archive.read_bytes() != again.read_bytes():
                raise ReleaseError(f"{archive.name}: two runs wrote different bytes")
        made.append(archive)
    return made


def name(wheel: Path, version: str) -> str:
    """Return the name of the archive of a wheel for a version of Python on this platform."""
    release = wheel.name.split("-")[1]
    return f"hart-{release}-py{version.replace('.', '')}-{sysconfig.get_platform()}.pyz"


def fetch(python: Path, wheel: Path, to: Path) -> list[Path]:
    """Return the wheels that a wheel requires on a Python, in the locked versions. Raises ReleaseError."""
    lock = LOCK.read_text(encoding="utf-8")
    to.mkdir()
    pins = to.parent / "pins.txt"
    pins.write_text("".join(f"{pin}\n" for pin in re.findall(r"^[\w.-]+==[^\\\n]+", lock, re.MULTILINE)), "utf-8")
    # Run as that Python: it decides which libraries are required, and which wheels fit.
    run(sys.executable, "-m", "pip", "--python", python, "download", "-q", "--only-binary", ":all:", "-c", pins,
        "-d", to, wheel)  # fmt: skip
    fetched = sorted(path for path in to.iterdir() if path.name != wheel.name)
    faults = [f"{path.name} is not in {LOCK.name}" for path in fetched if not locked(path, lock)]
    if faults:
        raise ReleaseError("\n".join(faults))
    return fetched


def locked(wheel: Path, lock: str) -> bool:
    """Return whether a lock has the hash of a wheel."""
    return f"--hash=sha256:{hashlib.sha256(wheel.read_bytes()).hexdigest()}" in lock


def pack(wheels: list[Path], to: Path, umask: int = 0o022, **changes: str) -> None:
    """Pack wheels, hart's own first, into an executable archive. Raises ReleaseError."""
    with tempfile.TemporaryDirectory(prefix="hart-pack-") as place:
        source, packed = Path(place) / "source", Path(place) / "packed.pyz"
        for wheel in wheels:
            with zipfile.ZipFile(wheel) as archive:
                # Files next to the modules, such as man pages, cannot be found in an archive.
                archive.extractall(source, [name for name in archive.namelist() if ".data/" not in name])
        run(sys.executable, "-W", "ignore::DeprecationWarning", "-m", "shiv.cli", "--reproducible", "--site-packages",
            source, "-e", "hart_cli.__main__:main", "-o", packed, umask=umask, env=changes)  # fmt: skip
        _finish(packed, to, numbers(wheels[0]))


def numbers(wheel: Path) -> str:
    """Return the output of `hart hotline` of a wheel, in ASCII."""
    env = {"PYTHONPATH": str(wheel.resolve()), "LC_ALL": "C", "HART_UI": "en"}
    return run(sys.executable, "-m", "hart_cli", "hotline", env=env)


def _finish(packed: Path, to: Path, numbers: str) -> None:
    """Repack shiv's archive with hart's own start, the numbers, shiv's licence, and fixed file modes."""
    own = {"__main__.py": START.read_bytes(), NUMBERS: numbers.encode("ascii"), LICENCE: _licence()}
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
    """Return the licence of shiv's own part of the archive."""
    (path,) = [path for path in distribution("shiv").files or () if path.name == "LICENSE"]
    return Path(str(path.locate())).read_bytes()


def check(archive: Path) -> str:
    """Return the fault of an executable archive, or nothing."""
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
