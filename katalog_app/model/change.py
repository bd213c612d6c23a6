"""One immutable change to one entry, its canonical bytes and its id.

The form is frozen from the first release; `docs/exchange-format.md` describes it for readers in
other languages and carries a test vector.
"""

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import chain
from typing import cast

from katalog_app.errors import CorruptChangeError
from katalog_app.model import canonical, shapes
from katalog_app.model.fields import DELETED

FORMAT = 1
SALT_BYTES = 16
ID_PREFIX = b"katalog change 1\n"
_KEYS = frozenset(
    ("format", "entry", "kind", "sets", "commitment", "author", "edition", "made_at", "schema")
)
_KIND = re.compile(r"[a-z][a-z0-9-]{0,63}\Z")
FIELD = re.compile(r"[a-z][a-z0-9_]{0,63}(/[0-9a-f]{32})?\Z")
"""The name of a field or register."""


@dataclass(frozen=True, slots=True)
class Leaf:
    """A value beside the change that set it; salt and value are both None once erased."""

    hash: str
    salt: bytes | None
    value: bytes | None
    """The canonical bytes of the JSON value."""

    @property
    def erased(self) -> bool:
        """Whether the value is gone for good."""
        return self.value is None


@dataclass(frozen=True, slots=True)
class Change:
    """The hashed record of one save; its values are in leaves beside it."""

    entry: str
    kind: str
    sets: Mapping[str, tuple[str, ...]]
    """For every field set, the ids of the changes it replaces: sorted, unique."""
    saw: tuple[str, ...] | None
    """The heads of the whole entry the deleter saw; None unless `deleted` is set."""
    commitment: str
    author: str | None
    edition: str | None
    made_at: int
    schema: int
    _encoded: bytes | None = field(default=None, init=False, repr=False, compare=False)
    """The canonical bytes, once somebody has asked for them: for its id, then for the log."""

    def encoded(self) -> bytes:
        """Return the canonical bytes."""
        if self._encoded is None:
            object.__setattr__(self, "_encoded", self._encode())
        return cast(bytes, self._encoded)

    def _encode(self) -> bytes:
        record: dict[str, object] = {
            "format": FORMAT,
            "entry": self.entry,
            "kind": self.kind,
            "sets": {name: list(replaced) for name, replaced in self.sets.items()},
            "commitment": self.commitment,
            "author": self.author,
            "edition": self.edition,
            "made_at": self.made_at,
            "schema": self.schema,
        }
        if self.saw is not None:
            record["saw"] = list(self.saw)
        return canonical.encode(record)

    @property
    def id(self) -> str:
        """The id: SHA-256 of a fixed prefix and the canonical bytes, 64 hexadecimal digits."""
        return id_of(self.encoded())

    @property
    def parents(self) -> frozenset[str]:
        """Every change this one builds on; it counts only when all of them do."""
        return frozenset(chain(self.saw or (), *self.sets.values()))

    @property
    def builds_on_nothing(self) -> bool:
        """Whether it has no parents."""
        return not self.saw and not any(self.sets.values())


def id_of(encoded: bytes) -> str:
    """Return the id of the change with these canonical bytes."""
    return sha256(ID_PREFIX + encoded).hexdigest()


def leaf_hash(salt: bytes, field: str, value: bytes) -> str:
    """Return SHA-256 of salt, field name, a NUL and the value's canonical bytes, in hex.

    The NUL keeps the end of the name and the start of the value apart; neither can hold one.
    """
    return sha256(salt + field.encode() + b"\0" + value).hexdigest()


def commitment_of(leaves: Mapping[str, str]) -> str:
    """Return SHA-256 over the canonical bytes of the sorted (field, leaf hash) pairs, in hex."""
    return sha256(canonical.encode([list(pair) for pair in sorted(leaves.items())])).hexdigest()


def element_key(value: object) -> str:
    """Return the name of a set element's register, 32 hexadecimal digits.

    The id of an entry names itself; other text is hashed as UTF-8, any other value by its canonical
    bytes: SHA-256, the first 16 bytes.
    """
    if isinstance(value, str):
        return value if shapes.ENTRY.match(value) else sha256(value.encode()).hexdigest()[:32]
    return sha256(canonical.encode(value)).hexdigest()[:32]


def register(field: str, value: object) -> str:
    """Return the name of the register for one element of a set, such as "keywords/3f…"."""
    return f"{field}/{element_key(value)}"


def base_field(name: str) -> str:
    """Return the field a register belongs to; a plain field is its own."""
    return name.partition("/")[0]


