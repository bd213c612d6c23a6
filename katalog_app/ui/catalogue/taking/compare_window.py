"""Projects side by side: what differs first and said in words, what is alike folded in below."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHeaderView,
    QTableWidget,
    QTableWidgetItem,
    QVBoxLayout,
    QWidget,
)

from katalog_app.services import comparing
from katalog_app.texts import _, ngettext
from katalog_app.ui.catalogue.taking.formats import Format, Wanted
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.message_bar import MessageBar
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from katalog_app.services.comparing import Comparison
    from katalog_app.ui.catalogue.taking.maker import Maker
    from katalog_app.ui.theme import Theme

AROUND = 40
"""Seen of the window behind (pixels)."""
HEAD_LINES = 3
"""Of a title above its column; the rest of a longer one is left out."""
PAD = 6
NARROWEST = 140
"""Width of a column (pixels at 100 %); more of them than fit are scrolled to."""
LABEL_SHARE = 0.16
"""Share of the width that the names of the fields take."""


class CompareWindow(QDialog):
    """A table with a column for each project."""

    def __init__(self, theme: Theme, comparison: Comparison, maker: Maker, parent: QWidget) -> None:
        """Show a comparison."""
        super().__init__(parent)
        self._theme, self._comparison = theme, comparison
        self.messages = MessageBar()
        self._maker = maker.for_window(self, self.messages)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Jämför projekt"))
        self.resize(parent.width() - AROUND, parent.height() - AROUND)
        self._differing = [row for row in comparison.rows if row.differs]
        self._alike = [row for row in comparison.rows if not row.differs]
        self.table = self._table()
        # the columns have their widths first when the window has been laid out
        self._fit = QTimer(self, singleShot=True, interval=0)
        self._fit.timeout.connect(self._fit_rows)
        self.fold = button(self._fold_words(opened=False), self._toggle)
        self.fold.setCheckable(True)
        self.fold.setVisible(bool(self._alike))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(10)
        layout.addWidget(Text(_("Jämför projekt"), "heading"))
        layout.addWidget(Text(self._summary(), "mute"))
        layout.addWidget(self.messages.widget)
        layout.addWidget(self._maker.progress.widget)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.fold, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addWidget(self._buttons())
        self._fill()

    def _summary(self) -> str:
        count = len(self._differing)
        if not count:
            return _("Projekten säger samma sak i allt.")
        words = ngettext(
            "{count} uppgift skiljer. Den står överst.",
            "{count} uppgifter skiljer. De står överst.",
            count,
        )
        return words.format(count=count)

    def _table(self) -> QTableWidget:
        heads = [_("Uppgift"), *self._comparison.titles]
        table = QTableWidget(0, len(heads))
        table.setAccessibleName(_("Jämförelsen"))
        table.setHorizontalHeaderLabels([" ".join(head.split()) for head in heads])
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setWordWrap(True)
        table.setTabKeyNavigation(False)
        table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        table.verticalHeader().hide()
        across = table.horizontalHeader()
        wrapped = Qt.AlignmentFlag(Qt.TextFlag.TextWordWrap.value)
        across.setDefaultAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop | wrapped)
        font = self._theme.font(bold=True)
        across.setStyleSheet("QHeaderView::section { font-weight: bold; }")
        across.setFixedHeight(QFontMetrics(font).height() * HEAD_LINES + 8)
        across.setMinimumSectionSize(self._theme.px(NARROWEST))
        across.setTextElideMode(Qt.TextElideMode.ElideNone)
        across.setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        across.setSectionResizeMode(0, QHeaderView.ResizeMode.Fixed)
        across.setHighlightSections(False)
        return table

    def _fill(self) -> None:
        rows = [*self._differing, *(self._alike if self.fold.isChecked() else ())]
        self.table.setRowCount(len(rows))
        for at, row in enumerate(rows):
            state = _("skiljer") if row.differs else _("lika")
            label = QTableWidgetItem(f"{row.label}\n{state}")
            font = self._theme.font(bold=row.differs)
            label.setFont(font)
            self._put(at, 0, label)
            for column, value in enumerate(row.values, 1):
                item = QTableWidgetItem(value or "–")
                title = self._comparison.titles[column - 1]
                spoken = _("{field} hos {title}: {value} ({state})").format(
                    field=row.label, title=title, value=value or _("inget"), state=state
                )
                item.setData(Qt.ItemDataRole.AccessibleTextRole, spoken)
                self._put(at, column, item)
        self._fit.start()
        if rows and self.table.currentRow() < 0:
            self.table.setCurrentCell(0, 0)

    def _fit_rows(self) -> None:
        """Give every row the height of its texts, and a little air."""
        self.table.resizeRowsToContents()
        for row in range(self.table.rowCount()):
            self.table.setRowHeight(row, self.table.rowHeight(row) + PAD)

    def _put(self, row: int, column: int, item: QTableWidgetItem) -> None:
        item.setTextAlignment(Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignTop)
        self.table.setItem(row, column, item)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Let the rows take the height that the width demands."""
        super().resizeEvent(event)
        metrics = QFontMetrics(self._theme.font(bold=True))
        widest = max(
            (metrics.horizontalAdvance(row.label) for row in self._comparison.rows), default=0
        )
        wanted = max(widest + 4 * PAD, round(self.width() * LABEL_SHARE))
        self.table.setColumnWidth(0, min(wanted, self.width() // 3))
        self._fit.start()

    def _fold_words(self, *, opened: bool) -> str:
        count = len(self._alike)
        if opened:
            return _("Dölj det som är lika")
        words = ngettext("Visa {count} rad som är lika", "Visa {count} rader som är lika", count)
        return words.format(count=count)

    def _toggle(self) -> None:
        words = self._fold_words(opened=self.fold.isChecked())
        self.fold.setText(words)
        self.fold.setAccessibleName(words)
        self._fill()

    def _buttons(self) -> QWidget:
        ready = comparing.as_document(self._comparison)
        wanted = Wanted("", _("Jämförelse"), ready=ready)
        place = QWidget()
        flow = FlowLayout(place, gap=8)
        flow.addWidget(button(_("Kopiera som text"), partial(self._maker.copy, wanted)))
        for words, kind in ((_("Spara som Word…"), Format.WORD), (_("Spara som PDF…"), Format.PDF)):
            flow.addWidget(button(words, partial(self._maker.ask_where, wanted, kind)))
        flow.addWidget(button(_("Skriv ut…"), partial(self._maker.ask_printer, wanted)))
        flow.addWidget(button(_("Stäng"), self.close))
        return place
