"""Likely mistakes, and what to type instead. Says it; runs nothing that was not asked for.

No answer repeats what was typed but an option's name: it may be somebody's words.
"""

from __future__ import annotations

import re
from typing import Any

from hart_cli.cli.registry import COMMANDS
from hart_cli.i18n.messages import Message, message

_OTHER_NAMES = {
    "find": "search look lookup query grep ask seek google",
    "hotline": "call phone dial number numbers emergency crisis hotlines line lines 911 988 sos text",
    "acts": "act law laws statute statutes legislation pa bill",
    "show": "cat view get info details entry display read",
    "list": "ls dir browse all entries resources",
    "topics": "topic kinds kind groups group tags categories vocabulary languages areas towns",
    "figures": "figure stats statistics data numbers-by-year charts chart",
    "open": "web browse-to url visit",
    "export": "save write dump csv print download",
    "check": "validate lint test verify",
    "about": "info-about version sources license licence",
    "help": "man manual usage commands",
}
"""What people call a command who have not seen hart's names."""

_OTHER_OPTIONS = {
    "--kind": "type kinds category",
    "--topic": "topics tag tags subject about",
    "--group": "groups who for audience serves population gender",
    "--language": "lang languages locale spoken",
    "--town": "city place location county near area zip where",
    "--age": "ages years old years-old",
    "--limit": "max count top number-of num first head",
    "--data": "file input in directory from path",
    "--output": "out to save outfile",
    "--color never": "no-color no-colour nocolor",
    "--color": "colour colors",
    "--format csv": "csv",
    "--format tsv": "tsv",
    "--format ndjson": "ndjson jsonl",
    "--format markdown": "markdown md",
    "--format ids": "ids id",
    "--format table": "table",
    "--plain": "text simple raw accessible no-box ascii",
    "--explain": "why reasons verbose debug score",
    "--since": "year after start from-year",
    "--until": "before end to-year",
    "--statute": "section law sec",
    "--all": "every everything complete",
    "--number": "numbers phone digits",
    "--channel text": "text sms",
    "--force": "overwrite yes",
    "--timeline": "chart history",
}
"""What people call an option elsewhere. Only an option that the command has is named."""

_MORE_WORDS = {
    "list": "hart find searches by words, and hart list --kind KIND browses a kind",
    "export": "-o FILE names the file, and --kind, --topic and the like choose entries",
    "open": "it opens one entry; put a name of several words in quotes",
    "help": "name one command or topic",
}
# Compiled when they are needed: a search asks for them only where a word may be one.
_ACT = r"(?i)(?:pa|p\.a\.)?[ -]?\d{2,4}-\d{1,3}"
_PATH = r"(?i)(?:\.{0,2}[/\\]|~[/\\]|[a-z]:\\).*|.*\.(?:toml|json|ndjson|jsonl|csv|tsv|zip|xlsx?)"
_OPTION = r"--?[a-z][a-z-]*"
FILE_HINT = message(
    "that looks like a file: hart find WORDS --data FILE reads one beside the directory, hart check FILE tests it"
)


def looks_like_a_file(word: str) -> bool:
    """Whether a word is a path, or ends as the name of a data file does. Reads no file."""
    return any(mark in word for mark in "./\\") and re.fullmatch(_PATH, word) is not None


def _is_act(word: str) -> bool:
    return "-" in word and re.fullmatch(_ACT, word) is not None


def command_hint(typed: str) -> Message:
    """Return what to type instead of a word that is no command."""
    word = typed.lower()
    if _is_act(word):
        return message("hart acts NUMBER shows a public act")
    if looks_like_a_file(word):
        return FILE_HINT
    from difflib import get_close_matches

    others = {other: command for command, names in _OTHER_NAMES.items() for other in names.split()}
    if word in others or word in COMMANDS:
        near = [word]
    else:
        near = get_close_matches(word, COMMANDS, 1) or (
            get_close_matches(word, others, 1, 0.8) if len(word) > 3 else []
        )
    if near:
        return message("did you mean hart {command}?", command=others.get(near[0], near[0]))
    return message("hart find searches by words; hart --help lists all")


