"""What hart says, as values: a message is an English sentence with named arguments, made where something is known and
rendered where it is printed. Two messages are equal when they say the same of the same values.

The English sentence is the identifier, as gettext has it. Arguments may be plain values, which nothing translates
(a path, an id, a text of the data), or messages, which are rendered first.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple, NewType

TERM = "term"
"""The context of labels and of the words of the vocabulary."""

English = NewType("English", str)
"""A text that is printed as it is in any language: hart has it in English only, or it quotes the data."""


class Message(NamedTuple):
    """A sentence, label or term of hart.

    Attributes:
        id: the English text, with `{name}` for each argument; braces stand for themselves where there are none.
        args: the arguments by name.
        context: tells apart what English says with one word; a context of the catalogue, as in pgettext.
    """

    id: str
    args: tuple[tuple[str, object], ...] = ()
    context: str | None = None

    def argument(self, name: str) -> object:
        """Return an argument by its name, None where the message has none of it."""
        return dict(self.args).get(name)

    def __str__(self) -> str:
        """Return the message in English."""
        return rendered(self, lambda one: one.id)


class Listing(NamedTuple):
    """Several arguments in a row: "a, b or c", where the last separator differs."""

    items: tuple[object, ...]
    separator: str | Message = ", "
    last: str | Message | None = None

    def __str__(self) -> str:
        """Return the row in English."""
        return rendered(self, lambda one: one.id)


class Bilingual(NamedTuple):
    """A sentence of the data in both languages."""

    english: str
    spanish: str


Renderable = Message | Listing | Bilingual | English
"""What can be rendered in the language of a reader."""


def message(id: str, /, **args: object) -> Message:
    """Return a message.

    Args:
        id: the English sentence; a literal, which the extractor of the catalogue reads.
        **args: what stands for each `{name}` of the sentence.
    """
    return Message(id, tuple(args.items()))


def pmessage(context: str, id: str, /, **args: object) -> Message:
    """Return a message in a context, for a sentence that English says in two meanings; both are literals."""
    return Message(id, tuple(args.items()), context)


def term(text: str) -> Message:
    """Return a label, or a word of the vocabulary of a directory; one that hart does not know stays as it is."""
    return Message(text, (), TERM)


def any_of(items: Iterable[object]) -> Listing:
    """Return a choice: "a or b"."""
    return Listing(tuple(items), message(" or "))


def all_of(items: Iterable[object]) -> Listing:
    """Return a row: "a, b and c"."""
    return Listing(tuple(items), ", ", message(" and "))


def rendered(value: object, translate: Callable[[Message], str]) -> str:
    """Return a message, a listing or a plain value as text.

    Args:
        value: what to render.
        translate: gives the sentence of a message in a language, with its `{name}` unfilled.
    """
    if isinstance(value, Message):
        sentence = translate(value)
        return (
            sentence.format(**{name: _argument(arg, translate) for name, arg in value.args}) if value.args else sentence
        )
    if isinstance(value, Listing):
        separator = rendered(value.separator, translate)
        last = separator if value.last is None else rendered(value.last, translate)
        *before, end = [rendered(item, translate) for item in value.items] or [""]
        return last.join([separator.join(before), end]) if before else end
    return str(value)


def _argument(value: object, translate: Callable[[Message], str]) -> object:
    return rendered(value, translate) if isinstance(value, (Message, Listing)) else value
