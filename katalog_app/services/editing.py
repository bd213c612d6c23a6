"""Creating, editing, deleting and restoring entries: each save is one more change."""

from collections.abc import Mapping, Sequence

from katalog_app.db import log, reading, records
from katalog_app.db.store import Store
from katalog_app.errors import (
    NotDeletedError,
)
from katalog_app.model import history
from katalog_app.model.fields import (
    DELETED,
)
from katalog_app.model.inverse import ActKind
from katalog_app.services import undo_stack
from katalog_app.services.recording import Saved, Session


def create(
    store: Store, kind: str, wanted: Mapping[str, object], author: str | None = None
) -> Saved:
    """Make an entry, as one change with all its fields.

    Args:
        kind: One of `EntryKind`.
        wanted: Values by field name.
        author: The exact name of a person entry, made together with the entry where missing.

    Raises:
        UnknownKindError: There is no such kind.
        UnknownFieldError: The kind has no such field.
        InvalidValueError: A value does not fit its field, or a required one is missing.
        StoreUnavailableError: The catalogue cannot be written.
    """
    with log.writing(store) as writer:
        saved = Session(writer, author).create(kind, wanted)
        undo_stack.note(writer, ActKind.CREATE, history.evaluate({}), saved.change)
        return saved


def edit(  # noqa: PLR0913 - by name; the command line gives them all
    store: Store,
    wanted: str,
    *,
    values: Mapping[str, object] | None = None,
    add: Mapping[str, Sequence[object]] | None = None,
    remove: Mapping[str, Sequence[object]] | None = None,
    seen: Sequence[str] | None = None,
    author: str | None = None,
    reason: str | None = None,
) -> str | None:
    """Change fields of an entry; return the id of the change, None where nothing differs.

    Args:
        wanted: Id or slug.
        values: New values; None clears a field, a list for a set becomes additions and removals.
        add: Elements to be in a set.
        remove: Elements to be out of a set.
        seen: The heads the editor saw, of all fields together; None for the present ones. What
            someone else has changed since then becomes a visible conflict.
        author: The exact name of a person entry, made together with the change where missing.
        reason: Why, kept with the change.

    Raises:
        UnknownEntryError: There is no such entry.
        UnknownFieldError: The kind has no such field.
        InvalidValueError: A value does not fit its field.
        UnknownChangeError: The entry has no change that was named as seen.
        StoreUnavailableError: The catalogue cannot be written.
    """
    with log.writing(store) as writer:
        key, kind = reading.found(writer.raw, wanted)
        before = records.judged(writer.raw, bytes.fromhex(key), kind)
        made = Session(writer, author).edit(
            key, kind, values or {}, add or {}, remove or {}, seen, reason=reason
        )
        if made is not None:
            undo_stack.note(writer, ActKind.EDIT, before, made)
        return made


def delete(store: Store, wanted: str, reason: str | None = None, author: str | None = None) -> str:
    """Delete an entry as it stands now; return the change (the present one where it is deleted).

    Raises:
        UnknownEntryError: There is no such entry.
        StoreUnavailableError: The catalogue cannot be written.
    """
    with log.writing(store) as writer:
        session = Session(writer, author)
        key, kind = reading.found(writer.raw, wanted)
        judged = records.judged(writer.raw, bytes.fromhex(key), kind)
        shown = history.project(judged)
        if shown is not None and shown.deleted:
            return judged.heads[DELETED][0]
        made = session.set_deleted(key, kind, judged, True, reason)
        if shown is None or DELETED not in shown.conflicts:  # a dispute cannot be brought back
            undo_stack.note(writer, ActKind.DELETE, judged, made)
        return made


def restore(store: Store, wanted: str, author: str | None = None) -> str:
    """Take back a deletion; return the change.

    Raises:
        UnknownEntryError: There is no such entry.
        NotDeletedError: It is not deleted, nor is its deletion in dispute.
        StoreUnavailableError: The catalogue cannot be written.
    """
    with log.writing(store) as writer:
        key, kind = reading.found(writer.raw, wanted)
        judged = records.judged(writer.raw, bytes.fromhex(key), kind)
        shown = history.project(judged)
        if shown is None or not (shown.deleted or DELETED in shown.conflicts):
            raise NotDeletedError(key)
        made = Session(writer, author).set_deleted(key, kind, judged, False, None)
        if shown.deleted:
            undo_stack.note(writer, ActKind.RESTORE, judged, made)
        return made
