"""Nothing is kept, nothing is sent: each command watched while it runs, and the data held to who it protects.

A run is watched by Python's own audit events, and by the system's calls too where strace is installed.
"""

from __future__ import annotations

import builtins
import json
import os
import platform
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from conftest import ROOT, Run, environment

from hart_cli.cli.app import app
from hart_cli.cli.registry import COMMANDS
from hart_cli.export.columns import columns
from hart_cli.model import Entry
from hart_cli.output.schema import schema
from hart_cli.readers.directory import read_bundled, read_wording
from hart_cli.rules.shape import ENTRY_KEYS
from hart_cli.store.loader import compile_bundled
from hart_cli.wording import avoided_words, own_texts

SECRET = "zanzibarqua"
EVERY = [
    [],
    ["--help"],
    ["--version"],
    ["find", "mentor", SECRET],
    ["find", SECRET],
    ["find", "mentor", "--age", "15", "--town", "Bridgeport", "--json"],
    ["find", "mentor", "--explain"],
    ["hotline"],
    ["hotline", SECRET],
    ["hotline", "careline", "--number"],
    ["hotline", "--all"],
    ["acts"],
    ["acts", "16-71", SECRET],
    ["show", "we-matter"],
    ["show", SECRET],
    ["list"],
    ["topics"],
    ["figures"],
    ["open", "take-it-down"],
    ["export", "json"],
    ["export", "csv"],
    ["check"],
    ["schema"],
    ["about"],
    ["help", "privacy"],
    [SECRET],
    ["find", "--nonsense", SECRET],
]
NAMES = [" ".join(arguments) or "bare" for arguments in EVERY]

WATCH = """
import os, sys
_log = os.open(os.environ["HART_WATCH"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
_writes = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
_names = ("socket.", "os.mkdir", "os.rename", "os.remove", "os.rmdir", "os.link", "os.symlink", "os.truncate",
          "os.chmod", "os.chown", "os.utime", "os.system", "os.exec", "os.fork", "os.posix_spawn", "os.putenv",
          "subprocess.", "shutil.", "tempfile.", "ftplib.", "http.", "urllib.", "smtplib.", "webbrowser.")
def _watch(event, args):
    if event == "sqlite3.connect" and args != (":memory:",):
        os.write(_log, f"{event} {args}\\n".encode("utf-8", "replace"))
    if event == "open" and not isinstance(args[0], int):
        path, _, flags = args
        kind = "write" if flags & _writes else "read"
        os.write(_log, f"{kind} {path}\\n".encode("utf-8", "replace"))
    elif event.startswith(_names):
        os.write(_log, f"{event} {args}\\n".encode("utf-8", "replace"))
sys.addaudithook(_watch)
"""


class Watched:
    """Runs hart in a home of its own and tells what it did."""

    def __init__(self, folder: Path, cache: Path) -> None:
        self.folder, self.cache = folder, cache
        self.home, self.cwd = folder / "home", folder / "cwd"
        for path in (self.home, self.cwd, folder / "watch", folder / "temporary"):
            path.mkdir()
        (folder / "watch" / "sitecustomize.py").write_text(WATCH, encoding="utf-8")
        self.log = folder / "watch" / "log"

    def environment(self, *, warm: bool) -> dict[str, str]:
        cache = self.cache if warm else self.home / ".cache"
        path = os.pathsep.join([str(self.folder / "watch"), str(ROOT)])
        return environment(
            self.home,
            PYTHONPATH=path,
            PYTHONDONTWRITEBYTECODE="1",
            HART_WATCH=str(self.log),
            TMPDIR=str(self.folder / "temporary"),
            XDG_CACHE_HOME=str(cache),
        )

    def run(self, *arguments: str, warm: bool = True, before: tuple[str, ...] = ()) -> subprocess.CompletedProcess[str]:
        self.log.unlink(missing_ok=True)
        return subprocess.run(
            [*before, sys.executable, "-m", "hart_cli", *arguments],
            capture_output=True,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=120,
            env=self.environment(warm=warm),
            cwd=self.cwd,
            check=False,
        )

    def events(self) -> list[tuple[str, str]]:
        lines = self.log.read_text(encoding="utf-8").splitlines()
        return [(kind, rest) for kind, _, rest in (line.partition(" ") for line in lines)]

    def left(self) -> set[str]:
        return {str(path.relative_to(self.folder)) for path in self.folder.rglob("*")}


