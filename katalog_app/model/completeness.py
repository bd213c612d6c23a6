"""What a project lacks for others to have use of it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

STALE_DAYS = 365
"""After so many days a review is no longer news."""
UNKNOWN = "okänd"
"""A status that says nothing."""


class LackKind(StrEnum):
    """What is wrong with a fact."""

    MISSING = "missing"
    STALE = "stale"


@dataclass(frozen=True)
class Lack:
    """A fact that is missing or old."""

    field: str
    """Where to write it."""
    kind: LackKind
    points: int
    """What having it is worth."""


@dataclass(frozen=True)
class _Wanted:
    """A fact, found in one or another of these fields; it is asked for in the first."""

    fields: tuple[str, ...]
    points: int


_WANTED = (
    _Wanted(("what",), 12),
    _Wanted(("why",), 12),
    _Wanted(("contact", "contact_person"), 10),
    _Wanted(("sources",), 8),
    _Wanted(("status",), 6),
    _Wanted(("period",), 4),
    _Wanted(("framework", "global_goals", "transformations"), 4),
)
_REVIEW = _Wanted(("reviewed",), 4)
MOST = sum(wanted.points for wanted in (*_WANTED, _REVIEW))
"""Points of a project that lacks nothing."""


def lacks(said: Mapping[str, object], today: date) -> tuple[Lack, ...]:
    """Return what a project lacks, what matters most first; () for one that is complete.

    Args:
        said: Its values by field name, of any type: those of a forged file too.
        today: When the question is asked.
    """
    found = [
        Lack(wanted.fields[0], LackKind.MISSING, wanted.points)
        for wanted in _WANTED
        if not any(_tells(said.get(name)) for name in wanted.fields)
    ]
    review = _review(said.get("reviewed"), today)
    if review is not None:
        found.append(Lack("reviewed", review, _REVIEW.points))
    return tuple(sorted(found, key=lambda lack: -lack.points))


def _tells(value: object) -> bool:
    if isinstance(value, str):
        return value.strip() not in ("", UNKNOWN, "/")
    return bool(value)


def _review(value: object, today: date) -> LackKind | None:
    try:
        reviewed = date.fromisoformat(value) if isinstance(value, str) else None
    except ValueError:
        reviewed = None
    if reviewed is None:
        return LackKind.MISSING
    return LackKind.STALE if (today - reviewed).days > STALE_DAYS else None
