"""Who is trusted: keys met in files, approved by a code once, revoked; files held back."""

import time
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from katalog_app.db import holdings, ledger, log
from katalog_app.db.holdings import KnownKey, Role
from katalog_app.db.log import Writing
from katalog_app.db.store import Connection, Store, faults
from katalog_app.errors import UnknownKeyError
from katalog_app.exchange import container, keys
from katalog_app.exchange.parcel import Parcel, ParcelKind
from katalog_app.model.editions import Edition
from katalog_app.services import contributing

HELD = "quarantined"
QUARANTINE = "quarantine"
"""The folder, in the data folder, of files whose signer is not known yet."""


class Standing(StrEnum):
    """What the signer of a file is to us."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    REVOKED = "revoked"


@dataclass(frozen=True)
class ListedKey:
    """A key as people are shown it."""

    code: str
    name: str
    role: Role
    own: bool
    trusted: bool
    revoked: bool
    key: str
    held: int
    """Files of its holder that are held back."""


def listed(store: Store, own_name: str = "") -> list[ListedKey]:
    """Return all keys, one's own first, then by name.

    Raises:
        StoreUnavailableError: The catalogue or the own key cannot be read.
    """
    own = contributing.own_key(store).public
    with store.reading() as connection:
        known = holdings.keys(connection)
        held: dict[str, int] = {}
        for one in holdings.parcels(connection):
            held[one.key] = held.get(one.key, 0) + (one.status == HELD)
    mine = known.pop(own, KnownKey(own, own_name, Role.CONTRIBUTOR, True, False))
    return [
        ListedKey(
            keys.code(one.key),
            one.name or (own_name if one.key == own else ""),
            one.role,
            one.key == own,
            one.trusted,
            one.revoked,
            one.key,
            held.get(one.key, 0),
        )
        for one in (mine, *known.values())
    ]


def standing(connection: Connection, found: Parcel, own: str) -> Standing:
    """Return what the signer of a file is to us.

    An edition is trusted from a coordinator; where no coordinator is known, its signer is to be
    approved first, even one whose contributions are trusted.
    """
    known = holdings.keys(connection).get(found.key)
    if known is not None and known.revoked:
        return Standing.REVOKED
    if found.key == own:
        return Standing.TRUSTED
    if known is None or not known.trusted:
        return Standing.UNKNOWN
    if found.manifest.kind is ParcelKind.EDITION and not holdings.coordinators(connection):
        return Standing.UNKNOWN
    return Standing.TRUSTED


def lineage(connection: Connection) -> set[str]:
    """Return the hashes of all editions adopted or published here, and of their ancestors."""
    known = [one for one in holdings.editions(connection) if one.adopted]
    return {one.hash for one in known}.union(*(one.ancestors for one in known))


def adopts(connection: Connection, found: Parcel, standing: Standing) -> bool:
    """Return whether a file is an edition to adopt: of a coordinator, and a descendant of ours."""
    edition = found.manifest.edition
    if edition is None or standing is not Standing.TRUSTED:
        return False
    if found.key not in holdings.coordinators(connection):
        return False
    if edition.hash in lineage(connection):
        return False
    present = holdings.present_edition(connection)
    return present is None or present.hash in edition.ancestors


def take_roles(writer: Writing, edition: Edition) -> None:
    """Note the coordinators that an adopted edition names, and the keys it revokes."""
    for key, name in edition.coordinators.items():
        ledger.put_key(writer, key, name, Role.COORDINATOR, trusted=True)
    known = holdings.keys(writer.raw)
    for key in edition.revoked:
        one = known.get(key)
        role, name = (one.role, one.name) if one else (Role.CONTRIBUTOR, "")
        ledger.put_key(writer, key, name, role, trusted=False, revoked=True)


def hold_back(store: Store, found: Parcel) -> None:
    """Keep a file whose signer is not known, until the signer is approved.

    Raises:
        FileRefusedError: It cannot be kept.
        StoreUnavailableError: The catalogue cannot be written.
    """
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
            status=HELD,
        )


def held_files(store: Store, key: str) -> list[tuple[Path, str]]:
    """Return the files of a key's holder that are held back, with their names; the oldest first."""
    with store.reading() as connection:
        mine = [p for p in holdings.parcels(connection) if p.key == key and p.status == HELD]
    places = [(_place(store, one.sha256), one.name) for one in reversed(mine)]
    return [(place, name) for place, name in places if place.is_file()]


def forget_held(store: Store, found: Parcel) -> None:
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


def _place(store: Store, sha256: str) -> Path:
    return store.folder / QUARANTINE / f"{sha256}.katalog"


def trust(store: Store, code: str) -> ListedKey:
    """Trust the holder of a key from now on; return the key.

    The signer of an edition that is held back becomes coordinator where none is known.

    Raises:
        UnknownKeyError: Nobody has been met with this code.
        StoreUnavailableError: The catalogue cannot be written.
    """
    one = _found(store, code)
    with log.writing(store) as writer:
        held = [
            p.kind for p in holdings.parcels(writer.raw) if p.key == one.key and p.status == HELD
        ]
        role = one.role
        if ParcelKind.EDITION in held and not holdings.coordinators(writer.raw):
            role = Role.COORDINATOR
        ledger.put_key(writer, one.key, one.name, role, trusted=True)
    return _found(store, code)


def revoke(store: Store, code: str) -> ListedKey:
    """Trust nothing new of a key's holder from now on; what is held already stays. Return the key.

    Raises:
        UnknownKeyError: Nobody has been met with this code.
        StoreUnavailableError: The catalogue cannot be written.
    """
    one = _found(store, code)
    with log.writing(store) as writer:
        ledger.put_key(writer, one.key, one.name, one.role, trusted=False, revoked=True)
    return _found(store, code)


def _found(store: Store, code: str) -> ListedKey:
    for one in listed(store):
        if keys.same_code(one.code, code):
            return one
    raise UnknownKeyError(code)
