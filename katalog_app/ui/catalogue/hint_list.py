"""Hints in words, one a row."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QListWidget, QListWidgetItem

from katalog_app.texts import _
from katalog_app.ui.catalogue import advice_words

if TYPE_CHECKING:
    from katalog_app.services.advising import Advice

HIGH = 220
"""Height of the list of hints (pixels at 100 %)."""
MOST_SHOWN = 40
"""Hints in the list; the rest are counted, and come when these are seen to."""


class HintList(QListWidget):
    """Hints in words; Enter or a click goes to one."""

    def __init__(self) -> None:
        """Make an empty list."""
        super().__init__()
        self.setProperty("role", "versions")
        self.setAccessibleName(_("Tips om texten"))
        self.setWordWrap(True)
        self.setSpacing(2)
        self.setResizeMode(QListWidget.ResizeMode.Adjust)
        self.setTextElideMode(Qt.TextElideMode.ElideNone)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def show_advice(self, advice: Advice) -> None:
        """Show the hints, and keep the place in the list."""
        row = self.currentRow()
        self.clear()
        for hint in advice.hints[:MOST_SHOWN]:
            self.addItem(advice_words.hint(hint))
        self.setCurrentRow(min(max(row, 0), self.count() - 1))
        more = len(advice.hints) - MOST_SHOWN
        if more > 0:
            last = QListWidgetItem(_("… och {count} tips till").format(count=more))
            last.setFlags(Qt.ItemFlag.NoItemFlags)
            self.addItem(last)
