"""Somebody's HSDS beside the bundled directory: every shape is read, every repair and every loss is told, and no
bad record keeps a good one from being found."""

from __future__ import annotations

import csv
import functools
import gzip
import io
import json
import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run
from hypothesis import given, settings
from hypothesis import strategies as st
from own import Repaired, read_repaired

from hart_cli.errors import DataError
from hart_cli.hsds.reading import json_stream
from hart_cli.model import Ages, Email, Phone
from hart_cli.readers.directory import Directory, read_bundled

HSDS = Path(os.environ.get("HSDS_DIR") or ROOT.parent / "shared" / "hsds")
needs_hsds = pytest.mark.skipif(not HSDS.is_dir(), reason="no folder of HSDS samples; HSDS_DIR names one")

ORGANIZATION = {
    "id": "org-1",
    "name": "Pine Clinic (made up)",
    "description": "A clinic.",
    "website": "pine.example.org",
}
SERVICE: dict[str, Any] = {
    "id": "9a2f1c1e-0000-4000-8000-000000000001",
    "name": "Pine Counseling (made up)",
    "alternate_name": "Pine Talk",
    "status": "active",
    "description": "Talk with <b>somebody</b> &amp; be heard.",
    "url": "https://pine.example.org/talk",
    "email": "talk@pine.example.org",
    "application_process": "Call first.",
    "fees_description": "No fee.",
    "eligibility_description": "For youth.",
    "minimum_age": 14,
    "maximum_age": 21.5,
    "assured_date": "2026-05-01",
    "alert": "Closed on May 25.",
    "interpretation_services": "By phone.",
    "phones": [
        {"id": "p1", "number": "(860) 555-0100 x 715", "type": "voice", "description": "Front desk"},
        {"id": "p2", "number": "860.555.0101", "type": "fax"},
        {"id": "p3", "number": "55501", "type": "text"},
    ],
    "languages": [{"id": "l1", "name": "Spanish"}, {"id": "l2", "code": "en"}, {"id": "l3", "name": "Klingon"}],
    "service_areas": [{"id": "a1", "name": "Avon"}],
    "schedules": [
        {"id": "s1", "freq": "WEEKLY", "byday": "MO,WE", "opens_at": "09:00:00Z", "closes_at": "17:00"},
        {"id": "s2", "description": "Evenings on request"},
    ],
    "service_at_locations": [
        {
            "id": "x",
            "location": {
                "id": "y",
                "location_type": "physical",
                "addresses": [
                    {"address_1": "1 Pine Street", "city": "Avon", "state_province": "CT", "postal_code": "06001"}
                ],
            },
        }
    ],
    "attributes": [{"id": "t", "taxonomy_term": {"id": "t1", "name": "Counseling", "taxonomy": "Open Eligibility"}}],
    "organization": ORGANIZATION,
}


@functools.cache
def bundled() -> Directory:
    return read_bundled()


def read(path: Path) -> Repaired:
    return read_repaired(path, bundled())


def written(tmp_path: Path, name: str, content: Any) -> Path:
    path = tmp_path / name
    text = content if isinstance(content, str) else json.dumps(content)
    path.write_bytes(gzip.compress(text.encode()) if name.endswith(".gz") else text.encode())
    return path


def names(found: Repaired) -> list[str]:
    return [entry.name for entry in found.entries]


BOTH = ["Pine Clinic (made up)", "Pine Counseling (made up)"]


# Every shape


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("one.json", SERVICE),
        ("array.json", [SERVICE]),
        ("pretty.json", json.dumps([SERVICE], indent=4)),
        ("page.json", {"total_items": 1, "page_number": 1, "empty": False, "contents": [SERVICE]}),
        ("lines.ndjson", json.dumps(SERVICE) + "\r\n\n"),
        ("no-suffix", [SERVICE]),
        ("bom.json", "\ufeff" + json.dumps(SERVICE)),
        ("one.json.gz", SERVICE),
        ("lines.ndjson.gz", json.dumps(SERVICE) + "\n"),
        ("organization.json", {**ORGANIZATION, "services": [{k: SERVICE[k] for k in SERVICE if k != "organization"}]}),
    ],
    ids=lambda value: value if isinstance(value, str) and "." in value[:20] else "",
)
def test_json_is_read_in_every_shape(tmp_path: Path, name: str, content: Any) -> None:
    found = read(written(tmp_path, name, content))
    assert names(found) == BOTH
    assert found.entries[1].provider is not None
    assert found.entries[1].provider.id == "org-1"
    assert found.refusals == ()


