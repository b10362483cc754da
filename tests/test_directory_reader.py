"""Reading a directory of one's own: a bad record is refused by name, and everything else is kept."""

from __future__ import annotations

import string
import tomllib
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st
from own import read_own

from hart_cli.errors import DataError, ExitCode
from hart_cli.fields import fields_of
from hart_cli.localize import in_spanish
from hart_cli.model import BUNDLED, Ages, Contact, Email, Entry, Phone, Provider, Source, Statute, Url
from hart_cli.output.envelope import entry_table
from hart_cli.places import from_toml
from hart_cli.readers import directory as reader
from hart_cli.readers.directory import Directory, read_bundled, read_places
from hart_cli.rules.shape import ENTRY_KEYS
from hart_cli.rules.spanish import english_of
from hart_cli.store import codec

BUNDLED_DIRECTORY = read_bundled()

GOOD = """
[[entry]]
id = "night-line"
kind = "hotline"
name = "Night Line"
"""


def own(tmp_path: Path, text: str) -> Directory:
    path = tmp_path / "own.toml"
    path.write_text(text, encoding="utf-8")
    return read_own(path, BUNDLED_DIRECTORY)


def faults(directory: Directory) -> list[str]:
    return [fault.removeprefix(f"{directory.name}: ") for fault in directory.faults]


def test_the_bundled_directory_calls_itself_by_its_name() -> None:
    assert BUNDLED_DIRECTORY.name == BUNDLED
    assert {entry.directory for entry in BUNDLED_DIRECTORY.entries} == {BUNDLED}


def test_the_least_entry_is_kept_and_marked_with_its_file(tmp_path: Path) -> None:
    directory = own(tmp_path, GOOD)
    (entry,) = directory.entries
    assert (entry.id, entry.kind, entry.name) == ("night-line", "hotline", "Night Line")
    assert entry.directory == str(tmp_path / "own.toml")
    assert entry.source == Source("own-file", "the file itself", None, None, "undated", "secondary")
    assert entry.confidence == "secondary"
    assert (directory.faults, directory.refused) == ((), 0)


def test_everything_that_an_entry_holds_arrives(tmp_path: Path) -> None:
    directory = own(
        tmp_path,
        """
        revised = "2025-01"
        [sources.flyer]
        title = "A flyer"
        as_of = "2025"
        confidence = "official"
        [sources.call]
        title = "A call"
        as_of = "2025-02"
        confidence = "secondary"

        [[entry]]
        id = "night-line"
        kind = "hotline"
        name = "Night Line"
        aliases = ["NL"]
        summary = "Someone to talk to."
        topics = ["someone-to-talk-to"]
        groups = ["children"]
        ages = { min = 12, max = 17, text = "12-17", stages = ["high school"] }
        areas = ["Avon"]
        phones = [
          { number = "1-860-555-0100", channel = "voice", label = "Call", extension = "7" },
          { number = "860-555-0101", source = "call", caution = "Not confirmed" },
        ]
        emails = [{ email = "a@b.org", label = "Desk" }]
        urls = [{ url = "https://b.org", title = "B", language = "en", caution = "Old" }]
        provider = "b-house"
        contacts = ["ann"]
        source = "flyer"
        sourced = { hours = "call" }
        hours = "evenings"

        [[entry]]
        id = "b-house"
        kind = "organization"
        name = "B House"

        [[entry]]
        id = "ann"
        kind = "person"
        name = "Ann"
        role = "Desk"
        phones = [{ number = "911" }]
        emails = [{ email = "ann@b.org" }]
        """,
    )
    entry = directory.entries[0]
    flyer = Source("flyer", "A flyer", None, None, "2025", "official")
    call = Source("call", "A call", None, None, "2025-02", "secondary")
    assert directory.faults == ()
    assert entry.ages == Ages(12, 17, "12-17", ("high school",))
    assert entry.phones == (
        Phone("1-860-555-0100", "+18605550100", "7", "voice", "Call", None),
        Phone("860-555-0101", "+18605550101", None, "voice", None, "Not confirmed"),
    )
    assert entry.emails == (Email("a@b.org", "Desk"),)
    assert entry.urls == (Url("https://b.org", "B", "en", "Old"),)
    assert entry.provider == Provider("b-house", "B House")
    assert entry.contacts == (
        Contact("ann", "Ann", "Desk", (Phone("911", None, None, "voice", None, None),), (Email("ann@b.org", None),)),
    )
    assert (entry.source, entry.confidence) == (flyer, "official")
    assert dict(entry.sourced) == {"hours": call, "phones[1]": call}


