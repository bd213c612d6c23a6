"""A line that says how far long work is, and lets it be stopped."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QProgressBar

from katalog_app.texts import _
from katalog_app.ui.widgets.text import Text, button, frame

if TYPE_CHECKING:
    from collections.abc import Callable

SHOWN_AFTER_MS = 300
"""Work that is done sooner (ms) says nothing."""


class ProgressLine:
    """One piece of work at a time; `widget` belongs above a page and is hidden between."""

    def __init__(self) -> None:
        """Make a hidden line."""
        self.widget = frame("quiet")
        self.widget.setAccessibleName(_("Pågående arbete"))
        self._text = Text()
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Så långt har arbetet kommit"))
        self.stop = button(_("Avbryt"), self._stopped)
        self._stop: Callable[[], object] = lambda: None
        layout = QHBoxLayout(self.widget)
        layout.setContentsMargins(12, 6, 8, 6)
        layout.setSpacing(12)
        layout.addWidget(self._text)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.stop)
        self._wait = QTimer(self.widget, singleShot=True, interval=SHOWN_AFTER_MS)
        self._wait.timeout.connect(self.widget.show)
        self.widget.hide()

    def begin(self, text: str, stop: Callable[[], object]) -> None:
        """Say what is being done, in a moment; `stop` is called where one presses Avbryt."""
        self._stop = stop
        self._text.setText(text)
        self._text.setWordWrap(False)
        self.bar.setRange(0, 0)
        self.stop.setEnabled(True)
        self._wait.start()

    def tell(self, done: int, total: int) -> None:
        """Say how far it is."""
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def end(self) -> None:
        """Hide: it is done, or stopped, or failed."""
        self._wait.stop()
        self.widget.hide()

    def _stopped(self) -> None:
        self.stop.setEnabled(False)
        self._stop()