def test_a_service_says_what_its_record_says_and_no_more(tmp_path: Path) -> None:
    path = written(tmp_path, "one.json", SERVICE)
    entry = read(path).entries[1]
    assert entry.id == SERVICE["id"]
    assert (entry.kind, entry.aliases, entry.directory) == ("service", ("Pine Talk",), str(path))
    assert entry.summary == "Talk with somebody & be heard."
    assert entry.phones == (
        Phone("860-555-0100", "+18605550100", "715", "voice", "Front desk", None),
        Phone("860-555-0101", "+18605550101", None, "fax", None, None),
        Phone("55501", None, None, "text", None, None),
    )
    assert entry.emails == (Email("talk@pine.example.org", None),)
    assert [url.url for url in entry.urls] == ["https://pine.example.org/talk"]
    assert entry.ages == Ages(14, 21, None)
    assert entry.languages == ("es", "en")
    assert entry.areas == ("Avon",)
    assert entry.hours == "Mon, Wed: 09:00 to 17:00; Evenings on request"
    assert (entry.cost, entry.referral, entry.conditions) == ("No fee.", "Call first.", ("For youth.",))
    assert entry.postal_address == "1 Pine Street, Avon, CT 06001"
    assert entry.services == ("Counseling",)
    assert entry.cautions == ("Closed on May 25.",)
    assert entry.notes == ("Interpreters: By phone.",)
    assert (entry.source.as_of, entry.confidence, entry.checked) == ("2026-05-01", "secondary", None)


def test_every_repair_is_counted_and_named(tmp_path: Path) -> None:
    assert read(written(tmp_path, "one.json", SERVICE)).repairs == {
        "markup taken out of description": 1,
        "extension taken out of a number": 1,
        "language without a code that hart knows": 1,
        "maximum_age is no whole number; cut to one": 1,
        "web address without https://; it was put before it": 1,
    }


@pytest.mark.parametrize(
    ("changes", "repair"),
    [
        ({"id": None}, "no id; one was made of its name and text"),
        ({"status": None}, "no status stated; kept"),
        ({"status": "open"}, "status 'open' is none of HSDS; kept"),
        ({"organization": None, "organization_id": "gone"}, "organization that is not in the file"),
        ({"url": "call us"}, "web address that is none; left out"),
        ({"email": "none"}, "e-mail that is none; left out"),
        ({"phones": [{"number": "n/a"}]}, "phone without a digit; left out"),
        ({"phones": [{"number": "860-555-0100", "type": "pager"}]}, "type of phone 'pager' taken as voice"),
        ({"service_areas": [{"name": "Tri-town"}]}, "service area that hart does not know; kept as a note"),
        ({"schedules": [{"freq": "WEEKLY"}]}, "schedule without days or times; left out"),
        ({"minimum_age": 30}, "minimum_age above maximum_age; neither is used"),
        ({"minimum_age": "fourteen"}, "minimum_age is no number"),
        ({"assured_date": "last tuesday"}, "assured_date is no date"),
    ],
    ids=str,
)
def test_what_is_odd_is_kept_and_said(tmp_path: Path, changes: dict[str, Any], repair: str) -> None:
    found = read(written(tmp_path, "one.json", {**SERVICE, **changes}))
    assert "Pine Counseling (made up)" in names(found)
    assert found.repairs[repair] == 1


