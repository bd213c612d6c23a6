"""Work that takes a while: how far it has come, and a way to stop it."""

from __future__ import annotations

import threading
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QProgressBar, QWidget

from katalog_app.errors import KatalogError
from katalog_app.texts import _
from katalog_app.ui.exchange.seen import StoppedError
from katalog_app.ui.widgets.text import button

if TYPE_CHECKING:
    from katalog_app.services.progressing import Report
    from katalog_app.ui.workspace import Workspace

T = TypeVar("T")


class StoppableWork(QWidget):
    """A bar and a button beside it, there only while something is done; one thing at a time."""

    begun = Signal()
    ended = Signal()
    """It is done, was stopped, or could not be done."""
    _progressed = Signal(int, int)  # done, total; from the thread that works

    def __init__(self, workspace: Workspace) -> None:
        """Make it hidden."""
        super().__init__()
        self._workspace = workspace
        self._stop = threading.Event()
        self.busy = False
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Så långt har arbetet kommit"))
        self.cancel = button(_("Avbryt"), self._stop.set)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.bar, 1)
        layout.addWidget(self.cancel)
        self._progressed.connect(self._tell)
        self.hide()

    def run(
        self,
        call: Callable[[Report], T],
        done: Callable[[T], object],
        stopped: Callable[[], object] | None = None,
    ) -> None:
        """Do something in the background; a fault is told as all others.

        Args:
            call: Takes whom to tell (done, total); what that raises ends the work.
            done: Given what the work gave.
            stopped: Called where the person did not want to wait.
        """
        if self.busy:
            return
        self.busy = True
        self._stop.clear()
        self.bar.setRange(0, 0)
        self.show()
        self.begun.emit()
        self.cancel.setFocus(Qt.FocusReason.OtherFocusReason)
        work = partial(_ended, call, self._report)
        self._workspace.jobs.run(work, partial(self._take, done, stopped), owner=self)

    def stop(self) -> None:
        """Let the work under way end without result."""
        self._stop.set()

    def _report(self, done: int, total: int) -> None:
        """Tell how far it is, from the thread that works; stop there if the user wants it."""
        if self._stop.is_set():
            raise StoppedError
        self._progressed.emit(done, total)

    def _tell(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def _take(
        self,
        done: Callable[[T], object],
        stopped: Callable[[], object] | None,
        ended: tuple[T | None, Exception | None],
    ) -> None:
        answer, error = ended
        self.busy = False
        self.hide()
        self.ended.emit()
        if isinstance(error, StoppedError):
            if stopped is not None:
                stopped()
        elif isinstance(error, KatalogError):
            self._workspace.failed.emit(error)
        elif error is not None:
            raise error
        else:
            done(answer)  # type: ignore[arg-type]  # without an error it is there


def _ended(call: Callable[[Report], T], report: Report) -> tuple[T | None, Exception | None]:
    try:
        return call(report), None
    except Exception as error:  # noqa: BLE001 - told or raised again in the main thread
        return None, error
