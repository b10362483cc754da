"""Nothing hostile gets through: whatever stands in a file, a word or a variable, it stays text.

Any text in any field of an entry goes through every writer; then real runs get hostile files, command
lines and environments. A terminal is driven by what these tests look for: escape sequences, control
characters, overrides of the writing direction, line breaks, markup, formulas.
"""

from __future__ import annotations

import concurrent.futures
import csv
import io
import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any, get_args

import pytest
from conftest import ROOT, Run, environment
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hart_cli.export import csv as csv_writer
from hart_cli.export import markdown as markdown_writer
from hart_cli.export import ndjson as ndjson_writer
from hart_cli.export import tsv as tsv_writer
from hart_cli.export.columns import columns
from hart_cli.model import (
    BUNDLED,
    Act,
    Ages,
    Change,
    Contact,
    Email,
    Entry,
    Figure,
    Hit,
    Phone,
    Provider,
    Reason,
    Source,
    Statute,
    Url,
    Value,
)
from hart_cli.output import envelope, lines, screen
from hart_cli.output.facts import all_facts, line_facts, short_line_facts
from hart_cli.safe import Destination, safe, web_address
from hart_cli.terminal import Terminal

TRICKS = {
    "clears the screen": "\x1b[2J\x1b[H",
    "sets the title": "\x1b]0;owned\x07",
    "device control": "\x1bPq\x1b\\\x1b_x\x1b\\\x1b^y\x1b\\",
    "writes the clipboard": "\x1b]52;c;ZXZpbA==\x07",
    "links 911 elsewhere": "\x1b]8;;http://evil.example\x1b\\911\x1b]8;;\x1b\\",
    "one-byte escapes": "\x9b31m\x9d0;x\x9c\x90q",
    "turns the writing round": "\u202e8822-248-008-1\u202c\u2066x\u2069\u200f\u061c",
    "parts lines": "a\nb\r\nc\u2028d\u2029e\x85f",
    "overprints a number": "1-800-842-2288\r1-900-555-0100\b\b\v\f",
    "hides": "zero\u200bwidth\ufeff\u00ad\x7f\x00",
    "markup": "[bold]x[/bold] [link=http://evil.example]911[/link]",
    "closes markup": "see [/] x",
    "emoji code": ":warning: :smile:",
    "a formula": '=HYPERLINK("http://evil.example","911")',
    "a formula by sign": "@SUM(A1)",
    "a formula after a tab": "\t=1+1",
    "a sign": "+1-888-373-7888",
    "a dash": "-x",
    "a tag": "<script>alert(1)</script>",
    "a link of Markdown": "](javascript:alert(1)) `code` | cell",
    "hours": "[24/7]",
}
FILE_TRICKS = {name: trick for name, trick in TRICKS.items() if "\x00" not in trick}
NUMBERS = ("911", "1-888-373-7888", "1-800-842-2288")
_LINK = re.compile(r"\x1b\]8;(?:id=[0-9-]+)?;([^\x1b\x07]*)\x1b\\")
_COLOR = re.compile(r"\x1b\[[0-9;]*m")

held = settings(deadline=None, max_examples=60, derandomize=True)
hostile = st.one_of(
    st.sampled_from(list(TRICKS.values())),
    st.text(max_size=30),
    st.text(
        st.sampled_from(
            "\x00\x07\x08\x1b\x7f\x9b\x9d\r\n\t\x85\u2028\u202e\u2066\u200b\udc80=+-@|'\"<>&;,:[]/\\*_` ab1"
        ),
        max_size=30,
    ),
)


def filled() -> Entry:
    """An entry in which every field that can hold a text holds one."""
    source = Source("s", "t", "p", "https://a.org", "2024", "copy", "n")
    phones = tuple(Phone("1", "+1", "2", channel, "l", "c") for channel in ("voice", "text", "fax"))
    emails = (Email("e", "l"),)
    fields: dict[str, Any] = (
        dict.fromkeys(Entry._fields, "x")
        | {field: ("x", "y") for field in Entry._fields if Entry._field_defaults.get(field) == ()}
        | {
            "source": source,
            "ages": Ages(1, 2, "t", ("s",)),
            "phones": phones,
            "emails": emails,
            "urls": (Url("https://a.org", "t", "en", "c"),),
            "provider": Provider("p", "n"),
            "contacts": (Contact("i", "n", "r", phones, emails),),
            "sourced": (("f", source),),
            "act": Act("16-71", 2016, "t", "b", "e", "s", ("p",), (Statute("s", "a"),), (Change("a", "w"),)),
            "spanish": (("name", "n"), ("summary", "s"), ("ages", "a"), ("cautions", ("w", "v"))),
            "figure": Figure("p", "m", "c", (Value(1.0, "u", "q", True, "n", source),)),
        }
    )
    return Entry(**fields)


