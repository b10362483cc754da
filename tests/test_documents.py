"""Documents that cannot drift: what they show is run, what they list is there, what they link to exists.

A command in a block ``console`` is run in a pipe, one in a block ``console screen`` on a screen of 80
columns; what hart prints, then what it says on standard error, must stand below it. A line ``...``
stands for any lines left out. HART_UPDATE_DOCS=1 writes the outputs anew and keeps what is left out.
"""

from __future__ import annotations

import os
import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import reference
import typer
from conftest import ROOT, Run, environment

from hart_cli.cli.app import app
from hart_cli.cli.registry import COMMANDS
from hart_cli.errors import ExitCode
from hart_cli.export.columns import columns
from hart_cli.output.schema import schema

NAMES = ("README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "CHANGELOG-DATA.md")
DOCUMENTS = [ROOT / name for name in NAMES] + sorted((ROOT / "docs").glob("*.md"))
# The cookbook is run by test_cookbook.py: its recipes are more than lines of hart.
SHOWN = [d for d in DOCUMENTS if "\n```console" in d.read_text(encoding="utf-8") and d.name != "cookbook.md"]

LEFT_OUT = "..."
_FENCE = re.compile(r"^```([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_FILE = re.compile(r"(?<![\w/.])(?:hart_cli|data|docs|tests|benchmarks)/[\w/.-]*\w/?|(?<![\w/])\.ci/run")
_OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]+")
_TOPIC_OF_HELP = re.compile(r"`hart help agents`|`hart_cli/cli/agents\.py`|(?<=accessibility, )agents")
_WORKPLACE = re.compile(r"\bsessions?\b|\bissues? #|\bhelpers?\b|\bagents?\b|\bprompts?\b", re.IGNORECASE)
_MACHINE = re.compile(r"(?<![\w.])/(?:work|tmp|root|home|Users|var)/")

Runner = Callable[[str], str]


class Shown(NamedTuple):
    """A command in a document, with the lines that stand below it."""

    command: str
    lines: list[str]


def identity(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


def prose(path: Path) -> str:
    """The document without its blocks."""
    return _FENCE.sub("", path.read_text(encoding="utf-8"))


def commands(block: str) -> Iterator[Shown]:
    """The commands of a block; output before the first one belongs to nothing."""
    for part in re.split(r"^\$ ", block, flags=re.MULTILINE)[1:]:
        command, *lines = part.rstrip("\n").split("\n")
        yield Shown(command, lines)


def fits(shown: list[str], printed: list[str]) -> bool:
    """Whether lines of a document are what was printed, with ``...`` for any lines."""
    pattern = "".join(r"(?:[^\n]*\n)*?" if line == LEFT_OUT else re.escape(line) + r"\n" for line in shown)
    return re.fullmatch(pattern, "".join(line + "\n" for line in printed)) is not None


def label(line: str) -> str:
    """The start of a line, by which it is found again when the rest has changed."""
    return re.split(r"\t|:(?:\s|$)|\s{2,}", line.strip("│ "))[0]


def renewed(shown: list[str], printed: list[str]) -> list[str]:
    """What is printed now, with the same lines left out as before."""
    if LEFT_OUT not in shown:
        return printed
    if shown == [LEFT_OUT]:
        return [*printed[:6], LEFT_OUT] if len(printed) > 7 else printed
    lines: list[str] = []
    position = 0
    for line in shown:
        if line == LEFT_OUT:
            lines += [LEFT_OUT] if lines[-1:] != [LEFT_OUT] else []
            continue
        rest = range(position, len(printed))
        found = next((n for n in rest if printed[n] == line), None)
        if found is None:
            found = next((n for n in rest if label(printed[n]) == label(line)), None)
        if found is None and LEFT_OUT not in lines and rest:
            found = position
        if found is not None:
            lines += [LEFT_OUT] if found > position and lines[-1:] != [LEFT_OUT] else []
            lines.append(printed[found])
            position = found + 1
    if position < len(printed) and lines[-1:] != [LEFT_OUT]:
        lines.append(LEFT_OUT)
    return lines


@pytest.fixture
def pipe(tmp_path: Path) -> Runner:
    """Run a line as a shell does, with hart on its path and the files that own-directories.md shows."""
    program = tmp_path / "bin" / "hart"
    program.parent.mkdir()
    program.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} -m hart_cli "$@"\n')
    program.chmod(0o755)
    here = tmp_path / "here"
    here.mkdir()
    for name, text in re.findall(
        r"^```(?:toml\n# |json )([\w-]+\.(?:toml|json))\n(.*?)^```$",
        (ROOT / "docs" / "own-directories.md").read_text(encoding="utf-8"),
        re.MULTILINE | re.DOTALL,
    ):
        (here / name).write_text(text, encoding="utf-8")

    def run(line: str) -> str:
        env = environment(tmp_path, PYTHONPATH=str(ROOT))
        env["PATH"] = f"{program.parent}{os.pathsep}{env.get('PATH', os.defpath)}"
        done = subprocess.run(
            ["/bin/sh", "-c", line],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            encoding="utf-8",
            timeout=60,
            env=env,
            cwd=here,
            check=False,
        )
        return done.stdout

    return run


@pytest.fixture
def screen(terminal: Run) -> Runner:
    """Run a command on a screen without colors."""

    def run(line: str) -> str:
        name, *arguments = shlex.split(line)
        assert name == "hart"
        ran = terminal(*arguments, env={"NO_COLOR": "1"})
        return ran.out + ran.err

    return run


@pytest.mark.parametrize("document", SHOWN, ids=identity)
def test_what_a_document_shows_is_what_hart_prints(document: Path, pipe: Runner, screen: Runner) -> None:
    text = document.read_text(encoding="utf-8")
    wrong: list[str] = []

    def check(fence: re.Match[str]) -> str:
        kind, block = fence[1], fence[2]
        if kind not in ("console", "console screen"):
            return fence[0]
        parts = [f"```{kind}\n"]
        for shown in commands(block):
            printed = (screen if kind.endswith("screen") else pipe)(shown.command)
            assert "hart: this is a fault in hart" not in printed, shown.command
            lines = [line.rstrip() for line in printed.rstrip("\n").split("\n")]
            now = renewed([line.rstrip() for line in shown.lines], lines)
            if not fits([line.rstrip() for line in shown.lines], lines):
                wrong.append(shown.command)
            parts.append("".join(f"{line}\n" for line in (f"$ {shown.command}", *now)))
        return "".join([*parts, "```"])

    rewritten = _FENCE.sub(check, text)
    if os.environ.get("HART_UPDATE_DOCS"):
        document.write_text(rewritten, encoding="utf-8")
    else:
        assert not wrong, f"{identity(document)} shows something else than {wrong}; HART_UPDATE_DOCS=1 renews it"


@pytest.mark.parametrize("document", SHOWN, ids=identity)
def test_every_command_shown_is_one_of_hart_and_shows_something(document: Path) -> None:
    blocks = [block for kind, block in _FENCE.findall(document.read_text(encoding="utf-8")) if "console" in kind]
    for block in blocks:
        shown = list(commands(block))
        assert shown
        for command, lines in shown:
            assert re.search(r"(?:^|\| )hart(?: |$)", command), command
            assert set(lines) - {LEFT_OUT}, f"{command}: nothing is left of its output"


def test_a_line_of_dots_stands_for_any_lines() -> None:
    assert fits(["a", "...", "d"], ["a", "b", "c", "d"])
    assert fits(["...", "c", "..."], ["a", "b", "c", "d"])
    assert fits(["a", "..."], ["a"])
    assert not fits(["a", "...", "c"], ["a", "b"])
    assert not fits(["a"], ["a", "b"])


def test_renewing_keeps_what_is_left_out() -> None:
    printed = ["Name: new", "Kind: b", "Ages: 14 to 20", "Source: s"]
    assert renewed(["Name: old", "...", "Ages: 14", "..."], printed) == ["Name: new", "...", "Ages: 14 to 20", "..."]
    assert renewed(["Name: old", "...", "Gone: x", "..."], printed) == ["Name: new", "..."]
    assert renewed(["old"], printed) == printed


def rows(document: str) -> list[list[str]]:
    """The cells of all tables of a document, without their heads."""
    lines = (ROOT / "docs" / document).read_text(encoding="utf-8").split("\n")
    table = [line for n, line in enumerate(lines) if line[:1] == "|" and lines[n + 1][:4] != "| --"]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in table if line[:4] != "| --"]


