"""hart export html: one page that holds every entry, escapes everything and leads nowhere by itself."""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Callable
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run

from hart_cli import confidentiality
from hart_cli.emergency import LINES
from hart_cli.export.html import SEARCH_SCRIPTS, search_script
from hart_cli.export.page_texts import TEXTS
from hart_cli.i18n.catalog import gettext
from hart_cli.readers.directory import read_bundled
from hart_cli.rules.spanish import asks_for_text_to_911
from hart_cli.store.loader import open_bundled
from hart_cli.text import words

VOID = {"meta", "link", "input", "br", "hr", "img"}
NEWS = {"article", "newsletter", "figure"}
HOSTILE = "</script><script>alert(1)</script>\" onclick='x' <img src=http://evil.example/x> \u202e &amp;"


class Page(HTMLParser):
    """A page as a tree walked once: what stands in it, and whether every tag is closed."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.faults: list[str] = []
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[tuple[str, ...], str]] = []
        self.languages: list[str] = []
        self.spanish: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)
            self.languages.append(dict(attrs).get("lang") or (self.languages[-1] if self.languages else ""))
        if self.languages and self.languages[-1] == "es":
            self.spanish += [value or "" for name, value in attrs if name == "href"]

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.faults.append(f"</{tag}> at {self.getpos()}")
        self.languages.pop()

    def handle_data(self, data: str) -> None:
        self.texts.append((tuple(self.open), data))
        if self.languages and self.languages[-1] == "es":
            self.spanish.append(data)

    def values(self, attribute: str) -> list[str]:
        return [attrs[attribute] or "" for _, attrs in self.tags if attribute in attrs]

    def text_of(self, tag: str) -> str:
        return "".join(text for where, text in self.texts if tag in where)


@pytest.fixture
def page(hart: Run) -> Callable[..., Page]:
    """Export a page: page("--people")."""

    def export(*options: str) -> Page:
        ran = hart("export", "html", *options)
        assert ran.code == 0, ran.err
        return Page(ran.out)

    return export


def listed(hart: Run, *options: str) -> list[dict[str, Any]]:
    results: list[dict[str, Any]] = json.loads(hart("list", *options, "--json", "--limit", "0").out)["results"]
    return results


def test_every_entry_is_in_it_but_news_and_named_staff(hart: Run, page: Callable[..., Page]) -> None:
    wanted = {e["id"] for e in listed(hart) if e["kind"] not in NEWS | {"person"}}
    ids = page().values("data-id")
    assert set(ids) == wanted
    assert len(ids) == len(wanted)


def test_news_and_named_staff_come_along_where_they_are_asked_for(hart: Run, page: Callable[..., Page]) -> None:
    assert set(page("--news", "--people").values("data-id")) == {e["id"] for e in listed(hart)}
    assert set(page("--kind", "article").values("data-id")) == {e["id"] for e in listed(hart, "--kind", "article")}


def test_filters_narrow_the_page_and_limit_cuts_it(hart: Run, page: Callable[..., Page]) -> None:
    options = ("--age", "15", "--town", "Bridgeport", "--kind", "program")
    assert set(page(*options).values("data-id")) == {e["id"] for e in listed(hart, *options)}
    assert len(page("--limit", "3").values("data-id")) == 3


def test_every_tag_is_closed_and_no_id_is_there_twice(page: Callable[..., Page]) -> None:
    made = page("--news", "--people")
    assert made.faults == []
    assert made.open == []
    ids = made.values("id")
    assert len(ids) == len(set(ids))


def test_the_page_loads_nothing_and_its_policy_allows_nothing(page: Callable[..., Page]) -> None:
    made = page()
    assert made.values("src") == []
    assert [attrs["href"] for tag, attrs in made.tags if tag == "link"] == ["data:,"]
    policy = next(a["content"] or "" for t, a in made.tags if a.get("http-equiv") == "Content-Security-Policy")
    assert "default-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy
    links = [attrs for tag, attrs in made.tags if tag == "a"]
    addresses = [(link["href"] or "", link.get("rel") or "") for link in links]
    assert addresses
    assert all(re.match(r"(?:tel:|sms:|mailto:|https?://|#)", href) for href, _ in addresses)
    assert all("noreferrer" in rel for href, rel in addresses if href.startswith("http"))
    assert not [name for _, attrs in made.tags for name in attrs if name.startswith("on") or name == "style"]


def test_the_policy_names_the_script_and_the_style_that_are_in_it(hart: Run) -> None:
    import base64
    import hashlib

    text = hart("export", "html").out
    for tag, kind in (("script", "script-src"), ("style", "style-src")):
        inside = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert len(inside) == 1
        digest = base64.b64encode(hashlib.sha256(inside[0].encode()).digest()).decode()
        assert f"{kind} 'sha256-{digest}'" in text


def test_numbers_are_links_of_digits_only(page: Callable[..., Page]) -> None:
    targets = [h for h in page("--people", "--news").values("href") if h.startswith(("tel:", "sms:"))]
    assert len(targets) > 40
    assert all(re.fullmatch(r"(?:tel|sms):\+?\d{3,15}(?:;ext=\d+)?", target) for target in targets)
    assert "sms:233733" in targets
    assert "tel:233733" not in targets
    assert "tel:+18883737888" in targets


def test_the_emergency_numbers_stand_first(page: Callable[..., Page]) -> None:
    first = [href for href in page().values("href") if href.startswith(("tel:", "sms:"))]
    assert first[:5] == ["tel:911", "sms:911", "tel:+18883737888", "sms:233733", "tel:+18008422288"]
    assert len(LINES) == 3


def test_a_text_to_911_stands_in_spanish_with_its_warning(page: Callable[..., Page]) -> None:
    made = page("--people", "--news")
    assert "Solo si no puede hablar. Escriba en inglés, primero dónde está" in "".join(made.spanish)
    assert not [text for text in made.spanish if asks_for_text_to_911(text)]
    caution = next(e for e in read_bundled().entries if e.id == "911").phones[1].caution_es
    assert caution
    assert caution in "".join(made.spanish)


def test_who_is_told_and_what_is_left_on_a_phone_stands_above_the_entries(page: Callable[..., Page]) -> None:
    text = page().text_of("main")
    for code in ("en", "es"):
        for said in (confidentiality.TRACES, confidentiality.MINORS, confidentiality.UNSAID):
            assert text.index(gettext(said, code)) < text.index("1 p.m.")
    header = "".join(text for where, text in page().texts if "header" in where)
    assert "a report to the state; calls are recorded" in header


def test_title_and_heading_are_neutral_unless_asked_otherwise(page: Callable[..., Page]) -> None:
    topic = re.compile("traffick|trata|exploit|survivor|hart", re.IGNORECASE)
    neutral, titled = page(), page("--titled")
    header = "".join(text for where, text in neutral.texts if "header" in where)
    assert neutral.text_of("title") == "Information"
    assert not topic.search(neutral.text_of("title") + neutral.text_of("h1") + header)
    assert topic.search(titled.text_of("title"))
    assert topic.search(titled.text_of("h1"))


def test_named_staff_are_nowhere_in_the_page(hart: Run) -> None:
    text = hart("export", "html").out
    persons = listed(hart, "--kind", "person")
    assert persons
    terms = re.search(r'id="terms">(.*?)</script>', text, re.DOTALL)
    assert terms
    others = [entry for entry in listed(hart) if entry["kind"] != "person"]
    shared = {phone["number"] for entry in others for phone in entry["phones"]}
    for person in persons:
        assert f'"name:{person["name"].lower()}"' not in terms[1]
        assert f'data-id="{person["id"]}"' not in text
        for number in {phone["number"] for phone in person["phones"]} - shared:
            assert re.sub(r"\D", "", number) not in terms[1]
        for email in person["emails"]:
            assert email["email"] not in text
    assert "pierret" in hart("export", "html", "--people").out.lower()
    assert "pierret" not in terms[1]


def model_of_questions(hart: Run, *options: str) -> dict[str, Any]:
    found = re.search(r'id="terms">(.*?)</script>', hart("export", "html", *options).out, re.DOTALL)
    assert found
    model: dict[str, Any] = json.loads(found[1])["questions"]
    return model


def feature_names(model: dict[str, Any]) -> list[str]:
    """Return the features of the model: a capital letter says how many letters each has in common with the last."""
    names = [""]
    for shared, rest in re.findall("([A-Z])([^A-Z]*)", model["names"]):
        names.append(names[-1][: ord(shared) - ord("A")] + rest)
    return names[1:]


def test_the_model_of_questions_is_whole_and_small_where_every_entry_is_in_the_page(hart: Run) -> None:
    model = model_of_questions(hart, "--news", "--people")
    assert feature_names(model) == [feature.name for feature in open_bundled().all_question_terms()]
    assert len(model["entries"]) == len(open_bundled().meta("question_model")["entries"])
    assert len(gzip.compress(json.dumps(model, ensure_ascii=False).encode(), 9)) <= 150_000


def test_the_model_of_questions_names_no_entry_that_is_not_in_the_page(hart: Run) -> None:
    model = model_of_questions(hart)
    features = feature_names(model)
    inside = [entry for entry in listed(hart) if entry["kind"] not in NEWS | {"person"}]
    left_out = {name for entry in listed(hart) for name in names_of(entry)}.difference(*map(names_of, inside))
    assert len([feature for feature in features if feature.startswith("=")]) > 100
    assert left_out.isdisjoint(feature.removeprefix("=") for feature in features if feature.startswith("="))
    assert {"pierret", "tania", "pier*", "tani*", "witkin", "witk*", "desilet"}.isdisjoint(features)
    assert model["entries"][-1] == -1
    assert sorted(model["entries"][:-1]) == list(range(len(inside)))


def names_of(entry: dict[str, Any]) -> list[str]:
    return [" ".join(words(name)) for name in (entry["name"], *entry["aliases"])]


def test_a_hostile_entry_stays_text(tmp_path: Path, hart: Run) -> None:
    name = json.dumps(HOSTILE.replace("\u202e", ""))
    (tmp_path / "mine.toml").write_text(
        f"""[sources.s]
