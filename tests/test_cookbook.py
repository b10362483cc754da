"""The cookbook keeps its word: each recipe is run in an empty folder and its output compared.

A recipe is a heading ``## ...``. Its blocks run in their order: one with a title is a file that is written, ``console``
is typed into ``bash -euo pipefail``, ``crontab`` is run as cron does. HART_UPDATE_DOCS=1 writes the outputs anew.
"""

from __future__ import annotations

import fcntl
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, environment
from test_documents import _FENCE, _OPTION, fits, program, prose, renewed

COOKBOOK = ROOT / "docs" / "cookbook.md"
RUN = ("console", "crontab", 'text title="the mail"')
NOT_RUN = ("powershell", "bat")
_TITLE = re.compile(r'\w+ title="([\w.-]+)"')
_FIELD = re.compile(r"(?:\*|[0-9]+(?:-[0-9]+)?)(?:,[0-9]+)*")

Shell = Callable[[list[str]], str]


def recipes() -> dict[str, str]:
    """Each recipe under its heading."""
    text = COOKBOOK.read_text(encoding="utf-8")
    return {part.split("\n", 1)[0]: part for part in re.split(r"^## ", text, flags=re.MULTILINE)[1:]}


def typed(block: str) -> list[tuple[str, list[str], list[str]]]:
    """The commands of a block: what to run, the lines as they are written, and the lines below them."""
    found = []
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        lines = part.rstrip("\n").split("\n")
        end = next((n for n, line in enumerate(lines) if n and not line.startswith("> ")), len(lines))
        command = "\n".join([lines[0], *(line[2:] for line in lines[1:end])])
        found.append((command, lines[:end], lines[end:]))
    return found


def scheduled(line: str) -> str:
    """The command of a line of a crontab, as cron hands it to the shell."""
    *when, command = line.split(None, 5)
    assert len(when) == 5, line
    assert all(_FIELD.fullmatch(field) for field in when), line
    assert not re.search(r"(?<!\\)%", command), "cron ends the command at a bare %"
    return command.replace("\\%", "%")


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    """Run a command in the folder of the recipe, with hart and python3 on the path; it must end with 0."""
    programs = tmp_path / "bin"
    programs.mkdir()
    for name, options in (("hart", " -m hart_cli"), ("python3", "")):
        (programs / name).write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)}{options} "$@"\n')
        (programs / name).chmod(0o755)
    here = tmp_path / "here"
    here.mkdir()
    env = environment(here, PYTHONPATH=str(ROOT))
    env["PATH"] = f"{programs}{os.pathsep}{env.get('PATH', os.defpath)}"

    def run(command: list[str]) -> str:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=120,
            env=env,
            cwd=here,
            check=False,
        )
        assert done.returncode == 0, f"{command[-1]} ended with {done.returncode}: {done.stdout}"
        assert "this is a fault in hart" not in done.stdout, command[-1]
        return done.stdout

    return run


def lines_of(printed: str) -> list[str]:
    return [line.rstrip() for line in printed.rstrip("\n").split("\n")] if printed.strip() else []


class Kitchen:
    """Runs the blocks of one recipe and remembers what they print now."""

    def __init__(self, shell: Shell, folder: Path) -> None:
        self.shell, self.folder, self.mail = shell, folder, ""
        self.wrong: list[str] = []

    def compared(self, what: str, shown: list[str], printed: str) -> list[str]:
        shown, now = [line.rstrip() for line in shown], lines_of(printed)
        if not fits(shown, now):
            self.wrong.append(what)
        return renewed(shown, now) if shown or now else []

    def block(self, fence: re.Match[str]) -> str:
        kind, text = fence[1], fence[2]
        if kind == "console":
            parts = []
            for command, written, below in typed(text):
                now = self.compared(command, below, self.shell(["bash", "-euo", "pipefail", "-c", command]))
                parts += ["$ " + written[0], *written[1:], *now]
            return f"```{kind}\n" + "".join(f"{line}\n" for line in parts) + "```"
        if kind == "crontab":
            for line in text.splitlines():
                if line and line[0] not in "#ABCDEFGHIJKLMNOPQRSTUVWXYZ":
                    self.mail += self.shell(["/bin/sh", "-c", scheduled(line)])
        elif kind == 'text title="the mail"':
            now, self.mail = self.compared("the mail", text.splitlines(), self.mail), ""
            return f"```{kind}\n" + "".join(f"{line}\n" for line in now) + "```"
        elif title := _TITLE.fullmatch(kind):
            (self.folder / title[1]).write_text(text, encoding="utf-8")
        return fence[0]


