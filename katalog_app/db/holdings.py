"""Reading who is trusted, what was received, which editions there are, what is erased."""

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from katalog_app.db import batches, schema
from katalog_app.model import canonical, statements
from katalog_app.model.change import Change, Leaf
from katalog_app.model.change import read as read_change
from katalog_app.model.history import Record
from katalog_app.model.statements import Attestation, Erasure

ADDRESS = "address"
"""The key in `meta` of the address to send contributions to, as the next edition will name it."""


class Role(StrEnum):
    """What the holder of a key may do."""

    COORDINATOR = "coordinator"
    CONTRIBUTOR = "contributor"


@dataclass(frozen=True)
class KnownKey:
    """What is known of a key met in a file."""

    key: str
    name: str
    """As its holder writes it; proves nothing."""
    role: Role
    trusted: bool
    revoked: bool


@dataclass(frozen=True)
class KnownEdition:
    """An edition adopted, published or merged here."""

    hash: str
    label: str
    made_at: int
    sequence: int
    address: str
    adopted: int
    """1 for the first that was adopted or published here, and so on; 0 for a sibling."""
    ancestors: frozenset[str]


@dataclass(frozen=True)
class KnownParcel:
    """A file received here."""

    number: int
    sha256: str
    name: str
    kind: str
    key: str
    sender: str
    received_at: int
    status: str


@dataclass(frozen=True)
class Looks:
    """What a merge may change about an entry that people should hear of."""

    deleted: bool
    conflicts: frozenset[str]
    """Fields in conflict."""


def keys(connection: sqlite3.Connection) -> dict[str, KnownKey]:
    """Return all keys met, by public key, by name."""
    rows = connection.execute(
        "SELECT key, name, role, trusted, revoked FROM keys ORDER BY name, key"
    )
    return {
        key.hex(): KnownKey(key.hex(), name, Role(role), bool(trusted), bool(revoked))
        for key, name, role, trusted, revoked in rows
    }


def coordinators(connection: sqlite3.Connection) -> dict[str, str]:
    """Return the names of the trusted coordinators by public key."""
    return {
        key: known.name
        for key, known in keys(connection).items()
        if known.role is Role.COORDINATOR and known.trusted and not known.revoked
    }


def editions(connection: sqlite3.Connection) -> list[KnownEdition]:
    """Return all editions known here, the newest first."""
    ancestors: dict[int, set[str]] = {}
    for edition, ancestor in connection.execute("SELECT edition, ancestor FROM edition_ancestors"):
        ancestors.setdefault(edition, set()).add(ancestor.hex())
    return [
        KnownEdition(
            digest.hex(),
            label,
            made_at,
            sequence,
            address,
            adopted,
            frozenset(ancestors.get(number, ())),
        )
        for number, digest, label, made_at, sequence, address, adopted in connection.execute(
            "SELECT number, hash, label, made_at, sequence, address, adopted FROM editions"
            " ORDER BY number DESC"
        )
    ]


def present_edition(connection: sqlite3.Connection) -> KnownEdition | None:
    """Return the edition last adopted or published, None without any."""
    adopted = [known for known in editions(connection) if known.adopted]
    return max(adopted, key=lambda known: known.adopted, default=None)


def attestations(connection: sqlite3.Connection) -> list[Attestation]:
    """Return all attestations kept."""
    rows = connection.execute("SELECT body FROM attestations ORDER BY number")
    return [statements.read_attestation(canonical.decode(body)) for (body,) in rows]


def erasures(connection: sqlite3.Connection) -> list[tuple[Erasure, bool]]:
    """Return all erasures and requests kept, with whether they are applied."""
    rows = connection.execute("SELECT body, applied FROM erasures ORDER BY id")
    return [
        (statements.read_erasure(canonical.decode(body)), bool(applied)) for body, applied in rows
    ]


def owed_cleaning(connection: sqlite3.Connection) -> frozenset[str] | None:
    """Return the erased texts that may still stand elsewhere; None where all is done."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (schema.CLEANING,)).fetchone()
    return None if row is None else frozenset(map(str, json.loads(row[0])))


def erased(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return (change, field) of everything that an applied erasure covers."""
    rows = connection.execute(
        "SELECT change, field FROM erased_leaves"
        " JOIN erasures ON erasures.id = erased_leaves.erasure WHERE applied"
    )
    return {(change.hex(), field) for change, field in rows}


def parcels(connection: sqlite3.Connection) -> list[KnownParcel]:
    """Return all files received, the newest first."""
    rows = connection.execute(
        "SELECT number, sha256, name, kind, key, sender, received_at, status FROM parcels"
        " ORDER BY number DESC"
    )
    return [
        KnownParcel(number, sha256.hex(), name, kind, key.hex(), sender, received_at, status)
        for number, sha256, name, kind, key, sender, received_at, status in rows
    ]


def unpublished(connection: sqlite3.Connection, *, everything: bool = False) -> list[Record]:
    """Return the changes that no edition adopted here holds, in the order they came; or all."""
    where = "" if everything else " WHERE first_edition IS NULL"
    leaves: dict[int, dict[str, Leaf]] = {}
    for number, field, digest, salt, value in connection.execute(
        "SELECT leaves.change, field, hash, salt, value FROM leaves"
        f" JOIN changes ON changes.number = leaves.change{where}"
    ):
        leaves.setdefault(number, {})[field] = Leaf(digest.hex(), salt, value)
    return [
        Record(key.hex(), read_change(body), leaves.get(number, {}))
        for number, key, body in connection.execute(
            f"SELECT number, id, body FROM changes{where} ORDER BY number"
        )
    ]


