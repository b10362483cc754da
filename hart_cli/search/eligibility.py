"""Who an entry is for: whether a person of this age, town, group or language fits, and why.

An entry is left out only where its source states something that rules the person out. What is not
stated stays, and says so.
"""

from __future__ import annotations

from hart_cli.model import Ages, Entry, Filters, Reason
from hart_cli.places import Town, serves

# Usual ages of the school stages, where a source names a stage and no age: National Center for
# Education Statistics (middle school: grades 5 or 6 to 8; high school: grades 9 to 12).
_STAGES = {"elementary school": (5, 11), "middle school": (11, 14), "high school": (14, 18)}

Eligibility = tuple[tuple[str, Reason], ...]


def _range(low: int | None, high: int | None) -> str:
    if low is None:
        return f"up to {high}"
    return f"{low} and up" if high is None else f"{low} to {high}"


def by_age(ages: Ages | None, age: int) -> Reason | None:
    """Return whether a person of this age (whole years) fits, or None if the source rules it out."""
    if ages is None or (ages.min is None and ages.max is None and not ages.stages):
        stated = f' (the source says "{ages.text}")' if ages and ages.text else ""
        return Reason("not stated", f"no age is stated{stated}")
    if ages.stages:
        low = min(_STAGES[stage][0] for stage in ages.stages)
        high = max(_STAGES[stage][1] for stage in ages.stages)
        why = f"{' and '.join(ages.stages)} age, usually {low} to {high}"
        if low <= age <= high:
            return Reason("yes", why)
        return Reason("not stated", why) if low - 1 <= age <= high + 1 else None
    if (ages.min is not None and age < ages.min) or (ages.max is not None and age > ages.max):
        return None
    return Reason("yes", f"{age} is within {_range(ages.min, ages.max)}")


def by_group(entry: Entry, group: str, families: dict[str, str]) -> Reason | None:
    """Return whether somebody of this group fits, or None if the entry is for others.

    Groups of people overlap, so another group of people does not rule anybody out; an entry made
    for another line of work or only for families does.
    """
    if group in entry.groups:
        return Reason("yes", f"serves {group}")
    if "everyone" in entry.groups:
        return Reason("yes", "serves everyone")
    if not entry.groups:
        return Reason("not stated", "whom it serves is not stated")
    own = {families[g] for g in entry.groups}
    family = families[group]
    general = family == "work" and {"professionals", "service-providers"} & set(entry.groups)
    if general or (family == "people" and "people" in own):
        return Reason("not stated", f"is stated to serve {', '.join(entry.groups)}")
    return None


def by_language(entry: Entry, code: str) -> Reason | None:
    """Return whether somebody who speaks this language fits, or None if it is ruled out."""
    if code in entry.languages:
        return Reason("yes", f"in {code}")
    if "mul" in entry.languages:
        return Reason("not stated", "other languages through interpreters")
    if not entry.languages:
        return Reason("not stated", "no language is stated")
    return None


def _best(reasons: list[Reason | None]) -> Reason | None:
    """Several values of one filter widen: the best of their reasons counts."""
    stated = [reason for reason in reasons if reason is not None]
    return next((reason for reason in stated if reason.fit == "yes"), stated[0] if stated else None)


def decide(entry: Entry, filters: Filters, town: Town | None, families: dict[str, str]) -> Eligibility | None:
    """Return (age, town, group, language) as far as asked, each with fit and reason.

    Returns:
        None where the source rules the person out, or where `--strict` is set and something that
        was asked is not stated.
    """
    asked: list[tuple[str, Reason | None]] = []
    if filters.age is not None:
        asked.append(("age", by_age(entry.ages, filters.age)))
    if town is not None:
        asked.append(("town", serves(entry.areas, entry.beyond_area, town)))
    if filters.groups:
        asked.append(("group", _best([by_group(entry, g, families) for g in filters.groups])))
    if filters.languages:
        asked.append(("language", _best([by_language(entry, code) for code in filters.languages])))
    decided = tuple((name, reason) for name, reason in asked if reason is not None)
    if len(decided) < len(asked):
        return None
    if filters.strict and any(reason.fit != "yes" for _, reason in decided):
        return None
    return decided
