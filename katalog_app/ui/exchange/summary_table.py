"""The files of the inbox as a table: whose they are, what each brings, which to take in."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from PySide6.QtCore import QAbstractTableModel, QObject, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
)

from katalog_app.texts import N_, _
from katalog_app.ui.exchange.rows import NOWHERE, Index
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.tick_box import paint_box


class Column(IntEnum):
    """The columns in their order."""

    FILE = 0
    FROM = 1
    NEW = 2
    EDITED = 3
    CONFLICTS = 4
    WAITING = 5
    STANDING = 6


HEADINGS = {
    Column.FILE: N_("Fil"),
    Column.FROM: N_("Från"),
    Column.NEW: N_("Nya"),
    Column.EDITED: N_("Ändrade"),
    Column.CONFLICTS: N_("Krockar"),
    Column.WAITING: N_("Väntar"),
    Column.STANDING: N_("Läge"),
}
NUMBERS = frozenset({Column.NEW, Column.EDITED, Column.CONFLICTS, Column.WAITING})
PAD, BOX, ROW = 8, 15, 30
"""Around a text, side of a tick box, height of a row (pixels at 100 %)."""
LEAST_FILE, MOST_FILE = 190, 380
"""Width of the first column (pixels at 100 %)."""


@dataclass(frozen=True)
class SummaryRow:
    """One file."""

    key: str
    file: str
    whose: str
    """Municipality and sender."""
    new: int = 0
    edited: int = 0
    conflicts: int = 0
    waiting: int = 0
    standing: str = ""
    colour: str = "mute"
    """The token of its colour."""
    about: str = ""
    """Why it was refused or is held back, or what else there is to say of it."""
    choosable: bool = False
    """Whether it can be taken in with others."""
    aside: bool = False
    """Whether somebody has left it to wait, so that it is not ticked at first."""
    may_be_declined: bool = False
    """Whether a person may refuse it."""

    def said(self, column: Column) -> str:
        """Return what stands in a column."""
        match column:
            case Column.FILE:
                return self.file
            case Column.FROM:
                return self.whose
            case Column.STANDING:
                return self.standing
        counts = (self.new, self.edited, self.conflicts, self.waiting)
        count = counts[column - Column.NEW]
        return str(count) if count else "–"


class SummaryModel(QAbstractTableModel):
    """Rows in order; those that can be taken in are ticked at first."""

    ticked = Signal()
    """Other rows are ticked than before."""

    def __init__(self, parent: QObject | None = None) -> None:
        """Make an empty table."""
        super().__init__(parent)
        self._rows: tuple[SummaryRow, ...] = ()
        self._turned: set[str] = set()

    @property
    def rows(self) -> tuple[SummaryRow, ...]:
        """The rows in order."""
        return self._rows

    @property
    def chosen(self) -> list[str]:
        """The keys of the ticked rows, in order."""
        return [row.key for row in self._rows if self.is_ticked(row)]

    def is_ticked(self, row: SummaryRow) -> bool:
        """Return whether a file is to be taken in."""
        return row.choosable and (row.aside == (row.key in self._turned))

    def show(self, rows: Sequence[SummaryRow]) -> None:
        """Show rows; ticks, and the place in the table, are kept where the keys are the same."""
        new, old = tuple(rows), self._rows
        if new == old:
            return
        if [row.key for row in new] == [row.key for row in old]:
            self._rows = new
            for at, (one, other) in enumerate(zip(new, old, strict=True)):
                if one != other:  # the rest need not be painted again
                    self.dataChanged.emit(self.index(at, 0), self.index(at, len(Column) - 1))
        elif new[: len(old)] == old:
            self.beginInsertRows(NOWHERE, len(old), len(new) - 1)
            self._rows = new
            self.endInsertRows()
        else:
            self.beginResetModel()
            self._rows = new
            self._turned &= {row.key for row in new}
            self.endResetModel()
        self.ticked.emit()

    def toggle(self, row: int) -> None:
        """Tick a row that can be ticked, or take the tick away."""
        one = self._rows[row]
        if one.choosable:
            self._turned ^= {one.key}
            self.dataChanged.emit(self.index(row, 0), self.index(row, 0))
            self.ticked.emit()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of rows."""
        return 0 if parent.isValid() else len(self._rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        """Return the number of columns."""
        return 0 if parent.isValid() else len(Column)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        """Return what a column is called."""
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return _(HEADINGS[Column(section)])
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(Column(section))
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        """Return what stands in a cell, its tick, or all of it in words for a screen reader."""
        if not index.isValid():
            return None
        row, column = self._rows[index.row()], Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return row.said(column)
            case Qt.ItemDataRole.ToolTipRole:
                return ""  # what there is to say stands below the table
            case Qt.ItemDataRole.TextAlignmentRole:
                return _side(column)
            case Qt.ItemDataRole.AccessibleTextRole if column is Column.FILE:
                return self._spoken(row)
            case Qt.ItemDataRole.AccessibleTextRole:
                return f"{_(HEADINGS[column])}: {row.said(column)}"
            case Qt.ItemDataRole.CheckStateRole if column is Column.FILE and row.choosable:
                ticked = self.is_ticked(row)
                return Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
        return None

    def _spoken(self, row: SummaryRow) -> str:
        choice = ""
        if row.choosable:
            choice = _("tas in") if self.is_ticked(row) else _("lämnas")
        counts = [
            f"{_(HEADINGS[column])}: {row.said(column)}"
            for column in sorted(NUMBERS)
            if row.said(column) != "–"
        ]
        return ", ".join(filter(None, (row.file, row.whose, *counts, row.standing, choice)))

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        """Return that rows can be selected, and ticked where they can be taken in."""
        flags = super().flags(index)
        first = index.isValid() and index.column() == Column.FILE
        if first and self._rows[index.row()].choosable:
            flags |= Qt.ItemFlag.ItemIsUserCheckable
        return flags

    @override
    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Tick, or take a tick away."""
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        row = self._rows[index.row()]
        if not row.choosable or index.column() != Column.FILE:
            return False
        if (Qt.CheckState(value) is Qt.CheckState.Checked) != self.is_ticked(row):
            self.toggle(index.row())
        return True


def _side(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


class SummaryTable(QTableView):
    """The table; Space ticks the current row, and Ctrl with arrows moves as in all tables."""

    def __init__(self, theme: Theme, model: SummaryModel) -> None:
        """Show a model."""
        super().__init__()
        self._theme, self._rows = theme, model
        self.setProperty("role", "summary")
        self.setModel(model)
        self.setItemDelegate(_Cells(theme, self, model))
        self.setAccessibleName(_("Filerna i en tabell"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        self.horizontalHeader().setStretchLastSection(True)
        model.rowsInserted.connect(self._fit)
        model.modelReset.connect(self._fit)
        model.dataChanged.connect(self._fit)
        theme.changed.connect(self._fit)
        self._fit()

    def _fit(self) -> None:
        """Give rows and columns the size of their texts; nothing is laid out anew in vain."""
        px = self._theme.px
        across, down = self.horizontalHeader(), self.verticalHeader()
        if down.defaultSectionSize() != px(ROW):
            down.setDefaultSectionSize(px(ROW))
        texts, heads = QFontMetrics(self._theme.font()), QFontMetrics(self._theme.font(bold=True))
        for column in Column:
            said = {row.said(column) for row in self._rows.rows}
            wide = max((texts.horizontalAdvance(text) for text in said), default=0)
            wide = max(wide, heads.horizontalAdvance(_(HEADINGS[column]))) + 2 * px(PAD) + px(4)
            if column is Column.FILE:
                wide = min(max(wide + px(BOX + PAD), px(LEAST_FILE)), px(MOST_FILE))
            now = across.sectionSize(column)
            stretched = column is Column.STANDING and now >= wide
            if now != wide and not stretched:
                across.resizeSection(column, wide)

    @override
    def sizeHint(self) -> QSize:
        """Return a size that lets the pane become small."""
        return QSize(200, 160)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space."""
        current = self.currentIndex()
        if event.key() == Qt.Key.Key_Space and current.isValid():
            self._rows.toggle(current.row())
        else:
            super().keyPressEvent(event)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick where the box is clicked."""
        super().mouseReleaseEvent(event)
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and index.column() == Column.FILE:
            left = self.visualRect(index).left()
            if event.position().x() < left + self._theme.px(BOX + 2 * PAD):
                self._rows.toggle(index.row())


class _Cells(QStyledItemDelegate):
    """Paints cells: a box before the file's name, the standing in its colour."""

    def __init__(self, theme: Theme, view: SummaryTable, model: SummaryModel) -> None:
        super().__init__(view)
        self._theme, self._view, self._model = theme, view, model

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one cell."""
        theme, px = self._theme, self._theme.px
        row, column = self._model.rows[index.row()], Column(index.column())
        rect = QRectF(option.rect)
        selected = bool(option.state & QStyle.StateFlag.State_Selected)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.fillRect(rect, theme.colour("soft" if selected else "panel"))
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if selected and self._view.hasFocus():
            painter.setPen(QPen(theme.colour("accent"), 2))
            painter.drawLine(rect.topLeft(), rect.topRight())
            painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        inside = rect.adjusted(px(PAD), 0, -px(PAD), 0)
        if column is Column.FILE:
            if row.choosable:
                top = rect.top() + (rect.height() - px(BOX)) / 2
                box = QRectF(inside.left(), top, px(BOX), px(BOX))
                paint_box(painter, theme, box, ticked=self._model.is_ticked(row))
            inside.setLeft(inside.left() + px(BOX + PAD))
        named = row.colour if column is Column.STANDING else "ink"
        clash = column is Column.CONFLICTS and row.conflicts
        colour = theme.tokens.readable(getattr(theme.tokens, "warn" if clash else named))
        painter.setPen(theme.colour(colour))
        painter.setFont(theme.font(bold=bool(clash)))
        text = painter.fontMetrics().elidedText(
            row.said(column), Qt.TextElideMode.ElideMiddle, round(inside.width())
        )
        painter.drawText(inside, _side(column), text)
        painter.restore()