def test_an_area_that_hart_does_not_know_rules_nobody_out(tmp_path: Path) -> None:
    areas = [{"name": "Avon"}, {"name": "Tri-town"}]
    entry = read(written(tmp_path, "one.json", {**SERVICE, "service_areas": areas})).entries[1]
    assert entry.areas == ()
    assert "Service area: Avon; Tri-town" in entry.notes


@pytest.mark.parametrize("status", ["inactive", "defunct"])
def test_what_its_publisher_withdrew_is_left_out_and_counted(tmp_path: Path, status: str) -> None:
    found = read(written(tmp_path, "one.json", [SERVICE, {**SERVICE, "id": "2", "status": status}]))
    assert names(found) == BOTH
    assert found.repairs[f"left out: its publisher calls it {status}"] == 1


def test_a_service_that_is_closed_for_now_says_so(tmp_path: Path) -> None:
    entry = read(written(tmp_path, "one.json", {**SERVICE, "status": "temporarily closed"})).entries[1]
    assert entry.cautions[0] == "Temporarily closed, says its publisher."


def test_values_of_another_type_are_read_or_reported(tmp_path: Path) -> None:
    odd = {
        "languages": "Spanish",
        "alternate_names": 5,
        "minimum_age": 10**400,
        "alternate_name": ["x"],
        "phones": "no",
    }
    found = read(written(tmp_path, "one.json", {**SERVICE, **odd}))
    assert names(found) == BOTH
    assert (found.entries[1].languages, found.entries[1].aliases) == (("es",), ("5",))
    assert found.repairs["minimum_age is no number"] == 1


def test_of_two_records_with_one_id_both_are_kept_where_they_are_not_the_same(tmp_path: Path) -> None:
    other = {**SERVICE, "name": "Pine Housing (made up)"}
    found = read(written(tmp_path, "one.json", [SERVICE, SERVICE, other, other]))
    assert names(found) == [*BOTH, "Pine Housing (made up)"]
    assert len({entry.id for entry in found.entries}) == 3
    assert found.repairs["stands twice; the first is kept"] == 2
    assert found.repairs["id that stands twice with different names; one was made"] == 2


# Bad records beside good ones


@pytest.mark.parametrize(
    ("bad", "why"),
    [
        ("{]", "is not valid JSON"),
        ('{"name": }', "is not valid JSON"),
        ("17", "is no object"),
        ('"text"', "is no object"),
        ("[" * 5000 + "]" * 5000, ""),
        ('{"id": "1"}', "has no name"),
        ('{"name": "' + "x" * (1 << 21) + '"}', "larger than 1 MiB"),
        ('"' + "x" * (1 << 21) + '"', "larger than 1 MiB"),
        ('{"id": "911", "name": "X"}', "has the id of a bundled entry"),
        ('{"id": "x", "name": "Careline"}', "uses the name of an emergency line"),
        ('{"id": "x", "name": "X", "alternate_name": "9-1-1"}', "uses the name of an emergency line"),
        ('{"a": NaN, "b": 1' + "0" * 5000 + "}", ""),
    ],
    ids=lambda value: value[:30] if isinstance(value, str) else "",
)
@pytest.mark.parametrize("shape", ["array", "lines"])
def test_a_bad_record_is_refused_by_its_place_and_the_rest_is_read(
    tmp_path: Path, bad: str, why: str, shape: str
) -> None:
    good = json.dumps(SERVICE)
    other = json.dumps({**SERVICE, "id": "2", "name": "Pine Housing (made up)"})
    content = f"[{good},\n{bad},\n{other}]" if shape == "array" else f"{good}\n{bad}\n{other}\n"
    found = read(written(tmp_path, "records", content) if shape == "lines" else written(tmp_path, "a.json", content))
    assert names(found) == [*BOTH, "Pine Housing (made up)"]
    assert len(found.refusals) == 1
    assert why in found.refusals[0]


def test_a_file_that_is_cut_off_gives_what_stands_before_the_cut(tmp_path: Path) -> None:
    whole = json.dumps([SERVICE, {**SERVICE, "id": "2", "name": "Pine Housing (made up)"}])
    found = read(written(tmp_path, "cut.json", whole[:-40]))
    assert names(found) == BOTH
    assert found.refusals


