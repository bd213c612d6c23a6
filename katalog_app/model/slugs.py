"""Short readable names for entries, as in an address."""

import re
import unicodedata
from collections.abc import Callable, Iterable

LONGEST = 80
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def slug(words: Iterable[str]) -> str:
    """Return the words in lower case ASCII with hyphens between, at most `LONGEST` characters."""
    plain = unicodedata.normalize("NFKD", " ".join(words).lower())
    ascii_only = plain.encode("ascii", "ignore").decode()
    return _NOT_PLAIN.sub("-", ascii_only).strip("-")[:LONGEST].strip("-")


def free(words: Iterable[str], is_taken: Callable[[str], bool]) -> str:
    """Return a slug that is not taken, with a number at its end where needed."""
    wanted = slug(words) or "post"
    candidate, number = wanted, 1
    while is_taken(candidate):
        number += 1
        candidate = f"{wanted}-{number}"
    return candidate
