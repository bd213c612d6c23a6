"""What is kept of forms that were not saved."""

import json
import os
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from katalog_app.db.store import Store
from katalog_app.services import drafting
from katalog_app.services.drafting import FOLDER, OLD_FILE, Draft

DRAFT = Draft("0" * 32, ("1" * 64,), {"title": "Åkermyntan", "period": None, "keywords": ["sol"]})
NEW = Draft(None, (), {"title": "Nytt"})
BROKEN = (b"", b"{", b"[]", b'{"entry": 1, "seen": [], "values": {}}', b"\xff", b"[" * 9_000)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(),
    lambda inside: st.lists(inside) | st.dictionaries(st.text(), inside),
    max_leaves=8,
)


def drafts(store: Store) -> list[Draft]:
    return [one.draft for one in drafting.kept(store)]


def names(store: Store) -> list[str]:
    return sorted(file.name for file in (store.folder / FOLDER).glob("*"))


def put(store: Store, name: str, content: bytes) -> Path:
    file = store.folder / FOLDER / name
    file.parent.mkdir(exist_ok=True)
    file.write_bytes(content)
    return file


def test_several_drafts_are_kept_until_each_is_let_go(empty_store: Store) -> None:
    assert drafts(empty_store) == []
    drafting.keep(empty_store, "a", DRAFT)
    drafting.keep(empty_store, "b", NEW)
    assert {one.key: one.draft for one in drafting.kept(empty_store)} == {"a": DRAFT, "b": NEW}
    drafting.keep(empty_store, "a", None)
    assert drafts(empty_store) == [NEW]
    drafting.keep(empty_store, "b", None)
    drafting.keep(empty_store, "b", None)
    assert names(empty_store) == []


def test_the_latest_draft_comes_first(empty_store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    for at, key in ((10, "a"), (30, "b"), (20, "c")):
        monkeypatch.setattr("time.time", lambda at=at: at)
        drafting.keep(empty_store, key, NEW)
    assert [one.key for one in drafting.kept(empty_store)] == ["b", "c", "a"]


@given(values=st.dictionaries(st.text(), JSON, max_size=4))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=40)
def test_whatever_was_typed_comes_back_as_it_was(
    empty_store: Store, values: dict[str, object]
) -> None:
    drafting.keep(empty_store, "a", Draft(None, (), values))
    assert drafts(empty_store) == [Draft(None, (), values)]


@pytest.mark.parametrize("content", BROKEN)
def test_a_file_that_cannot_be_understood_is_set_aside_once_and_kept(
    empty_store: Store, content: bytes
) -> None:
    put(empty_store, "x.json", content)
    drafting.keep(empty_store, "a", DRAFT)
    assert drafts(empty_store) == [DRAFT]
    assert drafting.tidied(empty_store) == ("x.broken-1",)
    assert (empty_store.folder / FOLDER / "x.broken-1").read_bytes() == content
    assert drafting.tidied(empty_store) == ()
    put(empty_store, "x.json", content)
    assert drafting.tidied(empty_store) == ("x.broken-2",)
    assert drafts(empty_store) == [DRAFT]


def test_a_huge_file_and_a_folder_are_no_drafts(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(drafting, "LONGEST_FILE", 50)
    put(empty_store, "x.json", b'{"entry": null, "seen": [], "values": {"title": "en lang text"}}')
    (empty_store.folder / FOLDER / "y.json").mkdir()
    assert drafts(empty_store) == []
    assert sorted(drafting.tidied(empty_store)) == ["x.broken-1", "y.broken-1"]


def test_the_draft_of_an_earlier_version_is_taken_over(empty_store: Store) -> None:
    said = {"entry": DRAFT.entry, "seen": list(DRAFT.seen), "values": dict(DRAFT.values)}
    (empty_store.folder / OLD_FILE).write_text(json.dumps(said), encoding="utf-8")
    assert drafting.tidied(empty_store) == ()
    assert drafts(empty_store) == [DRAFT]
    assert not (empty_store.folder / OLD_FILE).exists()


def test_what_a_killed_program_left_half_written_goes_away_in_time(empty_store: Store) -> None:
    old, fresh = (put(empty_store, f"{n}.json.7.new", b"{") for n in "ab")
    os.utime(old, (1, 1))
    assert drafting.tidied(empty_store) == ()
    assert (old.exists(), fresh.exists()) == (False, True)


def test_a_write_that_fails_keeps_the_draft_before(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    drafting.keep(empty_store, "a", DRAFT)

    def full(_self: Path, _target: Path) -> Path:
        raise OSError("disk full")

    monkeypatch.setattr(Path, "replace", full)
    drafting.keep(empty_store, "a", NEW)
    assert drafts(empty_store) == [DRAFT]
    assert names(empty_store) == ["a.json"]


@pytest.mark.parametrize("content", [b"trasig: ", b'{"values": {"what": "'])
def test_what_is_erased_is_in_no_draft_nor_in_what_is_set_aside(
    empty_store: Store, content: bytes
) -> None:
    escaped = json.dumps("Åsa\nÖberg").strip('"').encode()
    drafting.keep(empty_store, "a", Draft(None, (), {"what": [{"name": "Av ÅSA\nöberg."}]}))
    drafting.keep(empty_store, "b", NEW)
    for name in ("x.broken-1", "y.json.9.new"):
        put(empty_store, name, content + escaped)
    drafting.forget(empty_store, ["Åsa\nÖberg"])
    assert names(empty_store) == ["b.json"]
