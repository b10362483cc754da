"""The directory as one page that needs no network: readable with scripts off, searchable with them on.

The page's style, script and skeleton are files in `page`, beside this module. A policy in the page lets it run that
one script, use that one style and load nothing.
"""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Sequence
from itertools import groupby
from string import Template
from typing import Any

from hart_cli.emergency import LINES, Line
from hart_cli.export.instructions import text_keyword
from hart_cli.export.options import ExportOptions
from hart_cli.export.page_entry import article, both, dialed, in_both, kind_of
from hart_cli.export.page_texts import KINDS, TEXTS
from hart_cli.export.whole import asset
from hart_cli.i18n.catalog import gettext
from hart_cli.i18n.messages import Message, term
from hart_cli.model import LANGUAGES, Entry, Hit
from hart_cli.safe import safe

AWAY = "https://www.weather.gov/"
"""Where the exit control leads: a page that anybody may look at."""

NEWS = ("article", "newsletter", "figure")
"""Kinds that are left out of the page unless asked for."""

SEARCH_SCRIPTS = (
    "index", "text", "stem", "spelling", "ages", "numbers", "place_names", "tokens", "phrases", "query_terms", "query",
    "candidates", "features", "question_terms", "answer_model", "rank", "needs", "priority", "eligibility", "find",
)  # fmt: skip
"""The parts of the script that search, in their order. Each is named after the module of the program that it mirrors."""

_PLACES = ("danger", "help_line", "child_line")


def write(hits: Sequence[Hit], options: ExportOptions, page_data: dict[str, Any]) -> Iterator[str]:
    """Yield the page.

    Args:
        hits: the entries in it, in their order.
        options: the language that it opens in, whether its title says what it is about, and the date.
        page_data: what the script searches with, a plain value of JSON.
    """
    style, script = asset("page/page.css"), _script()
    names = {line.id: line.name for line in LINES} if options.titled else {}
    words = {hit.entry.id: _keyword(hit.entry) for hit in hits}
    both_texts = {key: both(key) for key in TEXTS}
    yield Template(asset("page/page.html")).substitute(
        both_texts,
        ui=options.ui,
        title=_text("heading" if options.titled else "neutral_title", options.ui),
        heading=both("heading" if options.titled else "neutral_heading"),
        en_checked="" if options.ui == "es" else " checked",
        es_checked=" checked" if options.ui == "es" else "",
        away=AWAY,
        lines_label=_side_by_side("lines_label"),
        contents_label=_side_by_side("contents_label"),
        lines="".join(
            _line(line, place, names, words.get(line.id, "")) for line, place in zip(LINES, _PLACES, strict=True)
        ),
        source=both("source", date=options.revised or "?"),
        told=" ".join(both(key) for key in ("traces", "minors", "unsaid")),
        unrevised=_text("unrevised", "es"),
        towns="".join(f"<option>{safe(town[0], 'html')}</option>" for town in page_data["towns"].values()),
        **_options(hits, options.ui),
        contents_list="".join(_contents(hits)),
        sections="".join(_sections(hits)),
        style=style,
        script=script,
        style_hash=_hash(style),
        script_hash=_hash(script),
        terms=_data({**page_data, "texts": _script_texts()}),
    )


def _text(key: str, ui: str) -> str:
    return safe(gettext(TEXTS[key], ui), "html")


def _side_by_side(key: str) -> str:
    return f"{_text(key, 'en')} / {_text(key, 'es')}"


def search_script() -> str:
    """Return the part of the script that searches: statements, of which `find(text, filters)` is the entry point."""
    return "\n".join(asset(f"page/search/{name}.js") for name in SEARCH_SCRIPTS)


def _script() -> str:
    """Return the whole script as one function, so that nothing of it is global."""
    return f'"use strict";\n(() => {{\n{search_script()}\n{asset("page/page.js")}}})();\n'


def _hash(text: str) -> str:
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


def _data(value: dict[str, Any]) -> str:
    """Return JSON that no text in it can end: `<` never stands in it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).replace("<", "\\u003c")


_SCRIPT_TEXTS = (
    "one many none call_one read_age read_town read_as read_place outside unknown_place ages_unread left_out fits "
    "not_stated age town language any left"
).split()
"""The texts of the page that its script needs, by key."""


def _script_texts() -> dict[str, tuple[str, str]]:
    return {key: (gettext(TEXTS[key], "en"), gettext(TEXTS[key], "es")) for key in _SCRIPT_TEXTS}


def _line(line: Line, place: str, names: dict[str, str], keyword: str) -> str:
    """Return an emergency line of the header. It is called by what it is for, and by its name only where
    the page may say what it is about."""
    name = safe(names[line.id], "html") if line.id in names and line.id != line.voice else both(place)
    aside = {"911": "text_911", "ct-careline": "told_careline"}.get(line.id, "text_only")
    text = f'<span class="aside">{_texted(line.text, keyword) + " " if line.text else ""}{both(aside)}</span>'
    return f'<div><b>{name}</b><a class="voice" href="tel:{dialed(line.voice)}">{line.voice}</a>{text}</div>'


def _keyword(entry: Entry) -> str:
    """Return the word to text to the first number of an entry that takes texts, where the directory names one."""
    phone = next((phone for phone in entry.phones if phone.channel == "text"), None)
    return text_keyword(entry, phone) if phone else ""


def _texted(number: str, keyword: str) -> str:
    """Return a link to text a number, with the word to send where there is one, called so in both languages."""
    verb = both("text_keyword", word=safe(keyword, "html")) if keyword else both("Text")
    return f'<a class="text" href="sms:{dialed(number)}">{verb} {number}</a>'


def _options(hits: Sequence[Hit], ui: str) -> dict[str, str]:
    kinds = dict.fromkeys(hit.entry.kind for hit in hits)
    codes = [code for code in LANGUAGES if any(code in hit.entry.languages for hit in hits)]
    return {
        "any": _text("any", ui),
        "kinds": "".join(_option(kind, kind_of(kind), ui) for kind in kinds),
        "language_options": "".join(_option(code, term(LANGUAGES[code]), ui) for code in codes),
    }


def _option(value: str, name: Message, ui: str) -> str:
    """Return an option of a list in one language, with the other for the script to change to."""
    en, es = (safe(gettext(name, code), "html") for code in ("en", "es"))
    return f'<option value="{safe(value, "html")}" data-en="{en}" data-es="{es}">{es if ui == "es" else en}</option>'


def _by_kind(hits: Sequence[Hit]) -> list[tuple[str, list[Hit]]]:
    order = list(KINDS)
    ranked = sorted(hits, key=lambda hit: order.index(hit.entry.kind) if hit.entry.kind in order else len(order))
    return [(kind, list(group)) for kind, group in groupby(ranked, lambda hit: hit.entry.kind)]


def _contents(hits: Sequence[Hit]) -> Iterator[str]:
    for kind, group in _by_kind(hits):
        yield f'<li><a href="#k-{safe(kind, "html")}">{in_both(kind_of(kind))}</a> ({len(group)})</li>'


def _sections(hits: Sequence[Hit]) -> Iterator[str]:
    for kind, group in _by_kind(hits):
        name = safe(kind, "html")
        yield f'<section aria-labelledby="k-{name}"><h2 id="k-{name}">{in_both(kind_of(kind))}</h2>\n'
        yield from (article(hit) for hit in group)
        yield "</section>\n"
