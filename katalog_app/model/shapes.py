"""Checks of the shape of what comes from outside: each returns the value or raises."""

import re
from collections.abc import Collection
from typing import cast

from katalog_app.errors import CorruptChangeError

ENTRY = re.compile(r"[0-9a-f]{32}\Z")
HASH = re.compile(r"[0-9a-f]{64}\Z")
SIGNATURE = re.compile(r"[0-9a-f]{128}\Z")


def record(value: object, keys: Collection[str], what: str) -> dict[str, object]:
    """Return a JSON object with exactly these keys.

    Raises:
        CorruptChangeError: It is something else.
    """
    if not isinstance(value, dict) or value.keys() != set(keys):
        raise CorruptChangeError(f"{what}: keys are missing or too many")
    return value


def matching(value: object, form: re.Pattern[str], what: str) -> str:
    """Return a text of a certain form.

    Raises:
        CorruptChangeError: It is something else.
    """
    if not isinstance(value, str) or not form.match(value):
        raise CorruptChangeError(f"{what} is malformed")
    return value


def hash_(value: object, what: str) -> str:
    """Return a SHA-256 or public key, 64 hexadecimal digits.

    Raises:
        CorruptChangeError: It is something else.
    """
    return matching(value, HASH, what)


def hashes(value: object, what: str) -> tuple[str, ...]:
    """Return a sorted list of unique hashes.

    Raises:
        CorruptChangeError: It is something else.
    """
    if not isinstance(value, list):
        raise CorruptChangeError(f"{what} is malformed")
    found = tuple(hash_(item, what) for item in cast(list[object], value))
    if list(found) != sorted(set(found)):
        raise CorruptChangeError(f"{what} is not sorted and unique")
    return found


def optional(value: object, form: re.Pattern[str], what: str) -> str | None:
    """Return a text of a certain form, or None.

    Raises:
        CorruptChangeError: It is something else.
    """
    return None if value is None else matching(value, form, what)


def text(value: object, what: str, longest: int) -> str:
    """Return a text of at most so many characters.

    Raises:
        CorruptChangeError: It is something else.
    """
    if not isinstance(value, str) or len(value) > longest:
        raise CorruptChangeError(f"{what} is malformed")
    return value


def whole(value: object, what: str) -> int:
    """Return a whole number.

    Raises:
        CorruptChangeError: It is something else.
    """
    if type(value) is not int:
        raise CorruptChangeError(f"{what} is not a whole number")
    return value
