"""A combo box with an arrow in the colours of the theme."""

from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF
from PySide6.QtWidgets import QComboBox, QSizePolicy

from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme


class ArrowCombo(QComboBox):
    """The style sheet has no arrow without a picture file, so it is painted."""

    def __init__(self, theme: Theme) -> None:
        """Make an empty box."""
        super().__init__()
        self._theme = theme
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.setMinimumContentsLength(6)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the box and its arrow."""
        super().paintEvent(event)
        px = self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("mute"), px(1.6), c=Qt.PenCapStyle.RoundCap))
        middle = QPointF(self.width() - px(14), self.height() / 2)
        wide, high = px(4), px(2)
        painter.drawPolyline(
            QPolygonF(
                [
                    middle + QPointF(-wide, -high),
                    middle + QPointF(0, high),
                    middle + QPointF(wide, -high),
                ]
            )
        )