def test_an_act_arrives_whole(tmp_path: Path) -> None:
    directory = own(
        tmp_path,
        """
        [[entry]]
        id = "pa-99-1"
        kind = "act"
        name = "Public Act 99-1"
        [entry.act]
        number = "99-1"
        year = 1999
        points = [{ text = "It did." }]
        statutes = [{ section = "53a-82", about = "it" }]
        """,
    )
    act = directory.entries[0].act
    assert act is not None
    assert (act.number, act.year, act.points) == ("99-1", 1999, ("It did.",))
    assert act.statutes == (Statute("53a-82", "it"),)


def test_a_bad_record_is_refused_by_name_and_the_rest_is_kept(tmp_path: Path) -> None:
    bad = GOOD.replace("night-line", "bad-line").replace("hotline", "party-line")
    directory = own(tmp_path, bad + GOOD)
    assert [entry.id for entry in directory.entries] == ["night-line"]
    assert faults(directory) == ["entry 'bad-line': unknown kind 'party-line'"]
    assert directory.refused == 1


def test_a_record_without_an_id_is_refused_by_its_place(tmp_path: Path) -> None:
    directory = own(tmp_path, GOOD + '[[entry]]\nkind = "service"\nname = "Nameless"\n')
    assert faults(directory) == ["entry 2: has no id"]
    assert len(directory.entries) == 1


def test_every_fault_of_a_record_is_told(tmp_path: Path) -> None:
    directory = own(tmp_path, GOOD + 'topics = ["knitting"]\nareas = ["Springfield"]\n')
    assert faults(directory) == [
        "entry 'night-line': unknown topic 'knitting'",
        "entry 'night-line': unknown area 'Springfield'",
    ]


def test_of_two_records_with_one_id_the_first_is_kept(tmp_path: Path) -> None:
    directory = own(tmp_path, GOOD + GOOD.replace("Night Line", "Day Line"))
    assert [entry.name for entry in directory.entries] == ["Night Line"]
    assert faults(directory) == ["entry 'night-line': stands twice; the first is kept"]


@pytest.mark.parametrize("taken", ["we-matter", "911", "ct-careline"])
def test_the_id_of_a_bundled_entry_is_refused(tmp_path: Path, taken: str) -> None:
    directory = own(tmp_path, GOOD.replace("night-line", taken))
    assert directory.entries == ()
    assert faults(directory) == [f"entry {taken!r}: has the id of a bundled entry, which no file may change or hide"]


GUARDED = [
    name
    for entry in BUNDLED_DIRECTORY.entries
    if entry.line == "emergency"
    for name in (entry.id, entry.name, *entry.aliases)
]


@pytest.mark.parametrize("name", GUARDED)
@pytest.mark.parametrize("how", [str, str.upper, str.title])
def test_the_name_of_an_emergency_line_is_refused_as_name_and_as_alias(tmp_path: Path, name: str, how: Any) -> None:
    shown = how(name).replace('"', '\\"')
    said = ["entry 'night-line': uses the name of an emergency line, which no file may"]
    as_name, as_alias = (
        own(tmp_path, GOOD.replace("Night Line", shown)),
        own(tmp_path, f'{GOOD}aliases = ["{shown}"]\n'),
    )
    assert (as_name.entries, faults(as_name), as_name.refused) == ((), said, 1)
    assert (as_alias.entries, faults(as_alias), as_alias.refused) == ((), said, 1)


def test_a_reference_to_nothing_is_refused(tmp_path: Path) -> None:
    directory = own(tmp_path, f'{GOOD}provider = "nobody"\n')
    assert faults(directory) == ["entry 'night-line': points at 'nobody', which is no entry"]


def test_a_contact_that_was_refused_is_left_out_of_the_entry_that_names_it(tmp_path: Path) -> None:
    directory = own(tmp_path, GOOD + 'contacts = ["ann"]\n[[entry]]\nid = "ann"\nkind = "pet"\nname = "Ann"\n')
    assert [(entry.id, entry.contacts) for entry in directory.entries] == [("night-line", ())]
    assert faults(directory) == ["entry 'ann': unknown kind 'pet'"]


def test_a_bad_source_is_named_with_the_entry_that_rests_on_it(tmp_path: Path) -> None:
    directory = own(tmp_path, f'{GOOD}source = "flyer"\n[sources.flyer]\ntitle = "A flyer"\nas_of = "2025"\n')
    assert faults(directory) == [
        "source flyer has no confidence",
        "source flyer: confidence must be one of official, copy, secondary",
        "entry 'night-line': source names the unknown source 'flyer'",
    ]


@pytest.mark.parametrize("text", ["", "a = 1", "entry = 5", 'entry = "x"', "[entry]\nid = 'x'"])
def test_a_file_without_entries_is_refused_as_a_whole(tmp_path: Path, text: str) -> None:
    with pytest.raises(DataError, match=r"own\.toml: has no \[\[entry\]\]; see the format in docs/data\.md$"):
        own(tmp_path, text)


