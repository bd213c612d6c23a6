"""Saved searches: what is new since last, and a file that nothing in it can stop."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as hypothesis
from hypothesis import strategies as st
from pyroaring import BitMap

from katalog_app.db import reindexing
from katalog_app.db.store import Store
from katalog_app.errors import StoreFault, StoreUnavailableError
from katalog_app.model.query import Query, Sort
from katalog_app.services import answering, editing, saved_searches, searching

SOLAR = "solceller "


def save(store: Store, question: str = SOLAR, name: str = "Sol") -> None:
    saved_searches.save(store, name, question, Sort.RELEVANCE)


def news(store: Store) -> list[int]:
    return [one.new for one in saved_searches.counted(store)]


def project(store: Store, title: str = "Solceller på badhuset") -> str:
    return editing.create(store, "project", {"title": title}).id


def test_what_comes_after_saving_is_new_until_the_search_is_opened(store: Store) -> None:
    save(store)
    before = saved_searches.counted(store)[0]
    assert (before.new, before.total) == (0, searching.find(store, Query(SOLAR)).total)
    project(store)
    project(store, "Lekplats")
    assert news(store) == [1]
    saved_searches.see(store, SOLAR)
    assert news(store) == [0]


def test_a_project_that_begins_to_match_is_new_and_one_that_ends_is_not_counted(
    store: Store,
) -> None:
    key = project(store, "Lekplats")
    save(store)
    editing.edit(store, key, values={"title": "Lekplats med solceller"})
    assert news(store) == [1]
    editing.delete(store, key, "Fel")
    assert news(store) == [0]


def test_rebuilding_the_index_makes_nothing_new(store: Store) -> None:
    project(store)
    save(store)
    reindexing.rebuild(store)
    assert news(store) == [0]


def test_the_number_of_an_entry_that_has_gone_is_new_when_another_takes_it(store: Store) -> None:
    save(store)
    file = store.folder / saved_searches.FILE
    said = json.loads(file.read_text("utf-8"))
    seen = BitMap.deserialize(base64.b64decode(said["searches"][0]["seen"]))
    _, last = answering.matching(store, "")
    said["searches"][0]["seen"] = base64.b64encode((seen | BitMap([last + 1])).serialize()).decode()
    file.write_text(json.dumps(said), "utf-8")
    assert news(store) == [0]
    project(store)
    assert answering.matching(store, "")[1] == last + 1
    assert news(store) == [1]


def test_filters_and_exclusions_are_part_of_the_question(store: Store) -> None:
    save(store, 'status:"i drift" solceller')
    project(store)
    assert news(store) == [0]
    editing.create(store, "project", {"title": "Solceller", "status": "i drift"})
    assert news(store) == [1]


def test_saving_the_same_question_again_renames_it(store: Store) -> None:
    save(store)
    save(store, "radio", "Radio")
    save(store, name="  Sol   och tak ")
    assert [one.name for one in saved_searches.kept(store)] == ["Sol och tak", "Radio"]


def test_a_removed_search_is_put_back_where_it_stood_with_what_was_new(store: Store) -> None:
    for question in ("a", SOLAR, "b"):
        save(store, question, question)
    project(store)
    removed = saved_searches.remove(store, SOLAR)
    assert removed is not None
    assert [one.question for one in saved_searches.kept(store)] == ["a", "b"]
    saved_searches.put_back(store, *removed)
    saved_searches.put_back(store, *removed)
    assert [one.question for one in saved_searches.kept(store)] == ["a", SOLAR, "b"]
    assert saved_searches.counted(store)[1].new == 1
    assert saved_searches.remove(store, "nothing such") is None


def test_a_name_may_be_anything_but_nothing(store: Store) -> None:
    save(store)
    saved_searches.rename(store, SOLAR, "  ")
    assert saved_searches.kept(store)[0].name == SOLAR.strip()
    saved_searches.rename(store, SOLAR, "å" * 500)
    assert saved_searches.kept(store)[0].name == "å" * saved_searches.LONGEST_NAME


def test_no_title_is_kept(store: Store) -> None:
    save(store)
    text = (store.folder / saved_searches.FILE).read_text("utf-8")
    hits = searching.find(store, Query(SOLAR)).hits
    assert hits
    assert not [hit.title for hit in hits if hit.title in text or hit.id in text]


BROKEN = [
    b"",
    b"{",
    b"\xff\xfe",
    b"[" * 100_000,
    b"[1]",
    b"null",
    b'{"format": 1}',
    b'{"format": 2, "searches": []}',
    b'{"format": 1, "searches": [3]}',
    b'{"format": 1, "searches": [{"name": "x"}]}',
]


@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_file_stops_nothing_and_is_moved_aside(store: Store, broken: bytes) -> None:
    file = store.folder / saved_searches.FILE
    file.write_bytes(broken)
    assert saved_searches.counted(store) == []
    assert file.read_bytes() == broken
    assert not saved_searches.is_whole(store)
    save(store)
    assert saved_searches.is_whole(store)
    assert [one.name for one in saved_searches.kept(store)] == ["Sol"]
    assert file.with_name("searches.broken-1.json").read_bytes() == broken
    file.write_bytes(b"again")
    save(store)
    assert file.with_name("searches.broken-1.json").read_bytes() == broken
    assert file.with_name("searches.broken-2.json").read_bytes() == b"again"


def test_what_can_be_understood_of_a_broken_file_is_kept(store: Store) -> None:
    save(store)
    file = store.folder / saved_searches.FILE
    said = json.loads(file.read_text("utf-8"))
    said["searches"] += [
        {**said["searches"][0], "question": "x", "seen": "AAAA"},
        {**said["searches"][0], "question": "y", "seen": "é"},
        {**said["searches"][0], "question": "z", "sort": "colour"},
    ]
    file.write_text(json.dumps(said), "utf-8")
    save(store, "radio", "Radio")
    assert [one.question for one in saved_searches.kept(store)] == [SOLAR, "radio"]
    aside = file.with_name("searches.broken-1.json")
    assert len(json.loads(aside.read_text("utf-8"))["searches"]) == 4


@hypothesis(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(data=st.data())
def test_any_bytes_for_what_was_seen_are_counted_or_refused(store: Store, data) -> None:
    raw = bytearray(BitMap(range(5, 300, 3)).serialize())
    for _ in range(data.draw(st.integers(0, 6))):
        raw[data.draw(st.integers(0, len(raw) - 1))] = data.draw(st.integers(0, 255))
    raw = raw[: data.draw(st.integers(0, len(raw)))]
    row = {
        "name": "a",
        "question": SOLAR,
        "sort": "relevance",
        "saved_at": 1,
        "seen": base64.b64encode(raw).decode(),
    }
    file = store.folder / saved_searches.FILE
    file.write_text(json.dumps({"format": 1, "searches": [row]}), "utf-8")
    for one in saved_searches.counted(store):
        assert 0 <= one.new <= one.total


def test_a_write_that_fails_says_so_and_leaves_what_was_saved(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(store)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", full)
        with pytest.raises(StoreUnavailableError) as raised:
            save(store, "radio", "Radio")
    assert raised.value.fault is StoreFault.DISK_FULL
    assert [one.name for one in saved_searches.kept(store)] == ["Sol"]
    assert not list(store.folder.glob("searches.json.*"))
