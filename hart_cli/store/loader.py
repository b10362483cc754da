"""Which compiled directories answer: the bundled one, and beside it the user's own."""

from __future__ import annotations

import os
import zlib
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar

from hart_cli import errors
from hart_cli.language import Said
from hart_cli.store.store import DamagedStoreError, Store, freeze, open_file, thaw

if TYPE_CHECKING:
    from hart_cli.readers.report import Progress

T = TypeVar("T")
COMPILED = "directory.bin"
_PACKAGE = Path(__file__).resolve().parent.parent
_MADE_OF = ("hsds.py", "model.py", "text.py", "places.py", "rules.py", "readers", "store")


class Directories(NamedTuple):
    """The stores that answer, the bundled one first, what to tell the user of the others, and the paths of
    those that could not be read."""

    stores: tuple[Store, ...]
    notes: tuple[str, ...]
    unread: tuple[Path, ...] = ()

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
    from hart_cli.readers.needs import read_needs, read_weights
    from hart_cli.readers.thesaurus import read_thesaurus
    from hart_cli.store.build import compile_directory

    return freeze(compile_directory(read_bundled(), read_thesaurus(), (read_needs(), read_weights())))


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


def _code_mark() -> str:
    """Return what changes with the code and the data that an index is made by."""
    from hart_cli import __version__

    checkout = _PACKAGE.parent / "data"
    return __version__ if (_PACKAGE / "data").is_dir() or not checkout.is_dir() else f"{_signature(checkout):08x}"


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


def has_own(named: tuple[str, ...]) -> bool:
    """Whether there are any directories of the user's own. `named` are the values of `--data`."""
    from hart_cli.readers.files import own_files

    return bool(own_files(named))


def open_all(named: tuple[str, ...] = (), progress: Progress | None = None) -> Directories:
    """Return the bundled directory and the user's own beside it.

    Args:
        named: the values of `--data`.
        progress: called with the bytes read and the bytes in all while a directory is indexed.

    Returns:
        The stores, and one line for each directory that could not be read, had a record refused, was
        mended while it was indexed now, or may be changed by somebody else.

    Raises:
        DataError: the bundled directory is missing or damaged.
    """
    from hart_cli.readers.files import own_files

    bundled = open_bundled()
    stores, notes, unread = [bundled], [], []
    for path in own_files(named):
        try:
            store, more = _open_own(path, bundled, progress)
        except errors.DataError as error:
            notes.append(error.message)
            unread.append(path)
            continue
        stores.append(store)
        notes += more
    return Directories(tuple(stores), tuple(map(Said, notes)), tuple(unread))


def _open_own(path: Path, bundled: Store, progress: Progress | None) -> tuple[Store, list[str]]:
    """Return the index of a directory of the user's own, and lines to tell the user of it. It is made now
    if there is none for the directory as it stands. Raises DataError."""
    from hart_cli.readers.files import trust_note

    place, made_of = _place(path), _made_of(path)
    store = _kept(place, made_of) if place and made_of else None
    notes = []
    if store is None:
        from hart_cli.store.index_files import make

        store = make(path, bundled, place, made_of, progress)
        notes.append(store.meta("summary"))
    elif store.meta("refused"):
        notes.append(store.meta("summary"))
    notes.append(trust_note(path))
    return store, [note for note in notes if note]


def ask(question: Callable[[Directories], T], directories: Directories) -> T:
    """Return what `question` answers. A directory of the user's own whose index turns out to be damaged is
    left out, and a line says so. Raises DataError where the bundled directory is damaged."""
    while True:
        try:
            return question(directories)
        except DamagedStoreError as error:
            if error.store not in directories.stores[1:]:
                raise
            rest = tuple(store for store in directories.stores if store is not error.store)
            directories = directories._replace(stores=rest, notes=(*directories.notes, Said(_discard(error.store))))


def _discard(store: Store) -> str:
    """Take the damaged index of a directory of the user's own away, so that the next run makes it anew.
    Returns what to tell the user."""
    name = store.meta("name")
    place = _place(Path(name))
    store.close()  # Windows keeps a file that is open
    try:
        if place:
            place.unlink(missing_ok=True)
    except OSError:
        pass
    return f"{name}: its index is damaged, so it was left out; the next search makes it anew"


def _place(path: Path) -> Path | None:
    from hart_cli.readers.files import cache_folder

    folder = cache_folder()
    return folder and folder / f"own-{zlib.crc32(os.path.abspath(path).encode(errors='surrogateescape')):08x}.db"


def _made_of(path: Path) -> str | None:
    """Return what an index is made of, as text: it is good as long as this stays the same."""
    try:
        parts = sorted(entry.path for entry in os.scandir(path)) if os.path.isdir(path) else [path]
        marks = [(str(part), status.st_mtime_ns, status.st_size) for part in parts for status in [os.stat(part)]]
    except (OSError, ValueError):
        return None
    return repr([_code_mark(), os.path.abspath(path), *marks])


def _kept(place: Path, made_of: str) -> Store | None:
    """Return the index at `place` if it is whole and made of the same, else None."""
    if not place.is_file():
        return None
    try:
        store = open_file(place)
    except errors.DataError:
        return None
    if store.meta("made_of") == made_of:
        return store
    store.close()
    return None
