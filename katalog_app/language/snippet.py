"""The piece of a text that stands under a title in a list."""

from collections.abc import Collection
from typing import Protocol

from katalog_app.model.query import Marks

LONGEST = 240
"""Most characters of a snippet."""


class Marked(Protocol):
    """Shows which words of texts answer a question."""

    def marks(self, text: str) -> Marks:
        """Return (start, length) of the words of a text that answer, in order."""

    def snippet(self, texts: Collection[str]) -> tuple[str, Marks]:
        """Return the piece of some texts that answers best, and its marks."""


class Plain:
    """Marks nothing, since nobody has asked in words."""

    def marks(self, _text: str) -> Marks:
        """Return ()."""
        return ()

    def snippet(self, texts: Collection[str]) -> tuple[str, Marks]:
        """Return the beginning of the first text, without marks."""
        return beginning(texts), ()


def beginning(texts: Collection[str]) -> str:
    """Return the beginning of the first text, "" where there is none."""
    return cut(next(iter(texts), ""))


def cut(text: str, around: int = 0) -> str:
    """Return at most some `LONGEST` characters of a text around a place in it, cut between words.

    What is left out is shown as an ellipsis.
    """
    if len(text) <= LONGEST:
        return text
    start = 0 if around < LONGEST // 2 else text.rfind(" ", 0, around - LONGEST // 3) + 1
    end = text.rfind(" ", start, start + LONGEST)
    end = end if end > start else start + LONGEST
    return ("…" if start else "") + text[start:end] + ("…" if end < len(text) else "")
