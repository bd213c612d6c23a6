"""Writing down who is trusted, what was received, which editions there are, what is erased."""

import json
from collections.abc import Collection, Iterable
from typing import cast

import sqlalchemy as sa

from katalog_app.db import holdings, schema
from katalog_app.db.holdings import Role
from katalog_app.db.log import CHANGES, LEAVES, META, METADATA, Writing, put_meta
from katalog_app.model import canonical, slugs
from katalog_app.model.statements import Attestation, Erasure

MERGED = "merged"
"""The status of a file that was taken in."""
EDITIONS = sa.Table(
    "editions",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("hash", sa.LargeBinary),
    sa.Column("label", sa.Text),
    sa.Column("made_at", sa.Integer),
    sa.Column("sequence", sa.Integer),
    sa.Column("address", sa.Text),
    sa.Column("adopted", sa.Integer),
)
ANCESTORS = sa.Table(
    "edition_ancestors",
    METADATA,
    sa.Column("edition", sa.Integer, primary_key=True),
    sa.Column("ancestor", sa.LargeBinary, primary_key=True),
)
KEYS = sa.Table(
    "keys",
    METADATA,
    sa.Column("key", sa.LargeBinary, primary_key=True),
    sa.Column("name", sa.Text),
    sa.Column("role", sa.Text),
    sa.Column("trusted", sa.Integer),
    sa.Column("revoked", sa.Integer),
)
ATTESTATIONS = sa.Table(
    "attestations",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("key", sa.LargeBinary),
    sa.Column("body", sa.LargeBinary),
)
ERASURES = sa.Table(
    "erasures",
    METADATA,
    sa.Column("id", sa.LargeBinary, primary_key=True),
    sa.Column("body", sa.LargeBinary),
    sa.Column("applied", sa.Integer),
)
ERASED_LEAVES = sa.Table(
    "erased_leaves",
    METADATA,
    sa.Column("change", sa.LargeBinary, primary_key=True),
    sa.Column("field", sa.Text, primary_key=True),
    sa.Column("erasure", sa.LargeBinary, primary_key=True),
)
PARCELS = sa.Table(
    "parcels",
    METADATA,
    sa.Column("number", sa.Integer, primary_key=True),
    sa.Column("sha256", sa.LargeBinary),
    sa.Column("name", sa.Text),
    sa.Column("kind", sa.Text),
    sa.Column("key", sa.LargeBinary),
    sa.Column("sender", sa.Text),
    sa.Column("received_at", sa.Integer),
    sa.Column("status", sa.Text),
)


def add_edition(  # noqa: PLR0913 - the columns, by name
    writer: Writing,
    digest: str,
    label: str,
    made_at: int,
    *,
    sequence: int = 1,
    address: str = "",
    ancestors: Iterable[str] = (),
    adopted: bool = True,
) -> int:
    """Note an edition and return its number here.

    Args:
        digest: The edition's hash, 64 hexadecimal digits.
        made_at: UTC seconds.
        sequence: Its own number.
        address: Where contributions are sent.
        ancestors: Hashes of the editions it builds on.
        adopted: False for a sibling whose changes were merged as a contribution's.
    """
    place = 0
    if adopted:
        latest = writer.connection.scalar(sa.select(sa.func.max(EDITIONS.c.adopted)))
        place = int(latest or 0) + 1
    known = writer.connection.execute(
        sa.select(EDITIONS.c.number, EDITIONS.c.adopted).where(
            EDITIONS.c.hash == bytes.fromhex(digest)
        )
    ).first()
    if known is not None:
        if adopted and not known.adopted:
            one = EDITIONS.update().where(EDITIONS.c.number == known.number)
            writer.connection.execute(one.values(adopted=place))
        return int(known.number)
    result = writer.connection.execute(
        EDITIONS.insert().values(
            hash=bytes.fromhex(digest),
            label=label,
            made_at=made_at,
            sequence=sequence,
            address=address,
            adopted=place,
        )
    )
    (number,) = cast(tuple[int], result.inserted_primary_key)
    rows = [{"edition": number, "ancestor": bytes.fromhex(one)} for one in sorted(set(ancestors))]
    if rows:
        writer.connection.execute(ANCESTORS.insert(), rows)
    return number


