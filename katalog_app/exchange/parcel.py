"""What a `.katalog` file holds, contribution and edition alike: written, and read with every check.

The order is fixed: manifest, changes, attestations, erasures, attachments, signature. A file is
believed as a whole or not at all.
"""

import base64
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from pathlib import Path

from katalog_app.errors import CorruptChangeError, FileFault
from katalog_app.exchange import attachments, container, keys
from katalog_app.exchange.attachments import Attached
from katalog_app.exchange.container import Container, Line
from katalog_app.exchange.keys import OwnKey
from katalog_app.model import canonical, change, editions, shapes, statements
from katalog_app.model.change import Leaf
from katalog_app.model.editions import CATALOGUE_ID, Edition
from katalog_app.model.history import Record
from katalog_app.model.statements import Attestation, Erasure

READER = 2
"""What this program reads; a file that asks for more is of a newer version."""
PLAIN = 1
"""What a file without attachments asks for: programs from before there were any read it too."""
KEPT_CONTENT = 8 * 1024 * 1024
"""Up to so much content (bytes) the changes are kept in memory once they are verified."""
MOST_STATEMENTS = 32 * 1024 * 1024
"""Most bytes of all attestations and erasures of a file."""
LONGEST_NAME = 200
SIGNED = b"katalog file 1\n"
"""What the signature of a file is over begins with, before the SHA-256 of its lines."""
_MANIFEST = frozenset(
    (
        "type",
        "kind",
        "catalogue",
        "min_reader",
        "base",
        "base_label",
        "edition",
        "counts",
        "bytes",
        "sender",
        "made_at",
    )
)
_COUNTED = {
    "change": "changes",
    "attestation": "attestations",
    "erasure": "erasures",
    "attachment": "attachments",
}
"""Types of lines in their order, and what the manifest calls their number."""
_PLAIN_COUNTS = tuple(_COUNTED.values())[:-1]


class ParcelKind(StrEnum):
    """What a file is."""

    CONTRIBUTION = "contribution"
    EDITION = "edition"


@dataclass(frozen=True)
class Manifest:
    """What a file says about itself."""

    kind: ParcelKind
    base: str | None
    """Hash of the edition that the sender had; None for none."""
    base_label: str
    edition: Edition | None
    """What an edition says; None for a contribution."""
    sender: str
    """The sender's name, "" where not given."""
    made_at: int
    """UTC seconds; shown only."""


@dataclass(frozen=True)
class Parcel:
    """A file whose every hash and signature holds; its signer may be anybody."""

    container: Container
    manifest: Manifest
    key: str
    """The signer's public key, 64 hexadecimal digits."""
    ids: frozenset[str]
    """Ids of all its changes."""
    attestations: tuple[Attestation, ...]
    erasures: tuple[Erasure, ...]
    kept: tuple[Record, ...] | None = None
    attached: frozenset[str] = frozenset()
    """Hashes of its attachments."""

    @property
    def sha256(self) -> str:
        """Of the whole file, 64 hexadecimal digits."""
        return self.container.sha256

    def records(self) -> Iterator[Record]:
        """Yield all changes with their leaves, in the file's order."""
        if self.kept is not None:
            yield from self.kept
            return
        for line, _ in self.container.lines(_declared):
            if line["type"] == "change":
                yield _record(line)

    def attachments(self) -> Iterator[tuple[str, bytes]]:
        """Yield the hash and the bytes of every attachment, by hash."""
        for line, _ in self.container.lines(_declared) if self.attached else ():
            if line["type"] == "attachment":
                yield attachments.read(line)


@dataclass(frozen=True)
class Contents:
    """What is to be written."""

    manifest: Manifest
    records: Sequence[Record]
    attestations: Sequence[Attestation]
    erasures: Sequence[Erasure]
    attachments: Sequence[tuple[str, bytes]] = ()
    """Hashes and bytes, by hash; each is named by a value of a change."""


def written(contents: Contents, key: OwnKey) -> bytes:
    """Return a whole signed file."""
    told = contents.manifest
    counts = {
        "changes": len(contents.records),
        "attestations": len(contents.attestations),
        "erasures": len(contents.erasures),
    }
    if contents.attachments:
        counts["attachments"] = len(contents.attachments)
    body, length = container.packed(_lines(contents))
    manifest = {
        "type": "manifest",
        "kind": told.kind.value,
        "catalogue": CATALOGUE_ID,
        "min_reader": READER if contents.attachments else PLAIN,
        "base": told.base,
        "base_label": told.base_label,
        "edition": told.edition.record() if told.edition else None,
        "counts": counts,
        "bytes": length,
        "sender": told.sender,
        "made_at": told.made_at,
    }
    head, _ = container.packed([manifest])
    signature = {
        "type": "signature",
        "key": key.public,
        "signature": key.sign(SIGNED + sha256(head + body).digest()),
    }
    last, _ = container.packed([signature])
    return container.sealed(head + body + last)


