"""Opening a data folder with the bundled edition, as window and command line do."""

from pathlib import Path

from katalog_app import paths
from katalog_app.db.store import Store, open_store


def open_catalogue(folder: Path, *, empty: bool = False) -> Store:
    """Return the store of a data folder, with the bundled edition at first use.

    Args:
        folder: The data folder; made where missing.
        empty: At first use begin without any edition.

    Raises:
        StoreUnavailableError: The folder cannot be used; nothing in it was changed.
    """
    return open_store(folder, bundled=None if empty else paths.bundled_edition())
