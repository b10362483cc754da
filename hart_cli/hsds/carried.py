"""The fields of an entry that HSDS has none for, or not in every object: a term of hart's vocabulary carries each."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from hart_cli.fields import fields_of
from hart_cli.model import LINES, Entry

_TEXTS = (
    "role line beyond_area operator reports_to recorded confidentiality date checked hours cost referral "
    "postal_address text_language"
).split()
_LISTS = "aliases services conditions areas notes cautions related languages".split()
_ELSEWHERE = ("id", "kind", "name", "summary", "confidence", "topics", "groups")
_FIELDS = {field.name: field for field in fields_of(Entry)}
_OTHERS = [
    field.name
    for field in _FIELDS.values()
    if field.is_plain and field.type is str and field.name not in (*_TEXTS, *_LISTS, *_ELSEWHERE)
]

CARRIED_TEXTS = {_FIELDS[name].json: name for name in (*_TEXTS, *(n for n in _OTHERS if not _FIELDS[n].many))}
"""The fields that hold a text, by the link type of their term, in the order of the terms. New fields
come last."""

CARRIED_LISTS = (*_LISTS, *(name for name in _OTHERS if _FIELDS[name].many))
"""The fields that hold texts, in the order of their terms."""

_NATIVE = frozenset(("hours", "cost", "referral", "languages", "text_language"))
_DATE = re.compile(r"\d{4}(?:-\d\d(?:-\d\d)?)?")
_CODE = re.compile(r"[a-z]{2,3}")


def carried_fields(own: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return the fields of an entry that terms of our vocabulary carried, by the link type of the term. What
    an export of ours would have carried and did not is empty; what is out of form is dropped."""
    fields: dict[str, Any] = {field: own[key][0] for key, field in CARRIED_TEXTS.items() if key in own}
    fields |= {key: tuple(own[key]) for key in CARRIED_LISTS if key in own}
    if "local_id" in own:
        empty: dict[str, Any] = dict.fromkeys(CARRIED_TEXTS.values()) | dict.fromkeys(CARRIED_LISTS, ())
        fields = {key: value for key, value in empty.items() if key not in _NATIVE} | fields
    if fields.get("line") not in LINES:
        fields.pop("line", None)
    for key in ("date", "checked"):
        if key in fields and not _DATE.fullmatch(fields[key] or ""):
            del fields[key]
    for key in ("text_language", "languages"):
        if key in fields and not all(map(_CODE.fullmatch, [fields[key]] if key == "text_language" else fields[key])):
            del fields[key]
    return fields
