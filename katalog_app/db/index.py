"""Search: from a question in words to the hits and the counts of every facet."""

import sqlite3
import time
from collections.abc import Callable
from dataclasses import dataclass, replace

from pyroaring import BitMap

from katalog_app.db import hits, matching, ranking
from katalog_app.db.facets import Members, Ticked, any_of
from katalog_app.db.listing import in_order
from katalog_app.db.matching import AnsweredGroup
from katalog_app.language import analysis, highlight, question
from katalog_app.language import groups as grouping
from katalog_app.language.groups import Group, Understood
from katalog_app.language.question import PartKind
from katalog_app.language.spelling import Vocabulary
from katalog_app.language.synonyms import Synonyms
from katalog_app.model.fields import EntryKind
from katalog_app.model.query import FEW, OTHERS, Facet, OtherHit, Query, SearchResult, Sort

MOST_LIFTED = 8
"""With more phrases and exclusions than these nobody is told what each takes away: every one costs
a whole search."""
_OTHER_KINDS = (EntryKind.NODE, EntryKind.CONTACT, EntryKind.PERSON, EntryKind.MUNICIPALITY)


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
    ticked = _ticked(query, answered.understood, members)
    base = answered.matching & members.projects
    narrowed = ticked.narrowed(base)
    page, wider = _page(connection, query, answered, members, narrowed, ticked)
    forms = highlight.forms(answered.understood.groups, answered.understood.phrases)
    return SearchResult(
        hits=tuple(hits.of(connection, page, forms, wider)),
        total=len(narrowed),
        facets=ticked.counts(base) if query.with_facets else {},
        corrected=answered.corrected,
        took_ms=(time.perf_counter() - began) * 1000,
        where=ticked.where,
        lifted={} if narrowed else ticked.lifted(base),
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
    ticked = _ticked(query, answered.understood, members)
    return ticked.narrowed(answered.matching & members.projects)


def _answered(
    connection: sqlite3.Connection, query: Query, members: Members, words: Words
) -> _Answered:
    parts = question.parse(query.words)
    understood = grouping.understand(parts, query.words, words.synonyms)
    found, groups = [], []
    for asked in understood.groups:
        answer, group = matching.answered(connection, asked), asked
        near = None if answer.records or query.exact else mended(asked, words)
        if near is not None:
            answer, group = matching.answered(connection, near), near
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


def mended(group: Group, words: Words) -> Group | None:
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
    allowed = members.records
    for facet, value in understood.excluded_filters:
        meant = question.meant(facet, value, members.facets[facet])
        allowed = allowed - any_of(members.facets, facet, meant)
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


def _ticked(query: Query, understood: Understood, members: Members) -> Ticked:
    """Return ticked and typed filters together."""
    where = {facet: frozenset(wanted) for facet, wanted in query.where.items()}
    for (facet, _value), meant in _meant(understood, members).items():
        where[facet] = where.get(facet, frozenset()) | meant
    return Ticked(members.facets, where)


def _lifted_parts(
    connection: sqlite3.Connection,
    query: Query,
    members: Members,
    words: Words,
    ticked: Ticked,
) -> tuple[tuple[str, int], ...]:
    """Return how many would match without each phrase and exclusion, where any would."""
    found = []
    liftable = [p for p in question.parse(query.words) if p.kind is PartKind.PHRASE or p.negated]
    if len(liftable) <= MOST_LIFTED:
        for part in liftable:
            less = replace(query, words=question.without(query.words, part))
            base = _answered(connection, less, members, words).matching & members.projects
            found.append((query.words[part.start : part.end], len(ticked.narrowed(base))))
    return tuple((text, count) for text, count in found if count)


def _page(
    connection: sqlite3.Connection,
    query: Query,
    answered: _Answered,
    members: Members,
    narrowed: BitMap,
    ticked: Ticked,
) -> tuple[list[int], frozenset[int]]:
    """Return the row numbers of the page, and those of them that are wider hits."""
    end = query.offset + query.limit
    if query.limit <= 0:
        return [], frozenset()
    if query.sort is Sort.RELEVANCE and answered.groups:
        order = ranking.ranked(connection, members, answered.groups, narrowed, end)
    else:
        order = in_order(connection, query.sort, narrowed, end)
    wider: list[int] = []
    if answered.groups and len(narrowed) < FEW and end > len(narrowed):
        allowed = ticked.narrowed(answered.allowed & members.projects) - narrowed
        typed = [word for group in answered.understood.groups for word in group.words]
        wider = ranking.wider(
            connection, members, answered.groups, typed, allowed, FEW - len(narrowed)
        )
    return [*order, *wider][query.offset : end], frozenset(wider)


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
            best += ranking.ranked(connection, members, answered.groups, some, OTHERS)
    return tuple(hits.others(connection, best))
