"""Who edits: the person entry that goes along with one's changes."""

from collections.abc import Mapping

from katalog_app.db import reading
from katalog_app.db.store import Store
from katalog_app.model.fields import EntryKind
from katalog_app.services import editing


def introduce(store: Store, said: Mapping[str, object]) -> str:
    """Make the person entry of somebody who begins to edit; return its id.

    Where there is a person of exactly this name, what that entry lacks is filled in and what it
    says is left as it is.

    Args:
        said: Values by field name, "name" among them.

    Raises:
        InvalidValueError: A value does not fit its field, or the name is missing.
        StoreUnavailableError: The catalogue cannot be written.
    """
    name = str(said.get("name") or "")
    with store.reading() as connection:
        known = reading.person_named(connection, name)
        person = reading.entry(connection, known) if known else None
    if person is None:
        return editing.create(store, EntryKind.PERSON, said, author=name or None).id
    lacking = {key: value for key, value in said.items() if key not in person.fields}
    if lacking:
        editing.edit(store, person.id, values=lacking, author=name)
    return person.id
