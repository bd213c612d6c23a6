"""Work away from the main thread: a service call with its arguments bound, and its answer."""

import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal, Slot
from shiboken6 import isValid

from katalog_app.errors import KatalogError
from katalog_app.ui.overriding import override

Answer = TypeVar("Answer")
THREADS = 2
"""Threads that stay alive, so that each keeps its connection to the catalogue."""
SWITCH_S = 0.001
"""How long one thread may keep Python from the others (s): painting must not hold up a search."""
PATIENCE_MS = 5_000
"""How long closing waits for work under way (ms)."""


@dataclass(frozen=True)
class _Question:
    number: int
    call: Callable[[], Any]
    answered: Callable[[Any], None]
    owner: QObject
    newest: str | None


class Jobs(QObject):
    """The window's background work; answers come back in the main thread."""

    failed = Signal(KatalogError)
    """A job met a fault the user can act on."""
    _done = Signal(object, object, object)  # question, answer, error

    def __init__(self, parent: QObject | None = None) -> None:
        """Make a pool of its own."""
        super().__init__(parent)
        self._pool = QThreadPool(self)
        self._pool.setMaxThreadCount(THREADS)
        self._pool.setExpiryTimeout(-1)
        self._numbers = 0
        self._newest: dict[str, int] = {}
        self._under_way = 0
        self._done.connect(self._deliver)
        sys.setswitchinterval(SWITCH_S)

    def run(
        self,
        call: Callable[[], Answer],
        answered: Callable[[Answer], None],
        *,
        owner: QObject,
        newest: str | None = None,
    ) -> None:
        """Do the call in another thread and give its answer to `answered` in the main thread.

        A `KatalogError` goes to `failed` instead; any other exception is raised in the main thread.

        Args:
            call: Touches no widget.
            answered: Not called if the owner has gone.
            owner: Who asks.
            newest: Of all jobs by this name only the last one's answer counts.
        """
        self._numbers += 1
        question = _Question(self._numbers, call, answered, owner, newest)
        if newest is not None:
            self._newest[newest] = question.number
        self._under_way += 1
        self._pool.start(_Run(question, self._is_old, self._done.emit))

    def forget(self, newest: str) -> None:
        """Let every answer still on its way by this name be dropped."""
        self._newest[newest] = self._numbers + 1

    @property
    def idle(self) -> bool:
        """Whether every question has been answered or dropped."""
        return self._under_way == 0

    def finish(self) -> None:
        """Start nothing more, and wait for what is under way; no answer is delivered after this."""
        self._done.disconnect(self._deliver)
        self._pool.clear()
        self._pool.waitForDone(PATIENCE_MS)

    def _is_old(self, question: _Question) -> bool:
        return question.newest is not None and self._newest[question.newest] != question.number

    @Slot(object, object, object)
    def _deliver(self, question: _Question, answer: object, error: Exception | None) -> None:
        self._under_way -= 1
        if self._is_old(question) or not isValid(question.owner):
            return
        if isinstance(error, KatalogError):
            self.failed.emit(error)
        elif error is not None:
            raise error
        else:
            question.answered(answer)


class _Run(QRunnable):
    """One call. It owns no QObject: the pool destroys it in its own thread."""

    def __init__(
        self,
        question: _Question,
        is_old: Callable[[_Question], bool],
        done: Callable[[_Question, object, Exception | None], None],
    ) -> None:
        super().__init__()
        self._question, self._is_old, self._done = question, is_old, done

    @override
    def run(self) -> None:
        """Call, unless a newer question has made the answer useless."""
        if self._is_old(self._question):
            self._done(self._question, None, None)
            return
        try:
            answer = self._question.call()
        except Exception as error:  # noqa: BLE001 - raised again in the main thread
            self._done(self._question, None, error)
        else:
            self._done(self._question, answer, None)