def brought_by_edition(connection: sqlite3.Connection, edition: str) -> dict[str, Change]:
    """Return the changes by id that came with an edition, in the order they came here."""
    rows = connection.execute(
        "SELECT changes.id, body FROM changes JOIN editions ON editions.number = first_edition"
        " WHERE hash = ? ORDER BY changes.number",
        (bytes.fromhex(edition),),
    )
    return {key.hex(): read_change(body) for key, body in rows}


def held_by(connection: sqlite3.Connection, lineage: Iterable[str] | None) -> dict[str, str]:
    """Return the entries by change id of all changes that editions hold, or of all that are here.

    Args:
        lineage: Hashes of an edition and its ancestors; None for everything.
    """
    query = "SELECT changes.id, entry FROM changes"
    if lineage is None:
        return {key.hex(): entry.hex() for key, entry in connection.execute(query)}
    held: dict[str, str] = {}
    joined = f"{query} JOIN editions ON editions.number = first_edition WHERE hash IN"
    for part in batches.in_parts(bytes.fromhex(one) for one in lineage):
        for key, entry in connection.execute(f"{joined} ({batches.places(part)})", part):
            held[key.hex()] = entry.hex()
    return held


def made(connection: sqlite3.Connection, ids: Iterable[str]) -> dict[str, Change]:
    """Return those of the changes that are here, by id."""
    wanted = [bytes.fromhex(key) for key in ids]
    found: dict[str, Change] = {}
    for start in range(0, len(wanted), batches.MANY):
        part = wanted[start : start + batches.MANY]
        places = ",".join("?" * len(part))
        rows = connection.execute(f"SELECT id, body FROM changes WHERE id IN ({places})", part)
        found.update((key.hex(), read_change(body)) for key, body in rows)
    return found


def begun_with(connection: sqlite3.Connection, entries: Iterable[str]) -> dict[str, str]:
    """Return the change that each of the entries began with, by entry; the unknown are absent."""
    wanted = [bytes.fromhex(key) for key in entries]
    found: dict[str, str] = {}
    for start in range(0, len(wanted), batches.MANY):
        part = wanted[start : start + batches.MANY]
        places = ",".join("?" * len(part))
        rows = connection.execute(f"SELECT id, created FROM entries WHERE id IN ({places})", part)
        found.update((key.hex(), created.hex()) for key, created in rows)
    return found


def own(connection: sqlite3.Connection) -> set[str]:
    """Return the ids of all changes made in this folder."""
    return {key.hex() for (key,) in connection.execute("SELECT id FROM changes WHERE own")}


def everything(connection: sqlite3.Connection) -> set[str]:
    """Return the ids of all changes that are here."""
    return {key.hex() for (key,) in connection.execute("SELECT id FROM changes")}


def states(connection: sqlite3.Connection, ids: Iterable[str]) -> Mapping[str, str]:
    """Return the states of those of the changes that are here, by id."""
    wanted = [bytes.fromhex(key) for key in ids]
    found: dict[str, str] = {}
    for start in range(0, len(wanted), batches.MANY):
        part = wanted[start : start + batches.MANY]
        places = ",".join("?" * len(part))
        rows = connection.execute(f"SELECT id, state FROM changes WHERE id IN ({places})", part)
        found.update((key.hex(), state) for key, state in rows)
    return found


def without_value(connection: sqlite3.Connection) -> set[tuple[str, str]]:
    """Return (change, field) of every leaf whose value is not here."""
    rows = connection.execute(
        "SELECT id, field FROM leaves JOIN changes ON changes.number = leaves.change"
        " WHERE value IS NULL"
    )
    return {(key.hex(), field) for key, field in rows}


def looks(
    connection: sqlite3.Connection, entries: Sequence[bytes]
) -> dict[tuple[bytes, str], Looks]:
    """Return whether entries are deleted or in conflict, by id and kind; the unknown are absent."""
    found: dict[tuple[bytes, str], Looks] = {}
    for start in range(0, len(entries), batches.MANY):
        part = entries[start : start + batches.MANY]
        places = ",".join("?" * len(part))
        rows = connection.execute(
            "SELECT id, kind, deleted, field FROM entries"
            " LEFT JOIN conflicts ON conflicts.entry = entries.number"
            f" WHERE id IN ({places})",
            part,
        )
        for key, kind, deleted, field in rows:
            before = found.get((key, kind))
            conflicts = before.conflicts if before else frozenset()
            found[key, kind] = Looks(bool(deleted), conflicts | ({field} if field else set()))
    return found


def brought_by(connection: sqlite3.Connection, parcel: int) -> dict[str, str]:
    """Return the changes that a received file brought, with their entries, as they came."""
    rows = connection.execute(
        "SELECT id, entry FROM changes WHERE parcel = ? ORDER BY number", (parcel,)
    )
    return {key.hex(): entry.hex() for key, entry in rows}


def counted_by_parcel(connection: sqlite3.Connection) -> dict[int, int]:
    """Return how many changes each received file brought; those that brought none are absent."""
    rows = connection.execute(
        "SELECT parcel, COUNT(*) FROM changes WHERE parcel IS NOT NULL GROUP BY parcel"
    )
    return dict(rows.fetchall())


def entries_of(connection: sqlite3.Connection, leaves: Iterable[tuple[str, str]]) -> list[str]:
    """Return the entries of those of the leaves whose value is still here, each once."""
    found: dict[str, None] = {}
    for change, field in leaves:
        row = connection.execute(
            "SELECT entry FROM changes JOIN leaves ON leaves.change = changes.number"
            " WHERE id = ? AND field = ? AND value IS NOT NULL",
            (bytes.fromhex(change), field),
        ).fetchone()
        if row:
            found[row[0].hex()] = None
    return list(found)
