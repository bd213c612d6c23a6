"""Work on the catalogue in the name of whoever edits, asked for where nobody has said it yet."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Generic, TypeVar

from PySide6.QtCore import QObject, Signal

from katalog_app.errors import KatalogError
from katalog_app.ui.authorship import Authorship

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from katalog_app.db.store import Store
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

T = TypeVar("T")


@dataclass(frozen=True)
class _Ended(Generic[T]):
    """What a piece of work gave, or why it could not be done."""

    answer: T | None = None
    error: Exception | None = None


class Acting(QObject):
    """One piece of work at a time; the pages are read anew when it is done."""

    begun = Signal()
    ended = Signal()
    """It is done, or could not be done."""

    def __init__(self, theme: Theme, workspace: Workspace, window: QWidget) -> None:
        """Take the window over which it is asked who edits."""
        super().__init__(window)
        self._workspace = workspace
        self._authorship = Authorship(theme, workspace, window)
        self._busy = False

    def do(
        self,
        work: Callable[[Store, str], T],
        done: Callable[[T], None],
        failed: Callable[[KatalogError], None] | None = None,
    ) -> None:
        """Do a piece of work in the background.

        Args:
            work: Takes the store and the name of whoever edits.
            done: Given what the work gave.
            failed: Given a fault instead; without it the fault is told as all others.
        """
        self._authorship.ask(partial(self._start, work, done, failed))

    def _start(
        self,
        work: Callable[[Store, str], T],
        done: Callable[[T], None],
        failed: Callable[[KatalogError], None] | None,
    ) -> None:
        if self._busy:
            return
        self._busy = True
        self.begun.emit()
        call = partial(
            _ended,
            self._workspace.store,
            self._workspace.settings.author,
            self._authorship.introduction(),
            work,
        )
        self._workspace.jobs.run(call, partial(self._take, done, failed), owner=self)

    def _take(
        self,
        done: Callable[[T], None],
        failed: Callable[[KatalogError], None] | None,
        ended: _Ended[T],
    ) -> None:
        self._busy = False
        self.ended.emit()
        if isinstance(ended.error, KatalogError):
            (failed or self._workspace.failed.emit)(ended.error)
        elif ended.error is not None:
            raise ended.error
        else:
            self._authorship.introduced()
            self._workspace.changed.emit()
            done(ended.answer)  # type: ignore[arg-type]  # without an error it is there


def _ended(
    store: Store,
    author: str,
    introduction: Callable[[Store], str] | None,
    work: Callable[[Store, str], T],
) -> _Ended[T]:
    try:
        if introduction is not None:
            introduction(store)
        return _Ended(answer=work(store, author))
    except Exception as error:  # noqa: BLE001 - told or raised again in the main thread
        return _Ended(error=error)
