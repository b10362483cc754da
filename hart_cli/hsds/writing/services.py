"""Entries as nested services and organizations of HSDS, with every loss on the way counted.

What HSDS has a field for goes there. The rest goes into attributes with a term of hart's own vocabulary, from
which hart reads it again. What neither holds is a loss.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hart_cli.hsds import standard, vocabulary
from hart_cli.hsds.writing.parts import Parts
from hart_cli.hsds.writing.terms import terms
from hart_cli.hsds.writing.values import Json, Losses, uuid_of, without_empty
from hart_cli.model import Entry, Hit, Provider
from hart_cli.output.envelope import ascii_json

_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def write(hits: Iterable[Hit], losses: Losses) -> Iterator[str]:
    """Yield the services as one JSON array.

    Args:
        hits: what is exported.
        losses: holds what is lost when all is read.
    """
    return json_array(Converter(hits, losses).services())


def json_array(records: Iterable[Json]) -> Iterator[str]:
    """Yield records as a JSON array, each on a line of its own."""
    start = "["
    for record in records:
        yield f"{start}\n{ascii_json(record)}"
        start = ","
    yield "[]\n" if start == "[" else "\n]\n"


class Converter:
    """Makes HSDS of hits.

    Args:
        hits: what is exported.
        losses: takes what is lost.
    """

    def __init__(self, hits: Iterable[Hit], losses: Losses) -> None:
        self._entries = [hit.entry for hit in hits]
        self._losses = losses
        self._organizations = {entry.id: entry for entry in self._entries if entry.kind in standard.ORGANIZATIONS}
        self._owners: dict[str, tuple[str, str]] = {}
        self._records: dict[str, Json] = {}

    def services(self) -> Iterator[Json]:
        """Yield a service for each entry that is one, with its organization in it."""
        offering = set()
        for entry in self._entries:
            if entry.kind in standard.SERVICES:
                yield self._service(entry)
                offering.add(entry.provider and entry.provider.id)
            elif entry.kind not in standard.ORGANIZATIONS:
                self._losses.add(f"{entry.kind}: HSDS has no such record; only the zip holds it, beside HSDS", entry.id)
        for entry_id in self._organizations:
            if entry_id not in offering:
                self._losses.add("organization that offers no service here; only the zip's tables hold it", entry_id)

    def organizations(self) -> Iterator[Json]:
        """Yield each organization that is an entry, nested in no service."""
        yield from map(self._organization, self._organizations.values())

    def beyond(self) -> Iterator[Entry]:
        """Yield the entries that HSDS has no record for."""
        return (entry for entry in self._entries if entry.kind not in (*standard.SERVICES, *standard.ORGANIZATIONS))

    def _id(self, kind: str, entry: Entry) -> str:
        """Return the id of an entry; of two that share one, in two directories, the second gets another."""
        made, owner, n = uuid_of(kind, entry.id), (entry.directory, entry.id), 1
        while self._owners.setdefault(made, owner) != owner:
            n += 1
            made = uuid_of(kind, f"{entry.id}/{n}")
        return made

    def _service(self, entry: Entry) -> Json:
        key = self._id("service", entry)
        parts = Parts(entry, key, self._losses)
        urls = parts.urls()
        minimum, maximum = (entry.ages.min, entry.ages.max) if entry.ages else (None, None)
        ages = [entry.ages.text] if entry.ages and entry.ages.text else []
        return without_empty(
            id=key,
            name=entry.name,
            alternate_name=entry.aliases[0] if entry.aliases else None,
            description=entry.summary,
            url=urls[0]["url"] if urls else None,
            additional_urls=_additional(urls),
            email=parts.email(),
            status="active",
            application_process=entry.referral,
            fees_description=entry.cost,
            eligibility_description="; ".join([*entry.conditions, *ages]),
            minimum_age=minimum,
            maximum_age=maximum,
            assured_date=entry.checked if entry.checked and _DAY.fullmatch(entry.checked) else None,
            alert=" ".join(entry.cautions),
            phones=parts.phones(),
            schedules=parts.schedules(),
            service_areas=parts.areas(),
            service_at_locations=parts.service_at_locations(),
            languages=parts.languages(),
            organization=self._provider(entry.provider),
            contacts=parts.contacts(),
            attributes=parts.attributes(native=True),
        )

    def _provider(self, provider: Provider | None) -> Json | None:
        """Return the organization of a service: its entry, or what the service says of it."""
        if provider is None:
            return None
        if provider.id in self._organizations:
            return self._organization(self._organizations[provider.id])
        self._losses.add("organization that is not in this export; only its name is", provider.id)
        key = uuid_of("organization", provider.id)
        attributes = terms([("local_id", provider.id), ("record_kind", vocabulary.NAMED_ONLY)], key)
        return {"id": key, "name": provider.name, "description": provider.name, "attributes": attributes}

    def _organization(self, entry: Entry) -> Json:
        """Return the organization of an entry, made once."""
        if entry.id not in self._records:
            self._records[entry.id] = self._new_organization(entry)
        return self._records[entry.id]

    def _new_organization(self, entry: Entry) -> Json:
        key = self._id("organization", entry)
        parts = Parts(entry, key, self._losses)
        urls = parts.urls()
        if not entry.summary:
            self._losses.add("organization without a summary; HSDS asks for one, so its name stands there", entry.id)
        if entry.cautions:
            self._losses.add("cautions of an organization, for which HSDS has no field: in our terms", entry.id)
        return without_empty(
            id=key,
            name=entry.name,
            alternate_name=entry.aliases[0] if entry.aliases else None,
            description=entry.summary or entry.name,
            email=parts.email(),
            website=urls[0]["url"] if urls else None,
            additional_websites=_additional(urls),
            parent_organization_id=uuid_of("organization", entry.provider.id) if entry.provider else None,
            contacts=parts.contacts(),
            phones=parts.phones(),
            locations=parts.locations(),
            attributes=parts.attributes(native=False),
        )


def _additional(urls: list[Json]) -> list[Json]:
    """Return the addresses for the list beside the first one; the first, too, where it has a title."""
    return [url for n, url in enumerate(urls) if n or len(url) > 2]