TRANSLATED = ("name", "summary", "ages", "cautions")


def hostile_everywhere(part: Any, texts: list[str]) -> Any:
    """The same record with every text in it replaced, by one of `texts` after the other. The names of the fields that
    are in Spanish stay."""
    if isinstance(part, str):
        texts.append(texts.pop(0))
        return texts[-1]
    if isinstance(part, tuple) and part[:1] and part[0] in TRANSLATED:
        return part[0], hostile_everywhere(part[1], texts)
    if isinstance(part, tuple):
        parts = [hostile_everywhere(one, texts) for one in part]
        return part._make(parts) if hasattr(part, "_make") else tuple(parts)
    return part


hits = st.builds(
    lambda texts, scheme, url: Hit(
        hostile_everywhere(filled(), texts)._replace(urls=(Url(scheme + url, url, url, url),)),
        1.0,
        (texts[0],),
        ((texts[-1], Reason("yes", texts[0])),),
    ),
    st.lists(hostile, min_size=1, max_size=4),
    st.sampled_from(["https://", "javascript:", ""]),
    hostile,
)
every_trick = Hit(hostile_everywhere(filled(), list(TRICKS.values())))


def test_every_field_of_an_entry_is_made_hostile() -> None:
    def texts(part: Any) -> list[str]:
        if isinstance(part, tuple):
            return [text for one in part for text in texts(one)]
        return [part] if isinstance(part, str) else []

    entry = every_trick.entry
    assert all(getattr(entry, field) not in (None, ()) for field in Entry._fields)
    assert set(texts(entry)) <= {*TRICKS.values(), *TRANSLATED}
    assert len(texts(entry)) > 60


# Every writer


def printable(text: str) -> bool:
    return all(line.isprintable() for line in text.split("\n"))


def drawn(width: int, color: bool) -> Terminal:
    return Terminal(is_terminal=True, width=width, color=color, links=color)


def screens(hit: Hit, stream: Terminal) -> list[str]:
    cards = [screen.cards([hit], stream, facts) for facts in (all_facts, line_facts, short_line_facts)]
    cells = [hit.entry.name, hit.entry.summary or ""]
    return [*cards, screen.table([hit], stream), screen.grid(cells, [cells], stream), screen.heading(cells[0], stream)]


@held
@given(hits, st.integers(30, 140))
@example(every_trick, 30)
@example(every_trick, 80)
@example(every_trick, 140)
def test_a_screen_without_colors_holds_nothing_that_drives_it(hit: Hit, width: int) -> None:
    assert all(printable(shown) for shown in screens(hit, drawn(width, False)))


@held
@given(hits, st.integers(30, 140))
@example(every_trick, 50)
@example(every_trick, 100)
def test_a_screen_with_colors_holds_our_colors_and_links_only(hit: Hit, width: int) -> None:
    for shown in screens(hit, drawn(width, True)):
        assert all(not url or web_address(url) == url for url in _LINK.findall(shown))
        assert printable(_COLOR.sub("", _LINK.sub("", shown)))


@held
@given(hits)
@example(every_trick)
def test_a_line_in_a_pipe_stays_one_line_of_six_columns(hit: Hit) -> None:
    (line,) = lines.tab_lines([hit])
    assert line.endswith("\n")
    cells = line[:-1].split("\t")
    assert len(cells) == 6
    assert all(cell.isprintable() for cell in cells)
    (only,) = lines.ids([hit])
    assert only[:-1].isprintable()


@held
@given(hits)
@example(every_trick)
def test_plain_lines_stay_one_line_a_fact(hit: Hit) -> None:
    shown = "".join(lines.plain([hit])).split("\n")
    assert shown.pop() == ""
    assert len(shown) == 3 + len(list(all_facts(hit)))
    assert all(line.isprintable() and ": " in line for line in shown)


