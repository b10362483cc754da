"""Entries with their texts in Spanish, as the directory has them."""

from __future__ import annotations

from typing import Any

from hart_cli.fields import fields_of
from hart_cli.i18n.catalog import gettext
from hart_cli.i18n.messages import Listing, Message, message
from hart_cli.model import Entry, Hit


def in_spanish(entry: Entry) -> Entry:
    """Return the entry with its texts in Spanish, or as it is where it has none; `text_language` says
    which. The official name stays; its gloss is the translation of `name`. A single text without Spanish stays as it
    is."""
    if not entry.spanish:
        return entry
    stated: dict[str, Any] = {key: text for key, text in entry.spanish if text and key not in ("name", "ages")}
    ages = entry.translation("ages")
    if ages and entry.ages:
        stated["ages"] = entry.ages._replace(text=ages)
    translated: Entry = _rows_in_spanish(entry)
    return translated._replace(text_language="es", **stated)


def _rows_in_spanish(record: Any) -> Any:
    """Return a record with the Spanish that stands beside its texts, such as `label_es`, in their place, and in the
    records that it holds."""
    changes: dict[str, Any] = {}
    for field in fields_of(type(record)):
        value = getattr(record, field.name)
        if field.name.endswith("_es") and value:
            changes[field.name.removesuffix("_es")] = value
        elif field.is_record and field.many and value and not field.keyed:
            changes[field.name] = tuple(map(_rows_in_spanish, value))
    return record._replace(**changes)


def hit_in_spanish(hit: Hit) -> Hit:
    """Return a hit with its entry in Spanish, and so what its reasons quote of the entry."""
    entry = hit.entry
    if not entry.spanish:
        return hit
    ages = entry.ages and entry.ages.text
    quoted = ((entry.beyond_area, entry.translation("beyond_area")), (ages, entry.translation("ages")))
    spanish = {english: text for english, text in quoted if english and text}
    reasons = tuple((name, reason._replace(why=_quoting(reason.why, spanish))) for name, reason in hit.eligibility)
    return hit._replace(entry=in_spanish(entry), eligibility=reasons)


def _quoting(why: Any, spanish: dict[str, str]) -> Any:
    """Return a reason or an argument of it with what it quotes of an entry in Spanish."""
    if isinstance(why, Message):
        return why._replace(args=tuple((name, _quoting(arg, spanish)) for name, arg in why.args))
    if isinstance(why, Listing):
        return why._replace(items=tuple(_quoting(item, spanish) for item in why.items))
    return spanish.get(why, why) if isinstance(why, str) else why


def marked_english(text: str, code: str) -> str:
    """Return a text that is there in English only; in Spanish ("es") it says so."""
    return gettext(message("{text} (in English)", text=text), code) if code == "es" else text


def gloss(entry: Entry) -> str | None:
    """Return what the name of an entry means in Spanish, where its texts are shown in Spanish."""
    return entry.translation("name") if entry.text_language == "es" else None
