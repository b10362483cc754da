"""Exporting HSDS: every object holds to the official schemas, hart reads again what it wrote, and no loss is
silent."""

from __future__ import annotations

import csv
import functools
import io
import json
import os
import zipfile
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from own import Repaired, read_repaired

from hart_cli.hsds import standard
from hart_cli.hsds.writing import package, services
from hart_cli.hsds.writing.terms import term
from hart_cli.hsds.writing.values import Losses, uuid_of
from hart_cli.model import Ages, Contact, Email, Entry, Hit, Phone, Provider, Source, Url
from hart_cli.readers.directory import Directory, read_bundled
from hart_cli.text import e164

HSDS = Path(os.environ.get("HSDS_DIR") or ROOT.parent / "shared" / "hsds")
needs_schemas = pytest.mark.skipif(not (HSDS / "object").is_dir(), reason="no official schemas; HSDS_DIR names them")
SOURCE = Source(
    "leaflet", "A leaflet", "Pine Clinic", "https://pine.example.org/a", "2025-03", "secondary", "Read twice."
)
ORGANIZATION = Entry("pine", "organization", "Pine Clinic (made up)", SOURCE, "here")
SERVICE = Entry(
    "pine-talk",
    "program",
    "Pine Talk (made up)",
    SOURCE,
    "here",
    provider=Provider("pine", "Pine Clinic (made up)"),
)


@functools.cache
def bundled() -> Directory:
    return read_bundled()


@functools.cache
def nobody() -> Directory:
    """The vocabulary and the places, with no bundled entry whose id could be taken."""
    return bundled()._replace(entries=())


def hits(*entries: Entry) -> list[Hit]:
    return [Hit(entry) for entry in entries]


def array(*entries: Entry) -> tuple[list[dict[str, Any]], list[str]]:
    losses = Losses()
    return json.loads("".join(services.write(hits(*entries), losses))), losses.lines()


def zipped(*entries: Entry) -> tuple[bytes, list[str]]:
    losses = Losses()
    return b"".join(package.write(hits(*entries), "2026-11-23", losses)), losses.lines()


def rows(content: bytes, name: str) -> list[dict[str, str]]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return list(csv.DictReader(io.StringIO(archive.read(name).decode())))


# What the standard asks


@functools.cache
def validator() -> dict[str, Any]:
    from jsonschema import Draft202012Validator
    from referencing import Registry, Resource
    from referencing.jsonschema import DRAFT202012

    tables = {path.name: json.loads(path.read_text(encoding="utf-8")) for path in (HSDS / "object").glob("*.json")}
    known = [
        (name, Resource.from_contents(table, default_specification=DRAFT202012))
        for file, table in tables.items()
        for name in {file, table.get("$id") or file}
    ]
    checker = Draft202012Validator.FORMAT_CHECKER
    assert {"uri", "uuid", "email", "date-time"} <= checker.checkers.keys(), "a format goes unchecked"
    return {
        name: Draft202012Validator(
            tables[f"{name}.json"], registry=Registry().with_resources(known), format_checker=checker
        )
        for name in ("service", "organization")
    }


def faults(name: str, record: dict[str, Any]) -> list[str]:
    return [f"{record['id']}: {error.json_path}: {error.message}" for error in validator()[name].iter_errors(record)]


def unknown_keys(name: str, record: dict[str, Any]) -> list[str]:
    """Keys that the official schema does not name, which it would pass over in silence."""
    files = {
        **standard.NESTED,
        "organization": "organization",
        "location": "location",
        "taxonomy_term": "taxonomy_term",
    }
    schema = json.loads((HSDS / "object" / f"{name}.json").read_text(encoding="utf-8"))
    found = [f"{name}.{key}" for key in record.keys() - schema["properties"].keys()]
    for key, value in record.items():
        for inner in value if isinstance(value, list) else [value] if isinstance(value, dict) else ():
            found += unknown_keys(files[key], inner)
    return found


@needs_schemas
def test_every_service_of_the_directory_holds_to_the_official_schema() -> None:
    services, _ = array(*bundled().entries)
    assert len(services) == sum(entry.kind in standard.SERVICES for entry in bundled().entries)
    assert [fault for service in services for fault in faults("service", service)] == []
    assert [key for service in services for key in unknown_keys("service", service)] == []


