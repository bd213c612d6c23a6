"""Receiving files from others one by one: each is looked at, taken in or refused, and remembered.

Unlike `merging`, which raises, every fault of a file is kept beside the file it concerns, so that
many files can be shown together.
"""

import json
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from katalog_app.db import holdings, reading
from katalog_app.db.store import Store
from katalog_app.errors import FileFault, FileRefusedError
from katalog_app.exchange import container, parcel, receipt
from katalog_app.exchange.parcel import Parcel
from katalog_app.model.change import base_field
from katalog_app.model.fields import DELETED, NOTE, SLUG
from katalog_app.model.history import Record
from katalog_app.services import (
    attributing,
    contributing,
    holding,
    merging,
    receipting,
    settling,
    trusting,
)
from katalog_app.services.holding import KeptFile
from katalog_app.services.progressing import Report
from katalog_app.services.receipting import Acknowledged
from katalog_app.services.uniting import Outcome, Status

MOST_REMEMBERED = 50
"""Files received earlier that are listed, the newest first."""


@dataclass(frozen=True)
class Arrival:
    """A file, and what it would do or has done."""

    path: Path
    name: str
    found: Parcel | None = None
    """Its verified content; None where it was refused."""
    outcome: Outcome | None = None
    refusal: FileRefusedError | None = None
    kept: KeptFile | None = None
    """Its copy in the data folder; None where there is none."""
    deletions: int = 0
    """So many deletions are to be accepted by number before it is taken in; 0: no need to ask."""
    taken: bool = False
    number: int | None = None
    """The number to undo it by, once it is taken in and brought something."""
    verified: Parcel | None = None
    """As `found`, also of a file that was refused although nothing is wrong with its form."""
    municipality: str = ""
    """Whose it is, as far as that can be told."""
    own: bool = False
    """Whether it was written in this folder."""
    acknowledged: Acknowledged | None = None
    """What it says, where it is a receipt for what one has sent."""
    declined: str = ""
    """Why somebody here has refused it, in their own words; "" where nobody has."""

    @property
    def waits(self) -> bool:
        """Whether somebody has left it to wait."""
        return self.kept is not None and self.kept.aside

    @property
    def sha256(self) -> str:
        """What tells its content from that of others; "" where it was not read."""
        return self.found.sha256 if self.found else ""


@dataclass(frozen=True)
class Remembered:
    """A file taken in earlier."""

    number: int
    name: str
    sender: str
    received_at: int
    """UTC seconds."""
    changes: int
    """Changes that it brought."""


def look(store: Store, path: Path, name: str = "") -> Arrival:
    """Return what taking in a file would do; one whose signer is not known is held back.

    Of such a file the outcome says what would come of it if the signer were approved.

    Args:
        store: The catalogue.
        path: The file.
        name: What it is called, where that is not its present name.

    Raises:
        StoreUnavailableError: The catalogue cannot be written.
    """
    name = name or path.name
    found, own = None, False
    try:
        opened = replace(container.opened(path), path=Path(name))
        if receipt.is_one(opened):
            own = receipting.is_own(store, opened)
            return Arrival(path, name, acknowledged=receipting.take(store, opened))
        found = parcel.within(opened)
        outcome = merging.preview(store, found)
    except FileRefusedError as error:
        refusal = FileRefusedError(Path(name), error.fault, error.detail)
        kept, place = _copy_at(store, path), _municipality(store, found)
        return Arrival(
            path, name, refusal=refusal, kept=kept, verified=found, municipality=place, own=own
        )
    if outcome.status is Status.QUARANTINED:
        holding.hold_back(store, found)
        outcome = merging.preview_approved(store, found)
    return Arrival(
        path,
        name,
        found,
        outcome,
        kept=holding.copy_of(store, found.sha256),
        deletions=merging.deletions_to_accept(store, outcome),
        verified=found,
        municipality=_municipality(store, found),
        own=found.key == contributing.own_key(store).public,
    )


def _municipality(store: Store, found: Parcel | None) -> str:
    return attributing.of_parcel(store, found) if found is not None else ""


def decline(store: Store, arrival: Arrival, why: str) -> Arrival:
    """Refuse a file that was not taken in; a copy that is kept of it goes. Return it as refused.

    Args:
        store: The catalogue.
        arrival: From `look`.
        why: In a person's own words, as its sender will read it.

    Raises:
        StoreUnavailableError: The catalogue cannot be written.
    """
    discard(store, arrival)
    return replace(arrival, kept=None, declined=why.strip() or "–")


def _copy_at(store: Store, path: Path) -> KeptFile | None:
    return next((one for one in holding.kept(store) if one.path == path), None)


def let_wait(store: Store, arrival: Arrival) -> Arrival:
    """Keep a copy of a file that has been looked at until somebody decides; return it.

    Raises:
        FileRefusedError: It cannot be kept.
        StoreUnavailableError: The catalogue cannot be written.
    """
    if arrival.found is None:
        return arrival
    path = holding.set_aside(store, arrival.found) or arrival.path
    return replace(arrival, path=path, kept=holding.copy_of(store, arrival.sha256))


def discard(store: Store, arrival: Arrival) -> None:
    """Throw away the copy of a file that is kept here and was not taken in, if there is one.

    Raises:
        StoreUnavailableError: The catalogue cannot be written.
    """
    if arrival.kept is not None:
        holding.discard(store, arrival.kept.path.stem)


@dataclass(frozen=True)
class Proposed:
    """What a file says of one field of an entry."""

    kind: str
    field: str
    ours: object
    """The value now; None for none."""
    theirs: object
    names: Mapping[str, str]
    """What the entries that the values name by id are called."""


