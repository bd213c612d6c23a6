"""One piece of work on the catalogue, in the background, and how it ended."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Protocol

from katalog_app.model.fields import EntryKind

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from katalog_app.db.store import Store
    from katalog_app.services.undoing import Undone


@dataclass(frozen=True)
class Done:
    """What a piece of work did."""

    entry: str
    """The id of the entry it was about."""
    change: str | None
    """The change it made, None where nothing differed."""
    clashes: tuple[str, ...] = ()
    """Fields (or `deleted`) that this change brought into conflict."""
    undone: Undone | None = None
    """What was taken back, or made again."""


class Work(Protocol):
    """What is done to the catalogue; raises a `KatalogError` where it cannot be."""

    def __call__(self, store: Store, author: str) -> Done:
        """Do it in this person's name."""


@dataclass(frozen=True)
class Ended:
    """How a piece of work ended: one of the two is there."""

    done: Done | None = None
    error: Exception | None = None


def ended(
    store: Store, author: str, introduction: Callable[[Store], str] | None, work: Work
) -> Ended:
    """Do a piece of work, after the introduction of one who has not edited before.

    A fault comes back with the answer, so that whoever asked knows that it was this work's.
    """
    try:
        if introduction is not None:
            introduction(store)
        return Ended(done=work(store, author))
    except Exception as error:  # noqa: BLE001 - told or raised again in the main thread
        return Ended(error=error)


def create(
    store: Store, author: str, *, values: Mapping[str, object], source: str | None = None
) -> Done:
    """Make a new project, which may have begun from another one."""
    from katalog_app.services import copying, editing  # not needed to start

    said = {name: value for name, value in values.items() if value is not None}
    if source is not None:
        made = copying.create(store, said, source, author)
    else:
        made = editing.create(store, EntryKind.PROJECT, said, author)
    return Done(made.id, made.change)


def change(
    store: Store, author: str, *, entry: str, values: Mapping[str, object], seen: Sequence[str]
) -> Done:
    """Change fields of an entry that was shown with these heads."""
    from katalog_app.services import editing, reading  # not needed to start

    before = reading.entry(store, entry).conflicts
    made = editing.edit(store, entry, values=values, seen=seen, author=author)
    after = reading.entry(store, entry).conflicts
    return Done(entry, made, tuple(name for name in after if name not in before))


def confirm(store: Store, author: str, *, entry: str, seen: Sequence[str]) -> Done:
    """Say that an entry shown with these changes behind its date of review is still right."""
    return change(
        store, author, entry=entry, values={"reviewed": date.today().isoformat()}, seen=seen
    )


def delete(store: Store, author: str, *, entry: str, reason: str) -> Done:
    """Delete an entry."""
    from katalog_app.services import editing  # not needed to start

    return Done(entry, editing.delete(store, entry, reason or None, author))


def restore(store: Store, author: str, *, entry: str) -> Done:
    """Take back a deletion."""
    from katalog_app.services import editing  # not needed to start

    return Done(entry, editing.restore(store, entry, author))


def turn(store: Store, author: str, *, back: bool, reason: str) -> Done:
    """Take back what was done last, or make again what was taken back last."""
    from katalog_app.services import undoing  # not needed to start

    made = (undoing.undo if back else undoing.redo)(store, author, reason)
    return Done(made.act.entry if made is not None else "", None, undone=made)


def restore_version(store: Store, author: str, *, entry: str, version: str, only: str) -> Done:
    """Let an entry say again what a change said, in one field or in all that it set."""
    from katalog_app.services import reverting  # not needed to start

    return Done(entry, reverting.restore_version(store, entry, version, author, only))
