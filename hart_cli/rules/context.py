"""What a rule takes and gives."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, NamedTuple

from hart_cli.places import Places

Table = dict[str, Any]


class Context(NamedTuple):
    """What a rule may need to know beyond the entry itself.

    Args:
        kinds: the codes of the vocabulary.
        topics: the codes of the vocabulary.
        groups: the codes of the vocabulary.
        sources: the tables of the sources by id.
        ids: the ids that an entry may point at.
        places: the places that an area may name.
        bundled: whether the strict rules of the bundled directory apply.
    """

    kinds: frozenset[str]
    topics: frozenset[str]
    groups: frozenset[str]
    sources: dict[str, Table]
    ids: frozenset[str]
    places: Places
    bundled: bool


Rule = Callable[[Table, Context], Iterator[str]]
"""Yields a message for each fault of one raw entry, a table as TOML gives it."""
