"""hart export: entries for other programs, to standard output or to a new, whole and private file."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
from pathlib import Path
from typing import Any

import pytest
from conftest import Run
from hypothesis import given, settings
from hypothesis import strategies as st

from hart_cli.export import csv as csv_writer
from hart_cli.export import markdown as markdown_writer
from hart_cli.export import ndjson as ndjson_writer
from hart_cli.export import tsv as tsv_writer
from hart_cli.export.columns import columns
from hart_cli.model import Entry, Hit, Phone, Source, Url

FORMATS = ("json", "ndjson", "csv", "tsv", "markdown")
COLUMNS = (
    "id kind name aliases summary phone text tty fax email url postal_address hours languages cost age_min age_max "
    "ages areas groups topics services conditions referral operator reports_to recorded provider contacts act_number "
    "act_title act_effective act_points date notes cautions confidence source source_url source_as_of checked directory"
).split()
SOURCE = Source("s", "A source", None, None, "2024", "copy")
PLAIN = settings(deadline=None, max_examples=80, derandomize=True)
anything = st.text(st.characters(codec="utf-8"), max_size=40)


def entry(name: str, summary: str = "", url: str | None = None) -> Entry:
    urls = (Url(url, None, None, None),) if url else ()
    phones = (Phone("1-800-842-2288", None, None, "voice", name, None),)
    return Entry("an-id", "program", name, SOURCE, "hart", summary=summary, phones=phones, urls=urls)


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def ids(format: str, text: str) -> list[str]:
    if format == "json":
        return [hit["id"] for hit in json.loads(text)["results"]]
    if format == "ndjson":
        return [json.loads(line)["id"] for line in text.splitlines()]
    if format == "markdown":
        return [line.rpartition(": ")[2] for line in text.splitlines() if line.startswith("## ")]
    dialect = "excel" if format == "csv" else "excel-tab"
    return [row["id"] for row in csv.DictReader(io.StringIO(text, newline=""), dialect=dialect)]


# What is written


@pytest.mark.parametrize("format", ["json", "ndjson", "csv", "tsv"])
def test_every_format_holds_the_entries_that_list_lists(hart: Run, format: str) -> None:
    ran = hart("export", format, "--people")
    assert ran.code == 0
    assert ids(format, ran.out) == hart("list", "-f", "ids").out.split()


def test_markdown_has_a_section_for_each_entry(hart: Run) -> None:
    names = [hit["name"] for hit in json.loads(hart("export", "json", "-k", "service").out)["results"]]
    out = hart("export", "markdown", "-k", "service").out
    assert [line.removeprefix("## ") for line in out.splitlines() if line.startswith("## ")] == names
    assert "- **Source**: " in out


def test_the_columns_of_csv_and_tsv_stay_as_they_are(hart: Run) -> None:
    assert columns() == COLUMNS
    assert next(csv.reader(io.StringIO(hart("export", "csv").out, newline=""))) == COLUMNS
    assert hart("export", "tsv").out.partition("\n")[0].split("\t") == COLUMNS


def test_every_line_of_tsv_has_every_column(hart: Run) -> None:
    lines = hart("export", "tsv").out.removesuffix("\n").split("\n")
    assert {line.count("\t") for line in lines} == {len(COLUMNS) - 1}


def test_no_cell_of_the_whole_directory_runs_in_a_spreadsheet(hart: Run) -> None:
    rows = list(csv.reader(io.StringIO(hart("export", "csv", "--people").out, newline="")))
    assert len(rows) > 100
    for row in rows:
        assert not any(cell.startswith(("=", "+", "-", "@", "\t", "\r")) for cell in row)


@pytest.mark.parametrize("format", ["json", "ndjson"])
def test_json_is_ascii_only(hart: Run, format: str) -> None:
    assert hart("export", format).out.isascii()


def test_a_phone_number_reaches_the_spreadsheet_as_it_is_read(hart: Run) -> None:
    rows = csv.DictReader(io.StringIO(hart("export", "csv", "-k", "hotline").out, newline=""))
    numbers = {row["id"]: (row["phone"], row["text"], row["tty"]) for row in rows}
    assert numbers["ct-careline"][0].startswith("1-800-842-2288")
    assert numbers["national-human-trafficking-hotline"][1].startswith("233733")
    assert numbers["national-human-trafficking-hotline"][2].startswith("711")


def test_the_filters_narrow_as_everywhere(hart: Run) -> None:
    for options in (["-k", "hotline"], ["--age", "15", "--strict"], ["-l", "es", "--strict"], ["--town", "bridgport"]):
        exported = ids("ndjson", hart("export", "ndjson", "--people", *options).out)
        assert exported
        assert exported == hart("list", *options, "-f", "ids").out.split()


def test_nothing_to_export_is_nothing_found(hart: Run) -> None:
    ran = hart("export", "csv", "-l", "fr", "--strict")
    assert ran.code == 1
    assert ran.out.strip() == ",".join(COLUMNS)


@pytest.mark.parametrize("arguments", [[], ["vhs"], ["CSV "]])
def test_a_format_must_be_one_that_hart_has(hart: Run, arguments: list[str]) -> None:
    ran = hart("export", *arguments)
    assert ran.code == 2
    assert ran.out == ""


@pytest.mark.parametrize("format", ["json", "ndjson", "csv", "tsv"])
def test_ids_are_exported_in_their_order(hart: Run, format: str) -> None:
    ran = hart("export", format, "we-matter", "careline")
    assert ran.code == 0
    assert ids(format, ran.out) == ["we-matter", "ct-careline"]


def test_an_id_that_is_none_is_said_and_not_found(hart: Run) -> None:
    ran = hart("export", "ndjson", "we-matter", "no-such-id")
    assert ran.code == 1
    assert ids("ndjson", ran.out) == ["we-matter"]
    assert "1 of 2 ids" in ran.err


def test_a_wrong_filter_writes_nothing(hart: Run, tmp_path: Path) -> None:
    ran = hart("export", "csv", "-o", "out.csv", "--town", "Atlantis")
    assert ran.code == 2
    assert not (tmp_path / "out.csv").exists()


# Named staff


@pytest.mark.parametrize("format", FORMATS)
def test_no_entry_of_a_named_person_is_exported_unless_asked_for(hart: Run, format: str) -> None:
    persons = json.loads(hart("list", "-k", "person", "--json").out)["results"]
    assert persons
    plain, asked = hart("export", format).out, hart("export", format, "--people").out
    if format == "markdown":
        heads = {f"## {person['name']}\n" for person in persons}
        assert not any(head in plain for head in heads)
        assert all(head in asked for head in heads)
    else:
        known = {person["id"] for person in persons}
        assert not known & set(ids(format, plain))
        assert known <= set(ids(format, asked))


@pytest.mark.parametrize("format", ["json", "ndjson"])
def test_no_named_person_is_among_the_contacts_unless_asked_for(hart: Run, format: str) -> None:
    def contacts(*options: str) -> set[str]:
        out = hart("export", format, *options).out
        hits = json.loads(out)["results"] if format == "json" else map(json.loads, out.splitlines())
        return {contact["id"] for hit in hits for contact in hit["contacts"]}

    people = set(hart("list", "-k", "person", "-f", "ids").out.split())
    assert not contacts() & people
    assert contacts("--people") & people
    assert "dcf-hart-email" in contacts()


@pytest.mark.parametrize("format", FORMATS)
def test_no_number_or_address_of_a_named_person_is_exported_unless_asked_for(hart: Run, format: str) -> None:
    persons = json.loads(hart("list", "-k", "person", "--json").out)["results"]
    addresses = {email["email"] for person in persons for email in person["emails"]}
    assert addresses
    plain, asked = hart("export", format).out, hart("export", format, "--people").out
    plain, asked = plain.replace("\\", ""), asked.replace("\\", "")
    assert not [address for address in addresses if address in plain]
    assert all(address in asked for address in addresses)


@pytest.mark.parametrize("format", FORMATS)
def test_no_name_of_staff_stands_in_the_text_of_a_service_unless_asked_for(hart: Run, format: str) -> None:
    names = [person["name"] for person in json.loads(hart("list", "-k", "person", "--json").out)["results"]]
    options = ["-k", "service", "-k", "program", "-k", "organization"]
    plain, asked = hart("export", format, *options).out, hart("export", format, *options, "--people").out
    assert not [name for name in names if name in plain]
    assert [name for name in names if name in asked]


# Into a file


@pytest.mark.parametrize("format", FORMATS)
def test_a_file_gets_what_standard_output_gets(hart: Run, tmp_path: Path, format: str) -> None:
    ran = hart("export", format, "-k", "service", "-o", "out.txt")
    assert ran.code == 0
    assert ran.out == ""
    count = len(hart("list", "-k", "service", "--format", "ids").out.split())
    assert f"{count} entries written to out.txt" in ran.err
    printed = hart("export", format, "-k", "service").out
    assert (tmp_path / "out.txt").read_bytes().decode().replace("\r\n", "\n") == printed.replace("\r\n", "\n")


def test_csv_in_a_file_ends_its_lines_as_rfc_4180_says(hart: Run, tmp_path: Path) -> None:
    hart("export", "csv", "-k", "service", "-o", "out.csv")
    content = (tmp_path / "out.csv").read_bytes()
    assert content.endswith(b"\r\n")
    entries = len(hart("list", "-k", "service", "--format", "ids").out.split())
    assert content.count(b"\n") == content.count(b"\r\n") == entries + 1


def test_only_its_owner_can_read_a_written_file(hart: Run, tmp_path: Path) -> None:
    before = os.umask(0)
    try:
        assert hart("export", "csv", "-o", "out.csv").code == 0
    finally:
        os.umask(before)
    assert mode(tmp_path / "out.csv") == 0o600


def test_a_file_that_is_there_is_left_as_it_is(hart: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("mine", encoding="utf-8")
    ran = hart("export", "csv", "-o", "out.csv")
    assert ran.code == 2
    assert "--force overwrites it" in ran.err
    assert target.read_text(encoding="utf-8") == "mine"


def test_force_overwrites_a_file_and_makes_it_private(hart: Run, tmp_path: Path) -> None:
    target = tmp_path / "out.csv"
    target.write_text("mine", encoding="utf-8")
    target.chmod(0o644)
    assert hart("export", "csv", "-o", "out.csv", "--force").code == 0
    assert target.read_text(encoding="utf-8").startswith("id,kind,name")
    assert mode(target) == 0o600


@pytest.mark.parametrize("options", [[], ["--force"]])
@pytest.mark.parametrize("there", [True, False], ids=["to a file", "to nothing"])
def test_nothing_is_written_through_a_link(hart: Run, tmp_path: Path, options: list[str], there: bool) -> None:
    target, link = tmp_path / "target", tmp_path / "out.csv"
    if there:
        target.write_text("mine", encoding="utf-8")
    link.symlink_to(target)
    ran = hart("export", "csv", "-o", "out.csv", *options)
    assert ran.code == 4
    assert ran.err.count("\n") == 1
    assert link.is_symlink()
    assert target.read_text(encoding="utf-8") == "mine" if there else not target.exists()


@pytest.mark.parametrize("options", [[], ["--force"]])
def test_a_folder_is_no_file(hart: Run, tmp_path: Path, options: list[str]) -> None:
    (tmp_path / "folder").mkdir()
    ran = hart("export", "csv", "-o", "folder", *options)
    assert ran.code == 4
    assert "is a folder" in ran.err
    assert list((tmp_path / "folder").iterdir()) == []


def test_a_folder_that_is_not_there_is_not_made(hart: Run, tmp_path: Path) -> None:
    ran = hart("export", "csv", "-o", "nowhere/out.csv")
    assert ran.code == 4
    assert ran.err.count("\n") == 1
    assert not (tmp_path / "nowhere").exists()


@pytest.mark.parametrize("name", ["con", "CON.csv", "nul", "Aux.json", "com1", "lpt9.txt", "prn.md"])
def test_a_name_that_windows_keeps_is_refused_everywhere(hart: Run, tmp_path: Path, name: str) -> None:
    ran = hart("export", "csv", "-o", name)
    assert ran.code == 2
    assert "Windows" in ran.err
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize("name", ["contacts.csv", "console", "com10.csv", "null", "with space.csv", "ünï.csv"])
def test_a_name_that_only_looks_like_one_is_taken(hart: Run, tmp_path: Path, name: str) -> None:
    assert hart("export", "csv", "-o", name, "-k", "service").code == 0
    assert (tmp_path / name).is_file()


@pytest.mark.parametrize("arguments", [["-o", "out.csv"], ["-o", "nowhere/out.csv"], ["-o", "con"]])
def test_nothing_but_the_file_is_left_behind(hart: Run, tmp_path: Path, arguments: list[str]) -> None:
    before = set(tmp_path.iterdir())
    hart("export", "csv", *arguments)
    assert set(tmp_path.iterdir()) - before <= {tmp_path / "out.csv"}


def test_a_full_disk_leaves_the_old_file_and_no_rest(hart: Run, tmp_path: Path) -> None:
    import resource

    target = tmp_path / "out.json"
    target.write_text("mine", encoding="utf-8")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    hart("list", "-n", "1")  # so that what is compiled is compiled before the limit holds
    resource.setrlimit(resource.RLIMIT_FSIZE, (1024, before[1]))
    try:
        ran = hart("export", "json", "-o", "out.json", "--force")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert ran.code == 4
    assert ran.err.count("\n") == 1
    assert target.read_text(encoding="utf-8") == "mine"
    assert [path.name for path in tmp_path.iterdir() if path.name.startswith(".hart")] == []


# Writers, held to any text at all


@PLAIN
@given(anything, anything)
def test_csv_reads_back_as_one_row_and_no_cell_runs(name: Any, summary: Any) -> None:
    written = "".join(csv_writer.write([Hit(entry(name, summary))]))
    header, row = csv.reader(io.StringIO(written, newline=""), strict=True)
    assert header == COLUMNS
    assert len(row) == len(COLUMNS)
    assert not any(cell.lstrip().startswith(("=", "+", "-", "@")) for cell in row)
    assert not any(character in cell for cell in row for character in "\t\r\n\x00\x1b")


@PLAIN
@given(anything, anything)
def test_tsv_is_one_line_an_entry_with_every_column(name: Any, summary: Any) -> None:
    header, row, rest = "".join(tsv_writer.write([Hit(entry(name, summary))])).split("\n")
    assert header.split("\t") == COLUMNS
    assert len(row.split("\t")) == len(COLUMNS)
    assert rest == ""


@PLAIN
@given(anything, anything)
def test_ndjson_reads_back_exactly_and_is_ascii(name: Any, summary: Any) -> None:
    (line,) = ndjson_writer.write([Hit(entry(name, summary))])
    assert line.isascii()
    assert line.count("\n") == 1
    read = json.loads(line)
    assert (read["name"], read["summary"]) == (name, summary)


@PLAIN
@given(anything, anything)
def test_markdown_keeps_each_fact_on_its_line_and_lets_no_markup_in(name: Any, summary: Any) -> None:
    lines = "".join(markdown_writer.write([Hit(entry(name, summary))])).splitlines()
    assert lines[0].startswith("## ")
    assert lines[1] == ""
    assert all(line.startswith("- **") for line in lines[2:])
    for line in (lines[0], *(one for one in lines[2:] if "**Summary**" in one)):
        bare = line.replace("\\\\", "").replace("\\<", "").replace("\\[", "").replace("\\`", "")
        assert not any(mark in bare for mark in "<[`")


def test_an_address_that_nobody_may_follow_is_no_link_in_markdown() -> None:
    written = "".join(markdown_writer.write([Hit(entry("Name", url="javascript:alert(1)"))]))
    assert "<javascript" not in written


@pytest.mark.parametrize(
    ("format", "name"),
    [
        ("handout", "x.docx"),
        ("handout", "x.DOCX"),
        ("handout", "x.vcf"),
        ("csv", "x.pdf"),
        ("csv", "x.xlsx"),
        ("csv", "x.tsv"),
        ("json", "x.csv"),
        ("ndjson", "x.json"),
        ("tsv", "x.csv"),
        ("markdown", "x.html"),
        ("vcard", "x.html"),
        ("html", "x.pdf"),
        ("html", "x.odt"),
        ("hsds", "x.csv"),
    ],
)
def test_a_name_that_ends_as_another_format_does_is_refused(hart: Run, tmp_path: Path, format: str, name: str) -> None:
    ran = hart("export", format, "-o", name, "--force")
    assert ran.code == 2
    assert ran.out == ""
    assert "names another format" in ran.err
    assert len(ran.err.splitlines()) == 1
    assert not (tmp_path / name).exists()


@pytest.mark.parametrize(
    ("format", "name"), [("csv", "x"), ("csv", "x.2024"), ("html", "x.HTM"), ("markdown", "x.txt"), ("vcard", "x.vcf")]
)
def test_a_name_without_an_ending_or_with_one_that_nobody_knows_is_taken(
    hart: Run, tmp_path: Path, format: str, name: str
) -> None:
    assert hart("export", format, "-k", "service", "-o", name).code == 0
    assert (tmp_path / name).exists()


def test_a_name_that_tells_what_a_neutral_paper_is_about_is_told(hart: Run) -> None:
    for name, told in (("trafficking.vcf", True), ("numbers.vcf", False)):
        assert ("name of the file tells" in hart("export", "vcard", "988", "-o", name).err) is told
    assert "name of the file" not in hart("export", "vcard", "988", "-o", "abuse.vcf", "--titled").err
