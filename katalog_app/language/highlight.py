"""Which words of a text answer a question, and the sentence that answers it best."""

import re
from collections.abc import Collection
from functools import lru_cache

from katalog_app.language import analysis
from katalog_app.model.query import Marks

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
LONGEST = 240
"""Most characters of a snippet."""


def marks(text: str, stems: Collection[str], prefix: str) -> Marks:
    """Return (start, length) of the words whose stem is asked for, or that begin as typed.

    Args:
        text: As it is shown.
        stems: The stems of the words asked for.
        prefix: The folded last word as typed so far; "" for none.
    """
    beginnings = (*stems, prefix) if prefix else tuple(stems)
    found = []
    for start, length, folded in _folded_words(text):
        # A stem is always the beginning of its word, and a look at it is cheaper than stemming.
        if folded.startswith(beginnings) and (
            (prefix and folded.startswith(prefix))
            or analysis.stem(text[start : start + length]) in stems
        ):
            found.append((start, length))
    return tuple(found)


# The same texts come back at every keystroke.
@lru_cache(maxsize=20_000)
def _folded_words(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((start, len(word), analysis.fold(word)) for start, word in analysis.words(text))


@lru_cache(maxsize=5_000)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(_SENTENCE_END.split(text))


def snippet(texts: Collection[str], stems: Collection[str], prefix: str) -> tuple[str, Marks]:
    """Return the sentence with most marks, the first of equals, and its marks.

    Without any mark it is the beginning of the first text. A sentence longer than `LONGEST`
    characters is cut at a word and ends in an ellipsis.
    """
    best = ""
    best_marks: Marks = ()
    for text in texts:
        for sentence in _sentences(text):
            found = marks(sentence, stems, prefix) if stems or prefix else ()
            if not best or len(found) > len(best_marks):
                best, best_marks = sentence, found
    if best_marks == () and texts:
        best = next(iter(texts))
    if len(best) <= LONGEST:
        return best, best_marks
    first = best_marks[0][0] if best_marks else 0
    start = 0 if first < LONGEST // 2 else best.rfind(" ", 0, first - LONGEST // 3) + 1
    end = best.rfind(" ", start, start + LONGEST)
    end = end if end > start else start + LONGEST
    cut = ("…" if start else "") + best[start:end] + ("…" if end < len(best) else "")
    return cut, marks(cut, stems, prefix) if best_marks else ()
