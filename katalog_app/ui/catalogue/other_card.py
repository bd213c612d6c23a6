"""A card about what is no project: how to reach a contact, which projects hang on a node."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QFrame,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from katalog_app.model.fields import EntryKind
from katalog_app.texts import _, ngettext
from katalog_app.ui import wording
from katalog_app.ui.catalogue.others import kind_of
from katalog_app.ui.widgets.text import Text, button

if TYPE_CHECKING:
    from collections.abc import Iterator

    from katalog_app.services.contacting import ContactStep
    from katalog_app.services.surrounding import Surroundings
    from katalog_app.ui.outside import Outside
    from katalog_app.ui.theme import Theme

SHOWN = 30
"""Projects on a card; the rest are only counted."""
SIZE = (520, 460)
"""Of the card (pixels at 100 %)."""


class OtherCard(QDialog):
    """One record with what is around it."""

    chosen = Signal(str)
    """A project was chosen: its id."""
    said = Signal(str)
    """What just happened, for the message bar."""

    def __init__(
        self, parent: QWidget, theme: Theme, outside: Outside, shown: Surroundings
    ) -> None:
        """Show a record."""
        super().__init__(parent)
        self._outside = outside
        entry = shown.entry
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(entry.title)
        body = QWidget()
        inside = QVBoxLayout(body)
        inside.setContentsMargins(0, 0, 8, 0)
        inside.setSpacing(8)
        kind = kind_of(entry.kind, entry.text("node_kind"))
        inside.addWidget(Text(wording.dotted(kind, entry.text("municipality")), "mute"))
        inside.addWidget(Text(entry.title, "heading", selectable=True))
        if entry.text("description"):
            inside.addWidget(Text(entry.text("description"), selectable=True))
        for widget in (*self._ways(shown.way), *self._projects(shown)):
            inside.addWidget(widget)
        inside.addStretch(1)
        scroller = QScrollArea()
        scroller.setWidgetResizable(True)
        scroller.setFrameShape(QFrame.Shape.NoFrame)
        scroller.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroller.setWidget(body)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 18, 20, 16)
        layout.setSpacing(12)
        layout.addWidget(scroller, 1)
        layout.addWidget(buttons)
        room = parent.size()
        width, height = map(theme.px, SIZE)
        self.resize(min(width, room.width() - 40), min(height, room.height() - 40))

    def _ways(self, way: ContactStep | None) -> Iterator[QWidget]:
        """Yield what one can do to reach it."""
        if way is None:
            return
        if not way.reachable:
            yield Text(_("Varken adress, telefon eller webbplats är känd."), "mute")
        if way.email:
            address = f"mailto:{way.email}"
            yield self._link(_("Skriv till {what}").format(what=way.email), address, way.email)
        if way.phone and way.tel:
            yield self._link(_("Ring {what}").format(what=way.phone), way.tel, way.phone)
        elif way.phone:
            yield Text(way.phone, selectable=True)
        if way.website:
            host = wording.host(way.website)
            yield self._link(_("Öppna {what}").format(what=host), way.website, way.website)

    def _link(self, text: str, address: str, copied: str) -> QWidget:
        return button(text, lambda: self._open(address, copied), "link")

    def _open(self, address: str, copied: str) -> None:
        if not self._outside.open(address):
            self._outside.copy(copied)
            self.said.emit(
                _("Inget program kunde öppna {what}. Det är kopierat.").format(what=copied)
            )

    def _projects(self, shown: Surroundings) -> Iterator[QWidget]:
        count = len(shown.projects)
        if not count:
            yield Text(_("Inga projekt är kopplade hit än."), "mute")
            if shown.entry.kind == EntryKind.NODE:
                yield Text(_("Platsen Ramverk, där kopplingarna görs, är inte byggd än."), "mute")
            return
        many = ngettext("{count} projekt", "{count} projekt", count).format(count=count)
        yield Text(many, "label")
        for project in shown.projects[:SHOWN]:
            yield button(project.title, partial(self._choose, project.id), "link")
        if count > SHOWN:
            yield Text(_("och {count} till").format(count=count - SHOWN), "mute")

    def _choose(self, key: str) -> None:
        self.chosen.emit(key)
        self.accept()
