"""hart export handout: a sheet or a wallet card for a person, as a page and as a PDF, and its codes scan."""

import re

import pypdfium2
import pytest
import zxingcpp
from PIL import Image, ImageDraw

from hart_cli.cli import papers
from hart_cli.export import handout, handout_pdf, leaflet
from hart_cli.export.wish import Wish
from hart_cli.model import Entry, Hit, Phone, Source, Url

SOURCE = Source("s", "A source", None, None, "2024", "copy")
NUMBERS = ["911", "1-888-373-7888", "1-800-842-2288"]
DIALED = {"tel:911", "tel:+18883737888", "tel:+18008422288"}
telling = re.compile(r"traffick|abuse|assault|suicide|violence|victim|lgbt|DCF|runaway|survivor|trata", re.IGNORECASE)
EVERY = [(layout, ui, titled) for layout in ("sheet", "card") for ui in ("en", "es") for titled in (False, True)]


def entry(name, number="860-555-0100", url="https://example.org/", **more):
    phones = (Phone(number, "+1" + number.replace("-", ""), None, "voice", None, None),)
    return Entry("an-id", "hotline", name, SOURCE, "hart", phones=phones, urls=(Url(url, None, None, None),), **more)


def pages(content):
    return pypdfium2.PdfDocument(content)


def words(content):
    return pages(content)[0].get_textpage().get_text_range().replace("\r\n", "\n")


def scanned(image):
    return {code.text for code in zxingcpp.read_barcodes(image.convert("L"))}


def export(hart, tmp_path, *options):
    ran = hart("export", "handout", *options, "-o", "out.pdf", "--force")
    assert ran.code == 0, ran.err
    return (tmp_path / "out.pdf").read_bytes()


@pytest.mark.parametrize(("layout", "ui", "titled"), EVERY)
def test_a_pdf_is_one_letter_page_with_the_emergency_numbers_first(hart, tmp_path, layout, ui, titled):
    options = ["--layout", layout, "--ui", ui] + (["--titled"] if titled else [])
    content = export(hart, tmp_path, *options)
    pdf = pages(content)
    assert len(pdf) == 1
    assert [round(side) for side in pdf[0].get_size()] == [612, 792]
    text = words(content)
    found = [text.index(number) for number in NUMBERS]
    assert found == sorted(found)
    others = [
        number for number in re.findall(r"^(?:1-)?\d{3}-\d{3}-\d{4}$", text, re.MULTILINE) if number not in NUMBERS
    ]
    assert others
    assert found[-1] < min(text.index(number) for number in others)


@pytest.mark.parametrize(("layout", "ui", "titled"), EVERY)
def test_every_code_of_a_pdf_scans_to_what_stands_beside_it(hart, tmp_path, layout, ui, titled):
    options = ["--layout", layout, "--ui", ui] + (["--titled"] if titled else [])
    page = pages(export(hart, tmp_path, *options))[0]
    codes = scanned(page.render(scale=300 / 72).to_pil())
    assert codes >= DIALED
    numbers = {code.removeprefix("tel:+1") for code in codes if code.startswith("tel:+1")}
    printed = re.sub(r"\D", "", words((tmp_path / "out.pdf").read_bytes()))
    assert len(numbers) > 6
    assert all(number in printed for number in numbers)


def test_every_code_of_a_page_scans(hart):
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
    assert any(code.startswith("https://") for code in codes)


@pytest.mark.parametrize("ui", ["en", "es"])
@pytest.mark.parametrize("layout", ["sheet", "card"])
def test_by_default_nothing_on_paper_tells_what_it_is_about(hart, tmp_path, ui, layout):
    content = export(hart, tmp_path, "--ui", ui, "--layout", layout)
    assert not telling.search(words(content))
    assert not telling.search(str(pages(content).get_metadata_dict()))
    page = hart("export", "handout", "--ui", ui, "--layout", layout).out
    assert not telling.search(re.sub(r"<style>.*?</style>", "", page, flags=re.DOTALL))


