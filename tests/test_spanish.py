"""hart in Spanish: asked for by --ui, HART_UI or the locale; complete where it is hart's own words, honest where
a text is English only; and no text names a text to 911 without its warning."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from conftest import ROOT, Ran, Run
from jsonschema import Draft202012Validator

from hart_cli import language, spanish
from hart_cli.emergency import LINES
from hart_cli.i18n.choice import chosen_language
from hart_cli.model import Bilingual, Contact, Email, Entry, Filters, Hit, Phone, Question, Reason, Url
from hart_cli.output.facts import all_facts
from hart_cli.output.schema import schema
from hart_cli.readers.directory import read_bundled
from hart_cli.readers.needs import needs_faults, read_needs
from hart_cli.rules.spanish import asks_for_text_to_911
from hart_cli.search.acts import Narrowing, find_acts
from hart_cli.search.find import find
from hart_cli.store.loader import Directories, open_bundled

BUNDLED = read_bundled()
ES = {"HART_UI": "es"}


# Which language


@pytest.mark.parametrize(
    ("arguments", "env", "spoken"),
    [
        (["find", "--ui", "es"], {}, "es"),
        (["find", "--ui=es"], {}, "es"),
        (["find", "--ui", "en"], {"HART_UI": "es"}, "en"),
        (["find"], {"HART_UI": "es", "LANG": "en_US.UTF-8"}, "es"),
        (["find"], {"HART_UI": "en", "LC_ALL": "es_PR.UTF-8"}, "en"),
        (["find"], {"LC_ALL": "es_PR.UTF-8"}, "es"),
        (["find"], {"LC_ALL": "C", "LANG": "es_PR.UTF-8"}, "en"),
        (["find"], {"LC_MESSAGES": "es"}, "es"),
        (["find"], {"LANG": "est"}, "en"),
        (["find"], {"HART_UI": "fr"}, "en"),
        (["find", "--", "--ui", "es"], {}, "en"),
        (["find"], {}, "en"),
    ],
)
def test_the_option_comes_before_the_variable_and_the_variable_before_the_locale(
    arguments: list[str], env: dict[str, str], spoken: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("HART_UI", "LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    assert chosen_language(arguments) == spoken


def test_a_locale_changes_what_people_read_and_nothing_that_a_program_reads(hart: Run) -> None:
    for question in (("find", "mentor"), ("find", "mentor", "--json"), ("list", "--format", "csv"), ("hotline",)):
        assert hart(*question, env=ES).out == hart(*question).out
    assert "Resumen: " in hart("show", "we-matter", env=ES).out
    assert "Resumen: " in hart("show", "we-matter", env={"LC_ALL": "es_PR.UTF-8"}).out


def test_json_is_in_spanish_where_it_is_asked_for_and_keeps_to_the_schema(hart: Run) -> None:
    document = json.loads(hart("show", "we-matter", "--json", "--ui", "es").out)
    Draft202012Validator(schema()).validate(document)
    entry = document["results"][0]
    own = next(e for e in BUNDLED.entries if e.id == "we-matter")
    expected = ("es", own.translation("name"), own.translation("summary"))
    assert None not in expected
    assert (entry["text_language"], entry["gloss"], entry["summary"]) == expected
    assert entry["name"] == "We Matter!"
    english = json.loads(hart("show", "we-matter", "--json").out)["results"][0]
    assert (english["text_language"], english["gloss"]) == ("en", None)
    assert [phone["number"] for phone in entry["phones"]] == [phone["number"] for phone in english["phones"]]


def test_another_language_is_a_wrong_command_line(hart: Run) -> None:
    assert hart("find", "mentor", "--ui", "fr").code == 2


# What is said


def test_a_card_has_the_official_name_its_meaning_and_how_far_it_is_translated(hart: Run) -> None:
    printed = hart("show", "bloom-initiative", "--ui", "es").out
    assert "Nombre: Bloom Initiative\n" in printed
    assert 'En español: Iniciativa Bloom ("Florecer")\n' in printed
    assert f"Traducción: {spanish.TRANSLATED}\n" in printed
    assert "Llame: 860-218-1573" in printed


def test_what_is_not_translated_says_so(hart: Run) -> None:
    assert f"Traducción: {spanish.ONLY_ENGLISH}\n" in hart("show", "pa-16-71", "--ui", "es").out


def test_emergency_numbers_are_the_same_in_any_language(hart: Run) -> None:
    for words in ((), ("careline",), ("--number",)):
        assert hart("hotline", *words, env=ES).out == hart("hotline", *words).out
    nothing = hart("find", "qqqqqq", env=ES)
    assert "No hay nada en el directorio que encaje." in nothing.err
    assert all(line.voice in nothing.err and line.instruction_es in nothing.err for line in LINES)


def test_the_numbers_are_said_in_spanish_when_hart_is_broken(hart_process: Run, tmp_path: Path) -> None:
    (tmp_path / "typer.py").write_text("raise ImportError\n")
    ran = hart_process("hotline", "--all", env={**ES, "PYTHONPATH": f"{tmp_path}:{ROOT}"})
    assert ran.code == 0
    assert "algo está roto" in ran.err
    assert all(line.voice in ran.out for line in LINES)


def test_a_table_at_a_terminal_is_in_spanish(terminal: Callable[..., Ran]) -> None:
    for columns in (80, 50):
        printed = terminal("find", "mentor", "--age", "15", columns=columns, env={**ES, "NO_COLOR": "1"}).out
        assert "programa" in printed
        assert "edad sí" in printed.replace("\n", " ")
    assert "Cómo comunicarse" in terminal("find", "mentor", env={**ES, "NO_COLOR": "1"}).out


def test_a_wrong_town_is_told_in_spanish(hart: Run) -> None:
    ran = hart("find", "mentor", "--town", "Bridgewaterport", "--ui", "es")
    assert ran.code == 2
    assert ran.err.startswith("hart: --town: 'Bridgewaterport' no es un pueblo de Connecticut")


def test_help_without_a_topic_is_in_spanish_and_says_what_is_not(hart: Run) -> None:
    printed = hart("help", "--ui", "es").out
    assert "está solo en inglés" in " ".join(printed.split())
    assert all(line.voice in printed for line in LINES)


# What is not hart's own


def of_the_data(entry: Entry) -> Iterator[str]:
    """Texts of an entry that stand as the data has them in any language."""
    yield from (source.title for source in (entry.source, *dict(entry.sourced).values()))
    yield from (contact.name for contact in entry.contacts)
    yield from (f"{point} [" for point in (entry.act.points if entry.act else ()))
    if not entry.spanish:
        yield from (text for text in (entry.summary, entry.referral, entry.hours, entry.cost, entry.operator) if text)


def test_no_text_of_the_data_is_taken_for_a_sentence_of_harts() -> None:
    for entry in BUNDLED.entries:
        with language.speaking("es"):
            told = "\n".join(fact.value for fact in all_facts(Hit(language.in_spanish(entry))))
        assert [text for text in of_the_data(entry) if text not in told] == [], entry.id


@pytest.mark.parametrize(
    "text", ["Monday to Friday", "up to 21", "serves Hartford", "Text {}", "a: b (c)", "not stated {0}"]
)
def test_a_text_in_the_shape_of_a_sentence_of_harts_stays_as_it_is(text: str) -> None:
    entry = BUNDLED.entries[0]
    source = entry.source._replace(title=text, as_of="undated")
    own = entry._replace(
        hours=text, operator=text, spanish=(), source=source, sourced=(), contacts=(Contact("x", text, None, (), ()),)
    )
    with language.speaking("es"):
        facts = {fact.label: fact.value for fact in all_facts(Hit(own))}
    assert facts["Hours"] == facts["Answered by"] == text
    assert facts["Source"].startswith(f"{text}, sin fecha (")
    assert facts["Contact"] == f"{text} (sin fecha; puede haber cambiado)"


# Complete


def template(node: ast.expr) -> str | None:
    """The text of a literal, with {} for what is filled in."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    if isinstance(node, ast.JoinedStr):
        return "".join(part.value if isinstance(part, ast.Constant) else "{}" for part in node.values)  # type: ignore[misc]
    return None


