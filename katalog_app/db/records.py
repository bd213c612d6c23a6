"""The changes of entries as model records, read from the log with sqlite3."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from katalog_app.db.batches import in_parts, places
from katalog_app.model import change as changes
from katalog_app.model import history
from katalog_app.model.change import Leaf
from katalog_app.model.history import History, Record


@dataclass(frozen=True, slots=True)
class Logged:
    """One change as the log holds it."""

    number: int
    state: str
    """As it was last noted."""
    record: Record
    leaves: dict[str, Leaf]
    """The record's own: empty until they are read."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What the log holds under one entry's id, and what it adds up to."""

    logged: Mapping[str, Logged]
    """By change id, in the order they came here."""
    histories: Mapping[str, History]
    """By kind in alphabetical order: entries of several kinds may share an id."""


def of_entry(connection: sqlite3.Connection, entry: bytes) -> dict[str, Record]:
    """Return all changes that name an entry's id, of whatever kind, in the order they came here.

    Raises:
        CorruptChangeError: The log is damaged.
    """
    found = _logged(connection, [entry])[entry]
    read_leaves(connection, found.values())
    return {key: logged.record for key, logged in found.items()}


def of_entries(connection: sqlite3.Connection, entries: Sequence[bytes]) -> Iterator[Record]:
    """Yield all changes that name one of these entries' ids, of whatever kind.

    Raises:
        CorruptChangeError: The log is damaged.
    """
    found = [one for mine in _logged(connection, entries).values() for one in mine.values()]
    read_leaves(connection, found)
    yield from (logged.record for logged in found)


def judged(connection: sqlite3.Connection, entry: bytes, kind: str) -> History:
    """Return the changes of one entry with their states and heads; empty where there are none.

    Raises:
        CorruptChangeError: The log is damaged.
    """
    everything = judged_by_kind(connection, entry)
    return everything.get(kind) or history.evaluate({})


def judged_by_kind(connection: sqlite3.Connection, entry: bytes) -> Mapping[str, History]:
    """Return the histories of all entries that share an id, by kind in alphabetical order.

    Raises:
        CorruptChangeError: The log is damaged.
    """
    return judged_together(connection, [entry])[entry].histories


def judged_together(
    connection: sqlite3.Connection, entries: Sequence[bytes]
) -> dict[bytes, Judged]:
    """Return the changes and histories of entries, read together, in the order given.

    Raises:
        CorruptChangeError: The log is damaged.
    """
    found = judged_without_leaves(connection, entries)
    read_leaves(connection, (logged for one in found.values() for logged in one.logged.values()))
    return found


def judged_without_leaves(
    connection: sqlite3.Connection, entries: Sequence[bytes]
) -> dict[bytes, Judged]:
    """Return the same with no leaves in the records, for whoever reads only some of them.

    Raises:
        CorruptChangeError: The log is damaged.
    """
    found = _logged(connection, entries)
    outside = {entry: _outside(mine) for entry, mine in found.items()}
    here = known(connection, set().union(*outside.values()))
    return {
        entry: Judged(mine, _by_kind(mine, outside[entry] & here)) for entry, mine in found.items()
    }


def _outside(mine: Mapping[str, Logged]) -> set[str]:
    """Return what the changes under one id build on and is not among them."""
    parents = (logged.record.change.parents for logged in mine.values())
    return set().union(*parents) - mine.keys()


def _by_kind(mine: Mapping[str, Logged], elsewhere: set[str]) -> dict[str, History]:
    by_kind: dict[str, dict[str, Record]] = {}
    for key, logged in mine.items():
        by_kind.setdefault(logged.record.change.kind, {})[key] = logged.record
    return {
        kind: history.evaluate(same, elsewhere | (mine.keys() - same.keys()))
        for kind, same in sorted(by_kind.items())
    }


def _logged(
    connection: sqlite3.Connection, entries: Sequence[bytes]
) -> dict[bytes, dict[str, Logged]]:
    """Return the changes of each entry, {} for one without, by id in the order they came here."""
    rows = sorted(
        row
        for part in in_parts(entries)
        for row in connection.execute(
            f"SELECT number, entry, id, body, state FROM changes WHERE entry IN ({places(part)})",
            part,
        )
    )
    found: dict[bytes, dict[str, Logged]] = {entry: {} for entry in entries}
    for number, entry, key, body, state in rows:
        name = key.hex()
        leaves: dict[str, Leaf] = {}
        record = Record(name, changes.read_again(body, name), leaves)
        found[entry][name] = Logged(number, state, record, leaves)
    return found


def read_leaves(connection: sqlite3.Connection, found: Iterable[Logged]) -> None:
    """Read the leaves of these changes into their records."""
    by_number = {logged.number: logged.leaves for logged in found}
    for part in in_parts(by_number):
        for number, field, digest, salt, value in connection.execute(
            f"SELECT change, field, hash, salt, value FROM leaves WHERE change IN ({places(part)})",
            part,
        ):
            by_number[number][field] = Leaf(digest.hex(), salt, value)


def known(connection: sqlite3.Connection, ids: Iterable[str]) -> set[str]:
    """Return those of the change ids that the log holds."""
    found: set[str] = set()
    for part in in_parts(bytes.fromhex(key) for key in ids):
        query = f"SELECT id FROM changes WHERE id IN ({places(part)})"
        found.update(key.hex() for (key,) in connection.execute(query, part))
    return found
