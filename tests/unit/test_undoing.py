"""Undo beside others, after erasure, of conflicts, and with a broken list of what was done."""

import pytest

from katalog_app.db import log
from katalog_app.db.store import Store
from katalog_app.model.inverse import Act, ActKind, Turn
from katalog_app.services import (
    authoring,
    editing,
    erasing,
    reading,
    reverting,
    safekeeping,
    settling,
    undo_stack,
    undoable,
    undoing,
)
from katalog_app.services.recording import Session
from tests.profiles import Profile


def others_edit(store: Store, key: str, values: dict[str, object], seen=None) -> None:
    """Change a project as an import does: not noted as done here."""
    with log.writing(store) as writer:
        Session(writer, "Berit").edit(key, "project", values, {}, {}, seen)


def made(store: Store, **values: object) -> str:
    return editing.create(store, "project", {"title": "Ett", **values}, "Åsa").id


def seen(store: Store, key: str) -> list[str]:
    heads = reading.entry(store, key).heads
    return sorted({head for ids in heads.values() for head in ids})


def test_nothing_done_is_nothing_to_undo(empty_store: Store) -> None:
    assert undoing.undo(empty_store) is None
    assert undoing.redo(empty_store) is None
    assert undoable.ways(empty_store) == undoable.NOTHING


def test_what_is_next_is_told_with_the_title_of_now(empty_store: Store) -> None:
    key = made(empty_store)
    editing.edit(empty_store, key, values={"title": "Två", "what": "x"})
    ways = undoable.ways(empty_store)
    assert ways.redo is None
    assert ways.undo is not None
    told = (ways.undo.kind, ways.undo.entry, ways.undo.title, ways.undo.fields)
    assert told == (ActKind.EDIT, key, "Två", ("title", "what"))
    undoing.undo(empty_store)
    ways = undoable.ways(empty_store)
    assert ways.redo is not None
    assert (ways.redo.title, ways.redo.fields) == ("Ett", ("title", "what"))


def test_what_another_has_changed_since_is_left_alone_and_the_rest_is_undone(
    empty_store: Store,
) -> None:
    key = made(empty_store, what="a")
    editing.edit(empty_store, key, values={"title": "Två", "what": "b"})
    others_edit(empty_store, key, {"title": "Berits"})
    done = undoing.undo(empty_store)
    assert done is not None
    assert (done.turned, done.others) == (("what",), ("title",))
    entry = reading.entry(empty_store, key)
    assert (entry.title, entry.text("what"), entry.conflicts) == ("Berits", "a", {})
    undoing.redo(empty_store)
    entry = reading.entry(empty_store, key)
    assert (entry.title, entry.text("what"), entry.conflicts) == ("Berits", "b", {})


def test_where_all_is_changed_by_others_nothing_is_written_and_the_next_undo_goes_on(
    empty_store: Store,
) -> None:
    key = made(empty_store)
    editing.edit(empty_store, key, values={"what": "mitt"})
    editing.edit(empty_store, key, values={"title": "Två"})
    others_edit(empty_store, key, {"title": "Berits"})
    before = reading.history(empty_store, key)
    done = undoing.undo(empty_store)
    assert done is not None
    assert (done.turned, done.others) == ((), ("title",))
    assert reading.history(empty_store, key) == before
    done = undoing.undo(empty_store)
    assert done is not None
    assert done.turned == ("what",)
    assert undoable.ways(empty_store).redo is not None


def test_a_conflict_with_what_another_wrote_meanwhile_is_left_to_people(
    empty_store: Store,
) -> None:
    key = made(empty_store)
    old = seen(empty_store, key)
    editing.edit(empty_store, key, values={"title": "Mitt"})
    others_edit(empty_store, key, {"title": "Berits"}, old)
    done = undoing.undo(empty_store)
    assert done is not None
    assert done.others == ("title",)
    assert set(reading.entry(empty_store, key).conflicts) == {"title"}


def test_my_side_of_a_conflict_i_made_goes_and_the_other_stays(empty_store: Store) -> None:
    key = made(empty_store)
    old = seen(empty_store, key)
    others_edit(empty_store, key, {"title": "Berits"})
    editing.edit(empty_store, key, values={"title": "Mitt"}, seen=old)
    assert set(reading.entry(empty_store, key).conflicts) == {"title"}
    undoing.undo(empty_store)
    entry = reading.entry(empty_store, key)
    assert (entry.title, entry.conflicts) == ("Berits", {})


def test_settling_a_conflict_is_undone_to_the_conflict_and_made_again(empty_store: Store) -> None:
    key = made(empty_store)
    old = seen(empty_store, key)
    others_edit(empty_store, key, {"title": "Berits"}, old)
    others_edit(empty_store, key, {"title": "Claras"}, old)
    settling.resolve(empty_store, key, "title", value="Allas")
    for _again in range(2):
        undoing.undo(empty_store)
        said = reading.entry(empty_store, key).conflicts["title"]
        assert {one.value for one in said} == {"Berits", "Claras"}
        undoing.redo(empty_store)
        entry = reading.entry(empty_store, key)
        assert (entry.title, entry.conflicts) == ("Allas", {})
    assert safekeeping.check(empty_store) == []


