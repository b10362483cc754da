"""What Windows and macOS do otherwise, tried on this system through real processes: streams in old code pages,
CRLF, names, and the parts of Python that are missing there."""

from __future__ import annotations

import io
import os
import pty
import re
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, environment

from hart_cli.store.database_file import address

CODE_PAGES = ("cp1252", "cp437", "cp850", "ascii")
COMMANDS = [
    *("hotline --all", "hotline careline", "find trata", "find zzzzqqq", "acts", "show 911 --ui es"),
    *("show nobody-at-all", "list -k person", "topics", "figures", "about --ui es", "help", "schema", "frobnicate"),
    *("export json", "export ndjson", "export csv", "export tsv", "export markdown", "export vcard --titled"),
    *("export html", "export handout", "export hsds", "check nowhere/\u20ac.toml"),
]
RESERVED = {"con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10))}
WITHOUT = ("O_NONBLOCK", "O_NOFOLLOW", "O_CLOEXEC", "getuid", "geteuid", "fchmod", "fork", "link")


def run(home: Path, command: str | list[str], **changes: str) -> tuple[int, bytes, bytes]:
    arguments = command.split() if isinstance(command, str) else command
    done = subprocess.run(
        [sys.executable, "-m", "hart_cli", *arguments],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=60,
        env={**environment(home, PYTHONPATH=os.pathsep.join([str(home), str(ROOT)])), **changes},
        cwd=home,
        check=False,
    )
    assert b"Traceback" not in done.stderr + done.stdout, done.stderr
    assert b"UnicodeEncodeError" not in done.stderr
    return done.returncode, done.stdout, done.stderr


def numbers(text: str) -> list[str]:
    return re.findall(r"1?-?\d{3}-\d{3}-\d{4}|\b233733\b", text)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_stream_in_an_old_code_page_loses_no_number_and_ends_alike(tmp_path: Path, command: str) -> None:
    usual = run(tmp_path, command)
    for page in CODE_PAGES if command == "show 911 --ui es" else ("cp1252",):
        code, out, err = run(tmp_path, command, PYTHONIOENCODING=f"{page}:strict", PYTHONUTF8="0", LC_ALL="C")
        assert code == usual[0]
        err.decode(page)
        if b"%PDF" in usual[1][:8]:
            continue
        read = out.decode("utf-8" if command.startswith(("export html", "export vcard")) else page)
        assert numbers(read) == numbers(usual[1].decode())


@pytest.mark.parametrize("page", CODE_PAGES)
def test_a_terminal_in_an_old_code_page_gets_every_number_and_lines_that_it_can_draw(tmp_path: Path, page: Any) -> None:
    raw = {"PYTHONIOENCODING": f"{page}:strict", "PYTHONUTF8": "0", "LC_ALL": "C"}
    for command in ("hotline --all", "figures"):
        wanted, shown = at_a_terminal(tmp_path, command, "utf-8"), at_a_terminal(tmp_path, command, page, **raw)
        assert numbers(shown) == numbers(wanted)
        assert shown.count("?") == wanted.count("?")
        if page in ("cp1252", "ascii"):
            assert not re.search("[\u2500-\u259f]", shown)


def at_a_terminal(home: Path, command: str, encoding: str, **changes: str) -> str:
    master, slave = pty.openpty()
    process = subprocess.Popen(
        [sys.executable, "-m", "hart_cli", *command.split()],
        stdin=subprocess.DEVNULL,
        stdout=slave,
        stderr=subprocess.PIPE,
        env={**environment(home, PYTHONPATH=str(ROOT), COLUMNS="80"), **changes},
        cwd=home,
    )
    os.close(slave)
    read = b""
    try:
        while chunk := os.read(master, 65536):
            read += chunk
    except OSError:
        pass  # the other end is closed
    os.close(master)
    assert b"Traceback" not in process.communicate()[1]
    return read.decode(encoding)


def test_a_letter_that_a_stream_lacks_becomes_the_letter_without_its_mark(tmp_path: Path) -> None:
    _, out, _ = run(tmp_path, "show 911 --ui es", PYTHONIOENCODING="ascii:strict", PYTHONUTF8="0")
    assert out.isascii()
    assert b"?" not in out
    assert b"esta a salvo" in out


def test_a_written_file_is_utf_8_whatever_the_streams_are(tmp_path: Path) -> None:
    old = {"PYTHONIOENCODING": "cp437:strict", "PYTHONUTF8": "0", "LC_ALL": "C"}
    for name in ("csv", "html", "vcard"):
        assert run(tmp_path, f"export {name} -o new.{name}")[0] == 0
        assert run(tmp_path, f"export {name} -o old.{name}", **old)[0] == 0
        assert (tmp_path / f"new.{name}").read_bytes() == (tmp_path / f"old.{name}").read_bytes()
        (tmp_path / f"old.{name}").read_text("utf-8")


def site(home: Path, text: str) -> None:
    (home / "sitecustomize.py").write_text(text, "utf-8")


TRANSLATING = "import sys\nfor s in (sys.stdout, sys.stderr): s.reconfigure(newline='\\r\\n')\n"


def test_a_stream_that_translates_line_ends_changes_nothing_that_a_program_reads(tmp_path: Path) -> None:
    commands = ["hotline --number", "hotline", "find mentor --format ndjson", "export csv", "export json"]
    commands += ["export tsv", "export vcard", "export html", "export hsds"]
    usual = [run(tmp_path, command)[1] for command in commands]
    site(tmp_path, TRANSLATING)
    assert [run(tmp_path, command)[1] for command in commands] == usual
    assert b"\r\r\n" not in b"".join(usual)
    assert usual[3].count(b"\r\n") == usual[3].count(b"\n") > 100


NAMES = ["con", "nul.csv", "aux", "lpt1.txt", "COM1.json", "com\u00b9", "CONIN$", "out.csv.", "out.csv ", "a.csv:b"]
NAMES += [r"C:\x\y.csv", "what?.csv", "a*b", 'a"b', "a|b", "<a>"]


def test_a_name_that_windows_cannot_open_is_refused_in_one_line_that_says_what_to_do(tmp_path: Path) -> None:
    from hart_cli.cli.files import write_new
    from hart_cli.errors import UsageError

    for name in NAMES:
        with pytest.raises(UsageError, match=r"Windows.*take another"):
            write_new(["text"], tmp_path / name, force=False)
    code, _, err = run(tmp_path, ["export", "csv", "-o", "a:b.csv"])
    assert (code, err.count(b"\n")) == (2, 1)
    assert list(tmp_path.iterdir()) == []


def good_names(names: list[str]) -> None:
    assert names
    folded = [name.lower() for name in names]
    assert len(set(folded)) == len(folded)
    for name in names:
        for part in name.split("/"):
            assert part.split(".")[0].lower() not in RESERVED, name
            assert part == part.rstrip(". "), name
            assert not set(part) & set('<>:"|?*\\'), name
            assert part.isascii(), name
        assert len(name) < 180


def test_no_file_of_harts_own_has_a_name_that_windows_or_macos_takes_amiss() -> None:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("git is not installed, or this is no checkout")
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=True).stdout
    good_names([name for name in listed.decode().split("\0") if name])


