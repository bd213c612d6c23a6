"""Changing the same fields of several projects: looked at first, saved and undone as one."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from katalog_app.db import log, reading, records
from katalog_app.db.log import Writing
from katalog_app.db.store import Store
from katalog_app.model import canonical, history
from katalog_app.model.change import base_field, element_key
from katalog_app.model.entries import Entry
from katalog_app.model.fields import DELETED, NOTE, PROJECT, SLUG, EntryKind, Field
from katalog_app.model.history import History
from katalog_app.services.progressing import Progress, Report
from katalog_app.services.recording import Session
from katalog_app.texts import N_

UNDONE = N_("Ångrade en ändring av flera projekt.")
APART = (SLUG, "title")
"""Fields that tell projects apart: nobody means all of them to say the same."""


class Way(StrEnum):
    """What is to happen to a field."""

    SET = "set"
    ADD = "add"
    REMOVE = "remove"


class Fate(StrEnum):
    """What will happen to a project."""

    CHANGED = "changed"
    SAME = "same"
    """It says so already."""
    CONFLICT = "conflict"
    """One of the fields is in conflict: left alone until somebody has settled it."""
    DELETED = "deleted"


@dataclass(frozen=True)
class Wish:
    """What somebody wants one field of all the projects to say."""

    field: str
    way: Way
    value: object
    """For SET the value, None to clear it; for ADD and REMOVE a list of elements."""


@dataclass(frozen=True)
class Looked:
    """One project, and what the wishes would do to it."""

    id: str
    title: str
    fate: Fate
    before: Mapping[str, object] = field(default_factory=dict)
    """The fields that would change, as they are; None for no value."""
    after: Mapping[str, object] = field(default_factory=dict)
    disputed: tuple[str, ...] = ()
    """The wished fields that are in conflict."""
    seen: tuple[str, ...] = ()
    """The changes behind all that was shown."""


@dataclass(frozen=True)
class Plan:
    """What would happen; nothing has."""

    wishes: tuple[Wish, ...]
    projects: tuple[Looked, ...]
    """In the order asked for; the unknown are absent."""
    names: Mapping[str, str]
    """What the entries that the values name by id are called."""

    def of(self, fate: Fate) -> tuple[Looked, ...]:
        """Return the projects with this fate."""
        return tuple(one for one in self.projects if one.fate is fate)


@dataclass(frozen=True)
class Altered:
    """What was done, and is undone as one."""

    changes: Mapping[str, str]
    """The change that was made, by project."""
    clashes: tuple[str, ...] = ()
    """Titles of projects whose fields somebody else has changed since the look: now in conflict."""


@dataclass(frozen=True)
class Undone:
    """What undoing did."""

    changes: Mapping[str, str]
    """The inverse change, by project."""
    left: tuple[str, ...] = ()
    """Titles of projects where something was changed again since, and is left as it is."""


def alterable() -> tuple[Field, ...]:
    """Return the fields of projects that can be changed in several at once, in their order."""
    return tuple(one for one in PROJECT if one.name not in APART and one.name != "images")


def preview(
    store: Store, ids: Sequence[str], wishes: Sequence[Wish], report: Report | None = None
) -> Plan:
    """Return what wishes would do to projects; nothing is changed.

    Args:
        store: The catalogue.
        ids: Of the projects.
        wishes: At most one for each field; the values are checked.
        report: Told (done, total) projects; what it raises stops the look.

    Raises:
        StoreUnavailableError: The catalogue cannot be read.
    """
    looked, named = [], set()
    with store.reading() as connection:
        for number, key in enumerate(dict.fromkeys(ids)):
            if report:
                report(number, len(ids))
            found = reading.entries_by_id(connection, [key]).get(key)
            if found is None or found.kind != EntryKind.PROJECT:
                continue
            one = _looked(found, wishes)
            looked.append(one)
            for value in (*one.before.values(), *one.after.values()):
                named |= _texts(value)
        entries = reading.entries_by_id(connection, sorted(named)).items()
        names = {key: entry.title for key, entry in entries}
    return Plan(tuple(wishes), tuple(looked), names)


def _texts(value: object) -> set[str]:
    return {item for item in (value if isinstance(value, list) else [value]) if type(item) is str}


def _looked(entry: Entry, wishes: Iterable[Wish]) -> Looked:
    seen = tuple(sorted({head for heads in entry.heads.values() for head in heads}))
    if entry.deleted:
        return Looked(entry.id, entry.title, Fate.DELETED, seen=seen)
    disputed = tuple(w.field for w in wishes if w.field in entry.conflicts)
    if disputed or DELETED in entry.conflicts:
        disputed = disputed or (DELETED,)
        return Looked(entry.id, entry.title, Fate.CONFLICT, disputed=disputed, seen=seen)
    before: dict[str, object] = {}
    after: dict[str, object] = {}
    for wish in wishes:
        now = entry.fields.get(wish.field)
        then = _then(now, wish)
        if _differs(now, then):
            before[wish.field], after[wish.field] = now, then
    fate = Fate.CHANGED if after else Fate.SAME
    return Looked(entry.id, entry.title, fate, before, after, seen=seen)


def _then(now: object, wish: Wish) -> object:
    """Return what a field will say."""
    if wish.way is Way.SET:
        return None if wish.value == [] else wish.value
    given = wish.value if isinstance(wish.value, list) else []
    have = now if isinstance(now, list) else []
    known = {element_key(item) for item in (have if wish.way is Way.ADD else given)}
    if wish.way is Way.ADD:
        return [*have, *(item for item in given if element_key(item) not in known)] or None
    return [item for item in have if element_key(item) not in known] or None


def _differs(now: object, then: object) -> bool:
    if isinstance(now, list) and isinstance(then, list):
        return {element_key(item) for item in now} != {element_key(item) for item in then}
    return canonical.encode(canonical.normal(now)) != canonical.encode(canonical.normal(then))


def carry_out(
    store: Store, plan: Plan, author: str, reason: str = "", report: Report | None = None
) -> Altered:
    """Change the projects of a plan, each by one change, all of them or none.

    What somebody else has changed since the look stays, and is in conflict with this.

    Args:
        store: The catalogue.
        plan: From `preview`.
        author: The exact name of a person entry, made together with the changes where missing.
        reason: Why, kept with every change; may be "".
        report: Told (done, total); what it raises stops everything, and nothing is changed.

    Raises:
        InvalidValueError: A value does not fit its field.
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    changing = plan.of(Fate.CHANGED)
    made: dict[str, str] = {}
    with log.writing(store) as writer:
        tell = _told(writer, report, len(changing))
        session = Session(writer, author or None)
        for number, one in enumerate(changing):
            tell(number)
            change = session.edit(
                one.id,
                EntryKind.PROJECT,
                _given(plan.wishes, Way.SET, one),
                _elements(plan.wishes, Way.ADD, one),
                _elements(plan.wishes, Way.REMOVE, one),
                one.seen,
                reason=reason.strip() or None,
            )
            if change is not None:
                made[one.id] = change
        writer.project()
        now = reading.entries_by_id(writer.raw, made)
    clashes = [
        one.title
        for one in changing
        if one.id in now and now[one.id].conflicts.keys() & {*one.after, DELETED}
    ]
    return Altered(made, tuple(clashes))


