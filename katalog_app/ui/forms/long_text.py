"""Running text: grows with what is written, and counts it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QDragEnterEvent, QResizeEvent, QTextCursor, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTextEdit, QVBoxLayout, QWidget

from katalog_app.model import values
from katalog_app.texts import _
from katalog_app.ui.forms.field_editor import FieldEditor
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.text import Text
from katalog_app.ui.widgets.text_line import brings_files

if TYPE_CHECKING:
    from katalog_app.model.fields import Field

LEAST_LINES = 3
_PARAGRAPH, _LINE = "\u2029", "\u2028"
"""How a document separates its paragraphs and lines."""


def units(text: str, characters: int) -> int:
    """Return how many of Qt's units so many characters take: those beyond 65,536 take two."""
    return len(text[:characters].encode("utf-16-le", "surrogatepass")) // 2


class GrowingText(QTextEdit):
    """Plain text to write in, as high as it needs; the pane around it scrolls."""

    def __init__(self, name: str) -> None:
        """Make an empty text with an accessible name."""
        super().__init__()
        self.setAccessibleName(name)
        self.setProperty("role", "long")
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.document().documentLayout().documentSizeChanged.connect(lambda _size: self._fit())

    def text(self) -> str:
        """Return what is written, hard spaces and all."""
        return self.document().toRawText().replace(_PARAGRAPH, "\n").replace(_LINE, "\n")

    def _fit(self) -> None:
        around = self.height() - self.viewport().height()
        least = LEAST_LINES * self.fontMetrics().lineSpacing()
        least += 2 * round(self.document().documentMargin())
        height = max(round(self.document().size().height()), least) + max(around, 0)
        if height != self.height():
            self.setFixedHeight(height)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return a size that lets the pane become narrow."""
        return QSize(60, 10)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Become as high as the text is at the new width."""
        super().resizeEvent(event)
        self._fit()

    @override
    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Take text; files are for the window."""
        if brings_files(event):
            event.ignore()
        else:
            super().dragEnterEvent(event)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the pane."""
        event.ignore()


class LongTextEditor(FieldEditor):
    """Running text with a counter of characters."""

    def __init__(self, field: Field, name: str) -> None:
        """Make an empty text."""
        super().__init__(field, name)
        self.text = GrowingText(name)
        self._count = Text("", "mute")
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2)
        layout.addWidget(self.text)
        layout.addWidget(self._count)
        self._quiet = False
        self.text.textChanged.connect(self._changed)
        self._tell()

    @override
    def value(self) -> object:
        """Return the text."""
        text = self.text.text()
        return text if text.strip() else None

    @override
    def show_value(self, value: object) -> None:
        """Fill in a text, or whatever else stands there as text."""
        self._quiet = True
        self.text.setPlainText(values.plain(self.field, value))
        self._quiet = False

    @override
    def controls(self) -> list[QWidget]:
        """Return the text."""
        return [self.text]

    @override
    def select(self, start: int, end: int, quote: str) -> None:
        """Select from..to (characters) of the text, if that is what stands there."""
        text = self.text.text()
        if text[start:end] != quote:
            return
        cursor = self.text.textCursor()
        cursor.setPosition(units(text, start))
        cursor.setPosition(units(text, end), QTextCursor.MoveMode.KeepAnchor)
        self.text.setTextCursor(cursor)

    def _changed(self) -> None:
        self._tell()
        if not self._quiet:
            self.edited.emit()

    def _tell(self) -> None:
        told = _("{count} av {longest} tecken").format(
            count=_grouped(len(self.text.text().strip())), longest=_grouped(self.field.longest)
        )
        self._count.setText(told)


def _grouped(number: int) -> str:
    """Return a number with a hard space between thousands."""
    return f"{number:,}".replace(",", "\u00a0")
