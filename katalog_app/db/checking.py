"""Whether the database is whole, and the digest of what it shows."""

import json
import sqlite3
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from pyroaring import BitMap

from katalog_app.db import batches, postings, projection, records
from katalog_app.db.shown import ENTRY_COLUMNS, SEARCH_COLUMNS
from katalog_app.errors import CorruptChangeError
from katalog_app.language import terms
from katalog_app.model import change, history


@dataclass(frozen=True)
class Digest:
    """Equal on two machines that have exchanged everything."""

    digest: str
    """SHA-256 over entries, fields and conflicts, 64 hexadecimal digits."""
    entries: int
    """Entries, deleted ones too."""
    changes: int
    conflicts: int
    """Fields in conflict."""


def digest(connection: sqlite3.Connection) -> Digest:
    """Return the digest of entries, fields and conflicts; keys, settings, waiting left out."""
    hashed, entries, conflicts = sha256(), 0, 0
    for number, key, kind, deleted, body in connection.execute(
        "SELECT number, id, kind, deleted, body FROM entries ORDER BY id, kind"
    ).fetchall():
        found: list[object] = []
        (disputed,) = connection.execute(
            "SELECT EXISTS (SELECT 1 FROM conflicts WHERE entry = ?)", (number,)
        ).fetchone()
        if disputed:
            shown = history.project(records.judged(connection, key, kind))
            listed = shown.conflicts.items() if shown else ()
            found = [[name, [list(pair) for pair in said]] for name, said in sorted(listed)]
        entry = [key.hex(), kind, bool(deleted), json.loads(body), found]
        # Not by `canonical`, whose limit of depth holds for one value, not for a whole entry.
        spelled = json.dumps(entry, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
        hashed.update(spelled.encode() + b"\n")
        entries += 1
        conflicts += len(found)
    (changes,) = connection.execute("SELECT COUNT(*) FROM changes").fetchone()
    return Digest(hashed.hexdigest(), entries, changes, conflicts)


def problems(connection: sqlite3.Connection) -> list[str]:
    """Return what is wrong with the catalogue, [] where everything is whole.

    Looks at the database file, at every change and its values, and computes from the changes anew
    what every entry, facet and the search index should hold.
    """
    found = [
        f"database: {text}"
        for (text,) in connection.execute("PRAGMA integrity_check")
        if text != "ok"
    ]
    if found:
        return found
    found += [
        f"database: {table} row {row} names a missing {parent}"
        for table, row, parent, _ in connection.execute("PRAGMA foreign_key_check")
    ]
    found += _changes(connection)
    found += [
        f"change {key.hex()}: the value of {field} is missing without an erasure"
        for key, field in connection.execute(
            "SELECT id, leaves.field FROM leaves JOIN changes ON changes.number = leaves.change"
            " LEFT JOIN erased_leaves"
            " ON erased_leaves.change = changes.id AND erased_leaves.field = leaves.field"
            " WHERE value IS NULL AND erasure IS NULL"
        )
    ]
    if found:
        return found  # what broken changes add up to says nothing more
    return _entries(connection) + _facets(connection)


def _changes(connection: sqlite3.Connection) -> list[str]:
    problems = []
    for entry, key, body in connection.execute("SELECT entry, id, body FROM changes"):
        name = key.hex()
        try:
            if not isinstance(body, bytes) or change.id_of(body) != name:
                problems.append(f"change {name}: the bytes do not give its id")
            elif change.read(body).entry != entry.hex():
                problems.append(f"change {name}: stands under another entry")
        except CorruptChangeError as error:
            problems.append(f"change {name}: {error.detail}")
    return problems


def _entries(connection: sqlite3.Connection) -> list[str]:
    """Return where what is shown is not what the changes say; their bytes are known to be whole."""
    found = []
    facets = _facets_by_entry(connection)
    shown = set(connection.execute("SELECT id, kind FROM entries"))
    changed = connection.execute("SELECT DISTINCT entry FROM changes ORDER BY entry").fetchall()
    for part in batches.in_parts(key for (key,) in changed):
        stored = _stored(connection, part, facets)
        for key, judged in records.judged_together(connection, part).items():
            try:
                for logged in judged.logged.values():
                    change.verify_leaves(logged.record.change, logged.record.leaves)
            except CorruptChangeError as error:
                found.append(f"entry {key.hex()}: {error.detail}")
                shown = {pair for pair in shown if pair[0] != key}
                continue
            for kind, mine in judged.histories.items():
                shown.discard((key, kind))
                found += _states(mine, judged.logged)
                if stored.get((key, kind)) != projection.rows_of(mine, key):
                    found.append(f"entry {key.hex()}: what is shown is not what its changes say")
    found += [f"entry {key.hex()}: shown without any change" for key, _ in sorted(shown)]
    return found


def _states(mine: history.History, logged: Mapping[str, records.Logged]) -> list[str]:
    """Every change ever accepted is a head, replaced, waiting, set aside as invalid, or erased."""
    return [
        f"change {key}: noted as {logged[key].state}, but it is {state}"
        for key, state in mine.states.items()
        if logged[key].state != state
    ]


def _facets_by_entry(connection: sqlite3.Connection) -> dict[int, set[tuple[str, str]]]:
    found: dict[int, set[tuple[str, str]]] = {}
    for facet, value, members in connection.execute(
        "SELECT facet, value, members FROM facet_values"
    ):
        for number in BitMap.deserialize(members):
            found.setdefault(number, set()).add((facet, value))
    return found


def _stored(
    connection: sqlite3.Connection, keys: Sequence[bytes], facets: dict[int, set[tuple[str, str]]]
) -> dict[tuple[bytes, str], projection.Rows]:
    """Return what is shown of entries, by id and kind; at most `batches.MANY` ids."""
    mine = f"(SELECT number FROM entries WHERE id IN ({batches.places(keys)}))"
    heads: dict[int, set[tuple[str, bytes]]] = {}
    for number, name, head in connection.execute(
        f"SELECT entry, field, change FROM heads WHERE entry IN {mine}", keys
    ):
        heads.setdefault(number, set()).add((name, head))
    conflicts: dict[int, set[str]] = {}
    for number, name in connection.execute(
        f"SELECT entry, field FROM conflicts WHERE entry IN {mine}", keys
    ):
        conflicts.setdefault(number, set()).add(name)
    search = {
        number: words
        for number, *words in connection.execute(
            f"SELECT number, {SEARCH_COLUMNS} FROM search_text WHERE number IN {mine}",
            keys,
        )
    }
    return {
        (key, kind): projection.Rows(
            entry=tuple(row),
            heads=frozenset(heads.get(number, ())),
            conflicts=frozenset(conflicts.get(number, ())),
            facets=frozenset(facets.get(number, ())),
            search=tuple(search[number]) if number in search else None,
        )
        for number, key, kind, *row in connection.execute(
            f"SELECT number, id, kind, {ENTRY_COLUMNS} FROM entries"
            f" WHERE id IN ({batches.places(keys)})",
            keys,
        )
    }


def _facets(connection: sqlite3.Connection) -> list[str]:
    known = {number for (number,) in connection.execute("SELECT number FROM search_text")}
    problems = []
    for facet, value, members in connection.execute(
        "SELECT facet, value, members FROM facet_values"
    ):
        if not set(BitMap.deserialize(members)) <= known:
            problems.append(f"facet {facet}={value}: counts something that is not searched")
    return problems + _index(connection)


def _index(connection: sqlite3.Connection) -> list[str]:
    """Compare the postings and words with what the records' own terms say."""
    expected: dict[tuple[str, int], BitMap] = {}
    words: dict[str, int] = {}
    for number, levels, held in connection.execute("SELECT number, levels, words FROM search_text"):
        items = levels.split()
        for item in (*items, *terms.beginnings(items)):
            expected.setdefault(terms.key_of(item), BitMap()).add(number)
        for word in held.split():
            words[word] = words.get(word, 0) + 1
    problems = []
    for term, level, holding in postings.everything(connection):
        if holding != expected.pop((term, level), None):
            problems.append(f"search index: {term} stands for other records than hold it")
    problems += [f"search index: {term} is missing" for term, _ in sorted(expected)]
    if words != dict(connection.execute("SELECT word, uses FROM words")):
        problems.append("search index: the words are not those of the records")
    return problems
