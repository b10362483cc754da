"""The rules of reading and ranking that a page takes along, so that they are written down once."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from hart_cli.model import STAGES, Entry
from hart_cli.number_words import DIGIT_WORDS, NINE_ELEVEN, YEARS
from hart_cli.places import STATEWIDE
from hart_cli.search import (
    ages,
    answer_model,
    candidates,
    features,
    needs,
    numbers,
    phrases,
    place_names,
    priority,
    query,
    query_terms,
    question_terms,
    rank,
    selection,
    spelling,
    tokens,
)
from hart_cli.search.weights import WEIGHTS
from hart_cli.store import page_index, page_needs
from hart_cli.store.postings import WEIGHT
from hart_cli.store.store import Store
from hart_cli.store.terms import FIELD_NAMES


def page_data(entries: Sequence[Entry], bundled: Store) -> dict[str, Any]:
    """Return everything that the script of a page needs to answer as `hart find` does, as plain values.

    Args:
        entries: those in the page, in its order.
        bundled: the directory that comes with hart.
    """
    rules = {
        **query.RULES,
        **tokens.RULES,
        **phrases.RULES,
        **query_terms.RULES,
        **candidates.RULES,
        **features.RULES,
        **question_terms.RULES,
        **answer_model.RULES,
        **rank.RULES,
        "max_candidates": selection.MAX_CANDIDATES,
        "fields": FIELD_NAMES,
        "weight_scale": WEIGHT,
        "numbers": numbers.RULES,
        "digit_words": DIGIT_WORDS,
        "nine_eleven": NINE_ELEVEN,
        "years": YEARS,
        **place_names.RULES,
        "abbreviated_in_words": bundled.meta("abbreviated_in_words"),
        "near_names": spelling.RULES,
        "ages": ages.RULES,
        "needs": needs.RULES,
        "priority": priority.RULES,
        "statewide": STATEWIDE,
        "stages": STAGES,
    }
    return page_index.page_data(entries, bundled) | {
        "needs": page_needs.needs(entries, bundled),
        "priority": priority.page_data(entries),
        "rules": rules,
        "weights": WEIGHTS,
        "feature_weights": bundled.meta("feature_weights"),
        "plain_feature_weights": bundled.meta("plain_feature_weights"),
    }
