"""Markdown for notes and handovers: a heading and a list of facts for each entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from hart_cli.i18n.catalog import language, using
from hart_cli.model import Hit
from hart_cli.output.facts import Fact, all_facts, label_of
from hart_cli.safe import safe, web_address


def write(hits: Iterable[Hit]) -> Iterator[str]:
    """Yield each hit as a section of Markdown."""
    for number, hit in enumerate(hits):
        yield "\n" if number else ""
        yield f"## {safe(hit.entry.name, 'markdown')}\n\n"
        for label, fact in _facts(hit):
            address = web_address(fact.url) if fact.url else None
            value = f"<{address}>" if address and fact.value == address else safe(fact.value, "markdown")
            yield f"- **{safe(label, 'markdown')}**: {value}\n"


def _facts(hit: Hit) -> list[tuple[str, Fact]]:
    with using(language(for_machines=True)):
        return [(label_of(fact).strip(), fact) for fact in all_facts(hit)]