def test_a_project_another_has_written_in_is_not_removed_by_undoing_its_making(
    empty_store: Store,
) -> None:
    key = made(empty_store)
    others_edit(empty_store, key, {"what": "Berits text"})
    done = undoing.undo(empty_store)
    assert done is not None
    assert (done.turned, done.others) == ((), ("deleted",))
    assert not reading.entry(empty_store, key).deleted


def test_a_deletion_comes_back_only_over_what_it_saw(empty_store: Store) -> None:
    key = made(empty_store)
    editing.delete(empty_store, key, "Fel")
    assert undoing.undo(empty_store) is not None
    assert not reading.entry(empty_store, key).deleted
    others_edit(empty_store, key, {"what": "Berits text"})
    done = undoing.redo(empty_store)
    assert done is not None
    assert done.turned == ()
    assert not reading.entry(empty_store, key).deleted


def test_a_restored_version_is_undone_and_the_reason_is_kept(empty_store: Store) -> None:
    key = made(empty_store, what="a", keywords=["sol"])
    first = reading.history(empty_store, key)[0].change
    editing.edit(empty_store, key, values={"what": "b"}, add={"keywords": ["tak"]})
    reverting.restore_version(empty_store, key, first)
    undoing.undo(empty_store, "Åsa", "Ångrat")
    entry = reading.entry(empty_store, key)
    assert (entry.text("what"), set(entry.texts("keywords"))) == ("b", {"sol", "tak"})
    last = reading.history(empty_store, key)[-1].change
    said = {step.field: step.value for step in reading.history(empty_store, key)}
    assert said["note"] == "Ångrat"
    assert any(s.change == last and s.author == "Åsa" for s in reading.history(empty_store, key))


def test_a_restored_field_leaves_the_other_fields(empty_store: Store) -> None:
    key = made(empty_store, what="a", why="x")
    first = reading.history(empty_store, key)[0].change
    editing.edit(empty_store, key, values={"what": "b", "why": "y"})
    reverting.restore_version(empty_store, key, first, only="what")
    entry = reading.entry(empty_store, key)
    assert (entry.text("what"), entry.text("why")) == ("a", "y")


def test_who_one_is_is_not_undone(empty_store: Store) -> None:
    authoring.introduce(empty_store, {"name": "Åsa", "function": "Kart"})
    assert undoable.ways(empty_store) == undoable.NOTHING


def test_what_is_erased_is_not_brought_back(tmp_path) -> None:
    sara = Profile(tmp_path / "sara", "Sara")
    key = sara.new(what="Hemligt", why="Känt")
    sara.edit(key, what="Nytt", why="Nyare")
    sara.publish()
    erasing.erase(sara.store, key, ["what"], reason="begäran", decision="1")
    done = undoing.undo(sara.store)
    assert done is not None
    assert (done.turned, done.erased) == (("why",), ("what",))
    assert sara.value(key, "what") is None
    assert sara.value(key, "why") == "Känt"


@pytest.mark.parametrize(
    "kept",
    [
        "",
        "{",
        "[" * 9_000,
        "[]",
        '{"format": 2, "done": [], "undone": []}',
        '{"format": 1, "done": [1, {}], "undone": [null]}',
        '{"format": 1, "done": [{"kind": "edit", "entry": "../x", "entry_kind": "project",'
        ' "turns": {"title": [[], []]}, "rest": {}}], "undone": []}',
        '{"format": 1, "done": [{"kind": "edit", "entry": "' + "0" * 32 + '", "entry_kind":'
        ' "project", "turns": {"title": [["x"], [7]]}, "rest": {}}], "undone": []}',
    ],
)
def test_a_broken_list_of_what_was_done_is_an_empty_one(empty_store: Store, kept: str) -> None:
    with log.writing(empty_store) as writer:
        log.put_meta(writer, undoable.KEY, kept)
    assert undoable.ways(empty_store) == undoable.NOTHING
    assert undoing.undo(empty_store) is None
    key = made(empty_store)
    assert undoing.undo(empty_store) is not None
    assert reading.entry(empty_store, key).deleted


def test_a_forged_list_overwrites_nothing(empty_store: Store) -> None:
    key = made(empty_store, what="a")
    with log.writing(empty_store) as writer:
        heads = ("f" * 64,)
        turns = {"what": Turn(("e" * 64,), heads)}
        act = Act(ActKind.EDIT, key, "project", turns)
        undo_stack.write(writer, undoable.Stack((act,)))
    done = undoing.undo(empty_store)
    assert done is not None
    assert done.turned == ()
    assert reading.entry(empty_store, key).text("what") == "a"


def test_only_the_latest_are_kept_and_they_hold_no_words(
    empty_store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(undo_stack, "MOST_ACTS", 3)
    key = made(empty_store, what="Hemliga ord")
    for number in range(6):
        editing.edit(empty_store, key, values={"title": f"Titel {number}"})
    with empty_store.reading() as connection:
        row = connection.execute("SELECT value FROM meta WHERE key = 'undo'").fetchone()
    assert "Titel" not in row[0]
    assert "Hemliga" not in row[0]
    undone = 0
    while undoing.undo(empty_store) is not None:
        undone += 1
    assert undone == 3
    assert reading.entry(empty_store, key).title == "Titel 2"
