"""The list of hits in the middle of the page."""

from PySide6.QtCore import QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QListView

from katalog_app.texts import _
from katalog_app.ui.catalogue.cards import CardDelegate
from katalog_app.ui.catalogue.models import HitModel
from katalog_app.ui.overriding import override
from katalog_app.ui.theme import Theme


class HitList(QListView):
    """Cards of one height; the current one is what the reading pane shows."""

    browsed = Signal(str)
    """Another hit became current by mouse or keyboard: its id."""
    entered = Signal()
    """Enter, or a double click: go to the reading pane."""
    left = Signal()
    """Escape."""

    def __init__(self, theme: Theme, model: HitModel) -> None:
        """Show a model."""
        super().__init__()
        self._hits = model
        self._quiet = False
        self._cards = CardDelegate(theme, self)
        self.setModel(model)
        self.setItemDelegate(self._cards)
        self.setUniformItemSizes(True)
        self.setMouseTracking(True)
        self.setEditTriggers(QListView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setAccessibleName(_("Träffar"))
        self.selectionModel().currentChanged.connect(self._tell)
        self.doubleClicked.connect(lambda _index: self.entered.emit())
        theme.changed.connect(self.scheduleDelayedItemsLayout)

    def point_at(self, row: int | None) -> None:
        """Make a row current without telling anybody; None for no row."""
        self._quiet = True
        try:
            if row is None:
                self.setCurrentIndex(QModelIndex())
                self.clearSelection()
            else:
                self.setCurrentIndex(self._hits.index(row))
                if self._hits.divider == row - 1 == 0:
                    self.scrollToTop()  # what is said before the first hit is to be seen too
        finally:
            self._quiet = False

    def step(self, rows: int) -> None:
        """Make the hit so many rows further down current."""
        current = self.currentIndex()
        wanted = current.row() + rows if current.isValid() else 0
        row = self._hits.row_near(wanted, rows)
        if row is not None:
            self.setCurrentIndex(self._hits.index(row))

    def fit(self) -> None:
        """Let the row before wider hits be lower than the cards; few rows are asked their size."""
        if self._cards.divider != self._hits.divider:
            self._cards.divider = self._hits.divider
            self.setUniformItemSizes(self._hits.divider is None)
            self.scheduleDelayedItemsLayout()

    @override
    def minimumSizeHint(self) -> QSize:
        """Return a size that lets the pane become narrow."""
        return QSize(120, 80)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the cards take their height for the new width."""
        super().resizeEvent(event)
        self._cards.width = event.size().width()
        self.scheduleDelayedItemsLayout()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Open with Enter, leave with Escape."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                self.entered.emit()
            case Qt.Key.Key_Escape:
                self.left.emit()
            case _:
                super().keyPressEvent(event)

    @override
    def focusInEvent(self, event: QFocusEvent) -> None:
        """Make the first hit current where none is, so that the focus can be seen."""
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._hits.rowCount():
            self.step(0)

    def _tell(self, current: QModelIndex, _previous: QModelIndex) -> None:
        hit = self._hits.hit_at(current.row())
        if not self._quiet and hit is not None:
            self.browsed.emit(hit.id)
