"""Each rule of the data: what it says of a bad entry, word for word, and that it lets a good one pass."""

from __future__ import annotations

import copy
from typing import Any

import pytest

from hart_cli.readers.directory import read_bundled, read_places
from hart_cli.rules import entry as rules
from hart_cli.rules import spanish
from hart_cli.rules.context import Context, Rule
from hart_cli.rules.document import ANSWER_IDS, EMERGENCY_IDS, document_faults
from hart_cli.rules.entry import ENTRY_RULES, entry_faults
from hart_cli.rules.shape import shape
from hart_cli.rules.sources import source_faults

PLACES = read_places()
SOURCES = {
    "own": {"title": "The page", "as_of": "2024", "confidence": "official"},
    "heard": {"title": "A blog", "as_of": "undated", "confidence": "secondary"},
}
CONTEXT = Context(
    kinds=frozenset({"service", "act", "hotline"}),
    topics=frozenset({"housing", "law"}),
    groups=frozenset({"children", "parents"}),
    sources=SOURCES,
    ids=frozenset({"good", "other", "somebody"}),
    places=PLACES,
    bundled=True,
)
OWN_FILE = CONTEXT._replace(bundled=False)

GOOD: dict[str, Any] = {
    "id": "good",
    "kind": "service",
    "name": "Good Service",
    "source": "own",
    "summary": "It helps.",
    "line": "talk",
    "aliases": ["GS"],
    "topics": ["housing"],
    "groups": ["children"],
    "ages": {"min": 14, "max": 21, "text": "ages 14-21", "stages": ["middle school"]},
    "areas": ["Connecticut", "Greater Hartford", "Region 4", "Bridgeport area office", "Avon"],
    "languages": ["en", "ase"],
    "phones": [
        {"number": "1-800-842-2288", "channel": "voice"},
        {
            "number": "860-832-5519",
            "extension": "112",
            "channel": "tty",
            "caution": "Not confirmed.",
            "caution_es": "Sin confirmar.",
            "source": "heard",
        },
        {"number": "233733", "channel": "text"},
        {"number": "911", "channel": "voice"},
    ],
    "emails": [{"email": "a.b@ct.gov", "label": "Office", "label_es": "Oficina"}],
    "urls": [{"url": "https://ct.gov", "title": "Site", "title_es": "Sitio", "language": "en"}],
    "date": "2024-02-29",
    "provider": "other",
    "contacts": ["somebody"],
    "related": ["other"],
    "sourced": {"summary": "heard", "hours": "own"},
}
GOOD_ACT: dict[str, Any] = {
    "id": "good",
    "kind": "act",
    "name": "Public Act 16-71",
    "source": "own",
    "summary": "A law.",
    "act": {"number": "16-71", "year": 2016, "points": [{"text": "It did.", "source": "own"}]},
}

