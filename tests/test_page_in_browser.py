"""The page in a real Chromium: its answers, its script off, keyboard, contrast, phones, print and the exit.

Skipped where Chromium or the driver is missing; the gate installs both.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, environment

from hart_cli.export.html import search_script
from hart_cli.i18n.messages import Bilingual
from hart_cli.model import Filters, Question
from hart_cli.search import needs, spelling
from hart_cli.search.find import find
from hart_cli.search.query import parse_query
from hart_cli.search.rank import rank
from hart_cli.search.selection import select
from hart_cli.store.loader import Directories, open_bundled
from hart_cli.text import words

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SAMPLE = ROOT.parent / "shared" / "search" / "queries.jsonl"
OWN = ROOT / "benchmarks" / "questions.jsonl"
NEEDS = [ROOT / "benchmarks" / "questions" / name for name in ("needs.tsv", "needs-held-out.tsv")]
BUNDLED = Directories((open_bundled(),), ())
FLAGS = (
    "--no-sandbox --disable-gpu --disable-quic --no-first-run --disable-background-networking "
    "--disable-component-update --disable-sync"
).split()
sync_api = pytest.importorskip("playwright.sync_api", reason="the driver of the browser (playwright) is not installed")
pytestmark = [
    pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed"),
    # Of the driver's own sockets and loops.
    pytest.mark.filterwarnings("ignore::ResourceWarning", "ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning"),
]

IDS = "[...document.querySelectorAll('[data-id]')].map(e => e.dataset.id)"
ASK = """question => {
  const field = document.querySelector("input[type=search]");
  field.value = question;
  const begun = performance.now();
  field.dispatchEvent(new Event("input", {bubbles: true}));
  const took = performance.now() - begun;
  return [[...document.querySelectorAll("#answers [data-id]")].map(e => e.dataset.id), took];
}"""


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("home")
    path = home / "information.html"
    command = [sys.executable, "-m", "hart_cli", "export", "html", "-o", str(path)]
    subprocess.run(command, check=True, env=environment(home, PYTHONPATH=str(ROOT)), capture_output=True)
    return path


@pytest.fixture(scope="module")
def chromium() -> Iterator[object]:
    with sync_api.sync_playwright() as driver:
        browser = driver.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def visit(chromium: Any, exported: Path) -> Iterator[Callable[..., Any]]:
    """Open the page in a browser that nobody used: visit(width=360, dark=True, script=False)."""
    contexts = []

    def directories(width: int = 1200, dark: bool = False, script: bool = True, height: int = 800) -> Any:
        context = chromium.new_context(
            viewport={"width": width, "height": height},
            color_scheme="dark" if dark else "light",
            java_script_enabled=script,
        )
        contexts.append(context)
        context.set_default_timeout(10000)
        page = context.new_page()
        page.asked = []
        page.on("request", lambda request: page.asked.append(request.url))
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda message: page.faults.append(message.text))
        page.goto(exported.as_uri())
        return page

    yield directories
    for context in contexts:
        context.close()


def questions(path: Path) -> list[str]:
    if not path.is_file():
        pytest.skip(f"{path.name} is not here: the sample of questions lies beside a checkout, not in it")
    return [json.loads(line)["q"] for line in path.read_text(encoding="utf-8").splitlines()]


def command_answers(question: str) -> list[str]:
    return [hit.entry.id for hit in find(Question(question, Filters(), 10), BUNDLED).hits]


def page_answers(page: Any, question: str) -> list[str]:
    answers: list[str] = page.evaluate(ASK, question)[0]
    return answers


# Answers


LEFT_OUT_IS_BEST = {"best hotel deals mystic"}
"""Questions that the page answers otherwise: what the command finds best is news, which the page leaves out, and nothing
else is likelier than that nothing fits."""


@pytest.mark.parametrize("path", [SAMPLE, OWN], ids=["the sample", "our own"])
def test_the_page_gives_the_first_answer_of_the_command(visit: Callable[..., Any], path: Path) -> None:
    page = visit()
    ids = set(page.evaluate(IDS))
    differs, asked = {}, 0
    for question in questions(path):
        wanted, got = command_answers(question)[:1], page_answers(page, question)[:1]
        if not wanted or wanted[0] in ids:
            asked += 1
            if got != wanted:
                differs[question] = (wanted, got)
    assert asked > 80
    assert set(differs) == LEFT_OUT_IS_BEST & set(questions(path)), differs


# Needs


def standing_first(question: str, filters: Filters, ids: set[str]) -> tuple[list[str], list[str]]:
    """Return what stands first in the command because the question names it or states a need, as far as it is in
    the page, and the order of the first five."""
    hits = [hit for hit in find(Question(question, filters, 0), BUNDLED).hits if hit.entry.id in ids]
    stated = [
        n for n, hit in enumerate(hits) if hit.matched[:1] == ("emergency",) or str(hit.matched[0]).startswith("need: ")
    ]
    order = [hit.entry.id for hit in hits]
    return order[: stated[-1] + 1 if stated else 0], order[:5]


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page with every entry, so that what differs is the script's doing."""
    home = tmp_path_factory.mktemp("whole")
    path = home / "information.html"
    command = [sys.executable, "-m", "hart_cli", "export", "html", "--news", "--people", "-o", str(path)]
    subprocess.run(command, check=True, env=environment(home, PYTHONPATH=str(ROOT)), capture_output=True)
    return path


