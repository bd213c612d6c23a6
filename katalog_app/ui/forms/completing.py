"""A line of text that offers what stands in the catalogue, wherever the words stand in it."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractProxyModel, QModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QCompleter, QListView

from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.text_line import TextLine

SHOWN = 9
"""Offers seen at once; the rest are scrolled to."""
LONGEST = 2**20
"""Characters that can be pasted; too long a text is kept and complained about, never cut."""


class CompletingLine(TextLine):
    """Down shows the offers; one that is picked is told of."""

    picked = Signal(object)
    """An offer was picked: what it stands for."""
    entered = Signal()
    """Enter was pressed with no offer chosen."""

    def __init__(self, name: str) -> None:
        """Make an empty line that offers nothing yet."""
        super().__init__()
        self.setAccessibleName(name)
        self.setMaxLength(LONGEST)
        self._offered: Sequence[tuple[object, str]] | None = None
        """What to offer, until the list of it is made: what each stands for, and its name."""
        self._offers: QCompleter | None = None
        self._stands_for: list[object] = []

    def offer(self, offers: Sequence[tuple[object, str]]) -> None:
        """Offer these: what each stands for, and what it is called.

        The list is made when the line has the keyboard: making one takes a few ms, and a form has
        many lines.
        """
        self._offered = offers
        if self.hasFocus():
            self._make_list()

    def _make_list(self) -> None:
        if self._offered is None:
            return
        self._stands_for = [stands_for for stands_for, _called in self._offered]
        completer = QCompleter(
            QStringListModel([called for _, called in self._offered], self), self
        )
        self._offered = None
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
        found = index.model()
        row = found.mapToSource(index).row() if isinstance(found, QAbstractProxyModel) else -1
        if row >= 0:
            self.picked.emit(self._stands_for[row])

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Be ready to offer."""
        self._make_list()
        super().focusInEvent(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Show every offer with Down in an empty line; tell of Enter."""
        self._make_list()
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
