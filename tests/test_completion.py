"""Completion: commands, options and values from the directory, tried in the shells themselves."""

from __future__ import annotations

import fcntl
import json
import os
import pty
import re
import select
import shlex
import shutil
import subprocess
import sys
import termios
import time
from pathlib import Path

import pytest
from conftest import ROOT, Run, environment

from hart_cli.cli.completion import FILES, Offer, offers
from hart_cli.cli.registry import COMMANDS
from hart_cli.cli.shells import SCRIPTS
from hart_cli.store.loader import open_bundled


def words(*typed: str, shell: str = "") -> list[str]:
    return [offer.word for offer in offers(list(typed), shell)]


# What is offered


def test_every_command_is_offered_with_what_it_does() -> None:
    assert offers([""]) == [Offer(name, about) for name, about in COMMANDS.items()]
    assert words("fi") == ["find", "figures"]


def test_an_option_is_offered_where_a_dash_is_typed() -> None:
    assert words("find", "mentor", "--to") == ["--topic", "--town"]
    assert words("--inst") == ["--install-completion"]
    assert "--help" in words("show", "-")
    assert words("find", "--", "--to") == []


@pytest.mark.parametrize(
    ("option", "key"), [("--kind", "kinds"), ("-k", "kinds"), ("--topic", "topics"), ("--group", "groups")]
)
def test_values_come_from_the_vocabulary_of_the_directory(option: str, key: str) -> None:
    assert words("list", option, "") == list(open_bundled().meta(key))


def test_each_town_is_offered_whatever_the_case() -> None:
    towns = words("find", "mentor", "--town", "")
    assert len(towns) >= 169
    assert words("find", "--town", "brid") == ["Bridgeport", "Bridgewater"]
    assert words("find", "--town=brid") == ["--town=Bridgeport", "--town=Bridgewater"]
    assert words("find", "--town", "=", "brid", shell="bash") == ["Bridgeport", "Bridgewater"]


def test_ids_acts_sections_and_topics_of_help_are_offered() -> None:
    assert words("show", "we-m") == ["we-matter"]
    assert words("open", "take-it") == ["take-it-down"]
    assert words("acts", "16") == ["16-71"]
    assert "53a-82" in words("acts", "--statute", "53a-8")
    assert words("help", "e") == ["export", "exit-codes", "environment"]
    assert "ct-careline" in words("hotline", "")
    assert "we-matter" not in words("hotline", "")


def test_choices_are_offered() -> None:
    assert words("export", "mark") == ["markdown"]
    assert words("find", "--color", "") == ["auto", "always", "never"]
    assert words("list", "-f", "n") == ["ndjson"]


@pytest.mark.parametrize("typed", [["find", "--data", ""], ["check", ""], ["export", "csv", "-o", ""]])
def test_where_a_file_is_due_the_shell_completes_names_of_files(typed: list[str]) -> None:
    assert words(*typed) == [FILES]


@pytest.mark.parametrize("typed", [["nonsense", ""], ["--age", "5"], ["find", "--age", ""], ["find", "--nope=x"], []])
def test_where_nothing_is_known_nothing_wrong_is_offered(typed: list[str]) -> None:
    assert set(words(*typed)) <= set(COMMANDS) if not typed else words(*typed) == []


@pytest.mark.parametrize("shell", SCRIPTS)
@pytest.mark.parametrize(
    "typed", ["find\0sekret\0", "sekret\0\0", "show\0sekret\0", "\x1b[31m\0", "find\nsekret\n", ""]
)
def test_what_was_typed_is_never_printed_back_and_never_an_error(hart: Run, shell: str, typed: str) -> None:
    ran = hart(stdin=typed, env={"HART_COMPLETE": shell})
    assert (ran.code, ran.err) == (0, "")
    assert "sekret" not in ran.out
    assert "\x1b" not in ran.out


def test_the_variable_changes_nothing_where_a_command_is_named(hart: Run) -> None:
    assert hart("topics", env={"HART_COMPLETE": "bash"}) == hart("topics")


def test_a_completion_loads_the_command_that_was_named_and_no_drawing(tmp_path: Path) -> None:
    code = (
        "import sys; from hart_cli.cli.completion import answer; answer(); print(*sorted(sys.modules), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code],
        input="find\0--town\0brid\0",
        capture_output=True,
        text=True,
        env=environment(tmp_path, PYTHONPATH=str(ROOT), HART_COMPLETE="fish"),
        check=True,
    )
    loaded = set(done.stderr.split())
    assert done.stdout == "Bridgeport\nBridgewater\n"
    assert "hart_cli.cli.find" in loaded
    assert not loaded & {"hart_cli.cli.show", "rich", "rapidfuzz", "tomllib", "hart_cli.readers.directory"}


