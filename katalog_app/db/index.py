"""Search: from a question to the hits and the counts of every facet."""

import json
import sqlite3
import time
from collections.abc import Mapping
from dataclasses import dataclass

from pyroaring import BitMap

from katalog_app.db import schema
from katalog_app.language import analysis, highlight
from katalog_app.model.fields import FAMILY, FIELDS, EntryKind, SearchWeight
from katalog_app.model.query import Facet, Hit, Query, SearchResult, Sort

_WEIGHTS = "10, 5, 1, 3, 0.5"
"""bm25 weights of title, keywords, text, place and surface words."""
_ORDER = {
    Sort.RELEVANCE: "title_key",
    Sort.TITLE: "title_key",
    Sort.MUNICIPALITY: "municipality_key = '', municipality_key, title_key",
    Sort.YEAR: "year DESC, title_key",
    Sort.REVIEWED: "reviewed DESC, title_key",
}
_TEXT_FIELDS = tuple(
    described.name
    for described in FIELDS[EntryKind.PROJECT]
    if described.search is SearchWeight.TEXT and not described.parts
)
IN_FAMILY, OUTSIDE_FAMILY = "true", "false"
MOST_WORDS = 40
"""Words of a question that are looked up; the rest of a pasted text is left aside."""

Members = Mapping[Facet, Mapping[str, BitMap]]


@dataclass(frozen=True)
class Terms:
    """The words of a question, analysed."""

    stems: tuple[str, ...]
    prefix: str
    """The folded last word while it may still be half typed; "" after a space or without words."""

    @property
    def expression(self) -> str:
        """The question to FTS5: every word by its stem, the last also by its beginning."""
        parts = [f'"{stem}"' for stem in self.stems]
        if self.prefix:
            parts[-1] = f'({parts[-1]} OR "{self.prefix}"*)'
        return " AND ".join(parts)


def terms_of(words: str) -> Terms:
    """Return the analysed words of a question; whatever is typed is words, never syntax."""
    found = [word for _, word in analysis.words(words)][:MOST_WORDS]
    if not found:
        return Terms((), "")
    half_typed = words[-1:].isalnum()
    stems = tuple(analysis.stem(word) for word in found)
    return Terms(stems, analysis.fold(found[-1]) if half_typed else "")


def find(connection: sqlite3.Connection, query: Query, members: Members) -> SearchResult:
    """Return the projects that match, best first, with counts per facet over all of them.

    Args:
        members: The projects of every facet value, from `facet_members`.
    """
    began = time.perf_counter()
    terms = terms_of(query.words)
    ranked = _ranked(connection, terms) if terms.stems or not query.words.strip() else []
    matching = BitMap(ranked) if ranked is not None else None
    ticked = {facet: _any_of(members, facet, wanted) for facet, wanted in query.where.items()}
    base = matching if matching is not None else _all_projects(connection)
    narrowed = _narrowed(base, ticked)
    page = _page(connection, query, narrowed, ranked if terms.stems else None)
    return SearchResult(
        hits=tuple(_hits(connection, page, terms)),
        total=len(narrowed),
        facets=_counts(members, base, ticked, query) if query.with_facets else {},
        corrected=None,
        took_ms=(time.perf_counter() - began) * 1000,
    )


def generation(connection: sqlite3.Connection) -> str | None:
    """Return what changes with every write transaction; None where nothing was ever written."""
    row = connection.execute(
        "SELECT value FROM meta WHERE key = ?", (schema.GENERATION,)
    ).fetchone()
    return str(row[0]) if row else None


def facet_members(connection: sqlite3.Connection) -> Members:
    """Return the projects of every value of every facet, by row number."""
    members: dict[Facet, dict[str, BitMap]] = {facet: {} for facet in Facet}
    for facet, value, packed in connection.execute(
        "SELECT facet, value, members FROM facet_values"
    ):
        members[Facet(facet)][value] = BitMap.deserialize(packed)
    family = {FAMILY}
    for (body,) in connection.execute(
        "SELECT body FROM entries WHERE kind = ? AND deleted = 0", (EntryKind.MUNICIPALITY,)
    ):
        municipality = json.loads(body)
        if municipality.get("family") is True:
            family.add(str(municipality.get("name")))
    places = members[Facet.MUNICIPALITY]
    inside = BitMap.union(BitMap(), *(places[name] for name in sorted(family & places.keys())))
    outside = BitMap.union(BitMap(), *(places[name] for name in sorted(places.keys() - family)))
    members[Facet.FAMILY] = {IN_FAMILY: inside, OUTSIDE_FAMILY: outside - inside}
    return members


