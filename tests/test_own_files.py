"""A user's own files: they stand beside the bundled directory, marked, and change nothing in it."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest
from conftest import Ran, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from own import read_own

from hart_cli.errors import DataError
from hart_cli.readers.directory import Directory, read_bundled

PANTRY = """
[[entry]]
id = "corner-pantry"
kind = "program"
name = "Corner Program"
summary = "Help with food for survivors."
topics = ["housing"]
phones = [{ number = "860-555-0100" }]
urls = [{ url = "https://example.org/corner" }]
"""
RECORD = '[[entry]]\nid = "{id}"\nkind = "{kind}"\nname = "{name}"\n'


@pytest.fixture(name="own")
def own_file(tmp_path: Path) -> str:
    path = tmp_path / "own.toml"
    path.write_text(PANTRY, encoding="utf-8")
    return str(path)


def write(tmp_path: Path, *records: str, name: str = "own.toml") -> str:
    path = tmp_path / name
    path.write_text("\n".join(records), encoding="utf-8")
    return str(path)


def by_id(ran: Ran) -> dict[str, dict[str, Any]]:
    return {hit["id"]: hit for hit in json.loads(ran.out)["results"]}


def ways(tmp_path: Path, path: str) -> list[tuple[list[str], dict[str, str], str]]:
    """The three ways to name a file: an option, a variable, and hart's folder."""
    folder = tmp_path / "config" / "hart"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "mine.toml").write_bytes(Path(path).read_bytes())
    return [
        (["--data", path], {}, path),
        ([], {"HART_DATA": path}, path),
        ([], {"XDG_CONFIG_HOME": str(tmp_path / "config")}, str(folder / "mine.toml")),
    ]


# Which files count


def test_a_file_is_read_from_the_option_the_variable_and_the_folder(hart: Run, tmp_path: Path, own: str) -> None:
    for options, env, path in ways(tmp_path, own):
        ran = hart("list", "--json", *options, env=env)
        assert ran.code == 0
        assert ran.err == ""
        assert by_id(ran)["corner-pantry"]["directory"] == path


def test_the_folder_is_in_the_home_where_no_other_is_named(hart: Run, tmp_path: Path, own: str) -> None:
    folder = tmp_path / ".config" / "hart"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(PANTRY, encoding="utf-8")
    assert "corner-pantry" in hart("list", "-f", "ids").out.split()


