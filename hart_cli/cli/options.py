"""The options of all commands: one table, in which each is declared once, and the values that several of them make.

A command takes an option by annotating a parameter with its line of the table; `option_groups` gives it values such
as `Filters`, which are made of several options.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from functools import partial, wraps
from pathlib import Path
from typing import Annotated, Any, Literal, NamedTuple, TypeVar

import typer

from hart_cli.errors import UsageError
from hart_cli.i18n.catalog import use
from hart_cli.i18n.messages import Listing, message
from hart_cli.model import Filters
from hart_cli.text import fold

T = TypeVar("T")


Format = Literal["table", "json", "ndjson", "csv", "tsv", "markdown", "ids"]
Color = Literal["auto", "always", "never"]
Channel = Literal["voice", "text", "fax", "tty"]
UiLanguage = Literal["en", "es"]
ExportFormat = Literal["json", "ndjson", "csv", "tsv", "markdown", "vcard", "html", "handout", "hsds"]
Layout = Literal["sheet", "card"]
CardVersion = Literal["3", "4"]


def _use_language(language: UiLanguage | None) -> UiLanguage | None:
    use(language)
    return language


# The table. What holds once is read as a list, so that `single` can refuse two values.

Kind = Annotated[list[str] | None, typer.Option("--kind", "-k", metavar="KIND", help="Only this kind; repeatable.")]
Topic = Annotated[list[str] | None, typer.Option("--topic", "-t", metavar="TOPIC", help="Only this topic; repeatable.")]
Group = Annotated[list[str] | None, typer.Option("--group", "-g", metavar="GROUP", help="Who it serves; repeatable.")]
Language = Annotated[
    list[str] | None, typer.Option("--language", "-l", metavar="CODE", help="Language, e.g. en or es; repeatable.")
]
Age = Annotated[list[int] | None, typer.Option("--age", min=0, max=120, metavar="N", help="The person's age in years.")]
Town = Annotated[
    list[str] | None,
    typer.Option("--town", metavar="NAME", help="A town, village or ZIP code of Connecticut, or a DCF area office."),
]
Since = Annotated[list[int] | None, typer.Option("--since", metavar="YEAR", help="Only acts of this year or later.")]
Until = Annotated[list[int] | None, typer.Option("--until", metavar="YEAR", help="Only acts of this year or earlier.")]
Statute = Annotated[
    list[str] | None,
    typer.Option("--statute", metavar="SECTION", help="Only acts that change this section, e.g. 53a-82."),
]
To = Annotated[
    list[Path] | None,
    typer.Option("-o", "--output", metavar="FILE", help="A new file; - or nothing for standard output."),
]
Strict = Annotated[bool, typer.Option("--strict", help="Leave out entries that do not state that they fit.")]
Limit = Annotated[int | None, typer.Option("--limit", "-n", min=0, metavar="N", help="How many to print; 0 = all.")]
Data = Annotated[
    list[str] | None, typer.Option("--data", metavar="PATH", help="Your own directory, in addition to the bundled one.")
]
Json = Annotated[bool, typer.Option("--json", help="Print one JSON document.")]
OutputFormat = Annotated[
    Format | None, typer.Option("--format", "-f", help="The output format, for any destination.", case_sensitive=False)
]
Plain = Annotated[bool, typer.Option("--plain", help="One fact per line, no boxes, no colors.")]
AlwaysPlain = Annotated[bool, typer.Option("--plain", help="No effect: the output is already plain text.")]
ColorChoice = Annotated[Color, typer.Option("--color", case_sensitive=False, help="When to use colors.")]


Ui = Annotated[
    UiLanguage | None,
    typer.Option(
        "--ui", callback=_use_language, is_eager=True, case_sensitive=False, help="The language of the texts: en or es."
    ),
]
Explain = Annotated[bool, typer.Option("--explain", help="Say why each entry matches.")]
AllLines = Annotated[bool, typer.Option("--all", help="Every line, grouped.")]
Number = Annotated[bool, typer.Option("--number", help="Print only the number of the best match, or the three.")]
ChannelChoice = Annotated[
    Channel | None, typer.Option("--channel", case_sensitive=False, help="Print the numbers of this channel.")
]
Qr = Annotated[bool, typer.Option("--qr", help="Each number with a code to scan with a phone.")]
Timeline = Annotated[
    bool, typer.Option("--timeline", help="The acts over the years: what each did, and what changed it.")
]
AddressOnly = Annotated[bool, typer.Option("--plain", help="Print the address and do not start a browser.")]
Force = Annotated[bool, typer.Option("--force", help="Overwrite the file.")]
People = Annotated[bool, typer.Option("--people", help="Include named staff.")]
Titled = Annotated[
    bool, typer.Option("--titled", help="Full names and titles in vcard, html and handout, not neutral ones.")
]
LayoutChoice = Annotated[
    Layout, typer.Option("--layout", case_sensitive=False, help="A handout: one page, or a wallet card.")
]
CardVersionChoice = Annotated[
    CardVersion, typer.Option("--version", help="The version of the cards; phones and computers read 3 best.")
]
NoCodes = Annotated[bool, typer.Option("--no-codes", help="A handout without codes to scan.")]
News = Annotated[bool, typer.Option("--news", help="Add news, newsletters and figures to an html page.")]
Stale = Annotated[
    int | None,
    typer.Option("--stale", min=0, metavar="DAYS", help="List facts whose source is older than this."),
]
Online = Annotated[
    bool, typer.Option("--online", help="Test whether the web addresses still answer. Uses the network.")
]
Man = Annotated[bool, typer.Option("--man", help="Open the man page at a terminal; elsewhere print its roff source.")]


def single(option: str, values: Sequence[T] | None, alike: Callable[[T], object] = lambda value: value) -> T | None:
    """Return the one value of an option that holds once.

    Args:
        option: its name, for the message.
        values: the values on the command line, in their order.
        alike: gives the same for values that mean the same.

    Returns:
        The value, or None without one.

    Raises:
        UsageError: there are two values with different meanings.
    """
    different = list({alike(value): value for value in values or ()}.values())
    if len(different) > 1:
        named = [str(value) if isinstance(value, int) else repr(str(value)) for value in different]
        raise UsageError(
            message(
                "{option} was given as {values}; give it once",
                option=option,
                values=Listing(tuple(named), message(" and ")),
            )
        )
    return different[0] if different else None


class OutputOptions(NamedTuple):
    """How an answer is printed.

    Attributes:
        format: a value of `--format`, "plain", or "auto" for the one that suits the stream.
        color: a value of `--color`.
    """

    format: str
    color: str


def output_options(
    json: Json = False,
    output: OutputFormat = None,
    plain: Plain = False,
    color: ColorChoice = "auto",
    _ui: Ui = None,
) -> OutputOptions:
    """Return how an answer is printed. `--json` is short for `--format json`; `--ui` takes effect while it is read.

    Raises:
        UsageError: two of them contradict each other.
    """
    if json and output not in (None, "json"):
        raise UsageError(message("--json and --format {format} cannot both be", format=output))
    return OutputOptions("json" if json else output or ("plain" if plain else "auto"), color)


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
    return Filters(kinds, topics, groups, languages, single("--age", age), single("--town", town, fold), strict)


def option_groups(**makers: Callable[..., object]) -> Callable[[Callable[..., int]], Callable[..., int]]:
    """Let a command take values that are made of several options.

    Typer reads the options of a command from its signature. In the signature that this sets, the parameters of a
    maker stand in place of the parameter that takes its value. Where the command runs, the maker is called with the
    values of its options first.

    Args:
        **makers: for a parameter of the command the function that makes its value; each of its parameters is an
            option of the table. What a `partial` fills in is no option.

    Returns:
        A decorator for the function of a command.
    """
    options = {name: _parameters(maker) for name, maker in makers.items()}

    def decorate(command: Callable[..., int]) -> Callable[..., int]:
        signature = inspect.signature(command, eval_str=True)
        parameters = [one for name, own in signature.parameters.items() for one in options.get(name, [own])]

        @wraps(command)
        def run(**values: Any) -> int:
            for name, maker in makers.items():
                values[name] = maker(**{option.name: values.pop(option.name) for option in options[name]})
            return command(**values)

        keyword_only = [one.replace(kind=inspect.Parameter.KEYWORD_ONLY) for one in parameters]
        vars(run)["__signature__"] = signature.replace(parameters=keyword_only)
        return run

    return decorate


def _parameters(maker: Callable[..., object]) -> list[inspect.Parameter]:
    bound = maker.keywords if isinstance(maker, partial) else {}
    return [one for one in inspect.signature(maker, eval_str=True).parameters.values() if one.name not in bound]
