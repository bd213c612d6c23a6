"""Watching a folder for files from others, such as the one that mail attachments are saved in.

Nothing in the folder is moved, changed or deleted. A file is told of once, by its content, and only
when it has stopped growing. What somebody has taken out of the inbox is remembered by its hash.
"""

import contextlib
import json
import os
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Literal

from katalog_app.db import holdings
from katalog_app.db.store import Store, faults
from katalog_app.errors import FileFault, FileRefusedError
from katalog_app.exchange import container
from katalog_app.exchange.wrapping import ENDING
from katalog_app.placing import put_whole
from katalog_app.services import receipting, receiving
from katalog_app.services.receiving import Arrival
from katalog_app.services.uniting import Status

ENDINGS = frozenset({ENDING, ".zip", ".eml"})
LARGEST_WRAPPED = 64 * 1024 * 1024
"""A larger .zip or .eml (bytes) is not looked into; it can be dropped in the window."""
QUIET_S = 60
"""A file not written to for so long (s) is whole; a younger one is looked at twice."""
FILE = "watched.json"
MOST_LEFT = 5_000
"""Hashes that are remembered, the last ones."""
LONGEST_FILE = 1_000_000
"""A larger file (bytes) is not ours."""
_HASH_DIGITS = 64


@dataclass(frozen=True)
class Found:
    """A file in the folder that has stopped growing."""

    path: Path
    sha256: str
    """Of the `.katalog` in it; of the whole file where there is none that can be read."""


@dataclass(frozen=True)
class Look:
    """What one look at the folder showed."""

    there: bool
    """Whether the folder could be read."""
    found: tuple[Found, ...] = ()
    """Files that were not told of before, by name."""
    growing: int = 0
    """Files that are still being written, or cannot be read yet."""


Signs = tuple[int, int]
"""Size (bytes) and time of the last writing (ns)."""


class Watch:
    """One folder; to be looked at again and again, by one thread at a time."""

    def __init__(self, folder: Path) -> None:
        """Take a folder, which may be gone for a while."""
        self.folder = folder
        self._signs: dict[Path, Signs] = {}
        self._judged: dict[Path, Signs] = {}
        self._told: set[str] = set()

    def look(self, now: float) -> Look:
        """Return what is new in the folder; never raises for what lies in it.

        Args:
            now: UTC seconds.
        """
        try:
            files = dict(sorted(_candidates(self.folder)))
        except OSError:
            return Look(there=False)
        found = []
        growing = 0
        for path, signs in files.items():
            if self._judged.get(path) == signs:
                continue
            one = self._judge(path, signs, now)
            growing += one is None
            if one and one.sha256 not in self._told:
                self._told.add(one.sha256)
                found.append(one)
        self._signs = files
        self._judged = {path: s for path, s in self._judged.items() if path in files}
        return Look(there=True, found=tuple(found), growing=growing)

    def _judge(self, path: Path, signs: Signs, now: float) -> Found | Literal[False] | None:
        """Return a file to tell of, False for nothing of ours, None where it is too early."""
        size, written = signs
        age = now - written / 1e9
        if size == 0 or (age < QUIET_S and self._signs.get(path) != signs):
            return None
        wrapped = path.suffix.lower() != ENDING
        if wrapped and size > LARGEST_WRAPPED:
            self._judged[path] = signs
            return False
        try:
            found: Found | Literal[False] = Found(path, container.opened(path).sha256)
        except FileRefusedError as error:
            if error.fault is FileFault.UNREADABLE:
                return None
            if error.fault is FileFault.DAMAGED and 0 <= age < QUIET_S:
                return None  # a download that rests for a moment
            nothing = wrapped and (error.fault in _NOT_OURS or error.detail == "zip")
            found = False if nothing else _unread(path)
        if found is not False or wrapped:
            self._judged[path] = signs
        return found


_NOT_OURS = frozenset({FileFault.NOT_KATALOG, FileFault.TOO_LARGE})


def _unread(path: Path) -> Found | Literal[False]:
    try:
        return Found(path, sha256(path.read_bytes()).hexdigest())
    except OSError:
        return False


def _candidates(folder: Path) -> Iterator[tuple[Path, Signs]]:
    with os.scandir(folder) as entries:
        for entry in entries:
            path = Path(entry.path)
            if entry.name.startswith(".") or path.suffix.lower() not in ENDINGS:
                continue
            with contextlib.suppress(OSError):  # it has just gone
                if entry.is_file():
                    said = entry.stat()
                    yield path, (said.st_size, said.st_mtime_ns)


def arrived(store: Store, found: Found) -> Arrival | None:
    """Return a file that was found, looked at; None where there is nothing to tell of it.

    That is so for what was received or left before, and for what one has written oneself and has
    still.

    Raises:
        StoreUnavailableError: The catalogue cannot be written.
    """
    if found.sha256 in left(store) or receipting.is_kept(store, found.sha256):
        return None
    with store.reading() as connection:
        if any(one.sha256 == found.sha256 for one in holdings.parcels(connection)):
            return None
    if not found.path.exists():
        return None
    arrival = receiving.look(store, found.path)
    nothing_new = arrival.outcome is not None and arrival.outcome.status is Status.NOTHING_NEW
    own = arrival.own and (nothing_new or arrival.refusal is not None)
    if own or nothing_new:
        leave(store, [found.sha256])  # told of today, and not at the next start
    return None if own else arrival


def awaiting(store: Store, watch: Watch, now: float) -> int:
    """Return how many files that one look shows have neither been received nor left.

    Args:
        now: UTC seconds.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        seen = {*left(store), *(one.sha256 for one in holdings.parcels(connection))}
    found = {one.sha256 for one in watch.look(now).found} - seen
    return sum(not receipting.is_kept(store, sha256) for sha256 in found)


def left(store: Store) -> list[str]:
    """Return the hashes of files that somebody has taken out of the inbox, the last ones last.

    Never raises: a file that cannot be understood says nothing.
    """
    file = store.folder / FILE
    try:
        if file.stat().st_size > LONGEST_FILE:
            return []
        said: object = json.loads(file.read_bytes().decode("utf-8-sig"))
    except (OSError, ValueError, RecursionError):
        return []
    match said:
        case {"left": list() as hashes}:
            return [one for one in hashes if isinstance(one, str) and len(one) == _HASH_DIGITS]
    return []


def leave(store: Store, hashes: Collection[str]) -> None:
    """Remember that files are not to be told of again.

    Raises:
        StoreUnavailableError: It cannot be written; what was remembered before still is.
    """
    file = store.folder / FILE
    with store.write_guard, faults(store.folder):
        kept = dict.fromkeys([*left(store), *filter(None, hashes)])
        said = {"format": 1, "left": list(kept)[-MOST_LEFT:]}
        put_whole(file, json.dumps(said, indent=1).encode())
