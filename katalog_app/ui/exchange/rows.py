"""The rows of every list of the place, as Qt wants them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from katalog_app.texts import _
from katalog_app.ui.overriding import override

Index = QModelIndex | QPersistentModelIndex
NOWHERE = QModelIndex()


class RowRole(IntEnum):
    """What can be asked of a row besides Qt's own roles."""

    ROW = Qt.ItemDataRole.UserRole + 1


@dataclass(frozen=True)
class Row:
    """One row: a title, a line below it, a word on the right."""

    key: str
    title: str
    about: str = ""
    tag: str = ""
    colour: str = "mute"
    """The token of the word's colour."""


class RowModel(QAbstractListModel):
    """Rows in order; those that can be chosen are chosen at first."""

    def __init__(self, parent: QObject | None = None, *, taken: str = "", left: str = "") -> None:
        """Make an empty list; `taken` and `left` say what becomes of a row ticked and not."""
        super().__init__(parent)
        self._taken, self._left_word = taken or _("tas in"), left or _("vårt behålls")
        self._rows: tuple[Row, ...] = ()
        self._left: set[str] = set()
        self._choosable = False

    @property
    def choosable(self) -> bool:
        """Whether rows are to be taken in or left, as the user ticks them."""
        return self._choosable

    @property
    def rows(self) -> tuple[Row, ...]:
        """The rows in order."""
        return self._rows

    @property
    def left(self) -> frozenset[str]:
        """Keys of the rows whose tick has been taken away."""
        return frozenset(self._left)

    def is_ticked(self, key: str) -> bool:
        """Return whether the row of a key is ticked."""
        return key not in self._left

    def show(self, rows: Sequence[Row], *, choosable: bool = False) -> None:
        """Show other rows, to be chosen among or not; ticks are kept where the keys are."""
        if tuple(rows) == self._rows and choosable == self._choosable:
            return
        self.beginResetModel()
        self._rows, self._choosable = tuple(rows), choosable
        self._left &= {row.key for row in rows} if choosable else set()
        self.endResetModel()

    def toggle(self, row: int) -> None:
        """Tick a row that can be chosen, or take the tick away."""
        one = self._rows[row]
        if self._choosable:
            self._left ^= {one.key}
            self.dataChanged.emit(self.index(row), self.index(row))

    def row_of(self, key: str) -> int | None:
        """Return the row of a key, None where it is not here."""
        return next((row for row, one in enumerate(self._rows) if one.key == key), None)

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return a row, its title, its tick, or all of it in words for a screen reader."""
        if not index.isValid():
            return None
        row = self._rows[index.row()]
        match role:
            case RowRole.ROW:
                return row
            case Qt.ItemDataRole.DisplayRole:
                return row.title
            case Qt.ItemDataRole.AccessibleTextRole:
                return ", ".join(filter(None, (row.title, row.tag, self.about(index.row()))))
            case Qt.ItemDataRole.CheckStateRole if self._choosable:
                ticked = self.is_ticked(row.key)
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return None

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that a row can be selected, and ticked where it can be chosen."""
        flags = super().flags(index)
        if index.isValid() and self._choosable:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick, or take a tick away."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        if not self._choosable:
            return False
        wanted = Qt.CheckState(value) is Qt.CheckState.Checked
        if wanted != self.is_ticked(self._rows[index.row()].key):
            self.toggle(index.row())
        return True

    def about(self, row: int) -> str:
        """Return the line below a row's title, with the choice made in words."""
        one = self._rows[row]
        if not self._choosable:
            return one.about
        choice = self._taken if self.is_ticked(one.key) else self._left_word
        return f"{one.about}  ·  {choice}"
