"""The graded questions that the ranking is trained on and measured with, and what is made from the data beside them.

benchmarks/questions/ranking.tsv holds, tab-separated: writer, kind, question, the ids of the entries that are right
first answers, and those of very good ones. A question with neither is one that nothing here answers. Every question was
written by somebody who saw one entry and one kind of person, and graded by somebody who saw the question and the list of
all entries. No real case is among them.
"""

from __future__ import annotations

import csv
import random
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

HERE = Path(__file__).resolve().parent / "questions"
GRADED, HELD_OUT = HERE / "ranking.tsv", HERE / "ranking-held-out.tsv"
_ROWS_OF_KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SOUNDS = (
    ("ph", "f"), ("tion", "shun"), ("ough", "uf"), ("ck", "k"), ("ie", "ei"), ("ee", "i"), ("ea", "ee"), ("ll", "l"),
    ("tt", "t"), ("ss", "s"), ("y", "i"), ("c", "k"), ("s", "z"), ("z", "s"), ("v", "b"), ("h", ""),
)  # fmt: skip
_SHORTEST_MISTYPED = 5


class Question(NamedTuple):
    """A graded question.

    Attributes:
        writer: who wrote it.
        kind: what it is like, such as "slang" or "place".
        text: the question.
        right: the ids of the entries that are right first answers.
        good: those of very good ones.
    """

    writer: str
    kind: str
    text: str
    right: tuple[str, ...]
    good: tuple[str, ...] = ()

    @property
    def grades(self) -> dict[str, int]:
        """The grade of each entry, by its id: 3 for a right answer, 2 for a very good one."""
        return dict.fromkeys(self.good, 2) | dict.fromkeys(self.right, 3)


def read_questions(path: Path = GRADED) -> list[Question]:
    """Return the graded questions of a file."""
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file, delimiter="\t", quoting=csv.QUOTE_NONE))[1:]
    return [
        Question(writer, kind, text, tuple(right.split()), tuple(good.split()))
        for writer, kind, text, right, good in rows
    ]


def mistype(text: str, chance: random.Random) -> str | None:
    """Return a text with one typing error in a word of five letters or more, or None where the error does not apply.

    The errors are a neighbor on the keyboard, a letter doubled, dropped or swapped with the next, a spelling by sound, and
    a word joined with the next or split in two.
    """
    words = text.split()
    long_words = [n for n, word in enumerate(words) if len(word) >= _SHORTEST_MISTYPED and word.isalpha()]
    if not long_words:
        return None
    position = chance.choice(long_words)
    word = words[position]
    at = chance.randrange(1, len(word) - 1)
    error = chance.choice(("neighbor", "double", "drop", "swap", "sound", "join", "split"))
    if error == "join":
        words[position : position + 2] = ["".join(words[position : position + 2])]
        return " ".join(words)
    changed = {
        "neighbor": lambda: word[:at] + chance.choice(_neighbors(word[at])) + word[at + 1 :],
        "double": lambda: word[: at + 1] + word[at:],
        "drop": lambda: word[:at] + word[at + 1 :],
        "swap": lambda: word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        "sound": lambda: _by_sound(word, chance),
        "split": lambda: f"{word[: max(2, at)]} {word[max(2, at) :]}",
    }[error]()
    return " ".join([*words[:position], changed, *words[position + 1 :]])


def _neighbors(letter: str) -> list[str]:
    for row in _ROWS_OF_KEYS:
        at = row.find(letter.lower())
        if at >= 0:
            return [row[n] for n in (at - 1, at + 1) if 0 <= n < len(row)]
    return [letter]


def _by_sound(word: str, chance: random.Random) -> str:
    fitting = [pair for pair in _SOUNDS if pair[0] in word[1:].lower()]
    return word[0] + word[1:].lower().replace(*chance.choice(fitting), 1) if fitting else word


def parts_of_name(name: str, chance: random.Random) -> Iterator[str]:
    """Yield a name as people type it: whole, its first words, broken off in the middle of a word, with some words only,
    with a typing error."""
    yield name
    words = name.split()
    if len(words) > 1:
        size = chance.randrange(1, len(words))
        if size > 1:
            yield " ".join(words[:size])
        if len(words[size]) >= _SHORTEST_MISTYPED:
            yield " ".join([*words[:size], words[size][: chance.randrange(2, len(words[size]))]])
    if len(words) > 3:
        yield " ".join(words[n] for n in sorted(chance.sample(range(len(words)), len(words) * 2 // 3)))
    mistyped = mistype(name, chance)
    if mistyped:
        yield mistyped
