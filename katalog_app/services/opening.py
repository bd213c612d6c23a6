"""Opening a data folder with the bundled edition, as window and command line do."""

from pathlib import Path
from typing import TYPE_CHECKING

from katalog_app import paths
from katalog_app.db import postings
from katalog_app.db.store import Store, open_store

if TYPE_CHECKING:
    from katalog_app.db.projection import Report


def open_catalogue(folder: Path, *, empty: bool = False, report: "Report | None" = None) -> Store:
    """Return the store of a data folder, with the bundled edition at first use.

    Where words are analysed otherwise than when the folder was used last, its search index is made
    anew first: about a second for a thousand projects.

    Args:
        folder: The data folder; made where missing.
        empty: At first use begin without any edition.
        report: Told (done, total) in records while the index is made anew.

    Raises:
        StoreUnavailableError: The folder cannot be used; nothing in it was changed.
    """
    store = open_store(folder, bundled=None if empty else paths.bundled_edition())
    with store.reading() as connection:
        is_current = postings.is_current(connection)
    if not is_current:
        # Here, since writing loads SQLAlchemy, and a start seldom needs it.
        from katalog_app.db import reindexing

        reindexing.rebuild(store, report)
    return store
