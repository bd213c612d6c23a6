"""Writing: the change log through SQLAlchemy Core, and the read model in the same transaction."""

import gc
import sqlite3
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import cast

import filelock
import sqlalchemy as sa

from katalog_app.db import batches, generations, projection, records
from katalog_app.db.store import BUSY_MS, Store, connect, faults
from katalog_app.errors import StoreFault, StoreUnavailableError
from katalog_app.model.history import Record, State

LOCK = "katalog.lock"
METADATA = sa.MetaData()
CHANGES = sa.Table(
    "changes",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("id", sa.LargeBinary),
    sa.Column("entry", sa.LargeBinary),
    sa.Column("body", sa.LargeBinary),
    sa.Column("state", sa.Text),
    sa.Column("first_edition", sa.Integer),
    sa.Column("own", sa.Integer),
    sa.Column("parcel", sa.Integer),
)
LEAVES = sa.Table(
    "leaves",
    METADATA,
    sa.Column("change", sa.Integer, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("hash", sa.LargeBinary),
    sa.Column("salt", sa.LargeBinary),
    sa.Column("value", sa.LargeBinary),
)
META = sa.Table(
    "meta",
    METADATA,
    sa.Column("key", sa.Text, primary_key=True),
    sa.Column("value", sa.Text),
)


@dataclass
class Writing:
    """One write transaction; everything in it happens or nothing does."""

    connection: sa.Connection
    raw: sqlite3.Connection
    """The same connection, for SQLite's own read model."""
    touched: set[bytes] = field(default_factory=set)
    rewritten: set[bytes] = field(default_factory=set)
    """Entries of which a value was erased or given back."""
    pending: list[Record] = field(default_factory=list)
    """New changes of this machine's own, written together."""
    report: projection.Report | None = None
    """Follows the projection at the end; what it raises undoes the whole transaction."""

    def __post_init__(self) -> None:
        """Note where the connection's count of written rows stands."""
        self._rows_before = self.raw.total_changes

    def has_written(self) -> bool:
        """Return whether any row was written, changed or removed."""
        return self.raw.total_changes != self._rows_before

    def add(self, record: Record) -> None:
        """Add a change made here; it is written with its like before anything reads its entry."""
        self.pending.append(record)

    def settle(self, entry: bytes) -> None:
        """Write what is pending where it concerns this entry, so that it can be read."""
        if any(record.change.entry == entry.hex() for record in self.pending):
            self.flush()

    def flush(self) -> None:
        """Write what is pending."""
        pending, self.pending = self.pending, []
        if pending:
            append(self, pending, own=True)

    def rewrite(self, entry: bytes) -> None:
        """Note that a value of this entry was erased or given back."""
        self.touched.add(entry)
        self.rewritten.add(entry)

    def project(self) -> None:
        """Compute what the touched entries show now; done at the end too."""
        self.flush()
        touched, self.touched = self.touched, set()
        rewritten, self.rewritten = self.rewritten, set()
        # A change that waited for one of another entry gets its final state when that one arrives.
        waiting = self.raw.execute(
            "SELECT DISTINCT changes.entry FROM missing_parents"
            " JOIN changes AS parents ON parents.id = missing_parents.parent"
            " JOIN changes ON changes.number = missing_parents.change"
        )
        touched.update(entry for (entry,) in waiting)
        projection.refresh(self.raw, _in_order(self.raw, touched), self.report, rewritten)


@contextmanager
def writing(store: Store) -> Iterator[Writing]:
    """Give a write transaction; at its end the touched entries are projected anew and all is kept.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    with store.write_guard, faults(store.folder), locked(store), _without_collecting():
        try:
            with _engine(store).begin() as connection:
                raw = cast(sqlite3.Connection, connection.connection.driver_connection)
                writer = Writing(connection, raw)
                yield writer
                writer.project()
                if writer.has_written():  # else what readers keep in memory is as good as before
                    generations.count(writer.raw, generations.EVERYTHING)
        except sa.exc.DBAPIError as error:
            raise error.orig or error from error


@contextmanager
def _without_collecting() -> Iterator[None]:
    """Let Python look for no garbage meanwhile: writing leaves none that it would find.

    Looking takes a fifth more where ten thousand changes come in.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


@contextmanager
def locked(store: Store) -> Iterator[None]:
    """Hold the folder's lock, which the system lets go of even when a program is killed."""
    lock = filelock.FileLock(store.folder / LOCK, timeout=BUSY_MS / 1000)
    try:
        lock.acquire()
    except filelock.Timeout:
        raise StoreUnavailableError(StoreFault.LOCKED, store.folder) from None
    try:
        yield
    finally:
        lock.release()


def _engine(store: Store) -> sa.Engine:
    engine = store.kept.get("engine")
    if not isinstance(engine, sa.Engine):
        engine = sa.create_engine(
            "sqlite://", creator=lambda: connect(store.path), poolclass=sa.pool.StaticPool
        )

        @sa.event.listens_for(engine, "begin")
        def _begin(connection: sa.Connection) -> None:
            connection.exec_driver_sql("BEGIN IMMEDIATE")

        store.kept["engine"] = engine
    return engine


def append(
    writer: Writing,
    found: Iterable[Record],
    *,
    first_edition: int | None = None,
    own: bool = False,
    parcel: int | None = None,
) -> frozenset[str]:
    """Add changes that are not there yet; return the ids of those that were new.

    Takes them some hundred at a time, so that a generator of a whole catalogue needs little memory.

    Args:
        first_edition: Number of the first edition that holds them; None for unpublished changes.
        own: Whether they were made in this folder.
        parcel: Number of the received file that brought them.
    """
    new: set[str] = set()
    for part in batches.in_parts(found):
        new |= _append_part(
            writer,
            {record.id: record for record in part},
            {"first_edition": first_edition, "own": int(own), "parcel": parcel},
        )
    return frozenset(new)


def _append_part(
    writer: Writing, by_id: Mapping[str, Record], origin: Mapping[str, int | None]
) -> set[str]:
    new = by_id.keys() - records.known(writer.raw, by_id)
    (last,) = writer.connection.execute(sa.select(sa.func.max(CHANGES.c.number))).one()
    rows, leaves = [], []
    # In the order given: an entry's row number, and so its place among equals, follows it.
    for number, key in enumerate((k for k in by_id if k in new), (last or 0) + 1):
        record = by_id[key]
        entry = bytes.fromhex(record.change.entry)
        rows.append(
            {
                "number": number,
                "id": bytes.fromhex(key),
                "entry": entry,
                "body": record.change.encoded(),
                "state": State.COUNTS,
                **origin,
            }
        )
        for name, leaf in record.leaves.items():
            leaves.append(
                {
                    "change": number,
                    "field": name,
                    "hash": bytes.fromhex(leaf.hash),
                    "salt": leaf.salt,
                    "value": leaf.value,
                }
            )
        writer.touched.add(entry)
    if rows:
        writer.connection.execute(CHANGES.insert(), rows)
        writer.connection.execute(LEAVES.insert(), leaves)
    return new


def put_meta(writer: Writing, key: str, value: str) -> None:
    """Keep one named text with the catalogue."""
    # Not through SQLAlchemy: every save keeps something, and this takes a tenth of the time.
    writer.raw.execute(
        "INSERT INTO meta (key, value) VALUES (?1, ?2) ON CONFLICT (key) DO UPDATE SET value = ?2",
        (key, value),
    )


def _in_order(connection: sqlite3.Connection, touched: set[bytes]) -> list[bytes]:
    """Return the touched entries by their first change, so that building twice numbers alike."""
    first: dict[bytes, int] = {}
    for part in batches.in_parts(touched):
        first.update(
            connection.execute(
                "SELECT entry, MIN(number) FROM changes"
                f" WHERE entry IN ({batches.places(part)}) GROUP BY entry",
                part,
            )
        )
    return sorted(touched, key=lambda entry: first[entry])
