"""Where looking beats reading: the acts over the years and the referrals as bars. The words say all of it."""

from __future__ import annotations

import json
import re

import pytest
from conftest import Run

from hart_cli.cli.registry import COMMANDS
from hart_cli.model import Entry, Figure, Hit, Source, Value
from hart_cli.output import charts
from hart_cli.output.facts import value_text
from hart_cli.store.loader import open_bundled

ENTRIES = [entry for _, entry in open_bundled().entries()]
ACTS = [Hit(entry) for entry in ENTRIES if entry.act]
FIGURES = [Hit(entry) for entry in ENTRIES if entry.figure]
ALL_ACTS = [entry.act for entry in ENTRIES if entry.act]
NUMBERS = [act.number for act in ALL_ACTS]
SOURCE = Source("s", "S", None, None, "2020", "secondary")
WIDTHS = [40, 50, 80, 120]


def squeezed(text: str) -> str:
    return re.sub(r"\s+", "", text)


def figure(
    name: str,
    period: str,
    comparable: str | None,
    *values: tuple[int | None, bool],
    measure: str = "children",
    unit: str = "children",
) -> Hit:
    made = tuple(Value(v, unit, "exact", chart, None, SOURCE) for v, chart in values)
    return Hit(Entry(name, "figure", name, SOURCE, "hart", figure=Figure(period, measure, comparable, made)))


# The acts over the years


@pytest.mark.parametrize("width", WIDTHS)
def test_the_timeline_shows_each_act_once_and_oldest_first(terminal: Run, width: int) -> None:
    out = terminal("acts", "--timeline", columns=width, env={"NO_COLOR": "1"}).out
    told = re.findall(r"^(?:\d{4})? +Public Act (\d+-\d+)$", out, re.MULTILINE)
    assert told == sorted(NUMBERS, key=lambda number: [int(part) for part in number.split("-")])
    assert all(len(line) <= width for line in out.splitlines())


@pytest.mark.parametrize("width", WIDTHS)
def test_every_change_is_told_in_words_by_the_act_that_made_it_and_the_one_it_changed(
    terminal: Run, width: int
) -> None:
    out = squeezed(terminal("acts", "--timeline", columns=width, env={"NO_COLOR": "1"}).out)
    for act in ALL_ACTS:
        for change in act.changed_by:
            assert squeezed(f"by Public Act {change.act} (20{change.act[:2]}): {change.what}") in out
    assert squeezed("Overtook in part Public Acts 10-115, 11-180") in out
    assert squeezed("Overtaken in part by Public Act 16-71 (2016)") in out


def test_a_year_without_an_act_says_so(terminal: Run) -> None:
    out = terminal("acts", "--timeline", env={"NO_COLOR": "1"}).out
    assert "2018-20  no act in this directory" in out
    assert "2025     no act in this directory" in out


@pytest.mark.parametrize(("width", "step"), [(120, 3), (80, 3), (50, 2)])
def test_on_the_scale_each_act_starts_in_its_year_and_is_marked_in_each_year_of_a_change(width: int, step: int) -> None:
    rows = {row.label: row.text for row in charts.timeline(ACTS, width) if row.label in NUMBERS}
    assert sorted(rows) == sorted(NUMBERS)
    for act in ALL_ACTS:
        line = rows[act.number]
        assert line.index("o") == (act.year - 2010) * step
        marks = {2010 + at / step for at, mark in enumerate(line) if mark == "x"}
        assert marks == {2000 + int(change.act[:2]) for change in act.changed_by}


def test_where_the_scale_does_not_fit_the_words_stand_alone() -> None:
    rows = list(charts.timeline(ACTS, 40))
    assert charts.LEGEND not in [row.text for row in rows]
    assert rows[0].label == "2010"


def test_what_is_not_confirmed_says_so_in_the_picture_and_in_its_twin(hart: Run, terminal: Run) -> None:
    unsure = [act for act in ALL_ACTS if (act.status or "").startswith("Not confirmed")]
    assert unsure
    screen = terminal("acts", "--timeline", env={"NO_COLOR": "1"}).out
    for text in (screen, hart("acts", "--timeline").out):
        for act in unsure:
            assert "Not confirmed" in text.partition(f"Public Act {act.number}\n")[2].partition("Changed")[0]


def test_a_pipe_and_plain_get_label_and_value_lines(hart: Run, terminal: Run) -> None:
    piped = hart("acts", "--timeline")
    assert piped.code == 0
    assert piped.out == hart("acts", "--timeline", "--plain").out == terminal("acts", "--timeline", "--plain").out
    assert all(re.match(r"[A-Z][a-z ]+: .", line) for line in piped.out.splitlines() if line)
    assert re.findall(r"^Act: Public Act (\S+)$", piped.out, re.MULTILINE) == [
        act.number for _, act in charts.oldest_first(ACTS)
    ]
    assert "\n\n" not in piped.out.replace("\n\nYear: ", "")


def test_json_and_other_formats_are_what_they_are_without_it(hart: Run) -> None:
    for options in (["--json"], ["-f", "csv"], ["-f", "ids"]):
        assert hart("acts", "--timeline", *options) == hart("acts", *options)


def test_the_timeline_takes_words_years_and_sections(hart: Run) -> None:
    out = hart("acts", "--timeline", "--since", "2016", "--until", "2017").out
    assert re.findall(r"^Year: (\d+)$", out, re.MULTILINE) == ["2016", "2017", "2017"]
    assert hart("acts", "--timeline", "zzqx").code == 1
    assert hart("acts", "16-71", "--timeline").out.startswith("Year: 2016\n")


