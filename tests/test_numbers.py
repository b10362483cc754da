"""Numbers, addresses and dashes in a question: bills, sections, ranges, hours, ZIP codes, e-mail addresses."""

from __future__ import annotations

import pytest
from conftest import Run

from hart_cli.search import numbers, query
from hart_cli.store.loader import open_bundled
from hart_cli.store.store import Store
from hart_cli.text import fold, words

DASHES = "\u2010\u2011\u2012\u2013\u2014\u2015\u2212"


@pytest.fixture(name="store", scope="module")
def bundled() -> Store:
    return open_bundled()


def named(question: str, store: Store) -> list[str]:
    """The ids of the entries that the numbers of a question name."""
    read = query.parse_query(question, store)
    return [store.entry(no).id for match in read.exact for no in match.entries]


@pytest.mark.parametrize(
    ("bill", "act"),
    [
        ("sHB 5621", "pa-16-71"),
        ("HB 5621", "pa-16-71"),
        ("hb5621", "pa-16-71"),
        ("HB05621", "pa-16-71"),
        ("H.B. 5621", "pa-16-71"),
        ("H.B. No. 5621", "pa-16-71"),
        ("House Bill 5621", "pa-16-71"),
        ("Substitute House Bill No. 5621", "pa-16-71"),
        ("bill 5621", "pa-16-71"),
        ("SB 1117", "pa-23-20"),
        ("sSB 1117", "pa-23-20"),
        ("S.B. 1117", "pa-23-20"),
        ("senate bill number 1117", "pa-23-20"),
        ("sb 1044", "pa-11-180"),
        ("HB 5666", "pa-13-166"),
    ],
)
def test_a_bill_in_any_spelling_is_the_act_that_it_became(hart: Run, store: Store, bill: str, act: str) -> None:
    assert named(bill, store) == [act]
    for command in ("find", "acts"):
        ran = hart(command, bill, "-f", "ids")
        assert (ran.code, ran.out) == (0, f"{act}\n"), command
    assert f"Id: {act}\n" in hart("show", bill).out


@pytest.mark.parametrize("bill", ["HB 9999", "House Bill 5622", "SB 5621", "sHB 1117"])
def test_a_bill_that_no_act_came_of_finds_nothing(hart: Run, bill: str) -> None:
    ran = hart("find", bill)
    assert (ran.code, ran.out) == (1, "")


@pytest.mark.parametrize("dash", DASHES)
def test_every_dash_is_a_hyphen(hart: Run, dash: str) -> None:
    assert hart("acts", f"16{dash}71", "-f", "ids").out == "pa-16-71\n"
    assert hart("acts", "--statute", f"53a{dash}82", "-f", "ids") == hart("acts", "--statute", "53a-82", "-f", "ids")
    assert hart("show", f"16{dash}71") == hart("show", "16-71")
    assert hart("show", f"pa{dash}16{dash}71") == hart("show", "pa-16-71")
    assert hart("find", f"1{dash}800{dash}842{dash}2288", "-f", "ids").out.startswith("ct-careline\n")
    assert hart("hotline", "careline", f"{dash}{dash}number").out == "1-800-842-2288\n"


@pytest.mark.parametrize("word", ["\u2014number", "\u2013number", "\u2013\u2013number"])
def test_an_option_whose_hyphens_became_another_dash_is_that_option(hart: Run, word: str) -> None:
    assert hart("hotline", "careline", word) == hart("hotline", "careline", "--number")


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("ages 14-21", ""),
        ("ages 14\u201321", ""),
        ("aged 14 to 21 mentor", "mentor"),
        ("youth 12-17", "youth"),
        ("12-17 year old", ""),
        ("12-17 year olds mentor", "mentor"),
        ("mentor 14-21", "mentor"),
        ("teens (13-18) shelter", "teens shelter"),
        ("between 12 and 17 program", "program"),
        ("edad de 12 a 17 mentor", "mentor"),
        ("jovenes 14-21", "jovenes"),
        ("entre 12 y 17 anos", ""),
    ],
)
def test_a_range_of_ages_is_no_act_and_no_persons_age_and_is_told(
    hart: Run, store: Store, question: str, rest: str
) -> None:
    spans = numbers.take_spans(numbers.in_one_style(fold(question)), store)
    assert spans.has_ages
    assert " ".join(words(spans.text)) == rest
    read = query.parse_query(question, store)
    assert read.age is None
    assert read.exact == ()
    ran = hart("find", question, "-f", "ids", "-n", "1")
    assert "The ages in the words were not read" in ran.err
    assert "Read as --age" not in ran.err
    assert not ran.out.startswith("pa-14-186")