@held
@given(hits)
@example(every_trick)
def test_csv_stays_one_row_and_no_cell_of_it_runs(hit: Hit) -> None:
    written = "".join(csv_writer.write([hit]))
    header, row = csv.reader(io.StringIO(written, newline=""), strict=True)
    assert header == columns()
    assert len(row) == len(header)
    assert all(cell.isprintable() for cell in row)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)


@held
@given(hits)
@example(every_trick)
def test_tsv_stays_one_line_with_every_column(hit: Hit) -> None:
    _, line, rest = "".join(tsv_writer.write([hit])).split("\n")
    assert len(line.split("\t")) == len(columns())
    assert line.replace("\t", "").isprintable()
    assert rest == ""


@held
@given(hits)
@example(every_trick)
def test_markdown_stays_a_heading_and_a_list_of_facts(hit: Hit) -> None:
    title, empty, *facts, end = "".join(markdown_writer.write([hit])).split("\n")
    assert (empty, end) == ("", "")
    assert title.startswith("## ")
    assert len(facts) == len(list(all_facts(hit)))
    for line in (title, *facts):
        assert line.isprintable()
        bare = re.sub(r"\\[\\`*_{}\[\]<>#|~!&]", "", line)
        assert all(web_address(url) == url for url in re.findall(r"<([^>]*)>", bare))
        assert not set(re.sub(r"<[^>]*>", "", bare)) & set("<>[]`")


@held
@given(hits)
@example(every_trick)
def test_json_is_printable_ascii_and_reads_back_exactly(hit: Hit) -> None:
    table = envelope.hit_table(hit)
    (line,) = ndjson_writer.write([hit])
    document = "".join(envelope.document("find", {"words": hit.entry.name}, [table], 1, 1))
    assert line.isascii() and line[:-1].isprintable()
    assert document.isascii() and printable(document)
    assert json.loads(line) == json.loads(json.dumps(table))
    assert json.loads(document)["results"] == [json.loads(line)]


# Real runs: a hostile file


def toml(text: str) -> str:
    return json.dumps(text).replace("\x7f", "\\u007f")


def hostile_file(folder: Path, name: str = "own.toml") -> str:
    """A file of one's own in which every free text is every trick, once each."""
    records = [
        f"""[[entry]]
id = "trick-{number}"
kind = "program"
name = {toml("Trap " + trick)}
aliases = [{toml(f"alias {number} {trick}")}]
role = {toml(trick)}
summary = {toml(trick)}
services = [{toml(trick)}]
conditions = [{toml(trick)}]
ages = {{ min = 3, max = 90, text = {toml(trick)} }}
beyond_area = {toml(trick)}
phones = [{{ number = "860-555-0100", label = {toml(trick)}, caution = {toml(trick)}, extension = {toml(trick)} }}]
emails = [{{ email = "a@example.org", label = {toml(trick)} }}]
urls = [{{ url = "https://example.org/x", title = {toml(trick)}, caution = {toml(trick)} }}]
postal_address = {toml(trick)}
hours = {toml(trick)}
cost = {toml(trick)}
referral = {toml(trick)}
operator = {toml(trick)}
reports_to = {toml(trick)}
recorded = {toml(trick)}
notes = [{toml(trick)}]
cautions = [{toml(trick)}]
"""
        for number, trick in enumerate(FILE_TRICKS.values())
    ]
    path = folder / name
    path.write_text("\n".join(records), encoding="utf-8")
    return str(path)


READING = [
    ["list", "-k", "program"],
    ["find", "trap", "--limit", "0"],
    ["find", "trap", "--limit", "0", "--explain"],
    ["find", "trap", "--limit", "0", "--town", "Bridgeport", "--age", "15"],
    ["show", *(f"trick-{number}" for number in range(len(FILE_TRICKS)))],
    ["topics"],
    ["about"],
    ["export", "csv"],
    ["export", "tsv"],
    ["export", "markdown"],
    ["export", "ndjson"],
    ["export", "json"],
]


