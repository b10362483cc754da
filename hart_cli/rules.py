"""The rules that the data is held to, one small function each.

A rule looks at one raw entry (a table as TOML gives it) or at the whole document, and yields a
message for each fault. `readers.directory` refuses an entry with a fault by name; `hart check`
prints them all.
"""

from __future__ import annotations

import math
import re
import zlib
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise, zip_longest
from typing import Any, NamedTuple

from hart_cli import safe
from hart_cli.model import Entry
from hart_cli.places import Places

Table = dict[str, Any]

CHANNELS = ("voice", "text", "fax", "tty")
CONFIDENCES = ("official", "copy", "secondary")
LINES = ("emergency", "talk", "report", "enforcement")
FAMILIES = ("everyone", "people", "families", "work")
STAGES = ("elementary school", "middle school", "high school")
EMERGENCY_IDS = ("911", "ct-careline", "national-human-trafficking-hotline")
ANSWER_IDS = (*EMERGENCY_IDS, "988-lifeline", "ct-safe-connect", "211-connecticut")
"""The lines that the answer to words of danger names: each must be there, with a number to call."""

DOCUMENT_SITES = tuple(
    "scribd.com studylib.net docslib.org dokumen.tips pdfslide.net vdocuments.net slideplayer.com docsbay.net "
    "documentine.com coursehero.com yumpu.com".split()
)
"""Sites that spread copies of papers they did not make: no address of theirs is given out."""

COPY_HOSTS = tuple("legiplex.com legiscan.com pubt.io unt.edu wtap.com eastwindsorchamber.com".split())
"""Where a copy may be named with its address: trackers of bills, an archive, and places it was handed to."""

_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_DATE = re.compile(r"[0-9]{4}(?:-(?:0[1-9]|1[0-2])(?:-(?:0[1-9]|[12][0-9]|3[01]))?)?")
_NUMBER = re.compile(r"[0-9]{3}|[0-9]{5,6}|(?:1-)?[0-9]{3}-[0-9]{3}-[0-9]{4}")
EMAIL = re.compile(r"[A-Za-z0-9._%+-]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_LANGUAGE = re.compile(r"[a-z]{2,3}")
_ACT = re.compile(r"[0-9]{2}-[0-9]{1,3}")

_TEXT_KEYS = (
    "role line summary beyond_area postal_address hours cost referral operator reports_to recorded confidentiality "
    "provider date confidence checked"
).split()
_ACT_TEXTS = ("number", "title", "bill", "effective", "status", "overtaken_by")
_FIGURE_TEXTS = ("period", "measure", "comparable")
_LIST_KEYS = ("aliases services conditions topics groups areas languages contacts notes cautions related").split()
_TABLE_LISTS = {
    "phones": ({"number"}, {"extension", "channel", "label", "label_es", "caution", "caution_es", "source"}),
    "emails": ({"email"}, {"label", "label_es", "source"}),
    "urls": ({"url"}, {"title", "title_es", "language", "caution", "caution_es", "source"}),
}
ENTRY_KEYS = frozenset(
    ["id", "kind", "name", "source", "ages", "sourced", "act", "figure", "es", *_TEXT_KEYS, *_LIST_KEYS, *_TABLE_LISTS]
)


class Context(NamedTuple):
    """What a rule may need to know beyond the entry itself.

    `ids` are all the ids that an entry may point at; `bundled` says whether the strict rules for
    the directory that comes with hart apply.
    """

    kinds: frozenset[str]
    topics: frozenset[str]
    groups: frozenset[str]
    sources: dict[str, Table]
    ids: frozenset[str]
    places: Places
    bundled: bool


Rule = Callable[[Table, Context], Iterator[str]]


def known_keys(entry: Table, _: Context) -> Iterator[str]:
    """Only keys that the format has."""
    for key in sorted(entry.keys() - ENTRY_KEYS):
        yield f"unknown key {key!r}"


def types(entry: Table, _: Context) -> Iterator[str]:
    """Every value has its type, and no text is empty."""
    for key in ("id", "kind", "name", "source", *_TEXT_KEYS):
        if key in entry and not (isinstance(entry[key], str) and entry[key].strip()):
            yield f"{key} must be a text that is not empty"
    for key in _LIST_KEYS:
        value = entry.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) and v.strip() for v in value):
            yield f"{key} must be a list of texts"
    for key, (needed, optional) in _TABLE_LISTS.items():
        yield from _table_list(entry.get(key, []), key, needed, optional)
    yield from _shape(entry.get("ages", {}), "ages", ("text",), ("stages",))
    yield from _shape(entry.get("act", {}), "act", _ACT_TEXTS)
    yield from _shape(entry.get("figure", {}), "figure", _FIGURE_TEXTS)
    sources = entry.get("sourced", {})
    if not isinstance(sources, dict) or not all(isinstance(v, str) for v in sources.values()):
        yield "sourced must be a table of texts"


