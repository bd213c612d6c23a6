"""Three panes side by side where there is room; two, or one at a time, where there is not."""

from enum import IntEnum

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.splitter import Splitter
from katalog_app.ui.workspace import Workspace

ALL_FROM, TWO_FROM = 800, 560
"""Widths (pixels at 100 % text) from which three and two panes fit."""
WIDTHS = [224, 520, 530]
"""Of the panes before the user has chosen."""


class Room(IntEnum):
    """How many panes fit."""

    ONE = 1
    TWO = 2
    THREE = 3


class Panes(QWidget):
    """Facets, list and reading pane."""

    changed = Signal()
    """Another number of panes fits than before."""

    def __init__(
        self, theme: Theme, workspace: Workspace, facets: QWidget, hits: QWidget, reading: QWidget
    ) -> None:
        """Show all three until the width is known."""
        super().__init__()
        self._theme = theme
        self._facets, self._hits, self._reading = facets, hits, reading
        self.room = Room.THREE
        self._folded_out = False
        self._in_reading = True
        self._splitter = Splitter(workspace, "catalogue")
        for pane in (facets, hits, reading):
            self._splitter.addWidget(pane)
        for number, factor in enumerate((0, 3, 4)):
            self._splitter.setStretchFactor(number, factor)
        self._splitter.restore(WIDTHS)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self._splitter)
        theme.changed.connect(self._arrange)

    @property
    def reading_shown(self) -> bool:
        """Whether the reading pane can be seen."""
        return not self._reading.isHidden()

    def fold_out(self, out: bool) -> None:
        """Show the facets in place of the list where not all fit, or the list again."""
        self._folded_out = out
        self._arrange()

    def go_to_reading(self, there: bool) -> None:
        """Show the reading pane, or the list, where only one fits."""
        self._in_reading = there
        if there:
            self._folded_out = False
        self._arrange()

    @property
    def folded_out(self) -> bool:
        """Whether the facets stand in place of the list."""
        return self._folded_out and self.room is not Room.THREE

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show as many panes as fit."""
        super().resizeEvent(event)
        self._arrange()

    @override
    def minimumSizeHint(self) -> QSize:
        """Return a size at which one pane can still be used."""
        return QSize(200, 120)

    def _arrange(self) -> None:
        width = self.width() * 100 / self._theme.percent
        before = self.room
        self.room = Room.THREE if width >= ALL_FROM else Room.TWO if width >= TWO_FROM else Room.ONE
        facets = self.room is Room.THREE or self._folded_out
        reading = self.room is not Room.ONE or (self._in_reading and not self._folded_out)
        hits = self.room is Room.THREE or not (self._folded_out or (reading and self._alone))
        self._facets.setVisible(facets)
        self._hits.setVisible(hits)
        self._reading.setVisible(reading)
        if self.room is not before:
            self.changed.emit()

    @property
    def _alone(self) -> bool:
        return self.room is Room.ONE
