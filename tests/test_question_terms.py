"""The learned ranking: what people ask with, what a candidate counts, and what no added record may change."""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

import pytest
import question_corpus
from hypothesis import given, settings
from hypothesis import strategies as st

from hart_cli.errors import DataError
from hart_cli.model import BUNDLED, Entry, Filters, Question
from hart_cli.readers import ranking
from hart_cli.readers.directory import Directory, read_bundled
from hart_cli.search.answer_model import logistic, query_length, weigh
from hart_cli.search.find import find
from hart_cli.search.query import parse_query
from hart_cli.search.question_terms import is_distress, likelihood, question_features
from hart_cli.store.build import compile_directory
from hart_cli.store.loader import Directories, open_bundled
from hart_cli.store.store import Store

STORE = open_bundled()
ALONE = Directories((STORE,), ())


def first(words: str) -> str:
    hits = find(Question(words), ALONE).hits
    return hits[0].entry.id if hits else ""


def test_features_are_terms_beginnings_and_what_the_thesaurus_takes_them_for() -> None:
    features = question_features(parse_query("traficking hotline", STORE))
    assert {"traffick", "traf*", "=national human trafficking hotline"} <= set(features)
    assert len(features) == len(set(features))


@pytest.mark.parametrize("words", ["somebody to talk to", "", "zzzz qqqq", "lost cat", "quiero hablar con alguien"])
def test_probabilities_of_entries_and_of_nothing_sum_to_one(words: str) -> None:
    asked = likelihood(parse_query(words, STORE), STORE)
    assert sum(map(math.exp, [*asked.entries.values(), asked.nothing])) == pytest.approx(1)


def test_a_question_like_those_for_an_entry_makes_it_likelier_than_others() -> None:
    entry = next(no for no, entry in STORE.entries() if entry.id == "safe-haven-newborns")
    asked = likelihood(parse_query("teen had a baby, leave it at the hospital, no questions asked", STORE), STORE)
    assert max(asked.entries, key=lambda no: asked.entries[no]) == entry
    assert asked.entries[entry] > asked.nothing


@pytest.mark.parametrize("words", ["runaway bride movie", "lost cat", "receta de arroz con pollo"])
def test_what_is_none_of_ours_is_likelier_nothing(words: str) -> None:
    asked = likelihood(parse_query(words, STORE), STORE)
    assert asked.nothing > max(asked.entries.values())
    assert first(words) == ""


def test_a_cry_for_help_that_nothing_answers_is_distress_and_a_lost_cat_is_none() -> None:
    assert is_distress(parse_query("cant stop shaking after last night", STORE), STORE)
    assert not is_distress(parse_query("lost cat", STORE), STORE)
    assert not is_distress(parse_query("16-99", STORE), STORE)


def test_a_sum_above_that_of_nothing_is_more_than_half() -> None:
    assert logistic(0.0) == 0.5
    assert 0.0 < logistic(-2.0) < logistic(2.0) < logistic(9.0) < 1.0
    assert logistic(-1e6) == pytest.approx(0.0)
    assert weigh({"a": 2.0, "b": 1.0}, {"a": 0.5}) == 1.0


def test_a_sentence_is_longer_than_a_word_up_to_one() -> None:
    lengths = [query_length(parse_query(words, STORE)) for words in ("mentor", "a mentor for my son", "word " * 40)]
    assert lengths == sorted(lengths)
    assert lengths[-1] == 1.0


@pytest.mark.parametrize(
    ("words", "entry_id"),
    [
        ("natl traff hotline", "national-human-trafficking-hotline"),
        ("wematter", "we-matter"),
        ("safeconect", "ct-safe-connect"),
        ("king sinn", "king-sin-gets-14-years"),
        ("legl help", "statewide-legal-services"),
        ("who covers torrington", "dcf-office-torrington"),
        ("shelter", "211-connecticut"),
    ],
)
def test_short_forms_and_misspelt_names_find_their_entry(words: str, entry_id: str) -> None:
    assert first(words) == entry_id


def test_a_misspelt_name_is_named_in_a_note() -> None:
    assert "Spelling read as: we matter." in [str(note) for note in find(Question("wematter"), ALONE).notes]


def test_fit_is_a_preference_and_not_an_order() -> None:
    words = "is there news about the trafficker who got ten years for using a teen in motels"
    alone = find(Question(words), ALONE).hits[0].entry.id
    assert find(Question(words, Filters(age=30)), ALONE).hits[0].entry.id == alone


WORDS = st.sampled_from(
    "tato tatoo mentr shelt lawyr hotlin help care house child legal traffick support night line removal".split()
)
ASKED = ("tatoo removal trafficking", "lawer for visa", "shelter tonight", "mentor", "somebody to talk to", "wematter")


@cache
def alone_ids(words: str) -> tuple[str, ...]:
    return tuple(hit.entry.id for hit in find(Question(words), ALONE).hits)


@settings(deadline=None, max_examples=40, derandomize=True)
@given(st.lists(st.lists(WORDS, min_size=1, max_size=5), min_size=1, max_size=4), st.sampled_from(ASKED))
def test_no_record_that_is_added_takes_an_answer_away(records: list[list[str]], words: str) -> None:
    bundled = read_bundled()
    source = bundled.entries[0].source
    entries = tuple(
        Entry(f"own-{n}", "service", " ".join(record).title(), source, "own.toml", summary=" ".join(record))
        for n, record in enumerate(records)
    )
    own = Directory("own.toml", None, entries, bundled.vocabulary, bundled.places, (), 0)
    both = Directories((STORE, Store(compile_directory(own, None))), ())
    beside = [hit.entry.id for hit in find(Question(words), both).hits if hit.entry.directory == BUNDLED]
    assert beside == list(alone_ids(words))


@pytest.mark.parametrize("name", [ranking.QUESTION_TERMS, ranking.FEATURE_WEIGHTS])
def test_a_damaged_file_of_numbers_is_named(name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ranking, "data_folder", lambda: tmp_path)
    for other in (ranking.QUESTION_TERMS, ranking.FEATURE_WEIGHTS):
        (tmp_path / other).write_text("entries\ta\nprior\t1\nunseen\t1\n" if "terms" in other else "a\t1\t1\n")
    (tmp_path / name).write_text("a\tb\tc\td\te\n")
    with pytest.raises(DataError, match=name):
        ranking.read_ranking()


def test_questions_that_no_number_has_seen_are_answered_as_often_as_before() -> None:
    questions = question_corpus.read_questions(question_corpus.HELD_OUT)
    results = [(question.grades, first(question.text)) for question in questions]
    answers = [grades.get(entry_id, 0) >= 2 for grades, entry_id in results if grades]
    nothing = [entry_id == "" for grades, entry_id in results if not grades]
    assert len(answers) > 400
    assert sum(answers) / len(answers) >= 0.75
    assert sum(nothing) / len(nothing) >= 0.80


def test_a_graded_question_names_entries_that_there_are() -> None:
    known = set(STORE.ids())
    for path in (question_corpus.GRADED, question_corpus.HELD_OUT):
        questions = question_corpus.read_questions(path)
        assert len(questions) > 500
        assert {entry_id for question in questions for entry_id in question.grades} <= known


def test_no_writer_of_held_out_questions_is_among_those_that_are_learned_from() -> None:
    learned = {question.writer for question in question_corpus.read_questions()}
    assert learned.isdisjoint(question.writer for question in question_corpus.read_questions(question_corpus.HELD_OUT))
