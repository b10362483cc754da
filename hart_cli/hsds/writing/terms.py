"""Attributes with terms of hart's own vocabulary, for what HSDS has no field for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hart_cli.hsds import vocabulary
from hart_cli.hsds.writing.values import Json, uuid_of, without_empty
from hart_cli.model import Ages, Email, Entry, Provider, Source
from hart_cli.output.envelope import ascii_json

Carried = tuple[str, str | None]
"""A type of link and the value of its term."""


def own_values(entry: Entry, *, native: bool) -> Iterator[Carried]:
    """Yield what terms carry of an entry. The id comes first: readers look for it.

    Args:
        entry: the entry.
        native: whether its record has fields for hours, cost, referral, languages and ages.
    """
    yield "local_id", entry.id
    yield "record_kind", entry.kind
    for link_type, field in vocabulary.FIELDS.items():
        value = getattr(entry, field.name)
        if not (native and field.name in vocabulary.NATIVE) and (field.name, value) != ("text_language", "en"):
            yield from ((link_type, item) for item in (value if field.many else (value,)))
    yield from _ages(entry.ages, native=native) if entry.ages else ()
    yield from (("email", _pack(email)) for email in entry.emails if email.label or len(entry.emails) > 1)
    yield "provider", _pack(entry.provider) if entry.provider else None
    yield "source", _pack(entry.source)
    yield from (("source", _pack(source, of=field)) for field, source in entry.sourced)


def _ages(ages: Ages, *, native: bool) -> Iterator[Carried]:
    for key, bound in (("age_min", ages.min), ("age_max", ages.max)):
        yield key, str(bound) if bound is not None and not native else None
    yield "age_text", ages.text
    yield from (("school_stage", stage) for stage in ages.stages)


def _pack(record: Source | Email | Provider, **more: str) -> str:
    """Return a record as JSON in one text, without what is empty."""
    return ascii_json(without_empty(**record._asdict(), **more))


def terms(values: Iterable[Carried], parent: str) -> list[Json]:
    """Return the attributes of the record with the id `parent`, one for each value that is not empty."""
    stated = [(link_type, value) for link_type, value in values if value]
    return [term(link_type, value, parent, n) for n, (link_type, value) in enumerate(stated, 1)]


def term(link_type: str, value: str, parent: str, number: int) -> Json:
    """Return the attribute with a number of the record with the id `parent`."""
    code = f"{link_type}:{value}" if link_type in ("record_kind", "topics", "groups") else link_type
    name = code.replace("_", " ").replace("-", " ").replace(":", ": ")
    return {
        "id": uuid_of("attribute", f"{parent}/{number}"),
        "link_type": link_type,
        "value": value,
        "taxonomy_term": {
            "id": uuid_of("term", code),
            "code": code,
            "name": name,
            "description": f"{name}, as hart has it",
            "taxonomy": vocabulary.NAME,
        },
    }