def _shape(table: Any, name: str, texts: tuple[str, ...], lists: tuple[str, ...] = ()) -> Iterator[str]:
    """A table whose texts are texts and whose lists are lists of texts."""
    if not isinstance(table, dict):
        yield f"{name} must be a table"
        return
    for key in texts:
        if key in table and not (isinstance(table[key], str) and table[key].strip()):
            yield f"{name}: {key} must be a text that is not empty"
    for key in lists:
        value = table.get(key, [])
        if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
            yield f"{name}: {key} must be a list of texts"


def act_shape(entry: Table, _: Context) -> Iterator[str]:
    """The lists of an act are lists of tables of texts, and its year is a year."""
    act = entry.get("act")
    if act is None:
        return
    yield from _table_list(act.get("points", []), "points", {"text"}, {"source"})
    yield from _table_list(act.get("statutes", []), "statutes", {"section", "about"}, set())
    yield from _table_list(act.get("changed_by", []), "changed_by", {"act", "what"}, set())
    if type(act.get("year")) is not int or not 1600 <= act["year"] <= 9999:
        yield "act has no year"


def figure_shape(entry: Table, _: Context) -> Iterator[str]:
    """A figure has a period, a measure, and values that are numbers."""
    figure = entry.get("figure")
    if figure is None:
        return
    for key in ("period", "measure"):
        if key not in figure:
            yield f"figure has no {key}"
    values = figure.get("values", [])
    if not isinstance(values, list) or not all(isinstance(v, dict) for v in values):
        yield "figure: values must be a list of tables"
        return
    for n, value in enumerate(values, 1):
        yield from _shape(value, f"value {n}", ("unit", "qualifier", "note", "source"))
        number = value.get("value", 0)
        if type(number) not in (int, float) or not math.isfinite(number) or abs(number) > 1e15:
            yield f"value {n} must be a number"


def _table_list(rows: Any, key: str, needed: set[str], optional: set[str]) -> Iterator[str]:
    if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
        yield f"{key} must be a list of tables"
        return
    for n, row in enumerate(rows, 1):
        for missing in sorted(needed - row.keys()):
            yield f"{key} {n} has no {missing}"
        for unknown in sorted(row.keys() - needed - optional):
            yield f"{key} {n} has the unknown key {unknown!r}"
        for name, value in row.items():
            if not (isinstance(value, str) and value.strip()):
                yield f"{key} {n}: {name} must be a text that is not empty"


def identity(entry: Table, _: Context) -> Iterator[str]:
    """An id in kebab-case, a kind, a name."""
    for key in ("id", "kind", "name"):
        if key not in entry:
            yield f"has no {key}"
    if isinstance(entry.get("id"), str) and not _ID.fullmatch(entry["id"]):
        yield "id must be kebab-case: small letters, digits and single dashes"


def vocabularies(entry: Table, context: Context) -> Iterator[str]:
    """Kinds, topics, groups, lines and languages come from their closed lists."""
    if "kind" in entry and entry["kind"] not in context.kinds:
        yield f"unknown kind {entry['kind']!r}"
    for key, known in (("topics", context.topics), ("groups", context.groups)):
        for value in entry.get(key, []):
            if value not in known:
                yield f"unknown {key[:-1]} {value!r}"
    if "line" in entry and entry["line"] not in LINES:
        yield f"unknown line {entry['line']!r}; one of {', '.join(LINES)}"
    for code in entry.get("languages", []):
        if not _LANGUAGE.fullmatch(code):
            yield f"language {code!r} is no ISO 639 code"


