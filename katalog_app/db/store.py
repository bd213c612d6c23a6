"""The data folder: opening it, and reading from it with the standard library's sqlite3 alone."""

import errno
import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from katalog_app.db import schema
from katalog_app.db.place import refuse_unsuitable
from katalog_app.errors import StoreFault, StoreUnavailableError
from katalog_app.language.signature import signature
from katalog_app.placing import place_first

Connection = sqlite3.Connection
FILE = "katalog.db"
BUSY_MS = 5_000
"""How long a reader or writer waits for another (ms)."""
LOG_PAGES = 8_000
"""Pages (of 4 KB) in the write-ahead log after which a save also moves them into the database.

Eight times SQLite's own: a save touches some hundred pages, and one in six would take longer."""
_OLDEST_SQLITE = (3, 35, 0)
"""The first with RETURNING; trigram indexes are one version older."""
_BY_CODE = {
    sqlite3.SQLITE_FULL: StoreFault.DISK_FULL,
    sqlite3.SQLITE_IOERR: StoreFault.DISK_FULL,
    sqlite3.SQLITE_BUSY: StoreFault.LOCKED,
    sqlite3.SQLITE_LOCKED: StoreFault.LOCKED,
    sqlite3.SQLITE_CORRUPT: StoreFault.DAMAGED,
    sqlite3.SQLITE_NOTADB: StoreFault.DAMAGED,
    sqlite3.SQLITE_SCHEMA: StoreFault.DAMAGED,
    sqlite3.SQLITE_READONLY: StoreFault.UNWRITABLE,
    sqlite3.SQLITE_PERM: StoreFault.UNWRITABLE,
    sqlite3.SQLITE_CANTOPEN: StoreFault.UNREADABLE,
}
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


class Store:
    """One data folder. Reading may go on in any thread; `close` ends it for all of them."""

    def __init__(self, folder: Path, *, is_indexed: bool = True) -> None:
        """Take a folder that `open_store` has looked at."""
        self.folder = folder
        self.is_indexed = is_indexed
        """Whether the search index was made by this version's analysis of words."""
        self.path = folder / FILE
        self.write_guard = threading.RLock()
        self.kept: dict[str, object] = {}
        """What other rooms keep with the store: the engine for writing, facet bitmaps."""
        self._local = threading.local()
        self._connections: list[sqlite3.Connection] = []
        self._opening = threading.Lock()

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """Give a connection that sees one unchanging state of the catalogue.

        Raises:
            StoreUnavailableError: The catalogue file cannot be read.
        """
        with faults(self.folder):
            connection: sqlite3.Connection | None = getattr(self._local, "connection", None)
            if connection is None:
                connection = self._local.connection = connect(self.path)
                connection.execute("PRAGMA query_only = 1")
                with self._opening:
                    self._connections.append(connection)
            if connection.in_transaction:
                yield connection
                return
            connection.execute("BEGIN")
            try:
                yield connection
            finally:
                connection.rollback()

    def close(self) -> None:
        """Close every connection; the store is not used again."""
        dispose = getattr(self.kept.get("engine"), "dispose", None)
        if dispose:
            dispose()
        with self._opening:
            for connection in self._connections:
                connection.close()
            self._connections.clear()
        self._local = threading.local()


def connect(path: Path) -> sqlite3.Connection:
    """Return a connection in autocommit mode, usable from any thread, to an existing file."""
    address = path.absolute().as_uri() + "?mode=rw"
    connection = sqlite3.connect(
        address,
        uri=True,
        isolation_level=None,
        check_same_thread=False,
        timeout=BUSY_MS / 1000,
        cached_statements=256,
    )
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute(f"PRAGMA wal_autocheckpoint = {LOG_PAGES}")
    connection.execute("PRAGMA foreign_keys = 1")
    return connection


