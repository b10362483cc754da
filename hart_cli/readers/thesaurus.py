"""Reading data/thesaurus.toml: what people type, and the directory's own words for it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from hart_cli.errors import DataError
from hart_cli.readers.directory import Vocabulary, data_folder
from hart_cli.readers.files import read_toml
from hart_cli.text import is_code, words

_LIMIT = 4 << 20
_LANGUAGES = ("en", "es")


class Heading(NamedTuple):
    """A group of the thesaurus: (language, phrase) as people type it, what it means here, and
    whether its words are outdated or hurtful and so never repeated."""

    phrases: tuple[tuple[str, str], ...]
    means: tuple[str, ...]
    outdated: bool


class Thesaurus(NamedTuple):
    """What the file holds.

    Attributes:
        headings: all groups.
        fillers: the words of natural questions that carry no need.
        abbreviations: short forms of words, each with the word that it is read as.
    """

    headings: tuple[Heading, ...]
    fillers: tuple[str, ...]
    abbreviations: dict[str, str]


def read_thesaurus() -> Thesaurus:
    """Return the bundled thesaurus. Raises DataError."""
    path = data_folder() / "thesaurus.toml"
    document = read_toml(path, _LIMIT)
    try:
        headings = tuple(_heading(group) for group in document["group"])
        fillers = document.get("fillers", {})
        abbreviations = {short: word for word, forms in document.get("abbreviations", {}).items() for short in forms}
        return Thesaurus(headings, tuple(w for code in _LANGUAGES for w in fillers.get(code, ())), abbreviations)
    except (KeyError, TypeError, AttributeError) as error:
        raise DataError(f"{path}: a group lacks {error}") from None


def _heading(group: dict[str, Any]) -> Heading:
    phrases = tuple((code, phrase) for code in _LANGUAGES for phrase in group.get(code, ()))
    return Heading(phrases, tuple(group["means"]), bool(group.get("outdated")))


def thesaurus_faults(thesaurus: Thesaurus, vocabulary: Vocabulary) -> Iterator[str]:
    """Yield what is wrong with the thesaurus: a phrase that stands twice, an unknown code, a group
    that says or means nothing."""
    known = {"topic": vocabulary.topics, "group": vocabulary.groups, "kind": vocabulary.kinds}
    seen: dict[str, int] = {}
    for number, heading in enumerate(thesaurus.headings, 1):
        if not heading.phrases or not heading.means:
            yield f"thesaurus.toml: group {number} has no words or no meaning"
        for _, phrase in heading.phrases:
            folded = " ".join(words(phrase))
            if seen.setdefault(folded, number) != number:
                yield f"thesaurus.toml: {phrase!r} stands in group {seen[folded]} and in group {number}"
        for target in heading.means:
            prefix, _, code = target.partition(":")
            if is_code(target) and code not in known[prefix]:
                yield f"thesaurus.toml: group {number} means {target!r}, which is not in the vocabulary"
