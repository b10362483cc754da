"""Writing a file that the user named: new, whole or not at all, private, never through a link."""

from __future__ import annotations

import os
import signal
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from hart_cli.errors import OutputError, UsageError
from hart_cli.i18n.messages import any_of, message

_DIGITS = "123456789\u00b9\u00b2\u00b3"
_RESERVED = {*"con prn aux nul conin$ conout$".split(), *(f"{port}{n}" for port in ("com", "lpt") for n in _DIGITS)}
_FORBIDDEN = frozenset('<>:"|?*\\')


_ENDINGS = {
    "json": ("json",),
    "ndjson": ("ndjson", "jsonl"),
    "csv": ("csv",),
    "tsv": ("tsv", "tab"),
    "markdown": ("md", "markdown"),
    "vcard": ("vcf", "vcard"),
    "html": ("html", "htm"),
    "handout": ("html", "htm", "pdf"),
    "hsds": ("json", "zip"),
}
"""How the name of a file in each format ends, the usual ending first."""
_OTHER_ENDINGS = frozenset(
    "doc docx odt rtf pages xls xlsx ods numbers ppt pptx odp epub mobi ps xps png jpg jpeg gif webp svg tif tiff "
    "xml yaml yml toml sqlite db parquet gz 7z tar ics eml".split()
)
"""Endings of formats that hart does not write."""


def refuse_ending(path: Path, format: str) -> None:
    """Refuse a name that ends as a file of another format does. An ending that nobody knows, or none, is taken.

    Raises:
        UsageError: the name belongs to another format, or nobody could open a file of its name on Windows.
    """
    _refuse_name(path.name)
    ending = path.suffix[1:].lower()
    own = _ENDINGS[format]
    others = _OTHER_ENDINGS.union(*_ENDINGS.values())
    if ending in others and ending not in own:
        raise UsageError(
            message(
                "-o: {name} names another format; for {format} the name ends in {endings}",
                name=path.name,
                format=format,
                endings=any_of(f".{one}" for one in own),
            )
        )


def write_new(chunks: Iterable[str | bytes], path: Path, force: bool) -> None:
    """Write `chunks`, text as UTF-8, to a new file that only its owner can read.

    It is written beside its place and then moved there, so that a crash, a full disk or an
    interrupt leaves the old file or none.

    Raises:
        UsageError: the file is there already and `force` is not set, or nobody could open a file of its
            name on Windows.
        OutputError: it cannot be written.
    """
    _refuse_name(path.name)
    try:
        _refuse(path, force)
        descriptor, name = tempfile.mkstemp(dir=path.parent, prefix=".hart-")
        try:
            with _gone_if_ended(name), os.fdopen(descriptor, "wb") as file:
                for chunk in chunks:
                    file.write(chunk.encode() if isinstance(chunk, str) else chunk)
                file.flush()
                os.fsync(file.fileno())
            _place(name, path, force)
        finally:
            if os.path.exists(name):
                os.unlink(name)
    except OSError as error:
        raise OutputError(message("{path} cannot be written ({reason})", path=path, reason=error.strerror)) from None


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


def _refuse_name(name: str) -> None:
    """Refuse, on every system, a name under which a colleague on Windows could not open the file."""
    if name.split(".", maxsplit=1)[0].strip().lower() in _RESERVED:
        raise UsageError(message("-o: {name!r} is a name that Windows keeps for itself; take another", name=name))
    if name != name.rstrip(". "):
        raise UsageError(
            message("-o: {name!r} ends in a dot or a space, which Windows drops; take another name", name=name)
        )
    if not _FORBIDDEN.isdisjoint(name) or not name.isprintable():
        raise UsageError(
            message("-o: {name!r} has a character that Windows takes in no name; take another without it", name=name)
        )


def _refuse(path: Path, force: bool) -> None:
    if path.is_symlink():
        raise OutputError(
            message(
                "{path} is a link; hart writes through none. Name the file itself, or - for standard output", path=path
            )
        )
    if path.is_dir():
        raise OutputError(message("{path} is a folder; name a file in it", path=path))
    if path.exists() and not path.is_file():
        raise OutputError(message("{path} is no regular file; name a new file, or - for standard output", path=path))
    if path.exists() and not force:
        raise UsageError(message("{path} is there already; --force overwrites it", path=path))


def _place(name: str, path: Path, force: bool) -> None:
    """Move the finished file to its place; without `force` only if nothing has come there since."""
    if force:
        os.replace(name, path)
        return
    try:
        os.link(name, path)
    except FileExistsError:
        raise UsageError(message("{path} is there already; --force overwrites it", path=path)) from None
    except OSError:
        os.replace(name, path)  # a file system without hard links
