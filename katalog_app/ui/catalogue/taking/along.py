"""What the page Katalog does with projects besides reading them: the menus "Ta med"."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QVBoxLayout, QWidget

from katalog_app.language import question as questions
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.catalogue.acts import Act
from katalog_app.ui.catalogue.search_words import called
from katalog_app.ui.catalogue.taking.formats import Format, Wanted
from katalog_app.ui.catalogue.taking.lists import Lists
from katalog_app.ui.catalogue.taking.maker import Maker
from katalog_app.ui.catalogue.taking.menu import Menu
from katalog_app.ui.catalogue.taking.tray import LEAST, MOST, Tray
from katalog_app.ui.widgets.text import button

if TYPE_CHECKING:
    from katalog_app.model.query import SearchResult
    from katalog_app.ui.catalogue.browsing import Browsing
    from katalog_app.ui.outside import Outside
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.widgets.message_bar import MessageBar
    from katalog_app.ui.workspace import Workspace


class Along(QObject):
    """Joins menus, lists, and the projects to compare to what is read and found."""

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        outside: Outside,
        messages: MessageBar,
        browsing: Browsing,
    ) -> None:
        """Put the buttons where they are seen."""
        super().__init__(browsing)
        self._browsing = browsing
        self._searches = browsing.searches  # whose buttons stand before those made here
        self._total = len(browsing.hit_model.hits)
        self.maker = Maker(browsing, workspace, outside, messages)
        self.lists = Lists(theme, workspace, messages, browsing, self.maker)
        self.tray = Tray(theme, workspace, browsing, self.maker)
        self.above = QWidget()
        layout = QVBoxLayout(self.above)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        for widget in (self.maker.progress.widget, self.tray, self.lists.banner):
            layout.addWidget(widget)
        self.opener = button(_("Ta med ▾"), self.offer_all, "link", _("Ta med träffarna"))
        self.opener.setToolTip(_("Skriv ut, spara eller kopiera alla träffar"))
        browsing.bar.keep_last(self.lists.opener, self.opener)
        browsing.reading.acted.connect(self._act)
        browsing.asking.answered.connect(self._count)

    def print(self) -> None:
        """Print the project that is read, else all that is found."""
        one = self._one()
        self.maker.ask_printer(one if one is not None else self._all())

    def offer_one(self) -> None:
        """Open the menu of the project that is read."""
        wanted, sheet = self._one(), self._browsing.reading.scroller.widget()
        entry = self._browsing.reading.entry
        if wanted is None or entry is None or sheet is None:
            return
        menu = Menu(getattr(sheet, "take", sheet), _("Ta med projektet"))
        self._add_formats(menu, wanted, _("Skriv ut…"), "Ctrl+P")
        menu.add_line()
        menu.add_choice(_("Lägg i en lista"), self.lists.choices(wanted))
        menu.add(_("Jämför"), partial(self.tray.add, entry.id, entry.title))
        menu.open()

    def offer_all(self) -> None:
        """Open the menu of all that is found."""
        menu = Menu(self.opener, _("Ta med träffarna"))
        if not self._total:
            menu.add_off(_("Här finns inget att ta med."))
            menu.open()
            return
        wanted = self._all()
        words = ngettext("{count} projekt", "{count} projekt", self._total)
        menu.add_off(words.format(count=wording.number(self._total)))
        self._add_formats(menu, wanted, _("Skriv ut alla…"))
        menu.add_line()
        menu.add_choice(_("Lägg alla i en lista"), self.lists.choices(wanted))
        if LEAST <= self._total <= MOST:
            shown = tuple(hit.id for hit in self._browsing.hit_model.hits[: self._total])
            menu.add(_("Jämför dem"), partial(self.tray.compare, shown))
        menu.open()

    def _add_formats(self, menu: Menu, wanted: Wanted, printing: str, keys: str = "") -> None:
        maker = self.maker
        menu.add(printing, partial(maker.ask_printer, wanted), keys)
        menu.add(_("Förhandsgranska…"), partial(maker.preview, wanted))
        menu.add(_("Spara som PDF…"), partial(maker.ask_where, wanted, Format.PDF))
        menu.add(_("Spara som Word…"), partial(maker.ask_where, wanted, Format.WORD))
        menu.add(_("Kopiera som text"), partial(maker.copy, wanted))

    def _act(self, act: Act) -> None:
        if act is Act.TAKE:
            self.offer_one()

    def _count(self, result: SearchResult) -> None:
        self._total = result.total

    def _one(self) -> Wanted | None:
        entry = self._browsing.reading.entry
        if entry is None:
            return None
        return Wanted("", entry.title, (entry.id,))

    def _all(self) -> Wanted:
        """Return all that is found, called by the question; or the list that is open."""
        opened = self.lists.wanted(with_notes=False)
        if opened is not None:
            return opened
        asked = self._browsing.asking.question
        text = "" if asked.empty else questions.written(asked.words, asked.where)
        name = called(text, self._browsing.labels) if text else _("Alla projekt")
        title = _("Projekt: {search}").format(search=name) if text else name
        return Wanted(title, name, query=self._browsing.asking.query())
