"""What the catalogue shows, computed from the changes: rows, heads, conflicts, facets, search text.

Only entries that a change touched are computed anew, in the transaction that adds the change: read,
compared with what is shown already, and written some hundred at a time.
"""

import json
import sqlite3
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from pyroaring import BitMap

from katalog_app.db import generations, indexing, records, schema
from katalog_app.db.batches import in_parts, places
from katalog_app.db.indexing import Moves
from katalog_app.db.records import Judged
from katalog_app.db.shown import (
    AT_INDEXED,
    AT_PLAIN,
    ENTRY_COLUMNS,
    INDEXED,
    PLAIN,
    SEARCH_COLUMNS,
    Shown,
    shown_of,
)
from katalog_app.language import analysis, terms
from katalog_app.language.terms import Terms
from katalog_app.model import values
from katalog_app.model.change import base_field
from katalog_app.model.fields import DELETED, FIELDS, SLUG, EntryKind, FieldKind, SearchWeight
from katalog_app.model.history import History, Projection, State, project

Report = Callable[[int, int], None]
"""Told (done, total) about every `batches.MANY` entries; what it raises ends the work."""

SEARCHED = frozenset(EntryKind) - {EntryKind.LINK, EntryKind.SYNONYMS}
"""Kinds of entries that words find; a link is found by what it joins."""
_FACETS = tuple((f.name, f.facet, f.kind) for f in FIELDS[EntryKind.PROJECT] if f.facet)
_BODY = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True)
class Rows:
    """All rows of the read model that stand for one entry, its number apart."""

    entry: tuple[object, ...]
    heads: frozenset[tuple[str, bytes]]
    conflicts: frozenset[str]
    facets: frozenset[tuple[str, str]]
    search: tuple[object, ...] | None
    """In the order of `SEARCH_COLUMNS`."""
    fresh: Terms | None = field(default=None, compare=False)
    """What the text says, where it was analysed."""


@dataclass
class _FacetMoves:
    joined: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    left: dict[tuple[str, str], list[int]] = field(default_factory=dict)
    family: bool = False
    """Whether a municipality may have come to or left the family."""


def rows_of(
    history: History,
    entry: bytes,
    before: Shown | None = None,
    moved: Collection[str] | None = None,
) -> Rows | None:
    """Return the rows of an entry, or None where none of its changes counts.

    Args:
        before: What is shown of it; analysed text is taken from there where the text is the same.
        moved: The fields that show something else than before, where that is known: only theirs
            and the deletion's leaves need to be there. None for all.
    """
    found = project(history, moved)
    if found is None:
        return None
    conflicts = frozenset(found.conflicts)
    if before is not None and moved is not None:
        kept = {name: value for name, value in before.values.items() if name not in moved}
        found = replace(found, values=dict(sorted((kept | dict(found.values)).items())))
        conflicts |= before.conflicts - {*moved, DELETED}
    heads: set[tuple[str, bytes]] = set()
    for name, ids in found.heads.items():
        if ids != (found.created,):
            heads.update((name, bytes.fromhex(key)) for key in ids)
    is_searched = found.kind in SEARCHED and not found.deleted
    search, fresh = searched(found.kind, found.values, before) if is_searched else (None, None)
    return Rows(
        entry=_entry_row(entry, found),
        heads=frozenset(heads),
        conflicts=conflicts,
        facets=frozenset(facets_of(found.kind, found.values)) if is_searched else frozenset(),
        search=search,
        fresh=fresh,
    )


def _entry_row(entry: bytes, shown: Projection) -> tuple[object, ...]:
    title = values.title(shown.kind, shown.values)
    slug = shown.values.get(SLUG)
    place = shown.values.get("municipality")
    return (
        entry,
        shown.kind,
        slug if isinstance(slug, str) else None,
        analysis.sort_key(title),
        int(shown.deleted),
        title,
        bytes.fromhex(shown.created),
        analysis.sort_key(place) if isinstance(place, str) else "",
        values.first_year(shown.values.get("period")) or 0,
        str(shown.values.get("reviewed") or ""),
        _BODY.encode(shown.values),
    )


