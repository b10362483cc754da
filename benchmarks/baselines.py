"""The ordinary engines, to show the margin: what a program gets for free on the same directory."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable

from rapidfuzz import fuzz, process, utils

from hart_cli.model import Entry
from hart_cli.store.terms import texts

Engine = Callable[[str], list[Entry]]


def _text(entry: Entry) -> str:
    return " ".join(text for _, text in texts(entry, {}))


def _fuzzy(directory: list[Entry], choices: list[str], scorer: Callable[..., float], cutoff: float) -> Engine:
    def ask(words: str) -> list[Entry]:
        found = process.extract(
            words, choices, scorer=scorer, processor=utils.default_process, limit=10, score_cutoff=cutoff
        )
        return [directory[index] for _, _, index in found]

    return ask


def _fts5(directory: list[Entry], tokenizer: str) -> Engine:
    database = sqlite3.connect(":memory:")
    database.execute(f"CREATE VIRTUAL TABLE entry USING fts5(name, body, tokenize='{tokenizer}')")
    database.executemany("INSERT INTO entry VALUES (?, ?)", ((e.name, _text(e)) for e in directory))

    def ask(words: str) -> list[Entry]:
        terms = re.findall(r"\w+", words)
        if tokenizer.startswith("trigram"):
            terms = [term for term in terms if len(term) > 2]
        if not terms:
            return []
        for join in (" AND ", " OR "):
            query = join.join(f'"{term}"' for term in terms)
            rows = database.execute(
                "SELECT rowid FROM entry WHERE entry MATCH ? ORDER BY bm25(entry, 5, 1) LIMIT 10", (query,)
            ).fetchall()
            if rows:
                return [directory[rowid - 1] for (rowid,) in rows]
        return []

    return ask


def _fzf(directory: list[Entry]) -> Engine:
    lines = "\n".join(f"{n}\t{' '.join(_text(e).split())}" for n, e in enumerate(directory))

    def ask(words: str) -> list[Entry]:
        done = subprocess.run(
            ["fzf", "--filter", words, "--delimiter", "\t", "--nth", "2.."],
            input=lines,
            capture_output=True,
            text=True,
            check=False,
        )
        return [directory[int(line.split("\t", 1)[0])] for line in done.stdout.splitlines()[:10]]

    return ask


def engines(directory: list[Entry]) -> dict[str, Engine]:
    """Return each ordinary engine by name; fzf only where it is installed."""
    found = {
        "rapidfuzz WRatio on names": _fuzzy(directory, [e.name for e in directory], fuzz.WRatio, 60),
        "rapidfuzz token_set_ratio on all text": _fuzzy(
            directory, [_text(e) for e in directory], fuzz.token_set_ratio, 60
        ),
        "SQLite FTS5, porter, bm25": _fts5(directory, "porter unicode61 remove_diacritics 2"),
        "SQLite FTS5, trigram, bm25": _fts5(directory, "trigram"),
    }
    if not shutil.which("fzf"):
        print("fzf is not on the PATH: it is left out", file=sys.stderr)
    else:
        found["fzf on all text"] = _fzf(directory)
    return found
