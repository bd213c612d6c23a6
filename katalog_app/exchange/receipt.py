"""A receipt as a `.katalog` file: written, and read with every check.

The outer form is that of all files. The order is fixed: manifest, files, verdicts, signature. It
brings no changes, so a reader of an older version refuses it as newer and loses nothing.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from katalog_app.errors import CorruptChangeError, FileFault, FileRefusedError
from katalog_app.exchange import container, keys
from katalog_app.exchange.container import Container, Line
from katalog_app.exchange.keys import OwnKey
from katalog_app.exchange.parcel import SIGNATURE_BYTES, SIGNED
from katalog_app.model import receipts, shapes
from katalog_app.model.editions import CATALOGUE_ID
from katalog_app.model.receipts import AnsweredFile, Receipt, Verdict

KIND = "receipt"
READER = 2
"""The least reader of receipts, and what this program reads of them."""
LARGEST = 32 * 1024 * 1024
"""Most bytes of all lines between manifest and signature."""
_MANIFEST = frozenset(
    (
        "type",
        "kind",
        "catalogue",
        "min_reader",
        "to",
        "edition",
        "counts",
        "bytes",
        "sender",
        "made_at",
    )
)
_COUNTED = {"file": "files", "verdict": "verdicts"}
_FILE = ("type", "sha256", "name", "changes")
_VERDICT = ("type", "standing", "why", "note", "changes")


@dataclass(frozen=True)
class SignedReceipt:
    """A receipt whose hash and signature hold; its signer may be anybody."""

    container: Container
    receipt: Receipt
    key: str
    """The signer's public key, 64 hexadecimal digits."""


def is_one(opened: Container) -> bool:
    """Return whether a file says that it is a receipt; nothing else in it is looked at."""
    try:
        line, _raw = next(opened.lines(lambda _line: LARGEST))
    except FileRefusedError:
        return False  # whoever reads it on says what is wrong
    return line["type"] == "manifest" and line.get("kind") == KIND


def written(receipt: Receipt, key: OwnKey) -> bytes:
    """Return a whole signed file; the same receipt and key give the same bytes."""
    lines = list(_lines(receipt))
    body, length = container.packed(lines)
    manifest = {
        "type": "manifest",
        "kind": KIND,
        "catalogue": CATALOGUE_ID,
        "min_reader": READER,
        "to": receipt.to,
        "edition": receipt.edition,
        "counts": {
            name: sum(line["type"] == kind for line in lines) for kind, name in _COUNTED.items()
        },
        "bytes": length,
        "sender": receipt.sender,
        "made_at": receipt.made_at,
    }
    head, _ = container.packed([manifest])
    signature = {
        "type": "signature",
        "key": key.public,
        "signature": key.sign(SIGNED + sha256(head + body).digest()),
    }
    last, _ = container.packed([signature])
    return container.sealed(head + body + last)


def _lines(receipt: Receipt) -> Iterable[Mapping[str, object]]:
    for file in receipt.files:
        yield {
            "type": "file",
            "sha256": file.sha256,
            "name": file.name,
            "changes": file.changes,
        }
    by_verdict: dict[Verdict, list[str]] = {}
    for change, verdict in sorted(receipt.verdicts.items()):
        by_verdict.setdefault(verdict, []).append(change)
    order = sorted(by_verdict, key=lambda one: (one.standing, one.why, one.note))
    for verdict in order:
        changes = by_verdict[verdict]
        for start in range(0, len(changes), receipts.MOST_IN_LINE):
            yield {
                "type": "verdict",
                "standing": verdict.standing.value,
                "why": verdict.why,
                "note": verdict.note,
                "changes": changes[start : start + receipts.MOST_IN_LINE],
            }


def read(opened: Container) -> SignedReceipt:
    """Return what a receipt says, once everything in it has been verified.

    Raises:
        FileRefusedError: Anything at all is wrong with it, or it is no receipt; says what.
    """
    try:
        return _read(opened)
    except CorruptChangeError as error:
        raise opened.refuse(FileFault.MALFORMED, error.detail) from None


def _read(opened: Container) -> SignedReceipt:
    reading = _Reading(opened)
    digest = sha256()
    for line, raw in opened.lines(_declared):
        reading.take(line, digest.digest())
        if line["type"] != "signature":
            digest.update(raw)
    return reading.verified()


