"""Lists to choose in, whose ticks are kept by key: they stay while one searches for others."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QMouseEvent

from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Index, Row, RowModel
from katalog_app.ui.overriding import override


class ContactList(RowList):
    """A list in which a click beside the box opens what is clicked."""

    opened = Signal()
    """The current row is to be read."""

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick where the box is clicked, open beside it."""
        super().mouseReleaseEvent(event)
        place = event.position().toPoint()
        if self.indexAt(place).isValid() and place.x() >= self.box_edge:
            self.opened.emit()


class TickedRows(RowModel):
    """A list of rows to choose among; which are chosen at first is for its maker to say."""

    ticked = Signal()
    """Others are chosen than before."""

    def __init__(self, parent: QObject, words: tuple[str, str] = ("", "")) -> None:
        """Make an empty list; `words` are said of a row that is chosen, and of one that is not."""
        super().__init__(parent)
        self._words = words
        self._chosen: dict[str, None] = {}
        self._locked: frozenset[str] = frozenset()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The keys that are chosen, in the order they were; some may not be shown now."""
        return tuple(self._chosen)

    def show_choices(
        self, rows: Sequence[Row], *, chosen: Iterable[str], locked: Collection[str]
    ) -> None:
        """Show rows, these of them chosen; those that are locked can be neither."""
        self._locked = frozenset(locked)
        self._chosen = {key: None for key in chosen if key not in self._locked}
        self.show(rows, choosable=True)
        self.ticked.emit()

    def choose(self, keys: Iterable[str]) -> None:
        """Let these be chosen, and no others."""
        self._chosen = {key: None for key in keys if key not in self._locked}
        if self.rows:
            self.dataChanged.emit(self.index(0), self.index(len(self.rows) - 1))
        self.ticked.emit()

    @override
    def is_ticked(self, key: str) -> bool:
        """Return whether a key is chosen."""
        return key in self._chosen

    @override
    def toggle(self, row: int) -> None:
        """Choose a row, or let it be; a locked one stays as it is."""
        key = self.rows[row].key
        if not self.choosable or key in self._locked:
            return
        if key in self._chosen:
            del self._chosen[key]
        else:
            self._chosen[key] = None
        self.dataChanged.emit(self.index(row), self.index(row))
        self.ticked.emit()

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a row can be chosen, unless it is locked."""
        flags = super().flags(index)
        if index.isValid() and self.rows[index.row()].key in self._locked:
            flags &= ~Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def about(self, row: int) -> str:
        """Return the line below a row's title, with the choice in words where there are any."""
        one = self.rows[row]
        said = "" if one.key in self._locked else self._words[one.key not in self._chosen]
        return "  ·  ".join(filter(None, (one.about, said)))
