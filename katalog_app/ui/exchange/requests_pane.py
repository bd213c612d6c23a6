"""What others ask to have erased for good, for a coordinator to decide."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from katalog_app import messages
from katalog_app.model import telling
from katalog_app.services import weighing
from katalog_app.services.weighing import Request, Requests
from katalog_app.texts import _
from katalog_app.ui import wording
from katalog_app.ui.erasure.erasing import Erasing
from katalog_app.ui.exchange import phrases
from katalog_app.ui.exchange.row_list import RowList
from katalog_app.ui.exchange.rows import Row, RowModel
from katalog_app.ui.exchange.sheets import Sheet
from katalog_app.ui.theme import Theme
from katalog_app.ui.widgets.flow import FlowLayout
from katalog_app.ui.widgets.text import Text, button
from katalog_app.ui.workspace import Workspace

LEAST_LIST = 140
"""Height of the list (pixels at 100 %); with less room the pane scrolls."""


class RequestsPane(Sheet):
    """A list of requests; the current one is told in full below it."""

    said = Signal(str)
    """What just happened, for the message bar."""
    counted = Signal(int)
    """So many requests."""

    def __init__(self, theme: Theme, workspace: Workspace) -> None:
        """Make an empty list; `begin` fills it."""
        super().__init__(_("Begäran om radering"))
        self._workspace = workspace
        self._requests: dict[str, Request] = {}
        self._erasing = Erasing(theme, workspace, self)
        self._erasing.said.connect(self.said)
        self.model = RowModel(self)
        self.list = RowList(theme, self.model, _("Begäran om radering"))
        self._about, self._told = Text("", "mute"), Text("", selectable=True)
        self._review = button(_("Granska och radera…"), self._ask, "primary")
        self._arrange(theme)
        self.list.chosen.connect(self._point)

    def _arrange(self, theme: Theme) -> None:
        inside = self.fresh()
        inside.addWidget(Text(_("Begäran om radering"), "heading"))
        inside.addWidget(self._about)
        self.list.setMinimumHeight(theme.px(LEAST_LIST))
        inside.addWidget(self.list, 1)
        inside.addWidget(self._told)
        place = QWidget()
        flow = FlowLayout(place, gap=6)
        flow.addWidget(self._review)
        inside.addWidget(place)
        self._rest = QWidget()
        inside.addWidget(self._rest, 1)

    def begin(self) -> None:
        """Read what is asked for."""
        call = partial(weighing.requests, self._workspace.store)
        self._workspace.jobs.run(call, self._show, owner=self, newest="exchange-requests")

    def _show(self, found: Requests) -> None:
        self._requests = {f"{one.erasure} {one.entry}": one for one in found.requests}
        self.model.show([_row(key, one) for key, one in self._requests.items()])
        some = bool(self._requests)
        self.list.setVisible(some)
        self._told.setVisible(some)
        self._rest.setVisible(not some)
        self._review.setVisible(some and found.coordinator)
        self._about.setText(_about(found))
        if some and not self.list.currentIndex().isValid():
            self.list.point_at(next(iter(self._requests)))
        self.counted.emit(len(self._requests))

    def _point(self, key: str) -> None:
        one = self._requests.get(key)
        self._told.setText(_in_full(one) if one else "")

    def _ask(self) -> None:
        row = self.list.currentIndex().row()
        if 0 <= row < self.model.rowCount():
            one = self._requests[self.model.rows[row].key]
            self._erasing.ask(one.entry, one)


def _about(found: Requests) -> str:
    if not found.requests:
        return _("Ingen begär att något raderas.")
    if found.coordinator:
        return _(
            "Andra ber dig radera de här uppgifterna för gott. Granska varje begäran och radera, "
            "eller låt den vara."
        )
    return _(
        "Bara en samordnare kan radera. Varje begäran följer med i filerna härifrån och försvinner "
        "ur listan när den är utförd."
    )


def _row(key: str, one: Request) -> Row:
    kind = wording.capital(messages.kind_name(one.kind))
    about = wording.dotted(kind, phrases.field_names(one.kind, one.fields))
    whose = _("din") if one.own else _("från andra")
    return Row(
        key, phrases.named(one.kind, one.title), about, whose, "accent" if one.own else "warn"
    )


def _in_full(one: Request) -> str:
    fields = wording.listed(*(telling.field_name(one.kind, name) for name in one.fields))
    asks = _("{sender} begär att detta raderas: {fields}.")
    return "\n".join(
        [
            asks.format(sender=one.sender, fields=fields),
            _("Skäl: {reason}").format(reason=one.reason),
            _("Beslutets nummer: {decision}").format(decision=one.decision),
        ]
    )
