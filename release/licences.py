"""Write docs/licences.md: the dependencies of hart and of its extras, each with its licence.

The table comes from the metadata of the installed packages, without versions: python release/licences.py
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
"""Licences that MIT code may depend on and be distributed with. LGPL-3.0 code is used unchanged, as a library."""
AS_LIBRARY = frozenset({"LGPL-3.0-only", "LGPL-3.0-or-later"})

# Names of licences that packages use in place of SPDX.
_SPDX = {
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
# The oldest Python, which has the most dependencies, so that the table is the same on every machine.
_OLDEST = {
    "python_version": "3.11",
    "python_full_version": "3.11.0",
    "os_name": "posix",
    "sys_platform": "linux",
    "platform_system": "Linux",
}
_HEAD = """# Licences

hart's code is MIT, our wording of the data CC0 1.0: `LICENSE` and `LICENSE-DATA`, both in the wheel.

The table lists hart's dependencies, direct and indirect. The wheel contains none of them; pip, pipx or uv downloads them.
The executable archives (`.pyz`) contain those that belong to no extra, each with its own licence, and a part of `shiv`,
under BSD-2-Clause. MIT code may depend on each of them. An extra uses `fpdf2`, under LGPL-3.0, unchanged, as a library.
`python release/licences.py` writes this table from the installed packages, without versions. A test checks it.

| name | licence | what for |
| --- | --- | --- |
"""


def licence(name: str) -> str:
    """Return the licence of an installed package in SPDX. Raises ValueError if its metadata has none."""
    package = metadata(name)
    names = [package["License-Expression"] or ""]
    names += [c.rsplit(" :: ", 1)[1] for c in package.get_all("Classifier") or () if c.startswith("License :: ")]
    names.append((package["License"] or "").split("\n")[0])
    for text in names:
        if _SPDX.get(text, text) in COMPATIBLE | AS_LIBRARY:
            return _SPDX.get(text, text)
    raise ValueError(f"{name}: its licence is not one of those that release/licences.py knows: {names}")


def _asked_for(name: str, extras: frozenset[str]) -> list[tuple[str, frozenset[str], str]]:
    """Return the requirements of a package with some of its extras: name, extras, and the extra that requires it."""
    markers = {key: str(value) for key, value in default_environment().items()}
    asked = []
    for text in requires(name) or ():
        need = Requirement(text)
        for extra in sorted(extras | {""}):
            here: dict[str, str] = {**markers, **_OLDEST, "extra": extra}
            if need.marker is None and extra == "":
                asked.append((need.name, frozenset(need.extras), ""))
            elif need.marker is not None and need.marker.evaluate(here):
                asked.append((need.name, frozenset(need.extras), extra))
                break
    return asked


def rows() -> dict[str, tuple[str, str]]:
    """Return each library with its licence and its purpose. Raises PackageNotFoundError."""
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
    """Return the table of the page without its head."""
    return "".join(f"| `{name}` | `{spdx}` | {why} |\n" for name, (spdx, why) in rows().items())


def listed() -> str:
    """Return the present table of the page."""
    return "".join(re.findall(r"^\| `.*\n", PAGE.read_text(encoding="utf-8"), re.MULTILINE))


if __name__ == "__main__":
    try:
        PAGE.write_text(_HEAD + table(), encoding="utf-8")
    except (PackageNotFoundError, ValueError) as error:
        sys.exit(f"licences: {error}; install with: pip install -e '.[dev]'")