def program() -> dict[str, set[str]]:
    """Each command with its options."""
    root: Any = typer.main.get_command(app)
    found = {"": {name for parameter in root.params for name in parameter.opts}}
    for name in COMMANDS:
        command: Any = root.get_command(None, name)
        found[name] = {
            option for p in command.params if p.param_type_name == "option" for option in (*p.opts, *p.secondary_opts)
        }
    return found


def test_the_reference_is_written_from_the_program() -> None:
    page, now = ROOT / "docs" / "commands.md", reference.reference()
    if os.environ.get("HART_UPDATE_DOCS"):
        page.write_text(now, encoding="utf-8")
    assert page.read_text(encoding="utf-8") == now, "run website/reference.py"


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_every_command_and_option_stands_in_the_reference(command: str) -> None:
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")
    section = text.split(f"\n## {f'hart {command}'.strip()}\n")[1].split("\n## ")[0]
    rows = re.findall(r"^\| `([^`]+)` \|", section, re.MULTILINE)
    assert {name for row in rows for name in re.findall(r"--?[a-zA-Z][a-z-]*", row)} >= program()[command]


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_in_a_help_runs(command: str, pipe: Runner) -> None:
    section = reference.reference().split(f"\n## hart {command}\n")[1].split("\n## ")[0]
    examples = re.findall(rf"^hart {command}\b.*", section.split("```text")[2], re.MULTILINE)
    assert examples
    missing = [example for example in examples if "jq" in example and not shutil.which("jq")]
    for example in examples:
        if example in missing:
            continue
        # One of them checks a file of that name.
        printed = pipe(f'cp our-contacts.toml contacts.toml; {example}; echo "ended with $?"')
        assert printed.endswith("ended with 0\n"), f"{example}: {printed[-300:]}"
    if missing:
        pytest.skip(f"jq is not installed, so these were not run: {missing}")