@pytest.mark.parametrize("broken", [0, 700, 1499])
def test_a_broken_record_of_a_large_page_is_refused_and_the_rest_of_the_page_is_read(
    tmp_path: Path, broken: int
) -> None:
    rows = [json.dumps({"id": f"pine-{n}", "name": f"Pine {n}", "description": "x" * 800}) for n in range(1500)]
    rows[broken] = rows[broken].replace('"name":', '"name"')
    found = read(written(tmp_path, "page.json", f'{{"total_items": 1500, "contents": [{", ".join(rows)}]}}'))
    assert len(found.entries) == 1499
    assert [fault.rpartition(": ")[2] for fault in found.refusals] == [f"record {broken + 1} is not valid JSON"]


def test_an_api_page_larger_than_a_record_is_read_piece_by_piece(tmp_path: Path) -> None:
    many = [{**SERVICE, "id": str(n), "name": f"Service {n}", "description": "x" * 2000} for n in range(800)]
    found = read(written(tmp_path, "page.json", {"total_items": 800, "contents": many, "page_size": 800}))
    assert len(found.entries) == 801
    assert found.refusals == ()


@pytest.mark.parametrize("content", ["", "   ", "[]", "{}", "null", "<html></html>", "PK but no zip", "\0\0\0"])
def test_what_holds_nothing_is_told_in_one_line(tmp_path: Path, content: str) -> None:
    path = written(tmp_path, "nothing.json", content)
    try:
        found = read(path)
    except DataError as error:
        assert str(path) in error.message
        assert "\n" not in error.message
    else:
        assert found.refusals


def test_a_broken_gzip_is_told_in_one_line(tmp_path: Path) -> None:
    path = tmp_path / "cut.json.gz"
    path.write_bytes(gzip.compress(json.dumps([SERVICE] * 50).encode())[:-30])
    with pytest.raises(DataError, match="damaged or cut off"):
        read(path)


def test_a_gzip_that_grows_without_end_is_read_no_further(tmp_path: Path) -> None:
    path = tmp_path / "bomb.json.gz"
    with gzip.open(path, "wb", compresslevel=9) as file:
        file.write(b"[")
        for _ in range(100):
            file.write(b" " * (1 << 20))
    with pytest.raises(DataError, match="200-fold"):
        read(path)


# Tables

ROWS: dict[str, list[dict[str, str]]] = {
    "organizations.csv": [
        {
            "id": "o1",
            "name": "Pine Clinic (made up)",
            "description": "A clinic.",
            "website": "https://pine.example.org",
        },
        {"id": "o2", "name": "Oak Fund (made up)", "description": "A fund."},
    ],
    "services.csv": [
        {
            "id": "s1",
            "organization_id": "o1",
            "name": "Pine Counseling (made up)",
            "status": "active",
            "minimum_age": "14",
        }
    ],
    "phones.csv": [{"id": "p1", "service_id": "s1", "number": "860-555-0100", "type": "voice"}],
    "languages.csv": [{"id": "l1", "service_id": "s1", "name": "Spanish", "code": "es"}],
    "service_areas.csv": [{"id": "a1", "service_id": "s1", "name": "Connecticut"}],
    "service_at_location.csv": [{"id": "sl", "service_id": "s1", "location_id": "l"}],
    "locations.csv": [{"id": "l", "location_type": "physical", "name": "Office"}],
    "addresses.csv": [
        {
            "id": "ad",
            "location_id": "l",
            "address_1": "1 Pine Street",
            "city": "Avon",
            "state_province": "CT",
            "postal_code": "06001",
        }
    ],
    "schedules.csv": [{"id": "sc", "service_id": "s1", "byday": "MO", "opens_at": "09:00:00", "closes_at": "12:00:00"}],
    "attributes.csv": [{"id": "at", "link_id": "s1", "link_entity": "service", "taxonomy_term_id": "t1"}],
    "taxonomy_terms.csv": [{"id": "t1", "name": "Counseling", "taxonomy": "Open Eligibility"}],
}
OLD_ROWS: dict[str, list[dict[str, str]]] = {
    "organizations.csv": [
        {"id": "1", "name": "Pine Clinic (made up)", "description": "A clinic.", "url": "https://pine.example.org"}
    ],
    "services.csv": [{"id": "10", "organization_id": "1", "name": "Pine Counseling (made up)"}],
    "phones.csv": [{"service_id": "10", "number": "860-555-0100 x 7", "type": ""}],
    "services_at_location.csv": [{"id": "3", "service_id": "10", "location_id": "2"}],
    "locations.csv": [{"id": "2", "name": "Office"}],
    "physical_addresses.csv": [
        {
            "id": "5",
            "location_id": "2",
            "address_1": "1 Pine Street",
            "city": "Avon",
            "state_province": "CT",
            "postal_code": "06001",
        }
    ],
    "regular_schedules.csv": [{"service_id": "10", "weekday": "1", "opens_at": "09:00", "closes_at": "12:00"}],
    "service_taxonomy.csv": [{"service_id": "10", "taxonomy_id": "t1"}],
    "taxonomy.csv": [{"id": "t1", "name": "Counseling", "vocabulary": "AIRS"}],
    "eligibility.csv": [{"service_id": "10", "eligibility": "For youth."}],
}


