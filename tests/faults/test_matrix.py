"""The fault matrix: every command under everything that can be broken around it, in real processes and files.

`hart hotline` prints its numbers and exits with 0 wherever Python starts and a stream can be written. Every other
command answers just as it does in health, or says in one line what is broken, gives the numbers and exits with the
code for it. No command ever prints nothing and exits with 0. The table at the end of a run counts the cells.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import subprocess
import sys
import zipapp
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest

from hart_cli.store.loader import COMPILED

if TYPE_CHECKING:
    from faults.conftest import Done, Runner

NUMBERS = ("911", "1-888-373-7888", "1-800-842-2288")
PHONE = re.compile(rb"\b\d{3}-\d{3}-\d{4}\b")
ESCAPES = re.compile(rb"\x1b\[[0-9;]*m|\x1b\]8;[^\x1b\x07]*(?:\x1b\\|\x07)")
FULL = Path("/dev/full")
ALL = bool(os.environ.get("HART_ALL_FAULTS"))

ARGUMENTS = {
    "hotline": [
        ["hotline"],
        ["hotline", "careline"],
        ["hotline", "--number"],
        ["hotline", "trafficking", "--channel", "text"],
    ],
    "hotline --all": [["hotline", "--all"]],
    "find": [["find", "mentor", "--age", "15", "--town", "Bridgeport"]],
    "show": [["show", "we-matter"]],
    "acts": [["acts", "16-71"]],
    "list --json": [["list", "--json"]],
    "export": [["export", "csv"]],
}
IN_TURN = (
    ("find", "export"),
    ("hotline --all", "list --json"),
    ("find", "acts"),
    ("hotline --all", "show"),
    ("find", "list --json"),
    ("show", "export"),
)

Check = Callable[[Any, Any, str], None]
"""check(how the run ended, how the same command ends in health, command): fails where a promise is broken."""


class Fault(NamedTuple):
    """Something that is broken: what it is called, how it is brought about, and what hart must do."""

    name: str
    bring: Callable[[Any], object]
    check: Check
    only: tuple[str, ...] = ()
    instead: Mapping[str, list[list[str]]] = MappingProxyType({})
    columns: int = 0


FAULTS: list[Fault] = []


# What hart must do


def quiet(done: Any) -> None:
    for word in (b"Traceback", b"Exception ignored", b"Warning", b"Fatal Python error", b"  File "):
        assert word not in done.err, done.said


def same(done: Any, usual: Any, command: str) -> None:
    """To the byte what it prints in health, on both streams."""
    assert (done.code, done.said) == (0, usual.said)
    assert done.out == usual.out


def same_results(done: Any, usual: Any, command: str) -> None:
    """To the byte the results that it prints in health; at most one line more on standard error."""
    quiet(done)
    assert done.code == 0, done.said
    assert done.out == usual.out
    assert len(done.err.splitlines()) <= len(usual.err.splitlines()) + 1, done.said


def same_in(encoding: str) -> Check:
    """What it prints in health, a plain letter for each letter that the encoding lacks."""
    import unicodedata

    def plain(letter: str) -> str:
        quotes = {"\u2018": "'", "\u2019": "'", "\u201c": '"', "\u201d": '"', "\u00ab": '"', "\u00bb": '"'}
        near = quotes.get(letter) or unicodedata.normalize("NFKD", letter).encode("ascii", "ignore").decode()
        return letter if letter.encode(encoding, "ignore") else near or "?"

    def check(done: Any, usual: Any, command: str) -> None:
        quiet(done)
        assert done.code == 0, done.said
        assert done.out == "".join(map(plain, usual.out.decode())).encode(encoding)

    return check


def same_text(done: Any, usual: Any, command: str) -> None:
    """At a terminal: the text of health, whatever the escapes."""
    assert (done.code, done.said) == (0, usual.said)
    assert ESCAPES.sub(b"", done.out) == ESCAPES.sub(b"", usual.out)


def same_text_bare(done: Any, usual: Any, command: str) -> None:
    """At a terminal: the text of health without one escape."""
    same_text(done, usual, command)
    assert b"\x1b" not in done.out


def every_number_whole(done: Any, usual: Any, command: str) -> None:
    """At a terminal of an odd width: every phone number of the usual answer, unbroken."""
    quiet(done)
    assert done.code == 0, done.said
    assert done.out.strip()
    assert set(PHONE.findall(ESCAPES.sub(b"", usual.out))) <= set(PHONE.findall(ESCAPES.sub(b"", done.out)))


def refused(code: int) -> Check:
    """The hotline answers; everything else says in one line what is broken, and gives the numbers."""

    def check(done: Any, usual: Any, command: str) -> None:
        quiet(done)
        if command == "hotline":
            assert done.code == 0, done.said
            assert done.out == usual.out
        elif command == "hotline --all":
            assert done.code == 0, done.said
            assert all(number in done.out.decode() for number in NUMBERS)
        else:
            assert done.code == code, done.said
            assert done.out == b""
            assert all(number in done.said for number in NUMBERS)
        if command != "hotline":
            assert done.said.startswith("hart: ")
            assert len(done.said.splitlines()) <= 5

    return check


def same_or_refused(code: int) -> Check:
    """The answer of health, or a refusal; which of the two depends on what the command needs."""

    def check(done: Any, usual: Any, command: str) -> None:
        (refused(code) if done.code or command.startswith("hotline") else same)(done, usual, command)

    return check


def unwritable(done: Any, usual: Any, command: str) -> None:
    """Exit code 4 and one line; the hotline gives its numbers on standard error."""
    quiet(done)
    assert done.code == 4, done.said
    first, *more = done.said.splitlines()
    assert first.startswith("hart: ")
    if command == "hotline":
        assert all(number in done.said for number in NUMBERS)
    else:
        assert not more, done.said


def unheard(done: Any, usual: Any, command: str) -> None:
    """Nobody can be told anything: the exit code says it."""
    assert (done.code, done.out, done.err) == (4, b"", b"")


def interrupted(done: Any, usual: Any, command: str) -> None:
    """130, and nothing else."""
    assert (done.code, done.out, done.said) == (130, b"", "")


def silent(done: Any, usual: Any, command: str) -> None:
    """The reader who left early is told nothing, and it is no error."""
    quiet(done)
    assert done.code == 0, done.said
    assert done.out == usual.out.splitlines(keepends=True)[0]
    assert done.err in (b"", usual.err)


# How it is brought about


def fault(name: str, check: Check, **more: Any) -> Callable[[Callable[[Any], object]], Callable[[Any], object]]:
    """Enter a function that breaks something into the matrix."""

    def enter(bring: Callable[[Any], object]) -> Callable[[Any], object]:
        FAULTS.append(Fault(name, bring, check, **more))
        return bring

    return enter


def variables(name: str, check: Check, columns: int = 0, /, **values: str | None) -> None:
    """Enter a change of the environment; None takes a variable away."""

    def bring(runner: Any) -> None:
        runner.columns = columns
        for key, value in values.items():
            if value is None:
                runner.environment.pop(key, None)
            else:
                runner.environment[key] = value

    FAULTS.append(Fault(name, bring, check, columns=columns))


def shell(name: str, check: Check, command: str, **more: Any) -> None:
    """Enter a way for a shell to start hart; "$@" is hart's command line."""
    FAULTS.append(Fault(name, lambda runner: setattr(runner, "shell", command), check, **more))


