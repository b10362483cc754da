"""hart for scripts: `from hart_cli import open_directory`.

The same answers as the command line gives, as the records of `hart_cli.model`. Nothing is printed, kept or sent.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Iterable, Iterator
from types import TracebackType
from typing import Self

from hart_cli.errors import UsageError
from hart_cli.i18n.messages import English
from hart_cli.model import Entry, Filters, Hit, Question, Result, question_text
from hart_cli.search import acts as acts_search
from hart_cli.search import find as search
from hart_cli.search import hotlines as hotline_search
from hart_cli.search.browse import browse
from hart_cli.store.loader import Directories, open_all

_OLDEST = 120


def open_directory(*data: str | os.PathLike[str]) -> Directory:
    """Open the bundled directory, and beside it files of your own: those that the command line reads, and `data`.

    Args:
        *data: paths of files of your own, as `--data` takes them.

    Returns:
        The directory, to be used by one thread: open one for each thread. As a context manager it is closed at
        the end; left open it is closed when the program ends.

    Raises:
        DataError: the bundled directory is missing or damaged. A file of yours that cannot be read is named in
            `Directory.notes`, and everything else answers.
    """
    return Directory(open_all(tuple(os.fspath(path) for path in data)))


class Directory:
    """An open directory. `open_directory` makes one.

    Args:
        directories: the stores that answer.
    """

    def __init__(self, directories: Directories) -> None:
        self._opened: Directories | None = directories
        self._thread = threading.get_ident()
        self.notes: tuple[str, ...] = tuple(map(str, directories.notes))
        """One line for each file of yours that could not be read, or not whole."""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the directory; it answers no more. Closing twice is no fault."""
        directories, self._opened = self._opened, None
        for store in directories.stores if directories else ():
            store.close()

    def _stores(self) -> Directories:
        if self._opened is None:
            raise UsageError(English("the directory is closed; open it again with open_directory()"))
        if threading.get_ident() != self._thread:
            raise UsageError(English("this directory was opened in another thread; open one for each thread"))
        return self._opened

    def find(
        self,
        words: str,
        *,
        kinds: Iterable[str] = (),
        topics: Iterable[str] = (),
        groups: Iterable[str] = (),
        languages: Iterable[str] = (),
        age: int | None = None,
        town: str | None = None,
        strict: bool = False,
        limit: int = 10,
    ) -> list[Hit]:
        """Return what answers `words`, best first, as `hart find` does.

        Args:
            words: what is needed, in everyday English or Spanish. Never a client's name. Without words the
                filters alone choose, in the directory's order.
            kinds: codes of kinds, as `hart topics` lists them; several widen.
            topics: codes of topics; several widen.
            groups: codes of whom it serves; several widen.
            languages: codes such as "en" or "es".
            age: the person's age in whole years, 0 to 120.
            town: a town, village or ZIP code of Connecticut or a DCF area office, forgiving of case and small typing
                errors.
            strict: leave out what does not state that it fits.
            limit: how many at most; 0 for all.

        Returns:
            Hits: `hit.entry`, `hit.score`, `hit.matched` (why) and `hit.eligibility` (how it fits, and why).

        Raises:
            UsageError: an unknown kind, topic, group, language code or town; an age or a limit out of range.
            DataError: the bundled directory is damaged.
        """
        if age is not None and not 0 <= age <= _OLDEST:
            raise UsageError(English(f"age: {age!r} is not within 0 and {_OLDEST}"))
        if limit < 0:
            raise UsageError(English("limit: give 0 for all, or a number above it"))
        lists = {"kinds": kinds, "topics": topics, "groups": groups, "languages": languages}
        codes = {name: _codes(values, name) for name, values in lists.items()}
        codes["languages"] = tuple(map(str.lower, codes["languages"]))
        filters = Filters(**codes, age=age, town=town, strict=strict)
        question = Question(question_text(words), filters, limit)
        ask = search.find if question.words else browse
        return list(ask(question, self._stores()).hits)

    def hotlines(self, words: str = "", *, everything: bool = False) -> list[Entry]:
        """Return the lines that `words` mean; without words the three emergency lines in their order, or every
        line where `everything` is set. `hart_cli.emergency.LINES` has the three whatever is broken."""
        question = Question(question_text(words), Filters(kinds=("hotline",)))
        return _entries(hotline_search.find_lines(question, self._stores(), everything))

    def acts(self, words: str = "", *, since: int | None = None, until: int | None = None) -> list[Entry]:
        """Return public acts, newest first: one where `words` name it in any style ("16-71"), those that the
        words mean, or all; `since` and `until` are years. Information, not legal advice."""
        question = Question(question_text(words), Filters(kinds=("act",)))
        return _entries(acts_search.find_acts(question, self._stores(), acts_search.Narrowing(since, until)))

    def show(self, name: str) -> Entry | None:
        """Return the entry with this id, or the only one with this name; None if there is none."""
        found, _ = search.lookup((name,), self._stores())
        return found[0] if found else None

    def entries(self) -> Iterator[Entry]:
        """Yield every entry, the bundled ones first; `entry.directory` says whose it is."""
        for store in self._stores().stores:
            for _, entry in store.entries():
                yield entry


def _entries(result: Result) -> list[Entry]:
    return [hit.entry for hit in result.hits]


def _codes(values: Iterable[str], name: str) -> tuple[str, ...]:
    if isinstance(values, str):
        raise UsageError(English(f"{name}: give a list of codes, e.g. {name}=[{values!r}]"))
    return tuple(values)
