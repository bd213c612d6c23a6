"""The piece of a text that stands under a title in a list."""

from collections.abc import Iterable
from typing import Protocol

from katalog_app.model.query import Marks

LONGEST = 240
"""Most characters of a snippet."""
BETWEEN = "\x1e"
"""Between the texts of a record: looked through in one go, they take half the time."""


class Marked(Protocol):
    """Shows which words of texts answer a question."""

    def marks(self, text: str) -> Marks:
        """Return (start, length) of the words of a text that answer, in order."""

    def snippet(self, texts: str) -> tuple[str, Marks]:
        """Return the piece of some texts, `joined`, that answers best, and its marks."""


class Plain:
    """Marks nothing, since nobody has asked in words."""

    def marks(self, _text: str) -> Marks:
        """Return ()."""
        return ()

    def snippet(self, texts: str) -> tuple[str, Marks]:
        """Return the beginning of the first text, without marks."""
        return beginning(texts), ()


def joined(texts: Iterable[str]) -> str:
    """Return the texts of a record as one, to be looked through."""
    return BETWEEN.join(text.replace(BETWEEN, " ") for text in texts)


def beginning(texts: str) -> str:
    """Return the beginning of the first of some texts, "" where there is none."""
    return cut(texts.partition(BETWEEN)[0])


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
