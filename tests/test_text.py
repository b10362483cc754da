"""How text becomes terms: the same for building and for asking, and forgiving of how people write."""

from __future__ import annotations

import doctest
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hart_cli import text


def test_the_examples_in_the_code_are_true() -> None:
    results = doctest.testmod(text)
    assert results.attempted > 5
    assert results.failed == 0


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Parents' GUÍA", "parents guia"),
        ("Español", "espanol"),
        ("hotelier’s", "hoteliers"),
        ("can`t", "cant"),
        ("STRASSE straße", "strasse strasse"),
        ("ﬁle Ⅳ", "file iv"),
        ("", ""),
    ],
)
def test_case_accents_and_apostrophes_are_folded(written: str, folded: str) -> None:
    assert text.fold(written) == folded


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.text())
def test_words_are_small_letters_and_digits_only(written: str) -> None:
    assert all(re.fullmatch("[a-z0-9]+", word) for word in text.words(written))


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.text())
def test_words_of_words_are_the_same_words(written: str) -> None:
    words = text.words(written)
    assert text.words(" ".join(words)) == words


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.text(st.characters(max_codepoint=0x24F)))
def test_case_changes_no_word(written: str) -> None:
    assert text.words(written.lower()) == text.words(written.casefold())


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.text(alphabet="abcdefghijklmnopqrstuvwxyz ", max_size=40))
def test_every_word_has_one_stem(written: str) -> None:
    assert text.stems(written) == [text.stem(word) for word in text.words(written)]
    assert all(text.stems(written))


@pytest.mark.parametrize(
    "forms",
    [
        "trafficking traffickers trafficked",
        "mentor mentors mentoring mentored",
        "survivor survivors",
        "report reports reporting reported",
        "hotel hotels",
        "child's childs",
    ],
)
def test_the_forms_of_a_word_share_a_stem(forms: str) -> None:
    assert len(set(text.stems(forms))) == 1


@pytest.mark.parametrize(("one", "other"), [("house", "hotel"), ("mentor", "mental"), ("police", "policy")])
def test_different_words_have_different_stems(one: str, other: str) -> None:
    assert text.stem(one) != text.stem(other)


@pytest.mark.parametrize("word", ["53a", "1671", "233733", "2nd"])
def test_words_with_digits_stay_as_they_are(word: str) -> None:
    assert text.stem(word) == word


def test_stop_words_are_written_as_questions_are_read() -> None:
    assert [word for word in text.STOP_WORDS if text.words(word) != [word]] == []


@pytest.mark.parametrize(
    ("written", "runs"),
    [
        ("1-800-842-2288", ["18008422288"]),
        ("(800) 842-2288", ["8008422288"]),
        ("800.842.2288", ["8008422288"]),
        ("call 911", ["911"]),
        ("text 233733 or call 888 373 7888", ["233733", "8883737888"]),
        ("no number", []),
    ],
)
def test_numbers_are_read_in_any_style(written: str, runs: list[str]) -> None:
    assert text.number_runs(written) == runs


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("PA 16-71", ["16-71"]),
        ("sec. 53a-82 and 17a-101b", ["53a-82", "17a-101b"]),
        ("53A - 192A", ["53a-192a"]),
        ("ages fourteen to twenty", []),
    ],
)
def test_acts_and_sections_are_read(written: str, found: list[str]) -> None:
    assert text.sections(written) == found


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.integers(1, 99), st.integers(1, 999), st.sampled_from(["", "a", "b"]))
def test_any_section_is_read_back(title: int, section: int, letter: str) -> None:
    written = f"{title}{letter}-{section}"
    assert text.sections(f"see {written}, please") == [written]


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.text())
def test_digits_are_ascii_digits_only(written: str) -> None:
    assert re.fullmatch("[0-9]*", text.digits(written))
    assert text.digits(text.digits(written)) == text.digits(written)


@pytest.mark.parametrize(
    ("number", "international"),
    [
        ("1-800-842-2288", "+18008422288"),
        ("860-832-5519", "+18608325519"),
        ("911", None),
        ("233733", None),
        ("2-800-842-2288", None),
        ("", None),
    ],
)
def test_full_numbers_have_an_international_form_and_short_codes_none(number: str, international: str | None) -> None:
    assert text.e164(number) == international


@pytest.mark.parametrize(
    ("target", "code"),
    [("topic:housing", True), ("group:parents", True), ("kind:act", True), ("we-matter", False), ("a: b", False)],
)
def test_a_code_of_the_vocabulary_is_told_from_a_name(target: str, code: bool) -> None:
    assert text.is_code(target) is code
