"""Files kept in the data folder without being taken in: of unknown signers, or left to wait.

A file that waits is a copy of what came, so that nothing is lost when the sender's own is deleted.
"""

import time
from dataclasses import dataclass
from pathlib import Path

from katalog_app.db import holdings, ledger, log
from katalog_app.db.holdings import KnownParcel, Role
from katalog_app.db.store import Store, faults
from katalog_app.exchange import container
from katalog_app.exchange.parcel import Parcel

HELD = "quarantined"
"""The status of a file whose signer is not known yet."""
ASIDE = "set-aside"
"""The status of a file that somebody has left to wait."""
QUARANTINE = "quarantine"
"""The folder, in the data folder, of both."""


@dataclass(frozen=True)
class KeptFile:
    """A file kept here."""

    path: Path
    name: str
    """What it was called when it came."""
    key: str
    """Its signer's."""
    aside: bool
    """Whether somebody has left it to wait."""


def hold_back(store: Store, found: Parcel) -> None:
    """Keep a file whose signer is not known, until the signer is approved.

    Raises:
        FileRefusedError: It cannot be kept.
        StoreUnavailableError: The catalogue cannot be written.
    """
    _keep(store, found, HELD)


def set_aside(store: Store, found: Parcel) -> Path:
    """Keep a file that is to wait until somebody decides; return the copy.

    Raises:
        FileRefusedError: It cannot be kept.
        StoreUnavailableError: The catalogue cannot be written.
    """
    return _keep(store, found, ASIDE)


def kept(store: Store) -> list[KeptFile]:
    """Return the files that are held back or wait, the oldest first.

    Raises:
        StoreUnavailableError: The catalogue cannot be read.
    """
    with store.reading() as connection:
        known = [p for p in holdings.parcels(connection) if p.status in (HELD, ASIDE)]
    files = [_kept(store, one) for one in reversed(known)]
    return [one for one in files if one.path.is_file()]


def held_of(store: Store, key: str) -> list[KeptFile]:
    """Return the files of a key's holder that are held back, the oldest first.

    Raises:
        StoreUnavailableError: The catalogue cannot be read.
    """
    return [one for one in kept(store) if one.key == key and not one.aside]


def copy_of(store: Store, sha256: str) -> KeptFile | None:
    """Return the copy of a file that is kept here, None where there is none.

    Raises:
        StoreUnavailableError: The catalogue cannot be read.
    """
    place = _place(store, sha256)
    return next((one for one in kept(store) if one.path == place), None)


def release(store: Store, found: Parcel) -> None:
    """Let go of the copy of a file that has been taken in.

    Raises:
        StoreUnavailableError: The catalogue cannot be written.
    """
    place = _place(store, found.sha256)
    if place.exists():
        with log.writing(store) as writer:
            ledger.release_parcel(writer, found.sha256)
        with faults(store.folder):
            place.unlink(missing_ok=True)


def discard(store: Store, sha256: str) -> None:
    """Throw the copy of a file away that has not been taken in.

    Raises:
        StoreUnavailableError: The catalogue cannot be written.
    """
    if copy_of(store, sha256) is None:
        return
    with log.writing(store) as writer:
        ledger.drop_parcel(writer, sha256)
    with faults(store.folder):
        _place(store, sha256).unlink(missing_ok=True)


def _keep(store: Store, found: Parcel, status: str) -> Path:
    place = _place(store, found.sha256)
    with faults(store.folder):
        place.parent.mkdir(exist_ok=True)
    container.move_into_place(container.write_beside(place, found.container.data), place)
    with log.writing(store) as writer:
        if found.key not in holdings.keys(writer.raw):
            ledger.put_key(
                writer, found.key, found.manifest.sender, Role.CONTRIBUTOR, trusted=False
            )
        ledger.put_parcel(
            writer,
            found.sha256,
            name=found.container.path.name,
            kind=found.manifest.kind.value,
            key=found.key,
            sender=found.manifest.sender,
            received_at=int(time.time()),
            status=status,
        )
    return place


def _kept(store: Store, one: KnownParcel) -> KeptFile:
    return KeptFile(_place(store, one.sha256), one.name, one.key, one.status == ASIDE)


def _place(store: Store, sha256: str) -> Path:
    return store.folder / QUARANTINE / f"{sha256}.katalog"
