"""hart export handout: a sheet or a wallet card for a person, as a page and as a PDF, and its codes scan."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from typing import Any, Literal

import pypdfium2
import pytest
import zxingcpp
from conftest import Run
from PIL import Image, ImageDraw

from hart_cli.cli import documents
from hart_cli.emergency import LINES
from hart_cli.errors import BrokenError
from hart_cli.export import handout, handout_pdf, instructions, leaflet, neutral
from hart_cli.export.handout_choice import choose
from hart_cli.export.options import ExportOptions
from hart_cli.i18n.messages import message
from hart_cli.model import Email, Entry, Hit, Phone, Reason, Source, Url
from hart_cli.search.needs import emergency_answer
from hart_cli.store.loader import open_all

SOURCE = Source("s", "A source", None, None, "2024", "copy")
NUMBERS = ["911", "988", "1-888-774-2900", "1-888-373-7888", "1-800-842-2288", "211"]
DIALED = {"tel:911", "tel:988", "tel:+18887742900", "tel:+18883737888", "tel:+18008422288", "tel:211"}
telling = re.compile(r"traffick|abuse|assault|suicide|violence|victim|lgbt|DCF|runaway|survivor|trata", re.IGNORECASE)
EVERY = [(layout, ui, titled) for layout in ("sheet", "card") for ui in ("en", "es") for titled in (False, True)]


DIRECTORY = """
[[entry]]
id = "own-line"
kind = "hotline"
name = "NAME"
summary = "A line that somebody made up."
phones = [{ number = "860-555-0100", channel = "voice" }]
"""


def entry(name: str, number: str = "860-555-0100", url: str = "https://example.org/", **more: Any) -> Entry:
    phones = (Phone(number, "+1" + number.replace("-", ""), None, "voice", None, None),)
    return Entry("an-id", "hotline", name, SOURCE, "hart", phones=phones, urls=(Url(url, None, None, None),), **more)


def pages(content: bytes) -> Any:
    return pypdfium2.PdfDocument(content)


def words(content: bytes) -> str:
    return "\n".join(page.get_textpage().get_text_range().replace("\r\n", "\n") for page in pages(content))


def said(content: bytes) -> str:
    """The words of a PDF, whatever its lines."""
    return " ".join(words(content).split())


def scanned(image: Any) -> set[str]:
    return {code.text for code in zxingcpp.read_barcodes(image.convert("L"))}


def export(hart: Run, tmp_path: Path, *options: str) -> bytes:
    ran = hart("export", "handout", *options, "-o", "out.pdf", "--force")
    assert ran.code == 0, ran.err
    return (tmp_path / "out.pdf").read_bytes()


@pytest.mark.parametrize(("layout", "ui", "titled"), EVERY)
def test_a_pdf_is_letter_paper_with_the_emergency_numbers_first(
    hart: Run, tmp_path: Path, layout: str, ui: str, titled: bool
) -> None:
    options = ["--layout", layout, "--ui", ui] + (["--titled"] if titled else [])
    pdf = pages(export(hart, tmp_path, *options))
    # Neutral ones and cards are one page; full texts may take its back.
    assert len(pdf) <= (2 if titled else 1)
    assert all([round(side) for side in page.get_size()] == [612, 792] for page in pdf)
    text = words((tmp_path / "out.pdf").read_bytes())
    found = [text.split("\n").index(number) for number in NUMBERS]
    assert found == sorted(found)
    others = [
        number for number in re.findall(r"^(?:1-)?\d{3}-\d{3}-\d{4}$", text, re.MULTILINE) if number not in NUMBERS
    ]
    assert others
    assert found[-1] < min(text.index(number) for number in others)


@pytest.mark.parametrize(("layout", "ui", "titled"), EVERY)
def test_every_code_of_a_pdf_scans_to_what_stands_beside_it(
    hart: Run, tmp_path: Path, layout: str, ui: str, titled: bool
) -> None:
    options = ["--layout", layout, "--ui", ui] + (["--titled"] if titled else [])
    codes = set()
    for page in pages(export(hart, tmp_path, *options)):
        codes |= scanned(page.render(scale=300 / 72).to_pil())
    assert codes >= DIALED
    assert titled or all(re.match("tel:|sms:", code) for code in codes)
    numbers = {code.removeprefix("tel:+1") for code in codes if code.startswith("tel:+1")}
    printed = re.sub(r"\D", "", words((tmp_path / "out.pdf").read_bytes()))
    assert len(numbers) >= (4 if layout == "card" else 6)
    assert all(number in printed for number in numbers)


def test_every_code_of_a_page_scans(hart: Run) -> None:
    page = hart("export", "handout").out
    drawings = re.findall(r'<svg class="qr".*?aria-label="([^"]*)" viewBox="0 0 (\d+) \d+".*?<path d="([^"]*)"', page)
    codes = set()
    for _, size, path in drawings:
        image = Image.new("L", (int(size) * 6,) * 2, 255)
        for x, y, length in re.findall(r"M(\d+) (\d+)h(\d+)", path):
            left, top = int(x) * 6, int(y) * 6
            ImageDraw.Draw(image).rectangle([left, top, left + int(length) * 6 - 1, top + 5], fill=0)
        codes |= scanned(image)
    links = set(re.findall(r'href="(tel:[^"]+)"', page))
    assert codes >= DIALED
    assert links <= codes
    assert all(re.match("tel:|sms:", code) for code in codes)
    assert 'aria-label="web page ' in hart("export", "handout", "--titled").out


def test_without_codes_the_numbers_stay(hart: Run, tmp_path: Path) -> None:
    for options in ((), ("--layout", "card")):
        page = hart("export", "handout", "--no-codes", *options).out
        assert "<svg" not in page
        assert "camera" not in page
        assert all(number in page for number in NUMBERS)
        content = export(hart, tmp_path, "--no-codes", *options)
        assert not scanned(pages(content)[0].render(scale=300 / 72).to_pil())
        assert all(number in words(content) for number in NUMBERS)


@pytest.mark.parametrize("ui", ["en", "es"])
@pytest.mark.parametrize("layout", ["sheet", "card"])
def test_by_default_nothing_on_paper_tells_what_it_is_about(hart: Run, tmp_path: Path, ui: str, layout: str) -> None:
    content = export(hart, tmp_path, "--ui", ui, "--layout", layout)
    assert not telling.search(words(content))
    assert not telling.search(str(pages(content).get_metadata_dict()))
    page = hart("export", "handout", "--ui", ui, "--layout", layout).out
    assert not telling.search(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))
    assert not re.search(r"https?://|www\.|\.(?:org|gov|com)\b|@\w", words(content))
    assert not re.search(r"https?://|www\.", page)


def test_no_neutral_paper_names_an_organization_whatever_is_on_it(hart: Run) -> None:
    entries = [e for e in json.loads(hart("list", "--json").out)["results"] if e["id"] != "911"]
    names = {name for e in entries for name in (e["name"], *e["aliases"], e["operator"]) if name and len(name) > 3}
    names |= {e["provider"]["name"] for e in entries if e["provider"]}
    for options in ((), ("-k", "program"), ("-k", "agency", "-k", "organization"), ("-g", "lgbtq"), ("--age", "15")):
        for ui in ("en", "es"):
            page = hart("export", "handout", "--ui", ui, *options).out
            assert not [name for name in names if re.search(rf"\b{re.escape(name)}\b", page)]
            assert not re.search("traffick|lgbt|https?://|www\\.", page, re.IGNORECASE)


def test_titled_has_names_addresses_and_who_answers(hart: Run, tmp_path: Path) -> None:
    text = said(export(hart, tmp_path, "ct-safe-connect", "--titled"))
    assert "National Human Trafficking Hotline" in text
    assert "CT Safe Connect" in text
    assert "www.ctcadv.org" in text
    assert "Answered by: Connecticut Coalition Against Domestic Violence" in text


def test_it_says_the_date_of_the_data_and_what_the_reader_must_know(hart: Run, tmp_path: Path) -> None:
    for layout in ("sheet", "card"):
        text = said(export(hart, tmp_path, "--layout", layout))
        assert re.search(r"List revised on \d{4}-\d\d-\d\d\.", text)
        assert "If a number does not work, call 211." in text
        assert "Calls and texts stay in the phone's list and may show on the bill." in text
        assert "Under 18: if you give your name" in text
        assert "If nothing is said of it here, ask first:" in text
    assert "Languages: not stated" in text


def test_who_is_told_stands_on_every_line(hart: Run, tmp_path: Path) -> None:
    neutral = said(export(hart, tmp_path))
    assert "State staff answer. Calls are recorded. A call here is a report to the state." in neutral
    assert "Ask who will be told before you give your name." in neutral
    titled = said(export(hart, tmp_path, "-k", "hotline", "--titled"))
    assert "A call is a report to the state. DCF must tell the police" in titled
    assert "Recorded, who is told: not stated" in titled


@pytest.mark.parametrize("layout", ["sheet", "card"])
def test_a_spanish_paper_says_to_text_911_only_who_cannot_speak_and_in_english(
    hart: Run, tmp_path: Path, layout: str
) -> None:
    text = said(export(hart, tmp_path, "--ui", "es", "--layout", layout, "--titled"))
    assert "Llame. Texto: 911, solo si no puede hablar. Escriba en inglés, primero dónde está." in text
    assert not re.search("[Tt]exto: 911(?!, solo si no puede hablar. Escriba en inglés)", text)
    page = hart("export", "handout", "--ui", "es").out
    assert page.count('aria-label="texto solo si no puede hablar 911"') == 1


def test_spanish_has_the_fixed_texts_in_spanish_and_says_what_is_english(hart: Run) -> None:
    page = hart("export", "handout", "childhelp", "--titled", "--ui", "es").out
    assert '<html lang="es">' in page
    assert "Horario" in page
    assert "Hours" not in page
    made = leaflet.plan([Hit(entry("A line", summary="It helps."))], ExportOptions(ui="es", titled=True, named=True))
    assert "It helps. (en inglés)" in made.items[0].lines


def test_ids_come_in_their_order_and_emergency_lines_once(hart: Run, tmp_path: Path) -> None:
    text = words(export(hart, tmp_path, "trevor-project", "ct-careline", "rainn"))
    assert text.index("1-866-488-7386") < text.index("1-800-656-4673")
    assert text.count("1-800-842-2288") == 1


def test_a_program_without_a_number_says_so(hart: Run, tmp_path: Path) -> None:
    text = words(export(hart, tmp_path, "we-matter", "--titled"))
    assert "We Matter!" in text
    assert "How to refer: All referrals go through the liaison" in text
    assert "No number is stated" in words(export(hart, tmp_path, "we-matter"))


def test_an_entry_without_a_number_shows_its_e_mail_and_address() -> None:
    bare = entry("A line")._replace(phones=(), emails=(Email("ask@example.org", None),), postal_address="1 Elm Street")
    for titled in (False, True):
        (item,) = leaflet.plan([Hit(bare)], ExportOptions(titled=titled, named=True)).items
        assert "E-mail: ask@example.org" in item.lines
        assert "Address: 1 Elm Street" in item.lines
        assert not any("No number" in line for line in item.lines)
    (item,) = leaflet.plan([Hit(bare)], ExportOptions()).items
    assert "Address: 1 Elm Street" in item.lines


@pytest.mark.parametrize(
    ("name", "email"),
    [
        ("Safe Harbor Project", "info@harbor-ct.org"),
        ("Center for Family Justice", "cfj@example.org"),
        ("A line", "help@endtrafficking.org"),
        ("A line", "DCFHART@ct.gov"),
    ],
)
def test_an_e_mail_that_names_its_owner_is_on_no_neutral_paper(name: str, email: str) -> None:
    bare = entry(name)._replace(phones=(), urls=(), emails=(Email(email, None),))
    (item,) = leaflet.plan([Hit(bare)], ExportOptions(named=True)).items
    assert email not in str(item)
    assert "No number is stated. Ask the person who gave you this." in item.lines
    (item,) = leaflet.plan([Hit(bare)], ExportOptions(named=True, titled=True)).items
    assert f"E-mail: {email}" in item.lines


def test_no_paper_has_the_address_of_a_shelter_or_the_line_of_one_worker(hart: Run) -> None:
    hidden = entry("A shelter", summary="A safe house.", postal_address="1 Elm Street")
    for titled in (False, True):
        assert "Elm Street" not in str(leaflet.plan([Hit(hidden)], ExportOptions(titled=titled, named=True)))
    people = hart("list", "-k", "person", "-f", "ids").out.split()
    for one in people:
        assert "571-0093" not in hart("export", "handout", one, "--people", "--titled").out


LONG = (
    "Monday to Friday, 1 p.m. to 9 p.m. Eastern, except Dr. King Day. At other times: approx. 3 hrs. later, at no. 5 "
    * 9
)


@pytest.mark.parametrize("layout", ["sheet", "card"])
@pytest.mark.parametrize("titled", [False, True])
def test_no_text_is_shortened_by_a_rule_for_sentences_or_for_want_of_room(layout: str, titled: bool) -> None:
    long = entry("A line", hours=LONG, operator=LONG if titled else None, recorded=LONG, reports_to=LONG, summary=LONG)
    sheet = leaflet.plan([Hit(long)], ExportOptions(titled=titled, named=True, layout=layout))
    page = html.unescape(re.sub(r"<[^>]+>", "", "".join(handout.write(sheet))))
    text = said(handout_pdf.write(sheet))
    assert page.count(LONG.strip()) == text.count(LONG.strip()) == (5 if titled else 3)
    assert "..." not in text
    for rule in ("ellipsis", "line-clamp", "overflow: hidden"):
        assert rule not in "".join(handout.write(sheet))


def test_the_hours_of_every_entry_stand_whole_on_paper(hart: Run) -> None:
    entries = [e for e in json.loads(hart("list", "-k", "hotline", "--json").out)["results"] if e["hours"]]
    ids = [e["id"] for e in entries if e["id"] not in ("hsi-tip-line", "fbi-tips")]
    for some in (ids[start : start + 4] for start in range(0, len(ids), 4)):
        page = html.unescape(re.sub(r"<[^>]+>", "", hart("export", "handout", "--titled", *some).out))
        assert [e["hours"] for e in entries if e["id"] in some and e["hours"].rstrip(".") not in page] == []


@pytest.mark.parametrize("layout", ["sheet", "card"])
def test_what_to_press_stands_on_every_paper(hart: Run, tmp_path: Path, layout: str) -> None:
    for titled, told in ((True, "Press 1 for crisis, then 1 for mobile crisis"), (False, "Press 1, then 1")):
        options = ["ct-mobile-crisis", "988", "--layout", layout] + (["--titled"] if titled else [])
        for text in (said(export(hart, tmp_path, *options)), hart("export", "handout", *options).out):
            assert told in re.sub(r"<[^>]+>", "", text)
            assert "press 2 for Spanish" in text


def test_lines_on_a_neutral_paper_are_told_apart(hart: Run) -> None:
    for options in ((), ("--ui", "es"), ("-k", "hotline"), ("--age", "15"), ("--layout", "card"), ("-l", "es")):
        names = re.findall(r"<h2>([^<]*)</h2>", hart("export", "handout", *options).out)
        assert len(names) > 5
        assert len(set(names)) == len(names)
    page = hart("export", "handout", "runaway-safeline", "ct-sexual-assault-hotline-spanish", "trans-lifeline").out
    names = re.findall(r"<h2>([^<]*)</h2>", page)[6:]
    assert names == [
        "Someone to talk to: away from home, for teens and young adults, day and night, by text",
        "Someone to talk to: personal matters, in Spanish, day and night, by text",
        "Someone to talk to: mood and worries, in English and Spanish",
    ]


def test_local_programs_that_fit_stand_before_national_lines() -> None:
    def one(id: str, kind: str, areas: tuple[str, ...], fit: Literal["yes", "not stated"]) -> Hit:
        made = entry(id, f"860-555-01{sum(map(ord, id)) % 90}", languages=("en",))._replace(
            id=id, kind=kind, areas=areas
        )
        return Hit(made, eligibility=(("town", Reason(fit, message(""))),))

    hits = [
        one("national", "hotline", ("United States",), "yes"),
        one("unfit", "program", ("Hartford",), "not stated"),
        one("state", "hotline", ("Connecticut",), "yes"),
        one("local", "program", ("Bridgeport area office",), "yes"),
    ]
    assert [e.id for e in choose(hits, ExportOptions())] == ["local", "state", "national", "unfit"]
    spanish = hits[0]._replace(entry=entry("spanish", "860-555-0199", languages=("es",))._replace(id="spanish"))
    assert choose([*hits, spanish], ExportOptions(ui="es"))[0].id == "spanish"
    assert choose([*hits, spanish], ExportOptions())[0].id == "local"


def test_the_program_of_the_town_stands_first_on_a_titled_paper(hart: Run) -> None:
    page = hart("export", "handout", "--age", "15", "--town", "Bridgeport", "--titled").out
    assert re.findall(r"<h2>([^<]*)</h2>", page)[6] == "We Matter!"
    spanish = hart("export", "handout", "--ui", "es", "--titled").out
    first = html.unescape(re.findall(r"<h2>([^<]*)</h2>", spanish)[6])
    entries = {e["name"]: e for e in json.loads(hart("list", "--json").out)["results"]}
    assert "es" in entries[first]["languages"]


def test_what_did_not_fit_is_counted_on_standard_error_and_on_no_neutral_paper(hart: Run, tmp_path: Path) -> None:
    ran = hart("export", "handout", "-k", "hotline", "-o", "out.pdf")
    left_out = re.search(r"^(\d+) more did not fit", ran.err, re.MULTILINE)
    assert left_out
    assert "did not fit" not in said((tmp_path / "out.pdf").read_bytes())
    titled = hart("export", "handout", "-k", "hotline", "--titled")
    assert re.search(r"\d+ more did not fit here\.", titled.out)
    assert "did not fit" not in hart("export", "handout", "-k", "hotline", "--limit", "3").err


def test_the_filters_choose_and_what_states_a_fit_stands_first(hart: Run) -> None:
    page = hart("export", "handout", "-l", "es", "--titled").out
    names = re.findall(r"<h2>([^<]*)</h2>", page)[3:]
    listed = {hit.split("\t")[2] for hit in hart("list", "-l", "es", "--strict").out.splitlines()}
    assert names
    assert names[0].replace("&amp;", "&") in listed


def test_nothing_that_fits_still_gives_the_emergency_lines(hart: Run) -> None:
    ran = hart("export", "handout", "-l", "fr", "--strict")
    assert ran.code == 1
    assert all(number in ran.out for number in NUMBERS)
    assert "only the emergency lines" in ran.err


def test_lines_of_the_police_and_of_immigration_stand_on_paper_only_titled_and_by_their_id(hart: Run) -> None:
    for options in ((), ("--kind", "hotline"), ("--titled", "--layout", "card"), ("--titled", "-k", "hotline")):
        page = hart("export", "handout", *options).out
        assert "officers answer" not in page
        assert "1-866-347-2423" not in page
        assert "1-800-225-5324" not in page
    neutral = hart("export", "handout", "hsi-tip-line", "988")
    assert neutral.code == 1
    assert "1-866-347-2423" not in neutral.out
    assert "officers answer: hsi-tip-line; --titled" in neutral.err
    titled = hart("export", "handout", "hsi-tip-line", "fbi-tips", "--titled").out
    assert titled.count("immigration officers answer here.") == 2
    spanish = hart("export", "handout", "hsi-tip-line", "--ui", "es", "--titled").out
    assert "agentes de policía o de inmigración" in spanish


def test_an_unknown_id_is_said_and_ids_and_filters_are_not_mixed(hart: Run) -> None:
    ran = hart("export", "handout", "ct-careline", "no-such-line")
    assert ran.code == 1
    assert "1 of 2 ids" in ran.err
    assert hart("export", "handout", "ct-careline", "--age", "15").code == 2


def test_the_same_question_makes_the_same_pdf_and_says_nothing_of_its_maker(hart: Run, tmp_path: Path) -> None:
    first = export(hart, tmp_path)
    assert export(hart, tmp_path) == first
    metadata = pages(first).get_metadata_dict()
    assert metadata["Title"] == "Phone numbers"
    assert metadata["CreationDate"].endswith("Z")
    assert not metadata["Author"]
    assert str(tmp_path).encode() not in first
    assert b"/Lang (en-US)" in first


def test_numbers_in_a_pdf_dial(hart: Run, tmp_path: Path) -> None:
    assert b"/URI (tel:+18008422288)" in export(hart, tmp_path)


def test_the_page_loads_and_runs_nothing(hart: Run) -> None:
    page = hart("export", "handout").out
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<img|<link|@import|url\(|\bsrc=", page)


def test_a_number_in_a_text_of_the_page_is_never_broken() -> None:
    sheet = leaflet.plan([Hit(entry("n", summary="Call 1-800-555-0100 now."))], ExportOptions(titled=True, named=True))
    assert '<span class="whole">1-800-555-0100</span>' in "".join(handout.write(sheet))


HOSTILE = '"><script>alert(1)</script>&\x1b[2J\u202e\r\n{{x}}'


def test_a_hostile_value_is_text_on_a_page_and_on_paper() -> None:
    bad = entry(
        HOSTILE, summary=HOSTILE, hours=HOSTILE, operator=HOSTILE, languages=(HOSTILE,), url="javascript:alert(1)"
    )
    sheet = leaflet.plan([Hit(bad)], ExportOptions(titled=True, named=True))
    page = "".join(handout.write(sheet))
    assert "<script" not in page
    assert "javascript:" not in page
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", page)
    assert b"javascript:" not in handout_pdf.write(sheet)


@pytest.mark.parametrize("value", ["x" * 5000, "word " * 2000, "\u65e5\u672c\u8a9e" * 400, "", "\ud800"])
def test_a_text_of_any_length_is_set_whole_or_its_entry_is_told(value: str) -> None:
    for layout in ("sheet", "card"):
        long = entry(value, summary=value, hours=value, operator=value, languages=("en",) * 200, number="9" * 400)
        sheet = leaflet.plan([Hit(long)] * 30, ExportOptions(titled=True, named=True, layout=layout))
        unfit = handout_pdf.unfit(sheet)
        assert len(unfit) in (0, len(sheet.items))
        whole = sheet._replace(items=tuple(item for item in sheet.items if item not in unfit))
        assert pages(handout_pdf.write(whole))
        assert bool(unfit) is (len(value) > 1000)


def test_marks_that_the_fonts_lack_become_like_ones_and_letters_never_do() -> None:
    assert handout_pdf.latin("\u2013 n\u0303 \u201cq\u201d \u2026") == '- \u00f1 "q" ...'
    for text in ("\u0141\u00f3d\u017a", "\u4f60\u597d", "\u0410", "\u0627"):
        assert not handout_pdf.has_letters(text)
        with pytest.raises(BrokenError):
            handout_pdf.latin(text)


@pytest.mark.parametrize("name", ["\u0141\u00f3d\u017a House", "\u4f60\u597d", "\u0414\u043e\u043c", "Nh\u00e0 \u1edf"])
def test_an_entry_whose_letters_a_pdf_lacks_is_named_and_the_page_is_offered(
    hart: Run, tmp_path: Path, name: str
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(DIRECTORY.replace("NAME", name), encoding="utf-8")
    ran = hart("export", "handout", "own-line", "rainn", "--titled", "--data", "own.toml", "-o", "out.pdf")
    assert ran.code == 0, ran.err
    told = [line for line in ran.err.splitlines() if "own-line" in line]
    assert told == ["Not in the PDF, which lacks their letters or the room: own-line; -o NAME.html has them."]
    text = words((tmp_path / "out.pdf").read_bytes())
    assert "?" not in text.replace("Who answers? Do you record? Whom do you tell?", "").replace("\n", " ")
    assert "860-555-0100" not in text
    page = hart("export", "handout", "own-line", "--titled", "--data", "own.toml", "-o", "out.html")
    assert name in (tmp_path / "out.html").read_text(encoding="utf-8")
    assert "Not in the PDF" not in page.err


def test_every_choice_is_on_the_card_at_the_size_of_a_credit_card() -> None:
    sheet = leaflet.plan([Hit(entry("n"))] * 20, ExportOptions(layout="card", named=True))
    assert [len(panel) for panel in handout.panels(sheet)] == [2, 2, 2, 2]
    assert handout.panels(sheet)[-1][-1] is None


def test_without_the_part_for_pdf_one_line_says_what_to_install(hart_process: Run, tmp_path: Path) -> None:
    (tmp_path / "fpdf.py").write_text("raise ImportError('no')\n")
    ran = hart_process(
        "export",
        "handout",
        "-o",
        "out.pdf",
        env={"PYTHONPATH": f"{tmp_path}:{documents.__file__.rpartition('/hart_cli')[0]}"},
    )
    assert ran.code == 5
    assert "pip install 'hart-directory[pdf]'" in ran.err.splitlines()[0]
    assert "Traceback" not in ran.err
    assert not (tmp_path / "out.pdf").exists()


def test_a_file_that_is_there_stays(hart: Run, tmp_path: Path) -> None:
    (tmp_path / "out.pdf").write_bytes(b"mine")
    assert hart("export", "handout", "-o", "out.pdf").code == 2
    assert (tmp_path / "out.pdf").read_bytes() == b"mine"


def test_an_image_of_the_sheet_is_no_empty_page(hart: Run, tmp_path: Path) -> None:
    image = pages(export(hart, tmp_path))[0].render(scale=1).to_pil().convert("L")
    dark = sum(image.histogram()[:128]) / (image.width * image.height)
    assert 0.03 < dark < 0.3


ANSWER = [
    "911",
    "988-lifeline",
    "ct-safe-connect",
    "national-human-trafficking-hotline",
    "ct-careline",
    "211-connecticut",
]
LGBTQ = ("1-877-565-8860", "1-888-843-4564", "1-800-246-7743", "1-866-488-7386", "678678")


def body(page: str) -> str:
    """The words of a page, without its style."""
    page = re.sub(r"<style>.*?</style>|<svg.*?</svg>", " ", page, flags=re.DOTALL)
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", page)).split())


@pytest.mark.parametrize(
    "options", [(), ("--age", "15"), ("--ui", "es"), ("-g", "immigrants"), ("-g", "deaf"), ("--layout", "card")]
)
def test_every_paper_starts_with_the_emergency_answer_in_its_order(hart: Run, options: tuple[str, ...]) -> None:
    page = hart("export", "handout", *options).out
    assert re.findall(r'<strong class="number">(?:<a[^>]*>)?([^<]*)', page)[:6] == NUMBERS
    titled = hart("export", "handout", "--titled", *options).out
    assert re.findall(r'<strong class="number">(?:<a[^>]*>)?([^<]*)', titled)[:6] == NUMBERS


def test_the_order_of_the_emergency_answer_is_that_of_the_needs_and_each_line_says_when(hart: Run) -> None:
    bundled = open_all(()).bundled
    assert list(emergency_answer(bundled)) == ANSWER
    assert set(ANSWER) == set(leaflet._CAPTIONS)
    turned = tuple(entry for one in reversed(ANSWER) if (entry := bundled.by_id(one)))
    sheet = leaflet.plan([], ExportOptions(first=turned))
    assert [item.id for item in sheet.urgent] == ANSWER[::-1]
    assert {item.id for item in leaflet.plan([], ExportOptions()).urgent} == {line.id for line in LINES}


def test_a_neutral_paper_does_not_tell_a_watcher_whom_it_is_about(hart: Run) -> None:
    for ui in ("en", "es"):
        text = body(hart("export", "handout", "--ui", ui).out)
        assert not re.search(r"partner or family|controlled|have sex|sexo|pareja|made to work", text, re.IGNORECASE)
    assert "Made to work or to have sex" in body(hart("export", "handout", "--titled").out)


@pytest.mark.parametrize("format", ["handout", "vcard"])
def test_lines_for_lgbtq_people_alone_stand_on_neutral_papers_only_where_asked_for(hart: Run, format: str) -> None:
    def held(*options: str) -> list[str]:
        only = re.sub(r"\D", "", hart("export", format, *options).out.replace("\n ", ""))
        return [number for number in LGBTQ if re.sub(r"\D", "", number).removeprefix("1") in only]

    for options in ((), ("--age", "15"), ("-k", "hotline"), ("--ui", "es"), ("-g", "immigrants")):
        assert held(*options) == []
    assert held("-g", "lgbtq")
    assert held("trans-lifeline")
    own = entry("A line", groups=("lgbtq", "adults"))
    assert not neutral.may_stand(own, named=False, titled=False)
    assert neutral.may_stand(own, named=False, titled=True)
    assert neutral.may_stand(own._replace(groups=("everyone", "lgbtq")), named=False, titled=False)


@pytest.mark.parametrize("ui", ["en", "es"])
def test_a_sheet_for_immigrants_has_legal_help_before_national_lines(hart: Run, ui: str) -> None:
    page = hart("export", "handout", "-g", "immigrants", "--ui", ui).out
    numbers = re.findall(r'<strong class="number">(?:<a[^>]*>)?([^<]*)', page)[6:]
    assert {"1-800-453-3320", "203-336-0141"} <= set(numbers[:3])
    assert not {"1-800-656-4673", "1-800-799-7233"} & set(numbers[:3])


def test_a_line_that_warns_of_prosecution_is_on_no_neutral_sheet_unless_named(hart: Run) -> None:
    for options in ((), ("-g", "immigrants", "--ui", "es"), ("-g", "crime-victims"), ("-t", "victim-rights")):
        assert "1-877-846-3428" not in hart("export", "handout", *options).out
    assert "1-877-846-3428" in hart("export", "handout", "ct-savin").out
    warned = entry("A line", cautions=("Who lies here is prosecuted.",))
    assert choose([Hit(warned)], ExportOptions()) == []
    assert choose([Hit(warned)], ExportOptions(titled=True)) == [warned]


def test_when_a_number_is_for_stands_whole_beside_it(hart: Run) -> None:
    text = body(hart("export", "handout", "ct-action-line", "statewide-legal-services").out)
    assert "From outside Connecticut: 1-800-203-1234 ." in text
    assert "Or call 211 ." in text
    assert "Call 211 ." not in text
    assert "From Middletown and Hartford: 860-344-0380 ." in text
    after = Phone("860-555-0102", "+18605550102", None, "voice", "After 5 p.m. and on weekends", None)
    hidden = after._replace(label="Only for victims of abuse")
    for phone, told in ((after, "After 5 p.m. and on weekends: 860-555-0102."), (hidden, str(instructions._ASK))):
        line = entry("A line")
        (item,) = leaflet.plan([Hit(line._replace(phones=(*line.phones, phone)))], ExportOptions(named=True)).items
        assert any(told in said for said in item.lines)


def test_to_ask_for_more_is_said_only_where_what_is_hidden_changes_what_to_do(hart: Run) -> None:
    for options in ((), ("--ui", "es"), ("--age", "15"), ("-g", "immigrants"), ("--layout", "card")):
        text = body(hart("export", "handout", *options).out)
        assert "There is more to know" not in text
        assert "Hay algo más que saber" not in text
    line = entry("A line")
    for caution, asked in (
        ("One leaflet on abuse calls it by another name.", False),
        ("Do not call from the phone of who abuses you.", True),
    ):
        warned = line._replace(phones=(line.phones[0]._replace(caution=caution),))
        (item,) = leaflet.plan([Hit(warned)], ExportOptions(named=True)).items
        assert (str(instructions._ASK) in item.lines) is asked


def test_a_word_to_text_stands_with_its_number(hart: Run) -> None:
    entries = json.loads(hart("list", "--json").out)["results"]
    for one in entries:
        for phone in one["phones"]:
            keyword = re.search(r"Text ([A-Z][A-Z0-9]+)\b", phone["label"] or "")
            if phone["channel"] == "text" and keyword:
                said = f"Text {keyword[1]} to {phone['number']}"
                for options in ((), ("--titled",)):
                    assert said in body(hart("export", "handout", one["id"], *options).out).replace("( ", "(")
                    card = hart("export", "vcard", one["id"], *options).out.replace("\n ", "")
                    assert said in card
    only = Phone("233733", None, None, "text", "Text HELP", None)
    (item,) = leaflet.plan([Hit(entry("n")._replace(phones=(only,)))], ExportOptions(named=True)).items
    assert item.number.replace("\u00a0", " ") == "Text HELP to 233733"


def test_a_line_that_takes_texts_has_a_code_to_text_beside_the_code_to_call(hart: Run) -> None:
    for ui, caption in (("en", "text only if you cannot speak"), ("es", "texto solo si no puede hablar")):
        by_id = {item.id: item for item in leaflet.plan([], papers_wish(ui)).urgent}
        links = {one: [code.link for code in by_id[one].codes] for one in ANSWER}
        assert links["988-lifeline"] == ["tel:988", "sms:988"]
        assert links["ct-safe-connect"] == ["tel:+18887742900", "sms:+18887742900"]
        assert links["national-human-trafficking-hotline"] == ["tel:+18883737888", "sms:233733"]
        assert links["ct-careline"] == ["tel:+18008422288"]
        assert [code.caption for code in by_id["911"].codes if code.link == "sms:911"] == [caption]


def papers_wish(ui: str) -> ExportOptions:
    bundled = open_all(()).bundled
    return ExportOptions(ui=ui, first=tuple(entry for one in ANSWER if (entry := bundled.by_id(one))))


def test_deaf_people_find_what_each_number_is_and_no_number_twice(hart: Run) -> None:
    text = body(hart("export", "handout", "-g", "deaf").out)
    assert "TTY 1-800-624-5518 . Not confirmed." in text
    assert "From a videophone, in American Sign Language: 1-800-273-8255 ." in text
    assert "TTY 1-800-273-8255" not in text
    long = re.findall(r"\b(?:1-)?\d{3}-\d{3}-\d{4}\b", text)
    assert len(long) > 8
    assert sorted(set(long)) == sorted(long)
    spanish = body(hart("export", "handout", "-g", "deaf", "--ui", "es").out)
    assert "Desde un videoteléfono, en lengua de señas americana (ASL): 1-800-273-8255 ." in spanish


def test_no_two_names_differ_by_a_figure_alone(hart: Run) -> None:
    for options in ((), ("--ui", "es"), ("-k", "hotline"), ("-g", "deaf"), ("-g", "immigrants", "--ui", "es")):
        names = re.findall(r"<h2>([^<]*)</h2>", hart("export", "handout", *options).out)
        assert len(set(names)) == len(names)
        assert not [name for name in names if re.search(r"\(\d+\)$", name)]


def test_a_neutral_name_says_what_a_line_is_for() -> None:
    for topic, use in (("labor-trafficking", "for work and pay"), ("victim-rights", "legal questions")):
        assert use in neutral.name(entry("A line", topics=(topic,)), "en")


@pytest.mark.parametrize(("layout", "least"), [("sheet", 10), ("card", 9)])
def test_the_text_of_a_paper_is_black_and_large_enough(hart: Run, tmp_path: Path, layout: str, least: int) -> None:
    content = pages(export(hart, tmp_path, "--layout", layout, "--no-codes"))
    sizes = {
        round(text.get_charbox(n)[3] - text.get_charbox(n)[1], 1)
        for page in content
        for text in [page.get_textpage()]
        for n in range(text.count_chars())
        if text.get_text_range(n, 1) == "H"
    }
    capital = 0.718  # the height of a capital letter in Helvetica, of its size
    assert min(sizes) >= least * capital - 0.2
    style = hart("export", "handout", "--layout", layout).out.partition("</style>")[0]
    body = style if layout == "card" else style.partition("@media screen")[0]
    assert not re.search(r"color: #(?!000|fff)", body)
    printed = [float(size) for size in re.findall(r"(?:p|quiet|footer)[^{}]*\{[^}]*font-size: ([\d.]+)pt", body)]
    assert min(printed) >= least
