"""Panes side by side whose widths are remembered."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QSplitter

from katalog_app.ui.workspace import Workspace

BETWEEN = 14
"""Between two panes (pixels)."""


class Splitter(QSplitter):
    """A splitter that keeps its widths under a name."""

    def __init__(self, workspace: Workspace, name: str) -> None:
        """Make an empty splitter; the widths come back with `restore`."""
        super().__init__(Qt.Orientation.Horizontal)
        self._workspace, self._name = workspace, name
        self.setHandleWidth(BETWEEN)
        self.setChildrenCollapsible(False)
        self.setObjectName(name)
        self.splitterMoved.connect(lambda _position, _index: self._keep())

    def restore(self, otherwise: list[int]) -> None:
        """Take the widths kept, or others where none are kept."""
        kept = self._workspace.settings.splitters.get(self._name, ())
        self.setSizes(list(kept) if len(kept) == self.count() else otherwise)

    def _keep(self) -> None:
        splitters = {**self._workspace.settings.splitters, self._name: tuple(self.sizes())}
        self._workspace.choose(splitters=splitters)