@pytest.mark.parametrize("arguments", READING, ids=lambda a: " ".join(a[:2]) + str(len(a)))
def test_a_hostile_file_cannot_drive_a_pipe_or_a_terminal(
    hart: Run, terminal: Run, tmp_path: Path, arguments: list[str]
) -> None:
    path = hostile_file(tmp_path)
    ran = hart(*arguments, "--data", path)
    assert ran.code == 0
    assert not [c for c in ran.out + ran.err if not c.isprintable() and c not in "\n\t" and not (c == "\r")]
    assert "\r" not in ran.out.replace("\r\n", "\n")
    if arguments[0] in ("list", "find", "show"):
        assert ran.out.lower().count("trick-") >= len(FILE_TRICKS)
        for env in ({"NO_COLOR": "1"}, {}):
            for columns_ in ("30", "60", "100"):
                seen = terminal(*arguments, "--data", path, env={**env, "COLUMNS": columns_})
                assert seen.code == 0
                assert printable(_COLOR.sub("", _LINK.sub("", seen.out)).replace("\t", " "))
                assert {url for url in _LINK.findall(seen.out) if url} <= set(_addresses(hart, path))


def _addresses(hart: Run, path: str, known: dict[str, list[str]] = {}) -> list[str]:  # noqa: B006 - asked once for all widths
    if path not in known:
        known[path] = [
            address
            for line in hart("export", "ndjson", "--people", "--data", path).out.splitlines()
            for entry in [json.loads(line)]
            for address in (
                *(url["url"] for url in entry["urls"]),
                *("mailto:" + e["email"] for e in entry["emails"]),
                *("mailto:" + e["email"] for c in entry["contacts"] for e in c["emails"]),
            )
        ]
    return known[path]


@pytest.mark.parametrize("name", ["markup", "closes markup", "emoji code", "hours", "a tag"])
def test_markup_in_a_file_is_shown_as_it_is_written(terminal: Run, hart: Run, tmp_path: Path, name: str) -> None:
    path = hostile_file(tmp_path)
    id_ = f"trick-{list(FILE_TRICKS).index(name)}"
    assert f"Trap {FILE_TRICKS[name]}\n" in hart("show", id_, "--data", path).out
    assert FILE_TRICKS[name] in terminal("show", id_, "--data", path, columns=140, env={"NO_COLOR": "1"}).out


def test_a_number_that_a_file_tries_to_overprint_stays_readable(hart: Run, tmp_path: Path) -> None:
    id_ = f"trick-{list(FILE_TRICKS).index('overprints a number')}"
    out = hart("show", id_, "--data", hostile_file(tmp_path)).out
    assert "Summary: 1-800-842-2288 1-900-555-0100\\x08\\x08" in out


@pytest.mark.parametrize(
    "command", [["list"], ["check"], ["about"], ["find", "trap"], ["list", "--json"]], ids=" ".join
)
def test_the_name_of_a_file_cannot_drive_the_terminal(hart: Run, tmp_path: Path, command: list[str]) -> None:
    for name in ("\x1b[31mred\x07.toml", "\u202elmot.toml", "two\nlines.toml", "[bold].toml"):
        path = hostile_file(tmp_path, name)
        for given_ in (path, path + ".missing"):
            ran = hart(*command, *([given_] if command == ["check"] else ["--data", given_]))
            assert ran.code in (0, 3)
            assert not [c for c in ran.out + ran.err if not c.isprintable() and c not in "\n\t"]
            assert all("lines.toml" not in line or "two" in line for line in (ran.out + ran.err).split("\n"))


@pytest.mark.parametrize(
    "number",
    [
        "\uff11-\uff18\uff10\uff10-842-2288",
        "1-800-842-\u0662\u0662\u0668\u0668",
        "1-8\u200b00-842-2288",
        "1-8OO-842-2288",
        "1-800-842-2288;ext=1",
        "+1-800-842-2288",
        "1 800 842 2288",
        "\u202e1-800-842-2288",
        "tel:911",
        "9\u00adll",
    ],
    ids=ascii,
)
def test_a_number_that_only_looks_like_one_is_refused(hart: Run, tmp_path: Path, number: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        f'[[entry]]\nid = "a"\nkind = "contact"\nname = "A"\nphones = [{{ number = {toml(number)} }}]\n',
        encoding="utf-8",
    )
    ran = hart("check", str(path))
    assert ran.code == 3
    assert "is no number such as" in ran.err
    assert "0 entries kept, 1 refused" in ran.out


@pytest.mark.parametrize("url", ["javascript:alert(1)", "data:text/html,x", "file:///etc/passwd", "https://a b", "x"])
def test_an_address_that_nobody_may_follow_is_refused(hart: Run, tmp_path: Path, url: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        f'[[entry]]\nid = "a"\nkind = "contact"\nname = "A"\nurls = [{{ url = {toml(url)} }}]\n', encoding="utf-8"
    )
    assert hart("check", str(path)).code == 3


