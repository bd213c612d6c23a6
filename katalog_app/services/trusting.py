"""Who is trusted: keys met in files, approved by a code once, revoked."""

from collections import Counter
from dataclasses import dataclass
from enum import StrEnum

from katalog_app.db import holdings, ledger, log
from katalog_app.db.holdings import KnownKey, Role
from katalog_app.db.log import Writing
from katalog_app.db.store import Connection, Store
from katalog_app.errors import UnknownKeyError
from katalog_app.exchange import keys
from katalog_app.exchange.parcel import Parcel, ParcelKind
from katalog_app.model.editions import Edition
from katalog_app.services import contributing, holding


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
    let_go: int = 0
    """Files of its holder that were held back and are gone, as they held a value erased since."""


def listed(store: Store, own_name: str = "") -> list[ListedKey]:
    """Return all keys, one's own first, then by name.

    Raises:
        StoreUnavailableError: The catalogue or the own key cannot be read.
    """
    own = contributing.own_key(store).public
    with store.reading() as connection:
        known = holdings.keys(connection)
        held = Counter(p.key for p in holdings.parcels(connection) if p.status == holding.HELD)
        let_go = Counter(one.key for one in holding.unanswered(connection))
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
            held[one.key],
            let_go[one.key],
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


def trust(store: Store, code: str) -> ListedKey:
    """Trust the holder of a key from now on; return the key.

    The signer of an edition that is held back becomes coordinator where none is known.

    Raises:
        UnknownKeyError: Nobody has been met with this code.
        StoreUnavailableError: The catalogue cannot be written.
    """
    one = _found(store, code)
    with log.writing(store) as writer:
        parcels = holdings.parcels(writer.raw)
        held = [p.kind for p in parcels if p.key == one.key and p.status != ledger.MERGED]
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
