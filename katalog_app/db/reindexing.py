"""Making the search index anew from what is shown, when the analysis of words has changed."""

import json
import sqlite3

from pyroaring import BitMap

from katalog_app.db import generations, indexing, log, projection, schema
from katalog_app.db.indexing import Moves
from katalog_app.db.projection import Report
from katalog_app.db.store import Store
from katalog_app.language.signature import signature

_BATCH = 500
_EMPTIED = ("postings", "posting_moves", "words", "search_text", "facet_values")


def rebuild(store: Store, report: Report | None = None) -> int:
    """Make the index anew in one transaction; return the number of records in it.

    Args:
        report: Told (done, total) in records; what it raises ends the work, and the old index
            stays.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    with log.writing(store) as writer:
        done = _fill(writer.raw, report)
        log.put_meta(writer, schema.ANALYSIS, signature())
    store.is_indexed = True
    return done


def _fill(connection: sqlite3.Connection, report: Report | None) -> int:
    for table in _EMPTIED:
        connection.execute(f"DELETE FROM {table}")
    connection.execute("DELETE FROM meta WHERE key = ?", (schema.LENGTH,))
    wanted = sorted(projection.SEARCHED)
    searched = f"deleted = 0 AND kind IN ({', '.join('?' * len(wanted))})"
    (total,) = connection.execute(
        f"SELECT COUNT(*) FROM entries WHERE {searched}", wanted
    ).fetchone()
    facets: dict[tuple[str, str], BitMap] = {}
    moves = Moves()
    done = last = 0
    while rows := connection.execute(
        f"SELECT number, kind, body FROM entries WHERE number > ? AND {searched}"
        f" ORDER BY number LIMIT {_BATCH}",
        (last, *wanted),
    ).fetchall():
        if report is not None:
            report(done, total)
        _add(connection, rows, moves, facets)
        done += len(rows)
        last = rows[-1][0]
    moves.write(connection)
    connection.executemany(
        "INSERT INTO facet_values (facet, value, members) VALUES (?, ?, ?)",
        [(*pair, members.serialize()) for pair, members in sorted(facets.items())],
    )
    generations.count(connection, generations.FACETS)
    if report is not None:
        report(done, total)
    return done


def _add(
    connection: sqlite3.Connection,
    rows: list[tuple[int, str, str]],
    moves: Moves,
    facets: dict[tuple[str, str], BitMap],
) -> None:
    kept = []
    for number, kind, body in rows:
        shown = json.loads(body)
        row, fresh = projection.searched(kind, shown)
        kept.append((number, *row))
        moves.move(number, None, row, fresh)
        for pair in projection.facets_of(kind, shown):
            facets.setdefault(pair, BitMap()).add(number)
    connection.executemany(projection.KEEP_TEXT, kept)
    if moves.count > indexing.GATHERED:
        moves.write(connection)
