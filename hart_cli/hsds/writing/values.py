"""Values of HSDS as a file may hold them: ids, records without what is empty, and the losses on the way."""

from __future__ import annotations

import uuid
from collections import Counter
from typing import Any

from hart_cli.hsds.standard import NAMESPACE

Json = dict[str, Any]

_EXAMPLES = 3


def uuid_of(kind: str, name: str) -> str:
    """Return the id of a record: a name that is a UUID already, or one made of it, always the same."""
    try:
        if str(uuid.UUID(name)) == name:
            return name
    except ValueError:
        pass
    return str(uuid.uuid5(NAMESPACE, f"{kind}:{name}"))


def without_empty(**fields: Any) -> Json:
    """Return a record of fields without what is empty: HSDS allows neither null nor an empty text."""
    return {key: value for key, value in fields.items() if value not in (None, "", [], ())}


def sentences(*texts: str | None) -> str:
    """Return texts as one, each but the last ended by one period."""
    *rest, last = [text for text in texts if text] or [""]
    return ". ".join([*(text.removesuffix(".") for text in rest), last])


class Losses:
    """What HSDS cannot hold, or holds in another form: how often, with the first examples."""

    def __init__(self) -> None:
        self._counts: Counter[str] = Counter()
        self._examples: dict[str, list[str]] = {}

    def add(self, what: str, entry_id: str) -> None:
        """Count a loss in an entry."""
        self._counts[what] += 1
        examples = self._examples.setdefault(what, [])
        if len(examples) < _EXAMPLES and entry_id not in examples:
            examples.append(entry_id)

    def lines(self) -> list[str]:
        """Return a line for each kind of loss, the most frequent first."""
        return [f"{what}: {count} ({', '.join(self._examples[what])})" for what, count in self._counts.most_common()]