def test_a_part_of_the_timeline_says_that_it_is_one(hart: Run) -> None:
    said = "These acts may have changed others that are left out here"
    for options in (["16-71"], ["--since", "2016"], ["--until", "2016"], ["--statute", "53a-82"], ["-n", "2"]):
        assert said in hart("acts", "--timeline", *options).err
        assert said not in hart("acts", *options).err
    assert said not in hart("acts", "--timeline").err


# The referrals as bars


def test_only_what_counts_the_same_thing_shares_a_scale() -> None:
    one, two = figure("a", "2014", "x", (10, True)), figure("b", "2015", "x", (20, True))
    assert list(charts.drawable([one, two])) == ["x"]
    for other in (
        figure("b", "2015", "y", (20, True)),
        figure("b", "2015", None, (20, True)),
        figure("b", "2015", "x", (20, False)),
        figure("b", "2015", "x", (None, True)),
        figure("b", "2015", "x", (20, True), unit="reports"),
        figure("b", "2015", "x", (20, True), measure="calls"),
    ):
        assert charts.drawable([one, other]) == {}


def test_a_bar_starts_at_zero_and_is_as_long_as_its_value() -> None:
    entries = [figure(str(n), str(2010 + n), "x", (value, True)).entry for n, value in enumerate((50, 100, 200, 1))]
    rows = [row.text for row in charts.bars(entries, 80, "#") if row.label]
    assert [text.count("#") for text in rows] == [10, 20, 40, 1]


@pytest.mark.parametrize("width", WIDTHS)
def test_the_bars_are_the_referrals_with_all_that_other_sources_say(terminal: Run, width: int) -> None:
    out = terminal("figures", columns=width, env={"NO_COLOR": "1"}).out
    assert all(len(line) <= width for line in out.splitlines())
    assert [len(bar) > 0 for bar in re.findall("(█+) (?:94|133|201) children", out)] == [True] * 3
    (entries,) = charts.drawable(FIGURES).values()
    for entry in entries:
        assert entry.figure
        for value in entry.figure.values:
            assert squeezed(f"[{value.source.id}, {value.source.as_of}]") in squeezed(out)
            assert squeezed(value.note or "") in squeezed(out)
        assert all(squeezed(note) in squeezed(out) for note in entry.notes)
    bars, _, rest = out.partition("Counted in another way")
    assert "241 reports" in rest
    assert "241" not in bars
    assert "█" not in rest


def test_every_figure_stands_on_the_screen(terminal: Run) -> None:
    out = squeezed(terminal("figures", columns=120, env={"NO_COLOR": "1"}).out)
    values = [value for hit in FIGURES if hit.entry.figure for value in hit.entry.figure.values]
    assert all(squeezed(value_text(v.value, v.unit, v.qualifier)) in out for v in values)


def test_a_stream_that_knows_ascii_only_gets_bars_of_its_own(terminal_process: Run) -> None:
    out = terminal_process("figures", env={"PYTHONIOENCODING": "ascii", "NO_COLOR": "1"}).out
    assert re.search("#{10,} 94 children", out)
    assert "?" * 3 not in out.partition("Counted")[0]


# Plain, and the colors of the reader


ASKED = [
    ["find", "mentor"], ["find", "mentor", "--explain"], ["hotline"], ["acts"], ["acts", "--timeline"],
    ["show", "we-matter"], ["list"], ["topics"], ["figures"], ["open", "take-it-down"], ["export", "csv"], ["check"],
    ["schema"], ["about"], ["help"],
]  # fmt: skip


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
def test_every_command_takes_plain_and_prints_no_escape_and_no_box(terminal: Run, arguments: list[str]) -> None:
    ran = terminal(*arguments, "--plain", columns=50, env={"FORCE_COLOR": "1"})
    assert ran.code == 0
    assert ran.out
    assert "\x1b" not in ran.out + ran.err
    assert not set(ran.out) & set("╭╮╰╯│─━┃█")


def test_all_commands_are_asked_for_plain() -> None:
    assert {arguments[0] for arguments in ASKED} == set(COMMANDS)


@pytest.mark.parametrize(
    "arguments", [a for a in ASKED if a[0] not in ("export", "check", "schema", "about", "help")], ids=" ".join
)
def test_plain_reads_aloud_as_label_and_value(terminal: Run, arguments: list[str]) -> None:
    out = terminal(*arguments, "--plain", columns=50).out
    if arguments[0] != "open":
        assert all(re.match(r"[A-Z][\w -]*: \S", line) for line in out.splitlines() if line)


COLORED = {"find", "hotline", "acts", "show", "list", "topics", "figures"}


@pytest.mark.parametrize("arguments", ASKED, ids=" ".join)
@pytest.mark.parametrize("width", [50, 80, 120])
def test_only_the_sixteen_colors_of_the_reader_are_used(terminal: Run, arguments: list[str], width: int) -> None:
    env = {"TERM": "xterm-256color", "COLORTERM": "truecolor", "FORCE_COLOR": "3"}
    colored = arguments[0] in COLORED
    out = terminal(*arguments, *(["--color", "always"] if colored else []), columns=width, env=env)
    codes = {code for run in re.findall(r"\x1b\[([0-9;]*)m", out.out) for code in run.split(";") if code}
    assert codes <= {"0", "1", "2", "4", *map(str, range(30, 38)), *map(str, range(90, 98))}
    assert bool(codes) == (colored and arguments[-1] not in ("--explain", "topics")) or arguments == ["topics"]


def test_json_of_the_acts_says_what_the_picture_says(hart: Run) -> None:
    acts = json.loads(hart("acts", "--timeline", "--json").out)["results"]
    assert {act["act"]["number"] for act in acts} == set(NUMBERS)
