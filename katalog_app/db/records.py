"""The changes of entries as model records, read from the log with sqlite3."""

import sqlite3
from collections.abc import Iterable

from katalog_app.model import change as changes
from katalog_app.model import history
from katalog_app.model.change import Leaf
from katalog_app.model.history import Record

MANY = 500
"""Values in one IN list (SQLite allows 999 variables in its oldest form)."""


def of_entry(connection: sqlite3.Connection, entry: bytes) -> dict[str, Record]:
    """Return all changes that name an entry's id, of whatever kind, in the order they came here."""
    leaves: dict[int, dict[str, Leaf]] = {}
    for number, field, digest, salt, value in connection.execute(
        "SELECT leaves.change, field, hash, salt, value FROM leaves"
        " JOIN changes ON changes.number = leaves.change WHERE entry = ?",
        (entry,),
    ):
        leaves.setdefault(number, {})[field] = Leaf(digest.hex(), salt, value)
    return {
        key.hex(): Record(key.hex(), changes.read(body), leaves.get(number, {}))
        for number, key, body in connection.execute(
            "SELECT number, id, body FROM changes WHERE entry = ? ORDER BY number", (entry,)
        )
    }


def judged(connection: sqlite3.Connection, entry: bytes, kind: str) -> history.History:
    """Return the changes of one entry with their states and heads; empty where there are none."""
    everything = judged_by_kind(connection, entry)
    return everything.get(kind) or history.evaluate({})


def judged_by_kind(connection: sqlite3.Connection, entry: bytes) -> dict[str, history.History]:
    """Return the histories of all entries that share an id, by kind in alphabetical order."""
    records = of_entry(connection, entry)
    outside = {p for r in records.values() for p in r.change.parents if p not in records}
    elsewhere = known(connection, outside) if outside else set()
    by_kind: dict[str, dict[str, Record]] = {}
    for key, record in records.items():
        by_kind.setdefault(record.change.kind, {})[key] = record
    return {
        kind: history.evaluate(mine, elsewhere | (records.keys() - mine.keys()))
        for kind, mine in sorted(by_kind.items())
    }


def known(connection: sqlite3.Connection, ids: Iterable[str]) -> set[str]:
    """Return those of the change ids that the log holds."""
    wanted = [bytes.fromhex(key) for key in ids]
    found: set[str] = set()
    for start in range(0, len(wanted), MANY):
        part = wanted[start : start + MANY]
        places = ",".join("?" * len(part))
        query = f"SELECT id FROM changes WHERE id IN ({places})"
        found.update(key.hex() for (key,) in connection.execute(query, part))
    return found
