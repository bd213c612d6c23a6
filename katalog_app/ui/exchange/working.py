"""Work on files in the background that may fail, and be tried again."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import TypeVar

from PySide6.QtCore import QObject

from katalog_app.errors import KatalogError
from katalog_app.ui.workspace import Workspace

T = TypeVar("T")


class Working(QObject):
    """Runs calls; a fault the user can act on goes to whoever asked, and to the window."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Have nothing to do."""
        super().__init__(parent)
        self._workspace = workspace
        self._waiting: deque[Callable[[], None]] = deque()
        self._under_way = False

    def run(
        self, call: Callable[[], T], answered: Callable[[T], None], failed: Callable[[], None]
    ) -> None:
        """Do a call at once; `failed` is called where it met a fault, which is told already."""

        def deliver(result: tuple[T | None, KatalogError | None, bool]) -> None:
            answer, fault, done = result
            if done:
                answered(answer)  # type: ignore[arg-type] # None only where T is
            elif fault is not None:
                failed()
                self._workspace.failed.emit(fault)

        self._workspace.jobs.run(partial(_attempted, call), deliver, owner=self)

    def queue(
        self, call: Callable[[], T], answered: Callable[[T], None], failed: Callable[[], None]
    ) -> None:
        """Do a call after those queued before it: a search never has to wait for thirty files."""

        def then(act: Callable[[], None]) -> None:
            self._under_way = False
            act()
            self._next()

        self._waiting.append(
            partial(
                self.run,
                call,
                lambda answer: then(partial(answered, answer)),
                partial(then, failed),
            )
        )
        self._next()

    def _next(self) -> None:
        if self._waiting and not self._under_way:
            self._under_way = True
            self._waiting.popleft()()


def _attempted(call: Callable[[], T]) -> tuple[T | None, KatalogError | None, bool]:
    try:
        return call(), None, True
    except KatalogError as error:
        return None, error, False
