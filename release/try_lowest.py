"""Install the lowest declared versions of everything that users install, including extras, and run every command.

    python release/try_lowest.py DIST

It tries the wheel of a release, and a wheel built with the lowest declared tools, on every installed Python from 3.11
to 3.13. The output must equal the output with the versions of this environment. The extra `dev` is left out:
`requirements-dev.txt` fixes its versions.
"""

from __future__ import annotations

import functools
import os
import subprocess
import sys
import tempfile
import threading
import time
import tomllib
import zipfile
from email.parser import BytesParser
from functools import cache
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import trials
from packaging.requirements import Requirement
from trials import FIND, environment, expect, install_tools, interpreter, program, pythons, run, run_trials

ROOT = Path(__file__).resolve().parent.parent
LEFT_OUT = "dev"
ASKED: tuple[tuple[str, ...], ...] = (
    ("--version",),
    ("hotline",),
    ("hotline", "--all"),
    ("hotline", "careline", "--number"),
    FIND,
    (*FIND, "--json"),
    (*FIND, "--format", "markdown"),
    ("find", "emergency", "organization", "international", "--format", "ids", "--limit", "0"),
    ("find", "mentr", "Bridgport", "--format", "csv"),
    ("find", "abogada", "de", "inmigración", "--ui", "es", "--plain"),
    ("acts", "16-71", "--json"),
    ("show", "we-matter", "--plain"),
    ("list", "--format", "ids"),
    ("topics",),
    ("figures", "--json"),
    ("open", "take-it-down", "--plain"),
    ("export", "vcard"),
    ("export", "html"),
    ("export", "handout"),
    ("check",),
    ("schema",),
    ("--show-completion", "bash"),
)
"""What is asked; whatever no terminal draws is the same with all versions."""

DRAWN: tuple[tuple[tuple[str, ...], str], ...] = (
    ((*FIND, "--format", "table", "--color", "always"), "We Matter!"),
    (("topics", "--color", "always"), "mentoring"),
    (("acts", "--timeline", "--color", "always"), "16-71"),
    (("hotline", "--qr"), "1-888-373-7888"),
    (("help", "agents"), "1-888-373-7888"),
    (("about",), "Never checked"),
    (("help", "--man", "find"), ".TH HART"),
)
"""What is drawn, and a text that must stand in it: how lines and usages are drawn may change with a version."""


def requirements(wheel: Path) -> list[str]:
    """Return the requirements of a wheel and of its extras."""
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [name for name in archive.namelist() if name.endswith(".dist-info/METADATA")]
        declared = BytesParser().parsebytes(archive.read(name)).get_all("Requires-Dist") or []
    asked = [Requirement(text) for text in declared]
    return [f"{one.name}{one.specifier}" for one in asked if f'extra == "{LEFT_OUT}"' not in str(one.marker)]


@cache
def expected(wheel: Path) -> tuple[tuple[int, str], ...]:
    """Return the output of hart with the versions of this environment."""
    with tempfile.TemporaryDirectory(prefix="hart-home-") as home:
        command = (sys.executable, "-m", "hart_cli")
        return tuple(answer(command, asked, home, PYTHONPATH=str(wheel)) for asked in ASKED)


def answer(command: tuple[str, ...], asked: tuple[str, ...], home: str, **changes: str) -> tuple[int, str]:
    """Return the exit status and the output."""
    aside = {"HOME": home, "USERPROFILE": home, "XDG_CACHE_HOME": home, "LC_ALL": "C.UTF-8", "COLUMNS": "80", **changes}
    code, out, err = trials.answer([*command, *asked], {**environment(), **aside})
    return code, out + (err if code else "")


def ask_all(python: Path, wheel: Path) -> None:
    """Run every command of the hart that is installed with a Python. Raises ReleaseError."""
    command = (str(python), "-m", "hart_cli")
    with tempfile.TemporaryDirectory(prefix="hart-home-") as home:
        for asked, wanted in zip(ASKED, expected(wheel), strict=True):
            code, text = answer(command, asked, home)
            first = text if code else next((line for line in text.splitlines() if line not in wanted[1]), "less")
            expect((code, text) == wanted, f"hart {' '.join(asked)}: {first}")
        for asked, part in DRAWN:
            code, text = answer(command, asked, home)
            expect(code == 0 and part in text, f"hart {' '.join(asked)}: {text}")
        paper = Path(home) / "paper.pdf"
        code, text = answer(command, ("export", "handout", "-o", str(paper)), home)
        expect(code == 0 and paper.read_bytes().startswith(b"%PDF-"), f"a handout as PDF: {text}")
    ask_web(python)
    if os.name != "nt":
        ask_live(python)


