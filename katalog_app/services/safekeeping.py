"""Whether the catalogue is whole, and the digest by which two catalogues are compared."""

from katalog_app.db import checking
from katalog_app.db.checking import Digest
from katalog_app.db.projection import Report
from katalog_app.db.store import Store

__all__ = ["Digest", "check", "digest"]


def digest(store: Store) -> Digest:
    """Return the digest of entries, fields and conflicts; not of keys, settings or waiting changes.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        return checking.digest(connection)


def rebuild_index(store: Store, report: Report | None = None) -> int:
    """Make the search index anew from what is shown; return the number of records in it.

    Args:
        report: Told (done, total) in records.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    from katalog_app.db import reindexing  # it writes, and so loads SQLAlchemy

    return reindexing.rebuild(store, report)


def check(store: Store) -> list[str]:
    """Return what is wrong with the catalogue, [] where everything is whole.

    Looks at the database file, at every change and its values, and computes from the changes anew
    what every entry, facet and the search index should hold.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read at all.
    """
    with store.reading() as connection:
        return checking.problems(connection)
