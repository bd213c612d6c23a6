"""Finding projects."""

from katalog_app.db import listing
from katalog_app.db.store import Store
from katalog_app.model.query import Query, SearchResult
from katalog_app.services.keeping import members


def find(store: Store, query: Query) -> SearchResult:
    """Return the projects that match, best first, at most `query.limit` of them, with facet counts.

    Counts are of the whole matching set, each facet as if its own ticks were off.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    if query.words.strip():
        from katalog_app.services import answering  # a start asks without words, and faster so

        return answering.find(store, query)
    with store.reading() as connection:
        return listing.find(connection, query, members(store, connection))


def get_ready(store: Store) -> None:
    """Load what the first question will need, so that its answer does not wait for that.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    # Letters that most words begin with: the texts of likely hits are then read already.
    for beginning in ("hej", "s", "d", "e"):
        find(store, Query(beginning, with_facets=False))