@needs_schemas
def test_every_organization_holds_to_the_official_schema() -> None:
    made = list(services.Converter(hits(*bundled().entries), Losses()).organizations())
    assert len(made) == sum(entry.kind in standard.ORGANIZATIONS for entry in bundled().entries)
    assert [fault for one in made for fault in faults("organization", one)] == []
    assert [key for one in made for key in unknown_keys("organization", one)] == []


@needs_schemas
def test_the_table_of_hsds_is_that_of_the_official_package() -> None:
    official = json.loads((HSDS / "datapackage.json").read_text(encoding="utf-8"))
    resources = {resource["name"]: resource for resource in official["resources"]}
    for name, table in standard.OBJECTS.items():
        fields = resources[name]["schema"]["fields"]
        assert table.file == resources[name]["path"]
        assert table.fields == tuple(field["name"] for field in fields), name
        assert table.required == {field["name"] for field in fields if field["constraints"]["required"]}, name


def frictionless_faults(folder: Path, description: dict[str, Any]) -> Any:
    frictionless = pytest.importorskip("frictionless")
    path = folder / "checked.json"
    path.write_text(json.dumps(description), encoding="utf-8")
    report = frictionless.Package(str(path)).validate()
    return report.flatten(["name", "rowNumber", "fieldName", "note"])


@pytest.mark.filterwarnings("ignore")
def test_the_package_is_valid(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(*bundled().entries)[0])) as archive:
        archive.extractall(tmp_path)
    assert frictionless_faults(tmp_path, json.loads((tmp_path / "datapackage.json").read_text())) == []


@needs_schemas
@pytest.mark.filterwarnings("ignore")
def test_the_tables_hold_to_the_official_package(tmp_path: Path) -> None:
    with zipfile.ZipFile(io.BytesIO(zipped(*bundled().entries)[0])) as archive:
        archive.extractall(tmp_path)
    official = json.loads((HSDS / "datapackage.json").read_text(encoding="utf-8"))
    there = [one for one in official["resources"] if (tmp_path / one["path"]).is_file()]
    names = {one["name"] for one in there}
    for one in there:
        keys = one["schema"].get("foreignKeys", [])
        one["schema"]["foreignKeys"] = [key for key in keys if key["reference"]["resource"] in names]
    assert frictionless_faults(tmp_path, official | {"resources": there}) == []


# Reading again

WORDS = (
    st.text("abc äñ.,0123()/", min_size=1, max_size=30).map(str.strip).filter(bool).map(lambda t: " ".join(t.split()))
)
NAMES = WORDS.map(lambda text: f"N{text}")
TEXTS = st.none() | NAMES
LISTS = st.lists(NAMES, max_size=3, unique=True).map(tuple)
NUMBERS = st.sampled_from(("1-800-842-2288", "860-555-0100", "911", "55501"))
SOURCES = st.builds(
    Source,
    NAMES,
    NAMES,
    TEXTS,
    st.sampled_from((None, "https://example.org/a")),
    st.sampled_from(("undated", "2020", "2020-02")),
    st.just("secondary"),
    TEXTS,
)
PHONES = st.lists(
    st.builds(
        lambda number, *rest: Phone(number, e164(number), *rest),
        NUMBERS,
        st.sampled_from((None, "112", "0123")),
        st.sampled_from(("voice", "text", "fax", "tty")),
        TEXTS,
        TEXTS,
    ),
    max_size=3,
    unique=True,
).map(tuple)
EMAILS = st.lists(
    st.builds(Email, st.sampled_from(("a@example.org", "b.c@example.org")), TEXTS, label_es=st.none()),
    max_size=2,
    unique_by=lambda e: e.email,
).map(tuple)
URLS = st.lists(
    st.builds(
        Url,
        st.sampled_from(("https://example.org/a?b=c#d", "http://example.org", "tel:+18605550100")),
        TEXTS,
        st.sampled_from((None, "es")),
        TEXTS,
        title_es=st.none(),
        caution_es=st.none(),
    ),
    max_size=3,
    unique_by=lambda url: url.url,
).map(tuple)


