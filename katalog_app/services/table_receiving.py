"""Taking in a table as files from others are taken in: looked at first, then with a backup."""

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import file_digest
from pathlib import Path

from katalog_app.db import backups
from katalog_app.db.store import Store
from katalog_app.errors import TableFault, TableRefusedError
from katalog_app.services import tabulating
from katalog_app.services.progressing import Report
from katalog_app.services.tabulating import Loaded


@dataclass(frozen=True)
class Arrived:
    """A table, and what it would do or has done."""

    path: Path
    sha256: str = ""
    """What was looked at; "" where it could not be read."""
    loaded: Loaded | None = None
    """None where it was refused."""
    refusal: TableRefusedError | None = None
    taken: bool = False
    changed: bool = False
    """Somebody has saved the file since it was looked at: this is a new look at it."""


def look(store: Store, path: Path, author: str | None, report: Report | None = None) -> Arrived:
    """Return what taking in a table would do; nothing is changed.

    Args:
        path: The table.
        author: The exact name of a person entry, for its changes.
        report: Told (done, total) rows; an exception out of it stops the looking.

    Raises:
        StoreUnavailableError: The catalogue cannot be written.
    """

    def looked() -> Arrived:
        loaded = tabulating.load(store, path, author=author, report=report, only_look=True)
        return Arrived(path, _sha256(path), loaded)

    return _or_refused(path, looked)


def take(store: Store, seen: Arrived, author: str | None, report: Report | None = None) -> Arrived:
    """Take in a table that has been looked at, after a backup; all of it or nothing.

    Args:
        seen: From `look`. Where the file has other content since, it is only looked at again.
        author: The exact name of a person entry, for its changes.
        report: Told (done, total) rows; an exception out of it stops everything, and nothing is
            changed.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """

    def taken() -> Arrived:
        if _sha256(seen.path) != seen.sha256:
            again = look(store, seen.path, author, report)
            return Arrived(seen.path, again.sha256, again.loaded, again.refusal, changed=True)
        backups.back_up(store)
        loaded = tabulating.load(store, seen.path, author=author, report=report)
        loaded.news = seen.loaded.news if seen.loaded else []
        return Arrived(seen.path, seen.sha256, loaded, taken=True)

    return _or_refused(seen.path, taken)


def _or_refused(path: Path, act: Callable[[], Arrived]) -> Arrived:
    try:
        return act()
    except TableRefusedError as error:
        return Arrived(path, refusal=error)


def _sha256(path: Path) -> str:
    try:
        with path.open("rb") as file:
            return file_digest(file, "sha256").hexdigest()
    except OSError as error:
        detail = error.strerror or ""
        raise TableRefusedError(path, TableFault.UNREADABLE, detail=detail) from None
