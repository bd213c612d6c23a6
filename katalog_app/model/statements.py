"""Signed statements that travel with changes: who made them, and which values are erased for good.

Only their form is here; whether a signature holds is told by `exchange.keys`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from katalog_app.errors import CorruptChangeError
from katalog_app.model import canonical, shapes
from katalog_app.model.change import FIELD
from katalog_app.model.editions import CATALOGUE_ID

_ATTESTATION = b"katalog attestation 1\n"
_ERASURE = b"katalog erasure 1\n"
LONGEST_REASON = 2_000
"""Most characters of the reason for an erasure."""
LONGEST_DECISION = 200


@dataclass(frozen=True)
class Attestation:
    """The holder of a key says: these changes were made with me."""

    key: str
    """The public key, 64 hexadecimal digits."""
    changes: tuple[str, ...]
    """Ids of changes, sorted and unique."""
    signature: str = ""
    """128 hexadecimal digits over `signed_bytes`."""

    @property
    def signed_bytes(self) -> bytes:
        """What is signed: a fixed prefix and the canonical bytes."""
        said = {"catalogue": CATALOGUE_ID, "changes": list(self.changes), "key": self.key}
        return _ATTESTATION + canonical.encode(said)

    def record(self) -> dict[str, object]:
        """Return the statement as a JSON object."""
        return {"key": self.key, "changes": list(self.changes), "signature": self.signature}


@dataclass(frozen=True)
class Erasure:
    """Values are to be deleted everywhere, for good; a coordinator's word, else a request."""

    leaves: tuple[tuple[str, str], ...]
    """(change, field or register), sorted and unique."""
    reason: str
    decision: str
    """Number of the decision."""
    made_at: int
    """UTC seconds; shown only."""
    key: str
    signature: str = ""

    @property
    def signed_bytes(self) -> bytes:
        """What is signed: a fixed prefix and the canonical bytes."""
        said = {name: value for name, value in self.record().items() if name != "signature"}
        return _ERASURE + canonical.encode({"catalogue": CATALOGUE_ID, **said})

    @property
    def id(self) -> str:
        """SHA-256 of what is signed, 64 hexadecimal digits."""
        return sha256(self.signed_bytes).hexdigest()

    def record(self) -> dict[str, object]:
        """Return the statement as a JSON object."""
        return {
            "leaves": [list(pair) for pair in self.leaves],
            "reason": self.reason,
            "decision": self.decision,
            "made_at": self.made_at,
            "key": self.key,
            "signature": self.signature,
        }


def read_attestation(record: object) -> Attestation:
    """Return the attestation that a JSON object describes; its signature is not looked at.

    Raises:
        CorruptChangeError: It describes none.
    """
    said = shapes.record(record, ("key", "changes", "signature"), "attestation")
    return Attestation(
        shapes.hash_(said["key"], "key"),
        shapes.hashes(said["changes"], "changes"),
        shapes.matching(said["signature"], shapes.SIGNATURE, "signature"),
    )


def read_erasure(record: object) -> Erasure:
    """Return the erasure that a JSON object describes; its signature is not looked at.

    Raises:
        CorruptChangeError: It describes none.
    """
    keys = ("leaves", "reason", "decision", "made_at", "key", "signature")
    said = shapes.record(record, keys, "erasure")
    return Erasure(
        leaves=_leaves(said),
        reason=shapes.text(said["reason"], "reason", LONGEST_REASON),
        decision=shapes.text(said["decision"], "decision", LONGEST_DECISION),
        made_at=shapes.whole(said["made_at"], "made_at"),
        key=shapes.hash_(said["key"], "key"),
        signature=shapes.matching(said["signature"], shapes.SIGNATURE, "signature"),
    )


def _leaves(said: Mapping[str, object]) -> tuple[tuple[str, str], ...]:
    listed = said["leaves"]
    if not isinstance(listed, list):
        raise CorruptChangeError("leaves are malformed")
    found = []
    for pair in listed:
        if not isinstance(pair, list) or len(pair) != 2:  # noqa: PLR2004  # change and field
            raise CorruptChangeError("leaves are malformed")
        found.append((shapes.hash_(pair[0], "change"), shapes.matching(pair[1], FIELD, "field")))
    if found != sorted(set(found)):
        raise CorruptChangeError("leaves are not sorted and unique")
    return tuple(found)
