"""A synthetic HSDS 3.x directory of any size, for measuring: no organization or number in it exists.

The same seed gives the same bytes. The distributions (length of descriptions, services of an organization,
locations, attributes, missing values, faults) follow those measured in the real directories that Open
Referral's community has published; every name says "(synthetic)", numbers are 555-01xx, hosts example.org.

    python benchmarks/synthetic.py 10000 > services.ndjson
"""

from __future__ import annotations

import bisect
import itertools
import json
import random
import sys
import uuid
from collections.abc import Iterator
from typing import Any

SEED = 20261124
DUPLICATES, NO_ORGANIZATION, EXTENSION_IN_NUMBER, STALE = 0.02, 0.01, 0.02, 0.05
ACTIVE, NO_LOCATION, NO_EMAIL, NO_URL, NOT_LATIN = 0.94, 0.56, 0.75, 0.02, 0.03

# (share of services up to this value, value), joined by straight lines.
_DESCRIPTION = ((0.0, 40), (0.1, 106), (0.5, 517), (0.9, 1462), (0.99, 2667), (1.0, 5000))
_SERVICES_EACH = ((0.0, 1), (0.5, 6), (0.9, 24), (1.0, 56))
_LOCATIONS = ((0.0, 1), (0.5, 2), (0.9, 4), (1.0, 66))
_ATTRIBUTES = ((0.0, 0), (0.5, 4), (0.9, 8), (1.0, 12))

_NEEDS = (
    "food pantry meals shelter housing rent utility legal immigration counseling therapy mentoring tutoring "
    "childcare parenting pregnancy dental vision clinic detox recovery transport clothing furniture job training "
    "resume benefits tax advocacy disability senior veteran youth reentry hotline crisis respite hospice library "
    "recreation literacy english citizenship nutrition diapers asthma diabetes screening vaccine mediation eviction"
).split()
_KINDS = "program service center project network office clinic support line group drop-in outreach".split()
_PLACES = (
    "north south east west upper lower harbor hill valley river lake mill spring oak maple cedar union liberty "
    "main park forest bridge meadow stone grand bay pine elm field ridge summit green silver garden chapel"
).split()
_COMMON = (
    "provides services for families individuals adults children and the community with help in person by phone or "
    "online staff trained volunteers weekly monthly free low cost sliding scale no charge open to residents who need "
    "support information referral application intake appointment walk in call first bring proof of address income "
    "identification eligible county city state local partners health social case management education workshop class"
).split()
_OTHER_SCRIPTS = ("Ayuda para familias y niños", "帮助家庭", "مساعدة للعائلات", "Помощь семьям", "Trợ giúp gia đình")
_LANGUAGES = ("English", "Spanish", "Portuguese", "Haitian Creole", "Arabic", "Mandarin")
_TOWNS = ("Hartford", "Bridgeport", "New Haven", "Stamford", "Waterbury", "Norwalk", "Danbury", "Meriden", "Milford")


def _drawn(chance: random.Random, quantiles: tuple[tuple[float, float], ...]) -> int:
    share = chance.random()
    place = max(1, bisect.bisect_left([q for q, _ in quantiles], share))
    (low, a), (high, b) = quantiles[place - 1], quantiles[place]
    return round(a + (b - a) * (share - low) / (high - low))


