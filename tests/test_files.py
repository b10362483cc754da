"""Reading files with bounds: whatever stands at a path, the answer is a table or one line of error."""

from __future__ import annotations

import contextlib
import os
import socket
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Run
from hypothesis import example, given, settings
from hypothesis import strategies as st

from hart_cli.errors import DataError, ExitCode
from hart_cli.readers.files import (
    TOML_LIMIT,
    cache_folder,
    configuration_folder,
    own_files,
    parse_toml,
    read_bounded,
    read_toml,
)

PATH = Path("own.toml")


def refusal(path: Path) -> str:
    """The one line with which a file is refused, without its path."""
    with pytest.raises(DataError) as caught:
        read_toml(path)
    message = caught.value.message
    assert message.startswith(f"{path}: ")
    assert "\n" not in message
    return message.removeprefix(f"{path}: ")


def wrong(content: bytes) -> str:
    """The one line with which content is refused, without its path."""
    with pytest.raises(DataError) as caught:
        parse_toml(PATH, content)
    message = caught.value.message
    assert message.startswith("own.toml: ")
    assert "\n" not in message
    return message.removeprefix("own.toml: ")


@contextlib.contextmanager
def without_rights() -> Iterator[None]:
    """As somebody who may read nothing, where the tests run as root."""
    if os.geteuid() != 0:
        yield
        return
    try:
        os.seteuid(65534)
    except OSError:
        pytest.skip("the rights of root cannot be laid down here")
    try:
        yield
    finally:
        os.seteuid(0)


def test_a_regular_file_is_read(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b'a = "b"')
    assert read_bounded(path, 7) == b'a = "b"'
    assert read_toml(path) == {"a": "b"}


def test_a_link_to_a_regular_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "there.toml").write_bytes(b"a = 1")
    (tmp_path / "own.toml").symlink_to(tmp_path / "there.toml")
    assert read_toml(tmp_path / "own.toml") == {"a": 1}


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    assert refusal(tmp_path / "own.toml") == "cannot be read (No such file or directory)"


def test_a_file_inside_a_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own").write_bytes(b"")
    assert refusal(tmp_path / "own" / "own.toml") == "cannot be read (Not a directory)"


def test_a_link_that_leads_to_itself_is_refused(tmp_path: Path) -> None:
    (tmp_path / "own.toml").symlink_to(tmp_path / "own.toml")
    assert refusal(tmp_path / "own.toml").startswith("cannot be read (")


def test_a_name_that_no_file_can_have_is_refused() -> None:
    with pytest.raises(DataError, match=r"cannot be read \(its name is not valid\)$"):
        read_bounded(Path("own\0.toml"), 10)


def test_an_unreadable_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"a = 1")
    path.chmod(0)
    with without_rights():
        assert refusal(path) == "cannot be read (Permission denied)"


def test_a_fifo_is_refused_without_waiting_for_a_writer(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "own.toml")
    assert refusal(tmp_path / "own.toml") == "is no regular file"


@pytest.mark.parametrize("device", ["/dev/zero", "/dev/null"])
def test_a_device_is_refused(device: str) -> None:
    assert refusal(Path(device)) == "is no regular file"


def test_a_socket_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)  # the address of a socket must be short
    with socket.socket(socket.AF_UNIX) as listener:
        listener.bind("own.toml")
        assert refusal(Path("own.toml")).startswith(("cannot be read (", "is no regular file"))


def test_a_file_of_the_most_bytes_is_read_and_one_more_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_bytes(b"#" * TOML_LIMIT)
    assert read_toml(path) == {}
    path.write_bytes(b"#" * (TOML_LIMIT + 1))
    assert refusal(path) == "is larger than 1024 KiB, the most that hart reads"