SPANISH = {"name": "Buen servicio", "summary": "Ayuda.", "ages": "de 14 a 21 años", "of": spanish.english_of(GOOD)}
GOOD["es"] = SPANISH
BAD: list[tuple[Rule, dict[str, Any], list[str]]] = [
    (shape, {"id": None}, ["has no id"]),
    (shape, {"kind": None, "name": None}, ["has no kind", "has no name"]),
    (rules.identity, {"id": "Good_one"}, ["id must be kebab-case: small letters, digits and single dashes"]),
    (rules.identity, {"id": "good--one"}, ["id must be kebab-case: small letters, digits and single dashes"]),
    (rules.identity, {"id": "good\n"}, ["id must be kebab-case: small letters, digits and single dashes"]),
    (shape, {"phone": "911", "colour": "red"}, ["unknown key 'colour'", "unknown key 'phone'"]),
    (rules.vocabularies, {"confidence": "gold"}, ["unknown confidence 'gold'; one of official, copy, secondary"]),
    (shape, {"figure": {}}, ["figure has no period", "figure has no measure"]),
    (shape, {"name": " "}, ["name must be a text that is not empty"]),
    (shape, {"summary": 5}, ["summary must be a text that is not empty"]),
    (shape, {"aliases": "GS"}, ["aliases must be a list of texts"]),
    (shape, {"services": ["bed", ""]}, ["services must be a list of texts"]),
    (shape, {"ages": 14}, ["ages must be a table"]),
    (shape, {"sourced": []}, ["sourced must be a table of texts"]),
    (shape, {"phones": {"number": "911"}}, ["phones must be a list of tables"]),
    (shape, {"phones": ["911"]}, ["phones must be a list of tables"]),
    (shape, {"phones": [{"channel": "voice"}]}, ["phones 1 has no number"]),
    (
        shape,
        {"urls": [{"url": "https://ct.gov"}, {"url": "https://a.b", "name": "x"}]},
        ["urls 2 has the unknown key 'name'"],
    ),
    (shape, {"emails": [{"email": 5}]}, ["emails 1: email must be a text that is not empty"]),
    (rules.vocabularies, {"kind": "shop"}, ["unknown kind 'shop'"]),
    (rules.vocabularies, {"topics": ["housing", "knitting"]}, ["unknown topic 'knitting'"]),
    (rules.vocabularies, {"groups": ["robots"]}, ["unknown group 'robots'"]),
    (rules.vocabularies, {"line": "party"}, ["unknown line 'party'; one of emergency, talk, report, enforcement"]),
    (rules.vocabularies, {"languages": ["English"]}, ["language 'English' is no ISO 639 code"]),
    (rules.areas, {"areas": ["Springfield"]}, ["unknown area 'Springfield'"]),
    (rules.areas, {"areas": ["avon"]}, ["unknown area 'avon'"]),
    (shape, {"ages": {"from": 14}}, ["ages has the unknown key 'from'"]),
    (rules.ages, {"ages": {"min": -1}}, ["ages must be whole years from 0 to 120"]),
    (rules.ages, {"ages": {"max": 121}}, ["ages must be whole years from 0 to 120"]),
    (shape, {"ages": {"min": 14.5}}, ["ages: min must be a whole number"]),
    (shape, {"ages": {"min": True}}, ["ages: min must be a whole number"]),
    (
        shape,
        {"figure": {"period": "2014", "measure": "calls", "values": 94}},
        ["figure: values must be a list of tables"],
    ),
    (
        shape,
        {"figure": {"period": "2014", "measure": "calls", "values": [{"value": float("inf"), "chart": 1, "year": 1}]}},
        [
            "figure: values 1 has the unknown key 'year'",
            "figure: values 1: value must be a number",
            "figure: values 1: chart must be true or false",
        ],
    ),
    (rules.ages, {"ages": {"min": 21, "max": 14}}, ["ages: min is above max"]),
    (rules.ages, {"ages": {"stages": ["college"]}}, ["unknown school stage 'college'"]),
    (
        rules.phones,
        {"phones": [{"number": "1-800-RUNAWAY", "channel": "voice"}]},
        ["phone '1-800-RUNAWAY' is no number such as 1-800-842-2288, 860-832-5519, 911 or 233733"],
    ),
    (
        rules.phones,
        {"phones": [{"number": "(860) 832-5519", "channel": "voice"}]},
        ["phone '(860) 832-5519' is no number such as 1-800-842-2288, 860-832-5519, 911 or 233733"],
    ),
    (rules.phones, {"phones": [{"number": "911", "channel": "pigeon"}]}, ["phone 911: unknown channel 'pigeon'"]),
    (rules.phones, {"phones": [{"number": "911"}]}, ["phone 911 has no channel"]),
    (
        rules.phones,
        {"source": "heard", "phones": [{"number": "911", "channel": "voice", "caution": "Old."}]},
        ["phone 911 was read at second hand: its caution must start with 'Not confirmed'"],
    ),
    (
        rules.phones,
        {"sourced": {"phones": "heard"}, "phones": [{"number": "911", "channel": "voice"}]},
        ["phone 911 was read at second hand: its caution must start with 'Not confirmed'"],
    ),
    (
        rules.phones,
        {"phones": [{"number": "911", "channel": "voice", "source": "heard"}]},
        ["phone 911 was read at second hand: its caution must start with 'Not confirmed'"],
    ),
    (rules.addresses, {"emails": [{"email": "a.b@ct"}]}, ["e-mail 'a.b@ct' is not well-formed"]),
    (rules.addresses, {"emails": [{"email": "a b@ct.gov"}]}, ["e-mail 'a b@ct.gov' is not well-formed"]),
    (
        rules.addresses,
        {"urls": [{"url": "javascript:alert(1)"}]},
        ["web address 'javascript:alert(1)' is not http, https, mailto, tel or sms, or not well-formed"],
    ),
    (
        rules.addresses,
        {"urls": [{"url": "https://ct.gov/a b"}]},
        ["web address 'https://ct.gov/a b' is not http, https, mailto, tel or sms, or not well-formed"],
    ),
    (
        rules.shortened,
        {"urls": [{"url": "https://tinyurl.com/x"}]},
        ["the short link https://tinyurl.com/x has no caution"],
    ),
    (rules.dates, {"date": "March 2024"}, ["date 'March 2024' is no date (YYYY, YYYY-MM or YYYY-MM-DD)"]),
    (rules.dates, {"checked": "2024-13"}, ["checked '2024-13' is no date (YYYY, YYYY-MM or YYYY-MM-DD)"]),
    (rules.sourced, {"source": None}, ["has no source"]),
    (rules.sourced, {"source": "nowhere"}, ["source names the unknown source 'nowhere'"]),
    (rules.sourced, {"sourced": {"hours": "nowhere"}}, ["hours names the unknown source 'nowhere'"]),
    (rules.sourced, {"sourced": {"colour": "own"}}, ["sourced names the unknown key 'colour'"]),
    (
        rules.sourced,
        {"phones": [{"number": "911", "channel": "voice", "source": "nowhere"}]},
        ["phones names the unknown source 'nowhere'"],
    ),
    (
        rules.sourced,
        {"figure": {"values": [{"value": 1, "source": "nowhere"}]}},
        ["values names the unknown source 'nowhere'"],
    ),
    (rules.references, {"provider": "nobody"}, ["points at 'nobody', which is no entry"]),
    (
        rules.references,
        {"contacts": ["nobody"], "related": ["none"]},
        ["points at 'nobody', which is no entry", "points at 'none', which is no entry"],
    ),
    (rules.acts, {"act": {"number": "16-71"}}, ["an entry of the kind act has a table act, and only such an entry"]),
    (rules.acts, {"kind": "act"}, ["an entry of the kind act has a table act, and only such an entry"]),
    (rules.summary, {"summary": None}, ["has no summary"]),
    (
        rules.unchecked,
        {"checked": "2024-01-01"},
        ["says that it was checked; nothing in the bundled directory has been"],
    ),
    (
        spanish.spanish,
        {"es": {key: text for key, text in SPANISH.items() if key != "name"}},
        ["es has no name: a gloss of the official one"],
    ),
    (spanish.spanish, {"es": {**SPANISH, "nombre": "x"}}, ["es has the unknown key 'nombre'"]),
    (spanish.spanish, {"es": {**SPANISH, "hours": "24 horas"}}, ["es: hours translates nothing"]),
    (
        spanish.spanish,
        {"summary": "Text 911.", "es": {**SPANISH, "summary": "Envíe un texto al 911."}},
        ["es: summary names a text to 911 without saying that it takes English only"],
    ),
    (
        spanish.spanish,
        {"emails": [{"email": "a.b@ct.gov", "label": "Text 911", "label_es": "Mande un texto al 911."}]},
        ["es: emails 1 label names a text to 911 without saying that it takes English only"],
    ),
    (spanish.spanish, {"es": None}, ["has no texts in Spanish (es)"]),
    (spanish.spanish, {"es": {"name": "x", "of": SPANISH["of"]}}, ["es: summary is missing", "es: ages is missing"]),
    (
        spanish.spanish,
        {
            "conditions": ["Call first.", "You are 14."],
            "notes": ["A note."],
            "es": {**SPANISH, "conditions": ["Llame."]},
        },
        ["es: conditions 2 is missing", "es: notes 1 is missing"],
    ),
    (
        spanish.spanish,
        {
            "phones": [{"number": "911", "channel": "voice", "label": "Call", "caution": "Wait."}],
            "urls": [{"url": "https://ct.gov", "title": "Site", "caution": "Slow."}],
        },
        [
            "es: phones 1 label is missing",
            "es: phones 1 caution is missing",
            "es: urls 1 title is missing",
            "es: urls 1 caution is missing",
        ],
    ),
    (
        spanish.spanish,
        {"operator": "A team", "reports_to": "DCF", "recorded": "yes", "beyond_area": "all"},
        [f"es: {key} is missing" for key in ("beyond_area", "operator", "reports_to", "recorded")],
    ),
    (
        spanish.spanish,
        {"es": {**SPANISH, "ages": "de 14 a 22 años"}},
        ["es: ages does not print the numbers of the English"],
    ),
    (
        spanish.spanish,
        {"cautions": ["Call 1-800-842-2288."], "es": {**SPANISH, "cautions": ["Llame al 1-800-842-2289."]}},
        ["es: cautions 1 does not print the numbers of the English"],
    ),
    (spanish.spanish, {"es": {**SPANISH, "notes": "Una nota."}}, ["es: notes must be a list of texts"]),
    (
        rules.enforcement,
        {"line": "enforcement"},
        [
            "an enforcement line must say in its name who answers: police",
            "es: the name of an enforcement line must say who answers: policía",
        ],
    ),
    (
        spanish.confidentiality,
        {"operator": "A team"},
        ["states operator and has no confidentiality: the same in one line"],
    ),
    (
        spanish.confidentiality,
        {"confidentiality": "A team answers"},
        ["confidentiality has nothing to say in short: no operator, recorded or reports_to is stated"],
    ),
    (
        spanish.confidentiality,
        {"operator": "A team", "confidentiality": "a" * 71, "es": {**SPANISH, "confidentiality": "b\nc"}},
        [
            "confidentiality must be one line of 70 letters at most; it has 71",
            "es: confidentiality must be one line of 70 letters at most; it has 3",
        ],
    ),
    (
        spanish.confidentiality,
        {
            "recorded": "yes",
            "confidentiality": "A team tells 911",
            "es": {**SPANISH, "confidentiality": "Un equipo avisa al 911"},
        },
        ["confidentiality prints a number", "es: confidentiality prints a number"],
    ),
    (
        spanish.spanish,
        {"operator": "A team", "confidentiality": "A team", "es": {**SPANISH, "operator": "Un equipo"}},
        ["es: confidentiality is missing"],
    ),
    (
        rules.enforcement,
        {"line": "enforcement", "operator": "HSI, part of ICE", "name": "HSI (federal police) tips", "es": None},
        ["an enforcement line must say in its name who answers: immigration police"],
    ),
    (
        rules.enforcement,
        {
            "line": "enforcement",
            "operator": "HSI, part of ICE",
            "name": "ICE (immigration police) tip line",
            "es": {**SPANISH, "name": "HSI (policía): línea de información"},
        },
        ["es: the name of an enforcement line must say who answers: la migra"],
    ),
    (
        rules.enforcement,
        {"line": "enforcement", "name": "FBI (federal police)", "es": None, "topics": ["immigration"]},
        ["an enforcement line must not have the topic 'immigration'"],
    ),
    (
        rules.enforcement,
        {"line": "enforcement", "name": "FBI (federal police)", "es": None, "groups": ["everyone", "immigrants"]},
        [
            "an enforcement line must not be for the group 'everyone'",
            "an enforcement line must not be for the group 'immigrants'",
        ],
    ),
]

