"""What a release holds: the wheel by its list, the parts, the licences, the lock, the sums, the data's changes.

That two builds give the same bytes and that pip, pipx and uv install them is held by the gate, .ci/run.
"""

from __future__ import annotations

import hashlib
import importlib.util
import json
import os
import re
import subprocess
import sys
import tomllib
import zipapp
import zipfile
from pathlib import Path

import pytest
from conftest import ROOT, environment
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DATA = tomllib.loads((ROOT / "data" / "resources.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")


def script(name: str):
    """A script of the folder release/ as a module."""
    sys.path.insert(0, str(ROOT / "release"))
    try:
        spec = importlib.util.spec_from_file_location(f"release_{name}", ROOT / "release" / f"{name}.py")
        assert spec is not None
        assert spec.loader is not None
        module = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(module)
    finally:
        sys.path.pop(0)
    return module


artefacts, files, licences, sbom, try_lowest = map(script, ("artefacts", "files", "licences", "sbom", "try_lowest"))


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    artefacts._build(ROOT, folder, {}, umask=0o022)
    (made,) = folder.glob("*.whl")
    return made


def rewritten(wheel: Path, to: Path, change) -> Path:
    """A copy of a wheel in which each member's name and content went through `change`."""
    copy = to / wheel.name
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(copy, "w") as new:
        for info in old.infolist():
            for name, content in change(info.filename, old.read(info)):
                new.writestr(zipfile.ZipInfo(name, info.date_time), content)
    return copy


def test_the_wheel_holds_what_is_listed_and_nothing_else(wheel: Path):
    expected = artefacts.CONTENTS.read_text(encoding="utf-8").split()
    assert artefacts.unexpected(wheel, expected) == []
    assert artefacts.record_faults(wheel) == []


def test_data_man_pages_completions_type_marker_licences_and_parts_are_listed_and_no_tests():
    listed = artefacts.CONTENTS.read_text(encoding="utf-8")
    for part in (
        "hart_cli/data/resources.toml",
        "hart_cli/directory.bin",
        "hart_cli/py.typed",
        "share/man/man1/hart.1",
        "share/bash-completion/completions/hart",
        "share/zsh/site-functions/_hart",
        "share/fish/vendor_completions.d/hart.fish",
        "share/powershell/completions/hart.ps1",
        "licenses/LICENSE\n",
        "licenses/LICENSE-DATA\n",
        "sboms/hart-directory.cdx.json",
    ):
        assert part in listed
    assert not re.search(r"tests|docs/|benchmarks|release/|\.pyc", listed)


def test_a_file_too_many_and_one_too_few_are_told_by_name(wheel: Path, tmp_path: Path):
    def moved(name, content):
        yield ("hart_cli/stray.txt" if name == "hart_cli/py.typed" else name), content

    expected = artefacts.CONTENTS.read_text(encoding="utf-8").split()
    assert artefacts.unexpected(rewritten(wheel, tmp_path, moved), expected) == [
        f"{wheel.name}: hart_cli/py.typed is missing",
        f"{wheel.name}: hart_cli/stray.txt is not in release/wheel-contents.txt",
    ]


def test_a_member_that_was_changed_is_told_by_name(wheel: Path, tmp_path: Path):
    def changed(name, content):
        yield name, content.replace(b"1-800-842-2288", b"1-800-000-0000") if name.endswith("emergency.py") else content

    other = rewritten(wheel, tmp_path, changed)
    assert artefacts.record_faults(other) == [f"{wheel.name}: hart_cli/emergency.py is not as RECORD has it"]
    assert f"{wheel.name}: hart_cli/emergency.py differs in its content" in artefacts.differences(wheel, other)


def test_the_completions_in_the_wheel_are_those_that_hart_prints(wheel: Path, hart):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith("share/fish/vendor_completions.d/hart.fish")]
        packed = archive.read(name).decode()
    assert packed == hart("--show-completion", "fish").out


