"""The benchmarks hang together: one command, and a page that says how each figure was made. No test asserts a time."""

from __future__ import annotations

import re
import shlex
import subprocess
import sys
from pathlib import Path

import measured
import pytest
import run
import scale
from conftest import ROOT
from measured import BrokenRunError, Table, as_markdown, as_text
from run import Benchmark

BENCHMARKS = run.benchmarks("10", 3)
TABLE = Table("What it is.", ("what", "ratio"), [("a|b", "1.5"), ("longer", "10.0")])


@pytest.mark.parametrize("benchmark", BENCHMARKS, ids=lambda b: b.title)
def test_every_command_of_the_page_has_its_script_and_its_options(benchmark: Benchmark) -> None:
    _, script, *options = shlex.split(benchmark.command)
    done = subprocess.run(
        [sys.executable, str(ROOT / script), "--help"], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert {word for word in options if word.startswith("--")} <= set(re.findall(r"--[a-z]+", done.stdout))


def test_every_benchmark_is_run_by_the_one_command() -> None:
    scripts = {path.name for path in (ROOT / "benchmarks").glob("*.py")}
    parts = {"run.py", "measured.py", "baselines.py", "synthetic.py", "question_corpus.py"}
    parts |= {"train_needs.py", "train_ranking.py"}  # these measure nothing
    assert {shlex.split(b.command)[1].removeprefix("benchmarks/") for b in BENCHMARKS} == scripts - parts


def test_the_page_in_the_documents_has_every_part_and_the_command_that_made_it() -> None:
    text = (ROOT / "docs" / "benchmarks.md").read_text(encoding="utf-8")
    for benchmark in BENCHMARKS:
        part = text.split(f"\n## {benchmark.title}\n")[1].split("\n## ")[0]
        assert shlex.split(benchmark.command)[1] in part.split("```")[1]
        assert "\n| --- |" in part or "could not be measured here" in part


def test_a_result_becomes_a_table_for_a_document_and_for_a_terminal() -> None:
    assert as_markdown(TABLE) == (
        "What it is.\n\n| what | ratio |\n| --- | --: |\n| a\\|b | 1.5 |\n| longer | 10.0 |\n"
    )
    assert as_text(TABLE) == "What it is.\nwhat    ratio\na|b       1.5\nlonger   10.0\n"


def test_what_could_not_be_measured_is_said_with_its_reason() -> None:
    first, second, *_ = BENCHMARKS
    written = run.page(
        [run.Result(first, as_markdown(TABLE)), run.Result(second, "", "no terminal")], "2026-01-02", "m"
    )
    assert "Measured on 2026-01-02: m." in written
    assert "| longer | 10.0 |" in written
    assert f"```sh\n{second.command}\n```\n\nIt could not be measured here: no terminal" in written


def test_a_benchmark_that_fails_gives_the_last_line_of_what_it_said() -> None:
    broken = run.Benchmark("t", "a", "python benchmarks/startup.py --no-such-option")
    result = run.run(broken, sys.executable)
    assert result.fault == "startup.py: error: unrecognized arguments: --no-such-option"


def test_a_command_that_breaks_is_never_taken_for_a_figure() -> None:
    broken = [sys.executable, "-c", "raise SystemExit(1)"]
    with pytest.raises(BrokenRunError, match=r"ended with 1$"):
        measured.run(broken)
    assert measured.run(broken, ends=(0, 1)).megabytes > 0


def test_the_slowest_question_is_held_to_the_goal_of_its_size() -> None:
    ratios = {"rare": [(1.0, 20.0), (1.1, 20.0), (1.2, 20.0)], "common": [(9.0, 20.0), (1.31, 20.0), (1.9, 20.0)]}
    assert scale.goals([1000, 10000, 100000], ratios) == ("goal", "none", "1.30, not met", "2.00, met")


def test_what_a_benchmark_says_beside_its_figures_stands_on_the_page(tmp_path: Path) -> None:
    script = tmp_path / "says.py"
    script.write_text("import sys; print('| a |'); print('left out:', sys.executable, file=sys.stderr)")
    result = run.run(run.Benchmark("t", "a", f"python {shlex.quote(str(script))}"), sys.executable)
    written = run.page([result], "2026-01-02", "m")
    assert "| a |\n\nleft out: python\n" in written
