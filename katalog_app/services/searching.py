"""Finding projects."""

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from katalog_app.db import index, postings, reading
from katalog_app.db.index import Words
from katalog_app.db.store import Connection, Store
from katalog_app.language import synonyms
from katalog_app.language.synonyms import Group, Synonyms
from katalog_app.model.fields import EntryKind
from katalog_app.model.query import Query, SearchResult

T = TypeVar("T")


@dataclass(frozen=True)
class Reach:
    """How many projects some words find."""

    with_synonyms: int
    alone: int
    """Without any synonyms."""


def find(store: Store, query: Query) -> SearchResult:
    """Return the projects that match, best first, at most `query.limit` of them, with facet counts.

    Counts are of the whole matching set, each facet as if its own ticks were off.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        return _found(store, connection, query, _kept(store, connection, "synonyms", _synonyms))


def reach(store: Store, words: str) -> Reach:
    """Return how many projects words find, with the synonyms in use and without.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    query = Query(f"{words} ", limit=1, with_facets=False)  # the space: no word is half typed
    with store.reading() as connection:
        used = _kept(store, connection, "synonyms", _synonyms)
        return Reach(
            _found(store, connection, query, used).total,
            _found(store, connection, query, Synonyms()).total,
        )


def _found(
    store: Store, connection: Connection, query: Query, understood_with: Synonyms
) -> SearchResult:
    members = _kept(store, connection, "members", index.members_of)
    words = Words(
        understood_with, lambda: _kept(store, connection, "vocabulary", postings.vocabulary)
    )
    return index.find(connection, query, members, words)


def _synonyms(connection: Connection) -> Synonyms:
    """Return the groups that come with the program, then those of the catalogue."""
    groups = [
        _group(tuple(map(str, words)))
        for shown in reading.values_of(connection, EntryKind.SYNONYMS).values()
        if isinstance(words := shown.get("words"), list)
    ]
    own = Synonyms(tuple(group for group in groups if group))
    return synonyms.joined(synonyms.bundled(), own) if own.groups else synonyms.bundled()


@lru_cache(maxsize=synonyms.MOST_LINES)  # every change of the catalogue asks for all of them anew
def _group(words: tuple[str, ...]) -> Group:
    return tuple(synonyms.grouped(words)[0])


def _kept(store: Store, connection: Connection, name: str, make: Callable[[Connection], T]) -> T:
    """Return what is made from the catalogue, made again only when something was written since."""
    generation = index.generation(connection)
    kept = store.kept.get(name)
    if isinstance(kept, tuple) and kept[0] == generation:
        found: T = kept[1]
        return found
    made = make(connection)
    store.kept[name] = (generation, made)
    return made
