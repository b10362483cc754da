"""The compiled directory: no fact is lost on the way in and out, and damage is a fault, never a wrong number."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st

from hart_cli.errors import DataError
from hart_cli.fields import Field, fields_of
from hart_cli.model import Entry, Source
from hart_cli.readers.directory import Directory, read_bundled
from hart_cli.readers.thesaurus import read_thesaurus
from hart_cli.store import codec, fingerprint, loader
from hart_cli.store.build import compile_directory
from hart_cli.store.database_file import MAGIC, freeze, thaw
from hart_cli.store.store import Store
from hart_cli.store.terms import FIELD_NAMES
from hart_cli.text import stem

texts = st.text(max_size=20)
PLAIN: dict[type, st.SearchStrategy[Any]] = {
    str: texts,
    int: st.integers(0, 10**6),
    float: st.integers(-(10**9), 10**9) | st.floats(allow_nan=False),
    bool: st.booleans(),
}


def records(kind: type) -> st.SearchStrategy[Any]:
    """Any record of a type, by the table of fields."""
    return st.builds(kind, **{field.name: values(field) for field in fields_of(kind)})


def values(field: Field) -> st.SearchStrategy[Any]:
    if field.name == "spanish":
        return tuples(st.tuples(texts, texts | tuples(texts)))
    one = records(field.type) if field.is_record else PLAIN[field.type]
    one = tuples(st.tuples(texts, one)) if field.keyed else tuples(one) if field.many else one
    return st.none() | one if field.optional else one


def tuples(of: st.SearchStrategy[Any]) -> st.SearchStrategy[tuple[Any, ...]]:
    return st.lists(of, max_size=3).map(tuple)


entries = records(Entry)


@settings(deadline=None, max_examples=150, derandomize=True)
@given(entries)
def test_an_entry_comes_out_as_it_went_in(entry: Entry) -> None:
    back = codec.decode(codec.encode(entry))
    assert back == entry
    assert repr(back) == repr(entry)  # records again, not bare tuples


def test_what_is_not_stated_takes_no_room() -> None:
    least = Entry("a", "service", "A", Source("s", "S", None, None, "2024", "copy"), "hart")
    assert codec.encode(least) == (
        '{"id":"a","kind":"service","name":"A","source":["s","S",null,null,"2024","copy",null],"directory":"hart",'
        '"confidence":"secondary","text_language":"en"}'
    )


@settings(deadline=None, max_examples=100, derandomize=True)
@given(entries, st.data())
def test_a_payload_that_is_cut_off_is_an_error_that_the_store_knows(entry: Entry, data: st.DataObject) -> None:
    payload = codec.encode(entry)
    cut = data.draw(st.integers(0, len(payload) - 1))
    with pytest.raises((ValueError, TypeError)):
        codec.decode(payload[:cut])


BUNDLED = read_bundled()
THESAURUS = read_thesaurus()


@pytest.fixture(scope="module")
def store() -> Store:
    return thaw(freeze(compile_directory(BUNDLED, THESAURUS)), "directory.bin")


def few(*chosen: Entry) -> Directory:
    return BUNDLED._replace(entries=chosen)


SMALL = freeze(compile_directory(few(*BUNDLED.entries[:2]), None))


def test_every_bundled_entry_comes_out_as_it_was_read(store: Store) -> None:
    assert [entry for _, entry in store.entries()] == list(BUNDLED.entries)
    assert store.ids() == [entry.id for entry in BUNDLED.entries]


def test_entries_are_found_by_id_and_number(store: Store) -> None:
    assert store.by_id("we-matter") == store.entry(store.ids().index("we-matter"))
    assert store.by_id("we matter") is None


def test_the_store_knows_what_the_directory_says_of_itself(store: Store) -> None:
    assert store.meta("name") == "hart"
    assert store.meta("revised") == BUNDLED.revised
    assert store.meta("entries") == len(BUNDLED.entries)
    assert store.meta("kinds") == BUNDLED.vocabulary.kinds
    assert store.meta("topics") == BUNDLED.vocabulary.topics
    assert store.meta("groups") == BUNDLED.vocabulary.groups
    assert store.meta("families") == BUNDLED.vocabulary.families
    assert set(store.meta("areas")) == {area for entry in BUNDLED.entries for area in entry.areas}
    assert "Bridgeport" in store.meta("offices")
    with pytest.raises(DataError, match="damaged"):
        store.meta("weather")


def test_keys_name_entries_exactly(store: Store) -> None:
    def named(key: str) -> list[str]:
        return [store.entry(no).id for no in store.keyed(key)]

    assert named("name:we matter") == ["we-matter"]
    assert named("act:1671") == ["pa-16-71"]
    assert "ellie-cuifalo" in named("phone:8608325519")
    assert named("email:dcfhart ct gov") == []
    assert "dcf-hart-email" in named("email:dcfhart@ct.gov")
    assert "pa-10-115" in named("section:53a-82")
    assert named("name:nobody") == []
    assert {key for key, _ in store.keys_with("act:", "71")} >= {"act:1671"}


def test_postings_name_entry_field_and_weight(store: Store) -> None:
    postings = list(store.postings(stem("mentoring")))
    assert {store.entry(p.no).id for p in postings} >= {"we-matter"}
    assert all(0 < p.weight <= 1 and 0 <= p.field < len(FIELD_NAMES) for p in postings)
    assert store.entries_with(stem("mentoring")) == len(postings)
    assert (list(store.postings("qqqq")), store.entries_with("qqqq")) == ([], 0)


def test_words_lead_to_their_stems(store: Store) -> None:
    assert store.term_of("mentoring") == stem("mentoring")
    assert store.term_of("qqqq") is None
    assert ("mentoring", stem("mentoring")) in store.words_from("mentor", 50)
    assert len(store.words_from("m", 3)) == 3
    assert ("mentoring", stem("mentoring")) in store.words_near("emntorng", 2)
    assert all(word[0] in "em" and len(word) == 9 for word, _ in store.words_near("emntoring", 0))


def test_every_town_comes_out_as_it_was_read(store: Store) -> None:
    towns = BUNDLED.places.towns
    assert [store.town(name.lower()) for name in towns] == list(towns.values())
    assert store.towns() == sorted(name.lower() for name in towns)
    assert store.town("springfield") is None


def test_names_are_the_name_and_then_the_aliases(store: Store) -> None:
    no = store.ids().index("we-matter")
    assert store.names(no)[0] == "we matter"
    assert "1 1 mentoring" in store.names(no)
    assert store.names(10**6) == []


def test_an_entry_that_is_not_there_is_a_fault(store: Store) -> None:
    with pytest.raises(DataError, match="damaged"):
        store.entry(10**6)


def test_freezing_and_thawing_changes_nothing() -> None:
    assert [entry for _, entry in thaw(SMALL, "x").entries()] == list(BUNDLED.entries[:2])
    assert freeze(compile_directory(few(*BUNDLED.entries[:2]), None)) == SMALL


@settings(deadline=None, max_examples=300, derandomize=True)
@given(st.integers(0, len(SMALL) - 1), st.integers(1, 255))
def test_any_flipped_byte_is_a_fault(place: int, change: int) -> None:
    damaged = bytearray(SMALL)
    damaged[place] ^= change
    with pytest.raises(DataError, match=r"^x: the compiled directory is damaged; install hart again$"):
        thaw(bytes(damaged), "x")


@settings(deadline=None, max_examples=200, derandomize=True)
@given(st.integers(0, len(MAGIC) - 1) | st.integers(len(MAGIC) + 1, len(SMALL) - 1))
def test_any_truncation_is_a_fault(length: int) -> None:
    with pytest.raises(DataError, match="damaged"):
        thaw(SMALL[:length], "x")


@settings(deadline=None, max_examples=50, derandomize=True)
@given(st.binary(min_size=1, max_size=50))
def test_anything_added_is_a_fault(more: bytes) -> None:
    with pytest.raises(DataError, match="damaged"):
        thaw(SMALL + more, "x")


@settings(deadline=None, max_examples=100, derandomize=True)
@given(st.binary(max_size=200).filter(lambda content: not content.startswith(MAGIC)))
def test_bytes_that_are_no_directory_are_a_fault(content: bytes) -> None:
    with pytest.raises(DataError, match="damaged"):
        thaw(content, "x")


def test_an_empty_file_is_a_fault() -> None:
    with pytest.raises(DataError, match="damaged"):
        thaw(b"", "x")


def test_a_checkout_compiles_once_and_mends_a_damaged_copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    loader.open_bundled()
    (kept,) = (tmp_path / "hart").iterdir()
    sound = kept.read_bytes()
    kept.write_bytes(sound[:-1])
    assert loader.open_bundled().by_id("911") is not None
    (mended,) = (tmp_path / "hart").iterdir()
    assert mended.read_bytes()[: len(MAGIC)] == MAGIC
    assert thaw(mended.read_bytes(), mended).by_id("911") is not None


def test_checkouts_leave_the_compiled_directories_of_each_other_alone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    other, old = (tmp_path / "hart" / f"checkout-{name}-00000000.bin" for name in ("ffffffff", "eeeeeeee"))
    other.parent.mkdir()
    other.write_bytes(b"")
    old.write_bytes(b"")
    os.utime(old, (0, 0))
    loader.open_bundled()
    assert other.exists()
    assert not old.exists()
    assert len(list(other.parent.iterdir())) == 2


def test_every_file_of_a_checkout_changes_what_is_compiled(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    shutil.copytree(ROOT / "hart_cli", tmp_path / "hart_cli", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(ROOT / "data", tmp_path / "data")
    monkeypatch.setattr(fingerprint, "PACKAGE", tmp_path / "hart_cli")
    monkeypatch.setattr(fingerprint, "CHECKOUT_DATA", tmp_path / "data")
    seen = {fingerprint.fingerprint()}
    for name in ("hart_cli/model.py", "hart_cli/search/find.py", "data/need-weights.tsv"):
        with open(tmp_path / name, "a", encoding="utf-8") as file:
            file.write("\n")
        seen.add(fingerprint.fingerprint())
    assert len(seen) == 4


def test_a_cache_that_cannot_be_written_stops_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "hart").write_text("a file where the folder should be")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    assert loader.open_bundled().by_id("911") is not None


def test_own_files_stand_beside_the_bundled_directory_and_a_bad_one_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "none"))
    monkeypatch.delenv("HART_DATA", raising=False)
    good, refused = tmp_path / "good.toml", tmp_path / "refused.toml"
    good.write_text('[[entry]]\nid = "night-line"\nkind = "hotline"\nname = "Night Line"\n')
    refused.write_text('[[entry]]\nid = "night-line"\nkind = "pet"\nname = "Cat"\n')
    directories = loader.open_all((str(good), str(tmp_path / "missing.toml"), str(refused)))
    own = directories.stores[1].by_id("night-line")
    assert own is not None
    assert own.directory == str(good)
    assert directories.bundled.by_id("night-line") is None
    assert tuple(map(str, directories.notes)) == (
        f"{tmp_path / 'missing.toml'}: cannot be read (No such file or directory)",
        f"{refused}: entry 'night-line': unknown kind 'pet' (1 refused; see hart check {refused})",
    )