# Real runs: a costly or odd file


@pytest.mark.parametrize(
    "content",
    [
        "".join(f"[{'.'.join('a' * depth)}]\n" for depth in range(1, 1200)),
        "a = " + "9" * 1_000_000,
        'a = "' + "x" * 10_000_000 + '"',
        "entry = " + "[" * 10_000,
    ],
    ids=["ever deeper headers", "long integer", "long string", "nesting"],
)
def test_a_file_that_costs_too_much_is_refused_and_the_rest_answers(hart: Run, tmp_path: Path, content: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(content, encoding="utf-8")
    ran = hart("show", "we-matter", "--data", str(path))
    assert ran.code == 3  # the only directory that was named could not be read
    assert ran.out == hart("show", "we-matter").out
    assert ran.err.startswith(f"{path}: ")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    ("field", "fault"),
    [
        ("figure = { period = '1', measure = 'm', values = [{ value = inf }] }", "must be a number"),
        ("figure = { period = '1', measure = 'm', values = [{ value = nan }] }", "must be a number"),
        ("date = 0001-01-01", "date must be a text"),
        ("date = 9999-12-31T23:59:59Z", "date must be a text"),
        ("ages = { min = inf }", "must be a whole number"),
        ("summary = 1979-05-27", "summary must be a text"),
        ("client = 'x'", "unknown key 'client'"),
    ],
)
def test_an_odd_value_is_a_typed_error_and_the_rest_is_kept(hart: Run, tmp_path: Path, field: str, fault: str) -> None:
    path = tmp_path / "own.toml"
    good = '[[entry]]\nid = "good"\nkind = "contact"\nname = "Good"\n'
    path.write_text(f'{good}[[entry]]\nid = "odd"\nkind = "contact"\nname = "Odd"\n{field}\n', encoding="utf-8")
    ran = hart("check", str(path))
    assert ran.code == 3
    assert fault in ran.err
    assert "'odd'" in ran.err
    assert "1 entries kept, 1 refused" in ran.out


def test_entries_that_point_at_each_other_are_shown_once_each(hart: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        "".join(
            f'[[entry]]\nid = "{one}"\nkind = "organization"\nname = "{one} circle"\nprovider = "{other}"\n'
            f'contacts = ["{other}", "{one}"]\nrelated = ["{other}", "{one}"]\n'
            for one, other in (("aaa", "bbb"), ("bbb", "aaa"))
        ),
        encoding="utf-8",
    )
    ran = hart("show", "aaa", "bbb", "--data", str(path))
    assert ran.code == 0
    assert ran.out.count("Name: ") == 2


def test_a_file_that_anybody_may_change_is_told_of(hart: Run, tmp_path: Path) -> None:
    path = Path(hostile_file(tmp_path))
    path.chmod(0o644)
    assert "may change it" not in hart("list", "--data", str(path)).err
    path.chmod(0o666)
    ran = hart("list", "--data", str(path))
    assert ran.code == 0
    assert f"{path}: anybody on this computer may change it; chmod o-w takes that back\n" in ran.err


def test_a_file_of_another_user_is_told_of(hart: Run, tmp_path: Path) -> None:
    if os.geteuid() != 0:
        pytest.skip("only root can give a file away")
    path = Path(hostile_file(tmp_path))
    os.chown(path, 12345, 12345)
    # Root's own run: a stranger's file stands out by its owner.
    assert f"{path}: belongs to another user, who may change it\n" in hart("list", "--data", str(path)).err


# Real runs: a hostile command line


TYPED = [trick for trick in FILE_TRICKS.values() if not trick.startswith("-")]
ASKED = [
    ["find", "{}"],
    ["find", "mentor {}"],
    ["find", "{}", "--json"],
    ["hotline", "{}"],
    ["hotline", "{}", "--number"],
    ["hotline", "{}", "--json"],
    ["show", "{}"],
    ["show", "{}", "--json"],
    ["acts", "{}"],
    ["acts", "--statute", "{}"],
    ["open", "{}"],
    ["help", "{}"],
    ["{}"],
    ["find", "mentor", "--town", "{}"],
    ["find", "mentor", "--age", "{}"],
    ["list", "--kind", "{}"],
    ["list", "--topic", "{}"],
    ["list", "--language", "{}"],
    ["list", "--format", "{}"],
    ["list", "--{}"],
    ["list", "{}"],
    ["check", "{}"],
    ["export", "{}"],
    ["export", "csv", "-o", "{}/x"],
]


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_what_is_typed_cannot_drive_the_terminal(hart: Run, arguments: list[str]) -> None:
    for trick in (" ".join(TYPED), TRICKS["one-byte escapes"], TRICKS["turns the writing round"]):
        ran = hart(*(word.replace("{}", trick) for word in arguments))
        assert ran.code in (0, 1, 2, 3, 4)
        assert not [c for c in ran.out + ran.err if not c.isprintable() and c not in "\n\t"]
        assert "Traceback" not in ran.err


