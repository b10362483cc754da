"""Hooks of MkDocs: add the documents of the top folder as pages, and keep links to other files readable."""

from __future__ import annotations

import re
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

ROOT = Path(__file__).parent.parent
AT_THE_TOP = ("CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "CHANGELOG-DATA.md")
_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")
_MARK = re.compile(r"^(```\w+) (?!title=)[^\n]*")
_FENCE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the documents of the top folder."""
    for name in AT_THE_TOP:
        text = (ROOT / name).read_text(encoding="utf-8")
        files.append(File.generated(config, name, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, files: Files, **_: object) -> str:
    """Point links to pages of the site, whatever the document's folder, and turn links to other files into plain text."""
    here = "" if page.file.src_uri in AT_THE_TOP else "docs/"

    def moved(link: re.Match[str]) -> str:
        text, target = link.groups()
        path, _, heading = target.partition("#")
        if "://" in target or not path:
            return link[0]
        full = (ROOT / here / path).resolve().relative_to(ROOT).as_posix()
        name = full.removeprefix("docs/")
        if files.get_file_from_path(name) is None:
            return text
        return f"[{text}]({name}{'#' + heading if heading else ''})"

    parts = _FENCE.split(markdown)
    return "".join(_plain_fence(part) if part.startswith("```") else _LINK.sub(moved, part) for part in parts)


def _plain_fence(block: str) -> str:
    """Return a block without the attributes after its language, which only the tests read."""
    return _MARK.sub(r"\1", block, count=1)
