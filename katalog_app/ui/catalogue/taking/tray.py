"""The projects one wants to compare, gathered above the list until there are enough."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QHBoxLayout, QWidget

from katalog_app.texts import _
from katalog_app.ui.widgets.chip import Chip
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button, clear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from katalog_app.db.store import Store
    from katalog_app.services.comparing import Comparison
    from katalog_app.ui.catalogue.taking.compare_window import CompareWindow
    from katalog_app.ui.catalogue.taking.maker import Maker
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

LEAST, MOST = 2, 4
"""Projects in one comparison."""


class Tray(QWidget):
    """Takes no room while nothing is to be compared."""

    def __init__(self, theme: Theme, workspace: Workspace, window: QWidget, maker: Maker) -> None:
        """Hold nothing."""
        super().__init__()
        self._theme, self._workspace = theme, workspace
        self._window, self._maker = window, maker
        self._titles: dict[str, str] = {}
        self.compared: CompareWindow | None = None
        """The window that was opened last."""
        self.setAccessibleName(_("Att jämföra"))
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        self._place = QWidget()
        FlowLayout(self._place, gap=8)
        layout.addWidget(self._place, 1)
        self.hide()

    def add(self, key: str, title: str) -> None:
        """Add a project; of more than can be compared the first one goes."""
        self._titles.pop(key, None)
        self._titles[key] = title
        while len(self._titles) > MOST:
            del self._titles[next(iter(self._titles))]
        self._fill()

    def remove(self, key: str) -> None:
        """Take a project away again."""
        self._titles.pop(key, None)
        self._fill()

    def empty(self) -> None:
        """Take all away."""
        self._titles.clear()
        self._fill()

    def compare(self, ids: Sequence[str]) -> None:
        """Show projects side by side in a window of its own."""
        call = partial(_compared, self._workspace.store, tuple(ids))
        self._workspace.jobs.run(call, self._show, owner=self, newest="compare")

    def _fill(self) -> None:
        clear(self._place)
        flow = self._place.layout()
        assert flow is not None  # noqa: S101 - made with the widget
        lead = Text(_("Jämför:"), "strong")
        lead.setWordWrap(False)
        flow.addWidget(lead)
        for key, title in self._titles.items():
            away = _("Ta bort ”{title}” ur jämförelsen").format(title=title)
            chip = Chip(self._theme, title, name=away, removes=True)
            chip.clicked.connect(lambda _checked, key=key: self.remove(key))
            flow.addWidget(chip)
        if len(self._titles) < LEAST:
            more = Text(_("Öppna ett projekt till och välj Ta med, Jämför."), "mute")
            more.setWordWrap(False)
            flow.addWidget(more)
        else:
            show = partial(self.compare, tuple(self._titles))
            flow.addWidget(button(_("Visa jämförelsen"), show, "primary"))
        flow.addWidget(button(_("Töm"), self.empty, "link", _("Töm jämförelsen")))
        self.setVisible(bool(self._titles))
        self._place.updateGeometry()

    def _show(self, comparison: Comparison) -> None:
        from katalog_app.ui.catalogue.taking.compare_window import (
            CompareWindow,  # not needed to start
        )

        self.compared = CompareWindow(self._theme, comparison, self._maker, self._window.window())
        self.compared.open()


def _compared(store: Store, ids: tuple[str, ...]) -> Comparison:
    from katalog_app.services import comparing

    return comparing.compared(store, ids)
