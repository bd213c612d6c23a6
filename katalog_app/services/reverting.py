"""Taking back what an entry said before, by one more change."""

from katalog_app.db import reading
from katalog_app.db.store import Store
from katalog_app.errors import UnknownChangeError
from katalog_app.model.change import base_field
from katalog_app.model.entries import HistoryStep
from katalog_app.model.fields import DELETED, NOTE
from katalog_app.services import editing

_ERASED = "erased"


def can_restore(step: HistoryStep) -> bool:
    """Return whether a field of an earlier change can be said again."""
    return step.field not in (DELETED, NOTE) and step.state != _ERASED


def restore_version(
    store: Store, wanted: str, change: str, author: str | None = None, only: str = ""
) -> str | None:
    """Let the fields that a change set say again what it said; return the new change.

    Fields the change did not set stay as they are, and so do those whose value is erased. None
    comes back where nothing differs.

    Args:
        wanted: Id or slug of the entry.
        change: One of the entry's changes.
        author: The exact name of a person entry, made together with the change where missing.
        only: The one field to restore; "" for all that the change set.

    Raises:
        UnknownEntryError: There is no such entry.
        UnknownChangeError: The entry has no such change.
        UnknownFieldError: The change sets a field that this version of the program does not know.
        InvalidValueError: What the change said does not fit its field.
        StoreUnavailableError: The catalogue cannot be written.
    """
    with store.reading() as connection:
        steps = reading.steps(connection, reading.found(connection, wanted)[0])
    mine = [step for step in steps if step.change == change]
    if not mine:
        raise UnknownChangeError(change)
    values: dict[str, object] = {}
    elements: dict[bool, dict[str, list[object]]] = {True: {}, False: {}}
    for step in filter(can_restore, mine):
        name = base_field(step.field)
        if only not in ("", name):
            continue
        if name == step.field:
            values[name] = step.value
        elif isinstance(step.value, dict) and isinstance(step.value.get("present"), bool):
            said = elements[step.value["present"]]
            said.setdefault(name, []).append(step.value.get("element"))
    return editing.edit(
        store, wanted, values=values, add=elements[True], remove=elements[False], author=author
    )