def test_no_member_of_the_zip_of_hsds_has_such_a_name(tmp_path: Path) -> None:
    assert run(tmp_path, "export hsds -o all.zip")[0] == 0
    with zipfile.ZipFile(io.BytesIO((tmp_path / "all.zip").read_bytes())) as archive:
        good_names(archive.namelist())


ENTRY = """[[entry]]
id = "own-place"
kind = "service"
name = "Café zebra of one's own"
summary = "A place."
"""


@pytest.mark.parametrize("name", ["with space.toml", "ünï.toml", "u\u0308.toml", "\U0001f600.toml", "dot.", "x" * 200])
def test_a_file_of_ones_own_is_read_under_any_name_with_crlf_and_a_bom(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    results = []
    for content in (ENTRY.encode(), b"\xef\xbb\xbf" + ENTRY.replace("\n", "\r\n").encode()):
        path.write_bytes(content)
        results.append(run(tmp_path, ["find", "zebra", "--format", "ids", "--data", str(path)])[:2])
    assert results == [(0, b"own-place\n")] * 2


def test_a_file_in_cp1252_is_one_line_that_names_it_its_line_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_bytes(ENTRY.replace("\n", "\r\n").encode("cp1252"))
    _, out, err = run(tmp_path, "find mentor --data own.toml")
    assert b"own.toml: line 4 is not UTF-8 text; save the file as UTF-8" in err
    assert out


@pytest.mark.parametrize("path", [r"C:\x\y.toml", r"\\?\C:\x.toml", r"\\server\share\y.toml", "C:/x/y.toml"])
def test_a_path_of_windows_is_a_path_and_no_address(tmp_path: Path, path: str) -> None:
    code, out, err = run(tmp_path, ["find", "mentor", "--data", path])
    assert code == 3  # no directory that was named could be read; the bundled one answers
    assert out
    assert b"cannot be read (No such file or directory)" in err


@pytest.mark.parametrize(
    ("path", "separator", "wanted"),
    [
        ("/home/a b/x#1.db", "/", "file:///home/a b/x%231.db"),
        ("/home/a\\b.db", "/", "file:///home/a\\b.db"),
        ("C:\\Users\\x\\own.db", "\\", "file:///C:/Users/x/own.db"),
        ("\\\\server\\share\\own.db", "\\", "file:////server/share/own.db"),
        ("\\\\?\\C:\\own.db", "\\", "file:////%3f/C:/own.db"),
    ],
)
def test_an_index_has_an_address_that_sqlite_takes_on_each_system(path: str, separator: str, wanted: str) -> None:
    assert address(path, separator) == wanted


def test_hart_works_without_the_parts_of_python_that_windows_lacks(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(ENTRY, "utf-8")
    commands = ["hotline --all", "find mentor", "find zebra --data own.toml", "figures", "export csv -o out.csv"]
    usual = [run(tmp_path, command) for command in commands]
    assert b"own-place" in usual[2][1]
    (tmp_path / "out.csv").unlink()
    lines = "import os, signal, sys\n"
    lines += "".join(f"if hasattr(os, {name!r}): del os.{name}\n" for name in WITHOUT if name != "link")
    lines += "def no(*_, **__): raise OSError('no such call')\nos.link = os.get_terminal_size = no\n"
    lines += "for name in ('SIGPIPE', 'SIGHUP', 'SIGWINCH', 'SIGALRM'): delattr(signal, name)\n"
    lines += "for name in ('fcntl', 'pwd', 'grp', 'resource', 'termios', 'tty', 'pty'): sys.modules[name] = None\n"
    site(tmp_path, lines)
    assert [run(tmp_path, command, TERM="", WT_SESSION="1") for command in commands] == usual


def test_an_index_that_cannot_be_replaced_while_it_is_open_is_made_for_the_run(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text(ENTRY, "utf-8")
    command = "find zebra --data own.toml"
    usual = run(tmp_path, command, XDG_CACHE_HOME=str(tmp_path / "one"))
    assert b"own-place" in usual[1]
    assert list(tmp_path.glob("one/hart/*"))
    site(tmp_path, "import os\ndef no(*_): raise PermissionError(13, 'in use')\nos.replace = no\n")
    assert run(tmp_path, command, XDG_CACHE_HOME=str(tmp_path / "two"))[:2] == usual[:2]
    code, _, err = run(tmp_path, "export csv --force -o out.csv")
    assert code == 4
    assert b"out.csv cannot be written (in use)" in err
    assert not list(tmp_path.glob(".hart-*"))


LEFT = """import io, sys
class Left(io.TextIOWrapper):
    def write(self, text): raise OSError(22, 'Invalid argument')
sys.stdout = Left(sys.stdout.detach(), encoding='utf-8')
"""


@pytest.mark.parametrize("command", ["find mentor", "export csv", "figures", "help", "find --help"])
def test_a_reader_that_leaves_is_no_error_where_the_system_calls_it_an_invalid_argument(
    tmp_path: Path, command: str
) -> None:
    site(tmp_path, LEFT)
    code, out, err = run(tmp_path, command)
    assert (code, out) == (0, b"")
    assert b"hart:" not in err


def test_the_emergency_numbers_reach_standard_error_where_such_a_reader_left(tmp_path: Path) -> None:
    site(tmp_path, LEFT)
    assert b"1-888-373-7888" in run(tmp_path, "hotline")[2]
