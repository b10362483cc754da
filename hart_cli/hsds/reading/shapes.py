"""The shapes in which files hold services and organizations: alone, nested in each other, wrapped, side by side."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from hart_cli.hsds.reading.values import Json, objects_of
from hart_cli.readers.report import ReportSink

LISTS = frozenset(("contents", "services", "organizations", "items", "results", "data"))
"""The keys of a page whose lists hold records."""

_WRAPPERS = ("record", "service")
_ORGANIZATION_KEYS = frozenset(("services", "website", "tax_status", "tax_id", "legal_status", "year_incorporated"))
_SERVICE_KEYS = frozenset(("organization", "organization_id", "status", "service_at_locations", "application_process"))


class Part(NamedTuple):
    """A service or an organization of a file.

    Attributes:
        record: its object.
        label: what a report calls it.
        is_service: whether it is a service.
        organization: the organization of a service, where the file holds it.
    """

    record: Json
    label: str
    is_service: bool
    organization: Json | None = None


def label_of(record: Any, label: str) -> str:
    """Return what a report calls a record: its id, or else `label`."""
    name = record.get("id") if isinstance(record, dict) else None
    return str(name)[:60] if name else label


def parts(record: Any, label: str, report: ReportSink) -> Iterator[Part]:
    """Yield the services and organizations of a record of any shape."""
    if not isinstance(record, dict):
        report.refuse(f"{report.path}: {label} is no object")
        return
    wrapper = next((key for key in _WRAPPERS if isinstance(record.get(key), dict | list)), None)
    if wrapper and "name" not in record and "organization" not in record:
        report.repair(f"record inside of {wrapper!r} taken out", label)
        yield from _inner_parts(record[wrapper], label, report)
    elif "name" not in record and any(isinstance(record.get(key), list | dict) for key in (*LISTS, "organization")):
        yield from _bundle(record, label, report)
    elif not _ORGANIZATION_KEYS.isdisjoint(record) and _SERVICE_KEYS.isdisjoint(record):
        yield from _with_services(record, label)
    else:
        yield _service(record, label, None)


def _inner_parts(inner: Any, label: str, report: ReportSink) -> Iterator[Part]:
    if isinstance(inner, dict):
        yield from parts(inner, label, report)
        return
    for n, record in enumerate(inner, 1):
        yield from parts(record, f"{label}, {n}", report)


def _bundle(record: Json, label: str, report: ReportSink) -> Iterator[Part]:
    """Yield the parts of an object that holds organizations and services side by side, or of a page."""
    organizations = [row for key in ("organizations", "organization") for row in objects_of(record.get(key)) if row]
    known = {str(organization.get("id")): organization for organization in organizations}
    only = organizations[0] if len(organizations) == 1 else None
    for key, inner in record.items():
        if key in LISTS and key not in ("organizations", "services") and isinstance(inner, list):
            yield from _inner_parts(inner, label, report)
    services = [row for key in ("services", "service") for row in objects_of(record.get(key))]
    for n, service in enumerate(services, 1):
        named = known.get(str(service.get("organization_id"))) or only
        yield _service(service, f"{label}, service {n}", named)
    for organization in organizations:
        yield from _with_services(organization, label)


def _with_services(organization: Json, label: str) -> Iterator[Part]:
    yield Part(organization, label_of(organization, label), is_service=False)
    for n, service in enumerate(objects_of(organization.get("services")), 1):
        yield _service(service, f"{label}, service {n}", organization)


def _service(record: Json, label: str, organization: Json | None) -> Part:
    """Return a service, with the organization that is nested in it or else the one around it."""
    nested = record.get("organization")
    return Part(record, label_of(record, label), True, nested if isinstance(nested, dict) else organization)
