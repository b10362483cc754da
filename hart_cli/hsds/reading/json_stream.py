"""JSON of any size, a record at a time: one object, an array, an API page, or newline-delimited objects.

Never more than a few records are in memory. A record that is no JSON, nests too deep or is larger than 1 MiB
is handed on as a fault with its place, and reading goes on behind it.
"""

from __future__ import annotations

import codecs
import json
import re
from collections.abc import Iterator
from typing import Any, BinaryIO, NamedTuple

RECORD_LIMIT = 1 << 20
"""The most characters of one record that hart reads."""

_CHUNK = 1 << 18
_SPACE = re.compile(r"[\s,\x1e]*")
_WITHIN = re.compile(r'["\[\]{}]')
_STRING_END = re.compile(r'(?:[^"\\]|\\.)*"', re.DOTALL)
_KEY = re.compile(r'"((?:[^"\\]|\\.){0,200})"\s*:\s*\[', re.DOTALL)
_DECODER = json.JSONDecoder()
TOO_LARGE, BROKEN = "is larger than 1 MiB, the most that hart reads of one", "is not valid JSON"


class Record(NamedTuple):
    """One record, or why there is none. `place` counts the records of the file from 1."""

    place: int
    value: Any
    fault: str | None = None


class _Text:
    """The text of a file, a part of it at a time; `at` is the next character to read.

    Args:
        file: the bytes; what is no UTF-8 in them becomes the replacement character.
    """

    def __init__(self, file: BinaryIO) -> None:
        self._file = file
        self._decode = codecs.getincrementaldecoder("utf-8-sig")("replace").decode
        self.text = ""
        self.at = 0
        self.ended = False

    def more(self) -> bool:
        """Read on, and let go of what has been read. Returns whether there was anything."""
        if self.ended:
            return False
        content = self._file.read(_CHUNK)
        self.ended = not content
        self.text = self.text[self.at :] + self._decode(content, final=self.ended)
        self.at = 0
        return not self.ended

    def peek(self) -> str:
        """Return the next character that is no space and no comma, or "" at the end."""
        while True:
            space = _SPACE.match(self.text, self.at)
            self.at = space.end() if space else self.at
            if self.at < len(self.text):
                return self.text[self.at]
            if not self.more() and self.at >= len(self.text):
                return ""

    def value(self) -> Any:
        """Return the next value, and go behind it. Raises ValueError where it is broken or too large; what
        is read of it then stays to be skipped."""
        while True:
            try:
                value, end = _DECODER.raw_decode(self.text, self.at)
                if end < len(self.text) or self.ended:
                    self.at = end
                    return value
            except (ValueError, RecursionError) as error:
                if self.ended:
                    raise ValueError(BROKEN) from error
            if len(self.text) - self.at > RECORD_LIMIT:
                raise ValueError(self._why())
            self.more()

    def _why(self) -> str:
        try:
            _DECODER.raw_decode(self.text, self.at)
        except RecursionError:
            return BROKEN
        except json.JSONDecodeError as error:
            return BROKEN if error.pos < len(self.text) - 200 and "Unterminated" not in error.msg else TOO_LARGE
        except ValueError:
            return BROKEN
        return TOO_LARGE

    def skip(self) -> None:
        """Go behind a value that could not be read, by its brackets, or to the end."""
        depth = 0
        while True:
            found = _WITHIN.search(self.text, self.at)
            if found is None:
                self.at = len(self.text)
                if not self.more():
                    return
                continue
            self.at = found.end()
            if found[0] == '"':
                if not self._skip_string():
                    return
            else:
                depth += 1 if found[0] in "[{" else -1
                if depth <= 0:
                    self.at -= depth < 0
                    return

    def _skip_string(self) -> bool:
        while True:
            end = _STRING_END.match(self.text, self.at)
            if end:
                self.at = end.end()
                return True
            if len(self.text) - self.at > RECORD_LIMIT:
                self.at = len(self.text) - 1 - (self.text[-1] == "\\")
            if not self.more():
                self.at = len(self.text)
                return False


def records(file: BinaryIO, lists: frozenset[str]) -> Iterator[Record]:
    """Yield the records of a JSON file.

    Args:
        file: the bytes.
        lists: the keys of an object too large for one record whose arrays hold records.
    """
    text = _Text(file)
    place = 0
    first = text.peek()
    if first == "[":
        text.at += 1
        yield from _elements(text, place)
        return
    while text.peek():
        place += 1
        if text.peek() in "]}":
            text.at += 1  # left over behind a broken record
            place -= 1
            continue
        try:
            yield Record(place, text.value())
        except ValueError as error:
            if place == 1 and str(error) == TOO_LARGE and first == "{":
                yield from _nested(text, lists)
                return
            yield Record(place, None, str(error))
            text.skip()


def _elements(text: _Text, place: int) -> Iterator[Record]:
    """Yield the elements of an array whose bracket has been read, and go behind it."""
    while text.peek() not in ("]", ""):
        place += 1
        try:
            yield Record(place, text.value())
        except ValueError as error:
            yield Record(place, None, str(error))
            start = text.at
            text.skip()
            if text.at == start and text.peek():
                text.at += 1
    if text.peek() == "]":
        text.at += 1
    elif place == 0 or text.ended:
        yield Record(place + 1, None, "is cut off: the file ends inside its list")


def _nested(text: _Text, lists: frozenset[str]) -> Iterator[Record]:
    """Yield the elements of the lists of one large object, such as the contents of an API page."""
    text.at += 1
    place = 0
    while text.peek() not in ("}", ""):
        key = _KEY.match(text.text, text.at)
        if key and key[1] in lists:
            text.at = key.end()
            for record in _elements(text, place):
                place = record.place
                yield record
            continue
        try:
            text.value()  # the key
            if text.peek() == ":":
                text.at += 1
            text.peek()
            text.value()
        except ValueError:
            text.skip()


def texts(value: str) -> dict[str, str]:
    """Return the texts of a JSON object that stands in a text; nothing where there is none."""
    try:
        table = json.loads(value)
    except (ValueError, RecursionError):
        return {}
    return {key: text for key, text in table.items() if isinstance(text, str)} if isinstance(table, dict) else {}
