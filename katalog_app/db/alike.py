"""Projects that are about the same thing: TF-IDF cosine over the terms of the search index.

A term weighs by how often and where it stands (its level: in the title ten times what it does in
running text, in the keywords five times) and by how few projects have it. The square root keeps a
word of the title at some three words of the text, and a word that is repeated from counting for all
the others.
"""

import json
import math
import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from pyroaring import BitMap

from katalog_app.db import postings
from katalog_app.db.batches import in_parts, places
from katalog_app.language import analysis, terms
from katalog_app.language.stopwords import STOP_WORDS
from katalog_app.model.alike import SimilarProject

MOST = 5
"""Similar projects in one answer."""
FLOOR = 0.13
"""Below this likeness two projects share what any two do."""
CANDIDATES = 400
"""Projects that share a rare term and are compared roughly; as many again if the last is common."""
COMPARED = 30
"""Those of them whose likeness is computed exactly."""
MANY, BEST_TERMS = 20_000, 15
"""Above so many projects only so many of a project's best terms are looked up."""
REASONS = 3
_SHORTEST = 3
"""Letters of a word that can tell anything."""


@dataclass(frozen=True)
class _Vector:
    """What a project is about: term to weight, rarest terms heaviest."""

    weights: Mapping[str, float]
    words: tuple[str, ...]
    """Its folded words."""


@dataclass(frozen=True)
class _Found:
    number: int
    likeness: float
    shared: tuple[str, ...]
    """Terms, those that add most first."""


class Rareness:
    """How rare terms are among the projects; looked up once for each, from any thread."""

    def __init__(self, projects: BitMap) -> None:
        """Take the row numbers of all projects that are not deleted."""
        self.projects = projects
        self._count = len(projects)
        self._known: dict[str, float] = {}

    def of(self, connection: sqlite3.Connection, wanted: Iterable[str]) -> Mapping[str, float]:
        """Return log(all / those that have it) for these terms and others."""
        held = dict.fromkeys((term for term in wanted if term not in self._known), 0)
        for term, _level, records in postings.of_terms(connection, list(held)):
            # A project stands under one level of a term, so the levels can be added up.
            held[term] += self.projects.intersection_cardinality(records)
        for term, count in held.items():
            self._known[term] = math.log(self._count / count) if count else 0.0
        return self._known


def similar(
    connection: sqlite3.Connection, entry_id: str, rareness: Rareness
) -> tuple[SimilarProject, ...]:
    """Return at most `MOST` projects that are like this one, the likest first.

    None comes back for an entry that is no project or is deleted.
    """
    projects = rareness.projects
    row = connection.execute(
        "SELECT number, json_extract(body, '$.municipality') FROM entries WHERE id = ?",
        (bytes.fromhex(entry_id),),
    ).fetchone()
    if row is None or row[0] not in projects:
        return ()
    number, place = row
    own = _vectors(connection, [number], rareness, _stems(place or ""))[number]
    asked = _asked(connection, own, rareness)
    rough = _rough(connection, asked, projects - BitMap([number]), rareness)
    found = _exact(connection, own, rough, rareness)
    return _told(connection, own, found)


def _stems(text: str) -> frozenset[str]:
    return frozenset(analysis.stem(word) for _, word in analysis.words(text))


def _asked(connection: sqlite3.Connection, own: _Vector, rareness: Rareness) -> list[str]:
    """Return the terms to look up, rarest first: all of them, or the best of very many projects."""
    known = rareness.of(connection, own.weights)
    wanted = sorted(own.weights, key=lambda term: (-own.weights[term], term))
    if len(rareness.projects) > MANY:
        wanted = wanted[:BEST_TERMS]
    return sorted(wanted, key=lambda term: (-known[term], term))


def _rough(
    connection: sqlite3.Connection, asked: Sequence[str], others: BitMap, rareness: Rareness
) -> list[int]:
    """Return the projects that share most with the terms asked for, for their length."""
    known = rareness.of(connection, asked)
    candidates, points = BitMap(), dict[int, float]()
    for term in asked:
        is_open = len(candidates) < CANDIDATES
        for level, records in postings.of_term(connection, term).by_level.items():
            inside = records & (others if is_open else candidates)
            candidates |= inside
            weight = known[term] ** 2 * _occurrences(level)
            for number in inside:
                points[number] = points.get(number, 0.0) + weight
    lengths = dict[int, int]()
    for part in in_parts(candidates):
        lengths |= connection.execute(
            f"SELECT number, length FROM search_text WHERE number IN ({places(part)})", part
        )
    order = sorted(points, key=lambda n: (-points[n] / math.sqrt(lengths.get(n, 0) + 1), n))
    return order[:COMPARED]


