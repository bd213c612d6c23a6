"""Projects whose texts are so alike that they may be about the same thing: TF-IDF cosine of all.

Where `alike` looks for what is like one project, this looks through all of them at once: two
projects are compared only if they share several of their rarest words.
"""

import math
import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import combinations

from katalog_app.model.fields import EntryKind

MOST_PROJECTS = 20_000
"""Above so many projects nothing is looked for: it would take a minute."""
FLOOR = 0.3
"""Below this likeness (0..1) two projects are about different things; what resembles has 0.2."""
RARE = 8
"""A word that more projects than this have brings none of them together."""
TELLING, SHARED = 20, 4
"""Of so many of a project's rarest words two have to share so many to be compared."""
LEAST = 25
"""Different words a text must have: of fewer nothing can be said."""


def alike(connection: sqlite3.Connection) -> list[tuple[str, str, float]]:
    """Return pairs of ids of projects with much the same text, with their likeness, no order."""
    rows = connection.execute(
        "SELECT id, words FROM search_text JOIN entries ON entries.number = search_text.number"
        " WHERE kind = ? AND deleted = 0",
        (EntryKind.PROJECT,),
    ).fetchall()
    if len(rows) > MOST_PROJECTS:
        return []
    everything = {key.hex(): frozenset(words.split()) for key, words in rows}
    uses = Counter(term for held in everything.values() for term in held)
    said = {key: held for key, held in everything.items() if len(held) >= LEAST}
    found = []
    vectors: dict[str, Mapping[str, float]] = {}
    for one, other in _candidates(said, uses):
        for key in (one, other):
            if key not in vectors:
                vectors[key] = _vector(said[key], uses, len(everything))
        likeness = math.fsum(
            weight * vectors[other].get(term, 0.0) for term, weight in vectors[one].items()
        )
        if likeness >= FLOOR:
            found.append((one, other, likeness))
    return found


def _candidates(
    said: Mapping[str, frozenset[str]], uses: Mapping[str, int]
) -> Iterator[tuple[str, str]]:
    """Yield the pairs, each once, that share several of their rarest words."""
    holding: dict[str, list[str]] = {}
    for key, held in said.items():
        rare = sorted((term for term in held if 1 < uses[term] <= RARE), key=lambda t: (uses[t], t))
        for term in rare[:TELLING]:
            holding.setdefault(term, []).append(key)
    shared: Counter[tuple[str, str]] = Counter()
    for keys in holding.values():
        shared.update(combinations(sorted(keys), 2))
    yield from (pair for pair, count in shared.items() if count >= SHARED)


def _vector(held: frozenset[str], uses: Mapping[str, int], total: int) -> Mapping[str, float]:
    """Return the weight of every word, by its rareness alone: titles are compared elsewhere."""
    weights = {term: math.log(total / uses[term]) for term in held}
    norm = math.sqrt(math.fsum(weight * weight for weight in weights.values())) or 1.0
    return {term: weight / norm for term, weight in weights.items()}