def _given(wishes: Iterable[Wish], way: Way, one: Looked) -> dict[str, object]:
    return {w.field: w.value for w in wishes if w.way is way and w.field in one.after}


def _elements(wishes: Iterable[Wish], way: Way, one: Looked) -> dict[str, Sequence[object]]:
    given = _given(wishes, way, one).items()
    return {name: value for name, value in given if isinstance(value, list)}


def _told(writer: Writing, report: Report | None, total: int) -> Callable[[int], None]:
    """Return who is told of the part that writes; computing what projects show is told of too."""
    if report is None:
        return lambda _done: None
    progress = Progress(report, total)
    writer.report = progress.shown
    return lambda done: progress.written(done, total)


def undo(
    store: Store,
    changes: Mapping[str, str],
    author: str,
    report: Report | None = None,
) -> Undone:
    """Take back changes of several projects, by inverse changes, all of them or none.

    A field that somebody has changed again since is left as it is.

    Args:
        store: The catalogue.
        changes: The change to take back, by project, as `carry_out` made them.
        author: The exact name of a person entry, for the inverse changes.
        report: Told (done, total); what it raises stops everything, and nothing is changed.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    made: dict[str, str] = {}
    left: list[str] = []
    with log.writing(store) as writer:
        tell = _told(writer, report, len(changes))
        session = Session(writer, author or None)
        for number, (key, change) in enumerate(changes.items()):
            tell(number)
            judged = records.judged(writer.raw, bytes.fromhex(key), EntryKind.PROJECT)
            if change not in judged.records:
                continue
            inverse = _inverse(judged, change)
            if inverse.left:
                left.append(key)
            done = session.edit(
                key,
                EntryKind.PROJECT,
                inverse.values,
                inverse.add,
                inverse.remove,
                None,
                reason=UNDONE,
            )
            if done is not None:
                made[key] = done
        writer.project()
        titles = {key: one.title for key, one in reading.entries_by_id(writer.raw, left).items()}
    return Undone(made, tuple(titles[key] for key in left))


@dataclass
class _Inverse:
    values: dict[str, object] = field(default_factory=dict)
    add: dict[str, list[object]] = field(default_factory=dict)
    remove: dict[str, list[object]] = field(default_factory=dict)
    left: bool = False


def _inverse(judged: History, change: str) -> _Inverse:
    """Return what takes a change back, where nobody has said something else since."""
    found = _Inverse()
    others = {key: record for key, record in judged.records.items() if key != change}
    before = history.project(history.evaluate(others))
    record = judged.records[change]
    for raw, leaf in record.leaves.items():
        if raw == NOTE:
            continue
        if judged.heads.get(raw) != (change,) or leaf.value is None:
            found.left = True
            continue
        name, value = base_field(raw), json.loads(leaf.value)
        if name == raw:
            found.values[name] = before.values.get(name) if before else None
        elif value["present"]:
            found.remove.setdefault(name, []).append(value["element"])
        else:
            found.add.setdefault(name, []).append(value["element"])
    return found
