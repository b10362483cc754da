"""The index of a user's own directory: made once for each change, whole or not at all, and never needed."""

from __future__ import annotations

import json
import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest
from conftest import ROOT, Run, environment

from hart_cli.cli.main import run
from hart_cli.store.store import damaged_files

RECORD = '[[entry]]\nid = "own-{n}"\nkind = "service"\nname = "Corner Pantry {n}"\nphones = [{{ number = "860-555-0100" }}]\n'


@pytest.fixture(name="own")
def own_file(tmp_path: Path) -> Path:
    path = tmp_path / "own.toml"
    path.write_text(RECORD.format(n=1), encoding="utf-8")
    return path


@pytest.fixture(name="cache")
def own_cache(tmp_path: Path) -> dict[str, str]:
    return {"XDG_CACHE_HOME": str(tmp_path / "cache")}


def indexes(cache: dict[str, str]) -> list[Path]:
    return sorted(Path(cache["XDG_CACHE_HOME"], "hart").glob("own-*"))


def ask(hart: Run, own: Path, cache: dict[str, str], *words: str) -> list[str]:
    ran = hart("find", *(words or ("corner", "pantry")), "--data", str(own), "--format", "ids", env=cache)
    assert ran.code in (0, 1), ran.err
    return [line for line in ran.out.split() if line.startswith("own-")]


def test_a_directory_is_indexed_once_and_again_when_it_changes(hart: Run, own: Path, cache: dict[str, str]) -> None:
    assert ask(hart, own, cache) == ["own-1"]
    (index,) = indexes(cache)
    made = index.stat().st_mtime_ns
    assert ask(hart, own, cache) == ["own-1"]
    assert index.stat().st_mtime_ns == made
    own.write_text(RECORD.format(n=1) + RECORD.format(n=2), encoding="utf-8")
    assert ask(hart, own, cache) == ["own-1", "own-2"]
    assert indexes(cache) == [index]
    assert index.stat().st_mtime_ns > made


def test_only_the_user_can_read_the_index_and_no_words_are_in_it(hart: Run, own: Path, cache: dict[str, str]) -> None:
    ask(hart, own, cache, "zebrafish", "pantry")
    (index,) = indexes(cache)
    assert index.stat().st_mode & 0o077 == 0
    assert b"zebrafish" not in index.read_bytes()


def test_a_cache_that_cannot_be_written_keeps_nothing_from_being_found(hart: Run, own: Path, tmp_path: Path) -> None:
    blocked = tmp_path / "blocked"
    blocked.write_text("a file where a folder should be")
    assert ask(hart, own, {"XDG_CACHE_HOME": str(blocked)}) == ["own-1"]
    assert ask(hart, own, {"XDG_CACHE_HOME": "/proc"}) == ["own-1"]


@pytest.mark.parametrize("left", [0, 10, 5000, -1], ids=lambda n: f"{n} bytes left")
def test_a_damaged_index_is_made_anew(hart: Run, own: Path, cache: dict[str, str], left: int) -> None:
    ask(hart, own, cache)
    (index,) = indexes(cache)
    content = index.read_bytes()
    index.chmod(0o600)
    index.write_bytes(content[:left] if left >= 0 else b"x" * len(content))
    assert ask(hart, own, cache) == ["own-1"]
    assert ask(hart, own, cache) == ["own-1"]


def test_a_changed_number_in_the_index_is_never_shown(hart: Run, own: Path, cache: dict[str, str]) -> None:
    ask(hart, own, cache)
    (index,) = indexes(cache)
    database = sqlite3.connect(index)
    database.execute("UPDATE body SET payload = replace(payload, '555-0100', '555-0199')")
    database.commit()
    database.close()
    ran = hart("find", "corner", "pantry", "--data", str(own), env=cache)
    assert "0199" not in ran.out
    assert "860-555-0100" in ran.out
    assert ask(hart, own, cache) == ["own-1"]


def damage_inside(index: Path, statement: str) -> None:
    """Change an index as a failing disk does: its size and its time stay the same."""
    before = index.stat()
    database = sqlite3.connect(index)
    database.execute(statement)
    database.commit()
    database.close()
    os.utime(index, ns=(before.st_atime_ns, before.st_mtime_ns))


@pytest.mark.parametrize(
    "words", [["find", "corner", "pantry"], ["list", "-k", "service"], ["show", "own-1"], ["find", "-"]]
)
def test_damage_that_is_found_while_answering_keeps_no_answer_back(
    hart: Run, own: Path, cache: dict[str, str], words: list[str]
) -> None:
    ask(hart, own, cache)
    (index,) = indexes(cache)
    damage_inside(index, "UPDATE body SET payload = replace(payload, '555-0100', '555-0199')")
    ran = hart(*words, "--data", str(own), env=cache, stdin="corner pantry\n")
    assert ran.code == 0, ran.err
    assert "860-555-0100" in ran.out
    assert ran.out.count("0100") == 1
    assert "0199" not in ran.out
    damage_inside(index, "DROP TABLE body")
    ran = hart("list", "--kind", "hotline", "--data", str(own), "--format", "ids", env=cache)
    assert "ct-careline" in ran.out.split()


