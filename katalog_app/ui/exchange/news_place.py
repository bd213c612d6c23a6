"""The part Nyheter: what the present edition brought, or any two editions beside each other."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from katalog_app.texts import _
from katalog_app.ui.exchange.compare_pane import ComparePane
from katalog_app.ui.exchange.news import NewsList
from katalog_app.ui.outside import Outside
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import button
from katalog_app.ui.workspace import Workspace


class NewsPlace(QWidget):
    """One of the two at a time."""

    said = Signal(str)
    """What just happened, for the message bar."""

    def __init__(
        self, theme: Theme, workspace: Workspace, outside: Outside, news: NewsList
    ) -> None:
        """Show the news."""
        super().__init__()
        self.news = news
        self.pane = ComparePane(theme, workspace, outside)
        self._stack = QStackedWidget()
        self._stack.addWidget(news)
        self._stack.addWidget(self.pane)
        self._way = QWidget()
        flow = FlowLayout(self._way, gap=6)
        self.compare = button(_("Jämför utgåvor…"), self.show_comparison)
        flow.addWidget(self.compare)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(8)
        layout.addWidget(self._way)
        layout.addWidget(self._stack, 1)
        self.pane.said.connect(self.said)
        self.pane.left.connect(self.show_news)

    def begin(self) -> None:
        """Read anew."""
        self.news.begin()
        if self._stack.currentWidget() is self.pane:
            self.pane.begin()

    def show_comparison(self) -> None:
        """Compare editions."""
        self._way.hide()
        self._stack.setCurrentWidget(self.pane)
        self.pane.begin()
        self.pane.take_keyboard()

    def show_news(self) -> None:
        """Go back to the news."""
        self._way.show()
        self._stack.setCurrentWidget(self.news)
        self.compare.setFocus(Qt.FocusReason.OtherFocusReason)