def test_a_screen_shows_nothing_of_what_was_typed_but_text(terminal: Run) -> None:
    for arguments in (["find", TRICKS["markup"]], ["find", "mentor", TRICKS["clears the screen"]]):
        seen = terminal(*arguments)
        assert printable(_COLOR.sub("", _LINK.sub("", seen.out)))
        assert "\x1b" not in seen.err


@pytest.mark.parametrize("arguments", [["find", "\udcff\udcfe"], ["hotline", "\udcff"], ["show", "\udcff"], ["\udcff"]])
def test_words_that_are_no_text_are_answered(hart: Run, arguments: list[str]) -> None:
    ran = hart(*arguments)
    assert ran.code == 0 if arguments[0] == "hotline" else ran.code in (1, 2)  # no word is left: all three lines
    assert "Traceback" not in ran.err
    assert "fault" not in ran.err


@pytest.mark.parametrize(
    "text",
    ["x" * 1_000_000, "mentor " * 100_000, "?!" * 500, "\x00\x01", "\udcff", " \t ", '"' * 1000, "(" * 5000],
    ids=["1 MB", "100,000 words", "punctuation", "nul", "no text", "space", "quotes", "brackets"],
)
def test_any_question_from_standard_input_is_answered(tmp_path: Path, text: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "hart_cli", "find", "-"],
        input=text.encode("utf-8", "surrogateescape"),
        capture_output=True,
        timeout=60,
        env=environment(tmp_path, PYTHONPATH=str(ROOT)),
        check=False,
    )
    assert done.returncode in (0, 1, 2)
    assert b"Traceback" not in done.stderr
    assert b"fault in hart" not in done.stderr


def test_a_command_line_of_a_hundred_thousand_words_is_answered(hart: Run) -> None:
    ran = hart("find", *["mentor"] * 100_000)
    assert ran.code in (0, 1)
    assert "fault" not in ran.err


@pytest.mark.parametrize(
    "words", ['AND " * NEAR(', "foo:bar", "O'Brien 24/7", "%_%", "'; DROP TABLE entries;--", "[a-z]+"]
)
def test_operators_are_literal_text_on_the_command_line_too(hart: Run, words: str) -> None:
    ran = hart("find", words)
    assert ran.code in (0, 1)
    assert "fault" not in ran.err


# Files that hart writes


@pytest.mark.parametrize("name", ["a" * 300, "a" * 5000, "x/" * 3000 + "y"], ids=["300", "5000", "deep"])
def test_a_name_that_is_too_long_is_one_line_of_error(hart: Run, name: str) -> None:
    ran = hart("export", "csv", "-o", name)
    assert ran.code == 4
    assert ran.err.count("\n") == 1
    assert "cannot be written" in ran.err


@pytest.mark.parametrize("id_", ["../../etc/x", "/etc/x", "CON", "NUL", "trailing.", "a b", ""])
def test_an_id_is_never_a_path(hart: Run, tmp_path: Path, id_: str) -> None:
    path = tmp_path / "own.toml"
    path.write_text(f'[[entry]]\nid = {toml(id_)}\nkind = "contact"\nname = "A"\n', encoding="utf-8")
    ran = hart("check", str(path))
    assert ran.code == 3
    assert "id must be" in ran.err


def test_another_name_of_an_overwritten_file_keeps_its_content(hart: Run, tmp_path: Path) -> None:
    target, other = tmp_path / "out.csv", tmp_path / "precious"
    other.write_text("precious", encoding="utf-8")
    os.link(other, target)
    assert hart("export", "csv", "-o", "out.csv", "--force").code == 0
    assert other.read_text(encoding="utf-8") == "precious"


