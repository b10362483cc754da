"""What size costs: indexing, and whole runs of `hart find`, beside synthetic directories of 1,000 to 1,000,000
services, against the bundled directory alone in the same run.

    python benchmarks/scale.py [--sizes 1000,10000,100000] [--runs 9] [--picture docs/images/scale.svg]

Loading the same file into an FTS table with sqlite-utils (`pip install sqlite-utils`; its command must be on the
PATH) is measured beside the indexing: all columns, nested ones as JSON, and an FTS index over the columns that hart
searches. The synthetic directories are kept in the temporary folder.
"""

from __future__ import annotations

import argparse
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import NamedTuple

import synthetic

HART = str(Path(sys.executable).parent / "hart")
FOLDER = Path(tempfile.gettempdir()) / "hart-scale"
QUESTIONS = {
    "rare": ["rareword"],
    "common": ["food"],
    "several words": ["food", "pantry", "spanish", "families"],
    "misspelt": ["counsleing"],
    "filtered": ["housing", "--age", "16", "--town", "Bridgeport"],
}
SEARCHED = (
    "name description organization phones attributes application_process fees_description service_at_locations "
    "service_areas email url"
).split()


class Run(NamedTuple):
    """The seconds and the megabytes of a whole process."""

    seconds: float
    megabytes: float


def run(command: list[str]) -> Run:
    """Run a command to its end."""
    env = {
        "PATH": os.environ["PATH"],
        "HOME": str(FOLDER),
        "XDG_CACHE_HOME": str(FOLDER / "cache"),
        "LC_ALL": "C.UTF-8",
    }
    start = time.perf_counter()
    process = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, _, usage = os.wait4(process.pid, 0)
    return Run(time.perf_counter() - start, usage.ru_maxrss / 1024)


def directory(size: int) -> Path:
    """Return a synthetic directory of a size, written once."""
    path = FOLDER / f"{size}.ndjson"
    if not path.exists():
        part = path.with_suffix(".part")
        with open(part, "w", encoding="utf-8") as file:
            subprocess.run([sys.executable, synthetic.__file__, str(size)], stdout=file, check=True)
        part.rename(path)
    return path


def indexing(size: int) -> None:
    """Print what indexing a directory costs, beside loading it with sqlite-utils."""
    path = directory(size)
    shutil.rmtree(FOLDER / "cache" / "hart", ignore_errors=True)
    run([HART, "find", "warm"])  # the bundled directory of a checkout is compiled on its first use
    made = run([HART, "find", "food", "--data", str(path)])
    index = sum(file.stat().st_size for file in (FOLDER / "cache" / "hart").glob("own-*.db"))
    line = f"{size:>9,} services, {path.stat().st_size / 1e6:7.0f} MB: indexed in {made.seconds:6.1f} s ({size / made.seconds:6,.0f}/s), "
    line += f"{made.megabytes:4.0f} MB of memory, index {index / 1e6:6.0f} MB"
    loader = shutil.which("sqlite-utils") or shutil.which("sqlite-utils", path=str(Path(sys.executable).parent))
    if loader:
        target = FOLDER / "loaded.db"
        target.unlink(missing_ok=True)
        loaded = run(
            [loader, "insert", str(target), "services", str(path), "--nl", "--pk", "id", "--replace", "--alter"]
        )
        searched = run([loader, "enable-fts", str(target), "services", *SEARCHED, "--tokenize", "porter"])
        seconds = loaded.seconds + searched.seconds
        line += f"; sqlite-utils {seconds:6.1f} s, {loaded.megabytes:4.0f} MB, {target.stat().st_size / 1e6:6.0f} MB; speed {seconds / made.seconds:.2f} of it"
        target.unlink()
    print(line, flush=True)