@pytest.mark.parametrize("asked", ["compiled", "page"])
def test_two_runs_make_the_same_bytes_whatever_the_hash_seed(asked: str, tmp_path: Path):
    code = {
        "compiled": "import sys; from hart_cli.store.opening import compile_bundled as c; sys.stdout.buffer.write(c())",
        "page": "import sys; sys.argv = ['hart', 'export', 'html']; from hart_cli.__main__ import main; main()",
    }[asked]
    made = set()
    for seed in ("1", "7"):
        env = environment(tmp_path, PYTHONPATH=str(ROOT), PYTHONHASHSEED=seed)
        done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True)
        assert len(done.stdout) > 100_000
        made.add(hashlib.sha256(done.stdout).hexdigest())
    assert len(made) == 1


def test_the_list_of_parts_holds_to_its_schema_and_names_every_dependency_and_source(wheel: Path):
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith("/sboms/hart-directory.cdx.json")]
        text = archive.read(name).decode()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    parts = json.loads(text)["components"]
    extras = PROJECT["optional-dependencies"]
    asked = [*PROJECT["dependencies"], *(need for extra in extras if extra != "dev" for need in extras[extra])]
    assert sorted(p["name"] for p in parts if p["type"] == "library") == sorted(
        re.match(r"[\w-]+", a)[0] for a in asked
    )
    (data,) = [part for part in parts if part["type"] == "data"]
    assert data["version"] == DATA["revised"]
    assert {part["bom-ref"] for part in data["components"]} == {f"source:{key}" for key in DATA["sources"]}


def test_the_list_of_parts_bears_no_time_and_is_the_same_twice():
    assert sbom.document(ROOT, "1") == sbom.document(ROOT, "1")
    assert "timestamp" not in sbom.document(ROOT, "1")


def test_a_dependency_without_a_licence_stops_the_build():
    with pytest.raises(ValueError, match="no licence"):
        sbom._library("unheard-of>=1", "required", "", {})


def test_the_page_of_licences_is_that_of_what_is_installed():
    if os.environ.get("HART_UPDATE_DOCS"):
        licences.PAGE.write_text(licences._HEAD + licences.table(), encoding="utf-8")
    assert licences.listed() == licences.table()


def test_every_licence_goes_with_mit():
    told = {name: said for name, (said, _) in licences.rows().items()}
    assert "typer" in told
    assert {name for name, said in told.items() if said not in licences.COMPATIBLE} == {"fpdf2"}
    assert told["fpdf2"] in licences.AS_LIBRARY


def test_every_dependency_is_locked_with_a_hash():
    locked = re.split(r"^(?=\w)", LOCK, flags=re.MULTILINE)[1:]
    assert locked
    assert not [pin for pin in locked if "--hash=sha256:" not in pin or not re.match(r"[\w.-]+==", pin)]
    names = {re.match(r"[\w.-]+", pin)[0] for pin in locked}
    asked = [*PROJECT["dependencies"], *(need for extra in PROJECT["optional-dependencies"].values() for need in extra)]
    assert not {re.match(r"[\w.-]+", need)[0] for need in asked} - names, "just lock renews it"


def test_the_lock_names_no_place_on_the_network_or_of_a_machine():
    assert "://" not in LOCK
    assert not re.search(r"--(?:find-links|[a-z-]+-url)|^-e|^/|@ ", LOCK, re.MULTILINE)


