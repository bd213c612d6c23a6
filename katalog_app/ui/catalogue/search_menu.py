"""Beside the filters: the star that saves a search, and the menu of saved and recent ones."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMenu

from katalog_app.texts import _
from katalog_app.ui.catalogue.search_words import called, news
from katalog_app.ui.widgets.text import button

if TYPE_CHECKING:
    from collections.abc import Callable

    from PySide6.QtWidgets import QWidget

    from katalog_app.ui.catalogue.facets import Labels
    from katalog_app.ui.catalogue.recent import Recent
    from katalog_app.ui.catalogue.saved import Saved

LONGEST = 60
"""Characters of a name in the menu."""


class SearchButtons(QObject):
    """The star, and what opens the menu."""

    starred = Signal()
    """Save what is asked, or remove it from the saved ones."""
    rename_wanted = Signal()
    copy_wanted = Signal()
    picked = Signal(str)
    """Ask this search, written as text."""

    def __init__(self, saved: Saved, recent: Recent, label: Labels, parent: QObject) -> None:
        """Make both; they are seen once they have been given a place."""
        super().__init__(parent)
        self._saved, self._recent, self._label = saved, recent, label
        self._now = ""
        self.star = button(_("☆ Spara sökningen"), self.starred.emit, "link")
        self.opener = button(_("Sökningar"), self._open, "link")
        for made in (self.star, self.opener):
            made.hide()
        saved.changed.connect(self._look)

    def show_question(self, search: str) -> None:
        """Take what is asked, written as text; "" for nothing."""
        self._now = search
        self._look()

    def offer_recent(self, below: QWidget) -> bool:
        """Show the recent searches under a field; return whether there are any."""
        if not self._recent.searches:
            return False
        menu = self._menu()
        self._add_recent(menu)
        menu.setMinimumWidth(below.width())
        menu.popup(below.mapToGlobal(QPoint(0, below.height())))
        menu.setActiveAction(menu.actions()[1])
        return True

    def _look(self) -> None:
        self.star.setVisible(bool(self._now))
        self.opener.show()
        is_saved = self._saved.of(self._now) is not None
        self.star.setText(_("★ Sparad") if is_saved else _("☆ Spara sökningen"))
        name = _("Ta bort ur sparade sökningar") if is_saved else _("Spara sökningen")
        self.star.setAccessibleName(name)
        self.star.setToolTip(name)
        new = news(self._saved.new)
        self.opener.setText((f"{_('Sökningar')} · {new}" if new else _("Sökningar")) + " ▾")
        self.opener.setAccessibleName(f"{_('Sökningar')}, {new}" if new else _("Sökningar"))

    def _menu(self) -> QMenu:
        menu = QMenu(self.opener)
        menu.setAccessibleName(_("Sökningar"))
        menu.setToolTipsVisible(True)
        menu.aboutToHide.connect(menu.deleteLater)
        return menu

    def _open(self) -> None:
        menu = self._menu()
        if self._now:
            self._add_present(menu)
        self._heading(menu, _("Sparade sökningar"))
        for one in self._saved.searches:
            new = news(one.new)
            text = f"{_short(one.search.name)}   ({new})" if new else _short(one.search.name)
            self._add(menu, text, partial(self.picked.emit, one.search.question))
        if not self._saved.searches:
            self._add(menu, _("Inga än. Sök och välj Spara sökningen."), None)
        if self._recent.searches:
            self._add_recent(menu)
            self._add(menu, _("Rensa senaste sökningar"), self._recent.clear)
        menu.addSeparator()
        keeping = menu.addAction(_("Kom ihåg mina senaste sökningar"))
        keeping.setCheckable(True)
        keeping.setChecked(self._recent.keeps)
        keeping.toggled.connect(lambda on: self._recent.keep(on=on))
        menu.popup(self.opener.mapToGlobal(QPoint(0, self.opener.height())))

    def _add_present(self, menu: QMenu) -> None:
        saved = self._saved.of(self._now)
        if saved is None:
            self._add(menu, _("Spara sökningen"), self.starred.emit)
        else:
            name = _short(saved.search.name)
            rename = _("Byt namn på ”{name}” …").format(name=name)
            self._add(menu, rename, self.rename_wanted.emit)
            self._add(menu, _("Ta bort ”{name}”").format(name=name), self.starred.emit)
        self._add(menu, _("Kopiera sökningen som text"), self.copy_wanted.emit)

    def _add_recent(self, menu: QMenu) -> None:
        self._heading(menu, _("Senaste sökningar"))
        for search in self._recent.searches:
            text = _short(called(search, self._label))
            self._add(menu, text, partial(self.picked.emit, search))

    def _heading(self, menu: QMenu, text: str) -> None:
        if menu.actions():
            menu.addSeparator()
        self._add(menu, text, None)

    def _add(self, menu: QMenu, text: str, act: Callable[[], object] | None) -> None:
        action = menu.addAction(text.replace("&", "&&"))
        action.setEnabled(act is not None)
        if act is not None:
            action.triggered.connect(lambda _checked: act())


def _short(name: str) -> str:
    return name if len(name) <= LONGEST else name[: LONGEST - 1].rstrip() + "…"
