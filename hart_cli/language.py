"""The language that hart speaks to people: English, or Spanish where `--ui es`, HART_UI or the locale asks
for it. Decided once for a run. Search is never changed by it.

What hart says is written in English everywhere; `say` gives the Spanish where it goes out.
"""

from __future__ import annotations

from hart_cli import emergency
from hart_cli.model import Entry

_spoken, _asked = "en", False


def begin(arguments: list[str]) -> None:
    """Decide by the command line, HART_UI and the locale, in that order.

    Args:
        arguments: the words after `hart`.
    """
    global _spoken, _asked
    _spoken, _asked = emergency.language(arguments), "--ui" in " ".join(arguments)


def use(named: str | None) -> None:
    """Speak the language that an option named, if it named one."""
    global _spoken, _asked
    if named is not None:
        _spoken, _asked = named, True


def spanish(*, for_machines: bool = False) -> bool:
    """Whether to speak Spanish: to people as decided, to machines only where `--ui` asked for it."""
    return _spoken == "es" and (_asked or not for_machines)


def say(text: str) -> str:
    """Return what hart says to people in their language."""
    if _spoken == "en":
        return text
    from hart_cli.spanish import translated

    return translated(text)


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


def gloss(entry: Entry) -> str | None:
    """Return what the name of an entry means in Spanish, where its texts are shown in Spanish."""
    return entry.spanish.name if entry.spanish and entry.text_language == "es" else None
