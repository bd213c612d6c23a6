"""The button at the foot of the rail."""

from PySide6.QtCore import QSize
from PySide6.QtGui import QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QSizePolicy

from katalog_app.texts import _
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.icons import LINE, settings_icon

ICON, AROUND = 22, 14
"""Side of the icon, room around it (pixels at 100 %)."""


class SettingsButton(QPushButton):
    """Opens the settings."""

    def __init__(self, theme: Theme) -> None:
        """Make the button, as wide as the rail."""
        super().__init__()
        self._theme = theme
        self._icon = settings_icon()
        self.setProperty("role", "foot")
        self.setAccessibleName(_("Inställningar"))
        self.setToolTip(_("Inställningar (Ctrl+,)"))
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        theme.changed.connect(self.updateGeometry)

    @override
    def sizeHint(self) -> QSize:
        """Return the size of the icon with room around it."""
        side = self._theme.px(ICON) + self._theme.px(AROUND)
        return QSize(side, side)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the icon over the surface."""
        super().paintEvent(event)
        side = self._theme.px(ICON)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(self._theme.colour("mute"), 1))
        painter.translate((self.width() - side) / 2, (self.height() - side) / 2)
        painter.scale(side / 24 * LINE, side / 24 * LINE)
        painter.drawPath(self._icon)
