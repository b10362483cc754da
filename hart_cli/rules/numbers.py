"""The rules of numbers that texts print and that entries hold."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from hart_cli.model import Entry
from hart_cli.rules.context import Table
from hart_cli.rules.spanish import translations

# What somebody might dial: a whole number, one with letters (1-800-THE-LOST), a code for texts, 911 or 988.
_DIALED = re.compile(
    r"(?<![\w.,$/-])(?<!\b[HS]B )(?:"
    r"(?:\+?1[-. ])?\(?[2-9][0-9]{2}\)?[-. ][0-9]{3}[-. ][0-9]{4}"
    r"|(?:1-)?8[0-9]{2}-(?=[0-9-]*[A-Z])[0-9A-Z]+(?:-[0-9A-Z]+)*"
    r"|[0-9]{3}-[0-9]{3}|[0-9]{5,6}|[2-9]11(?! Connecticut)|988"
    r")(?![\w/-]|[.,][0-9])"
)
_CHANNEL_WORDS = (
    ("fax", re.compile(r"\bfax\b", re.IGNORECASE)),
    ("tty", re.compile(r"\b(?:TTY|TDD)\b")),
    ("text", re.compile(r"\b(?:text\w*|sms|mensajes?|mand[ae]\w*|env[ií][ae]\w*|escrib\w+)\b", re.IGNORECASE)),
    ("voice", re.compile(r"\b(?:call\w*|phone\w*|dial\w*|llam\w+|marqu\w+)\b", re.IGNORECASE)),
)
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def _dialed(number: str) -> str:
    """Return the digits that are dialed, without the leading 1.

    >>> _dialed("1-866-DHS-2-ICE"), _dialed("(860) 550-6632"), _dialed("678-678"), _dialed("988")
    ('8663472423', '8605506632', '678678', '988')
    """
    keys = re.sub(r"[^0-9]", "", number.translate(_KEYPAD))
    keys = keys.removeprefix("1") if len(keys) > 10 else keys
    return keys[:10]


def dialable(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a text gives to dial: as printed, its digits, and the channel that the words before it name.

    >>> list(dialable("Text HOME to 741741, or call 1-800-THE-LOST."))
    [('741741', '741741', 'text'), ('1-800-THE-LOST', '8008435678', 'voice')]
    """
    for number in _DIALED.finditer(text):
        before = re.split(r"[.;:!?] ", text[: number.start()])[-1]
        channels = [(match.start(), channel) for channel, words in _CHANNEL_WORDS for match in words.finditer(before)]
        yield number[0], _dialed(number[0]), max(channels, default=(0, "voice"))[1]


def stray_numbers(entries: list[Table]) -> Iterator[str]:
    """The texts of an entry print only numbers that an entry has in the same channel."""
    known = {
        (_dialed(str(phone.get("number", ""))), phone.get("channel", "voice"))
        for entry in entries
        for phone in entry.get("phones", [])
    }
    for entry in entries:
        for text in translations(entry):
            for language in (text.english, text.spanish):
                for printed, keys, channel in dialable(language or ""):
                    if (keys, channel) not in known:
                        yield f"entry {entry.get('id')!r}: {text.where} prints {printed} ({channel}), which stands on no entry"


def invalid_numbers(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield each number that the North American numbering plan does not know, where phonenumbers is
    installed; short codes are left to the rule on their form."""
    try:
        import phonenumbers  # a development dependency: only those who edit the data need it
    except ImportError:
        return
    for entry in entries:
        for phone in entry.phones:
            if phone.e164 and not phonenumbers.is_valid_number(phonenumbers.parse(phone.e164)):
                yield f"entry {entry.id!r}: {phone.number} is no valid number"
