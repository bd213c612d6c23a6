"""Finding what is like an opened project."""

from katalog_app.db import alike
from katalog_app.db.store import Store
from katalog_app.model.alike import SimilarProject
from katalog_app.services import searching


def similar(store: Store, entry_id: str) -> tuple[SimilarProject, ...]:
    """Return at most five projects that are about the same thing as this one, the likest first.

    Neither the project itself nor deleted ones are among them; () where nothing is alike, or the
    project is deleted or unknown.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        return alike.similar(connection, entry_id, searching.rareness(store, connection))