def proposed(store: Store, arrival: Arrival, entry: str) -> list[Proposed]:
    """Return what a file that has been looked at says of an entry, by field.

    Args:
        store: The catalogue.
        arrival: From `look`.
        entry: The entry's id.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    if arrival.found is None:
        return []
    said = [one for one in arrival.found.records() if one.change.entry == entry]
    with store.reading() as connection:
        known = reading.entries_by_id(connection, [entry]).get(entry)
        ours: Mapping[str, object] = known.fields if known else {}
        theirs = _said(said, ours)
        return [
            Proposed(
                said[0].change.kind,
                name,
                ours.get(name),
                value,
                settling.names_in(connection, said[0].change.kind, name, [ours.get(name), value]),
            )
            for name, value in sorted(theirs.items())
            if value != ours.get(name)
        ]


def _said(records: Iterable[Record], ours: Mapping[str, object]) -> dict[str, object]:
    """Return what changes, in their order, make of the fields they set."""
    found: dict[str, object] = {}
    for record in records:
        for name, leaf in record.leaves.items():
            field = base_field(name)
            value = json.loads(leaf.value) if leaf.value is not None else None
            if field in (SLUG, NOTE, DELETED):
                continue
            if field == name:
                found[field] = value
            elif isinstance(value, dict) and "element" in value:
                before = found.get(field, ours.get(field))
                listed = before if isinstance(before, list) else []
                kept = [one for one in listed if one != value["element"]]
                found[field] = [*kept, value["element"]] if value.get("present") else kept
    return found


def held(store: Store) -> list[Arrival]:
    """Return the files that are held back or were left to wait, the oldest first.

    Should the program have been ended in the middle of an erasure, that is completed first.

    Raises:
        StoreUnavailableError: The catalogue cannot be written.
    """
    holding.let_go(store)
    return [look(store, one.path, one.name) for one in holding.kept(store)]


def take(
    store: Store,
    arrival: Arrival,
    *,
    accepted_deletions: int = 0,
    keep_ours: Collection[str] = (),
    author: str | None = None,
    report: Report | None = None,
) -> Arrival:
    """Take in a file that has been looked at; return what came of it.

    Args:
        store: The catalogue.
        arrival: From `look`.
        accepted_deletions: So many entries may be deleted by it.
        keep_ours: Ids of entries that are to say what they say now.
        author: The exact name of a person entry, for what `keep_ours` asks.
        report: Told (done, total) changes; what it raises stops everything, and nothing is changed.

    Raises:
        StoreUnavailableError: The catalogue cannot be written; nothing was changed.
    """
    if arrival.found is None:
        return arrival
    try:
        outcome = merging.carry_out(
            store,
            arrival.found,
            accepted_deletions=accepted_deletions,
            keep_ours=keep_ours,
            author=author,
            report=report,
        )
    except FileRefusedError as error:
        if error.fault is FileFault.MASS_DELETION:  # more than when it was looked at: ask again
            return look(store, arrival.path, arrival.name)
        return replace(arrival, refusal=error, outcome=None, found=None)
    return _taken(store, arrival, outcome)


def approve(
    store: Store,
    arrival: Arrival,
    author: str | None = None,
    *,
    take_in: bool = True,
    report: Report | None = None,
) -> list[Arrival]:
    """Trust the signer of a file, and take in what was held back of hers; return what that did.

    The file itself is among them, also where no copy of it is kept. A file that would delete many
    entries is not taken in: it is there to be looked at.

    Args:
        store: The catalogue.
        arrival: From `look`.
        author: The exact name of a person entry.
        take_in: False to take in nothing yet, and return what each file would do.
        report: Told (done, total) changes of all the files; what it raises stops the file that is
            being taken in, and those after it.

    Raises:
        UnknownKeyError: Nobody has been met with the code.
        StoreUnavailableError: The catalogue cannot be written.
    """
    if arrival.found is None or arrival.outcome is None:
        return [arrival]
    one = trusting.trust(store, arrival.outcome.code)
    looked = [look(store, held.path, held.name) for held in holding.held_of(store, one.key)]
    if arrival.kept is None:
        looked.append(look(store, arrival.path, arrival.name))
    if not take_in:
        return looked
    sizes = [len(one.found.ids) if one.found else 0 for one in looked]
    return [
        found
        if found.deletions or found.refusal
        else take(store, found, author=author, report=_after(report, sum(sizes[:at]), sum(sizes)))
        for at, found in enumerate(looked)
    ]


def _after(report: Report | None, before: int, total: int) -> Report | None:
    """Return who is told of one file as a part of several."""
    if report is None:
        return None
    return lambda done, _total: report(before + done, total)


def remembered(store: Store) -> list[Remembered]:
    """Return the files taken in lately that brought changes, the newest first.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        brought = holdings.counted_by_parcel(connection)
        known = [p for p in holdings.parcels(connection) if brought.get(p.number)]
    return [
        Remembered(p.number, p.name, p.sender, p.received_at, brought[p.number])
        for p in known[:MOST_REMEMBERED]
    ]


def _taken(store: Store, arrival: Arrival, outcome: Outcome) -> Arrival:
    assert arrival.found is not None  # noqa: S101 - it has just been taken in
    sha256 = arrival.found.sha256
    with store.reading() as connection:
        number = next((p.number for p in holdings.parcels(connection) if p.sha256 == sha256), None)
    return replace(
        arrival,
        outcome=outcome,
        kept=None,
        taken=True,
        deletions=0,
        number=number if outcome.new else None,
    )
