"""What changes when the code or the bundled data changes: compiled directories are kept as long as it stays the same."""

from __future__ import annotations

import os
import zlib
from collections.abc import Iterable
from pathlib import Path

from hart_cli import __version__

PACKAGE = Path(__file__).resolve().parent.parent
CHECKOUT_DATA: Path | None = PACKAGE.parent / "data"
"""The data of a checkout; None where hart is installed, with its directory compiled."""

if (PACKAGE / "data").is_dir() or not (PACKAGE.parent / "data").is_dir():
    CHECKOUT_DATA = None


def fingerprint() -> str:
    """Return the version of an installed hart; in a checkout a checksum over the sizes and times of all files."""
    if CHECKOUT_DATA is None:
        return __version__
    modules = (
        os.path.join(folder, name) for folder, _, names in os.walk(PACKAGE) for name in names if name.endswith(".py")
    )
    return checksum(f"{file}:{size}:{time}" for file, size, time in marks([*modules, *CHECKOUT_DATA.iterdir()]))


def marks(files: Iterable[str | Path]) -> list[tuple[str, int, int]]:
    """Return each file with its size in bytes and its time of modification in nanoseconds, sorted. Raises OSError."""
    return sorted((str(file), status.st_size, status.st_mtime_ns) for file in files for status in [os.stat(file)])


def checksum(lines: Iterable[str]) -> str:
    """Return a checksum of lines as eight hexadecimal digits."""
    return f"{zlib.crc32(chr(10).join(lines).encode(errors='surrogateescape')):08x}"
