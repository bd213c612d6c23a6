"""The part Krockar: one at a time on the desk, or several by one rule."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget

from katalog_app.ui.exchange.bulk_pane import BulkPane
from katalog_app.ui.exchange.conflict_desk import ConflictDesk
from katalog_app.ui.theme import Theme
from katalog_app.ui.workspace import Workspace


class ConflictPlace(QStackedWidget):
    """One of the two at a time."""

    said = Signal(str)
    """What just happened, for the message bar."""
    undo_offered = Signal(str, object)
    """What just happened, and what takes it back."""

    def __init__(self, theme: Theme, workspace: Workspace, desk: ConflictDesk) -> None:
        """Show the desk."""
        super().__init__()
        self.desk = desk
        self.bulk = BulkPane(theme, workspace)
        self.addWidget(desk)
        self.addWidget(self.bulk)
        desk.said.connect(self.said)
        desk.many_wanted.connect(self._show_bulk)
        self.bulk.said.connect(self.said)
        self.bulk.undo_offered.connect(self._offer)
        self.bulk.left.connect(self._show_desk)

    def begin(self) -> None:
        """Read which conflicts are open."""
        self.desk.begin()
        if self.currentWidget() is self.bulk:
            self.bulk.begin()

    def _show_bulk(self) -> None:
        self.setCurrentWidget(self.bulk)
        self.bulk.begin()
        self.bulk.take_keyboard()

    def _show_desk(self) -> None:
        self.setCurrentWidget(self.desk)
        self.desk.take_keyboard()

    def _offer(self, said: str, undo: Callable[[], object]) -> None:
        self.undo_offered.emit(said, undo)
        self._show_desk()