def test_the_newest_revision_of_the_data_stands_first_in_its_changes():
    days = re.findall(r"^## (\d{4}-\d\d-\d\d)$", (ROOT / "CHANGELOG-DATA.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert days[0] == DATA["revised"]
    assert days == sorted(set(days), reverse=True)


def test_the_list_for_releases_names_every_file_and_no_other():
    text = (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")
    table = "".join(line for line in text.split("\n") if line.startswith("| `"))
    assert {n for n in re.findall(r"`([\w.-]+)`", table) if not n.startswith("hart_directory-")} == {
        *files.EXPORTS,
        files.PARTS,
        files.SUMS,
    }


@pytest.fixture
def release(tmp_path: Path) -> Path:
    """A folder with every file of a release, as small as each can be."""
    for name in files.EXPORTS:
        path = tmp_path / name
        if path.suffix == ".pdf":
            path.write_bytes(b"%PDF-1.7\n%%EOF\n")
        elif path.suffix == ".zip":
            with zipfile.ZipFile(path, "w") as archive:
                archive.writestr("service.csv", "id\n")
        else:
            path.write_text(" ".join(files.NUMBERS), encoding="utf-8")
    (tmp_path / files.PARTS).write_text('{"bomFormat": "CycloneDX"}', encoding="utf-8")
    (tmp_path / files.SUMS).write_text(files.sums(tmp_path), encoding="ascii")
    return tmp_path


def test_the_sums_name_every_file_and_tell_a_changed_one(release: Path):
    assert files.check(release) == []
    assert len((release / files.SUMS).read_text().splitlines()) == len(files.EXPORTS) + 1
    page = release / "information.html"
    page.write_text(page.read_text() + "more")
    assert files.check(release) == ["SHA256SUMS is not that of the files"]


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("information.html", "911 only", "information.html does not have 1-888-373-7888, 1-800-842-2288"),
        ("handout-card-es.pdf", "%PDF-1.7 cut off", "handout-card-es.pdf is no whole PDF"),
        ("hart-directory.cdx.json", '{"bomFormat": "none"}', "hart-directory.cdx.json is no list of parts"),
        ("notes.txt", "x", "notes.txt is no file of a release"),
    ],
)
def test_a_file_that_is_not_as_it_must_be_is_told(release: Path, name: str, content: str, said: str):
    (release / name).write_text(content)
    (release / files.SUMS).write_text(files.sums(release))
    assert said in files.check(release)


def test_a_missing_file_is_told_and_a_full_folder_is_left_alone(release: Path):
    (release / "numbers.vcf").unlink()
    assert files.check(release) == ["numbers.vcf is missing"]
    with pytest.raises(files.ReleaseError, match="is not empty"):
        files.make(release)


def test_no_name_for_readers_says_what_the_file_is_about():
    assert not [name for name in files.EXPORTS if re.search(r"hart|traffick|abuse|hotline|surviv", name)]


# A plain archive of zipapp


@pytest.fixture(scope="module")
def archive(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("zipapp")
    with zipfile.ZipFile(wheel) as packed:
        packed.extractall(folder / "source")
    zipapp.create_archive(folder / "source", folder / "hart.pyz", main="hart_cli.__main__:main")
    return folder / "hart.pyz"


@pytest.mark.parametrize(
    ("asked", "code", "part"),
    [
        (["hotline"], 0, "1-888-373-7888"),
        (["hotline", "careline", "--number"], 0, "1-800-842-2288"),
        (["find", "mentor"], 0, "we-matter"),
        (["export", "html"], 0, "</html>"),
        (["find", "lottery winning numbers"], 1, "Nothing"),
        (["show", "nobody"], 1, "mean no entry"),
        (["find", "--age", "400", "x"], 2, "400"),
        (["check"], 3, "hart.pyz: the files of the data cannot be read inside an archive; install hart"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_a_plain_zipapp_answers_or_says_what_to_use(tmp_path, archive, asked, code, part):
    env = environment(tmp_path)
    done = subprocess.run(
        [sys.executable, archive, *asked], env=env, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert part in done.stdout + done.stderr


# The lowest versions


def test_the_lowest_versions_of_everything_are_tried_extras_too(wheel):
    extras = PROJECT["optional-dependencies"]
    declared = [*PROJECT["dependencies"], *(one for name in extras if name != "dev" for one in extras[name])]
    assert {Requirement(one) for one in try_lowest.requirements(wheel)} == {Requirement(one) for one in declared}
    assert all(re.search(r">=\d", one) for one in declared)
    assert "release/try_lowest.py dist" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_is_run_with_the_lowest_versions():
    from hart_cli.cli.app import COMMANDS

    asked = {words[0] for words in [*try_lowest.ASKED, *(words for words, _ in try_lowest.DRAWN)]}
    assert asked >= set(COMMANDS)


def test_another_answer_with_the_lowest_versions_is_a_fault(monkeypatch, tmp_path):
    monkeypatch.setattr(try_lowest, "expected", lambda _: [(0, "other")] * len(try_lowest.ASKED))
    monkeypatch.setattr(try_lowest, "answer", lambda *_, **__: (0, "one"))
    with pytest.raises(try_lowest.InstallError, match="hart --version: one"):
        try_lowest.ask_all(tmp_path / "python", tmp_path / "wheel")
