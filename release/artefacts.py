"""Build wheel and sdist twice, compare the two builds byte for byte, and check the contents.

    python release/artefacts.py build DIST      build into DIST, twice, and check
    python release/artefacts.py check DIST      check the contents of DIST
    python release/artefacts.py renew DIST      renew release/wheel-contents.txt from DIST

The second build uses the first one's sdist, in another folder, later, with another umask, time zone, locale and hash
seed. So one comparison checks that two builds give the same bytes, and that the wheel from the tree equals the wheel
from the sdist. The module uses only the standard library, and `build` with its dependencies.
"""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import subprocess
import sys
import tarfile
import tempfile
import zipfile
from pathlib import Path

from trials import ELSEWHERE, ReleaseError, run

ROOT = Path(__file__).resolve().parent.parent
CONTENTS = ROOT / "release" / "wheel-contents.txt"
_NEVER_IN_A_WHEEL = ("tests/", "docs/", "benchmarks/", "release/", "__pycache__", ".pyc", ".github", ".ci/")


def main(arguments: list[str]) -> None:
    """Run the command line. Raises ReleaseError."""
    match arguments:
        case ["build", folder]:
            build_twice(Path(folder))
            check(Path(folder))
        case ["check", folder]:
            check(Path(folder))
        case ["renew", folder]:
            CONTENTS.write_text("".join(f"{name}\n" for name in contents(_only(Path(folder), "*.whl"))))
        case _:
            raise ReleaseError(__doc__ or "")


def build_twice(folder: Path) -> None:
    """Build wheel and sdist into a folder. Raises ReleaseError if a second build gives different bytes."""
    _build(ROOT, folder, {}, umask=0o022)
    with tempfile.TemporaryDirectory(prefix="hart-elsewhere-") as elsewhere:
        with tarfile.open(_only(folder, "*.tar.gz")) as archive:
            archive.extractall(elsewhere, filter="data")
        (source,) = Path(elsewhere).iterdir()
        again = Path(elsewhere) / "again"
        _build(source, again, ELSEWHERE, umask=0o077)
        faults = [
            fault for kind in ("*.whl", "*.tar.gz") for fault in differences(_only(folder, kind), _only(again, kind))
        ]
    if faults:
        raise ReleaseError("\n".join(faults))


def _build(source: Path, to: Path, changes: dict[str, str], umask: int) -> None:
    # Without isolation: use the installed build tools, which the lock file names.
    run(sys.executable, "-m", "build", "--no-isolation", "--sdist", "--wheel", "--outdir", to, ".",
        cwd=source, umask=umask, env=changes)  # fmt: skip


def _only(folder: Path, kind: str) -> Path:
    found = sorted(folder.glob(kind))
    if len(found) != 1:
        raise ReleaseError(f"{folder}: {len(found)} files {kind}, and not one")
    return found[0]


def members(archive: Path) -> dict[str, tuple[bytes, str]]:
    """Return the members of a wheel or an sdist by name: the bytes, and the mode and time as text."""
    if archive.suffix == ".whl":
        with zipfile.ZipFile(archive) as wheel:
            return {i.filename: (wheel.read(i), f"{i.external_attr:o} {i.date_time}") for i in wheel.infolist()}
    with tarfile.open(archive) as tar:
        found = {}
        for info in tar.getmembers():
            file = tar.extractfile(info)
            found[info.name] = (file.read() if file else b"", f"{info.mode:o} {info.mtime} {info.uid} {info.uname}")
        return found


def differences(one: Path, other: Path) -> list[str]:
    """Return the differences between two artefacts, one per line; nothing if they have the same bytes."""
    if one.read_bytes() == other.read_bytes():
        return []
    first, second = members(one), members(other)
    faults = [f"{one.name}: {name} is in the first build only" for name in first.keys() - second.keys()]
    faults += [f"{one.name}: {name} is in the second build only" for name in second.keys() - first.keys()]
    for name in first.keys() & second.keys():
        if first[name][0] != second[name][0]:
            faults.append(f"{one.name}: {name} differs in its content")
        elif first[name][1] != second[name][1]:
            faults.append(f"{one.name}: {name} differs in its mode or time: {first[name][1]}, {second[name][1]}")
    return sorted(faults) or [f"{one.name}: the order of the members, or how they are packed, differs"]


def contents(wheel: Path) -> list[str]:
    """Return the sorted names in a wheel, without its version."""
    version = "-".join(wheel.name.split("-")[:2])
    with zipfile.ZipFile(wheel) as archive:
        return sorted(name.replace(version, "hart_directory-VERSION", 1) for name in archive.namelist())


def check(folder: Path) -> None:
    """Check the wheel and the sdist in a folder. Raises ReleaseError."""
    wheel, sdist = _only(folder, "*.whl"), _only(folder, "*.tar.gz")
    faults = unexpected(wheel, CONTENTS.read_text(encoding="utf-8").split()) + record_faults(wheel) + strays(sdist)
    if faults:
        raise ReleaseError("\n".join(faults))


def unexpected(wheel: Path, expected: list[str]) -> list[str]:
    """Return the unexpected and the missing members of a wheel."""
    there = set(contents(wheel))
    faults = [f"{wheel.name}: {name} is not in release/wheel-contents.txt" for name in there - set(expected)]
    faults += [f"{wheel.name}: {name} is missing" for name in set(expected) - there]
    faults += [f"{wheel.name}: {n} has no place in a wheel" for n in there if any(p in n for p in _NEVER_IN_A_WHEEL)]
    return sorted(faults)


def record_faults(wheel: Path) -> list[str]:
    """Return the members of a wheel that differ from its RECORD, or that are not in it."""
    with zipfile.ZipFile(wheel) as archive:
        (record,) = [name for name in archive.namelist() if name.endswith(".dist-info/RECORD")]
        rows = {row[0]: row[1] for row in csv.reader(io.StringIO(archive.read(record).decode()))}
        faults = [f"{wheel.name}: RECORD has {name}, the wheel not" for name in rows.keys() - set(archive.namelist())]
        for name in archive.namelist():
            digest = base64.urlsafe_b64encode(hashlib.sha256(archive.read(name)).digest()).rstrip(b"=").decode()
            if name != record and rows.get(name) != f"sha256={digest}":
                faults.append(f"{wheel.name}: {name} is not as RECORD has it")
    return sorted(faults)


_MADE = ("PKG-INFO", "hart_cli/i18n/es.mo")
"""What building an sdist puts into it."""


def strays(sdist: Path) -> list[str]:
    """Return the members of an sdist that git does not track; nothing without git."""
    try:
        done = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        return []
    known = {*done.stdout.decode().split("\0"), *_MADE}
    names = [name.partition("/")[2] for name in members(sdist)]
    return sorted(f"{sdist.name}: {name} is not in git" for name in names if name not in known)


if __name__ == "__main__":
    try:
        main(sys.argv[1:])
    except ReleaseError as fault:
        sys.exit(f"artefacts: {fault}")
