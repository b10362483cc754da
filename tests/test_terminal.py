"""What people see: at widths, with and without color, at a terminal and in a pipe.

The golden files hold whole screens; the other tests hold what must be true at every width.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from runs import marked_up

from hart_cli import confidentiality
from hart_cli.i18n.catalog import gettext, using
from hart_cli.localize import hit_in_spanish, in_spanish
from hart_cli.model import Filters, Hit, Question, Source
from hart_cli.output import screen
from hart_cli.output.facts import all_facts, label_of
from hart_cli.output.lines import first_number
from hart_cli.search.browse import browse
from hart_cli.search.find import find
from hart_cli.store.loader import Directories, open_bundled
from hart_cli.terminal import Terminal

SCREENS = {
    "find-mentor": ["find", "mentor", "--age", "15", "--town", "Bridgeport"],
    "hotline": ["hotline"],
    "show-we-matter": ["show", "we-matter"],
    "acts-16-71": ["acts", "16-71"],
    "acts": ["acts"],
}
COMMANDS = [
    [],
    ["find", "mentor", "--age", "15", "--town", "Bridgeport"],
    ["find", "trafficking", "--limit", "0"],
    ["find", "mentor", "--explain"],
    ["hotline"],
    ["hotline", "--all"],
    ["hotline", "careline"],
    ["hotline", "careline", "--number"],
    ["acts"],
    ["acts", "16-71"],
    ["show", "we-matter"],
    ["list", "--kind", "hotline"],
    ["topics"],
    ["figures"],
    ["about"],
    ["schema"],
    ["open", "take-it-down"],
    ["check"],
    ["help", "exit-codes"],
    ["export", "csv", "--kind", "service"],
    ["--version"],
    ["--help"],
]
# Of these the same text goes to a terminal and into a pipe.
SAME = ("about", "schema", "open", "check", "help", "export", "--version", "--help")
BOX = set("╭╮╰╯│─┌┐└┘├┤┬┴┼━┃")
NO_COLOR = {"NO_COLOR": "1"}
DRAWN = range(40, 141)  # below, label and value stand in plain lines
_ESCAPES = re.compile(r"\x1b\]8;[^\x1b]*\x1b\\|\x1b\[[0-9;]*m")
_NUMBER = re.compile(r"(?<![\d-])(?:1-)?\d{3}-\d{3}-\d{4}(?![\d-])")


def plain(text: str) -> str:
    """A screen without colors and links."""
    return _ESCAPES.sub("", text)


@cache
def directories() -> Directories:
    return Directories((open_bundled(),), ())


@cache
def hits(name: str) -> Sequence[Hit]:
    if name == "find mentor":
        return find(Question("mentor", Filters(age=15, town="Bridgeport"), 10), directories()).hits
    if name == "hotlines":
        return browse(Question("", Filters(kinds=("hotline",))), directories()).hits
    if name == "acts":
        return browse(Question("", Filters(kinds=("act",))), directories()).hits
    filters = Filters(age=15, town="Bridgeport", groups=("survivors",), languages=("es",))
    return browse(Question("", filters), directories()).hits


def drawn(width: int, color: bool = False) -> Terminal:
    return Terminal(is_terminal=True, width=width, color=color, links=color)


# Golden screens


@pytest.mark.parametrize("columns", [50, 80, 120])
@pytest.mark.parametrize("color", [False, True], ids=["plain", "color"])
@pytest.mark.parametrize("name", SCREENS)
def test_the_screen_looks_as_it_did(
    terminal: Run, golden: Callable[[str, str], None], name: str, columns: int, color: bool
) -> None:
    ran = terminal(*SCREENS[name], columns=columns, env={} if color else NO_COLOR)
    assert ran.code == 0
    golden(f"{name}-{columns}{'-color' if color else ''}.txt", marked_up(ran.out))


@pytest.mark.parametrize("columns", [50, 80, 120])
@pytest.mark.parametrize("color", [False, True], ids=["plain", "color"])
def test_an_empty_search_says_where_to_turn(
    terminal: Run, golden: Callable[[str, str], None], columns: int, color: bool
) -> None:
    ran = terminal("find", "xyzzyqq", columns=columns, env={} if color else NO_COLOR)
    assert ran.code == 1
    assert ran.out == ""
    golden("empty-search-messages.txt", ran.err)


@pytest.mark.parametrize("name", SCREENS)
def test_color_changes_nothing_but_color(terminal: Run, name: str) -> None:
    with_color, without = terminal(*SCREENS[name]).out, terminal(*SCREENS[name], env=NO_COLOR).out
    assert "\x1b[" in with_color
    stripped = [line.rstrip() for line in plain(with_color).splitlines()]
    assert stripped == [line.rstrip() for line in without.splitlines()]


# Every width


@pytest.mark.parametrize("name", ["find mentor", "hotlines", "acts"])
def test_no_row_is_wider_than_the_terminal_and_no_number_is_broken(name: str) -> None:
    for width in DRAWN:
        lines = screen.table(hits(name), drawn(width)).splitlines()
        assert max(map(len, lines)) <= width, width
        for hit in hits(name):
            assert any(first_number(hit.entry) in line for line in lines), (width, hit.entry.id)


@pytest.mark.parametrize("width", [40, 63, 64, 65, 80, 99, 100, 101, 120, 140])
def test_a_table_of_every_entry_with_every_fit_keeps_to_its_width(width: int) -> None:
    lines = screen.table(hits("everything"), drawn(width)).splitlines()
    assert max(map(len, lines)) <= width
    for hit in hits("everything"):
        assert any(first_number(hit.entry) in line for line in lines), hit.entry.id


def test_no_card_is_wider_than_the_terminal_and_no_number_is_broken() -> None:
    chosen = [hit for hit in hits("hotlines") if hit.entry.line == "emergency"] + list(hits("find mentor"))
    stated = Counter(n for hit in chosen for fact in all_facts(hit) for n in _NUMBER.findall(fact.value))
    assert len(stated) > 5
    for width in DRAWN:
        text = screen.cards(chosen, drawn(width))
        assert max(map(len, text.splitlines())) <= width, width
        assert Counter(_NUMBER.findall(text)) == stated, width


@pytest.mark.parametrize("width", [40, 63, 64, 80, 140])
def test_the_card_of_every_entry_keeps_to_its_width_and_its_numbers_whole(width: int) -> None:
    every = [Hit(entry) for _, entry in directories().bundled.entries()]
    text = screen.cards(every, drawn(width))
    assert max(map(len, text.splitlines())) <= width
    unlinked = [f for hit in every for f in all_facts(hit) if "://" not in f.value]
    stated = Counter(n for fact in unlinked for n in _NUMBER.findall(fact.value))
    seen = Counter(_NUMBER.findall(text))
    assert all(seen[number] >= count for number, count in stated.items())


@pytest.mark.parametrize("width", [40, 50, 63, 64, 80, 100, 140])
def test_nothing_that_is_stated_is_missing_from_a_card(width: int) -> None:
    for hit in hits("find mentor"):
        seen = "".join(c for c in screen.cards([hit], drawn(width)) if c not in BOX and not c.isspace())
        for fact in all_facts(hit):
            for word in fact.value.split():
                assert word in seen, (fact.label, word)


@pytest.mark.parametrize("columns", [40, 50, 63, 64, 80, 99, 100, 120, 140])
@pytest.mark.parametrize("name", SCREENS)
def test_the_program_keeps_to_the_width_of_its_terminal(terminal: Run, name: str, columns: int) -> None:
    out = terminal(*SCREENS[name], columns=columns, env=NO_COLOR).out
    assert max(map(len, out.splitlines())) <= columns


@pytest.mark.parametrize("columns", [20, 30, 39])
@pytest.mark.parametrize("name", SCREENS)
def test_a_very_narrow_terminal_gets_plain_lines(terminal: Run, hart: Run, name: str, columns: int) -> None:
    out = terminal(*SCREENS[name], columns=columns).out
    # The same words as --plain, folded at spaces only.
    assert out.split() == hart(*SCREENS[name], "--plain").out.split()
    assert not BOX & set(out)


@pytest.mark.parametrize("columns", [20, 30, 39])
def test_a_number_to_call_is_whole_on_a_very_narrow_terminal(terminal: Run, columns: int) -> None:
    lines = terminal("hotline", columns=columns).out.splitlines()
    for number in ("911", "1-888-373-7888", "1-800-842-2288"):
        assert any(line[:columns].startswith(f"Call: {number}") for line in lines)


def test_a_wider_terminal_than_140_columns_is_not_filled(terminal: Run) -> None:
    wide, widest = (terminal("show", "we-matter", columns=columns, env=NO_COLOR).out for columns in (140, 200))
    assert widest == wide


# What the terminal and the environment say


@pytest.mark.parametrize("value", ["0", "-5", "abc", "", " ", "80.5", "٨٠", "1e3"])
def test_a_width_that_is_none_is_not_believed(terminal: Run, value: str) -> None:
    for name in ("hotline", "find-mentor"):
        ran = terminal(*SCREENS[name], columns=80, env={"COLUMNS": value, **NO_COLOR})
        assert ran.code == 0
        assert ran.out == terminal(*SCREENS[name], columns=80, env=NO_COLOR).out


def test_a_terminal_that_does_not_know_its_width_gets_80_columns(terminal: Run) -> None:
    assert terminal("acts", columns=0, env=NO_COLOR).out == terminal("acts", columns=80, env=NO_COLOR).out


@pytest.mark.parametrize("columns", ["50", "120"])
def test_columns_is_believed_before_the_terminal(terminal: Run, columns: str) -> None:
    ran = terminal("acts", columns=80, env={"COLUMNS": columns, **NO_COLOR})
    assert ran.out == terminal("acts", columns=int(columns), env=NO_COLOR).out


@pytest.mark.parametrize("value", ["9" * 30, "100000"])
def test_an_enormous_width_is_cut_to_what_can_be_read(terminal: Run, value: str) -> None:
    ran = terminal("show", "we-matter", env={"COLUMNS": value, **NO_COLOR})
    assert ran.out == terminal("show", "we-matter", columns=140, env=NO_COLOR).out


@pytest.mark.parametrize(
    "env", [NO_COLOR, {"TERM": "dumb"}, {"NO_COLOR": "1", "TERM": "dumb"}, {"CLICOLOR": "0"}, {"TERM": ""}]
)
@pytest.mark.parametrize("arguments", [*SCREENS.values(), ["hotline", "--all"], ["topics"], ["figures"]], ids=" ".join)
def test_no_escape_is_sent_where_no_color_is_wanted(terminal: Run, arguments: list[str], env: dict[str, str]) -> None:
    ran = terminal(*arguments, env=env)
    assert ran.out
    assert "\x1b" not in ran.out + ran.err


def test_an_empty_no_color_says_nothing(terminal: Run) -> None:
    assert "\x1b[" in terminal("acts", env={"NO_COLOR": ""}).out


@pytest.mark.parametrize(
    ("option", "env", "colored"),
    [
        ("always", {"NO_COLOR": "1"}, True),
        ("always", {"TERM": "dumb"}, True),
        ("never", {"FORCE_COLOR": "1"}, False),
        ("auto", {"FORCE_COLOR": "1", "TERM": "dumb"}, True),
        ("auto", {"CLICOLOR_FORCE": "1", "TERM": "dumb"}, True),
        ("auto", {"FORCE_COLOR": "0", "TERM": "dumb"}, False),
        ("auto", {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False),
        ("always", {"CLICOLOR": "0"}, True),
        ("auto", {"CLICOLOR": "0", "CLICOLOR_FORCE": "1"}, True),
        ("auto", {"CLICOLOR": "0"}, False),
        ("auto", {"CLICOLOR": "1"}, True),
        ("auto", {"CLICOLOR": "1", "TERM": ""}, False),
        ("auto", {"CLICOLOR": ""}, True),
        ("auto", {}, True),
    ],
)
def test_the_option_wins_then_no_color_then_force_then_the_terminal(
    terminal: Run, option: str, env: dict[str, str], colored: bool
) -> None:
    assert ("\x1b[" in terminal("acts", "--color", option, env=env).out) == colored


def test_links_are_clickable_at_a_terminal_that_takes_colors(terminal: Run) -> None:
    seen = terminal("show", "take-it-down").out
    assert ";https://takeitdown.ncmec.org\x1b\\" in seen
    assert seen.count("\x1b]8;;\x1b\\") == len(re.findall(r"\x1b\]8;id=", seen))


def test_only_the_sixteen_colors_of_the_terminal_are_used(terminal: Run) -> None:
    for arguments in SCREENS.values():
        out = terminal(*arguments).out
        assert "\x1b[" in out
        assert not re.search(r"\x1b\[[0-9;]*[34]8;[25];", out)


def test_a_color_that_is_set_is_taken_back_on_its_line(terminal: Run) -> None:
    for arguments in SCREENS.values():
        for line in terminal(*arguments).out.splitlines():
            codes = re.findall(r"\x1b\[([0-9;]*)m", line)
            assert not codes or codes[-1] in ("0", "")


def test_a_stream_that_only_knows_ascii_still_gets_every_number(terminal_process: Run) -> None:
    ran = terminal_process("hotline", env={"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0", **NO_COLOR})
    assert ran.code == 0
    assert ran.out.isascii()
    assert "1-800-842-2288" in ran.out


# Who answers, and who is told


def entries_with(*fields: str) -> list[Hit]:
    return [h for h in browse(Question(""), directories()).hits if any(getattr(h.entry, field) for field in fields)]


def words_of(seen: str) -> str:
    """A screen as one line, without boxes."""
    return " ".join(re.sub("[│╭╮╰╯─]", " ", plain(seen)).split())


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("width", [40, 50, 64, 80, 120])
def test_a_row_says_in_short_who_answers_and_who_is_told(width: int, code: str) -> None:
    stated = entries_with(*confidentiality.FIELDS)
    assert len(stated) > 35
    with using(code):
        for hit in stated:
            shown = hit_in_spanish(hit) if code == "es" else hit
            lines = screen.table([shown], drawn(width)).splitlines()
            assert shown.entry.confidentiality
            assert shown.entry.confidentiality in words_of("\n".join(lines)), hit.entry.id
            if width >= 80:
                assert f"  {shown.entry.confidentiality}" in lines, hit.entry.id
            for field in ("recorded", "reports_to"):
                assert (getattr(shown.entry, field) or "not there") not in words_of("\n".join(lines))


@pytest.mark.parametrize("width", [40, 50, 64, 80, 120])
def test_a_row_of_which_nothing_is_stated_says_nothing_of_it(width: int) -> None:
    silent = [hit for hit in hits("hotlines") if not confidentiality.is_stated(hit.entry)]
    assert "911" in [hit.entry.id for hit in silent]
    for hit in silent:
        assert "not stated" not in screen.table([hit], drawn(width))
        assert "not stated" in screen.cards([hit], drawn(width))


def test_a_row_of_an_own_entry_without_the_short_form_says_the_long_one() -> None:
    entry = hits("hotlines")[0].entry._replace(
        operator="A team", recorded="Always.", reports_to=None, confidentiality=None
    )
    row = words_of(screen.table([Hit(entry)], drawn(80)))
    assert "Answered by: A team · Recorded: Always." in row


EMERGENCY_ANSWER = ("911", "988", "1-888-774-2900", "1-888-373-7888", "1-800-842-2288", "211")
THREE_LINES = ("911", "1-888-373-7888", "1-800-842-2288")


@pytest.mark.parametrize("columns", [50, 64, 66, 72, 80, 100])
@pytest.mark.parametrize("ui", ["en", "es"])
@pytest.mark.parametrize(
    ("arguments", "numbers"),
    [
        (["find", "help"], EMERGENCY_ANSWER),
        (["find", "ayuda"], EMERGENCY_ANSWER),
        (["find", "i want out"], EMERGENCY_ANSWER),
        (["hotline"], THREE_LINES),
    ],
    ids=lambda a: " ".join(a) if isinstance(a, list) else "",
)
def test_the_emergency_answer_fits_one_screen_with_911_first(
    terminal: Run, arguments: list[str], numbers: tuple[str, ...], ui: str, columns: int
) -> None:
    ran = terminal(*arguments, "--ui", ui, columns=columns, env=NO_COLOR)
    rows = [row for line in (ran.out + ran.err).splitlines() for row in (line[:columns], line[columns:]) if row]
    assert len(rows) <= 23  # and the prompt
    shown = [
        next(n for n, row in enumerate(rows) if re.search(rf"(?<![\d-]){number}(?![\d-])", row)) for number in numbers
    ]
    assert shown == sorted(shown)
    assert "911" in "".join(row for row in rows[:3] if not BOX & set(row[2:3]))


@pytest.mark.parametrize("width", [40, 50, 63, 64, 69, 70, 80, 120])
def test_the_kind_stands_where_there_is_room_and_it_tells_rows_apart(width: int) -> None:
    mixed = screen.table(hits("everything"), drawn(width))
    assert bool(re.search(r"\bprogram\b +\S", mixed.split("───\n")[-1])) == (width >= 70)
    assert not re.search(r"^Name +Kind|  hotline(  |$)", screen.table(hits("hotlines"), drawn(width)), re.MULTILINE)


def test_each_row_of_a_table_is_followed_by_its_own_lines() -> None:
    lines = hits("hotlines")
    shown = words_of(screen.table(lines, drawn(80)))
    at = 0
    for hit in lines:
        at = shown.index(confidentiality.row(hit.entry, "en"), shown.index(first_number(hit.entry), at))
    assert "\ue000" not in shown
    colored = screen.table(lines, drawn(80, color=True))
    assert words_of(colored) == shown


@pytest.mark.parametrize("ui", ["en", "es"])
def test_the_three_lines_say_who_answers_and_who_is_told(terminal: Run, ui: str) -> None:
    seen = words_of(terminal("hotline", "--ui", ui, env=NO_COLOR).out)
    lines = [hit.entry for hit in hits("hotlines") if hit.entry.line == "emergency"]
    assert len(lines) == 3
    for line in lines:
        entry = in_spanish(line) if ui == "es" else line
        assert confidentiality.row(entry, ui) in seen, entry.id


def test_what_stands_in_english_only_says_so_in_spanish() -> None:
    entry = hits("hotlines")[0].entry._replace(operator="A team", recorded=None, reports_to=None, spanish=())
    assert confidentiality.lines(entry, "es")[0] == "Responde: A team (en ingl\u00e9s)"
    assert confidentiality.lines(entry._replace(text_language="es"), "es")[0] == "Responde: A team"
    assert confidentiality.lines(entry, "en") == ("Answered by: A team", "Recorded, who is told: not stated")
    assert (
        confidentiality.row(entry._replace(confidentiality="A team answers"), "es") == "A team answers (en ingl\u00e9s)"
    )
    assert confidentiality.lines(entry._replace(kind="service"), "en") == ("Answered by: A team",)


MINORS = {code: gettext(confidentiality.MINORS, code) for code in ("en", "es")}


@pytest.mark.parametrize("ui", ["en", "es"])
@pytest.mark.parametrize(
    ("arguments", "times"),
    [
        (["hotline"], 1),
        (["hotline", "careline"], 1),
        (["hotline", "--all"], 1),
        (["find", "suicide"], 1),
        (["list", "--kind", "hotline"], 1),
        (["show", "ct-careline", "911"], 1),
        (["show", "we-matter"], 0),
        (["acts"], 0),
    ],
    ids=lambda a: " ".join(a) if isinstance(a, list) else str(a),
)
def test_what_may_follow_under_18_stands_once_below_an_answer_that_holds_lines(
    hart: Run, terminal: Run, arguments: list[str], times: int, ui: str
) -> None:
    seen = terminal(*arguments, "--ui", ui, env=NO_COLOR)
    assert words_of(seen.out).count(MINORS[ui]) == times
    assert MINORS[ui] not in words_of(seen.err)
    narrow = terminal(*arguments, "--ui", ui, columns=30, env=NO_COLOR)
    assert words_of(narrow.out + narrow.err).count(MINORS[ui]) == times
    told_plain = hart(*arguments, "--ui", ui, "--plain")
    assert MINORS[ui] not in told_plain.out
    assert told_plain.err.count(MINORS[ui]) == times
    for machine in ("json", "ids", "csv"):
        ran = hart(*arguments, "--ui", ui, "--format", machine)
        assert MINORS[ui] not in ran.err


# What a row says of a referral


@pytest.mark.parametrize("code", ["en", "es"])
@pytest.mark.parametrize("width", [40, 64, 80, 120])
def test_a_row_says_whole_how_to_refer_where_nothing_can_be_called(width: int, code: str) -> None:
    by_referral = [
        hit
        for hit in entries_with("referral")
        if not any(phone.channel in ("voice", "text") for phone in hit.entry.phones)
    ]
    own = by_referral[0].entry._replace(id="own", referral="First step. " * 60 + "Last step.", spanish=())
    assert len(by_referral) > 5
    with using(code):
        for hit in [*by_referral, Hit(own)]:
            shown = hit_in_spanish(hit) if code == "es" else hit
            # Beside other cells a text of two lines is parted by theirs; alone in its column, its words keep their order.
            words = [part for part in words_of(screen.table([shown], drawn(width))).split() if part]
            at = 0
            for part in (shown.entry.referral or "").split():
                assert part in words[at:], (hit.entry.id, part)
                at = words.index(part, at) + 1


@pytest.mark.parametrize("code", ["en", "es"])
def test_no_label_of_a_card_is_cut(code: str) -> None:
    with using(code):
        for hit in [*hits("hotlines"), *entries_with("referral")]:
            shown = hit_in_spanish(hit) if code == "es" else hit
            labels = {label_of(fact) for fact in all_facts(shown)}
            card = plain(screen.cards([shown], drawn(80)))
            assert [label for label in labels if label not in card] == [], hit.entry.id


# Pairs: each command at a terminal and in a pipe


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda a: " ".join(a) or "bare")
def test_a_pipe_gets_no_escape_and_no_box(hart: Run, arguments: list[str]) -> None:
    ran = hart(*arguments, env={"TERM": "xterm-256color", "COLUMNS": "40"})
    assert ran.code == 0
    assert ran.out
    assert "\x1b" not in ran.out + ran.err
    assert not BOX & set(ran.out)


@pytest.mark.parametrize("arguments", COMMANDS, ids=lambda a: " ".join(a) or "bare")
def test_a_terminal_and_a_pipe_get_the_same_exit_code_and_messages(
    hart: Run, terminal: Run, arguments: list[str]
) -> None:
    piped, seen = hart(*arguments), terminal(*arguments)
    assert seen.code == piped.code == 0
    assert seen.err == piped.err
    assert seen.out


@pytest.mark.parametrize(
    "arguments", [a for a in COMMANDS if not a or a[0] in SAME], ids=lambda a: " ".join(a) or "bare"
)
def test_what_is_plain_text_is_the_same_in_both(hart: Run, terminal: Run, arguments: list[str]) -> None:
    assert terminal(*arguments).out.replace("\r\n", "\n") == hart(*arguments).out


@pytest.mark.parametrize("arguments", [["hotline"], ["list", "--kind", "hotline"], ["show", "we-matter"]], ids=" ".join)
def test_every_number_of_the_pipe_stands_on_the_screen_too(hart: Run, terminal: Run, arguments: list[str]) -> None:
    numbers = set(_NUMBER.findall(hart(*arguments).out))
    assert numbers
    assert numbers <= set(_NUMBER.findall(terminal(*arguments, env=NO_COLOR).out))


@pytest.mark.parametrize("format", ["json", "ndjson", "csv", "tsv", "markdown", "ids"])
def test_a_named_format_is_the_same_in_both(hart: Run, terminal: Run, format: str) -> None:
    arguments = ["list", "--kind", "service", "--format", format]
    assert terminal(*arguments).out.replace("\r\n", "\n") == hart(*arguments).out


def test_plain_is_the_same_in_both(hart: Run, terminal: Run) -> None:
    for arguments in (["show", "we-matter"], ["hotline"], ["acts", "16-71"]):
        assert terminal(*arguments, "--plain").out == hart(*arguments, "--plain").out


def test_a_pipe_is_never_cut_to_a_width(hart: Run) -> None:
    for arguments in (["list"], ["show", "we-matter"], ["acts"]):
        assert hart(*arguments, env={"COLUMNS": "20"}).out == hart(*arguments, env={"COLUMNS": "140"}).out


# Any text at all


@settings(deadline=None, max_examples=60, derandomize=True)
@given(
    name=st.text(st.characters(codec="utf-8"), max_size=60),
    summary=st.text(st.sampled_from("ab \x1b[]0;m\x07\u202e\r\n\t:smile:[bold]\\"), max_size=60),
    width=st.integers(40, 140),
)
def test_text_of_an_entry_never_becomes_an_escape_markup_or_emoji(name: Any, summary: Any, width: Any) -> None:
    entry = hits("find mentor")[0].entry._replace(
        name=name, summary=summary, source=Source("s", name, None, None, "2024", "copy"), directory=name
    )
    for text in (screen.table([Hit(entry)], drawn(width)), screen.cards([Hit(entry)], drawn(width))):
        assert not any(character in text for character in "\x1b\x07\u202e\r\t\x00")
    seen = screen.cards([Hit(entry)], drawn(width))
    assert seen.count("[") >= summary.count("[")
    assert seen.count(":") >= summary.count(":")
