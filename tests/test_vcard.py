"""hart export vcard: cards that any address book takes, that hold nothing but text, and that tell little."""

import re

import pytest
import vobject
from hypothesis import given, settings
from hypothesis import strategies as st

from hart_cli.export import vcard
from hart_cli.export.wish import Wish
from hart_cli.model import Email, Entry, Hit, Phone, Provider, Source, Url

SOURCE = Source("s", "A source", None, None, "2024", "copy")
PLAIN = settings(deadline=None, max_examples=150, derandomize=True)
anything = st.text(st.characters(codec="utf-8"), max_size=60)
telling = re.compile(
    r"traffick|abuse|assault|suicide|violence|victim|crisis|lgbt|DCF|runaway|survivor|http", re.IGNORECASE
)


def cards(text):
    return list(vobject.readComponents(text))


def hostile(value):
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


def test_every_card_of_the_directory_is_read_by_a_library_for_cards(hart):
    for options in ([], ["--titled"], ["--titled", "--people"], ["--ui", "es"]):
        ran = hart("export", "vcard", *options)
        assert ran.code == 0
        read = cards(ran.out)
        assert len(read) == ran.out.count("BEGIN:VCARD") > 40
        assert all(card.version.value == "4.0" and card.fn.value and card.uid.value for card in read)


def test_a_card_holds_number_languages_hours_and_dates(hart):
    (card,) = cards(hart("export", "vcard", "988").out)
    assert [tel.value for tel in card.tel_list] == ["988", "sms:988", "tel:+18002738255"]
    assert [tel.type_param for tel in card.tel_list] == ["voice", "text", "textphone"]
    assert [lang.value for lang in card.lang_list] == ["en", "es", "ase", "mul"]
    assert card.note.value == "Hours: 24 hours a day, every day. Number as of: undated. Not checked by anyone."
    assert re.fullmatch(r"\d{8}T000000Z", card.rev.value)


def test_an_address_and_an_extension_reach_the_address_book(hart):
    (office,) = cards(hart("export", "vcard", "dcf-office-hartford").out)
    assert office.adr.value.street == "250 Hamilton Street, Hartford, CT 06106"
    (person,) = cards(hart("export", "vcard", "cassandra-defelice", "--people", "--titled").out)
    assert person.tel.value == "tel:+18605710093;ext=112"
    assert person.kind.value == "individual"


def test_by_default_names_are_neutral_and_nothing_tells_what_it_is(hart):
    text = hart("export", "vcard").out.replace("\n ", "")
    assert not telling.search(text)
    assert {card.fn.value.split()[0] for card in cards(text)} <= {
        "Emergency",
        "Helpline",
        "Service",
        "Program",
        "Office",
        "Contact",
    }


def test_neutral_names_are_different_and_stay_when_the_filters_change(hart):
    names = {card.uid.value: card.fn.value for card in cards(hart("export", "vcard").out)}
    assert len(set(names.values())) == len(names)
    (careline,) = cards(hart("export", "vcard", "ct-careline").out)
    assert careline.fn.value == "Helpline 2288"
    assert names[careline.uid.value] == "Helpline 2288"


def test_titled_cards_have_names_addresses_and_what_they_are_for(hart):
    (card,) = cards(hart("export", "vcard", "careline", "--titled").out)
    assert card.fn.value == "DCF Careline"
    assert card.url.value == "https://portal.ct.gov/dcf"
    assert "reports of suspected abuse" in card.note.value


def test_a_caution_about_clouds_and_shared_phones_goes_to_standard_error(hart):
    ran = hart("export", "vcard", "careline")
    assert "cloud" in ran.err
    assert "family" in ran.err
    assert "cloud" not in ran.out


def test_a_neutral_card_of_the_police_or_of_immigration_is_made_only_by_name_and_says_who_answers(hart):
    assert "2423" not in hart("export", "vcard").out.replace("\r\n ", "")
    named = hart("export", "vcard", "hsi-tip-line").out.replace("\r\n ", "")
    assert "FN:Helpline 2423" in named
    assert "NOTE:Police or immigration officers answer here." in named
    spanish = hart("export", "vcard", "hsi-tip-line", "--ui", "es").out.replace("\r\n ", "")
    assert "NOTE:Aquí responden agentes de policía o de inmigración." in spanish
    assert "officers answer here" in hart("export", "vcard", "--titled").out.replace("\r\n ", "")


def test_named_staff_get_a_card_only_where_asked_for(hart):
    people = hart("list", "-k", "person", "-f", "ids").out.split()
    plain, asked = hart("export", "vcard", "--titled").out, hart("export", "vcard", "--titled", "--people").out
    assert "KIND:individual" not in plain
    assert asked.count("KIND:individual") == len(people) - 1  # of one nothing is known but the name
    ran = hart("export", "vcard", people[0])
    assert ran.code == 1
    assert ran.out == ""


def test_no_card_invites_to_text_911(hart):
    for ui in ("en", "es"):
        assert "sms:911" not in hart("export", "vcard", "--ui", ui, "--titled").out


def test_the_file_is_whole_new_and_private(hart, tmp_path):
    ran = hart("export", "vcard", "-k", "hotline", "-o", "numbers.vcf")
    assert ran.code == 0
    assert "cards written to numbers.vcf" in ran.err
    content = (tmp_path / "numbers.vcf").read_bytes()
    assert content.count(b"\n") == content.count(b"\r\n")
    assert (tmp_path / "numbers.vcf").stat().st_mode & 0o777 == 0o600
    assert hart("export", "vcard", "-o", "numbers.vcf").code == 2
    assert (tmp_path / "numbers.vcf").read_bytes() == content


def test_limit_counts_cards(hart):
    assert len(cards(hart("export", "vcard", "--limit", "3").out)) == 3


def test_nothing_to_write_writes_nothing(hart, tmp_path):
    ran = hart("export", "vcard", "-k", "act", "-o", "none.vcf")
    assert ran.code == 1
    assert not (tmp_path / "none.vcf").exists()


@PLAIN
@given(anything, st.booleans())
def test_no_value_makes_a_second_card_or_property(value, titled):
    made = vcard.card(hostile(value), Wish(titled=titled, revised="2026-01-01"), {})
    usual = vcard.card(hostile("x"), Wish(titled=titled, revised="2026-01-01"), {})
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
def test_a_card_inside_a_value_stays_text(value):
    read = cards(vcard.card(hostile(value), Wish(titled=True), {}))
    assert len(read) == 1
    assert not any(tel.value in ("911", "y") for tel in read[0].tel_list)


@PLAIN
@given(anything)
def test_lines_fold_at_75_octets_and_unfold_to_what_they_were(text):
    line = "NOTE:" + "".join(text.splitlines()) * 5
    folded = vcard.fold(line)
    assert all(len(part.encode()) <= 75 for part in folded.split("\r\n"))
    assert folded.removesuffix("\r\n").replace("\r\n ", "") == line


def test_only_a_plain_number_becomes_a_link():
    odd = ["+1800842;x", "tel:911", "+1-800", "+", "0041", "+18008422288\r\nTEL:1", "\u0669\u0661\u0661"]
    for value in odd:
        made = vcard.card(hostile(value)._replace(phones=(Phone(value, value, None, "voice", None, None),)), Wish(), {})
        assert "VALUE=uri" not in made


def test_hits_that_make_no_card_are_passed_over():
    act = Hit(Entry("a", "act", "An act", SOURCE, "hart", phones=(Phone("911", None, None, "voice", None, None),)))
    assert list(vcard.write([act], Wish())) == []
