"""A list of offers that floats under a field and never takes the keyboard from it."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QSize, QStringListModel, Qt, Signal
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QFontMetrics
from PySide6.QtWidgets import QListView, QWidget

from katalog_app.texts import _
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme

WIDE = 420
"""Most of its width (pixels at 100 %)."""


class OfferList(QListView):
    """Shown over the window's other widgets; its field moves the choice and takes it."""

    picked = Signal(int)
    """A row was clicked."""

    def __init__(self, theme: Theme, field: QWidget) -> None:
        """Belong to a field."""
        super().__init__(field.window())
        self._theme, self._field = theme, field
        self._texts = QStringListModel(self)
        self.setModel(self._texts)
        self.setProperty("role", "offers")
        self.setAccessibleName(_("Förslag"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setMouseTracking(True)
        self.setUniformItemSizes(True)
        self.pressed.connect(lambda index: self.picked.emit(index.row()))
        self.hide()

    @property
    def row(self) -> int | None:
        """The row that is chosen, None for none."""
        index = self.currentIndex()
        return index.row() if index.isValid() else None

    def show_texts(self, texts: Sequence[str]) -> None:
        """Show these under the field, with none of them chosen; nothing hides the list."""
        self._texts.setStringList(list(texts))
        if not texts:
            self.hide()
            return
        metrics = QFontMetrics(self._theme.font())
        widest = max(map(metrics.horizontalAdvance, texts)) + self._theme.px(40)
        width = min(max(widest, self._theme.px(180)), self._theme.px(WIDE), self._field.width())
        height = sum(self.sizeHintForRow(row) for row in range(len(texts))) + 6
        place = self._field.mapTo(self._field.window(), QPoint(0, self._field.height() + 2))
        room = self._field.window().height() - place.y() - 8
        self.setGeometry(place.x(), place.y(), width, min(height, room))
        self._announce(_("{count} förslag, pil ned väljer").format(count=len(texts)))
        self.show()
        self.raise_()

    def step(self, rows: int) -> None:
        """Choose a row further down or up; above the first none is chosen."""
        row = (-1 if self.row is None else self.row) + rows
        count = self._texts.rowCount()
        self.choose(None if row < 0 else min(row, count - 1))

    def choose(self, row: int | None) -> None:
        """Choose a row, None for none."""
        index = self._texts.index(-1 if row is None else row)
        self.setCurrentIndex(index)
        if row is None:
            self.clearSelection()
        else:
            self._announce(str(index.data()))

    def _announce(self, text: str) -> None:
        if QAccessible.isActive():
            QAccessible.updateAccessibility(QAccessibleAnnouncementEvent(self._field, text))

    @override
    def minimumSizeHint(self) -> QSize:
        """Return that it may be as small as it gets."""
        return QSize(0, 0)