BAD_ACTS: list[tuple[Rule, dict[str, Any], list[str]]] = [
    (rules.acts, {"number": "PA 16-71"}, ["act number 'PA 16-71' is not like 16-71"]),
    (shape, {"number": None}, ["act has no number"]),
    (shape, {"year": "2016"}, ["act: year must be a whole number"]),
    (rules.acts, {"year": 16}, ["act has no year"]),
    (shape, {"points": "abc"}, ["act: points must be a list of tables"]),
    (rules.acts, {"points": None}, ["act has no points"]),
    (rules.acts, {"points": []}, ["act has no points"]),
    (rules.acts, {"overtaken_by": "17-32"}, ["act is overtaken_by '17-32', which is not among its changed_by"]),
    (
        rules.sourced,
        {"points": [{"text": "It did.", "source": "nowhere"}]},
        ["points names the unknown source 'nowhere'"],
    ),
]


def changed(table: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    """A copy with other values; None takes a key out."""
    merged = {**copy.deepcopy(table), **changes}
    return {key: value for key, value in merged.items() if value is not None}


def name(value: object) -> str:
    return getattr(value, "__name__", "")


@pytest.mark.parametrize("rule", ENTRY_RULES, ids=name)
def test_a_good_entry_passes_every_rule(rule: Rule) -> None:
    assert list(rule(GOOD, CONTEXT)) == []
    assert list(rule(GOOD_ACT, CONTEXT)) == []


@pytest.mark.parametrize("rule", ENTRY_RULES, ids=name)
def test_the_least_that_a_file_of_ones_own_may_hold_passes_every_rule(rule: Rule) -> None:
    assert list(rule({"id": "good", "kind": "service", "name": "Good"}, OWN_FILE)) == []


@pytest.mark.parametrize(("rule", "changes", "messages"), BAD, ids=name)
def test_a_rule_says_what_is_wrong(rule: Rule, changes: dict[str, Any], messages: list[str]) -> None:
    assert list(rule(changed(GOOD, changes), CONTEXT)) == messages


@pytest.mark.parametrize(("rule", "changes", "messages"), BAD_ACTS, ids=name)
def test_a_rule_says_what_is_wrong_with_an_act(rule: Rule, changes: dict[str, Any], messages: list[str]) -> None:
    entry = {**GOOD_ACT, "act": changed(GOOD_ACT["act"], changes)}
    assert list(rule(entry, CONTEXT)) == messages


def test_a_file_of_ones_own_may_leave_the_labels_and_notes_in_english() -> None:
    own = changed(GOOD, {"notes": ["A note."], "emails": [{"email": "a.b@ct.gov", "label": "Office"}]})
    assert list(spanish.spanish(own, OWN_FILE)) == []


def test_spanish_that_is_older_than_its_english_is_told_with_what_to_write() -> None:
    assert spanish.outdated_spanish(GOOD) is None
    told = spanish.outdated_spanish({**GOOD, "summary": "It helps more."})
    assert told is not None
    assert told.startswith("es is older than the English; read it again and then write of = ")


def test_every_rule_is_shown_at_work_here() -> None:
    assert {rule for rule, _, _ in (*BAD, *BAD_ACTS)} == set(ENTRY_RULES)


@pytest.mark.parametrize(
    ("rule", "changes"),
    [
        (rules.phones, {"phones": [{"number": "911", "source": "heard"}]}),
        (rules.shortened, {"urls": [{"url": "https://tinyurl.com/x"}]}),
        (rules.sourced, {"source": None}),
        (rules.summary, {"summary": None}),
        (rules.unchecked, {"checked": "2024-01-01"}),
    ],
    ids=name,
)
def test_a_file_of_ones_own_is_spared_the_rules_of_the_bundled_directory(rule: Rule, changes: dict[str, Any]) -> None:
    assert list(rule(changed(GOOD, changes), OWN_FILE)) == []


def test_an_entry_of_the_wrong_shape_is_told_of_its_shape_alone() -> None:
    entry = changed(GOOD, {"topics": "knitting", "date": "never"})
    assert entry_faults(entry, CONTEXT) == ["topics must be a list of texts"]


def test_an_entry_of_the_right_shape_is_told_of_every_fault() -> None:
    entry = changed(GOOD, {"topics": ["knitting"], "date": "never"})
    assert entry_faults(entry, CONTEXT) == [
        "unknown topic 'knitting'",
        "date 'never' is no date (YYYY, YYYY-MM or YYYY-MM-DD)",
    ]
    assert entry_faults(GOOD, CONTEXT) == []


SOURCE = {"title": "The page", "as_of": "2024-03", "confidence": "official", "url": "https://ct.gov"}


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        ({}, []),
        ({"as_of": "undated", "url": None}, []),
        ({"title": None}, ["source s has no title"]),
        ({"as_of": 2024}, ["source s has no as_of"]),
        ({"confidence": "rumor"}, ["source s: confidence must be one of official, copy, secondary"]),
        (
            {"confidence": None},
            ["source s has no confidence", "source s: confidence must be one of official, copy, secondary"],
        ),
        ({"as_of": "2024-02-30x"}, ["source s: as_of '2024-02-30x' is no date, nor 'undated'"]),
        ({"url": "ct.gov"}, ["source s: url 'ct.gov' is not well-formed"]),
        ({"url": 5}, ["source s: url must be a text", "source s: url 5 is not well-formed"]),
    ],
)
def test_a_source_says_what_is_wrong_with_it(changes: dict[str, Any], messages: list[str]) -> None:
    assert source_faults("s", changed(SOURCE, changes)) == messages


