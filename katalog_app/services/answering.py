"""Answering questions in words."""

from dataclasses import dataclass, replace
from functools import lru_cache

from pyroaring import BitMap

from katalog_app.db import index, listing, postings, reading
from katalog_app.db.index import Words
from katalog_app.db.store import Connection, Store
from katalog_app.language import synonyms
from katalog_app.language.synonyms import Group, Synonyms
from katalog_app.model.fields import EntryKind
from katalog_app.model.query import Query, SearchResult
from katalog_app.services.keeping import kept, members


@dataclass(frozen=True)
class Reach:
    """How many projects some words find."""

    with_synonyms: int
    alone: int
    """Without any synonyms."""


def find(store: Store, query: Query) -> SearchResult:
    """Return what `services.searching.find` does; the words of the query may be none.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        return index.find(connection, query, members(store, connection), words(store, connection))


def reach(store: Store, asked: str) -> Reach:
    """Return how many projects words find, with the synonyms in use and without.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    query = Query(f"{asked} ", limit=1, with_facets=False)  # the space: no word is half typed
    with store.reading() as connection:
        known, used = members(store, connection), words(store, connection)
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
        known, used = members(store, connection), words(store, connection)
        found = index.all_of(connection, typed, known, used)
        return found, listing.last_number(connection)


def words(store: Store, connection: Connection) -> Words:
    """Return what questions are understood with, kept until something is written."""
    return Words(
        kept(store, connection, "synonyms", _synonyms),
        lambda: kept(store, connection, "vocabulary", postings.vocabulary),
    )


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
