"""What each piece of evidence counts in ranking: one table of numbers by name, for the program and for the script of
a page (`search.page_data`).

The numbers are set by hand on the questions that benchmarks/search_quality.py marks `develop`. What a word counts by the
field that holds it is compiled into the index and stands in `store.terms.FIELDS`.
"""

from __future__ import annotations

WEIGHTS: dict[str, float] = {
    # What an interpretation of a word counts, from 0 to 1: the word itself counts 1.
    "spelling.one_error": 0.9,
    "spelling.two_errors": 0.75,
    "spelling.split": 0.92,
    "spelling.joined_prefix": 0.95,
    "prefix": 0.8,
    "prefix.shortest": 0.6,  # the least share of a word that is only begun
    # What a meaning of the thesaurus counts, by its place in the list; a name says more than a topic or a kind.
    "meaning.1": 0.88,
    "meaning.2": 0.76,
    "meaning.3": 0.69,
    "meaning.4": 0.63,
    "meaning.5": 0.57,
    "meaning.words": 0.96,
    "meaning.code": 0.94,
    "meaning.kind": 0.92,
    # How much of the query a term is: its rarity, and more for a phrase and for danger of dying.
    "rarity.least": 0.3,
    "rarity.most": 1.0,
    "importance.phrase": 1.3,
    "importance.urgent": 2.0,
    # A term that no entry answers weighs a short query down ("village pizza"), and is mostly filler in a long one. The
    # number is that of the terms of the query, 5 for five or more.
    "unanswered.partial.1": 1.5,
    "unanswered.partial.2": 1.5,
    "unanswered.partial.3": 1.0,
    "unanswered.partial.4": 0.6,
    "unanswered.partial.5": 0.5,
    "unanswered.unknown.1": 2.0,
    "unanswered.unknown.2": 2.0,
    "unanswered.unknown.3": 1.8,
    "unanswered.unknown.4": 1.2,
    "unanswered.unknown.5": 0.7,
    "unanswered.beside_meaning": 0.75,  # beside a word of the thesaurus ("motel clerks") it counts less
    # The features of a candidate.
    "agreement": 0.45,  # a second interpretation that finds the same entry
    "name_overlap": 0.6,
    "adjacent_words": 0.08,
    "name_begins": 0.5,
    "name_contains": 0.3,
    "local_area": 0.4,
    # Help before news: the same match counts more in a line or service than in a headline.
    "kind.hotline": 1.10,
    "kind.service": 1.09,
    "kind.program": 1.09,
    "kind.organization": 1.07,
    "kind.agency": 1.02,
    "kind.contact": 1.0,
    "kind.guide": 1.02,
    "kind.tip-sheet": 1.02,
    "kind.training": 1.0,
    "kind.act": 0.95,
    "kind.person": 0.94,
    "kind.report": 0.94,
    "kind.figure": 0.86,
    "kind.newsletter": 0.88,
    "kind.article": 0.84,
    # The one language of an entry, and the language of the query. Every other pair counts 1.
    "language.es.es": 1.12,
    "language.es.en": 0.9,
    "language.en.es": 0.88,
    # What a query names exactly.
    "exact.name": 10.0,
    "exact.alias": 9.5,
    "exact.respelled_name": 9.0,
    "exact.respelled_alias": 8.5,
    "exact.act": 9.0,
    "exact.section": 8.0,
    "exact.email": 9.0,
    "exact.contact_email": 8.7,
    "exact.zip": 8.0,
    "exact.phone": 9.0,
    "exact.phone_end": 8.5,
    "exact.phone_part": 7.0,
    "exact.contact_phone": 8.7,
    "exact.contact_phone_end": 8.2,
    "exact.contact_phone_part": 6.7,
    # Thresholds.
    "threshold.exact": 8.0,  # an answer with this score or more is named exactly
    "threshold.floor": 0.5,  # the least that an answer scores: as likely as nothing
    "threshold.least": 0.25,  # the least that a further answer scores behind a first one
    "threshold.behind_best": 0.44,  # an answer scores at most this much less than the best one
    # Rules around ranking.
    "fit": 0.05,  # what an entry gains that states a fit for the person
    "own_directory": 0.65,  # the bundled directory is about trafficking; elsewhere the same words mean any need
    "need": 7.0,  # above every score of ranking, below an entry that is named
}

EXACT = WEIGHTS["threshold.exact"]
"""An answer with this score or more is named exactly by the query."""
