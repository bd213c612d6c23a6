"""Tables in and out: rows become entries and edits, and back, loss-free.

What kind of file they stand in is for `exchange.tables` to know.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
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
from katalog_app.exchange.grids import CONFLICTS, SEEN
from katalog_app.exchange.tables import KindRows
from katalog_app.model import canonical
from katalog_app.model.entries import Entry
from katalog_app.model.fields import (
    DELETED,
    FIELDS,
    SLUG,
    field_of,
)
from katalog_app.services.progressing import Progress, Report
from katalog_app.services.table_rows import Row, read_row

if TYPE_CHECKING:
    from katalog_app.db.log import Writing
    from katalog_app.services.recording import Session

REPORTED = 50
"""Rows between two reports."""


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
    news: list[RowNews] = field(default_factory=list)
    """New and edited entries, in the table's order; only where one just looks."""


@dataclass(frozen=True)
class RowNews:
    """What one row makes of one entry."""

    id: str
    kind: str
    title: str
    is_new: bool
    conflicts: tuple[str, ...]
    """Fields in conflict that were in none before."""


def load(
    store: Store,
    path: Path,
    kind: str | None = None,
    overwrite: bool = False,
    author: str | None = None,
    *,
    report: Report | None = None,
    only_look: bool = False,
) -> Loaded:
    """Take in a table, all of it or nothing.

    Rows with the id or slug of an entry are edits: with the column `seen` against what its maker
    saw, so that an old table makes conflicts; without it they are left alone unless `overwrite`.

    Args:
        path: A JSON file with an array of objects, an Excel workbook or a csv file.
        kind: The kind of all rows; where not given, the row's own, else its sheet's, else project.
        report: Told (done, total) rows; an exception out of it stops everything, and nothing is
            changed.
        only_look: Say what would come of it, and change nothing.

    Raises:
        TableRefusedError: The file is no table, or cells are bad (each named); nothing was changed.
        UnknownKindError: There is no such kind.
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    if kind is not None and kind not in FIELDS:
        raise UnknownKindError(kind, tuple(FIELDS))
    from katalog_app.db import log  # a dump only reads, and needs no SQLAlchemy
    from katalog_app.services.recording import Session

    raw = tables.read(path, kind)
    bad: list[BadCell] = []
    ignored: dict[str, None] = {}
    read = (read_row(told, kind, bad, ignored) for told in raw)
    rows = [row for row in read if row is not None]
    with contextlib.suppress(_OnlyLookedAtError), log.writing(store) as writer:
        progress = Progress(report, len(rows)) if report else None
        writer.report = progress.shown if progress else None
        told = progress.written if progress else None
        loading = _Loading(writer, Session(writer, author), overwrite, bad, told)
        loaded = loading.take(rows)
        if bad:
            raise TableRefusedError(path, TableFault.BAD_CELLS, tuple(bad))
        if only_look:
            loaded.news = loading.news()
            raise _OnlyLookedAtError
    loaded.ignored_columns = tuple(ignored)
    return loaded


class _OnlyLookedAtError(Exception):
    """Ends the transaction of one who only looks, so that nothing of it is kept."""


class _Loading:
    """One table on its way in, within one transaction."""

    def __init__(
        self,
        writer: Writing,
        session: Session,
        overwrite: bool,
        bad: list[BadCell],
        report: Report | None,
    ) -> None:
        self._writer = writer
        self._session = session
        self._overwrite = overwrite
        self._bad = bad
        self._report = report
        self._touched: dict[str, Entry | None] = {}
        """Entries made or edited, as they were before."""

    def take(self, rows: Sequence[Row]) -> Loaded:
        loaded = Loaded()
        known = [self._existing(row) for row in rows]
        self._expect(rows, known)
        for done, (row, entry) in enumerate(zip(rows, known, strict=True)):
            if self._report is not None and done % REPORTED == 0:
                self._report(done, len(rows))
            try:
                self._take_row(loaded, row, entry)
            except InvalidValueError as error:
                self._bad.append(row.told.refuse(error))
        return loaded

    def news(self) -> list[RowNews]:
        """Return what has been made and edited, in the table's order."""
        self._writer.project()
        found = []
        for key, before in self._touched.items():
            now = reading.entry(self._writer.raw, key)
            fresh = now.conflicts.keys() - (before.conflicts.keys() if before else set())
            found.append(RowNews(key, now.kind, now.title, before is None, tuple(sorted(fresh))))
        return found

    def _existing(self, row: Row) -> Entry | None:
        for wanted in (row.key, row.slug):
            if wanted:
                try:
                    return reading.entry(self._writer.raw, wanted)
                except UnknownEntryError:
                    continue
        return None

    def _expect(self, rows: Sequence[Row], known: Sequence[Entry | None]) -> None:
        """Give new rows their ids at once, so that rows can name each other by slug."""
        seen: set[str] = set()
        for row, entry in zip(rows, known, strict=True):
            names = {name for name in (row.key or (entry and entry.id), row.slug) if name}
            if names & seen:
                column = SLUG if row.slug in seen else "id"
                told = row.slug if column == SLUG else row.key
                doubled = InvalidValueError(column, ValueFault.DUPLICATE, told or "")
                self._bad.append(row.told.refuse(doubled))
            seen |= names
            if entry is None:
                row.key = row.key or self._session.fresh_id()
                if row.slug:
                    self._session.expected[row.slug] = row.key

    def _take_row(self, loaded: Loaded, row: Row, entry: Entry | None) -> None:
        if entry is None:
            values_given = {n: v for n, v in row.values.items() if v is not None}
            if row.slug and field_of(row.kind, SLUG):
                values_given[SLUG] = row.slug
            made = self._session.create(row.kind, values_given, row.key)
            if row.deleted:
                self._session.delete(made.id, row.kind)
            self._touched[made.id] = None
            loaded.created += 1
        elif row.seen is None and not self._overwrite:
            loaded.existing.append(entry.title)
        elif self._edit(row, entry):
            self._touched[entry.id] = entry
            loaded.edited += 1
        else:
            loaded.unchanged += 1

    def _edit(self, row: Row, entry: Entry) -> bool:
        given = dict(row.values)
        if row.slug is not None and row.key is not None and field_of(entry.kind, SLUG):
            given[SLUG] = row.slug  # found by its id, so another slug is an edit
        wanted = {}
        for name, value in given.items():
            stored = self._session.checked(entry.kind, name, value)
            if not _same(stored, entry.fields.get(name)):
                wanted[name] = stored
        seen = None if row.seen is None else self._session.known_changes(entry.id, row.seen)
        made = self._session.edit(entry.id, entry.kind, wanted, {}, {}, seen)
        if row.deleted is None or row.deleted is entry.deleted:
            return made is not None
        saw = seen if seen is None or made is None else [*seen, made]
        self._session.delete(entry.id, entry.kind, deleted=row.deleted, saw=saw)
        return True


