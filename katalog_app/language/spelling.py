"""Repair of mistyped words: which known word is nearest."""

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from string import ascii_lowercase

SHORT = 6
"""Letters up to which one mistake is mended; in longer words two."""
SHORTEST = 4
"""Letters of the shortest word that is mended: of three letters nearly all are near another."""
_AFTER_ALL = "\U0010ffff"
_BITS = {letter: 2 << place for place, letter in enumerate(ascii_lowercase)}


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


class Vocabulary:
    """The distinct words of all records, ready to be compared with what was typed."""

    def __init__(self, words: Iterable[tuple[str, str, int]]) -> None:
        """Take the words, each once: folded, as written, and the records that hold it."""
        rows = sorted(words)
        self._folded = [row[0] for row in rows]
        self._rows = rows
        self._letters: dict[str, list[int]] = {}
        """Of the words with a first letter, the letters of each."""

    def nearest(self, folded: str, *, half_typed: bool) -> Known | None:
        """Return the word nearest to a folded one, None where none is near enough.

        Near is one mistake in up to `SHORT` letters and two in longer words, where a mistake is a
        letter too much, too little or another, or two neighbours swapped. Two mistakes are mended
        where the first letter is right. Of equally near words come first those with the same first
        letter, then whole words, then those more records hold.

        Args:
            half_typed: Compare with the beginnings of longer words too; then the word returned is
                the beginning alone.
        """
        if not len(folded) >= SHORTEST or not folded.isalpha():
            return None
        found = self._with_one(folded, half_typed=half_typed)
        if found is None and len(folded) > SHORT:
            found = self._with_two(folded, half_typed=half_typed)
        return found

    def _with_one(self, folded: str, *, half_typed: bool) -> Known | None:
        """Look up everything that is one mistake away: quicker than a look at every word."""
        best: tuple[bool, bool, int, str] | None = None
        chosen: Known | None = None
        for meant in _one_mistake_away(folded):
            known = self._known(meant, half_typed=half_typed)
            if known is not None:
                rank = (meant[0] != folded[0], known.is_beginning, -known.uses, meant)
                if best is None or rank < best:
                    best, chosen = rank, known
        return chosen

    def _known(self, meant: str, *, half_typed: bool) -> Known | None:
        at = bisect_left(self._folded, meant)
        if at == len(self._folded) or not self._folded[at].startswith(meant):
            return None
        if self._folded[at] == meant:
            return Known(*self._rows[at])
        if not half_typed:
            return None
        return self._begun(at, len(meant))

    def _begun(self, at: int, length: int) -> Known:
        """Return the beginning of a word; as many records as words begin so hold it."""
        folded, written, _ = self._rows[at]
        meant = folded[:length]
        end = bisect_left(self._folded, meant + _AFTER_ALL, at)
        same = len(written) == len(folded)
        return Known(meant, written[:length] if same else meant, end - at, is_beginning=True)

    def _with_two(self, folded: str, *, half_typed: bool) -> Known | None:
        begin = bisect_left(self._folded, folded[0])
        end = bisect_left(self._folded, folded[0] + _AFTER_ALL, begin)
        letters = _letters(folded)
        longest = 10**9 if half_typed else len(folded) + 2
        best: tuple[bool, int, str] | None = None
        chosen: Known | None = None
        for at, others in enumerate(self._letters_of(folded[0], begin, end), begin):
            known = self._folded[at]
            if (letters & ~others).bit_count() > 2 or not len(folded) - 2 <= len(known) <= longest:  # noqa: PLR2004
                continue
            whole, begun, length = distances(folded, known)
            if whole > 2 and not (half_typed and begun <= 2):  # noqa: PLR2004
                continue
            is_beginning = whole > 2  # noqa: PLR2004
            one = self._begun(at, length) if is_beginning else Known(*self._rows[at])
            rank = (is_beginning, -one.uses, one.folded)
            if best is None or rank < best:
                best, chosen = rank, one
        return chosen

    def _letters_of(self, first: str, begin: int, end: int) -> list[int]:
        found = self._letters.get(first)
        if found is None:
            found = self._letters[first] = [_letters(word) for word in self._folded[begin:end]]
        return found


def _one_mistake_away(word: str) -> Iterator[str]:
    """Yield every text from which one mistake makes the word; some come twice."""
    for at in range(len(word) + 1):
        before, after = word[:at], word[at:]
        if after:
            yield before + after[1:]
            for letter in ascii_lowercase:
                yield before + letter + after[1:]
        if len(after) > 1:
            yield before + after[1] + after[0] + after[2:]
        for letter in ascii_lowercase:
            yield before + letter + after


def _letters(word: str) -> int:
    """Return the set of a word's letters as bits; a letter outside a-z shares one bit."""
    bits = 0
    for letter in word:
        bits |= _BITS.get(letter, 1)
    return bits


def distances(typed: str, known: str) -> tuple[int, int, int]:
    """Return optimal string alignment distances of a typed word, all cells of a column at once.

    As found by Hyyrö, "A bit-vector algorithm for computing Levenshtein and Damerau edit
    distances" (2003): differences between neighbouring cells are kept as bits.

    Returns:
        The distance to the whole known word, the least to one of its beginnings, and the length of
        that beginning (the one nearest in length to what was typed).
    """
    size = len(typed)
    last, everywhere = 1 << (size - 1), (1 << size) - 1
    places: dict[str, int] = {}
    for at, letter in enumerate(typed):
        places[letter] = places.get(letter, 0) | 1 << at
    more, less, same, before = everywhere, 0, 0, 0
    whole = least = size
    end = 0
    for length, letter in enumerate(known, 1):
        here = places.get(letter, 0)
        swapped = (~same & here) << 1 & before
        same = (((here & more) + more) ^ more | here | less | swapped) & everywhere
        right_more = (less | ~(same | more)) & everywhere
        right_less = more & same
        whole += bool(right_more & last) - bool(right_less & last)
        right_more = (right_more << 1 | 1) & everywhere
        right_less = right_less << 1 & everywhere
        more = (right_less | ~(same | right_more)) & everywhere
        less = right_more & same
        before = here
        if whole < least or (whole == least and abs(length - size) < abs(end - size)):
            least, end = whole, length
    return whole, least, end
