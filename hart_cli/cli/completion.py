"""What may come next on a command line: commands, options, and values from the compiled directory.

The script of a shell (`shells.py`) hands the words over on standard input, where no list of processes and no file
shows them, and names the shell in HART_COMPLETE. Nothing that is typed is printed back, kept or sent.
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
"""The word that asks the shell to complete names of files by itself."""

_MOST_BYTES = 65536


class Offer(NamedTuple):
    """A word that may come next, and what it is."""

    word: str
    about: str = ""


def answer() -> int:
    """Print the offers for the words on standard input, one a line: the word, and after a tab what it is.

    Returns:
        The exit status 0, whatever happens: in the middle of a line a shell has no place for an error.
    """
    shell = os.environ["HART_COMPLETE"]
    try:
        typed = sys.stdin.buffer.read(_MOST_BYTES).decode("utf-8", "replace")
        words = typed.split("\0")[:-1] if "\0" in typed else typed.splitlines()
        for word, about in offers(words, shell):
            sys.stdout.write(safe(word) + ("" if shell == "bash" or not about else "\t" + safe(about)) + "\n")
        sys.stdout.flush()
    except Exception:  # noqa: BLE001 (a shell that completes shows no fault)
        return 0
    return 0


def offers(words: list[str], shell: str = "") -> list[Offer]:  # noqa: PLR0911 (one return for each kind of word)
    """Return what may stand in place of the last word.

    Args:
        words: the words after `hart`; the last is the one that is being typed, perhaps empty.
        shell: for bash, what follows `--town=` is offered without it, since bash keeps that part.

    Returns:
        The offers that begin with the last word, whatever its case; [Offer(FILES)] for the name of a file.
    """
    *before, current = _joined(words, shell) or [""]
    current = current.removeprefix("'").removeprefix('"')  # a quote that is still open
    name = next((word for word in before if not word.startswith("-")), None)
    if name is None:
        return _starting(current, [*_options(group().params), *_commands()] if current[:1] == "-" else _commands())
    if name not in COMMANDS:
        return []
    parameters = group().get_command(None, name).params
    if "--" in before:
        return _starting(current, _arguments(name, parameters))
    option, equals, value = current.partition("=")
    if (due := _option_with_value(parameters, before[-1])) is not None:
        return _starting(current, _values(due))
    if current[:2] == "--" and equals:
        due = _option_with_value(parameters, option)
        kept = "" if shell == "bash" else option + equals
        matching = _starting(value, _values(due)) if due is not None else []
        return [offer if offer.word == FILES else Offer(kept + offer.word, offer.about) for offer in matching]
    if current[:1] == "-":
        return _starting(current, _options(parameters))
    return _starting(current, _arguments(name, parameters) or _options(parameters))


def _joined(words: list[str], shell: str) -> list[str]:
    """Return the words with `--town`, `=`, `Brid`, as bash splits them, in one piece again."""
    if shell != "bash":
        return words
    joined: list[str] = []
    for word in words:
        if joined and joined[-1].startswith("--") and (word == "=" or joined[-1].endswith("=")):
            joined[-1] += word
        else:
            joined.append(word)
    return joined


def _starting(current: str, candidates: Iterable[Offer]) -> list[Offer]:
    start = current.casefold()
    return [offer for offer in candidates if offer.word == FILES or offer.word.casefold().startswith(start)]


def _commands() -> list[Offer]:
    return [Offer(name, about) for name, about in COMMANDS.items()]


def _options(parameters: list[Any]) -> list[Offer]:
    visible = [p for p in parameters if p.param_type_name == "option" and not p.hidden]
    return [
        *(Offer(max(p.opts, key=len), p.help or "") for p in visible),
        Offer("--help", "Show this message and exit."),
    ]


def _option_with_value(parameters: list[Any], name: str) -> Any:
    """Return the option of this name if a value must follow it, else None."""
    options = (p for p in parameters if p.param_type_name == "option" and name in p.opts)
    return next((p for p in options if not p.is_flag), None)


def _choices(parameter: Any) -> list[Offer]:
    return [Offer(choice) for choice in getattr(parameter.type, "choices", ())]


def _values(option: Any) -> list[Offer]:
    of_directory = _OF_OPTIONS.get(max(option.opts, key=len))
    return _choices(option) or (of_directory(open_bundled()) if of_directory else [])


def _arguments(command: str, parameters: list[Any]) -> list[Offer]:
    """Return what may stand as an argument of a command."""
    if command == "help":
        return [*_commands(), *(Offer(topic, "Topic") for topic in NAMES_OF_TOPICS)]
    if command in _OF_COMMANDS:
        return _OF_COMMANDS[command](open_bundled())
    return [offer for p in parameters if p.param_type_name == "argument" for offer in _choices(p)]


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

    statutes = (s for _, entry in store.entries() if entry.act for s in entry.act.statutes)
    abouts = {section: s.about for s in statutes for section in sections(s.section)}
    return [Offer(section, about) for section, about in sorted(abouts.items())]


def _files(_: Store) -> list[Offer]:
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