def flags(*given: str) -> None:
    """Enter a way to start Python that changes nothing."""

    def bring(runner: Any) -> None:
        runner.start = [runner.installed.python, *given, runner.installed.script]

    FAULTS.append(Fault("python " + " ".join(given), bring, same))


# Home and folders

variables("HOME unset", same, HOME=None)
variables("HOME empty", same, HOME="")
variables("HOME does not exist", same, HOME="/nonexistent")


@fault("no environment at all", same)
def _(runner: Any) -> None:
    runner.environment = {}


def locked(runner: Any) -> Path:
    folder: Path = runner.place / "locked"
    folder.mkdir()
    folder.chmod(0o500)
    runner.environment |= {"HOME": str(folder), "XDG_CACHE_HOME": str(folder), "TMPDIR": str(folder)}
    runner.cwd, runner.bound = folder, True
    return folder


fault("home, cache and folder unwritable", same)(locked)
shell("folder deleted", same, 'mkdir gone && cd gone && rmdir ../gone && exec "$@"')


@fault("folder and home in a filesystem that takes no file", same)
def _(runner: Any) -> None:
    runner.cwd = "/proc" if os.path.isdir("/proc/self") else "/dev"
    runner.environment["HOME"] = str(runner.cwd)


@fault("modules of the same names in the folder", same)
def _(runner: Any) -> None:
    for name in ("hart_cli", "emergency", "typer", "rich", "json", "sqlite3", "zlib", "re", "os", "time", "signal"):
        (runner.place / f"{name}.py").write_text("raise RuntimeError('not this one')", encoding="utf-8")