@pytest.mark.parametrize("document", DOCUMENTS, ids=identity)
def test_no_document_names_an_option_that_hart_does_not_have(document: Path) -> None:
    everything = set().union(*program().values(), {"--help"})
    blocks = [block for kind, block in _FENCE.findall(document.read_text(encoding="utf-8")) if kind != "sh"]
    code = [span for span in re.findall(r"`([^`\n]+)`", prose(document)) if span.startswith(("hart ", "--"))]
    typed = [line for block in blocks for line in block.split("\n") if line.startswith("$ hart")]
    for text in (*code, *typed):
        assert set(_OPTION.findall(text)) <= everything, text


def keys(part: object) -> set[str]:
    """All names of properties in a JSON Schema."""
    if isinstance(part, dict):
        own = set(part["properties"]) if isinstance(part.get("properties"), dict) else set()
        return own.union(*(keys(value) for value in part.values()))
    return set().union(*(keys(value) for value in part)) if isinstance(part, list) else set()


def test_every_key_of_the_json_is_documented() -> None:
    text = prose(ROOT / "docs" / "json.md")
    assert not {key for key in keys(schema()) if f"`{key}`" not in text}


def test_the_keys_of_an_entry_are_documented_in_their_order() -> None:
    entry = list(schema()["$defs"]["entry"]["properties"])
    names = [row[0].strip("`") for row in rows("json.md")]
    start = names.index("id")
    assert names[start : start + len(entry)] == entry


def test_the_columns_are_documented_in_their_order() -> None:
    names = [row[0].strip("`") for row in rows("formats.md")]
    start = names.index("id")
    assert names[start:] == columns()


def test_the_exit_codes_are_documented() -> None:
    documented = [(row[0], row[1].strip("`")) for row in rows("exit-codes.md")]
    assert documented == [(str(code.value), code.name) for code in ExitCode]


