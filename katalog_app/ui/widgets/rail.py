"""The narrow rail with the five places."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QRectF, QSize, Signal
from PySide6.QtGui import QFontMetrics, QPainter
from PySide6.QtWidgets import QButtonGroup, QFrame, QRadioButton, QSizePolicy, QVBoxLayout

from katalog_app.texts import _
from katalog_app.ui.overriding import override
from katalog_app.ui.places import NAMES, Place
from katalog_app.ui.widgets.icons import LINE, icon

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtCore import QPoint
    from PySide6.QtGui import QKeyEvent, QPaintEvent

    from katalog_app.ui.theme import Theme

# The namespace Qt costs 20-40 ms to load, too much before the first paint; a pen or a brush made
# in Python loads it. So the style sheet draws the surface, and the painter keeps the pen it has
# from the palette. Source: enum Qt::AlignmentFlag in the documentation of Qt 6.
ALIGN_CENTER = 0x84
ICON, LABEL = 24, 12
TALL = 130
"""Text size (percent) from which the buttons stand closer, so that five fit in 640 pixels."""


class RailButton(QRadioButton):
    """One place: an icon above its name."""

    def __init__(self, theme: Theme, place: Place, number: int) -> None:
        """Make the button of a place; `number` is its key together with Ctrl."""
        super().__init__()
        self._theme, self._place = theme, place
        self._icon = icon(place)
        self._label = _(NAMES[place])
        self.setProperty("role", "rail")
        self.setAccessibleName(self._label)
        self.setToolTip(_("{place} (Ctrl+{number})").format(place=self._label, number=number))
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.toggled.connect(self._colour)
        theme.changed.connect(self._colour)
        self._colour()

    def _colour(self) -> None:
        # The style sheet passes it on to the palette, whose colour the painter begins with.
        tokens = self._theme.tokens
        self.setStyleSheet(f"color: {tokens.accent if self.isChecked() else tokens.mute}")
        self.updateGeometry()

    @override
    def hitButton(self, pos: QPoint) -> bool:
        """Return True: all of the button can be clicked, not only an indicator."""
        return True

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
        """Paint icon and name over the surface; the present place is bold."""
        super().paintEvent(event)
        px = self._theme.px
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setFont(self._theme.font(LABEL, bold=self.isChecked()))
        height = painter.fontMetrics().height()
        top = (self.height() - px(ICON) - height - px(2)) / 2
        label = QRectF(0, top + px(ICON) + px(2), self.width(), height)
        painter.drawText(label, ALIGN_CENTER, self._label)
        painter.translate((self.width() - px(ICON)) / 2, top)
        painter.scale(px(ICON) / 24 * LINE, px(ICON) / 24 * LINE)
        painter.drawPath(self._icon)

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
            layout.addWidget(made)
        layout.addStretch(1)
        self._theme, self._layout = theme, layout

    def add_settings(self, pressed: Callable[[], object]) -> None:
        """Put the button of the settings at the foot; not needed to start."""
        from katalog_app.ui.widgets.settings_button import SettingsButton

        made = SettingsButton(self._theme)
        made.clicked.connect(lambda _checked: pressed())
        self._layout.addWidget(made)
        self.setTabOrder(self._buttons[Place.EXCHANGE], made)

    def show_place(self, place: Place) -> None:
        """Mark a place as the present one."""
        self._buttons[place].setChecked(True)
