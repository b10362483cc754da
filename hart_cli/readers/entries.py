"""Entries from the tables of hart's TOML: what they name is resolved, their Spanish is put beside the English."""

from __future__ import annotations

from functools import partial
from typing import Any

from hart_cli.fields import fields_of
from hart_cli.model import FILE_ITSELF, Contact, Entry, Phone, Provider, Source, Text, Value
from hart_cli.readers.records import Table, record
from hart_cli.rules.shape import SPANISH
from hart_cli.rules.spanish import MARK, TRANSLATED_ROWS
from hart_cli.text import e164


def with_phrases(entry: Table, phrases: Any) -> Table:
    """Return an entry whose numbers and addresses have the Spanish of the phrases that the document translates once."""
    if not isinstance(phrases, dict):
        return entry
    stated = {key: entry[key] for key in TRANSLATED_ROWS if isinstance(entry.get(key), list)}
    for key, rows in stated.items():
        stated[key] = [_row_with_phrases(row, TRANSLATED_ROWS[key], phrases) for row in rows]
    return {**entry, **stated}


def _row_with_phrases(row: Any, fields: tuple[str, ...], phrases: Table) -> Any:
    if not isinstance(row, dict):
        return row
    known = {
        f"{name}_es": phrases[row[name]] for name in fields if isinstance(row.get(name), str) and row[name] in phrases
    }
    return {**known, **row}


def _sourced(row: Table, sources: dict[str, Source]) -> tuple[tuple[str, Source], ...]:
    """Return each field from elsewhere with its source; one phone or point of several as phones[1]."""
    named = dict(row.get("sourced", {}))
    lists = {field.name: row.get(field.name, []) for field in fields_of(Entry) if field.meta.sourced}
    lists["act.points"] = row.get("act", {}).get("points", [])
    for key, items in lists.items():
        named |= {f"{key}[{n}]": item["source"] for n, item in enumerate(items) if "source" in item}
    return tuple((key, sources[source]) for key, source in named.items() if source in sources)


class EntryMaker:
    """Makes entries of tables whose shape is right, and resolves what they name.

    Args:
        rows: the good tables of the file by id.
        others: the entries of another directory that they may point at, by id.
        sources: the sources of the file by id.
        directory: the name of the file.
    """

    def __init__(
        self, rows: dict[str, Table], others: dict[str, Entry], sources: dict[str, Source], directory: str
    ) -> None:
        self._rows = rows
        self._others = others
        self._sources = sources
        self._directory = directory

    def entry(self, row: Table) -> Entry:
        """Return the entry of a table."""
        source = self._sources.get(row.get("source", ""), FILE_ITSELF)
        return record(Entry, row, partial(self._resolve, source))

    def _resolve(self, source: Source, kind: type, row: Table) -> Table:
        """Return the fields that a table holds in another form than the record: ids, Spanish, numbers to dial."""
        if kind is Phone:
            return {"e164": e164(row["number"])}
        if kind is Value:
            return {"source": self._sources.get(row.get("source", ""), source)}
        if kind is not Entry:
            return {}
        return {
            "source": source,
            "directory": self._directory,
            "confidence": row.get("confidence", source.confidence),
            "provider": self._provider(row.get("provider", "")),
            "contacts": tuple(filter(None, map(self._contact, row.get("contacts", [])))),
            "sourced": _sourced(row, self._sources),
            "spanish": _spanish(row),
        }

    def _provider(self, entry_id: str) -> Provider | None:
        if entry_id in self._rows:
            return Provider(entry_id, self._rows[entry_id]["name"])
        other = self._others.get(entry_id)
        return None if other is None else Provider(other.id, other.name)

    def _contact(self, entry_id: str) -> Contact | None:
        if entry_id in self._rows:
            row = self._rows[entry_id]
            known = ("id", "name", "role", "phones", "emails")
            table = {key: row[key] for key in known if key in row} | {"role_es": row.get("es", {}).get("role")}
            return record(Contact, table, partial(self._resolve, FILE_ITSELF))
        other = self._others.get(entry_id)
        if other is None:
            return None
        return Contact(entry_id, other.name, other.role, other.phones, other.emails, other.translation("role"))


def _spanish(row: Table) -> tuple[tuple[str, Text], ...]:
    """Return the Spanish of an entry by field, without the mark of its English."""
    texts = ((key, tuple(text) if isinstance(text, list) else text) for key, text in row.get(SPANISH, {}).items())
    return tuple((key, text) for key, text in texts if key != MARK)
