"""Conflicts: what people have said differently without seeing each other, and settling it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from dataclasses import field as made_by

from katalog_app.db import log, reading, records
from katalog_app.db.store import Connection, Store
from katalog_app.errors import NoConflictError, UnknownChangeError
from katalog_app.model import canonical, history, textmerge
from katalog_app.model.entries import ConflictingValue, Entry
from katalog_app.model.fields import DELETED, EntryKind, FieldKind, field_of
from katalog_app.model.history import History
from katalog_app.model.inverse import ActKind
from katalog_app.services import undo_stack
from katalog_app.services.recording import Session


@dataclass(frozen=True)
class OpenConflict:
    """One field of one entry that has several values."""

    id: str
    """The entry's."""
    kind: str
    title: str
    field: str
    values: tuple[ConflictingValue, ...]
    """By change id; for `deleted` True is the deletion and False an unseen edit."""
    base: object
    """The value that all of them began from; None where there was none."""
    proposal: str | None
    """All changes of a long text put together; None where that cannot be done."""
    names: Mapping[str, str] = made_by(default_factory=dict)
    """What the entries that the values name by id are called."""


def conflicts(store: Store) -> list[OpenConflict]:
    """Return all open conflicts, by title and field.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    found: list[OpenConflict] = []
    with store.reading() as connection:
        for key in reading.in_conflict(connection):
            entry = reading.entry(connection, key)
            judged = records.judged(connection, bytes.fromhex(key), entry.kind)
            for name, values in sorted(entry.conflicts.items()):
                base = _base(judged, name, [value.change for value in values])
                proposal = _proposal(entry.kind, name, base, values)
                names = names_in(connection, entry.kind, name, [base, *(v.value for v in values)])
                title = _title(connection, entry)
                found.append(
                    OpenConflict(key, entry.kind, title, name, values, base, proposal, names)
                )
    return found


def _title(connection: Connection, entry: Entry) -> str:
    """Return what an entry is called; a link by what it joins."""
    if entry.kind != EntryKind.LINK:
        return entry.title
    ends = [entry.text("from"), entry.text("to")]
    named = reading.entries_by_id(connection, ends)
    return " – ".join(named[end].title for end in ends if end in named) or entry.title


def names_in(
    connection: Connection, kind: str, name: str, values: Iterable[object]
) -> dict[str, str]:
    """Return what the entries that values of a field name by id are called, by id."""
    described = field_of(kind, name)
    if described is None or described.kind not in (FieldKind.ENTRY, FieldKind.ENTRIES):
        return {}
    wanted = [key for value in values for key in _texts(value)]
    return {key: one.title for key, one in reading.entries_by_id(connection, wanted).items()}


def _texts(value: object) -> Iterator[str]:
    for part in value if isinstance(value, list) else [value]:
        if isinstance(part, str):
            yield part


def resolve(
    store: Store,
    wanted: str,
    field: str,
    *,
    take: str | None = None,
    value: object = None,
    author: str | None = None,
) -> str:
    """Settle a conflict by one more change in place of all its heads; return the change.

    Args:
        wanted: The entry's id or slug.
        field: The field in conflict.
        take: The change whose value is to hold; None to give a value.
        value: The value to hold; for `deleted` True deletes and False keeps.
        author: The exact name of a person entry, made together with the change where missing.

    Raises:
        UnknownEntryError: There is no such entry.
        NoConflictError: The field is in no conflict.
        UnknownChangeError: The change is not one of those in conflict.
        InvalidValueError: The value does not fit the field.
        StoreUnavailableError: The catalogue cannot be written.
    """
    with log.writing(store) as writer:
        entry = reading.entry(writer.raw, wanted)
        if field not in entry.conflicts:
            raise NoConflictError(wanted, field)
        session = Session(writer, author)
        if take is not None:
            said = {known.change: known.value for known in entry.conflicts[field]}
            if take not in said:
                raise UnknownChangeError(take)
            value = said[take]
        elif field != DELETED:
            value = session.checked(entry.kind, field, value)
        judged = records.judged(writer.raw, bytes.fromhex(entry.id), entry.kind)
        if field == DELETED:
            return session.set_deleted(entry.id, entry.kind, judged, value is True, None)
        made = session.settle(entry.id, entry.kind, judged, field, value)
        undo_stack.note(writer, ActKind.EDIT, judged, made)
        return made


def _base(judged: History, field: str, heads: Sequence[str]) -> object:
    """Return the value of the nearest change of the field that all of the heads build on."""
    chains = [_chain(judged, field, head) for head in heads]
    common = set.intersection(*chains) if chains else set()
    depths = history.depths(judged.records)
    nearest = max(common, key=lambda key: (depths[key], key), default=None)
    if nearest is None or field == DELETED:
        return None
    before = judged.records[nearest].change.sets[field]
    if _said(judged, field, heads) == _said(judged, field, before):
        return _base(judged, field, before)  # it was settled once, and that was undone
    known = history.known_values(judged, field, [nearest])
    return known[0][1] if known else None


def _said(judged: History, field: str, changes: Iterable[str]) -> set[bytes]:
    return {canonical.encode(v) for _, v in history.known_values(judged, field, changes)}


def _chain(judged: History, field: str, head: str) -> set[str]:
    """Return the changes of a field that a head replaces, and those they replace, itself too."""
    found: set[str] = set()
    pending = [head]
    while pending:
        key = pending.pop()
        if key not in found and key in judged.records:
            found.add(key)
            pending.extend(judged.records[key].change.sets.get(field, ()))
    return found


def _proposal(
    kind: str, field: str, base: object, values: Iterable[ConflictingValue]
) -> str | None:
    described = field_of(kind, field)
    texts = [known.value for known in values]
    if described is None or described.kind is not FieldKind.LONG_TEXT:
        return None
    if not all(isinstance(text, str) for text in texts):
        return None
    return textmerge.proposal(base if isinstance(base, str) else "", [str(t) for t in texts])