@pytest.fixture(scope="module", name="cache")
def compiled_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("cache")
    env = environment(folder, PYTHONPATH=str(ROOT), XDG_CACHE_HOME=str(folder))
    subprocess.run([sys.executable, "-m", "hart_cli", "list"], env=env, capture_output=True, check=True)
    return folder


@pytest.fixture(name="watched")
def watched_runs(tmp_path: Path, cache: Path) -> Watched:
    folder = tmp_path / "watched"
    folder.mkdir()
    return Watched(folder, cache)


def test_the_watch_sees_a_socket_and_a_file(watched: Watched) -> None:
    program = "import socket; open('x', 'w').close(); socket.socket().close(); import os; os.mkdir('y')"
    subprocess.run([sys.executable, "-c", program], env=watched.environment(warm=True), cwd=watched.cwd, check=True)
    assert {"write", "socket.__new__", "os.mkdir"} <= {kind for kind, _ in watched.events()}
    assert {"cwd/x", "cwd/y"} <= watched.left()


@pytest.mark.parametrize("arguments", EVERY, ids=NAMES)
def test_no_command_opens_a_socket_starts_a_program_or_writes_a_file(watched: Watched, arguments: list[str]) -> None:
    before = watched.left() | {"watch/log"}
    watched.run(*arguments)
    events = watched.events()
    assert "read" in {kind for kind, _ in events}
    assert [event for event in events if event[0] != "read"] == []
    assert watched.left() == before


@pytest.mark.parametrize("arguments", EVERY, ids=NAMES)
def test_the_system_sees_no_socket_and_no_write_either(watched: Watched, arguments: list[str]) -> None:
    strace = shutil.which("strace")
    if strace is None:
        pytest.skip("strace is not installed")
    log = watched.folder / "calls"
    calls = "%network,creat,open,openat,unlink,unlinkat,rename,renameat,renameat2,mkdir,mkdirat,link,linkat,symlink"
    tried = subprocess.run([strace, "-o", str(log), "true"], capture_output=True, check=False)
    if tried.returncode:
        pytest.skip("this system does not let strace watch")
    watched.run(*arguments, before=(strace, "-f", "-qq", "-e", f"trace={calls}", "-e", "signal=none", "-o", str(log)))
    lines = [line.split(maxsplit=1)[1] for line in log.read_text(encoding="utf-8", errors="replace").splitlines()]
    assert len(lines) > 20
    directories = [line for line in lines if line.startswith(("open", "creat"))]
    assert [line for line in lines if line not in directories] == []
    writing = [line for line in directories if re.search(r"O_WRONLY|O_RDWR|O_CREAT|^creat", line)]
    assert [line for line in writing if str(watched.log) not in line and '"/dev/' not in line] == []


@pytest.mark.parametrize("arguments", EVERY, ids=NAMES)
def test_of_the_home_nothing_is_read_but_harts_own_folders(watched: Watched, arguments: list[str]) -> None:
    for name in ("contacts.vcf", ".bash_history", ".gitconfig", ".netrc"):
        (watched.home / name).write_text("private", encoding="utf-8")
    own = watched.home / ".config" / "hart"
    own.mkdir(parents=True)
    (own / "mine.toml").write_text('[[entry]]\nid = "a"\nkind = "contact"\nname = "A"\n', encoding="utf-8")
    watched.run(*arguments)
    read = [path for kind, path in watched.events() if kind == "read" and path.startswith(str(watched.home))]
    assert [p for p in read if not p.startswith(str(own))] == []


# The cache


def test_the_cache_is_the_one_thing_written_and_is_private(watched: Watched) -> None:
    watched.run("find", "mentor", SECRET, warm=False)
    cache = watched.home / ".cache" / "hart"
    written = {path for kind, path in watched.events() if kind == "write"}
    assert len(written) == 1
    assert Path(written.pop()).parent == cache
    assert [p for p in watched.left() if p.startswith(("home", "cwd", "temporary"))] != []
    assert {p for p in watched.left() if p.startswith(("cwd/", "temporary/"))} == set()
    (kept,) = cache.iterdir()
    assert kept.stat().st_mode & 0o077 == 0
    assert cache.stat().st_mode & 0o077 == 0


