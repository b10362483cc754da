"""The vocabulary of the directory and how often each word of it is used."""

from __future__ import annotations

from collections import Counter
from typing import NamedTuple

from hart_cli.model import LANGUAGES
from hart_cli.store.loader import Directories


class Word(NamedTuple):
    """A value of a filter, what it means, and how many entries have it."""

    filter: str
    code: str
    label: str
    entries: int


def vocabulary(directories: Directories) -> list[Word]:
    """Return every kind, topic, group, area and language with its count over all directories."""
    entries = [entry for store in directories.stores for _, entry in store.entries()]
    counts = {
        "kind": Counter(entry.kind for entry in entries),
        "topic": Counter(topic for entry in entries for topic in entry.topics),
        "group": Counter(group for entry in entries for group in entry.groups),
        "area": Counter(area for entry in entries for area in entry.areas),
        "language": Counter(code for entry in entries for code in entry.languages),
    }
    labels = {
        "kind": directories.bundled.meta("kinds"),
        "topic": directories.bundled.meta("topics"),
        "group": directories.bundled.meta("groups"),
        "area": dict.fromkeys(sorted(counts["area"]), ""),
        "language": {code: LANGUAGES.get(code, "") for code in sorted(counts["language"])},
    }
    return [Word(name, code, label, counts[name][code]) for name in labels for code, label in labels[name].items()]
