"""Entries computed together have the very rows that each has when computed alone."""

import random
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from pyroaring import BitMap

from katalog_app.db import batches, generations, indexing, log, postings, projection
from katalog_app.db.log import Writing
from katalog_app.db.store import Store, open_store
from katalog_app.model import change
from katalog_app.model.history import Record
from katalog_app.services import safekeeping
from tests.property.histories import history_of

SEED = 20261124
PLAIN = (
    *("changes", "leaves", "missing_parents", "entries", "heads", "conflicts"),
    *("search_text", "meta"),
)


def rows(store: Store) -> dict[str, Any]:
    """Return every row of every table, and what the index answers."""
    with store.reading() as connection:
        found: dict[str, Any] = {
            table: sorted(connection.execute(f"SELECT * FROM {table}")) for table in PLAIN
        }
        # Alone, each entry counts as one more writing of the facets.
        found["meta"] = [row for row in found["meta"] if row[0] != generations.FACETS]
        # How a word is written is that of whichever record came first.
        found["words"] = sorted(connection.execute("SELECT word, uses FROM words"))
        found["facets"] = {
            (facet, value): list(BitMap.deserialize(members))
            for facet, value, members in connection.execute("SELECT * FROM facet_values")
        }
        found["index"] = {
            (term, level): list(members) for term, level, members in postings.everything(connection)
        }
    return found


projection_refresh = projection.refresh


def one_by_one(
    connection: sqlite3.Connection,
    entries: list[bytes],
    _: projection.Report | None,
    rewritten: set[bytes],
) -> None:
    for entry in entries:
        projection_refresh(connection, [entry], None, rewritten)


def merged(folder: Path, found: list[Record], seed: int) -> dict[str, Any]:
    """Return the rows of a store after these changes came in a few parts."""
    rng = random.Random(seed)
    store = open_store(folder, bundled=None)
    rest = list(found)
    while rest:
        cut = rng.randrange(1, len(rest) + 1)
        with log.writing(store) as writer:
            log.append(writer, rest[:cut])
        rest = rest[cut:]
    assert safekeeping.check(store) == []
    found_rows = rows(store)
    store.close()
    return found_rows


@pytest.mark.parametrize(
    ("many", "few", "most_noted"), [(500, indexing.FEW, indexing.MOST_NOTED), (3, 20, 60)]
)
def test_together_is_as_one_by_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, many: int, few: int, most_noted: int
) -> None:
    monkeypatch.setattr(batches, "MANY", many)
    monkeypatch.setattr(indexing, "FEW", few)
    monkeypatch.setattr(indexing, "MOST_NOTED", most_noted)
    for seed in range(SEED, SEED + 4):
        found = [record for part in range(3) for record in history_of(seed * 10 + part)]
        together = merged(tmp_path / f"{seed}-together", found, seed)
        with monkeypatch.context() as patched:
            patched.setattr(projection, "refresh", one_by_one)
            alone = merged(tmp_path / f"{seed}-alone", found, seed)
        assert together == alone
        assert all(together.values())
        assert any(term == "a" for term, _ in together["index"])


def projects(count: int) -> list[Record]:
    rng = random.Random(SEED)
    found = []
    for number in range(count):
        made, leaves = change.make(
            entry=rng.randbytes(16).hex(),
            kind="project",
            values={"title": f"Projekt {number}"},
            replaces={},
            saw=None,
            author=None,
            edition=None,
            made_at=0,
            schema=1,
            salt=lambda _: rng.randbytes(16),
        )
        found.append(Record(made.id, made, leaves))
    return found


def merge(store: Store, found: list[Record], report: projection.Report | None) -> Writing:
    with log.writing(store) as writer:
        writer.report = report
        log.append(writer, found)
    return writer


def test_the_work_can_be_followed(tmp_path: Path) -> None:
    store = open_store(tmp_path, bundled=None)
    told: list[tuple[int, int]] = []
    merge(store, projects(1_100), lambda done, total: told.append((done, total)))
    assert told == [(0, 1_100), (500, 1_100), (1_000, 1_100), (1_100, 1_100)]
    store.close()


class CancelledError(Exception):
    pass


def test_what_the_follower_raises_undoes_everything(tmp_path: Path) -> None:
    store = open_store(tmp_path, bundled=None)
    merge(store, projects(3), None)
    before = rows(store)

    def cancel(done: int, _: int) -> None:
        if done:
            raise CancelledError

    with pytest.raises(CancelledError):
        merge(store, projects(600), cancel)
    assert rows(store) == before
    store.close()


def test_the_same_again_writes_nothing(tmp_path: Path) -> None:
    store = open_store(tmp_path, bundled=None)
    found = history_of(SEED)
    assert merge(store, found, None).has_written()
    assert not merge(store, found, None).has_written()
    store.close()


def test_a_change_that_comes_twice_in_one_merge_is_written_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(batches, "MANY", 2)
    store = open_store(tmp_path, bundled=None)
    found = projects(5)
    with log.writing(store) as writer:
        assert log.append(writer, iter([*found, *found])) == {record.id for record in found}
    assert safekeeping.digest(store).changes == 5
    store.close()
