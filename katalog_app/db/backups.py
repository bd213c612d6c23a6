"""Copies of a data folder's catalogue, each a data folder of its own, and wiping what is erased."""

import os
import shutil
import tempfile
import time
from enum import StrEnum
from pathlib import Path

from katalog_app.db import indexing
from katalog_app.db.store import FILE, Store, connect, faults

FOLDER = "backups"
KEPT = 10
"""Copies of each reason that are kept; the oldest goes first."""
_REASON = "why.txt"
"""Beside a copy: why it was made."""
_UNFINISHED = ".restore-"
"""How the folders begin in which copies are made ready to be restored."""


class Why(StrEnum):
    """Why a copy was made."""

    IMPORT = "import"
    """Before a file was taken in."""
    ASKED = "asked"
    """Somebody asked for it."""
    RESTORE = "restore"
    """Before another copy took the catalogue's place."""


def back_up(store: Store, why: Why = Why.IMPORT) -> Path:
    """Copy the catalogue as it stands to a fresh folder under `backups` and return it.

    Copies that somebody asked for do not have to go for those made before imports.

    Raises:
        StoreUnavailableError: The copy cannot be written; no half of one is left.
    """
    with faults(store.folder):
        stamp = time.strftime("%Y%m%dT%H%M%SZ", time.gmtime())
        folder = store.folder / FOLDER
        folder.mkdir(exist_ok=True)
        fresh = folder / f".{stamp}-{os.getpid()}.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir()
        try:
            connection = connect(store.path)
            try:
                connection.execute("VACUUM INTO ?", (str(fresh / FILE),))
            finally:
                connection.close()
            with (fresh / FILE).open("rb+") as file:
                os.fsync(file.fileno())
            (fresh / _REASON).write_text(why.value, "ascii")
            place = _free(folder, stamp)
            fresh.rename(place)
        finally:
            shutil.rmtree(fresh, ignore_errors=True)
        for old in [one for one in all_of(store) if reason(one) is why][:-KEPT]:
            shutil.rmtree(old, ignore_errors=True)
    return place


def all_of(store: Store) -> list[Path]:
    """Return the folders of all copies, the oldest first."""
    folder = store.folder / FOLDER
    if not folder.is_dir():
        return []
    return sorted(one for one in folder.iterdir() if (one / FILE).is_file() and _whole(one))


def reason(folder: Path) -> Why:
    """Return why a copy was made; those that do not say so were all made before an import."""
    try:
        return Why((folder / _REASON).read_text("ascii"))
    except (OSError, ValueError):
        return Why.IMPORT


def being_restored(store: Store) -> Path:
    """Return a fresh folder in which a copy is to be made ready to be restored.

    Raises:
        OSError: It cannot be made.
    """
    place = store.folder / FOLDER
    place.mkdir(exist_ok=True)
    return Path(tempfile.mkdtemp(prefix=_UNFINISHED, dir=place))


def forget_unfinished(store: Store) -> None:
    """Remove what was made ready to be restored and never was: the program was killed meanwhile."""
    for one in (store.folder / FOLDER).glob(f"{_UNFINISHED}*"):
        shutil.rmtree(one, ignore_errors=True)


def wipe(store: Store) -> None:
    """Rewrite the database so that nothing deleted is left in it, nor in its log beside it.

    Raises:
        StoreUnavailableError: It cannot be rewritten; try again, for deleted values may be left.
    """
    with store.write_guard, faults(store.folder):
        connection = connect(store.path)
        try:
            connection.execute("BEGIN IMMEDIATE")
            indexing.work_in(connection)  # a noted move names the word that has gone
            connection.execute("COMMIT")
            connection.execute("VACUUM")
            connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        finally:
            connection.close()
        for old in store.folder.glob(f"{FILE}.version-*"):
            old.unlink()  # what was there before an upgrade is no backup anybody restores


def _whole(folder: Path) -> bool:
    return not folder.name.startswith(".")


def _free(folder: Path, stamp: str) -> Path:
    number = 1
    while (place := folder / (stamp if number == 1 else f"{stamp}-{number}")).exists():
        number += 1
    return place