def said(file: str, calls: dict[str, int]) -> Iterator[str]:
    """The texts that calls of these names are given at a place, themselves or by a name."""
    tree = ast.parse((ROOT / "hart_cli" / file).read_text(encoding="utf-8"))
    named: dict[str, list[ast.expr]] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Name):
            named.setdefault(node.targets[0].id, []).append(node.value)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            place = calls.get(name)
            if place is not None and len(node.args) > place:
                given = node.args[place]
                for value in named.get(given.id, []) if isinstance(given, ast.Name) else [given]:
                    text = template(value)
                    if text and re.search(r"[A-Za-z]{2}", text.replace("{}", "")):
                        yield text


def in_spanish(text: str) -> bool:
    filled = text.replace("{}", "7").strip()
    return spanish.translated(filled) != filled or filled in spanish.LABELS or filled in spanish.VALUES


OWN_MESSAGES = [
    str(path.relative_to(ROOT / "hart_cli"))
    for folder in ("cli", "export", "output", "search", "store")
    for path in sorted((ROOT / "hart_cli" / folder).glob("*.py"))
]
SAYING = {"note": 0, "complain": 0, "say": 0, "UsageError": 0, "OutputError": 0, "BrokenError": 0}


@pytest.mark.parametrize(
    ("file", "calls"),
    [
        ("output/facts.py", {"Fact": 0}),
        ("search/eligibility.py", {"Reason": 1}),
        ("places.py", {"Reason": 1}),
        *((file, {**SAYING, "filled": 0}) for file in OWN_MESSAGES),
    ],
)
def test_everything_that_hart_says_in_these_places_has_its_spanish(file: str, calls: dict[str, int]) -> None:
    missing = [text for text in said(file, calls) if text not in spanish.TEMPLATES and not in_spanish(text)]
    assert missing == []