def test_a_file_that_is_no_toml_is_refused_as_a_whole(tmp_path: Path) -> None:
    with pytest.raises(DataError, match=r"own\.toml: is not valid TOML"):
        own(tmp_path, "[[entry]\n")


def test_check_names_what_is_refused_and_ends_with_3(hart: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(GOOD + GOOD, encoding="utf-8")
    ran = hart("check", str(path))
    assert (ran.code, ran.out) == (ExitCode.DATA, f"{path}: 1 entries kept, 1 refused\n")
    assert ran.err == f"hart: {path}: entry 'night-line': stands twice; the first is kept\n"


def test_check_of_a_good_file_ends_with_0(hart: Run, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(GOOD, encoding="utf-8")
    ran = hart("check", str(path))
    assert (ran.code, ran.out, ran.err) == (0, f"{path}: 1 entries kept, 0 refused\n", "")


@pytest.mark.parametrize("missing", ["regions", "areas", "towns"])
def test_bundled_places_that_lack_a_part_are_one_line_of_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, missing: str
) -> None:
    parts = {"regions": "[regions]\n", "areas": "[areas]\n", "towns": "[towns]\n"}
    (tmp_path / "places.toml").write_text("".join(t for part, t in parts.items() if part != missing))
    monkeypatch.setattr(reader, "data_folder", lambda: tmp_path)
    with pytest.raises(DataError, match=rf"places\.toml: has no '{missing}'$"):
        read_places()
    assert from_toml({"regions": {}, "areas": {}, "towns": {}}).towns == {}


def test_a_bundled_directory_without_its_vocabulary_is_one_line_of_error(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("places.toml", "places-local.toml", "places-outside.toml"):
        (tmp_path / name).write_bytes((reader.data_folder() / name).read_bytes())
    (tmp_path / "resources.toml").write_text("[vocabulary]\nkinds = 5\n")
    monkeypatch.setattr(reader, "data_folder", lambda: tmp_path)
    with pytest.raises(DataError, match=r"has no vocabulary of kinds, topics and groups$"):
        read_bundled()


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
plain = st.one_of(
    st.none(), st.booleans(), st.integers(), st.floats(), texts, st.dates(), st.datetimes(), st.times(), st.just([])
)
anything = st.recursive(plain, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(texts, inner, max_size=3))
_LISTED = [
    "aliases",
    "services",
    "topics",
    "groups",
    "areas",
    "languages",
    "contacts",
    "related",
    "phones",
    "emails",
    "urls",
]
# The keys whose tables are looked into by the rules only as far as types() has looked before.
_KEYS = [*_LISTED, "role", "line", "summary", "provider", "date", "hours", "confidence", "source", "checked", "colour"]
some_text = st.sampled_from(["night-line", "hotline", "talk", "Avon", "en", "2024", "children", "housing", "x", "911"])
row = st.dictionaries(
    st.sampled_from("number channel email url title caution source label".split()), some_text | plain, max_size=4
)
value = st.one_of(anything, some_text, st.lists(some_text, max_size=3), st.lists(row, max_size=3))
identity = st.fixed_dictionaries(
    {}, optional={"id": some_text | plain, "kind": some_text | plain, "name": some_text | texts | plain}
)
entry_tables = st.builds(
    lambda base, more: base | more, identity, st.dictionaries(st.sampled_from(_KEYS), value, max_size=5)
)


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.lists(entry_tables, max_size=4))
def test_whatever_a_table_holds_it_is_kept_or_refused_and_never_a_crash(tables: list[dict[str, Any]]) -> None:
    document = {"entry": tables}
    vocabulary, places = BUNDLED_DIRECTORY.vocabulary, BUNDLED_DIRECTORY.places
    directory = reader._read(document, "own.toml", vocabulary, places, BUNDLED_DIRECTORY.entries)
    assert len(directory.entries) + directory.refused == len(tables)
    assert bool(directory.faults) == bool(directory.refused)
    assert all(fault.startswith("own.toml: entry ") for fault in directory.faults)
    assert "911" not in {entry.id for entry in directory.entries}
    for entry in directory.entries:
        assert entry.kind in vocabulary.kinds
        assert set(entry.topics) <= vocabulary.topics.keys()
        assert set(entry.areas) <= places.area_names()


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.dictionaries(st.sampled_from([*sorted(ENTRY_KEYS), *string.ascii_lowercase]), plain, max_size=8))
def test_plain_values_under_any_key_are_refused_with_messages_of_one_line(table: dict[str, Any]) -> None:
    vocabulary, places = BUNDLED_DIRECTORY.vocabulary, BUNDLED_DIRECTORY.places
    directory = reader._read({"entry": [table]}, "own.toml", vocabulary, places, ())
    assert directory.faults or directory.entries
    assert all("\n" not in fault for fault in directory.faults)


