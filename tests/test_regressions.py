"""Faults that were found by using hart: each test says what went wrong once, so that it stays mended."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run, environment

RECORD = '[[entry]]\nid = "{id}"\nkind = "{kind}"\nname = "{name}"\nphones = [{{ number = "860-555-0199" }}]\n'
NUMBERS = ("911", "1-888-373-7888", "1-800-842-2288")
FULL = Path("/dev/full")


def run(tmp_path: Path, arguments: list[str], **how: Any) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "hart_cli", *arguments],
        text=True,
        timeout=60,
        check=False,
        cwd=tmp_path,
        env=environment(tmp_path, PYTHONPATH=str(ROOT)),
        **{"stderr": subprocess.PIPE, **how},
    )


@pytest.mark.parametrize("command", ["topics", "figures"])
def test_an_unreadable_file_is_named_by_every_command(hart: Run, command: str) -> None:
    assert "missing.toml: cannot be read" in hart(command, "--data", "missing.toml").err


def test_a_word_that_only_ones_own_file_has_is_found(hart: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(RECORD.format(id="pantry", kind="program", name="Corner Food Pantry"))
    assert hart("find", "pantry", "-f", "ids", "--data", str(path)).out.split() == ["pantry"]


def closed_early(tmp_path: Path, arguments: list[str]) -> subprocess.CompletedProcess[str]:
    reading, writing = os.pipe()
    os.close(reading)
    try:
        return run(tmp_path, arguments, stdout=writing)
    finally:
        os.close(writing)


@pytest.mark.parametrize(
    "arguments", [["list"], ["list", "--json"], ["export", "csv"], ["about"], ["schema"]], ids=" ".join
)
def test_0_a_reader_that_leaves_early(tmp_path: Path, arguments: list[str]) -> None:
    assert closed_early(tmp_path, arguments).returncode == 0


@pytest.mark.parametrize("format", ["csv", "json", "markdown", "ndjson"])
def test_0_a_reader_that_leaves_after_one_line(tmp_path: Path, format: str) -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "hart_cli", "export", format],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=environment(tmp_path, PYTHONPATH=str(ROOT)),
    )
    assert process.stdout is not None
    assert process.stderr is not None
    assert process.stdout.readline()
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait(60) == 0


def test_a_full_standard_error_does_not_change_the_code(tmp_path: Path) -> None:
    with FULL.open("w") as full:
        done = run(tmp_path, ["find", "trafficking"], stdout=subprocess.PIPE, stderr=full)
    assert done.stdout
    assert done.returncode == 0


@pytest.mark.parametrize("arguments", [["--help"], ["find", "--help"]], ids=" ".join)
def test_4_help_onto_a_full_disk(tmp_path: Path, arguments: list[str]) -> None:
    with FULL.open("w") as full:
        assert run(tmp_path, arguments, stdout=full).returncode == 4


@pytest.mark.parametrize("arguments", ["--help", "find --help", "open take-it-down"])
def test_4_onto_a_closed_standard_output(tmp_path: Path, arguments: str) -> None:
    done = subprocess.run(
        ["/bin/sh", "-c", f'exec "{sys.executable}" -m hart_cli {arguments} >&-'],
        check=False,
        timeout=60,
        stderr=subprocess.PIPE,
        env=environment(tmp_path, PYTHONPATH=str(ROOT)),
    )
    assert done.returncode == 4


def test_a_limit_counts_what_is_exported(hart: Run) -> None:
    out = hart("export", "ndjson", "--kind", "person", "--kind", "act", "-n", "3").out
    assert [json.loads(line)["kind"] for line in out.splitlines()] == ["act"] * 3


@pytest.mark.parametrize("name", ["con.tar.gz", "NUL.csv.bak", "aux .csv"])
def test_a_reserved_name_with_more_endings_is_refused(hart: Run, name: str) -> None:
    assert hart("export", "csv", "-o", name).code == 2


def test_force_replaces_regular_files_only(hart: Run, tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "fifo")
    ran = hart("export", "csv", "-o", "fifo", "--force")
    assert ran.code == 4
    assert (tmp_path / "fifo").is_fifo()


def test_an_act_with_spaces_around_its_dash_is_that_act(hart: Run) -> None:
    results = json.loads(hart("acts", "16 - 71", "--json").out)["results"]
    assert [hit["id"] for hit in results] == ["pa-16-71"]


def test_number_and_json_do_not_contradict_each_other_silently(hart: Run) -> None:
    ran = hart("hotline", "--number", "--json")
    assert (ran.code, ran.out) == (2, "")
    assert "leave out --json" in ran.err


@pytest.mark.parametrize("columns", [20, 30, 44])
def test_a_figure_is_never_broken(terminal: Run, columns: int) -> None:
    assert "1,000,000" in terminal("figures", columns=columns, env={"NO_COLOR": "1"}).out


@pytest.mark.parametrize("command", ["figures", "topics"])
def test_figures_and_topics_are_plain_below_40_columns(terminal: Run, hart: Run, command: str) -> None:
    assert "─" not in terminal(command, columns=30, env={"NO_COLOR": "1"}).out


@pytest.mark.parametrize("columns", [20, 30])
def test_a_number_inside_a_text_is_whole_on_a_very_narrow_terminal(terminal: Run, columns: int) -> None:
    for line in terminal("show", "careline", columns=columns).out.splitlines():
        for found in re.finditer(r"(?:1-)?\d{3}-\d{3}-\d{4}", line):
            assert found.start() // columns == (found.end() - 1) // columns, line


@pytest.mark.parametrize("topic", ["exit-codes", "environment", "formats", "privacy", "accessibility"])
def test_a_page_of_help_fits_100_columns(hart: Run, topic: str) -> None:
    assert max(map(len, hart("help", topic).out.splitlines())) <= 100


def test_a_number_of_no_act_is_never_another_act(hart: Run) -> None:
    assert hart("acts", "16-7").code == 1
