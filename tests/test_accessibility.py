"""The page on accessibility claims nothing that no test holds, and its own claims are held here."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Run, environment
from test_documents import prose
from test_promises import _TEST, found_in

DOCUMENT = ROOT / "docs" / "accessibility.md"
PALETTES = {
    "xterm": {"green": "#00cd00", "cyan": "#00cdcd", "yellow": "#cdcd00", "magenta": "#cd00cd"},
    "VGA": {"green": "#00aa00", "cyan": "#00aaaa", "yellow": "#aa5500", "magenta": "#aa00aa"},
}
ENOUGH = 4.5  # WCAG 2.2, success criterion 1.4.3, for text of any size


def luminance(color: str) -> float:
    """The relative luminance of "#rrggbb" or "#rgb", 0 to 1 (WCAG 2.2, "relative luminance")."""
    digits = color[1:] if len(color) == 7 else "".join(2 * digit for digit in color[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """The contrast ratio of two colors, 1 to 21 (WCAG 2.2, "contrast ratio")."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def test_contrast_is_that_of_the_standard() -> None:
    assert contrast("#000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.005)


def test_every_test_that_the_page_names_exists() -> None:
    named = [(path, name) for path, name, _ in _TEST.findall(DOCUMENT.read_text(encoding="utf-8"))]
    assert len(named) > 30
    assert not [f"{path}::{name}" for path, name in named if name not in found_in(ROOT / path)]


def test_every_row_of_a_claim_names_a_test() -> None:
    rows = re.findall(r"^\| (?!claim|---)(.+)$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    claims = [row for row in rows if row.split("|")[0].rstrip().endswith(".")]
    assert len(claims) > 20
    assert not [row for row in claims if not _TEST.search(row)]


def test_the_contrasts_in_the_document_are_computed() -> None:
    rows = re.findall(
        r"^\| (\w+) \| (xterm|VGA) \| ([\d.]+) \| ([\d.]+) \|$", DOCUMENT.read_text("utf-8"), re.MULTILINE
    )
    assert [(name, palette) for name, palette, _, _ in rows] == [(n, p) for p in PALETTES for n in PALETTES[p]]
    for name, palette, on_black, on_white in rows:
        color = PALETTES[palette][name]
        assert (on_black, on_white) == (f"{contrast(color, '#000'):.1f}", f"{contrast(color, '#fff'):.1f}")


@pytest.mark.parametrize(
    "arguments", [("hotline", "--all"), ("find", "mentor"), ("show", "we-matter"), ("acts", "--timeline"), ("figures",)]
)
def test_one_color_is_used_and_no_background(terminal: Run, arguments: tuple[str, ...]) -> None:
    out = terminal(*arguments, "--color", "always").out
    codes = {int(code) for run in re.findall(r"\x1b\[([0-9;]*)m", out) for code in run.split(";") if code}
    assert codes
    assert {code for code in codes if code >= 30} <= {35}


def test_text_of_the_page_can_be_told_from_its_ground() -> None:
    style = (ROOT / "hart_cli" / "export" / "page" / "page.css").read_text(encoding="utf-8")
    themes = re.findall(r"--ground: [^}]*", style)
    assert len(themes) == 3  # light, dark and print
    for theme in themes:
        colors = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+)", theme))
        pairs = [(t, g) for t in ("ink", "quiet", "link", "strong") for g in ("ground", "paper", "caution")]
        pairs += [("on-strong", "strong")] if "on-strong" in colors else []
        assert not [(t, g) for t, g in pairs if contrast(colors[t], colors[g]) < ENOUGH]


def test_text_of_the_paper_can_be_told_from_its_ground(hart: Run) -> None:
    colors = set(re.findall(r"[ ;{]color: (#[0-9a-f]+)", hart("export", "handout").out))
    assert colors
    assert not [color for color in colors if contrast(color, "#fff") < ENOUGH]


def test_plain_begins_with_the_name_and_ends_with_the_source(hart: Run) -> None:
    entries = hart("hotline", "--all", "--plain").out.strip().split("\n\n")
    assert len(entries) > 20
    whole = hart("show", *hart("list", "--kind", "hotline", "--format", "ids").out.split(), "--plain").out
    for entry in whole.strip().split("\n\n"):
        labels = [line.split(":", 1)[0] for line in entry.split("\n")]
        assert labels[0] == "Name"
        first_source = labels.index("Source")
        assert not {"Call", "Text", "Caution"} & set(labels[first_source:])


def test_the_line_for_the_shell_makes_every_answer_plain(tmp_path: Path) -> None:
    (line,) = re.findall(r"^```sh\n(hart\(\).*)\n```$", DOCUMENT.read_text(encoding="utf-8"), re.MULTILINE)
    program = tmp_path / "hart"
    program.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m hart_cli "$@"\n')
    program.chmod(0o755)
    env = environment(tmp_path, PYTHONPATH=str(ROOT), FORCE_COLOR="1")
    env["PATH"] = f"{tmp_path}:{env['PATH']}"
    for command in ("hart hotline", "hart find mentor --age 15", "hart acts", "hart figures", "hart topics"):
        script = f"{line}\n{command}\n"
        done = subprocess.run(["bash", "-c", script], env=env, capture_output=True, text=True, check=True)
        assert re.match(r"[A-Z][\w ]*: ", done.stdout)
        assert "\x1b" not in done.stdout


def test_this_document_is_written_in_short_sentences() -> None:
    text = re.sub(r"^\|.*$|^#.*$", "", prose(DOCUMENT), flags=re.MULTILINE)
    parts = re.split(r"(?<=[.?!:])(?:\*\*)?\s+|\n\n|\n- ", text)
    assert len(parts) > 30
    assert not [part for part in parts if len(part.split()) > 20]
