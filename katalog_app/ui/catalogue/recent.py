"""The searches that were used last."""

from PySide6.QtCore import QObject, QTimer, Signal

from katalog_app.settings import MOST_RECENT
from katalog_app.ui.workspace import Workspace

REST_MS = 2_000
"""A search with hits that rests so long is used (ms)."""


def with_used(recent: tuple[str, ...], search: str) -> tuple[str, ...]:
    """Return the searches with one that was used now, the newest first.

    What the newest one goes on from is left out: it was a step on the way.
    """
    rest = [one for one in recent if one.strip() != search.strip()]
    if rest and rest[0] == recent[0] and search.startswith(rest[0].strip()):
        del rest[0]
    return (search, *rest)[:MOST_RECENT]


class Recent(QObject):
    """Notes which searches are used, if the user lets it."""

    changed = Signal()

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Keep them among the user's choices."""
        super().__init__(parent)
        self._workspace = workspace
        self._now = ""
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self.use)

    @property
    def searches(self) -> tuple[str, ...]:
        """The last searches as text, the newest first."""
        return self._workspace.settings.recent

    @property
    def keeps(self) -> bool:
        """Whether searches are noted."""
        return self._workspace.settings.keeps_recent

    def ask(self, search: str) -> None:
        """Take what is asked now, as text; "" for nothing."""
        self._now = search
        self._rest.stop()

    def answer(self, hits: int) -> None:
        """Take how many hits it has."""
        if hits and self._now and self.keeps:
            self._rest.start()

    def use(self) -> None:
        """Note what is asked now: it is of use."""
        self._rest.stop()
        if self._now.strip() and self.keeps:
            self._keep(with_used(self.searches, self._now))

    def clear(self) -> None:
        """Forget them all."""
        self._rest.stop()
        self._keep(())

    def keep(self, *, on: bool) -> None:
        """Note searches from now on, or forget them and note none."""
        self._workspace.choose(keeps_recent=on)
        if not on:
            self.clear()

    def _keep(self, searches: tuple[str, ...]) -> None:
        if searches != self.searches:
            self._workspace.choose(recent=searches)
            self.changed.emit()
