"""All files of the inbox together: what each would do, and taking in those that are ticked."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QProgressBar, QWidget

from katalog_app.model.receipts import LONGEST_NOTE
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.exchange.summary_table import SummaryModel, SummaryRow, SummaryTable
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button

LEAST_TABLE = 150
"""Height of the table (pixels at 100 %); with less room the pane scrolls."""


class SummaryPane(Sheet):
    """A table, and below it what can be done with its files."""

    take_wanted = Signal()
    stop_wanted = Signal()
    file_wanted = Signal(str)
    """Somebody wants to see a file by itself: its key."""
    list_wanted = Signal()
    decline_wanted = Signal(str, str)
    """Somebody refuses a file: its key, and why."""
    conflicts_wanted = Signal()
    receipts_wanted = Signal()
    copy_wanted = Signal()
    save_wanted = Signal()

    def __init__(self, theme: Theme) -> None:
        """Show an empty table."""
        super().__init__(_("Alla filer"))
        self._theme = theme
        self._working = False
        self.model = SummaryModel(self)
        self.table = SummaryTable(theme, self.model)
        self.done = Text("", "confirmed", selectable=True)
        self._counted, self._about = Text("", "mute"), Text("", selectable=True)
        self._take = button(_("Ta in"), self.take_wanted.emit, "primary")
        self._open = button(_("Visa filen"), self._open_current)
        self._back = button(_("Till listan"), self.list_wanted.emit)
        self._refuse = button(_("Avvisa filen…"), self._ask_why)
        self._conflicts = button(_("Avgör krockarna"), self.conflicts_wanted.emit)
        self._receipts = button(_("Skapa kvitton…"), self.receipts_wanted.emit)
        self._copy = button(_("Kopiera sammanfattningen"), self.copy_wanted.emit)
        self._save = button(_("Spara sammanfattningen…"), self.save_wanted.emit)
        self._bar, self._stop = QProgressBar(), button(_("Avbryt"), self.stop_wanted.emit)
        self._now = Text()
        self.why = QLineEdit()
        self._certain = button(_("Avvisa"), self._refuse_current)
        self._whose = Text("", "strong")
        self._asking, self._progress = QWidget(), QWidget()
        self._arrange()
        self.model.ticked.connect(self._tell)
        self.table.selectionModel().currentRowChanged.connect(lambda _now, _old: self._point())
        self.table.activated.connect(lambda _index: self._open_current())
        theme.changed.connect(self._measure)

    def _arrange(self) -> None:
        inside = self.fresh()
        inside.addWidget(Text(_("Alla filer"), "heading"))
        inside.addWidget(self._counted)
        inside.addWidget(self.done)
        inside.addWidget(self._progress)
        inside.addWidget(self.table, 1)
        inside.addWidget(self._about)
        self._lay_progress()
        self._lay_asking()
        inside.addWidget(self._asking)
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        for one in (
            self._take,
            self._conflicts,
            self._open,
            self._refuse,
            self._receipts,
            self._copy,
            self._save,
            self._back,
        ):
            flow.addWidget(one)
        inside.addWidget(place)
        for hidden in (self.done, self._progress, self._asking, self._conflicts, self._about):
            hidden.hide()
        self._measure()
        self._tell()

    def _lay_progress(self) -> None:
        across = QHBoxLayout(self._progress)
        across.setContentsMargins(0, 0, 0, 0)
        self._bar.setAccessibleName(_("Så långt har arbetet kommit"))
        self._now.setWordWrap(False)
        across.addWidget(self._bar, 1)
        across.addWidget(self._stop)

    def _lay_asking(self) -> None:
        across = FlowLayout(self._asking, gap=6)
        self._whose.setWordWrap(False)
        across.addWidget(self._whose)
        self.why.setAccessibleName(_("Skäl, som avsändaren får läsa i sitt kvitto"))
        self.why.setPlaceholderText(_("Skäl, som avsändaren får läsa"))
        self.why.setMaxLength(LONGEST_NOTE)
        self.why.setAcceptDrops(False)  # files are dropped on the window
        self.why.returnPressed.connect(self._refuse_current)
        across.addWidget(self.why)
        across.addWidget(self._certain)

    def _measure(self) -> None:
        self.table.setMinimumHeight(self._theme.px(LEAST_TABLE))
        self.why.setFixedWidth(self._theme.px(300))

    def show_rows(self, rows: list[SummaryRow], counted: str) -> None:
        """Show files, and how many there are of each standing."""
        self._counted.setText(counted)
        self.model.show(rows)
        self._point()

    def show_done(self, told: str, conflicts: int) -> None:
        """Say what came of something; "" for nothing yet."""
        self.done.setText(told)
        self.done.setVisible(bool(told))
        words = ngettext("Avgör {count} krock", "Avgör {count} krockar", conflicts)
        self._conflicts.setText(words.format(count=conflicts))
        self._conflicts.setAccessibleName(words.format(count=conflicts))
        self._conflicts.setVisible(conflicts > 0)

    def begin_work(self) -> None:
        """Show that files are being taken in, one after another."""
        self._working = True
        self.show_done("", 0)
        self._bar.setRange(0, 0)
        self._progress.show()
        self._stop.setEnabled(True)
        self._tell()
        self._stop.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_progress(self, file: str, at: int, files: int, done: int, total: int) -> None:
        """Tell which file it is at (0 for the first), and how many of all changes are done."""
        self._bar.setRange(0, max(total, 1))
        self._bar.setValue(done)
        words = _("Fil {at} av {files}: {name}")
        self._bar.setFormat(words.format(at=at + 1, files=files, name=file).replace("%", "%%"))

    def show_stopping(self) -> None:
        """Say that no more files are begun."""
        self._stop.setEnabled(False)
        self._bar.setFormat(_("Avbryter efter den här filen…"))

    def end_work(self) -> None:
        """Show that no file is being taken in."""
        self._working = False
        self._progress.hide()
        self._tell()
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def take_keyboard(self) -> None:
        """Put the keyboard in the table, on its first row if on none."""
        if not self.table.currentIndex().isValid() and self.model.rowCount():
            self.table.setCurrentIndex(self.model.index(0, 0))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def _current(self) -> SummaryRow | None:
        row = self.table.currentIndex().row()
        rows = self.model.rows
        return rows[row] if 0 <= row < len(rows) else None

    def _tell(self) -> None:
        """Let the buttons say how many files they are about."""
        count = len(self.model.chosen)
        words = ngettext("Ta in {count} fil", "Ta in {count} filer", count)
        if count == sum(row.choosable for row in self.model.rows) > 1:
            words = ngettext("Ta in {count} fil", "Ta in alla {count}", count)
        told = words.format(count=wording.number(count))
        self._take.setText(told)
        self._take.setAccessibleName(told)
        self._take.setEnabled(not self._working)
        self._take.setVisible(count > 0)
        for one in (self._receipts, self._copy, self._save):
            one.setEnabled(self.model.rowCount() > 0 and not self._working)
        self._point()

    def _point(self) -> None:
        """Show what there is to say of the current file."""
        row = self._current
        self._about.setText(row.about if row else "")
        self._about.setVisible(bool(row and row.about))
        self._open.setEnabled(row is not None)
        self._refuse.setEnabled(row is not None and row.may_be_declined and not self._working)
        self._asking.hide()

    def _open_current(self) -> None:
        if self._current is not None:
            self.file_wanted.emit(self._current.key)

    def _ask_why(self) -> None:
        file = self._current.file if self._current else ""
        self._whose.setText(_("Avvisa {file}:").format(file=file))
        self._asking.show()
        self.why.clear()
        self.why.setFocus(Qt.FocusReason.OtherFocusReason)

    def _refuse_current(self) -> None:
        row = self._current
        if row is not None and self.why.text().strip():
            self._asking.hide()
            self.decline_wanted.emit(row.key, self.why.text())
            self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif row is not None:
            self.why.setFocus(Qt.FocusReason.OtherFocusReason)
