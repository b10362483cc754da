"""What hart says, as its source has it: the messages that Babel extracts, and the words of the vocabulary."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po, write_po
from conftest import ROOT

from hart_cli import confidentiality, emergency
from hart_cli.cli.topics import HEADER
from hart_cli.export import instructions
from hart_cli.i18n.messages import TERM
from hart_cli.model import LANGUAGES, STAGES, Hit
from hart_cli.output.facts import act_facts, all_facts, line_facts, short_line_facts
from hart_cli.places import STATEWIDE
from hart_cli.readers.directory import read_bundled
from hart_cli.search.hotlines import LINE_LABELS
from hart_cli.search.place_names import OUTSIDE_ZIP_CODE

CATALOG = ROOT / "hart_cli" / "i18n" / "es.po"
TERMS = ("term", "word", "Fact", "_fact", "_unstated")
"""Functions whose first argument is a label or a word of the vocabulary."""

Key = tuple[str | None, str]
"""A context, or None, and the English text."""


def extracted() -> Iterator[tuple[Key, Path]]:
    """Yield the literals that the source gives the functions of messages, each with its file. Babel's own extractor sees
    none that stands in an f-string."""
    for path in sorted((ROOT / "hart_cli").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                function = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
                given = [list(_literals(argument)) for argument in node.args[:2]]
                if function == "pmessage":
                    yield (given[0][0], given[1][0]), path
                elif function == "message" or function in TERMS:
                    for text in given[0]:
                        yield ((None, text) if function == "message" else (TERM, text.strip())), path


def _literals(node: ast.expr) -> Iterator[str]:
    """Yield the texts that an argument may be."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        yield node.value
    elif isinstance(node, ast.IfExp):
        yield from (*_literals(node.body), *_literals(node.orelse))


def vocabulary() -> Iterator[str]:
    """Yield the labels and the words of the vocabulary that the source holds in tables, or the directory has."""
    directory = read_bundled()
    known = directory.vocabulary
    yield from (*known.kinds, *known.kinds.values(), *known.topics.values(), *known.groups, *known.groups.values())
    yield from (group.replace("-", " ") for group in known.groups)
    yield from (*LANGUAGES.values(), *STAGES, *STATEWIDE, OUTSIDE_ZIP_CODE)
    yield from (*LINE_LABELS.values(), *confidentiality.LABELS.values(), *instructions.LANGUAGES.values(), *HEADER)
    yield from ("official", "copy", "secondary", "yes", "not stated", "age", "town", "group", "language", "undated")
    for entry in directory.entries:
        for facts in (all_facts, line_facts, short_line_facts, act_facts):
            yield from (fact.label.strip() for fact in facts(Hit(entry)))


def emergency_sentences() -> Iterator[str]:
    """Yield the English sentences of which the emergency answer holds a copy in both languages."""
    yield from (table["en"] for table in emergency.TEXTS)
    yield from (line.instruction for line in emergency.LINES)


def source_messages() -> dict[Key, str]:
    """Return everything that hart says, each with a file that says it, or "vocabulary"."""
    found = {key: str(path.relative_to(ROOT)) for key, path in extracted()}
    found |= {(None, text): "hart_cli/emergency.py" for text in emergency_sentences()}
    for word in vocabulary():
        found.setdefault((TERM, word), "vocabulary")
    return found


def read() -> Catalog:
    """Return the Spanish catalogue as it stands."""
    with CATALOG.open(encoding="utf-8") as file:
        return read_po(file, locale="es", abort_invalid=True)


def renew() -> None:
    """Write the catalogue anew: what the source says and the catalogue lacks comes in with an empty Spanish text, what
    the source no longer says goes. The header and the comments stay."""
    old, new = read(), Catalog(locale="es")
    for (context, text), file in sorted(source_messages().items(), key=lambda item: (item[1] == "vocabulary", item[1])):
        before = old.get(text, context)
        comments = before.user_comments if before else ()
        new.add(text, before.string if before else "", [(file, 1)], user_comments=comments, context=context)
    buffer = BytesIO()
    write_po(buffer, new, width=120, omit_header=True, include_lineno=False)
    header = CATALOG.read_text(encoding="utf-8").partition("\n\n")[0]
    CATALOG.write_text(f"{header}\n\n{buffer.getvalue().decode()}", encoding="utf-8")
