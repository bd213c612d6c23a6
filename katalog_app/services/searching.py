"""Finding projects."""

from collections.abc import Callable
from typing import TypeVar

from pyroaring import BitMap

from katalog_app.db import index, postings, reading
from katalog_app.db.alike import Rareness
from katalog_app.db.index import Members, Words
from katalog_app.db.store import Connection, Store
from katalog_app.language import synonyms
from katalog_app.language.synonyms import Synonyms
from katalog_app.model.fields import EntryKind
from katalog_app.model.query import Query, SearchResult

T = TypeVar("T")


def find(store: Store, query: Query) -> SearchResult:
    """Return the projects that match, best first, at most `query.limit` of them, with facet counts.

    Counts are of the whole matching set, each facet as if its own ticks were off.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        return index.find(connection, query, members(store, connection), _words(store, connection))


def matching(store: Store, typed: str) -> tuple[BitMap, int]:
    """Return the row numbers of all projects that match a question, and the highest there is.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        known, words = members(store, connection), _words(store, connection)
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


def _words(store: Store, connection: Connection) -> Words:
    return Words(
        _kept(store, connection, "synonyms", _synonyms),
        lambda: _kept(store, connection, "vocabulary", postings.vocabulary),
    )


def _synonyms(connection: Connection) -> Synonyms:
    """Return the groups that come with the program, then those of the catalogue."""
    lines = [
        ", ".join(str(word) for word in words)
        for shown in reading.values_of(connection, EntryKind.SYNONYMS).values()
        if isinstance(words := shown.get("words"), list)
    ]
    if not lines:
        return synonyms.bundled()
    own = synonyms.parse("\n".join(lines).encode()).synonyms
    return synonyms.joined(synonyms.bundled(), own)


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
