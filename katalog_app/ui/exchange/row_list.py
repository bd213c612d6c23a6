"""A list of rows as cards: what all lists of the place look like."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QFocusEvent,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QListView,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionButton,
    QStyleOptionViewItem,
)

from katalog_app.ui.exchange.rows import Index, Row, RowModel, RowRole
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme

TITLE, ABOUT, TAG = 13, 12, 12
PAD, GAP, BETWEEN, BOX, EDGE = 10, 2, 4, 16, 8
BATCH = 100
"""So many rows are laid out at a time, so that long lists do not hold up the window."""
WRAP = Qt.TextFlag.TextWordWrap | Qt.TextFlag.TextWrapAnywhere
TINT = {False: 0.1, True: 0.16}


class RowList(QListView):
    """The current row is what a pane beside it may show; Space ticks."""

    chosen = Signal(str)
    """Another row became current: its key."""

    def __init__(self, theme: Theme, model: RowModel, name: str) -> None:
        """Show a model; `name` is the accessible name."""
        super().__init__()
        self._theme, self._rows = theme, model
        self.setModel(model)
        self.setItemDelegate(RowDelegate(theme, self, model))
        self.setAccessibleName(name)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setLayoutMode(QListView.LayoutMode.Batched)
        self.setBatchSize(BATCH)
        self.setMinimumHeight(theme.px(120))
        self.selectionModel().currentChanged.connect(self._tell)
        model.dataChanged.connect(self.scheduleDelayedItemsLayout)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def point_at(self, key: str) -> None:
        """Make the row of a key current."""
        row = self._rows.row_of(key)
        if row is not None:
            self.setCurrentIndex(self._rows.index(row))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return a size that lets the pane become narrow."""
        return QSize(120, 80)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows take their height for the new width."""
        super().resizeEvent(event)
        self.scheduleDelayedItemsLayout()

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
        place = event.position().toPoint()
        index = self.indexAt(place)
        edge = self._theme.px(PAD + BOX + EDGE) + BETWEEN
        if index.isValid() and place.x() < edge:
            self._rows.toggle(index.row())

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make the first row current where none is, so that the focus can be seen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0))

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._rows.rows[current.row()].key)


class RowDelegate(QStyledItemDelegate):
    """Paints a row: box, title and word, and the line below them as high as it needs."""

    def __init__(self, theme: Theme, view: RowList, model: RowModel) -> None:
        """Paint into a view."""
        super().__init__(view)
        self._theme, self._view, self._model = theme, view, model

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row at the width of the list."""
        row = index.data(RowRole.ROW)
        if not isinstance(row, Row):
            return QSize(0, 0)
        width = self._view.viewport().width()
        title, _tag, about = self._places(row, index.row(), QRect(0, 0, width, 0))
        bottom = about.bottom() if about.height() else title.bottom()
        return QSize(100, bottom + self._theme.px(PAD) + BETWEEN)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(RowRole.ROW)
        if not isinstance(row, Row):
            return
        rect: QRect = option.rect
        state: QStyle.StateFlag = option.state
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        self._paint_surface(painter, rect, state)
        title, tag, about = self._places(row, index.row(), rect)
        if row.choosable:
            self._paint_box(painter, title, ticked=row.key not in self._model.left)
        theme = self._theme
        painter.setPen(theme.colour("ink"))
        painter.setFont(theme.font(TITLE, bold=True))
        painter.drawText(title, WRAP, row.title)
        painter.setPen(theme.colour("mute"))
        painter.setFont(theme.font(ABOUT))
        painter.drawText(about, WRAP, self._model.about(index.row()))
        if row.tag:
            self._paint_tag(painter, tag, row)
        painter.restore()

    def _places(self, row: Row, number: int, rect: QRect) -> tuple[QRect, QRect, QRect]:
        """Return where title, word and the line below stand."""
        px = self._theme.px
        left = rect.left() + px(PAD) + (px(BOX + EDGE) if row.choosable else 0)
        right, top = rect.right() - px(PAD), rect.top() + px(PAD)
        font = QFontMetrics(self._theme.font(TAG))
        wide = font.horizontalAdvance(row.tag) + 2 * px(9) if row.tag else 0
        bold = QFontMetrics(self._theme.font(TITLE, bold=True))
        beside = right - left - wide - px(EDGE) >= px(110)
        room = right - left - (wide + px(EDGE) if beside and wide else 0)
        height = bold.boundingRect(QRect(0, 0, max(room, 1), 10_000), WRAP, row.title).height()
        title = QRect(left, top, room, max(height, bold.height()))
        tall = font.height() + 2 * px(2)
        tag = QRect(right - wide, top, wide, tall)
        below = title.bottom() + px(GAP)
        if wide and not beside:
            tag = QRect(left, below, wide, tall)
            below = tag.bottom() + px(GAP)
        return title, tag, self._about(number, QRect(left, below, right - left, 0))

    def _about(self, number: int, place: QRect) -> QRect:
        text = self._model.about(number)
        if not text:
            return place
        plain = QFontMetrics(self._theme.font(ABOUT))
        room = QRect(0, 0, max(place.width(), 1), 10_000)
        place.setHeight(plain.boundingRect(room, WRAP, text).height())
        return place

    def _paint_surface(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        box = QRectF(rect).adjusted(1, 1, -1, -BETWEEN + 1)
        painter.setBrush(theme.colour("soft" if selected else "panel"))
        focused = selected and self._view.hasFocus()
        painter.setPen(QPen(theme.colour("accent" if selected else "line"), 2 if focused else 1))
        painter.drawRoundedRect(box, 8, 8)

    def _paint_box(self, painter: QPainter, title: QRect, *, ticked: bool) -> None:
        px = self._theme.px
        option = QStyleOptionButton()
        option.initFrom(self._view)
        side = px(BOX)
        top = title.top() + (QFontMetrics(self._theme.font(TITLE)).height() - side) // 2
        option.rect = QRect(title.left() - px(BOX + EDGE), top, side, side)
        option.state = QStyle.StateFlag.State_Enabled
        option.state |= QStyle.StateFlag.State_On if ticked else QStyle.StateFlag.State_Off
        element = QStyle.PrimitiveElement.PE_IndicatorCheckBox
        self._view.style().drawPrimitive(element, option, painter, self._view)

    def _paint_tag(self, painter: QPainter, place: QRect, row: Row) -> None:
        theme = self._theme
        colour = getattr(theme.tokens, row.colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(colour, TINT[theme.tokens.dark]))
        painter.drawRoundedRect(QRectF(place), place.height() / 2, place.height() / 2)
        painter.setPen(theme.colour(theme.tokens.readable(colour)))
        painter.setFont(theme.font(TAG))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, row.tag)
