"""Labels and buttons that never take the catalogue's text for anything but text."""

from collections.abc import Callable

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QSizePolicy, QWidget

from katalog_app.ui.overriding import override

# The namespace Qt costs 20-40 ms to load and the first painted window needs little of it, so until
# then its values are given as the numbers they stand for.
# Source: enum Qt::TextFormat and Qt::TextInteractionFlag in the documentation of Qt 6.
PLAIN_TEXT = 0
SELECTABLE_BY_MOUSE = 1


class Text(QLabel):
    """Plain text that wraps wherever the width demands it; `role` picks its look."""

    def __init__(
        self, text: str = "", role: str = "", *, selectable: bool = False, name: str = ""
    ) -> None:
        """Show a text; `name` is its accessible name where the text itself does not say enough."""
        super().__init__()
        self.setProperty("textFormat", PLAIN_TEXT)
        self.setProperty("role", role)
        self.setWordWrap(True)
        self.setText(text)
        self.setAccessibleName(name)
        if selectable:
            self.setProperty("textInteractionFlags", SELECTABLE_BY_MOUSE)

    @override
    def minimumSizeHint(self) -> QSize:
        """Return a hint that lets a pane become narrow: the text wraps."""
        hint = super().minimumSizeHint()
        return QSize(min(hint.width(), 40), hint.height())


def button(text: str, pressed: Callable[[], object], role: str = "", name: str = "") -> QPushButton:
    """Return a button; `name` is its accessible name where the text does not say enough."""
    made = QPushButton(text.replace("&", "&&"))
    made.setProperty("role", role)
    made.setAutoDefault(True)
    made.clicked.connect(lambda _checked: pressed())
    made.setAccessibleName(name or text)
    if role == "link":
        from PySide6.QtCore import Qt  # not needed to start

        made.setCursor(Qt.CursorShape.PointingHandCursor)
        made.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
    return made


def frame(role: str) -> QFrame:
    """Return a surface: "pane", "quiet", "notice" or "rail"."""
    made = QFrame()
    made.setProperty("role", role)
    return made


def clear(parent: QWidget) -> None:
    """Remove everything from a widget's layout and let it go."""
    layout = parent.layout()
    while layout is not None and (item := layout.takeAt(0)) is not None:
        widget = item.widget()
        if widget is not None:
            widget.hide()
            widget.deleteLater()
