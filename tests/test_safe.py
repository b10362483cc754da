"""Text made safe by where it goes: it can change nothing on a screen, in a row, a sheet, a card or a page."""

from __future__ import annotations

from html.parser import HTMLParser
from typing import get_args

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hart_cli.safe import Destination, safe, visible, web_address

DESTINATIONS: tuple[Destination, ...] = get_args(Destination)
NASTY = [
    "\x1b[31mred\x1b[0m",
    "\x1b]8;;http://evil.example\x07click\x1b]8;;\x07",
    "\x9b31m",
    "911\r1-900-555-0100",
    "a\nb\tc\x0bd\x0ce\x85f\u2028g\u2029h",
    "\u202e1288-248-008-1\u202c",
    "\u2066a\u2069\u200f\u200e\u061c",
    "zero\u200bwidth\ufeff\u00ad",
    "nul\x00",
    "\ud800",
    "\U000e0041",
    "=cmd|' /C calc'!A0",
]

any_text = st.one_of(
    st.text(),
    st.text(st.sampled_from("\x00\x07\x1b\r\n\t\x85\u2028\u202e\u2066\u200b\ud800=+-@|'\"<>&;,\\*_`[]# \u00a0a1")),
)
held = settings(deadline=None, max_examples=200, derandomize=True)


@pytest.mark.parametrize("destination", DESTINATIONS)
@pytest.mark.parametrize("text", NASTY)
def test_known_tricks_are_shown_and_not_played(text: str, destination: Destination) -> None:
    assert safe(text, destination).isprintable()


@pytest.mark.parametrize("destination", DESTINATIONS)
@held
@given(text=any_text)
def test_no_destination_gets_a_control_an_override_or_a_second_line(text: str, destination: Destination) -> None:
    made = safe(text, destination)
    assert made.isprintable()
    assert len(made.splitlines()) <= 1
    assert not set(made) & set(
        "\x1b\x9b\x00\x07\r\n\t\x85\u2028\u2029\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
    )


@pytest.mark.parametrize("destination", DESTINATIONS)
@held
@given(text=st.text(st.sampled_from("abcxyzABC ñéü123.?")))
def test_plain_words_stay_as_they_are(text: str, destination: Destination) -> None:
    assert safe(text, destination) == text


@held
@given(any_text)
def test_what_is_visible_once_stays_as_it_is(text: str) -> None:
    assert visible(visible(text)) == visible(text)
    assert safe(text) == visible(text)


@held
@given(any_text)
@example("\t=1+1")
@example("\r\n@SUM(A1)")
@example("\u00a0-1")
@example(" = 1")
def test_no_cell_starts_a_formula(text: str) -> None:
    cell = safe(text, "csv")
    assert not cell.lstrip().startswith(("=", "+", "-", "@"))
    assert cell.removeprefix("'") == visible(text) or cell == visible(text)


@held
@given(any_text)
def test_a_safe_cell_stays_as_it_is(text: str) -> None:
    assert safe(safe(text, "csv"), "csv") == safe(text, "csv")


@held
@given(any_text)
def test_markdown_escapes_every_mark_and_loses_nothing(text: str) -> None:
    made = safe(text, "markdown")
    out, rest = [], iter(made)
    for character in rest:
        if character == "\\":
            character = next(rest)  # noqa: PLW2901 - what the backslash stands before
        else:
            assert character not in "`*_{}[]<>#|~!"
        out.append(character)
    assert "".join(out) == visible(text)


@pytest.mark.parametrize(
    ("text", "made"),
    [
        ("- a", "\\- a"),
        ("+ a", "\\+ a"),
        ("1. a", "\\1. a"),
        ("10) a", "\\10) a"),
        ("a - b", "a - b"),
        ("-a", "-a"),
        ("[x](javascript:1)", "\\[x\\](javascript:1)"),
        ("a | b", "a \\| b"),
    ],
)
def test_markdown_starts_no_list_link_or_column(text: str, made: str) -> None:
    assert safe(text, "markdown") == made


@held
@given(any_text)
def test_a_card_escapes_what_parts_its_values_and_loses_nothing(text: str) -> None:
    made = safe(text, "vcard")
    out, rest = [], iter(made)
    for character in rest:
        if character == "\\":
            character = next(rest)  # noqa: PLW2901 - what the backslash stands before
            assert character in "\\;,"
        else:
            assert character not in ";,"
        out.append(character)
    assert "".join(out) == visible(text)


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.text, self.tags, self.title = "", 0, ""

    def handle_data(self, data: str) -> None:
        self.text += data

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags += 1
        self.title = dict(attrs).get("title") or ""


@held
@given(any_text)
def test_a_page_shows_the_text_and_gets_no_tag_from_it(text: str) -> None:
    page = _Page()
    page.feed(f'<p title="{safe(text, "html")}">{safe(text, "html")}</p>')
    page.close()
    assert (page.text, page.title, page.tags) == (visible(text), visible(text), 1)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31m", "\\x1b[31m"),
        ("\u202e", "\\u202e"),
        ("\U000e0041", "\\ue0041"),
        ("a\nb", "a b"),
        ("a\u00a0b", "a b"),
        ("a\u3000b", "a b"),
        ("\ud800", "\\ud800"),
        ("Señora ‘King’ 日本 😀", "Señora ‘King’ 日本 😀"),
    ],
)
def test_what_cannot_be_printed_is_named(text: str, shown: str) -> None:
    assert visible(text) == shown


@pytest.mark.parametrize(
    "url",
    [
        "https://ct.gov",
        "http://ct.gov/a?b=c&d=%20e#f",
        "HTTPS://CT.GOV",
        "mailto:a@b.org",
        "tel:+18008422288",
        "sms:233733",
        "https://ct.gov/ñ",
        "https://ct.gov/a_(b)'c",
    ],
)
def test_an_address_that_a_person_may_follow_is_kept(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url",
    [
        "",
        "ct.gov",
        "//ct.gov",
        "javascript:alert(1)",
        "JavaScript:alert(1)",
        " https://ct.gov",
        "https://ct.gov/a b",
        "https://ct.gov/\nx",
        "https://ct.gov/\x1b]8;;",
        "https://ct.gov/\u202egpj.exe",
        'https://ct.gov/"onclick=',
        "https://ct.gov/<script>",
        "https:/ct.gov",
        "https:\\\\ct.gov",
        "data:text/html,x",
        "file:///etc/passwd",
        "ftp://ct.gov",
        "vbscript:x",
        "ms-msdt:x",
    ],
)
def test_any_other_address_is_none(url: str) -> None:
    assert web_address(url) is None


@held
@given(st.sampled_from(["https://", "http://", "mailto:", "tel:", "sms:", "javascript:", "data:", ""]), any_text)
def test_an_address_is_kept_whole_or_not_at_all(scheme: str, rest: str) -> None:
    kept = web_address(scheme + rest)
    assert kept in (None, scheme + rest)
    if kept is not None:
        assert kept.isprintable()
        assert not set(kept) & set(' "<>\\^`{|}')
        assert kept.lower().startswith(("https://", "http://", "mailto:", "tel:", "sms:"))
