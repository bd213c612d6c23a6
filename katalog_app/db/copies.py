"""Copies of the catalogue as files: what they hold, writing one anywhere, putting one in place."""

import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from katalog_app.db import generations, schema
from katalog_app.db.store import FILE, Store, connect, create_empty, faults, open_store
from katalog_app.errors import FileFault, FileRefusedError, StoreUnavailableError

STEP = 1_000
"""Pages (of 4 KB) put in place before it is told how far that has come."""
_HEADER = b"SQLite format 3\x00"
_CARRIED = (generations.EVERYTHING, generations.FACETS)


@dataclass(frozen=True)
class Held:
    """What a copy holds."""

    entries: int
    """Entries that are not deleted."""
    edition: str
    """Label of its newest edition, "" without any."""


def held(file: Path) -> Held | None:
    """Return what a copy holds, None where it cannot be read as one."""
    try:
        with closing(connect(file)) as connection:
            connection.execute("PRAGMA query_only = 1")
            (application,) = connection.execute("PRAGMA application_id").fetchone()
            if application != schema.APPLICATION_ID:
                return None
            (entries,) = connection.execute(
                "SELECT COUNT(*) FROM entries WHERE deleted = 0"
            ).fetchone()
            row = connection.execute(
                "SELECT label FROM editions ORDER BY number DESC LIMIT 1"
            ).fetchone()
    except (sqlite3.Error, OSError):
        return None
    return Held(int(entries), str(row[0]) if row else "")


def write(store: Store, file: Path) -> None:
    """Write the catalogue as it stands beside a file's place, and move it there once it is whole.

    Raises:
        FileRefusedError: It cannot be written, or something is there already.
        StoreUnavailableError: The catalogue cannot be read.
    """
    if file.exists():
        raise FileRefusedError(file, FileFault.UNWRITABLE, file.name)
    fresh = file.with_name(f".{file.name}.{os.getpid()}.new")
    try:
        fresh.unlink(missing_ok=True)
        with closing(connect(store.path)) as connection:
            connection.execute("VACUUM INTO ?", (str(fresh),))
        with fresh.open("rb+") as written:
            os.fsync(written.fileno())
        fresh.rename(file)
    except (OSError, sqlite3.Error) as error:
        raise FileRefusedError(file, FileFault.UNWRITABLE, str(error)) from error
    finally:
        fresh.unlink(missing_ok=True)


def made_ready(file: Path, folder: Path) -> Store:
    """Return a copy of a copy, in an empty folder of its own, as this version keeps a catalogue.

    Only the copy is opened for writing, so what is wrong with a file leaves it as it is. That its
    changes are whole is for `checking` to say.

    Raises:
        FileRefusedError: It is no catalogue, of a newer version, or damaged.
        StoreUnavailableError: It cannot be copied here.
    """
    with faults(folder):
        try:
            with file.open("rb") as opened:
                beginning = opened.read(len(_HEADER))
        except OSError as error:
            detail = error.strerror or str(error)
            raise FileRefusedError(file, FileFault.UNREADABLE, detail) from error
        if beginning != _HEADER:
            raise FileRefusedError(file, FileFault.NO_BACKUP, file.name)
        shutil.copyfile(file, folder / FILE)
    try:
        _refuse_foreign(file, folder / FILE)
        store = open_store(folder, bundled=None)
        if _tables(store.path) != _own_tables():
            raise FileRefusedError(file, FileFault.NO_BACKUP, "tables")
    except sqlite3.Error as error:
        raise FileRefusedError(file, FileFault.DAMAGED_BACKUP, str(error)) from error
    except StoreUnavailableError as error:
        raise FileRefusedError(file, FileFault.DAMAGED_BACKUP, error.detail) from error
    return store


def _refuse_foreign(file: Path, copy: Path) -> None:
    """Raise unless this is a catalogue of ours, with nothing in it that acts by itself."""
    with closing(connect(copy)) as connection:
        (application,) = connection.execute("PRAGMA application_id").fetchone()
        (version,) = connection.execute("PRAGMA user_version").fetchone()
        acting = connection.execute(
            "SELECT name FROM sqlite_master WHERE type IN ('trigger', 'view')"
        ).fetchone()
    if application != schema.APPLICATION_ID or acting:
        raise FileRefusedError(file, FileFault.NO_BACKUP, file.name)
    if version > schema.VERSION:
        raise FileRefusedError(file, FileFault.NEWER_FORMAT, str(version))
    if version < 1:
        raise FileRefusedError(file, FileFault.NO_BACKUP, str(version))


def _tables(path: Path) -> set[tuple[str, str, str | None]]:
    with closing(connect(path)) as connection:
        return set(connection.execute("SELECT type, name, sql FROM sqlite_master"))


def _own_tables() -> set[tuple[str, str, str | None]]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / FILE
        create_empty(path)
        return _tables(path)


def take_over(store: Store, other: Store, report: Callable[[int, int], None] | None = None) -> None:
    """Let a catalogue hold what another one holds, in one transaction; readers see old or new.

    To be called with the folder's lock. What the program keeps of the old content in memory is
    known to be old afterwards, in every process.

    Args:
        store: The catalogue.
        other: Made ready for it; nobody else uses it.
        report: Told (done, total) pages; what it raises ends the work, and nothing is changed.

    Raises:
        StoreUnavailableError: It cannot be written; nothing was changed.
    """
    with faults(store.folder):
        with closing(connect(store.path)) as here, closing(connect(other.path)) as there:
            for key in _CARRIED:
                later = max(generations.now(here, key), generations.now(there, key)) + 1
                there.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, str(later)))
            if report is not None:
                report(0, there.execute("PRAGMA page_count").fetchone()[0])
            there.backup(here, pages=STEP, progress=_told(report), sleep=0.05)
        for key in [key for key in store.kept if key != "engine"]:
            del store.kept[key]


def _told(
    report: Callable[[int, int], None] | None,
) -> Callable[[int, int, int], None] | None:
    """Return what is told after every step; after the last, when all is kept, nobody can stop."""
    if report is None:
        return None
    return lambda _status, left, total: report(total - left, total) if left else None