title = {name}
as_of = "2024"
confidence = "secondary"

[[entry]]
id = "mine"
kind = "program"
name = {name}
summary = {name}
source = "s"
phones = [{{ number = "860-555-0100", channel = "voice", label = {name} }}]
""",
        encoding="utf-8",
    )
    ran = hart("export", "html", "--data", str(tmp_path / "mine.toml"))
    made = Page(ran.out)
    assert "mine" in made.values("data-id"), ran.err
    assert made.faults == []
    assert made.values("src") == []
    assert made.values("onclick") == []
    assert len([tag for tag, _ in made.tags if tag == "script"]) == 2
    assert "alert(1)" in made.text_of("article")


def test_both_languages_are_whole_and_the_spanish_says_that_it_is_not_reviewed(page: Callable[..., Page]) -> None:
    made = page("--ui", "es")
    assert next(attrs["lang"] for tag, attrs in made.tags if tag == "html") == "es"
    assert "Traducción aún no revisada por una persona hablante nativa." in "".join(made.spanish)
    assert made.text_of("title") == "Información"


def test_the_exit_control_is_a_plain_link_and_says_what_it_cannot_do(page: Callable[..., Page]) -> None:
    made = page()
    (exit_,) = [attrs for _, attrs in made.tags if "data-exit" in attrs]
    assert exit_["href"] == "https://www.weather.gov/"
    assert exit_["rel"] == "noreferrer noopener"
    assert "history" in str(TEXTS["exit_note"])
    assert str(TEXTS["exit_note"]) in made.text_of("main")


def test_the_page_has_a_file_of_its_own_and_overwrites_none(tmp_path: Path, hart: Run) -> None:
    file = tmp_path / "information.html"
    assert hart("export", "html", "-o", str(file)).code == 0
    before = file.read_text(encoding="utf-8")
    assert hart("export", "html", "-o", str(file)).code == 2
    assert file.read_text(encoding="utf-8") == before


def test_the_parts_of_the_page_are_ours_and_small() -> None:
    parts = ROOT / "hart_cli" / "export" / "page"
    assert {part.name for part in parts.iterdir()} == {"page.html", "page.css", "page.js", "search"}
    assert {part.stem for part in (parts / "search").iterdir()} == set(SEARCH_SCRIPTS)
    script = search_script() + (parts / "page.js").read_text(encoding="utf-8")
    for word in ("fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "localStorage", "sessionStorage", "cookie"):
        assert word not in script


def test_the_header_says_which_word_to_text(hart: Run) -> None:
    page = hart("export", "html").out
    found = re.search(r'<a class="text" href="sms:233733">(.*?)</a>', page)
    assert found
    said = re.sub(r"<[^>]+>", "", found[1])
    assert "Text HELP to" in said
    assert "Texto: HELP al" in said
    assert said.endswith(" 233733")
