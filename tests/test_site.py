"""The site of the documents: it builds without a warning, loads nothing from elsewhere, and shows the program as it
is."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

import pictures
import pytest
from conftest import ROOT

CHROMIUM = shutil.which("chromium")
PAGES = [p.stem for p in (ROOT / "docs").glob("*.md")]
_LOADS = {"script": "src", "img": "src", "iframe": "src", "source": "src", "video": "src", "link": "href"}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "WARNING" not in done.stderr
    return folder


class Loaded(HTMLParser):
    """What a page loads, and what it says of itself."""

    def __init__(self) -> None:
        super().__init__()
        self.loads: list[str] = []
        self.language = ""
        self.without_text = 0
        self.title = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag in _LOADS and given.get("rel") != "canonical":
            self.loads.append(given.get(_LOADS[tag]) or "")
        if tag == "html":
            self.language = given.get("lang") or ""
        self.title = self.title or tag == "title"
        self.without_text += tag == "img" and not given.get("alt")


def read(path: Path) -> Loaded:
    page = Loaded()
    page.feed(path.read_text(encoding="utf-8"))
    return page


def test_every_document_is_a_page_with_a_title_a_language_and_words_for_its_pictures(site: Path) -> None:
    for name in (*PAGES, "CONTRIBUTING", "SECURITY", "CHANGELOG", "CHANGELOG-DATA"):
        page = read(site / f"{name}.html")
        assert (page.language, page.title, page.without_text) == ("en", True, 0), name


def test_every_block_of_a_document_is_a_block_of_its_page(site: Path) -> None:
    for name in PAGES:
        blocks = (ROOT / "docs" / f"{name}.md").read_text(encoding="utf-8").count("```") // 2
        page = (site / f"{name}.html").read_text(encoding="utf-8")
        assert "```" not in page, name
        assert page.count("<pre") == blocks, name


def test_every_document_stands_in_the_navigation() -> None:
    settings = (ROOT / "mkdocs.yml").read_text(encoding="utf-8")
    assert [name for name in PAGES if f" {name}.md" not in settings] == []


def test_no_page_loads_anything_from_another_server(site: Path) -> None:
    for path in site.rglob("*.html"):
        assert [load for load in read(path).loads if load.startswith(("http", "//"))] == [], path.name
    for path in (*site.rglob("*.css"), *site.rglob("*.svg")):
        text = path.read_text(encoding="utf-8")
        assert not re.search(r"(?:url\(|@import)\s*['\"]?(?:https?:)?//", text), path.name


def test_the_pictures_show_the_program_as_it_is() -> None:
    pytest.importorskip("textual")
    for name, svg in pictures.pictures().items():
        path = ROOT / "docs" / "images" / name
        if os.environ.get("HART_UPDATE_DOCS"):
            path.write_text(svg, encoding="utf-8")
        assert path.read_text(encoding="utf-8") == svg, f"{name} has changed; run website/pictures.py"


@pytest.mark.skipif(CHROMIUM is None, reason="needs Chromium")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_first_page_asks_nothing_of_a_network_and_can_be_used_by_all(
    site: Path, scheme: Literal["light", "dark"]
) -> None:
    from axe_playwright_python.sync_playwright import Axe
    from playwright.sync_api import sync_playwright

    asked: list[str] = []
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        page = browser.new_page(color_scheme=scheme, viewport={"width": 1280, "height": 900})
        page.on("request", lambda request: asked.append(request.url))
        page.goto((site / "index.html").as_uri())
        page.wait_for_load_state("networkidle")
        found = Axe().run(page).response["violations"]
        narrow = browser.new_page(viewport={"width": 390, "height": 900})
        narrow.goto((site / "caseworkers.html").as_uri())
        beyond = narrow.evaluate("document.documentElement.scrollWidth - window.innerWidth")
        browser.close()
    assert asked
    assert [url for url in asked if not url.startswith((site.as_uri(), "data:", "blob:"))] == []
    assert [
        (fault["id"], fault["nodes"][0]["html"]) for fault in found if fault["impact"] in ("serious", "critical")
    ] == []
    assert beyond <= 0
