"""What may come next on a command line: commands, options, and values from the compiled directory.

A shell's script (`shells.py`) hands the words over on standard input, where no list of processes and no file
sees them, and names itself in HART_COMPLETE. Nothing typed is printed back, kept or looked up anywhere else.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterable
from typing import Any, NamedTuple

from hart_cli.cli.app import group
from hart_cli.cli.help_topics import NAMES_OF_TOPICS
from hart_cli.cli.registry import COMMANDS
from hart_cli.safe import safe
from hart_cli.store.loader import open_bundled
from hart_cli.store.store import Store

FILES = ":files"
"""The line that asks the shell to complete names of files by itself."""

_MOST_BYTES = 65536


class Offer(NamedTuple):
    """A word that may come next, and what it is."""

    word: str
    about: str = ""


def answer() -> int:
    """Print what may come next for the words on standard input, one offer a line: the word, a tab and what it
    is. Returns 0 whatever happens: a shell that asks for help in the middle of a line gets no error."""
    shell = os.environ["HART_COMPLETE"]
    try:
        typed = sys.stdin.buffer.read(_MOST_BYTES).decode("utf-8", "replace")
        words = typed.split("\0")[:-1] if "\0" in typed else typed.splitlines()
        sys.stdout.write("".join(_line(offer, shell) for offer in offers(words, shell)))
        sys.stdout.flush()
    except Exception:
        return 0
    return 0


def _line(offer: Offer, shell: str) -> str:
    about = "" if shell == "bash" or not offer.about else "\t" + safe(offer.about)
    return safe(offer.word) + about + "\n"


def _joined(words: list[str], shell: str) -> list[str]:
    """Return the words with `--town`, `=`, `Brid`, as bash parts them, put together again."""
    if shell != "bash":
        return words
    joined: list[str] = []
    for word in words:
        if joined and joined[-1].startswith("--") and (word == "=" or joined[-1].endswith("=")):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def offers(words: list[str], shell: str = "") -> list[Offer]:
    """Return what may stand in place of the last word.

    Args:
        words: the words after `hart`; the last is the one that is being typed, perhaps empty.
        shell: for bash, what follows `--town=` is offered without it, since bash keeps that part.

    Returns:
        The offers that begin with the last word, whatever its case; [Offer(FILES)] for a file's name.
    """
    *before, current = _joined(words, shell) or [""]
    current = current.removeprefix("'").removeprefix('"')  # a quote that is still open
    name = next((word for word in before if not word.startswith("-")), None)
    if name is None:
        return _begin(current, [*_options(group().params), *_commands()] if current[:1] == "-" else _commands())
    if name not in COMMANDS:
        return []
    command = group().get_command(None, name)
    # Where a value is due, an option's name before it decides; after "--" there are no options.
    ended = "--" in before
    option = None if ended else _taking(command.params, before[-1])
    if option is not None:
        return _begin(current, _values(option))
    if current[:2] == "--" and "=" in current and not ended:
        return _after_equals(command.params, current, shell)
    options = [] if ended else _options(command.params)
    return _begin(current, options if current[:1] == "-" else _positional(name, command.params) or options)


def _begin(current: str, found: Iterable[Offer]) -> list[Offer]:
    start = current.casefold()
    return [offer for offer in found if offer.word == FILES or offer.word.casefold().startswith(start)]


def _after_equals(parameters: list[Any], current: str, shell: str) -> list[Offer]:
    long, _, part = current.partition("=")
    option = _taking(parameters, long)
    if option is None:
        return []
    kept = "" if shell == "bash" else f"{long}="
    return [
        offer if offer.word == FILES else Offer(kept + offer.word, offer.about)
        for offer in _begin(part, _values(option))
    ]


def _commands() -> list[Offer]:
    return [Offer(name, about) for name, about in COMMANDS.items()]


def _options(parameters: list[Any]) -> list[Offer]:
    named = [p for p in parameters if p.param_type_name == "option" and not p.hidden]
    found = [Offer(max(p.opts, key=len), p.help or "") for p in named]
    return [*found, Offer("--help", "Show this message and exit.")]


def _taking(parameters: list[Any], word: str) -> Any:
    """Return the option of this name if a value must follow it, else None."""
    named = (p for p in parameters if p.param_type_name == "option" and word in p.opts)
    return next((p for p in named if not p.is_flag), None)


def _values(option: Any) -> list[Offer]:
    choices = getattr(option.type, "choices", None)
    if choices:
        return [Offer(str(getattr(choice, "value", choice))) for choice in choices]
    make = _OF_OPTIONS.get(max(option.opts, key=len))
    return make(open_bundled()) if make else []


def _positional(name: str, parameters: list[Any]) -> list[Offer]:
    """Return what may stand as a word of this command."""
    if name == "help":
        return [*_commands(), *(Offer(topic, "Topic") for topic in NAMES_OF_TOPICS)]
    make = _OF_COMMANDS.get(name)
    if make is not None:
        return make(open_bundled())
    choices = next((p.type.choices for p in parameters if hasattr(p.type, "choices") and p.name == "format"), ())
    return [Offer(str(getattr(choice, "value", choice))) for choice in choices]


def _labels(key: str) -> Callable[[Store], list[Offer]]:
    return lambda store: [Offer(code, label) for code, label in store.meta(key).items()]


def _languages(store: Store) -> list[Offer]:
    from hart_cli.model import LANGUAGES

    codes = {code for _, entry in store.entries() for code in entry.languages}
    return [Offer(code, LANGUAGES.get(code, "")) for code in sorted(codes)]


def _towns(store: Store) -> list[Offer]:
    towns = {town.name for folded in store.towns() if (town := store.town(folded))}
    return [Offer(name) for name in sorted({*towns, *store.meta("offices")})]


def _ids(kind: str | None = None) -> Callable[[Store], list[Offer]]:
    return lambda store: [Offer(e.id, e.name) for _, e in store.entries() if kind in (None, e.kind)]


def _act_numbers(store: Store) -> list[Offer]:
    return [Offer(o.word.removeprefix("pa-"), o.about.partition(": ")[2]) for o in _ids("act")(store)]


def _sections(store: Store) -> list[Offer]:
    from hart_cli.text import sections

    acts = (entry.act for _, entry in store.entries() if entry.act)
    found = {section: s.about for act in acts for s in act.statutes for section in sections(s.section)}
    return [Offer(section, about) for section, about in sorted(found.items())]


def _files(_: Store | None = None) -> list[Offer]:
    return [Offer(FILES)]


_OF_OPTIONS: dict[str, Callable[[Store], list[Offer]]] = {
    "--kind": _labels("kinds"),
    "--topic": _labels("topics"),
    "--group": _labels("groups"),
    "--language": _languages,
    "--town": _towns,
    "--statute": _sections,
    "--data": _files,
    "--output": _files,
}
_OF_COMMANDS: dict[str, Callable[[Store], list[Offer]]] = {
    "show": _ids(),
    "open": _ids(),
    "hotline": _ids("hotline"),
    "acts": _act_numbers,
    "check": _files,
}
