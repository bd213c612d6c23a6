"""Short readable names for entries, as in an address."""

import re
import unicodedata
from collections.abc import Callable, Iterable, MutableMapping

LONGEST = 80
_NOT_PLAIN = re.compile(r"[^a-z0-9]+")


def slug(words: Iterable[str]) -> str:
    """Return the words in lower case ASCII with hyphens between, at most `LONGEST` characters."""
    plain = unicodedata.normalize("NFKD", " ".join(words).lower())
    ascii_only = plain.encode("ascii", "ignore").decode()
    return _NOT_PLAIN.sub("-", ascii_only).strip("-")[:LONGEST].strip("-")


def free(
    words: Iterable[str],
    is_taken: Callable[[str], bool],
    numbers: MutableMapping[str, int] | None = None,
) -> str:
    """Return a slug that is not taken, with a number at its end where needed.

    Args:
        words: What the slug is made of.
        is_taken: Whether a slug is in use.
        numbers: The last number given for each slug, so that many equal ones take no longer.
    """
    wanted = slug(words) or "post"
    last = numbers if numbers is not None else {}
    candidate = wanted if wanted not in last else f"{wanted}-{last[wanted]}"
    while is_taken(candidate):
        last[wanted] = last.get(wanted, 1) + 1
        candidate = f"{wanted}-{last[wanted]}"
    return candidate
