"""Tables in and out: a JSON array of objects becomes entries and edits, and back, loss-free."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from katalog_app.db import reading
from katalog_app.db.store import Store
from katalog_app.errors import (
    BadCell,
    InvalidValueError,
    TableFault,
    TableRefusedError,
    UnknownEntryError,
    UnknownKindError,
    ValueFault,
)
from katalog_app.exchange import tables
from katalog_app.model import values
from katalog_app.model.entries import Entry
from katalog_app.model.fields import (
    DELETED,
    FIELDS,
    NODE_KINDS,
    SLUG,
    EntryKind,
    Field,
    field_of,
)

if TYPE_CHECKING:
    from katalog_app.db.log import Writing
    from katalog_app.services.recording import Session

SEEN = "seen"
CONFLICTS = "conflicts"
"""Written, never taken in: editing a field with what was seen settles its conflict by itself."""
OWN_COLUMNS = frozenset({"id", "kind", SLUG, SEEN, CONFLICTS, DELETED})
_ID_DIGITS = 32


@dataclass
class Loaded:
    """What a table became; numbers of entries."""

    created: int = 0
    edited: int = 0
    unchanged: int = 0
    existing: list[str] = field(default_factory=list)
    """Titles of entries that were there already and were left alone, in the table's order."""
    ignored_columns: tuple[str, ...] = ()
    """Columns no field answers to; their cells were not taken in."""


@dataclass
class _Row:
    number: int
    kind: str
    key: str | None
    slug: str | None
    values: dict[str, object]
    seen: Sequence[str] | None
    deleted: bool | None


