"""Which words of a text are other than in the text it began from.

However long or odd the texts, the answer takes a fraction of a second: what is alike at both ends
is set aside, the rest is compared by words where that is cheap, else by lines, else not at all.
What is cheap is told by how many pairs of equal pieces there are, which comparing goes through.
"""

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_PAIRS = 400_000
"""Texts with more pairs of equal pieces are compared by larger pieces."""
MOST_PIECES = 12_000
"""So are texts of more pieces than this together."""
_PIECE = re.compile(r"\w+|\s+|[^\w\s]")


class Mark(StrEnum):
    """What a stretch of text is to the text before it."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"


@dataclass(frozen=True)
class Stretch:
    """Some words, and whether they are new, gone or as before."""

    text: str
    mark: Mark


Code = tuple[str, int, int, int, int]
"""What was done ("equal" or another), from..to in the old pieces, from..to in the new ones."""


def stretches(before: str, after: str) -> tuple[Stretch, ...]:
    """Return a text in stretches, with the words taken out where they stood.

    Without the removed stretches the answer is `after`; without the added ones it is `before`. A
    text with nothing before it is one stretch: as before.
    """
    old = _PIECE.findall(before)
    if not old:
        return (Stretch(after, Mark.SAME),) if after else ()
    found: list[Stretch] = []
    new = _PIECE.findall(after)
    for what, start, end, first, last in _joined(old, _codes(old, new)):
        if what == "equal":
            found.append(Stretch("".join(new[first:last]), Mark.SAME))
            continue
        if end > start:
            found.append(Stretch("".join(old[start:end]), Mark.REMOVED))
        if last > first:
            found.append(Stretch("".join(new[first:last]), Mark.ADDED))
    return tuple(found)


def _codes(old: Sequence[str], new: Sequence[str]) -> list[Code]:
    """Return what was done to old pieces to make the new ones, in order, none of it empty."""
    head, tail = _alike(old, new)
    inner_old, inner_new = old[head : len(old) - tail], new[head : len(new) - tail]
    inner = _by_words(inner_old, inner_new)
    if inner is None:
        inner = _by_lines(inner_old, inner_new)
    codes: list[Code] = [("equal", 0, head, 0, head)]
    codes += [(what, a + head, b + head, c + head, d + head) for what, a, b, c, d in inner]
    codes.append(("equal", len(old) - tail, len(old), len(new) - tail, len(new)))
    whole = _together([code for code in codes if code[2] > code[1] or code[4] > code[3]])
    return _slid(old, new, whole)


def _alike(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many pieces are the same at the beginning, and at the end of what then is left."""
    shorter, head = min(len(old), len(new)), 0
    while head < shorter and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < shorter - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    return head, tail


def _by_words(old: Sequence[str], new: Sequence[str]) -> list[Code] | None:
    """Return what was done piece by piece, None where telling would take too long."""
    if not _is_cheap(old, new):
        return None
    return list(SequenceMatcher(None, old, new, autojunk=False).get_opcodes())


def _by_lines(old: Sequence[str], new: Sequence[str]) -> list[Code]:
    """Return what was done line by line, and by words within the lines where that is cheap."""
    before, after = _lines(old), _lines(new)
    texts = ["".join(old[a:b]) for a, b in before], ["".join(new[a:b]) for a, b in after]
    if not _is_cheap(*texts):
        return [("replace", 0, len(old), 0, len(new))]
    codes: list[Code] = []
    for what, a, b, c, d in SequenceMatcher(None, *texts, autojunk=False).get_opcodes():
        start, end = _span(before, a, b, len(old))
        first, last = _span(after, c, d, len(new))
        inside = _by_words(old[start:end], new[first:last]) if what == "replace" else None
        if inside is None:
            codes.append((what, start, end, first, last))
        else:
            codes += [(w, i + start, j + start, k + first, m + first) for w, i, j, k, m in inside]
    return codes


def _is_cheap(old: Sequence[str], new: Sequence[str]) -> bool:
    if len(old) + len(new) > MOST_PIECES:
        return False
    counts = Counter(new)
    return sum(counts[piece] for piece in old) <= MOST_PAIRS


def _lines(pieces: Sequence[str]) -> list[tuple[int, int]]:
    """Return from..to of every line in pieces."""
    ends = [at + 1 for at, piece in enumerate(pieces) if "\n" in piece]
    if not ends or ends[-1] != len(pieces):
        ends.append(len(pieces))
    return list(zip([0, *ends], ends, strict=False))


def _span(lines: Sequence[tuple[int, int]], start: int, end: int, whole: int) -> tuple[int, int]:
    """Return from..to in pieces of some lines in a row, which may be none."""
    first = lines[start][0] if start < len(lines) else whole
    return first, lines[end - 1][1] if end > start else first


def _together(codes: list[Code]) -> list[Code]:
    """Return codes with those in a row that are equal as one."""
    found: list[Code] = []
    for code in codes:
        if found and found[-1][0] == code[0] == "equal":
            _what, start, _end, first, _last = found[-1]
            found[-1] = ("equal", start, code[2], first, code[4])
        else:
            found.append(code)
    return found


def _slid(old: Sequence[str], new: Sequence[str], codes: list[Code]) -> list[Code]:
    """Return codes where what only came or went is "word ", as one reads, rather than " word"."""
    found = list(codes)
    for at in range(1, len(found) - 1):
        what, start, end, first, last = found[at]
        equal, after = found[at - 1], found[at + 1]
        if what == "equal" or equal[0] != "equal" or (start < end and first < last):
            continue
        pieces, begin, stop = (new, first, last) if start == end else (old, start, end)
        if pieces[begin].strip() or after[0] != "equal" or pieces[stop] != pieces[begin]:
            continue
        found[at - 1] = (equal[0], equal[1], equal[2] + 1, equal[3], equal[4] + 1)
        found[at] = (what, start + 1, end + 1, first + 1, last + 1)
        found[at + 1] = (after[0], after[1] + 1, after[2], after[3] + 1, after[4])
    return [code for code in found if code[2] > code[1] or code[4] > code[3]]


def _joined(old: Sequence[str], codes: Sequence[Code]) -> list[Code]:
    """Return what was done, with changes that only a gap divides as one: easier to read."""
    joined: list[Code] = []
    for number, (what, start, end, first, last) in enumerate(codes):
        inside = 0 < number < len(codes) - 1
        gap = what == "equal" and inside and not "".join(old[start:end]).strip()
        if joined and joined[-1][0] != "equal" and (gap or what != "equal"):
            _what, from_old, _end, from_new, _last = joined[-1]
            joined[-1] = ("replace", from_old, end, from_new, last)
        else:
            joined.append((what, start, end, first, last))
    return joined
