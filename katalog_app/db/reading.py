"""Reading entries, lists, history and what the catalogue holds, with sqlite3 alone."""

import json
import sqlite3
import unicodedata
from collections.abc import Iterable, Mapping

from katalog_app.db import batches, records
from katalog_app.errors import AmbiguousSlugError, UnknownEntryError
from katalog_app.model import history
from katalog_app.model.change import base_field
from katalog_app.model.entries import ConflictingValue, Entry, EntrySummary, HistoryStep
from katalog_app.model.fields import EntryKind
from katalog_app.model.history import State

ID_DIGITS = 32
NOWHERE = -1
"""The row number of an entry none of whose changes counts yet."""
_KINDS = tuple(EntryKind)
_COLUMNS = "number, id, kind, slug, title, deleted, created, body"
Row = tuple[int, bytes, str, str | None, str, int, bytes, str]


def entry(connection: sqlite3.Connection, wanted: str) -> Entry:
    """Return one entry by id or slug, deleted ones too; by slug an entry that stands comes first.

    Raises:
        UnknownEntryError: There is none.
        AmbiguousSlugError: Several entries that stand have the slug.
    """
    return _entry(connection, _row(connection, wanted))


def entries_by_id(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Entry]:
    """Return those of these entries that exist, by id, in the order asked for."""
    found = {}
    for key in ids:
        row = _row_by_id(connection, key)
        if row is not None:
            found[key] = _entry(connection, row)
    return found


def found(connection: sqlite3.Connection, wanted: str) -> tuple[str, str]:
    """Return (id, kind) of an entry by id or slug.

    Raises:
        UnknownEntryError: There is none.
        AmbiguousSlugError: Several entries that stand have the slug.
    """
    row = _row(connection, wanted)
    return row[1].hex(), row[2]


def _row(connection: sqlite3.Connection, wanted: str) -> Row:
    row = _row_by_id(connection, wanted)
    if row is not None:
        return row
    try:
        slug = unicodedata.normalize("NFC", wanted.strip())
        slug.encode()
    except UnicodeEncodeError:
        raise UnknownEntryError(ascii(wanted)) from None
    rows: list[Row] = connection.execute(
        f"SELECT {_COLUMNS} FROM entries WHERE slug = ? ORDER BY deleted, id, kind",
        (slug,),
    ).fetchall()
    standing = [row for row in rows if not row[5]]
    if len(standing) > 1:
        raise AmbiguousSlugError(slug, tuple(row[1].hex() for row in standing))
    if not rows:
        raise UnknownEntryError(wanted)
    return rows[0]


def _row_by_id(connection: sqlite3.Connection, wanted: str) -> Row | None:
    """Return the row of an id, deleted ones too; of several kinds the first that is known."""
    if len(wanted) != ID_DIGITS:
        return None
    try:
        key = bytes.fromhex(wanted)
    except ValueError:
        return None
    rows: list[Row] = connection.execute(
        f"SELECT {_COLUMNS} FROM entries WHERE id = ? ORDER BY kind", (key,)
    ).fetchall()
    if rows:
        return min(rows, key=lambda row: _KINDS.index(row[2]) if row[2] in _KINDS else len(_KINDS))
    waiting = connection.execute("SELECT 1 FROM changes WHERE entry = ?", (key,)).fetchone()
    if waiting is None:
        return None
    kind = next(iter(records.judged_by_kind(connection, key)))
    return (NOWHERE, key, kind, None, "", 0, b"", "{}")


def _entry(connection: sqlite3.Connection, row: Row) -> Entry:
    number, key, kind, slug, title, deleted, created, body = row
    fields: dict[str, object] = json.loads(body)
    changed: dict[str, list[str]] = {}
    for name, change in connection.execute(
        "SELECT field, change FROM heads WHERE entry = ? ORDER BY field, change", (number,)
    ):
        changed.setdefault(name, []).append(change.hex())
    heads = {name: tuple(changed.get(name, (created.hex(),))) for name in fields}
    heads |= {name: tuple(ids) for name, ids in changed.items() if name not in heads}
    (disputed,) = connection.execute(
        "SELECT EXISTS (SELECT 1 FROM conflicts WHERE entry = ?)", (number,)
    ).fetchone()
    return Entry(
        id=key.hex(),
        kind=kind,
        slug=slug,
        title=title,
        deleted=bool(deleted),
        fields=fields,
        heads=heads,
        conflicts=_conflicts(connection, key, kind) if disputed else {},
    )