@contextmanager
def faults(folder: Path) -> Iterator[None]:
    """Turn what the database and the disk can raise into faults a user can act on.

    Raises:
        StoreUnavailableError: In place of any `sqlite3.Error` or `OSError` from the inside.
    """
    try:
        yield
    except sqlite3.Error as error:
        raise unavailable(folder, error) from error
    except OSError as error:
        full = error.errno in _FULL
        fault = StoreFault.DISK_FULL if full else StoreFault.UNWRITABLE
        raise StoreUnavailableError(fault, folder, error.strerror or str(error)) from error


def unavailable(folder: Path, error: sqlite3.Error) -> StoreUnavailableError:
    """Return the fault that an error of the database stands for."""
    code = getattr(error, "sqlite_errorcode", sqlite3.SQLITE_CORRUPT)
    if code in (sqlite3.SQLITE_IOERR_READ, sqlite3.SQLITE_IOERR_SHORT_READ):
        return StoreUnavailableError(StoreFault.DAMAGED, folder, str(error))
    if isinstance(error, sqlite3.ProgrammingError):
        raise error  # a bug of ours, not a fault of the disk
    return StoreUnavailableError(_BY_CODE.get(code & 0xFF, StoreFault.DAMAGED), folder, str(error))


def open_store(folder: Path, *, bundled: Path | None, mount_type: str | None = None) -> Store:
    """Return the store of a data folder, made ready at first use.

    Args:
        folder: The data folder; made where missing.
        bundled: The ready database of the bundled edition, copied at first use; None for an
            empty catalogue.
        mount_type: The type of the file system, for tests.

    Raises:
        StoreUnavailableError: The folder cannot be used; nothing in it was changed.
    """
    if sqlite3.sqlite_version_info < _OLDEST_SQLITE:
        raise StoreUnavailableError(StoreFault.OLD_SQLITE, folder, sqlite3.sqlite_version)
    refuse_unsuitable(folder, mount_type)
    with faults(folder):
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / FILE
        if not path.exists():
            _begin(path, bundled)
        is_indexed = _upgrade(path, folder)
    return Store(folder, is_indexed=is_indexed)


def create_empty(path: Path) -> None:
    """Make a database file with all tables and nothing in them."""
    path.touch()
    connection = connect(path)
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
        for number, script in enumerate(schema.UPGRADES, 1):
            connection.executescript(f"BEGIN;{script}; PRAGMA user_version = {number}; COMMIT")
        # An index with nothing in it is made by any analysis.
        connection.execute("INSERT INTO meta VALUES (?, ?)", (schema.ANALYSIS, signature()))
    finally:
        connection.close()


def _begin(path: Path, bundled: Path | None) -> None:
    """Make the database beside its place and move it there, so that no half file is ever seen."""
    fresh = path.with_name(f"{FILE}.{os.getpid()}.new")
    try:
        if bundled is None:
            create_empty(fresh)
        elif bundled.is_file():
            shutil.copyfile(bundled, fresh)
        else:
            raise StoreUnavailableError(StoreFault.MISSING_EDITION, path.parent, bundled.name)
        place_first(fresh, path)  # another process may have been first, and written in its own
    finally:
        fresh.unlink(missing_ok=True)


def _upgrade(path: Path, folder: Path) -> bool:
    """Bring a database to this version; return whether its search index is of this version too."""
    connection = connect(path)
    try:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        if application != schema.APPLICATION_ID:
            raise StoreUnavailableError(StoreFault.DAMAGED, folder, "application_id")
        if version > schema.VERSION:
            raise StoreUnavailableError(StoreFault.NEWER_SCHEMA, folder, str(version))
        if version < schema.VERSION:
            shutil.copyfile(path, path.with_name(f"{FILE}.version-{version}"))
            for number in range(version, schema.VERSION):
                connection.executescript(
                    f"BEGIN IMMEDIATE;{schema.UPGRADES[number]};"
                    f"PRAGMA user_version = {number + 1}; COMMIT"
                )
        made_by = connection.execute("SELECT value FROM meta WHERE key = ?", (schema.ANALYSIS,))
        return bool(made_by.fetchone() == (signature(),))
    finally:
        connection.close()
