"""The parts of Swedish compounds: "vattenförbrukningen" is "vatten" and "förbrukning".

What can stand in a compound is read from a table, made by `packaging/compounds.py` from the
compounds of a dictionary. A word is rather left whole than split wrongly: a wrong part finds
projects that have nothing to do with the question, a missing one is made good by the whole word.
"""

import gzip
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from katalog_app import paths
from katalog_app.language.analysis import stem

FILE = "sammansattningar.txt.gz"
PRODUCTIVE = 12
"""A word in so many compounds is a part itself and stays whole, such as "förening"."""

_SHORTEST = 2  # letters of a modifier, such as "el" and "is"
_SHORTEST_TAIL = 3
_LONGEST = 60  # letters; what is longer is an address or a slip, and costs time
# Tails that make a word of another one, and are no part: "trygghet", "planering", "medlemskap".
_ENDING = re.compile(
    r"(?:het|l?ing|n?ing|ering|skap|dom|else|isk|lig|ig|bar|sam|are|ar|or|er|ion|ist|ism|tet)"
    r"(?:en|et|er|erna|ar|arna|a|t|n|na|r|rna|e)?s?"
)


@dataclass(frozen=True, slots=True)
class Table:
    """What stands in compounds: counts of the compounds a modifier or a head was seen in.

    `modifiers` has folded words as they stand before a head ("vatten", "arbets") with the stem of
    the word they come from and a count, `heads` stems and counts, `wholes` stems of words that only
    look like compounds ("Landskrona").
    """

    modifiers: Mapping[str, tuple[str, int]]
    heads: Mapping[str, int]
    wholes: frozenset[str]
    productive: frozenset[str]


def parts(word: str) -> tuple[str, ...]:
    """Return the stems of the parts of a folded word in order, or () when it is no compound.

    Raises:
        OSError: The table is missing or damaged.
    """
    return _parts(word) if _SHORTEST + _SHORTEST_TAIL <= len(word) <= _LONGEST else ()


@lru_cache(maxsize=100_000)
def _parts(word: str) -> tuple[str, ...]:
    return split(word, table())


def split(word: str, known: Table) -> tuple[str, ...]:
    """Return the stems of the parts of a folded word by a table, or () when it is no compound."""
    # A word seen before many heads is whole, and tells so without its stem being made.
    seen = known.modifiers.get(word)
    if seen is not None and seen[1] >= PRODUCTIVE:
        return ()
    pairs = list(_pairs(word, known))
    if not pairs:
        return ()
    whole = stem(word)
    if whole in known.productive or whole in known.wholes:
        return ()
    pair = _best(pairs, known)
    if pair is not None:
        modifier, tail = pair
        return (*_of_modifier(modifier, word, known), *(split(tail, known) or (stem(tail),)))
    return _longer(word, pairs, known)


def _best(pairs: list[tuple[str, str]], known: Table) -> tuple[str, str] | None:
    """Return the longest and most productive pair of a known modifier and a known head."""
    best, highest = None, 0
    for modifier, tail in pairs:
        count = known.heads.get(stem(tail))
        if count is None:
            continue
        worth = weight(modifier, known.modifiers[modifier][1], tail, count)
        if worth > highest:
            best, highest = (modifier, tail), worth
    return best


def weight(modifier: str, before: int, tail: str, after: int) -> int:
    """Return how likely a pair is: more for two long words, seen in many compounds."""
    return before * after * min(len(modifier), 8) ** 2 * min(len(tail), 8) ** 2


def _longer(word: str, pairs: list[tuple[str, str]], known: Table) -> tuple[str, ...]:
    """Return the parts where the tail is no known head but a compound itself, or ()."""
    for modifier, tail in reversed(pairs):
        after = split(tail, known)
        if after:
            return (*_of_modifier(modifier, word, known), *after)
    return ()


def _of_modifier(modifier: str, word: str, known: Table) -> tuple[str, ...]:
    """Return the parts of the word that a modifier comes from, or its stem when it has none."""
    base = known.modifiers[modifier][0]
    # Only ever a shorter word, so that no table can make this go in circles.
    return (split(base, known) if len(base) < len(word) else ()) or (base,)


def _pairs(word: str, known: Table) -> Iterator[tuple[str, str]]:
    """Yield the ways to see a known modifier before a tail, the shortest modifier first."""
    modifiers = known.modifiers
    for at in range(_SHORTEST, len(word) - _SHORTEST_TAIL + 1):
        modifier = word[:at]
        if modifier not in modifiers:
            continue
        tail = word[at:]
        if not no_part(tail):
            yield modifier, tail
        if modifier[-1] == modifier[-2]:
            # Of three letters alike only two are written: "buss" + "station" is "busstation".
            yield modifier, modifier[-1] + tail


def no_part(tail: str) -> bool:
    """Return whether a folded tail only makes a word of the one before it, as in "trygghet"."""
    return _ENDING.fullmatch(tail) is not None


@lru_cache(maxsize=1)
def table() -> Table:
    """Return the table that comes with the program.

    Raises:
        OSError: The file is missing or damaged.
    """
    packed = paths.resource("language", FILE).read_bytes()
    return read(gzip.decompress(packed).decode("utf-8"))


def read(text: str) -> Table:
    """Return the table of a text: after a heading modifiers, heads and wholes, a blank line between.

    A modifier has a line "arbets arbet 123", a head "plan 45", a whole word "landskron".
    """
    _, before, after, wholes = text.split("\n\n")
    words = before.split()
    forms, bases, counts = words[0::3], words[1::3], list(map(int, words[2::3]))
    modifiers = dict(zip(forms, zip(bases, counts, strict=True), strict=True))
    words = after.split()
    heads = dict(zip(words[0::2], map(int, words[1::2]), strict=True))
    productive = {base for base, count in modifiers.values() if count >= PRODUCTIVE}
    productive.update(head for head, count in heads.items() if count >= PRODUCTIVE)
    return Table(modifiers, heads, frozenset(wholes.split()), frozenset(productive))


def signature() -> str:
    return "x"