def test_titled_has_names_addresses_and_who_answers(hart, tmp_path):
    text = " ".join(words(export(hart, tmp_path, "ct-safe-connect", "--titled")).split())
    assert "National Human Trafficking Hotline" in text
    assert "CT Safe Connect" in text
    assert "www.ctcadv.org" in text
    assert "Answered by: Connecticut Coalition Against Domestic Violence" in text


def test_it_says_the_date_of_the_data_and_that_nobody_dialed_the_numbers(hart, tmp_path):
    text = words(export(hart, tmp_path))
    assert re.search(r"List revised on \d{4}-\d\d-\d\d\.", text)
    assert "Nobody has dialed these numbers" in text
    assert "Hours: not stated" in text


@pytest.mark.parametrize("layout", ["sheet", "card"])
def test_no_spanish_paper_invites_to_text_911(hart, tmp_path, layout):
    text = words(export(hart, tmp_path, "--ui", "es", "--layout", layout, "--titled"))
    assert "al 911" not in text
    assert "llame" in text
    assert "sms:911" not in hart("export", "handout", "--ui", "es").out


def test_spanish_has_the_fixed_texts_in_spanish_and_says_what_is_english(hart):
    page = hart("export", "handout", "childhelp", "--titled", "--ui", "es").out
    assert '<html lang="es">' in page
    assert "Horario" in page
    assert "Hours" not in page
    made = leaflet.plan([Hit(entry("A line", summary="It helps."))], Wish(ui="es", titled=True, named=True))
    assert made.items[0].about == "It helps. (en inglés)"


def test_ids_come_in_their_order_and_emergency_lines_once(hart, tmp_path):
    text = words(export(hart, tmp_path, "trevor-project", "ct-careline", "988-lifeline"))
    assert text.index("1-866-488-7386") < text.index("\n988")
    assert text.count("1-800-842-2288") == 1


def test_a_program_without_a_number_says_so(hart, tmp_path):
    text = words(export(hart, tmp_path, "we-matter", "--titled"))
    assert "We Matter!" in text
    assert "No number is stated" in text


def test_what_did_not_fit_is_counted_on_paper_and_on_standard_error(hart, tmp_path):
    ran = hart("export", "handout", "-k", "hotline", "-o", "out.pdf")
    left_out = re.search(r"^(\d+) more did not fit", ran.err, re.MULTILINE)
    assert left_out
    assert f"{left_out[1]} more did not fit here." in words((tmp_path / "out.pdf").read_bytes())
    assert "did not fit" not in hart("export", "handout", "-k", "hotline", "--limit", "3").err


def test_the_filters_choose_and_what_states_a_fit_stands_first(hart):
    page = hart("export", "handout", "-l", "es", "--titled").out
    names = re.findall(r"<h2>([^<]*)</h2>", page)[3:]
    listed = {hit.split("\t")[2] for hit in hart("list", "-l", "es", "--strict").out.splitlines()}
    assert names
    assert names[0].replace("&amp;", "&") in listed


def test_nothing_that_fits_still_gives_the_emergency_lines(hart):
    ran = hart("export", "handout", "-l", "fr", "--strict")
    assert ran.code == 1
    assert all(number in ran.out for number in NUMBERS)
    assert "only the emergency lines" in ran.err


def test_lines_of_the_police_and_of_immigration_stand_on_paper_only_by_name_and_say_who_answers(hart):
    for options in ((), ("--kind", "hotline"), ("--titled", "--layout", "card")):
        assert "officers answer" not in hart("export", "handout", *options).out
    assert hart("export", "handout", "hsi-tip-line", "fbi-tips").out.count("immigration officers answer here.") == 2
    assert "agentes de policía o de inmigración" in hart("export", "handout", "hsi-tip-line", "--ui", "es").out


def test_an_unknown_id_is_said_and_ids_and_filters_are_not_mixed(hart):
    ran = hart("export", "handout", "ct-careline", "no-such-line")
    assert ran.code == 1
    assert "1 of 2 ids" in ran.err
    assert hart("export", "handout", "ct-careline", "--age", "15").code == 2