@fault("nothing may be written, called or connected to", same)
def _(runner: Any) -> None:
    runner.add(
        "sitecustomize.py",
        "import os, sys\n"
        "def hook(event, given):\n"
        "    wrote = event == 'open' and (set(str(given[1] or '')) & set('wax+')"
        " or isinstance(given[2], int) and given[2] & (os.O_WRONLY | os.O_RDWR))\n"
        "    started = event in ('os.mkdir', 'os.remove', 'os.rename', 'os.exec', 'os.posix_spawn', 'subprocess.Popen')\n"
        "    if wrote or started or event.startswith('socket.'):\n"
        "        sys.stderr.write('refused: ' + event)\n"
        "        os._exit(99)\n"
        "sys.addaudithook(hook)\n"
        "sys.dont_write_bytecode = True\n",
    )


variables(
    "proxies that do not exist", same, http_proxy="http://127.0.0.1:1", https_proxy="http://x", ALL_PROXY="socks5://x"
)

# Streams

if FULL.is_char_device():
    shell("standard output full", unwritable, 'exec "$@" >/dev/full')
    shell("standard output and error full", unheard, 'exec "$@" >/dev/full 2>&1')
    shell("standard error full", lambda d, u, c: same(d._replace(err=u.err), u, c), 'exec "$@" 2>/dev/full')
shell("standard output closed", unwritable, 'exec "$@" >&-')
shell("standard output and error closed", unheard, 'exec "$@" >&- 2>&-')
shell("standard error closed", lambda d, u, c: same(d._replace(err=u.err), u, c), 'exec "$@" 2>&-')
shell("standard input closed", same, 'exec "$@" <&-')
shell("all streams closed", unheard, 'exec "$@" <&- >&- 2>&-')
shell("standard output in a file that may not grow", unwritable, 'ulimit -f 0; exec "$@" >out.txt')
shell("the reader leaves after a line", silent, '{ "$@"; echo $? >code; } | head -n 1')
shell("the reader leaves, SIGPIPE ignored", silent, 'trap "" PIPE; { "$@"; echo $? >code; } | head -n 1')


@fault("no controlling terminal", same)
def _(runner: Any) -> None:
    runner.session = True


@fault("interrupted while it writes", interrupted)
def _(runner: Any) -> None:
    runner.add(
        "sitecustomize.py",
        "import io, signal, sys\n"
        "signal.signal(signal.SIGINT, signal.default_int_handler)\n"
        "class Interrupted(io.TextIOWrapper):\n"
        "    def write(self, text):\n"
        "        signal.raise_signal(signal.SIGINT)\n"
        "sys.stdout = Interrupted(sys.stdout.detach(), encoding='utf-8')\n",
    )


# Letters