def test_the_cache_holds_the_directory_and_no_word_of_any_question(watched: Watched) -> None:
    for arguments in EVERY:
        watched.run(*arguments, warm=False)
    (kept,) = (watched.home / ".cache" / "hart").iterdir()
    assert kept.read_bytes() == compile_bundled()


def test_the_cache_can_be_deleted_at_any_time(watched: Watched) -> None:
    first = watched.run("find", "mentor", warm=False)
    shutil.rmtree(watched.home / ".cache")
    assert watched.run("find", "mentor", warm=False).stdout == first.stdout != ""


def test_a_question_leaves_no_trace_for_the_next_one(watched: Watched) -> None:
    fresh = watched.run("find", "mentor", warm=False)
    for words in (SECRET, "lawyer", "15 bridgeport"):
        watched.run("find", words, warm=False)
    again = watched.run("find", "mentor", warm=False)
    assert (again.stdout, again.stderr) == (fresh.stdout, fresh.stderr)
    assert [p for p in watched.left() if p.startswith("home/") and not p.startswith("home/.cache")] == []


def test_the_answer_is_the_same_with_proxies_named_and_without_a_network(hart: Run) -> None:
    proxies = dict.fromkeys(("http_proxy", "https_proxy", "HTTPS_PROXY", "ALL_PROXY"), "http://192.0.2.1:9")
    for arguments in (["find", "mentor"], ["hotline"], ["about"], ["open", "take-it-down"]):
        assert hart(*arguments, env=proxies) == hart(*arguments)


# What was typed


FAULTS = {
    "the search": ["hart_cli.cli.find", "search"],
    "the drawing": ["hart_cli.cli.render", "chunks"],
    "the directory": ["hart_cli.cli.find", "open_all"],
    "the streams": ["hart_cli.cli.console", "flush"],
}


@pytest.mark.parametrize("debug", [{}, {"HART_DEBUG": "1"}], ids=["", "debug"])
@pytest.mark.parametrize(
    "error", ["ValueError", "KeyError", "RuntimeError", "OSError", "ImportError", "RecursionError"]
)
@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_never_tells_what_was_asked(
    hart: Run, monkeypatch: pytest.MonkeyPatch, fault: str, error: str, debug: dict[str, str]
) -> None:
    def broken(*args: object, **names: object) -> None:
        raise getattr(builtins, error)(f"it broke over {args!r} {names!r} {sys.argv}")

    module, name = FAULTS[fault]
    monkeypatch.setattr(f"{module}.{name}", broken)
    ran = hart("find", SECRET, "mentor", env=debug)
    assert ran.code == 5
    assert SECRET not in ran.out + ran.err
    assert ("File " in ran.err) == (bool(debug) and error != "ImportError")
    assert "1-800-842-2288" in ran.err


@pytest.mark.parametrize(
    "arguments",
    [
        ["find", SECRET],
        ["find", SECRET, "--town", "nowhere-at-all"],
        ["find", SECRET, "--age", "1000"],
        ["find", SECRET, "--nonsense"],
        ["find", f"--my client {SECRET}"],
        ["find", f"-{SECRET}", "x y"],
        ["hotline", SECRET],
        ["hotline", SECRET, "--channel", "x"],
        ["show", SECRET],
        ["acts", SECRET],
        ["open", SECRET],
        ["list", SECRET],
        ["topics", SECRET],
        ["schema", SECRET],
        ["export", "csv", SECRET],
        [SECRET],
        [SECRET, "more"],
        ["find", SECRET, "--data", "missing.toml"],
    ],
    ids=" ".join,
)
def test_no_error_repeats_the_words(hart: Run, arguments: list[str]) -> None:
    for env in ({}, {"HART_DEBUG": "1"}):
        ran = hart(*arguments, env=env)
        assert SECRET not in ran.out + ran.err


def test_the_words_can_stay_out_of_the_command_line(hart: Run) -> None:
    piped, typed = hart("find", "-", stdin="mentor 15\n"), hart("find", "mentor 15")
    assert piped == typed
    assert piped.code == 0
    assert SECRET not in "".join(hart("find", "-", stdin=f"{SECRET}\n")[1:])


def test_the_help_says_what_a_computer_keeps_and_what_hart_cannot_do(hart: Run) -> None:
    out = " ".join(hart("help", "privacy").out.split())
    for said in (
        "history",
        "scrollback",
        "shared screen",
        "backups",
        "a space before",
        "hart cannot erase",
        "history -d",
        "hart find -",
        "Never type a client's name or details",
    ):
        assert said in out