def entries(kinds: tuple[str, ...], **more: Any) -> st.SearchStrategy[Entry]:
    return st.builds(
        Entry,
        id=st.just("x"),
        kind=st.sampled_from(kinds),
        name=NAMES,
        source=SOURCES,
        directory=st.just("here"),
        aliases=LISTS,
        role=TEXTS,
        line=st.sampled_from((None, "talk", "report")),
        summary=NAMES,
        services=LISTS,
        conditions=LISTS,
        topics=st.sampled_from(((), ("housing",), ("housing", "laws")[:1])),
        groups=st.sampled_from(((), ("children",))),
        ages=st.none()
        | st.builds(
            Ages, st.none() | st.just(0), st.none() | st.just(17), TEXTS, st.sampled_from(((), ("high school",)))
        ).filter(lambda ages: ages != Ages(None, None, None)),
        areas=st.sampled_from(((), ("Connecticut",), ("Avon", "Region 1"))),
        beyond_area=TEXTS,
        languages=st.sampled_from(((), ("es", "en"), ("prs",))),
        phones=PHONES,
        emails=EMAILS,
        urls=URLS,
        postal_address=st.sampled_from((None, "1 Pine Street, Avon, CT 06001", "behind the mill")),
        hours=TEXTS | st.just("24 hours a day, 7 days a week"),
        cost=TEXTS,
        referral=TEXTS,
        operator=TEXTS,
        reports_to=TEXTS,
        recorded=TEXTS,
        confidentiality=TEXTS,
        date=st.sampled_from((None, "2020", "2020-05")),
        notes=LISTS,
        cautions=LISTS,
        sourced=st.lists(
            st.tuples(st.sampled_from(("hours", "phones[1]")), SOURCES), max_size=2, unique_by=lambda s: s[0]
        ).map(tuple),
        checked=st.sampled_from((None, "2026-01-02")),
        text_language=st.sampled_from(("en", "es")),
        related=LISTS,
        confidence=st.just("secondary"),
        **dict.fromkeys(("provider", "act", "figure"), st.none()),
        spanish=st.just(()),
        **{"contacts": st.just(()), **more},
    )


CONTACTS = st.lists(
    st.builds(
        Contact,
        st.just("c-1"),
        NAMES,
        TEXTS,
        PHONES,
        EMAILS.map(lambda e: tuple(Email(x.email, None) for x in e[:1])),
        role_es=st.none(),
    ),
    max_size=1,
).map(tuple)


def again(path: Path, content: bytes) -> tuple[dict[str, Entry], Repaired]:
    path.write_bytes(content)
    found = read_repaired(path, nobody())
    return {entry.id: entry._replace(directory="here") for entry in found.entries}, found


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(entries(standard.SERVICES, contacts=CONTACTS), entries(standard.ORGANIZATIONS), st.booleans())
def test_what_is_exported_is_read_again_to_the_same_entries(
    tmp_path: Path, service: Any, organization: Any, offered: Any
) -> None:
    organization = organization._replace(id="offers")
    if offered:
        service = service._replace(provider=Provider("offers", organization.name))
    for name, content in (
        ("it.zip", zipped(service, organization)[0]),
        ("it.json", "".join(services.write(hits(service, organization), Losses())).encode()),
    ):
        read, found = again(tmp_path / name, content)
        assert found.refusals == ()
        assert read["x"] == service
        assert read.keys() == ({"x", "offers"} if offered or name == "it.zip" else {"x"})
        assert read.get("offers", organization) == organization


def test_the_whole_directory_is_read_again(tmp_path: Path) -> None:
    kept = {e.id: e for e in bundled().entries if e.kind in (*standard.SERVICES, *standard.ORGANIZATIONS)}
    read, found = again(tmp_path / "it.zip", zipped(*bundled().entries)[0])
    assert found.refusals == ()
    assert found.repairs == {}
    assert read.keys() == kept.keys()

    def secondary(source: Source) -> Source:
        return source._replace(confidence="secondary")

    for key, entry in kept.items():
        assert read[key] == entry._replace(
            directory="here",
            confidence="secondary",
            source=secondary(entry.source),
            sourced=tuple((field, secondary(source)) for field, source in entry.sourced),
            spanish=(),  # left out and counted, as is the Spanish of labels and cautions
            phones=tuple(phone._replace(label_es=None, caution_es=None) for phone in entry.phones),
            emails=tuple(email._replace(label_es=None) for email in entry.emails),
            urls=tuple(url._replace(title_es=None, caution_es=None) for url in entry.urls),
            contacts=read[key].contacts,
        ), key
        assert [c.id for c in read[key].contacts] == [c.id for c in entry.contacts]


