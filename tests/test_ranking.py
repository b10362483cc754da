"""Ranking: the stages of a search are values, and one table says what counts for the program and the page."""

from __future__ import annotations

import re

import pytest

from hart_cli.export.html import search_script
from hart_cli.search.candidates import find_candidates
from hart_cli.search.features import Features, features, score
from hart_cli.search.numbers import ExactMatch
from hart_cli.search.page_data import page_data
from hart_cli.search.query import parse_query
from hart_cli.search.query_terms import query_terms
from hart_cli.search.rank import good_answers, rank
from hart_cli.search.selection import MAX_CANDIDATES, select
from hart_cli.search.tokens import tokenize
from hart_cli.search.weights import EXACT, WEIGHTS
from hart_cli.store.loader import open_bundled

BUNDLED = open_bundled()
PLAIN = Features(
    relevance=0.5,
    coverage=1.0,
    name_overlap=0.0,
    adjacent_words=False,
    name_begins=False,
    name_contains=False,
    rare_name_word=0.0,
    kind="contact",
    languages="en.en",
    exact="",
    local_area=False,
)


def features_of(words: str, entry_id: str) -> Features:
    parsed = parse_query(words, BUNDLED)
    candidates = find_candidates(parsed, select(BUNDLED, parsed.terms), (BUNDLED,))
    return next(features(parsed, one, BUNDLED) for one in candidates if BUNDLED.entry(one.no).id == entry_id)


@pytest.mark.parametrize("words", ["safe place for a girl of 15 near Bristol", "traficking 860 832 5535", "ayuda"])
def test_the_same_words_give_the_same_parsed_query(words: str) -> None:
    assert parse_query(words, BUNDLED) == parse_query(words, BUNDLED)


def test_tokens_stay_as_they_are_when_terms_are_made_of_them() -> None:
    tokens = tokenize("my boyfreind sells pictures of me".split(), BUNDLED)
    before = tuple(tokens)
    terms, languages = query_terms(tokens, BUNDLED)
    assert tokens == before
    assert terms
    assert languages == {"en"}


def test_features_are_what_counts_of_one_entry() -> None:
    named = features_of("national human trafficking hotline", "national-human-trafficking-hotline")
    assert named.exact == "name"
    assert named.name_overlap == 1.0
    assert named.coverage == 1.0
    assert (named.kind, named.languages) == ("hotline", "en es mul.en")
    assert not named.local_area
    assert features_of("mentor in bridgeport", "we-matter").exact == ""


def test_an_entry_that_answers_half_of_a_query_covers_less_of_it_than_one_that_answers_all() -> None:
    parsed = parse_query("lawyer for asylum", BUNDLED)
    candidates = find_candidates(parsed, select(BUNDLED, parsed.terms), (BUNDLED,))
    assert min(one.coverage for one in candidates) < max(one.coverage for one in candidates) <= 1.0
    assert all(len(one.matches) <= len(parsed.terms) for one in candidates)


@pytest.mark.parametrize(
    "better",
    [
        {"relevance": 0.6},
        {"name_overlap": 0.4},
        {"adjacent_words": True},
        {"name_begins": True},
        {"name_contains": True},
        {"kind": "hotline"},
        {"languages": "es.es"},
        {"exact": "alias"},
        {"local_area": True},
    ],
    ids=lambda better: next(iter(better)),
)
def test_each_feature_raises_the_score(better: dict[str, object]) -> None:
    assert score(PLAIN._replace(**better)) > score(PLAIN)  # type: ignore[arg-type]


def test_a_rare_word_in_its_name_takes_back_what_a_headline_counts_less() -> None:
    headline = PLAIN._replace(kind="article")
    assert score(headline) < score(headline._replace(rare_name_word=1.0)) == score(PLAIN)


def test_what_is_named_exactly_scores_above_everything_else() -> None:
    most = PLAIN._replace(relevance=1.5, name_overlap=1.0, adjacent_words=True, name_begins=True, languages="es.es")
    assert score(most._replace(kind="hotline", local_area=True)) < EXACT
    assert all(score(PLAIN._replace(relevance=0.0, exact=kind)) >= EXACT for kind in ("name", "alias", "act", "phone"))


def test_an_answer_is_not_far_behind_the_best_one() -> None:
    parsed = parse_query("shelter", BUNDLED)
    ranked = rank(parsed, select(BUNDLED, parsed.terms), (BUNDLED,))
    answers = good_answers(ranked)
    assert 0 < len(answers) < len(ranked) <= MAX_CANDIDATES
    assert answers == ranked[: len(answers)]
    assert answers[-1].score >= max(ranked[0].score - WEIGHTS["threshold.behind_best"], WEIGHTS["threshold.least"])


def test_every_kind_of_entry_and_of_exact_match_has_a_weight() -> None:
    assert {f"kind.{kind}" for kind in BUNDLED.meta("kinds")} <= WEIGHTS.keys()
    assert (
        ExactMatch((0,), "phone_end", parse_query("2288", BUNDLED).exact[0].reason).score == WEIGHTS["exact.phone_end"]
    )


def test_the_page_has_the_table_of_weights_and_its_script_names_only_what_the_page_has() -> None:
    data = page_data([], BUNDLED)
    assert data["weights"] == WEIGHTS
    script = re.sub(r"//.*", "", search_script())
    named = set(re.findall(r"\bweights(?:\.(\w+)|\[\"([\w.]+)\"\])", script))
    assert len(named) > 15
    assert {dotted or quoted for dotted, quoted in named} <= WEIGHTS.keys()
    assert set(re.findall(r"\brules\.(\w+)", script)) <= data["rules"].keys()
