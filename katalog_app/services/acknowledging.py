"""Writing receipts: a small file back to each sender, on what became of every change."""

import time
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from katalog_app.db import holdings, reading
from katalog_app.db.store import Connection, Store
from katalog_app.errors import FileFault, FileRefusedError
from katalog_app.exchange import container, receipt
from katalog_app.exchange.keys import OwnKey
from katalog_app.exchange.parcel import Parcel, ParcelKind
from katalog_app.model import receipts, slugs
from katalog_app.model.canonical import normal
from katalog_app.model.history import State
from katalog_app.model.receipts import AnsweredFile, Receipt, Standing, Verdict, Why
from katalog_app.services import addresses, contributing
from katalog_app.services.receiving import Arrival
from katalog_app.services.uniting import Status


@dataclass(frozen=True)
class Written:
    """A receipt that was written."""

    path: Path
    to: str
    """The sender's name, as in the files; "" where not given."""
    email: str
    """The sender's address, where the catalogue has a person of that name with one; else ""."""
    counts: Mapping[Standing, int]
    """Changes by what became of them."""


@dataclass(frozen=True)
class Answers:
    """What came of writing receipts."""

    written: tuple[Written, ...]
    """By the senders' names."""
    unanswered: tuple[str, ...]
    """Names of files whose sender nobody knows, since they could not be read; sorted."""


def write(
    store: Store, arrivals: Sequence[Arrival], folder: Path, sender: str, today: date
) -> Answers:
    """Write one receipt for each sender of files, into a folder; what is there stays.

    Editions and files of one's own are not answered.

    Args:
        store: The catalogue.
        arrivals: Files that were looked at, taken in or not.
        folder: Where to write.
        sender: Who answers.
        today: For the names of the files.

    Raises:
        FileRefusedError: One cannot be written; those before it are there.
        StoreUnavailableError: The catalogue or the own key cannot be read.
    """
    contributing.refuse_data_folder(store, folder / "kvitto.katalog")
    key = contributing.own_key(store)
    by_key: dict[str, list[Arrival]] = {}
    unanswered = []
    for arrival in arrivals:
        found = arrival.verified
        if found is None:
            unanswered.append(arrival.name)
        elif found.key != key.public and found.manifest.kind is ParcelKind.CONTRIBUTION:
            by_key.setdefault(found.key, []).append(arrival)
    made = [_written(store, key, to, some, folder, sender, today) for to, some in by_key.items()]
    return Answers(tuple(sorted(made, key=lambda one: one.to)), tuple(sorted(unanswered)))


def _written(
    store: Store,
    key: OwnKey,
    to: str,
    arrivals: Sequence[Arrival],
    folder: Path,
    sender: str,
    today: date,
) -> Written:
    found = [one.verified for one in arrivals if one.verified is not None]
    name = next((one.manifest.sender for one in reversed(found) if one.manifest.sender), "")
    with store.reading() as connection:
        present = holdings.present_edition(connection)
        made = Receipt(
            to=to,
            sender=_text(sender, receipts.LONGEST_NAME),
            edition=present.label[: receipts.LONGEST_LABEL] if present else "",
            made_at=int(time.time()),
            files=tuple(_files(arrivals)),
            verdicts=verdicts(connection, arrivals),
        )
        email = _email(connection, name)
    path = deliver(folder, name, today, receipt.written(made, key))
    counts = Counter(one.standing for one in made.verdicts.values())
    return Written(path, name, email, {one: counts[one] for one in Standing if counts[one]})


def verdicts(connection: Connection, arrivals: Iterable[Arrival]) -> dict[str, Verdict]:
    """Return what has become of every change in files of one sender, as it stands now.

    A change in several files has the best that is true of it. Of more changes than a receipt has
    room for, those made by the sender are answered first.
    """
    by_file: dict[str, Verdict] = {}
    first: set[str] = set()
    for arrival in arrivals:
        found = arrival.verified
        if found is None:
            continue
        said = of_file(arrival)
        for change in found.ids:
            before = by_file.get(change)
            if before is None or _ORDER.index(said.standing) < _ORDER.index(before.standing):
                by_file[change] = said
        first |= _made_by(found)
    answered = sorted(by_file, key=lambda one: (one not in first, one))[: receipts.MOST_CHANGES]
    states = holdings.states(connection, answered)
    clashing = in_conflict(connection, answered)
    return {
        one: _verdict(states.get(one), by_file[one], clashes=one in clashing) for one in answered
    }


_ORDER = tuple(Standing)


def of_file(arrival: Arrival) -> Verdict:
    """Return what is true of the changes of a file that are not in the catalogue."""
    if arrival.declined:
        note = _text(arrival.declined, receipts.LONGEST_NOTE)
        return Verdict(Standing.REFUSED, Why.DECLINED, note)
    if arrival.refusal is not None:
        return Verdict(Standing.REFUSED, arrival.refusal.fault.value)
    if arrival.outcome is not None and arrival.outcome.status is Status.QUARANTINED:
        return Verdict(Standing.WAITING, Why.UNKNOWN_SENDER)
    return Verdict(Standing.WAITING, Why.SET_ASIDE if arrival.waits else Why.NOT_YET)


def _verdict(state: str | None, absent: Verdict, *, clashes: bool) -> Verdict:
    match state:
        case None:
            return absent
        case State.WAITING:
            return Verdict(Standing.WAITING, Why.BASE_MISSING)
        case State.INVALID:
            return Verdict(Standing.REFUSED, Why.INVALID)
    return Verdict(Standing.CONFLICT if clashes else Standing.TAKEN)


def in_conflict(connection: Connection, changes: Collection[str]) -> set[str]:
    """Return those of the changes that are among the values of an open conflict."""
    wanted = set(changes)
    return {
        value.change
        for entry in reading.in_conflict(connection)
        for values in reading.entry(connection, entry).conflicts.values()
        for value in values
        if value.change in wanted
    }


def _made_by(found: Parcel) -> set[str]:
    return {one for a in found.attestations if a.key == found.key for one in a.changes} & found.ids


def _files(arrivals: Iterable[Arrival]) -> Iterable[AnsweredFile]:
    found = {one.verified.sha256: one for one in arrivals if one.verified is not None}
    for sha256, arrival in list(found.items())[: receipts.MOST_FILES]:
        count = len(arrival.verified.ids) if arrival.verified else 0
        yield AnsweredFile(sha256, _text(arrival.name, receipts.LONGEST_NAME), count)


def _text(text: str, longest: int) -> str:
    """Return a text as it may stand in a file, on one line."""
    line = str(normal(addresses.one_line(text)))
    return line[:longest]


def _email(connection: Connection, name: str) -> str:
    known = reading.person_named(connection, name) if name else None
    said = reading.entry(connection, known).text("email") if known else ""
    return addresses.email_address(said) or ""


def deliver(folder: Path, name: str, today: date, data: bytes) -> Path:
    """Write a receipt under a name that no file there has, read as its receiver will; return it.

    Raises:
        FileRefusedError: It cannot be written, or would be refused.
    """
    parts = filter(None, ("kvitto", slugs.slug([name]), today.isoformat()))
    stem = "-".join(parts)
    path = folder / f"{stem}.katalog"
    number = 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.katalog"
    fresh = container.write_beside(path, data)
    try:
        receipt.read(container.opened(fresh))
    except FileRefusedError as error:
        fresh.unlink(missing_ok=True)
        raise FileRefusedError(path, FileFault.UNWRITABLE, error.detail) from error
    container.move_into_place(fresh, path)
    return path