def areas(entry: Table, context: Context) -> Iterator[str]:
    """An area is the state, the nation, a region, an office, a town or a named area."""
    known = context.places.area_names()
    for area in entry.get("areas", []):
        if area not in known:
            yield f"unknown area {area!r}"


def ages(entry: Table, _: Context) -> Iterator[str]:
    """Ages are whole years from 0 to 120, the lower one first."""
    table = entry.get("ages", {})
    for key in sorted(table.keys() - {"min", "max", "text", "stages"}):
        yield f"ages has the unknown key {key!r}"
    numbers = [table[k] for k in ("min", "max") if k in table]
    if any(type(n) is not int or not 0 <= n <= 120 for n in numbers):
        yield "ages must be whole years from 0 to 120"
    elif len(numbers) == 2 and numbers[0] > numbers[1]:
        yield "ages: min is above max"
    for stage in table.get("stages", []):
        if stage not in STAGES:
            yield f"unknown school stage {stage!r}"


def phones(entry: Table, context: Context) -> Iterator[str]:
    """A number is digits and dashes, its channel known; a number read only at second hand says
    "Not confirmed"."""
    for phone in entry.get("phones", []):
        number = phone.get("number", "")
        if not _NUMBER.fullmatch(number):
            yield f"phone {number!r} is no number such as 1-800-842-2288, 860-832-5519, 911 or 233733"
        if phone.get("channel", "voice") not in CHANNELS:
            yield f"phone {number}: unknown channel {phone['channel']!r}"
        if not context.bundled:
            continue
        if "channel" not in phone:
            yield f"phone {number} has no channel"
        source = context.sources.get(phone.get("source", entry.get("sourced", {}).get("phones", entry.get("source"))))
        second_hand = source is not None and source.get("confidence") == "secondary"
        if second_hand and not phone.get("caution", "").startswith("Not confirmed"):
            yield f"phone {number} was read at second hand: its caution must start with 'Not confirmed'"


def addresses(entry: Table, _: Context) -> Iterator[str]:
    """E-mails and web addresses are well-formed, and of a kind that a person may follow."""
    for row in entry.get("emails", []):
        if not EMAIL.fullmatch(row.get("email", "")):
            yield f"e-mail {row.get('email')!r} is not well-formed"
    for row in entry.get("urls", []):
        if safe.web_address(row.get("url", "")) is None:
            yield f"web address {row.get('url')!r} is not http, https, mailto, tel or sms, or not well-formed"


def shortened(entry: Table, context: Context) -> Iterator[str]:
    """A shortened link carries a caution."""
    for row in entry.get("urls", []) if context.bundled else []:
        if "tinyurl.com" in row.get("url", "") and "caution" not in row:
            yield f"the short link {row['url']} has no caution"


def dates(entry: Table, _: Context) -> Iterator[str]:
    """Dates are YYYY, YYYY-MM or YYYY-MM-DD."""
    for key in ("date", "checked"):
        if isinstance(entry.get(key), str) and not _DATE.fullmatch(entry[key]):
            yield f"{key} {entry[key]!r} is no date (YYYY, YYYY-MM or YYYY-MM-DD)"


def sourced(entry: Table, context: Context) -> Iterator[str]:
    """The entry, and every fact from elsewhere, names a source that is in the table."""
    if "source" not in entry:
        if context.bundled:
            yield "has no source"
        return
    for key, source in _named_sources(entry):
        if source not in context.sources:
            yield f"{key} names the unknown source {source!r}"
    for key in entry.get("sourced", {}):
        if key not in ENTRY_KEYS and not key.startswith(("act.", "figure.")):
            yield f"sourced names the unknown key {key!r}"


def references(entry: Table, context: Context) -> Iterator[str]:
    """Provider, contacts and related entries exist."""
    named = [*entry.get("contacts", []), *entry.get("related", [])]
    if "provider" in entry:
        named.append(entry["provider"])
    for other in named:
        if other not in context.ids:
            yield f"points at {other!r}, which is no entry"


def acts(entry: Table, _: Context) -> Iterator[str]:
    """An act has its number, year and points; nothing else has them."""
    if (entry.get("kind") == "act") != ("act" in entry):
        yield "an entry of the kind act has a table act, and only such an entry"
        return
    act = entry.get("act", {})
    if act and not _ACT.fullmatch(str(act.get("number"))):
        yield f"act number {act.get('number')!r} is not like 16-71"
    if act and not act.get("points"):
        yield "act has no points"
    overtaken_by = act.get("overtaken_by")
    if overtaken_by is not None and overtaken_by not in [change["act"] for change in act.get("changed_by", [])]:
        yield f"act is overtaken_by {overtaken_by!r}, which is not among its changed_by"


