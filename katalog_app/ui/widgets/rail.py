"""The narrow rail with the five places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QAbstractButton, QButtonGroup, QFrame, QSizePolicy, QVBoxLayout

from katalog_app.texts import _
from katalog_app.ui.overriding import override
from katalog_app.ui.places import NAMES, Place
from katalog_app.ui.widgets.icons import icon

if TYPE_CHECKING:
    from PySide6.QtCore import QEvent
    from PySide6.QtGui import QEnterEvent, QKeyEvent, QPaintEvent

    from katalog_app.ui.theme import Theme

# The namespace Qt costs 20-40 ms to load, too much before the first paint: numbers stand for its
# values. Source: enum Qt::FocusPolicy and Qt::AlignmentFlag in the documentation of Qt 6.
STRONG_FOCUS = 11
ALIGN_CENTER = 0x84
ICON, LABEL = 24, 12
TALL = 130
"""Text size (percent) from which the buttons stand closer, so that five fit in 640 pixels."""


class RailButton(QAbstractButton):
    """One place: an icon above its name."""

    def __init__(self, theme: Theme, place: Place, number: int) -> None:
        """Make the button of a place; `number` is its key together with Ctrl."""
        super().__init__()
        self._theme, self._place = theme, place
        self._icon = icon(place)
        self.setText(_(NAMES[place]))
        self.setAccessibleName(_(NAMES[place]))
        self.setToolTip(_("{place} (Ctrl+{number})").format(place=_(NAMES[place]), number=number))
        self.setCheckable(True)
        self.setAutoExclusive(True)  # screen readers: one of several
        self.setProperty("focusPolicy", STRONG_FOCUS)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    @override
    def sizeHint(self) -> QSize:
        """Return the size of icon and name."""
        px = self._theme.px
        metrics = QFontMetrics(self._theme.font(LABEL, bold=True))
        width = max(px(72), metrics.horizontalAdvance(_("Kontakter")) + px(10))
        around = px(24) if self._theme.percent < TALL else px(10)
        return QSize(width, px(ICON) + metrics.height() + around)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the button; the present place has a soft surface and bold text."""
        theme, px = self._theme, self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        box = QPainterPath()
        box.addRoundedRect(QRectF(self.rect()).adjusted(1, 1, -1, -1), 8, 8)
        here = self.isChecked()
        if here or self.underMouse():
            painter.fillPath(box, theme.colour("soft" if here else "hover"))
        if self.hasFocus():
            painter.strokePath(box, QPen(theme.colour("accent"), 2))
        colour = theme.colour("accent" if here else "mute")
        painter.setFont(theme.font(LABEL, bold=here))
        height = painter.fontMetrics().height()
        top = (self.height() - px(ICON) - height - px(2)) / 2
        painter.setPen(colour)
        label = QRectF(0, top + px(ICON) + px(2), self.width(), height)
        painter.drawText(label, ALIGN_CENTER, self.text())
        painter.translate((self.width() - px(ICON)) / 2, top)
        painter.scale(px(ICON) / 24, px(ICON) / 24)
        painter.strokePath(self._icon, QPen(colour, 1.7))

    @override
    def enterEvent(self, event: QEnterEvent) -> None:
        """Paint the surface under the mouse."""
        super().enterEvent(event)
        self.update()

    @override
    def leaveEvent(self, event: QEvent) -> None:
        """Paint without the surface under the mouse."""
        super().leaveEvent(event)
        self.update()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open the place with Enter as well."""
        from PySide6.QtCore import Qt  # too costly before the first paint

        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.click()
        else:
            super().keyPressEvent(event)


class Rail(QFrame):
    """The five places, one of them present."""

    chosen = Signal(Place)

    def __init__(self, theme: Theme) -> None:
        """Show the places, none of them present yet."""
        super().__init__()
        self.setProperty("role", "rail")
        self.setAccessibleName(_("Platser"))
        self._group = QButtonGroup(self)
        self._buttons: dict[Place, RailButton] = {}
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 14, 8, 8)
        layout.setSpacing(4)
        for number, place in enumerate(NAMES, 1):
            made = self._buttons[place] = RailButton(theme, place, number)
            self._group.addButton(made)
            made.clicked.connect(lambda _checked, place=place: self.chosen.emit(place))
            theme.changed.connect(made.updateGeometry)
            layout.addWidget(made)
        layout.addStretch(1)

    def show_place(self, place: Place) -> None:
        """Mark a place as the present one."""
        self._buttons[place].setChecked(True)
