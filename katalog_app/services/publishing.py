"""Publishing: the whole catalogue as a signed edition that others adopt."""

import time
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from katalog_app.db import holdings, ledger, log, reading
from katalog_app.db.holdings import KnownEdition, Role
from katalog_app.db.log import Writing
from katalog_app.db.store import Connection, Store
from katalog_app.errors import InvalidValueError, NotCoordinatorError, ValueFault
from katalog_app.exchange import parcel
from katalog_app.exchange.keys import OwnKey
from katalog_app.model import editions
from katalog_app.model.editions import Edition
from katalog_app.model.history import Record
from katalog_app.services import addresses, contributing, reviewing


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
    left_out: int = 0
    """Pictures that did not fit; the receivers see that they are missing."""
    """Of the file."""


@dataclass(frozen=True)
class Outlook:
    """What the next edition would be, were it published now."""

    label: str
    """A fitting label, such as "2026:3"."""
    since: str
    """The present edition's label; "" without any."""
    address: str
    """Where contributions are to be sent."""
    coordinators: tuple[str, ...]
    """Names of those who may publish, sorted; empty where nobody is known."""
    may_publish: bool
    becomes_coordinator: bool
    """Whether publishing makes this folder's holder the first coordinator."""
    entries: Mapping[str, int]
    """Changed entries by kind."""
    changes: int
    """Changes that no edition holds."""
    conflicts: int
    findings: int


def outlook(store: Store) -> Outlook:
    """Return what the next edition would be.

    Raises:
        StoreUnavailableError: The catalogue or the own key cannot be read.
    """
    own = contributing.own_key(store).public
    findings = len(reviewing.findings(store))
    with store.reading() as connection:
        coordinators = holdings.coordinators(connection)
        present = holdings.present_edition(connection)
        records = holdings.unpublished(connection)
        entries = Counter({one.change.entry: one.change.kind for one in records}.values())
        return Outlook(
            label=_next_label(present.label if present else ""),
            since=present.label if present else "",
            address=_address(connection, present),
            coordinators=tuple(sorted(coordinators.values())),
            may_publish=not coordinators or own in coordinators,
            becomes_coordinator=not coordinators,
            entries=dict(sorted(entries.items())),
            changes=len(records),
            conflicts=reading.count_conflicts(connection),
            findings=findings,
        )


def set_address(store: Store, address: str) -> None:
    """Keep the address to send contributions to, for the next edition to name.

    Raises:
        InvalidValueError: It is no e-mail address; "" is allowed, and names none.
        StoreUnavailableError: The catalogue cannot be written.
    """
    address = address.strip()
    if address and not addresses.email_address(address):
        raise InvalidValueError("address", ValueFault.WRONG_TYPE, address)
    with log.writing(store) as writer:
        if reading.meta(writer.raw, holdings.ADDRESS) != address:
            log.put_meta(writer, holdings.ADDRESS, address)


def _next_label(present: str) -> str:
    """Return the label after "2026:2": "2026:3", and "2027:1" in another year."""
    year, _colon, number = present.partition(":")
    this_year = time.strftime("%Y")
    follows = year == this_year and number.isdecimal() and len(number) < len(this_year)
    return f"{this_year}:{int(number) + 1 if follows else 1}"


def _address(connection: Connection, present: KnownEdition | None) -> str:
    said = reading.meta(connection, holdings.ADDRESS)
    return said if said is not None else present.address if present else ""


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
        contents, left_out = contributing.with_pictures(store, contents)
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
    return Published(label, entries, conflicts, len(data), sha256(data).hexdigest(), left_out)


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
    return Edition(
        label=label,
        number=max((one.sequence for one in known), default=0) + 1,
        ancestors=tuple(sorted(ancestors)),
        changes=editions.changes_digest(record.id for record in records),
        made_at=int(time.time()),
        coordinators=coordinators,
        revoked=tuple(sorted(key for key, one in holdings.keys(writer.raw).items() if one.revoked)),
        address=_address(writer.raw, present),
    )
