"""The languages that hart speaks to people: English, and Spanish where `--ui es` asks for it."""

from __future__ import annotations

from hart_cli.model import Entry


def in_spanish(entry: Entry) -> Entry:
    """Return the entry with its texts in Spanish, or as it is where it has none; `text_language` says
    which. The official name stays; its gloss is `entry.spanish.name`."""
    texts = entry.spanish
    if texts is None:
        return entry
    return entry._replace(
        summary=texts.summary,
        referral=texts.referral,
        hours=texts.hours,
        cost=texts.cost,
        cautions=texts.cautions,
        text_language="es",
    )
