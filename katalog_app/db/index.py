"""Search: from a question to the hits and the counts of every facet."""

import json
import sqlite3
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import cached_property

from pyroaring import BitMap

from katalog_app.db import hits, matching, ranking, schema
from katalog_app.db.matching import AnsweredGroup
from katalog_app.db.ranking import Corpus
from katalog_app.language import analysis, highlight, question
from katalog_app.language import groups as grouping
from katalog_app.language.groups import Group, Understood
from katalog_app.language.question import PartKind
from katalog_app.language.spelling import Vocabulary
from katalog_app.language.synonyms import Synonyms
from katalog_app.model.fields import FAMILY, EntryKind
from katalog_app.model.query import FEW, OTHERS, Facet, OtherHit, Query, SearchResult, Sort

_ORDER = {
    Sort.RELEVANCE: "title_key",
    Sort.TITLE: "title_key",
    Sort.MUNICIPALITY: "municipality_key = '', municipality_key, title_key",
    Sort.YEAR: "year DESC, title_key",
    Sort.REVIEWED: "reviewed DESC, title_key",
}
IN_FAMILY, OUTSIDE_FAMILY = "true", "false"
MOST_LIFTED = 8
"""With more phrases and exclusions than these nobody is told what each takes away: every one costs
a whole search."""
_OTHER_KINDS = (EntryKind.NODE, EntryKind.CONTACT, EntryKind.PERSON, EntryKind.MUNICIPALITY)
Counts = Mapping[Facet, Mapping[str, BitMap]]


@dataclass(frozen=True)
class Members:
    """What is kept in memory between questions, until something is written."""

    facets: Counts
    """The projects of every facet value, by row number."""
    kinds: Mapping[str, BitMap]
    """The searched records of each kind."""
    average_length: float
    """Words of a record."""

    @property
    def projects(self) -> BitMap:
        """All of them."""
        return self.kinds.get(EntryKind.PROJECT, BitMap())

    @cached_property
    def corpus(self) -> Corpus:
        """What hits are ranked among."""
        everything = BitMap.union(BitMap(), *self.kinds.values())
        return Corpus(everything, self.average_length)


@dataclass(frozen=True)
class Words:
    """What questions are understood with."""

    synonyms: Synonyms
    vocabulary: Callable[[], Vocabulary]
    """Gives the words of all records; asked for only where one is mistyped."""


@dataclass(frozen=True)
class _Answered:
    """A question's words with all that answers them."""

    understood: Understood
    groups: tuple[AnsweredGroup, ...]
    corrected: str | None
    matching: BitMap
    """Records of every kind that answer all of it, the filters apart."""
    allowed: BitMap
    """Records that nothing excludes."""


def find(
    connection: sqlite3.Connection, query: Query, members: Members, words: Words
) -> SearchResult:
    """Return the projects that match, best first, with counts per facet over all of them.

    Where fewer than `FEW` match, some follow that answer only in part, marked as wider; they are
    in neither total nor counts.
    """
    began = time.perf_counter()
    answered = _answered(connection, query, members, words)
    where = _where(query, answered.understood, members)
    ticked = {facet: _any_of(members.facets, facet, wanted) for facet, wanted in where.items()}
    base = answered.matching & members.projects
    narrowed = _narrowed(base, ticked)
    page, wider = _page(connection, query, answered, members, narrowed, ticked)
    forms = highlight.forms(answered.understood.groups, answered.understood.phrases)
    return SearchResult(
        hits=tuple(hits.of(connection, page, forms, wider)),
        total=len(narrowed),
        facets=_counts(members.facets, base, ticked, where) if query.with_facets else {},
        corrected=answered.corrected,
        took_ms=(time.perf_counter() - began) * 1000,
        where=where,
        lifted={} if narrowed else _lifted(base, ticked),
        lifted_parts=() if narrowed else _lifted_parts(connection, query, members, words, ticked),
        meant=_meant(answered.understood, members),
        others=_others(connection, answered, members) if query.offset == 0 else (),
    )


def all_of(connection: sqlite3.Connection, typed: str, members: Members, words: Words) -> BitMap:
    """Return the row numbers of all projects that match a question; wider ones are not among them.

    A number stays its project's as long as the data folder lives: rebuilding the read model keeps
    the numbers there are, and the next new entry takes one above them all.
    """
    query = Query(typed)
    answered = _answered(connection, query, members, words)
    where = _where(query, answered.understood, members)
    ticked = {facet: _any_of(members.facets, facet, wanted) for facet, wanted in where.items()}
    return _narrowed(answered.matching & members.projects, ticked)