def explained(error: Any, arguments: list[str]) -> str:  # noqa: PLR0911 (one return for each kind of slip)
    """Return an error of the parser as one line that says what to type.

    Args:
        error: an exception of Typer with `format_message`. It knows the context of the command and, depending on
            its kind, the name of the option or the parameter.
        arguments: the command line.
    """
    context = getattr(error, "ctx", None)
    option = getattr(error, "option_name", None)
    help_hint = f"see hart {arguments[0]} --help" if arguments[:1] and arguments[0] in COMMANDS else "see hart --help"
    message = " ".join(error.format_message().split())
    if option is not None and "requires an argument" in message:
        return f"{option} needs a value; {help_hint}"
    if option is not None and "does not take a value" in message:
        return f"{option} takes no value; {help_hint}"
    if context is not None:
        options = _names(context.command, context)
        names = (word.partition("=")[0] for word in arguments)
        one_dash = next((name for name in names if len(name) > 2 and f"-{name}" in options), None)
        if one_dash:
            return f"long options have two dashes: -{one_dash}"
        if option is not None:
            return _no_option(option, context, options)
        parameter = getattr(error, "param", None)
        if parameter is not None:
            return f"{_wrong_value(parameter, error.message, context)}; {help_hint}"
        if "unexpected extra argument" in message:
            more = _MORE_WORDS.get(context.info_name, "hart find searches by words")
            return f"more words than hart {context.info_name} takes; {more}"
    return f"{message[:1].lower()}{message[1:].rstrip('.')}; see hart --help"


def _choices(parameter: Any, before: str) -> str:
    """Return the values that a parameter can have, after `before`; nothing where there is no list of them."""
    choices = getattr(parameter.type, "choices", None)
    return before + ", ".join(choices) if choices else ""


def _wrong_value(parameter: Any, message: str, context: Any) -> str:
    """Return what is wrong with a value of an option or argument, and what it takes.

    Args:
        parameter: what declares it.
        message: the parser's, which begins with the value, as Python writes it; empty where none was given.
        context: of the command.
    """
    is_option = parameter.param_type_name == "option"
    if not message:
        return f"hart {context.info_name} needs {parameter.make_metavar(context)}{_choices(parameter, ': ')}"
    name = max(parameter.opts, key=len) if is_option else parameter.make_metavar(context)
    value = message.partition(" is not ")[0]
    if getattr(parameter.type, "choices", None):
        return f"{name}: {value} is none of {_choices(parameter, '')}"
    least, most = getattr(parameter.type, "min", None), getattr(parameter.type, "max", None)
    if least is not None and most is not None:
        return f"{name}: {value} is no whole number from {least} to {most}"
    if least is not None:
        return f"{name}: {value} is no whole number from {least} on"
    if parameter.metavar == "YEAR":
        return f"{name}: {value} is no year such as 2016"
    return f"{name}: {value} is no whole number"


def _no_option(option: str, context: Any, own: set[str]) -> str:
    if not re.fullmatch(_OPTION, option):
        return "there is no such option; -- before words that start with a dash"
    if context.parent is None:
        if _other_command_has(option, context):
            return f"options follow the command, e.g. hart find mentor {option}; see hart --help"
        return f"no such option: {option}; options follow the command; see hart --help"
    hint = f"see hart {context.info_name} --help"
    similar = _similar_option(option, own)
    if similar:
        hint = f"did you mean {similar}? {hint[0].upper()}{hint[1:]}"
    elif _other_command_has(option, context.parent):
        hint = f"other commands have it; {hint}"
    return f"no such option: {option}; {hint}"


def _names(command: Any, context: Any) -> set[str]:
    return {name for p in command.get_params(context) if p.param_type_name == "option" for name in p.opts}


def _other_command_has(option: str, root: Any) -> bool:
    """Whether any command has the option. Builds all commands."""
    group = root.command
    commands = (group.get_command(root, name) for name in group.list_commands(root))
    return any(option in _names(command, root) for command in commands)


def _similar_option(option: str, own: set[str]) -> str | None:
    """Return the option of a command that another name or a typing error means."""
    from difflib import get_close_matches

    word = option.lstrip("-")
    for ours, others in _OTHER_OPTIONS.items():
        if word in others.split() and ours.partition(" ")[0] in own:
            return ours
    near = get_close_matches(option, sorted(name for name in own if name.startswith("--")), 1, 0.7)
    return near[0] if near else None


def advice(words: str, kinds: dict[str, str], *, names_act: bool = True) -> Message | None:
    """Return advice beside the hits of a search: its words look like a file, an act's number or a kind.

    Args:
        words: the words of the search, which are not repeated.
        kinds: the kinds of the directory with their labels.
        names_act: whether an act answers; only then may two numbers be the number of one.
    """
    if any(map(looks_like_a_file, words.split())):
        return message(
            "That looks like a file: hart find WORDS --data FILE reads one beside the directory, hart check FILE tests it."
        )
    text = words.strip().lower()
    if names_act and _is_act(text):
        return message("hart acts NUMBER shows a public act whole.")
    for kind in kinds:
        if text in (kind, f"{kind}s", kind.replace("-", " "), f"{kind.removesuffix('y')}ies"):
            return message("That is a kind, too: hart list --kind {kind} lists all of it.", kind=kind)
    return None