def test_only_toml_files_of_the_folder_count(hart: Run, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "hart"
    folder.mkdir(parents=True)
    (folder / "mine.toml.bak").write_text(PANTRY, encoding="utf-8")
    (folder / "notes.txt").write_text("x = [", encoding="utf-8")
    ran = hart("list", "-f", "ids", env={"XDG_CONFIG_HOME": str(tmp_path / "config")})
    assert "corner-pantry" not in ran.out.split()
    assert ran.err == ""


def test_a_relative_configuration_folder_is_not_followed(hart: Run, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "hart"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text(PANTRY, encoding="utf-8")
    assert "corner-pantry" not in hart("list", "-f", "ids", env={"XDG_CONFIG_HOME": "config"}).out.split()


def test_several_files_may_be_named_and_each_counts_once(hart: Run, tmp_path: Path) -> None:
    one = write(tmp_path, RECORD.format(id="one", kind="program", name="One"), name="one.toml")
    two = write(tmp_path, RECORD.format(id="two", kind="program", name="Two"), name="two.toml")
    for options, env in (
        (["--data", one, "--data", two], {}),
        ([], {"HART_DATA": os.pathsep.join([one, two])}),
        (["--data", two], {"HART_DATA": os.pathsep.join([one, "", one, two])}),
    ):
        found = hart("list", "-f", "ids", *options, env=env).out.split()
        assert found.count("one") == 1
        assert found.count("two") == 1


@pytest.mark.parametrize("command", ["find food", "list", "topics", "about", "figures", "acts", "export csv"])
def test_every_command_takes_the_option(hart: Run, own: str, command: str) -> None:
    assert hart(*command.split(), "--data", own).code == 0


# What is local stands beside what is bundled


def test_ones_own_entry_is_found_shown_listed_exported_and_opened(hart: Run, own: str) -> None:
    assert "corner-pantry" in hart("find", "food", "-n", "0", "-f", "ids", "--data", own).out.split()
    assert hart("find", "Corner", "Program", "-f", "ids", "--data", own).out.split()[0] == "corner-pantry"
    assert hart("show", "corner-pantry", "--data", own).out.startswith("Name: Corner Program\n")
    assert hart("show", "corner program", "--data", own).out.startswith("Name: Corner Program\n")
    assert "corner-pantry" in hart("list", "-t", "housing", "-f", "ids", "--data", own).out.split()
    assert "corner-pantry" in hart("export", "tsv", "--data", own).out
    assert hart("open", "corner-pantry", "--data", own).out == "https://example.org/corner\n"


def test_the_filters_hold_for_ones_own_entries(hart: Run, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        RECORD.format(id="young", kind="program", name="Young") + "ages = { min = 14, max = 17 }\n",
        RECORD.format(id="local", kind="program", name="Local") + 'areas = ["Bridgeport"]\n',
    )
    found = hart("list", "--age", "18", "-f", "ids", "--data", path).out.split()
    assert "young" not in found
    assert "local" in found
    found = hart("list", "--town", "Norwich", "-f", "ids", "--data", path).out.split()
    assert "young" in found
    assert "local" not in found


def test_the_bundled_entries_stay_just_as_they_are(hart: Run, own: str) -> None:
    bundled = by_id(hart("list", "--json"))
    both = by_id(hart("list", "--json", "--data", own))
    assert set(both) - set(bundled) == {"corner-pantry"}
    assert {known: both[known] for known in bundled} == bundled
    assert {hit["directory"] for hit in bundled.values()} == {"hart"}


def test_ones_own_entry_is_marked_with_its_file(hart: Run, terminal: Run, own: str) -> None:
    assert f"Directory: your own file {own}\n" in hart("show", "corner-pantry", "--data", own).out
    assert by_id(hart("show", "corner-pantry", "--data", own, "--json"))["corner-pantry"]["directory"] == own
    assert own in hart("export", "csv", "--data", own).out
    assert "your own file" in hart("export", "markdown", "--data", own).out
    for columns in (50, 80, 120):
        seen = terminal("list", "-t", "housing", "--data", own, columns=columns, env={"NO_COLOR": "1"}).out
        assert "corner-pantry" in seen or "your own" in seen
    seen = terminal("show", "corner-pantry", "--data", own, columns=140, env={"NO_COLOR": "1"}).out
    assert "your own file" in seen


def test_a_bundled_entry_is_never_marked_as_ones_own(hart: Run, own: str) -> None:
    assert "your own file" not in hart("show", "we-matter", "--data", own).out


def test_a_name_that_a_bundled_entry_bears_too_means_the_bundled_entry(hart: Run, tmp_path: Path) -> None:
    path = write(tmp_path, RECORD.format(id="another", kind="program", name="We Matter!"))
    assert "Id: we-matter\n" in hart("show", "We Matter!", "--data", path).out
    assert hart("find", "We Matter!", "-f", "ids", "--data", path).out.split()[0] == "we-matter"


def test_a_file_without_a_source_says_that_it_is_the_source(hart: Run, own: str) -> None:
    assert "Source: the file itself, undated (secondary)" in hart("show", "corner-pantry", "--data", own).out


# What is refused


def test_an_id_of_a_bundled_entry_is_refused_and_the_rest_kept(hart: Run, tmp_path: Path) -> None:
    path = write(tmp_path, RECORD.format(id="we-matter", kind="program", name="A thief"), PANTRY)
    ran = hart("list", "--json", "--data", path)
    assert ran.code == 0
    assert by_id(ran)["we-matter"]["name"] == "We Matter!"
    assert "corner-pantry" in by_id(ran)
    assert ran.err.count("\n") == 1
    assert path in ran.err
    assert "'we-matter'" in ran.err


@pytest.mark.parametrize(
    "name",
    [
        "911",
        "9-1-1",
        "Careline",
        "CARELINE",
        "care line",
        "ct careline",
        "DCF Careline",
        "DCF-Careline",
        "DCF hotline",
        "DCF CÁRELINE",
        "NHTH",
        "National Human Trafficking Hotline",
        "national trafficking hotline",
        "Human  Trafficking  Hotline",
        "text to 911!",
    ],
)
@pytest.mark.parametrize("where", ["name", "alias"])
def test_no_file_may_bear_the_name_of_an_emergency_line(hart: Run, tmp_path: Path, name: str, where: str) -> None:
    record = RECORD.format(id="thief", kind="hotline", name=name if where == "name" else "A line")
    aliases = f'aliases = ["{name}"]\n' if where == "alias" else ""
    path = write(tmp_path, record + aliases + 'phones = [{ number = "860-555-0199" }]\n', PANTRY)
    ran = hart("list", "--json", "--data", path)
    assert "thief" not in by_id(ran)
    assert "corner-pantry" in by_id(ran)
    assert "'thief'" in ran.err
    assert "emergency line" in ran.err
    assert "555-0199" not in hart("hotline", name, "--data", path, "--plain").out


@pytest.mark.parametrize("id", ["911", "ct-careline", "national-human-trafficking-hotline"])
def test_no_file_may_bear_the_id_of_an_emergency_line(hart: Run, tmp_path: Path, id: str) -> None:
    path = write(tmp_path, RECORD.format(id=id, kind="hotline", name="A line") + 'phones = [{ number = "211" }]\n')
    before = hart("show", id).out
    ran = hart("show", id, "--data", path)
    assert ran.out == before
    assert f"'{id}'" in ran.err


@pytest.mark.parametrize(
    ("record", "label"),
    [
        ('[[entry]]\nid = "bad"\nkind = "nonsense"\nname = "Bad"\n', "'bad'"),
        ('[[entry]]\nid = "bad"\nkind = "program"\n', "'bad'"),
        ('[[entry]]\nkind = "program"\nname = "Bad"\n', "entry 1"),
        ('[[entry]]\nid = "bad"\nkind = "program"\nname = "Bad"\nphones = [{ number = "1;rm" }]\n', "'bad'"),
        ('[[entry]]\nid = "bad"\nkind = "program"\nname = "Bad"\nurls = [{ url = "javascript:x" }]\n', "'bad'"),
        ('[[entry]]\nid = "bad"\nkind = "act"\nname = "Bad"\n', "'bad'"),
        ('[[entry]]\nid = 5\nkind = "program"\nname = "Bad"\n', "entry 5"),
        ('[[entry]]\nid = ["x"]\nkind = ["x"]\nname = ["x"]\n', "entry"),
    ],
)
def test_a_bad_record_is_refused_by_name_and_the_rest_kept(hart: Run, tmp_path: Path, record: str, label: str) -> None:
    path = write(tmp_path, record, PANTRY)
    ran = hart("list", "--json", "--data", path)
    assert ran.code == 0
    assert "corner-pantry" in by_id(ran)
    assert "bad" not in by_id(ran)
    assert ran.err.count("\n") == 1
    assert label in ran.err
    assert "1 refused; see hart check" in ran.err


def test_of_two_records_with_one_id_the_first_is_kept(hart: Run, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        RECORD.format(id="twice", kind="program", name="First"),
        RECORD.format(id="twice", kind="program", name="Second"),
    )
    ran = hart("show", "twice", "--data", path)
    assert ran.out.startswith("Name: First\n")
    assert "stands twice" in ran.err


# What cannot be read


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"x = [", "is not valid TOML"),
        (b"\xff\xfe", "is not UTF-8"),
        (b"", "has no [[entry]]"),
        (b"x = " + b"[" * 5000, "nests more than"),
        (b"# " + b"x" * (1 << 20), "is larger than"),
    ],
    ids=["broken", "no UTF-8", "empty", "deep", "large"],
)
def test_an_unreadable_file_is_named_in_one_line_and_everything_else_answers(
    hart: Run, tmp_path: Path, own: str, content: bytes, reason: str
) -> None:
    broken = tmp_path / "broken.toml"
    broken.write_bytes(content)
    for options, env, path in ways(tmp_path, str(broken)):
        ran = hart("list", "--json", "--data", own, *options, env=env)
        assert ran.code == 0
        assert "we-matter" in by_id(ran)
        assert "corner-pantry" in by_id(ran)
        (line,) = ran.err.splitlines()
        assert line.startswith(f"{path}: ")
        assert reason in line


