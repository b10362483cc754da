"""What a release holds: the wheel by its list, the parts, the licences, the lock, the sums, the data's changes.

That two builds give the same bytes and that pip, pipx and uv install them is held by the gate, .ci/run.
"""

from __future__ import annotations

import ast
import hashlib
import json
import os
import re
import subprocess
import sys
import tomllib
import zipapp
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import archives
import artefacts
import files
import licences
import pytest
import sbom
import trials
import try_archives
import try_lowest
from conftest import ROOT, Run, environment
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
DATA = tomllib.loads((ROOT / "data" / "resources.toml").read_text(encoding="utf-8"))
LOCK = (ROOT / "requirements-dev.txt").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("built")
    artefacts._build(ROOT, folder, {}, umask=0o022)
    (made,) = folder.glob("*.whl")
    return made


def rewritten(wheel: Path, to: Path, change: Callable[[str, bytes], Iterator[tuple[str, bytes]]]) -> Path:
    """A copy of a wheel in which each member's name and content went through `change`."""
    copy = to / wheel.name
    with zipfile.ZipFile(wheel) as old, zipfile.ZipFile(copy, "w") as new:
        for info in old.infolist():
            for name, content in change(info.filename, old.read(info)):
                new.writestr(zipfile.ZipInfo(name, info.date_time), content)
    return copy


def test_the_wheel_holds_what_is_listed_and_nothing_else(wheel: Path) -> None:
    expected = artefacts.CONTENTS.read_text(encoding="utf-8").split()
    assert artefacts.unexpected(wheel, expected) == []
    assert artefacts.record_faults(wheel) == []


def test_data_man_pages_completions_type_marker_licences_and_parts_are_listed_and_no_tests() -> None:
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


def test_a_file_too_many_and_one_too_few_are_told_by_name(wheel: Path, tmp_path: Path) -> None:
    def moved(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        yield ("hart_cli/stray.txt" if name == "hart_cli/py.typed" else name), content

    expected = artefacts.CONTENTS.read_text(encoding="utf-8").split()
    assert artefacts.unexpected(rewritten(wheel, tmp_path, moved), expected) == [
        f"{wheel.name}: hart_cli/py.typed is missing",
        f"{wheel.name}: hart_cli/stray.txt is not in release/wheel-contents.txt",
    ]


def test_a_member_that_was_changed_is_told_by_name(wheel: Path, tmp_path: Path) -> None:
    def changed(name: str, content: bytes) -> Iterator[tuple[str, bytes]]:
        yield name, content.replace(b"1-800-842-2288", b"1-800-000-0000") if name.endswith("emergency.py") else content

    other = rewritten(wheel, tmp_path, changed)
    assert artefacts.record_faults(other) == [f"{wheel.name}: hart_cli/emergency.py is not as RECORD has it"]
    assert f"{wheel.name}: hart_cli/emergency.py differs in its content" in artefacts.differences(wheel, other)


def test_the_completions_in_the_wheel_are_those_that_hart_prints(wheel: Path, hart: Run) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith("share/fish/vendor_completions.d/hart.fish")]
        packed = archive.read(name).decode()
    assert packed == hart("--show-completion", "fish").out


@pytest.mark.parametrize("asked", ["compiled", "page"])
def test_two_runs_make_the_same_bytes_whatever_the_hash_seed(asked: str, tmp_path: Path) -> None:
    code = {
        "compiled": "import sys; from hart_cli.store.loader import compile_bundled as c; sys.stdout.buffer.write(c())",
        "page": "import sys; sys.argv = ['hart', 'export', 'html']; from hart_cli.__main__ import main; main()",
    }[asked]
    made = set()
    for seed in ("1", "7"):
        env = environment(tmp_path, PYTHONPATH=str(ROOT), PYTHONHASHSEED=seed)
        done = subprocess.run([sys.executable, "-c", code], env=env, capture_output=True, check=True)
        assert len(done.stdout) > 100_000
        made.add(hashlib.sha256(done.stdout).hexdigest())
    assert len(made) == 1