def as_csv(rows: list[dict[str, str]]) -> str:
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]))
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def folder(tmp_path: Path, rows: dict[str, list[dict[str, str]]] = ROWS, *, packed: bool = False) -> Path:
    path = tmp_path / "package"
    path.mkdir()
    for name, table in rows.items():
        content = as_csv(table).encode()
        (path / (name + ".gz" * packed)).write_bytes(gzip.compress(content) if packed else content)
    (path / "notes.txt").write_text("not a table")
    return path


def archive(tmp_path: Path, members: dict[str, str | bytes]) -> Path:
    path = tmp_path / "package.zip"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return path


def forms(tmp_path: Path) -> list[Callable[[], Path]]:
    return [
        lambda: folder(tmp_path),
        lambda: folder(tmp_path, packed=True),
        lambda: archive(tmp_path, {f"data/{name}": as_csv(rows) for name, rows in ROWS.items()}),
    ]


@pytest.mark.parametrize("form", [0, 1, 2], ids=["folder", "gzipped tables", "zip"])
def test_a_tabular_package_is_joined_as_the_json_is_nested(tmp_path: Path, form: int) -> None:
    found = read(forms(tmp_path)[form]())
    assert names(found) == [*BOTH, "Oak Fund (made up)"]
    entry = found.entries[1]
    assert entry.provider is not None
    assert entry.provider.id == "o1"
    assert [phone.number for phone in entry.phones] == ["860-555-0100"]
    assert (entry.languages, entry.areas, entry.ages) == (("es",), ("Connecticut",), Ages(14, None, None))
    assert entry.postal_address == "1 Pine Street, Avon, CT 06001"
    assert entry.hours == "Mon: 09:00 to 12:00"
    assert entry.services == ("Counseling",)
    assert (found.refusals, found.repairs) == ((), {})


def test_hsds_1_1_is_read_under_its_old_names(tmp_path: Path) -> None:
    found = read(folder(tmp_path, OLD_ROWS))
    assert names(found) == BOTH
    clinic, entry = found.entries
    assert [url.url for url in clinic.urls] == ["https://pine.example.org"]
    assert (entry.phones[0].number, entry.phones[0].extension) == ("860-555-0100", "7")
    assert entry.hours == "Mon: 09:00 to 12:00"
    assert entry.services == ("Counseling",)
    assert entry.conditions == ("For youth.",)
    assert entry.postal_address == "1 Pine Street, Avon, CT 06001"
    assert found.repairs == {"extension taken out of a number": 1, "no status stated; kept": 1}


