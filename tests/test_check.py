"""hart check: the bundled data and one's own files held to the data's rules."""

from __future__ import annotations

from pathlib import Path

import pytest
from conftest import Run

GOOD = '[[entry]]\nid = "mine"\nkind = "program"\nname = "Mine"\n'


def write(folder: Path, text: str, name: str = "own.toml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def test_the_bundled_directory_has_no_fault(hart: Run) -> None:
    ran = hart("check")
    assert ran.code == 0, ran.err
    assert ran.err == ""
    entries = len(hart("list", "-f", "ids").out.split())
    assert ran.out == f"bundled directory: {entries} entries, 0 faults\n"


def test_a_good_file_of_ones_own_has_no_fault(hart: Run, tmp_path: Path) -> None:
    path = write(tmp_path, GOOD)
    ran = hart("check", path)
    assert ran.code == 0
    assert ran.out == f"{path}: 1 entries kept, 0 refused\n"
    assert ran.err == ""


def test_a_named_file_is_checked_alone(hart: Run, tmp_path: Path) -> None:
    assert "bundled directory" not in hart("check", write(tmp_path, GOOD)).out


def test_without_a_path_the_files_that_answer_are_checked_too(hart: Run, tmp_path: Path) -> None:
    folder = tmp_path / "config" / "hart"
    folder.mkdir(parents=True)
    path = write(folder, GOOD.replace("program", "nonsense"))
    ran = hart("check", env={"XDG_CONFIG_HOME": str(tmp_path / "config")})
    assert ran.code == 3
    assert f"{path}: 0 entries kept, 1 refused\n" in ran.out
    assert f"hart: {path}: entry 'mine': unknown kind 'nonsense'\n" in ran.err
    ran = hart("check", env={"HART_DATA": path})
    assert ran.code == 3


@pytest.mark.parametrize(
    ("record", "fault"),
    [
        ('kind = "program"\nname = "Mine"', "has no id"),
        ('id = "mine"\nname = "Mine"', "has no kind"),
        ('id = "mine"\nkind = "program"', "has no name"),
        ('id = "Mine Own"\nkind = "program"\nname = "Mine"', "id must be kebab-case"),
        ('id = "mine"\nkind = "nonsense"\nname = "Mine"', "unknown kind 'nonsense'"),
        ('id = "mine"\nkind = "program"\nname = ""', "name must be a text that is not empty"),
        ('id = "mine"\nkind = "program"\nname = 3', "name must be a text that is not empty"),
        ('id = "mine"\nkind = "program"\nname = "Mine"\ncolour = "red"', "unknown key 'colour'"),
        ('id = "mine"\nkind = "program"\nname = "Mine"\ntopics = ["howsing"]', "unknown topic 'howsing'"),
        ('id = "mine"\nkind = "program"\nname = "Mine"\ngroups = ["nobody"]', "unknown group 'nobody'"),
        ('id = "mine"\nkind = "program"\nname = "Mine"\nareas = ["Atlantis"]', "unknown area 'Atlantis'"),
        ('id = "mine"\nkind = "program"\nname = "Mine"\nlanguages = ["english"]', "is no ISO 639 code"),
        ('id = "mine"\nkind = "program"\nname = "Mine"\nages = { min = 20, max = 10 }', "ages: min is above max"),
        ('id = "mine"\nkind = "program"\nname = "Mine"\nages = { min = 200 }', "whole years from 0 to 120"),
        ('id = "mine"\nkind = "program"\nname = "Mine"\nphones = [{ number = "call us" }]', "is no number"),
        ('id = "mine"\nkind = "program"\nname = "Mine"\nemails = [{ email = "me" }]', "is not well-formed"),
        ('id = "mine"\nkind = "program"\nname = "Mine"\nurls = [{ url = "javascript:1" }]', "is not http"),
        ('id = "mine"\nkind = "program"\nname = "Mine"\ndate = "soon"', "is no date"),
        ('id = "mine"\nkind = "program"\nname = "Mine"\nsource = "nowhere"', "unknown source 'nowhere'"),
        ('id = "mine"\nkind = "program"\nname = "Mine"\nprovider = "nobody"', "which is no entry"),
        ('id = "we-matter"\nkind = "program"\nname = "Mine"', "has the id of a bundled entry"),
        ('id = "mine"\nkind = "hotline"\nname = "911"', "uses the name of an emergency line"),
    ],
)
def test_each_fault_is_named_with_its_file_and_entry(hart: Run, tmp_path: Path, record: str, fault: str) -> None:
    path = write(tmp_path, f"[[entry]]\n{record}\n")
    ran = hart("check", path)
    assert ran.code == 3
    assert ran.out == f"{path}: 0 entries kept, 1 refused\n"
    (line,) = ran.err.splitlines()
    assert line.startswith(f"hart: {path}: entry ")
    assert fault in line


def test_every_fault_has_a_line_of_its_own_and_good_entries_are_kept(hart: Run, tmp_path: Path) -> None:
    bad = '[[entry]]\nid = "bad-{}"\nkind = "nonsense"\nname = "Bad"\n'
    path = write(tmp_path, bad.format(1) + GOOD + bad.format(2))
    ran = hart("check", path)
    assert ran.code == 3
    assert ran.out == f"{path}: 1 entries kept, 2 refused\n"
    assert [line.split("'")[1] for line in ran.err.splitlines()] == ["bad-1", "bad-2"]


def test_an_id_that_stands_twice_is_kept_once(hart: Run, tmp_path: Path) -> None:
    path = write(tmp_path, GOOD + GOOD)
    ran = hart("check", path)
    assert ran.code == 3
    assert "1 entries kept, 1 refused" in ran.out
    assert "stands twice" in ran.err


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"x = [", "is not valid TOML"),
        (b"", "has no [[entry]]"),
        (b"x = 1\n", "has no [[entry]]"),
        (b"entry = 3\n", "has no [[entry]]"),
        (b"\xff\xfe\x00", "is not UTF-8"),
        (b"x = " + b"[" * 100 + b"]" * 100, "nests more than"),
        (b"a" + b".a" * 100 + b" = 1", "has a key of more than"),
        (b"x = " + b"1" * 100, "has a number of more than"),
        (b"#" * (1 << 20) + b"#\n", "is larger than"),
    ],
    ids=["broken", "empty", "no entry", "entry is no list", "no UTF-8", "deep", "dotted", "endless", "large"],
)
def test_a_file_that_cannot_be_read_is_named_with_the_reason(
    hart: Run, tmp_path: Path, content: bytes, fault: str
) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(content)
    ran = hart("check", str(path))
    assert ran.code == 3
    (line,) = ran.err.splitlines()
    assert line.startswith(f"hart: {path}: ")
    assert fault in line


def test_a_missing_file_is_named(hart: Run, tmp_path: Path) -> None:
    ran = hart("check", str(tmp_path / "missing.toml"))
    assert ran.code == 3
    assert "missing.toml: cannot be read" in ran.err


def test_the_other_files_are_checked_after_one_that_cannot_be_read(hart: Run, tmp_path: Path) -> None:
    good, broken = write(tmp_path, GOOD), write(tmp_path, "x = [", "broken.toml")
    ran = hart("check", broken, good)
    assert ran.code == 3
    assert ran.out == f"{good}: 1 entries kept, 0 refused\n"


def test_a_name_from_a_file_cannot_drive_the_terminal(hart: Run, tmp_path: Path) -> None:
    path = write(tmp_path, '[[entry]]\nid = "\\u001b[31mred\\nX"\nkind = "program"\nname = "Mine"\n')
    ran = hart("check", path)
    assert ran.code == 3
    assert "\x1b" not in ran.out + ran.err
    assert ran.err.count("\n") == 1


def test_a_file_with_windows_line_ends_and_a_byte_order_mark_is_read(hart: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"\xef\xbb\xbf" + GOOD.replace("\n", "\r\n").encode())
    assert hart("check", str(path)).code == 0
