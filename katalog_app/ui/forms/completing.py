"""A line of text that offers what stands in the catalogue, wherever the words stand in it."""

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView

from katalog_app.ui.overriding import override

ROLE = Qt.ItemDataRole.UserRole
SHOWN = 9
"""Offers seen at once; the rest are scrolled to."""
LONGEST = 2**20
"""Characters that can be pasted; too long a text is kept and complained about, never cut."""


class CompletingLine(QLineEdit):
    """Down shows the offers; one that is picked is told of."""

    picked = Signal(object, str)
    """An offer was picked: what it stands for, and what it is called."""
    entered = Signal()
    """Enter was pressed with no offer chosen."""

    def __init__(self, name: str) -> None:
        """Make an empty line that offers nothing yet."""
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(LONGEST)
        self._offers: QCompleter | None = None

    def offer(self, offers: Sequence[tuple[object, str]]) -> None:
        """Offer these: what each stands for, and what it is called."""
        model = QStandardItemModel(self)
        for stands_for, called in offers:
            item = QStandardItem(called)
            item.setData(stands_for, ROLE)
            item.setEditable(False)
            model.appendRow(item)
        completer = QCompleter(model, self)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setMaxVisibleItems(SHOWN)
        popup = QListView()
        popup.setProperty("role", "offers")
        popup.setAccessibleName(self.accessibleName())
        completer.setPopup(popup)
        picked = completer.activated[QModelIndex]  # type: ignore[index]  # the stubs know one form
        picked.connect(self._pick)
        self.setCompleter(completer)
        self._offers = completer

    def _pick(self, index: QModelIndex) -> None:
        self.picked.emit(index.data(ROLE), str(index.data()))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show every offer with Down in an empty line; tell of Enter."""
        key, offers = event.key(), self._offers
        popup = offers.popup() if offers is not None else None
        shown = popup is not None and popup.isVisible()
        if key == Qt.Key.Key_Down and offers is not None and not shown:
            offers.setCompletionPrefix(self.text())
            offers.complete()
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            if popup is None or not shown or not popup.currentIndex().isValid():
                self.entered.emit()
            event.ignore()  # a chosen offer is the completer's, the rest the window's
        else:
            super().keyPressEvent(event)
