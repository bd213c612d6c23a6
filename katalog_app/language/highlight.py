"""Which words of a text answer a question, and the sentence that answers it best."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

from katalog_app.language import analysis, compounds
from katalog_app.language import snippet as snippets
from katalog_app.language.groups import Group, Way
from katalog_app.model.query import Marks

_SENTENCE_END = re.compile(rf"(?<=[.!?])\s+|{snippets.BETWEEN}")


@dataclass(frozen=True)
class Forms:
    """What a word must be, or have a part of, or begin with, to be marked."""

    stems: frozenset[str] = frozenset()
    beginnings: tuple[str, ...] = ()
    """Folded."""

    @cached_property
    def pattern(self) -> re.Pattern[str] | None:
        """Found in every folded word that can be marked, at little cost; None for nothing asked."""
        # A stem is the beginning of its word, and of a compound's part, which has two letters.
        anywhere = sorted(stem for stem in self.stems if len(stem) > 1)
        first = sorted({*self.stems, *self.beginnings} - set(anywhere))
        pieces = [*map(re.escape, anywhere), *(f"(?<![^\\W_]){re.escape(one)}" for one in first)]
        return re.compile("|".join(pieces)) if pieces else None

    @cached_property
    def _of_words(self) -> tuple[str, ...]:
        return tuple(self.stems)

    def answer(self, word: str, folded: str) -> bool:
        """Return whether a word is to be marked."""
        if self.beginnings and folded.startswith(self.beginnings):
            return True
        if folded.startswith(self._of_words) and analysis.stem(word) in self.stems:
            return True
        return not self.stems.isdisjoint(compounds.parts(folded))

    def marks(self, text: str) -> Marks:
        """Return (start, length) of the words of a text that answer, in order."""
        pattern = self.pattern
        if pattern is None:
            return ()
        folded = _folded(text)
        found = []
        end = 0
        # Only words with a piece of what is asked for are looked at, the others never taken apart.
        while match := pattern.search(folded, end):
            start = match.start()
            while start > end and folded[start - 1].isalnum():
                start -= 1
            end = match.end()
            while end < len(folded) and folded[end].isalnum():
                end += 1
            if self.answer(text[start:end], folded[start:end]):
                found.append((start, end - start))
        return tuple(found)

    def snippet(self, texts: str) -> tuple[str, Marks]:
        """Return the sentence with most marks, the first of equals, and its marks.

        Without any mark it is the beginning of the first text. A sentence longer than
        `snippet.LONGEST` characters is cut at a word and ends in an ellipsis.
        """
        found = self.marks(texts)
        if not found:
            return snippets.beginning(texts), ()
        best = ""
        best_marks: Marks = ()
        for start, end in _sentences(texts):
            inside = tuple((at - start, size) for at, size in found if start <= at < end)
            if len(inside) > len(best_marks):
                best, best_marks = texts[start:end], inside
        cut = snippets.cut(best, around=best_marks[0][0])
        return cut, best_marks if cut == best else self.marks(cut)


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


class _Letters(dict[int, str]):
    """Folds letter by letter, each worked out when it first comes."""

    def __missing__(self, code: int) -> str:
        # One letter for one, so that a place in the folded text is the same place in the text.
        folded = analysis.fold(chr(code))
        self[code] = folded if len(folded) == 1 else chr(code)
        return self[code]


_LETTERS = _Letters()


# The same texts come back at every keystroke.
@lru_cache(maxsize=20_000)
def _folded(text: str) -> str:
    """Return a text folded, as long as it was."""
    return text.translate(_LETTERS)


@lru_cache(maxsize=20_000)
def _sentences(text: str) -> tuple[tuple[int, int], ...]:
    """Return where each sentence of a text begins and ends."""
    gaps = [match.span() for match in _SENTENCE_END.finditer(text)]
    starts, ends = (0, *(end for _, end in gaps)), (*(start for start, _ in gaps), len(text))
    return tuple(zip(starts, ends, strict=True))
