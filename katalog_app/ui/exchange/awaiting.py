"""Tells of files in the watched folder while nobody has been in the place Utbyte yet."""

from __future__ import annotations

import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from katalog_app.services import watching
from katalog_app.texts import ngettext
from katalog_app.ui.exchange.choices import WATCHED_FOLDER

if TYPE_CHECKING:
    from katalog_app.db.store import Store
    from katalog_app.services.watching import Watch
    from katalog_app.ui.workspace import Workspace

EVERY_MS = 30_000
"""Between two looks (ms); in Utbyte it is looked more often."""


class Awaiting(QObject):
    """Looks now and then, until Utbyte does so itself."""

    told = Signal(str)
    """That files have come, in words."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Look for the first time, where a folder is watched at all."""
        super().__init__(parent)
        self._workspace = workspace
        folder = workspace.remembered(WATCHED_FOLDER)
        self._watch = watching.Watch(Path(folder)) if folder else None
        self._timer = QTimer(self, interval=EVERY_MS)
        self._timer.timeout.connect(self._look)
        if self._watch is not None:
            self._timer.start()
            self._look()

    def end(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._watch = None

    def _look(self) -> None:
        if self._watch is not None:
            call = partial(_awaiting, self._workspace.store, self._watch)
            self._workspace.jobs.run(call, self._tell, owner=self, newest="awaiting")

    def _tell(self, count: int) -> None:
        if count and self._watch is not None:
            words = ngettext(
                "{count} ny fil i den bevakade mappen.",
                "{count} nya filer i den bevakade mappen.",
                count,
            )
            self.told.emit(words.format(count=count))


def _awaiting(store: Store, watch: Watch) -> int:
    return watching.awaiting(store, watch, time.time())
