"""Above the projects of an open list: which list it is, and what to do with it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from katalog_app.texts import _, ngettext
from katalog_app.ui.catalogue.taking.menu import Menu
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button, clear

if TYPE_CHECKING:
    from katalog_app.services.private_lists import PrivateList


class Banner(QFrame):
    """Hidden while no list is open."""

    note_wanted = Signal()
    """Write about the project that is read."""
    out_wanted = Signal()
    """Take the project that is read out of the list."""
    send_wanted = Signal()
    rename_wanted = Signal()
    list_note_wanted = Signal()
    remove_wanted = Signal()
    closed = Signal()

    def __init__(self) -> None:
        """Show nothing yet."""
        super().__init__()
        self.setProperty("role", "quiet")
        self.setAccessibleName(_("Lista"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(4)
        self._change = button("", lambda: None)
        self.hide()

    def show_list(self, one: PrivateList, there: int) -> None:
        """Show a list, so many of whose projects are in the catalogue."""
        clear(self)
        layout = self.layout()
        assert layout is not None  # noqa: S101 - made with the widget
        count = ngettext("{count} projekt", "{count} projekt", there).format(count=there)
        heading = _("Listan ”{name}”: {count}").format(name=one.name, count=count)
        layout.addWidget(Text(heading, "strong"))
        if one.note:
            layout.addWidget(Text(one.note, selectable=True))
        gone = len(one.projects) - there
        if gone:
            words = ngettext(
                "{count} projekt i listan är borttaget ur katalogen eller har inte kommit hit.",
                "{count} projekt i listan är borttagna ur katalogen eller har inte kommit hit.",
                gone,
            )
            layout.addWidget(Text(words.format(count=gone)))
        if not one.projects:
            words = _("Listan är tom. Öppna ett projekt och tryck Ctrl+L, eller välj Ta med.")
            layout.addWidget(Text(words))
        layout.addWidget(self._buttons(bool(there)))
        self.show()

    def _buttons(self, any_there: bool) -> QWidget:
        place = QWidget()
        flow = FlowLayout(place, gap=8)
        if any_there:
            flow.addWidget(button(_("Anteckning…"), self.note_wanted.emit))
            flow.addWidget(button(_("Ta ur listan"), self.out_wanted.emit))
            flow.addWidget(button(_("Skicka listan…"), self.send_wanted.emit))
        self._change = button(_("Ändra listan ▾"), self._open, name=_("Ändra listan"))
        flow.addWidget(self._change)
        flow.addWidget(button(_("Stäng listan"), self.closed.emit))
        return place

    def _open(self) -> None:
        menu = Menu(self._change, _("Ändra listan"))
        menu.add(_("Byt namn…"), self.rename_wanted.emit)
        menu.add(_("Anteckning om listan…"), self.list_note_wanted.emit)
        menu.add(_("Ta bort listan"), partial(self.remove_wanted.emit))
        menu.open()
