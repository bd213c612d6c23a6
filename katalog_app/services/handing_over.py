"""Handing over: other people answer for many projects from now on, and all of it can be undone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from katalog_app.db import reading, records
from katalog_app.db.store import Connection, Store
from katalog_app.errors import InvalidValueError, UnknownEntryError, ValueFault
from katalog_app.language import analysis
from katalog_app.model.entries import Entry
from katalog_app.model.fields import NOTE, EntryKind
from katalog_app.services.progressing import Progress, Report

FIELD_OF = {EntryKind.PERSON: "contact_person", EntryKind.CONTACT: "contact"}
"""The field of a project that names a person, and the one that names a function."""
NAMING = tuple(FIELD_OF.values())
TAKEN_BACK = "Överlämningen ångrades."
"""The reason kept with the changes that undo a handing over; catalogue text, not translated."""


@dataclass(frozen=True)
class Held:
    """A project that somebody answers for now."""

    id: str
    title: str
    municipality: str
    ends: Mapping[str, str]
    """The ids of the entries that it names now, by field; fields that name nobody are absent."""
    names: Mapping[str, str]
    """What the entries are called that it names now, by field; fields that name nobody are absent.
    """
    holds: frozenset[str]
    """The fields that name the one who hands over."""
    seen: tuple[str, ...]
    """The heads of those fields, to be given back when it is handed over."""
    in_conflict: bool
    """Whether people disagree already about whom to ask: that is settled first."""


@dataclass(frozen=True)
class Holder:
    """Who hands over, and what."""

    id: str
    kind: str
    title: str
    projects: tuple[Held, ...]
    """By title."""


@dataclass(frozen=True)
class Receiver:
    """Who answers from now on: an entry, or one to be made."""

    kind: str
    """`EntryKind.PERSON` or `EntryKind.CONTACT`."""
    id: str = ""
    """"" for somebody new."""
    said: Mapping[str, object] = field(default_factory=dict)
    """Of somebody new, the values by field name."""


@dataclass(frozen=True)
class HandedOver:
    """What handing over did; it holds all that is needed to undo it."""

    changes: Mapping[str, str]
    """The change made in each project, by the project's id."""
    receiver: str
    """The id of who answers now."""
    made: str | None
    """The change that made the receiver; None where it was there."""
    clashes: tuple[str, ...] = ()
    """Titles of projects in which somebody else has meanwhile named another: both names stand."""


@dataclass(frozen=True)
class TakenBack:
    """What undoing a handing over did."""

    projects: int
    """Projects that name again whom they named before."""
    left: tuple[str, ...]
    """Titles of projects that were changed again since, and are left as they are."""