def test_beside_the_directory_that_it_was_made_of_nothing_is_doubled(tmp_path: Path) -> None:
    path = tmp_path / "it.zip"
    path.write_bytes(zipped(*bundled().entries)[0])
    found = read_repaired(path, bundled())
    assert found.entries == ()
    assert len(found.refusals) > 0


def test_nothing_that_comes_back_counts_as_official(tmp_path: Path) -> None:
    official = SERVICE._replace(source=SOURCE._replace(confidence="official"), confidence="official")
    read, _ = again(tmp_path / "it.zip", zipped(official, ORGANIZATION)[0])
    assert read["pine-talk"].confidence == "secondary"
    assert read["pine-talk"].source == SOURCE


@pytest.mark.parametrize(
    ("link_type", "value"),
    [
        ("line", "boss"),
        ("date", "soon"),
        ("checked", "\x1b[31m"),
        ("text_language", "english"),
        ("areas", "Atlantis"),
        ("topics", "howsing"),
        ("record_kind", "act"),
        ("source", "[" * 100_000),
        ("source", '{"url": "javascript:1", "as_of": "soon"}'),
        ("provider", '{"id": 3}'),
        ("age_min", "9" * 5000),
        ("email", '{"email": "nobody"}'),
    ],
)
def test_a_forged_term_of_ours_changes_nothing(tmp_path: Path, link_type: str, value: str) -> None:
    (service,), _ = array(SERVICE)
    plain, _ = again(tmp_path / "plain.json", json.dumps([service]).encode())
    service["attributes"] = [a for a in service["attributes"] if a["link_type"] != link_type or link_type == "provider"]
    service["attributes"].append(term(link_type, value, service["id"], 99))
    forged, found = again(tmp_path / "forged.json", json.dumps([service]).encode())
    assert found.refusals == ()
    differs = {"source"} if link_type == "source" else {"kind"} if link_type == "record_kind" else set()
    for field in set(Entry._fields) - differs:
        assert getattr(forged["pine-talk"], field) == getattr(plain["pine-talk"], field), field
    assert forged["pine-talk"].source.url in (None, SOURCE.url)
    assert forged["pine-talk"].kind != "act"


# Ids, organizations, addresses, staff


def test_ids_are_the_same_each_time_and_a_uuid_stays(tmp_path: Path) -> None:
    key = "9a2f1c1e-0000-4000-8000-000000000001"
    first, second = (array(SERVICE, SERVICE._replace(id=key))[0] for _ in range(2))
    assert first == second
    assert first[0]["id"] == uuid_of("service", "pine-talk")
    assert first[1]["id"] == key


def test_two_entries_with_one_id_in_two_directories_have_two_ids() -> None:
    services, _ = array(SERVICE, SERVICE._replace(directory="there"))
    assert len({service["id"] for service in services}) == 2


def test_the_archive_is_the_same_each_time() -> None:
    assert zipped(*bundled().entries)[0] == zipped(*bundled().entries)[0]


def test_an_organization_that_is_not_exported_is_named_and_comes_back_as_no_entry(tmp_path: Path) -> None:
    for name, content in (("it.zip", zipped(SERVICE)[0]), ("it.json", json.dumps(array(SERVICE)[0]).encode())):
        read, _ = again(tmp_path / name, content)
        assert list(read) == ["pine-talk"]
        assert read["pine-talk"].provider == SERVICE.provider


def test_no_organization_is_made_up_where_none_is_stated(tmp_path: Path) -> None:
    alone = SERVICE._replace(provider=None)
    (service,), _ = array(alone)
    assert "organization" not in service
    content, losses = zipped(alone)
    assert [row["name"] for row in rows(content, "organizations.csv")] == ["Not stated"]
    assert any("stand-in" in line for line in losses)
    read, _ = again(tmp_path / "it.zip", content)
    assert list(read.values()) == [alone]


