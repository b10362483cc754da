"""The values of filters: which towns, kinds, topics, groups and languages there are."""

from __future__ import annotations

from hart_cli.errors import UsageError
from hart_cli.model import Filters
from hart_cli.places import Town
from hart_cli.store.store import Store
from hart_cli.text import fold, words


def _town(name: str | None, bundled: Store) -> Town | None:
    """Return the town that `--town` names: a town, a village of an office, or a near spelling.

    Raises:
        UsageError: no town of Connecticut is called so.
    """
    if name is None:
        return None
    folded = " ".join(words(name))
    office = folded.removesuffix(" area office").removesuffix(" office")
    for candidate in (folded, office):
        town = bundled.town(candidate)
        if town is not None:
            return town
    for known in bundled.meta("offices"):
        if fold(known) == office:
            return Town(known, "", (known,), "source", False, ())
    return _misspelt_town(name, folded, bundled)


def _misspelt_town(name: str, folded: str, bundled: Store) -> Town:
    from rapidfuzz import process
    from rapidfuzz.distance import DamerauLevenshtein

    most = 1 if len(folded) < 8 else 2
    near = process.extract(folded, bundled.towns(), scorer=DamerauLevenshtein.distance, score_cutoff=most, limit=2)
    only = len(near) == 1 or (len(near) == 2 and near[0][1] < near[1][1])
    town = bundled.town(near[0][0]) if near and only else None
    if town is None:
        similar = process.extract(folded, bundled.towns(), limit=2, score_cutoff=70)
        maybe = " or ".join(t.name for n, *_ in similar if (t := bundled.town(n)))
        hint = f"; did you mean {maybe}?" if maybe else "; hart topics lists the offices"
        raise UsageError(f"--town: {name!r} is no town of Connecticut and no DCF area office{hint}")
    return town


def read_as(asked: str | None, town: Town | None) -> tuple[str, ...]:
    """Return what to say where a town was read that is not called as it was typed: nobody's town is changed
    without a word."""
    if town is None or set(words(town.name)) <= set(words(asked or town.name)):
        return ()
    return (f"Read as --town {town.name!r}.",)


def _known(values: tuple[str, ...], option: str, known: dict[str, str]) -> None:
    for value in values:
        if value not in known:
            from rapidfuzz import process

            similar = [name for name, *_ in process.extract(value, list(known), limit=2, score_cutoff=60)]
            hint = f"did you mean {' or '.join(similar)}? or " if similar else ""
            raise UsageError(f"{option}: there is no {value!r}; {hint}see hart topics")


def check(filters: Filters, bundled: Store) -> Town | None:
    """Return the town of the filters. Raises UsageError where a filter has an unknown value."""
    _known(filters.kinds, "--kind", bundled.meta("kinds"))
    _known(filters.topics, "--topic", bundled.meta("topics"))
    _known(filters.groups, "--group", bundled.meta("groups"))
    for code in filters.languages:
        if not (2 <= len(code) <= 3 and code.isascii() and code.isalpha()):
            raise UsageError(f"--language: {code!r} is no language code such as en or es")
    return _town(filters.town, bundled)