def last_number(connection: sqlite3.Connection) -> int:
    """Return the highest row number of any entry, 0 where there is none."""
    (last,) = connection.execute("SELECT COALESCE(MAX(number), 0) FROM entries").fetchone()
    return int(last)


def _answered(
    connection: sqlite3.Connection, query: Query, members: Members, words: Words
) -> _Answered:
    parts = question.parse(query.words)
    understood = grouping.understand(parts, query.words, words.synonyms)
    found, groups = [], []
    for asked in understood.groups:
        answer, group = matching.answered(connection, asked), asked
        mended = None if answer.records or query.exact else _mended(asked, words)
        if mended is not None:
            answer, group = matching.answered(connection, mended), mended
        found.append(answer)
        groups.append(group)
    allowed = _allowed(connection, understood, members)
    strict = BitMap.intersection(allowed, *(answer.records for answer in found))
    if question.is_unanswerable(parts):
        strict = BitMap()
    corrected = " ".join(word for group in groups for word in group.words)
    is_mended = any(new is not old for new, old in zip(groups, understood.groups, strict=True))
    return _Answered(
        replace(understood, groups=tuple(groups)),
        tuple(found),
        corrected if is_mended else None,
        strict,
        allowed,
    )


def _mended(group: Group, words: Words) -> Group | None:
    """Return a group for the word nearest to one that nothing holds, None where none is near."""
    if len(group.words) != 1:
        return None
    typed = analysis.fold(group.words[0])
    known = words.vocabulary().nearest(typed, half_typed=group.half_typed)
    if known is None:
        return None
    half_typed = group.half_typed and known.is_beginning
    return grouping.group([known.written], words.synonyms, half_typed=half_typed)


def _allowed(connection: sqlite3.Connection, understood: Understood, members: Members) -> BitMap:
    """Return the records that hold all phrases and nothing that is excluded."""
    allowed = members.corpus.records
    for facet, value in understood.excluded_filters:
        meant = question.meant(facet, value, members.facets[facet])
        allowed = allowed - _any_of(members.facets, facet, meant)
    for stems in understood.excluded:
        allowed = allowed - matching.phrase(connection, stems)
    for stems in understood.phrases:
        allowed = allowed & matching.phrase(connection, stems)
    return allowed


def _meant(understood: Understood, members: Members) -> dict[tuple[Facet, str], frozenset[str]]:
    """Return the values that each typed filter means."""
    return {
        (facet, value): question.meant(facet, value, members.facets[facet])
        for facet, value in understood.filters
    }


def _where(query: Query, understood: Understood, members: Members) -> dict[Facet, frozenset[str]]:
    """Return ticked and typed filters together."""
    where = {facet: frozenset(wanted) for facet, wanted in query.where.items()}
    for (facet, _value), meant in _meant(understood, members).items():
        where[facet] = where.get(facet, frozenset()) | meant
    return where


def _any_of(members: Counts, facet: Facet, wanted: frozenset[str]) -> BitMap:
    values = members[facet]
    return BitMap.union(BitMap(), *(values[value] for value in sorted(wanted & values.keys())))


def _narrowed(base: BitMap, ticked: Mapping[Facet, BitMap], without: Facet | None = None) -> BitMap:
    result = base
    for facet, members in ticked.items():
        if facet is not without:
            result = result & members
    return result


def _counts(
    members: Counts,
    base: BitMap,
    ticked: Mapping[Facet, BitMap],
    where: Mapping[Facet, frozenset[str]],
) -> dict[Facet, dict[str, int]]:
    narrowed = _narrowed(base, ticked)
    counts: dict[Facet, dict[str, int]] = {}
    for facet, values in members.items():
        scope = _narrowed(base, ticked, facet) if facet in ticked else narrowed
        wanted = where.get(facet, frozenset())
        found = {value: scope.intersection_cardinality(bits) for value, bits in values.items()}
        counts[facet] = {value: n for value, n in found.items() if n or value in wanted}
    return counts


def _lifted(base: BitMap, ticked: Mapping[Facet, BitMap]) -> dict[Facet, int]:
    """Return how many would match without each facet's filters, where any would."""
    found = {facet: len(_narrowed(base, ticked, facet)) for facet in ticked}
    return {facet: count for facet, count in found.items() if count}


