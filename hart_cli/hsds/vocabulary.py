"""hart's own vocabulary: a taxonomy whose terms carry in HSDS what HSDS has no field for.

An export writes them as attributes; the reader of HSDS makes the same entry of them again. The type of link of an
attribute names the field.
"""

from __future__ import annotations

import uuid

from hart_cli.fields import fields_of
from hart_cli.hsds.standard import NAMESPACE
from hart_cli.model import Entry

NAME = "hart vocabulary"

TAXONOMY_ID = str(uuid.uuid5(NAMESPACE, f"taxonomy:{NAME}"))

NAMED_ONLY = "named only"
"""The record kind of an organization that is no entry: it is there because a service must have one."""

FIELDS = {
    field.json: field
    for field in fields_of(Entry)
    if field.type is str and not field.keyed and field.name not in ("id", "kind", "name", "summary", "directory")
}
"""The fields of an entry with a text or texts that HSDS does not hold in every object, by type of link."""

NATIVE = frozenset(("hours", "cost", "referral", "languages"))
"""Those for which a service of HSDS has fields."""
