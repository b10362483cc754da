"""The language that hart speaks to people, and its messages in that language. English is the source; the Spanish stands
in es.po, which is compiled to es.mo and read only where Spanish is wanted. Search is never changed by the language.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING

from hart_cli import emergency
from hart_cli.i18n.choice import chosen_language, named_language
from hart_cli.i18n.messages import Bilingual, Message, Renderable, rendered, term

if TYPE_CHECKING:
    from gettext import NullTranslations


class _Chosen:
    """The language of this run, and whether an option named it."""

    code = "en"
    is_named = False


def begin(arguments: list[str]) -> None:
    """Decide by the command line, HART_UI and the locale, in that order.

    Args:
        arguments: the words after `hart`.
    """
    _Chosen.code, _Chosen.is_named = chosen_language(arguments), bool(named_language(arguments))


def use(named: str | None) -> None:
    """Speak the language that an option named, if it named one."""
    if named is not None:
        _Chosen.code, _Chosen.is_named = named, True


@contextmanager
def using(code: str) -> Iterator[None]:
    """Speak a language, "en" or "es", for a while."""
    before, _Chosen.code = (_Chosen.code, _Chosen.is_named), code
    try:
        yield
    finally:
        _Chosen.code, _Chosen.is_named = before


def language(*, for_machines: bool = False) -> str:
    """Return the language as a code, "en" or "es": for people as decided; for machines Spanish only where `--ui` asked
    for it."""
    return _Chosen.code if _Chosen.is_named or not for_machines else "en"


def gettext(text: Renderable, code: str | None = None) -> str:
    """Return what hart says in a language.

    Args:
        text: a message; a sentence of the data in both languages; or a text that is the same in any language.
        code: "en" or "es"; None for the language that hart speaks.
    """
    code = code or _Chosen.code
    if isinstance(text, Bilingual):
        return text.spanish if code == "es" else text.english
    return rendered(text, _in_spanish if code == "es" else _in_english)


def word(text: str, code: str | None = None) -> str:
    """Return a label or a word of the vocabulary in a language, any other text as it is. The arguments of `gettext`."""
    return gettext(term(text), code)


def _in_english(message: Message) -> str:
    return message.id


def _in_spanish(message: Message) -> str:
    catalog = _spanish()
    if message.context is None:
        return catalog.gettext(message.id)
    return catalog.pgettext(message.context, message.id)


@cache
def _spanish() -> NullTranslations:
    """Return the Spanish catalogue; where it cannot be read an empty one, so that hart answers in English."""
    from gettext import GNUTranslations, NullTranslations
    from io import BytesIO

    try:
        return GNUTranslations(BytesIO(_compiled()))
    except Exception:  # noqa: BLE001 (an answer in English is better than none)
        emergency.write(["hart: the Spanish texts are missing or damaged; install hart again"], sys.stderr)
        return NullTranslations()


def _compiled() -> bytes:
    from importlib.resources import files

    folder = files(__package__)
    if os.path.isfile(str(folder / "es.po")):  # a checkout
        from hart_cli.i18n.compiler import renew

        renew(str(folder))
    return (folder / "es.mo").read_bytes()
