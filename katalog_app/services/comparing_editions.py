"""Comparing two editions, an edition and the present, or the file of an edition with either."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from katalog_app.db import holdings, reading, records
from katalog_app.db.batches import in_parts
from katalog_app.db.store import Connection, Store
from katalog_app.errors import FileFault, FileRefusedError, UnknownEditionError
from katalog_app.exchange import container, parcel
from katalog_app.exchange.parcel import Parcel
from katalog_app.model import comparing, values
from katalog_app.model.change import Leaf
from katalog_app.model.comparing import FieldChange, Key, State, What
from katalog_app.model.fields import FieldKind, field_of
from katalog_app.model.history import Record
from katalog_app.services.progressing import Report

NOW = ""
"""Stands for the catalogue as it is now, where an edition is named by its hash."""
Source = str | Path
"""What is compared: an edition by its hash, the present catalogue, or the file of an edition."""


@dataclass(frozen=True)
class EditionKnown:
    """An edition whose content is known here."""

    hash: str
    label: str
    made_at: int
    """UTC seconds; shown only."""


@dataclass(frozen=True)
class Difference:
    """One entry that differs."""

    id: str
    kind: str
    title: str
    place: str
    """The municipality; "" where the entry names none."""
    what: What
    fields: tuple[FieldChange, ...]


@dataclass(frozen=True)
class Comparison:
    """What is other in one state of the catalogue than in another."""

    before: str
    """Label of the edition; "" for the catalogue as it is now."""
    after: str
    differences: tuple[Difference, ...]
    """By title."""
    names: Mapping[str, str] = field(default_factory=dict)
    """What the entries that values name by id are called."""


def editions(store: Store) -> list[EditionKnown]:
    """Return the editions whose content is known here: those once adopted, the newest first.

    Of a sibling edition that was only merged it is not known which changes it held.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        adopted = [one for one in holdings.editions(connection) if one.adopted]
    adopted.sort(key=lambda one: -one.adopted)
    return [EditionKnown(one.hash, one.label, one.made_at) for one in adopted]


def compare(
    store: Store, before: Source, after: Source, report: Report | None = None
) -> Comparison:
    """Return what is other in one state of the catalogue than in another.

    A file is verified and only looked at: nothing of it is kept, and its signer is not asked about.

    Args:
        before: An edition's hash, `NOW`, or the file of an edition.
        after: The same.
        report: Told (done, total) entries; what it raises ends the work.

    Raises:
        FileRefusedError: A file is damaged or no edition.
        UnknownEditionError: There is no such edition here.
        StoreUnavailableError: The catalogue file cannot be read.
    """
    files: dict[Source, Parcel] = {
        one: _edition(one) for one in (before, after) if isinstance(one, Path)
    }
    with store.reading() as connection:
        sides = [_Side(connection, one, files) for one in (before, after)]
        entries = sorted(sides[0].entries_beyond(sides[1]) | sides[1].entries_beyond(sides[0]))
        found: list[comparing.EntryChange] = []
        seen: list[dict[Key, State]] = [{}, {}]
        done = 0
        for part in in_parts(entries):
            if report is not None:
                report(done, len(entries))
            logged = list(records.of_entries(connection, [bytes.fromhex(key) for key in part]))
            now = [comparing.states(side.records(part, logged)) for side in sides]
            found += comparing.compare(*now)
            for kept, more in zip(seen, now, strict=True):
                kept.update(more)
            done += len(part)
        names = _names(connection, found, seen)
    told = (_told(one, *seen) for one in found)
    ordered = sorted(told, key=lambda one: (one.title.lower(), one.id, one.kind))
    return Comparison(sides[0].label, sides[1].label, tuple(ordered), names)


def save(store: Store, path: Path, text: str) -> None:
    """Write a comparison as text to a file; one that is there is replaced once the new is whole.

    Raises:
        FileRefusedError: It cannot be written; what was there before is still there.
    """
    from katalog_app.services import contributing  # which loads what signs files

    contributing.refuse_data_folder(store, path)
    container.move_into_place(container.write_beside(path, text.encode()), path)


def _edition(path: Path) -> Parcel:
    found = parcel.read(path)
    if found.manifest.edition is None:
        raise FileRefusedError(path, FileFault.NO_EDITION)
    return found


class _Side:
    """One of the two states: which changes it holds."""

    def __init__(
        self, connection: Connection, source: Source, files: Mapping[Source, Parcel]
    ) -> None:
        self._connection = connection
        self._file: dict[str, list[Record]] = {}
        self._is_file = isinstance(source, Path)
        self.label = ""
        """Of the edition."""
        self.held: dict[str, str] = {}
        """The entries by change id."""
        if isinstance(source, Path):
            self._take(files[source])
        elif source == NOW:
            self.held = holdings.held_by(connection, None)
        else:
            known = {one.hash: one for one in holdings.editions(connection) if one.adopted}
            if source not in known:
                raise UnknownEditionError(source)
            self.label = known[source].label
            lineage = {source, *known[source].ancestors}
            self.held = holdings.held_by(connection, lineage)

    def _take(self, found: Parcel) -> None:
        gone = holdings.erased(self._connection)
        self.label = found.manifest.edition.label if found.manifest.edition else ""
        for record in found.records():
            self.held[record.id] = record.change.entry
            self._file.setdefault(record.change.entry, []).append(_without(record, gone))

    def entries_beyond(self, other: "_Side") -> set[str]:
        """Return the entries of which this one holds changes that the other lacks."""
        return {self.held[key] for key in self.held.keys() - other.held.keys()}

    def records(self, entries: Iterable[str], logged: Iterable[Record]) -> Iterator[Record]:
        """Yield all changes of entries that it holds, out of those that are here."""
        if self._is_file:
            for key in entries:
                yield from self._file.get(key, ())
        else:
            yield from (record for record in logged if record.id in self.held)


def _without(record: Record, gone: set[tuple[str, str]]) -> Record:
    """Return a change of a file without the values that are erased for good here."""
    if not any((record.id, name) in gone for name in record.leaves):
        return record
    leaves = {
        name: Leaf(leaf.hash, None, None) if (record.id, name) in gone else leaf
        for name, leaf in record.leaves.items()
    }
    return Record(record.id, record.change, leaves)


def _told(
    one: comparing.EntryChange, before: Mapping[Key, State], after: Mapping[Key, State]
) -> Difference:
    key = (one.id, one.kind)
    shown = (after.get(key) or before[key]).values
    place = shown.get("municipality")
    return Difference(
        id=one.id,
        kind=one.kind,
        title=values.title(one.kind, shown),
        place=place if isinstance(place, str) else "",
        what=one.what,
        fields=one.fields,
    )


def _names(
    connection: Connection,
    found: Iterable[comparing.EntryChange],
    seen: Iterable[Mapping[Key, State]],
) -> dict[str, str]:
    """Return what the entries that the differences name by id are called."""
    wanted = {
        key
        for one in found
        for change in one.fields
        if (described := field_of(one.kind, change.field)) is not None
        and described.kind in (FieldKind.ENTRY, FieldKind.ENTRIES)
        for value in (change.before, change.after, *change.disputed)
        for key in (value if isinstance(value, list) else [value])
        if isinstance(key, str)
    }
    names = {key: one.title for key, one in reading.entries_by_id(connection, wanted).items()}
    for states in seen:
        for (key, kind), state in states.items():
            if key in wanted and not names.get(key):
                names[key] = values.title(kind, state.values)
    return {key: name for key, name in names.items() if name}
