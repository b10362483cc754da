"""Keeping it true: what is old is listed, addresses are asked only by name, and a correction shows everywhere."""

from __future__ import annotations

import datetime as dt
import http.server
import json
import os
import shutil
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Run, environment

from hart_cli import online
from hart_cli.model import Entry, Source
from hart_cli.readers.directory import read_bundled
from hart_cli.staleness import first_day, stale_facts

TODAY = dt.date(2026, 11, 24)


def source(as_of: str) -> Source:
    return Source(as_of, "A page", None, None, as_of, "official")


def entry(entry_id: str, as_of: str, **more: Any) -> Entry:
    return Entry(entry_id, "service", entry_id, source(as_of), "hart")._replace(**more)


def found(days: int, *entries: Entry) -> list[tuple[str, str, int | None]]:
    return [(old.entry.id, old.field, old.days) for old in stale_facts(entries, days, TODAY)]


# What is old


def test_the_oldest_stands_first_and_what_has_no_date_before_all() -> None:
    entries = (entry("new", "2026-11-01"), entry("old", "2020-11-24"), entry("none", "undated"), entry("older", "2012"))
    assert found(100, *entries) == [
        ("none", "the entry", None),
        ("older", "the entry", 5441),
        ("old", "the entry", 2191),
    ]


@pytest.mark.parametrize(
    ("as_of", "days", "is_old"), [("2026", 327, False), ("2026", 326, True), ("2026-11", 23, False)]
)
def test_a_year_counts_from_its_first_day(as_of: str, days: int, is_old: bool) -> None:
    assert bool(found(days, entry("x", as_of))) == is_old


def test_emergency_lines_are_on_a_stricter_clock() -> None:
    line, other = entry("line", "2026-06-01", line="emergency"), entry("other", "2026-06-01")
    assert found(365, line, other) == [("line", "the entry", 176)]


def test_a_fact_from_an_older_source_is_named_by_its_field() -> None:
    assert found(100, entry("x", "2026-11-01", sourced=(("hours", source("2014")),))) == [("x", "hours", 4710)]


def test_a_later_check_makes_an_entry_younger() -> None:
    assert found(100, entry("x", "2014", checked="2026-11-01")) == []


@pytest.mark.parametrize("as_of", ["undated", "", "soon", "2024-13", "2024-02-30", "0000"])
def test_a_date_that_is_none_counts_as_no_date(as_of: str) -> None:
    assert first_day(as_of) is None


def test_check_lists_what_is_old_and_exits_with_1(hart: Run) -> None:
    ran = hart("check", "--stale", "0")
    rows = [line.split("\t") for line in ran.out.splitlines()]
    assert ran.code == 1
    assert all(len(row) == 6 for row in rows)
    ages = [int(row[0].split()[0]) for row in rows if row[0] != "no date"]
    assert ages == sorted(ages, reverse=True)
    entries = len(read_bundled().entries)
    assert f"{entries} of {entries} entries hold something older than 0 days." in ran.err


def test_check_exits_with_0_where_nothing_is_old(hart: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[sources.call]\ntitle = "A call"\nas_of = "2026-11-20"\nconfidence = "official"\n'
        '[[entry]]\nid = "x"\nkind = "service"\nname = "X"\nsource = "call"\n'
    )
    assert hart("check", str(own), "--stale", "36500").code == 0


def test_a_clock_before_the_sources_makes_no_age(hart: Run, tmp_path: Path) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[sources.call]\ntitle = "A call"\nas_of = "9999-12-31"\nconfidence = "official"\n'
        '[[entry]]\nid = "x"\nkind = "service"\nname = "X"\nsource = "call"\n'
    )
    ran = hart("check", str(own), "--stale", "365")
    assert (ran.code, ran.out) == (1, "")
    assert "before the date of a source, so no age is known" in ran.err


# Asking the web


class Server(http.server.BaseHTTPRequestHandler):
    """Answers as real sites do."""

    def do_HEAD(self) -> None:
        self._answer(405 if self.path == "/no-head" else None)

    def do_GET(self) -> None:
        self._answer(200 if self.path == "/no-head" else None)

    def _answer(self, code: int | None) -> None:
        self.send_response(code or {"/ok": 200, "/gone": 404, "/moved": 301, "/refuses": 403}[self.path])
        if self.path == "/moved":
            self.send_header("Location", "/ok")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture(name="site", scope="module")
