"""Changes made from the place: in the author's name, one at a time, in the background."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal

from katalog_app.errors import KatalogError
from katalog_app.ui.authorship import Authorship
from katalog_app.ui.exchange.seen import StoppedError

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from katalog_app.db.store import Store
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

Work = Callable[["Store", str], Any]
"""Done with the store, in this person's name."""
TOLD_AFTER_S = 0.4
"""Work that takes longer than this tells how far it is (s)."""


@dataclass(frozen=True)
class _Ended:
    answer: Any = None
    error: Exception | None = None
    is_stopped: bool = False


class Doing(QObject):
    """Asks who edits where nobody has said it, does one piece of work, and says so."""

    progressed = Signal(int, int)
    """So much of the work is done, of so much; only of work that takes a while."""
    ended = Signal(bool)
    """The work has come to its end, or has been stopped."""

    def __init__(self, theme: Theme, workspace: Workspace, window: QWidget) -> None:
        """Take the page over which it is asked who one is."""
        super().__init__(window)
        self._workspace = workspace
        self._authorship = Authorship(theme, workspace, window)
        self._busy = False
        self._stop = threading.Event()
        self._began = 0.0

    def stop(self) -> None:
        """Let the work under way be as if it had not been begun."""
        self._stop.set()

    def report(self, done: int, total: int) -> None:
        """Take how far the work is; called by the thread that works.

        Raises:
            StoppedError: It is to stop; nothing of it is kept.
        """
        if self._stop.is_set():
            raise StoppedError
        if time.monotonic() - self._began >= TOLD_AFTER_S:
            self.progressed.emit(done, total)

    def do(
        self,
        work: Work,
        then: Callable[[Any], None],
        failed: Callable[[KatalogError], None] | None = None,
    ) -> None:
        """Do a piece of work and give what it returns to `then`; the pages are read anew.

        Args:
            work: What to do.
            then: Told what came of it.
            failed: Told of a fault, in place of the window.
        """
        self._authorship.ask(partial(self._start, work, then, failed))

    def _start(
        self,
        work: Work,
        then: Callable[[Any], None],
        failed: Callable[[KatalogError], None] | None,
    ) -> None:
        if self._busy:
            return
        self._busy = True
        self._stop.clear()
        self._began = time.monotonic()
        author = self._workspace.settings.author
        call = partial(_ended, self._workspace.store, author, self._authorship.introduction(), work)
        self._workspace.jobs.run(call, partial(self._end, then, failed), owner=self)

    def _end(
        self,
        then: Callable[[Any], None],
        failed: Callable[[KatalogError], None] | None,
        ended: _Ended,
    ) -> None:
        self._busy = False
        self.ended.emit(ended.is_stopped)
        if ended.is_stopped:
            return
        if ended.error is None:
            self._authorship.introduced()
            then(ended.answer)
            self._workspace.changed.emit()
        elif isinstance(ended.error, KatalogError):
            (failed or self._workspace.failed.emit)(ended.error)
        else:
            raise ended.error


def _ended(
    store: Store, author: str, introduction: Callable[[Store], str] | None, work: Work
) -> _Ended:
    """Do the work; a fault comes back, so that whoever asked knows whose it is."""
    try:
        if introduction is not None:
            introduction(store)
        return _Ended(work(store, author))
    except StoppedError:
        return _Ended(is_stopped=True)
    except Exception as error:  # noqa: BLE001 - told or raised again in the main thread
        return _Ended(error=error)