def test_a_sparse_file_of_4_gib_is_refused_by_its_size(tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.touch()
    os.truncate(path, 4 << 30)
    assert refusal(path) == "is larger than 1024 KiB, the most that hart reads"


def test_a_file_whose_size_is_hidden_is_read_to_the_limit_only() -> None:
    path = Path("/proc/self/maps")
    if not path.exists():
        pytest.skip("no files of hidden size here")
    with pytest.raises(DataError, match="is larger than"):
        read_bounded(path, 10)


def test_a_nul_byte_is_refused() -> None:
    assert wrong(b'a = "\0"').startswith("is not valid TOML (")
    assert wrong(b"\0" * 100).startswith("is not valid TOML (")


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_other_widths_of_unicode_are_refused(encoding: str) -> None:
    assert wrong('a = "é"'.encode(encoding)).startswith(("line 1 is not UTF-8 text", "is not valid TOML ("))


def test_latin_1_is_refused_with_its_line_and_what_to_do() -> None:
    content = '# fine\na = "Señora"\n'.encode("latin-1")
    assert wrong(content) == "line 2 is not UTF-8 text; save the file as UTF-8"


def test_a_byte_order_mark_is_tolerated() -> None:
    assert parse_toml(PATH, b'\xef\xbb\xbfa = "\xc3\xa9"') == {"a": "é"}


def test_line_ends_of_windows_are_tolerated() -> None:
    assert parse_toml(PATH, b'a = 1\r\nb = """x\r\ny"""\r\n') == {"a": 1, "b": "x\ny"}


def test_an_empty_file_is_an_empty_table() -> None:
    assert parse_toml(PATH, b"") == {}


COSTLY = {
    "key of 40 KB": (b"a" + b".a" * 20_000 + b" = 1", "line 1 has a key of more than 32 parts"),
    "key of 40 KB in quotes": (b'"a"' + b'."a"' * 10_000 + b" = 1", "line 1 has a key of more than 32 parts"),
    "table of 40 KB": (b"x = 1\n[a" + b".a" * 20_000 + b"]", "line 2 has a key of more than 32 parts"),
    "arrays in arrays": (b"a = " + b"[" * 100_000, "line 1 nests more than 16 deep"),
    "arrays over lines": (b"a = " + b"[\n" * 100_000, "line 17 nests more than 16 deep"),
    "tables in tables": (b"a = " + b"{ a = " * 50_000, "line 1 nests more than 16 deep"),
    "huge integer": (b"a = " + b"9" * 900_000, "line 1 has a number of more than 64 digits"),
    "huge integer with marks": (b"a = " + b"9_" * 400_000 + b"9", "line 1 has a number of more than 64 digits"),
    "long fraction": (b"a = 0." + b"1" * 900_000, "line 1 has a number of more than 64 digits"),
    "key behind a comment": (b"# it's\na" + b".a" * 20_000 + b" = 1", "line 2 has a key of more than 32 parts"),
    "key behind a string": (b"b = '#'\na" + b".a" * 20_000 + b" = 1", "line 2 has a key of more than 32 parts"),
}


@pytest.mark.parametrize("case", COSTLY)
def test_what_costs_too_much_to_parse_is_refused(case: str) -> None:
    content, message = COSTLY[case]
    assert len(content) < TOML_LIMIT
    assert wrong(content) == message


@pytest.mark.parametrize("case", ["fifo", "sparse", *COSTLY])
def test_check_ends_with_3_and_one_line_for_a_file_that_is_refused(hart: Run, tmp_path: Path, case: str) -> None:
    path = tmp_path / "own.toml"
    if case == "fifo":
        os.mkfifo(path)
    elif case == "sparse":
        path.touch()
        os.truncate(path, 4 << 30)
    else:
        path.write_bytes(COSTLY[case][0])
    ran = hart("check", str(path))
    assert (ran.code, ran.out) == (ExitCode.DATA, "")
    assert ran.err.startswith(f"hart: {path}: ")
    assert ran.err.count("\n") == 1


def test_dots_brackets_and_digits_in_texts_and_comments_cost_nothing_and_are_kept() -> None:
    text = "." * 40 + "[" * 40 + "{" * 40 + "9" * 100
    content = f"# {text}\na = \"{text}\"\nb = '{text}'\nc = \"\"\"\n{text}\"\"\"\nd = '''{text}'''\n".encode()
    assert parse_toml(PATH, content) == dict.fromkeys("abcd", text)


def test_a_table_as_deep_as_people_write_is_read() -> None:
    assert parse_toml(PATH, b"a = [[[[{ b = { c = [1] } }]]]]") == {"a": [[[[{"b": {"c": [1]}}]]]]}


def test_a_syntax_error_says_where_it_is() -> None:
    assert "line 2" in wrong(b"a = 1\nb = \n")


_SYNTAX = (
    b"""a . = [ ] [[ ]] { } " ' """ + b"""\'\'\' \\ # 1 0x 1e9 _ 2024-01-01 true , \0 \xff \xef\xbb\xbf \xc3\xa9"""
)
tokens = st.sampled_from([*_SYNTAX.split(b" "), b'"""', b"\n", b"\r\n", b" "])


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.one_of(st.binary(max_size=300), st.lists(tokens, max_size=60).map(b"".join)))
@example(b"\xef\xbb\xbf")
@example(b'a = "\\ud800"')
@example(b"a = 0000-00-00")
@example(b"a = 2024-02-30T25:61:61Z")
@example(b"a = 1\na = 2")
@example(b"a.b = 1\na = 2\n[a.b]")
def test_any_bytes_are_a_table_or_one_line_of_error(content: bytes) -> None:
    try:
        assert isinstance(parse_toml(PATH, content), dict)
    except DataError as error:
        assert error.message.startswith("own.toml: ")
        assert "\n" not in error.message


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("XDG_CONFIG_HOME", "XDG_CACHE_HOME", "HART_DATA", "USERPROFILE", "APPDATA", "LOCALAPPDATA"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("HOME", str(tmp_path))
    return tmp_path


def test_the_folders_stand_in_the_home_unless_they_are_named(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert configuration_folder() == home / ".config" / "hart"
    assert cache_folder() == home / ".cache" / "hart"
    monkeypatch.setenv("XDG_CONFIG_HOME", "/etc/elsewhere")
    monkeypatch.setenv("XDG_CACHE_HOME", "/var/elsewhere")
    assert configuration_folder() == Path("/etc/elsewhere/hart")
    assert cache_folder() == Path("/var/elsewhere/hart")


def test_a_relative_folder_is_passed_over_and_without_a_home_there_is_none(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", "here")
    monkeypatch.setenv("XDG_CACHE_HOME", "here")
    assert configuration_folder() == home / ".config" / "hart"
    assert cache_folder() == home / ".cache" / "hart"
    monkeypatch.delenv("HOME")
    assert configuration_folder() is None
    assert cache_folder() is None
    assert own_files(()) == []


def test_own_files_are_the_folder_then_the_environment_then_the_options_each_once(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = home / ".config" / "hart"
    folder.mkdir(parents=True)
    for name in ("b.toml", "a.toml", "notes.txt"):
        (folder / name).touch()
    monkeypatch.setenv("HART_DATA", os.pathsep.join(["/x.toml", "", "/y.toml"]))
    assert own_files(("/y.toml", "/z.toml")) == [
        folder / "a.toml",
        folder / "b.toml",
        Path("/x.toml"),
        Path("/y.toml"),
        Path("/z.toml"),
    ]


def test_a_home_without_the_folder_has_no_own_files(home: Path) -> None:
    assert own_files(()) == []
