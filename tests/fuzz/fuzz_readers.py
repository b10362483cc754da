"""Coverage-guided fuzzing of everything that reads foreign bytes or words. Run by hand:

    pip install atheris
    python tests/fuzz/fuzz_readers.py -max_total_time=60

Whatever comes in, a reader answers or raises DataError with one line; anything else is a fault.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import get_args

import atheris

sys.path.insert(0, str(Path(__file__).resolve().parent.parent.parent))

with atheris.instrument_imports(include=["hart_cli"]):
    from hart_cli.errors import DataError
    from hart_cli.model import Question
    from hart_cli.readers import directory
    from hart_cli.readers.files import parse_toml
    from hart_cli.safe import Destination, safe
    from hart_cli.search.find import find
    from hart_cli.store.database_file import thaw
    from hart_cli.store.loader import Directories, open_bundled

BUNDLED = directory.read_bundled()
OPENED = Directories((open_bundled(),), ())
PATH = Path("own.toml")


def read_toml(content: bytes) -> None:
    """Bytes as a user's own file: parsed, held to the rules, and made into entries."""
    document = parse_toml(PATH, content)
    found = directory._read(document, "own.toml", BUNDLED.vocabulary, BUNDLED.places, BUNDLED.entries)
    if any("\n" in fault for fault in found.faults):
        raise AssertionError(found.faults)


def one(data: bytes) -> None:
    """One input: the first byte chooses the reader."""
    if not data:
        return
    choice, content = data[0] % 4, data[1:]
    try:
        if choice == 0:
            read_toml(content)
        elif choice == 1:
            read_toml(b'[[entry]]\nid = "x"\nkind = "service"\nname = "X"\n' + content)
        elif choice == 2:
            thaw(content, "fuzz")
        else:
            text = content.decode("utf-8", "surrogateescape")[:200]
            find(Question(text), OPENED)
            for destination in get_args(Destination):
                if not safe(text, destination).isprintable():
                    raise AssertionError(repr(text))
    except DataError as error:
        if "\n" in error.message:
            raise


if __name__ == "__main__":
    atheris.Setup(sys.argv, one)
    atheris.Fuzz()
