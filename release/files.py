"""Make every file of a release in one folder, and check each of them.

    python release/files.py DIST

The files are wheel and sdist, the list of parts, an executable archive for each installed Python, and for people
without Python the offline page, handouts, cards and the directory as HSDS, all written by the built wheel. SHA256SUMS
lists each. Every file is made twice, in different folders, and must have the same bytes. The names of the files for
readers do not reveal the content, because somebody may find them on a shared computer.
"""

from __future__ import annotations

import hashlib
import json
import os
import sys
import tempfile
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import archives
import artefacts
from trials import ELSEWHERE, ReleaseError, homes, run

NUMBERS = ("911", "1-888-373-7888", "1-800-842-2288")
HANDOUTS = [
    (f"handout-{layout}-{language}.{kind}", ("handout", "--layout", layout, "--ui", language))
    for layout in ("sheet", "card")
    for language in ("en", "es")
    for kind in ("html", "pdf")
]
EXPORTS = dict([("information.html", ("html",)), *HANDOUTS, ("numbers.vcf", ("vcard",)), ("directory.zip", ("hsds",))])
"""Each file for readers with what `hart export` is asked for it."""

PARTS = "hart-directory.cdx.json"
SUMS = "SHA256SUMS"
BUILT = (".whl", ".tar.gz", ".pyz")


def make(folder: Path) -> None:
    """Make and check all files.

    Raises ReleaseError. Do not use the folder then.
    """
    if folder.exists() and any(folder.iterdir()):
        raise ReleaseError(f"{folder} is not empty; name a new folder, or empty it")
    folder.mkdir(parents=True, exist_ok=True)
    artefacts.build_twice(folder)
    artefacts.check(folder)
    (wheel,) = folder.glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(f"/sboms/{PARTS}")]
        (folder / PARTS).write_bytes(archive.read(name))
    _export(wheel, folder)
    archives.make(wheel, folder)
    (folder / SUMS).write_text(sums(folder), encoding="ascii", newline="\n")
    faults = check(folder)
    if faults:
        raise ReleaseError("\n".join(faults))


def _export(wheel: Path, folder: Path) -> None:
    """Write the files for readers, each twice. Raises ReleaseError if the two differ."""
    with tempfile.TemporaryDirectory(prefix="hart-again-") as again, ThreadPoolExecutor(os.cpu_count()) as pool:
        jobs = [
            (to / name, arguments, changes)
            for to, changes in ((folder, {}), (Path(again), ELSEWHERE))
            for name, arguments in EXPORTS.items()
        ]
        list(pool.map(lambda job: _write(wheel, *job), jobs))
        faults = [
            f"{name}: two runs wrote different bytes"
            for name in EXPORTS
            if (folder / name).read_bytes() != (Path(again) / name).read_bytes()
        ]
    if faults:
        raise ReleaseError("\n".join(faults))


def _write(wheel: Path, to: Path, arguments: tuple[str, ...], changes: dict[str, str]) -> None:
    # Python imports from the wheel itself, so the released wheel writes the page.
    with tempfile.TemporaryDirectory(prefix="hart-home-") as home:
        own = {**homes(Path(home)), "XDG_CONFIG_HOME": home, "XDG_CACHE_HOME": home, "PYTHONPATH": str(wheel.resolve())}
        env = {**own, "LC_ALL": "C.UTF-8", **changes}
        run(sys.executable, "-m", "hart_cli", "export", *arguments, "-o", to.resolve(), cwd=Path(home), env=env)
    to.chmod(0o644)  # only the owner can read an export; a release is for everybody


def sums(folder: Path) -> str:
    """Return the checksums of the other files of a folder, in the format of `sha256sum --check`."""
    files = sorted(path for path in folder.iterdir() if path.name != SUMS)
    return "".join(f"{hashlib.sha256(path.read_bytes()).hexdigest()}  {path.name}\n" for path in files)


def check(folder: Path) -> list[str]:
    """Return the faults of the files of a release, one per line."""
    there = {path.name for path in folder.iterdir()}
    faults = [f"{name} is missing" for name in {*EXPORTS, PARTS, SUMS} - there]
    known = {*EXPORTS, PARTS, SUMS}
    faults += [f"{name} is no file of a release" for name in there - known if not name.endswith(BUILT)]
    if not any(name.endswith(".pyz") for name in there):
        faults.append("an executable archive is missing")
    if faults:
        return sorted(faults)
    if (folder / SUMS).read_text(encoding="ascii") != sums(folder):
        faults.append(f"{SUMS} is not that of the files")
    if json.loads((folder / PARTS).read_bytes())["bomFormat"] != "CycloneDX":
        faults.append(f"{PARTS} is no list of parts")
    faults += [f"{path.name} {fault}" for path in sorted(folder.glob("*.pyz")) if (fault := archives.check(path))]
    return faults + [f"{name} {fault}" for name in EXPORTS if (fault := _fault(folder / name))]


def _fault(path: Path) -> str:
    """Return the fault of a file for readers, or nothing."""
    content = path.read_bytes()
    match path.suffix:
        case ".pdf":
            return "" if content.startswith(b"%PDF-") and content.rstrip().endswith(b"%%EOF") else "is no whole PDF"
        case ".zip":
            with zipfile.ZipFile(path) as archive:
                return "is damaged" if archive.testzip() or not archive.namelist() else ""
        case _:
            gone = [number for number in NUMBERS if not _has(content.decode("utf-8"), number)]
            return f"does not have {', '.join(gone)}" if gone else ""


def _has(text: str, number: str) -> bool:
    return number in text or f"+{number}" in text or f"+{number.replace('-', '')}" in text


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit(__doc__)
    try:
        make(Path(sys.argv[1]))
    except ReleaseError as error:
        sys.exit(f"release: {error}")
    print((Path(sys.argv[1]) / SUMS).read_text(encoding="ascii"), end="")
