"""Laid out text with marked words, to be painted; one per card and part, kept while it fits."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QTextLayout, QTextOption

from katalog_app.model.query import Marks

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtGui import QTextCharFormat

LAST_OF_ONE_UNIT = 0xFFFF
LINE_SPACING = 1.16
"""Between the lines of a text of several, as a share of the font's height."""


class Marked:
    """One or more lines of text at a width, the last line shortened where the text goes on."""

    def __init__(self, text: str, marks: Marks, font: QFont, width: float, lines: int) -> None:
        """Lay out a text; line breaks in it become blanks."""
        self.font = font
        self.lines = lines
        self.width = max(width, 1.0)
        metrics = QFontMetricsF(font)
        self.line_height = metrics.height() * (1.0 if lines == 1 else LINE_SPACING)
        self._shortened = False
        self._ranges = _utf16(text, marks)
        text = "".join(c if c.isprintable() else " " for c in text)
        self.layout = self._laid_out(text, None)
        if self.layout.lineCount() > lines or self._overflows(text):
            last = min(self.layout.lineCount(), lines) - 1  # one letter may be too wide as it is
            start = self.layout.lineAt(last).textStart() if last > 0 else 0
            units = text.encode("utf-16-le", "replace")
            head = units[: 2 * start].decode("utf-16-le", "replace")
            rest = units[2 * start :].decode("utf-16-le", "replace")
            room = self.width - metrics.averageCharWidth()
            rest = metrics.elidedText(rest, Qt.TextElideMode.ElideRight, room)
            self.layout = self._laid_out(head + rest, lines)
            self._shortened = True

    def _overflows(self, text: str) -> bool:
        used = min(self.layout.lineCount(), self.lines)
        return any(
            self.layout.lineAt(i).naturalTextWidth() > self.width + 1 for i in range(used)
        ) and bool(text)

    def _laid_out(self, text: str, most: int | None) -> QTextLayout:
        layout = QTextLayout(text, self.font)
        option = QTextOption()
        option.setWrapMode(
            QTextOption.WrapMode.NoWrap
            if self.lines == 1
            else QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere
        )
        layout.setTextOption(option)
        layout.setCacheEnabled(True)
        layout.beginLayout()
        top = 0.0
        while layout.lineCount() < (most or self.lines + 1):
            line = layout.createLine()
            if not line.isValid():
                break
            line.setLineWidth(self.width)
            line.setPosition(QPointF(0, top))
            top += self.line_height
        layout.endLayout()
        return layout

    def formats(self, make: Callable[[], QTextCharFormat]) -> list[QTextLayout.FormatRange]:
        """Return the look of the marked words, for `QTextLayout.draw`."""
        if not self._ranges:
            return []
        longest = len(self.layout.text().encode("utf-16-le", "replace")) // 2
        longest -= 1 if self._shortened else 0  # the dots are no part of a word
        made = []
        for start, length in self._ranges:
            if start < longest:
                one = QTextLayout.FormatRange()
                one.start, one.length, one.format = start, min(length, longest - start), make()
                made.append(one)
        return made


def _utf16(text: str, marks: Marks) -> Marks:
    """Return the marks in Qt's units: characters beyond the first 65,536 count as two."""
    if not marks or max(map(ord, text), default=0) <= LAST_OF_ONE_UNIT:
        return marks

    def units(count: int) -> int:
        return len(text[:count].encode("utf-16-le", "replace")) // 2

    return tuple((units(start), units(start + n) - units(start)) for start, n in marks)
