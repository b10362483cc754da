"""What is known to be wrong: each fails today, and tells when it is mended. docs/search.md says why."""

from __future__ import annotations

import pytest
from conftest import Run

RANKING = "a thesaurus this broad finds a need in words that hold none"
SPELLING = "a word is mended without its context"


def expected(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(reason=reason, strict=True)


@pytest.mark.parametrize(
    "words", ["lost cat stamford", "love island cast", "rhode island unemployment", "property tax bill milford"]
)
@expected(RANKING)
def test_everyday_words_find_nothing(hart: Run, words: str) -> None:
    assert hart("find", words).code == 1


@expected(SPELLING)
def test_a_note_names_the_word_that_was_meant(hart: Run) -> None:
    assert "later" not in hart("find", "lawer").err


@expected(RANKING)
def test_an_office_is_found_by_its_town_and_the_word_office(hart: Run) -> None:
    assert hart("find", "new london office", "-f", "ids").out.split()[0].startswith("dcf-office")


@expected(RANKING)
def test_who_covers_a_town_is_a_question_about_offices(hart: Run) -> None:
    assert hart("find", "who covers torrington", "-f", "ids").out.split()[0].startswith("dcf-office")