NUMBERS_AND_NAMES = [
    "hsi", "FBI", "call the fbi", "federal agents at my door", "Know2Protect tip line (ICE, the immigration police)",
    "ICE (immigration police) tip line", "safe harbor", "minors not charged", "sec. 54-95c", "c.g.s. 17a-106f",
    "54-142m", "y a", "06067", "860 832 5535", "2288", "help in boston", "shelter near 06106", "house bill 5621",
    "projrescue@iiconn.org", "mentor 14-21", "waterford man", "im 17 and he is 30", "tengo 15 años",
]  # fmt: skip


SPELLINGS = [
    "D.C.F. careline", "d.c.f", "F.B.I.", "C.I.R.I.", "U.S. visa", "D. C. F.", "e.g. 8 a.m. to 5 p.m.", "J.R. Smith",
    "www.a.b.com", "a.b", "Ph.D. and M.D.", "D.C.F.careline", "P.A. 16-71", "...", "x.", "1.2.3", "53a.82",
    "men\u200btor", "care\u00adline", "\ufeffmentor", "ment\u2060or", "\u202ementor\u202c", "\u2066mentor\u2069", "me\u200dn\u200ftor",
    "16\u201371", "16\u221271", "14\u201421", "\u2010\u2011\u2012\u2013\u2014\u2015", "Parents\u2019 GU\u00cdA", "stra\u00dfe", "\uff21\uff22", "\u00bd",
    "ni\u00f1a", "n\u0303o", "\u2026", "\U0001f600 help", "A.B.C.D.E", "a. b. c", "S.T.A.R. program",
]  # fmt: skip


def thesaurus_phrases() -> list[str]:
    document = tomllib.loads((ROOT / "data" / "thesaurus.toml").read_text(encoding="utf-8"))
    groups = [*document["group"], document["fillers"]]
    return [phrase for group in groups for part in ("en", "es", "outdated") for phrase in listed(group.get(part))]


def listed(value: object) -> list[str]:
    return value if isinstance(value, list) else []


def names() -> list[str]:
    entries = [entry for _, entry in open_bundled().entries()]
    return [text for entry in entries for text in (entry.id, entry.name, *entry.aliases)]


