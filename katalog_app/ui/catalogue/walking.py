"""The keyboard's way between field, list and reading pane."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt

from katalog_app.ui.catalogue.panes import Room

if TYPE_CHECKING:
    from katalog_app.ui.catalogue.hit_list import HitList
    from katalog_app.ui.catalogue.panes import Panes
    from katalog_app.ui.catalogue.reading_pane import ReadingPane
    from katalog_app.ui.widgets.search_field import SearchField


class Walking(QObject):
    """Lets what is opened be seen, and gives it the keyboard."""

    def __init__(
        self, search: SearchField, hits: HitList, reading: ReadingPane, panes: Panes
    ) -> None:
        """Follow the keys of all three."""
        super().__init__(panes)
        self._search, self._hits, self._reading, self._panes = search, hits, reading, panes
        search.moved.connect(hits.step)
        search.entered.connect(self._enter)
        hits.clicked.connect(lambda _index: self._enter_if_alone())
        hits.entered.connect(self._enter)
        reading.left.connect(self._to_list)
        reading.all_wanted.connect(self._browse_all)

    def _enter(self) -> None:
        """Go to the reading pane, with the first hit where none is current."""
        if not self._hits.currentIndex().isValid():
            self._hits.step(0)
        if self._hits.currentIndex().isValid():
            self._panes.go_to_reading(there=True)
            self._reading.enter()

    def _enter_if_alone(self) -> None:
        if self._panes.room is Room.ONE:
            self._enter()

    def _to_list(self) -> None:
        self._panes.go_to_reading(there=False)
        target = self._hits if self._hits.model().rowCount() else self._search
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _browse_all(self) -> None:
        self._panes.go_to_reading(there=False)
        self._hits.setFocus(Qt.FocusReason.OtherFocusReason)
