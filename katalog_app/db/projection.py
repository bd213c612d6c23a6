"""What the catalogue shows, computed from the changes: rows, heads, conflicts, facets, search text.

Only entries that a change touched are computed anew, in the transaction that adds the change.
"""

import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyroaring import BitMap

from katalog_app.db import records
from katalog_app.language import analysis
from katalog_app.model import values
from katalog_app.model.fields import FIELDS, SLUG, EntryKind, FieldKind, SearchWeight
from katalog_app.model.history import History, Projection, State, project

ENTRY_COLUMNS = (
    "id, kind, slug, title, title_key, deleted, created, municipality_key, year, reviewed, body"
)
SEARCH_COLUMNS = "title, keywords, text, place, surface"


@dataclass(frozen=True)
class Rows:
    """All rows of the read model that stand for one entry, its number apart."""

    entry: tuple[object, ...]
    heads: frozenset[tuple[str, bytes]]
    conflicts: frozenset[str]
    facets: frozenset[tuple[str, str]]
    search: tuple[str, ...] | None


@dataclass
class _FacetMoves:
    joined: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    left: dict[tuple[str, str], list[int]] = field(default_factory=dict)


def rows_of(history: History, entry: bytes) -> Rows | None:
    """Return the rows of an entry, or None where none of its changes counts."""
    shown = project(history)
    if shown is None:
        return None
    heads: set[tuple[str, bytes]] = set()
    for name, ids in shown.heads.items():
        if ids != (shown.created,):
            heads.update((name, bytes.fromhex(key)) for key in ids)
    is_project = shown.kind == EntryKind.PROJECT and not shown.deleted
    return Rows(
        entry=_entry_row(entry, shown),
        heads=frozenset(heads),
        conflicts=frozenset(shown.conflicts),
        facets=frozenset(facets_of(shown.values)) if is_project else frozenset(),
        search=search_row(shown.values) if is_project else None,
    )


def _entry_row(entry: bytes, shown: Projection) -> tuple[object, ...]:
    title = values.title(shown.kind, shown.values)
    slug = shown.values.get(SLUG)
    place = shown.values.get("municipality")
    return (
        entry,
        shown.kind,
        slug if isinstance(slug, str) else None,
        title,
        analysis.sort_key(title),
        int(shown.deleted),
        bytes.fromhex(shown.created),
        analysis.sort_key(place) if isinstance(place, str) else "",
        values.first_year(shown.values.get("period")) or 0,
        str(shown.values.get("reviewed") or ""),
        json.dumps(shown.values, ensure_ascii=False, separators=(",", ":")),
    )


