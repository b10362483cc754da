"""A question that is asked bit by bit: words first, then narrowed by kind, age and town."""

from __future__ import annotations

from typing import Any, NamedTuple

from hart_cli.errors import UsageError
from hart_cli.i18n.messages import Message, message
from hart_cli.model import Filters, Question, Result, question_text
from hart_cli.search.browse import browse
from hart_cli.search.find import find
from hart_cli.store.loader import Directories

NARROWABLE = ("kind", "age", "town")
NO_ADDRESS = message("This entry has no web address.")
NOTHING = message("Nothing in the directory fits.")


def counted(result: Result) -> Message:
    """Return how many of all hits are there."""
    return message("{count} of {total}:", count=len(result.hits), total=result.total)


class LiveQuery(NamedTuple):
    """The words and the filters so far."""

    words: str = ""
    kind: str | None = None
    age: int | None = None
    town: str | None = None

    def narrow(self, name: str, value: str, directories: Directories) -> LiveQuery:
        """Return the query narrowed by "kind", "age" or "town".

        Args:
            name: the filter.
            value: what was typed; an empty value takes the filter back.
            directories: the directories that know the values.

        Raises:
            UsageError: there is no such kind or town, or it is no age.
        """
        value = value.strip()
        if name == "age" and value and not (value.isascii() and value.isdigit() and int(value) <= 120):
            raise UsageError(message("an age is a whole number from 0 to 120"))
        changed: dict[str, Any] = {name: int(value) if name == "age" and value else value or None}
        narrowed = self._replace(**changed)
        narrowed._replace(words="").result(directories, 1)
        return narrowed

    def result(self, directories: Directories, limit: int) -> Result:
        """Return what answers, best first; without words everything that the filters leave, and nothing without either.

        Raises:
            UsageError: a filter has an unknown value.
        """
        filters = Filters(kinds=(self.kind,) if self.kind else (), age=self.age, town=self.town)
        question = Question(question_text(self.words), filters, limit)
        if question.words:
            return find(question, directories)
        return browse(question, directories) if filters != Filters() else Result(question, (), 0)

    def describe(self) -> str:
        """Return the filters in words, such as "kind service, age 15"."""
        return ", ".join(f"{name} {value}" for name in NARROWABLE if (value := getattr(self, name)) is not None)