def summary(entry: Table, context: Context) -> Iterator[str]:
    """Every bundled entry says in a sentence or two what it is."""
    if context.bundled and "summary" not in entry:
        yield "has no summary"


SPANISH_KINDS = ("hotline", "service", "program", "organization", "agency", "contact", "person", "guide")
"""The kinds whose bundled entries must have their texts in Spanish, too."""

# Text-to-911 takes English only, so no Spanish text may ask for one without saying so.
_TEXT_TO_911 = re.compile(r"\b(?:env[ií][ea]|mand[ea]|escrib[ae]|text[eo])\w*\b[^.]*\b911\b", re.IGNORECASE)
_IN_ENGLISH = re.compile(r"\binglés\b")

_TRANSLATED_TEXTS = (
    "role",
    "summary",
    "beyond_area",
    "hours",
    "cost",
    "referral",
    "operator",
    "reports_to",
    "recorded",
)
_TRANSLATED_LISTS = ("services", "conditions", "notes", "cautions")
TRANSLATED_ROWS = {"phones": ("label", "caution"), "emails": ("label",), "urls": ("title", "caution")}
"""What is said of a number or an address: its Spanish stands beside it, as `label_es` beside `label`."""


class Translation(NamedTuple):
    """A text of an entry in both languages, and where it stands; None where a language has none."""

    where: str
    english: str | None
    spanish: str | None


def translations(entry: Table) -> Iterator[Translation]:
    """Yield each text of an entry that is to be in Spanish, too; the name apart, which is official."""
    table = entry.get("es", {})
    for key in _TRANSLATED_TEXTS:
        yield Translation(key, entry.get(key), table.get(key))
    yield Translation("ages", entry.get("ages", {}).get("text"), table.get("ages"))
    if (
        "confidentiality" in entry or "confidentiality" in table
    ):  # so that the mark of an entry without it is that of its other texts
        yield Translation("confidentiality", entry.get("confidentiality"), table.get("confidentiality"))
    for key in _TRANSLATED_LISTS:
        pairs = zip_longest(entry.get(key, []), table.get(key, []))
        yield from (Translation(f"{key} {n}", *pair) for n, pair in enumerate(pairs, 1))
    for key, fields in TRANSLATED_ROWS.items():
        for n, row in enumerate(entry.get(key, []), 1):
            yield from (Translation(f"{key} {n} {f}", row.get(f), row.get(f"{f}_es")) for f in fields)


def english_of(entry: Table) -> str:
    """Return the mark of the English texts that a translation says it was made of: eight digits that
    change with them."""
    return f"{zlib.crc32(repr([text.english for text in translations(entry)]).encode()):08x}"


def spanish(entry: Table, context: Context) -> Iterator[str]:
    """The Spanish texts are those of the English as it now stands: none more, none missing, with the same numbers."""
    table = entry.get("es")
    if table is None:
        if context.bundled and entry.get("kind") in SPANISH_KINDS:
            yield "has no texts in Spanish (es)"
        return
    texts = ("name", "of", "ages", "confidentiality", *_TRANSLATED_TEXTS)
    wrong_shape = list(_shape(table, "es", texts, _TRANSLATED_LISTS))
    yield from wrong_shape
    if wrong_shape:
        return
    for key in sorted(table.keys() - {*texts, *_TRANSLATED_LISTS}):
        yield f"es has the unknown key {key!r}"
    if "name" not in table:
        yield "es has no name: a gloss of the official one"
    for text in translations(entry):
        if text.spanish and not text.english:
            yield f"es: {text.where} translates nothing"
        elif text.english and not text.spanish and (context.bundled or text.where.partition(" ")[0] in _ALWAYS):
            yield f"es: {text.where} is missing"
        if text.english and text.spanish and numbers(text.english) != numbers(text.spanish):
            yield f"es: {text.where} does not print the numbers of the English"
        if text.spanish and asks_for_text_to_911(text.spanish):
            yield f"es: {text.where} names a text to 911 without saying that it takes English only"


