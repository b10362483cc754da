"""JSON of any size, a record at a time: one object, an array, an API page, or newline-delimited objects.

Only a few records are in memory at a time. A record that is no JSON, nests too deep or is larger than 1 MiB
becomes a fault with its place. Reading goes on behind it.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

RECORD_LIMIT = 1 << 20
"""The most characters of one record."""

_CHUNK = 1 << 18
_BROKEN, _TOO_LARGE = "is not valid JSON", "is larger than 1 MiB, the most that hart reads of one"
_SPACE = re.compile(r"[\s,\x1e]*")
# A string with its closing quote, if there is one, or a bracket.
_STRUCTURE = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+("?)|[\[\]{}]', re.DOTALL)
_DECODER = json.JSONDecoder()


class Record(NamedTuple):
    """A record of a file, or why there is none.

    Attributes:
        place: its number, counted from 1.
        value: what the JSON holds.
        fault: what is wrong with it, or None.
    """

    place: int
    value: Any
    fault: str | None = None


class _Extent(NamedTuple):
    """Where a value ends: the place behind it, or None where the text ends first.

    Then `depth` brackets are open, and `prefix` before the next piece of text continues the word or string.
    """

    end: int | None
    depth: int = 0
    prefix: str = ""


def _extent(text: str, at: int, depth: int = 0) -> _Extent:
    """Return where a value ends by its brackets and quotes, whether it is valid or not.

    A word belongs to the value that follows it, so what is left of a broken record is not read as records.

    Args:
        text: a piece of the file.
        at: where the value starts or goes on.
        depth: how many of its brackets are open there.
    """
    first = text[at : at + 1]
    word = "?" if depth == 0 and first not in ('"', "[", "{") else ""
    for token in _STRUCTURE.finditer(text, at):
        if token[1] == "":
            return _Extent(None, depth, f'{word}"{text[token.end() :]}')
        if token[1] is None:
            depth += 1 if token[0] in "[{" else -1
        if depth <= 0 and not (word and token[1]):
            return _Extent(token.start() if depth < 0 else token.end())
    return _Extent(None, depth, word)


class _Text:
    """The text of a file, a part of it at a time; `at` is the next character to read.

    Args:
        file: the bytes; what is no UTF-8 in them becomes the replacement character.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self._text = ""
        self._ended = False
        self.at = 0

    def _more(self) -> bool:
        """Read on and drop what is read. Returns whether there was anything."""
        if self._ended:
            return False
        content = self._file.read(_CHUNK)
        self._ended = not content
        self._text = self._text[self.at :] + self._decode(content, final=self._ended)
        self.at = 0
        return not self._ended

    def peek(self) -> str:
        """Return the next character that is no space and no comma, or "" at the end."""
        while True:
            space = _SPACE.match(self._text, self.at)
            self.at = space.end() if space else self.at
            if self.at < len(self._text):
                return self._text[self.at]
            if not self._more() and self.at >= len(self._text):
                return ""

    def is_large(self) -> bool:
        """Return whether the next value cannot be decoded within the limit of one record."""
        while len(self._text) - self.at <= RECORD_LIMIT and self._more():
            pass
        try:
            _DECODER.raw_decode(self._text, self.at)
        except (ValueError, RecursionError):
            return (_extent(self._text, self.at).end or len(self._text)) - self.at > RECORD_LIMIT
        return False

    def record(self, place: int) -> Record:
        """Return the next value as a record, and go behind it whether it is valid or not. There has to be one."""
        if self._text[self.at] in "]}":
            self.at += 1
            return Record(place, None, _BROKEN)
        while True:
            fault = None
            try:
                value, end = _DECODER.raw_decode(self._text, self.at)
            except (ValueError, RecursionError):
                if self._ended or _extent(self._text, self.at).end is not None:
                    fault = _BROKEN
            else:
                if end < len(self._text) or self._ended:
                    self.at = end
                    return Record(place, value)
            if fault is None and len(self._text) - self.at > RECORD_LIMIT:
                fault = _TOO_LARGE
            if fault:
                self._skip()
                return Record(place, None, fault)
            self._more()

    def _skip(self) -> None:
        """Go behind the next value by its brackets and quotes, or to the end."""
        extent = _extent(self._text, self.at)
        while extent.end is None:
            self._text, self.at = extent.prefix, 0
            if not self._more():
                self.at = len(self._text)
                return
            extent = _extent(self._text, self.at, extent.depth)
        self.at = extent.end


def records(file: BinaryIO, lists: frozenset[str]) -> Iterator[Record]:
    """Yield the records of a JSON file.

    Args:
        file: the bytes.
        lists: the keys of an object too large for one record whose arrays hold records.
    """
    text = _Text(file)
    if text.peek() == "[":
        text.at += 1
        yield from _elements(text, 0)
    elif text.peek() == "{" and text.is_large():
        yield from _members(text, lists)
    else:
        yield from _sequence(text)


def _sequence(text: _Text) -> Iterator[Record]:
    """Yield values that follow each other."""
    place = 0
    while first := text.peek():
        if first in "]}":
            text.at += 1  # left over behind a broken record
        else:
            place += 1
            yield text.record(place)


def _elements(text: _Text, place: int) -> Iterator[Record]:
    """Yield the elements of an array behind its opening bracket, counted on from `place`."""
    while text.peek() not in ("]", ""):
        place += 1
        yield text.record(place)
    if text.peek() == "]":
        text.at += 1
    else:
        yield Record(place + 1, None, "is cut off: the file ends inside its list")


def _members(text: _Text, lists: frozenset[str]) -> Iterator[Record]:
    """Yield the elements of the lists of one large object, such as the contents of an API page."""
    text.at += 1
    place = 0
    while text.peek() not in ("}", ""):
        key = text.record(place + 1)
        if text.peek() == ":":
            text.at += 1
        if key.fault or not isinstance(key.value, str):
            place += 1
            yield Record(place, None, _BROKEN)
        elif key.value in lists and text.peek() == "[":
            text.at += 1
            for record in _elements(text, place):
                place = record.place
                yield record
        elif text.peek() not in ("}", ""):
            text.record(place)
    if not text.peek() and place == 0:
        yield Record(1, None, _BROKEN)
