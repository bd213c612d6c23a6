"""What the log holds in fields that tell of people, and who has written changes; with sqlite3."""

import json
import sqlite3
from collections.abc import Collection, Iterator
from dataclasses import dataclass

from katalog_app.db.batches import places

_AUTHOR, _MADE_AT = '"author":"', '"made_at":'
"""As they stand in the canonical bytes of a change."""


@dataclass(frozen=True)
class Said:
    """One value that one change gave one field."""

    entry: str
    kind: str
    title: str
    deleted: bool
    """Of the entry."""
    change: str
    field: str
    value: object
    replaces: tuple[str, ...]
    """The changes that this one replaces in the field."""
    counts: bool
    """Whether the change counts; else it waits for another or is invalid."""
    author: str | None
    """The id of a person entry."""
    made_at: int
    """UTC seconds; may be wrong."""
    edition: str
    """The label of the first edition that held the change; "" for none."""


def said(
    connection: sqlite3.Connection, kinds: Collection[str], fields: Collection[str]
) -> Iterator[Said]:
    """Yield every value these fields ever had that is not erased, deleted entries' too.

    Those of an entry come together, in the order the changes came here.
    """
    rows = connection.execute(
        "SELECT entries.id, entries.kind, entries.title, entries.deleted, changes.id,"
        " changes.body, changes.state, leaves.field, leaves.value, editions.label FROM entries"
        " CROSS JOIN changes ON changes.entry = entries.id"
        " CROSS JOIN leaves ON leaves.change = changes.number"
        " LEFT JOIN editions ON editions.number = changes.first_edition"
        f" WHERE entries.kind IN ({places([*kinds])}) AND leaves.field IN ({places([*fields])})"
        " AND leaves.value IS NOT NULL ORDER BY entries.number, changes.number",
        (*kinds, *fields),
    )
    for key, kind, title, deleted, change, body, state, field, value, label in rows:
        told = json.loads(body)
        if told["kind"] == kind:
            yield Said(
                entry=key.hex(),
                kind=kind,
                title=title,
                deleted=bool(deleted),
                change=change.hex(),
                field=field,
                value=json.loads(value),
                replaces=tuple(told["sets"].get(field, ())),
                counts=state == "counts",
                author=told["author"],
                made_at=told["made_at"],
                edition=label or "",
            )


def authors(connection: sqlite3.Connection) -> dict[str, int]:
    """Return who has written changes: the ids of persons, with when they did last (UTC seconds)."""
    rows = connection.execute(
        "SELECT substr(body, instr(body, ?1) + length(?1), 32),"
        " MAX(CAST(substr(body, instr(body, ?2) + length(?2)) AS INTEGER))"
        " FROM (SELECT CAST(body AS TEXT) AS body FROM changes)"
        " WHERE instr(body, ?1) GROUP BY 1",
        (_AUTHOR, _MADE_AT),
    )
    return {author: int(last) for author, last in rows}