variables("LC_ALL=C", same, LC_ALL="C")
variables("LC_ALL=C without UTF-8", same_in("ascii"), LC_ALL="C", PYTHONUTF8="0", PYTHONCOERCECLOCALE="0")
variables("a locale that does not exist", same, LC_ALL="xx_XX.UTF-8")
for encoding in ("ascii", "cp1252", "cp437", "latin-1"):
    variables(f"PYTHONIOENCODING={encoding}", same_in(encoding), PYTHONIOENCODING=encoding)
variables("PYTHONIOENCODING=ascii:strict", same_in("ascii"), PYTHONIOENCODING="ascii:strict")

# Terminals

for value in ("0", "-5", "junk", "", "80.5", "\N{ARABIC-INDIC DIGIT ONE}"):
    variables(f"COLUMNS={ascii(value)[1:-1]}", same_text, 80, COLUMNS=value)
for value in ("1", "10", "39", "1000000000", "9" * 5000):
    variables(f"COLUMNS={value[:10]}", every_number_whole, 80, COLUMNS=value)
variables("TERM unset", same_text, 80, TERM=None)
for value in ("", "unknown", "xterm", "../../etc/passwd"):
    variables(f"TERM {value or 'empty'}", same_text, 80, TERM=value)
variables("TERM=dumb", same_text_bare, 80, TERM="dumb")
variables("NO_COLOR", same_text_bare, 80, NO_COLOR="1")
variables("NO_COLOR and FORCE_COLOR", same_text_bare, 80, NO_COLOR="1", FORCE_COLOR="1")
variables("FORCE_COLOR at a terminal", same_text, 80, FORCE_COLOR="3")
variables("FORCE_COLOR in a pipe", same, FORCE_COLOR="1", CLICOLOR_FORCE="1")

# Python


for given in (
    ["-I"],
    ["-E"],
    ["-s"],
    ["-B"],
    ["-O"],
    ["-OO"],
    ["-W", "error"],
    ["-X", "dev"],
    ["-X", "utf8=0"],
    ["-u"],
):
    flags(*given)


@fault("started by the path of __main__.py", same)
def _(runner: Any) -> None:
    runner.start = [runner.installed.python, runner.installed.package / "__main__.py"]


@fault("python -I with the path of __main__.py", same)
def _(runner: Any) -> None:
    runner.start = [runner.installed.python, "-I", runner.installed.package / "__main__.py"]


@fault("python -S: no dependency at all", refused(5))
def _(runner: Any) -> None:
    runner.start = [runner.installed.python, "-S", runner.installed.package / "__main__.py"]


@fault("python -I -S: no dependency at all", refused(5))
def _(runner: Any) -> None:
    runner.start = [runner.installed.python, "-I", "-S", runner.installed.package / "__main__.py"]


@fault("python -S with the package on the path", refused(5))
def _(runner: Any) -> None:
    runner.start = [runner.installed.python, "-S", runner.installed.script]
    runner.environment["PYTHONPATH"] = str(runner.installed.site)


def zipped(runner: Any) -> Path:
    """A zip of the package and its directory, without the TOML files."""
    path: Path = runner.place / "package.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for file in runner.installed.package.rglob("*"):
            if file.suffix in (".py", ".bin"):
                package.write(file, file.relative_to(runner.installed.site))
    return path


@fault("the package in a zip", same)
def _(runner: Any) -> None:
    runner.environment["PYTHONPATH"] = str(zipped(runner))


def application(runner: Any) -> Path:
    source: Path = runner.place / "source"
    shutil.unpack_archive(zipped(runner), source)
    (source / "__main__.py").write_text("import sys\nfrom hart_cli.__main__ import main\nsys.exit(main())\n")
    zipapp.create_archive(source, runner.place / "hart.pyz")
    shutil.rmtree(source)
    path: Path = runner.place / "hart.pyz"
    return path


@fault("a zipapp", same)
def _(runner: Any) -> None:
    runner.start = [runner.installed.python, application(runner)]


@fault("a zipapp without dependencies", refused(5))
def _(runner: Any) -> None:
    runner.start = [runner.installed.python, "-S", application(runner)]