@pytest.mark.parametrize("file", OWN_MESSAGES)
def test_a_message_carries_its_values_apart(file: str) -> None:
    """What is pasted into a sentence could be taken for hart's own words: `filled` keeps it apart."""
    pasted = []
    for node in ast.walk(ast.parse((ROOT / "hart_cli" / file).read_text(encoding="utf-8"))):
        name = getattr(node.func, "attr", getattr(node.func, "id", "")) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and name in SAYING and node.args and isinstance(node.args[0], ast.JoinedStr):
            pasted.append(ast.unparse(node))
    assert pasted == []


REASONS = {
    text
    for file, calls in (("search/eligibility.py", {"Reason": 1}), ("places.py", {"Reason": 1}))
    for text in said(file, calls)
}
"""Why an entry fits: JSON gives these in English, so they are known by their shape."""


@pytest.mark.parametrize("file", [file for file in OWN_MESSAGES if file != "search/eligibility.py"])
def test_no_sentence_of_harts_is_written_with_its_values_in_it(file: str) -> None:
    tree = ast.parse((ROOT / "hart_cli" / file).read_text(encoding="utf-8"))
    texts = [template(node) for node in ast.walk(tree) if isinstance(node, ast.JoinedStr)]
    assert [text for text in texts if text in spanish.TEMPLATES and text not in REASONS] == []