def renew(old: str, new: str) -> None:
    """Put a recipe in the place of itself; several processes may do so at once."""
    with COOKBOOK.open("r+", encoding="utf-8") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        text = file.read().replace(old, new)
        file.seek(0)
        file.write(text)
        file.truncate()


@pytest.mark.parametrize("name", recipes())
def test_each_recipe_prints_what_the_cookbook_shows(name: str, shell: Shell, tmp_path: Path) -> None:
    recipe = recipes()[name]
    if re.search(r"\bjq ", recipe) and not shutil.which("jq"):
        pytest.skip("jq is not installed")
    kitchen = Kitchen(shell, tmp_path / "here")
    now = _FENCE.sub(kitchen.block, recipe)
    assert not kitchen.mail, f"cron would mail this, and the cookbook does not show it: {kitchen.mail}"
    if os.environ.get("HART_UPDATE_DOCS"):
        renew(recipe, now)
    else:
        assert not kitchen.wrong, f"{name}: something else is printed by {kitchen.wrong}; HART_UPDATE_DOCS=1 renews it"


def test_every_block_is_run_or_written_or_said_not_to_be_run() -> None:
    text = COOKBOOK.read_text(encoding="utf-8")
    assert {*RUN, *NOT_RUN} & set(_FENCE.findall(text)[0])
    for fence in _FENCE.finditer(text):
        kind = fence[1]
        if kind in NOT_RUN:
            assert "not run" in text[: fence.start()].rsplit("\n\n", 2)[-2].lower(), fence[2]
        else:
            assert kind in RUN or _TITLE.fullmatch(kind), kind


def test_every_option_of_hart_in_the_cookbook_exists() -> None:
    everything = set().union(*program().values())
    for kind, block in _FENCE.findall(COOKBOOK.read_text(encoding="utf-8")):
        for part in re.findall(r"\bhart [^|;&\n`]*", block) if kind in (*RUN, *NOT_RUN) else ():
            assert set(_OPTION.findall(part)) <= everything, part


def test_no_recipe_shows_the_fault_of_a_command() -> None:
    for name, recipe in recipes().items():
        for kind, block in _FENCE.findall(recipe):
            assert kind != "console" or typed(block), name
            assert "Traceback" not in block, name


def test_every_recipe_shows_a_command() -> None:
    for name, recipe in recipes().items():
        kinds = {kind for kind, _ in _FENCE.findall(recipe)}
        assert kinds & {*RUN, *NOT_RUN}, name


def test_the_cookbook_is_written_in_short_sentences() -> None:
    text = re.sub(r"^\|.*$|^#.*$", "", prose(COOKBOOK), flags=re.MULTILINE)
    parts = re.split(r"(?<=[.?!:])\s+|\n\n|\n- ", text)
    assert len(parts) > 50
    assert not [part for part in parts if len(part.split()) > 22]


@pytest.mark.parametrize(
    ("line", "command"),
    [
        ("0 7 * * 1 hart about", "hart about"),
        ("30 6 1 * * hart about > a-$(date +\\%F)", "hart about > a-$(date +%F)"),
    ],
)
def test_a_line_of_a_crontab_is_read_as_cron_reads_it(line: str, command: str) -> None:
    assert scheduled(line) == command


def test_a_line_of_a_crontab_with_a_bare_percent_sign_is_refused() -> None:
    with pytest.raises(AssertionError):
        scheduled("0 7 * * 1 date +%F")
