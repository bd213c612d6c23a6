"""The list of facets: painted rows with check boxes, bars and counts; one stop for Tab."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt
from PySide6.QtGui import QFont, QFontMetrics, QKeyEvent, QMouseEvent, QPainter, QPen
from PySide6.QtWidgets import QListView, QStyledItemDelegate, QStyleOptionViewItem

from katalog_app.texts import _
from katalog_app.ui.catalogue.facets import FacetModel, FacetRole, FacetRow, RowKind
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.hovering import is_hovered
from katalog_app.ui.widgets.tick_box import BOX, paint_box

Index = QModelIndex | QPersistentModelIndex
ROW, HEADING = 27, 34


class FacetList(QListView):
    """The facets; arrows move, Space and Enter tick, Home and End jump."""

    def __init__(self, theme: Theme, model: FacetModel) -> None:
        """Show a model."""
        super().__init__()
        self._facets = model
        self.setModel(model)
        self.setItemDelegate(FacetDelegate(theme, self))
        self.setAccessibleName(_("Filter"))
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setMinimumWidth(0)
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def show_rows(self, rows: list[FacetRow]) -> None:
        """Show other rows; the current row stays the same value, where it still stands."""
        current = self.currentIndex()
        kept = self._facets.rows[current.row()] if current.isValid() else None
        self._facets.show(rows)
        if kept is not None:
            number = self._facets.row_of(kept.kind, kept.facet, kept.value)
            if number is not None and number != current.row():
                self.setCurrentIndex(self._facets.index(number))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return a size that lets the pane become narrow."""
        return QSize(60, 60)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Tick with Space or Enter; step over headings."""
        key, current = event.key(), self.currentIndex()
        if key in (Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Enter) and current.isValid():
            self._facets.press(current.row())
            return
        steps = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        if key in steps:
            self._step(steps[Qt.Key(key)])
            return
        super().keyPressEvent(event)
        if key == Qt.Key.Key_Home:
            self._go(0, 1)

    @override
    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        """Tick wherever in the row one clicks."""
        index = self.indexAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self._facets.press(index.row())

    def focus_first(self) -> None:
        """Make the first value current where none is."""
        if not self.currentIndex().isValid():
            self._go(0, 1)

    def _step(self, step: int) -> None:
        current = self.currentIndex()
        start = current.row() + step if current.isValid() else 0
        self._go(start, step)

    def _go(self, number: int, step: int) -> None:
        rows = self._facets.rows
        while 0 <= number < len(rows) and rows[number].kind is RowKind.HEADING:
            number += step
        if 0 <= number < len(rows):
            self.setCurrentIndex(self._facets.index(number))
        elif step < 0:
            self.scrollToTop()


class FacetDelegate(QStyledItemDelegate):
    """Paints headings, values with box, bar and count, and the row that shows all."""

    def __init__(self, theme: Theme, view: FacetList) -> None:
        """Paint into a view."""
        super().__init__(view)
        self._theme, self._view = theme, view

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        """Return the height of a row."""
        row = index.data(FacetRole.ROW)
        first = index.row() == 0
        heading = isinstance(row, FacetRow) and row.kind is RowKind.HEADING
        return QSize(60, self._theme.px((HEADING - 10 if first else HEADING) if heading else ROW))

    @override
    def editorEvent(
        self, event: QEvent, model: object, option: QStyleOptionViewItem, index: Index
    ) -> bool:
        """Leave the mouse to the view, where the whole row is one target."""
        return False

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        """Paint one row."""
        row = index.data(FacetRole.ROW)
        if not isinstance(row, FacetRow):
            return
        rect: QRectF = QRectF(option.rect)
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if row.kind is RowKind.HEADING:
            self._paint_heading(painter, rect, row)
        else:
            current = index == self._view.currentIndex() and self._view.hasFocus()
            hovered = is_hovered(self._view, option)
            self._paint_row(painter, rect.adjusted(1, 1, -self._theme.px(4), -1), row, hovered)
            if current:
                painter.setPen(QPen(self._theme.colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(rect.adjusted(1, 1, -self._theme.px(4), -1), 5, 5)
        painter.restore()

    def _paint_heading(self, painter: QPainter, rect: QRectF, row: FacetRow) -> None:
        painter.setFont(self._theme.font(11, bold=True))
        painter.setPen(self._theme.colour("mute"))
        place = rect.adjusted(self._theme.px(2), 0, -4, -self._theme.px(5))
        metrics = QFontMetrics(painter.font())
        words = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, round(place.width()))
        painter.drawText(place, Qt.AlignmentFlag.AlignBottom | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_row(self, painter: QPainter, rect: QRectF, row: FacetRow, hovered: bool) -> None:
        theme, px = self._theme, self._theme.px
        middle = Qt.AlignmentFlag.AlignVCenter
        left = rect.left() + px(3)
        painter.setFont(theme.font())
        metrics = painter.fontMetrics()
        if row.kind is RowKind.MORE:
            painter.setPen(theme.colour("accent"))
            font = QFont(theme.font())
            font.setUnderline(True)
            painter.setFont(font)
            place = QRectF(left + px(BOX + 8), rect.top(), rect.width(), rect.height())
            painter.drawText(place, middle | Qt.AlignmentFlag.AlignLeft, row.label)
            return
        box = QRectF(left, rect.center().y() - px(BOX) / 2, px(BOX), px(BOX))
        paint_box(painter, theme, box, ticked=row.ticked)
        count = str(row.count)
        wide = max(metrics.horizontalAdvance(count), metrics.horizontalAdvance("000"))
        counts = QRectF(rect.right() - wide - px(4), rect.top(), wide, rect.height())
        painter.setPen(theme.colour("mute"))
        painter.drawText(counts, middle | Qt.AlignmentFlag.AlignRight, count)
        bar = QRectF(left + px(BOX + 7), rect.top() + px(2), 0, rect.height() - px(4))
        bar.setRight(counts.left() - px(6))
        self._paint_bar(painter, bar, row, hovered)
        painter.setPen(theme.colour("ink" if row.count or row.ticked else "mute"))
        place = bar.adjusted(px(6), 0, 0, 0)
        words = metrics.elidedText(row.label, Qt.TextElideMode.ElideRight, round(place.width()))
        painter.drawText(place, middle | Qt.AlignmentFlag.AlignLeft, words)

    def _paint_bar(self, painter: QPainter, bar: QRectF, row: FacetRow, hovered: bool) -> None:
        theme = self._theme
        painter.setPen(Qt.PenStyle.NoPen)
        if hovered:
            painter.setBrush(theme.colour("hover"))
            painter.drawRoundedRect(bar, 5, 5)
        if not row.count:
            return
        colour = theme.tokens.accent
        alpha = 0.16
        if row.facet.value == "transformation":
            colour = theme.tokens.transformation(row.value)
            alpha = 0.2
        filled = QRectF(bar)
        filled.setWidth(max(bar.width() * row.share, 4.0))
        painter.setBrush(theme.colour(colour, alpha))
        painter.drawRoundedRect(filled, 5, 5)
