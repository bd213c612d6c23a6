"""What the search field offers while one types: filters, their values, words of the catalogue."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, Qt, QTimer

from katalog_app.texts import _
from katalog_app.ui.overriding import override
from katalog_app.ui.widgets.offer_list import OfferList

if TYPE_CHECKING:
    from collections.abc import Callable

    from katalog_app.db.store import Store
    from katalog_app.model.query import Query
    from katalog_app.services.completing import Offer
    from katalog_app.ui.catalogue.facets import Labels
    from katalog_app.ui.theme import Theme
    from katalog_app.ui.widgets.search_field import SearchField
    from katalog_app.ui.workspace import Workspace

OFFERS = "offers"
REST_MS = 90
"""Typing rests so long before offers are looked up (ms): the list of hits comes first."""


class Offers(QObject):
    """Looks offers up in the background; typing on is never disturbed by them."""

    def __init__(
        self,
        theme: Theme,
        workspace: Workspace,
        field: SearchField,
        query: Callable[[], Query],
        label: Labels,
    ) -> None:
        """Watch a field.

        Args:
            theme: Where colours and sizes come from.
            workspace: Whose catalogue the offers are from.
            field: Where one types.
            query: Gives the present question.
            label: Gives what a value of a facet is called.
        """
        super().__init__(field)
        self._workspace, self._field = workspace, field
        self._query, self._label = query, label
        self._offers: tuple[Offer, ...] = ()
        self._offered_for = ""
        """The text the offers belong to."""
        self._is_typed = False
        self.list = OfferList(theme, field)
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look_up)
        self.list.picked.connect(self._take)
        field.textEdited.connect(self._edited)
        field.textChanged.connect(self._changed)
        field.finished.connect(self._hide)
        field.first_look = self._press
        field.window().installEventFilter(self)

    def _edited(self, _text: str) -> None:
        self._is_typed = True  # Qt tells of `textChanged` after this

    def _changed(self, text: str) -> None:
        """Look up offers soon; until then those of the last letter stand, with none chosen."""
        is_typed, self._is_typed = self._is_typed, False
        if not is_typed or not text:
            self._hide()
            return
        self.list.choose(None)
        self._rest.start()

    def _hide(self, *_: object) -> None:
        self._rest.stop()
        self._workspace.jobs.forget(OFFERS)
        self.list.hide()

    def _look_up(self) -> None:
        text, cursor = self._field.text(), self._field.cursorPosition()
        call = partial(_complete, self._workspace.store, self._query(), text, cursor, self._label)
        shown = partial(self._show, text, cursor)
        self._workspace.jobs.run(call, shown, owner=self, newest=OFFERS)

    def _show(self, text: str, cursor: int, offers: tuple[Offer, ...]) -> None:
        field = self._field
        same = (field.text(), field.cursorPosition()) == (text, cursor)
        if same and field.hasFocus():
            self._offers, self._offered_for = offers, text
            self.list.show_texts([_called(offer) for offer in offers])

    def _press(self, key: int) -> bool:
        """Deal with a key where offers are shown; return whether that was all there is to it."""
        if not self.list.isVisible():
            return False
        row = self.list.row
        match key:
            case Qt.Key.Key_Down:
                self.list.step(1)
            case Qt.Key.Key_Up if row is not None:
                self.list.step(-1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter | Qt.Key.Key_Tab if row is not None:
                self._take(row)
            case Qt.Key.Key_Escape:
                self._hide()
            case _:
                return False
        return True

    def _take(self, row: int) -> None:
        """Write an offer in place of what was half typed, as one step of the field's undo."""
        if self._offered_for != self._field.text():
            return  # a letter was typed at the same moment; its own offers come soon
        offer = self._offers[row]
        self.list.hide()
        self._field.setSelection(offer.start, offer.end - offer.start)
        self._field.insert(offer.text)

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Put the offers away when the window changes its size."""
        if event.type() == QEvent.Type.Resize:
            self._hide()
        return False


def _called(offer: Offer) -> str:
    if offer.count is None:
        return offer.label
    return _("{value} ({count})").format(value=offer.label, count=offer.count)


def _complete(
    store: Store, query: Query, text: str, cursor: int, label: Labels
) -> tuple[Offer, ...]:
    from katalog_app.services import completing  # not needed to start

    return completing.complete(store, query, text, cursor, label)
