"""What is known to be wrong: each fails today, and tells when it is mended. docs/search.md says why."""

from __future__ import annotations

import pytest
from conftest import Run

RANKING = "a thesaurus this broad finds a need in words that hold none"
SPELLING = "a word is mended without its context"


def expected(reason: str) -> pytest.MarkDecorator:
    return pytest.mark.xfail(reason=reason, strict=True)


@expected(RANKING)
def test_everyday_words_find_nothing(hart: Run) -> None:
    assert hart("find", "rhode island unemployment").code == 1


@expected(SPELLING)
def test_a_note_names_the_word_that_was_meant(hart: Run) -> None:
    assert "later" not in hart("find", "lawer").err