def load(
    store: Store,
    path: Path,
    kind: str | None = None,
    overwrite: bool = False,
    author: str | None = None,
) -> Loaded:
    """Take in a table, all of it or nothing.

    Rows with the id or slug of an entry are edits: with the column `seen` against what its maker
    saw, so that an old table makes conflicts; without it they are left alone unless `overwrite`.

    Args:
        path: A JSON file with an array of objects.
        kind: The kind of all rows; where not given, the row's own, else project.

    Raises:
        TableRefusedError: The file is no table, or cells are bad (each named); nothing was changed.
        UnknownKindError: There is no such kind.
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    if kind is not None and kind not in FIELDS:
        raise UnknownKindError(kind, tuple(FIELDS))
    from katalog_app.db import log  # a dump only reads, and needs no SQLAlchemy
    from katalog_app.services.recording import Session

    raw = tables.read(path)
    bad: list[BadCell] = []
    ignored: dict[str, None] = {}
    read = (_row(number, said, kind, bad, ignored) for number, said in enumerate(raw, 1))
    rows = [row for row in read if row is not None]
    with log.writing(store) as writer:
        loaded = _Loading(writer, Session(writer, author), overwrite, bad).take(rows)
        if bad:
            raise TableRefusedError(path, TableFault.BAD_CELLS, tuple(bad))
    loaded.ignored_columns = tuple(ignored)
    return loaded


class _Loading:
    """One table on its way in, within one transaction."""

    def __init__(
        self, writer: Writing, session: Session, overwrite: bool, bad: list[BadCell]
    ) -> None:
        self._writer = writer
        self._session = session
        self._overwrite = overwrite
        self._bad = bad

    def take(self, rows: Sequence[_Row]) -> Loaded:
        loaded = Loaded()
        known = [self._existing(row) for row in rows]
        self._expect(rows, known)
        for row, entry in zip(rows, known, strict=True):
            try:
                self._take_row(loaded, row, entry)
            except InvalidValueError as error:
                self._bad.append(
                    BadCell(row.number, error.field, error.fault, error.value, error.allowed)
                )
        return loaded

    def _existing(self, row: _Row) -> Entry | None:
        for wanted in (row.key, row.slug):
            if wanted:
                try:
                    return reading.entry(self._writer.raw, wanted)
                except UnknownEntryError:
                    continue
        return None

    def _expect(self, rows: Sequence[_Row], known: Sequence[Entry | None]) -> None:
        """Give new rows their ids at once, so that rows can name each other by slug."""
        seen: set[str] = set()
        for row, entry in zip(rows, known, strict=True):
            names = {name for name in (row.key or (entry and entry.id), row.slug) if name}
            if names & seen:
                column = SLUG if row.slug in seen else "id"
                self._bad.append(
                    BadCell(row.number, column, ValueFault.DUPLICATE, row.slug or row.key or "")
                )
            seen |= names
            if entry is None:
                row.key = row.key or self._session.fresh_id()
                if row.slug:
                    self._session.expected[row.slug] = row.key

    def _take_row(self, loaded: Loaded, row: _Row, entry: Entry | None) -> None:
        if entry is None:
            values_given = {n: v for n, v in row.values.items() if v is not None}
            if row.slug and field_of(row.kind, SLUG):
                values_given[SLUG] = row.slug
            made = self._session.create(row.kind, values_given, row.key)
            if row.deleted:
                self._session.delete(made.id, row.kind)
            loaded.created += 1
        elif row.seen is None and not self._overwrite:
            loaded.existing.append(entry.title)
        elif self._edit(row, entry):
            loaded.edited += 1
        else:
            loaded.unchanged += 1

    def _edit(self, row: _Row, entry: Entry) -> bool:
        given = dict(row.values)
        if row.slug is not None and row.key is not None and field_of(entry.kind, SLUG):
            given[SLUG] = row.slug  # found by its id, so another slug is an edit
        wanted = {}
        for name, value in given.items():
            stored = self._session.checked(entry.kind, name, value)
            if stored != entry.fields.get(name):
                wanted[name] = stored
        seen = None if row.seen is None else self._session.known_changes(entry.id, row.seen)
        made = self._session.edit(entry.id, entry.kind, wanted, {}, {}, seen)
        if row.deleted is None or row.deleted is entry.deleted:
            return made is not None
        saw = seen if seen is None or made is None else [*seen, made]
        self._session.delete(entry.id, entry.kind, deleted=row.deleted, saw=saw)
        return True


def _row(
    number: int,
    said: Mapping[str, object],
    kind: str | None,
    bad: list[BadCell],
    ignored: dict[str, None],
) -> _Row | None:
    row = _Row(number, kind or EntryKind.PROJECT, None, None, {}, None, None)
    try:
        row.kind = kind or _kind_of(said)
        row.key, row.slug = _named(said.get("id"))
    except InvalidValueError as error:
        bad.append(BadCell(number, error.field, error.fault, error.value, error.allowed))
        return None
    for name, value in _columns(row.kind, said).items():
        described = field_of(row.kind, name)
        try:
            if name == SEEN:
                row.seen = _seen(value)
            elif name == DELETED:
                row.deleted = _flag(name, value)
            elif name == SLUG:
                row.slug = _slug(value) or row.slug
            elif described is not None:
                row.values[name] = _cell(described, value)
            elif name not in OWN_COLUMNS:
                ignored[name] = None
        except InvalidValueError as error:
            bad.append(BadCell(number, error.field, error.fault, error.value, error.allowed))
    return row


def _kind_of(said: Mapping[str, object]) -> str:
    named = said.get("kind")
    if named is None:
        return EntryKind.PROJECT
    if isinstance(named, str) and named in FIELDS:
        return named
    if named in NODE_KINDS:
        return EntryKind.NODE
    raise InvalidValueError("kind", ValueFault.NOT_A_CHOICE, str(named)[:200], tuple(FIELDS))


def _named(value: object) -> tuple[str | None, str | None]:
    """Return what the column id holds: an id, or else a slug."""
    if value is None or value == "":
        return None, None
    if not isinstance(value, str):
        raise InvalidValueError("id", ValueFault.WRONG_TYPE, str(value)[:200])
    if len(value) == _ID_DIGITS and set(value) <= set("0123456789abcdef"):
        return value, None
    try:
        return None, _slug(value)
    except InvalidValueError as error:
        raise InvalidValueError("id", error.fault, error.value) from None


def _columns(kind: str, said: Mapping[str, object]) -> dict[str, object]:
    """Return the row by field name: years become a period, a node's kind its own field.

    A year that is no whole number, and years that tell something else than the period, become an
    object, which no period takes: the cell is refused by its check with what stood there.
    """
    columns = dict(said)
    for name, first, last in (
        ("period", "start_year", "end_year"),
        ("validity", "valid_from", "valid_to"),
    ):
        if not field_of(kind, name) or not (first in said or last in said):
            continue
        ends = [columns.pop(end, None) for end in (first, last)]
        whole = values.period(*ends)
        told = columns.get(name)
        if any(end is not None and type(end) is not int for end in ends):
            columns[name] = dict(zip((first, last), ends, strict=True))
        elif told is not None and whole is not None and told != whole:
            columns[name] = {name: told, "years": whole}
        else:
            columns[name] = whole if told is None else told
    if kind == EntryKind.NODE and columns.get("kind") not in FIELDS:
        columns.setdefault("node_kind", columns.pop("kind", None))
    return columns


def _cell(described: Field, value: object) -> object:
    """Return a cell's value, checked as far as it can be before other entries are looked up."""
    if described.links_to is not None or described.kind.value == "entry":
        return value
    return values.check(described, value)


