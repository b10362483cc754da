"""Values of HSDS as files hold them: texts with markup, numbers as texts, one object in place of a list."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

Json = dict[str, Any]
Repair = Callable[[str], object]
"""Takes the kind of a repair or a loss."""

TAG = re.compile(r"<[^<>]{1,300}>")
_SPACES = re.compile(r"[ \t\r\f\v]+")


def objects_of(value: Any) -> list[Json]:
    """Return the objects of a value: itself, or those in a list; anything else is left out."""
    if isinstance(value, dict):
        return [value]
    return [item for item in value if isinstance(item, dict)] if isinstance(value, list) else []


def list_of(value: Any) -> list[Any]:
    """Return a list as it is, a text or number as a list of it, and an empty list for anything else."""
    if isinstance(value, list):
        return value
    return [value] if isinstance(value, str | int | float) else []


def text_of(value: Any) -> str | None:
    """Return a text without markup or needless space, or None where there is none."""
    if value is None or value == "":
        return None
    if type(value) is not str:
        if isinstance(value, dict | list | bool):
            return None
        value = str(value)
    text: str = value
    if "<" in text:
        text = TAG.sub(" ", text)
    if "&" in text:
        text = html.unescape(text)
    if "  " in text or "\t" in text or "\r" in text:
        text = _SPACES.sub(" ", text)
    return text.strip() or None


def first_text(record: Json, *keys: str) -> str | None:
    """Return the text of the first of the keys that has a value."""
    return text_of(next((record[key] for key in keys if record.get(key)), None))


def texts(*values: Any) -> tuple[str, ...]:
    """Return the texts among values, each once."""
    return tuple(dict.fromkeys(text for text in map(text_of, values) if text))
