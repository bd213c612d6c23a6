"""Repair of mistyped words: which known word is nearest."""

from collections.abc import Iterable
from dataclasses import dataclass

SHORT = 6
"""Letters up to which one mistake is mended; in longer words two."""
SHORTEST = 4
"""Letters of the shortest word that is mended: of three letters nearly all are near another."""


@dataclass(frozen=True, slots=True)
class Known:
    """A word that records hold."""

    folded: str
    written: str
    """As it is first written, in lower case."""
    uses: int
    """Records that hold it."""
    is_beginning: bool = False
    """Whether it is only the beginning of a word."""


_BITS = {letter: 2 << place for place, letter in enumerate("abcdefghijklmnopqrstuvwxyz")}


class Vocabulary:
    """The distinct words of all records, ready to be compared with what was typed."""

    def __init__(self, words: Iterable[Known]) -> None:
        """Take the words, each once."""
        self._by_length: dict[int, list[tuple[int, Known]]] = {}
        for known in words:
            if known.folded.isalpha():
                same = self._by_length.setdefault(len(known.folded), [])
                same.append((_letters(known.folded), known))

    def nearest(self, folded: str, *, half_typed: bool) -> Known | None:
        """Return the word nearest to a folded one, None where none is near enough.

        Near is one mistake in up to `SHORT` letters and two in longer words, where a mistake is a
        letter too much, too little or another, or two neighbours swapped. Of equally near words
        come first those with the same first letter, then those more records hold.

        Args:
            half_typed: Compare with the beginnings of longer words too; then the word returned is
                the beginning alone.
        """
        if not len(folded) >= SHORTEST or not folded.isalpha():
            return None
        most = 1 if len(folded) <= SHORT else 2
        best: tuple[int, bool, bool, int, str] | None = None
        chosen: Known | None = None
        letters = _letters(folded)
        for length in self._lengths(len(folded), most, half_typed=half_typed):
            for others, known in self._by_length[length]:
                if (letters & ~others).bit_count() > most:
                    continue
                whole, begun, end = distances(folded, known.folded, most)
                beginning = half_typed and begun < whole
                distance = begun if beginning else whole
                if distance > most:
                    continue
                other_first = known.folded[0] != folded[0]
                rank = (distance, other_first, beginning, -known.uses, known.folded)
                if best is None or rank < best:
                    best = rank
                    chosen = _begun(known, end) if beginning else known
        return chosen

    def _lengths(self, length: int, most: int, *, half_typed: bool) -> list[int]:
        longest = max(self._by_length, default=0) if half_typed else length + most
        return [n for n in sorted(self._by_length) if length - most <= n <= longest]


def _begun(known: Known, end: int) -> Known:
    written = known.written if len(known.written) == len(known.folded) else known.folded
    return Known(known.folded[:end], written[:end], known.uses, is_beginning=True)


def _letters(word: str) -> int:
    """Return the set of a word's letters as bits; a letter outside a-z shares one bit."""
    bits = 0
    for letter in word:
        bits |= _BITS.get(letter, 1)
    return bits


def distances(typed: str, known: str, most: int) -> tuple[int, int, int]:
    """Return optimal string alignment distances of a typed word, counted up to `most` + 1.

    Returns:
        The distance to the whole known word, the least to one of its beginnings, and the length of
        that beginning (the one nearest in length to what was typed).
    """
    over = most + 1
    cut = min(len(known), len(typed) + most)
    before: list[int] = []
    row = list(range(cut + 1))
    for at, letter in enumerate(typed, 1):
        last, row = row, [at] * (cut + 1)
        for to in range(1, cut + 1):
            cost = min(last[to] + 1, row[to - 1] + 1, last[to - 1] + (letter != known[to - 1]))
            if at > 1 < to and letter == known[to - 2] and typed[at - 2] == known[to - 1]:
                cost = min(cost, before[to - 2] + 1)
            row[to] = cost
        before = last
        if min(row) > most:
            return over, over, cut
    least = min(row)
    ends = [end for end, cost in enumerate(row) if cost == least]
    end = min(ends, key=lambda place: (abs(place - len(typed)), place))
    whole = min(row[cut], over) if cut == len(known) else over
    return whole, min(least, over), end
