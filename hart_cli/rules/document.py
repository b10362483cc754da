"""The rules of the bundled directory as a whole."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from hart_cli.rules.context import Table
from hart_cli.rules.numbers import stray_numbers
from hart_cli.rules.sources import named_sources

EMERGENCY_IDS = ("911", "ct-careline", "national-human-trafficking-hotline")
ANSWER_IDS = (*EMERGENCY_IDS, "988-lifeline", "ct-safe-connect", "211-connecticut")
"""The lines that the answer to words of danger names: each must be there, with a number to call."""

DOCUMENT_SITES = tuple(
    "scribd.com studylib.net docslib.org dokumen.tips pdfslide.net vdocuments.net slideplayer.com docsbay.net "
    "documentine.com coursehero.com yumpu.com".split()
)
"""Sites that spread copies of papers they did not make: no address of theirs is given out."""

COPY_HOSTS = tuple("legiplex.com legiscan.com pubt.io unt.edu wtap.com eastwindsorchamber.com".split())
"""Where a copy may be named with its address: trackers of bills, an archive, and places it was handed to."""


def document_faults(document: Table) -> list[str]:
    """Return what is wrong with the bundled directory as a whole, in words."""
    entries = document.get("entry", [])
    return [
        *_double_ids(entries),
        *_order(entries, list(document["vocabulary"]["kinds"])),
        *_emergency_lines(entries),
        *_copies(document),
        *stray_numbers(entries),
        *_unused_sources(document),
    ]


def _double_ids(entries: list[Table]) -> Iterator[str]:
    """Every id is there once."""
    counts = Counter(entry["id"] for entry in entries if "id" in entry)
    yield from (f"the id {double!r} stands twice" for double in sorted(counts) if counts[double] > 1)


def _order(entries: list[Table], kinds: list[str]) -> Iterator[str]:
    """Entries are sorted by kind, in the order of the vocabulary, and id."""
    order = [(kinds.index(e["kind"]), e["id"]) for e in entries if e.get("kind") in kinds and "id" in e]
    wrong = next(((before, after) for before, after in pairwise(order) if before > after), None)
    if wrong:
        (_, before), (_, after) = wrong
        yield f"{after!r} must stand before {before!r}: entries are sorted by kind and id"


def _unused_sources(document: Table) -> Iterator[str]:
    """Every source is used by an entry."""
    used = {str(source) for entry in document.get("entry", []) for _, source in named_sources(entry)}
    for name in sorted(document.get("sources", {}).keys() - used):
        yield f"source {name} is used by no entry"


def _emergency_lines(entries: list[Table]) -> Iterator[str]:
    """The lines of the emergency answer are there, and can be called."""
    by_id = {entry.get("id"): entry for entry in entries}
    for needed in ANSWER_IDS:
        if needed not in by_id:
            yield f"the emergency line {needed!r} is missing"
        elif not any(phone.get("channel", "voice") == "voice" for phone in by_id[needed].get("phones", [])):
            yield f"the emergency line {needed!r} has no number to call"


def _copies(document: Table) -> Iterator[str]:
    """No address leads to a site that copies papers or pages of others; a copy is named without it."""
    for name, source in document.get("sources", {}).items():
        url = source.get("url", "")
        if _on(url, DOCUMENT_SITES):
            yield f"source {name}: {url} is the address of a site that copies papers; name the paper without it"
        elif url and source.get("confidence") == "copy" and not _on(url, COPY_HOSTS):
            yield f"source {name}: a copy is named without the address of the site that copied it"
    for entry in document.get("entry", []):
        for row in entry.get("urls", []):
            if _on(row.get("url", ""), DOCUMENT_SITES):
                yield f"entry {entry.get('id')!r}: {row['url']} is the address of a site that copies papers"


def _on(url: object, hosts: tuple[str, ...]) -> bool:
    """Whether an address is on one of the hosts, or below it.

    >>> _on("https://www.scribd.com/document/1", ("scribd.com",)), _on("https://a.org/scribd.com", ("scribd.com",))
    (True, False)
    """
    host = re.sub(r"^[a-z]+://|[/:?#].*$", "", str(url).lower(), flags=re.DOTALL)
    return any(host == known or host.endswith("." + known) for known in hosts)