def _seen(value: object) -> list[str] | None:
    if value is None:
        return None
    parts = value.split() if isinstance(value, str) else value
    if not isinstance(parts, list) or not all(isinstance(part, str) for part in parts):
        raise InvalidValueError(SEEN, ValueFault.WRONG_TYPE, str(value)[:200])
    return [str(part) for part in parts]


def _flag(name: str, value: object) -> bool | None:
    if value is not None and not isinstance(value, bool):
        raise InvalidValueError(name, ValueFault.WRONG_TYPE, str(value)[:200])
    return value


def _slug(value: object) -> str | None:
    if value is None:
        return None
    described = field_of(EntryKind.PROJECT, SLUG)
    checked = values.check(described, value) if described else None
    return checked if isinstance(checked, str) else None


def dump(store: Store, path: Path, kind: str | None = None) -> int:
    """Write entries as a JSON array of objects; return how many.

    A row holds id, kind, deleted, every field of its kind (null where there is no value) and
    `seen`: the heads, so that the table can come back as edits against what it showed. Of
    the values of a field in conflict it shows one, as a page does, and names it in `conflicts`.

    Args:
        kind: The kind to write; all where not given.

    Raises:
        UnknownKindError: There is no such kind.
        TableRefusedError: The file cannot be written, or is of a format not built yet.
        StoreUnavailableError: The catalogue file cannot be read.
    """
    if kind is not None and kind not in FIELDS:
        raise UnknownKindError(kind, tuple(FIELDS))
    with store.reading() as connection:
        rows = [
            _dumped(reading.entry(connection, key))
            for one in ([kind] if kind else FIELDS)
            for key in reading.ids(connection, one)
        ]
    tables.write(path, rows, apart_from=store.folder)
    return len(rows)


def _dumped(entry: Entry) -> dict[str, object]:
    row: dict[str, object] = {"id": entry.id, "kind": entry.kind}
    if entry.deleted:
        row[DELETED] = True
    for described in FIELDS[entry.kind]:
        row[described.name] = entry.fields.get(described.name)
    row |= {name: value for name, value in entry.fields.items() if name not in row}
    row[SEEN] = sorted({head for heads in entry.heads.values() for head in heads})
    if entry.conflicts:
        row[CONFLICTS] = sorted(entry.conflicts)
    return row