def _lines(contents: Contents) -> Iterable[Mapping[str, object]]:
    for record in contents.records:
        leaves = {name: _leaf_said(leaf) for name, leaf in record.leaves.items()}
        said = canonical.decode(record.change.encoded())
        yield {"type": "change", "record": said, "leaves": leaves}
    for attestation in contents.attestations:
        yield {"type": "attestation", "statement": attestation.record()}
    for erasure in contents.erasures:
        yield {"type": "erasure", "statement": erasure.record()}
    for key, data in contents.attachments:
        yield attachments.line(key, data)


def _leaf_said(leaf: Leaf) -> list[object]:
    if leaf.value is None or leaf.salt is None:
        return [leaf.hash]
    salt = base64.b64encode(leaf.salt).decode("ascii")
    return [leaf.hash, salt, canonical.decode(leaf.value)]


def read(path: Path) -> Parcel:
    """Return what a file holds, once everything in it has been verified.

    Raises:
        FileRefusedError: Anything at all is wrong with it; says what.
    """
    return within(container.opened(path))


def within(opened: Container) -> Parcel:
    """Return what a file that has been opened holds; see `read`.

    Raises:
        FileRefusedError: Anything at all is wrong with it; says what.
    """
    return _Reading(opened).whole()


class _Reading:
    """One pass over a file."""

    def __init__(self, opened: Container) -> None:
        self._container = opened
        self._manifest: Manifest | None = None
        self._counts: dict[str, int] = {}
        self._found = dict.fromkeys(_COUNTED, 0)
        self._at = ""
        self._hash = sha256()
        self._ids: set[str] = set()
        self._missing: set[tuple[str, str]] = set()
        self._records: list[Record] = []
        self._keeps = True
        self._attestations: list[Attestation] = []
        self._erasures: list[Erasure] = []
        self._key = ""
        self._left = MOST_STATEMENTS
        self._attached = Attached()

    def whole(self) -> Parcel:
        try:
            for line, raw in self._container.lines(_declared):
                if line["type"] in ("attestation", "erasure"):
                    self._left -= len(raw)
                    if self._left < 0:
                        raise self._container.refuse(FileFault.TOO_LARGE, "statements")
                self._take(line)
                if line["type"] != "signature":
                    self._hash.update(raw)
            return self._verified()
        except CorruptChangeError as error:
            raise self._container.refuse(FileFault.MALFORMED, error.detail) from None

    def _take(self, line: Line) -> None:
        kind = str(line["type"])
        if self._key:
            raise CorruptChangeError("a line after the signature")
        if self._manifest is None:
            self._begin(line)
        elif kind == "signature":
            self._sign(line)
        elif kind not in _COUNTED:
            raise CorruptChangeError(f"a line of unknown type {kind[:40]}")
        else:
            if list(_COUNTED).index(kind) < list(_COUNTED).index(self._at or "change"):
                raise CorruptChangeError("lines are not in their order")
            self._at = kind
            self._found[kind] += 1
            self._take_counted(kind, line)

    def _begin(self, line: Line) -> None:
        if line["type"] != "manifest":
            raise CorruptChangeError("no manifest")
        wanted = line.get("min_reader")
        if type(wanted) is int and wanted > READER:
            raise self._container.refuse(FileFault.NEWER_FORMAT, str(wanted))
        said = shapes.record(line, _MANIFEST, "manifest")
        with_attachments = shapes.whole(said["min_reader"], "min_reader") > PLAIN
        names = tuple(_COUNTED.values()) if with_attachments else _PLAIN_COUNTS
        if shapes.matching(said["catalogue"], shapes.ENTRY, "catalogue") != CATALOGUE_ID:
            raise self._container.refuse(FileFault.OTHER_CATALOGUE)
        self._counts = {
            name: shapes.whole(number, name)
            for name, number in shapes.record(said["counts"], names, "counts").items()
        }
        if with_attachments and not self._counts["attachments"]:
            raise CorruptChangeError("a file without attachments asks for too new a reader")
        self._keeps = shapes.whole(said["bytes"], "bytes") <= KEPT_CONTENT
        self._manifest = _manifest(said)

    def _take_counted(self, kind: str, line: Line) -> None:
        if kind == "change":
            record = _record(shapes.record(line, ("type", "record", "leaves"), "change"))
            change.verify_leaves(record.change, record.leaves)
            if record.id in self._ids:
                raise CorruptChangeError("a change stands twice")
            self._ids.add(record.id)
            self._missing.update((record.id, f) for f, leaf in record.leaves.items() if leaf.erased)
            if self._counts.get("attachments"):
                self._attached.take_mentions(record.leaves.values())
            if self._keeps:
                self._records.append(record)
            return
        if kind == "attachment":
            if not self._attached.take(line):
                raise self._container.refuse(FileFault.TOO_LARGE, "attachments")
            return
        statement = shapes.record(line, ("type", "statement"), kind)["statement"]
        said: Attestation | Erasure
        if kind == "attestation":
            said = statements.read_attestation(statement)
            self._attestations.append(said)
        else:
            said = statements.read_erasure(statement)
            self._erasures.append(said)
        if not keys.holds(said.key, said.signature, said.signed_bytes):
            raise self._container.refuse(FileFault.BAD_SIGNATURE, kind)

    def _sign(self, line: Line) -> None:
        said = shapes.record(line, ("type", "key", "signature"), "signature")
        self._key = shapes.hash_(said["key"], "key")
        signature = shapes.matching(said["signature"], shapes.SIGNATURE, "signature")
        if not keys.holds(self._key, signature, SIGNED + self._hash.digest()):
            raise self._container.refuse(FileFault.BAD_SIGNATURE)

    def _verified(self) -> Parcel:
        if self._manifest is None or not self._key:
            raise CorruptChangeError("no signature")
        found = {name: self._found[kind] for kind, name in _COUNTED.items() if name in self._counts}
        if self._found["attachment"] != len(self._attached.hashes) or found != self._counts:
            raise CorruptChangeError("the counts do not hold")
        covered = {leaf for erasure in self._erasures for leaf in erasure.leaves}
        if not self._missing <= covered:
            raise CorruptChangeError("a value is missing without an erasure")
        edition = self._manifest.edition
        if edition and edition.changes != editions.changes_digest(self._ids):
            raise CorruptChangeError("the edition does not hold the changes it names")
        return Parcel(
            self._container,
            self._manifest,
            self._key,
            frozenset(self._ids),
            tuple(self._attestations),
            tuple(self._erasures),
            tuple(self._records) if self._keeps else None,
            frozenset(self._attached.hashes),
        )


