"""A check box in the colours of the theme, the same in a form as in the list of facets."""

from PySide6.QtCore import QPoint, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QSizePolicy

from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme

BOX, GAP, PAD = 15, 7, 4
"""Side of the box, between box and text, around both (pixels at 100 %)."""


def paint_box(painter: QPainter, theme: Theme, box: QRectF, *, ticked: bool) -> None:
    """Paint a box, ticked or not."""
    painter.setPen(QPen(theme.colour("accent" if ticked else "edge"), 1.2))
    painter.setBrush(theme.colour("accent" if ticked else "panel"))
    painter.drawRoundedRect(box, 4, 4)
    if ticked:
        tick = QPainterPath()
        tick.moveTo(box.left() + box.width() * 0.24, box.top() + box.height() * 0.54)
        tick.lineTo(box.left() + box.width() * 0.43, box.top() + box.height() * 0.72)
        tick.lineTo(box.left() + box.width() * 0.77, box.top() + box.height() * 0.3)
        painter.setPen(QPen(theme.colour("on_accent"), theme.px(2)))
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.drawPath(tick)


class TickBox(QCheckBox):
    """A box with a text beside it; the whole of it is the target."""

    def __init__(self, theme: Theme, text: str, name: str) -> None:
        """Show a text on one line, with an accessible name."""
        super().__init__(text.replace("&", "&&"))
        self._theme, self._words = theme, text
        self.setAccessibleName(name)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        """Return the size of box and text."""
        metrics, px = QFontMetrics(self._theme.font()), self._theme.px
        width = metrics.horizontalAdvance(self._words) + px(BOX + GAP) + 2 * px(PAD) + 2
        return QSize(width, max(metrics.height(), px(BOX)) + 2 * px(PAD))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return a size at which the text is shortened."""
        return QSize(40, self.sizeHint().height())

    @override
    def hitButton(self, pos: QPoint) -> bool:
        """Return whether a click hits: anywhere in it."""
        return self.rect().contains(pos)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint box, text, and a ring around both when it has the keyboard."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        top = (self.height() - px(BOX)) / 2
        paint_box(painter, theme, QRectF(px(PAD), top, px(BOX), px(BOX)), ticked=self.isChecked())
        painter.setPen(theme.colour("ink" if self.isEnabled() else "mute"))
        painter.setFont(theme.font())
        left = px(PAD + BOX + GAP)
        place = QRectF(left, 0, self.width() - left, self.height())
        words = painter.fontMetrics().elidedText(
            self._words, Qt.TextElideMode.ElideRight, round(place.width())
        )
        painter.drawText(place, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft, words)
        if self.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.drawRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 5, 5)
