"""Which compiled directories answer: the bundled one, and beside it the user's own."""

from __future__ import annotations

import os
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hart_cli import errors
from hart_cli.store.store import Store, freeze, thaw

if TYPE_CHECKING:
    from hart_cli.readers.directory import Directory

COMPILED = "directory.bin"
_PACKAGE = Path(__file__).resolve().parent.parent
_MADE_OF = ("model.py", "text.py", "places.py", "rules.py", "readers", "store")


class Opened(NamedTuple):
    """The stores that answer, the bundled one first, and what to tell the user of the others."""

    stores: tuple[Store, ...]
    notes: tuple[str, ...]

    @property
    def bundled(self) -> Store:
        """The directory that comes with hart."""
        return self.stores[0]


def open_bundled() -> Store:
    """Return the bundled directory: compiled into the wheel, or in a checkout compiled now and
    kept in the cache until the data or the code changes.

    Raises:
        DataError: it is missing or damaged.
    """
    checkout = _PACKAGE.parent / "data"
    if (_PACKAGE / "data").is_dir() or not checkout.is_dir():
        return thaw(_read_compiled(), COMPILED)
    return _open_checkout(checkout)


def _read_compiled() -> bytes:
    # The loader's own way of reading works inside a zip, too.
    loader = getattr(__spec__, "loader", None)
    try:
        if loader is None or not hasattr(loader, "get_data"):
            return (_PACKAGE / COMPILED).read_bytes()
        content: bytes = loader.get_data(os.fspath(_PACKAGE / COMPILED))
        return content
    except OSError:
        raise errors.DataError(f"{COMPILED} is missing; install hart again") from None


def compile_bundled() -> bytes:
    """Return the bundled directory, compiled from the TOML files. Raises DataError."""
    from hart_cli.readers.directory import read_bundled
    from hart_cli.readers.thesaurus import read_thesaurus
    from hart_cli.store.build import compile_directory

    return freeze(compile_directory(read_bundled(), read_thesaurus()))


def _open_checkout(data: Path) -> Store:
    from hart_cli.readers.files import cache_folder

    folder = cache_folder()
    if folder is None:
        return thaw(compile_bundled(), COMPILED)
    path = folder / f"checkout-{_signature(data):08x}.bin"
    try:
        return thaw(path.read_bytes(), path)
    except (OSError, errors.DataError):
        content = compile_bundled()
        _keep(path, content)
        return thaw(content, path)


def _signature(data: Path) -> int:
    """Return a number that changes with any file that the compiled directory is made of."""
    files = sorted(data.glob("*.toml"))
    for part in _MADE_OF:
        path = _PACKAGE / part
        files += sorted(path.glob("*.py")) if path.is_dir() else [path]
    marks = [f"{file}:{file.stat().st_mtime_ns}:{file.stat().st_size}" for file in files]
    return zlib.crc32("\n".join(marks).encode())


def _keep(path: Path, content: bytes) -> None:
    """Write a cache file whole or not at all. One that cannot be written is no fault."""
    import tempfile

    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in path.parent.glob("checkout-*.bin"):
            old.unlink(missing_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except OSError:
        pass


def open_all(named: tuple[str, ...] = ()) -> Opened:
    """Return the bundled directory and the user's own beside it.

    Args:
        named: the values of `--data`.

    Returns:
        The stores, and one line for each file that could not be read, had a record refused, or may be
        changed by somebody else.

    Raises:
        DataError: the bundled directory is missing or damaged.
    """
    from hart_cli.readers.files import own_files

    bundled = open_bundled()
    paths = own_files(named)
    if not paths:
        return Opened((bundled,), ())
    return _open_own(bundled, paths)


def _as_read(bundled: Store) -> Directory:
    """Return the compiled bundled directory as a reader would, without its TOML: what a user's own file
    is held against. Raises DataError."""
    from hart_cli.model import BUNDLED
    from hart_cli.readers.directory import Directory, Vocabulary, read_places

    vocabulary = Vocabulary(*(bundled.meta(key) for key in ("kinds", "topics", "groups", "families")))
    entries = tuple(entry for _, entry in bundled.entries())
    return Directory(BUNDLED, bundled.meta("revised"), entries, vocabulary, read_places(), (), 0)


def _open_own(bundled: Store, paths: list[Path]) -> Opened:
    from hart_cli.readers.directory import read_own
    from hart_cli.readers.files import trust_note
    from hart_cli.store.build import compile_directory

    stores, notes = [bundled], []
    directory = _as_read(bundled)
    for path in paths:
        try:
            own = read_own(path, directory)
        except errors.DataError as error:
            notes.append(error.message)
            continue
        if own.faults:
            notes.append(f"{own.faults[0]} ({own.refused} refused; see hart check {path})")
        doubt = trust_note(path)
        if doubt:
            notes.append(doubt)
        stores.append(Store(compile_directory(own, None)))
    return Opened(tuple(stores), tuple(notes))
