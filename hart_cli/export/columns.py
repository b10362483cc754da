"""The columns of CSV and TSV: one row an entry, stable, in this order. docs/formats.md lists them."""

from __future__ import annotations

from hart_cli.model import Entry, Phone

_SEPARATOR = " | "


def _numbers(phones: tuple[Phone, ...], channel: str) -> str:
    parts = [
        p.number + (f" ext. {p.extension}" if p.extension else "") + (f" ({p.label})" if p.label else "")
        for p in phones
        if p.channel == channel
    ]
    return _SEPARATOR.join(parts)


def _cautions(entry: Entry) -> str:
    own = [p.caution for p in entry.phones if p.caution] + [u.caution for u in entry.urls if u.caution]
    return _SEPARATOR.join([*entry.cautions, *own])


def row(entry: Entry) -> dict[str, str]:
    """Return an entry as column and text; empty where the source states nothing."""
    ages, act = entry.ages, entry.act
    return {
        "id": entry.id,
        "kind": entry.kind,
        "name": entry.name,
        "aliases": _SEPARATOR.join(entry.aliases),
        "summary": entry.summary or "",
        "phone": _numbers(entry.phones, "voice"),
        "text": _numbers(entry.phones, "text"),
        "tty": _numbers(entry.phones, "tty"),
        "fax": _numbers(entry.phones, "fax"),
        "email": _SEPARATOR.join(email.email for email in entry.emails),
        "url": _SEPARATOR.join(url.url for url in entry.urls),
        "postal_address": entry.postal_address or "",
        "hours": entry.hours or "",
        "languages": _SEPARATOR.join(entry.languages),
        "cost": entry.cost or "",
        "age_min": str(ages.min) if ages and ages.min is not None else "",
        "age_max": str(ages.max) if ages and ages.max is not None else "",
        "ages": (ages.text or "") if ages else "",
        "areas": _SEPARATOR.join(entry.areas),
        "groups": _SEPARATOR.join(entry.groups),
        "topics": _SEPARATOR.join(entry.topics),
        "services": _SEPARATOR.join(entry.services),
        "conditions": _SEPARATOR.join(entry.conditions),
        "referral": entry.referral or "",
        "operator": entry.operator or "",
        "reports_to": entry.reports_to or "",
        "recorded": entry.recorded or "",
        "provider": entry.provider.name if entry.provider else "",
        "contacts": _SEPARATOR.join(contact.name for contact in entry.contacts),
        "act_number": act.number if act else "",
        "act_title": (act.title or "") if act else "",
        "act_effective": (act.effective or "") if act else "",
        "act_points": _SEPARATOR.join(act.points) if act else "",
        "date": entry.date or "",
        "notes": _SEPARATOR.join(entry.notes),
        "cautions": _cautions(entry),
        "confidence": entry.confidence,
        "source": entry.source.title,
        "source_url": entry.source.url or "",
        "source_as_of": entry.source.as_of,
        "checked": entry.checked or "",
        "directory": entry.directory,
    }


def columns() -> list[str]:
    """Return the names of the columns in order."""
    from hart_cli.model import BUNDLED, Source

    nothing = Source("", "", None, None, "undated", "secondary")
    return list(row(Entry("", "", "", nothing, BUNDLED)))