# In the shells themselves


SHIM = """#!/bin/sh
if [ -n "$HART_COMPLETE" ]; then exec {python} -m hart_cli "$@"; fi
exec {python} -c 'import json, sys; print("<<" + json.dumps(sys.argv[1:]) + ">>")' "$@"
"""
STARTS = {
    "bash": ["bash", "--noprofile", "--norc", "-i"],
    "zsh": ["zsh", "-f", "-i"],
    "fish": ["fish", "--no-config", "-i"],
}
BEFORE = {
    "bash": "bind 'set bell-style none'; bind 'set enable-bracketed-paste off'; source {script}; echo re''ady",
    "zsh": "unsetopt beep zle_bracketed_paste; autoload -Uz compinit; compinit -u -D; source {script}; echo re''ady",
    "fish": "function fish_prompt; echo '$ '; end; source {script}; echo re''ady",
}


def typed_in(shell: str, line: str, folder: Path) -> list[str]:
    """The words that hart gets where `line`, with its tabs, is typed at the prompt of a shell."""
    program = folder / "bin" / "hart"
    program.parent.mkdir(exist_ok=True)
    program.write_text(SHIM.format(python=shlex.quote(sys.executable)), encoding="utf-8")
    program.chmod(0o755)
    script = folder / f"hart.{shell}"
    script.write_text(SCRIPTS[shell], encoding="utf-8")
    env = environment(folder, PYTHONPATH=str(ROOT), TERM="xterm", PS1="$ ")
    env["PATH"] = f"{program.parent}{os.pathsep}{env['PATH']}"
    master, slave = pty.openpty()
    process = subprocess.Popen(
        STARTS[shell],
        stdin=slave,
        stdout=slave,
        stderr=slave,
        env=env,
        cwd=folder,
        start_new_session=True,
        preexec_fn=lambda: fcntl.ioctl(0, termios.TIOCSCTTY, 0),  # noqa: PLW1509 - a shell wants a terminal of its own
    )
    os.close(slave)
    try:
        os.write(master, (BEFORE[shell].format(script=script) + "\r").encode())
        read_until(master, r"(?<!echo )ready")
        time.sleep(0.3)
        for part in re.split(r"(\t)", line):
            os.write(master, part.encode())
            if part == "\t":
                time.sleep(1.2)
        os.write(master, b"\r")
        offered: list[str] = json.loads(read_until(master, r"<<(\[[^<]*\])>>"))
        return offered
    finally:
        process.kill()
        process.wait()
        os.close(master)


def read_until(master: int, pattern: str) -> str:
    """Read the screen until `pattern` stands on it, and return its first group."""
    seen = ""
    ends = time.monotonic() + 30
    while time.monotonic() < ends:
        if not select.select([master], [], [], 0.5)[0]:
            continue
        chunk = os.read(master, 65536)
        if b"\x1b[c" in chunk or b"\x1b[0c" in chunk:
            os.write(master, b"\x1b[?62;c")  # fish asks what this terminal is
        seen += chunk.decode("utf-8", "replace")
        plain = re.sub(r"\x1b\][^\x07\x1b]*(?:\x07|\x1b\\)|\x1b[\[(][0-9;?]*[A-Za-z]|[\r\n\x0f]", "", seen)
        found = re.search(pattern, plain)
        if found:
            return found[1] if found.groups() else found[0]
    raise AssertionError(f"{pattern} never stood on the screen: {seen!r}")


