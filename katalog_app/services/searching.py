"""Finding projects."""

from katalog_app.db import index
from katalog_app.db.store import Connection, Store
from katalog_app.model.query import Query, SearchResult

_KEPT = "facet-members"


def find(store: Store, query: Query) -> SearchResult:
    """Return the projects that match, best first, at most `query.limit` of them, with facet counts.

    Counts are of the whole matching set, each facet as if its own ticks were off.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        return index.find(connection, query, _members(store, connection))


def _members(store: Store, connection: Connection) -> index.Members:
    """Return the facets' bitmaps, read again only when something has been written since."""
    generation = index.generation(connection)
    kept = store.kept.get(_KEPT)
    if isinstance(kept, tuple) and kept[0] == generation:
        members: index.Members = kept[1]
        return members
    members = index.facet_members(connection)
    store.kept[_KEPT] = (generation, members)
    return members
