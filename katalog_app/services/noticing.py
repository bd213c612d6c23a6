"""Noticing what has changed, entry by entry: not published yet, or new in an edition."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from katalog_app.db import holdings, reading
from katalog_app.db.store import Connection, Store
from katalog_app.model.change import Change, base_field
from katalog_app.model.fields import DELETED, NOTE, SLUG


@dataclass(frozen=True)
class ChangedEntry:
    """One entry, and what a number of changes did to it."""

    id: str
    kind: str
    title: str
    place: str
    """The municipality; "" where the entry names none."""
    is_new: bool
    """Whether its first change is among them."""
    deleted: bool
    fields: tuple[str, ...]
    """Names of the fields they set, sorted; not the short name and why it was done."""
    changes: int
    since: int
    """When the earliest of them was made (UTC seconds); shown only."""
    own: bool
    """Whether one of them was made in this folder."""
    mine: tuple[str, ...] = ()
    """Ids of those made in this folder, as they came."""


@dataclass(frozen=True)
class News:
    """What the present edition brought."""

    label: str
    """The present edition's; "" without any."""
    since: str
    """Label of the one before it here; "" where the present one is the first."""
    entries: tuple[ChangedEntry, ...]
    """By title; none for the first edition, where everything is new."""


def pending(store: Store) -> list[ChangedEntry]:
    """Return what the next contribution or edition carries, by title.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        changes = {one.id: one.change for one in holdings.unpublished(connection)}
        return told_of(connection, changes)


def news(store: Store) -> News:
    """Return what is new since the edition that was here before the present one.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        adopted = sorted(
            (one for one in holdings.editions(connection) if one.adopted),
            key=lambda one: one.adopted,
        )
        if not adopted:
            return News("", "", ())
        if len(adopted) == 1:
            return News(adopted[-1].label, "", ())
        found = told_of(connection, holdings.brought_by_edition(connection, adopted[-1].hash))
        return News(adopted[-1].label, adopted[-2].label, tuple(found))


@dataclass
class _Gathering:
    kind: str
    since: int
    fields: set[str] = field(default_factory=set)
    ids: list[str] = field(default_factory=list)


def told_of(connection: Connection, changes: Mapping[str, Change]) -> list[ChangedEntry]:
    """Return the entries that changes (by id) speak of, and what these did to them, by title."""
    entries: dict[str, _Gathering] = {}
    for key, change in changes.items():
        one = entries.setdefault(change.entry, _Gathering(change.kind, change.made_at))
        one.since = min(one.since, change.made_at)
        one.fields |= {base_field(name) for name in change.sets} - {SLUG, NOTE, DELETED}
        one.ids.append(key)
    return sorted(_told(connection, entries), key=lambda one: (one.title.lower(), one.id))


def _told(connection: Connection, entries: Mapping[str, _Gathering]) -> Iterable[ChangedEntry]:
    own = holdings.own(connection)
    shown = reading.entries_by_id(connection, entries)
    begun = holdings.begun_with(connection, entries)
    for key, one in entries.items():
        entry = shown.get(key)
        yield ChangedEntry(
            id=key,
            kind=one.kind,
            title=entry.title if entry else "",
            place=entry.text("municipality") if entry else "",
            is_new=begun.get(key) in one.ids,
            deleted=entry.deleted if entry else False,
            fields=tuple(sorted(one.fields)),
            changes=len(one.ids),
            since=one.since,
            own=not own.isdisjoint(one.ids),
            mine=tuple(change for change in one.ids if change in own),
        )
