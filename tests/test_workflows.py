"""The workflows for a public forge: pinned, with least permissions, by the same gate, and nothing unattested."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT

FOLDER = ROOT / ".github" / "workflows"
WORKFLOWS = sorted(FOLDER.glob("*.yml"))
WRITES = {
    ("release.yml", "index"): {"id-token"},
    ("release.yml", "page"): {"contents", "id-token", "attestations"},
}
"""Each job that may write anything, and what."""


def read(path: Path) -> dict[str, Any]:
    workflow: dict[str, Any] = yaml.safe_load(path.read_text(encoding="utf-8"))
    return workflow


def steps(path: Path) -> list[tuple[str, dict[str, Any]]]:
    return [(name, step) for name, job in read(path)["jobs"].items() for step in job["steps"]]


def named(path: Path, action: str) -> list[tuple[str, dict[str, Any]]]:
    return [(job, step) for job, step in steps(path) if step.get("uses", "").startswith(f"{action}@")]


def test_there_is_a_gate_and_a_release() -> None:
    assert [path.name for path in WORKFLOWS] == ["gate.yml", "release.yml"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_every_action_is_pinned_by_its_full_commit_with_its_version(path: Path) -> None:
    used = re.findall(r"uses: (.+)", path.read_text(encoding="utf-8"))
    assert used
    assert not [line for line in used if not re.fullmatch(r"[\w-]+/[\w-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", line)]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_nothing_is_allowed_but_what_a_job_needs(path: Path) -> None:
    workflow = read(path)
    assert workflow["permissions"] == {}
    for name, job in workflow["jobs"].items():
        written = {what for what, how in job["permissions"].items() if how == "write"}
        assert written == WRITES.get((path.name, name), set())
        assert job["timeout-minutes"] <= 60


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_no_credential_is_kept_and_no_expression_is_put_into_a_script(path: Path) -> None:
    assert named(path, "actions/checkout")
    for _, step in named(path, "actions/checkout"):
        assert step["with"]["persist-credentials"] is False
    assert "secrets." not in path.read_text(encoding="utf-8")
    assert not [step for _, step in steps(path) if "${{" in step.get("run", "")]


def test_the_gate_is_the_same_script_on_three_systems() -> None:
    (job,) = read(FOLDER / "gate.yml")["jobs"].values()
    assert [system.split("-")[0] for system in job["strategy"]["matrix"]["system"]] == ["ubuntu", "macos", "windows"]
    assert [(s["run"], s["shell"]) for s in job["steps"] if "run" in s] == [("bash .ci/run", "bash")]


def test_a_release_passes_the_gate_and_two_builds_are_held_against_each_other() -> None:
    jobs = read(FOLDER / "release.yml")["jobs"]
    runs = [step.get("run", "") for step in jobs["build"]["steps"]]
    assert "bash .ci/run" in runs
    assert any("--require-hashes -r requirements-dev.txt" in run and "release/files.py dist" in run for run in runs)
    assert jobs["build"]["strategy"]["matrix"]["turn"] == ["first", "second"]
    assert "diff -r first second" in [step.get("run") for step in jobs["compare"]["steps"]]
    needs = [jobs[name]["needs"] for name in ("compare", "archives", "index", "page")]
    assert needs == ["build", "compare", "archives", "index"]


def test_the_archives_are_tried_where_nothing_is_installed_and_the_release_says_where_they_unpack() -> None:
    job = read(FOLDER / "release.yml")["jobs"]["archives"]
    assert [step["run"] for step in job["steps"] if "run" in step] == ["python release/try_archives.py dist"]
    ((_, tried),) = [one for one in named(FOLDER / "release.yml", "actions/setup-python") if one[0] == "archives"]
    assert tried["with"]["python-version"].split() == ["3.12", "3.13", "3.11"]
    (told,) = [s["env"]["NOTES"] for _, s in steps(FOLDER / "release.yml") if "NOTES" in s.get("env", {})]
    assert "SHIV_ROOT" in told
    assert "~/.shiv" in told


def test_what_is_published_bears_an_attestation() -> None:
    path = FOLDER / "release.yml"
    ((_, index),) = named(path, "pypa/gh-action-pypi-publish")
    assert index["with"]["attestations"] is True
    assert "password" not in index["with"]
    ((job, built),) = named(path, "actions/attest-build-provenance")
    assert built["with"]["subject-path"] == "dist/*"
    order = [step.get("uses", "").split("@")[0] or step["run"].split()[0] for name, step in steps(path) if name == job]
    assert order[1:] == ["sha256sum", "actions/attest-build-provenance", "gh"]
