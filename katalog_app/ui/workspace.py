"""What every page works with: the open store, the background jobs and the user's choices."""

from __future__ import annotations

import contextlib
from collections.abc import Collection
from dataclasses import replace
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from katalog_app import settings as choices
from katalog_app.db.store import Store
from katalog_app.errors import KatalogError
from katalog_app.settings import Settings
from katalog_app.ui.jobs import Jobs

if TYPE_CHECKING:
    from katalog_app.ui.leisure import Leisure

KEEP_AFTER_MS = 400
"""Choices are written when they have rested this long (ms)."""


class Workspace(QObject):
    """One open catalogue in one window."""

    changed = Signal()
    """The catalogue has other content than before; pages read anew."""
    failed = Signal(KatalogError)
    """Something the user can act on went wrong, and nothing was changed."""
    closing = Signal()
    """The store is about to be closed."""

    def __init__(self, store: Store, settings: Settings, parent: QObject | None = None) -> None:
        """Take an open store and the choices kept beside it."""
        super().__init__(parent)
        self.store = store
        self.settings = settings
        self.jobs = Jobs(self)
        self.jobs.failed.connect(self.failed)
        self._rest = QTimer(self, singleShot=True, interval=KEEP_AFTER_MS)
        self._rest.timeout.connect(self._write_in_background)

    @cached_property
    def leisure(self) -> Leisure:
        """Takes what can wait until nobody types."""
        from katalog_app.ui.leisure import Leisure  # not needed before the first paint

        made = Leisure(self.jobs, self)
        self.closing.connect(made.end)
        return made

    def choose(self, **chosen: Any) -> None:  # noqa: ANN401 - the fields of Settings
        """Change choices by name and keep them, soon, without disturbing the window."""
        settings = replace(self.settings, **chosen)
        if settings != self.settings:
            self.settings = settings
            self._rest.start()

    def forget_erased(self, erased: Collection[str]) -> None:
        """Let go of the name one writes under, and of searches, that hold what has been erased."""
        left = choices.without(self.settings, erased)
        self.choose(author=left.author, recent=left.recent, unknown=left.unknown)

    def remembered(self, key: str) -> str:
        """Return a choice of one page by its own name, "" where there is none."""
        value = self.settings.unknown.get(key)
        return value if isinstance(value, str) else ""

    def remember(self, key: str, value: str) -> None:
        """Keep a choice of one page by its own name."""
        self.choose(unknown={**self.settings.unknown, key: value})

    def close(self) -> None:
        """Finish the jobs, keep the choices, close the store."""
        self.closing.emit()
        self.jobs.finish()
        if self._rest.isActive():
            self._rest.stop()
            _write(self.store, self.settings)
        self.store.close()

    def _write_in_background(self) -> None:
        call = partial(_write, self.store, self.settings)
        self.jobs.run(call, lambda _nothing: None, owner=self)


def _write(store: Store, settings: Settings) -> None:
    with contextlib.suppress(OSError):  # a full disk must not stop the reading
        choices.write(store.folder, settings)
