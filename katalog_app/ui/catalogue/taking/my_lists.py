"""On the first page: the user's own lists."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from katalog_app.texts import _, ngettext
from katalog_app.ui.catalogue.taking.menu import short
from katalog_app.ui.widgets.text import Text, button, clear

if TYPE_CHECKING:
    from collections.abc import Sequence

    from katalog_app.services.private_lists import PrivateList

MOST = 8
"""Shown here; the menu beside the filters has them all."""


class MyLists(QWidget):
    """Takes no room where there are none."""

    picked = Signal(str)
    """Open the list with this key."""

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setAccessibleName(_("Dina listor"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 14, 0, 0)
        self._layout.setSpacing(8)
        self.hide()

    def fill(self, lists: Sequence[PrivateList]) -> None:
        """Show the newest lists."""
        clear(self)
        self.setVisible(bool(lists))
        heading = _("Dina listor")
        self._layout.addWidget(Text(heading.upper(), "group", name=heading))
        place = QWidget()
        grid = QGridLayout(place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(reversed(lists[-MOST:])):
            count = len(one.projects)
            told = ngettext("{count} projekt", "{count} projekt", count).format(count=count)
            spoken = _("Öppna listan {name}: {count}").format(name=one.name, count=told)
            opening = button(short(one.name), partial(self.picked.emit, one.key), "link", spoken)
            grid.addWidget(opening, row, 0)
            grid.addWidget(Text(told, "mute"), row, 1)
        self._layout.addWidget(place)