def local_site() -> Iterator[str]:
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Server)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


@pytest.mark.parametrize(
    ("path", "state", "said"),
    [
        ("/ok", "ok", "200"),
        ("/no-head", "ok", "200"),
        ("/gone", "gone", "404"),
        ("/moved", "moved", "301 to {site}/ok"),
        ("/refuses", "refuses", "403"),
    ],
)
def test_what_an_address_answers_is_told(site: str, path: str, state: str, said: str) -> None:
    assert list(online.check_addresses([site + path])) == [online.Answer(site + path, state, said.format(site=site))]


def test_an_address_that_nobody_answers_is_silent_within_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(online, "TIMEOUT", 0.3)
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen()
        (answer,) = online.check_addresses([f"http://127.0.0.1:{deaf.getsockname()[1]}/"])
    assert answer.state == "silent"
    (answer,) = online.check_addresses(["http://127.0.0.1:1/"])
    assert (answer.state, answer.detail) == ("silent", "ConnectError")


def test_each_address_is_asked_once_and_only_web_addresses(site: str) -> None:
    told: list[tuple[int, int]] = []
    urls = [f"{site}/ok", "tel:911", "mailto:a@b.org", f"{site}/ok"]
    assert [answer.url for answer in online.check_addresses(urls, lambda done, of: told.append((done, of)))] == [
        f"{site}/ok"
    ]
    assert told == [(1, 1)]


def test_check_online_reports_by_entry_and_exits_with_1(hart: Run, tmp_path: Path, site: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        f'[[entry]]\nid = "x"\nkind = "service"\nname = "X"\nurls = [{{ url = "{site}/ok" }}, {{ url = "{site}/gone" }}]\n'
    )
    ran = hart("check", str(own), "--online")
    assert (ran.code, ran.out) == (1, f"gone\t{site}/gone\t404\tx\n")
    assert "2 addresses asked: 1 ok, 1 gone." in ran.err or "2 addresses asked: 1 gone, 1 ok." in ran.err


def test_without_the_extra_one_line_says_what_to_install(hart_process: Run, tmp_path: Path) -> None:
    (tmp_path / "httpx.py").write_text("raise ImportError\n")
    env = {"PYTHONPATH": os.pathsep.join((str(tmp_path), str(ROOT)))}
    ran = hart_process("check", "--online", env=env)
    assert ran.code == 5
    assert ran.err.splitlines()[0] == "hart: --online needs one more package: pip install 'hart-directory[online]'"


# A correction


def test_a_corrected_number_shows_in_every_output_of_a_checkout(tmp_path: Path) -> None:
    for name in ("hart_cli", "data"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__", "*.bin"))
    path = tmp_path / "data" / "resources.toml"
    text = path.read_text(encoding="utf-8")
    (tmp_path / "home").mkdir()
    env = environment(tmp_path / "home", PYTHONPATH=str(tmp_path), XDG_CACHE_HOME=str(tmp_path / "cache"))

    def hart(*words: str) -> str:
        command = [sys.executable, "-m", "hart_cli", *words]
        done = subprocess.run(
            command, capture_output=True, text=True, env=env, cwd=tmp_path / "home", timeout=60, check=False
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    asked = (
        ("show", "bloom-initiative"),
        ("find", "bloom", "initiative"),
        ("find", "bloom", "initiative", "--json"),
        ("list", "--kind", "program"),
        ("export", "csv"),
        ("export", "ndjson"),
        ("export", "markdown"),
    )
    for words in asked:
        assert "860-218-1573" in hart(*words)
    # The text of the referral names the number, too; then its Spanish has to be read again.
    path.write_text(text.replace("860-218-1573", "860-218-1599"), encoding="utf-8")
    for words in asked:
        printed = hart(*words)
        assert "860-218-1599" in printed
        assert "860-218-1573" not in printed
    assert (
        "older than the English"
        in subprocess.run(
            [sys.executable, "-m", "hart_cli", "check"],
            capture_output=True,
            text=True,
            env=env,
            check=False,
            cwd=tmp_path / "home",
        ).stderr
    )
    assert "solo en inglés" in hart("show", "bloom-initiative", "--ui", "es")
    assert json.loads(hart("find", "860-218-1599", "--json"))["results"][0]["id"] == "bloom-initiative"