@pytest.mark.parametrize("command", ["find mentor", "list", "about", "acts", "show we-matter", "export csv", "hotline"])
def test_every_command_answers_beside_an_unreadable_file(hart: Run, tmp_path: Path, command: str) -> None:
    missing = str(tmp_path / "missing.toml")
    ran = hart(*command.split(), "--data", missing)
    assert ran.code == (0 if command == "hotline" else 3)
    assert ran.out == hart(*command.split()).out
    assert f"{missing}: cannot be read" in ran.err


def test_a_file_that_may_not_be_read_is_named(hart: Run, tmp_path: Path, own: str) -> None:
    if os.geteuid() == 0:
        pytest.skip("root may read every file")
    os.chmod(own, 0)
    ran = hart("list", "-n", "1", "--data", own)
    assert ran.code == 3
    assert f"{own}: cannot be read" in ran.err


def test_a_pipe_without_a_writer_blocks_nothing(hart: Run, tmp_path: Path) -> None:
    fifo = tmp_path / "fifo.toml"
    os.mkfifo(fifo)
    ran = hart("list", "-n", "1", "--data", str(fifo))
    assert ran.code == 3
    assert f"{fifo}: is no regular file" in ran.err


def test_a_folder_is_named_and_everything_else_answers(hart: Run, tmp_path: Path) -> None:
    ran = hart("list", "-n", "1", "--data", str(tmp_path))
    assert ran.code == 3
    assert ran.out
    assert str(tmp_path) in ran.err.splitlines()[0]


def test_a_device_is_not_read(hart: Run) -> None:
    ran = hart("list", "-n", "1", "--data", "/dev/zero")
    assert ran.code == 3
    assert "/dev/zero: is no regular file" in ran.err


