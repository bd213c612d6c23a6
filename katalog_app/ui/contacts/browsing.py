"""The list of contacts and what is beside it: asked anew at every letter, in the background."""

from __future__ import annotations

from datetime import date
from functools import partial
from itertools import pairwise
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from katalog_app.services import directory
from katalog_app.services.directory import PAGE, Asked, Found
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.contacts import opened, phrases
from katalog_app.ui.contacts.card_pane import CardPane
from katalog_app.ui.contacts.filters import Filters
from katalog_app.ui.contacts.ticks import ContactList, TickedRows
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.splitter import Splitter
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from PySide6.QtGui import QKeyEvent, QResizeEvent

    from katalog_app.ui.contacts.opened import OpenedCard
    from katalog_app.ui.outside import Outside
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.workspace import Workspace

BOTH_FROM = 620
"""Width (pixels at 100 %) from which list and pane stand side by side."""
OPEN = "contact-card"
COUNTS_MS = 40
"""The list is painted first, the counts of the filters so much later (ms)."""


class Browsing(QWidget):
    """Filters, list and pane; where there is no room for both, the pane stands for the list."""

    write_wanted = Signal(tuple)
    """Write to the contacts with these ids."""
    cards_wanted = Signal(tuple)
    """Save the contacts with these ids as vCards."""
    counted = Signal(int)
    """So many contacts there are."""

    def __init__(self, theme: Theme, workspace: Workspace, outside: Outside) -> None:
        """Make an empty list; `begin` fills it."""
        super().__init__()
        self._theme, self._workspace = theme, workspace
        self._words, self._limit, self._wanted = "", PAGE, ""
        self._in_pane = self._is_new = False
        self._found: Found | None = None
        self._counts = QTimer(self, singleShot=True, interval=COUNTS_MS)
        self._counts.timeout.connect(self._show_counts)
        self.filters = Filters(theme)
        self.model = TickedRows(self)
        self.list = ContactList(theme, self.model, _("Kontakter"))
        self.pane = CardPane(theme, outside)
        self.count = Text("", "mute")
        self._more = button(_("Visa fler"), self._show_more, "link")
        self._write = button("", lambda: self.write_wanted.emit(self.model.chosen), "primary")
        self._save = button("", lambda: self.cards_wanted.emit(self.model.chosen))
        self._none = button(_("Bocka ur alla"), lambda: self.model.choose(()))
        self._back = button(_("‹ Till listan"), self.enter, "link")
        self._back.setAccessibleName(_("Till listan"))
        self._arrange(workspace)
        self.list.chosen.connect(self._open)
        self.list.activated.connect(lambda _index: self._enter())
        self.list.opened.connect(partial(self._go, there=True))
        self.model.ticked.connect(self._tell_ticks)
        self.filters.changed.connect(self._ask_from_start)
        theme.changed.connect(self._fit)
        self._tell_ticks()
        self.pane.show_nothing(_("Läser kontakterna…"))

    @property
    def at_rest(self) -> bool:
        """Whether what is shown is all there is to show of the last answer."""
        return not self._counts.isActive()

    def _arrange(self, workspace: Workspace) -> None:
        self._left = QWidget()
        down = QVBoxLayout(self._left)
        down.setContentsMargins(0, 0, 0, 0)
        down.setSpacing(8)
        self.count.setWordWrap(False)
        self.filters.flow.addWidget(self.count)
        down.addWidget(self.filters)
        self._acts = QWidget()
        flow = FlowLayout(self._acts, gap=6)
        for one in (self._write, self._save, self._none):
            flow.addWidget(one)
        down.addWidget(self._acts)
        down.addWidget(self.list, 1)
        down.addWidget(self._more)
        right = QWidget()
        beside = QVBoxLayout(right)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.addWidget(self._back)
        beside.addWidget(self.pane, 1)
        self._right = right
        panes = Splitter(workspace, "contacts")
        panes.addWidget(self._left)
        panes.addWidget(right)
        panes.setStretchFactor(0, 3)
        panes.setStretchFactor(1, 4)
        panes.restore([600, 700])
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(panes)
        order = (self.filters.subject, self._write, self._save, self._none)
        for first, second in pairwise((*order, self.list, self._more, self._back, self.pane)):
            QWidget.setTabOrder(first, second)

    def begin(self) -> None:
        """Read the list anew, and what is shown beside it."""
        self._ask()
        row = self.list.currentIndex().row()
        if 0 <= row < len(self.model.rows):
            self._open(self.model.rows[row].key)

    def search(self, words: str) -> None:
        """Look for words."""
        if words != self._words:
            self._words, self._is_new = words, True
            self._go(there=False)
            self._ask_from_start()

    def show_entry(self, key: str) -> None:
        """Let a contact be the current one as soon as the list holds it; all filters go."""
        self._wanted = key
        self.filters.clear()

    def step(self, rows: int) -> None:
        """Let the contact so many rows further down be the current one."""
        last = self.model.rowCount() - 1
        row = min(max(self.list.currentIndex().row() + rows, 0), last)
        if row >= 0:
            self.list.setCurrentIndex(self.model.index(row))

    def enter(self) -> None:
        """Take the keyboard to the list."""
        self._go(there=False)
        self.list.setFocus(Qt.FocusReason.OtherFocusReason)

    def _ask_from_start(self) -> None:
        self._limit = PAGE
        self._ask()

    def _show_more(self) -> None:
        self._limit += PAGE
        self._ask()

    def _ask(self) -> None:
        asked = Asked(self._words, self.filters.municipality, self.filters.about, self._limit)
        call = partial(directory.find, self._workspace.store, asked)
        self._workspace.jobs.run(call, self._show, owner=self, newest="contacts")

    def _show(self, found: Found) -> None:
        self._found = found
        self._counts.start()
        today = date.today()
        row = self.list.currentIndex().row()
        before = self.model.rows[row].key if 0 <= row < len(self.model.rows) else ""
        rows = [phrases.row(card, today) for card in found.cards]
        self.model.show_choices(rows, chosen=self.model.chosen, locked=())
        self._tell_count(found)
        self._more.setVisible(found.total > len(found.cards))
        left = found.total - len(found.cards)
        self._more.setText(_("Visa fler ({count} kvar)").format(count=wording.number(left)))
        self.counted.emit(found.all)
        is_new, self._is_new = self._is_new, False
        if self.model.row_of(self._wanted) is not None:
            self.list.point_at(self._wanted)
            self._wanted = ""
        elif self.model.row_of(before) is not None and not is_new:
            self.list.point_at(before)
        elif rows:
            self.list.setCurrentIndex(self.model.index(0))
            self.list.scrollToTop()
        else:
            self._workspace.jobs.forget(OPEN)
            self.pane.show_nothing(_nothing(found))

    def _show_counts(self) -> None:
        if self._found is not None:
            self.filters.show_counts(self._found)

    def _tell_count(self, found: Found) -> None:
        words = ngettext("{count} av {all} kontakt", "{count} av {all} kontakter", found.all)
        count, every = wording.number(found.total), wording.number(found.all)
        self.count.setText(words.format(count=count, all=every) if found.all else "")

    def _tell_ticks(self) -> None:
        count = len(self.model.chosen)
        self._acts.setVisible(count > 0)
        number = wording.number(count)
        self._write.setText(_("Skriv till {count}…").format(count=number))
        self._write.setAccessibleName(_("Skriv till de {count} valda").format(count=number))
        self._save.setText(_("Spara {count} vCard…").format(count=number))
        self._save.setAccessibleName(_("Spara de {count} valda som vCard").format(count=number))

    def _open(self, key: str) -> None:
        call = partial(opened.opened, self._workspace.store, key)
        self._workspace.jobs.run(call, self._show_card, owner=self, newest=OPEN)

    def _show_card(self, shown: OpenedCard | None) -> None:
        if shown is None:
            self.pane.show_nothing(_("Kontakten finns inte kvar."))
        else:
            self.pane.show_card(shown)

    def _enter(self) -> None:
        self._go(there=True)
        self.pane.setFocus(Qt.FocusReason.OtherFocusReason)

    def _go(self, *, there: bool) -> None:
        self._in_pane = there
        self._fit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        """Show list and pane side by side where both fit."""
        super().resizeEvent(event)
        self._fit()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Go back to the list with Escape."""
        if event.key() == Qt.Key.Key_Escape:
            self.enter()
        else:
            super().keyPressEvent(event)

    def _fit(self) -> None:
        both = self.width() >= self._theme.px(BOTH_FROM)
        self._left.setVisible(both or not self._in_pane)
        self._right.setVisible(both or self._in_pane)
        self._back.setVisible(not both)


def _nothing(found: Found) -> str:
    if not found.all:
        return _("Katalogen har inga kontakter än.")
    return _("Ingen kontakt stämmer med det du söker. Ta bort ett ord eller ett filter.")