def _conflicts(
    connection: sqlite3.Connection, key: bytes, kind: str
) -> Mapping[str, tuple[ConflictingValue, ...]]:
    judged = records.judged(connection, key, kind)
    shown = history.project(judged)
    if shown is None:
        return {}
    found = {}
    for name, said in shown.conflicts.items():
        found[name] = tuple(
            ConflictingValue(
                change,
                value,
                author_name(connection, judged.records[change].change.author),
                judged.records[change].change.made_at,
            )
            for change, value in said
        )
    return found


def author_name(connection: sqlite3.Connection, author: str | None) -> str | None:
    """Return the name of a person entry, its id where it has none, None for no author."""
    if author is None:
        return None
    row = connection.execute(
        "SELECT title FROM entries WHERE id = ?", (bytes.fromhex(author),)
    ).fetchone()
    return row[0] if row and row[0] else author


def erased_fields(connection: sqlite3.Connection, key: str, kind: str) -> frozenset[str]:
    """Return the fields of an entry whose value, or some of it, is erased for good."""
    raw = bytes.fromhex(key)
    lacking = connection.execute(
        "SELECT 1 FROM changes JOIN leaves ON leaves.change = changes.number"
        " WHERE entry = ? AND value IS NULL LIMIT 1",
        (raw,),
    ).fetchone()
    if lacking is None:
        return frozenset()
    judged = records.judged(connection, raw, kind)
    return frozenset(
        base_field(name)
        for name, heads in judged.heads.items()
        if any(judged.records[head].leaves[name].erased for head in heads)
    )


def person_named(connection: sqlite3.Connection, name: str) -> str | None:
    """Return the id of the person entry with exactly this name, the least of several, or None."""
    row = connection.execute(
        "SELECT id FROM entries WHERE kind = ? AND deleted = 0 AND title = ? ORDER BY id LIMIT 1",
        (EntryKind.PERSON, name),
    ).fetchone()
    return row[0].hex() if row else None


def entries(connection: sqlite3.Connection, kind: str) -> list[EntrySummary]:
    """Return all entries of a kind that are not deleted, by title in Swedish order."""
    rows = connection.execute(
        "SELECT id, slug, title FROM entries WHERE kind = ? AND deleted = 0"
        " ORDER BY title_key, title, id",
        (kind,),
    )
    return [EntrySummary(key.hex(), slug, title) for key, slug, title in rows]


def values_of(connection: sqlite3.Connection, kind: str) -> dict[str, Mapping[str, object]]:
    """Return the values of all entries of a kind that are not deleted, by id, by title."""
    rows = connection.execute(
        "SELECT id, body FROM entries WHERE kind = ? AND deleted = 0 ORDER BY title_key, title, id",
        (kind,),
    )
    return {key.hex(): json.loads(body) for key, body in rows}


def municipalities(connection: sqlite3.Connection, entries: Iterable[str]) -> dict[str, str]:
    """Return the field `municipality` of those of the entries, by id, that have one."""
    found: dict[str, str] = {}
    for part in batches.in_parts([bytes.fromhex(key) for key in entries]):
        rows = connection.execute(
            "SELECT id, json_extract(body, '$.municipality') FROM entries"
            f" WHERE id IN ({batches.places(part)})",
            part,
        )
        found.update((key.hex(), place) for key, place in rows if isinstance(place, str))
    return found


def mentioning(connection: sqlite3.Connection, kind: str, text: str) -> list[EntrySummary]:
    """Return the entries of a kind that hold a text in any field, by title, deleted ones left out.

    The text stands in them as in JSON: an id, or a name without quotes and backslashes.
    """
    rows = connection.execute(
        "SELECT id, slug, title FROM entries WHERE kind = ? AND deleted = 0 AND instr(body, ?)"
        " ORDER BY title_key, title, id",
        (kind, text),
    )
    return [EntrySummary(key.hex(), slug, title) for key, slug, title in rows]


