"""The rules of sources: their own tables, and the names by which entries refer to them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hart_cli import safe
from hart_cli.fields import fields_of
from hart_cli.model import CONFIDENCES, Entry, Source
from hart_cli.rules.context import Table

OPTIONAL = tuple(field.name for field in fields_of(Source) if field.optional)
REQUIRED = tuple(field.name for field in fields_of(Source) if not field.optional and field.name != "id")
_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")


def is_date(text: str) -> bool:
    """Whether a text is YYYY, YYYY-MM or YYYY-MM-DD."""
    return bool(_DATE.fullmatch(text))


def source_faults(name: str, source: Table) -> list[str]:
    """Return what is wrong with one raw source."""
    faults = [f"source {name}: {key} must be a text" for key in OPTIONAL if not isinstance(source.get(key, ""), str)]
    faults += [f"source {name} has no {key}" for key in REQUIRED if not isinstance(source.get(key), str)]
    if source.get("confidence") not in CONFIDENCES:
        faults.append(f"source {name}: confidence must be one of {', '.join(CONFIDENCES)}")
    as_of = source.get("as_of")
    if isinstance(as_of, str) and as_of != "undated" and not is_date(as_of):
        faults.append(f"source {name}: as_of {as_of!r} is no date, nor 'undated'")
    if "url" in source and safe.web_address(str(source["url"])) is None:
        faults.append(f"source {name}: url {source['url']!r} is not well-formed")
    return faults


def named_sources(entry: Table) -> Iterator[tuple[str, str]]:
    """Yield (fact, id of its source) for each source that an entry names."""
    yield "source", entry.get("source", "")
    yield from entry.get("sourced", {}).items()
    rows = {field.name: entry.get(field.name, []) for field in fields_of(Entry) if field.meta.sourced}
    rows |= {"points": entry.get("act", {}).get("points", []), "values": entry.get("figure", {}).get("values", [])}
    for key, stated in rows.items():
        yield from ((key, row["source"]) for row in stated if "source" in row)