def document(*entries: tuple[str, str]) -> dict[str, Any]:
    return {
        "vocabulary": {"kinds": {"hotline": "Line", "service": "Service"}},
        "sources": {"own": SOURCE},
        "entry": [
            {"id": entry_id, "kind": kind, "source": "own", "phones": [{"number": "911"}]} for entry_id, kind in entries
        ],
    }


EMERGENCY = tuple((entry_id, "hotline") for entry_id in sorted(ANSWER_IDS))


def test_a_sorted_document_with_the_emergency_lines_has_no_fault() -> None:
    assert document_faults(document(*EMERGENCY, ("a", "service"))) == []


@pytest.mark.parametrize(
    ("entries", "messages"),
    [
        ((*EMERGENCY, ("a", "service"), ("a", "service")), ["the id 'a' stands twice"]),
        (
            (*EMERGENCY, ("b", "service"), ("a", "service")),
            ["'a' must stand before 'b': entries are sorted by kind and id"],
        ),
        (
            (("a", "service"), *EMERGENCY),
            ["'211-connecticut' must stand before 'a': entries are sorted by kind and id"],
        ),
        *(
            (EMERGENCY[:n] + EMERGENCY[n + 1 :], [f"the emergency line {EMERGENCY[n][0]!r} is missing"])
            for n in range(6)
        ),
    ],
)
def test_a_document_says_what_is_wrong_with_it(entries: tuple[tuple[str, str], ...], messages: list[str]) -> None:
    assert document_faults(document(*entries)) == messages