class _Fine(BaseHTTPRequestHandler):
    """A server on which every address answers."""

    def do_HEAD(self) -> None:
        self.send_response(200)
        self.end_headers()

    def log_message(self, *_: object) -> None:
        return


def ask_web(python: Path) -> None:
    """Check a local address, as `hart check --online` does. Raises ReleaseError."""
    server = HTTPServer(("127.0.0.1", 0), _Fine)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/"
    asked = f"[answer.state for answer in check_addresses([{address!r}])]"
    code = f"from hart_cli.online import check_addresses; print({asked})"
    try:
        expect(run(python, "-c", code, env={"NO_PROXY": "127.0.0.1"}).strip() == "['ok']", "the check of addresses")
    finally:
        server.shutdown()


def ask_live(python: Path) -> None:
    """Search as you type: a word, then Enter. Raises ReleaseError."""
    import pty
    import select

    master, slave = pty.openpty()
    with tempfile.TemporaryDirectory(prefix="hart-home-") as home:
        aside = {"HOME": home, "XDG_CACHE_HOME": home, "TERM": "xterm-256color", "COLUMNS": "80", "LINES": "24"}
        hart = subprocess.Popen(
            [python, "-m", "hart_cli", "find"],
            stdin=slave,
            stdout=slave,
            stderr=slave,
            env={**environment(), "LC_ALL": "C.UTF-8", **aside},
        )
        os.close(slave)
        seen, ends = b"", time.monotonic() + 60
        for wanted, typed in ((b"Leave", b"mentor"), (b"We Matter!", b"\r"), (b"\x1b[?1049l", b"")):
            while wanted not in seen and time.monotonic() < ends:
                if select.select([master], [], [], 0.2)[0]:
                    try:
                        seen += os.read(master, 65536)
                    except OSError:
                        break
            if wanted not in seen:
                hart.kill()
            else:
                os.write(master, typed)
        threading.Thread(target=_drain, args=(master,), daemon=True).start()
        code = hart.wait(60)
    expect(code == 0 and b"do not work here" not in seen, f"results as you type: {seen[-500:]!r}")


def _drain(master: int) -> None:
    try:
        while os.read(master, 65536):
            pass
    except OSError:
        os.close(master)


def build_lowest(python: Path, folder: Path, uv: Path) -> Path:
    """Build a wheel with the lowest declared tools of the build. Returns it."""
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["build-system"]["requires"]
    (folder / "asked.txt").write_text("\n".join(asked), encoding="utf-8")
    run(uv, "pip", "compile", "-q", "--resolution", "lowest-direct", "--python", python, folder / "asked.txt",
        "-o", folder / "lowest.txt")  # fmt: skip
    run(uv, "build", "-q", "--wheel", "--python", python, "--build-constraints", folder / "lowest.txt",
        "-o", folder / "built", ROOT)  # fmt: skip
    (wheel,) = (folder / "built").glob("*.whl")
    return wheel


def install_and_ask(python: Path, wheel: Path, folder: Path, uv: Path, *, lowest_tools: bool) -> None:
    """Install the lowest versions and run every command. Raises ReleaseError."""
    folder.mkdir()
    environment = folder / "environment"
    artefact = build_lowest(python, folder, uv) if lowest_tools else wheel
    run(uv, "venv", "-q", "--python", python, environment)
    # Only wheels: a user of this Python gets them without a compiler.
    run(uv, "pip", "install", "-q", "--only-binary", ":all:", "--resolution", "lowest-direct",
        "--python", interpreter(environment), artefact, *requirements(wheel))  # fmt: skip
    ask_all(interpreter(environment), wheel)


def main(dist: Path) -> int:
    """Try the lowest versions. Returns the exit code."""
    (wheel,) = dist.resolve().glob("*.whl")
    there = pythons()
    if not there:
        print("no Python to try")
        return 1
    with tempfile.TemporaryDirectory(prefix="hart-lowest-") as temporary:
        folder = Path(temporary)
        uv = program(install_tools(folder, "uv"), "uv")
        expected(wheel)
        jobs = {f"the lowest versions on Python {version}": (python, False) for version, python in there.items()}
        version, python = min(there.items())
        jobs[f"the lowest versions on Python {version}, the wheel built with the lowest, too"] = (python, True)
        actions = {
            name: functools.partial(install_and_ask, python, wheel, folder / str(n), uv, lowest_tools=lowest_tools)
            for n, (name, (python, lowest_tools)) in enumerate(jobs.items())
        }
        failed = run_trials("every command answers", actions)
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])) if len(sys.argv) == 2 else __doc__)