class Words:
    """Words by Zipf's law: needs and common words first, then a tail of 20,000 that mean nothing."""

    def __init__(self, chance: random.Random) -> None:
        self._chance = chance
        syllables = [c + v for c in "bdfgklmnprstvz" for v in "aeiou"]
        tail = ["".join(chance.choices(syllables, k=chance.randint(2, 4))) for _ in range(20_000)]
        head = [*_COMMON, *_NEEDS]
        chance.shuffle(head)
        self._words = [*head, *tail]
        self._weights = list(itertools.accumulate(1 / (rank + 3) for rank in range(len(self._words))))

    def text(self, length: int) -> str:
        """Return sentences of about `length` characters."""
        drawn = self._chance.choices(self._words, cum_weights=self._weights, k=max(3, length // 6))
        sentences = [" ".join(drawn[n : n + 14]).capitalize() for n in range(0, len(drawn), 14)]
        return (". ".join(sentences))[:length] + "."


_NOT_ACTIVE = ("inactive", "defunct", "temporarily closed")
_AGES = ((0, 12), (13, 17), (14, 21), (18, 120), (60, 120))
_HOURS = {"freq": "WEEKLY", "byday": "MO,TU,WE,TH,FR", "opens_at": "09:00:00Z", "closes_at": "17:00:00Z"}


def _id(chance: random.Random) -> str:
    return str(uuid.UUID(int=chance.getrandbits(128), version=4))


def _phone(chance: random.Random) -> dict[str, Any]:
    number = f"{chance.choice(('203', '860', '475', '959'))}-555-01{chance.randint(0, 99):02d}"
    if chance.random() < EXTENSION_IN_NUMBER:
        number += f" x {chance.randint(100, 9999)}"
    return {"id": _id(chance), "number": number, "type": "voice", "languages": []}


def _location(chance: random.Random) -> dict[str, Any]:
    address = {
        "id": _id(chance),
        "address_1": f"{chance.randint(1, 999)} {chance.choice(_PLACES).title()} Street (synthetic)",
        "city": chance.choice(_TOWNS),
        "state_province": "CT",
        "postal_code": f"06{chance.randint(0, 999):03d}",
        "country": "US",
        "address_type": "physical",
    }
    return {"id": _id(chance), "location_type": "physical", "name": "Office (synthetic)", "addresses": [address]}


def _organization(chance: random.Random, words: Words) -> dict[str, Any]:
    name = f"{chance.choice(_PLACES)} {chance.choice(_PLACES)} {chance.choice(_NEEDS)} {chance.choice(_KINDS)}".title()
    return {
        "id": _id(chance),
        "name": f"{name} (synthetic)",
        "description": words.text(_drawn(chance, _DESCRIPTION) // 2),
        "website": f"https://{chance.choice(_PLACES)}{chance.randint(1, 99999)}.example.org/",
    }


def _service(chance: random.Random, words: Words, organization: dict[str, Any] | None) -> dict[str, Any]:
    need, other = chance.sample(_NEEDS, 2)
    description = words.text(_drawn(chance, _DESCRIPTION)) + f" Offers {need} and {other}."
    if chance.random() < NOT_LATIN:
        description += " " + chance.choice(_OTHER_SCRIPTS)
    year = chance.randint(2012, 2019) if chance.random() < STALE else chance.randint(2024, 2026)
    service: dict[str, Any] = {
        "id": _id(chance),
        "name": f"{chance.choice(_PLACES)} {need} {chance.choice(_KINDS)}".title() + " (synthetic)",
        "status": "active" if chance.random() < ACTIVE else chance.choice(_NOT_ACTIVE),
        "description": description,
        "fees_description": chance.choice(("No fee.", "Sliding scale.", "Call for fees.")),
        "application_process": f"Call {chance.choice(_PLACES).title()} intake (synthetic) first.",
        "assured_date": f"{year}-{chance.randint(1, 12):02d}-{chance.randint(1, 28):02d}",
        "phones": [_phone(chance)],
        "languages": [{"id": _id(chance), "name": name} for name in chance.sample(_LANGUAGES, chance.randint(1, 2))],
        "service_areas": [{"id": _id(chance), "name": chance.choice(_TOWNS)}] if chance.random() < 0.5 else [],
        "schedules": [{"id": _id(chance), **_HOURS}],
        "attributes": [_attribute(chance) for _ in range(_drawn(chance, _ATTRIBUTES))],
    }
    if chance.random() < 0.3:
        service["minimum_age"], service["maximum_age"] = chance.choice(_AGES)
    if chance.random() > NO_EMAIL:
        service["email"] = f"intake{chance.randint(1, 99999)}@example.org"
    if chance.random() > NO_URL:
        service["url"] = f"https://example.org/{_id(chance)[:8]}"
    if chance.random() > NO_LOCATION:
        places = [_location(chance) for _ in range(_drawn(chance, _LOCATIONS))]
        service["service_at_locations"] = [{"id": _id(chance), "location": place} for place in places]
    if organization is not None:
        service["organization"] = organization
    else:
        service["organization_id"] = _id(chance)  # of an organization that is not in the file
    return service


def _attribute(chance: random.Random) -> dict[str, Any]:
    term = {"id": _id(chance), "name": chance.choice(_NEEDS), "description": "A need (synthetic)"}
    return {"id": _id(chance), "link_type": "service_category", "link_entity": "service", "taxonomy_term": term}


def services(count: int, seed: int = SEED) -> Iterator[dict[str, Any]]:
    """Yield `count` services with what is nested in them."""
    chance = random.Random(seed)
    words = Words(chance)
    left = 0
    organization: dict[str, Any] = {}
    before: dict[str, Any] | None = None
    for _ in range(count):
        if left <= 0:
            organization, left = _organization(chance, words), _drawn(chance, _SERVICES_EACH)
        left -= 1
        if before is not None and chance.random() < DUPLICATES:
            yield before
            continue
        before = _service(chance, words, None if chance.random() < NO_ORGANIZATION else organization)
        yield before


if __name__ == "__main__":
    for record in services(int(sys.argv[1])):
        print(json.dumps(record, ensure_ascii=False, separators=(",", ":")))
