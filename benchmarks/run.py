"""Every benchmark, one after another, and the page of their results: docs/benchmarks.md.

    python benchmarks/run.py [--sizes 1000,10000] [--runs 15]

hart is installed into an environment of its own first, as a user gets it. The whole takes some ten minutes with the
sizes above. A benchmark that cannot run here is named on the page with the reason.
"""

from __future__ import annotations

import argparse
import os
import platform
import shlex
import subprocess
import sys
import tempfile
import time
import venv
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parent.parent
PAGE = ROOT / "docs" / "benchmarks.md"
PICTURE = "docs/images/scale.svg"


class Benchmark(NamedTuple):
    """A title, what it says, and the command, as it stands on the page."""

    title: str
    about: str
    command: str
    picture: str | None = None


class Result(NamedTuple):
    """A benchmark with what it printed; `fault` says why it printed nothing."""

    benchmark: Benchmark
    printed: str
    fault: str | None = None


def benchmarks(sizes: str, runs: int) -> tuple[Benchmark, ...]:
    """Return what is run, in its order."""
    return (
        Benchmark(
            "Start-up",
            "Complete runs of the installed wheel, each compared with the bare interpreter in the same run. "
            "[Performance](performance.md#start-up) describes how hart reaches the goals.",
            f"python benchmarks/startup.py --markdown --runs {runs}",
        ),
        Benchmark(
            "Search as you type",
            "Six questions typed into a terminal of 100 columns.",
            "python benchmarks/live_search.py --markdown",
        ),
        Benchmark(
            "Directories of your own",
            "Synthetic services, which nobody offers, similar to real ones. The goals are 1.3 times the time of the bundled "
            "directory alone with 10,000 services, 2 times with 100,000, and half the speed of sqlite-utils.",
            f"python benchmarks/scale.py --markdown --sizes {sizes} --runs {max(3, runs // 2)} --picture {PICTURE}",
            PICTURE.removeprefix("docs/"),
        ),
        Benchmark(
            "Search",
            "285 questions with graded answers. [Search](search.md#how-well-it-does) says who wrote them, and which were read.",
            "python benchmarks/search_quality.py --markdown --baselines benchmarks/questions.jsonl",
        ),
        Benchmark(
            "Search, the part that was held back",
            "171 of the same questions. They were scored, but not read until the last adjustments.",
            "python benchmarks/search_quality.py --markdown --part held benchmarks/questions.jsonl",
        ),
        Benchmark(
            "Needs",
            "Questions of people in danger or afraid. Their one writer saw neither the forms nor the questions that trained "
            "the weights. An answer is right if it is an entry that the need puts first.",
            "python benchmarks/need_quality.py --markdown",
        ),
    )


def run(benchmark: Benchmark, python: str) -> Result:
    """Run a benchmark with an environment's Python."""
    print(f"{time.strftime('%H:%M:%S')} {benchmark.command}", file=sys.stderr, flush=True)
    words = shlex.split(benchmark.command)[1:]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": "1"}
    done = subprocess.run([python, *words], cwd=ROOT, env=environment, capture_output=True, text=True, check=False)
    said = done.stderr.strip().replace(python, "python").replace(f"{ROOT}{os.sep}", "")  # no path of this machine
    if done.returncode:
        return Result(benchmark, "", said.rpartition("\n")[2] or f"exit status {done.returncode}")
    return Result(benchmark, f"{done.stdout}\n{said}")


def page(results: list[Result], day: str, machine: str) -> str:
    """Return the page of results as Markdown."""
    return "".join(_page(results, day, machine)).rstrip() + "\n"


def _page(results: list[Result], day: str, machine: str) -> Iterator[str]:
    yield "# Benchmarks\n\n"
    yield f"Measured on {day}: {machine}.\nWritten by `python benchmarks/run.py`; do not change it by hand.\n\n"
    yield "The machine also does other work, so compare only figures of one run. On other machines, only the ratios are\n"
    yield "meaningful. No test checks a time. Run the commands to get your own figures.\n\n"
    for benchmark, printed, fault in results:
        yield f"## {benchmark.title}\n\n{benchmark.about}\n\n```sh\n{benchmark.command}\n```\n\n"
        yield f"It could not be measured here: {fault}\n\n" if fault else f"{printed.strip()}\n\n"
        if benchmark.picture and not fault:
            yield f"![{benchmark.title}: the time of each kind of question against the size]({benchmark.picture})\n\n"


def machine() -> str:
    """Return what the figures were taken on, in general words."""
    system = {"Darwin": "macOS"}.get(platform.system(), platform.system())
    return f"{os.cpu_count()} processors, {system}, Python {platform.python_version()}"


def installed(folder: str) -> str:
    """Install hart into a new environment, as a user does, with live search. Returns its Python."""
    print("installing hart", file=sys.stderr, flush=True)
    venv.create(folder, with_pip=True)
    python = str(Path(folder) / ("Scripts" if os.name == "nt" else "bin") / "python")
    subprocess.run([python, "-m", "pip", "install", "-qq", f"{ROOT}[live]", "sqlite-utils"], check=True)
    return python


def main() -> None:
    """Install, measure, and write the page."""
    parser = argparse.ArgumentParser(description="Every benchmark, and the page of their results.")
    parser.add_argument("--sizes", default="1000,10000", help="how many services beside the bundled directory")
    parser.add_argument("--runs", type=int, default=15)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        python = installed(folder)
        results = [run(benchmark, python) for benchmark in benchmarks(options.sizes, options.runs)]
    PAGE.write_text(page(results, time.strftime("%Y-%m-%d"), machine()), encoding="utf-8")
    print(f"written: {PAGE.relative_to(ROOT)}", file=sys.stderr)
    missing = [result.benchmark.title for result in results if result.fault]
    if missing:
        sys.exit(f"not measured, the page says why: {', '.join(missing)}")


if __name__ == "__main__":
    main()
