"""hart export vcard: cards that any address book takes, that hold nothing but text, and that tell little."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import vobject
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st

from hart_cli.export import vcard
from hart_cli.export.options import ExportOptions
from hart_cli.model import Email, Entry, Hit, Phone, Provider, Source, Url

SOURCE = Source("s", "A source", None, None, "2024", "copy")
PLAIN = settings(deadline=None, max_examples=150, derandomize=True)
anything = st.text(st.characters(codec="utf-8"), max_size=60)
telling = re.compile(
    r"traffick|abuse|assault|suicide|violence|victim|crisis|lgbt|DCF|runaway|survivor|http", re.IGNORECASE
)


def cards(text: str) -> list[Any]:
    return list(vobject.readComponents(text))


def hostile(value: str) -> Entry:
    phones = (
        Phone(value, None, None, "voice", value, value),
        Phone("860-571-0093", "+18605710093", value, "voice", None, None),
        Phone("1-800-842-2288", value, None, "text", None, None),
    )
    return Entry(
        value or "id",
        "program",
        value,
        SOURCE._replace(as_of=value),
        value,
        summary=value,
        phones=phones,
        emails=(Email(value, value),),
        urls=(Url(value, value, None, None),),
        languages=("en", value),
        postal_address=value,
        hours=value,
        cautions=(value,),
        provider=Provider("p", value),
    )


def test_every_card_of_the_directory_is_read_by_a_library_for_cards(hart: Run) -> None:
    for options in ([], ["--titled"], ["--titled", "--people"], ["--ui", "es"]):
        for version in ("3", "4"):
            ran = hart("export", "vcard", *options, "--version", version)
            assert ran.code == 0
            read = cards(ran.out)
            assert len(read) == ran.out.count("BEGIN:VCARD") > 40
            assert all(card.version.value == f"{version}.0" and card.fn.value and card.uid.value for card in read)
    assert hart("export", "vcard").out == hart("export", "vcard", "--version", "3").out


def test_version_3_holds_plain_numbers_and_nothing_that_is_of_version_4(hart: Run) -> None:
    for options in ([], ["--titled", "--people"]):
        lines = hart("export", "vcard", *options).out.replace("\n ", "").splitlines()
        names = {re.split("[:;]", line)[0] for line in lines}
        assert names <= set("BEGIN VERSION UID FN N ORG ROLE TEL EMAIL URL ADR NOTE REV END".split())
        numbers = [line for line in lines if line.startswith("TEL")]
        assert len(numbers) > 40
        assert all(re.fullmatch(r"TEL;TYPE=(VOICE|FAX):(\+1\d{10}|\d{3})", line) for line in numbers)


def test_a_number_for_texts_only_is_in_the_note_and_never_where_it_would_be_dialed(hart: Run) -> None:
    entries = json.loads(hart("list", "--json").out)["results"]
    helping = [e for e in entries if "lgbtq" not in e["groups"]]
    codes = {p["number"] for e in helping for p in e["phones"] if p["channel"] == "text"}
    codes -= {p["number"] for e in entries for p in e["phones"] if p["channel"] != "text"}
    assert len(codes) >= 4
    for version in ("3", "4"):
        read = cards(hart("export", "vcard", "--version", version).out)
        dialed = {re.sub(r"\D", "", tel.value) for card in read for tel in getattr(card, "tel_list", [])}
        assert not dialed & {re.sub(r"\D", "", code) for code in codes}
        notes = " ".join(card.note.value for card in read)
        assert all(f"{code}; do not call" in notes for code in codes)


def test_what_to_press_stands_with_its_number(hart: Run) -> None:
    (line,) = cards(hart("export", "vcard", "ct-mobile-crisis").out)
    assert "211: Press 1, then 1." in line.note.value
    (line,) = cards(hart("export", "vcard", "988").out)
    assert "press 2 for Spanish" in line.note.value
    (line,) = cards(hart("export", "vcard", "988", "--titled").out)
    assert "The separate choice for LGBTQ+ young people (press 3) ended" in line.note.value


@pytest.mark.parametrize(
    ("label", "neutral", "titled"),
    [
        ("Press 1 for crisis, then 1 for mobile crisis", "Press 1, then 1.", "Press 1 for crisis, then 1"),
        ("Press 2 for Spanish", "Press 2 for Spanish.", "Press 2 for Spanish."),
        ("Ask for the abuse intake worker", "Ask the person who gave you this.", "Ask for the abuse intake worker."),
        ("Dial 0 and say your town", "Dial 0 and say your town.", "Dial 0 and say your town."),
    ],
)
def test_an_instruction_of_any_entry_travels_or_is_asked_for(label: str, neutral: str, titled: str) -> None:
    line = hostile("x")._replace(phones=(Phone("860-555-0100", "+18605550100", None, "voice", label, None),))
    assert neutral in vcard.card(line, ExportOptions(), {}).replace("\r\n ", "").replace("\\", "")
    assert titled in vcard.card(line, ExportOptions(titled=True), {}).replace("\r\n ", "").replace("\\", "")


def test_a_number_that_a_caution_warns_of_is_on_no_card() -> None:
    caution = "One leaflet prints 1-800-999-5545 for it. That is wrong."
    line = hostile("x")._replace(phones=(Phone("860-555-0100", "+18605550100", None, "voice", None, caution),))
    assert "999" not in vcard.card(line, ExportOptions(titled=True), {})


def test_no_card_holds_the_address_of_a_shelter_or_safe_house() -> None:
    for said in ("A shelter for families", "Casa segura", "The Safe House"):
        line = hostile("x")._replace(summary=said, postal_address="1 Main Street", services=())
        for titled in (False, True):
            assert "Main Street" not in vcard.card(line, ExportOptions(titled=titled), {})


def test_who_is_told_is_on_every_card_of_a_line(hart: Run) -> None:
    (line,) = cards(hart("export", "vcard", "ct-careline").out)
    assert "Calls are recorded. A call here is a report to the state." in line.note.value
    for options in ([], ["--titled"]):
        for card in cards(hart("export", "vcard", "-k", "hotline", *options).out):
            assert "Under 18: if you give your name" in card.note.value
    (line,) = cards(hart("export", "vcard", "ct-careline", "--titled").out)
    assert all(label in line.note.value for label in ("Answered by: ", "Recorded: ", "Who is told: "))


def test_a_card_holds_number_languages_hours_and_dates(hart: Run) -> None:
    (card,) = cards(hart("export", "vcard", "988", "--version", "4").out)
    assert [tel.value for tel in card.tel_list] == ["988", "tel:+18002738255"]
    assert [tel.type_param for tel in card.tel_list] == ["voice", "textphone"]
    assert [lang.value for lang in card.lang_list] == ["en", "es", "ase", "mul"]
    assert "Text 988." in card.note.value
    assert "Hours: 24 hours a day, every day. Languages: English, Spanish," in card.note.value
    assert card.note.value.endswith("Number as of: undated. Not checked by anyone.")
    assert re.fullmatch(r"\d{8}T000000Z", card.rev.value)


def test_an_address_and_an_extension_reach_the_address_book(hart: Run) -> None:
    (office,) = cards(hart("export", "vcard", "dcf-office-hartford").out)
    assert office.adr.value.street == "250 Hamilton Street, Hartford, CT 06106"
    (person,) = cards(hart("export", "vcard", "cassandra-defelice", "--people", "--titled", "--version", "4").out)
    assert person.tel.value == "tel:+18605710093;ext=112"
    assert person.kind.value == "individual"
    (person,) = cards(hart("export", "vcard", "cassandra-defelice", "--people", "--titled").out)
    assert person.tel.value == "+18605710093"
    assert "860-571-0093 ext. 112" in person.note.value


def test_by_default_names_are_neutral_and_nothing_tells_what_it_is(hart: Run) -> None:
    text = hart("export", "vcard").out.replace("\n ", "")
    assert not telling.search(text)
    names = [card.fn.value for card in cards(text)]
    assert not any(re.search("hotline|line for|alliance|project|center", name, re.IGNORECASE) for name in names)
    assert all(re.search(r"\d{3}", name) for name in names)


@pytest.mark.parametrize(
    ("id", "ui", "name"),
    [
        ("runaway-safeline", "en", "Helpline 2929, away from home, for teens and young adults, day and night, by text"),
        (
            "ct-sexual-assault-hotline-spanish",
            "es",
            "L\u00ednea 8332, asuntos personales, en espa\u00f1ol, d\u00eda y noche, por texto",
        ),
        ("trans-lifeline", "en", "Helpline 8860, mood and worries, in English and Spanish"),
        ("dcf-office-bridgeport", "en", "Office 5300, Bridgeport"),
        ("ct-careline", "en", "Children's line 2288, day and night"),
        ("911", "es", "Emergencia 911"),
    ],
)
def test_a_neutral_name_tells_its_owner_which_line_it_is(hart: Run, id: str, ui: str, name: str) -> None:
    (card,) = cards(hart("export", "vcard", id, "--ui", ui).out)
    assert card.fn.value == name


def test_neutral_names_are_different_and_stay_when_the_filters_change(hart: Run) -> None:
    names = {card.uid.value: card.fn.value for card in cards(hart("export", "vcard").out)}
    assert len(set(names.values())) == len(names)
    (careline,) = cards(hart("export", "vcard", "ct-careline").out)
    assert names[careline.uid.value] == careline.fn.value


def test_titled_cards_have_names_addresses_and_what_they_are_for(hart: Run) -> None:
    (card,) = cards(hart("export", "vcard", "careline", "--titled").out)
    assert card.fn.value == "DCF Careline"
    assert card.url.value == "https://portal.ct.gov/dcf"
    assert "reports of suspected abuse" in card.note.value


def test_a_caution_about_clouds_and_shared_phones_goes_to_standard_error(hart: Run) -> None:
    ran = hart("export", "vcard", "careline")
    assert "cloud" in ran.err
    assert "family" in ran.err
    assert "cloud" not in ran.out


def test_a_line_of_the_police_or_of_immigration_is_on_no_neutral_card_and_titled_only_by_its_id(hart: Run) -> None:
    entries = json.loads(hart("list", "-k", "hotline", "--json").out)["results"]
    listed = hart("hotline", "--all").out
    ids = [e["id"] for e in entries if e["id"] in ("hsi-tip-line", "fbi-tips")]
    assert len(ids) == 2, listed
    for options in ((), ("--titled",), ("--kind", "hotline", "--titled"), ("--ui", "es"), ("--version", "4")):
        out = hart("export", "vcard", *options).out
        assert "8663472423" not in out
        assert "8002255324" not in out
    for one in ids:
        neutral = hart("export", "vcard", one)
        assert (neutral.code, neutral.out) == (1, "")
        assert f"officers answer: {one}; --titled" in neutral.err
        titled = hart("export", "vcard", one, "--titled").out.replace("\n ", "")
        assert "NOTE:Police or immigration officers answer here." in titled
        spanish = hart("export", "vcard", one, "--titled", "--ui", "es").out.replace("\n ", "")
        assert "NOTE:Aqu\u00ed responden agentes de polic\u00eda o de inmigraci\u00f3n." in spanish
    both = hart("export", "vcard", "988", *ids)
    assert both.code == 1
    assert len(cards(both.out)) == 1


def test_named_staff_get_a_card_only_where_asked_for(hart: Run) -> None:
    people = hart("list", "-k", "person", "-f", "ids").out.split()
    plain = hart("export", "vcard", "--titled", "--version", "4").out
    asked = hart("export", "vcard", "--titled", "--people", "--version", "4").out
    assert "KIND:individual" not in plain
    assert asked.count("KIND:individual") == len(people) - 1  # of one nothing is known but the name
    ran = hart("export", "vcard", people[0])
    assert ran.code == 1
    assert ran.out == ""


def test_no_card_invites_to_text_911(hart: Run) -> None:
    for ui in ("en", "es"):
        assert "sms:911" not in hart("export", "vcard", "--ui", ui, "--titled").out


def test_the_file_is_whole_new_and_private(hart: Run, tmp_path: Path) -> None:
    ran = hart("export", "vcard", "-k", "hotline", "-o", "numbers.vcf")
    assert ran.code == 0
    assert "cards written to numbers.vcf" in ran.err
    content = (tmp_path / "numbers.vcf").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert (tmp_path / "numbers.vcf").stat().st_mode & 0o777 == 0o600
    assert hart("export", "vcard", "-o", "numbers.vcf").code == 2
    assert (tmp_path / "numbers.vcf").read_bytes() == content


def test_limit_counts_cards(hart: Run) -> None:
    assert len(cards(hart("export", "vcard", "--limit", "3").out)) == 3


def test_nothing_to_write_writes_nothing(hart: Run, tmp_path: Path) -> None:
    ran = hart("export", "vcard", "-k", "act", "-o", "none.vcf")
    assert ran.code == 1
    assert not (tmp_path / "none.vcf").exists()


@PLAIN
@given(anything, st.booleans(), st.sampled_from(vcard.VERSIONS))
def test_no_value_makes_a_second_card_or_property(value: Any, titled: Any, version: Any) -> None:
    options = ExportOptions(titled=titled, revised="2026-01-01", vcard=version)
    made = vcard.card(hostile(value), options, {})
    usual = vcard.card(hostile("x"), options, {})
    names = [re.split("[:;]", line)[0] for line in made.replace("\r\n ", "").split("\r\n")]
    allowed = {re.split("[:;]", line)[0] for line in usual.replace("\r\n ", "").split("\r\n")} | {"URL"}
    assert set(names) <= allowed
    assert names.count("BEGIN") == names.count("END") == names.count("FN") == names.count("NOTE") == 1
    assert names[0] == "BEGIN"
    assert names[-2:] == ["END", ""]
    assert not re.search(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]", made)


@pytest.mark.parametrize(
    "value",
    ["x\r\nEND:VCARD\r\nBEGIN:VCARD\r\nFN:y", "x\nTEL:911", "a;b,c\\n:d", "\x00", "x\u2028TEL:911", "\\", "\ud800"],
)
def test_a_card_inside_a_value_stays_text(value: str) -> None:
    read = cards(vcard.card(hostile(value), ExportOptions(titled=True), {}))
    assert len(read) == 1
    assert not any(tel.value in ("911", "y") for tel in read[0].tel_list)


@PLAIN
@given(anything)
def test_lines_fold_at_75_octets_and_unfold_to_what_they_were(text: Any) -> None:
    line = "NOTE:" + "".join(text.splitlines()) * 5
    folded = vcard.fold(line)
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert folded.removesuffix("\r\n").replace("\r\n ", "") == line


def test_only_a_plain_number_becomes_a_link() -> None:
    odd = ["+1800842;x", "tel:911", "+1-800", "+", "0041", "+18008422288\r\nTEL:1", "\u0669\u0661\u0661"]
    for value in odd:
        made = vcard.card(
            hostile(value)._replace(phones=(Phone(value, value, None, "voice", None, None),)),
            ExportOptions(vcard="4.0"),
            {},
        )
        assert "VALUE=uri" not in made


def test_hits_that_make_no_card_are_passed_over() -> None:
    act = Hit(Entry("a", "act", "An act", SOURCE, "hart", phones=(Phone("911", None, None, "voice", None, None),)))
    assert list(vcard.write([act], ExportOptions())) == []


def test_a_neutral_card_says_nothing_of_hours_that_are_not_stated_and_names_its_use(hart: Run) -> None:
    (card,) = cards(hart("export", "vcard", "ovs-helpline").out)
    assert "Hours" not in card.note.value
    assert "Hours: not stated." in cards(hart("export", "vcard", "ovs-helpline", "--titled").out)[0].note.value
    (wages,) = cards(hart("export", "vcard", "ct-wage-standards").out)
    assert wages.fn.value == "Helpline 6790, for work and pay"