def test_an_index_that_is_damaged_and_cannot_be_removed_keeps_no_answer_back(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    command = ["find", "corner", "pantry", "--data", str(own), "--format", "ids"]
    assert run(command) == 0
    (index,) = (tmp_path / "cache" / "hart").glob("own-*")
    damage_inside(index, "UPDATE body SET payload = 'x'")
    capsys.readouterr()

    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("os.replace", refuse)
    monkeypatch.setattr("pathlib.Path.unlink", refuse)
    assert run(command) == 0
    damaged_files.clear()
    assert "own-1" in capsys.readouterr().out.split()


def test_the_bundled_directory_answers_beside_a_damaged_index(hart: Run, own: Path, cache: dict[str, str]) -> None:
    ask(hart, own, cache)
    (index,) = indexes(cache)
    database = sqlite3.connect(index)
    database.execute("UPDATE body SET payload = 'x'")
    database.commit()
    database.close()
    ran = hart("list", "--kind", "hotline", "--data", str(own), "--format", "ids", env=cache)
    assert "ct-careline" in ran.out.split()
    assert ran.code == 0


def test_two_runs_at_once_both_answer(own: Path, cache: dict[str, str], tmp_path: Path) -> None:
    own.write_text("".join(RECORD.format(n=n) for n in range(300)), encoding="utf-8")
    command = [sys.executable, "-m", "hart_cli", "find", "corner", "--data", str(own), "--format", "ids"]
    env = {**environment(tmp_path, PYTHONPATH=str(ROOT)), **cache}
    runs = [subprocess.Popen(command, env=env, stdout=subprocess.PIPE, text=True, cwd=tmp_path) for _ in range(4)]
    answers = {run.communicate(timeout=60)[0] for run in runs}
    assert len(answers) == 1
    assert "own-1" in answers.pop()
    assert [path.suffix for path in indexes(cache)] == [".db"]


def test_a_run_that_is_killed_leaves_the_old_index_or_none(own: Path, cache: dict[str, str], tmp_path: Path) -> None:
    own.write_text("".join(RECORD.format(n=n) for n in range(3000)), encoding="utf-8")
    command = [sys.executable, "-m", "hart_cli", "find", "corner", "--data", str(own), "--format", "ids"]
    env = {**environment(tmp_path, PYTHONPATH=str(ROOT)), **cache}
    subprocess.run(command, env=env, capture_output=True, cwd=tmp_path, timeout=60, check=True)
    (index,) = indexes(cache)
    before = index.read_bytes()
    for wait in (0.1, 0.3, 0.6):
        os.utime(own)
        run = subprocess.Popen(command, env=env, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=tmp_path)
        time.sleep(wait)
        run.send_signal(signal.SIGKILL)
        run.wait()
        database = sqlite3.connect(index)
        assert database.execute("PRAGMA quick_check").fetchone() == ("ok",)
        assert database.execute("SELECT count(*) FROM entry").fetchone() == (3000,)
        database.close()
        assert len(before) == index.stat().st_size
    done = subprocess.run(command, env=env, capture_output=True, text=True, cwd=tmp_path, timeout=60, check=True)
    assert done.stdout


def test_what_killed_runs_left_and_indexes_of_directories_that_are_gone_are_taken_away(
    hart: Run, own: Path, cache: dict[str, str], tmp_path: Path
) -> None:
    other = tmp_path / "other.toml"
    shutil.copy(own, other)
    ask(hart, other, cache)
    (gone,) = indexes(cache)
    other.unlink()
    old = gone.with_name("own-old.part")
    old.write_bytes(b"x")
    os.utime(old, (0, 0))
    ask(hart, own, cache)
    assert gone not in indexes(cache)
    assert old not in indexes(cache)
    assert len(indexes(cache)) == 1


def test_a_refused_record_is_named_each_time(hart: Run, own: Path, cache: dict[str, str]) -> None:
    own.write_text(RECORD.format(n=1) + '[[entry]]\nid = "911"\nkind = "service"\nname = "X"\n', encoding="utf-8")
    for _ in range(2):
        ran = hart("find", "corner", "--data", str(own), "--json", env=cache)
        assert [hit["id"] for hit in json.loads(ran.out)["results"]] == ["own-1"]
        assert ran.err.count("has the id of a bundled entry") == 1