def _ranked(connection: sqlite3.Connection, terms: Terms) -> list[int] | None:
    """Return the row numbers that match, best first; None where no word narrows the list."""
    if not terms.stems:
        return None
    rows = connection.execute(
        "SELECT rowid FROM search_index WHERE search_index MATCH ?"
        f" ORDER BY bm25(search_index, {_WEIGHTS}), rowid",
        (terms.expression,),
    )
    return [number for (number,) in rows]


def _all_projects(connection: sqlite3.Connection) -> BitMap:
    rows = connection.execute(
        "SELECT number FROM entries WHERE kind = ? AND deleted = 0", (EntryKind.PROJECT,)
    )
    return BitMap([number for (number,) in rows])


def _any_of(members: Members, facet: Facet, wanted: frozenset[str]) -> BitMap:
    values = members[facet]
    return BitMap.union(BitMap(), *(values[value] for value in sorted(wanted & values.keys())))


def _narrowed(base: BitMap, ticked: Mapping[Facet, BitMap], without: Facet | None = None) -> BitMap:
    result = base
    for facet, members in ticked.items():
        if facet is not without:
            result = result & members
    return result


def _counts(
    members: Members, base: BitMap, ticked: Mapping[Facet, BitMap], query: Query
) -> dict[Facet, dict[str, int]]:
    narrowed = _narrowed(base, ticked)
    counts: dict[Facet, dict[str, int]] = {}
    for facet, values in members.items():
        scope = _narrowed(base, ticked, facet) if facet in ticked else narrowed
        wanted = query.where.get(facet, frozenset())
        found = {value: scope.intersection_cardinality(bits) for value, bits in values.items()}
        counts[facet] = {value: n for value, n in found.items() if n or value in wanted}
    return counts


def _page(
    connection: sqlite3.Connection, query: Query, narrowed: BitMap, ranked: list[int] | None
) -> list[int]:
    last = query.offset + query.limit
    if ranked is not None and query.sort is Sort.RELEVANCE:
        return [number for number in ranked if number in narrowed][query.offset : last]
    page: list[int] = []
    if query.limit == 0:
        return page
    rows = connection.execute(
        "SELECT number FROM entries WHERE kind = ? AND deleted = 0"
        f" ORDER BY {_ORDER[query.sort]}, number",
        (EntryKind.PROJECT,),
    )
    for (number,) in rows:
        if number in narrowed:
            page.append(number)
            if len(page) >= last:
                break
    return page[query.offset :]


def _hits(connection: sqlite3.Connection, page: list[int], terms: Terms) -> list[Hit]:
    places = ",".join("?" * len(page))
    rows = {
        number: (key, slug, title, body, conflicts)
        for number, key, slug, title, body, conflicts in connection.execute(
            "SELECT number, id, slug, title, body,"
            " EXISTS (SELECT 1 FROM conflicts WHERE entry = number)"
            f" FROM entries WHERE number IN ({places})",
            page,
        )
    }
    wanted = frozenset(terms.stems)
    hits = []
    for number in page:
        key, slug, title, body, conflicts = rows[number]
        shown = json.loads(body)
        texts = [shown[name] for name in _TEXT_FIELDS if isinstance(shown.get(name), str)]
        snippet, snippet_marks = highlight.snippet(texts, wanted, terms.prefix)
        hits.append(
            Hit(
                id=key.hex(),
                slug=slug or "",
                title=title,
                municipality=_text(shown, "municipality"),
                status=_text(shown, "status"),
                period=_text(shown, "period"),
                transformations=tuple(str(t) for t in _list(shown, "transformations")),
                snippet=snippet,
                title_marks=highlight.marks(title, wanted, terms.prefix) if wanted else (),
                snippet_marks=snippet_marks,
                in_conflict=bool(conflicts),
                reviewed=_text(shown, "reviewed"),
            )
        )
    return hits


def _text(shown: Mapping[str, object], name: str) -> str:
    value = shown.get(name)
    return value if isinstance(value, str) else ""


def _list(shown: Mapping[str, object], name: str) -> list[object]:
    value = shown.get(name)
    return value if isinstance(value, list) else []
