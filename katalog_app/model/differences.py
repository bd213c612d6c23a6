"""Which words of a text are other than in the text it began from."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum

MOST_PIECES = 6_000
"""Texts of more words and gaps than this together are not compared: it would take seconds."""
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


def stretches(before: str, after: str) -> tuple[Stretch, ...]:
    """Return a text in stretches, with the words taken out where they stood.

    Without the removed stretches the answer is `after`; without the added ones it is `before`.
    Texts that are too long to compare are one stretch: as before.
    """
    old, new = _PIECE.findall(before), _PIECE.findall(after)
    if not old or len(old) + len(new) > MOST_PIECES:
        return (Stretch(after, Mark.SAME),) if after else ()
    found: list[Stretch] = []
    for what, start, end, first, last in _joined(old, new):
        if what == "equal":
            found.append(Stretch("".join(new[first:last]), Mark.SAME))
            continue
        if end > start:
            found.append(Stretch("".join(old[start:end]), Mark.REMOVED))
        if last > first:
            found.append(Stretch("".join(new[first:last]), Mark.ADDED))
    return tuple(found)


def _joined(old: Sequence[str], new: Sequence[str]) -> list[tuple[str, int, int, int, int]]:
    """Return what was done, with changes that only a gap divides as one: easier to read."""
    joined: list[tuple[str, int, int, int, int]] = []
    codes = SequenceMatcher(None, old, new, autojunk=False).get_opcodes()
    for number, (what, start, end, first, last) in enumerate(codes):
        inside = 0 < number < len(codes) - 1
        gap = what == "equal" and inside and not "".join(old[start:end]).strip()
        if joined and joined[-1][0] != "equal" and (gap or what != "equal"):
            _what, from_old, _end, from_new, _last = joined[-1]
            joined[-1] = ("replace", from_old, end, from_new, last)
        else:
            joined.append((what, start, end, first, last))
    return joined
