"""What helps at the search field: offers, the card of examples, records that are no projects."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRectF, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QPainter, QPen, QPixmap
from PySide6.QtWidgets import QLineEdit, QWidget

from katalog_app.texts import _
from katalog_app.ui.catalogue.offers import Offers

if TYPE_CHECKING:
    from collections.abc import Callable

    from katalog_app.db.store import Store
    from katalog_app.model.query import Facet, Query
    from katalog_app.services.surrounding import Surroundings
    from katalog_app.ui.catalogue.facets import Labels
    from katalog_app.ui.outside import Outside
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.widgets.search_field import SearchField
    from katalog_app.ui.workspace import Workspace

ICON = 18
"""Of the button in the field (pixels at 100 %)."""


class Guiding(QObject):
    """Made when list and facets are painted: none of it is needed to start."""

    searched = Signal(str)
    """An example of the card was chosen."""
    narrowed = Signal(object, str)
    """Show the projects with a value of a facet: `Facet`, value."""
    opened = Signal(str)
    """Show a project: its id."""
    said = Signal(str)

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        outside: Outside,
        field: SearchField,
        query: Callable[[], Query],
        label: Labels,
    ) -> None:
        """Help at a field; arguments as for `Offers`."""
        super().__init__(field)
        self._theme, self._workspace, self._outside = theme, workspace, outside
        self._field = field
        self.offers = Offers(theme, workspace, field, query, label)
        self._help = QAction(_("Så söker du"), field)

    def begin(self) -> None:
        """Put the button in the field."""
        field = self._field
        self._help.setToolTip(_("Så söker du (F1, eller ? i tomt fält)"))
        self._help.triggered.connect(self.show_card)
        field.addAction(self._help, QLineEdit.ActionPosition.TrailingPosition)
        field.help_wanted.connect(self.show_card)
        self._theme.changed.connect(self._paint)
        self._paint()

    def show_card(self) -> None:
        """Show what one can type."""
        from katalog_app.ui.catalogue.search_card import SearchCard

        card = SearchCard(self._field.window())
        card.tried.connect(self.searched)
        card.keys_wanted.connect(self._show_keys)
        card.open()

    def show_record(self, entry_id: str) -> None:
        """Narrow to the projects of a record, or show a card about it."""
        call = partial(_around, self._workspace.store, entry_id)
        self._workspace.jobs.run(call, self._show_around, owner=self, newest="around")

    def _show_around(self, shown: Surroundings) -> None:
        if shown.narrows is not None:
            facet: Facet = shown.narrows[0]
            self.narrowed.emit(facet, shown.narrows[1])
            return
        from katalog_app.ui.catalogue.other_card import OtherCard

        card = OtherCard(self._window, self._theme, self._outside, shown)
        card.chosen.connect(self.opened)
        card.said.connect(self.said)
        card.open()

    @property
    def _window(self) -> QWidget:
        return self._field.window()

    def _show_keys(self) -> None:
        from katalog_app.ui.help import HelpDialog

        HelpDialog(self._window).open()

    def _paint(self) -> None:
        """Draw a question mark in a ring, in the colours and the size of now."""
        theme, size = self._theme, self._theme.px(ICON)
        picture = QPixmap(size, size)
        picture.fill(Qt.GlobalColor.transparent)
        painter = QPainter(picture)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(QPen(theme.colour("mute"), 1.4))
        painter.drawEllipse(QRectF(1, 1, size - 2, size - 2))
        painter.setFont(theme.font(12, bold=True))
        painter.drawText(QRectF(0, 0, size, size), Qt.AlignmentFlag.AlignCenter, "?")
        painter.end()
        self._help.setIcon(QIcon(picture))


def _around(store: Store, entry_id: str) -> Surroundings:
    from katalog_app.services import surrounding  # not needed to start

    return surrounding.around(store, entry_id)