def facets_of(kind: str, shown: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yield its kind, and (facet, value) for all a project can be filtered by; the family apart.

    Whether a municipality belongs to the family is a fact of another entry, so that facet is put
    together from the municipalities when a question is asked.
    """
    yield schema.KIND, kind
    if kind != EntryKind.PROJECT:
        return
    for name, facet, kind_of_field in _FACETS:
        value = shown.get(name)
        if value is None:
            continue
        if kind_of_field is FieldKind.PERIOD:
            year = values.first_year(value)
            if year:
                yield facet, str(year)
        elif isinstance(value, list):
            for element in value:
                yield facet, str(element)
        else:
            yield facet, str(value)


def searched(
    kind: str, shown: Mapping[str, object], before: Shown | None = None
) -> tuple[tuple[object, ...], Terms | None]:
    """Return the row of search terms of an entry, and the terms it was made of.

    The terms are None where what is shown before has the same text: then nothing is analysed.
    """
    texts = _texts(kind, shown)
    if before is not None and before.search and texts == _texts(kind, before.values):
        return before.search[0], None
    found = terms.of(texts)
    levels, words = terms.packed(found.levels), " ".join(found.words)
    return (found.length, found.stems, levels, words), found


def _texts(kind: str, shown: Mapping[str, object]) -> list[str]:
    """Return the text of an entry before analysis, one for every `SearchWeight`."""
    plain: dict[SearchWeight, list[str]] = {weight: [] for weight in SearchWeight}
    for described in FIELDS[kind]:
        if described.search is not None and described.name in shown:
            plain[described.search].append(values.plain(described, shown[described.name]))
    return [" . ".join(plain[weight]) for weight in SearchWeight]


def refresh(
    connection: sqlite3.Connection,
    entries: Iterable[bytes],
    report: Report | None = None,
    rewritten: Collection[bytes] = (),
) -> None:
    """Compute these entries anew from their changes, within the open transaction.

    New entries are numbered in the order given.

    Args:
        rewritten: Those of which values were erased or given back: nothing of them is as before.
    """
    wanted = list(dict.fromkeys(entries))
    moves, index = _FacetMoves(), Moves()
    done = 0
    for part in in_parts(wanted):
        if report is not None:
            report(done, len(wanted))
        judged = records.judged_without_leaves(connection, part)
        _write_states(connection, judged)
        before = shown_of(connection, part)
        moved = _moved(judged, before, rewritten)
        records.read_leaves(connection, _needed(judged, moved))
        _write_entries(connection, judged, before, moved, (moves, index))
        if index.count > indexing.GATHERED:
            index.write(connection)
        done += len(part)
    _write_facets(connection, moves)
    index.write(connection)
    if report is not None:
        report(done, len(wanted))


Moved = Mapping[tuple[bytes, str], set[str] | None]
"""By id and kind of entry, the fields that show something else than before; None for all."""


def _moved(
    judged: Mapping[bytes, Judged],
    before: Mapping[tuple[bytes, str], Shown],
    rewritten: Collection[bytes],
) -> Moved:
    found: dict[tuple[bytes, str], set[str] | None] = {}
    for entry, one in judged.items():
        for kind, history in one.histories.items():
            was = None if entry in rewritten else before.get((entry, kind))
            found[entry, kind] = None if was is None else was.moved(history)
    return found


def _needed(judged: Mapping[bytes, Judged], moved: Moved) -> Iterator[records.Logged]:
    """Yield the changes whose leaves say what entries show: heads of what has moved."""
    for entry, one in judged.items():
        for kind, history in one.histories.items():
            fields = moved[entry, kind]
            keys = {
                key
                for raw, ids in history.heads.items()
                if fields is None or raw == DELETED or base_field(raw) in fields
                for key in ids
            }
            yield from (one.logged[key] for key in keys)


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


def _update(columns: tuple[str, ...]) -> str:
    sets = ", ".join(f"{name} = ?{at}" for at, name in enumerate(columns, 2))
    return f"UPDATE entries SET {sets} WHERE number = ?1"


_MARKS = ", ".join("?" * len(ENTRY_COLUMNS.split(", ")))
_FORGET_TEXT = "DELETE FROM search_text WHERE number = ?"
_DROP_HEAD = "DELETE FROM heads WHERE entry = ? AND field = ? AND change = ?"
_DROP_CONFLICT = "DELETE FROM conflicts WHERE entry = ? AND field = ?"
_DROP_ENTRY = "DELETE FROM entries WHERE number = ?"
_ADD_ENTRY = f"INSERT INTO entries (number, {ENTRY_COLUMNS}) VALUES (?, {_MARKS})"
_SET_INDEXED, _SET_PLAIN = _update(INDEXED), _update(PLAIN)
_ADD_HEAD = "INSERT INTO heads (entry, field, change) VALUES (?, ?, ?)"
_ADD_CONFLICT = "INSERT INTO conflicts (entry, field) VALUES (?, ?)"
KEEP_TEXT = f"INSERT INTO search_text (number, {SEARCH_COLUMNS}) VALUES (?, ?, ?, ?, ?)"
_IN_ORDER = (
    *(_FORGET_TEXT, _DROP_HEAD, _DROP_CONFLICT, _DROP_ENTRY),
    *(_ADD_ENTRY, _SET_INDEXED, _SET_PLAIN, _ADD_HEAD, _ADD_CONFLICT, KEEP_TEXT),
)
"""The order in which rows can go and come, as they refer to each other."""


def _write_entries(
    connection: sqlite3.Connection,
    judged: Mapping[bytes, Judged],
    shown_before: Mapping[tuple[bytes, str], Shown],
    moved: Moved,
    gathered: tuple[_FacetMoves, Moves],
) -> None:
    moves, index = gathered
    todo: dict[str, list[tuple[object, ...]]] = {sql: [] for sql in _IN_ORDER}
    (last,) = connection.execute("SELECT COALESCE(MAX(number), 0) FROM entries").fetchone()
    for entry, found in judged.items():
        for kind, history in found.histories.items():
            before = shown_before.get((entry, kind))
            rows = rows_of(history, entry, before, moved[entry, kind])
            if before is not None:
                number = before.number
            elif rows is not None:
                number = last = last + 1
            else:
                continue
            _compare(todo, number, before, rows)
            _move_terms(todo, index, number, before, rows)
            moves.family |= kind == EntryKind.MUNICIPALITY
            _move(moves, number, _facets_before(kind, before), rows.facets if rows else frozenset())
    for sql in _IN_ORDER:
        # By row number: what comes in rising order is written next to each other.
        connection.executemany(sql, sorted(todo[sql]))


def _compare(
    todo: dict[str, list[tuple[object, ...]]], number: int, before: Shown | None, rows: Rows | None
) -> None:
    """Note what differs between what is shown of an entry and what is to be."""
    if rows is None:
        todo[_DROP_ENTRY].append((number,))
    elif before is None:
        todo[_ADD_ENTRY].append((number, *rows.entry))
    else:
        for sql, some in ((_SET_INDEXED, AT_INDEXED), (_SET_PLAIN, AT_PLAIN)):
            if rows.entry[some] != before.entry[some]:
                todo[sql].append((number, *rows.entry[some]))
    old_heads, new_heads = before.heads if before else set(), rows.heads if rows else frozenset()
    todo[_DROP_HEAD] += [(number, *head) for head in old_heads - new_heads]
    todo[_ADD_HEAD] += [(number, *head) for head in new_heads - old_heads]
    old_fields = before.conflicts if before else set()
    new_fields = rows.conflicts if rows else frozenset()
    todo[_DROP_CONFLICT] += [(number, name) for name in old_fields - new_fields]
    todo[_ADD_CONFLICT] += [(number, name) for name in new_fields - old_fields]


def _move_terms(
    todo: dict[str, list[tuple[object, ...]]],
    index: Moves,
    number: int,
    before: Shown | None,
    rows: Rows | None,
) -> None:
    """Note which terms an entry is no longer found by, and by which it is from now on."""
    old = before.search[0] if before and before.search else None
    new = rows.search if rows else None
    if old == new:
        return
    if old is not None:
        todo[_FORGET_TEXT].append((number,))
    if new is not None:
        todo[KEEP_TEXT].append((number, *new))
    index.move(number, old, new, rows.fresh if rows else None)


def _facets_before(kind: str, before: Shown | None) -> frozenset[tuple[str, str]]:
    if before is None or before.is_deleted or kind not in SEARCHED:
        return frozenset()
    return frozenset(facets_of(kind, before.values))


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
    if moves.joined or moves.left or moves.family:
        generations.count(connection, generations.FACETS)
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
