"""What one person, or this folder, has had to do with entries, read with sqlite3 alone."""

import json
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from katalog_app.model.fields import EntryKind


@dataclass(frozen=True)
class Standing:
    """A project as a list of things to do needs it."""

    id: str
    title: str
    values: Mapping[str, object]
    created: str
    """The change that made it."""
    reviewed_by: tuple[str, ...]
    """The changes behind its date of review where others than the first have set it."""


def projects(connection: sqlite3.Connection) -> Iterator[Standing]:
    """Yield the projects that are not deleted, by title in Swedish order."""
    reviewed = _heads_of(connection, "reviewed")
    rows = connection.execute(
        "SELECT number, id, title, created, body FROM entries WHERE kind = ? AND deleted = 0"
        " ORDER BY title_key, title, id",
        (EntryKind.PROJECT,),
    )
    for number, key, title, created, body in rows:
        values: dict[str, object] = json.loads(body)
        yield Standing(key.hex(), title, values, created.hex(), reviewed.get(number, ()))


def _heads_of(connection: sqlite3.Connection, field: str) -> dict[int, tuple[str, ...]]:
    found: dict[int, tuple[str, ...]] = {}
    for number, change in connection.execute(
        "SELECT entry, change FROM heads WHERE field = ? ORDER BY entry, change", (field,)
    ):
        found[number] = (*found.get(number, ()), change.hex())
    return found


def changed_by(connection: sqlite3.Connection, author: str) -> set[str]:
    """Return the ids of the entries that a person has made or changed.

    Args:
        connection: To the catalogue.
        author: The id of the person's entry.
    """
    # In canonical bytes the keys are sorted, so a change begins with its author.
    begins = f'{{"author":"{author}"'.encode()
    rows = connection.execute(
        "SELECT DISTINCT entry FROM changes WHERE substr(body, 1, ?) = ?", (len(begins), begins)
    )
    return {entry.hex() for (entry,) in rows}


def unsent(connection: sqlite3.Connection) -> dict[str, int]:
    """Return how many changes made in this folder no edition holds yet, by entry."""
    rows = connection.execute(
        "SELECT entry, COUNT(*) FROM changes WHERE first_edition IS NULL AND own GROUP BY entry"
    )
    return {entry.hex(): number for entry, number in rows}


def in_conflict(connection: sqlite3.Connection) -> dict[str, tuple[str, ...]]:
    """Return the fields in conflict of every entry that has some, sorted, by entry."""
    found: dict[str, tuple[str, ...]] = {}
    for key, field in connection.execute(
        "SELECT id, field FROM conflicts JOIN entries ON entries.number = conflicts.entry"
        " ORDER BY id, field"
    ):
        found[key.hex()] = (*found.get(key.hex(), ()), field)
    return found
