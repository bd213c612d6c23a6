"""Work that nobody waits for yet: begun one by one, while nobody types."""

from collections import deque
from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import QObject, QTimer

from katalog_app.ui.jobs import Jobs

REST_MS = 300
"""So long nobody has typed before a piece is begun (ms): what is loaded takes the answers' time."""


class Leisure(QObject):
    """Takes calls for the background that can wait until typing rests."""

    def __init__(self, jobs: Jobs, parent: QObject) -> None:
        """Have nothing to do."""
        super().__init__(parent)
        self._jobs = jobs
        self._waiting: deque[Callable[[], None]] = deque()
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._begin_next)

    def add(
        self,
        call: Callable[[], Any],
        answered: Callable[[Any], None] = lambda _answer: None,
        *,
        owner: QObject,
    ) -> None:
        """Do a call in the background when those before it have been begun; see `Jobs.run`."""
        self._waiting.append(partial(self._jobs.run, call, answered, owner=owner))
        if not self._rest.isActive():
            self._rest.start()

    def disturb(self) -> None:
        """Wait anew: somebody types."""
        if self._waiting:
            self._rest.start()

    def end(self) -> None:
        """Begin nothing more."""
        self._waiting.clear()
        self._rest.stop()

    def _begin_next(self) -> None:
        if self._waiting:
            self._waiting.popleft()()
            self._rest.start()
