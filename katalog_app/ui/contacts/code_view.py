"""A contact as a code that a telephone reads, painted square by square."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from katalog_app.services.carding import BORDER
from katalog_app.texts import _
from katalog_app.ui.overriding import override

if TYPE_CHECKING:
    from katalog_app.services.carding import Code
    from katalog_app.ui.theme import Theme

SIDE = 232
"""Of the code with its border (pixels at 100 %)."""


class CodeView(QWidget):
    """Dark on light in both schemes: many readers take nothing else."""

    def __init__(self, theme: Theme, code: Code, whom: str) -> None:
        """Show the code of somebody."""
        super().__init__()
        self._theme, self._code = theme, code
        self.setAccessibleName(_("QR-kod med kontakten {what}").format(what=whom))
        self.setAccessibleDescription(
            _("Rikta telefonens kamera mot koden, så läggs kontakten till i telefonen.")
        )
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        """Return a size in which every square is as many whole pixels."""
        count = len(self._code.squares) + 2 * BORDER
        each = max(round(self._theme.px(SIDE) / count), 3)
        return QSize(each * count, each * count)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the squares."""
        painter = QPainter(self)
        count = len(self._code.squares) + 2 * BORDER
        each = max(min(self.width(), self.height()) // count, 1)
        painter.fillRect(QRectF(0, 0, each * count, each * count), QColor("#FFFFFF"))
        dark = QColor("#000000")
        for down, line in enumerate(self._code.squares, BORDER):
            for across, square in enumerate(line, BORDER):
                if square:
                    painter.fillRect(across * each, down * each, each, each, dark)
