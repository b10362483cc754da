"""Reading files with bounds: which files count, and how much of one is ever read."""

from __future__ import annotations

import os
import re
import stat
from pathlib import Path
from typing import Any, BinaryIO

from hart_cli.errors import DataError
from hart_cli.i18n.messages import message

TOML_LIMIT = 1 << 20
"""The most bytes of a TOML file that hart reads."""

_MOST_DOTS = 32
_MOST_DEPTH = 16
_MOST_DIGITS = 64
# Possessive, and with the closing quote optional: the time stays linear whatever the file holds.
_STRINGS_AND_COMMENTS = (
    r'"""(?:[^"\\]|\\.|"(?!""))*+(?:""")?'
    r"|'''(?:[^']|'(?!''))*+(?:''')?"
    r'|"(?:[^"\\\n]|\\.)*+"?'
    r"|'[^'\n]*+'?"
    r"|#[^\n]*+"
)


def open_regular(path: Path) -> BinaryIO:
    """Return a regular file, open for reading. Never blocks: a FIFO, a device or a socket is refused before
    a byte is read.

    Raises:
        DataError: the file is missing, unreadable or no regular file.
    """
    try:
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        raise DataError(message("{path}: cannot be read ({reason})", path=path, reason=_why(error))) from None
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise DataError(f"{path}: is no regular file")
    return os.fdopen(descriptor, "rb")


def read_bounded(path: Path, limit: int) -> bytes:
    """Return the bytes of a regular file of at most `limit` bytes.

    Raises:
        DataError: the file is missing, unreadable, no regular file or too large.
    """
    try:
        with open_regular(path) as file:
            size = os.fstat(file.fileno()).st_size
            content = b"" if size > limit else file.read(limit + 1)
    except OSError as error:
        raise DataError(message("{path}: cannot be read ({reason})", path=path, reason=_why(error))) from None
    if size > limit or len(content) > limit:
        raise DataError(f"{path}: is larger than {limit // 1024} KiB, the most that hart reads")
    return content


def opening_bytes(path: Path) -> bytes:
    """Return the first bytes of a regular file, to tell what it is. Raises DataError as `open_regular`."""
    try:
        with open_regular(path) as file:
            return file.read(512)
    except OSError as error:
        raise DataError(message("{path}: cannot be read ({reason})", path=path, reason=_why(error))) from None


def _why(error: Exception) -> str:
    return getattr(error, "strerror", None) or "its name is not valid"


def _refuse_costly(path: Path, text: str) -> None:
    """Refuse what a TOML parser needs seconds and gigabytes for: a key of thousands of parts, deep
    nesting, an endless number. Looks once at the text outside strings and comments."""
    bare = re.sub(_STRINGS_AND_COMMENTS, "", text, flags=re.DOTALL)
    depth = 0
    for number, line in enumerate(bare.split("\n"), 1):
        if line.count(".") > _MOST_DOTS:
            raise DataError(f"{path}: line {number} has a key of more than {_MOST_DOTS} parts")
        if re.search(rf"\d{{{_MOST_DIGITS}}}", line.replace("_", "")):
            raise DataError(f"{path}: line {number} has a number of more than {_MOST_DIGITS} digits")
        if len(line) > 8 * _MOST_DEPTH or "{" in line or "[" in line:
            for character in line:
                depth += (character in "[{") - (character in "]}")
                if depth > _MOST_DEPTH:
                    raise DataError(f"{path}: line {number} nests more than {_MOST_DEPTH} deep")
        else:
            depth -= line.count("]") + line.count("}")


def trust_note(path: Path) -> str | None:
    """Return a line to say that somebody else may change a file of the user's own, or None."""
    user = getattr(os, "geteuid", None)
    if user is None:
        return None  # Windows, where the bits below say nothing
    try:
        status = os.stat(path)
    except (OSError, ValueError):
        return None
    if status.st_mode & stat.S_IWOTH:
        return f"{path}: anybody on this computer may change it; chmod o-w takes that back"
    if status.st_uid not in (0, user()):
        return f"{path}: belongs to another user, who may change it"
    return None


def read_toml(path: Path, limit: int = TOML_LIMIT) -> dict[str, Any]:
    """Return a parsed TOML file.

    Raises:
        DataError: it cannot be read, is no UTF-8, is no TOML, or would cost too much to parse.
    """
    return parse_toml(path, read_bounded(path, limit))


def parse_toml(path: Path, content: bytes) -> dict[str, Any]:
    """Return the parsed `content` of the TOML file at `path`. Raises DataError as `read_toml`."""
    import tomllib  # imported late: a compiled directory is opened without it

    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content[: error.start].count(b"\n") + 1
        raise DataError(f"{path}: line {line} is not UTF-8 text; save the file as UTF-8") from None
    text = text.replace("\r\n", "\n")
    _refuse_costly(path, text)
    try:
        return tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError, ValueError) as error:
        reason = str(error) or "it nests too deep"
        raise DataError(f"{path}: is not valid TOML ({reason})") from None


def configuration_folder() -> Path | None:
    """Return hart's folder in the user's configuration directory, whether it exists or not.

    XDG_CONFIG_HOME if it is absolute, APPDATA on Windows, otherwise ~/.config. None without a home.
    """
    return _user_folder("XDG_CONFIG_HOME", "APPDATA", ".config")


def cache_folder() -> Path | None:
    """Return hart's folder in the user's cache directory, whether it exists or not."""
    return _user_folder("XDG_CACHE_HOME", "LOCALAPPDATA", ".cache")


def _user_folder(variable: str, on_windows: str, below_home: str) -> Path | None:
    named = os.environ.get(variable) or (os.environ.get(on_windows) if os.name == "nt" else None)
    if named and os.path.isabs(named):
        return Path(named) / "hart"
    home = os.environ.get("HOME") or os.environ.get("USERPROFILE")
    return Path(home) / below_home / "hart" if home and os.path.isabs(home) else None


def own_files(named: tuple[str, ...]) -> list[Path]:
    """Return the paths of the user's own directories: hart's configuration folder, HART_DATA, and
    `--data`, in that order and each once.

    Args:
        named: the values of `--data`.
    """
    paths: list[Path] = []
    folder = configuration_folder()
    if folder is not None:
        try:  # noqa: SIM105 (contextlib costs start-up time)
            paths += sorted(p for p in folder.iterdir() if p.suffix.lower() == ".toml")
        except OSError:
            pass  # no such folder: nobody put anything there
    from_environment = os.environ.get("HART_DATA", "").split(os.pathsep)
    paths += [Path(p) for p in (*from_environment, *named) if p]
    return list(dict.fromkeys(paths))
