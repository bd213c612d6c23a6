"""What the catalogue shows, computed from the changes: rows, heads, conflicts, facets, search text.

Only entries that a change touched are computed anew, in the transaction that adds the change: read,
compared with what is shown already, and written some hundred at a time.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from pyroaring import BitMap

from katalog_app.db import records
from katalog_app.db.records import Judged, in_parts, places
from katalog_app.language import analysis
from katalog_app.model import values
from katalog_app.model.fields import FIELDS, SLUG, EntryKind, FieldKind, SearchWeight
from katalog_app.model.history import History, Projection, State, project

Report = Callable[[int, int], None]
"""Told (done, total) about every `records.MANY` entries; what it raises ends the work."""

ENTRY_COLUMNS = (
    "id, kind, slug, title, title_key, deleted, created, municipality_key, year, reviewed, body"
)
SEARCH_COLUMNS = "title, keywords, text, place, surface"


_USUALLY_GATHERED, _MUCH_GATHERED = 2**20, 2**24
"""Bytes of words the search index gathers before it writes: its default, and for many entries,
where fewer, larger pieces save a fifth of the time."""


@dataclass(frozen=True)
class Rows:
    """All rows of the read model that stand for one entry, its number apart."""

    entry: tuple[object, ...]
    heads: frozenset[tuple[str, bytes]]
    conflicts: frozenset[str]
    facets: frozenset[tuple[str, str]]
    search: tuple[str, ...] | None


@dataclass(frozen=True)
class Shown:
    """What the read model holds of an entry before it is computed anew."""

    number: int
    deleted: bool
    values: Mapping[str, object]
    heads: set[tuple[str, bytes]] = field(default_factory=set)
    conflicts: set[str] = field(default_factory=set)
    search: list[tuple[str, ...]] = field(default_factory=list)
    """The row of analysed text, [] without one."""


@dataclass
class _FacetMoves:
    joined: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    left: dict[tuple[str, str], list[int]] = field(default_factory=dict)


def rows_of(history: History, entry: bytes, before: Shown | None = None) -> Rows | None:
    """Return the rows of an entry, or None where none of its changes counts.

    Args:
        before: What is shown of it; analysed text is taken from there where the text is the same.
    """
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
        search=search_row(shown.values, before) if is_project else None,
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


def search_row(shown: Mapping[str, object], before: Shown | None = None) -> tuple[str, ...]:
    """Return the analysed text of a project, in the order of `SEARCH_COLUMNS`."""
    columns = _searched(shown)
    if before is not None and before.search and columns == _searched(before.values):
        return before.search[0]
    return analysis.columns(columns)


def _searched(shown: Mapping[str, object]) -> list[str]:
    """Return the text of a project before analysis, one for every `SearchWeight`."""
    plain: dict[SearchWeight, list[str]] = {weight: [] for weight in SearchWeight}
    for described in FIELDS[EntryKind.PROJECT]:
        if described.search is not None and described.name in shown:
            plain[described.search].append(values.plain(described, shown[described.name]))
    return [" . ".join(plain[weight]) for weight in SearchWeight]


def refresh(
    connection: sqlite3.Connection, entries: Iterable[bytes], report: Report | None = None
) -> None:
    """Compute these entries anew from their changes, within the open transaction.

    New entries are numbered in the order given.
    """
    wanted = list(dict.fromkeys(entries))
    moves = _FacetMoves()
    done = 0
    if len(wanted) > records.MANY:
        _gather(connection, _MUCH_GATHERED)
    for part in in_parts(wanted):
        if report is not None:
            report(done, len(wanted))
        judged = records.judged_together(connection, part)
        _write_states(connection, judged)
        _write_entries(connection, judged, moves)
        done += len(part)
    _write_facets(connection, moves)
    if len(wanted) > records.MANY:
        _gather(connection, _USUALLY_GATHERED)
    if report is not None:
        report(done, len(wanted))


def _gather(connection: sqlite3.Connection, size: int) -> None:
    connection.execute(
        "INSERT INTO search_index (search_index, rank) VALUES ('hashsize', ?)", (size,)
    )


def _write_states(connection: sqlite3.Connection, judged: Mapping[bytes, Judged]) -> None:
    """Note the states that are new, and what waiting changes wait for."""
    states: list[tuple[str, int]] = []
    missing: set[tuple[bytes, int]] = set()
    numbers: list[int] = []
    for found in judged.values():
        for history in found.histories.values():
            for key, state in history.states.items():
                logged = found.logged[key]
                numbers.append(logged.number)
                if logged.state != state:
                    states.append((state, logged.number))
                if state is State.WAITING:
                    # None of these is in another entry: building on such a one is invalid.
                    absent = logged.record.change.parents - history.records.keys()
                    missing.update((bytes.fromhex(parent), logged.number) for parent in absent)
    connection.executemany("UPDATE changes SET state = ? WHERE number = ?", states)
    noted = {
        row
        for part in in_parts(numbers)
        for row in connection.execute(
            f"SELECT parent, change FROM missing_parents WHERE change IN ({places(part)})", part
        )
    }
    connection.executemany(
        "DELETE FROM missing_parents WHERE parent = ? AND change = ?", sorted(noted - missing)
    )
    connection.executemany(
        "INSERT INTO missing_parents (parent, change) VALUES (?, ?)", sorted(missing - noted)
    )


def _shown(
    connection: sqlite3.Connection, entries: Iterable[bytes]
) -> dict[tuple[bytes, str], Shown]:
    """Return what is shown of these entries, by id and kind."""
    found: dict[tuple[bytes, str], Shown] = {}
    for part in in_parts(entries):
        for number, entry, kind, deleted, body in connection.execute(
            f"SELECT number, id, kind, deleted, body FROM entries WHERE id IN ({places(part)})",
            part,
        ):
            found[entry, kind] = Shown(number, bool(deleted), json.loads(body))
    by_number = {shown.number: shown for shown in found.values()}
    for numbers in in_parts(by_number):
        inside = places(numbers)
        for number, name, change in connection.execute(
            f"SELECT entry, field, change FROM heads WHERE entry IN ({inside})", numbers
        ):
            by_number[number].heads.add((name, change))
        for number, name in connection.execute(
            f"SELECT entry, field FROM conflicts WHERE entry IN ({inside})", numbers
        ):
            by_number[number].conflicts.add(name)
        for number, *row in connection.execute(
            f"SELECT number, {SEARCH_COLUMNS} FROM search_text WHERE number IN ({inside})", numbers
        ):
            by_number[number].search.append(tuple(row))
    return found


_MARKS = ", ".join("?" * len(ENTRY_COLUMNS.split(", ")))
_SETS = ", ".join(f"{name} = ?{at}" for at, name in enumerate(ENTRY_COLUMNS.split(", "), 2))
_UNINDEX = (
    # A contentless index deletes a row only when told what the row held.
    f"INSERT INTO search_index (search_index, rowid, {SEARCH_COLUMNS})"
    " VALUES ('delete', ?, ?, ?, ?, ?, ?)"
)
_FORGET_TEXT = "DELETE FROM search_text WHERE number = ?"
_DROP_HEAD = "DELETE FROM heads WHERE entry = ? AND field = ? AND change = ?"
_DROP_CONFLICT = "DELETE FROM conflicts WHERE entry = ? AND field = ?"
_DROP_ENTRY = "DELETE FROM entries WHERE number = ?"
_ADD_ENTRY = f"INSERT INTO entries (number, {ENTRY_COLUMNS}) VALUES (?, {_MARKS})"
_SET_ENTRY = f"UPDATE entries SET {_SETS} WHERE number = ?1"
_ADD_HEAD = "INSERT INTO heads (entry, field, change) VALUES (?, ?, ?)"
_ADD_CONFLICT = "INSERT INTO conflicts (entry, field) VALUES (?, ?)"
_KEEP_TEXT = f"INSERT INTO search_text (number, {SEARCH_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
_INDEX = f"INSERT INTO search_index (rowid, {SEARCH_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?)"
_IN_ORDER = (
    *(_UNINDEX, _FORGET_TEXT, _DROP_HEAD, _DROP_CONFLICT, _DROP_ENTRY),
    *(_ADD_ENTRY, _SET_ENTRY, _ADD_HEAD, _ADD_CONFLICT, _KEEP_TEXT, _INDEX),
)
"""The order in which rows can go and come, as they refer to each other."""


def _write_entries(
    connection: sqlite3.Connection, judged: Mapping[bytes, Judged], moves: _FacetMoves
) -> None:
    shown = _shown(connection, judged)
    todo: dict[str, list[tuple[object, ...]]] = {sql: [] for sql in _IN_ORDER}
    (last,) = connection.execute("SELECT COALESCE(MAX(number), 0) FROM entries").fetchone()
    for entry, found in judged.items():
        for kind, history in found.histories.items():
            before = shown.get((entry, kind))
            rows = rows_of(history, entry, before)
            if before is not None:
                number = before.number
                todo[_DROP_ENTRY if rows is None else _SET_ENTRY].append(
                    (number,) if rows is None else (number, *rows.entry)
                )
            elif rows is not None:
                number = last = last + 1
                todo[_ADD_ENTRY].append((number, *rows.entry))
            else:
                continue
            _compare(todo, number, before, rows)
            _move(moves, number, _facets_before(kind, before), rows.facets if rows else frozenset())
    for sql in _IN_ORDER:
        # By row number: the search index gathers what comes in rising order before it writes.
        connection.executemany(sql, sorted(todo[sql]))


def _compare(
    todo: dict[str, list[tuple[object, ...]]], number: int, before: Shown | None, rows: Rows | None
) -> None:
    """Note what differs between what is shown of an entry and what is to be."""
    old_heads, new_heads = before.heads if before else set(), rows.heads if rows else frozenset()
    todo[_DROP_HEAD] += [(number, *head) for head in old_heads - new_heads]
    todo[_ADD_HEAD] += [(number, *head) for head in new_heads - old_heads]
    old_fields = before.conflicts if before else set()
    new_fields = rows.conflicts if rows else frozenset()
    todo[_DROP_CONFLICT] += [(number, name) for name in old_fields - new_fields]
    todo[_ADD_CONFLICT] += [(number, name) for name in new_fields - old_fields]
    old_search = before.search if before else []
    new_search = [rows.search] if rows and rows.search is not None else []
    if old_search != new_search:
        todo[_UNINDEX] += [(number, *row) for row in old_search]
        todo[_FORGET_TEXT] += [(number,) for _ in old_search]
        todo[_KEEP_TEXT] += [(number, *row) for row in new_search]
        todo[_INDEX] += [(number, *row) for row in new_search]


def _facets_before(kind: str, before: Shown | None) -> frozenset[tuple[str, str]]:
    if before is None or before.deleted or kind != EntryKind.PROJECT:
        return frozenset()
    return frozenset(facets_of(before.values))


def _move(
    moves: _FacetMoves,
    number: int,
    before: frozenset[tuple[str, str]],
    after: frozenset[tuple[str, str]],
) -> None:
    for pair in before - after:
        moves.left.setdefault(pair, []).append(number)
    for pair in after - before:
        moves.joined.setdefault(pair, []).append(number)


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
