"""The union of any changes in any order means the same, here and in the independent model."""

import os
import random
from functools import partial
from typing import Any

import pytest

from katalog_app.db import log, records
from katalog_app.db.store import Store, open_store
from katalog_app.model import history
from katalog_app.model.history import Record, State
from katalog_app.services import safekeeping
from tests.property import independent_model
from tests.property.histories import history_of, raw_of

LONG = bool(os.environ.get("KATALOG_LONG"))
SEED = int(os.environ.get("KATALOG_SEED", "20261124"))
HISTORIES = 1_000 if LONG else 100
IN_STORES = 60 if LONG else 8


def shown(found: list[Record]) -> dict[Any, Any]:
    """Return what the program makes of the changes, in the shape of the independent model."""
    entries: dict[tuple[str, str], dict[str, Record]] = {}
    for record in found:
        key = (record.change.entry, record.change.kind)
        entries.setdefault(key, {})[record.id] = record
    everything = {record.id for record in found}
    return {
        entry: as_view(history.evaluate(mine, everything - mine.keys()))
        for entry, mine in entries.items()
    }


def as_view(judged: history.History) -> dict[Any, Any]:
    projected = history.project(judged)
    return {
        "values": dict(projected.values) if projected else {},
        "deleted": bool(projected and projected.deleted),
        "conflicts": {n: list(v) for n, v in projected.conflicts.items()} if projected else {},
        "waiting": sorted(k for k, s in judged.states.items() if s is State.WAITING),
        "invalid": sorted(k for k, s in judged.states.items() if s is State.INVALID),
    }


def disagreements(seeds: range) -> list[int]:
    wrong = []
    for seed in seeds:
        found = history_of(seed)
        if shown(found) != independent_model.view([raw_of(record) for record in found]):
            wrong.append(seed)
    return wrong


def test_the_program_agrees_with_the_independent_model() -> None:
    print(f"seeds from {SEED}")
    assert disagreements(range(SEED, SEED + HISTORIES)) == []


def test_the_histories_hold_conflicts_waiting_forgeries_and_disputed_deletions() -> None:
    views = [
        view
        for seed in range(SEED, SEED + 30)
        for view in independent_model.view([raw_of(r) for r in history_of(seed)]).values()
    ]
    assert any("title" in view["conflicts"] for view in views)
    assert any("deleted" in view["conflicts"] for view in views)
    assert any(view["deleted"] for view in views)
    assert any(view["waiting"] for view in views)
    assert any(view["invalid"] for view in views)


def newest_wins(judge, found, states):
    return {name: ids[-1:] for name, ids in judge(found, states).items()}


def nothing_waits(judge, change, found, states, elsewhere):
    state = judge(change, found, states, elsewhere)
    return State.COUNTS if state is State.WAITING else state


def forgeries_count(*_):
    return True


@pytest.mark.parametrize(
    ("place", "fault"),
    [("_heads", newest_wins), ("_judge", nothing_waits), ("_may_replace", forgeries_count)],
)
def test_a_seeded_fault_is_caught(monkeypatch: pytest.MonkeyPatch, place: str, fault) -> None:
    right = getattr(history, place)
    monkeypatch.setattr(history, place, fault if place == "_may_replace" else partial(fault, right))
    assert disagreements(range(SEED, SEED + 10)) != []


def test_order_and_parts_never_matter_to_a_store(tmp_path) -> None:
    for seed in range(SEED, SEED + IN_STORES):
        found = history_of(seed)
        rng = random.Random(seed)
        digests = set()
        for turn in range(2):
            store = open_store(tmp_path / f"{seed}-{turn}", bundled=None)
            merge_in_parts(store, rng, found)
            assert safekeeping.check(store) == []
            digests.add(safekeeping.digest(store).digest)
            assert in_store(store, found) == shown(found)
            store.close()
        assert len(digests) == 1, seed


def merge_in_parts(store: Store, rng: random.Random, found: list[Record]) -> None:
    order = rng.sample(found, len(found))
    while order:
        cut = rng.randrange(1, len(order) + 1)
        part = order[:cut] + rng.sample(found, min(3, len(found)))  # some come twice
        with log.writing(store) as writer:
            log.append(writer, part)
        # What came in early by the sample above is not new later: idempotence.
        order = order[cut:]


def in_store(store: Store, found: list[Record]) -> dict[Any, Any]:
    with store.reading() as connection:
        return {
            (entry, kind): as_view(records.judged(connection, bytes.fromhex(entry), kind))
            for entry, kind in {(record.change.entry, record.change.kind) for record in found}
        }