@pytest.mark.parametrize("needed", ANSWER_IDS)
def test_a_line_of_the_emergency_answer_has_a_number_to_call(needed: str) -> None:
    whole = document(*EMERGENCY, ("a", "service"))
    entry = next(entry for entry in whole["entry"] if entry["id"] == needed)
    entry["phones"] = [{"number": "911", "channel": "text"}]
    assert document_faults(whole) == [f"the emergency line {needed!r} has no number to call"]


@pytest.mark.parametrize(
    ("said", "messages"),
    [
        ("Call 911.", []),
        ("Do not call 1-800-999-5545.", ["cautions 1 prints 1-800-999-5545 (voice), which stands on no entry"]),
        ("Not 1-800-THE-LOST.", ["cautions 1 prints 1-800-THE-LOST (voice), which stands on no entry"]),
        ("Text 233722.", ["cautions 1 prints 233722 (text), which stands on no entry"]),
        ("Text 911.", ["cautions 1 prints 911 (text), which stands on no entry"]),
        ("Fax (860) 555-0100.", ["cautions 1 prints (860) 555-0100 (fax), which stands on no entry"]),
        ("TTY 711.", ["cautions 1 prints 711 (tty), which stands on no entry"]),
        ("A bill (SB 311) of 2018, $14000 and 211 Connecticut.", []),
    ],
)
def test_what_is_said_of_a_line_prints_only_numbers_that_stand_on_an_entry(said: str, messages: list[str]) -> None:
    whole = document(*EMERGENCY, ("a", "service"))
    whole["entry"][-1]["cautions"] = [said]
    assert document_faults(whole) == [f"entry 'a': {message}" for message in messages]


