"""The zip of an HSDS export: the JSON, the tables with their description, what HSDS has no record for, the losses.

The same entries give the same bytes. Everything is written through temporary files, so that a large export
needs little memory.
"""

from __future__ import annotations

import csv
import io
import json
import tempfile
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack
from typing import IO, Any

from hart_cli.hsds import standard, vocabulary
from hart_cli.hsds.writing import schema_org
from hart_cli.hsds.writing.services import Converter, json_array
from hart_cli.hsds.writing.values import Json, Losses
from hart_cli.model import Hit
from hart_cli.safe import safe

_PIECE = 1 << 16
_IN_MEMORY = 4 << 20
_NEVER = (1980, 1, 1, 0, 0, 0)
"""The date of every member, so that the archive does not change with the day."""


def write(hits: Iterable[Hit], revised: str | None, losses: Losses) -> Iterator[bytes]:
    """Yield a zip in pieces.

    Args:
        hits: what is exported.
        revised: the date of the bundled directory.
        losses: holds what is lost when all is read.

    Raises:
        OSError: there is no room for it.
    """
    with tempfile.TemporaryFile() as whole, ExitStack() as stack:
        with zipfile.ZipFile(whole, "w", zipfile.ZIP_DEFLATED) as archive:
            _fill(archive, Converter(hits, losses), losses, revised, stack)
        whole.seek(0)
        while piece := whole.read(_PIECE):
            yield piece


def _fill(
    archive: zipfile.ZipFile, converter: Converter, losses: Losses, revised: str | None, stack: ExitStack
) -> None:
    tables = _Tables(stack, losses)
    with _member(archive, "services.json") as out:
        for text in json_array(map(tables.add_service, converter.services())):
            out.write(text.encode())
    for organization in converter.organizations():
        tables.add("organization", organization, {})
    for name, file in tables.files():
        with _member(archive, standard.OBJECTS[name].file) as out:
            while piece := file.read(_PIECE):
                out.write(piece.encode())
    for name, text in (
        ("datapackage.json", json.dumps(_description(tables.names(), revised), indent=2) + "\n"),
        ("beyond-hsds.jsonld", "".join(schema_org.write(converter.beyond()))),
        ("losses.txt", "".join(f"{line}\n" for line in losses.lines()) or "Nothing was lost.\n"),
    ):
        with _member(archive, name) as out:
            out.write(text.encode())


def _member(archive: zipfile.ZipFile, name: str) -> IO[bytes]:
    info = zipfile.ZipInfo(name, _NEVER)
    info.compress_type = zipfile.ZIP_DEFLATED
    info.external_attr = 0o600 << 16
    return archive.open(info, "w", force_zip64=True)


class _Tables:
    """The tables of a package, without_empty row by row.

    Args:
        stack: closes their temporary files.
        losses: takes what a cell cannot hold as it is.
    """

    def __init__(self, stack: ExitStack, losses: Losses) -> None:
        self._stack = stack
        self._losses = losses
        self._files: dict[str, IO[str]] = {}
        self._shared: set[str] = set()

    def names(self) -> list[str]:
        """The objects that have rows, in the order of the standard."""
        return [name for name in standard.OBJECTS if name in self._files]

    def files(self) -> Iterator[tuple[str, IO[str]]]:
        """Yield each table, to be read from its beginning."""
        for name in self.names():
            self._files[name].seek(0)
            yield name, self._files[name]

    def add_service(self, service: Json) -> Json:
        """Add a service and all that is in it. Where no organization is stated, a stand-in is named.

        Returns:
            The service.
        """
        organization = service.get("organization")
        if organization is None:
            self._losses.add("service without a stated organization; the tables name a stand-in", service["id"])
            description = "No source says which organization offers this."
            organization = {"id": standard.NOBODY, "name": "Not stated", "description": description}
        self.add("organization", organization, {})
        self.add("service", service, {"organization_id": organization["id"]})
        return service

    def add(self, name: str, record: Json, parent: Json) -> None:
        """Add a record and what is nested in it. An organization or a term is added once."""
        if name in ("organization", "taxonomy_term", "taxonomy"):
            if record["id"] in self._shared:
                return
            self._shared.add(record["id"])
        for key, child in standard.NESTED.items():
            for inner in record.get(key, ()):
                self._child(name, record["id"], child, inner)
        self._row(name, {**record, **parent})

    def _child(self, name: str, key: str, child: str, record: Json) -> None:
        parent: Json = {f"{name}_id": key}
        if child == "attribute":
            term = {**record["taxonomy_term"], "taxonomy_id": _TAXONOMY["id"]}
            self.add("taxonomy", _TAXONOMY, {})
            self.add("taxonomy_term", term, {})
            parent = {"link_id": key, "link_entity": name, "taxonomy_term_id": term["id"]}
        elif child == "service_at_location":
            self.add("location", record["location"], {})
            parent["location_id"] = record["location"]["id"]
        self.add(child, record, parent)

    def _row(self, name: str, record: Json) -> None:
        fields = standard.OBJECTS[name].fields
        if name not in self._files:
            self._files[name] = self._stack.enter_context(
                tempfile.SpooledTemporaryFile(_IN_MEMORY, "w+", encoding="utf-8", newline="")  # noqa: SIM115 - it is
            )
            self._write(name, list(fields))
        self._write(name, [self._cell(record.get(field), record["id"]) for field in fields])

    def _write(self, name: str, cells: list[str]) -> None:
        line = io.StringIO()
        csv.writer(line).writerow(cells)
        self._files[name].write(line.getvalue())

    def _cell(self, value: Any, record_id: str) -> str:
        if not isinstance(value, str):
            return "" if value is None else str(value)
        cell = safe(value, "csv")
        if cell != value:
            self._losses.add("text changed in the tables, so that no spreadsheet runs it or breaks its line", record_id)
        return cell


_TAXONOMY: Json = {
    "id": vocabulary.TAXONOMY_ID,
    "name": vocabulary.NAME,
    "description": "What the hart directory knows of an entry and HSDS has no field for.",
}


def _description(names: list[str], revised: str | None) -> Json:
    """Return the description of the tables, a tabular data package."""
    return {
        "name": "hart-directory",
        "title": "Help against human trafficking in Connecticut: an export from hart",
        "profile": "tabular-data-package",
        "version": standard.VERSION,
        **({"created": f"{revised}T00:00:00Z"} if revised else {}),
        "resources": [_resource(name, names) for name in names],
    }


def _resource(name: str, names: list[str]) -> Json:
    table = standard.OBJECTS[name]
    keys = [
        {"fields": field, "reference": {"resource": field.removesuffix("_id"), "fields": "id"}}
        for field in table.fields
        if field.endswith("_id") and field.removesuffix("_id") in names
    ]
    return {
        "name": name,
        "path": table.file,
        "profile": "tabular-data-resource",
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "schema": {
            "fields": [_field(field, field in table.required) for field in table.fields],
            "primaryKey": "id",
            **({"foreignKeys": keys} if keys else {}),
        },
    }


def _field(name: str, required: bool) -> Json:
    kind = "number" if name in standard.NUMBERS else "date" if name in standard.DATES else "string"
    identifier = {"format": "uuid"} if name == "id" or (name.endswith("_id") and name != "tax_id") else {}
    return {"name": name, "type": kind, **identifier, "constraints": {"required": required, "unique": name == "id"}}
