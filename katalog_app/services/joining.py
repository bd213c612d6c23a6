"""Making one entry of two that are the same thing: one stays, takes over, and the other goes."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from katalog_app.db import log, reading
from katalog_app.db.log import Writing
from katalog_app.db.store import Connection, Store
from katalog_app.errors import UnknownEntryError
from katalog_app.model import canonical, duplicates
from katalog_app.model.change import element_key
from katalog_app.model.duplicates import Pair, Verdict
from katalog_app.model.entries import Entry
from katalog_app.model.fields import DELETED, FIELDS, SLUG, EntryKind, Field, FieldKind, field_of
from katalog_app.services import pairing, settling
from katalog_app.services.pairing import Decision
from katalog_app.services.recording import Session
from katalog_app.texts import N_, _

UNDONE = N_("Ångrade att två poster slogs ihop.")
SAME_AS = N_("Samma som {title} ({id}).")
"""The reason kept with the deletion."""
_NAMELESS = (EntryKind.PERSON, EntryKind.CONTACT)
"""Kinds whose title may be somebody's name, which stands in one field only so as to be erased."""
_POINTING = (FieldKind.ENTRY, FieldKind.ENTRIES)


class Take(StrEnum):
    """Which value holds afterwards."""

    OWN = "own"
    """The value of the entry that stays."""
    OTHER = "other"
    BOTH = "both"
    """For sets: all elements of both."""


@dataclass(frozen=True)
class Compared:
    """One field of two entries beside each other; None where there is no value."""

    field: str
    values: tuple[object, object]
    """In the order of the pair."""
    equal: bool


@dataclass(frozen=True)
class Beside:
    """Two entries beside each other."""

    entries: tuple[Entry, Entry]
    """In the order of the pair."""
    fields: tuple[Compared, ...]
    """Those that one of them has a value for, in the order they are shown in."""
    named_by: tuple[int, int]
    """How many other entries name each of them."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the entries that values name by id are called."""
    decision: Decision | None = None


@dataclass(frozen=True)
class Joined:
    """What came of making one of two."""

    kept: str
    title: str
    changes: Mapping[str, frozenset[str]]
    """All changes made, by entry; for `undo`."""
    moved: int
    """Entries that named the other one and now name the one that stays."""
    left: int
    """Entries that name the other one still, since that field of theirs is in conflict."""


def beside(store: Store, pair: Pair) -> Beside:
    """Return two entries of the same kind beside each other.

    Raises:
        UnknownEntryError: One of them is not here, or they are of different kinds.
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        one, other = (reading.entry(connection, key) for key in (pair.one, pair.other))
        if one.kind != other.kind:
            raise UnknownEntryError(pair.other)
        names: dict[str, str] = {}
        found = []
        known = [described.name for described in FIELDS.get(one.kind, ())]
        unknown = sorted((one.fields.keys() | other.fields.keys()) - set(known))
        for name in (*known, *unknown):
            values = (one.fields.get(name), other.fields.get(name))
            if values != (None, None):
                names |= settling.names_in(connection, one.kind, name, values)
                found.append(Compared(name, values, _same(*values)))
        named = [sum(1 for _ in _naming(connection, key, pair)) for key in (pair.one, pair.other)]
        said = pairing.decisions(connection).get(pair)
    return Beside((one, other), tuple(found), (named[0], named[1]), names, said)


def proposed(kept: Entry, gone: Entry) -> dict[str, Take]:
    """Return what is taken where nobody says anything else: nothing that only one has gets lost."""
    found: dict[str, Take] = {}
    for name in kept.fields.keys() | gone.fields.keys():
        described = field_of(kept.kind, name)
        if described is None or name == SLUG:
            continue
        if kept.fields.get(name) is None:
            found[name] = Take.OTHER
        elif described.is_set and gone.fields.get(name) is not None:
            found[name] = Take.BOTH
        else:
            found[name] = Take.OWN
    return found


def value(kept: Entry, gone: Entry, name: str, take: Take) -> object:
    """Return what a field says afterwards, None for nothing."""
    own, other = kept.fields.get(name), gone.fields.get(name)
    if take is Take.OTHER:
        return other
    if take is Take.BOTH and isinstance(own, list) and isinstance(other, list):
        return list({element_key(item): item for item in (*own, *other)}.values())
    return own


def join(
    store: Store,
    kept: Entry,
    gone: Entry,
    takes: Mapping[str, Take],
    *,
    seen: Decision | None = None,
    author: str | None = None,
) -> Joined:
    """Make one of two entries, in one transaction.

    The one that stays takes over the values asked for. Whatever names the other names it instead,
    links too; a link that would join it to itself goes. The other is deleted, with the reason, and
    that they are the same is kept for everybody. What somebody has changed since the two were seen
    becomes a visible conflict.

    Args:
        kept: The one that stays, as it was seen.
        gone: The other, as it was seen.
        takes: Which value holds, by field; those not named stay.
        seen: What had been said of the two.
        author: The exact name of a person entry, made together with the changes where missing.

    Raises:
        UnknownEntryError: One of them is deleted or not here any more, or they cannot be joined.
        InvalidValueError: A value does not fit its field.
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    pair = duplicates.pair(kept.id, gone.id)
    with log.writing(store) as writer:
        for one in (kept, gone):
            now = reading.entry(writer.raw, one.id)
            if now.deleted or now.kind != kept.kind or kept.id == gone.id:
                raise UnknownEntryError(one.id)
        session = Session(writer, author)
        made: dict[str, set[str]] = {}

        def note(key: str, change: str | None) -> None:
            if change is not None:
                made.setdefault(key, set()).add(change)

        wanted = {name: value(kept, gone, name, take) for name, take in takes.items()}
        seen_kept = _known(session, kept)
        note(kept.id, session.edit(kept.id, kept.kind, wanted, {}, {}, seen_kept))
        named = "" if kept.kind in _NAMELESS else kept.title
        reason = " ".join(_(SAME_AS).format(title=named, id=kept.id).split())
        moved = left = 0
        for entry, fields in list(_naming(writer.raw, gone.id, pair)):
            change = _moved(session, writer, entry, fields, (gone.id, kept.id), reason)
            note(entry.id, change)
            moved += change is not None
            left += change is None
        note(
            gone.id,
            session.delete_as(gone.id, gone.kind, reason, _known(session, gone)),
        )
        note(pair.id, pairing.say(writer, session, pair, Verdict.SAME, seen))
        writer.project()
        title = reading.entry(writer.raw, kept.id).title
    return Joined(
        kept.id,
        title,
        {key: frozenset(changes) for key, changes in made.items()},
        moved,
        left,
    )


