"""The inbox as it is laid out: figures, the list of files, and the pane beside it."""

from __future__ import annotations

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from katalog_app.texts import _
from katalog_app.ui.exchange.arrival_pane import ArrivalPane
from katalog_app.ui.exchange.counters import Counters
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import RowModel
from katalog_app.ui.exchange.summary_pane import SummaryPane
from katalog_app.ui.exchange.watched import Watched
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.splitter import Splitter
from katalog_app.ui.widgets.text import Text, button, frame
from katalog_app.ui.workspace import Workspace

LOW = 260
"""An inbox lower than this (pixels at 100 %) shows the list alone."""
SHORT, NARROW = 560, 900
"""An inbox lower or narrower than this (pixels at 100 %) has its figures on a line of text."""


class InboxFrame(QWidget):
    """The widgets and their places; what they do is said in `Inbox`."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Make an empty inbox."""
        super().__init__()
        self._theme, self._left = theme, QWidget()
        self.model = RowModel(self)
        self.list = RowList(theme, self.model, _("Filer i inkorgen"))
        self.pane = ArrivalPane(theme)
        self.summary = SummaryPane(theme)
        self.counters = Counters()
        self.watched = Watched(workspace)
        self.right = QStackedWidget()
        self.all_files = button(_("Visa alla tillsammans"), self.show_together)
        self._hint = Text(_("Släpp filer var som helst i fönstret."), "mute")
        self._arrange(workspace)

    def _arrange(self, workspace: Workspace) -> None:
        left = frame("pane")
        left.setMinimumWidth(200)
        down = QVBoxLayout(left)
        down.setContentsMargins(12, 12, 12, 12)
        down.addWidget(Text(_("Inkorg"), "label"))
        down.addWidget(self.list, 1)
        down.addWidget(self.all_files)
        down.addWidget(self._hint)
        down.addWidget(self.watched)
        self.all_files.hide()
        aligned = self._left = (
            QWidget()
        )  # as the pane beside it, which leaves room for its ring of focus
        beside = QVBoxLayout(aligned)
        beside.setContentsMargins(2, 2, 2, 2)
        beside.addWidget(left)
        self.right.addWidget(self.pane)
        self.right.addWidget(self.summary)
        panes = Splitter(workspace, "exchange-inbox")
        panes.addWidget(aligned)
        panes.addWidget(self.right)
        panes.setStretchFactor(1, 1)
        panes.restore([340, 900])
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(10)
        layout.addWidget(self.counters)
        layout.addWidget(panes, 1)
        self.setTabOrder(self.list, self.pane)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Leave the hint out where the list needs the room, and the cards of figures."""
        super().resizeEvent(event)
        px, size = self._theme.px, event.size()
        self._hint.setVisible(size.height() > px(LOW))
        self.watched.setVisible(size.height() > px(LOW))
        self.counters.set_compact(compact=size.height() < px(SHORT) or size.width() < px(NARROW))

    def show_together(self) -> None:
        """Show all files in a table, in place of the one that was shown."""
        self.right.setCurrentWidget(self.summary)
        self._left.hide()  # the table says all that the list does, and needs the room

    def show_one(self) -> None:
        """Show the list, and beside it the pane of one file."""
        self.right.setCurrentWidget(self.pane)
        self._left.show()
