"""How far a longer piece of work is, with a way to stop it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.widgets.text import button

if TYPE_CHECKING:
    from katalog_app.ui.contacts.doing import Doing


class ProgressStrip(QWidget):
    """Seen only while something takes a while."""

    said = Signal(str)
    """What just happened, for the message bar."""

    def __init__(self, doing: Doing) -> None:
        """Follow the work of a page."""
        super().__init__()
        self._bar = QProgressBar()
        self._bar.setAccessibleName(_("Så långt har arbetet kommit"))
        self._stop = button(_("Avbryt"), self._ask, name=_("Avbryt arbetet"))
        self._doing = doing
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.addWidget(self._bar, 1)
        across.addWidget(self._stop)
        self.hide()
        doing.progressed.connect(self._tell)
        doing.ended.connect(self._end)

    def _tell(self, done: int, total: int) -> None:
        self._bar.setRange(0, total)
        self._bar.setValue(done)
        words = _("{done} av {total} projekt")
        shown = words.format(done=wording.number(done), total=wording.number(total))
        self._bar.setFormat(shown)
        self._bar.setAccessibleDescription(shown)
        self.show()

    def _ask(self) -> None:
        self._stop.setEnabled(False)
        self._doing.stop()

    def _end(self, is_stopped: bool) -> None:
        self.hide()
        self._stop.setEnabled(True)
        if is_stopped:
            self.said.emit(_("Avbrutet. Inget är ändrat."))
