"""What an erasure would take, before it is made; and the erasures that others ask for."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from dataclasses import field as made_by

from katalog_app.db import holdings, reading, records
from katalog_app.db.store import Connection, Store
from katalog_app.exchange import keys
from katalog_app.model import history
from katalog_app.model.change import base_field
from katalog_app.model.fields import DELETED, FIELDS, EntryKind
from katalog_app.model.history import Record
from katalog_app.services import contributing, settling

PERSONAL = (EntryKind.PERSON, EntryKind.CONTACT)
"""Kinds of entries around another that are likely to hold what people want erased."""


@dataclass(frozen=True)
class ErasableField:
    """A field that has or had values."""

    name: str
    now: tuple[object, ...]
    """The values it has now; several in a conflict, none where it was cleared."""
    before: tuple[object, ...]
    """Those it had earlier, each once, the newest first."""


@dataclass(frozen=True)
class Erasable:
    """An entry, and what can be erased of it."""

    id: str
    kind: str
    title: str
    fields: tuple[ErasableField, ...]
    """In the order of the fields; none where nothing is left to erase."""
    names: Mapping[str, str] = made_by(default_factory=dict)
    """What the entries that the values name by id are called."""


@dataclass(frozen=True)
class Weighed:
    """What can be erased here."""

    entries: tuple[Erasable, ...]
    """The entry asked for first, then the persons and contacts around it, by title."""
    coordinator: bool
    """Whether what is erased is erased at once; else it is asked for."""


@dataclass(frozen=True)
class Request:
    """Somebody who is no coordinator asks for values of an entry to be erased."""

    erasure: str
    """The id of the statement."""
    entry: str
    kind: str
    title: str
    fields: tuple[str, ...]
    """Names of the fields, sorted."""
    reason: str
    decision: str
    made_at: int
    """UTC seconds; shown only."""
    sender: str
    """The name of who asks, or the code where that is not known."""
    own: bool
    """Whether it was made here."""


@dataclass(frozen=True)
class Requests:
    """What is asked for and not yet done, by title."""

    requests: tuple[Request, ...]
    coordinator: bool


def weigh(store: Store, wanted: str) -> Weighed:
    """Return what can be erased of an entry, and of those it links to and who wrote it.

    Args:
        store: The catalogue.
        wanted: Id or slug.

    Raises:
        UnknownEntryError: There is no such entry.
        StoreUnavailableError: The catalogue or the own key cannot be read.
    """
    own = contributing.own_key(store).public
    with store.reading() as connection:
        entry = reading.entry(connection, wanted)
        around = _around(
            connection, entry.id, records.of_entry(connection, bytes.fromhex(entry.id))
        )
        found = (_erasable(connection, key) for key in (entry.id, *around))
        return Weighed(tuple(found), own in holdings.coordinators(connection))


def requests(store: Store) -> Requests:
    """Return the erasures that are asked for and whose values are still here.

    Raises:
        StoreUnavailableError: The catalogue or the own key cannot be read.
    """
    own = contributing.own_key(store).public
    with store.reading() as connection:
        known = holdings.keys(connection)
        found = []
        for erasure, applied in holdings.erasures(connection):
            entries = [] if applied else holdings.entries_of(connection, erasure.leaves)
            for key in entries:
                entry = reading.entry(connection, key)
                mine = records.of_entry(connection, bytes.fromhex(key))
                fields = {base_field(name) for change, name in erasure.leaves if change in mine}
                name = known[erasure.key].name if erasure.key in known else ""
                found.append(
                    Request(
                        erasure.id,
                        key,
                        entry.kind,
                        entry.title,
                        tuple(sorted(fields)),
                        erasure.reason,
                        erasure.decision,
                        erasure.made_at,
                        name or keys.code(erasure.key),
                        erasure.key == own,
                    )
                )
        found.sort(key=lambda one: (one.title.lower(), one.erasure, one.entry))
        return Requests(tuple(found), own in holdings.coordinators(connection))


def _around(connection: Connection, entry: str, mine: Mapping[str, Record]) -> list[str]:
    """Return the persons and contacts that an entry names or named, or who wrote it, by title."""
    named = {record.change.author for record in mine.values() if record.change.author}
    for record in mine.values():
        for leaf in record.leaves.values():
            named.update(_ids(json.loads(leaf.value) if leaf.value is not None else None))
    named.discard(entry)
    found = reading.entries_by_id(connection, sorted(named)).values()
    personal = sorted((one for one in found if one.kind in PERSONAL), key=lambda one: one.title)
    return [one.id for one in personal]


def _ids(value: object) -> Iterable[str]:
    values = value if isinstance(value, list) else [value]
    return (one for one in values if isinstance(one, str) and len(one) == reading.ID_DIGITS)


def _erasable(connection: Connection, key: str) -> Erasable:
    entry = reading.entry(connection, key)
    said = _said(records.of_entry(connection, bytes.fromhex(key)))
    fields = []
    for name in _ordered(entry.kind, said):
        clashing = [_elements(one.value) for one in entry.conflicts.get(name, ())]
        now = _each_once([_elements(entry.fields.get(name)), *clashing])
        before = [one for one in said[name] if one not in now]
        fields.append(ErasableField(name, tuple(now), tuple(before)))
    names: dict[str, str] = {}
    for one in fields:
        names |= settling.names_in(connection, entry.kind, one.name, [*one.now, *one.before])
    return Erasable(key, entry.kind, entry.title, tuple(fields), names)


def _said(mine: Mapping[str, Record]) -> dict[str, list[object]]:
    """Return all that changes say by field, the newest first; the elements of sets one by one."""
    deep = history.depths(mine)
    found: dict[str, list[list[object]]] = {}
    for record in sorted(mine.values(), key=lambda r: (deep[r.id], r.id), reverse=True):
        for name, leaf in record.leaves.items():
            if name == DELETED or leaf.value is None:
                continue
            value = json.loads(leaf.value)
            if base_field(name) != name:  # a register tells of one element
                value = value.get("element") if isinstance(value, dict) else None
            found.setdefault(base_field(name), []).append(_elements(value))
    return {name: once for name, values in found.items() if (once := _each_once(values))}


def _elements(value: object) -> list[object]:
    listed = value if isinstance(value, list) else [value]
    return [one for one in listed if one is not None]


def _each_once(lists: Iterable[list[object]]) -> list[object]:
    found: list[object] = []
    for values in lists:
        found += [one for one in values if one not in found]
    return found


def _ordered(kind: str, names: Iterable[str]) -> list[str]:
    """Return names of fields in the order of the fields, those unknown last."""
    order = [field.name for field in FIELDS.get(kind, ())]
    return sorted(names, key=lambda one: (order.index(one) if one in order else len(order), one))