def test_text_from_a_file_cannot_drive_the_terminal(terminal: Run, tmp_path: Path) -> None:
    path = write(
        tmp_path,
        RECORD.format(id="red", kind="program", name="\\u001b]0;owned\\u0007\\u001b[31mRed \\u202eevil [bold]x[/]"),
    )
    for options in (["show", "red"], ["list", "-k", "program"], ["show", "red", "--plain"], ["show", "red", "--json"]):
        for columns in (30, 50, 120):
            out = terminal(*options, "--data", path, columns=columns, env={"NO_COLOR": "1"}).out
            assert "red" in out.lower()
            assert not any(character in out for character in "\x1b\x07\u202e")


@settings(deadline=None, max_examples=60, derandomize=True)
@given(st.binary(max_size=200) | st.text(max_size=200).map(lambda text: text.encode("utf-8", "replace")))
def test_any_bytes_at_all_are_read_or_refused_with_a_reason(
    tmp_path_factory: pytest.TempPathFactory, content: Any
) -> None:
    path = tmp_path_factory.mktemp("any") / "own.toml"
    path.write_bytes(content)
    bundled = bundled_directory()
    try:
        directory = read_own(path, bundled)
    except DataError as error:
        assert str(path) in error.message
        assert error.message.count("\n") == 0
    else:
        assert directory.name == str(path)


_VALUE = st.recursive(
    st.none().map(lambda _: '""')
    | st.integers(-5, 200).map(str)
    | st.sampled_from(['"x"', "true", "1.5", '"911"', "2024-01-01"]),
    lambda inner: (
        st.lists(inner, max_size=2).map(lambda v: f"[{', '.join(v)}]")
        | st.tuples(st.sampled_from(["number", "url", "email", "min", "text"]), inner).map(
            lambda p: f"{{ {p[0]} = {p[1]} }}"
        )
    ),
    max_leaves=4,
)
_KEYS = "id kind name source ages sourced act figure summary provider aliases topics groups areas languages contacts phones emails urls related"


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.dictionaries(st.sampled_from(_KEYS.split()), _VALUE, max_size=6))
def test_a_record_of_any_types_is_kept_or_refused_and_never_breaks_the_reader(
    tmp_path_factory: pytest.TempPathFactory, record: Any
) -> None:
    path = tmp_path_factory.mktemp("any") / "own.toml"
    fields = {"id": '"mine"', "kind": '"program"', "name": '"Mine"', **record}
    lines = "\n".join(f"{key} = {value}" for key, value in fields.items())
    path.write_text(f"[[entry]]\n{lines}\n", encoding="utf-8")
    directory = read_own(path, bundled_directory())
    assert len(directory.entries) + directory.refused == 1
    assert bool(directory.faults) == bool(directory.refused)


def bundled_directory(known: list[Directory] = []) -> Directory:  # noqa: B006 - read once for all examples
    if not known:
        known.append(read_bundled())
    return known[0]


@pytest.mark.parametrize(
    "command",
    [
        ["find", "careline"], ["find", "careline", "--json"], ["show", "ct-careline"], ["list", "-k", "hotline"],
        ["acts", "16-71"], ["topics"], ["figures"], ["about"], ["open", "take-it-down"], ["export", "csv"],
        ["export", "html"], ["export", "hsds"], ["export", "vcard"], ["export", "handout"], ["find", "qwzxvkk"],
    ],
)  # fmt: skip
def test_where_no_named_directory_could_be_read_the_bundled_one_answers_and_the_status_is_3(
    hart: Run, tmp_path: Path, command: list[str]
) -> None:
    (tmp_path / "broken.toml").write_text("x = [", encoding="utf-8")
    ran = hart(*command, "--data", "missing.toml", "--data", "broken.toml")
    plain = hart(*command)
    assert ran.code == 3
    assert ran.out == plain.out or command == ["about"]
    assert [sum(name in line for line in ran.err.splitlines()) for name in ("missing.toml", "broken.toml")] == [1, 1]
    (tmp_path / "good.toml").write_text('[[entry]]\nid = "x"\nkind = "service"\nname = "X"\n', encoding="utf-8")
    beside = hart(*command, "--data", "missing.toml", "--data", "good.toml")
    assert beside.code == plain.code


@pytest.mark.parametrize("command", [["hotline"], ["hotline", "suicide"], ["hotline", "careline", "--number"]])
def test_the_hotline_ends_as_ever_beside_directories_that_cannot_be_read(hart: Run, command: list[str]) -> None:
    ran = hart(*command, "--data", "missing.toml")
    assert (ran.code, ran.out) == (0, hart(*command).out)
    assert "missing.toml" in ran.err


def test_a_file_that_the_settings_name_and_that_cannot_be_read_changes_no_status(hart: Run) -> None:
    assert hart("find", "careline", env={"HART_DATA": "missing.toml"}).code == 0