def _exact(
    connection: sqlite3.Connection, own: _Vector, rough: Sequence[int], rareness: Rareness
) -> list[_Found]:
    norm = _norm(own.weights)
    found = []
    for number, other in _vectors(connection, rough, rareness).items():
        shared = {
            term: own.weights[term] * other.weights[term]
            for term in own.weights.keys() & other.weights.keys()
        }
        likeness = sum(shared.values()) / ((norm * _norm(other.weights)) or 1.0)
        if likeness >= FLOOR:
            telling = sorted(shared, key=lambda term: (-shared[term], term))
            found.append(_Found(number, likeness, tuple(telling)))
    return sorted(found, key=lambda one: (-one.likeness, one.number))[:MOST]


def _norm(weights: Mapping[str, float]) -> float:
    return math.sqrt(math.fsum(weight * weight for weight in weights.values()))


def _vectors(
    connection: sqlite3.Connection,
    numbers: Sequence[int],
    rareness: Rareness,
    besides: Collection[str] = (),
) -> dict[int, _Vector]:
    """Return what these projects are about.

    Args:
        besides: Stems that do not count, such as the place: that two projects are in the same
            municipality does not make them alike.
    """
    found: dict[int, _Vector] = {}
    texts = connection.execute(
        f"SELECT number, levels, words FROM search_text WHERE number IN ({places(numbers)})",
        numbers,
    ).fetchall()
    for number, levels, words in texts:
        own_words = tuple(words.split())
        surface = {word for word in own_words if analysis.stem(word) != word}
        said = {
            term: level
            for term, level in terms.unpacked(levels).items()
            if term not in surface and term not in besides and _tells(term)
        }
        known = rareness.of(connection, said)
        weights = {t: _occurrences(level) * known[t] for t, level in said.items() if known[t] > 0}
        found[number] = _Vector(weights, own_words)
    return found


def _tells(term: str) -> bool:
    return len(term) >= _SHORTEST and term.isalpha() and term not in STOP_WORDS


def _occurrences(level: int) -> float:
    return math.sqrt(terms.LEVELS[level])


def _told(
    connection: sqlite3.Connection, own: _Vector, found: Sequence[_Found]
) -> tuple[SimilarProject, ...]:
    numbers = [one.number for one in found]
    rows = {
        number: (key.hex(), title, json.loads(body))
        for number, key, title, body in connection.execute(
            f"SELECT number, id, title, body FROM entries WHERE number IN ({places(numbers)})",
            numbers,
        )
    }
    told = []
    for one in found:
        key, title, body = rows[one.number]
        place = body.get("municipality")
        shared = _words(connection, own, one.shared)
        municipality = place if isinstance(place, str) else ""
        told.append(SimilarProject(key, title, municipality, shared, one.likeness))
    return tuple(told)


def _words(connection: sqlite3.Connection, own: _Vector, shared: Sequence[str]) -> tuple[str, ...]:
    """Return the words that the first terms stand for, none of them a part of another."""
    chosen: list[str] = []
    for term in shared:
        word = _word(connection, own, term)
        if word and not any(word in other or other in word for other in chosen):
            chosen.append(word)
        if len(chosen) == REASONS:
            break
    return tuple(chosen)


def _word(connection: sqlite3.Connection, own: _Vector, term: str) -> str:
    """Return how a term is written: the project's shortest word of it, else the commonest of all.

    The latter only where it is seen in one of the project's compounds; "" where no word is.
    """
    mine = [word for word in own.words if analysis.stem(word) == term]
    if mine:
        row = connection.execute(
            "SELECT written FROM words WHERE word = ?", (min(mine, key=lambda w: (len(w), w)),)
        ).fetchone()
        return str(row[0]) if row else ""
    rows = connection.execute(
        "SELECT written FROM words WHERE word >= ?1 AND word < ?1 || ?2 ORDER BY uses DESC, word",
        (term, "\U0010ffff"),
    )
    for (written,) in rows:
        folded = analysis.fold(written)
        if analysis.stem(folded) == term and any(folded in word for word in own.words):
            return str(written)
    return ""
