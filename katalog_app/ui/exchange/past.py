"""What the inbox tells of besides the files of this session: taken in earlier, and had to go."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Signal

from katalog_app.services import holding, receiving
from katalog_app.services.holding import LetGo
from katalog_app.services.receiving import Remembered
from katalog_app.ui.exchange import items
from katalog_app.ui.exchange.rows import Row
from katalog_app.ui.workspace import Workspace


class Past(QObject):
    """Read anew whenever the catalogue changes."""

    changed = Signal()
    """Other files were taken in earlier than before."""
    missed = Signal()
    """It is known now which files held back have had to go."""

    def __init__(self, workspace: Workspace, parent: QObject) -> None:
        """Know of nothing yet."""
        super().__init__(parent)
        self._workspace = workspace
        self.earlier: dict[str, Remembered] = {}
        self.gone: dict[str, LetGo] = {}
        workspace.changed.connect(self.read)

    def read(self) -> None:
        """Read both."""
        call = partial(receiving.remembered, self._workspace.store)
        self._workspace.jobs.run(call, self._show_earlier, owner=self, newest="exchange-earlier")
        self.miss()

    def miss(self) -> None:
        """See which files held back have had to go."""
        call = partial(holding.gone, self._workspace.store)
        self._workspace.jobs.run(call, self._show_gone, owner=self, newest="exchange-gone")

    def forget_gone(self, key: str) -> None:
        """Stop telling of a file that had to go."""
        one = self.gone.pop(key)
        call = partial(holding.forget_gone, self._workspace.store, one.sha256)
        self._workspace.jobs.run(call, lambda _nothing: self.miss(), owner=self)

    def earlier_rows(self, shown: set[int | None]) -> list[Row]:
        """Return rows of files taken in earlier, but for those shown by their numbers already."""
        return [
            items.earlier_row(key, one)
            for key, one in self.earlier.items()
            if one.number not in shown
        ]

    def gone_rows(self, known: set[str]) -> list[Row]:
        """Return rows of files that had to go, but for those that are here again, by hash."""
        return [
            items.gone_row(key, one) for key, one in self.gone.items() if one.sha256 not in known
        ]

    def _show_earlier(self, earlier: list[Remembered]) -> None:
        self.earlier = {f"earlier-{one.number}": one for one in earlier}
        self.changed.emit()

    def _show_gone(self, gone: list[LetGo]) -> None:
        self.gone = {f"gone-{one.sha256}": one for one in gone}
        self.missed.emit()