def test_the_list_of_parts_holds_to_its_schema_and_names_every_dependency_and_source(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        (name,) = [n for n in archive.namelist() if n.endswith("/sboms/hart-directory.cdx.json")]
        text = archive.read(name).decode()
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(text) is None
    parts = json.loads(text)["components"]
    extras = PROJECT["optional-dependencies"]
    asked = [*PROJECT["dependencies"], *(need for extra in extras if extra != "dev" for need in extras[extra])]
    assert sorted(p["name"] for p in parts if p["type"] == "library") == sorted(
        re.split(r"[^\w-]", a)[0] for a in asked
    )
    (data,) = [part for part in parts if part["type"] == "data"]
    assert data["version"] == DATA["revised"]
    assert {part["bom-ref"] for part in data["components"]} == {f"source:{key}" for key in DATA["sources"]}


def test_the_list_of_parts_bears_no_time_and_is_the_same_twice() -> None:
    assert sbom.document(ROOT, "1") == sbom.document(ROOT, "1")
    assert "timestamp" not in sbom.document(ROOT, "1")


def test_a_dependency_without_a_licence_stops_the_build() -> None:
    with pytest.raises(ValueError, match="no licence"):
        sbom._library("unheard-of>=1", "required", "", {})


def test_the_page_of_licences_is_that_of_what_is_installed() -> None:
    if os.environ.get("HART_UPDATE_DOCS"):
        licences.PAGE.write_text(licences._HEAD + licences.table(), encoding="utf-8")
    assert licences.listed() == licences.table()


def test_every_licence_goes_with_mit() -> None:
    told = {name: said for name, (said, _) in licences.rows().items()}
    assert "typer" in told
    assert {name for name, said in told.items() if said not in licences.COMPATIBLE} == {"fpdf2"}
    assert told["fpdf2"] in licences.AS_LIBRARY


def test_every_dependency_is_locked_with_a_hash() -> None:
    locked = re.split(r"^(?=\w)", LOCK, flags=re.MULTILINE)[1:]
    assert locked
    assert not [pin for pin in locked if "--hash=sha256:" not in pin or not re.match(r"[\w.-]+==", pin)]
    names = {re.split(r"[^\w.-]", pin)[0] for pin in locked}
    asked = [*PROJECT["dependencies"], *(need for extra in PROJECT["optional-dependencies"].values() for need in extra)]
    assert not {re.split(r"[^\w.-]", need)[0] for need in asked} - names, "just lock renews it"


def test_the_lock_names_no_place_on_the_network_or_of_a_machine() -> None:
    assert "://" not in LOCK
    assert not re.search(r"--(?:find-links|[a-z-]+-url)|^-e|^/|@ ", LOCK, re.MULTILINE)


def test_the_newest_revision_of_the_data_stands_first_in_its_changes() -> None:
    days = re.findall(r"^## (\d{4}-\d\d-\d\d)$", (ROOT / "CHANGELOG-DATA.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert days[0] == DATA["revised"]
    assert days == sorted(set(days), reverse=True)


def test_the_list_for_releases_names_every_file_and_no_other() -> None:
    text = (ROOT / "docs" / "releasing.md").read_text(encoding="utf-8")
    table = "".join(line for line in text.split("\n") if line.startswith("| `"))
    built = ("hart_directory-", "hart-VERSION-", "hart-0.1.0-")
    assert all(f"`{name}" in table for name in built)
    assert {n for n in re.findall(r"`([\w.-]+)`", table) if not n.startswith(built)} == {
        *files.EXPORTS,
        files.PARTS,
        files.SUMS,
    }


ONE_FILE = "hart-1.0-py311-linux-x86_64.pyz"


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
    with (tmp_path / ONE_FILE).open("wb") as file:
        file.write(archives.SHEBANG)
        with zipfile.ZipFile(file, "w") as archive:
            for name in ("__main__.py", archives.NUMBERS, archives.LICENCE, "site-packages/hart_cli/directory.bin"):
                archive.writestr(name, "")
    (tmp_path / files.PARTS).write_text('{"bomFormat": "CycloneDX"}', encoding="utf-8")
    (tmp_path / files.SUMS).write_text(files.sums(tmp_path), encoding="ascii")
    return tmp_path


def test_the_sums_name_every_file_and_tell_a_changed_one(release: Path) -> None:
    assert files.check(release) == []
    assert len((release / files.SUMS).read_text().splitlines()) == len(files.EXPORTS) + 2
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
        (ONE_FILE, "x", f"{ONE_FILE} does not start a Python"),
    ],
)
def test_a_file_that_is_not_as_it_must_be_is_told(release: Path, name: str, content: str, said: str) -> None:
    (release / name).write_text(content)
    (release / files.SUMS).write_text(files.sums(release))
    assert said in files.check(release)


def test_a_missing_file_is_told_and_a_full_folder_is_left_alone(release: Path) -> None:
    (release / "numbers.vcf").unlink()
    (release / ONE_FILE).unlink()
    assert files.check(release) == ["an executable archive is missing", "numbers.vcf is missing"]
    with pytest.raises(trials.ReleaseError, match="is not empty"):
        files.make(release)


def test_no_name_for_readers_says_what_the_file_is_about() -> None:
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
def test_a_plain_zipapp_answers_or_says_what_to_use(
    tmp_path: Path, archive: Any, asked: list[str], code: int, part: str
) -> None:
    env = environment(tmp_path)
    done = subprocess.run(
        [sys.executable, archive, *asked], env=env, cwd=tmp_path, capture_output=True, text=True, check=False
    )
    assert done.returncode == code
    assert part in done.stdout + done.stderr


# The executable archive: hart alone is in this one, and lends its libraries from the Python of the tests


@pytest.fixture(scope="module")
def one_file(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    made = tmp_path_factory.mktemp("one file") / archives.name(wheel, "3.11")
    archives.pack([wheel], made)
    return made


def asked_of(one_file: Path, home: Path, *asked: str, **changes: str) -> subprocess.CompletedProcess[str]:
    env = environment(home) | trials.homes(home) | changes
    env.pop("XDG_CACHE_HOME", None)
    return subprocess.run(
        [sys.executable, one_file, *asked], env=env, cwd=one_file.parent, capture_output=True, text=True, check=False
    )


def test_an_archive_bears_version_python_and_platform_and_no_place_of_a_machine(wheel: Path, one_file: Any) -> None:
    assert re.fullmatch(r"hart-\d+\.\d+\.\d+-py311-[\w.-]+\.pyz", one_file.name)
    assert archives.check(one_file) == ""
    with zipfile.ZipFile(one_file) as packed:
        inside = [packed.read(name) for name in packed.namelist()]
        modes = {info.external_attr >> 16 for info in packed.infolist()}
    assert not [1 for content in inside if str(ROOT).encode() in content or str(wheel.parent).encode() in content]
    assert modes == {0o100644}


def test_an_archive_packed_elsewhere_has_the_same_bytes(wheel: Path, one_file: Any, tmp_path: Path) -> None:
    archives.pack([wheel], tmp_path / "again.pyz", umask=0o077, TZ="Pacific/Auckland", PYTHONHASHSEED="7")
    assert (tmp_path / "again.pyz").read_bytes() == one_file.read_bytes()


def test_an_archive_unpacks_once_where_it_says_and_nowhere_else(one_file: Any, tmp_path: Path) -> None:
    home, root = tmp_path / "home", tmp_path / "root"
    home.mkdir()
    first, second = [asked_of(one_file, home, "find", "mentor", SHIV_ROOT=str(root)) for _ in range(2)]
    assert (first.returncode, second.returncode) == (0, 0)
    assert "we-matter" in first.stdout
    assert first.stdout == second.stdout
    assert re.search(rf"hart: unpacked into {re.escape(str(root))}.*SHIV_ROOT", first.stderr)
    assert "unpacked" not in second.stderr
    assert not list(home.iterdir())
    assert {path.name.strip(".").split(".pyz_")[0] + ".pyz" for path in root.iterdir()} == {one_file.name}
    assert os.name == "nt" or root.stat().st_mode & 0o077 == 0
    assert asked_of(one_file, home, "check", SHIV_ROOT=str(root)).returncode == 0
    assert asked_of(one_file, home, "find", "lottery winning numbers", SHIV_ROOT=str(root)).returncode == 1


def test_without_a_root_an_archive_unpacks_into_the_home(one_file: Any, tmp_path: Path) -> None:
    assert str(tmp_path / ".shiv") in asked_of(one_file, tmp_path, "topics").stderr
    assert [path.name for path in tmp_path.iterdir()] == [".shiv"]


@pytest.mark.parametrize(
    "asked", [["hotline"], ["hotline", "--all"], ["hotline", "careline", "--number"]], ids=" ".join
)
def test_the_emergency_lines_unpack_nothing(one_file: Any, tmp_path: Path, asked: list[str]) -> None:
    done = asked_of(one_file, tmp_path, *asked)
    assert done.returncode == 0
    assert "1-800-842-2288" in done.stdout
    assert not list(tmp_path.iterdir())


def test_where_nothing_can_be_unpacked_the_archive_answers_and_says_so(one_file: Any, tmp_path: Path) -> None:
    home = tmp_path / "home"
    home.write_text("")  # a home that is a file: not even root can write into it
    found, checked, nothing = [
        asked_of(one_file, home, *asked) for asked in (["find", "mentor"], ["check"], ["find", "lottery winning"])
    ]
    assert (found.returncode, checked.returncode, nothing.returncode) == (0, 3, 1)
    assert "we-matter" in found.stdout
    assert re.match(r"hart: it could not be unpacked \(.+\); it answers inside the archive\. SHIV_ROOT", found.stderr)
    assert "Traceback" not in found.stderr + checked.stderr + nothing.stderr


def test_a_disk_that_is_full_while_it_unpacks_stops_no_answer(one_file: Any, tmp_path: Path) -> None:
    code = (
        "import errno, runpy, sys, zipfile\n"
        "def full(*_): raise OSError(errno.ENOSPC, 'No space left on device')\n"
        "zipfile.ZipFile.extract = full\n"
        "sys.argv = sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    env = environment(tmp_path, SHIV_ROOT=str(tmp_path / "root"))
    done = subprocess.run(
        [sys.executable, "-c", code, one_file, "find", "mentor"],
        env=env,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0
    assert "we-matter" in done.stdout
    assert "No space left on device" in done.stderr


@pytest.mark.parametrize(("asked", "code"), [(["hotline"], 0), (["hotline", "--number"], 5), (["find", "x"], 5)])
def test_a_python_that_is_too_old_is_told_so_with_the_numbers(
    one_file: Any, tmp_path: Path, asked: list[str], code: int
) -> None:
    run = (
        "import runpy, sys\n"
        "sys.version_info = (3, 8, 1)\n"
        "sys.argv = sys.argv[1:]\n"
        "runpy.run_path(sys.argv[0], run_name='__main__')"
    )
    env = environment(tmp_path)
    done = subprocess.run(
        [sys.executable, "-c", run, one_file, *asked],
        env=env,
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code
    assert "needs Python 3.11 or newer; this is Python 3.8" in done.stderr
    assert all(number in (done.stderr if code else done.stdout) for number in files.NUMBERS)
    assert code == 0 or not done.stdout


def test_the_start_of_an_archive_can_be_read_by_old_pythons_and_knows_the_oldest_that_hart_takes() -> None:
    text = archives.START.read_text(encoding="utf-8")
    ast.parse(text, feature_version=(3, 6))
    assert f"OLDEST = ({PROJECT['requires-python'].strip('>=').replace('.', ', ')})" in text
    assert f'NUMBERS = "{archives.NUMBERS}"' in text


def test_a_library_that_the_lock_does_not_name_is_refused(
    monkeypatch: pytest.MonkeyPatch, wheel: Path, tmp_path: Path
) -> None:
    def download(*command: Any, **_: Any) -> None:
        (command[command.index("-d") + 1] / "stray-1.0-py3-none-any.whl").write_bytes(b"stray")

    monkeypatch.setattr(archives, "run", download)
    with pytest.raises(trials.ReleaseError, match=r"stray-1\.0-py3-none-any\.whl is not in requirements-dev\.txt"):
        archives.fetch(Path(sys.executable), wheel, tmp_path / "wheels")
    pins = (tmp_path / "pins.txt").read_text().splitlines()
    assert {pin.split("==")[0] for pin in pins} == set(re.findall(r"^([\w.-]+)==", LOCK, re.MULTILINE))
    assert all(Requirement(pin).specifier for pin in pins)


def test_every_archive_is_tried_by_the_gate() -> None:
    assert "release/try_archives.py dist" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_an_archive_that_answers_wrongly_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(try_archives, "answer", lambda *_, **__: (0, "555", ""))
    with pytest.raises(trials.ReleaseError, match="hart hotline: 0 555"):
        try_archives.unpacked(tmp_path / "python", tmp_path / "archive", tmp_path)


# The lowest versions


def test_the_lowest_versions_of_everything_are_tried_extras_too(wheel: Path) -> None:
    extras = PROJECT["optional-dependencies"]
    declared = [*PROJECT["dependencies"], *(one for name in extras if name != "dev" for one in extras[name])]
    assert {Requirement(one) for one in try_lowest.requirements(wheel)} == {Requirement(one) for one in declared}
    assert all(re.search(r">=\d", one) for one in declared)
    assert "release/try_lowest.py dist" in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_command_is_run_with_the_lowest_versions() -> None:
    from hart_cli.cli.registry import COMMANDS

    asked = {words[0] for words in [*try_lowest.ASKED, *(words for words, _ in try_lowest.DRAWN)]}
    assert asked >= set(COMMANDS)


def test_another_answer_with_the_lowest_versions_is_a_fault(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setattr(try_lowest, "expected", lambda _: [(0, "other")] * len(try_lowest.ASKED))
    monkeypatch.setattr(try_lowest, "answer", lambda *_, **__: (0, "one"))
    with pytest.raises(trials.ReleaseError, match="hart --version: one"):
        try_lowest.ask_all(tmp_path / "python", tmp_path / "wheel")