def test_exports_at_once_leave_one_whole_file(hart_process: Run, tmp_path: Path) -> None:
    whole = hart_process("export", "csv").out.replace("\n", "\r\n")
    with concurrent.futures.ThreadPoolExecutor(4) as pool:
        codes = [r.code for r in pool.map(lambda _: hart_process("export", "csv", "-o", "out.csv"), range(4))]
    assert codes.count(0) == 1
    assert set(codes) <= {0, 2}
    assert (tmp_path / "out.csv").read_bytes().decode() in (whole, whole.replace("\r\r\n", "\r\n"))
    assert [p.name for p in tmp_path.iterdir() if p.name.startswith(".hart")] == []


# Hostile environments


def installed() -> Path:
    script = Path(sys.executable).parent / "hart"
    if not script.exists():
        pytest.skip("hart is not installed as a program here")
    return script


@pytest.mark.parametrize(
    "arguments", [["hotline"], ["find", "mentor"], ["show", "we-matter"], ["--help"]], ids=" ".join
)
def test_nothing_is_imported_from_the_folder_it_is_called_in(tmp_path: Path, arguments: list[str]) -> None:
    for name in ("typing", "json", "rich", "typer", "sqlite3", "hart_cli", "emergency"):
        (tmp_path / f"{name}.py").write_text("raise SystemExit('taken')", encoding="utf-8")
    done = subprocess.run(
        [installed(), *arguments],
        capture_output=True,
        text=True,
        timeout=60,
        env=environment(tmp_path),
        cwd=tmp_path,
        check=False,
    )
    assert done.returncode == 0
    assert "taken" not in done.stderr


def test_no_program_that_the_environment_names_is_started(terminal_process: Run, tmp_path: Path) -> None:
    script = tmp_path / "evil"
    script.write_text(f"#!/bin/sh\ntouch {tmp_path}/started\n", encoding="utf-8")
    script.chmod(0o755)
    named = dict.fromkeys(
        ["PAGER", "MANPAGER", "EDITOR", "VISUAL", "BROWSER", "SHELL", "LESSOPEN", "PYTHONBREAKPOINT"], f"{script} x"
    )
    for arguments in (["list"], ["show", "we-matter"], ["find", "mentor"], ["hotline"], ["--help"], ["check"]):
        assert terminal_process(*arguments, env=named).code == 0
    assert not (tmp_path / "started").exists()


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONBREAKPOINT": "os.abort"},
        {"TYPER_USE_RICH": "1", "_TYPER_STANDARD_TRACEBACK": "1"},
        {"_TYPER_FORCE_DISABLE_TERMINAL": "1"},
        {"RICH_THEME": "x", "PYTHONINSPECT": ""},
    ],
    ids=lambda env: next(iter(env)),
)
def test_variables_of_other_programs_change_nothing(hart_process: Run, env: dict[str, str]) -> None:
    for arguments in (["find", "mentor", "--json"], ["hotline"], ["list", "--age", "x"], ["--help"]):
        assert hart_process(*arguments, env=env) == hart_process(*arguments)


@pytest.mark.parametrize("value", ["complete_bash", "complete_zsh", "source_bash", "nonsense", "\x1b[31m"])
def test_the_variable_of_completion_names_commands_and_options_only(hart: Run, value: str) -> None:
    typed = "hart find sekret "
    ran = hart(
        "find",
        "sekret",
        env={"_HART_COMPLETE": value, "COMP_WORDS": typed, "COMP_CWORD": "3", "_TYPER_COMPLETE_ARGS": typed},
    )
    assert "sekret" not in ran.out + ran.err
    assert "\x1b" not in ran.out + ran.err
    assert "Traceback" not in ran.err


def test_no_trick_survives_at_any_destination() -> None:
    for destination in get_args(Destination):
        unsafe = [name for name, trick in TRICKS.items() if not safe(trick, destination).isprintable()]
        assert unsafe == [], destination


def test_the_bundled_directory_is_marked_as_its_own_whatever_a_file_says(hart: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text('[[entry]]\nid = "a"\nkind = "contact"\nname = "A"\ndirectory = "hart"\n', encoding="utf-8")
    ran = hart("show", "a", "--data", str(path), "--json")
    assert ran.code == 1
    assert BUNDLED not in {hit["directory"] for hit in json.loads(ran.out)["results"]}
    assert "unknown key 'directory'" in ran.err
