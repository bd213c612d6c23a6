"""Opening a data folder with the bundled edition, as window and command line do."""

from pathlib import Path
from typing import TYPE_CHECKING

from katalog_app import paths
from katalog_app.db.store import Store, open_store

if TYPE_CHECKING:
    from katalog_app.db.projection import Report


def open_catalogue(folder: Path, *, empty: bool = False, report: "Report | None" = None) -> Store:
    """Return the store of a data folder, with the bundled edition at first use, ready to search.

    Args:
        folder: The data folder; made where missing.
        empty: At first use begin without any edition.
        report: Told (done, total) in records where the search index must be made anew.

    Raises:
        StoreUnavailableError: The folder cannot be used; nothing in it was changed.
    """
    store = open_folder(folder, empty=empty)
    if not is_ready(store):
        make_ready(store, report)
    return store


def open_folder(folder: Path, *, empty: bool = False) -> Store:
    """Return the store of a data folder, with the bundled edition at first use.

    It can be searched when `is_ready`.

    Raises:
        StoreUnavailableError: The folder cannot be used; nothing in it was changed.
    """
    return open_store(folder, bundled=None if empty else paths.bundled_edition())


def is_ready(store: Store) -> bool:
    """Return whether words are analysed as when the folder's search index was made."""
    return store.is_indexed


def make_ready(store: Store, report: "Report | None" = None) -> None:
    """Make the search index anew, about a second for a thousand records.

    Args:
        report: Told (done, total) in records; what it raises ends the work, and nothing is changed.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    # Here, since writing loads SQLAlchemy, and a start seldom needs it.
    from katalog_app.db import reindexing

    reindexing.rebuild(store, report)
