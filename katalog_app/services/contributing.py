"""Sending: a file with every change that the edition last adopted or published does not hold."""

import time
from collections.abc import Collection
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path

from katalog_app.db import holdings
from katalog_app.db.store import Connection, Store, faults
from katalog_app.errors import FileFault, FileRefusedError
from katalog_app.exchange import container, keys, parcel
from katalog_app.exchange.attachments import MOST_ATTACHED
from katalog_app.exchange.keys import OwnKey
from katalog_app.exchange.parcel import Contents, Manifest, ParcelKind
from katalog_app.model import slugs
from katalog_app.model.editions import Edition
from katalog_app.model.history import Record
from katalog_app.model.statements import Attestation
from katalog_app.services import picturing
from katalog_app.services.contacting import Draft
from katalog_app.texts import _, ngettext

MOST_ATTESTED = 50_000
"""Changes in one attestation (3.4 MB)."""


@dataclass(frozen=True)
class Sent:
    """A file that was written."""

    changes: int
    bytes: int
    sha256: str
    left_out: int = 0
    """Pictures that did not fit; the receiver sees that they are missing."""


def export(store: Store, path: Path, *, everything: bool = False, sender: str = "") -> Sent:
    """Write a contribution; with nothing to send, a valid file of 0 changes.

    Args:
        path: The file; one that is there is replaced once the new one is whole.
        everything: All changes, to rebuild a lost coordinator from anybody.
        sender: The sender's name, as the receiver will see it.

    Raises:
        FileRefusedError: The file cannot be written; what was there before is still there.
        StoreUnavailableError: The catalogue or the key cannot be read.
    """
    refuse_data_folder(store, path)
    key = own_key(store)
    with store.reading() as connection:
        records = holdings.unpublished(connection, everything=everything)
        present = None if everything else holdings.present_edition(connection)
        contents = contents_of(connection, key, records, None, sender, base=present)
    contents, left_out = with_pictures(store, contents)
    data = parcel.written(contents, key)
    deliver(path, data)
    return Sent(len(records), len(data), sha256(data).hexdigest(), left_out)


def file_name(sender: str, day: date) -> str:
    """Return a name for a contribution that says whose it is and when it was made."""
    return "-".join(filter(None, ("bidrag", slugs.slug([sender]), f"{day.isoformat()}.katalog")))


def letter(store: Store, path: Path, sent: Sent, sender: str) -> Draft:
    """Return a letter to send a file with, to the address that the present edition names.

    Raises:
        StoreUnavailableError: The catalogue cannot be read.
    """
    with store.reading() as connection:
        present = holdings.present_edition(connection)
    count = ngettext("{count} ändring", "{count} ändringar", sent.changes)
    body = _(
        "Hej!\n\n"
        "Här kommer mitt bidrag till Katalogen: {changes}.\n"
        "Filen heter {file}. Den är bifogad, och du tar in den genom att dra den till Katalogen.\n"
        "\nKoden till min nyckel läser jag gärna upp om du ringer.\n\n"
        "Med vänlig hälsning\n{sender}"
    )
    return Draft(
        to=present.address if present else "",
        subject=_("Bidrag till Katalogen: {file}").format(file=path.name),
        body=body.format(
            changes=count.format(count=sent.changes), file=path.name, sender=sender
        ).rstrip(),
    )


def contents_of(
    connection: Connection,
    key: OwnKey,
    records: list[Record],
    edition: Edition | None,
    sender: str,
    *,
    base: holdings.KnownEdition | None,
) -> Contents:
    """Return what a file of these changes holds: with them who made them, and what is erased."""
    ids = {record.id for record in records}
    said = [a for a in holdings.attestations(connection) if not ids.isdisjoint(a.changes)]
    mine = holdings.own(connection) & ids
    said = [a for a in said if not (a.key == key.public and mine >= set(a.changes))]
    said += _attested(key, mine - {one for a in said if a.key == key.public for one in a.changes})
    return Contents(
        Manifest(
            kind=ParcelKind.EDITION if edition else ParcelKind.CONTRIBUTION,
            base=base.hash if base else None,
            base_label=base.label if base else "",
            edition=edition,
            sender=sender[: parcel.LONGEST_NAME],
            made_at=int(time.time()),
        ),
        records,
        said,
        [erasure for erasure, _applied in holdings.erasures(connection)],
    )


def with_pictures(store: Store, contents: Contents) -> tuple[Contents, int]:
    """Return what a file holds with the pictures that its changes name and that are here.

    Where not all fit, those of the newest changes come first; the number left out is returned too.
    """
    values = (
        leaf.value
        for record in reversed(contents.records)
        for leaf in record.leaves.values()
        if leaf.value is not None
    )
    chosen, left_out = picturing.chosen(store, values, MOST_ATTACHED)
    return replace(contents, attachments=chosen), left_out


def _attested(key: OwnKey, mine: Collection[str]) -> list[Attestation]:
    """Return statements that changes were made with this key, so many that no line is too long."""
    ordered = sorted(mine)
    found = []
    for start in range(0, len(ordered), MOST_ATTESTED):
        part = tuple(ordered[start : start + MOST_ATTESTED])
        signature = key.sign(Attestation(key.public, part).signed_bytes)
        found.append(Attestation(key.public, part, signature))
    return found


def deliver(path: Path, data: bytes) -> None:
    """Write a file beside its place, read it as its receiver will, and move it into place.

    Raises:
        FileRefusedError: It cannot be written, or would be refused; what was there is still there.
    """
    fresh = container.write_beside(path, data)
    try:
        parcel.read(fresh)
    except FileRefusedError as error:
        fresh.unlink(missing_ok=True)
        raise FileRefusedError(path, FileFault.UNWRITABLE, error.detail) from error
    container.move_into_place(fresh, path)


def own_key(store: Store) -> OwnKey:
    """Return the key of this data folder, made at first use.

    Raises:
        StoreUnavailableError: It can be neither read nor written.
    """
    with faults(store.folder):
        return keys.own(store.folder)


def refuse_data_folder(store: Store, path: Path) -> None:
    """Raise where a file to be written would lie among the catalogue's own.

    Raises:
        FileRefusedError: It would, or something else than a file is there.
    """
    target = path.resolve()
    if store.folder.resolve() in target.parents or (target.exists() and not target.is_file()):
        raise FileRefusedError(path, FileFault.UNWRITABLE)
