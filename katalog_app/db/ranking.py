"""The order of hits: bm25 over a limited number of candidates, and wider hits after them.

Okapi BM25 (Robertson and Zaragoza, 2009) with the occurrences weighed by where they stand; fusion
of lists by reciprocal rank (Cormack, Clarke and Büttcher, 2009).
"""

import math
import sqlite3
from collections.abc import Iterable, Mapping, Sequence

from pyroaring import BitMap

from katalog_app.db import postings
from katalog_app.db.batches import in_parts, places
from katalog_app.db.facets import Members
from katalog_app.db.matching import Answer, AnsweredGroup
from katalog_app.language import terms
from katalog_app.language.groups import Way

CANDIDATES = 1_000
"""Records whose order is computed; those after them come as they are numbered."""
SATURATION, LENGTH_SHARE = 1.2, 0.75
"""BM25's k1 and b."""
FUSED = 60
"""The constant of reciprocal rank fusion."""
GROUPS_WEIGHT, TRIGRAMS_WEIGHT = 1.0, 0.5
SHARED_TRIGRAMS = 0.4
"""The part of a question's three-letter pieces that a wider hit must share, at least."""


def ranked(
    connection: sqlite3.Connection,
    members: Members,
    groups: Sequence[AnsweredGroup],
    matching: BitMap,
    most: int,
) -> list[int]:
    """Return the `most` best of the matching records in order; equal ones as they are numbered."""
    candidates = _candidates(groups, matching)
    points = scores(connection, members, groups, candidates)
    best = sorted(candidates, key=lambda number: (-points.get(number, 0.0), number))
    missing = most - len(best)
    return [*best, *(matching - candidates)[:missing]] if missing > 0 else best[:most]


def _candidates(groups: Sequence[AnsweredGroup], matching: BitMap) -> BitMap:
    """Return those where the words say most: in titles, then keywords, then text."""
    if len(matching) <= CANDIDATES:
        return matching
    found = BitMap()
    for least in (terms.TITLE_LEVEL, terms.KEYWORD_LEVEL, 1):
        high = [
            records
            for group in groups
            for answer in group.answers[:2]
            for posting in answer.postings
            for level, records in posting.by_level.items()
            if level >= least
        ]
        found |= BitMap.union(BitMap(), *high) & matching
        if len(found) >= CANDIDATES // 4:
            break
    return found if len(found) <= CANDIDATES else BitMap(found[:CANDIDATES])


def scores(
    connection: sqlite3.Connection,
    members: Members,
    groups: Iterable[AnsweredGroup],
    candidates: BitMap,
) -> dict[int, float]:
    """Return points by record: of every group its best answer, added up."""
    norms = _norms(connection, members, candidates)
    total: dict[int, float] = {}
    for group in groups:
        best: dict[int, float] = {}
        for answer in group.answers:
            for number, points in _points(members, answer, candidates, norms).items():
                if points > best.get(number, 0.0):
                    best[number] = points
        for number, points in best.items():
            total[number] = total.get(number, 0.0) + points
    return total


def _points(
    members: Members, answer: Answer, candidates: BitMap, norms: Mapping[int, float]
) -> dict[int, float]:
    inside = answer.records & candidates
    found: dict[int, float] = {}
    if not inside:
        return found
    for posting in answer.postings:
        weight = answer.way.value * _rareness(members, posting.records)
        rest = inside
        for level in sorted(posting.by_level, reverse=True):
            occurrences = terms.LEVELS[level]
            here = posting.by_level[level] & rest
            rest = rest - here
            for number in here:
                share = occurrences * (SATURATION + 1) / (occurrences + norms[number])
                found[number] = found.get(number, 0.0) + weight * share
    return found


def _rareness(members: Members, records: BitMap) -> float:
    """Return the inverse document frequency, never below zero."""
    count, held = len(members.records), len(records)
    return math.log(1 + max(count - held + 0.5, 0.5) / (held + 0.5))


def _norms(
    connection: sqlite3.Connection, members: Members, candidates: BitMap
) -> Mapping[int, float]:
    """Return what a record's length adds to the denominator: long texts hold many words anyway.

    Returns:
        By record, of the candidates and of others asked for before.
    """
    found = members.norms
    average = members.average_length or 1.0
    for part in in_parts(number for number in candidates if number not in found):
        for number, length in connection.execute(
            f"SELECT number, length FROM search_text WHERE number IN ({places(part)})", part
        ):
            found[number] = SATURATION * (1 - LENGTH_SHARE + LENGTH_SHARE * length / average)
    return found


def wider(
    connection: sqlite3.Connection,
    members: Members,
    groups: Sequence[AnsweredGroup],
    words: Iterable[str],
    allowed: BitMap,
    most: int,
) -> list[int]:
    """Return records that answer only some of the groups, or words much like them, best first.

    Args:
        words: As typed.
        allowed: The records that may come.
        most: Records returned at most.
    """
    loose = [*groups, *_parts(groups)]
    some = _some(loose, allowed)
    points = scores(connection, members, loose, some)
    by_groups = sorted(some, key=lambda number: (-points.get(number, 0.0), number))
    by_trigrams = _alike(connection, members, words, allowed)
    fused: dict[int, float] = {}
    for weight, order in ((GROUPS_WEIGHT, by_groups), (TRIGRAMS_WEIGHT, by_trigrams)):
        for rank, number in enumerate(order, 1):
            fused[number] = fused.get(number, 0.0) + weight / (FUSED + rank)
    return sorted(fused, key=lambda number: (-fused[number], number))[:most]


def _parts(groups: Iterable[AnsweredGroup]) -> list[AnsweredGroup]:
    """Return a group for each part of a compound: who holds only one may be what is meant."""
    return [
        AnsweredGroup((Answer(Way.PARTS, (posting,), posting.records),), posting.records)
        for group in groups
        for answer in group.answers
        if answer.way is Way.PARTS
        for posting in answer.postings
    ]


def _some(groups: Sequence[AnsweredGroup], allowed: BitMap) -> BitMap:
    """Return records that answer any group, those of the rarest groups first where many do."""
    found = BitMap()
    for group in sorted(groups, key=lambda group: len(group.records)):
        found |= group.records & allowed
        if len(found) > CANDIDATES:
            return BitMap(found[:CANDIDATES])
    return found


def _alike(
    connection: sqlite3.Connection, members: Members, words: Iterable[str], allowed: BitMap
) -> list[int]:
    """Return records whose title and keywords share many three-letter pieces, best first."""
    keys = sorted({key for word in words for key in terms.trigrams(word)})
    found = [postings.of_term(connection, key).records for key in keys]
    points: dict[int, float] = {}
    shared: dict[int, int] = {}
    for records in sorted(found, key=len):
        weight = _rareness(members, records)
        inside = records & allowed
        if len(points) > CANDIDATES:  # what holds only the commonest pieces is not alike
            inside &= BitMap(points)
        for number in inside:
            points[number] = points.get(number, 0.0) + weight
            shared[number] = shared.get(number, 0) + 1
    enough = [n for n in points if shared[n] >= SHARED_TRIGRAMS * len(keys)]
    return sorted(enough, key=lambda number: (-points[number], number))
