"""Publishing: the whole catalogue as a signed edition that others adopt."""

import time
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from katalog_app.db import holdings, ledger, log, reading
from katalog_app.db.holdings import Role
from katalog_app.db.log import Writing
from katalog_app.db.store import Store
from katalog_app.errors import InvalidValueError, NotCoordinatorError, ValueFault
from katalog_app.exchange import parcel
from katalog_app.exchange.keys import OwnKey
from katalog_app.model import editions
from katalog_app.model.editions import Edition
from katalog_app.model.history import Record
from katalog_app.services import contributing


@dataclass(frozen=True)
class Published:
    """An edition that was written and is now the present one."""

    label: str
    entries: int
    """Entries that are not deleted."""
    conflicts: int
    """Fields in conflict."""
    bytes: int
    sha256: str
    """Of the file."""


def publish(store: Store, path: Path, label: str, publisher: str = "") -> Published:
    """Write an edition with every change, and make it the present one.

    The first to publish in a catalogue without coordinator becomes its coordinator. The file gets
    its name within the transaction: whoever is stopped in between finds the old state and a whole
    file, which can be adopted.

    Args:
        path: The file; one that is there is replaced once the new one is whole.
        label: Such as "2026:2".
        publisher: The coordinator's name.

    Raises:
        NotCoordinatorError: Somebody else is the coordinator; nothing was written.
        InvalidValueError: The label is empty or too long.
        FileRefusedError: The file cannot be written.
        StoreUnavailableError: The catalogue cannot be written.
    """
    label = " ".join(label.split())
    if not label or len(label) > editions.LONGEST_LABEL:
        fault = ValueFault.TOO_LONG if label else ValueFault.REQUIRED
        raise InvalidValueError("label", fault, label)
    contributing.refuse_data_folder(store, path)
    key = contributing.own_key(store)
    with log.writing(store) as writer:
        coordinators = _coordinators(writer, key, publisher)
        records = holdings.unpublished(writer.raw, everything=True)
        edition = _edition(writer, label, records, coordinators)
        present = holdings.present_edition(writer.raw)
        contents = contributing.contents_of(
            writer.raw, key, records, edition, publisher, base=present
        )
        data = parcel.written(contents, key)
        number = ledger.add_edition(
            writer,
            edition.hash,
            label,
            edition.made_at,
            sequence=edition.number,
            address=edition.address,
            ancestors=edition.ancestors,
        )
        ledger.hold_in_edition(writer, number)
        entries = sum(reading.count(writer.raw).values())
        conflicts = reading.count_conflicts(writer.raw)
        contributing.deliver(path, data)
    return Published(label, entries, conflicts, len(data), sha256(data).hexdigest())


def _coordinators(writer: Writing, key: OwnKey, publisher: str) -> dict[str, str]:
    known = holdings.coordinators(writer.raw)
    if known and key.public not in known:
        raise NotCoordinatorError(tuple(sorted(known.values())))
    name = publisher or known.get(key.public, "")
    ledger.put_key(writer, key.public, name, Role.COORDINATOR, trusted=True)
    return {**known, key.public: name}


def _edition(
    writer: Writing, label: str, records: list[Record], coordinators: dict[str, str]
) -> Edition:
    known = holdings.editions(writer.raw)
    present = holdings.present_edition(writer.raw)
    ancestors = {one.hash for one in known}.union(*(one.ancestors for one in known))
    address = reading.meta(writer.raw, holdings.ADDRESS)
    return Edition(
        label=label,
        number=max((one.sequence for one in known), default=0) + 1,
        ancestors=tuple(sorted(ancestors)),
        changes=editions.changes_digest(record.id for record in records),
        made_at=int(time.time()),
        coordinators=coordinators,
        revoked=tuple(sorted(key for key, one in holdings.keys(writer.raw).items() if one.revoked)),
        address=address if address is not None else present.address if present else "",
    )