IN_SPANISH = """
[phrases]
"Toll free" = "Llamada gratis"

[[entry]]
id = "own"
kind = "service"
name = "Own Service"
role = "x"
summary = "It helps."
services = ["a bed"]
conditions = ["You live in Avon."]
ages = { text = "teens" }
beyond_area = "Others may call."
hours = "always"
cost = "free"
referral = "Call."
operator = "a team"
reports_to = "nobody"
recorded = "no"
confidentiality = "a team answers"
notes = ["A note."]
cautions = ["Take care."]
phones = [
  { number = "860-832-5519", label = "Office", label_es = "Oficina", caution = "Old.", caution_es = "Viejo." },
  { number = "860-832-5520", label = "Toll free" },
  { number = "860-832-5521", label = "Other" },
]
emails = [{ email = "a@b.org", label = "Office", label_es = "Oficina" }]
urls = [{ url = "https://a.org", title = "Form", title_es = "Formulario", caution = "Slow.", caution_es = "Lento." }]

[entry.es]
name = "Servicio propio"
role = "una x"
summary = "Ayuda."
services = ["una cama"]
conditions = ["Usted vive en Avon."]
ages = "adolescentes"
beyond_area = "Otras personas pueden llamar."
hours = "siempre"
cost = "gratis"
referral = "Llame."
operator = "un equipo"
reports_to = "a nadie"
recorded = "no se graba"
confidentiality = "responde un equipo"
notes = ["Una nota."]
cautions = ["Tenga cuidado."]
"""


def own_in_spanish(tmp_path: Path, mark: str) -> Entry:
    (entry,) = own(tmp_path, IN_SPANISH + f'of = "{mark}"\n').entries
    return entry


def marked(tmp_path: Path) -> Entry:
    row = tomllib.loads(IN_SPANISH)["entry"][0]
    return own_in_spanish(tmp_path, english_of(row))


def test_every_text_of_an_entry_can_stand_in_spanish(tmp_path: Path) -> None:
    entry = marked(tmp_path)
    assert codec.decode(codec.encode(entry)) == entry
    assert {field.name for field in fields_of(Entry) if field.meta.spanish} == dict(entry.spanish).keys() - {"name"}
    shown = in_spanish(entry)
    texts = [(key, text) for key, text in entry.spanish if key not in ("name", "ages")]
    assert [(key, getattr(shown, key)) for key, _ in texts] == texts
    assert shown.ages is not None
    assert shown.ages.text == "adolescentes"
    assert [(p.label, p.caution) for p in shown.phones] == [
        ("Oficina", "Viejo."),
        ("Llamada gratis", None),
        ("Other", None),
    ]
    assert [e.label for e in shown.emails] == ["Oficina"]
    assert [(u.title, u.caution) for u in shown.urls] == [("Formulario", "Lento.")]
    assert shown.text_language == "es"
    assert shown.name == "Own Service"


def test_json_has_one_language_and_its_keys_stay(tmp_path: Path) -> None:
    entry = marked(tmp_path)
    english, spanish = entry_table(entry), entry_table(in_spanish(entry))
    assert english.keys() == spanish.keys()
    assert [list(row) for row in english["phones"]] == [list(row) for row in spanish["phones"]]
    assert (english["phones"][0]["label"], spanish["phones"][0]["label"]) == ("Office", "Oficina")
    assert not [
        key for row in (*english["phones"], *english["urls"], *english["emails"]) for key in row if "_es" in key
    ]


def test_an_entry_whose_spanish_is_older_loses_all_of_it(tmp_path: Path) -> None:
    entry = own_in_spanish(tmp_path, "00000000")
    assert entry.spanish == ()
    assert [p.label_es for p in entry.phones] == [None, None, None]
    assert [(u.title_es, u.caution_es) for u in entry.urls] == [(None, None)]


def test_the_role_of_a_contact_stands_in_spanish(tmp_path: Path) -> None:
    text = """
[[entry]]
id = "somebody"
kind = "person"
name = "Somebody"
role = "Director"

[entry.es]
name = "Somebody"
role = "Directora"
of = "{}"

[[entry]]
id = "office"
kind = "service"
name = "Office"
contacts = ["somebody"]

[entry.es]
name = "Oficina"
of = "{}"
"""
    rows = tomllib.loads(text)["entry"]
    entries = own(tmp_path, text.format(*map(english_of, rows))).entries
    office = next(entry for entry in entries if entry.id == "office")
    assert codec.decode(codec.encode(office)) == office
    assert [contact.role for contact in office.contacts] == ["Director"]
    assert [contact.role for contact in in_spanish(office).contacts] == ["Directora"]
