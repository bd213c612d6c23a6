"""Running text to read, select and copy: headings and paragraphs, never anything but plain text."""

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import (
    QFont,
    QPainter,
    QPaintEvent,
    QPalette,
    QPen,
    QResizeEvent,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QWheelEvent,
)
from PySide6.QtWidgets import QFrame, QSizePolicy, QTextEdit

from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme

LINE_HEIGHT = 128
"""Percent of the font's own."""
MARGIN = 4
"""Room for the focus ring (pixels)."""


class Prose(QTextEdit):
    """As high as its text; the pane around it scrolls."""

    def __init__(self, theme: Theme, name: str) -> None:
        """Make an empty text with an accessible name."""
        super().__init__()
        self._theme = theme
        self.setAccessibleName(name)
        self.setReadOnly(True)
        self.setAcceptRichText(False)
        self.setTabChangesFocus(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        self.setTextInteractionFlags(
            Qt.TextInteractionFlag.TextSelectableByMouse
            | Qt.TextInteractionFlag.TextSelectableByKeyboard
        )
        self.setUndoRedoEnabled(False)
        self.document().setDocumentMargin(MARGIN)
        self.document().setDefaultFont(theme.font())
        self.viewport().setAutoFillBackground(False)
        palette = self.palette()
        palette.setColor(QPalette.ColorRole.Base, Qt.GlobalColor.transparent)
        self.setPalette(palette)
        self._first = True

    def add(self, label: str, text: str, clash: str = "") -> None:
        """Add a part: its label, a word about a conflict if there is one, and its text."""
        cursor = QTextCursor(self.document())
        cursor.movePosition(QTextCursor.MoveOperation.End)
        self._block(cursor, above=0 if self._first else 14)
        self._first = False
        cursor.insertText(label, self._look("mute", bold=True))
        if clash:
            cursor.insertText(f"  {clash}", self._look("warn", bold=True))
        for paragraph in text.splitlines():
            if paragraph.strip():
                self._block(cursor, above=2)
                cursor.insertText(paragraph, self._look("ink"))

    @override
    def sizeHint(self) -> QSize:
        """Return the size of the text at the present width."""
        return QSize(200, round(self.document().size().height()))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return a size that lets the pane become narrow."""
        return QSize(60, 10)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Become as high as the text is at the new width."""
        super().resizeEvent(event)
        height = round(self.document().size().height()) + 2
        if height != self.height():
            self.setFixedHeight(height)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the text, and a ring around it when it has the keyboard."""
        super().paintEvent(event)
        if self.hasFocus():
            painter = QPainter(self.viewport())
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(self._theme.colour("accent"), 2))
            painter.drawRoundedRect(self.viewport().rect().adjusted(1, 1, -1, -1), 5, 5)

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        """Leave scrolling to the pane."""
        event.ignore()

    def _block(self, cursor: QTextCursor, above: float) -> None:
        form = QTextBlockFormat()
        form.setTopMargin(self._theme.px(above))
        form.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        if self.document().isEmpty():
            cursor.setBlockFormat(form)
        else:
            cursor.insertBlock(form)

    def _look(self, colour: str, *, bold: bool = False) -> QTextCharFormat:
        look = QTextCharFormat()
        look.setForeground(self._theme.colour(colour))
        look.setFontWeight(QFont.Weight.DemiBold if bold else QFont.Weight.Normal)
        return look
