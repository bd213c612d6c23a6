"""A layout that places its widgets in lines, as words in a text."""

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QLayout, QLayoutItem, QWidget

from katalog_app.ui.overriding import override


class FlowLayout(QLayout):
    """Lines of widgets, each line as full as the width allows; no widget wider than the width."""

    def __init__(self, parent: QWidget | None = None, gap: int = 6) -> None:
        """Make an empty layout; `gap` in pixels between widgets and between lines."""
        super().__init__(parent)
        self._items: list[QLayoutItem] = []
        self._gap = gap
        self._heights: dict[int, int] = {}
        self.setContentsMargins(0, 0, 0, 0)

    @override
    def addItem(self, item: QLayoutItem) -> None:
        """Take one more item."""
        self._items.append(item)

    def insert(self, index: int, widget: QWidget) -> None:
        """Put a widget before the item at `index`."""
        self.addWidget(widget)
        self._items.insert(index, self._items.pop())
        self.invalidate()

    @override
    def count(self) -> int:
        """Return how many items there are."""
        return len(self._items)

    @override
    def itemAt(self, index: int) -> QLayoutItem | None:
        """Return an item, None past the end."""
        return self._items[index] if 0 <= index < len(self._items) else None

    @override
    def takeAt(self, index: int) -> QLayoutItem | None:
        """Remove an item and return it, None past the end."""
        return self._items.pop(index) if 0 <= index < len(self._items) else None

    @override
    def expandingDirections(self) -> Qt.Orientation:
        """Return that no more room is wanted than needed."""
        return Qt.Orientation(0)

    @override
    def hasHeightForWidth(self) -> bool:
        """Return that fewer pixels across mean more lines."""
        return True

    @override
    def heightForWidth(self, width: int) -> int:
        """Return the height of all lines at a width."""
        # Kept until something changes: a layout around this one asks many times over.
        height = self._heights.get(width)
        if height is None:
            height = self._heights[width] = self._place(QRect(0, 0, width, 0), move=False)
        return height

    @override
    def invalidate(self) -> None:
        """Forget heights: something here has changed."""
        self._heights.clear()
        super().invalidate()

    @override
    def setGeometry(self, rect: QRect) -> None:
        """Place the widgets."""
        super().setGeometry(rect)
        self._place(rect, move=True)

    @override
    def sizeHint(self) -> QSize:
        """Return the size of everything on one line."""
        sizes = [item.sizeHint() for item in self._shown()]
        width = sum(size.width() for size in sizes) + self._gap * max(len(sizes) - 1, 0)
        return QSize(width, max((size.height() for size in sizes), default=0))

    @override
    def minimumSize(self) -> QSize:
        """Return a size that lets the row become narrow."""
        heights = [item.sizeHint().height() for item in self._shown()]
        return QSize(40, max(heights, default=0))

    def _shown(self) -> list[QLayoutItem]:
        return [item for item in self._items if not item.isEmpty()]

    def _place(self, rect: QRect, *, move: bool) -> int:
        """Return the height of all lines in a width; each line's items stand on its middle."""
        y, line = rect.y(), list[tuple[QLayoutItem, QSize]]()
        x = 0
        for item in self._shown():
            size = item.sizeHint()
            width = min(size.width(), rect.width())
            height = item.heightForWidth(width) if item.hasHeightForWidth() else size.height()
            if line and x + width > rect.width():
                y += self._set_line(line, rect.x(), y, move=move) + self._gap
                x, line = 0, []
            line.append((item, QSize(width, height)))
            x += width + self._gap
        return y + self._set_line(line, rect.x(), y, move=move) - rect.y()

    def _set_line(
        self, line: list[tuple[QLayoutItem, QSize]], x: int, y: int, *, move: bool
    ) -> int:
        tallest = max((size.height() for _item, size in line), default=0)
        for item, size in line:
            if move:
                top = y + (tallest - size.height()) // 2
                item.setGeometry(QRect(QPoint(x, top), size))
            x += size.width() + self._gap
        return tallest


class FlowStrip(QWidget):
    """Lines of widgets that keep their height to themselves.

    A layout asks a widget whose height hangs on its width many times over, at every letter typed;
    this one sets its height when its width or what it holds changes.
    """

    def __init__(self, gap: int = 6) -> None:
        """Hold nothing yet."""
        super().__init__()
        self.flow = FlowLayout(self, gap)

    def fit(self) -> None:
        """Take the height of what is held now."""
        self.flow.invalidate()
        self._fit()

    def _fit(self) -> None:
        height = self.flow.heightForWidth(self.width())
        if height != self.height():
            self.setFixedHeight(height)

    @override
    def hasHeightForWidth(self) -> bool:
        """Return that nobody needs to ask."""
        return False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Take the height for the new width."""
        super().resizeEvent(event)
        self._fit()