def test_every_file_of_the_program_has_its_room_in_the_architecture() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    files = [f for f in (ROOT / "hart_cli").rglob("*.py") if f.name != "__init__.py"]
    assert files
    assert not [identity(f) for f in files if f"`{identity(f)}`" not in text]


def test_the_floors_of_the_architecture_are_those_that_are_held() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    drawn = text.split("## Layers")[1].split("```text\n")[1].split("```")[0].strip().split("\n")
    with open(ROOT / "pyproject.toml", "rb") as file:
        contracts = tomllib.load(file)["tool"]["importlinter"]["contracts"]
    held = [floor.replace("hart_cli.", "") for floor in contracts[0]["layers"]]
    assert [re.split(r"\s{3,}", floor)[0] for floor in drawn] == held
    more = text.split("## Layers")[1].split("## Dependencies")[0]
    assert more.count("\n- ") == len(contracts) - 1


def test_every_dependency_has_its_reason() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    listed = re.findall(r'^    "([a-z-]+)[><=]', project, re.MULTILINE)
    assert "typer" in listed
    assert not [name for name in listed if f"`{name}`" not in text]


@pytest.mark.parametrize("document", DOCUMENTS, ids=identity)
def test_every_link_leads_to_a_file_and_a_heading(document: Path) -> None:
    for target in _LINK.findall(prose(document)):
        if "://" in target or target.startswith("mailto:"):
            continue
        name, _, heading = target.partition("#")
        path = (document.parent / name) if name else document
        assert path.exists(), target
        if heading:
            titles = re.findall(r"^#+ (.+)$", prose(path), re.MULTILINE)
            anchors = [re.sub(r"[^\w -]", "", title).strip().lower().replace(" ", "-") for title in titles]
            assert heading in anchors, target


@pytest.mark.parametrize("document", DOCUMENTS, ids=identity)
def test_every_file_that_a_document_names_exists(document: Path) -> None:
    for name in _FILE.findall(prose(document)):
        path = name.replace("NAME", "find" if "cli/" in name.removeprefix("hart_cli") else "csv")
        assert (ROOT / path).exists() or path == "tests/golden/", name


@pytest.mark.parametrize("document", DOCUMENTS, ids=identity)
def test_documents_speak_to_their_reader_only(document: Path) -> None:
    assert not _WORKPLACE.findall(_TOPIC_OF_HELP.sub("", prose(document)))
    assert not _MACHINE.findall(document.read_text(encoding="utf-8"))


@pytest.mark.parametrize(
    "name", ["tutorial", "questions", "caseworkers", "sheets-and-pages", "privacy", "scope", "index"]
)
def test_what_everybody_reads_is_written_in_short_sentences(name: str) -> None:
    text = re.sub(r"^\|.*$|^#.*$|^!\[.*$", "", prose(ROOT / "docs" / f"{name}.md"), flags=re.MULTILINE)
    parts = re.split(r"(?<=[.?!:;])\s+|\n\n|\n- ", text)
    assert len(parts) > 10
    assert not [part for part in parts if len(part.split()) > 20]


_TECHNICAL = """terminal shell prompt pipe stdin stdout json csv toml yaml flag option argument parameter command-line
cli directory-path script exit status standard output error stream regex repository version-control install pip
python database index cache query filter""".split()


def test_the_guide_for_caseworkers_has_no_technical_word() -> None:
    text = prose(ROOT / "docs" / "caseworkers.md").replace("named Terminal", "").lower()
    text = re.sub(r"`[^`]*`|\]\([^)]*\)", "", text)
    assert not [word for word in _TECHNICAL if re.search(rf"\b{word}s?\b", text)]


def test_the_readme_puts_the_emergency_numbers_first() -> None:
    first = (ROOT / "README.md").read_text(encoding="utf-8").split("\n")[:8]
    for number in ("911", "1-888-373-7888", "1-800-842-2288"):
        assert any(number in line for line in first)


def test_the_main_documents_show_real_output() -> None:
    assert {"README.md", "docs/tutorial.md", "docs/questions.md", "docs/json.md", "docs/formats.md"} <= {
        identity(d) for d in SHOWN
    }