def undo(store: Store, joined: Joined, author: str | None = None) -> int:
    """Make two of the one again; return how many entries that changed.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    return pairing.take_back(store, joined.changes, UNDONE, author)


def _known(session: Session, entry: Entry) -> list[str]:
    return session.known_changes(
        entry.id, sorted({head for heads in entry.heads.values() for head in heads})
    )


def _naming(connection: Connection, key: str, pair: Pair) -> list[tuple[Entry, tuple[Field, ...]]]:
    """Return what names an entry, with the fields; not the two themselves, nor their decision."""
    found = []
    for kind, fields in FIELDS.items():
        pointing = [one for one in fields if one.kind in _POINTING]
        if not pointing:
            continue
        ids = [one.id for one in reading.mentioning(connection, kind, key)]
        for entry in reading.entries_by_id(connection, ids).values():
            if entry.id in (pair.one, pair.other, pair.id) or _is_decision(entry):
                continue
            mine = tuple(one for one in pointing if key in _ids(entry.fields.get(one.name)))
            if mine:
                found.append((entry, mine))
    return found


def _is_decision(entry: Entry) -> bool:
    """Return whether a link says what two entries are to each other, which only they are asked."""
    if entry.kind != EntryKind.LINK:
        return False
    ends = duplicates.pair(entry.text(pairing.FROM), entry.text(pairing.TO))
    return ends.id == entry.id


def _ids(said: object) -> Sequence[object]:
    return said if isinstance(said, list) else [said]


def _moved(
    session: Session,
    writer: Writing,
    entry: Entry,
    fields: Sequence[Field],
    ends: tuple[str, str],
    reason: str,
) -> str | None:
    """Let an entry name the one that stays; return the change, None where people disagree on it."""
    gone, kept = ends
    if any(one.name in entry.conflicts for one in fields) or DELETED in entry.conflicts:
        return None
    named = {one.name: entry.fields.get(one.name) for one in FIELDS[entry.kind]}
    if entry.kind == EntryKind.LINK and kept in (named[pairing.FROM], named[pairing.TO]):
        return session.delete_as(entry.id, entry.kind, reason, None)
    writer.settle(bytes.fromhex(entry.id))
    plain = {one.name: kept for one in fields if one.kind is FieldKind.ENTRY}
    sets = [one.name for one in fields if one.kind is FieldKind.ENTRIES]
    return session.edit(
        entry.id,
        entry.kind,
        plain,
        {name: [kept] for name in sets},
        {name: [gone] for name in sets},
        None,
        reason=reason,
    )


def _same(one: object, other: object) -> bool:
    if isinstance(one, list) and isinstance(other, list):
        return {element_key(item) for item in one} == {element_key(item) for item in other}
    return canonical.encode(one) == canonical.encode(other)
