"""hart open: an entry's web address, printed where there is no browser."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from conftest import Run


def test_the_address_is_printed_alone_where_there_is_no_browser(hart: Run) -> None:
    ran = hart("open", "take-it-down")
    assert ran.code == 0
    assert ran.out == "https://takeitdown.ncmec.org\n"


def test_a_name_means_the_same_as_its_id(hart: Run) -> None:
    assert hart("open", "Take It Down").out == hart("open", "take-it-down").out


def test_a_terminal_without_a_display_gets_the_address_too(terminal_process: Run) -> None:
    ran = terminal_process("open", "take-it-down", env={"DISPLAY": "", "WAYLAND_DISPLAY": ""})
    assert ran.code == 0
    assert ran.out == "https://takeitdown.ncmec.org\n"


def test_a_browser_is_given_the_address_and_nothing_is_printed(terminal_process: Run, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\nprintf "%s" "$1" > "{seen}"\n', encoding="utf-8")
    browser.chmod(0o700)
    ran = terminal_process("open", "take-it-down", env={"DISPLAY": ":0", "BROWSER": f"{browser} %s"})
    assert ran.code == 0
    assert ran.out == ""
    assert seen.read_text(encoding="utf-8") == "https://takeitdown.ncmec.org"


def test_a_pipe_never_starts_a_browser(hart: Run, tmp_path: Path) -> None:
    seen = tmp_path / "seen"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\ntouch "{seen}"\n', encoding="utf-8")
    browser.chmod(0o700)
    ran = hart("open", "take-it-down", env={"DISPLAY": ":0", "BROWSER": f"{browser} %s"})
    assert ran.out == "https://takeitdown.ncmec.org\n"
    assert not seen.exists()


def test_the_caution_of_an_address_is_told_beside_it(hart: Run) -> None:
    results = json.loads(hart("list", "--json").out)["results"]
    entry = next(hit for hit in results if hit["urls"] and hit["urls"][0]["caution"])
    ran = hart("open", entry["id"])
    assert ran.out == entry["urls"][0]["url"] + "\n"
    assert f"Caution: {entry['urls'][0]['caution']}" in ran.err


def test_an_entry_without_an_address_is_nothing_found(hart: Run) -> None:
    results = json.loads(hart("list", "--json").out)["results"]
    entry = next(hit for hit in results if not hit["urls"])
    ran = hart("open", entry["id"])
    assert ran.code == 1
    assert ran.out == ""
    assert "has no web address" in ran.err


@pytest.mark.parametrize("name", ["no-such-entry", "", "hotline"])
def test_what_means_no_one_entry_is_nothing_found(hart: Run, name: str) -> None:
    ran = hart("open", name)
    assert ran.code == 1
    assert ran.out == ""


def test_it_needs_one_id(hart: Run) -> None:
    assert hart("open").code == 2
    assert hart("open", "take-it-down", "911").code == 2


def test_an_address_of_a_file_of_ones_own_that_is_no_web_address_is_refused_and_never_opened(
    hart: Run, tmp_path: Path
) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        '[[entry]]\nid = "mine"\nkind = "program"\nname = "Mine"\nurls = [{ url = "file:///etc/passwd" }]\n',
        encoding="utf-8",
    )
    ran = hart("open", "mine", "--data", str(own))
    assert ran.code == 1
    assert ran.out == ""