def asks_for_text_to_911(spanish: str) -> bool:
    """Whether a Spanish text speaks of texts to 911 and does not say that they must be in English."""
    return bool(_TEXT_TO_911.search(spanish)) and not _IN_ENGLISH.search(spanish)


_ALWAYS = ("summary", "referral", "hours", "cost", "cautions")
"""What a file of one's own must translate too where it translates anything; a bundled entry translates everything."""


def numbers(text: str) -> set[str]:
    """Return the numbers that a text prints in digits, each run of digits by itself."""
    return set(re.findall(r"[0-9]+", text))


def spanish_age(entry: Table) -> str | None:
    """Return what is wrong where the Spanish texts are older than the English, else None. Such an entry is
    kept, without its Spanish: a correction must not wait for a translation."""
    table = entry.get("es")
    if not isinstance(table, dict) or table.get("of") == english_of(entry):
        return None
    return f"es is older than the English; read it again and then write of = {english_of(entry)!r}"


def without_spanish(entry: Table) -> Table:
    """Return an entry without any of its Spanish."""
    kept = {key: value for key, value in entry.items() if key != "es"}
    for key in TRANSLATED_ROWS.keys() & kept.keys():
        kept[key] = [{name: value for name, value in row.items() if not name.endswith("_es")} for row in kept[key]]
    return kept


LONGEST_CONFIDENTIALITY = 70
"""The most letters of `confidentiality`, in each language: it stands on one line below a row of a table."""


def confidentiality(entry: Table, context: Context) -> Iterator[str]:
    """The short form of who answers and who is told is one line without a number."""
    states = [key for key in ("operator", "recorded", "reports_to") if key in entry]
    if context.bundled and states and "confidentiality" not in entry:
        yield f"states {', '.join(states)} and has no confidentiality: the same in one line"
    if "confidentiality" in entry and not states:
        yield "confidentiality has nothing to say in short: no operator, recorded or reports_to is stated"
    table = entry.get("es")
    in_spanish = table.get("confidentiality") if isinstance(table, dict) else None
    for name, text in (("confidentiality", entry.get("confidentiality")), ("es: confidentiality", in_spanish)):
        if not isinstance(text, str):
            continue
        if len(text) > LONGEST_CONFIDENTIALITY or "\n" in text:
            yield f"{name} must be one line of {LONGEST_CONFIDENTIALITY} letters at most; it has {len(text)}"
        if numbers(text):
            yield f"{name} prints a number"


def confidence(entry: Table, _: Context) -> Iterator[str]:
    """How far a fact may be relied on is official, copy or secondary."""
    if entry.get("confidence", "official") not in CONFIDENCES:
        yield f"unknown confidence {entry['confidence']!r}; one of {', '.join(CONFIDENCES)}"


def unchecked(entry: Table, context: Context) -> Iterator[str]:
    """Nobody has dialled or opened anything in the bundled directory."""
    if context.bundled and "checked" in entry:
        yield "says that it was checked; nothing in the bundled directory has been"


def enforcement(entry: Table, context: Context) -> Iterator[str]:
    """A line of the police says so in its name, and is offered to nobody who looks for something else."""
    if not context.bundled or entry.get("line") != "enforcement":
        return
    immigration = re.search(r"\bICE\b|[Ii]mmigration", entry.get("operator", ""))
    words = "immigration police" if immigration else "police"
    if words not in entry["name"]:
        yield f"an enforcement line must say in its name who answers: {words}"
    palabras = "la migra" if immigration else "policía"
    if "es" in entry and palabras not in entry["es"].get("name", ""):
        yield f"es: the name of an enforcement line must say who answers: {palabras}"
    if "immigration" in entry.get("topics", []):
        yield "an enforcement line must not have the topic 'immigration'"
    for group in ("everyone", "immigrants"):
        if group in entry.get("groups", []):
            yield f"an enforcement line must not be for the group {group!r}"


ENTRY_RULES: tuple[Rule, ...] = (
    identity,
    known_keys,
    types,
    act_shape,
    figure_shape,
    vocabularies,
    areas,
    ages,
    phones,
    addresses,
    shortened,
    dates,
    sourced,
    references,
    acts,
    summary,
    spanish,
    confidentiality,
    confidence,
    enforcement,
    unchecked,
)