def make(  # noqa: PLR0913 - the parts of the frozen record, by name
    *,
    entry: str,
    kind: str,
    values: Mapping[str, object],
    replaces: Mapping[str, tuple[str, ...]],
    saw: tuple[str, ...] | None,
    author: str | None,
    edition: str | None,
    made_at: int,
    schema: int,
    salt: Callable[[str], bytes],
) -> tuple[Change, dict[str, Leaf]]:
    """Return a new change and its leaves by field.

    Args:
        values: The JSON value of every field set; a register's is {"element": …, "present": …}.
        replaces: The changes each field replaces; fields not named replace none.
        salt: Gives `SALT_BYTES` fresh bytes for a field.

    Raises:
        CorruptChangeError: A value cannot be written canonically.
    """
    leaves = {}
    for name, value in values.items():
        encoded, fresh = canonical.encode(canonical.normal(value)), salt(name)
        leaves[name] = Leaf(leaf_hash(fresh, name, encoded), fresh, encoded)
    change = Change(
        entry=entry,
        kind=kind,
        sets={name: tuple(sorted(set(replaces.get(name, ())))) for name in values},
        saw=tuple(sorted(set(saw or ()))) if DELETED in values else None,
        commitment=commitment_of({name: leaf.hash for name, leaf in leaves.items()}),
        author=author,
        edition=edition,
        made_at=made_at,
        schema=schema,
    )
    return change, leaves


def read(encoded: bytes) -> Change:
    """Return the change that these bytes stand for.

    Raises:
        CorruptChangeError: The bytes are not the canonical form of a change of this format.
    """
    return from_record(canonical.decode(encoded))


def from_record(record: object) -> Change:
    """Return the change that a JSON object in canonical form stands for.

    Raises:
        CorruptChangeError: It is not a change of this format.
    """
    if not isinstance(record, dict) or type(record.get("format")) is not int:
        raise CorruptChangeError("not a change")
    if record["format"] != FORMAT:
        raise CorruptChangeError(f"format {record['format']} is not known")
    sets = record.get("sets")
    if not isinstance(sets, dict) or not sets:
        raise CorruptChangeError("sets nothing")
    if set(record) != (_KEYS | {"saw"} if DELETED in sets else _KEYS):
        raise CorruptChangeError("keys are missing or too many")
    for name in sets:
        shapes.matching(name, FIELD, "field")
    return Change(
        entry=shapes.matching(record["entry"], shapes.ENTRY, "entry"),
        kind=shapes.matching(record["kind"], _KIND, "kind"),
        sets={
            name: shapes.hashes(replaced, "a list of changes") for name, replaced in sets.items()
        },
        saw=shapes.hashes(record["saw"], "a list of changes") if DELETED in sets else None,
        commitment=shapes.hash_(record["commitment"], "commitment"),
        author=shapes.optional(record["author"], shapes.ENTRY, "author"),
        edition=shapes.optional(record["edition"], shapes.HASH, "edition"),
        made_at=shapes.whole(record["made_at"], "made_at"),
        schema=shapes.whole(record["schema"], "schema"),
    )


def read_again(encoded: bytes, key: str) -> Change:
    """Return the change of bytes that `read` once took, from a log that keeps them by their id.

    That they give their id shows that they are the same bytes still; their form needs no second
    proof, which takes ten times as long.

    Raises:
        CorruptChangeError: The bytes do not give the id.
    """
    if id_of(encoded) != key:
        raise CorruptChangeError("the bytes do not give the id")
    record = json.loads(encoded.decode())  # of bytes, json would guess the encoding first
    return Change(
        entry=record["entry"],
        kind=record["kind"],
        sets={name: tuple(replaced) for name, replaced in record["sets"].items()},
        saw=tuple(record["saw"]) if DELETED in record["sets"] else None,
        commitment=record["commitment"],
        author=record["author"],
        edition=record["edition"],
        made_at=record["made_at"],
        schema=record["schema"],
    )


def verify_leaves(change: Change, leaves: Mapping[str, Leaf]) -> None:
    """Raise unless the leaves are exactly those the change commits to.

    Raises:
        CorruptChangeError: A leaf is missing, too many, or not the one committed to.
    """
    if set(leaves) != set(change.sets):
        raise CorruptChangeError("leaves and fields differ")
    for name, leaf in leaves.items():
        if leaf.salt is None or leaf.value is None:
            if leaf.salt is not None or leaf.value is not None:
                raise CorruptChangeError("a leaf is half erased")
            if name == DELETED:
                raise CorruptChangeError("whether an entry is deleted cannot be erased")
        elif len(leaf.salt) != SALT_BYTES or leaf_hash(leaf.salt, name, leaf.value) != leaf.hash:
            raise CorruptChangeError("a value is not the one committed to")
        else:
            canonical.decode(leaf.value)
    if commitment_of({name: leaf.hash for name, leaf in leaves.items()}) != change.commitment:
        raise CorruptChangeError("the commitment does not hold")
