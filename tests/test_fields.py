"""The table of fields: one line of it gives a field to every part of hart."""

from __future__ import annotations

import csv
import io
import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from jsonschema import Draft202012Validator
from runs import ROOT, environment

from hart_cli.fields import Field, Meta, fields_of
from hart_cli.model import CHANNELS, Entry, Phone, Source

Hart = Callable[..., subprocess.CompletedProcess[str]]

LINES = {
    "    cost: Annotated[": "    parking: Annotated[str | None, Meta(spanish=True)] = None\n",
    "    label_es: InSpanish = None\n    caution_es: InSpanish = None\n\n\nclass Email": "    answered: str | None = None\n",
}
"""The lines that the copy of the table has more, each by what it stands before."""

OWN = """
[[entry]]
id = "own-house"
kind = "service"
name = "Own House"
parking = "Behind the house"
phones = [{ number = "860-555-0100", answered = "at night" }]
[entry.es]
name = "Casa propia"
parking = "Detrás de la casa"
of = "00000000"
"""


@pytest.fixture(scope="module")
def hart(tmp_path_factory: pytest.TempPathFactory) -> Hart:
    """Run a copy of hart whose entries have parking and whose phones say when they are answered."""
    folder = tmp_path_factory.mktemp("copy")
    shutil.copytree(ROOT / "hart_cli", folder / "hart_cli", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data", folder / "data")
    model = folder / "hart_cli" / "model.py"
    text = model.read_text(encoding="utf-8")
    for before, line in LINES.items():
        assert text.count(before) == 1
        text = text.replace(before, line + before)
    model.write_text(text, encoding="utf-8")
    env = environment(folder) | {"PYTHONPATH": str(folder), "XDG_CACHE_HOME": str(folder / "cache")}

    def run(*arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "hart_cli", *arguments]
        return subprocess.run(
            command, capture_output=True, text=True, encoding="utf-8", cwd=folder, env=env, check=False
        )

    return run


@pytest.fixture(scope="module")
def own(hart: Hart, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A directory of the user's own with the new fields, its Spanish marked as `hart check` says."""
    path = tmp_path_factory.mktemp("own") / "own.toml"
    path.write_text(OWN, encoding="utf-8")
    mark = hart("check", str(path)).stderr.strip()[-9:-1]
    path.write_text(OWN.replace("00000000", mark), encoding="utf-8")
    assert hart("check", str(path)).returncode == 0
    return str(path)


def test_the_rules_check_a_new_field(hart: Hart, tmp_path: Path) -> None:
    path = tmp_path / "own.toml"
    path.write_text(
        OWN.partition("[entry.es]")[0].replace('"Behind the house"', "7").replace("night", " ").replace("at", "")
    )
    faults = hart("check", str(path)).stderr
    assert "entry 'own-house': parking must be a text that is not empty" in faults
    assert "entry 'own-house': phones 1: answered must be a text that is not empty" in faults


def test_json_has_a_new_field_and_the_schema_knows_it(hart: Hart, own: str) -> None:
    document = json.loads(hart("show", "own-house", "--data", own, "--json").stdout)
    (entry,) = document["results"]
    assert entry["parking"] == "Behind the house"
    assert entry["phones"][0]["answered"] == "at night"
    Draft202012Validator(json.loads(hart("schema").stdout)).validate(document)
    (bundled,) = json.loads(hart("show", "we-matter", "--json").stdout)["results"]
    assert bundled["parking"] is None


def test_a_card_shows_a_new_field_under_its_label(hart: Hart, own: str) -> None:
    assert "Parking: Behind the house\n" in hart("show", "own-house", "--data", own).stdout


def test_a_new_field_is_shown_in_spanish(hart: Hart, own: str) -> None:
    assert "Parking: Detrás de la casa\n" in hart("show", "own-house", "--data", own, "--ui", "es").stdout


def test_csv_has_a_new_field_in_the_last_column(hart: Hart, own: str) -> None:
    (row,) = csv.DictReader(
        io.StringIO(hart("export", "csv", "own-house", "--data", own).stdout.removeprefix("\ufeff"))
    )
    assert list(row.items())[-1] == ("parking", "Behind the house")


def test_the_table_reads_the_types_of_the_annotations() -> None:
    fields = {field.name: field for field in (*fields_of(Phone), *fields_of(Entry))}
    assert fields["channel"] == Field("channel", str, meta=Meta(choices=CHANNELS))
    assert fields["number"] == Field("number", str, required=True)
    assert fields["phones"] == Field("phones", Phone, many=True, meta=Meta(sourced=True))
    assert fields["sourced"] == Field("sourced", Source, many=True, keyed=True)
    assert fields["hours"] == Field("hours", str, optional=True, meta=Meta(spanish=True))


def test_hsds_carries_a_new_field(hart: Hart, own: str, tmp_path: Path) -> None:
    package = str(tmp_path / "own.json")
    content = hart("export", "hsds", "own-house", "--data", own).stdout
    Path(package).write_text(content, encoding="utf-8")
    (entry,) = json.loads(hart("show", "own-house", "--data", package, "--json").stdout)["results"]
    assert entry["parking"] == "Behind the house"