def other_python(version: str) -> str | None:
    """Another interpreter that starts: on the path, or beside this one's own folder."""
    beside = Path(sys.base_prefix).parent.glob(f"*{version}*/bin/python{version}")
    for candidate in (shutil.which(f"python{version}"), *sorted(map(str, beside))):
        if candidate:
            started = subprocess.run([candidate, "-c", ""], capture_output=True, check=False)
            if started.returncode == 0:
                return candidate
    return None


def under(version: str) -> Callable[[Any], None]:
    def bring(runner: Any) -> None:
        python = other_python(version)
        if python is None:
            pytest.skip(f"there is no Python {version} here")
        runner.start = [python, "-s", "-B", runner.installed.script]
        runner.environment["PYTHONPATH"] = f"{runner.installed.site}{os.pathsep}{runner.installed.dependencies}"

    return bring


for version in ("3.11", "3.12", "3.13", "3.14"):
    if f"{sys.version_info[0]}.{sys.version_info[1]}" != version:
        fault(f"Python {version}", same)(under(version))

# Dependencies

BREAKS = {
    "raises an import error": "raise ImportError('no')",
    "raises": "raise RuntimeError('no')",
    "is no Python": "1 +",
    "is empty": "",
    "exits": "raise SystemExit(0)",
}
TYPO = {"find": [["find", "mentoorr"]]}


def broken(module: str, content: str) -> Callable[[Any], None]:
    return lambda runner: runner.add(f"{module}/__init__.py", content)


for how, content in BREAKS.items():
    fault(f"typer {how}", refused(5))(broken("typer", content))
for module in ("rich", "rapidfuzz", "snowballstemmer", "sqlite3", "click"):
    fault(f"{module} raises", same_or_refused(5))(broken(module, BREAKS["raises"]))
    fault(f"{module} exits", same_or_refused(5))(broken(module, BREAKS["exits"]))
fault("rapidfuzz raises, a word mistyped", same_or_refused(5), instead=TYPO)(broken("rapidfuzz", BREAKS["raises"]))


@fault("rich raises, at a terminal", same_or_refused(5), only=("hotline", "find", "show", "acts"))
def _(runner: Any) -> None:
    runner.add("rich/__init__.py", BREAKS["raises"])
    runner.columns = 80  # and what is expected is the plain lines of a pipe


def absent(module: str) -> Callable[[Any], None]:
    def bring(runner: Any) -> None:
        kept = runner.place / "dependencies"
        kept.mkdir()
        for one in runner.installed.dependencies.iterdir():
            if one.name != module:
                (kept / one.name).symlink_to(one.resolve())
        runner.start = [runner.installed.python, "-S", runner.installed.script]
        runner.environment["PYTHONPATH"] = f"{runner.installed.site}{os.pathsep}{kept}"

    return bring


for module in ("typer", "rich", "rapidfuzz", "snowballstemmer"):
    fault(f"{module} absent", refused(5) if module == "typer" else same_or_refused(5))(absent(module))

# The directory that comes with hart


def spoiled(change: Callable[[bytes], bytes | None]) -> Callable[[Any], None]:
    """Run a copy of the program whose compiled directory is changed; None takes it away."""

    def bring(runner: Any) -> None:
        copy = runner.place / "spoiled"
        shutil.copytree(runner.installed.package, copy / "hart_cli", copy_function=os.link)
        path = copy / "hart_cli" / COMPILED
        content = change(path.read_bytes())
        path.unlink()  # a link: the other name keeps the content
        if content is not None:
            path.write_bytes(content)
        runner.environment["PYTHONPATH"] = str(copy)

    return bring


def flipped(where: float) -> Callable[[bytes], bytes]:
    def change(content: bytes) -> bytes:
        place = min(int(len(content) * where), len(content) - 1)
        return content[:place] + bytes([content[place] ^ 4]) + content[place + 1 :]

    return change


