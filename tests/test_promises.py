"""The document of promises is held to the tests: each row stands there, each test it names exists and is not
skipped, and its figures are counted anew."""

from __future__ import annotations

import ast
import functools
import importlib.util
import os
import re
from pathlib import Path

import pytest
from conftest import ROOT

DOCUMENT = ROOT / "docs" / "promises.md"
TABLES = {"A. The command line": 52, "B. Safety and privacy": 32, "C. Hostile input": 36, "D. Faults": 36}
_TEST = re.compile(r"`(tests/[\w/]+\.py)::(\w+)(\[[^`]*\])?`")
_ROW = re.compile(r"^\| (\d+) \| (.+?) \| (.+) \|$", re.MULTILINE)


def tables() -> dict[str, list[tuple[int, str]]]:
    """Each table by its heading: number of the row and what holds it."""
    sections = re.split(r"^## ", DOCUMENT.read_text(encoding="utf-8"), flags=re.MULTILINE)[1:]
    found = {section.split("\n", 1)[0]: section for section in sections}
    return {name: [(int(n), held) for n, _, held in _ROW.findall(found[name])] for name in TABLES}


def standing(held: str) -> str:
    if "owed to:" in held:
        return "owed"
    return "does not apply" if held.startswith("does not apply:") else "tested"


@functools.cache
def found_in(path: Path) -> dict[str, list[str]]:
    """The tests of a file with the names of their decorators."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return {
        node.name: [ast.unparse(decorator) for decorator in node.decorator_list]
        for node in ast.walk(tree)
        if isinstance(node, ast.FunctionDef) and node.name.startswith("test_")
    }


@pytest.mark.parametrize("name", TABLES)
def test_every_row_of_a_table_stands_there_once(name: str) -> None:
    assert [number for number, _ in tables()[name]] == list(range(1, TABLES[name] + 1))


def named() -> list[tuple[str, str]]:
    return sorted({(file, test) for file, test, _ in _TEST.findall(DOCUMENT.read_text(encoding="utf-8"))})


def test_every_test_that_is_named_exists_and_is_never_simply_skipped() -> None:
    assert len(named()) > 200
    there = {file: found_in(ROOT / file) for file, _ in named()}
    assert [f"{file}::{test}" for file, test in named() if test not in there[file]] == []
    skipped = [
        f"{file}::{test}"
        for file, test in named()
        if any("mark.skip(" in decorator or "mark.xfail" in decorator for decorator in there[file][test])
    ]
    assert skipped == []


def test_every_fault_in_brackets_is_one_of_the_matrix() -> None:
    specification = importlib.util.spec_from_file_location("matrix", ROOT / "tests" / "faults" / "test_matrix.py")
    assert specification is not None
    assert specification.loader is not None
    matrix = importlib.util.module_from_spec(specification)
    specification.loader.exec_module(matrix)
    known = sorted((one.name for one in matrix.FAULTS), key=len, reverse=True)
    rows = [re.findall(r"`\S+::test_under_a_fault` \(([^()]+)\)", held) for _, held in tables()["D. Faults"]]
    assert sum(map(len, rows)) > 30
    for brackets in rows:
        for rest in brackets:
            for name in known:
                rest = re.sub(rf"(?:^|(?<=, )){re.escape(name)}(?=, |$)", "", rest)  # noqa: PLW2901 - what is left
            assert not rest.replace(", each where it is installed", "").strip(", "), brackets


def test_every_row_is_tested_or_says_why_not() -> None:
    for name, rows in tables().items():
        for number, held in rows:
            assert standing(held) != "tested" or _TEST.search(held), f"{name} {number}"


def figures() -> str:
    counted = []
    total = [0, 0, 0, 0]
    for name, rows in tables().items():
        kinds = [standing(held) for _, held in rows]
        row = [len(rows), kinds.count("tested"), kinds.count("does not apply"), kinds.count("owed")]
        total = [a + b for a, b in zip(total, row, strict=True)]
        counted.append(f"| {name} | " + " | ".join(map(str, row)) + " |")
    counted.append("| all | " + " | ".join(map(str, total)) + " |")
    return "\n".join(counted)


def test_the_figures_are_those_of_the_tables() -> None:
    text = DOCUMENT.read_text(encoding="utf-8")
    if os.environ.get("HART_UPDATE_DOCS"):
        old = re.search(r"(?<=\| --- \| --- \| --- \| --- \| --- \|\n)(?:FIGURES|(?:\|.*\|\n)*\|.*\|)(?=\n)", text)
        assert old is not None
        DOCUMENT.write_text(text.replace(old[0], figures(), 1), encoding="utf-8")
    assert figures() in DOCUMENT.read_text(encoding="utf-8")