class _Reading:
    """One pass over a file."""

    def __init__(self, opened: Container) -> None:
        self._container = opened
        self._manifest: Mapping[str, object] = {}
        self._at = "file"
        self._found = dict.fromkeys(_COUNTED.values(), 0)
        self._files: list[AnsweredFile] = []
        self._verdicts: dict[str, Verdict] = {}
        self._key = ""

    def take(self, line: Line, digest: bytes) -> None:
        """Take one line; `digest`: SHA-256 of all lines before it."""
        kind = str(line["type"])
        if self._key:
            raise CorruptChangeError("a line after the signature")
        if not self._manifest:
            self._begin(line)
        elif kind == "signature":
            self._sign(line, digest)
        elif kind not in _COUNTED:
            raise CorruptChangeError(f"a line of unknown type {kind[:40]}")
        else:
            if list(_COUNTED).index(kind) < list(_COUNTED).index(self._at):
                raise CorruptChangeError("lines are not in their order")
            self._at = kind
            self._found[_COUNTED[kind]] += 1
            self._take_counted(kind, line)

    def _begin(self, line: Line) -> None:
        if line["type"] != "manifest" or line.get("kind") != KIND:
            raise CorruptChangeError("no manifest of a receipt")
        wanted = line.get("min_reader")
        if type(wanted) is int and wanted > READER:
            raise self._container.refuse(FileFault.NEWER_FORMAT, str(wanted))
        said = shapes.record(line, _MANIFEST, "manifest")
        shapes.whole(said["min_reader"], "min_reader")
        if shapes.matching(said["catalogue"], shapes.ENTRY, "catalogue") != CATALOGUE_ID:
            raise self._container.refuse(FileFault.OTHER_CATALOGUE)
        self._manifest = said

    def _take_counted(self, kind: str, line: Line) -> None:
        if kind == "file":
            self._files.append(receipts.read_file(shapes.record(line, _FILE, kind)))
            if len(self._files) > receipts.MOST_FILES:
                raise self._container.refuse(FileFault.TOO_LARGE, "files")
            return
        verdict, changes = receipts.read_verdict(shapes.record(line, _VERDICT, kind))
        before = len(self._verdicts)
        self._verdicts.update(dict.fromkeys(changes, verdict))
        if len(self._verdicts) != before + len(changes):
            raise CorruptChangeError("a change stands twice")
        if len(self._verdicts) > receipts.MOST_CHANGES:
            raise self._container.refuse(FileFault.TOO_LARGE, "changes")

    def _sign(self, line: Line, digest: bytes) -> None:
        said = shapes.record(line, ("type", "key", "signature"), "signature")
        self._key = shapes.hash_(said["key"], "key")
        signature = shapes.matching(said["signature"], shapes.SIGNATURE, "signature")
        if not keys.holds(self._key, signature, SIGNED + digest):
            raise self._container.refuse(FileFault.BAD_SIGNATURE)

    def verified(self) -> SignedReceipt:
        """Return the whole, once the file has ended."""
        said = self._manifest
        if not said or not self._key:
            raise CorruptChangeError("no signature")
        counts = shapes.record(said["counts"], tuple(_COUNTED.values()), "counts")
        if {name: shapes.whole(number, name) for name, number in counts.items()} != self._found:
            raise CorruptChangeError("the counts do not hold")
        if not self._files or len({one.sha256 for one in self._files}) != len(self._files):
            raise CorruptChangeError("no file is answered, or one twice")
        receipt = Receipt(
            to=shapes.hash_(said["to"], "to"),
            sender=shapes.text(said["sender"], "sender", receipts.LONGEST_NAME),
            edition=shapes.text(said["edition"], "edition", receipts.LONGEST_LABEL),
            made_at=shapes.whole(said["made_at"], "made_at"),
            files=tuple(self._files),
            verdicts=self._verdicts,
        )
        return SignedReceipt(self._container, receipt, self._key)


def _declared(line: Line) -> int:
    length = line.get("bytes")
    if type(length) is not int or not 0 <= length <= LARGEST:
        raise CorruptChangeError("the size is malformed")
    return length + SIGNATURE_BYTES
