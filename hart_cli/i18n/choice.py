"""Which language hart speaks, by the command line and the environment. Needs the standard library only."""

import os

LANGUAGES = ("en", "es")


def named_language(arguments: list[str]) -> str:
    """Return the language that the last option `--ui` names, or an empty text where none names one.

    Args:
        arguments: the command line; what follows "--" is not read.
    """
    language = ""
    for n, argument in enumerate(arguments):
        if argument == "--":
            break
        name, _, value = argument.partition("=")
        if name == "--ui":
            value = (value or "".join(arguments[n + 1 : n + 2])).lower()
            language = value if value in LANGUAGES else language
    return language


def chosen_language(arguments: list[str]) -> str:
    """Return the language to speak, "en" or "es": by the last `--ui`, else by HART_UI, else by the locale.

    Args:
        arguments: the command line.
    """
    named = named_language(arguments) or os.environ.get("HART_UI", "").lower()
    if named in LANGUAGES:
        return named
    locale = next((value for name in ("LC_ALL", "LC_MESSAGES", "LANG") if (value := os.environ.get(name))), "")
    return "es" if locale[:2] == "es" and not locale[2:3].isalpha() else "en"
