"""The columns of CSV and TSV: one row an entry, stable, in this order. docs/formats.md lists them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import cache

from hart_cli.fields import fields_of
from hart_cli.model import CHANNELS, Act, Ages, Entry, Phone
from hart_cli.output.facts import number_text

_SEPARATOR = " | "
Columns = dict[str, str]


def _joined(texts: Iterable[str | None]) -> str:
    return _SEPARATOR.join(text for text in texts if text)


def _phones(entry: Entry) -> Columns:
    names = {"voice": "phone", "text": "text", "tty": "tty", "fax": "fax"}
    by_channel = {channel: [p for p in entry.phones if p.channel == channel] for channel in CHANNELS}
    return {name: _joined(map(_number, by_channel[channel])) for channel, name in names.items()}


def _number(phone: Phone) -> str:
    return number_text(phone) + (f" ({phone.label})" if phone.label else "")


def _ages(entry: Entry) -> Columns:
    low, high, text, _ = entry.ages or Ages()
    bounds = {"age_min": low, "age_max": high}
    return {key: "" if bound is None else str(bound) for key, bound in bounds.items()} | {"ages": text or ""}


def _act(entry: Entry) -> Columns:
    act = entry.act or Act("", 0)
    texts = {"number": act.number, "title": act.title, "effective": act.effective, "points": _joined(act.points)}
    return {f"act_{key}": text or "" for key, text in texts.items()}


def _cautions(entry: Entry) -> Columns:
    of_rows = [phone.caution for phone in entry.phones] + [url.caution for url in entry.urls]
    return {"cautions": _joined([*entry.cautions, *of_rows])}


def _source(entry: Entry) -> Columns:
    source = entry.source
    return {"source": source.title, "source_url": source.url or "", "source_as_of": source.as_of}


_SPECIAL: dict[str, Callable[[Entry], Columns]] = {
    "phones": _phones,
    "emails": lambda entry: {"email": _joined(email.email for email in entry.emails)},
    "urls": lambda entry: {"url": _joined(url.url for url in entry.urls)},
    "ages": _ages,
    "provider": lambda entry: {"provider": entry.provider.name if entry.provider else ""},
    "contacts": lambda entry: {"contacts": _joined(contact.name for contact in entry.contacts)},
    "act": _act,
    "cautions": _cautions,
    "source": _source,
}
"""The fields that have other columns than one of their own name."""

_ORDER = (
    "id kind name aliases summary phones emails urls postal_address hours languages cost ages areas groups topics "
    "services conditions referral operator reports_to recorded provider contacts act date notes cautions confidence "
    "source checked directory"
).split()
"""The fields in the order of their columns, which stays. New fields come last."""


@cache
def _fields() -> list[str]:
    plain = [field.name for field in fields_of(Entry) if field.meta.csv and (field.is_plain or field.name in _SPECIAL)]
    return [*_ORDER, *(name for name in plain if name not in _ORDER)]


def row(entry: Entry) -> Columns:
    """Return an entry as column and text; empty where the source states nothing."""
    columns: Columns = {}
    for name in _fields():
        if name in _SPECIAL:
            columns |= _SPECIAL[name](entry)
        else:
            value = getattr(entry, name)
            columns[name] = _joined(map(str, value if isinstance(value, tuple) else (value or "",)))
    return columns


def columns() -> list[str]:
    """Return the names of the columns in order."""
    from hart_cli.model import BUNDLED, FILE_ITSELF

    return list(row(Entry("", "", "", FILE_ITSELF, BUNDLED)))
