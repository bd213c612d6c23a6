"""Editions: what one says about itself, and its hash."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import sha256

from katalog_app.errors import CorruptChangeError
from katalog_app.model import canonical, shapes

CATALOGUE_ID = sha256(b"Katalogen, Familjen Helsingborg").hexdigest()[:32]
"""The catalogue's id, the same in every installation, also one begun empty."""
LONGEST_LABEL = 120
"""Most characters of a label."""
_PREFIX = b"katalog edition 1\n"
_KEYS = frozenset(
    (
        "label",
        "number",
        "ancestors",
        "changes",
        "made_at",
        "coordinators",
        "revoked",
        "address",
    )
)


@dataclass(frozen=True)
class Edition:
    """What an edition says about itself; its changes lie beside it."""

    label: str
    number: int
    """One more than its parent's; shown only."""
    ancestors: tuple[str, ...]
    """Hashes of every edition it builds on, sorted."""
    changes: str
    """SHA-256 over the sorted ids of all its changes, see `changes_digest`."""
    made_at: int
    """UTC seconds; shown only."""
    coordinators: Mapping[str, str]
    """Names by public key (64 hexadecimal digits) of those who may publish the next one."""
    revoked: tuple[str, ...]
    """Public keys no longer trusted, sorted."""
    address: str
    """Where contributions are sent; "" where nobody has said."""

    def record(self) -> dict[str, object]:
        """Return the edition as a JSON object."""
        return {
            "label": self.label,
            "number": self.number,
            "ancestors": list(self.ancestors),
            "changes": self.changes,
            "made_at": self.made_at,
            "coordinators": dict(self.coordinators),
            "revoked": list(self.revoked),
            "address": self.address,
        }

    @property
    def hash(self) -> str:
        """SHA-256 of a fixed prefix and the canonical bytes, 64 hexadecimal digits."""
        return sha256(_PREFIX + canonical.encode(self.record())).hexdigest()


def read(record: object) -> Edition:
    """Return the edition that a JSON object describes.

    Raises:
        CorruptChangeError: It describes none.
    """
    said = shapes.record(record, _KEYS, "edition")
    coordinators = said["coordinators"]
    if not isinstance(coordinators, dict):
        raise CorruptChangeError("coordinators are malformed")
    return Edition(
        label=shapes.text(said["label"], "label", LONGEST_LABEL),
        number=shapes.whole(said["number"], "number"),
        ancestors=shapes.hashes(said["ancestors"], "ancestors"),
        changes=shapes.hash_(said["changes"], "changes"),
        made_at=shapes.whole(said["made_at"], "made_at"),
        coordinators={
            shapes.hash_(key, "key"): shapes.text(name, "name", LONGEST_LABEL)
            for key, name in coordinators.items()
        },
        revoked=shapes.hashes(said["revoked"], "revoked"),
        address=shapes.text(said["address"], "address", 500),
    )


def changes_digest(ids: Iterable[str]) -> str:
    """Return SHA-256 over the sorted ids with a newline between, 64 hexadecimal digits."""
    return sha256("\n".join(sorted(ids)).encode()).hexdigest()


def bundled_hash(ids: Iterable[str]) -> str:
    """Return the hash of the bundled edition, which is no file and says nothing but its changes."""
    listed = "\n".join(sorted(ids))
    return sha256(f"katalog edition 1\n{CATALOGUE_ID}\n{listed}".encode()).hexdigest()
