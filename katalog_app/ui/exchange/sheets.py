"""A pane that scrolls where it has too little room."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from katalog_app.ui.widgets.text import frame


class Sheet(QScrollArea):
    """One pane at a time, as wide as the area and at least as high as it needs."""

    def __init__(self, name: str) -> None:
        """Make an empty area with an accessible name."""
        super().__init__()
        self.setProperty("role", "sheet")
        self.setWidgetResizable(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(name)

    def fresh(self) -> QVBoxLayout:
        """Put an empty pane in place of the present one; return its layout."""
        pane = frame("pane")
        layout = QVBoxLayout(pane)
        layout.setContentsMargins(18, 16, 18, 16)
        layout.setSpacing(8)
        self.lay(pane)
        return layout

    def lay(self, pane: QFrame) -> None:
        """Put a pane in place of the present one."""
        self.setWidget(pane)
        pane.setAutoFillBackground(False)  # Qt turns it on, and it would square the round corners
