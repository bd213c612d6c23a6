"""Who edits: the person entry that goes along with one's changes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from katalog_app.db import reading
from katalog_app.db.store import Store
from katalog_app.errors import InvalidValueError, ValueFault
from katalog_app.model.fields import EntryKind
from katalog_app.services import editing


@dataclass(frozen=True)
class Author:
    """Who edits, as the catalogue knows them."""

    name: str
    person: str | None
    """The id of the person entry; None until the first change makes one."""
    said: Mapping[str, object]
    """What that entry says, by field name; the name alone where there is none."""
    seen: tuple[str, ...]
    """The changes behind it."""


def author(store: Store, name: str) -> Author:
    """Return what the catalogue knows of the person who writes under a name.

    Raises:
        StoreUnavailableError: The catalogue cannot be read.
    """
    with store.reading() as connection:
        known = reading.person_named(connection, name) if name else None
        if known is None:
            return Author(name, None, {"name": name} if name else {}, ())
        person = reading.entry(connection, known)
    seen = {head for heads in person.heads.values() for head in heads}
    return Author(name, known, person.fields, tuple(sorted(seen)))


def introduce(store: Store, said: Mapping[str, object]) -> str:
    """Make the person entry of somebody who begins to edit; return its id.

    Where there is a person of exactly this name, what that entry lacks is filled in and what it
    says is left as it is.

    Args:
        store: The catalogue.
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


def correct(store: Store, name: str, said: Mapping[str, object], seen: Sequence[str]) -> str | None:
    """Let the person entry of who edits say something else; return the change, None for none.

    It is the same person as before, so all earlier changes show the new name too. An ordinary
    change, made by that person.

    Args:
        store: The catalogue.
        name: The name the entry has now.
        said: New values by field name; None clears a field.
        seen: The changes behind what the editor was shown.

    Raises:
        UnknownEntryError: Nobody has that name.
        InvalidValueError: A value does not fit its field, or somebody else has the new name.
        StoreUnavailableError: The catalogue cannot be written.
    """
    wanted = said.get("name", name)
    with store.reading() as connection:
        person = reading.person_named(connection, name)
        other = reading.person_named(connection, wanted) if isinstance(wanted, str) else None
    if other not in (None, person):
        raise InvalidValueError("name", ValueFault.TAKEN, str(wanted))
    return editing.edit(store, person or name, values=said, seen=seen, author=name)
