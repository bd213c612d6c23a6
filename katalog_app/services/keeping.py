"""What is read from the catalogue once and kept in memory, until something is written."""

from collections.abc import Callable
from typing import TypeVar

from katalog_app.db import facets
from katalog_app.db.facets import Members
from katalog_app.db.store import Connection, Store

T = TypeVar("T")


def members(store: Store, connection: Connection) -> Members:
    """Return the projects of every facet value."""
    return kept(store, connection, "members", facets.members_of)


def kept(store: Store, connection: Connection, name: str, make: Callable[[Connection], T]) -> T:
    """Return what is made from the catalogue, made again only when something was written since."""
    generation = facets.generation(connection)
    there = store.kept.get(name)
    if isinstance(there, tuple) and there[0] == generation:
        found: T = there[1]
        return found
    made = make(connection)
    store.kept[name] = (generation, made)
    return made
