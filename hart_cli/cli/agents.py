"""`hart help agents`: the page for programs that call hart, from the options, the exit statuses and the JSON Schema."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from typing import Any

from hart_cli.cli import reference
from hart_cli.cli.help_topics import EXIT_CODES
from hart_cli.cli.registry import COMMANDS
from hart_cli.emergency import sentences
from hart_cli.output.schema import schema

WIDTH = 100
FIRST = "If somebody is or may be in danger, give these numbers first, whatever the question is. hart hotline prints them offline."
WARNING = (
    (
        "hart sends nothing to anybody. You may: words that you give to the provider of a model leave this machine, and "
        "hart cannot call them back. Do not give the model or hart a name, a birthday, an address or the story of a "
        "person: a need, an age and a town are enough. Tell this to the person who types."
    ),
    (
        'Repeat what hart prints unchanged: each number with its words (what to press, "text only", cautions), its '
        "source and its date. Never invent, complete or correct a number. null and [] mean that no source states it, not "
        "that the answer is no."
    ),
)
CALLING = (
    (
        "Pass the arguments as a list, without a shell: hart COMMAND [OPTIONS] [WORDS]. Options follow the command; "
        'words that begin with a dash follow "--". Add --json if the command has it. Results go to standard '
        "output, messages to standard error. hart find - reads the words from standard input, where no list of processes "
        "shows them. If standard input or output is not a terminal, hart asks no questions."
    ),
)
DOCUMENT = (
    "--json prints one document: {}. count is the number of its results, total the number of matches. If nothing "
    "matches, results is [] and the exit status 1. Each result is an entry, except for topics and about. A key with ? "
    "can be null; a key in parentheses appears only if it applies. Keys are only added. hart schema prints the JSON Schema. "
    "An entry:"
)


def page() -> str:
    """Return the page."""
    document = schema()
    parts = [
        "hart for programs that call it, such as scripts and language models\n",
        _wrapped(FIRST, "") + "\n" + "".join(_wrapped(line) for line in sentences()),
        _section("Warning", *WARNING),
        _section("Calling", *CALLING),
        "Commands\n\n" + "".join(_commands()),
        "Options\n\n" + "".join(_options()),
        EXIT_CODES,
        _section("JSON", DOCUMENT.format(_shape({**document, "allOf": []}))),
        "".join(map(_wrapped, _keys(document["$defs"]["entry"]))),
    ]
    return "\n".join(parts)


def _wrapped(text: str, margin: str = "  ") -> str:
    """Return a text as indented lines."""
    filled = textwrap.fill(text, WIDTH - len(margin), break_long_words=False, break_on_hyphens=False)
    return textwrap.indent(filled, margin) + "\n"


def _section(title: str, *paragraphs: str) -> str:
    return f"{title}\n\n" + "\n".join(map(_wrapped, paragraphs))


def _commands() -> Iterator[str]:
    for name, command, context in reference.commands():
        arguments = reference.usage(command, context).removeprefix("[OPTIONS]")
        yield f"  hart {name}{arguments}\n      {COMMANDS[name]}\n"
        names = [max(p.opts, key=len) for p in command.params if p.param_type_name == "option" and not p.hidden]
        if names:
            yield _wrapped(" ".join(names), "      ")


def _options() -> Iterator[str]:
    """Yield each option once, with its commands where its meaning depends on the command."""
    of_commands: dict[str, dict[tuple[str, str], list[str]]] = {}
    for name, command, context in reference.commands():
        for parameter in command.params:
            record = parameter.get_help_record(context)
            if parameter.param_type_name == "option" and record:
                meanings = of_commands.setdefault(max(parameter.opts, key=len), {})
                meanings.setdefault((record[0], " ".join(record[1].split())), []).append(name)
    for option in sorted(of_commands):
        meanings = of_commands[option]
        for (term, about), names in meanings.items():
            where = f" ({', '.join(names)})" if len(meanings) > 1 else ""
            yield f"  {term}\n" + _wrapped(about + where, "      ")


def _keys(table: dict[str, Any]) -> Iterator[str]:
    """Yield the keys of an object, each with its shape; one that need not be there in parentheses."""
    for key, value in table.get("properties", {}).items():
        shape = _shape(value)
        named = f"{key}{shape}" if shape in ("?", "") else f"{key} {shape}"
        yield named if key in table.get("required", ()) else f"({named})"


def _shape(value: dict[str, Any]) -> str:
    """Return the shape of a JSON value in short: {key, key?}, [item], one|other; nothing for a plain text or number."""
    if "anyOf" in value:
        return "".join(_shape(each) or "?" for each in value["anyOf"])
    if "enum" in value:
        named = "|".join(str(each) for each in value["enum"] if each is not None)
        return named + ("?" if None in value["enum"] else "")
    kinds = value.get("type", ())
    if kinds == "array":
        return f"[{_shape(value.get('items', {}))}]"
    if kinds == "object":
        if isinstance(value.get("additionalProperties"), dict):
            return f"{{FIELD: {_shape(value['additionalProperties'])}}}"
        return f"{{{', '.join(_keys(value))}}}"
    return "?" if "null" in kinds else ""
