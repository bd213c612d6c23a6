"""What a form is offered, who edits, and how an older version comes back."""

import pytest

from katalog_app.db.store import Store
from katalog_app.errors import InvalidValueError, UnknownChangeError, UnknownKindError, ValueFault
from katalog_app.messages import beside_field
from katalog_app.model.entries import HistoryStep
from katalog_app.model.fields import EntryKind
from katalog_app.services import authoring, editing, offering, reading, reverting

PROJECT = EntryKind.PROJECT


def made(store: Store, **values: object) -> str:
    return editing.create(store, PROJECT, {"title": "Solceller", **values}).id


def changes(store: Store, key: str) -> list[str]:
    """Return the ids of an entry's changes, the first one first."""
    return list(dict.fromkeys(step.change for step in reading.history(store, key)))


def test_values_in_use_are_offered_once_each_in_order(empty_store: Store) -> None:
    made(empty_store, keywords=["sol", "Bin"], organisation="Gata", municipality="Bjuv")
    made(empty_store, keywords=["sol", "tak"], organisation="Gata")
    texts = offering.offers(empty_store, PROJECT).texts
    assert texts["keywords"] == ("Bin", "sol", "tak")
    assert texts["organisation"] == ("Gata",)
    assert texts["municipality"] == ("Bjuv",)
    assert "sources" not in texts
    assert "title" not in texts


def test_goals_and_entries_are_offered_by_what_they_are_called(store: Store) -> None:
    offers = offering.offers(store, PROJECT)
    assert list(offers.numbers["global_goals"]) == list(range(1, 18))
    assert offers.numbers["global_goals"][11] == "Hållbara städer och samhällen"
    assert "Servicecenter, Höganäs kommun (Höganäs)" in offers.entries["contact"].values()
    nodes = list(offers.entries["framework"].values())
    assert len(nodes) > 100
    assert sum(title.startswith("Hållbarhet") for title in nodes) <= len(set(nodes))


def test_namesakes_are_told_apart(empty_store: Store) -> None:
    node = {"node_kind": "challenge", "title": "Trygghet"}
    above = editing.create(empty_store, EntryKind.NODE, {**node, "title": "Vision"}).id
    editing.create(empty_store, EntryKind.NODE, {**node, "parent": above})
    editing.create(empty_store, EntryKind.NODE, {**node, "slug": "trygghet-2"})
    called = offering.offers(empty_store, PROJECT).entries["framework"].values()
    assert sorted(called) == ["Trygghet (Vision)", "Trygghet (trygghet-2)", "Vision"]


def test_an_unknown_kind_is_refused(empty_store: Store) -> None:
    with pytest.raises(UnknownKindError):
        offering.offers(empty_store, "skepp")


def test_who_edits_for_the_first_time_becomes_a_person_who_made_themselves(
    empty_store: Store,
) -> None:
    key = authoring.introduce(empty_store, {"name": "Åsa Öberg", "function": "Planerare"})
    person = reading.entry(empty_store, key)
    assert (person.title, person.text("function")) == ("Åsa Öberg", "Planerare")
    assert {step.author for step in reading.history(empty_store, key)} == {"Åsa Öberg"}
    editing.edit(empty_store, made(empty_store), values={"status": "idé"}, author="Åsa Öberg")
    assert len(reading.entries(empty_store, EntryKind.PERSON)) == 1


def test_what_a_known_person_says_is_filled_in_and_never_overwritten(empty_store: Store) -> None:
    first = authoring.introduce(empty_store, {"name": "Åsa", "function": "Planerare"})
    again = {"name": "Åsa", "function": "Chef", "municipality": "Bjuv"}
    assert authoring.introduce(empty_store, again) == first
    person = reading.entry(empty_store, first)
    assert (person.text("function"), person.text("municipality")) == ("Planerare", "Bjuv")
    before = changes(empty_store, first)
    authoring.introduce(empty_store, again)
    assert changes(empty_store, first) == before


def test_nobody_cannot_be_introduced(empty_store: Store) -> None:
    with pytest.raises(InvalidValueError):
        authoring.introduce(empty_store, {"function": "Planerare"})


def test_an_older_version_comes_back_by_one_more_change(empty_store: Store) -> None:
    key = made(empty_store, what="Ett", status="idé", keywords=["sol", "tak"])
    (first,) = changes(empty_store, key)
    second = editing.edit(
        empty_store,
        key,
        values={"what": "Två"},
        add={"keywords": ["ny"]},
        remove={"keywords": ["tak"]},
    )
    editing.edit(empty_store, key, values={"status": "i drift"})
    change = reverting.restore_version(empty_store, key, first, author="Åsa")
    entry = reading.entry(empty_store, key)
    assert (entry.text("what"), entry.text("status")) == ("Ett", "idé")
    assert sorted(entry.texts("keywords")) == ["sol", "tak"]
    assert len(changes(empty_store, key)) == 4
    assert change == changes(empty_store, key)[-1]
    reverting.restore_version(empty_store, key, str(second))
    entry = reading.entry(empty_store, key)
    assert (entry.text("what"), entry.text("status")) == ("Två", "idé")
    assert sorted(entry.texts("keywords")) == ["ny", "sol"]


def test_restoring_what_holds_already_changes_nothing(empty_store: Store) -> None:
    key = made(empty_store, what="Ett")
    assert reverting.restore_version(empty_store, key, changes(empty_store, key)[0]) is None


def test_restoring_one_of_two_disputed_versions_settles_the_conflict(empty_store: Store) -> None:
    key = made(empty_store, what="Ett")
    seen = changes(empty_store, key)
    ours = editing.edit(empty_store, key, values={"what": "Vårt"}, seen=seen)
    editing.edit(empty_store, key, values={"what": "Deras"}, seen=seen)
    assert "what" in reading.entry(empty_store, key).conflicts
    reverting.restore_version(empty_store, key, str(ours))
    entry = reading.entry(empty_store, key)
    assert not entry.conflicts
    assert entry.text("what") == "Vårt"


def test_a_version_of_another_entry_cannot_be_restored(empty_store: Store) -> None:
    one, other = made(empty_store), made(empty_store)
    with pytest.raises(UnknownChangeError):
        reverting.restore_version(empty_store, one, changes(empty_store, other)[0])


@pytest.mark.parametrize(
    ("field", "state", "can"),
    [("what", "head", True), ("what", "erased", False), ("deleted", "head", False)],
)
def test_what_is_erased_and_whether_it_is_deleted_cannot_be_said_again(
    field: str, state: str, can: bool
) -> None:
    step = HistoryStep("0" * 64, field, "Ett", (), None, 0, state)
    assert reverting.can_restore(step) is can


def test_a_fault_beside_its_field_begins_with_a_capital_and_says_what_to_do() -> None:
    told = beside_field(InvalidValueError("period", ValueFault.PERIOD_BACKWARDS, "2021/2019"))
    assert told == (
        "Perioden ”2021/2019” slutar innan den börjar. Låt perioden börja före den slutar."
    )