def held(store: Store, wanted: str) -> Holder:
    """Return which projects somebody answers for, with what each of them names now.

    Raises:
        UnknownEntryError: There is no such entry.
        InvalidValueError: It is neither a person nor a contact.
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        entry = reading.entry(connection, wanted)
        if entry.kind not in FIELD_OF:
            raise InvalidValueError("kind", ValueFault.NOT_A_CHOICE, entry.kind, tuple(FIELD_OF))
        mentioned = reading.mentioning(connection, EntryKind.PROJECT, entry.id)
        # Of the values in conflict one is shown, so that the others are not mentioned.
        keys = {*(one.id for one in mentioned), *reading.in_conflict(connection)}
        found = [
            one
            for one in reading.entries_by_id(connection, sorted(keys)).values()
            if one.kind == EntryKind.PROJECT and not one.deleted
        ]
        found.sort(key=lambda one: (analysis.sort_key(one.title), one.id))
        projects = [
            _held(connection, one, entry.id)
            for one in found
            if any(_names(one, name, entry.id) for name in NAMING)
        ]
        return Holder(entry.id, entry.kind, entry.title, tuple(projects))


def wanted_values(one: Held, receiver: Receiver) -> dict[str, str | None]:
    """Return the fields that handing a project over changes, with what they name then.

    Nobody is None, and somebody new is "".
    """
    said: dict[str, str | None] = dict.fromkeys(sorted(one.holds))
    said[FIELD_OF[EntryKind(receiver.kind)]] = receiver.id
    return {name: value for name, value in said.items() if one.ends.get(name) != value}


def carry_out(
    store: Store,
    projects: Sequence[Held],
    receiver: Receiver,
    *,
    reason: str = "",
    author: str | None = None,
    report: Report | None = None,
) -> HandedOver:
    """Let somebody answer for projects from now on: one change in each, all of them or none.

    Nothing but whom to ask is changed. Where somebody has named another since the projects were
    shown, both names stand as a conflict.

    Args:
        store: The catalogue.
        projects: As `held` gave them.
        receiver: Who answers from now on.
        reason: Kept with every change.
        author: The exact name of a person entry, made together with the changes where missing.
        report: Told (done, total) projects; what it raises undoes all of it.

    Raises:
        UnknownEntryError: The receiver or a project does not exist.
        InvalidValueError: The receiver cannot be made, or is of another kind.
        StoreUnavailableError: The catalogue cannot be written.
    """
    from katalog_app.db import log  # loaded with the first that is handed over: reading needs none
    from katalog_app.services.recording import Session

    with log.writing(store) as writer:
        session = Session(writer, author)
        made = None
        if receiver.id:
            _check(writer.raw, receiver)
        else:
            saved = session.create(receiver.kind, receiver.said)
            receiver, made = Receiver(receiver.kind, saved.id), saved.change
        changes: dict[str, str] = {}
        progress = Progress(report or _nobody, len(projects))
        writer.report = progress.shown
        for number, one in enumerate(projects):
            progress.written(number, len(projects))
            change = session.edit(
                one.id,
                EntryKind.PROJECT,
                wanted_values(one, receiver),
                {},
                {},
                one.seen,
                reason=reason.strip() or None,
            )
            if change is not None:
                changes[one.id] = change
        writer.project()
        after = reading.entries_by_id(writer.raw, changes).values()
        clashes = tuple(one.title for one in after if any(n in one.conflicts for n in NAMING))
        return HandedOver(changes, receiver.id, made, clashes)


def take_back(
    store: Store, done: HandedOver, author: str | None = None, report: Report | None = None
) -> TakenBack:
    """Let every project name again whom it named before, by one more change in each.

    A project where somebody has said something else about whom to ask since is left as it is. Who
    was made for the occasion is deleted, unless a project still names them.

    Args:
        store: The catalogue.
        done: What handing over did.
        author: The exact name of a person entry, made together with the changes where missing.
        report: Told (done, total) projects; what it raises undoes all of it.

    Raises:
        StoreUnavailableError: The catalogue cannot be written.
    """
    from katalog_app.db import log  # loaded with the first that is handed over: reading needs none
    from katalog_app.services.recording import Session

    with log.writing(store) as writer:
        session = Session(writer, author)
        left: list[str] = []
        undone = 0
        progress = Progress(report or _nobody, len(done.changes))
        writer.report = progress.shown
        for number, (key, change) in enumerate(done.changes.items()):
            progress.written(number, len(done.changes))
            entry = reading.entry(writer.raw, key)
            if entry.deleted or not _stands(writer.raw, key, change):
                left.append(entry.title)
            elif session.undo(key, {change}, TAKEN_BACK) is not None:
                undone += 1
        writer.project()
        if done.made is not None and not _is_named(writer.raw, done.receiver):
            session.undo(done.receiver, {done.made}, TAKEN_BACK)
        return TakenBack(undone, tuple(left))


def _nobody(done: int, total: int) -> None:
    """Tell nobody how far it is."""


def _stands(connection: Connection, key: str, change: str) -> bool:
    """Return whether nobody has said anything later in the fields that a change set."""
    judged = records.judged(connection, bytes.fromhex(key), EntryKind.PROJECT)
    made = judged.records.get(change)
    return made is not None and all(
        change in judged.heads.get(name, ()) for name in made.change.sets if name != NOTE
    )


def _is_named(connection: Connection, key: str) -> bool:
    return bool(reading.mentioning(connection, EntryKind.PROJECT, key))


def _check(connection: Connection, receiver: Receiver) -> None:
    entry = reading.entry(connection, receiver.id)
    if entry.deleted:
        raise UnknownEntryError(receiver.id)
    if entry.kind != receiver.kind or entry.kind not in FIELD_OF:
        raise InvalidValueError("kind", ValueFault.NOT_A_CHOICE, entry.kind, tuple(FIELD_OF))


def _held(connection: Connection, project: Entry, holder: str) -> Held:
    ends = {name: project.text(name) for name in NAMING if project.text(name)}
    known = reading.entries_by_id(connection, ends.values())
    return Held(
        id=project.id,
        title=project.title,
        municipality=project.text("municipality"),
        ends=ends,
        names={name: known[end].title if end in known else end for name, end in ends.items()},
        holds=frozenset(name for name in NAMING if _names(project, name, holder)),
        seen=tuple(dict.fromkeys(h for name in NAMING for h in project.heads.get(name, ()))),
        in_conflict=any(name in project.conflicts for name in NAMING),
    )


def _names(project: Entry, name: str, holder: str) -> bool:
    """Return whether a field names somebody; where people disagree, whether any of them does."""
    said = [one.value for one in project.conflicts.get(name, ())]
    return holder in (project.fields.get(name), *said)
