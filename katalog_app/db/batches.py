"""Many values in questions to the database, some hundred at a time."""

from collections.abc import Collection, Iterable, Iterator
from itertools import islice
from typing import TypeVar

MANY = 500
"""Values in one IN list (SQLite allows 999 variables in its oldest form)."""
T = TypeVar("T")


def in_parts(values: Iterable[T]) -> Iterator[list[T]]:
    """Yield the values in order, at most `MANY` at a time."""
    rest = iter(values)
    while part := list(islice(rest, MANY)):
        yield part


def places(values: Collection[object]) -> str:
    """Return the inside of an IN list for these values."""
    return ",".join("?" * len(values))
