"""What a receipt says: which files were answered, and what became of every change in them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from katalog_app.errors import CorruptChangeError
from katalog_app.model import shapes

MOST_FILES = 1_000
MOST_CHANGES = 200_000
"""Changes that one receipt answers for."""
MOST_IN_LINE = 50_000
"""Changes of one verdict (3.4 MB)."""
LONGEST_NAME = 200
LONGEST_LABEL = 200
LONGEST_NOTE = 500
"""Limits (characters)."""
_WHY = re.compile(r"(?:[a-z][a-z0-9-]{0,63})?\Z")


class Standing(StrEnum):
    """What became of a change; from the best to the worst."""

    TAKEN = "taken"
    CONFLICT = "conflict"
    WAITING = "waiting"
    REFUSED = "refused"


class Why(StrEnum):
    """Why a change waits or was refused; a receipt of a newer version may say something else."""

    UNKNOWN_SENDER = "unknown-sender"
    SET_ASIDE = "set-aside"
    NOT_YET = "not-yet"
    BASE_MISSING = "base-missing"
    INVALID = "invalid"
    DECLINED = "declined"
    """A person has refused the file; the note says why."""


@dataclass(frozen=True)
class AnsweredFile:
    """A file that was received."""

    sha256: str
    """Of the whole file, 64 hexadecimal digits."""
    name: str
    """As it was called where it was received."""
    changes: int
    """How many changes it had."""


@dataclass(frozen=True)
class Verdict:
    """What became of a change, and why."""

    standing: Standing
    why: str = ""
    """One of `Why`, or the name of a fault; "" where there is nothing to explain."""
    note: str = ""
    """A person's own words."""


@dataclass(frozen=True)
class Receipt:
    """An answer to one sender."""

    to: str
    """The sender's public key, 64 hexadecimal digits."""
    sender: str
    """Who answers, "" where not given; proves nothing."""
    edition: str
    """Label of the edition that held when it was made."""
    made_at: int
    """UTC seconds; shown, and the later of two receipts on a change is the one that is shown."""
    files: tuple[AnsweredFile, ...]
    verdicts: Mapping[str, Verdict]
    """By change id."""


def read_file(said: Mapping[str, object]) -> AnsweredFile:
    """Return the file that a JSON object with the keys sha256, name and changes describes.

    Raises:
        CorruptChangeError: It describes none.
    """
    changes = shapes.whole(said["changes"], "changes")
    if changes < 0:
        raise CorruptChangeError("changes is negative")
    return AnsweredFile(
        shapes.hash_(said["sha256"], "sha256"),
        shapes.text(said["name"], "name", LONGEST_NAME),
        changes,
    )


def read_verdict(said: Mapping[str, object]) -> tuple[Verdict, tuple[str, ...]]:
    """Return the verdict that a JSON object describes, and the changes it is on.

    Raises:
        CorruptChangeError: It describes none.
    """
    standing = said["standing"]
    if not isinstance(standing, str) or standing not in tuple(Standing):
        raise CorruptChangeError("what became of a change is not known")
    changes = shapes.hashes(said["changes"], "changes")
    if not 0 < len(changes) <= MOST_IN_LINE:
        raise CorruptChangeError("a verdict is on no change or on too many")
    verdict = Verdict(
        Standing(standing),
        shapes.matching(said["why"], _WHY, "why"),
        shapes.text(said["note"], "note", LONGEST_NOTE),
    )
    return verdict, changes