@pytest.mark.parametrize("shell", STARTS)
@pytest.mark.parametrize(
    ("line", "got"),
    [
        ("hart hotl\t", ["hotline"]),
        ("hart find mentor --tow\tbridgep\t", ["find", "mentor", "--town", "Bridgeport"]),
        ("hart list --town 'East Hart\t", ["list", "--town", "East Hartford"]),
        ("hart list --town East\\ Hart\t", ["list", "--town", "East Hartford"]),
        ("hart list --town=Bridgep\t", ["list", "--town=Bridgeport"]),
        ("hart show we-mat\t", ["show", "we-matter"]),
        ("hart list --kind serv\t", ["list", "--kind", "service"]),
        ("hart help acc\t", ["help", "accessibility"]),
        ("hart check mine.t\t", ["check", "mine.toml"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_a_tab_completes_in_the_shell(shell: str, line: str, got: list[str], tmp_path: Path) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    (tmp_path / "mine.toml").write_text("", encoding="utf-8")
    (tmp_path / "Bridgeport").mkdir()
    assert typed_in(shell, line, tmp_path) == got


@pytest.mark.skipif(shutil.which("bash") is None, reason="bash is not installed here")
@pytest.mark.parametrize(
    ("line", "got"),
    [
        ("hart check my\\ fi\t", ["check", "my file.toml"]),
        ("hart check 'my fi\t", ["check", "my file.toml"]),
        ("hart check fol\tin\t", ["check", "folder/inside.toml"]),
        ("hart find x --data=fol\tin\t", ["find", "x", "--data=folder/inside.toml"]),
        ("hart check ~/fol\tin\t", ["check", "{home}/folder/inside.toml"]),
        ("hart check nowh\t", ["check", "nowh"]),
        ("hart find x --town New\\ Lon\t--age 5", ["find", "x", "--town", "New London", "--age", "5"]),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_bash_completes_files_and_goes_on(line: str, got: list[str], tmp_path: Path) -> None:
    (tmp_path / "my file.toml").write_text("", encoding="utf-8")
    (tmp_path / "folder").mkdir()
    (tmp_path / "folder" / "inside.toml").write_text("", encoding="utf-8")
    assert typed_in("bash", line, tmp_path) == [word.format(home=tmp_path) for word in got]


NEWER_THAN_BASH_3_2 = {
    r"\b(?:mapfile|readarray|coproc|compopt)\b": "mapfile -t found",
    r"\b(?:declare|local|typeset|readonly)\s+-\w*[Agnlu]": "local -A found",
    r"\$\{\w+(?:\[[^]]*\])?(?:\^|,|@[A-Za-z]\})": "${word,,}",
    r"\$\{!?\w+\[\s*-": "${words[-1]}",
    r"\$\{\w+(?:\[[^]]*\])?:[^}]*:\s*-": "${word:1:-1}",
    r"\|&|&>>|;;?&": "hart |& cat",
    r"\{\w+\.\.\w+\.\.\w+\}": "{1..9..2}",
    r"\{[a-z_]\w*\}[<>]": "exec {fd}>file",
    r"%\(": "printf '%(%s)T'",
    r"\[\[?\s+(?:[^]]*\s)?-[vR]\s": "[[ -v word ]]",
    r"\$'[^']*\\[uU]": "$'\\u00e9'",
    r"\bread\s+(?:-\w+\s+)*-\w*[Ni]": "read -N 1 word",
    r"\bread\b[^|;\n]*-t\s*\d*\.": "read -t 0.1 word",
    r"\bwait\s+-": "wait -n",
    r"\b(?:BASHPID|EPOCHSECONDS|EPOCHREALTIME|SRANDOM|BASH_ARGV0|COMP_KEY|COMP_TYPE|READLINE_LINE)\b": "$BASHPID",
    r"\b(?:globstar|lastpipe|autocd|dirspell|checkjobs|inherit_errexit|assoc_expand_once)\b": "shopt -s globstar",
    r"\bcomplete\b[^\n]*\s-[DEI]\b": "complete -D -F f",
    r"\bshopt\b[^\n]*compat[45]": "shopt -s compat40",
}
"""What bash learned after 3.2, which is what macOS has, each with an example."""


def newer_constructs(script: str) -> list[str]:
    return [found[0] for construct in NEWER_THAN_BASH_3_2 if (found := re.search(construct, script))]


@pytest.mark.parametrize(("construct", "example"), NEWER_THAN_BASH_3_2.items())
def test_what_is_newer_than_bash_3_2_is_seen(construct: str, example: str) -> None:
    assert re.search(construct, example)


def test_the_script_of_bash_uses_nothing_newer_than_3_2() -> None:
    assert newer_constructs(SCRIPTS["bash"]) == []
    assert "3.2 or newer" in SCRIPTS["bash"]


def test_the_script_of_powershell_is_made_and_reads_the_same_offers(hart: Run) -> None:
    made = hart("--show-completion", "powershell")
    assert made.code == 0
    assert "Register-ArgumentCompleter -Native -CommandName hart" in made.out
    assert made.out.count("{") == made.out.count("}")
    assert "Set-ExecutionPolicy" not in made.out
    words_of_powershell = "find\n--town\nbridgep\n"
    assert hart(stdin=words_of_powershell, env={"HART_COMPLETE": "powershell"}).out == "Bridgeport\n"


@pytest.mark.parametrize("shell", SCRIPTS)
def test_no_script_runs_what_it_is_offered(hart: Run, shell: str) -> None:
    script = hart("--show-completion", shell).out
    assert script == SCRIPTS[shell]
    assert not re.search(r"\beval\b|Invoke-Expression|/tmp|mktemp", script)


# Installing


@pytest.mark.parametrize("shell", ["bash", "zsh"])
def test_installing_adds_three_lines_once_and_keeps_the_rest(hart: Run, tmp_path: Path, shell: str) -> None:
    start = tmp_path / f".{shell}rc"
    start.write_bytes(b"export MINE=1 # caf\xe9")
    first = hart("--install-completion", shell)
    assert (first.code, first.out) == (0, "")
    assert str(start) in first.err
    once = start.read_bytes()
    assert once.startswith(b"export MINE=1 # caf\xe9\n")
    script = tmp_path / ".local" / "share" / "hart" / f"hart.{shell}"
    assert script.read_text(encoding="utf-8") == SCRIPTS[shell]
    second = hart("--install-completion", shell)
    assert second.code == 0
    assert start.read_bytes() == once
    assert str(start) not in second.err


def test_installing_for_fish_writes_one_file(hart: Run, tmp_path: Path) -> None:
    before = {path for path in tmp_path.rglob("*") if path.is_file()}
    assert hart("--install-completion", "fish").code == 0
    written = {path for path in tmp_path.rglob("*") if path.is_file()} - before
    assert written == {tmp_path / ".config" / "fish" / "completions" / "hart.fish"}


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_a_new_shell_completes_after_installing(hart: Run, tmp_path: Path, shell: str) -> None:
    if shutil.which(shell) is None:
        pytest.skip(f"{shell} is not installed here")
    home = tmp_path / 'a $HOME "quoted"'
    home.mkdir()
    assert hart("--install-completion", shell, env={"HOME": str(home)}).code == 0
    asked = {
        "bash": "complete -p hart",
        "zsh": "whence -w _hart",
        "fish": "complete --do-complete 'hart hotl'",
    }[shell]
    program = tmp_path / "bin" / "hart"
    program.parent.mkdir()
    program.write_text(SHIM.format(python=shlex.quote(sys.executable)), encoding="utf-8")
    program.chmod(0o755)
    env = environment(tmp_path, HOME=str(home), TERM="xterm", PYTHONPATH=str(ROOT))
    env["PATH"] = f"{program.parent}{os.pathsep}{env['PATH']}"
    done = subprocess.run(
        [shell, "-i", "-c", asked],
        env=env,
        capture_output=True,
        text=True,
        start_new_session=True,
        check=False,
    )
    assert {"bash": "-F _hart_complete hart", "zsh": "_hart: function", "fish": "hotline"}[shell] in done.stdout


def test_powershell_and_an_unknown_shell_are_told_what_to_type(hart: Run, tmp_path: Path) -> None:
    for arguments, say in (
        (["--install-completion", "powershell"], "hart --show-completion powershell >> $PROFILE"),
        (["--install-completion=csh"], "csh"),
    ):
        ran = hart(*arguments)
        assert (ran.code, ran.out) == (2, "")
        assert say in ran.err
        assert ran.err.count("\n") == 1


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
@pytest.mark.parametrize(
    "words",
    [
        ["ksh"],
        ["=ksh"],
        ["bash", "zsh"],
        ["=bash", "zsh"],
        ["find", "mentor"],
        ["auto", "bash"],
        ["bash", "-x"],
        ["--", "bash"],
        [""],
        ["="],
    ],
)
def test_a_word_left_over_is_an_error_and_changes_no_file(
    hart: Run, tmp_path: Path, option: str, words: list[str]
) -> None:
    (tmp_path / ".bashrc").write_text("mine\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    arguments = [option + words[0], *words[1:]] if words[0].startswith("=") else [option, *words]
    ran = hart(*arguments, env={"SHELL": "/bin/bash"})
    assert (ran.code, ran.out, ran.err.count("\n")) == (2, "", 1)
    assert "bash, zsh, fish" in ran.err
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_a_home_that_cannot_be_written_is_told(hart: Run, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    ran = hart("--install-completion", "fish", env={"XDG_CONFIG_HOME": str(tmp_path / "file")})
    assert (ran.code, ran.out) == (4, "")
    assert "cannot be written" in ran.err
