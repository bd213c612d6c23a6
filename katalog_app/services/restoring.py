"""Copies of the catalogue: made when asked for, and put in place of the present one.

A copy takes the place of the changes and what they add up to. Who is trusted, what is erased for
good and which files are held back stay as they are now: an old copy neither trusts a revoked key
again nor brings an erased value back. The own key, the choices and the drafts lie beside the
database and are not touched.
"""

import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from katalog_app.db import backups, checking, copies, holdings, ledger, log, reading, reindexing
from katalog_app.db.backups import Why
from katalog_app.db.store import FILE, Store, faults
from katalog_app.errors import FileFault, FileRefusedError, StoreFault, StoreUnavailableError
from katalog_app.services import contributing, holding, noticing
from katalog_app.services.noticing import ChangedEntry
from katalog_app.services.progressing import Report

SUFFIX = ".katalogkopia"
"""Of copies in folders that a person chooses."""
_STAMP = "%Y%m%dT%H%M%SZ"
_NOT_TAKEN_IN = (holding.HELD, holding.ASIDE, holding.LET_GO)

__all__ = ["Backup", "Loss", "Restored", "Why", "back_up", "backups_of", "loss", "restore"]


@dataclass(frozen=True)
class Backup:
    """One copy in the data folder."""

    path: Path
    made_at: int
    """UTC seconds; 0 where its name does not tell."""
    why: Why
    bytes: int
    is_readable: bool
    """Whether it looks like a catalogue; whether it is whole is known when it is to be restored."""
    entries: int
    edition: str
    """Label of its newest edition, "" without any."""


@dataclass(frozen=True)
class Loss:
    """What would be other than now, were a copy restored."""

    path: Path
    changes: int
    """Changes that are here and not in the copy."""
    own: int
    """Those of them that were made in this folder."""
    entries: tuple[ChangedEntry, ...]
    """What these changes speak of, by title; `is_new` for those that would vanish altogether."""
    editions: tuple[str, ...]
    """Labels of editions that are here and not in the copy, the newest first."""
    returning: int
    """Changes that are in the copy and not here."""


@dataclass(frozen=True)
class Restored:
    """A copy that has taken the catalogue's place."""

    before: Path
    """The copy of what was there before."""
    entries: int
    """Entries that are not deleted."""


def backups_of(store: Store) -> list[Backup]:
    """Return the copies in the data folder, the newest first.

    Raises:
        StoreUnavailableError: The folder cannot be read.
    """
    with faults(store.folder):
        return [_told(folder) for folder in reversed(backups.all_of(store))]


def _told(folder: Path) -> Backup:
    file = folder / FILE
    found = copies.held(file)
    return Backup(
        path=file,
        made_at=_moment(folder.name),
        why=backups.reason(folder),
        bytes=file.stat().st_size,
        is_readable=found is not None,
        entries=found.entries if found else 0,
        edition=found.edition if found else "",
    )


def _moment(name: str) -> int:
    try:
        made = datetime.strptime(name.partition("-")[0], _STAMP)
        return int(made.replace(tzinfo=UTC).timestamp())
    except (ValueError, OverflowError):
        return 0


def back_up(store: Store, folder: Path | None = None) -> Path:
    """Copy the catalogue as it stands, read the copy back, and return its file.

    Args:
        folder: Where to; the data folder's own place for copies where not given.

    Raises:
        FileRefusedError: It cannot be written there, or is not what was written.
        StoreUnavailableError: The catalogue cannot be read, or the copy not be written.
    """
    if folder is None:
        file = backups.back_up(store, Why.ASKED) / FILE
    else:
        stamp = time.strftime("%Y-%m-%d-%H%M%S")
        file = folder / f"katalogen-{stamp}{SUFFIX}"
        contributing.refuse_data_folder(store, file)
        copies.write(store, file)
    with _made_ready(store, file):
        return file


