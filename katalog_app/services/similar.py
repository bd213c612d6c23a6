"""Finding what is like an opened project."""

from katalog_app.db import alike
from katalog_app.db.alike import Rareness
from katalog_app.db.store import Connection, Store
from katalog_app.model.alike import SimilarProject
from katalog_app.services.keeping import kept, members


def similar(store: Store, entry_id: str) -> tuple[SimilarProject, ...]:
    """Return at most five projects that are about the same thing as this one, the likest first.

    Neither the project itself nor deleted ones are among them; () where nothing is alike, or the
    project is deleted or unknown.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        return alike.similar(connection, entry_id, _rareness(store, connection))


def _rareness(store: Store, connection: Connection) -> Rareness:
    return kept(
        store, connection, "rareness", lambda _: Rareness(members(store, connection).projects)
    )
