"""What size costs: indexing, and whole runs of `hart find`, beside synthetic directories of 1,000 to 1,000,000
services, against the bundled directory alone in the same run.

    python benchmarks/scale.py [--sizes 1000,10000,100000] [--runs 9] [--picture FILE.svg] [--markdown]

Loading the same file into an FTS table with sqlite-utils (`pip install sqlite-utils`; its command must be on the
PATH) is measured beside the indexing: all columns, nested ones as JSON, and an FTS index over the columns that hart
searches. The synthetic directories are kept in the temporary folder.
"""

from __future__ import annotations

import argparse
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import synthetic
from measured import ENVIRONMENT, HART, Run, Table, run, show, verdict

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


GOALS = {10_000: 1.3, 100_000: 2.0}
"""How many times the bundled directory alone a question may take beside so many services."""
SPEED = 0.5
"""How fast indexing should be beside sqlite-utils."""
ISOLATED = {**ENVIRONMENT, "HOME": str(FOLDER), "XDG_CACHE_HOME": str(FOLDER / "cache")}


def directory(size: int) -> Path:
    """Return a synthetic directory of a size, written once."""
    path = FOLDER / f"{size}.ndjson"
    if not path.exists():
        part = path.with_suffix(".part")
        with open(part, "w", encoding="utf-8") as file:
            subprocess.run([sys.executable, synthetic.__file__, str(size)], stdout=file, check=True)
        part.rename(path)
    return path


def asked(words: list[str], beside: Path | None = None) -> Run:
    """Ask hart, which may find nothing."""
    data = ["--data", str(beside)] if beside else []
    return run([HART, "find", *words, *data], environment=ISOLATED, ends=(0, 1))


def indexing(size: int) -> tuple[str, ...]:
    """Return what indexing a directory costs, beside loading it with sqlite-utils."""
    path = directory(size)
    shutil.rmtree(FOLDER / "cache" / "hart", ignore_errors=True)
    asked(["hotels"])  # a checkout compiles the bundled directory on its first use
    made = asked(["food"], path)
    index = sum(file.stat().st_size for file in (FOLDER / "cache" / "hart").glob("own-*.db"))
    loaded = by_sqlite_utils(path)
    beside = ("not at hand", "", "")
    if loaded:
        speed = loaded / made.seconds
        beside = (f"{loaded:.1f} s", f"{speed:.2f}", verdict(speed >= SPEED))
    size_of_file, kept = f"{path.stat().st_size / 1e6:.0f} MB", f"{index / 1e6:.0f} MB"
    return (f"{size:,}", size_of_file, f"{made.seconds:.1f} s", f"{made.megabytes:.0f} MB", kept, *beside)


def by_sqlite_utils(path: Path) -> float | None:
    """Return the seconds in which sqlite-utils loads and indexes the same file, or None where it is not at hand."""
    loader = shutil.which("sqlite-utils") or shutil.which("sqlite-utils", path=str(Path(sys.executable).parent))
    if not loader:
        return None
    target = FOLDER / "loaded.db"
    target.unlink(missing_ok=True)
    insert = [loader, "insert", str(target), "services", str(path), "--nl", "--pk", "id", "--replace", "--alter"]
    index = [loader, "enable-fts", str(target), "services", *SEARCHED, "--tokenize", "porter"]
    seconds = sum(run(command, environment=ISOLATED).seconds for command in (insert, index))
    target.unlink()
    return seconds


def questions(sizes: list[int], runs: int) -> dict[str, list[tuple[float, float]]]:
    """Ask each kind of question at each size and of the bundled directory alone, in turns.

    Returns:
        For each kind the ratios and the megabytes, by size.
    """
    cases = [0, *sizes]
    taken: dict[tuple[str, int], list[Run]] = {(kind, size): [] for kind in QUESTIONS for size in cases}
    for _ in range(runs + 1):
        for (kind, size), found in taken.items():
            found.append(asked(QUESTIONS[kind], directory(size) if size else None))
    ratios: dict[str, list[tuple[float, float]]] = {}
    for kind in QUESTIONS:
        base = statistics.median(r.seconds for r in taken[kind, 0][1:])
        measured = [taken[kind, size][1:] for size in sizes]
        ratios[kind] = [
            (statistics.median(r.seconds for r in rs) / base, max(r.megabytes for r in rs)) for rs in measured
        ]
    return ratios


def goals(sizes: list[int], ratios: dict[str, list[tuple[float, float]]]) -> tuple[str, ...]:
    """Return the row that says for each size what the slowest question may take, and whether it did."""
    slowest = [max(row[place][0] for row in ratios.values()) for place in range(len(sizes))]
    kept = zip(sizes, slowest, strict=True)
    return ("goal", *(f"{GOALS[n]:.2f}, {verdict(most <= GOALS[n])}" if n in GOALS else "none" for n, most in kept))


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
    for times in range(1, int(highest) + 1):
        parts.append(f'<line x1="{left}" x2="{width - right}" y1="{y(times):.1f}" y2="{y(times):.1f}" stroke="#ccc"/>')
        parts.append(f'<text x="{left - 8}" y="{y(times) + 4:.1f}" text-anchor="end">{times}x</text>')
    for place, label in enumerate(["bundled", *(f"{size:,}" for size in sizes)]):
        parts.append(f'<text x="{x(place):.1f}" y="{height - 18}" text-anchor="middle">{label}</text>')
    for row, tone, dash in zip(ratios.values(), tones, dashes, strict=True):
        points = " ".join(f"{x(n):.1f},{y(r):.1f}" for n, r in enumerate([1.0, *(ratio for ratio, _ in row)]))
        parts.append(
            f'<polyline points="{points}" fill="none" stroke="{tone}" stroke-width="2" stroke-dasharray="{dash}"/>'
        )
    ends = sorted(((row[-1][0], kind) for kind, row in ratios.items()), reverse=True)
    below = 0.0
    for ratio, kind in ends:
        below = max(below + 15, y(ratio) + 4)
        tone = tones[list(ratios).index(kind)]
        parts.append(f'<text x="{x(len(sizes)) + 8:.1f}" y="{below:.1f}" fill="{tone}">{kind} {ratio:.2f}x</text>')
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text("\n".join([*parts, "</svg>", ""]), encoding="utf-8")


def tables(sizes: list[int], runs: int, path: Path | None) -> Iterator[Table]:
    """Index, ask and draw."""
    head = (
        "services",
        "file",
        "indexed in",
        "memory",
        "index",
        "sqlite-utils",
        "hart's speed beside it",
        f"goal {SPEED}",
    )
    yield Table("Indexing, once for each change.", head, [indexing(size) for size in sizes])
    for size in sizes:  # each indexing began with an empty cache
        asked(["food"], directory(size))
    ratios = questions(sizes, runs)
    rows = [(kind, *(f"{ratio:.2f}, {memory:.0f} MB" for ratio, memory in row)) for kind, row in ratios.items()]
    title = f"Times the bundled directory alone, and memory. Medians of {runs} runs."
    yield Table(title, ("question", *(f"beside {size:,}" for size in sizes)), [*rows, goals(sizes, ratios)])
    if path:
        picture(sizes, ratios, path)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description="What size costs.")
    parser.add_argument("--sizes", default="1000,10000,100000")
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--picture", type=Path)
    parser.add_argument("--markdown", action="store_true")
    options = parser.parse_args()
    FOLDER.mkdir(exist_ok=True)
    sizes = [int(size) for size in options.sizes.split(",")]
    show(tables(sizes, options.runs, options.picture), options.markdown)


if __name__ == "__main__":
    main()