@pytest.mark.parametrize(
    ("question", "rest"),
    [
        ("9-5", ""),
        ("9 to 5 job", "job"),
        ("9am-5pm lawyer", "lawyer"),
        ("8:30 am to 4:30 pm", ""),
        ("open 10-6", "open"),
    ],
)
def test_hours_are_left_out_and_told(hart: Run, store: Store, question: str, rest: str) -> None:
    spans = numbers.take_spans(numbers.in_one_style(question), store)
    assert spans.has_hours
    assert " ".join(words(spans.text)) == rest
    assert "Hours in the words were left out" in hart("find", question, "-n", "1").err


@pytest.mark.parametrize("question", ["24-7", "24/7", "24\u20137", "24 - 7", "24/7/365"])
def test_round_the_clock_is_read_in_any_spelling(hart: Run, question: str) -> None:
    assert hart("find", question, "-f", "ids").out == hart("find", "24/7", "-f", "ids").out != ""


@pytest.mark.parametrize(
    "question",
    [
        "16-71",
        "PA 16-71",
        "public act 10-115",
        "section 17-12",
        "1-800-842-2288",
        "860-236-4511",
        "10-12-2020",
        "9-1-1",
    ],
)
def test_what_only_looks_like_a_range_is_left_alone(store: Store, question: str) -> None:
    spans = numbers.take_spans(question, store)
    assert (spans.has_ages, spans.has_hours, spans.text) == (False, False, question)


@pytest.mark.parametrize(
    "question",
    [
        "sec. 53a 82",
        "section 53a-82",
        "53a 82",
        "\u00a7 53a-82",
        "C.G.S. \u00a7 53a-82(b)",
        "general statutes 53a-82",
        "SEC 53A-82",
    ],
)
def test_a_section_in_any_style_finds_the_acts_that_touch_it(store: Store, question: str) -> None:
    assert named(question, store) == named("53a-82", store)
    assert len(named(question, store)) > 1


def test_a_zip_code_with_its_route_is_the_zip_code(hart: Run) -> None:
    assert hart("find", "06106-1234", "-f", "ids").out == hart("find", "06106", "-f", "ids").out != ""


@pytest.mark.parametrize("before", ["", "mailto:", "MAILTO:", "email "])
def test_an_e_mail_address_finds_its_entry(hart: Run, before: str) -> None:
    assert hart("find", f"{before}projrescue@iiconn.org", "-f", "ids").out.startswith("project-rescue\n")
    assert "hart\n" in hart("find", f"{before}DCFHART@CT.GOV", "-f", "ids").out


@pytest.mark.parametrize("address", ["nobody@example.org", "mailto:someone@ct.gov"])
def test_an_e_mail_address_that_nobody_here_has_finds_nothing(hart: Run, address: str) -> None:
    ran = hart("find", address)
    assert (ran.code, ran.out) == (1, "")
    assert address not in ran.err


ONE_WORD_OR_TWO = pytest.mark.xfail(
    reason="the model of questions takes one word and two for other features", strict=True
)


@pytest.mark.parametrize(
    ("glued", "apart"),
    [
        pytest.param("uvisa", "u visa", marks=ONE_WORD_OR_TWO),
        pytest.param("tvisa", "t visa", marks=ONE_WORD_OR_TWO),
        ("U-visa", "u visa"),
    ],
)
def test_a_visa_with_its_letter_glued_to_it_has_the_same_answers(hart: Run, glued: str, apart: str) -> None:
    assert hart("find", glued, "-f", "ids").out == hart("find", apart, "-f", "ids").out != ""


@pytest.mark.parametrize(("glued", "apart"), [("uvisa", "u visa"), ("tvisa", "t visa"), ("U-visa", "u visa")])
def test_a_visa_is_known_with_its_letter_glued_to_it(hart: Run, glued: str, apart: str) -> None:
    joined, parted = (hart("find", words, "-f", "ids").out.split() for words in (glued, apart))
    assert joined[0] == parted[0]
    assert len(set(joined) & set(parted)) >= 3


@pytest.mark.parametrize("question", ["who", "the and of", "what is it", "de la", "would you please", "y a"])
def test_a_question_of_stop_words_alone_finds_nothing(hart: Run, question: str) -> None:
    ran = hart("find", question)
    assert (ran.code, ran.out) == (1, "")
