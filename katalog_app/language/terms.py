"""What a record is found by: its search terms, each with how much it says."""

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import chain

from katalog_app.language import analysis, compounds

LEVELS = (0.5, 1.0, 2.0, 3.0, 5.0, 7.0, 10.0, 14.0, 20.0)
"""The weighted numbers of occurrences that are told apart; a posting holds the place in here.

A term in the title counts ten, in the keywords five, in the place three and in running text one; a
part of a compound and an inflected form half of that. Occurrences add up, and above some tens more
of them say no more.
"""
_DIGITS = "012345678"
TITLE_LEVEL = LEVELS.index(10.0)
KEYWORD_LEVEL = LEVELS.index(5.0)
WEIGHTS = (10.0, 5.0, 1.0, 3.0)
"""Of the texts in the order of `SearchWeight`: title, keywords, running text, place."""
HALF = 0.5
TRIGRAM, BEGINNING = "#", "*"
"""First characters of keys that are no words: three letters of a word, a word's beginning."""
LONGEST_BEGINNING = 2
"""Letters of the longest beginning with a key of its own; what is longer is looked up word by
word."""
_LONGEST_TERM = 60
"""Letters of a term; what is longer is no word."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What one record is found by."""

    levels: Mapping[str, int]
    """Term or `#trigram` to its place in `LEVELS`."""
    words: Mapping[str, str]
    """Every folded word to how it is first written, in lower case."""
    stems: str
    """The stems in the order of the words, one space before, between and after; " . " between
    texts. Phrases are looked up here."""
    length: int
    """Number of words."""


def of(texts: Sequence[str]) -> Terms:
    """Return the terms of a record.

    Args:
        texts: One for each of `WEIGHTS`.
    """
    found = [analysis.word_list(text) for text in texts]
    weighed: dict[str, float] = {}
    written: dict[str, str] = {}
    stems: dict[str, str] = {}
    for weight, some in zip(WEIGHTS, found, strict=True):
        for word, times in Counter(some).items():
            lower, folded, stem, terms = _of_word(word)
            stems[word] = stem
            written.setdefault(folded, lower)
            for term, share in terms:
                weighed[term] = weighed.get(term, 0.0) + weight * share * times
    levels = {term: _level(weight) for term, weight in weighed.items()}
    # Running text is found by its words; there three letters would match nearly everything.
    for word in chain(found[0], found[1]):
        levels.update(trigrams(word))
    in_order = " . ".join([" ".join([stems[word] for word in some]) for some in found])
    return Terms(levels, written, f" {in_order} ", sum(map(len, found)))


@lru_cache(maxsize=100_000)
def _of_word(word: str) -> tuple[str, str, str, tuple[tuple[str, float], ...]]:
    """Return a word in lower case, folded, its stem, and the terms it stands for.

    Each term comes with its share of the word's weight.
    """
    folded, stem = analysis.fold(word), analysis.stem(word)
    short, root = folded[:_LONGEST_TERM], stem[:_LONGEST_TERM]
    shares = dict.fromkeys(compounds.parts(short), HALF)
    if short != root:
        shares[short] = HALF
    shares[root] = 1.0
    return word.lower(), folded, stem, tuple(shares.items())


@lru_cache(maxsize=1_000)
def _level(weight: float) -> int:
    """Return the place of the highest level that a weight reaches."""
    return max(bisect_right(LEVELS, weight) - 1, 0)


@lru_cache(maxsize=100_000)
def trigrams(word: str) -> Mapping[str, int]:
    """Return the keys of the distinct three letters in a row of a word, each at level 0."""
    folded = analysis.fold(word)[:_LONGEST_TERM]
    return dict.fromkeys((TRIGRAM + folded[at : at + 3] for at in range(len(folded) - 2)), 0)


def beginnings(items: Iterable[str]) -> set[str]:
    """Return the beginnings of terms, each with the highest level of its terms.

    Both as items of what `packed` makes.
    """
    pairs: dict[str, str] = {}
    for item in items:
        key = item[:LONGEST_BEGINNING] if len(item) > LONGEST_BEGINNING else item[:-1]
        if pairs.get(key, "") < item[-1]:
            pairs[key] = item[-1]
    found: dict[str, str] = {}
    for key, level in pairs.items():
        if key[0] != TRIGRAM:
            for end in range(1, len(key) + 1):
                if found.get(key[:end], "") < level:
                    found[key[:end]] = level
    return {f"{BEGINNING}{key}{level}" for key, level in found.items()}


def packed(levels: Mapping[str, int]) -> str:
    """Return levels as one text, in their order: term and digit, with spaces between."""
    return " ".join([term + _DIGITS[level] for term, level in levels.items()])


def key_of(item: str) -> tuple[str, int]:
    """Return the term and level of an item of what `packed` makes."""
    return item[:-1], int(item[-1])


def unpacked(text: str) -> dict[str, int]:
    """Return the levels of a text made by `packed`."""
    return dict(map(key_of, text.split()))


def adjacent(stems: str, phrase: Iterable[str]) -> bool:
    """Return whether a record's stems hold the phrase's stems next to each other."""
    return f" {' '.join(phrase)} " in stems