def test_tables_that_are_odd_are_read_and_told(tmp_path: Path) -> None:
    path = folder(tmp_path)
    (path / "services.csv").write_bytes(
        "id,organization_id,name,status,shoe_size\r\n"
        "s1,gone,Caf\xe9 Counseling,active,9\r\n"
        ",,,,\r\n"
        "s2,o1,Short row\r\n".encode("cp1252")
    )
    found = read(path)
    assert "Caf\xe9 Counseling" in names(found)
    assert "Short row" in names(found)
    assert found.repairs["services.csv is not UTF-8, so it was read as Windows' Latin alphabet"] == 1
    assert found.repairs["column 'shoe_size' of services.csv is not known and not read"] == 1
    assert found.repairs["empty row of services.csv"] == 1
    assert found.repairs["row of services.csv with more or fewer cells than its header"] == 1
    assert found.repairs["organization that is not in the file"] == 1


def test_a_folder_without_services_is_told_in_one_line(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(DataError, match=r"holds no services\.csv"):
        read(tmp_path / "empty")


@pytest.mark.parametrize("name", ["../services.csv", "/etc/services.csv", "a/../../services.csv", "C:\\services.csv"])
def test_an_archive_with_a_file_outside_of_itself_is_refused(tmp_path: Path, name: str) -> None:
    with pytest.raises(DataError, match="outside of itself"):
        read(archive(tmp_path, {name: as_csv(ROWS["services.csv"]), "services.csv": as_csv(ROWS["services.csv"])}))


def test_an_archive_with_a_link_is_refused(tmp_path: Path) -> None:
    path = archive(tmp_path, {"services.csv": as_csv(ROWS["services.csv"])})
    link = zipfile.ZipInfo("phones.csv")
    link.external_attr = (stat.S_IFLNK | 0o777) << 16
    with zipfile.ZipFile(path, "a") as file:
        file.writestr(link, "/etc/passwd")
    with pytest.raises(DataError, match="holds a link"):
        read(path)


def test_an_archive_that_grows_without_end_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="200-fold"):
        read(archive(tmp_path, {"services.csv": b"id,name\n" + b" " * (80 << 20)}))


def test_an_archive_of_thousands_of_files_is_refused(tmp_path: Path) -> None:
    with pytest.raises(DataError, match="more than 500 files"):
        read(archive(tmp_path, {f"{n}.csv": "id" for n in range(501)}))


def test_an_archive_that_lies_about_a_size_is_told_in_one_line(tmp_path: Path) -> None:
    path = archive(tmp_path, {"services.csv": as_csv(ROWS["services.csv"])})
    content = bytearray(path.read_bytes())
    content[60] ^= 0xFF
    path.write_bytes(bytes(content))
    with pytest.raises(DataError) as raised:
        read(path)
    assert "\n" not in raised.value.message


def test_reading_an_archive_writes_nothing_beside_it(tmp_path: Path) -> None:
    path = archive(tmp_path, {name: as_csv(rows) for name, rows in ROWS.items()})
    read(path)
    assert os.listdir(tmp_path) == [path.name]


# Streaming

values = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**9), 10**9) | st.text(max_size=12),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=12,
)
objects = st.dictionaries(st.text(max_size=6), values, max_size=4)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.lists(objects, max_size=8), st.integers(1, 40), st.sampled_from([None, 2]), st.booleans())
def test_json_cut_anywhere_gives_what_it_gives_whole(
    records: list[dict[str, Any]], chunk: int, indent: int | None, ascii_only: bool
) -> None:
    whole = json.dumps(records, indent=indent, ensure_ascii=ascii_only).encode()
    lines = "\n".join(json.dumps(record, ensure_ascii=ascii_only) for record in records).encode()
    before = json_stream._CHUNK
    json_stream._CHUNK = chunk
    try:
        for content in (whole, lines):
            found = list(json_stream.records(io.BytesIO(content), frozenset()))
            assert [record.value for record in found] == records
            assert [record.place for record in found] == list(range(1, len(records) + 1))
    finally:
        json_stream._CHUNK = before