def loss(store: Store, file: Path) -> Loss:
    """Verify a copy, and return what would be other than now were it restored.

    Raises:
        FileRefusedError: It is damaged, of a newer version, or no copy at all.
        StoreUnavailableError: It cannot be looked at here.
    """
    with (
        _made_ready(store, file) as copy,
        store.reading() as here,
        copy.reading() as there,
    ):
        mine, theirs = holdings.everything(here), holdings.everything(there)
        gone = mine - theirs
        known = {one.hash for one in holdings.editions(there)}
        return Loss(
            path=file,
            changes=len(gone),
            own=len(holdings.own(here) & gone),
            entries=tuple(noticing.told_of(here, holdings.made(here, sorted(gone)))),
            editions=tuple(e.label for e in holdings.editions(here) if e.hash not in known),
            returning=len(theirs - mine),
        )


def restore(store: Store, file: Path, report: Report | None = None) -> Restored:
    """Let a copy take the catalogue's place, which is itself copied first.

    Whoever is stopped in between finds the old catalogue or the new one whole.

    Args:
        file: The copy; verified again.
        report: Told (done, total); what it raises ends the work, and nothing is changed.

    Raises:
        FileRefusedError: It is damaged, of a newer version, or no copy at all.
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    with _alone(store), _made_ready(store, file) as copy:
        _carry_over(store, copy)
        backups.wipe(copy)
        before = _kept_before(store)
        copies.take_over(store, copy, report)
        with copy.reading() as connection:
            return Restored(before, sum(reading.count(connection).values()))


@contextmanager
def _alone(store: Store) -> Iterator[None]:
    """Hold the folder's lock: nobody writes meanwhile. What a killed program left goes."""
    with store.write_guard, faults(store.folder), log.locked(store):
        backups.forget_unfinished(store)
        yield


@contextmanager
def _made_ready(store: Store, file: Path) -> Iterator[Store]:
    """Give a copy's content in a store of its own, verified; it goes afterwards."""
    with faults(store.folder):
        place = backups.being_restored(store)
    try:
        copy = copies.made_ready(file, place)
        try:
            _verify(copy, file)
            yield copy
        finally:
            copy.close()
    finally:
        shutil.rmtree(place, ignore_errors=True)


def _verify(copy: Store, file: Path) -> None:
    try:
        if not copy.is_indexed:
            reindexing.rebuild(copy)
        with copy.reading() as connection:
            wrong = checking.problems(connection)
    except StoreUnavailableError as error:
        raise FileRefusedError(file, FileFault.DAMAGED_BACKUP, error.detail) from error
    if wrong:
        raise FileRefusedError(file, FileFault.DAMAGED_BACKUP, wrong[0])


def _carry_over(store: Store, copy: Store) -> None:
    """Let a copy trust whom we trust now, lack what is erased now, and know the files held now."""
    with store.reading() as here, log.writing(copy) as writer:
        for one in holdings.keys(here).values():
            ledger.put_key(
                writer, one.key, one.name, one.role, trusted=one.trusted, revoked=one.revoked
            )
        for erasure, applied in holdings.erasures(here):
            ledger.add_erasure(writer, erasure, applied=applied)
        ledger.erase_leaves(writer, sorted(holdings.erased(writer.raw)))
        owed = holdings.owed_cleaning(here)
        if owed is not None:
            ledger.owe_cleaning(writer, owed)
        for held in reversed(holdings.parcels(here)):
            if held.status in _NOT_TAKEN_IN:
                ledger.put_parcel(
                    writer,
                    held.sha256,
                    name=held.name,
                    kind=held.kind,
                    key=held.key,
                    sender=held.sender,
                    received_at=held.received_at,
                    status=held.status,
                )


def _kept_before(store: Store) -> Path:
    """Copy the present catalogue, page by page where it can still be read so, and return the file.

    One that is damaged is copied as it lies: whoever can mend it needs all there is.
    """
    try:
        return backups.back_up(store, Why.RESTORE) / FILE
    except StoreUnavailableError as error:
        if error.fault is not StoreFault.DAMAGED:
            raise
    # Named as what was there before an upgrade, so that an erasure removes it as it does those.
    damaged = store.folder / f"{FILE}.version-damaged"
    with faults(store.folder):
        for part in ("", "-wal"):
            if (lying := store.folder / f"{FILE}{part}").exists():
                shutil.copyfile(lying, damaged.with_name(f"{damaged.name}{part}"))
    return damaged
