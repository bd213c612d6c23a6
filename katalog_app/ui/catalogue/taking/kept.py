"""The user's lists as they were read last; all work on them is a job."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

if TYPE_CHECKING:
    from collections.abc import Callable

    from katalog_app.db.store import Store
    from katalog_app.services.private_lists import PrivateList
    from katalog_app.ui.workspace import Workspace

USED = "list-used"
READING = "private-lists"


class Kept(QObject):
    """Reads and changes them in the background."""

    changed = Signal()
    """The lists are others than before."""
    damaged = Signal()
    """Not all of their file can be understood; said once."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Hold nothing before `read`."""
        super().__init__(parent)
        self._workspace = workspace
        self.lists: tuple[PrivateList, ...] = ()
        self._told = False

    @property
    def used(self) -> PrivateList | None:
        """The list that something was put in last."""
        return self.of(self._workspace.remembered(USED))

    def use(self, key: str) -> None:
        """Remember the list that something was put in last."""
        self._workspace.remember(USED, key)

    def of(self, key: str) -> PrivateList | None:
        """Return the list with this key."""
        return next((one for one in self.lists if one.key == key), None)

    def read(self) -> None:
        """Read the lists anew."""
        call = partial(_read, self._workspace.store)
        self._workspace.jobs.run(call, self._take, owner=self, newest=READING)

    def do(self, work: Callable[[Store], object], then: Callable[..., object]) -> None:
        """Change the lists, do this with the answer, and read them anew."""

        def done(answer: object) -> None:
            then(answer)
            self.read()

        self._workspace.jobs.run(partial(work, self._workspace.store), done, owner=self)

    def _take(self, read: tuple[tuple[PrivateList, ...], bool]) -> None:
        lists, whole = read
        if not whole and not self._told:
            self._told = True
            self.damaged.emit()
        if lists != self.lists:
            self.lists = lists
            self.changed.emit()


def _read(store: Store) -> tuple[tuple[PrivateList, ...], bool]:
    from katalog_app.services import private_lists  # not needed to start

    return tuple(private_lists.kept(store)), private_lists.is_whole(store)
