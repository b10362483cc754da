"""A question that is asked bit by bit: words first, then narrowed by kind, age and town."""

from __future__ import annotations

from typing import NamedTuple

from hart_cli.errors import UsageError
from hart_cli.model import Filters, Question, Result, said
from hart_cli.search.browse import browse
from hart_cli.search.find import find
from hart_cli.store.loader import Directories

NARROWABLE = ("kind", "age", "town")


class LiveQuery(NamedTuple):
    """What has been said so far."""

    words: str = ""
    kind: str | None = None
    age: int | None = None
    town: str | None = None

    def narrowed(self, how: str, value: str, directories: Directories) -> LiveQuery:
        """Return the question narrowed by "kind", "age" or "town"; an empty value takes that back.

        Raises:
            UsageError: there is no such kind or town, or it is no age.
        """
        value = value.strip()
        if how == "age" and value and not (value.isascii() and value.isdigit() and int(value) <= 120):
            raise UsageError("an age is a whole number from 0 to 120")
        if how == "age":
            changed = self._replace(age=int(value) if value else None)
        else:
            changed = self._replace(kind=value or None) if how == "kind" else self._replace(town=value or None)
        changed._replace(words="").result(directories, 1)
        return changed

    def result(self, directories: Directories, limit: int) -> Result:
        """Return what answers, best first; without words everything that the narrowing leaves, and nothing
        without either. Raises UsageError."""
        filters = Filters(kinds=(self.kind,) if self.kind else (), age=self.age, town=self.town)
        question = Question(said(self.words), filters, limit)
        if question.words:
            return find(question, directories)
        return browse(question, directories) if filters != Filters() else Result(question, (), 0)

    def said(self) -> str:
        """Return the narrowing in words, such as "kind service, age 15"."""
        return ", ".join(f"{how} {value}" for how in NARROWABLE if (value := getattr(self, how)) is not None)
