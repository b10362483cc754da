"""Who answers a line, whether calls are recorded and who will be told: on every sheet and card, as far as it is stated."""

from __future__ import annotations

from hart_cli import confidentiality
from hart_cli.export import neutral
from hart_cli.i18n.catalog import gettext, word
from hart_cli.i18n.messages import message
from hart_cli.model import BUNDLED, Entry

_CARELINE = message("State staff answer. Calls are recorded. A call here is a report to the state.")
_QUESTIONS = {
    "recorded": message("Ask whether calls are recorded."),
    "reports_to": message("Ask who will be told before you give your name."),
}


def lines(entry: Entry, ui: str, *, titled: bool) -> tuple[str, ...]:
    """Return who answers, whether calls are recorded and who is told. Where names are neutral, what would tell what the
    entry is about becomes a question to ask.

    Args:
        entry: as the directory has it.
        ui: "en" or "es".
        titled: whether names may stand there.
    """
    if titled:
        return confidentiality.lines(entry, ui)
    if entry.directory == BUNDLED and entry.id == "ct-careline":
        return (gettext(_CARELINE, ui),)
    return tuple(
        f"{word(confidentiality.LABELS[field], ui)}: {confidentiality.text_of(entry, field, ui)}"
        if neutral.is_neutral(getattr(entry, field), entry)
        else gettext(question, ui)
        for field, question in _QUESTIONS.items()
        if getattr(entry, field)
    )