_SHAPES: tuple[Rule, ...] = (identity, known_keys, types)
_NESTED: tuple[Rule, ...] = (act_shape, figure_shape)


def entry_faults(entry: Table, context: Context) -> list[str]:
    """Return what is wrong with one raw entry, in words; an empty list where nothing is."""
    for rules in (_SHAPES, _NESTED, ENTRY_RULES[len(_SHAPES) + len(_NESTED) :]):
        faults = [fault for rule in rules for fault in rule(entry, context)]
        if faults:
            return faults  # the rules that follow rely on the types
    return []


def source_faults(name: str, source: Table) -> list[str]:
    """Return what is wrong with one raw source."""
    faults = []
    for key in ("publisher", "url", "note"):
        if key in source and not isinstance(source[key], str):
            faults.append(f"source {name}: {key} must be a text")
    for key in ("title", "as_of", "confidence"):
        if not isinstance(source.get(key), str):
            faults.append(f"source {name} has no {key}")
    if source.get("confidence") not in CONFIDENCES:
        faults.append(f"source {name}: confidence must be one of {', '.join(CONFIDENCES)}")
    as_of = source.get("as_of")
    if isinstance(as_of, str) and as_of != "undated" and not _DATE.fullmatch(as_of):
        faults.append(f"source {name}: as_of {as_of!r} is no date, nor 'undated'")
    if "url" in source and safe.web_address(str(source["url"])) is None:
        faults.append(f"source {name}: url {source['url']!r} is not well-formed")
    return faults


def document_faults(document: Table) -> list[str]:
    """Return what is wrong with the bundled directory as a whole: order, doubles, and the
    emergency lines that must be there."""
    faults = []
    entries = document.get("entry", [])
    ids = [entry.get("id") for entry in entries]
    for double in sorted({i for i in ids if ids.count(i) > 1 and i is not None}):
        faults.append(f"the id {double!r} stands twice")
    kinds = list(document["vocabulary"]["kinds"])
    order = [(kinds.index(e["kind"]), e["id"]) for e in entries if e.get("kind") in kinds and "id" in e]
    for before, after in pairwise(order):
        if before > after:
            faults.append(f"{after[1]!r} must stand before {before[1]!r}: entries are sorted by kind and id")
            break
    faults += _answer_faults(entries)
    faults += _copy_faults(document)
    faults += _stray_numbers(entries)
    used = {str(source) for entry in entries for _, source in _named_sources(entry)}
    for name in sorted(document.get("sources", {}).keys() - used):
        faults.append(f"source {name} is used by no entry")
    return faults


def _answer_faults(entries: list[Table]) -> Iterator[str]:
    """The lines of the emergency answer are there, and can be called."""
    by_id = {entry.get("id"): entry for entry in entries}
    for needed in ANSWER_IDS:
        if needed not in by_id:
            yield f"the emergency line {needed!r} is missing"
        elif not any(phone.get("channel", "voice") == "voice" for phone in by_id[needed].get("phones", [])):
            yield f"the emergency line {needed!r} has no number to call"


def _copy_faults(document: Table) -> Iterator[str]:
    """No address leads to a site that copies papers or pages of others; a copy is named without it."""
    for name, source in document.get("sources", {}).items():
        url = source.get("url", "")
        if _on(url, DOCUMENT_SITES):
            yield f"source {name}: {url} is the address of a site that copies papers; name the paper without it"
        elif url and source.get("confidence") == "copy" and not _on(url, COPY_HOSTS):
            yield f"source {name}: a copy is named without the address of the site that copied it"
    for entry in document.get("entry", []):
        for row in entry.get("urls", []):
            if _on(row.get("url", ""), DOCUMENT_SITES):
                yield f"entry {entry.get('id')!r}: {row['url']} is the address of a site that copies papers"


def _on(url: object, hosts: tuple[str, ...]) -> bool:
    """Whether an address is on one of the hosts, or below it.

    >>> _on("https://www.scribd.com/document/1", ("scribd.com",)), _on("https://a.org/scribd.com", ("scribd.com",))
    (True, False)
    """
    host = re.sub(r"^[a-z]+://|[/:?#].*$", "", str(url).lower(), flags=re.DOTALL)
    return any(host == known or host.endswith("." + known) for known in hosts)