@pytest.mark.parametrize("arguments", [["--help"], ["find", "--help"], ["help", "privacy"]], ids=" ".join)
def test_the_help_asks_never_to_type_a_clients_name(hart: Run, arguments: list[str]) -> None:
    assert "Never type a client's name" in " ".join(hart(*arguments).out.split())


def parameters() -> Iterator[str]:
    group: Any = typer.main.get_command(app)
    for name in COMMANDS:
        for parameter in group.get_command(None, name).params:
            yield from (parameter.name, *parameter.opts)


def test_there_is_no_place_for_a_persons_data() -> None:
    personal = re.compile(r"client|victim|survivor|patient|case|birth|dob|ssn|surname|gender|race|memo|comment|account")
    keys = json.dumps(schema()["$defs"]["entry"]["properties"], default=list)
    for place in (*parameters(), *columns(), *ENTRY_KEYS, *re.findall(r'"([a-z_]+)": \{', keys)):
        assert not personal.search(place), place


def test_no_command_promises_to_erase_or_to_hide(hart: Run) -> None:
    assert not set(COMMANDS) & {"exit", "quit", "escape", "hide", "erase", "clear", "panic", "login", "log", "history"}
    text = " ".join(hart("help", topic).out for topic in ("privacy", "find", "hotline")) + hart("--help").out
    assert not re.search(r"untraceable|anonymous|undetectable|no trace|cannot be (?:seen|found)", text, re.IGNORECASE)


def test_an_export_says_nothing_of_who_made_it(hart: Run, tmp_path: Path) -> None:
    names = {"USER": "marigoldx", "LOGNAME": "marigoldx", "HOSTNAME": "hostmarigold", "EMAIL": "m@marigold.example"}
    for format_ in ("json", "ndjson", "csv", "tsv", "markdown"):
        out = tmp_path / f"out.{format_}"
        assert hart("export", format_, "-o", str(out), env=names).code == 0
        text = out.read_text(encoding="utf-8")
        assert out.stat().st_mode & 0o777 == 0o600
        assert not [word for word in ("marigold", str(tmp_path), socket.gethostname()) if word in text]
        assert out.read_bytes() == Path(tmp_path / f"out.{format_}").read_bytes()


# The data


@pytest.fixture(scope="module", name="entries")
def every_entry() -> tuple[Entry, ...]:
    return read_bundled().entries


def everything() -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in sorted((ROOT / "data").glob("*.toml")))


def test_a_street_address_stands_on_public_offices_only(entries: tuple[Entry, ...]) -> None:
    with_address = {entry.id: entry for entry in entries if entry.postal_address}
    assert with_address
    offices = {entry.postal_address for entry in with_address.values() if entry.kind in ("agency", "organization")}
    assert {entry.postal_address for entry in with_address.values()} == offices
    names = " ".join(entry.name for entry in with_address.values()).lower()
    assert not re.search(r"shelter|safe house|safe home|residen|domestic violence|transitional", names)


_STREET = re.compile(
    r"\b\d{1,5} [A-Z][a-z]+(?: [A-Z][a-z]+)* (?:Street|St\.|Avenue|Ave\.|Road|Rd\.|Lane|Drive|Court)\b"
)


def test_no_street_address_hides_in_a_text(entries: tuple[Entry, ...]) -> None:
    for entry in (entry for entry in entries if entry.kind not in ("agency", "organization")):
        for text in (*own_texts(entry), entry.hours or "", entry.name, *entry.areas):
            assert not _STREET.search(text), entry.id


def test_the_data_holds_no_private_number_or_mailbox(entries: tuple[Entry, ...]) -> None:
    private = re.compile(r"\b(?:cell|mobile phone|home phone|personal|private)\b", re.IGNORECASE)
    free = re.compile(r"@(?:gmail|yahoo|hotmail|outlook|aol|icloud|proton|comcast|sbcglobal|live|msn)\.", re.IGNORECASE)
    assert not free.search(everything())
    for entry in entries:
        labels = [p.label or "" for p in entry.phones] + [e.label or "" for e in entry.emails]
        assert not [label for label in labels if private.search(label)], entry.id
        if entry.kind == "person":
            assert all(re.search(r"\.(?:gov|org|edu|us)$", email.email) for email in entry.emails), entry.id


