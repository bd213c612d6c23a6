"""The person entry of who edits: made, corrected, or another one's."""

import pytest

from katalog_app.db.store import Store
from katalog_app.errors import InvalidValueError, UnknownEntryError, ValueFault
from katalog_app.services import authoring, editing, reading

ME = "Åsa Öberg"


def test_who_has_no_entry_yet_is_known_by_name_alone(empty_store: Store) -> None:
    found = authoring.author(empty_store, ME)
    assert (found.name, found.person, found.said, found.seen) == (ME, None, {"name": ME}, ())
    assert authoring.author(empty_store, "").said == {}


def test_a_corrected_name_is_an_ordinary_change_of_the_same_person(empty_store: Store) -> None:
    key = authoring.introduce(empty_store, {"name": ME, "function": "Kartingenjör"})
    project = editing.create(empty_store, "project", {"title": "Ett"}, ME).id
    before = authoring.author(empty_store, ME)
    assert before.person == key
    authoring.correct(empty_store, ME, {"name": "Åsa Lind", "function": None}, before.seen)
    after = authoring.author(empty_store, "Åsa Lind")
    assert (after.person, after.said["name"], "function" in after.said) == (key, "Åsa Lind", False)
    assert {step.author for step in reading.history(empty_store, project)} == {"Åsa Lind"}
    assert len(reading.entries(empty_store, "person")) == 1


def test_what_another_has_said_of_one_meanwhile_is_a_conflict(empty_store: Store) -> None:
    key = authoring.introduce(empty_store, {"name": ME, "function": "Kartingenjör"})
    shown = authoring.author(empty_store, ME)
    editing.edit(empty_store, key, values={"function": "Arkivarie"}, author="Berit")
    authoring.correct(empty_store, ME, {"function": "Mätningsingenjör"}, shown.seen)
    assert set(reading.entry(empty_store, key).conflicts) == {"function"}


def test_the_name_of_another_is_refused_and_nothing_is_changed(empty_store: Store) -> None:
    authoring.introduce(empty_store, {"name": ME})
    authoring.introduce(empty_store, {"name": "Bo Al"})
    with pytest.raises(InvalidValueError) as refused:
        authoring.correct(empty_store, ME, {"name": "Bo Al"}, ())
    assert (refused.value.field, refused.value.fault) == ("name", ValueFault.TAKEN)
    titles = [one.title for one in reading.entries(empty_store, "person")]
    assert titles == ["Bo Al", ME]


def test_nobody_can_be_corrected_who_is_not_there(empty_store: Store) -> None:
    with pytest.raises(UnknownEntryError):
        authoring.correct(empty_store, ME, {"function": "Arkivarie"}, ())