@settings(deadline=None, max_examples=150, derandomize=True)
@given(st.binary(max_size=300), st.integers(1, 64))
def test_no_bytes_stop_the_stream_or_make_it_endless(content: bytes, chunk: int) -> None:
    before = json_stream._CHUNK
    json_stream._CHUNK = chunk
    try:
        assert len(list(json_stream.records(io.BytesIO(content), frozenset(("contents",))))) <= len(content) + 1
        list(json_stream.records(io.BytesIO(b"[" + content), frozenset(("contents",))))
    finally:
        json_stream._CHUNK = before


# Beside the bundled directory


def test_a_search_tells_of_repairs_once_and_check_tells_them_all(hart: Run, tmp_path: Path) -> None:
    path = written(tmp_path, "one.json", SERVICE)
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache")}
    first = hart("find", "pine", "counseling", "--data", str(path), "--json", env=cache)
    assert json.loads(first.out)["results"][0]["id"] == SERVICE["id"]
    assert f"{path}: 2 entries, 5 values mended or lost; see hart check {path}" in first.err
    assert "mended" not in hart("find", "pine", "--data", str(path), env=cache).err
    checked = hart("check", str(path))
    assert checked.code == 0
    assert checked.out.splitlines()[0] == f"{path}: 2 entries kept, 0 refused"
    assert f"{path}: extension taken out of a number: 1 ({SERVICE['id']})" in checked.out


def test_check_exits_with_3_where_a_record_was_refused(hart: Run, tmp_path: Path) -> None:
    ran = hart("check", str(written(tmp_path, "one.json", [SERVICE, {"id": "x"}])))
    assert ran.code == 3
    assert "x: has no name" in ran.err


def test_a_number_of_somebodys_directory_is_found_by_itself(hart: Run, tmp_path: Path) -> None:
    path = written(tmp_path, "one.json", SERVICE)
    ran = hart("find", "860-555-0100", "--data", str(path), "--format", "ids")
    assert ran.out.split() == [SERVICE["id"]]


def test_a_folder_answers_beside_the_bundled_directory(hart: Run, tmp_path: Path) -> None:
    path = folder(tmp_path)
    cache = {"XDG_CACHE_HOME": str(tmp_path / "cache"), "HART_DATA": str(path)}
    assert "s1" in hart("find", "pine", "counseling", "--format", "ids", env=cache).out.split()
    (path / "phones.csv").write_text(as_csv([{"id": "p", "service_id": "s1", "number": "860-555-0177"}]))
    assert "860-555-0177" in hart("find", "pine", "counseling", "--plain", env=cache).out


# The samples of the standard


@needs_hsds
@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("worked-example/hotline.service.json", 2),
        ("worked-example/tabular", 2),
        ("examples/service_full.json", 2),
        ("examples/organization_full.json", 2),
        ("examples/service_list.json", 2),
        ("examples/service_at_location_full.json", 2),
        ("examples/csv", 2),
    ],
)
def test_the_standards_own_examples_are_read(name: str, kept: int) -> None:
    found = read(HSDS / name)
    assert (len(found.entries), found.refusals) == (kept, ())


@needs_hsds
def test_the_worked_example_is_the_same_entry_as_json_and_as_tables() -> None:
    one, other = (read(HSDS / "worked-example" / name).entries[1] for name in ("hotline.service.json", "tabular"))
    for field in (
        "id",
        "name",
        "summary",
        "phones",
        "languages",
        "areas",
        "hours",
        "cost",
        "referral",
        "emails",
        "ages",
    ):
        assert getattr(one, field) == getattr(other, field), field


@needs_hsds
def test_a_thousand_real_services_of_which_none_is_valid_are_read_and_every_repair_is_counted() -> None:
    found = read(next((HSDS / "sample").glob("*.ndjson.gz")))
    services = [entry for entry in found.entries if entry.kind == "service"]
    assert len(services) + len(found.refusals) + found.repairs["stands twice; the first is kept"] >= 1000
    assert all("has no name" in fault or "is no object" in fault for fault in found.refusals)
    assert found.repairs["no status stated; kept"] == 47
