"""What hart says, as values: a message is an English sentence with named arguments, made where something is known and
rendered where it is printed. Two messages are equal when they say the same of the same values.

The English sentence is the identifier, as gettext has it. Arguments may be plain values, which nothing translates
(a path, an id, a text of the data), or messages, which are rendered first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import NamedTuple


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
    """Several arguments in a row, with a separator between them that may be translated."""

    items: tuple[object, ...]
    separator: str | Message = ", "

    def __str__(self) -> str:
        """Return the row in English."""
        return rendered(self, lambda one: one.id)


def message(id: str, /, **args: object) -> Message:
    """Return a message.

    Args:
        id: the English sentence; a literal, which the extractor of the catalogue reads.
        **args: what stands for each `{name}` of the sentence.
    """
    return Message(id, tuple(args.items()))


def rendered(value: object, translate: Callable[[Message], str]) -> str:
    """Return a message, a listing or a plain value as text.

    Args:
        value: what to render.
        translate: gives the sentence of a message in a language, with its `{name}` unfilled.
    """
    if isinstance(value, Message):
        template = translate(value)
        return (
            template.format(**{name: _argument(arg, translate) for name, arg in value.args}) if value.args else template
        )
    if isinstance(value, Listing):
        return rendered(value.separator, translate).join(rendered(item, translate) for item in value.items)
    return str(value)


def _argument(value: object, translate: Callable[[Message], str]) -> object:
    return rendered(value, translate) if isinstance(value, Message | Listing) else value
