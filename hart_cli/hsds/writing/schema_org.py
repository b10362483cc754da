"""schema.org JSON-LD for what HSDS has no record for: acts, guides, news, figures, lists of contacts, people."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hart_cli.hsds.writing.values import Json, without_empty
from hart_cli.model import Entry, Figure
from hart_cli.output.envelope import ascii_json

_TYPES = {
    "act": "Legislation",
    "article": "NewsArticle",
    "newsletter": "PublicationIssue",
    "guide": "HowTo",
    "tip-sheet": "HowTo",
    "report": "Report",
    "figure": "Dataset",
    "contact": "ContactPoint",
    "person": "Person",
}
_WORKS = frozenset(_TYPES) - {"contact", "person"}


def write(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield one JSON-LD document with a node for each entry."""
    yield '{"@context":"https://schema.org","@graph":['
    for n, entry in enumerate(entries):
        yield ("," if n else "") + "\n" + ascii_json(without_empty(**_node(entry)))
    yield "\n]}\n"


def _node(entry: Entry) -> Json:
    work = entry.kind in _WORKS
    node: Json = {
        "@type": _TYPES.get(entry.kind, "Thing"),
        "identifier": entry.id,
        "additionalType": entry.kind,
        "name": entry.name,
        "alternateName": list(entry.aliases),
        "description": " ".join(filter(None, (entry.summary, *entry.notes, *entry.cautions))),
        "url": [url.url for url in entry.urls],
        "telephone": [phone.number for phone in entry.phones],
        "email": [email.email for email in entry.emails],
        "subjectOf": _source(entry),
    }
    if entry.kind == "person":
        node |= {"jobTitle": entry.role, "worksFor": _organization(entry)}
    elif work:
        node |= {
            "datePublished": entry.date,
            "inLanguage": list(entry.languages) or entry.text_language,
            "keywords": [*entry.topics, *entry.groups],
            "publisher": _organization(entry),
        }
    return node | _act(entry) | (_figure(entry.figure) if entry.figure else {})


def _organization(entry: Entry) -> Json | None:
    return {"@type": "Organization", "name": entry.provider.name} if entry.provider else None


def _source(entry: Entry) -> list[Json]:
    """Return where the entry and its facts come from, each with its date and how far it may be relied on."""
    return [
        without_empty(
            **{
                "@type": "CreativeWork",
                "name": source.title,
                "publisher": source.publisher,
                "url": source.url,
                "dateModified": source.as_of if source.as_of != "undated" else None,
                "creativeWorkStatus": source.confidence,
                "about": of,
            }
        )
        for of, source in (("", entry.source), *entry.sourced)
    ]


def _act(entry: Entry) -> Json:
    act = entry.act
    if act is None:
        return {}
    return {
        "legislationIdentifier": act.number,
        "legislationDate": str(act.year),
        "legislationDateVersion": act.effective,
        "legislationJurisdiction": "Connecticut",
        "headline": act.title,
        "abstract": list(act.points),
        "legislationChanges": [f"{statute.section}: {statute.about}" for statute in act.statutes],
        "legislationLegalForce": "PartiallyInForce" if act.overtaken_by else None,
        "correction": [f"Changed by {change.act}: {change.what}" for change in act.changed_by],
    }


def _figure(figure: Figure) -> Json:
    values = [
        without_empty(
            **{
                "@type": "PropertyValue",
                "name": figure.measure,
                "value": value.value,
                "unitText": value.unit,
                "description": " ".join(filter(None, (value.qualifier, value.note))),
                "measurementTechnique": f"{value.source.title} ({value.source.as_of})",
            }
        )
        for value in figure.values
    ]
    return {"temporalCoverage": figure.period, "variableMeasured": values}
