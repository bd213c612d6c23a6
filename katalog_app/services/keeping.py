"""What is read from the catalogue once and kept in memory, until something is written."""

from collections.abc import Callable
from typing import TypeVar

from katalog_app.db import facets, generations
from katalog_app.db.facets import Members
from katalog_app.db.store import Connection, Store

T = TypeVar("T")


def members(store: Store, connection: Connection) -> Members:
    """Return the projects of every facet value; few edits change any, and those are read again."""
    found, kinds = kept(store, connection, "facets", facets.counted, of=generations.FACETS)
    return kept(
        store, connection, "members", lambda inside: facets.members_of(inside, found, kinds)
    )


def kept(
    store: Store,
    connection: Connection,
    name: str,
    make: Callable[[Connection], T],
    *,
    of: str = generations.EVERYTHING,
) -> T:
    """Return what is made from the catalogue, made again only when something was written since.

    Args:
        of: The generation that counts what `make` reads.
    """
    generation = generations.now(connection, of)
    there = store.kept.get(name)
    if isinstance(there, tuple) and there[0] == generation:
        found: T = there[1]
        return found
    made = make(connection)
    store.kept[name] = (generation, made)
    return made
