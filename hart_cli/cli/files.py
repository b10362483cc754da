"""Writing a file that the user named: new, whole or not at all, private, never through a link."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hart_cli.errors import OutputError, UsageError

_RESERVED = {"con", "prn", "aux", "nul", *(f"com{n}" for n in range(1, 10)), *(f"lpt{n}" for n in range(1, 10))}


def write_new(chunks: Iterable[str | bytes], path: Path, force: bool) -> None:
    """Write `chunks`, text as UTF-8, to a new file that only its owner can read.

    It is written beside its place and then moved there, so that a crash, a full disk or an
    interrupt leaves the old file or none.

    Raises:
        UsageError: the file is there already and `force` is not set, or its name is one that
            Windows keeps for itself.
        OutputError: it cannot be written.
    """
    if path.name.split(".")[0].strip().lower() in _RESERVED:
        raise UsageError(f"-o: {path.name!r} is a name that Windows keeps for itself; take another")
    try:
        _refuse(path, force)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".hart-")
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror})") from None
    try:
        with _gone_if_ended(name), os.fdopen(descriptor, "wb") as file:
            for chunk in chunks:
                file.write(chunk.encode() if isinstance(chunk, str) else chunk)
            file.flush()
            os.fsync(file.fileno())
        _place(name, path, force)
    except OSError as error:
        raise OutputError(f"{path} cannot be written ({error.strerror})") from None
    finally:
        if os.path.exists(name):
            os.unlink(name)


@contextmanager
def _gone_if_ended(name: str) -> Iterator[None]:
    """Take the unfinished file away if a signal ends hart, and then end as the signal asks."""

    def end(number: int, _: object) -> None:
        os.unlink(name)
        signal.signal(number, signal.SIG_DFL)
        signal.raise_signal(number)

    names = ("SIGTERM", "SIGHUP")
    # Not where a signal is ignored, as nohup has it.
    before = {
        number: signal.signal(number, end)
        for n in names
        if (number := getattr(signal, n, None)) and signal.getsignal(number) == signal.SIG_DFL
    }
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _refuse(path: Path, force: bool) -> None:
    if path.is_symlink():
        raise OutputError(f"{path} is a link; hart writes through none. Name the file itself")
    if path.is_dir():
        raise OutputError(f"{path} is a folder; name a file in it")
    if path.exists() and not path.is_file():
        raise OutputError(f"{path} is no regular file; name a new file")
    if path.exists() and not force:
        raise UsageError(f"{path} is there already; --force overwrites it")


def _place(name: str, path: Path, force: bool) -> None:
    """Move the finished file to its place; without `force` only if nothing has come there since."""
    if force:
        os.replace(name, path)
        return
    try:
        os.link(name, path)
    except FileExistsError:
        raise UsageError(f"{path} is there already; --force overwrites it") from None
    except OSError:
        os.replace(name, path)  # a file system without hard links