@pytest.mark.parametrize(
    ("words", "filters"),
    [
        ("mentor 15 in Avon", Filters()),
        ("mentor for 15 and 17 year olds", Filters(age=12, town="06105")),
        ("mentor", Filters(age=40, town="Mystic")),
        ("mentor", Filters(town="Bridgeprt")),
        ("mentor in Springfield, MA", Filters()),
        ("mentor in 02139", Filters()),
        ("mentor 9 to 5 weekdays", Filters()),
        ("menter", Filters(groups=("health-staff",))),
        ("pa 16-71", Filters()),
        ("hotels", Filters()),
    ],
)
def test_what_is_told_beside_an_answer_keeps_its_values_apart(words: str, filters: Filters) -> None:
    directories = Directories((open_bundled(),), ())
    for narrowing in (Narrowing(), Narrowing(since=2030), Narrowing(until=1990), Narrowing(statute="99z-9")):
        with language.speaking("es"):
            question = Question(words, filters)
            told = [*find(question, directories).notes, *find_acts(question, directories, narrowing).notes]
        assert [
            note for note in told if not (isinstance(note, (language.Said, Bilingual)) or note in spanish.TEMPLATES)
        ] == []


@pytest.mark.parametrize("name", ["serves Hartford", "Text 7", "service", "not stated", "x left out: in es", "a and b"])
def test_an_entry_that_is_left_out_keeps_its_name(hart: Run, tmp_path: Path, name: str) -> None:
    own = tmp_path / "own.toml"
    own.write_text(
        f'[[entry]]\nid = "own"\nkind = "service"\nname = "{name}"\naliases = ["zzyzx"]\n'
        "ages = { min = 3, max = 9 }\n"
    )
    asked = ("find", "zzyzx", "--age", "15", "--data", str(own))
    assert f"{name} left out: ages 3 to 9" in hart(*asked).err
    assert f"{name} queda fuera: edades: de 3 a 9" in hart(*asked, "--ui", "es").err


VALUES = (
    "service",
    "age",
    "not stated",
    "a and b",
    "up to 21",
    "serves Hartford",
    "Text 7",
    "in es",
    "Nothing in the directory fits.",
    "x is there already; --force overwrites it",
    "{}",
    "{0:w}",
    "/tmp/--ui es/Name",
)


@pytest.mark.parametrize("template", spanish.TEMPLATES)
def test_a_sentence_holds_the_values_that_it_was_given(template: str) -> None:
    slots = template.count("{}")
    words = re.findall(r"\{(:[wso])?\}", spanish.TEMPLATES[template])
    assert len(words) == slots
    with language.speaking("es"):
        for value in VALUES if slots else ():
            said_ = language.filled(template, *[value] * slots)
            assert said_.count(value) >= words.count(""), said_
            assert language.say(said_) == said_


@pytest.mark.parametrize(
    ("english", "told"),
    [
        ("15 is within up to 18", "15 está dentro de: hasta 18"),
        ("15 is within 14 and up", "15 está dentro de: 14 en adelante"),
        ("15 is within 14 to 21", "15 está entre 14 y 21"),
        ("serves children, at-risk-youth", "atiende a niños, niñas y adolescentes, jóvenes con alto riesgo"),
        ("Mystic lies in Groton and Stonington; serves all of Connecticut", "Mystic está en Groton y Stonington; "),
        ("We Matter! left out: serves Avon", "We Matter! queda fuera: atiende a Avon"),
        (
            "--kind: there is no 'servce'; did you mean service or age? or see hart topics",
            "¿quiso decir service o age?",
        ),
    ],
)
def test_a_reason_is_told_in_spanish_whole(english: str, told: str) -> None:
    with language.speaking("es"):
        assert told in language.say(english)


def test_what_a_reason_quotes_of_an_entry_stands_in_its_spanish() -> None:
    bloom = next(entry for entry in BUNDLED.entries if entry.id == "bloom-initiative")
    assert bloom.translation("beyond_area")
    why = f"Avon is outside Greater Hartford; {bloom.beyond_area}"
    hit = Hit(bloom, eligibility=(("town", Reason("not stated", why)),))
    with language.speaking("es"):
        facts = [fact.value for fact in all_facts(language.hit_in_spanish(hit)) if fact.label == "Fit"]
    assert bloom.translation("beyond_area") in facts[0]
    assert str(bloom.beyond_area) not in facts[0]