def ids(connection: sqlite3.Connection, kind: str) -> list[str]:
    """Return the ids of all entries of a kind, deleted ones too, by title."""
    rows = connection.execute(
        "SELECT id FROM entries WHERE kind = ? ORDER BY title_key, title, id", (kind,)
    )
    return [key.hex() for (key,) in rows]


def count(connection: sqlite3.Connection) -> dict[EntryKind, int]:
    """Return the number of entries of each known kind, deleted ones left out."""
    found = dict(
        connection.execute("SELECT kind, COUNT(*) FROM entries WHERE deleted = 0 GROUP BY kind")
    )
    return {kind: found.get(kind, 0) for kind in EntryKind}


def newest_edition(connection: sqlite3.Connection) -> tuple[str, str, int] | None:
    """Return (hash, label, UTC seconds) of the edition last adopted, None without any."""
    row = connection.execute(
        "SELECT hash, label, made_at FROM editions WHERE adopted ORDER BY adopted DESC LIMIT 1"
    ).fetchone()
    return (row[0].hex(), row[1], row[2]) if row else None


def own_changes(connection: sqlite3.Connection) -> int:
    """Return how many changes no edition holds."""
    (number,) = connection.execute(
        "SELECT COUNT(*) FROM changes WHERE first_edition IS NULL"
    ).fetchone()
    return int(number)


def titles(connection: sqlite3.Connection, keys: Iterable[bytes]) -> dict[tuple[bytes, str], str]:
    """Return what entries are called, by id and kind."""
    found: dict[tuple[bytes, str], str] = {}
    for key in dict.fromkeys(keys):
        rows = connection.execute("SELECT kind, title FROM entries WHERE id = ?", (key,))
        found.update(((key, kind), title) for kind, title in rows)
    return found


def project_numbers(connection: sqlite3.Connection, wanted: Iterable[str]) -> list[int]:
    """Return the row numbers of those of these ids that are projects which stand, in order."""
    found = []
    for key in wanted:
        row = connection.execute(
            "SELECT number FROM entries WHERE id = ? AND kind = ? AND deleted = 0",
            (bytes.fromhex(key), EntryKind.PROJECT),
        ).fetchone()
        if row is not None:
            found.append(int(row[0]))
    return found


def in_conflict(connection: sqlite3.Connection) -> list[str]:
    """Return the ids of all entries with a field in conflict, by title."""
    rows = connection.execute(
        "SELECT DISTINCT id, title_key FROM entries"
        " JOIN conflicts ON conflicts.entry = entries.number ORDER BY title_key, id"
    )
    return list(dict.fromkeys(key.hex() for key, _title in rows))


def count_conflicts(connection: sqlite3.Connection) -> int:
    """Return the number of fields in conflict."""
    (number,) = connection.execute("SELECT COUNT(*) FROM conflicts").fetchone()
    return int(number)


def meta(connection: sqlite3.Connection, key: str) -> str | None:
    """Return a named text kept with the catalogue, None where there is none."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def steps(connection: sqlite3.Connection, key: str) -> list[HistoryStep]:
    """Return every field of every change of an entry, ancestors first."""
    histories = records.judged_by_kind(connection, bytes.fromhex(key))
    everything = {name: r for judged in histories.values() for name, r in judged.records.items()}
    deep = history.depths(everything)
    found = []
    for record in sorted(everything.values(), key=lambda r: (deep[r.id], r.change.made_at, r.id)):
        judged = histories[record.change.kind]
        author = author_name(connection, record.change.author)
        for name in sorted(record.change.sets):
            leaf = record.leaves[name]
            found.append(
                HistoryStep(
                    change=record.id,
                    field=name,
                    value=None if leaf.value is None else json.loads(leaf.value),
                    replaces=record.change.sets[name],
                    author=author,
                    made_at=record.change.made_at,
                    state=_state(judged, record.id, name),
                )
            )
    return found


def _state(judged: history.History, change: str, name: str) -> str:
    if judged.records[change].leaves[name].erased:
        return "erased"
    if judged.states[change] is not State.COUNTS:
        return judged.states[change].value
    return "head" if change in judged.heads.get(name, ()) else "replaced"