def test_the_same_question_makes_the_same_pdf_and_says_nothing_of_its_maker(hart, tmp_path):
    first = export(hart, tmp_path)
    assert export(hart, tmp_path) == first
    metadata = pages(first).get_metadata_dict()
    assert metadata["Title"] == "Phone numbers"
    assert metadata["CreationDate"].endswith("Z")
    assert not metadata["Author"]
    assert str(tmp_path).encode() not in first
    assert b"/Lang (en-US)" in first


def test_numbers_in_a_pdf_dial(hart, tmp_path):
    assert b"/URI (tel:+18008422288)" in export(hart, tmp_path)


def test_the_page_loads_and_runs_nothing(hart):
    page = hart("export", "handout").out
    assert "default-src 'none'" in page
    assert not re.search(r"<script|<img|<link|@import|url\(|\bsrc=", page)


def test_a_number_in_a_text_of_the_page_is_never_broken():
    sheet = leaflet.plan([Hit(entry("n", summary="Call 1-800-555-0100 now."))], Wish(titled=True, named=True))
    assert '<span class="whole">1-800-555-0100</span>' in "".join(handout.write(sheet))


HOSTILE = '"><script>alert(1)</script>&\x1b[2J\u202e\r\n{{x}}'


def test_a_hostile_value_is_text_on_a_page_and_on_paper():
    bad = entry(
        HOSTILE, summary=HOSTILE, hours=HOSTILE, operator=HOSTILE, languages=(HOSTILE,), url="javascript:alert(1)"
    )
    sheet = leaflet.plan([Hit(bad)], Wish(titled=True, named=True))
    page = "".join(handout.write(sheet))
    assert "<script" not in page
    assert "javascript:" not in page
    assert not re.search(r"[\x00-\x09\x0b-\x1f\u202e]", page)
    assert b"javascript:" not in handout_pdf.write(sheet)


@pytest.mark.parametrize("value", ["x" * 5000, "word " * 2000, "\u65e5\u672c\u8a9e" * 400, "", "\ud800"])
def test_any_text_still_makes_one_page(value):
    for layout in ("sheet", "card"):
        long = entry(value, summary=value, hours=value, operator=value, languages=("en",) * 300, number="9" * 400)
        sheet = leaflet.plan([Hit(long)] * 30, Wish(titled=True, named=True, layout=layout))
        assert len(pages(handout_pdf.write(sheet))) == 1


def test_letters_that_the_fonts_lack_become_plain_ones():
    assert handout_pdf.latin("Łódź – ñ “q” …") == '?ódz - ñ "q" ...'


def test_every_choice_is_on_the_card_at_the_size_of_a_credit_card():
    sheet = leaflet.plan([Hit(entry("n"))] * 20, Wish(layout="card", named=True))
    assert [len(panel) for panel in handout.panels(sheet)] == [3, 3, 3, 3]
    assert handout.panels(sheet)[-1][-1] is None


def test_without_the_part_for_pdf_one_line_says_what_to_install(hart, tmp_path):
    (tmp_path / "fpdf.py").write_text("raise ImportError('no')\n")
    ran = hart(
        "export",
        "handout",
        "-o",
        "out.pdf",
        env={"PYTHONPATH": f"{tmp_path}:{papers.__file__.rpartition('/hart_cli')[0]}"},
    )
    assert ran.code == 5
    assert "pip install 'hart-directory[pdf]'" in ran.err.splitlines()[0]
    assert "Traceback" not in ran.err
    assert not (tmp_path / "out.pdf").exists()


def test_a_file_that_is_there_stays(hart, tmp_path):
    (tmp_path / "out.pdf").write_bytes(b"mine")
    assert hart("export", "handout", "-o", "out.pdf").code == 2
    assert (tmp_path / "out.pdf").read_bytes() == b"mine"


def test_an_image_of_the_sheet_is_no_empty_page(hart, tmp_path):
    image = pages(export(hart, tmp_path))[0].render(scale=1).to_pil().convert("L")
    dark = sum(image.histogram()[:128]) / (image.width * image.height)
    assert 0.03 < dark < 0.3