def facets_of(shown: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield (facet, value) for everything a project can be filtered by; the family apart.

    Whether a municipality belongs to the family is a fact of another entry, so that facet is put
    together from the municipalities when a question is asked.
    """
    for described in FIELDS[EntryKind.PROJECT]:
        value = shown.get(described.name)
        if described.facet is None or value is None:
            continue
        if described.kind is FieldKind.PERIOD:
            year = values.first_year(value)
            if year:
                yield described.facet, str(year)
        elif isinstance(value, list):
            for element in value:
                yield described.facet, str(element)
        else:
            yield described.facet, str(value)


def search_row(shown: Mapping[str, object]) -> tuple[str, ...]:
    """Return the analysed text of a project, in the order of `SEARCH_COLUMNS`."""
    plain: dict[SearchWeight, list[str]] = {weight: [] for weight in SearchWeight}
    for described in FIELDS[EntryKind.PROJECT]:
        if described.search is not None and described.name in shown:
            plain[described.search].append(values.plain(described, shown[described.name]))
    columns = [" . ".join(plain[weight]) for weight in SearchWeight]
    return (*(analysis.stems(text) for text in columns), analysis.surface(" ".join(columns)))


def refresh(connection: sqlite3.Connection, entries: Iterable[bytes]) -> None:
    """Compute these entries anew from their changes, within the open transaction."""
    moves = _FacetMoves()
    for entry in entries:
        histories = records.judged_by_kind(connection, entry)
        for kind, history in histories.items():
            _write_states(connection, history)
            _replace(connection, (entry, kind), rows_of(history, entry), moves)
    _write_facets(connection, moves)


def _write_states(connection: sqlite3.Connection, history: History) -> None:
    for key, state in history.states.items():
        connection.execute(
            "UPDATE changes SET state = ? WHERE id = ? AND state <> ?",
            (state, bytes.fromhex(key), state),
        )
    if len(history.records) > 1 or State.COUNTS not in history.states.values():
        _note_missing(connection, history)


def _note_missing(connection: sqlite3.Connection, history: History) -> None:
    for key, record in history.records.items():
        (number,) = connection.execute(
            "SELECT number FROM changes WHERE id = ?", (bytes.fromhex(key),)
        ).fetchone()
        connection.execute("DELETE FROM missing_parents WHERE change = ?", (number,))
        if history.states[key] is State.WAITING:
            connection.executemany(
                "INSERT INTO missing_parents (parent, change) SELECT ?, ?"
                " WHERE NOT EXISTS (SELECT 1 FROM changes WHERE id = ?)",
                [
                    (bytes.fromhex(parent), number, bytes.fromhex(parent))
                    for parent in sorted(record.change.parents - history.records.keys())
                ],
            )


def _replace(
    connection: sqlite3.Connection, key: tuple[bytes, str], rows: Rows | None, moves: _FacetMoves
) -> None:
    old = connection.execute(
        "SELECT number, kind, deleted, body FROM entries WHERE id = ? AND kind = ?", key
    ).fetchone()
    if old is None and rows is None:
        return
    if old is not None:
        number = old[0]
        if old[1] == EntryKind.PROJECT and not old[2]:
            for pair in facets_of(json.loads(old[3])):
                moves.left.setdefault(pair, []).append(number)
        _forget_search(connection, number)
        connection.execute("DELETE FROM heads WHERE entry = ?", (number,))
        connection.execute("DELETE FROM conflicts WHERE entry = ?", (number,))
    if rows is None:
        connection.execute("DELETE FROM entries WHERE number = ?", (number,))
        return
    if old is None:
        places = ", ".join("?" * len(rows.entry))
        cursor = connection.execute(
            f"INSERT INTO entries ({ENTRY_COLUMNS}) VALUES ({places})",
            rows.entry,
        )
        number = cursor.lastrowid
    else:
        sets = ", ".join(f"{name} = ?" for name in ENTRY_COLUMNS.split(", "))
        connection.execute(
            f"UPDATE entries SET {sets} WHERE number = ?",
            (*rows.entry, number),
        )
    _add_rows(connection, number, rows, moves)


def _add_rows(connection: sqlite3.Connection, number: int, rows: Rows, moves: _FacetMoves) -> None:
    connection.executemany(
        "INSERT INTO heads (entry, field, change) VALUES (?, ?, ?)",
        [(number, name, key) for name, key in sorted(rows.heads)],
    )
    connection.executemany(
        "INSERT INTO conflicts (entry, field) VALUES (?, ?)",
        [(number, name) for name in sorted(rows.conflicts)],
    )
    for pair in rows.facets:
        moves.joined.setdefault(pair, []).append(number)
    if rows.search is not None:
        for table in ("search_text (number, ", "search_index (rowid, "):
            connection.execute(
                f"INSERT INTO {table}{SEARCH_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)",
                (number, *rows.search),
            )


def _forget_search(connection: sqlite3.Connection, number: int) -> None:
    # A contentless index deletes a row only when told what the row held.
    connection.execute(
        f"INSERT INTO search_index (search_index, rowid, {SEARCH_COLUMNS})"
        f" SELECT 'delete', number, {SEARCH_COLUMNS} FROM search_text WHERE number = ?",
        (number,),
    )
    connection.execute("DELETE FROM search_text WHERE number = ?", (number,))


def _write_facets(connection: sqlite3.Connection, moves: _FacetMoves) -> None:
    for facet, value in sorted(moves.joined.keys() | moves.left.keys()):
        row = connection.execute(
            "SELECT members FROM facet_values WHERE facet = ? AND value = ?", (facet, value)
        ).fetchone()
        members = BitMap.deserialize(row[0]) if row else BitMap()
        members -= BitMap(moves.left.get((facet, value), ()))
        members |= BitMap(moves.joined.get((facet, value), ()))
        if members:
            connection.execute(
                "INSERT OR REPLACE INTO facet_values (facet, value, members) VALUES (?, ?, ?)",
                (facet, value, members.serialize()),
            )
        else:
            connection.execute(
                "DELETE FROM facet_values WHERE facet = ? AND value = ?", (facet, value)
            )
