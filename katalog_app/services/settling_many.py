"""Settling many conflicts at once by one rule: looked at first, done in one go, undone in one go.

Conflicts about whether an entry is deleted are left out: each of those is a decision of its own.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass

from katalog_app.db import holdings, log, reading, records
from katalog_app.db.store import Connection, Store
from katalog_app.errors import InvalidValueError
from katalog_app.model import bulk, canonical, history
from katalog_app.model.bulk import Choice, Said, Wish
from katalog_app.model.fields import DELETED, EntryKind
from katalog_app.services import settling
from katalog_app.services.progressing import Report
from katalog_app.services.recording import Session
from katalog_app.services.settling import OpenConflict
from katalog_app.texts import N_

UNDONE = N_("Ångrade att flera krockar avgjordes på en gång.")
Place = tuple[str, str]
"""An entry's id, and the field in conflict."""


@dataclass(frozen=True)
class Waiting:
    """An open conflict, and where its values come from."""

    conflict: OpenConflict
    municipality: str
    """The entry's; "" where it names none."""
    said: tuple[Said, ...]
    """Its values in their order."""

    @property
    def place(self) -> Place:
        """Which conflict it is."""
        return self.conflict.id, self.conflict.field

    def chosen(self, wish: Wish) -> Choice | None:
        """Return what a rule chooses, None where it cannot tell."""
        return bulk.choice(wish, self.said, self.conflict.proposal)


@dataclass(frozen=True)
class Wanted:
    """One conflict, as somebody saw it, and the value that is to hold."""

    id: str
    kind: str
    field: str
    seen: tuple[str, ...]
    """The changes that were in conflict, sorted."""
    value: object


@dataclass(frozen=True)
class Settled:
    """One conflict that was settled, and what it takes to open it again."""

    id: str
    kind: str
    field: str
    change: str
    """The change that settled it."""
    values: tuple[object, ...]
    """All values that were in conflict, each once."""


@dataclass(frozen=True)
class Done:
    """What came of settling many."""

    settled: tuple[Settled, ...]
    skipped: tuple[Place, ...]
    """Those that somebody has changed or settled meanwhile: they are as they were."""


def waiting(store: Store) -> list[Waiting]:
    """Return the open conflicts by title and field, but for those about deleting an entry.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    found = [one for one in settling.conflicts(store) if one.field != DELETED]
    with store.reading() as connection:
        entries = reading.entries_by_id(connection, dict.fromkeys(one.id for one in found))
        own, places = holdings.own(connection), _places(connection)
    return [
        Waiting(
            conflict=one,
            municipality=entries[one.id].text("municipality") if one.id in entries else "",
            said=tuple(
                Said(value, places.get(value.author or "", ""), value.change in own)
                for value in one.values
            ),
        )
        for one in found
    ]


def _places(connection: Connection) -> Mapping[str, str]:
    """Return the municipality of everybody who names one, by name."""
    people = reading.values_of(connection, EntryKind.PERSON).values()
    return {str(one.get("name")): str(one.get("municipality") or "") for one in people}


def wanted(found: Iterable[Waiting], wish: Wish) -> list[Wanted]:
    """Return what a rule makes of conflicts; those it cannot tell of are left out."""
    made = ((one.conflict, one.chosen(wish)) for one in found)
    return [
        Wanted(
            one.id,
            one.kind,
            one.field,
            tuple(sorted(value.change for value in one.values)),
            choice.value,
        )
        for one, choice in made
        if choice is not None
    ]


def settle(
    store: Store,
    decisions: Sequence[Wanted],
    author: str | None = None,
    report: Report | None = None,
) -> Done:
    """Settle conflicts in one transaction, each by one more change in place of all its heads.

    Args:
        decisions: What is to hold in each.
        author: The exact name of a person entry, made together with the changes where missing.
        report: Told (done, total); what it raises ends the work, and nothing is changed.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    settled: list[Settled] = []
    skipped: list[Place] = []
    with log.writing(store) as writer:
        session = Session(writer, author)
        for number, one in enumerate(decisions):
            if report is not None:
                report(number, len(decisions))
            writer.settle(bytes.fromhex(one.id))
            judged = records.judged(writer.raw, bytes.fromhex(one.id), one.kind)
            shown = history.project(judged)
            open_now = shown.conflicts.get(one.field, ()) if shown else ()
            if not open_now or tuple(sorted(c for c, _value in open_now)) != one.seen:
                skipped.append((one.id, one.field))
                continue
            if not _is_said(one.value, [value for _change, value in open_now]):
                try:
                    session.checked(one.kind, one.field, one.value)
                except InvalidValueError:
                    skipped.append((one.id, one.field))
                    continue
            change = session.settle(one.id, one.kind, judged, one.field, one.value)
            values = _once(value for _change, value in open_now)
            settled.append(Settled(one.id, one.kind, one.field, change, values))
        if report is not None:
            report(len(decisions), len(decisions))
    return Done(tuple(settled), tuple(skipped))


def undo(store: Store, done: Collection[Settled], author: str | None = None) -> Done:
    """Open conflicts again that were settled: each value is said anew, unseen by the others.

    What somebody has said of a field since then stands, and is not touched.

    Args:
        done: From `settle`.
        author: The exact name of a person entry, for these changes.

    Returns:
        Those that are open again under `settled`, the others under `skipped`.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    opened: list[Settled] = []
    skipped: list[Place] = []
    with log.writing(store) as writer:
        session = Session(writer, author)
        for one in done:
            writer.settle(bytes.fromhex(one.id))
            judged = records.judged(writer.raw, bytes.fromhex(one.id), one.kind)
            if judged.heads.get(one.field) != (one.change,):
                skipped.append((one.id, one.field))
                continue
            for value in one.values:  # each in place of the settled one, unseen by the others
                session.say(
                    one.id, one.kind, judged, {one.field: value}, {one.field: (one.change,)}, UNDONE
                )
            opened.append(one)
    return Done(tuple(opened), tuple(skipped))


def _is_said(value: object, values: Iterable[object]) -> bool:
    return canonical.encode(value) in {canonical.encode(one) for one in values}


def _once(values: Iterable[object]) -> tuple[object, ...]:
    return tuple({canonical.encode(value): value for value in values}.values())