# What somebody might dial: a whole number, one with letters (1-800-THE-LOST), a code for texts, 911 or 988.
_DIALED = re.compile(
    r"(?<![\w.,$/-])(?<!\b[HS]B )(?:"
    r"(?:\+?1[-. ])?\(?[2-9][0-9]{2}\)?[-. ][0-9]{3}[-. ][0-9]{4}"
    r"|(?:1-)?8[0-9]{2}-(?=[0-9-]*[A-Z])[0-9A-Z]+(?:-[0-9A-Z]+)*"
    r"|[0-9]{3}-[0-9]{3}|[0-9]{5,6}|[2-9]11(?! Connecticut)|988"
    r")(?![\w/-]|[.,][0-9])"
)
_CHANNEL_WORDS = (
    ("fax", re.compile(r"\bfax\b", re.IGNORECASE)),
    ("tty", re.compile(r"\b(?:TTY|TDD)\b")),
    ("text", re.compile(r"\b(?:text\w*|sms|mensajes?|mand[ae]\w*|env[ií][ae]\w*|escrib\w+)\b", re.IGNORECASE)),
    ("voice", re.compile(r"\b(?:call\w*|phone\w*|dial\w*|llam\w+|marqu\w+)\b", re.IGNORECASE)),
)
_KEYPAD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ", "22233344455566677778889999")


def _dialed(number: str) -> str:
    """Return the digits that are dialed, without the leading 1.

    >>> _dialed("1-866-DHS-2-ICE"), _dialed("(860) 550-6632"), _dialed("678-678"), _dialed("988")
    ('8663472423', '8605506632', '678678', '988')
    """
    keys = re.sub(r"[^0-9]", "", number.translate(_KEYPAD))
    keys = keys.removeprefix("1") if len(keys) > 10 else keys
    return keys[:10]


def dialable(text: str) -> Iterator[tuple[str, str, str]]:
    """Yield what a text gives to dial: as printed, its digits, and the channel that the words before it name.

    >>> list(dialable("Text HOME to 741741, or call 1-800-THE-LOST."))
    [('741741', '741741', 'text'), ('1-800-THE-LOST', '8008435678', 'voice')]
    """
    for found in _DIALED.finditer(text):
        before = re.split(r"[.;:!?] ", text[: found.start()])[-1]
        said = [(match.start(), channel) for channel, words in _CHANNEL_WORDS for match in words.finditer(before)]
        yield found[0], _dialed(found[0]), max(said, default=(0, "voice"))[1]


def _stray_numbers(entries: list[Table]) -> Iterator[str]:
    """Whatever is said of a line prints only numbers that stand, in the same channel, on an entry."""
    stand = {
        (_dialed(str(phone.get("number", ""))), phone.get("channel", "voice"))
        for entry in entries
        for phone in entry.get("phones", [])
    }
    for entry in entries:
        for text in translations(entry):
            for language in (text.english, text.spanish):
                for printed, keys, channel in dialable(language or ""):
                    if (keys, channel) not in stand:
                        yield f"entry {entry.get('id')!r}: {text.where} prints {printed} ({channel}), which stands on no entry"


def invalid_numbers(entries: Iterable[Entry]) -> Iterator[str]:
    """Yield each number that the North American numbering plan does not know, where phonenumbers is
    installed; short codes are left to the rule on their form."""
    try:
        import phonenumbers  # a development dependency: only those who edit the data need it
    except ImportError:
        return
    for entry in entries:
        for phone in entry.phones:
            if phone.e164 and not phonenumbers.is_valid_number(phonenumbers.parse(phone.e164)):
                yield f"entry {entry.id!r}: {phone.number} is no valid number"


def _named_sources(entry: Table) -> Iterator[tuple[str, str]]:
    """Yield each source that an entry names, with the fact that it names it for."""
    yield "source", entry.get("source", "")
    yield from entry.get("sourced", {}).items()
    rows = {key: entry.get(key, []) for key in _TABLE_LISTS}
    rows |= {"points": entry.get("act", {}).get("points", []), "values": entry.get("figure", {}).get("values", [])}
    for key, stated in rows.items():
        yield from ((key, row["source"]) for row in stated if "source" in row)
