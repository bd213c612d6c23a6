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
from katalog_app.language.signature import COMPOUNDS

PRODUCTIVE = 12
"""A word in so many compounds is a part itself and stays whole, such as "förening"."""

_SHORTEST = 2  # letters of a modifier, such as "el" and "is"
_SHORTEST_TAIL = 3
_SHORTEST_DOUBLED = 5  # of a tail that lost its first letter; "komm-ande" is no "mande"
_LONGEST = 60  # letters; what is longer is an address or a slip, and costs time
# Tails that make a word of another one, and are no part: "trygghet", "planering", "medlemskap".
_ENDING = re.compile(
    r"(?:(?:het|l?ing|n?ing|ering|skap|dom|else|isk|lig|ig|bar|sam|are|ar|or|er|ion|ist|ism|tet)"
    r"(?:en|et|er|erna|ar|arna|a|t|n|na|r|rna|e)?|(?:[aei]?ra|a)(?:d|de|des|t|r|nde)|n?[ae]nde|an)s?"
)
# The definite and genitive endings that the stemmer leaves, and what stands there without them.
_DEFINITE = (("an", "a"), ("en", ""), ("et", ""), ("met", ""), ("men", ""), ("t", ""), ("n", ""))


@dataclass(frozen=True, slots=True)
class Table:
    """What stands in compounds: counts of the compounds a modifier or a head was seen in.

    `modifiers` has folded words as they stand before a head ("vatten", "arbets"), with the stems of
    the parts of the word they come from, "+" between; `before` has their counts. `heads` has stems
    and counts, `short_heads` the words of three letters that can be a head, `wholes` stems of words
    that only look like compounds ("Landskrona"), `productive` stems of what stands in so many
    compounds that it is a part itself.
    """

    modifiers: Mapping[str, str]
    before: Mapping[str, int]
    heads: Mapping[str, int]
    short_heads: frozenset[str]
    wholes: frozenset[str]
    productive: frozenset[str]


def parts(word: str) -> tuple[str, ...]:
    """Return the stems of the parts of a folded word in order, or () when it is no compound.

    Raises:
        OSError, EOFError, ValueError: As `table`.
    """
    return _parts(word) if _SHORTEST + _SHORTEST_TAIL <= len(word) <= _LONGEST else ()


@lru_cache(maxsize=100_000)
def _parts(word: str) -> tuple[str, ...]:
    return split(word, table())


def split(word: str, known: Table) -> tuple[str, ...]:
    """Return the stems of the parts of a folded word by a table, or () when it is no compound."""
    if known.before.get(word, 0) >= PRODUCTIVE:
        return ()
    pairs = list(_pairs(word, known))
    if not pairs:
        return ()
    # Before the pairs are weighed, for each tail has a stem to be made.
    whole = stem(word)
    if whole in known.productive or whole in known.wholes:
        return ()
    found = _best(pairs, known) or _longer(pairs, known)
    if found and any(way in known.productive or way in known.wholes for way in _stems(word)):
        return ()
    return found


def _best(pairs: list[tuple[str, str]], known: Table) -> tuple[str, ...]:
    """Return the parts of the longest and most productive pair of a known modifier and head."""
    best, highest = None, 0
    for modifier, tail in pairs:
        found = head(tail, known)
        if found is None:
            continue
        worth = weight(modifier, known.before[modifier], tail, known.heads[found])
        if worth > highest:
            best, highest = (modifier, tail, found), worth
    if best is None:
        return ()
    modifier, tail, found = best
    return (*_of(modifier, known), *(split(tail, known) or (found,)))


def _longer(pairs: list[tuple[str, str]], known: Table) -> tuple[str, ...]:
    """Return the parts where the tail is no known head but a compound itself, or ()."""
    likely: tuple[str, ...] = ()
    highest = 0
    for modifier, tail in pairs:
        count = known.before[modifier]
        worth = count * len(modifier) ** 2
        if count >= PRODUCTIVE and worth > highest and (after := split(tail, known)):
            likely, highest = (*_of(modifier, known), *after), worth
    return likely


def _of(modifier: str, known: Table) -> list[str]:
    """Return the stems of the parts of the word that a modifier comes from."""
    return known.modifiers[modifier].split("+")


def head(tail: str, known: Table) -> str | None:
    """Return the stem of a tail that is a known head, else None."""
    if len(tail) == _SHORTEST_TAIL and tail not in known.short_heads:
        return None
    # A stem is the beginning of its word, and to look for one costs less than to make one.
    if not any(tail[:end] in known.heads for end in range(1, len(tail) + 1)):
        return None
    return next((way for way in _stems(tail) if way in known.heads), None)


def _stems(word: str) -> Iterator[str]:
    """Yield the stem of a folded word, then those of it without a definite ending, likely first."""
    first = stem(word)
    yield first
    yield stem(first)  # "platser" gives "plats", which gives "plat" itself
    bare = word.removesuffix("s")
    for ending, instead in _DEFINITE:
        if (
            bare.endswith(ending)
            and not bare.endswith("nn")
            and len(bare) - len(ending) >= _SHORTEST_TAIL
        ):
            yield stem(bare[: -len(ending)] + instead)


def weight(modifier: str, before: int, tail: str, after: int) -> int:
    """Return how likely a pair is: more for two long words, seen in many compounds."""
    return before * after * min(len(modifier), 8) ** 2 * min(len(tail), 8) ** 2


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
        if modifier[-1] == modifier[-2] and len(tail) >= _SHORTEST_DOUBLED:
            # Of three letters alike only two are written: "buss" + "station" is "busstation".
            yield modifier, modifier[-1] + tail


def no_part(tail: str) -> bool:
    """Return whether a folded tail only makes a word of the one before it, as in "trygghet"."""
    return _ENDING.fullmatch(tail) is not None


@lru_cache(maxsize=1)
def table() -> Table:
    """Return the table that comes with the program.

    Raises:
        OSError, EOFError: The file is missing, or is no whole file of gzip.
        ValueError: What it holds has another form.
    """
    packed = paths.resource("language", COMPOUNDS).read_bytes()
    return read(gzip.decompress(packed).decode("utf-8"))


def read(text: str) -> Table:
    """Return the table of a text: a heading, modifiers, heads, short heads, whole words.

    Blank lines stand between. A modifier has a line "fotbolls fotboll 123" or, of two parts,
    "skyfalls sky+fall 11", a head "plan 45", a short head "bil", a whole word "landskron".

    Raises:
        ValueError: The text has another form.
    """
    _, before, after, short, wholes = text.split("\n\n")
    words = before.split()
    modifiers = dict(zip(words[0::3], words[1::3], strict=True))
    counts = dict(zip(words[0::3], map(int, words[2::3]), strict=True))
    words = after.split()
    heads = dict(zip(words[0::2], map(int, words[1::2]), strict=True))
    productive = {modifiers[form] for form, count in counts.items() if count >= PRODUCTIVE}
    productive.update(head for head, count in heads.items() if count >= PRODUCTIVE)
    return Table(
        modifiers,
        counts,
        heads,
        frozenset(short.split()),
        frozenset(wholes.split()),
        frozenset(productive),
    )
