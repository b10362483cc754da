"""Opening the directories that answer: the bundled one, and beside it the user's own."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from hart_cli.errors import DataError
from hart_cli.i18n.messages import English, Renderable
from hart_cli.readers.files import cache_folder, own_files
from hart_cli.store import own_index
from hart_cli.store.database_file import freeze, thaw
from hart_cli.store.fingerprint import CHECKOUT_DATA, PACKAGE, checksum, fingerprint
from hart_cli.store.store import Store

if TYPE_CHECKING:
    from hart_cli.readers.report import Progress

COMPILED = "directory.bin"
_KEPT_SECONDS = 30 * 24 * 3600


class Directories(NamedTuple):
    """Opened directories.

    Attributes:
        stores: the compiled directories, the bundled one first.
        notes: one line for each of the user's own of which there is something to tell.
        unread: the paths of those that cannot be read.
    """

    stores: tuple[Store, ...]
    notes: tuple[Renderable, ...]
    unread: tuple[Path, ...] = ()

    @property
    def bundled(self) -> Store:
        """The directory that comes with hart."""
        return self.stores[0]


def open_all(named: tuple[str, ...] = (), progress: Progress | None = None) -> Directories:
    """Open the bundled directory and the user's own.

    Args:
        named: the values of `--data`.
        progress: called with the bytes read and the bytes in all while a directory is indexed.

    Returns:
        The stores, and one line for each directory that cannot be read, has a record refused, is mended while it is
        indexed now, or may be changed by somebody else.

    Raises:
        DataError: the bundled directory is missing or damaged.
    """
    bundled = open_bundled()
    stores, unread = [bundled], list[Path]()
    notes: list[Renderable] = []
    for path in own_files(named):
        try:
            store, more = own_index.open_index(path, bundled, progress)
        except DataError as error:
            notes.append(error.text)
            unread.append(path)
            continue
        stores.append(store)
        notes += map(English, more)
    return Directories(tuple(stores), tuple(notes), tuple(unread))


def open_bundled() -> Store:
    """Open the bundled directory. A wheel has it compiled; a checkout compiles it, and keeps that in the cache until
    the code or the data changes.

    Raises:
        DataError: it is missing or damaged.
    """
    folder = cache_folder()
    if CHECKOUT_DATA is None:
        return thaw(_read_compiled(), COMPILED)
    if folder is None:
        return thaw(compile_bundled(), COMPILED)
    checkout = f"checkout-{checksum([str(PACKAGE)])}-"
    path = folder / f"{checkout}{fingerprint()}.bin"
    try:
        return thaw(path.read_bytes(), path)
    except (OSError, DataError):
        content = compile_bundled()
        _keep(path, content, checkout)
        return thaw(content, path)


def _read_compiled() -> bytes:
    # The way of the module's own loader works inside a zip, too.
    loader = getattr(__spec__, "loader", None)
    try:
        if loader is None or not hasattr(loader, "get_data"):
            return (PACKAGE / COMPILED).read_bytes()
        content: bytes = loader.get_data(os.fspath(PACKAGE / COMPILED))
    except OSError:
        raise DataError(f"{COMPILED} is missing; install hart again") from None
    return content


def compile_bundled() -> bytes:
    """Compile the bundled directory from its TOML files.

    Returns:
        The content of a compiled file, as `store.freeze` gives it.

    Raises:
        DataError: a file cannot be read.
    """
    from hart_cli.readers.directory import read_bundled
    from hart_cli.readers.needs import read_needs, read_weights
    from hart_cli.readers.ranking import read_ranking
    from hart_cli.readers.thesaurus import read_thesaurus
    from hart_cli.store.build import compile_directory

    needs = (read_needs(), read_weights())
    return freeze(compile_directory(read_bundled(), read_thesaurus(), needs, read_ranking()))


def _keep(path: Path, content: bytes, checkout: str) -> None:
    """Write a cache file whole or not at all; one that cannot be written is no fault. Older files of the same
    checkout are removed, and those of others that nobody renewed for a month."""
    import tempfile  # imported late: it takes milliseconds, and a directory is compiled once
    import time

    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        for old in path.parent.glob("checkout-*.bin"):
            if old.name.startswith(checkout) or time.time() - old.stat().st_mtime > _KEPT_SECONDS:
                old.unlink(missing_ok=True)
        descriptor, name = tempfile.mkstemp(dir=path.parent)
        with os.fdopen(descriptor, "wb") as file:
            file.write(content)
        os.replace(name, path)
    except OSError:
        pass
