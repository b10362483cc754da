"""Parts of the HTML files: texts whose numbers are never broken over lines, and the files that they are made of."""

from __future__ import annotations

import re
from importlib.resources import files

from hart_cli.safe import safe

_NUMBER = re.compile(
    r"(?<![\w-])(\(\d{3}\) ?\d{3}-\d{4}|\+?\d[\dA-Z-]{2,}[\dA-Z]|\d{3})(?![\w-])"  # also 1-800-4-A-CHILD
)


def whole(text: str) -> str:
    """Return a text for HTML, each number in it marked as one that stays on one line. The style of the page has the class
    `whole`."""
    return _NUMBER.sub(r'<span class="whole">\1</span>', safe(text, "html"))


def asset(name: str) -> str:
    """Return the text of a file beside this module, such as "page/page.css"."""
    return files("hart_cli.export").joinpath(*name.split("/")).read_text(encoding="utf-8")
