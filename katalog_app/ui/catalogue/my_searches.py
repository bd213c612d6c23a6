"""On the first page: the saved searches with what is new, and the recent ones."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from katalog_app.texts import _, ngettext
from katalog_app.ui.catalogue.search_words import called, news
from katalog_app.ui.widgets.chip import Chip
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button, clear

if TYPE_CHECKING:
    from katalog_app.services.saved_searches import Counted
    from katalog_app.ui.catalogue.facets import Labels
    from katalog_app.ui.catalogue.recent import Recent
    from katalog_app.ui.catalogue.saved import Saved
    from katalog_app.ui.theme import Theme

MOST_SAVED, MOST_RECENT = 8, 5
"""Shown here; the menu beside the filters has them all."""


class MySearches(QWidget):
    """Takes no room where there are none."""

    picked = Signal(str)
    """Ask this search, written as text."""
    removed = Signal(str)
    """Remove this saved search, written as text."""

    def __init__(self, theme: Theme, saved: Saved, recent: Recent, label: Labels) -> None:
        """Follow both lists."""
        super().__init__()
        self._theme, self._saved, self._recent, self._label = theme, saved, recent, label
        self.setAccessibleName(_("Dina sökningar"))
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 14, 0, 0)
        self._layout.setSpacing(8)
        saved.changed.connect(self.fill)
        recent.changed.connect(self.fill)
        self.fill()

    def fill(self) -> None:
        """Show both lists as they are now."""
        clear(self)
        saved, recent = self._saved.searches, self._recent.searches
        self.setVisible(bool(saved or recent))
        if saved:
            heading = _("Sparade sökningar")
            self._layout.addWidget(Text(heading.upper(), "group", name=heading))
            self._layout.addWidget(self._rows(_new_first(saved)))
        if recent:
            if saved:
                self._layout.addWidget(Text())
            heading = _("Senaste sökningar")
            self._layout.addWidget(Text(heading.upper(), "group", name=heading))
            self._layout.addWidget(self._chips(recent[:MOST_RECENT]))
            self._layout.addWidget(button(_("Rensa senaste sökningar"), self._recent.clear, "link"))

    def _rows(self, saved: list[Counted]) -> QWidget:
        place = QWidget()
        grid = QGridLayout(place)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(4)
        grid.setColumnStretch(1, 1)
        for row, one in enumerate(saved):
            name, new = one.search.name, news(one.new)
            found = new or ngettext("{count} projekt", "{count} projekt", one.total).format(
                count=one.total
            )
            spoken = _("Öppna sökningen {name}: {found}").format(name=name, found=found)
            opening = button(name, partial(self.picked.emit, one.search.question), "link", spoken)
            grid.addWidget(opening, row, 0)
            told = _("{new} sedan sist").format(new=new) if new else found
            grid.addWidget(Text(told, "strong" if new else "mute"), row, 1)
            remove = partial(self.removed.emit, one.search.question)
            away = _("Ta bort sökningen {name}").format(name=name)
            grid.addWidget(
                button(_("Ta bort"), remove, "link", away), row, 2, Qt.AlignmentFlag.AlignRight
            )
        return place

    def _chips(self, recent: tuple[str, ...]) -> QWidget:
        place = QWidget()
        flow = FlowLayout(place, gap=8)
        for search in recent:
            text = called(search, self._label)
            chip = Chip(self._theme, text, name=_("Sök {word}").format(word=text))
            chip.clicked.connect(lambda _checked, search=search: self.picked.emit(search))
            flow.addWidget(chip)
        return place


def _new_first(saved: tuple[Counted, ...]) -> list[Counted]:
    return sorted(saved, key=lambda one: one.new == 0)[:MOST_SAVED]