QUOTED = (*VALUES, "it's; did you mean hotline? or see hart topics", 'a "b" c', "x'; see hart topics")


@pytest.mark.parametrize("value", QUOTED)
@pytest.mark.parametrize(
    "template", [text for text in spanish.TEMPLATES if re.search(r"there is no \{\}|no town|no language code", text)]
)
def test_a_sentence_known_by_its_shape_holds_a_quoted_value(template: str, value: str) -> None:
    first, *rest = ["--kind"] * template.startswith("{}: "), *[repr(value)], *["service"] * 3
    values = [*first, *rest][: template.count("{}")]
    with language.speaking("es"):
        said_ = language.say(template.format(*values))
    assert said_ == spanish.TEMPLATES[template].replace("{:o}", "{}").format(*values)
    assert repr(value) in said_


@pytest.mark.parametrize(
    ("arguments", "value"),
    [
        (("list", "--kind", "sevice"), "service"),
        (("list", "--kind", "age"), "'age'"),
        (("list", "--topic", "housng"), "housing"),
        (("list", "--group", "everyon"), "everyone"),
        (("find", "x", "--language", "not stated"), "'not stated'"),
        (("find", "x", "--town", "service"), "'service'"),
        (("show", "service"), "hart find busca"),
        (("list", "--kind", "x'; did you mean y? or see hart topics"), '"x\'; did you mean y? or see hart topics"'),
    ],
)
def test_an_option_and_its_value_stay_as_they_are_typed(hart: Run, arguments: tuple[str, ...], value: str) -> None:
    ran = hart(*arguments, "--ui", "es")
    assert ran.code in (1, 2)
    assert value in ran.err
    assert "servicio" not in ran.err


@pytest.mark.parametrize("name", ["a and b.csv", "serves Hartford.csv", "age, town.csv", "no age is stated.csv"])
def test_the_name_of_a_file_stays_as_it_is(hart: Run, tmp_path: Path, name: str) -> None:
    to = tmp_path / name
    written = hart("export", "csv", "--kind", "service", "-o", str(to), "--ui", "es")
    assert f"entradas escritas en {to}." in " ".join(written.err.split())
    again = hart("export", "csv", "--kind", "service", "-o", str(to), "--ui", "es")
    assert again.code == 2
    assert f"{to} ya existe; --force lo sobrescribe" in again.err


def test_a_path_that_holds_the_name_of_the_option_names_no_language(hart: Run, tmp_path: Path) -> None:
    folder = tmp_path / "--ui es"
    folder.mkdir()
    own = folder / "own.toml"
    own.write_text('[[entry]]\nid = "own"\nkind = "service"\nname = "Own"\n')
    for data in (str(own), f"{folder}/--ui=es.toml"):
        ran = hart("list", "--kind", "service", "--json", "--data", data, env=ES)
        assert all(entry["text_language"] == "en" for entry in json.loads(ran.out)["results"])


def test_every_label_of_the_vocabulary_has_its_spanish() -> None:
    v = BUNDLED.vocabulary
    labels = [*v.kinds, *v.kinds.values(), *v.topics.values(), *v.groups.values()]
    labels += [group.replace("-", " ") for group in v.groups]
    assert [label for label in labels if not in_spanish(label)] == []


def told_in_spanish() -> Iterator[str]:
    """Every Spanish text of hart and of the bundled directory."""
    yield from (*spanish.LABELS.values(), *spanish.VALUES.values(), *spanish.TEMPLATES.values(), spanish.HELP)
    yield from (line.instruction_es for line in LINES)
    for entry in BUNDLED.entries:
        yield from (str(text) for _, text in entry.spanish)
        rows: tuple[Phone | Email | Url, ...] = (*entry.phones, *entry.emails, *entry.urls)
        for row in rows:
            yield from (str(text) for key, text in row._asdict().items() if text and key.endswith("_es"))
    yield from (need["note_es"] for need in read_needs()["needs"])


