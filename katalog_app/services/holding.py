"""Files held back until their signers are approved, and letting go of those that may not stay."""

import json
import time
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from katalog_app.db import holdings, ledger, log
from katalog_app.db.holdings import KnownParcel, Role
from katalog_app.db.store import Connection, Store, faults
from katalog_app.errors import FileRefusedError
from katalog_app.exchange import container, parcel
from katalog_app.exchange.parcel import Parcel
from katalog_app.model.history import Record

HELD = "quarantined"
LET_GO = "let-go"
"""The status of a file that is held back no more, as it held a value that is erased for good."""
QUARANTINE = "quarantine"
"""The folder, in the data folder, of files whose signer is not known yet."""


@dataclass(frozen=True)
class LetGo:
    """A file that was held back and whose copy is gone, as it held a value erased for good."""

    sha256: str
    name: str
    """"" where the name of the file was erased."""
    sender: str
    """"" where it is not known or erased."""
    key: str


def hold_back(store: Store, found: Parcel) -> None:
    """Keep a file whose signer is not known, until the signer is approved.

    Of one that holds a value erased for good no copy is kept, only that it came.

    Raises:
        FileRefusedError: It cannot be kept.
        StoreUnavailableError: The catalogue cannot be written.
    """
    with store.reading() as connection:
        keeps = not holds_erased(connection, found)
    if keeps:
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
            status=HELD if keeps else LET_GO,
        )
        ledger.forget_names(writer, set(erased_texts(found.records(), holdings.erased(writer.raw))))


def held_files(store: Store, key: str) -> list[tuple[Path, str]]:
    """Return the files of a key's holder that are held back, with their names; the oldest first."""
    with store.reading() as connection:
        mine = [p for p in holdings.parcels(connection) if p.key == key and p.status == HELD]
    places = [(_place(store, one.sha256), one.name) for one in reversed(mine)]
    return [(place, name) for place, name in places if place.is_file()]


def forget_held(store: Store, found: Parcel) -> None:
    """Let go of the copy of a file that has been taken in; also where there was none to keep.

    Raises:
        StoreUnavailableError: The catalogue cannot be written.
    """
    place = _place(store, found.sha256)
    with store.reading() as connection:
        asked_for = any(one.sha256 == found.sha256 for one in unanswered(connection))
    if asked_for or place.exists():
        with log.writing(store) as writer:
            ledger.release_parcel(writer, found.sha256)
        with faults(store.folder):
            place.unlink(missing_ok=True)


def holds_erased(connection: Connection, found: Parcel, names: Collection[str] = ()) -> bool:
    """Return whether a file holds a value that is erased for good here.

    Args:
        connection: To the catalogue.
        found: The file.
        names: Values just erased; a sender's name among them counts too.
    """
    if found.manifest.sender in names:
        return True
    gone = holdings.erased(connection)
    return bool(gone) and any(
        leaf.value is not None and (record.id, field) in gone
        for record in found.records()
        for field, leaf in record.leaves.items()
    )


def erased_texts(records: Iterable[Record], gone: Collection[tuple[str, str]]) -> Iterator[str]:
    """Yield the texts in changes from elsewhere that are erased for good here.

    Args:
        records: The changes.
        gone: (change, field) of everything that is erased.
    """
    for record in records if gone else ():
        for field, leaf in record.leaves.items():
            if leaf.value is not None and (record.id, field) in gone:
                value = json.loads(leaf.value)
                if isinstance(value, str):
                    yield value


def let_go(store: Store, names: Collection[str] = ()) -> list[LetGo]:
    """Remove the copies of files held back that hold a value erased for good; return them.

    What cannot be read any more goes too, and so does what nobody was told of: nobody can say that
    the value is not in it.

    Args:
        store: Where the erasures have been applied already.
        names: Values just erased, of which a sender's name may be one.

    Raises:
        StoreUnavailableError: A copy cannot be removed, or the catalogue not be written.
    """
    folder = store.folder / QUARANTINE
    if not folder.is_dir():
        return []
    with store.reading() as connection:
        if not holdings.erased(connection):
            return []
        known = {p.sha256: p for p in holdings.parcels(connection) if p.status == HELD}
        keep = {_place(store, one) for one in known if _may_stay(store, connection, one, names)}
    leaving = [one for one in known.values() if _place(store, one.sha256) not in keep]
    with log.writing(store) as writer:
        for one in leaving:
            ledger.mark_parcel(writer, one.sha256, LET_GO)
    with faults(store.folder):
        for place in folder.iterdir():
            if place not in keep:
                place.unlink(missing_ok=True)
    return [_let_go(one) for one in leaving]


def gone(store: Store) -> list[LetGo]:
    """Return the files let go of whose senders have sent no other one since; the newest first.

    Raises:
        StoreUnavailableError: The catalogue file cannot be read.
    """
    with store.reading() as connection:
        return unanswered(connection)


def unanswered(connection: Connection) -> list[LetGo]:
    """Return the files let go of whose senders have sent no other one since; the newest first."""
    found: list[LetGo] = []
    answered: set[str] = set()
    for one in holdings.parcels(connection):
        if one.status != LET_GO:
            answered.add(one.key)
        elif one.key not in answered:
            found.append(_let_go(one))
    return found


def forget_gone(store: Store, sha256: str) -> None:
    """Stop telling of a file that was let go of.

    Raises:
        StoreUnavailableError: The catalogue cannot be written.
    """
    with log.writing(store) as writer:
        ledger.drop_parcel(writer, sha256, LET_GO)


def _may_stay(store: Store, connection: Connection, sha256: str, names: Collection[str]) -> bool:
    try:
        return not holds_erased(connection, parcel.read(_place(store, sha256)), names)
    except FileRefusedError:
        return False


def _let_go(one: KnownParcel) -> LetGo:
    return LetGo(one.sha256, one.name, one.sender, one.key)


def _place(store: Store, sha256: str) -> Path:
    return store.folder / QUARANTINE / f"{sha256}.katalog"