def _lifted_parts(
    connection: sqlite3.Connection,
    query: Query,
    members: Members,
    words: Words,
    ticked: Mapping[Facet, BitMap],
) -> tuple[tuple[str, int], ...]:
    """Return how many would match without each phrase and exclusion, where any would."""
    found = []
    liftable = [p for p in question.parse(query.words) if p.kind is PartKind.PHRASE or p.negated]
    if len(liftable) <= MOST_LIFTED:
        for part in liftable:
            less = replace(query, words=question.without(query.words, part))
            base = _answered(connection, less, members, words).matching & members.projects
            found.append((query.words[part.start : part.end], len(_narrowed(base, ticked))))
    return tuple((text, count) for text, count in found if count)


def _page(
    connection: sqlite3.Connection,
    query: Query,
    answered: _Answered,
    members: Members,
    narrowed: BitMap,
    ticked: Mapping[Facet, BitMap],
) -> tuple[list[int], frozenset[int]]:
    """Return the row numbers of the page, and those of them that are wider hits."""
    end = query.offset + query.limit
    if query.limit <= 0:
        return [], frozenset()
    if query.sort is Sort.RELEVANCE and answered.groups:
        order = ranking.ranked(connection, members.corpus, answered.groups, narrowed, end)
    else:
        order = _sorted(connection, query.sort, narrowed, end)
    wider: list[int] = []
    if answered.groups and len(narrowed) < FEW and end > len(narrowed):
        allowed = _narrowed(answered.allowed & members.projects, ticked) - narrowed
        typed = [word for group in answered.understood.groups for word in group.words]
        wider = ranking.wider(
            connection, members.corpus, answered.groups, typed, allowed, FEW - len(narrowed)
        )
    return [*order, *wider][query.offset : end], frozenset(wider)


def _sorted(connection: sqlite3.Connection, sort: Sort, narrowed: BitMap, end: int) -> list[int]:
    """Return the first `end` of these projects in an order that words have no part in."""
    page: list[int] = []
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


def _others(
    connection: sqlite3.Connection, answered: _Answered, members: Members
) -> tuple[OtherHit, ...]:
    """Return the best records of each kind that is no project."""
    if not answered.groups:
        return ()
    best: list[int] = []
    for kind in _OTHER_KINDS:
        some = answered.matching & members.kinds.get(kind, BitMap())
        if some:
            best += ranking.ranked(connection, members.corpus, answered.groups, some, OTHERS)
    return tuple(hits.others(connection, best))


def generation(connection: sqlite3.Connection) -> str | None:
    """Return what changes with every write transaction; None where nothing was ever written."""
    return _meta(connection, schema.GENERATION)


def _meta(connection: sqlite3.Connection, key: str) -> str | None:
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else None


def members_of(connection: sqlite3.Connection) -> Members:
    """Return what is kept in memory between questions."""
    facets: dict[Facet, dict[str, BitMap]] = {facet: {} for facet in Facet}
    kinds: dict[str, BitMap] = {}
    by_name = {schema.KIND: kinds, **{str(facet): facets[facet] for facet in Facet}}
    for facet, value, packed in connection.execute(
        "SELECT facet, value, members FROM facet_values"
    ):
        by_name[facet][value] = BitMap.deserialize(packed)
    places = facets[Facet.MUNICIPALITY]
    family = _family(connection)
    inside = BitMap.union(BitMap(), *(places[name] for name in sorted(family & places.keys())))
    outside = BitMap.union(BitMap(), *(places[name] for name in sorted(places.keys() - family)))
    facets[Facet.FAMILY] = {IN_FAMILY: inside, OUTSIDE_FAMILY: outside - inside}
    count = sum(map(len, kinds.values()))
    length = int(_meta(connection, schema.LENGTH) or 0)
    return Members(facets, kinds, length / count if count else 0.0)


def _family(connection: sqlite3.Connection) -> set[str]:
    family = {FAMILY}
    for (body,) in connection.execute(
        "SELECT body FROM entries WHERE kind = ? AND deleted = 0", (EntryKind.MUNICIPALITY,)
    ):
        municipality = json.loads(body)
        if municipality.get("family") is True:
            family.add(str(municipality.get("name")))
    return family
