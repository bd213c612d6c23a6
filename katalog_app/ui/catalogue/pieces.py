"""What leaves the search field when it is finished: filters to be ticked, phrases, exclusions."""

from __future__ import annotations

from collections import deque
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from katalog_app.language.question import Part
    from katalog_app.model.query import Facet, SearchResult
    from katalog_app.ui.catalogue.asking import Question
    from katalog_app.ui.catalogue.chips import ChipText
    from katalog_app.ui.widgets.search_field import SearchField

Ticks = frozenset[tuple["Facet", str]]
REMEMBERED = 50
"""Pieces that have left the field and can come back by undo."""


@dataclass(frozen=True)
class Typed:
    """What typing changes in the question."""

    words: str
    on: Ticks = frozenset()
    off: Ticks = frozenset()

    def applied(self, question: Question) -> Question:
        """Return a question with this typed; what is typed anew may be repaired anew."""
        from dataclasses import replace

        exact = question.exact and question.words.strip() == self.words.strip()
        changed = replace(question, words=self.words, exact=exact)
        for facet, value in self.off:
            changed = changed.ticked(facet, value, on=False)
        for facet, value in self.on:
            changed = changed.ticked(facet, value, on=True)
        return changed


@dataclass(frozen=True)
class _Taken:
    """A change of the field that chips answer to, so that the field's own undo takes both back."""

    with_text: str
    without_text: str
    pieces: tuple[str, ...]
    ticks: Ticks


class Pieces(QObject):
    """Keeps the phrases and exclusions that stand as chips before the words in the field.

    The words of the question are these pieces and the field's text after them.
    """

    typed = Signal(object)
    """The question is another: `Typed`."""

    def __init__(self, field: SearchField, parent: QObject) -> None:
        """Watch a field."""
        super().__init__(parent)
        self._field = field
        self.chips: tuple[str, ...] = ()
        """As typed, in order."""
        self._text = self._held = ""
        self._quiet = self._ended = False
        self._taken: deque[_Taken] = deque(maxlen=REMEMBERED)
        self._meant: dict[tuple[Facet, str], frozenset[str]] = {}
        field.textChanged.connect(self._edit)
        field.finished.connect(self._finish)

    @property
    def words(self) -> str:
        """The words of the question."""
        return "".join(f"{piece} " for piece in self.chips) + self._field.text()

    def show(self, words: str) -> None:
        """Let field and chips say this; what is said already stays, with the field's undo."""
        if self.words == words:
            return
        lead, rest = _set_apart(words)
        self.chips = lead
        if self._field.text() != rest:
            self._quietly_set(rest)
        self._text = rest

    def learn(self, result: SearchResult) -> None:
        """Take what typed filters mean; those that wait for it become chips."""
        self._meant.update(result.meant)
        if result.meant and self._field.text() != self._held:
            self._take_and_tell(None if self._ended else self._field.cursorPosition())

    def forget(self) -> None:
        """Let filters be understood anew: the catalogue is another."""
        self._meant.clear()

    def reopen(self, chip: ChipText) -> None:
        """Turn a chip back into text, first in the field, with the cursor after it."""
        rest = self._field.text()
        self._quiet = True
        self._field.setFocus()
        self._field.setCursorPosition(0)
        self._field.insert(f"{chip.typed} " if rest else chip.typed)
        self._field.setCursorPosition(len(chip.typed))
        self._quiet = self._ended = False
        gone = () if chip.piece is None else (chip.piece,)
        self._text = self._held = self._field.text()
        self._taken.append(_Taken(self._text, rest, gone, chip.ticks))
        self._drop(gone)
        self.typed.emit(Typed(self.words, off=chip.ticks))

    def remove(self, chip: ChipText) -> None:
        """Let a chip go."""
        self._drop(() if chip.piece is None else (chip.piece,))
        self.typed.emit(Typed(self.words, off=chip.ticks))

    def _edit(self, text: str) -> None:
        before, self._text = self._text, text
        if self._quiet:
            return
        self._ended = False
        for taken in reversed(self._taken):
            if (before, text) == (taken.without_text, taken.with_text):
                self._held = text
                self._drop(taken.pieces)
                self.typed.emit(Typed(self.words, off=taken.ticks))
                return
            if (before, text) == (taken.with_text, taken.without_text):
                self.chips += taken.pieces
                self.typed.emit(Typed(self.words, on=taken.ticks))
                return
        on = self._take(self._field.cursorPosition())
        self.typed.emit(Typed(self.words, on=on))

    def _finish(self) -> None:
        self._ended = True
        self._take_and_tell(None)

    def _take_and_tell(self, cursor: int | None) -> None:
        words = self.words
        on = self._take(cursor)
        if on or words != self.words:
            self.typed.emit(Typed(self.words, on=on))

    def _take(self, cursor: int | None) -> Ticks:
        """Take the finished pieces out of the field; return the values to be ticked.

        A filter stays until an answer has told what it means.
        """
        text = self._field.text()
        parts = _finished(text, cursor)
        parts = [p for p in parts if p.negated or not p.facet or (p.facet, p.text) in self._meant]
        if not parts:
            return frozenset()
        ticks: set[tuple[Facet, str]] = set()
        chips: list[str] = []
        for part in parts:
            if part.facet is not None and not part.negated:
                ticks.update((part.facet, value) for value in self._meant[part.facet, part.text])
            else:
                chips.append(text[part.start : part.end])
        rest = self._cut(text, parts)
        self._text = rest
        self._taken.append(_Taken(text, rest, tuple(chips), frozenset(ticks)))
        self.chips += tuple(chips)
        return frozenset(ticks)

    def _cut(self, text: str, parts: list[Part]) -> str:
        """Cut parts out of the field as one step of its undo; return what is left."""
        from katalog_app.language import pieces

        start, end = parts[0].start, parts[-1].end
        end += text[end : end + 1].isspace()
        shift = [p for p in parts if p.end <= self._field.cursorPosition()]
        cursor = len(pieces.without(text[: self._field.cursorPosition()], shift))
        left = pieces.without(text, parts)
        middle = left[start : len(left) - len(text[end:])]
        self._quiet = True
        self._field.setSelection(start, end - start)
        self._field.insert(middle)
        self._field.setCursorPosition(cursor)
        self._quiet = False
        return self._field.text()

    def _quietly_set(self, text: str) -> None:
        self._field.blockSignals(True)
        self._field.setText(text)
        self._field.blockSignals(False)

    def _drop(self, gone: tuple[str, ...]) -> None:
        """Let pieces go, of equal ones the last."""
        kept = list(self.chips)
        for piece in gone:
            if piece in kept:
                del kept[len(kept) - 1 - kept[::-1].index(piece)]
        self.chips = tuple(kept)


def _set_apart(words: str) -> tuple[tuple[str, ...], str]:
    if not words:
        return (), ""
    from katalog_app.language import pieces  # not needed to start

    return pieces.set_apart(words)


def _finished(text: str, cursor: int | None) -> list[Part]:
    if not text:
        return []
    from katalog_app.language import pieces  # not needed to start

    return list(pieces.finished(text, cursor))
