"""Changes nobody's program would write: nothing real is lost, and nothing breaks."""

import os

import pytest

from katalog_app.db import log
from katalog_app.db.store import Store
from katalog_app.errors import InvalidValueError
from katalog_app.model import change
from katalog_app.model.history import Record
from katalog_app.model.query import Query
from katalog_app.services import (
    editing,
    reading,
    reviewing,
    safekeeping,
    searching,
    tabulating,
)

ENTRY = "ab" * 16


def forged(values, replaces=None, *, kind="project", entry=ENTRY) -> Record:
    made, leaves = change.make(
        entry=entry,
        kind=kind,
        values=values,
        replaces=replaces or {},
        saw=None,
        author=None,
        edition=None,
        made_at=0,
        schema=9,
        salt=lambda _: os.urandom(16),
    )
    return Record(made.id, made, leaves)


def add(store: Store, *records: Record) -> None:
    with log.writing(store) as writer:
        log.append(writer, records)


@pytest.mark.parametrize("first", ["true", "forged"])
def test_a_change_of_another_kind_cannot_touch_the_entry(store: Store, first: str) -> None:
    real = forged({"title": "Äkta", "slug": "akta"})
    wide = {"title": "Falsk", "slug": "falsk", **{f"zz{n}": 1 for n in range(9)}}
    other = forged(wide, kind="node")
    add(store, *((real, other) if first == "true" else (other, real)))
    assert reading.entry(store, ENTRY).title == "Äkta"
    assert ENTRY in {hit.id for hit in searching.find(store, Query("äkta")).hits}
    editing.edit(store, ENTRY, values={"title": "Ny"})
    assert reading.entry(store, ENTRY).title == "Ny"
    editing.delete(store, ENTRY)
    assert reading.entry(store, ENTRY).deleted
    assert reading.entry(store, "falsk").title == "Falsk"
    assert safekeeping.check(store) == []
    assert "invalid" not in {step.state for step in reading.history(store, ENTRY)}


@pytest.mark.parametrize(
    "said", ["junk", None, {"element": "x", "present": True}, {"element": "x", "present": False}]
)
def test_a_register_on_a_text_leaves_it_alone(store: Store, said: object) -> None:
    add(store, forged({"title": "Äkta", "what": "text"}))
    add(store, forged({change.register("title", "x"): said, "what/" + "0" * 32: said}))
    entry = reading.entry(store, ENTRY)
    assert (entry.title, entry.text("what")) == ("Äkta", "text")
    editing.edit(store, ENTRY, values={"title": "Lagad"})
    assert reading.entry(store, ENTRY).title == "Lagad"


def test_a_text_in_a_set_stays_in_sight_until_the_whole_set_is_given(store: Store) -> None:
    add(store, forged({"title": "A", "keywords": ["x"]}), forged({"keywords": "viktig text"}))
    assert len(reading.entry(store, ENTRY).conflicts["keywords"]) == 2
    with pytest.raises(InvalidValueError):
        editing.edit(store, ENTRY, add={"keywords": ["y"]})
    editing.edit(store, ENTRY, values={"keywords": ["x", "y"]})
    entry = reading.entry(store, ENTRY)
    assert (entry.fields["keywords"], entry.conflicts) == (["x", "y"], {})


def test_a_list_made_without_knowing_of_a_removal_keeps_its_element(store: Store) -> None:
    created = forged({"title": "A", "keywords": ["k"]})
    absent = change.register("keywords", "k")
    removed = forged({absent: {"element": "k", "present": False}}, {absent: (created.id,)})
    whole = forged({"keywords": ["k", "m"]}, {"keywords": (created.id,)})
    add(store, created, removed, whole)
    assert reading.entry(store, ENTRY).fields["keywords"] == ["k", "m"]


def test_an_entry_that_only_waits_can_be_looked_up(store: Store) -> None:
    add(store, forged({"title": "Väntar"}, {"title": ("f" * 64,)}))
    assert [step.state for step in reading.history(store, ENTRY)] == ["waiting"]
    assert reading.entry(store, ENTRY).fields == {}


WRONG = [
    None,
    True,
    7,
    "text",
    "2 MB " * 400_000,
    ["a", 1],
    {"a": ["b"]},
    [[["x"]]],
    {"element": 1},
]


@pytest.mark.parametrize("wrong", range(len(WRONG)))
def test_values_of_the_wrong_type_break_nothing(store: Store, tmp_path, wrong: int) -> None:
    value = WRONG[wrong]
    names = {
        "project": (
            "title",
            "slug",
            "municipality",
            "period",
            "global_goals",
            "sources",
            "contact",
        ),
        "municipality": ("name", "slug", "family", "contact_centre"),
        "node": ("title", "node_kind", "order", "parent"),
        "contact": ("role", "email", "slug"),
        "link": ("from", "to", "relation"),
        "person": ("name", "function"),
        "event": ("title", "time"),
        "strange": ("anything", "title"),
    }
    for number, (kind, fields) in enumerate(names.items()):
        entry = f"{number:032x}"
        add(store, forged(dict.fromkeys(fields, value), kind=kind, entry=entry))
        reading.entry(store, entry)
        reading.history(store, entry)
        if kind not in ("strange", "projekt"):
            reading.entries(store, kind)
    add(store, forged({"node_kind": "global-goal", "order": True}, kind="node", entry="c" * 32))
    reading.catalogue_summary(store)
    reading.project_page(store, "aha-ii")
    reading.project_page(store, f"{0:032x}")
    reviewing.findings(store)
    searching.find(store, Query("text"))
    safekeeping.digest(store)
    assert safekeeping.check(store) == []
    tabulating.dump(store, tmp_path / "all.json")
    parts = {"role": "Ny", "email": "a@b.se"}
    editing.create(store, "project", {"title": "Ny", "contact": parts})


def test_a_value_as_deep_as_allowed_has_a_digest(store: Store) -> None:
    deep: object = "x"
    for _ in range(16):
        deep = [deep]
    add(store, forged({"title": "A", "unknown": deep}), forged({"unknown": {"a": 1}}))
    assert safekeeping.digest(store).conflicts == 1
    assert safekeeping.check(store) == []
