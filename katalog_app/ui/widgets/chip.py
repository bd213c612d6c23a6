"""A chip: a short text on a rounded surface that can be pressed."""

from PySide6.QtCore import QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QSizePolicy

from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme

PAD_X, PAD_Y, MARK, CROSS = 11, 4, 10, 8


class Chip(QAbstractButton):
    """A button that looks like a chip: to remove a filter, or to search by what it says."""

    opened = Signal()
    """Enter or F2 was pressed on a filter: it is to be written anew."""

    def __init__(
        self,
        theme: Theme,
        text: str,
        *,
        name: str = "",
        colour: str = "accent",
        mark: str | None = None,
        removes: bool = False,
    ) -> None:
        """Show a text.

        Args:
            theme: Where colours and sizes come from.
            text: What to show, on one line; shortened where the width demands it.
            name: The accessible name where the text does not say enough.
            colour: The token of the text and, faintly, of the surface.
            mark: A colour "#RRGGBB" as a small square before the text.
            removes: Show a cross: pressing removes what the chip says.
        """
        super().__init__()
        self._theme, self._colour, self._mark, self._removes = theme, colour, mark, removes
        self._words = " ".join(text.split())
        self.setText(self._words.replace("&", "&&"))
        self.setAccessibleName(name or self._words)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_Hover)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    def rename(self, text: str, name: str) -> None:
        """Show another text, with another accessible name."""
        self._words = " ".join(text.split())
        self.setText(self._words.replace("&", "&&"))
        self.setAccessibleName(name)
        self.updateGeometry()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open a filter with Enter or F2, remove it with Delete or Backspace."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_F2 if self._removes:
                self.opened.emit()
            case Qt.Key.Key_Delete | Qt.Key.Key_Backspace if self._removes:
                self.click()
            case _:
                super().keyPressEvent(event)

    @override
    def sizeHint(self) -> QSize:
        """Return the size of text, mark and cross."""
        metrics = QFontMetrics(self._theme.font())
        px = self._theme.px
        width = metrics.horizontalAdvance(self._words) + 2 * px(PAD_X) + 2
        width += px(MARK + 6) if self._mark else 0
        width += px(CROSS + 8) if self._removes else 0
        return QSize(width, metrics.height() + 2 * px(PAD_Y))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return a size at which the text is shortened."""
        return QSize(40, self.sizeHint().height())

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the chip."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        ring = QPen(theme.colour("accent"), 2) if self.hasFocus() else Qt.PenStyle.NoPen
        painter.setPen(ring)
        surface = "soft" if self._colour == "accent" else self._colour
        alpha = 1.0 if surface in ("soft", "hover", "warnbg") else 0.12
        painter.setBrush(theme.colour(surface, alpha))
        painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        if self.underMouse():
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(theme.colour(self._colour, 0.1))
            painter.drawRoundedRect(box, box.height() / 2, box.height() / 2)
        left, right = float(px(PAD_X)), self.width() - px(PAD_X)
        if self._mark and QColor.isValidColorName(self._mark):
            self._paint_mark(painter, left)
        left += px(MARK + 6) if self._mark else 0
        if self._removes:
            self._paint_cross(painter, right - px(CROSS))
            right -= px(CROSS + 8)
        painter.setPen(self._ink())
        painter.setFont(theme.font())
        metrics = painter.fontMetrics()
        words = metrics.elidedText(
            self._words, Qt.TextElideMode.ElideRight, round(right - left) + 2
        )
        place = QRectF(left, 0, right - left + 2, self.height())
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        self.setToolTip("" if words == self._words else self._words)

    def _ink(self) -> QColor:
        colour, tokens = self._colour, self._theme.tokens
        return self._theme.colour(tokens.readable(colour) if colour.startswith("#") else colour)

    def _paint_mark(self, painter: QPainter, left: float) -> None:
        size = self._theme.px(MARK)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(self._mark or ""))
        painter.drawRoundedRect(QRectF(left, (self.height() - size) / 2, size, size), 2, 2)

    def _paint_cross(self, painter: QPainter, left: float) -> None:
        size = self._theme.px(CROSS)
        top = (self.height() - size) / 2
        painter.setPen(QPen(self._theme.colour(self._colour), 1.4 * self._theme.percent / 100))
        painter.drawLine(round(left), round(top), round(left + size), round(top + size))
        painter.drawLine(round(left + size), round(top), round(left), round(top + size))