def _declared(line: Line) -> int:
    """Return how many bytes follow the manifest: those it tells, and the signature's."""
    length = line.get("bytes")
    if type(length) is not int or not 0 <= length <= container.LARGEST_CONTENT:
        raise CorruptChangeError("the size is malformed")
    return length + SIGNATURE_BYTES


SIGNATURE_BYTES = container.packed(
    [{"type": "signature", "key": "0" * 64, "signature": "0" * 128}]
)[1]


def _manifest(said: Mapping[str, object]) -> Manifest:
    kind = said["kind"]
    if not isinstance(kind, str) or kind not in tuple(ParcelKind):
        raise CorruptChangeError("the kind of file is not known")
    edition = None if said["edition"] is None else editions.read(said["edition"])
    if (edition is not None) != (kind == ParcelKind.EDITION):
        raise CorruptChangeError("an edition and nothing else describes one")
    return Manifest(
        kind=ParcelKind(kind),
        base=shapes.optional(said["base"], shapes.HASH, "base"),
        base_label=shapes.text(said["base_label"], "base_label", editions.LONGEST_LABEL),
        edition=edition,
        sender=shapes.text(said["sender"], "sender", LONGEST_NAME),
        made_at=shapes.whole(said["made_at"], "made_at"),
    )


def _record(line: Line) -> Record:
    said = change.from_record(line["record"])
    leaves = line["leaves"]
    if not isinstance(leaves, dict):
        raise CorruptChangeError("leaves are malformed")
    return Record(said.id, said, {name: _leaf(leaf) for name, leaf in leaves.items()})


def _leaf(said: object) -> Leaf:
    match said:
        case [hash_]:
            return Leaf(shapes.hash_(hash_, "leaf"), None, None)
        case [hash_, str(salt), value]:
            try:
                raw = base64.b64decode(salt, validate=True)
            except ValueError:
                raise CorruptChangeError("a salt is malformed") from None
            if base64.b64encode(raw).decode("ascii") != salt:
                raise CorruptChangeError("a salt is malformed")
            return Leaf(shapes.hash_(hash_, "leaf"), raw, canonical.encode(value))
    raise CorruptChangeError("a leaf is malformed")