DAMAGE: dict[str, Callable[[bytes], bytes | None]] = {
    "missing": lambda _: None,
    "empty": lambda _: b"",
    "cut to its first line": lambda content: content[:17],
    "cut in half": lambda content: content[: len(content) // 2],
    "cut by a byte": lambda content: content[:-1],
    "longer by a byte": lambda content: content + b"\0",
    "random bytes": lambda content: random.Random(1).randbytes(len(content)),
    "a database of nothing": lambda content: content[:21] + bytes(4096),
    "a bit flipped at the start": flipped(0),
    "a bit flipped in its checksum": lambda content: content[:18] + bytes([content[18] ^ 1]) + content[19:],
    "a bit flipped in the middle": flipped(0.5),
    "a bit flipped at the end": flipped(1),
}
for how, change in DAMAGE.items():
    fault(f"directory {how}", refused(3))(spoiled(change))


@fault("directory is a folder", refused(3))
def _(runner: Any) -> None:
    spoiled(lambda _: None)(runner)
    (runner.place / "spoiled" / "hart_cli" / COMPILED).mkdir()


@fault("directory may not be read", refused(3))
def _(runner: Any) -> None:
    spoiled(lambda content: content)(runner)
    (runner.place / "spoiled" / "hart_cli" / COMPILED).chmod(0)
    runner.bound = True


@fault("the TOML files beside it missing", same)
def _(runner: Any) -> None:
    spoiled(lambda content: content)(runner)
    shutil.rmtree(runner.place / "spoiled" / "hart_cli" / "data")


# A file of one's own


def own(name: str, make: Callable[[Any], object], check: Check = same_results) -> None:
    """Enter what HART_DATA points at, within bounds of time and memory."""

    def bring(runner: Any) -> None:
        made = make(runner)
        runner.environment["HART_DATA"] = str(made or runner.place / "own.toml")
        runner.shell = 'ulimit -t 10; ulimit -v 1000000; exec "$@"'

    FAULTS.append(Fault(f"HART_DATA {name}", bring, check))


def filled(content: bytes) -> Callable[[Any], None]:
    def make(runner: Any) -> None:
        (runner.place / "own.toml").write_bytes(content)

    return make


def unreadable(runner: Any) -> None:
    filled(b"")(runner)
    (runner.place / "own.toml").chmod(0)
    runner.bound = True


def sparse(runner: Any) -> None:
    with (runner.place / "own.toml").open("wb") as file:
        file.truncate(4 << 30)


own("missing", lambda _: None)
own("unreadable", unreadable)
own("binary", filled(bytes(range(256)) * 16))
own("random", filled(random.Random(2).randbytes(1 << 16)))
own("empty", filled(b""))
own("a folder", lambda runner: (runner.place / "own.toml").mkdir())
own("an endless device", lambda _: "/dev/zero")
own("a FIFO", lambda runner: os.mkfifo(runner.place / "own.toml"))
own("4 GiB, sparse", sparse)
own("a link to itself", lambda runner: (runner.place / "own.toml").symlink_to("own.toml"))
own("a name of 5000 letters", lambda _: "x" * 5000)
own("a name that is no text", lambda _: "\udcff\x1b[31m")
own("a key of 40 KB", filled(b".".join([b"a"] * 20_000) + b" = 1\n"))
own("nested deep", filled(b"x = " + b"[" * 50_000 + b"]" * 50_000))
own("tables nested deep", filled(b"x = " + b"{a=" * 50_000 + b"1" + b"}" * 50_000))
own("a number of 900 KB", filled(b"x = " + b"9" * 900_000))
own("a string without an end", filled(b'x = """' + b'"\\' * 400_000))

# Limits


def bounded(limit: str) -> str:
    return f'{limit} && exec "$@"'


shell("8 open files", same, bounded("ulimit -n 8"))
shell("no file may grow", same, bounded("ulimit -f 0"))
shell("no core, little stack", same, bounded("ulimit -c 0 && ulimit -s 1024"))
shell("two seconds of processor", same, bounded("ulimit -t 2"))
shell("no further process", same, '(ulimit -u 1 || ulimit -p 1) 2>/dev/null; exec "$@"')
shell("lowest priority", same, 'exec nice -n 19 "$@"')


def little_memory(runner: Any) -> None:
    """64 MB more than Python itself needs to start."""
    least, most = 4, 1024  # in MB
    while most - least > 4:
        middle = (least + most) // 2
        command = f'ulimit -v {middle * 1024} && exec "$0" -c ""'
        started = subprocess.run(["/bin/sh", "-c", command, runner.installed.python], capture_output=True, check=False)
        least, most = (least, middle) if started.returncode == 0 else (middle, most)
    runner.shell = bounded(f"ulimit -v {(most + 64) * 1024}")


fault("64 MB of memory", same_or_refused(5))(little_memory)

# Clocks


def at(seconds: int) -> Callable[[Any], None]:
    return lambda runner: runner.add("sitecustomize.py", f"import time\ntime.time = lambda: {seconds}\n")


def parted(messages: str) -> tuple[list[str], list[str]]:
    """What hart says of the age of the numbers, and what to do with them."""
    lines = messages.splitlines()
    return [line for line in lines if line.startswith("hart:")], [
        line for line in lines if not line.startswith("hart:")
    ]


def aged(words: str | None) -> Check:
    """The results of health; about their age the hotline says what is true."""

    def check(done: Any, usual: Any, command: str) -> None:
        assert (done.code, done.out) == (0, usual.out)
        if not command.startswith("hotline"):
            assert done.said == usual.said
            return
        ages, instructions = parted(done.said)
        assert instructions == parted(usual.said)[1]
        assert len(ages) == (words is not None)
        assert all((words or "") in age for age in ages)

    return check


fault("clock in 1970", aged("age is unknown"))(at(0))
fault("clock before 1970", aged("age is unknown"))(at(-(1 << 40)))
fault("clock within 90 days of the numbers", aged(None))(at(1735689600 + 90 * 86400))
fault("clock 91 days after the numbers", aged("more than 90 days old"))(at(1735689600 + 91 * 86400))
fault("clock in 2038", aged("more than 90 days old"))(at(1 << 31))
fault("clock in 9999", aged("more than 90 days old"))(at(253402300799))
fault("clock beyond every calendar", aged("more than 90 days old"))(at(1 << 62))
variables("TZ=garbage", same, TZ="garbage/\x01\N{SNOWMAN}")


# The cells


def cells() -> list[Any]:
    made = []
    for place, one in enumerate(FAULTS):
        chosen = one.only or tuple(ARGUMENTS)
        if not ALL and not one.only:
            chosen = ("hotline", *IN_TURN[place % len(IN_TURN)])
        commands = dict.fromkeys((*chosen, *one.instead))
        made += [pytest.param(one, command, id=f"{one.name}-{command}") for command in commands]
    return made


def test_every_fault_has_a_name_of_its_own() -> None:
    assert len({one.name for one in FAULTS}) == len(FAULTS)


@pytest.mark.parametrize(("one", "command"), list(cells()))
def test_under_a_fault(
    runner: Runner, healthy: Callable[..., Done], cell: Callable[[str, str, int | str], None], one: Fault, command: str
) -> None:
    one.bring(runner)
    code: int | str = "?"
    try:
        for arguments in one.instead.get(command, ARGUMENTS[command]):
            done = runner(*arguments)
            code = done.code
            if "echo $?" in runner.shell:
                code = int((runner.place / "code").read_text())
                done = done._replace(code=code)
            assert done.out or done.err or code, "nothing was printed, and the exit code does not say so"
            one.check(done, healthy(*arguments, columns=one.columns), command)
    finally:
        cell(one.name, command, code)


@pytest.mark.parametrize("command", list(ARGUMENTS) if ALL else ["hotline", "find"])
def test_50_runs_at_once_print_identical_bytes(
    runner: Runner, healthy: Callable[..., Done], cell: Callable[[str, str, int | str], None], command: str
) -> None:
    arguments = ARGUMENTS[command][0]
    running = [runner.popen(*arguments) for _ in range(50)]
    ended = [(*process.communicate(timeout=300), process.returncode) for process in running]
    usual = healthy(*arguments)
    cell("50 runs at once", command, max(code for *_, code in ended))
    assert set(ended) == {(usual.out, usual.err, 0)}


# Exports into a file


def left_behind(runner: Any) -> list[str]:
    return sorted(path.name for path in runner.place.rglob("*") if "in-front" not in path.parts)


@pytest.mark.parametrize("signal", ["SIGTERM", "SIGHUP", "SIGINT"])
def test_an_export_that_is_ended_leaves_nothing_behind(
    runner: Runner, cell: Callable[[str, str, int | str], None], signal: str
) -> None:
    runner.add(
        "sitecustomize.py",
        f"import os, signal\nsignal.signal(signal.{signal}, signal.default_int_handler if signal.{signal} == 2"
        f" else signal.SIG_DFL)\nos.fsync = lambda _: signal.raise_signal(signal.{signal})\n",
    )
    done = runner("export", "csv", "-o", "out.csv")
    cell(f"{signal} while a file is written", "export", done.code)
    assert done.code == {"SIGTERM": -15, "SIGHUP": -1, "SIGINT": 130}[signal]
    assert done.said == ""
    assert left_behind(runner) == []


@pytest.mark.parametrize(
    ("name", "where", "command"),
    [
        ("export to a file that may not grow", "out.csv", 'ulimit -f 0; exec "$@"'),
        ("export into a folder that is not there", "nowhere/out.csv", 'exec "$@"'),
        ("export into a folder that is locked", "locked/out.csv", 'exec "$@"'),
        ("export into /proc", "/proc/out.csv", 'exec "$@"'),
        ("export onto a device", "/dev/null", 'exec "$@"'),
    ],
)
def test_an_export_that_cannot_be_written_says_so_in_one_line_and_leaves_nothing(
    runner: Runner, cell: Callable[[str, str, int | str], None], name: str, where: str, command: str
) -> None:
    if "locked" in where:
        locked(runner)
        runner.cwd = runner.place
    runner.shell = command
    before = left_behind(runner)
    done = runner("export", "csv", "-o", where)
    cell(name, "export", done.code)
    assert done.code == 4
    assert done.out == b""
    assert len(done.said.splitlines()) == 1
    assert done.said.startswith("hart: ")
    assert left_behind(runner) == before


def test_an_export_over_a_file_that_is_ended_leaves_the_old_one_whole(
    runner: Runner, cell: Callable[[str, str, int | str], None]
) -> None:
    (runner.place / "out.csv").write_text("old\n", encoding="utf-8")
    runner.add("sitecustomize.py", "import os, signal\nos.fsync = lambda _: signal.raise_signal(signal.SIGTERM)\n")
    done = runner("export", "csv", "-o", "out.csv", "--force")
    cell("SIGTERM while a file is overwritten", "export", done.code)
    assert done.code == -15
    assert (runner.place / "out.csv").read_text(encoding="utf-8") == "old\n"
    assert left_behind(runner) == ["out.csv"]


def test_an_export_that_shall_outlive_its_terminal_does(
    runner: Runner, cell: Callable[[str, str, int | str], None]
) -> None:
    """As `nohup hart export` starts it: the signal is ignored, and the file is written whole."""
    runner.add("sitecustomize.py", "import os, signal\nos.fsync = lambda _: signal.raise_signal(signal.SIGHUP)\n")
    runner.shell = 'trap "" HUP; exec "$@"'
    done = runner("export", "csv", "-o", "out.csv")
    cell("SIGHUP ignored while a file is written", "export", done.code)
    assert done.code == 0
    assert (runner.place / "out.csv").read_bytes().count(b"\n") > 1
    assert left_behind(runner) == ["out.csv"]
