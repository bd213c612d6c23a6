"""A list of rows as cards: what all lists of the place look like."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
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
    QStyleOptionViewItem,
)

from katalog_app.ui.exchange.rows import Index, Row, RowModel, RowRole
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.marked import Marked

TITLE, ABOUT, TAG = 13, 12, 12
PAD, GAP, BETWEEN, BOX, EDGE = 10, 2, 4, 16, 8
BATCH = 100
"""So many rows are laid out at a time, so that long lists do not hold up the window."""
LINES = 6
"""Most lines of a title, and of the line below it."""
LEAST_TITLE = 110
"""A title with less room than this (pixels at 100 %) beside the word has the word below it."""
KEPT = 400
"""Rows whose laid out texts are kept."""
TINT = {False: 0.1, True: 0.16}


class RowList(QListView):
    """The current row is what a pane beside it may show; Space ticks."""

    chosen = Signal(str)
    """Another row became current: its key."""

    def __init__(self, theme: Theme, model: RowModel, name: str) -> None:
        """Show a model; `name` is the accessible name."""
        super().__init__()
        self._theme, self._rows = theme, model
        self.setLayoutMode(QListView.LayoutMode.Batched)  # before the rows: none is laid out twice
        self.setBatchSize(BATCH)
        self.setItemDelegate(RowDelegate(theme, self, model))
        self.setAccessibleName(name)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setModel(model)
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
        if index.isValid() and place.x() < self.box_edge:
            self._rows.toggle(index.row())

    @property
    def box_edge(self) -> int:
        """How far from the left a click ticks (pixels)."""
        return self._theme.px(PAD + BOX + EDGE) + BETWEEN

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make the first row current where none is, so that the focus can be seen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._rows.rowCount():
            self.setCurrentIndex(self._rows.index(0))

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self._rows.rows[current.row()].key)


@dataclass(frozen=True)
class _Laid:
    """A row whose texts are laid out at one width, with places from its top left corner."""

    title: Marked
    about: Marked | None
    title_place: QPoint
    about_place: QPoint
    tag: QRect
    height: int


class RowDelegate(QStyledItemDelegate):
    """Paints a row: box, title and word, and the line below them as high as it needs."""

    def __init__(self, theme: Theme, view: RowList, model: RowModel) -> None:
        """Paint into a view."""
        super().__init__(view)
        self._theme, self._view, self._model = theme, view, model
        self._kept: dict[tuple[Row, str, int], _Laid] = {}
        theme.changed.connect(self._kept.clear)

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row at the width of the list."""
        row = index.data(RowRole.ROW)
        if not isinstance(row, Row):
            return QSize(0, 0)
        width = self._view.viewport().width()
        return QSize(100, self._laid(row, self._model.about(index.row()), width).height)

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
        laid = self._laid(row, self._model.about(index.row()), rect.width())
        if self._model.choosable:
            place = rect.topLeft() + laid.title_place
            self._paint_box(painter, place, ticked=self._model.is_ticked(row.key))
        theme = self._theme
        painter.setPen(theme.colour("ink"))
        laid.title.layout.draw(painter, QPointF(rect.topLeft() + laid.title_place))
        if laid.about is not None:
            painter.setPen(theme.colour("mute"))
            laid.about.layout.draw(painter, QPointF(rect.topLeft() + laid.about_place))
        if row.tag:
            self._paint_tag(painter, laid.tag.translated(rect.topLeft()), row)
        painter.restore()

    def _laid(self, row: Row, about: str, width: int) -> _Laid:
        """Return a row laid out at a width, kept from last time where nothing changed."""
        kept = self._kept.get((row, about, width))
        if kept is None:
            if len(self._kept) >= KEPT:
                self._kept.clear()
            kept = self._kept[row, about, width] = self._lay_out(row, about, width)
        return kept

    def _lay_out(self, row: Row, about: str, width: int) -> _Laid:
        px = self._theme.px
        left = px(PAD) + (px(BOX + EDGE) if self._model.choosable else 0)
        room = max(width - left - px(PAD), 1)
        metrics = QFontMetrics(self._theme.font(TAG))
        wide = metrics.horizontalAdvance(row.tag) + 2 * px(9) if row.tag else 0
        beside = wide > 0 and room - wide - px(EDGE) >= px(LEAST_TITLE)
        title_room = room - wide - px(EDGE) if beside else room
        title = Marked(row.title, (), self._theme.font(TITLE, bold=True), title_room, LINES)
        tag = QRect(width - px(PAD) - wide, px(PAD), wide, metrics.height() + 2 * px(2))
        below = px(PAD) + round(_height(title)) + px(GAP)
        if wide and not beside:
            tag.moveTo(left, below)
            below = tag.bottom() + px(GAP)
        told = Marked(about, (), self._theme.font(ABOUT), room, LINES) if about else None
        height = below + round(_height(told) if told else 0) + px(PAD) + BETWEEN
        return _Laid(title, told, QPoint(left, px(PAD)), QPoint(left, below), tag, height)

    def _paint_surface(self, painter: QPainter, rect: QRect, state: QStyle.StateFlag) -> None:
        theme = self._theme
        selected = bool(state & QStyle.StateFlag.State_Selected)
        box = QRectF(rect).adjusted(1, 1, -1, -BETWEEN + 1)
        painter.setBrush(theme.colour("soft" if selected else "panel"))
        focused = selected and self._view.hasFocus()
        painter.setPen(QPen(theme.colour("accent" if selected else "line"), 2 if focused else 1))
        painter.drawRoundedRect(box, 8, 8)

    def _paint_box(self, painter: QPainter, title: QPoint, *, ticked: bool) -> None:
        px, theme = self._theme.px, self._theme
        side = px(BOX)
        top = title.y() + (QFontMetrics(theme.font(TITLE, bold=True)).height() - side) // 2
        box = QRectF(title.x() - px(BOX + EDGE), top, side, side).adjusted(0.5, 0.5, -0.5, -0.5)
        painter.setPen(QPen(theme.colour("accent" if ticked else "edge"), 1))
        painter.setBrush(theme.colour("accent" if ticked else "panel"))
        painter.drawRoundedRect(box, 3, 3)
        if ticked:
            pen = QPen(theme.colour("on_accent"), side / 8, c=Qt.PenCapStyle.RoundCap)
            painter.setPen(pen)
            corners = ((0.25, 0.52), (0.43, 0.7), (0.76, 0.32))
            painter.drawPolyline([box.topLeft() + QPointF(x * side, y * side) for x, y in corners])

    def _paint_tag(self, painter: QPainter, place: QRect, row: Row) -> None:
        theme = self._theme
        colour = getattr(theme.tokens, row.colour)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(theme.colour(colour, TINT[theme.tokens.dark]))
        painter.drawRoundedRect(QRectF(place), place.height() / 2, place.height() / 2)
        painter.setPen(theme.colour(theme.tokens.readable(colour)))
        painter.setFont(theme.font(TAG))
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, row.tag)


def _height(text: Marked) -> float:
    return min(text.layout.lineCount(), text.lines) * text.line_height