def hold_in_edition(writer: Writing, edition: int, parcel_ids: Iterable[str] | None = None) -> None:
    """Note for changes that no edition held that this is the first that does.

    Args:
        edition: The edition's number here.
        parcel_ids: Ids of the changes it holds; None for all that are here.
    """
    unheld = CHANGES.update().where(CHANGES.c.first_edition.is_(None))
    if parcel_ids is None:
        writer.connection.execute(unheld.values(first_edition=edition))
        return
    one = unheld.where(CHANGES.c.id == sa.bindparam("held")).values(first_edition=edition)
    wanted = set(parcel_ids)
    rows = writer.connection.execute(
        sa.select(CHANGES.c.id).where(CHANGES.c.first_edition.is_(None))
    )
    held = [{"held": key} for (key,) in rows if key.hex() in wanted]
    if held:
        writer.connection.execute(one, held)


def put_key(
    writer: Writing,
    key: str,
    name: str,
    role: Role,
    *,
    trusted: bool,
    revoked: bool = False,
) -> None:
    """Write down what is known of a key, in place of what was."""
    raw = bytes.fromhex(key)
    writer.connection.execute(KEYS.delete().where(KEYS.c.key == raw))
    writer.connection.execute(
        KEYS.insert().values(
            key=raw, name=name, role=role.value, trusted=int(trusted), revoked=int(revoked)
        )
    )


def add_attestation(writer: Writing, attestation: Attestation) -> None:
    """Keep an attestation, in place of older ones of the same key that say no more."""
    said = set(attestation.changes)
    rows = writer.connection.execute(
        sa.select(ATTESTATIONS.c.number, ATTESTATIONS.c.body).where(
            ATTESTATIONS.c.key == bytes.fromhex(attestation.key)
        )
    ).all()
    for number, body in rows:
        kept = set(attested(body))
        if said <= kept:
            return
        if kept <= said:
            writer.connection.execute(ATTESTATIONS.delete().where(ATTESTATIONS.c.number == number))
    writer.connection.execute(
        ATTESTATIONS.insert().values(
            key=bytes.fromhex(attestation.key),
            body=canonical.encode(attestation.record()),
        )
    )


def attested(body: bytes) -> list[str]:
    """Return the change ids in the stored form of an attestation."""
    record = canonical.decode(body)
    changes = record.get("changes") if isinstance(record, dict) else None
    return [str(key) for key in changes] if isinstance(changes, list) else []


def add_erasure(writer: Writing, erasure: Erasure, *, applied: bool) -> bool:
    """Keep an erasure; return whether it is one that is to be applied now and was not before."""
    key = bytes.fromhex(erasure.id)
    known = writer.connection.scalar(sa.select(ERASURES.c.applied).where(ERASURES.c.id == key))
    if known is None:
        body = canonical.encode(erasure.record())
        writer.connection.execute(ERASURES.insert().values(id=key, body=body, applied=int(applied)))
        rows = [
            {"change": bytes.fromhex(change), "field": field, "erasure": key}
            for change, field in erasure.leaves
        ]
        if rows:
            writer.connection.execute(ERASED_LEAVES.insert(), rows)
        return applied
    if applied and not known:
        writer.connection.execute(ERASURES.update().where(ERASURES.c.id == key).values(applied=1))
        return True
    return False


def erase_leaves(writer: Writing, leaves: Iterable[tuple[str, str]]) -> list[object]:
    """Delete salt and value of leaves that are here; return the values deleted.

    Names of senders that are among them go too.
    """
    deleted: list[object] = []
    for change, field in leaves:
        row = writer.connection.execute(
            sa.select(CHANGES.c.number, CHANGES.c.entry, LEAVES.c.value)
            .join(LEAVES, LEAVES.c.change == CHANGES.c.number)
            .where(CHANGES.c.id == bytes.fromhex(change), LEAVES.c.field == field)
        ).first()
        if row is None or row.value is None:
            continue
        deleted.append(canonical.decode(row.value))
        one = LEAVES.update().where(LEAVES.c.change == row.number, LEAVES.c.field == field)
        writer.connection.execute(one.values(salt=None, value=None))
        writer.rewrite(row.entry)
    forget_names(writer, {value for value in deleted if isinstance(value, str)})
    return deleted