def test_the_caution_of_a_number_and_the_spanish_are_held_to_it_too() -> None:
    whole = document(*EMERGENCY, ("a", "service"))
    whole["entry"][-1]["phones"] = [{"number": "911", "caution": "Not 860-550-0100.", "caution_es": "Mande 741741."}]
    assert document_faults(whole) == [
        "entry 'a': phones 1 caution prints 860-550-0100 (voice), which stands on no entry",
        "entry 'a': phones 1 caution prints 741741 (text), which stands on no entry",
    ]


def test_a_copy_is_named_without_the_address_of_who_copied_it() -> None:
    paper = "https://www.scribd.com/document/1"
    whole = document(*EMERGENCY)
    whole["sources"] = {
        "own": {**SOURCE, "confidence": "copy", "url": "https://example.org/copied-page"},
        "paper": {**SOURCE, "confidence": "secondary", "url": paper},
        "bill": {**SOURCE, "confidence": "copy", "url": "https://legiscan.com/CT"},
    }
    whole["entry"][0]["sourced"] = {"hours": "paper", "cost": "bill"}
    whole["entry"][0]["urls"] = [{"url": "http://studylib.net/doc/1"}]
    assert document_faults(whole) == [
        "source own: a copy is named without the address of the site that copied it",
        f"source paper: {paper} is the address of a site that copies papers; name the paper without it",
        "entry '211-connecticut': http://studylib.net/doc/1 is the address of a site that copies papers",
    ]


def test_a_source_that_nothing_uses_is_named() -> None:
    spare = document(*EMERGENCY)
    spare["sources"]["spare"] = SOURCE
    assert document_faults(spare) == ["source spare is used by no entry"]


def test_a_source_of_one_phone_point_or_value_counts_as_used() -> None:
    whole = document(*EMERGENCY)
    for number, (key, value) in enumerate(
        {
            "phones": [{"number": "911", "source": "a"}],
            "act": {"points": [{"text": "x", "source": "b"}]},
            "figure": {"values": [{"value": 1, "source": "c"}]},
        }.items()
    ):
        whole["entry"][number][key] = value
    whole["entry"][0]["sourced"] = {"hours": "d"}
    whole["sources"] |= dict.fromkeys("abcd", SOURCE)
    assert document_faults(whole) == []


def test_the_rules_know_the_emergency_lines_of_the_directory() -> None:
    lines = {entry.id for entry in read_bundled().entries if entry.line == "emergency"}
    assert lines == set(EMERGENCY_IDS)
