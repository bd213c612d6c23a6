"""Any sequence of edits, undos and redos gives what a simple model says, and nothing is lost."""

import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from katalog_app.db.store import Store, open_store
from katalog_app.services import editing, reading, safekeeping, undoing

SEEDS = range(24)
STEPS = 40
WORDS = ("a", "b", "å", "c d")
State = dict[str, dict[str, object] | None]
"""What every entry says, None for a deleted one."""


class Model:
    """Lists of whole states: what an undo is to whoever presses the key."""

    def __init__(self) -> None:
        self.past: list[State] = []
        self.now: State = {}
        self.future: list[State] = []

    def act(self, after: State) -> None:
        if after != self.now:
            self.past.append(self.now)
            self.now, self.future = after, []

    def undo(self) -> None:
        if self.past:
            self.future.append(self.now)
            self.now = self.past.pop()

    def redo(self) -> None:
        if self.future:
            self.past.append(self.now)
            self.now = self.future.pop()


def state(store: Store, keys: list[str]) -> State:
    found: State = {}
    for key in keys:
        entry = reading.entry(store, key)
        said = {name: value for name, value in entry.fields.items() if name != "slug"}
        for name in ("keywords", "expectations"):
            if name in said:
                said[name] = sorted(map(str, entry.texts(name)))
        found[key] = None if entry.deleted else said
    return found


def without(found: State, keys: list[str]) -> State:
    """Return a state with entries that are not made yet as what they are after an undo: deleted."""
    return {key: found.get(key) for key in keys}


def changes(store: Store, keys: list[str]) -> set[str]:
    return {step.change for key in keys for step in reading.history(store, key)}


def edit_once(rng: random.Random, store: Store, key: str) -> None:
    if reading.entry(store, key).deleted:
        editing.restore(store, key)
    elif rng.random() < 0.15:
        editing.delete(store, key)
    else:
        values: dict[str, object] = {
            name: rng.choice((*WORDS, None))
            for name in ("what", "why", "organisation")
            if rng.random() < 0.4
        }
        values["title"] = rng.choice(WORDS)
        if rng.random() < 0.3:
            values["expectations"] = rng.sample(["trygghet", "smidighet"], rng.randrange(3))
        editing.edit(
            store,
            key,
            values=values,
            add={"keywords": rng.sample(WORDS, rng.randrange(2))},
            remove={"keywords": rng.sample(WORDS, rng.randrange(2))},
        )


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "undo"


@pytest.mark.parametrize("seed", SEEDS)
def test_edits_undos_and_redos_give_what_a_simple_model_says(seed: int, folder: Path) -> None:
    rng, model = random.Random(seed), Model()
    store, keys, logged = open_store(folder, bundled=None), list[str](), set[str]()
    for _step in range(STEPS):
        roll = rng.random()
        if roll < 0.3:
            undoing.undo(store, reason="Ångrat")
            model.undo()
        elif roll < 0.5:
            undoing.redo(store)
            model.redo()
        elif roll < 0.6 or not keys:
            said = {"title": rng.choice(WORDS), "keywords": rng.sample(WORDS, 2)}
            keys.append(editing.create(store, "project", said).id)
            model.act(state(store, keys))
        else:
            edit_once(rng, store, rng.choice(keys))
            model.act(state(store, keys))
        if rng.random() < 0.1:  # as after a restart
            store.close()
            store = open_store(folder, bundled=None)
        assert state(store, keys) == without(model.now, keys)
        assert logged <= changes(store, keys), "something left the log"
        logged = changes(store, keys)
        assert not any(reading.entry(store, key).conflicts for key in keys)
    while undoing.undo(store) is not None:
        model.undo()
    assert state(store, keys) == dict.fromkeys(keys)
    assert safekeeping.check(store) == []
    store.close()