def owe_cleaning(writer: Writing, texts: Iterable[str]) -> None:
    """Note erased texts that may still stand elsewhere in the data folder, until that is done.

    So cleaning goes on where a program was killed in the middle of it.
    """
    owed = holdings.owed_cleaning(writer.raw) or frozenset()
    put_meta(writer, schema.CLEANING, json.dumps(sorted(owed.union(texts))))


def forget_owed(writer: Writing, *, done: bool) -> None:
    """Let go of the noted texts; with `done` of the note that cleaning is owed, too."""
    writer.connection.execute(META.delete().where(META.c.key == schema.CLEANING))
    if not done:
        put_meta(writer, schema.CLEANING, "[]")


def forget_names(writer: Writing, names: Collection[str]) -> None:
    """Let go of names of senders and files that hold an erased name."""
    for name in filter(None, names):
        for part in (name, f"-{slugs.slug([name])}-"):  # contributions are named after people
            named = PARCELS.update().where(PARCELS.c.name.contains(part, autoescape=True))
            writer.connection.execute(named.values(name=""))
        writer.connection.execute(KEYS.update().where(KEYS.c.name == name).values(name=""))
        writer.connection.execute(
            PARCELS.update().where(PARCELS.c.sender == name).values(sender="")
        )


def fill_leaf(writer: Writing, change: str, field: str, salt: bytes, value: bytes) -> None:
    """Give a leaf that lacks its value the value it is the hash of."""
    row = writer.connection.execute(
        sa.select(CHANGES.c.number, CHANGES.c.entry).where(CHANGES.c.id == bytes.fromhex(change))
    ).one()
    writer.connection.execute(
        LEAVES.update()
        .where(LEAVES.c.change == row[0], LEAVES.c.field == field, LEAVES.c.value.is_(None))
        .values(salt=salt, value=value)
    )
    writer.rewrite(row[1])


def put_parcel(  # noqa: PLR0913 - the columns, by name
    writer: Writing,
    sha256: str,
    *,
    name: str,
    kind: str,
    key: str,
    sender: str,
    received_at: int,
    status: str,
) -> int:
    """Write down a received file, or its new status and time; return its number here."""
    raw = bytes.fromhex(sha256)
    known = writer.connection.scalar(sa.select(PARCELS.c.number).where(PARCELS.c.sha256 == raw))
    if known is not None:
        writer.connection.execute(
            PARCELS.update()
            .where(PARCELS.c.number == known)
            .values(status=status, received_at=received_at)
        )
        return int(known)
    result = writer.connection.execute(
        PARCELS.insert().values(
            sha256=raw,
            name=name,
            kind=kind,
            key=bytes.fromhex(key),
            sender=sender,
            received_at=received_at,
            status=status,
        )
    )
    (number,) = cast(tuple[int], result.inserted_primary_key)
    return number


def release_parcel(writer: Writing, sha256: str) -> None:
    """Note of a file that was held back that it has been taken in."""
    mark_parcel(writer, sha256, MERGED)


def mark_parcel(writer: Writing, sha256: str, status: str) -> None:
    """Give a received file another status."""
    one = PARCELS.update().where(PARCELS.c.sha256 == bytes.fromhex(sha256))
    writer.connection.execute(one.values(status=status))


def drop_parcel(writer: Writing, sha256: str, status: str) -> None:
    """Forget a received file of this status; one that has brought changes stays, as merged."""
    brought = sa.select(CHANGES.c.parcel).where(CHANGES.c.parcel.is_not(None))
    one = (PARCELS.c.sha256 == bytes.fromhex(sha256)) & (PARCELS.c.status == status)
    writer.connection.execute(PARCELS.delete().where(one & PARCELS.c.number.not_in(brought)))
    writer.connection.execute(PARCELS.update().where(one).values(status=MERGED))
