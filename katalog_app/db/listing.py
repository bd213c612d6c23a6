"""The projects in an order that words have no part in; a start needs no more than this."""

import sqlite3
import time

from pyroaring import BitMap

from katalog_app.db import hits
from katalog_app.db.facets import Members, Ticked
from katalog_app.language.snippet import Plain
from katalog_app.model.fields import EntryKind
from katalog_app.model.query import Query, SearchResult, Sort

_ORDER = {
    Sort.RELEVANCE: "title_key",
    Sort.TITLE: "title_key",
    Sort.MUNICIPALITY: "municipality_key = '', municipality_key, title_key",
    Sort.YEAR: "year DESC, title_key",
    Sort.REVIEWED: "reviewed DESC, title_key",
}


def find(connection: sqlite3.Connection, query: Query, members: Members) -> SearchResult:
    """Return the projects that filters let through, with counts per facet over all of them.

    The words of the query are not looked at.
    """
    began = time.perf_counter()
    where = {facet: frozenset(wanted) for facet, wanted in query.where.items()}
    ticked = Ticked(members.facets, where)
    narrowed = ticked.narrowed(members.projects)
    page = in_order(connection, query.sort, narrowed, query.offset + query.limit)
    return SearchResult(
        hits=tuple(hits.of(connection, page[query.offset :], Plain())),
        total=len(narrowed),
        facets=ticked.counts(members.projects) if query.with_facets else {},
        corrected=None,
        took_ms=(time.perf_counter() - began) * 1000,
        where=where,
        lifted={} if narrowed else ticked.lifted(members.projects),
    )


def in_order(connection: sqlite3.Connection, sort: Sort, narrowed: BitMap, end: int) -> list[int]:
    """Return the first `end` of these projects in an order that words have no part in."""
    page: list[int] = []
    if end <= 0:
        return page
    rows = connection.execute(
        "SELECT number FROM entries WHERE kind = ? AND deleted = 0"
        f" ORDER BY {_ORDER[sort]}, number",
        (EntryKind.PROJECT,),
    )
    for (number,) in rows:
        if number in narrowed:
            page.append(number)
            if len(page) >= end:
                break
    return page


def last_number(connection: sqlite3.Connection) -> int:
    """Return the highest row number of any entry, 0 where there is none."""
    (last,) = connection.execute("SELECT COALESCE(MAX(number), 0) FROM entries").fetchone()
    return int(last)
