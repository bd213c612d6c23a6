"""Finding projects."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from pyroaring import BitMap

from katalog_app.db import index, postings
from katalog_app.db.alike import Rareness
from katalog_app.db.index import Members, Words
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
        return index.find(
            connection, query, members(store, connection), _words(store, connection, query.words)
        )


def get_ready(store: Store) -> None:
    """Load what the first question will need, so that its answer does not wait for that.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    # Letters that most words begin with: the texts of likely hits are then read already.
    for beginning in ("hej", "s", "d", "e"):
        find(store, Query(beginning, with_facets=False))


def reach(store: Store, words: str) -> Reach:
    """Return how many projects words find, with the synonyms in use and without.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    query = Query(f"{words} ", limit=1, with_facets=False)  # the space: no word is half typed
    with store.reading() as connection:
        known, used = members(store, connection), _words(store, connection, words)
        without = replace(used, synonyms=Synonyms())
        return Reach(
            index.find(connection, query, known, used).total,
            index.find(connection, query, known, without).total,
        )


def matching(store: Store, typed: str) -> tuple[BitMap, int]:
    """Return the row numbers of all projects that match a question, and the highest there is.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        known, words = members(store, connection), _words(store, connection, typed)
        found = index.all_of(connection, typed, known, words)
        return found, index.last_number(connection)


def members(store: Store, connection: Connection) -> Members:
    """Return the projects of every facet value, kept until something is written."""
    return _kept(store, connection, "members", index.members_of)


def rareness(store: Store, connection: Connection) -> Rareness:
    """Return how rare terms are, kept until something is written."""
    return _kept(
        store, connection, "rareness", lambda _: Rareness(members(store, connection).projects)
    )


def _words(store: Store, connection: Connection, typed: str) -> Words:
    # The first page asks without words, and a start need not wait for what they would need.
    asked = bool(typed.strip())
    return Words(
        _kept(store, connection, "synonyms", _synonyms) if asked else Synonyms(),
        lambda: _kept(store, connection, "vocabulary", postings.vocabulary),
    )


def _synonyms(connection: Connection) -> Synonyms:
    """Return the groups that come with the program, then those of the catalogue."""
    from katalog_app.db import reading  # a start without words need not load it

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
