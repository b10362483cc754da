"""Every number on every paper and on the page stands whole on one line, within the edge, and nothing covers it: measured
in a real Chromium at five widths and in print, and in the PDF.

What needs a browser is skipped where Chromium or its driver is missing; the gate installs both.
"""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw
import pytest
from conftest import ROOT, environment

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
WIDTHS = (320, 360, 768, 1024, 1280)
PRINTED = 720  # Letter paper less its margins, in CSS pixels
PAPERS = {
    **{
        f"{layout} {ui}{titled}": ["handout", "--layout", layout, "--ui", ui, *titled.split()]
        for layout in ("sheet", "card")
        for ui in ("en", "es")
        for titled in ("", " --titled")
    },
    "for a teen": ["handout", "--age", "15", "--town", "Bridgeport", "--titled"],
    "offices": ["handout", "-k", "agency"],
    "without codes": ["handout", "--no-codes"],
}
NUMBER = re.compile(r"(?<![\w-])(?:1-)?\d{3}-\d{3}-\d{4}(?![\w-])")

MEASURE = r"""() => {
  const number = /(?<![\w-])(?:\(\d{3}\) ?\d{3}-\d{4}|(?:1-)?\d{3}-\d{3}-\d{4}|\d{5,6}|[2-9]11|988)(?![\w-])/g;
  const edge = document.documentElement.clientWidth, faults = [];
  const codes = [...document.querySelectorAll("svg, img, figure")];
  const meet = (a, b) => a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 1 && b.top < a.bottom - 1;
  let seen = 0;
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  for (let node; (node = walker.nextNode());) {
    const parent = node.parentElement;
    if (!parent.checkVisibility({visibilityProperty: true}) || parent.closest("script, style, option, .unseen, .skip")) continue;
    for (const found of node.data.matchAll(number)) {
      const range = document.createRange();
      range.setStart(node, found.index);
      range.setEnd(node, found.index + found[0].length);
      const rects = [...range.getClientRects()].filter(r => r.width > 0);
      if (!rects.length) continue;
      seen++;
      const tell = what => faults.push(found[0] + " " + what + ": " + parent.outerHTML.slice(0, 90));
      if (rects.some(r => Math.abs(r.top - rects[0].top) > 2)) tell("is broken");
      let box = range.getBoundingClientRect();
      if (box.top < 0 || box.bottom > innerHeight) {  // only what is on the screen can be asked what lies on top
        window.scrollTo({top: scrollY + box.top - 50, behavior: "instant"});
        box = range.getBoundingClientRect();
      }
      if (box.left < 0 || box.right > edge + 0.5) tell("stands beyond the edge");
      if (codes.some(code => meet(box, code.getBoundingClientRect()))) tell("meets a code");
      const middle = (box.top + box.bottom) / 2;
      for (const x of [box.left + 1, (box.left + box.right) / 2, box.right - 1]) {
        const top = document.elementFromPoint(x, middle);
        if (!top || !(parent.contains(top) || top.contains(parent))) tell("is covered by " + (top && top.tagName));
      }
    }
  }
  for (const large of document.querySelectorAll(".number")) {
    const row = large.getBoundingClientRect();
    for (const code of large.closest("article")?.querySelectorAll("svg") ?? []) {
      const other = code.getBoundingClientRect();
      if (row.top < other.bottom - 1 && other.top < row.bottom - 1) faults.push(large.textContent + " shares its row");
    }
  }
  return [seen, faults];
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("papers")


def made(folder: Path, name: str, arguments: list[str], ending: str) -> Path:
    """Return a paper, written once."""
    path = folder / f"{name.replace(' ', '')}.{ending}"
    if not path.exists():
        command = [sys.executable, "-m", "hart_cli", "export", *arguments, "-o", str(path)]
        subprocess.run(command, check=True, env=environment(folder, PYTHONPATH=str(ROOT)), capture_output=True)
    return path


@pytest.fixture(scope="module")
def chromium() -> Iterator[Any]:
    sync_api = pytest.importorskip("playwright.sync_api", reason="the driver of the browser is not installed")
    if CHROMIUM is None:
        pytest.skip("chromium is not installed")
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


def measured(
    browser: Any, path: Path, width: int, media: str = "screen", before: str = "0", style: str = ""
) -> list[str]:
    """What is wrong with the numbers of a file at a width. A page of its own: a resized one is slow to lay out.

    Args:
        browser: Chromium.
        path: the file.
        width: of the window, in CSS pixels.
        media: "screen" or "print".
        before: a script to run first.
        style: rules to add first.
    """
    page = browser.new_page(viewport={"width": width, "height": 2000})
    page.emulate_media(media=media)
    page.goto(path.as_uri())
    page.evaluate(before)
    if style:
        page.add_style_tag(content=style)
    seen, faults = page.evaluate(MEASURE)
    if page.evaluate("document.documentElement.scrollWidth") > width:
        faults.append("something stands beyond the edge")
    page.close()
    return faults if seen >= 6 else [f"only {seen} numbers were seen"]


def boxes(path: Path) -> tuple[int, list[str]]:
    """How many numbers a PDF has, and what is wrong with them."""
    seen, faults = 0, []
    for page in pypdfium2.PdfDocument(str(path)):
        width, height = page.get_size()
        text = page.get_textpage()
        shapes = [shape.get_bounds() for shape in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH])]
        for number in set(NUMBER.findall(text.get_text_range())):
            finder = text.search(number)
            while place := finder.get_next():
                seen += 1
                corners = [text.get_charbox(place[0] + n) for n in range(place[1])]
                left, bottom = min(c[0] for c in corners), min(c[1] for c in corners)
                right, top = max(c[2] for c in corners), max(c[3] for c in corners)
                if max(c[1] for c in corners) >= min(c[3] for c in corners if c[3] - c[1] > 2):
                    faults.append(f"{number} is broken")
                if left < 0 or bottom < 0 or right > width or top > height:
                    faults.append(f"{number} stands beyond the edge")
                for x, y, to_x, to_y in shapes:
                    around = x <= left and y <= bottom and to_x >= right and to_y >= top
                    if not around and x < right - 0.5 and left < to_x - 0.5 and y < top - 0.5 and bottom < to_y - 0.5:
                        faults.append(f"{number} meets a shape")
    return seen, faults


browser_only = pytest.mark.filterwarnings(
    "ignore::ResourceWarning", "ignore::DeprecationWarning", "ignore::pytest.PytestUnraisableExceptionWarning"
)


@browser_only
@pytest.mark.parametrize("name", PAPERS)
def test_every_number_of_a_handout_stands_whole_and_uncovered(chromium: Any, folder: Any, name: str) -> None:
    path = made(folder, name, PAPERS[name], "html")
    found = {width: measured(chromium, path, width) for width in WIDTHS}
    assert found == {width: [] for width in WIDTHS}
    assert measured(chromium, path, PRINTED, "print") == []
    page = chromium.new_page()
    page.goto(path.as_uri())
    printed = folder / f"{name.replace(' ', '')}-print.pdf"
    page.pdf(path=str(printed), prefer_css_page_size=True)
    page.close()
    seen, faults = boxes(printed)
    assert seen >= 4
    assert faults == []


@browser_only
@pytest.mark.parametrize("ui", ["en", "es"])
def test_every_number_of_the_page_stands_whole_and_uncovered(chromium: Any, folder: Any, ui: str) -> None:
    path = made(folder, "information", ["html", "--news"], "html")
    # The header is there to lie above what is scrolled.
    before = f"document.querySelector('header').style.position = 'static'; document.getElementById('ui-{ui}').click()"
    found = {width: measured(chromium, path, width, before=before) for width in WIDTHS}
    assert found == {width: [] for width in WIDTHS}
    assert measured(chromium, path, PRINTED, "print", before) == []


@pytest.mark.parametrize("name", PAPERS)
def test_every_number_of_a_pdf_stands_whole_and_uncovered(folder: Any, name: str) -> None:
    seen, faults = boxes(made(folder, name, PAPERS[name], "pdf"))
    assert seen >= 4
    assert faults == []


@browser_only
@pytest.mark.parametrize(
    ("fault", "told"),
    [
        ("figure { position: relative; top: -12mm; left: -20mm }", "meets a code"),
        ("figure { position: relative; top: -8mm }", "shares its row"),
        (".number { white-space: normal; width: 4em }", "is broken"),
        (".whole { white-space: normal } .quiet { width: 6em; overflow-wrap: anywhere }", "is broken"),
        (".number { margin-left: 110vw }", "beyond the edge"),
        ("h2 { position: relative; top: 6mm; background: white }", "is covered by H2"),
    ],
)
def test_the_measure_finds_a_number_that_is_covered_broken_or_cut(
    chromium: Any, folder: Any, fault: str, told: str
) -> None:
    path = made(folder, "sheet en", PAPERS["sheet en"], "html")
    assert any(told in one for one in measured(chromium, path, 1024, style=fault))
