"""The house stands as drawn: imports run downwards, and a command loads only what it needs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, environment

from hart_cli.i18n import compiler
from hart_cli.store.loader import COMPILED, compile_bundled

SCRIPT = """
import json, sys
from hart_cli.__main__ import main
code = main()
sys.stdout.flush()
import hart_cli
print(json.dumps({"code": code, "package": hart_cli.__file__, "modules": sorted(sys.modules)}), file=sys.stderr)
"""

Loaded = Callable[..., set[str]]


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder that holds the package as a wheel installs it: its data inside, its directory compiled."""
    folder = tmp_path_factory.mktemp("installed")
    package = folder / "hart_cli"
    compiler.renew(str(ROOT / "hart_cli" / "i18n"))
    shutil.copytree(ROOT / "hart_cli", package, ignore=shutil.ignore_patterns("__pycache__", "*.po"))
    shutil.copytree(ROOT / "data", package / "data", dirs_exist_ok=True)
    (package / COMPILED).write_bytes(compile_bundled())
    return folder


@pytest.fixture
def loaded(installed: Path, tmp_path: Path) -> Loaded:
    """Run `hart ARGS` in a fresh process and return the packages and modules that it loaded."""

    def run(*args: str, code: int = 0) -> set[str]:
        done = subprocess.run(
            [sys.executable, "-c", SCRIPT, *args],
            capture_output=True,
            text=True,
            encoding="utf-8",
            timeout=60,
            env=environment(tmp_path, PYTHONPATH=str(installed)),
            cwd=tmp_path,
            check=True,
        )
        told = json.loads(done.stderr.splitlines()[-1])
        assert told["code"] == code
        assert done.stdout
        assert told["package"] == str(installed / "hart_cli" / "__init__.py")
        return {*told["modules"], *(name.partition(".")[0] for name in told["modules"])}

    return run


def test_imports_keep_the_layers() -> None:
    done = subprocess.run(
        [str(Path(sys.executable).parent / "lint-imports"), "--no-cache"],
        capture_output=True,
        text=True,
        cwd=ROOT,
        timeout=120,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert ", 0 broken." in done.stdout


@pytest.mark.parametrize(
    "question", ["hotline", "hotline careline", "hotline --number", "hotline trafficking --channel text"]
)
def test_a_bare_hotline_question_loads_nothing_but_the_numbers(loaded: Loaded, question: str) -> None:
    modules = loaded(*question.split())
    assert not modules & {"typer", "click", "rich", "rapidfuzz", "snowballstemmer", "sqlite3", "tomllib"}
    assert {name for name in modules if name.startswith("hart_cli")} == {
        "hart_cli",
        "hart_cli.__main__",
        "hart_cli.emergency",
        "hart_cli.hotline_question",
        "hart_cli.i18n",
        "hart_cli.i18n.choice",
        "hart_cli.number_words",
    }


@pytest.mark.parametrize(
    "question",
    [
        "find mentor --json",
        "find mentor --age 15 --town Bridgeport --json",
        "find trafficking --json",
        "find foster care --json",
        "acts --json",
        "acts 16-71 --json",
        "acts",
        "show we-matter --json",
        "show pa-16-71 --json",
        "list --json",
        "list --kind act",
        "hotline suicide",
        "topics",
    ],
)
def test_an_answer_for_scripts_loads_no_drawing_no_typos_and_no_toml(loaded: Loaded, question: str) -> None:
    modules = loaded(*question.split())
    assert "sqlite3" in modules
    assert not modules & {"rich", "rapidfuzz", "tomllib", "pydantic"}
    assert not modules & {
        "hart_cli.output.screen",
        "hart_cli.store.build",
        "hart_cli.readers.directory",
        "hart_cli.rules",
    }


def test_only_the_command_that_was_named_is_loaded(loaded: Loaded) -> None:
    commands = {path.stem for path in (ROOT / "hart_cli" / "cli").glob("*.py")}
    shared = {"__init__", "main", "app", "registry", "directories", "console", "options", "render"}
    modules = loaded("show", "we-matter", "--json")
    assert {name for name in commands if f"hart_cli.cli.{name}" in modules} - shared == {"show"}


def test_an_installed_hart_speaks_spanish_without_the_compiler_of_its_catalogue(loaded: Loaded) -> None:
    assert not loaded("find", "mentor", "--ui", "es") & {"babel", "hart_cli.i18n.compiler"}


def test_an_unknown_word_is_what_typos_are_loaded_for(loaded: Loaded) -> None:
    assert "rapidfuzz" in loaded("find", "mentoorr", "--json")


def test_help_loads_no_directory(loaded: Loaded) -> None:
    modules = loaded("help")
    assert not modules & {"rich", "rapidfuzz", "sqlite3", "tomllib"}