def needs_questions() -> list[str]:
    """Return every fourth question of the tables of needs."""
    rows = [line.split("\t") for path in NEEDS for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    return [row[-1] for row in rows[::4]]


CORPORA: dict[str, Callable[[], list[str]]] = {
    "phrases of the thesaurus": lambda: thesaurus_phrases()[::2],
    "other phrases of the thesaurus": lambda: thesaurus_phrases()[1::2],
    "names and aliases": names,
    "questions of needs": needs_questions,
    "our own questions": lambda: [*questions(OWN), *NUMBERS_AND_NAMES, *SPELLINGS],
}


@pytest.mark.parametrize("corpus", CORPORA)
def test_every_answer_of_the_page_is_the_command_s_in_the_same_order(
    visit: Callable[..., Any], whole: Path, corpus: str
) -> None:
    asked = list(dict.fromkeys(CORPORA[corpus]()))
    assert len(asked) > 300
    found = run_inside(
        visit(),
        whole,
        "const none = {age: null, town: null, kind: '', language: ''};"
        "return typed.map((words) => find(words, none).hits.map(({entry}) => entry.id));",
        asked,
    )
    wanted = ([hit.entry.id for hit in find(Question(words, Filters(), 0), BUNDLED).hits] for words in asked)
    differs = {words: (ids, got) for words, ids, got in zip(asked, wanted, found, strict=True) if ids != got}
    assert differs == {}


def test_every_score_of_the_page_is_the_command_s(visit: Callable[..., Any], whole: Path) -> None:
    asked = questions(OWN)
    found = run_inside(
        visit(),
        whole,
        "const scores = (words) => rank(parseQuery(words), BUNDLED).map(({entry, score}) => [entry.id, rounded(score)]);"
        "return typed.map(scores);",
        asked,
    )
    bundled = open_bundled()
    parsed = [parse_query(words, bundled) for words in asked]
    wanted = [
        [[bundled.entry(one.no).id, round(one.score, 4)] for one in rank(each, select(bundled, each.terms), (bundled,))]
        for each in parsed
    ]
    assert dict(zip(asked, found, strict=True)) == dict(zip(asked, wanted, strict=True))


def test_an_entry_that_is_not_in_the_page_is_skipped(visit: Callable[..., Any], tmp_path: Path) -> None:
    path = tmp_path / "services.html"
    command = [
        sys.executable,
        "-m",
        "hart_cli",
        "export",
        "html",
        "--kind",
        "organization",
        "--kind",
        "service",
        "-o",
        str(path),
    ]
    subprocess.run(command, check=True, env=environment(tmp_path, PYTHONPATH=str(ROOT)), capture_output=True)
    page = visit()
    page.goto(path.as_uri())
    ids = set(page.evaluate(IDS))
    assert "911" not in ids
    for question in ("help", "ICE is coming", "my bf sells me", "can a minor be arrested for prostitution"):
        first, _ = standing_first(question, Filters(), ids)
        assert page_answers(page, question)[: len(first)] == first
    assert page_answers(page, "qwzxvkk") == []
    assert "1-888-373-7888" in page.locator("#status").inner_text()
    assert page.faults == []


MISTYPED = [
    "heeeelp", "pillls", "suiside", "trafiking", "boyfreind", "pasport", "ayudaaa", "hsuband", "depotred", "explotacoin",
    "undocmented", "prostituton", "wdie", "helppp", "blackmial", "threatning", "treatning", "sucidal", "imigracion", "xanax",
    "guessing", "mentors", "yooou", "14f", "17yo", "f16", "18m", "911", "48", "4", "121", "3yo", "ab", "kiled", "pimpd",
]  # fmt: skip


def run_inside(page: Any, whole: Path, statements: str, typed: list[str]) -> list[list[Any]]:
    """Return what statements return of words beside the part of the page's script that searches."""
    page.goto(whole.as_uri())
    values: list[list[Any]] = page.evaluate(f"typed => {{ {search_script()} {statements} }}", typed)
    return values


MISSPELT = [
    "trafiking", "traficking", "refferals", "compansation", "counseler", "careilne", "phsycologist", "rehabilatation", "lawer",
    "tanya", "debi", "quifalo", "buling", "hotelliers", "toringtin", "vilage", "statistcs", "rpeort", "eprson", "hlep", "helpp",
    "abc", "zzzzzzzzzz", "president", "interpretor", "apartamento", "abogadoo", "victem", "complane", "childern", "moniter",
]  # fmt: skip


def test_the_page_mends_a_word_as_the_command_does(visit: Callable[..., Any], whole: Path) -> None:
    says = "return typed.map((word) => corrections(word).map((found) => `${found.word} ${found.errors}`));"
    mended = run_inside(visit(), whole, says, MISSPELT)
    bundled = open_bundled()
    unknown = [word for word in MISSPELT if not bundled.term_of(word)]
    assert len(unknown) > 25
    got = {word: found for word, found in zip(MISSPELT, mended, strict=True) if word in unknown}
    assert got == {word: [f"{c.word} {c.errors}" for c in spelling.corrections(word, bundled)] for word in unknown}


def test_the_page_names_the_words_of_a_need_as_the_command_does(visit: Callable[..., Any], whole: Path) -> None:
    names = run_inside(
        visit(),
        whole,
        "const called = new Map(Object.entries(data.needs.codes));"
        "const full = new Map([...called].map(([name, code]) => [`@${code}`, `@${name}`]));"
        "return typed.map((word) => [...wordNames(correctWord(word))].map((name) => full.get(name) ?? name).sort());",
        MISTYPED,
    )
    bundled = open_bundled()
    classes = bundled.meta("needs")["classes"]
    wanted = [needs.word_names(needs.correct_words(word, classes, bundled), classes)[0] for word in MISTYPED]
    assert dict(zip(MISTYPED, names, strict=True)) == {
        word: sorted(own) for word, own in zip(MISTYPED, wanted, strict=True)
    }


@pytest.mark.parametrize(
    ("question", "age", "kind", "language"),
    [
        ("i want to die", "", "", ""), ("i want to die", "15", "", ""), ("i want to die", "30", "", ""),
        ("someone shared my nudes", "", "", ""), ("someone shared my nudes", "16", "", ""),
        ("someone shared my nudes", "40", "", ""), ("my bf sells me", "15", "", ""), ("my bf sells me", "30", "", ""),
        ("help", "12", "", ""), ("help", "", "hotline", ""), ("help", "", "program", ""), ("help", "", "", "es"),
        ("tengo 15 años y me quiero morir", "", "", ""), ("DCF Careline", "", "", ""), ("911", "", "", ""),
        ("report trafficking tip", "", "", ""), ("homeland security tip line", "", "", ""), ("fbi", "", "", ""),
        ("they took my passport and i am undocumented", "", "", ""), ("immigration lawyer", "", "", ""),
        ("help in boston", "", "", ""), ("my husband hits me Waterbury", "", "", ""),
    ],
)  # fmt: skip
def test_age_and_filters_choose_what_stands_first_as_in_the_command(
    visit: Callable[..., Any], whole: Path, question: str, age: str, kind: str, language: str
) -> None:
    page = visit()
    page.goto(whole.as_uri())
    page.fill("#age", age)
    page.select_option("#kind", kind)
    page.select_option("#language", language)
    kinds, languages = (tuple(value for value in (chosen,) if value) for chosen in (kind, language))
    filters = Filters(kinds, languages=languages, age=int(age) if age else None)
    first, five = standing_first(question, filters, set(page.evaluate(IDS)))
    got = page_answers(page, question)
    assert got[: len(first)] == first
    assert got[:5] == five
    enforcement = {entry.id for _, entry in open_bundled().entries() if entry.line == "enforcement"}
    assert enforcement.isdisjoint(got) == enforcement.isdisjoint(
        hit.entry.id for hit in find(Question(question, filters, 0), BUNDLED).hits
    )


def test_who_cannot_speak_sees_the_text_numbers_first_and_what_to_do(visit: Callable[..., Any]) -> None:
    page = visit()
    page.check("#ui-es")
    page_answers(page, "he is listening i cant talk")
    first = "#answers [data-id='911'] .numbers a"
    assert page.locator(first).first.get_attribute("href") == "sms:911"
    assert page.locator("#status").inner_text().startswith("Mande un texto al 911 solo si no puede hablar")
    page.check("#ui-en")
    assert page.locator("#status").inner_text().startswith("Text 911 if you cannot speak")
    page_answers(page, "danger")
    assert page.locator(first).first.get_attribute("href") == "tel:911"


PERSONAL = (
    "shelter in Rockville", "18 year old needs a lawyer from Mystic", "Storrs", "06706", "mentor 06706-1234",
    "lawyer Jewett City", "frog hollow shelter", "abogado cerca de Willimantic", "mentor in Hartford, CT",
    "hartford mentor 16", "mentor Waterbury 13", "13 mentor waterbury", "town of avon lawyer", "Canaan lawyer",
    "shelter in Boston", "boston shelter", "shelter springfield ma", "lawyer in bristol rhode island",
    "hotline in New York", "shelter in 02108", "shelter in 06999", "shelter in Whitneyville", "lawyer near Devon CT",
    "lawyer in Stony Creek", "help with reading", "help in mobile crisis", "mentor in bridgport",
    "im 15 mentor", "17yo shelter", "14 f shelter", "tengo 15 años mentor", "mentor de 15", "mentor 14-21",
    "shelter under 18", "my boyfriend is 30 shelter", "10 signs of trafficking", "sixteen year old shelter",
    "my son is 15 and my daughter is 12, mentor", "6 month old baby shelter", "860-555-0199", "act 16 71",
    "i moved from boston to hartford need a lawyer in hartford", "girls 13 and 15 mentor", "North End shelter",
)  # fmt: skip


def read_differently(page: Any, question: str, ids: set[str]) -> list[str]:
    """Return in which respects the page reads a question otherwise than the command does."""
    result = find(Question(question, Filters(), 10), BUNDLED)
    got = page_answers(page, question)
    said = page.locator("#status").inner_text()
    filters, notes = (
        result.question.filters,
        " ".join(str(note) for note in result.notes if not isinstance(note, Bilingual)),
    )
    lying = re.search(r" lies in (.+?)\.", notes)
    outside = re.search(r"([^.]+) is outside Connecticut", notes)
    town = "Read as the town" in said or f"Read as {filters.town} (" in said
    shown_out = [entry for entry, _ in result.left_out[:1] if entry.id in ids and not outside]
    agree = {
        "answers": got[:3] == [hit.entry.id for hit in result.hits if hit.entry.id in ids][:3],
        "age": (f"Read as age {filters.age}." in said) == ("Read as age" in said) == (filters.age is not None),
        "place": town == (filters.town is not None) and (filters.town or "") in said,
        "towns": not lying or lying[1].replace(" and ", ", ") in said,
        "outside": ("is outside Connecticut" in said) == (outside is not None),
        "name": not outside or outside[1].strip().removeprefix("That ").removesuffix(" code") in said,
        "unknown": ("a place that is not known" in said) == ("a place that hart does not know" in notes),
        "unread": ("Not every age" in said) == ("ages in the words" in notes or "Another age" in notes),
        "left out": all(f"Left out: {entry.name}" in said for entry in shown_out),
    }
    return [respect for respect, agrees in agree.items() if not agrees]


def test_the_page_reads_a_person_and_a_place_as_the_command_does(visit: Callable[..., Any]) -> None:
    page = visit()
    ids = set(page.evaluate(IDS))
    assert {question: found for question in PERSONAL if (found := read_differently(page, question, ids))} == {}
    assert page.faults == []


@pytest.mark.parametrize(
    "question",
    ["pizza", "car insurance", "lottery winning numbers", "qwzxvkk", "pa 99-999", "555-0199", "860-555-0199"],
)
def test_what_nothing_fits_finds_nothing_and_says_so(visit: Callable[..., Any], question: str) -> None:
    page = visit()
    assert page_answers(page, question) == []
    said = page.locator("#status").inner_text()
    assert "Nothing here answers these words." in said
    assert not page.locator("#found").is_visible()


@pytest.mark.parametrize("ui", ["en", "es"])
def test_nothing_fits_is_said_after_the_numbers_to_call(visit: Callable[..., Any], ui: str) -> None:
    page = visit()
    page.check(f"#ui-{ui}")
    page_answers(page, "lottery winning numbers")
    said = page.locator("#status").inner_text()
    nothing = said.index({"en": "Nothing here answers", "es": "Nada aquí responde"}[ui])
    order = ["911", "988", "1-888-774-2900", "1-888-373-7888", "1-800-842-2288", "211"]
    places = [said.index(number) for number in order]
    assert places == sorted(places)
    assert places[-1] < nothing
    dialed = page.eval_on_selector_all("#status a", "links => links.map(link => link.getAttribute('href'))")
    assert dialed == ["tel:911", "tel:988", "tel:+18887742900", "tel:+18883737888", "tel:+18008422288", "tel:211"]


@pytest.mark.parametrize(
    ("question", "right"),
    [
        ("DCF Careline", "ct-careline"),
        ("careline", "ct-careline"),
        ("2288", "ct-careline"),
        ("careilne", "ct-careline"),
        ("pa1671", "pa-16-71"),
        ("nudes blackmail", None),
        ("abogado", None),
        ("línea directa nacional contra la trata", "national-human-trafficking-hotline"),
    ],
)
def test_names_numbers_typing_errors_everyday_words_and_spanish_are_understood(
    visit: Callable[..., Any], question: str, right: str | None
) -> None:
    got = page_answers(visit(), question)
    assert got[:1] == ([right] if right else command_answers(question)[:1])


def test_the_page_sees_the_words_that_the_program_sees(visit: Callable[..., Any]) -> None:
    page_words = f"typed => {{ {search_script()} return typed.map(words); }}"
    page = visit()
    assert page.evaluate(page_words, SPELLINGS) == [words(text) for text in SPELLINGS]


@pytest.mark.parametrize(
    "question",
    [
        "D.C.F. careline", "C.I.R.I.", "men\u200btor", "nine one one", "nueve ocho ocho", "nine eleven", "16\u201371",
        "sHB 5621", "House Bill 5621", "S.B. 1117", "HB 9999", "mentor 14-21", "9 to 5 job", "24-7", "sec. 53a 82",
        "projrescue@iiconn.org", "mailto:projrescue@iiconn.org", "nobody@example.org", "uvisa", "the and of",
    ],
)  # fmt: skip
def test_numbers_addresses_and_spellings_are_read_as_in_the_command(visit: Callable[..., Any], question: str) -> None:
    page = visit()
    inside = set(page.evaluate(IDS))
    wanted = [entry for entry in command_answers(question) if entry in inside]
    assert page_answers(page, question)[:1] == wanted[:1]
    assert page.faults == []


def test_filters_mean_what_they_mean_in_the_command(visit: Callable[..., Any]) -> None:
    page = visit()
    page.fill("#age", "15")
    page.select_option("#town", "Bridgeport")
    page.select_option("#kind", "program")
    wanted = find(
        Question("mentor", Filters(("program",), age=15, town="Bridgeport"), 0), Directories((open_bundled(),), ())
    )
    assert wanted.hits
    assert page_answers(page, "mentor") == [hit.entry.id for hit in wanted.hits]
    not_stated = any(reason.fit == "not stated" for hit in wanted.hits for _, reason in hit.eligibility)
    assert ("Not stated" in page.locator("#answers").inner_text()) == not_stated
    page.select_option("#language", "es")
    wanted = find(
        Question("mentor", Filters(("program",), languages=("es",), age=15, town="Bridgeport"), 0),
        Directories((open_bundled(),), ()),
    )
    assert page_answers(page, "mentor") == [hit.entry.id for hit in wanted.hits]
    page.click("button[type=reset]")
    page.wait_for_function("!document.getElementById('all').hidden")
    assert page.input_value("input[type=search]") == ""


# What it asks of the network, and what is left of it


def test_nothing_is_requested_and_nothing_is_kept(visit: Callable[..., Any], exported: Path) -> None:
    page = visit()
    page_answers(page, "mentor")
    page.check("#ui-es")
    page.wait_for_timeout(300)
    assert [url for url in page.asked if not url.startswith("data:")] == [exported.as_uri()]
    assert page.faults == []
    assert page.context.cookies() == []
    assert page.evaluate("fetch('https://example.org/').then(() => 'sent', () => 'refused')") == "refused"
    assert "mentor" not in page.url


def test_with_scripts_off_every_entry_is_readable_in_both_languages(visit: Callable[..., Any], exported: Path) -> None:
    page = visit(script=False)
    ids = re.findall(r'data-id="([^"]+)"', exported.read_text(encoding="utf-8"))
    assert len(ids) > 100
    assert page.locator("[data-id]:visible").count() == len(ids)
    assert not page.locator("#ask").is_visible()
    assert "Search and filters need scripts" in page.locator("main").inner_text()
    page.check("#ui-es")
    assert "Traducción aún no revisada" in page.locator("main").inner_text()
    assert page.locator("nav.lines .aside:has(a[href='sms:911'])").inner_text() == (
        "Texto 911 Solo si no puede hablar. Escriba en inglés, primero dónde está"
    )
    assert page.locator("[data-exit]").is_visible()


# The exit


@pytest.mark.parametrize("how", ["button", "key", "second link", "no script"])
def test_the_exit_leads_away(visit: Callable[..., Any], exported: Path, how: str) -> None:
    page = visit(script=how != "no script")
    page.context.route("https://www.weather.gov/", lambda route: route.fulfill(body="<p>weather</p>"))
    if how == "key":
        for _ in range(3):
            page.keyboard.press("Shift")
    elif how == "second link":
        page.keyboard.press("Tab")
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    else:
        page.click("[data-exit]")
    page.wait_for_url("https://www.weather.gov/")
    if how != "no script":
        page.go_back()
        assert page.url != exported.as_uri()


def test_two_shifts_or_shifts_between_letters_do_not_lead_away(visit: Callable[..., Any], exported: Path) -> None:
    page = visit()
    for key in ("Shift", "Shift", "a", "Shift"):
        page.keyboard.press(key)
    assert page.url == exported.as_uri()


# People


@pytest.mark.parametrize(
    ("width", "dark", "ui"), [(1200, False, "en"), (1200, True, "es"), (360, False, "es"), (360, True, "en")]
)
def test_axe_finds_no_violation(visit: Callable[..., Any], width: int, dark: bool, ui: str) -> None:
    axe = pytest.importorskip("axe_playwright_python.sync_playwright", reason="axe-core is not installed")
    page = visit(width=width, dark=dark)
    page.check(f"#ui-{ui}")
    for question in ("", "mentor 15 year old"):
        page_answers(page, question)
        found = axe.Axe().run(page).response["violations"]
        assert [(v["id"], v["nodes"][0]["html"]) for v in found] == []


@pytest.mark.parametrize("width", [320, 360, 1200])
@pytest.mark.parametrize("ui", ["en", "es"])
def test_nothing_stands_beyond_the_edge(visit: Callable[..., Any], width: int, ui: str) -> None:
    page = visit(width=width, height=740)
    page.check(f"#ui-{ui}")
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.locator("[data-exit]").bounding_box()["x"] >= 0
    assert page.locator("header").bounding_box()["height"] < 740 * 0.45


def test_the_page_works_by_keyboard_alone(visit: Callable[..., Any]) -> None:
    page = visit()
    seen = []
    for _ in range(16):
        page.keyboard.press("Tab")
        seen.append(page.evaluate("document.activeElement.id || document.activeElement.className"))
        assert page.evaluate("document.activeElement.matches(':focus-visible')")
    assert seen[0] == "skip"
    assert [name for name in seen if name in ("ui-en", "q", "age", "town", "kind", "language")] == [
        *("ui-en", "q", "age", "town", "kind", "language")
    ]
    page.focus("#q")
    page.keyboard.type("careline")
    assert page.locator("#answers [data-id]").first.get_attribute("data-id") == "ct-careline"
    assert "answer" in page.locator("#status[role=status]").inner_text()


def test_the_emergency_numbers_and_the_exit_stay_in_sight(visit: Callable[..., Any]) -> None:
    page = visit(width=360, height=740)
    page.evaluate("window.scrollTo(0, 4000)")
    for place in ("a[href='tel:911']", "a[href='sms:233733']", "[data-exit]"):
        assert 0 <= page.locator(place).first.bounding_box()["y"] < 300


def test_in_print_the_controls_are_gone_and_the_numbers_stay(visit: Callable[..., Any]) -> None:
    page = visit()
    page.emulate_media(media="print")
    assert not page.locator("#ask").is_visible()
    assert not page.locator("[data-exit]").is_visible()
    assert page.locator("nav.lines a[href='tel:911']").is_visible()
    assert page.locator("[data-id='ct-careline']").is_visible()
