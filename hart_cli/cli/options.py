"""The options that commands share, each declared once."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from enum import Enum
from functools import partial, wraps
from pathlib import Path
from typing import Annotated, Any, NamedTuple, TypeVar

import typer

from hart_cli import language
from hart_cli.language import filled
from hart_cli.model import Filters
from hart_cli.text import fold

T = TypeVar("T")


class Format(str, Enum):
    """What `--format` takes."""

    table = "table"
    json = "json"
    ndjson = "ndjson"
    csv = "csv"
    tsv = "tsv"
    markdown = "markdown"
    ids = "ids"


class Color(str, Enum):
    """What `--color` takes."""

    auto = "auto"
    always = "always"
    never = "never"


class Channel(str, Enum):
    """What `--channel` takes."""

    voice = "voice"
    text = "text"
    fax = "fax"
    tty = "tty"


Kind = Annotated[list[str] | None, typer.Option("--kind", "-k", metavar="KIND", help="Only this kind; repeatable.")]
Topic = Annotated[list[str] | None, typer.Option("--topic", "-t", metavar="TOPIC", help="Only this topic; repeatable.")]
Group = Annotated[list[str] | None, typer.Option("--group", "-g", metavar="GROUP", help="Who it serves; repeatable.")]
Language = Annotated[
    list[str] | None, typer.Option("--language", "-l", metavar="CODE", help="Language, e.g. en or es; repeatable.")
]
# Read as lists, so that `single` sees all that was given.
Age = Annotated[list[int] | None, typer.Option("--age", min=0, max=120, metavar="N", help="The person's age in years.")]
Town = Annotated[
    list[str] | None,
    typer.Option("--town", metavar="NAME", help="A town, village or ZIP code of Connecticut, or a DCF area office."),
]
Since = Annotated[list[int] | None, typer.Option("--since", metavar="YEAR", help="Only acts of this year or later.")]
Until = Annotated[list[int] | None, typer.Option("--until", metavar="YEAR", help="Only acts of this year or earlier.")]
Statute = Annotated[
    list[str] | None, typer.Option("--statute", metavar="SECTION", help="Only acts that touch it, e.g. 53a-82.")
]
To = Annotated[
    list[Path] | None,
    typer.Option("-o", "--output", metavar="FILE", help="A new file; - or nothing for standard output."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Leave out what does not state that it fits.")]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=0, metavar="N", help="How many to print; 0 = all.")]
Data = Annotated[
    list[str] | None, typer.Option("--data", metavar="PATH", help="A directory of your own beside the bundled one.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
OutputFormat = Annotated[
    Format | None, typer.Option("--format", "-f", help="How to print, whatever the destination.", case_sensitive=False)
]
Plain = Annotated[bool, typer.Option("--plain", help="One fact a line, no boxes, no colors.")]
AlwaysPlain = Annotated[bool, typer.Option("--plain", help="Changes nothing: this is plain text already.")]
ColorChoice = Annotated[Color, typer.Option("--color", case_sensitive=False, help="When to use colors.")]


class Spoken(str, Enum):
    """What `--ui` takes."""

    en = "en"
    es = "es"


def _speak(named: Spoken | None) -> Spoken | None:
    language.use(named.value if named else None)
    return named


Ui = Annotated[
    Spoken | None,
    typer.Option(
        "--ui", callback=_speak, is_eager=True, case_sensitive=False, help="Speak English or Spanish: en or es."
    ),
]


def single(option: str, values: Sequence[T] | None, alike: Callable[[T], object] = lambda value: value) -> T | None:
    """Return the one value of an option that holds once, or None where it was not given.

    Args:
        option: its name, for the message.
        values: what was given, in its order.
        alike: what values that mean the same share.

    Raises:
        UsageError: it was given twice, with different values.
    """
    different = list({alike(value): value for value in values or ()}.values())
    if len(different) > 1:
        from hart_cli.errors import UsageError

        named = " and ".join(str(value) if isinstance(value, int) else repr(str(value)) for value in different)
        raise UsageError(filled("{} was given as {}; give it once", option, named))
    return different[0] if different else None


class OutputOptions(NamedTuple):
    """How the answer is to be printed: a format, "plain", or "auto" for what the stream asks for."""

    format: str
    color: str


def output_options(
    json: Json = False, output: OutputFormat = None, plain: Plain = False, color: ColorChoice = Color.auto
) -> OutputOptions:
    """Return how to print. `--json` is short for `--format json`.

    Raises:
        UsageError: two of them contradict each other.
    """
    from hart_cli.errors import UsageError

    if json and output not in (None, Format.json):
        raise UsageError(language.filled("--json and --format {} cannot both be", output.value if output else ""))
    if json:
        return OutputOptions("json", color.value)
    if output is not None:
        return OutputOptions(output.value, color.value)
    return OutputOptions("plain" if plain else "auto", color.value)


def filters(
    kind: Kind = None,
    topic: Topic = None,
    group: Group = None,
    language: Language = None,
    age: Age = None,
    town: Town = None,
    strict: Strict = False,
) -> Filters:
    """Return the filters that the options give. Values of kind, topic, group and language add up.

    Raises:
        UsageError: age or town was given twice, with different values.
    """
    kinds, topics, groups, languages = (
        tuple(code.strip().lower() for code in codes or ()) for codes in (kind, topic, group, language)
    )
    return Filters(
        kinds,
        topics,
        groups,
        languages,
        single("--age", age),
        single("--town", town, fold),
        strict,
    )


def shared(**makers: Callable[..., object]) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Give a command options that it shares with others.

    Args:
        makers: for a parameter of the command, the function that makes its value. The options of that function
            stand in the parameter's place on the command line; what a `partial` has filled in does not.
    """
    taken = {name: _options(maker) for name, maker in makers.items()}

    def given(command: Callable[..., int]) -> Callable[..., int]:
        own = inspect.signature(command, eval_str=True)
        parameters = [option for name, one in own.parameters.items() for option in taken.get(name, [one])]

        @wraps(command)
        def run(**values: Any) -> int:
            for name, maker in makers.items():
                values[name] = maker(**{option.name: values.pop(option.name) for option in taken[name]})
            return command(**values)

        # What the parser reads in place of the command's own parameters.
        named = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
        vars(run)["__signature__"] = own.replace(parameters=named)
        return run

    return given


def _options(maker: Callable[..., object]) -> list[inspect.Parameter]:
    filled = maker.keywords if isinstance(maker, partial) else {}
    return [one for one in inspect.signature(maker, eval_str=True).parameters.values() if one.name not in filled]
