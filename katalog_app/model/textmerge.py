"""A proposal for a long text that people have changed without seeing each other's words.

Three-way: what one side changed and the others left alone is taken over, by line, then by sentence.
A proposal is only ever stored when a person accepts it.
"""

import re
from collections.abc import Sequence
from difflib import SequenceMatcher

_SENTENCE = re.compile(r"(?<=[.!?])(?=\s)|(?<=\n)")
Change = tuple[int, int, tuple[str, ...]]
"""Pieces start..end of the base are replaced by others."""


def proposal(base: str, texts: Sequence[str]) -> str | None:
    """Return all changes put together, None where two change the same words differently.

    Args:
        base: The text that all of them began from; "" where there was none.
        texts: What they made of it, in any order: the answer is the same.
    """
    ordered = sorted(set(texts))
    merged = ordered[0] if ordered else base
    for other in ordered[1:]:
        together = _merged(_lines(base), _lines(merged), _lines(other))
        if together is None:
            together = _merged(_sentences(base), _sentences(merged), _sentences(other))
        if together is None:
            return None
        merged = together
    return merged


def _lines(text: str) -> list[str]:
    return text.splitlines(keepends=True)


def _sentences(text: str) -> list[str]:
    return [piece for piece in _SENTENCE.split(text) if piece]


def _changes(base: Sequence[str], text: Sequence[str]) -> list[Change]:
    matcher = SequenceMatcher(None, base, text, autojunk=False)
    return [
        (start, end, tuple(text[first:last]))
        for what, start, end, first, last in matcher.get_opcodes()
        if what != "equal"
    ]


def _merged(base: Sequence[str], one: Sequence[str], other: Sequence[str]) -> str | None:
    changes = sorted({*_changes(base, one), *_changes(base, other)})
    result: list[str] = []
    at = 0
    last_end, last_insert = -1, False
    for start, end, pieces in changes:
        touches = start < last_end or (start == last_end and (last_insert or start == end))
        if touches:
            return None
        result.extend(base[at:start])
        result.extend(pieces)
        at, last_end, last_insert = end, end, start == end
    result.extend(base[at:])
    return "".join(result)
