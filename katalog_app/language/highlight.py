"""Which words of a text answer a question, and the sentence that answers it best."""

import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from katalog_app.language import analysis, compounds
from katalog_app.language.groups import Group, Way
from katalog_app.model.query import Marks

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
LONGEST = 240
"""Most characters of a snippet."""


@dataclass(frozen=True)
class Forms:
    """What a word must be, or have a part of, or begin with, to be marked."""

    stems: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    """Folded."""

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Found in every folded word that can be marked, at little cost; None for nothing asked."""
        # A stem is the beginning of its word, and of a compound's part.
        pieces = sorted({*self.stems, *self.beginnings})
        return re.compile("|".join(map(re.escape, pieces))) if pieces else None

    def answer(self, word: str, folded: str) -> bool:
        """Return whether a word is to be marked."""
        if self.beginnings and folded.startswith(self.beginnings):
            return True
        return analysis.stem(word) in self.stems or not self.stems.isdisjoint(
            compounds.parts(folded)
        )


def forms(groups: Iterable[Group], phrases: Iterable[Iterable[str]] = ()) -> Forms:
    """Return what answers a question."""
    stems: set[str] = {stem for phrase in phrases for stem in phrase}
    beginnings: list[str] = []
    for group in groups:
        for alternative in group.alternatives:
            if alternative.way is Way.BEGINNING:
                stems.update(alternative.terms[:-1])
                beginnings.append(alternative.terms[-1])
            else:
                stems.update(alternative.terms)
    return Forms(frozenset(stems), tuple(beginnings))


def marks(text: str, wanted: Forms) -> Marks:
    """Return (start, length) of the words of a text that answer, in order."""
    pattern = wanted.pattern
    if pattern is None or not pattern.search(_folded(text)):
        return ()
    return tuple(
        (start, length)
        for start, length, folded in _folded_words(text)
        if pattern.search(folded) and wanted.answer(text[start : start + length], folded)
    )


# The same texts come back at every keystroke.
@lru_cache(maxsize=20_000)
def _folded_words(text: str) -> tuple[tuple[int, int, str], ...]:
    return tuple((start, len(word), analysis.fold(word)) for start, word in analysis.words(text))


@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    """Return all folded words of a text, in order, with a space between."""
    return " ".join(folded for _, _, folded in _folded_words(text))


@lru_cache(maxsize=5_000)
def _sentences(text: str) -> tuple[str, ...]:
    return tuple(_SENTENCE_END.split(text))


def snippet(texts: Collection[str], wanted: Forms) -> tuple[str, Marks]:
    """Return the sentence with most marks, the first of equals, and its marks.

    Without any mark it is the beginning of the first text. A sentence longer than `LONGEST`
    characters is cut at a word and ends in an ellipsis.
    """
    best = ""
    best_marks: Marks = ()
    pattern = wanted.pattern
    for text in texts:
        if best and (pattern is None or not pattern.search(_folded(text))):
            continue
        for sentence in _sentences(text):
            found = marks(sentence, wanted)
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
    return cut, marks(cut, wanted) if best_marks else ()
