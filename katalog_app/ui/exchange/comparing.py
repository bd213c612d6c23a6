"""A text with its differences marked: underlined what is new, struck through what is gone."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtGui import QTextBlockFormat, QTextCharFormat, QTextCursor

from katalog_app.model.differences import Mark, Stretch
from katalog_app.texts import _
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.prose import LINE_HEIGHT, Prose

TINT = 0.16


class Compared(Prose):
    """Plain text to read; never is colour alone what tells a difference."""

    def __init__(self, theme: Theme, name: str, stretches: Iterable[Stretch]) -> None:
        """Show a text in stretches, under an accessible name."""
        super().__init__(theme, name)
        told = tuple(stretches)
        cursor = QTextCursor(self.document())
        form = QTextBlockFormat()
        form.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        cursor.setBlockFormat(form)
        for before, one in zip((None, *told), told, strict=False):
            if before is not None and before.mark is Mark.REMOVED and one.mark is Mark.ADDED:
                cursor.insertText(" ", _marked(theme, Mark.SAME))
            cursor.insertText(one.text, _marked(theme, one.mark))
        self.setAccessibleDescription(spoken(told))


def spoken(stretches: Iterable[Stretch]) -> str:
    """Return a text for a screen reader, with its differences in words."""
    words = {
        Mark.SAME: "{text}",
        Mark.ADDED: _("[nytt: {text}]"),
        Mark.REMOVED: _("[borttaget: {text}]"),
    }
    return "".join(words[one.mark].format(text=one.text) for one in stretches)


def _marked(theme: Theme, mark: Mark) -> QTextCharFormat:
    look = QTextCharFormat()
    tokens = theme.tokens
    if mark is Mark.SAME:
        look.setForeground(theme.colour("ink"))
        return look
    colour = tokens.gron if mark is Mark.ADDED else tokens.social
    look.setForeground(theme.colour(tokens.readable(colour)))
    look.setBackground(theme.colour(colour, TINT))
    look.setFontUnderline(mark is Mark.ADDED)
    look.setFontStrikeOut(mark is Mark.REMOVED)
    return look
