"""Who answers a line, whether calls are recorded and who will be told: on every sheet and card, as far as it is stated."""

from __future__ import annotations

from hart_cli import confidentiality
from hart_cli.export import neutral
from hart_cli.model import BUNDLED, Entry


def lines(entry: Entry, ui: str, *, titled: bool) -> tuple[str, ...]:
    """Return who answers, whether calls are recorded and who is told. Where names are neutral, what would tell what the
    entry is about becomes a question to ask.

    Args:
        entry: as the directory has it.
        ui: "en" or "es".
        titled: whether names may stand there.
    """
    words = confidentiality.WORDS[ui]
    if titled:
        return confidentiality.lines(entry, ui)
    if entry.directory == BUNDLED and entry.id == "ct-careline":
        return (words.careline,)
    asked = (("recorded", words.recorded, words.ask_recorded), ("reports_to", words.told, words.ask_told))
    return tuple(
        f"{label}: {confidentiality.said(entry, field, ui)}"
        if neutral.is_neutral(getattr(entry, field), entry)
        else question
        for field, label, question in asked
        if getattr(entry, field)
    )
