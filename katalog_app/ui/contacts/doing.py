"""Changes made from the place: in the author's name, one at a time, in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject

from katalog_app.errors import KatalogError
from katalog_app.ui.authorship import Authorship

if TYPE_CHECKING:
    from PySide6.QtWidgets import QWidget

    from katalog_app.db.store import Store
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

Work = Callable[["Store", str], Any]
"""Done with the store, in this person's name."""


@dataclass(frozen=True)
class _Ended:
    answer: Any = None
    error: Exception | None = None


class Doing(QObject):
    """Asks who edits where nobody has said it, does one piece of work, and says so."""

    def __init__(self, theme: Theme, workspace: Workspace, window: QWidget) -> None:
        """Take the page over which it is asked who one is."""
        super().__init__(window)
        self._workspace = workspace
        self._authorship = Authorship(theme, workspace, window)
        self._busy = False

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
    except Exception as error:  # noqa: BLE001 - told or raised again in the main thread
        return _Ended(error=error)
