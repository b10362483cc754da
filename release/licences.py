"""Writes docs/licences.md: what hart needs at run time and in its extras, each with its licence.

From the metadata of what is installed here, versions left out: python release/licences.py
"""

from __future__ import annotations

import re
import sys
from importlib.metadata import PackageNotFoundError, metadata, requires
from pathlib import Path

from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

PAGE = Path(__file__).resolve().parent.parent / "docs" / "licences.md"
SHIPPED = ("", "live", "online", "pdf")
COMPATIBLE = frozenset({"MIT", "MIT-CMU", "BSD-2-Clause", "BSD-3-Clause", "ISC", "PSF-2.0", "MPL-2.0", "Apache-2.0"})
"""What MIT code may need and be given away with; a library under LGPL-3.0 is used unchanged, as a library."""
AS_LIBRARY = frozenset({"LGPL-3.0-only", "LGPL-3.0-or-later"})

# What packages say that do not say it in SPDX.
_SAID = {
    "MIT License": "MIT",
    "BSD License": "BSD-3-Clause",
    "BSD": "BSD-3-Clause",
    "ISC License (ISCL)": "ISC",
    "ISC License": "ISC",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Apache Software License": "Apache-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "GNU Lesser General Public License v3 (LGPLv3)": "LGPL-3.0-only",
    "GNU Library or Lesser General Public License (LGPL)": "LGPL-3.0-only",
}
# The same table on every machine: what the oldest Python asks for, which is most.
_OLDEST = {
    "python_version": "3.11",
    "python_full_version": "3.11.0",
    "os_name": "posix",
    "sys_platform": "linux",
    "platform_system": "Linux",
}
_HEAD = """# Licences

hart's code is MIT, our wording of the data CC0 1.0: `LICENSE` and `LICENSE-DATA`, both in the wheel.

These are the libraries that hart asks for, and those that they ask for. None travels in the wheel; pip, pipx or uv
fetches them. Those that no extra asks for travel in the executable archives (`.pyz`), each with its own licence, and so
does a part of `shiv`, under BSD-2-Clause. MIT code may need each of them. `fpdf2`, under LGPL-3.0, is used unchanged, as a library, in an extra.
`python release/licences.py` writes this table from what is installed, and a test holds it. Versions are left out.

| name | licence | what for |
| --- | --- | --- |
"""


def licence(name: str) -> str:
    """Return the licence of an installed package in SPDX. Raises ValueError where its metadata tell none."""
    told = metadata(name)
    said = [told["License-Expression"] or ""]
    said += [c.rsplit(" :: ", 1)[1] for c in told.get_all("Classifier") or () if c.startswith("License :: ")]
    said.append((told["License"] or "").split("\n")[0])
    for text in said:
        if _SAID.get(text, text) in COMPATIBLE | AS_LIBRARY:
            return _SAID.get(text, text)
    raise ValueError(f"{name}: its licence is not one of those that release/licences.py knows: {said}")


def _environment() -> dict[str, str]:
    """The values that markers are compared with."""
    return {name: str(value) for name, value in default_environment().items()}


def _asked_for(name: str, extras: frozenset[str]) -> list[tuple[str, frozenset[str], str]]:
    """What a package asks for under some of its extras: name, extras, and the extra that asks."""
    asked = []
    for text in requires(name) or ():
        need = Requirement(text)
        for extra in sorted(extras | {""}):
            here: dict[str, str] = {**_environment(), **_OLDEST, "extra": extra}
            if need.marker is None and extra == "":
                asked.append((need.name, frozenset(need.extras), ""))
            elif need.marker is not None and need.marker.evaluate(here):
                asked.append((need.name, frozenset(need.extras), extra))
                break
    return asked


def rows() -> dict[str, tuple[str, str]]:
    """Return each library with its licence and what it is for. Raises PackageNotFoundError."""
    reasons: dict[str, set[str]] = {}
    waiting: list[tuple[str, frozenset[str]]] = []
    for name, extras, extra in _asked_for("hart-directory", frozenset(SHIPPED)):
        reasons.setdefault(canonicalize_name(name), set()).add(f"hart, the extra `{extra}`" if extra else "hart")
        waiting.append((name, extras))
    seen = set(waiting)
    while waiting:
        by, extras = waiting.pop()
        for name, more, _ in _asked_for(by, extras):
            reasons.setdefault(canonicalize_name(name), set()).add(f"`{canonicalize_name(by)}`")
            if (name, more) not in seen:
                seen.add((name, more))
                waiting.append((name, more))
    return {name: (licence(name), ", ".join(sorted(reasons[name]))) for name in sorted(reasons)}


def table() -> str:
    """Return the page's table without its head."""
    return "".join(f"| `{name}` | `{told}` | {why} |\n" for name, (told, why) in rows().items())


def listed() -> str:
    """Return the table as it stands in the page."""
    return "".join(re.findall(r"^\| `.*\n", PAGE.read_text(encoding="utf-8"), re.MULTILINE))


if __name__ == "__main__":
    try:
        PAGE.write_text(_HEAD + table(), encoding="utf-8")
    except (PackageNotFoundError, ValueError) as error:
        sys.exit(f"licences: {error}; install with: pip install -e '.[dev]'")