def test_an_address_is_never_made_up() -> None:
    (service,), losses = array(SERVICE._replace(postal_address="behind the mill, Avon"))
    assert "service_at_locations" not in service
    assert any("postal address" in line for line in losses)
    (service,), _ = array(SERVICE._replace(postal_address="1 Pine Street, Suite 2, Avon, CT 06001"))
    (at,) = service["service_at_locations"]
    (address,) = at["location"]["addresses"]
    assert (address["address_1"], address["city"]) == ("1 Pine Street, Suite 2", "Avon")
    assert not {"latitude", "longitude"} & at["location"].keys()


def test_named_staff_stay_out_unless_asked_for(hart: Run) -> None:
    staff = [entry.name for entry in bundled().entries if entry.kind == "person"]
    without, asked = hart("export", "hsds").out, hart("export", "hsds", "--people").out

    def contacts(text: str) -> set[str]:
        return {contact["name"] for record in json.loads(text) for contact in record.get("contacts", ())}

    assert not set(staff) & contacts(without)
    assert set(staff) & contacts(asked)


# Losses, and the command


def test_what_hsds_has_no_record_for_stands_in_the_linked_data_and_in_the_report() -> None:
    content, losses = zipped(*bundled().entries)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        linked = json.loads(archive.read("beyond-hsds.jsonld"))
        report = archive.read("losses.txt").decode().splitlines()
    assert linked["@context"] == "https://schema.org"
    nodes = {node["identifier"]: node for node in linked["@graph"]}
    others = [e.id for e in bundled().entries if e.kind not in (*standard.SERVICES, *standard.ORGANIZATIONS)]
    assert list(nodes) == others
    assert nodes["pa-16-71"]["@type"] == "Legislation"
    assert nodes["pa-16-71"]["legislationIdentifier"] == "16-71"
    assert report == losses
    for kind in ("act", "guide"):
        count = sum(e.kind == kind for e in bundled().entries)
        assert any(line.startswith(f"{kind}: ") and f": {count} (" in line for line in losses)


def test_a_cell_that_a_spreadsheet_would_run_is_held_and_comes_back(tmp_path: Path) -> None:
    hostile = SERVICE._replace(summary="=1+1", provider=None)
    content, losses = zipped(hostile)
    assert rows(content, "services.csv")[0]["description"] == "'=1+1"
    assert any("spreadsheet" in line for line in losses)
    read, _ = again(tmp_path / "it.zip", content)
    assert read["pine-talk"].summary == "=1+1"


def test_the_array_goes_out_and_the_losses_are_told_beside_it(hart: Run) -> None:
    ran = hart("export", "hsds")
    assert ran.code == 0
    assert {"911", "ct-careline"} <= {
        a["value"] for s in json.loads(ran.out) for a in s["attributes"] if a["link_type"] == "local_id"
    }
    assert ran.out.isascii()
    assert all(line.startswith("Lost or changed: ") for line in ran.err.splitlines())
    assert "act: HSDS has no such record" in ran.err


def test_a_file_is_a_zip_by_its_name(hart: Run, tmp_path: Path) -> None:
    assert hart("export", "hsds", "-o", "it.json").code == 0
    assert isinstance(json.loads((tmp_path / "it.json").read_text()), list)
    ran = hart("export", "hsds", "-o", "it.zip")
    assert ran.code == 0
    assert ran.out == ""
    assert "Lost or changed: " in ran.err
    with zipfile.ZipFile(tmp_path / "it.zip") as archive:
        assert {"services.json", "services.csv", "datapackage.json", "beyond-hsds.jsonld", "losses.txt"} <= set(
            archive.namelist()
        )
    assert hart("export", "hsds", "-o", "it.zip").code == 2


def test_nothing_to_export_is_an_empty_list(hart: Run) -> None:
    ran = hart("export", "hsds", "--kind", "act", "--language", "zu", "--strict")
    assert (ran.code, ran.out) == (1, "[]\n")