def _same(one: object, other: object) -> bool:
    """Return whether two values are the same; lists are sets, whose order nobody chose."""
    if isinstance(one, list) and isinstance(other, list):
        return sorted(map(canonical.encode, one)) == sorted(map(canonical.encode, other))
    return one == other


def dump(store: Store, path: Path, kind: str | None = None, *, report: Report | None = None) -> int:
    """Write entries as a table: JSON, or xlsx or csv by the end of its name; return how many.

    A row holds id, kind, deleted, every field of its kind (null where there is no value) and
    `seen`: the heads, so that the table can come back as edits against what it showed. Of
    the values of a field in conflict it shows one, as a page does, and names it in `conflicts`.

    Args:
        kind: The kind to write; all where not given.
        report: Told (done, total) entries; an exception out of it stops the writing.

    Raises:
        UnknownKindError: There is no such kind.
        TableRefusedError: The file cannot be written, or is a csv of several kinds.
        StoreUnavailableError: The catalogue file cannot be read.
    """
    if kind is not None and kind not in FIELDS:
        raise UnknownKindError(kind, tuple(FIELDS))
    with store.reading() as connection:
        keys = {
            one: reading.ids(connection, one) for one in ([kind] if kind is not None else FIELDS)
        }
        total = sum(map(len, keys.values()))
        told = _Telling(report, total)

        def rows_of(ids: Sequence[str]) -> Iterator[Mapping[str, object]]:
            for key in ids:
                told.one()
                yield row_of(reading.entry(connection, key))

        parts = [KindRows(one, partial(rows_of, ids)) for one, ids in keys.items()]
        tables.write(path, parts, apart_from=store.folder)
    return total


class _Telling:
    """Counts rows; what is written twice is told of once."""

    def __init__(self, report: Report | None, total: int) -> None:
        self._report, self._total, self._done = report, total, 0

    def one(self) -> None:
        if self._report is not None and self._done % REPORTED == 0:
            self._report(min(self._done, self._total), self._total)
        self._done += 1


def row_of(entry: Entry) -> dict[str, object]:
    """Return an entry as the row of a table, as `dump` has it."""
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