def questions(sizes: list[int], runs: int) -> dict[str, list[tuple[float, float]]]:
    """Print what each kind of question costs at each size against the bundled directory alone, in turns.
    Returns for each kind the ratios and the megabytes, by size."""
    cases = [0, *sizes]
    taken: dict[tuple[str, int], list[Run]] = {(kind, size): [] for kind in QUESTIONS for size in cases}
    for _ in range(runs + 1):
        for (kind, size), found in taken.items():
            beside = ["--data", str(directory(size))] if size else []
            found.append(run([HART, "find", *QUESTIONS[kind], *beside]))
    ratios: dict[str, list[tuple[float, float]]] = {}
    print(f"\n{'question':15} {'bundled':>9}" + "".join(f" {size:>16,}" for size in sizes))
    for kind in QUESTIONS:
        base = statistics.median(r.seconds for r in taken[kind, 0][1:])
        row = f"{kind:15} {base * 1000:6.0f} ms"
        ratios[kind] = []
        for size in sizes:
            seconds = statistics.median(r.seconds for r in taken[kind, size][1:])
            memory = max(r.megabytes for r in taken[kind, size][1:])
            ratios[kind].append((seconds / base, memory))
            row += f" {seconds / base:5.2f}x, {memory:4.0f} MB"
        print(row, flush=True)
    return ratios


def picture(sizes: list[int], ratios: dict[str, list[tuple[float, float]]], path: Path) -> None:
    """Draw the ratios against the sizes as SVG: sizes on a logarithmic scale."""
    width, height, left, top, right = 640, 320, 50, 20, 150
    highest = max(2.5, *(ratio for row in ratios.values() for ratio, _ in row))
    tones = ("#1b6ca8", "#b3541e", "#2e7d32", "#7b1fa2", "#5d4037")
    dashes = ("", "6 3", "2 3", "8 3 2 3", "1 4")

    def x(place: int) -> float:
        return left + place * (width - left - right) / max(1, len(sizes))

    def y(ratio: float) -> float:
        return height - 40 - (ratio - 0.5) / (highest - 0.5) * (height - 40 - top)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" font-family="sans-serif" font-size="12" role="img">',
        "<title>Time of a question beside a directory of the user's own, against the bundled directory alone</title>",
        f'<rect width="{width}" height="{height}" fill="#fff"/>',
    ]
    for ratio in range(1, int(highest) + 1):
        parts.append(f'<line x1="{left}" x2="{width - right}" y1="{y(ratio):.1f}" y2="{y(ratio):.1f}" stroke="#ccc"/>')
        parts.append(f'<text x="{left - 8}" y="{y(ratio) + 4:.1f}" text-anchor="end">{ratio}x</text>')
    for place, label in enumerate(["bundled", *(f"{size:,}" for size in sizes)]):
        parts.append(f'<text x="{x(place):.1f}" y="{height - 18}" text-anchor="middle">{label}</text>')
    for row, tone, dash in zip(ratios.values(), tones, dashes, strict=True):
        points = " ".join(f"{x(n):.1f},{y(r):.1f}" for n, r in enumerate([1.0, *(ratio for ratio, _ in row)]))
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{tone}" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
    ends = sorted(((row[-1][0], kind) for kind, row in ratios.items()), reverse=True)
    place = 0.0
    for ratio, kind in ends:
        place = max(place + 15, y(ratio) + 4)
        tone = tones[list(ratios).index(kind)]
        parts.append(f'<text x="{x(len(sizes)) + 8:.1f}" y="{place:.1f}" fill="{tone}">{kind} {ratio:.2f}x</text>')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")


def main() -> None:
    """Measure, print, draw."""
    parser = argparse.ArgumentParser(description="What size costs.")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--picture", type=Path)
    options = parser.parse_args()
    sizes = [int(size) for size in options.sizes.split(",")]
    FOLDER.mkdir(exist_ok=True)
    for size in sizes:
        indexing(size)
    for size in sizes:  # each indexing began with an empty cache
        run([HART, "find", "food", "--data", str(directory(size))])
    ratios = questions(sizes, options.runs)
    if options.picture:
        picture(sizes, ratios, options.picture)


if __name__ == "__main__":
    main()