ANOTHER_SENSE = {
    r"\bdenunci\w*(?!.*\b(?:policía|FBI|ICE|delito))": "denunciar is only what is said to the police",
    r"\btrata (?:sexual|laboral|para (?:sexo|trabajo))\b": "trata con fines sexuales, con fines laborales (trabajo forzado)",
    r"\bsufr\w+ (?:la )?trata\b": "víctimas de trata, pasar por la trata",
    r"\brevivir\b": "it also means to live a trauma again",
    r"^(?!.*imagen).*\bhuella digital\b": "without the image it is a fingerprint, as the police takes it",
    r"\bhogar\w* de acogida\b|\b(?:remitir|remisión|remisiones)\b": "hogar de crianza, referir, referido",
    r"\b(?:un|el|la|una) menor\b(?! de| al)|\b(?:los|las) menores\b(?! de)": "niños, niñas y adolescentes",
    r"\bgais\b|\bciberacoso\b|\bde voz\b": "gays, acoso por internet, de palabra: one word for one thing",
    r"^[^\"]*\b(?:tú|tu|tus|contigo|puedes|tienes)\b": "usted; only words to say to a child stand in marks",
    r"\w(?:@s?|[lnrtd]xs?)(?!\w)": "no x and no @ for gender",
}
"""Words that mislead or frighten in Spanish, or stand for what another word stands for, with what to say."""


@pytest.mark.parametrize("word", ANOTHER_SENSE)
def test_no_spanish_text_has_a_word_of_another_sense(word: str) -> None:
    assert [text for text in told_in_spanish() if re.search(word, text)] == [], ANOTHER_SENSE[word]


@pytest.mark.parametrize(
    ("english", "told", "fault"),
    [
        ("Call 911; there is no waiting time.", "Llame al 911; no hay que esperar.", None),
        ("Call 911; there is no waiting time.", "Llame al 911.", "says less"),
        ("It takes 12 hours.", "Son 48 horas.", "numbers"),
        ("Text 911 now.", "Mande un texto al 911 ahora.", "English only"),
        ("Call now.", "", "one language"),
    ],
)
def test_a_note_beside_an_answer_says_in_spanish_all_that_it_says(english: str, told: str, fault: str | None) -> None:
    need = {**read_needs()["needs"][0], "note": english, "note_es": told}
    found = list(needs_faults({"needs": [need]}, {entry.id: entry for entry in BUNDLED.entries}))
    assert len(found) == (fault is not None), found
    assert all(str(fault) in text for text in found)


def test_the_line_against_trafficking_says_in_spanish_what_trafficking_is() -> None:
    line = next(entry for entry in BUNDLED.entries if entry.id == LINES[1].id)
    assert re.search(r"obligan, engañan o amenazan .* trabajar o tener sexo", line.translation("summary"))
    assert "aunque nadie obligue ni engañe" in line.translation("summary")


def test_no_spanish_text_asks_for_a_text_to_911_without_saying_in_english() -> None:
    assert [text for text in told_in_spanish() if asks_for_text_to_911(text)] == []


@pytest.mark.parametrize("look", [("--plain",), ("--json",)])
def test_the_emergency_lines_have_no_english_left_in_spanish(hart: Run, look: tuple[str, ...]) -> None:
    printed = hart("hotline", *look, "--ui", "es").out
    for english in ("Text only if", "Do not dial", "Call if you can", "Calls are recorded", "Under Polaris"):
        assert english not in printed
    if look == ("--plain",):
        assert "Texto: 911\nAviso: Texto solo si no puede hablar" in printed


def test_what_is_short_of_911_says_in_spanish_when_to_text(terminal: Callable[..., Ran]) -> None:
    printed = " ".join(
        terminal("hotline", "--ui", "es", columns=70, env={"NO_COLOR": "1"}).out.replace("│", " ").split()
    )
    assert "texto solo si no puede hablar: escriba en inglés, primero dónde está" in printed
