"""Which municipality a file belongs to: its signer's, else that of most of its entries."""

import json
from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path

from katalog_app.db import holdings, reading
from katalog_app.db.holdings import KnownParcel
from katalog_app.db.store import Connection, Store
from katalog_app.errors import FileRefusedError
from katalog_app.exchange import parcel
from katalog_app.exchange.parcel import Parcel, ParcelKind
from katalog_app.model.fields import FAMILY, EntryKind
from katalog_app.services import holding

_PLACED = frozenset({EntryKind.PROJECT, EntryKind.CONTACT, EntryKind.PERSON})
"""Kinds whose field `municipality` says where an entry belongs."""


def municipality(signer: str, entries: Iterable[str]) -> str:
    """Return the municipality of a file, "" where nothing tells.

    Args:
        signer: The municipality of the person who signed it, "" where not known.
        entries: That of each of its entries, "" where one names none. What is joint for the whole
            family says nothing of the sender.
    """
    if signer.strip() and signer != FAMILY:
        return signer
    counted = Counter(name for name in entries if name.strip() and name != FAMILY)
    if not counted:
        return ""
    most = max(counted.values())
    return min(name for name, count in counted.items() if count == most)


def of_parcel(store: Store, found: Parcel) -> str:
    """Return the municipality of a file that has been read, "" where nothing tells.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    said: dict[str, str] = {}
    signer = ""
    whole = found.manifest.kind is not ParcelKind.CONTRIBUTION  # an edition is everybody's
    for record in () if whole else found.records():
        if record.change.kind not in _PLACED:
            continue
        values = {
            name: json.loads(leaf.value)
            for name, leaf in record.leaves.items()
            if name in ("municipality", "name") and leaf.value is not None
        }
        place = values.get("municipality")
        said[record.change.entry] = (
            place if isinstance(place, str) else said.get(record.change.entry, "")
        )
        if record.change.kind == EntryKind.PERSON and values.get("name") == found.manifest.sender:
            signer = said[record.change.entry]
    with store.reading() as connection:
        signer = signer or of_person(connection, found.manifest.sender)
        known = reading.municipalities(connection, [key for key in said if not said[key]])
        return municipality(signer, [*said.values(), *known.values()])


def of_person(connection: Connection, name: str) -> str:
    """Return the municipality of the person entry with exactly this name, "" for none."""
    known = reading.person_named(connection, name) if name else None
    return reading.entry(connection, known).text("municipality") if known else ""


def by_parcel(store: Store) -> Mapping[int, str]:
    """Return the municipality of every file received here, by its number; "" where nothing tells.

    A file that tells nothing itself is given the one of the newest other file of its signer.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    held = {one.path.stem: _of_copy(store, one.path) for one in holding.kept(store)}
    with store.reading() as connection:
        found: dict[int, str] = {}
        of_key: dict[str, str] = {}
        parcels = holdings.parcels(connection)
        for one in parcels:
            place = held.get(one.sha256) or _of_received(connection, one)
            found[one.number] = place
            if place:
                of_key.setdefault(one.key, place)
    return {one.number: found[one.number] or of_key.get(one.key, "") for one in parcels}


def _of_received(connection: Connection, one: KnownParcel) -> str:
    signer = of_person(connection, one.sender)
    if one.kind != ParcelKind.CONTRIBUTION:
        return municipality(signer, ())
    brought = dict.fromkeys(holdings.brought_by(connection, one.number).values())
    return municipality(signer, reading.municipalities(connection, brought).values())


def _of_copy(store: Store, path: Path) -> str:
    try:
        return of_parcel(store, parcel.read(path))
    except FileRefusedError:
        return ""