def test_every_number_is_digits_that_can_be_read_aloud(entries: tuple[Entry, ...]) -> None:
    numbers = [phone.number for entry in entries for phone in entry.phones]
    assert numbers
    assert all(re.fullmatch(r"\d{3}|\d{5,6}|(?:1-)?\d{3}-\d{3}-\d{4}", number) for number in numbers)


@pytest.mark.parametrize("label", ["Hours", "Languages", "Answered by", "Who is told", "Recorded", "TTY"])
def test_every_line_says_what_is_known_or_that_it_is_not_stated(hart: Run, label: str) -> None:
    lines = [e["id"] for e in json.loads(hart("hotline", "--all", "--json").out)["results"]]
    shown = hart("show", *lines, "--plain").out.split("\n\n")
    assert len(shown) == len(lines) > 20
    assert all(f"\n{label}: " in card for card in shown)


def test_911_stands_before_everything_else(hart: Run, terminal: Run) -> None:
    for arguments in (["hotline"], ["hotline", "--all"], ["hotline", "--json"], ["hotline", "--number"]):
        out = hart(*arguments).out
        assert -1 < out.find("911") < out.find("1-888-373-7888")
    assert "911" in terminal("hotline", env={"NO_COLOR": "1"}).out.split("\n")[0]


# Words


AVOIDED = [(word, row) for row in read_wording().avoided for word in row.pattern.pattern[5:-3].split("|")]


@pytest.mark.parametrize("word", [word.replace("\\", "") for word, _ in AVOIDED])
def test_a_word_that_hurts_is_found_in_our_own_text_and_nowhere_else(entries: tuple[Entry, ...], word: str) -> None:
    we_matter = next(entry for entry in entries if entry.id == "we-matter")
    wording = read_wording()
    for changed in ({"summary": f"They {word} here."}, {"notes": (f"About {word.upper()}.",)}):
        faults = list(avoided_words(we_matter._replace(**changed), wording, frozenset()))
        assert faults
        assert "; say: " in faults[0]
    allowed: tuple[dict[str, Any], ...] = (
        {"name": f"A {word} b", "summary": f"A {word} b."},
        {"summary": f'It says "{word}".'},
    )
    for texts in allowed:
        assert list(avoided_words(we_matter._replace(**texts), wording, frozenset())) == []


@pytest.mark.parametrize(
    "words", ["child prostitute", "teen prostitute", "illegal alien", "rescue", "modern slave", "child prostitution"]
)
def test_the_words_of_the_list_are_avoided(words: str) -> None:
    assert any(row.pattern.search(f"a {words} b") for row in read_wording().avoided)


@pytest.mark.parametrize(
    "words",
    [
        "child prostitute",
        "illegal alien",
        "boys",
        "young men",
        "lgbtq youth",
        "transgender",
        "labor trafficking",
        "hooker",
    ],
)
def test_people_find_help_with_the_words_they_have(hart: Run, words: str) -> None:
    ran = hart("find", words)
    assert ran.code == 0
    assert len(ran.out.splitlines()) > 1


def test_our_own_text_says_survivor_and_takes_no_one_for_a_man_or_a_woman(entries: tuple[Entry, ...]) -> None:
    own = [text for entry in entries for text in own_texts(entry)]
    assert any("survivor" in text for text in own)
    assert not [text for text in own if re.search(r"\bhe or she\b|\bhis or her\b|\b(?:he|she)\b", text, re.IGNORECASE)]


def test_a_run_needs_nothing_of_the_person_who_asks(hart: Run) -> None:
    assert platform.node() not in hart("find", "mentor", "--json").out
    assert hart("find", "mentor", env={"USER": "", "HOME": ""}).out == hart("find", "mentor").out


def test_initials_are_spelled_out_where_they_first_stand(entries: tuple[Entry, ...]) -> None:
    names = sorted({name for e in entries for name in (e.name, *e.aliases) if len(name) > 3}, key=len, reverse=True)
    for entry in entries:
        text = entry.summary or ""
        for name in (*names, "ICF Incorporated"):  # an official name stays as it is printed
            text = text.replace(name, "") if name in text and not name.isupper() else text
        told = set(re.findall(r"\(([A-Z]{2,})\)", entry.summary or "")) | {"LGBTQ"}
        own = " ".join((entry.name, *entry.aliases))
        assert not [a for a in re.findall(r"\b[A-Z]{2,}\b", text) if a not in told and a not in own], entry.id
