"""How the search works: for now its index, which can be made anew."""

from __future__ import annotations

import threading
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from katalog_app.texts import _, ngettext
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from collections.abc import Callable

    from katalog_app.db.store import Store
    from katalog_app.errors import KatalogError
    from katalog_app.ui.workspace import Workspace


class _StoppedError(Exception):
    """The person does not want to wait."""


class SearchPane(Sheet):
    """A button for each thing one can do."""

    said = Signal(str)
    """What just happened, for the message bar."""
    _progressed = Signal(int, int)  # done, total; from the thread that works

    def __init__(self, workspace: Workspace) -> None:
        """Show what can be done."""
        super().__init__(_("Sökning"))
        self._workspace = workspace
        self._stop = threading.Event()
        self.rebuild = button(_("Bygg om sökregistret"), self._rebuild)
        self.cancel = button(_("Avbryt"), self._stop.set)
        self.bar = QProgressBar()
        self.bar.setAccessibleName(_("Så långt har arbetet kommit"))
        self._arrange()
        self._progressed.connect(self._tell)
        workspace.failed.connect(self._rest)
        self._rest()

    def _arrange(self) -> None:
        layout = self.fresh()
        layout.addWidget(Text(_("Sökregister"), "heading"))
        layout.addWidget(
            Text(
                _(
                    "Sökregistret är listan över alla ord i katalogen. Det sköter sig självt. "
                    "Hittar sökningen inte det som står i ett projekt kan du bygga om det. "
                    "Inget i katalogen ändras."
                )
            )
        )
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        flow.addWidget(self.rebuild)
        flow.addWidget(self.cancel)
        layout.addWidget(place)
        layout.addWidget(self.bar)
        layout.addStretch(1)

    def stop(self) -> None:
        """Let the work under way end without result."""
        self._stop.set()

    def _rebuild(self) -> None:
        self._stop.clear()
        self.bar.setRange(0, 0)
        self.bar.show()
        self.cancel.show()
        self.cancel.setFocus()
        self.rebuild.setEnabled(False)
        call = partial(_rebuilt, self._workspace.store, self._report)
        self._workspace.jobs.run(call, self._done, owner=self)

    def _report(self, done: int, total: int) -> None:
        """Tell how far it is, from the thread that works; stop there if the user wants it."""
        if self._stop.is_set():
            raise _StoppedError
        self._progressed.emit(done, total)

    def _tell(self, done: int, total: int) -> None:
        self.bar.setRange(0, max(total, 1))
        self.bar.setValue(done)

    def _done(self, count: int | None) -> None:
        self._rest()
        self.rebuild.setFocus()
        if count is None:
            self.said.emit(_("Avbrutet. Sökregistret är som förut."))
            return
        words = ngettext(
            "Sökregistret är ombyggt, med {count} post.",
            "Sökregistret är ombyggt, med {count} poster.",
            count,
        )
        self.said.emit(words.format(count=count))
        self._workspace.changed.emit()

    def _rest(self, _error: KatalogError | None = None) -> None:
        self.bar.hide()
        self.cancel.hide()
        self.rebuild.setEnabled(True)


def _rebuilt(store: Store, report: Callable[[int, int], None]) -> int | None:
    from katalog_app.services import safekeeping  # it loads what only this needs

    try:
        return safekeeping.rebuild_index(store, report)
    except _StoppedError:
        return None
