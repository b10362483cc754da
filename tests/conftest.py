"""What tests share: hart in this process, as a process, on a terminal, and golden files."""

from __future__ import annotations

import functools
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from runs import CACHE, ROOT, Ran, Run, environment, run_in_process, run_on_terminal, run_process, run_terminal_process

from hart_cli.model import Reason

__all__ = ["CACHE", "GOLDEN", "ROOT", "Ran", "Run", "environment"]

GOLDEN = ROOT / "tests" / "golden"

if sys.platform == "win32":  # it has no pseudo-terminal, which these need from their first line on
    collect_ignore = ["test_command_line.py", "test_completion.py", "test_live.py", "faults"]


@pytest.fixture
def hart(tmp_path: Path) -> Run:
    """Run `hart ARGS` in this process: hart("find", "mentor", stdin="...", env={...}, cwd=...).

    For what hart prints and writes. Where the process is the point, take `hart_process`.
    """
    return functools.partial(run_in_process, tmp_path)


@pytest.fixture
def hart_process(tmp_path: Path) -> Run:
    """Run `hart ARGS` as a process with pipes: for start-up, encodings, threads and broken installations."""
    return functools.partial(run_process, tmp_path)


@pytest.fixture
def terminal(tmp_path: Path) -> Run:
    """Run `hart ARGS` in this process on a pseudo-terminal: terminal("hotline", columns=80, env={...})."""
    return _with_terminal(run_on_terminal, tmp_path)


@pytest.fixture
def terminal_process(tmp_path: Path) -> Run:
    """Run `hart ARGS` as a process on a pseudo-terminal: for what `hart_process` is for, and programs that hart starts."""
    return _with_terminal(run_terminal_process, tmp_path)


def _with_terminal(run: Run, home: Path) -> Run:
    if sys.platform == "win32":
        pytest.skip("Windows has no pseudo-terminal")
    return functools.partial(run, home)


@pytest.fixture
def golden() -> Callable[[str, str], None]:
    """Compare a text with tests/golden/NAME; HART_UPDATE_GOLDEN=1 writes it anew."""

    def compare(name: str, text: str) -> None:
        path = GOLDEN / name
        if os.environ.get("HART_UPDATE_GOLDEN"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8"), f"{name} has changed; HART_UPDATE_GOLDEN=1 accepts it"

    return compare


def in_words(reason: Reason | None) -> tuple[str, str] | None:
    """A reason of eligibility: its fit, and why in English."""
    return (reason.fit, str(reason.why)) if reason else None
